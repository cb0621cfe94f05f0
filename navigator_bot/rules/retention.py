"""How long things are kept once they are done with."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import timedelta


@dataclass(frozen=True)
class Retention:
    """Telegram repeats an update for up to a day, so done events are remembered a little longer."""

    done_events: timedelta = timedelta(days=3)
    sent_words: timedelta = timedelta(days=7)  # the text of messages that were sent
    sent_messages: timedelta = timedelta(days=90)  # that they were sent, without the text
    staff_places: timedelta = timedelta(days=1)  # what somebody was in the middle of
    outings: timedelta = timedelta(days=7)  # where a navigator met somebody, once they were back
    done_errands: timedelta = timedelta(days=7)
    lists: timedelta = timedelta(days=7)  # that were sent and not brought in
    lists_out: timedelta = timedelta(days=60)  # how they were when they were handed out
    rota: timedelta = timedelta(days=90)  # leave, cover and swaps, once they are over


STANDARD = Retention()
