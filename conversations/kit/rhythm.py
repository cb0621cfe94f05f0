"""A person's bells: the weekly one set anew, and all of them silenced."""

from __future__ import annotations

from datetime import datetime

from conversations.kit.effects import Bell
from conversations.kit.facts import CheckInChosen
from conversations.kit.moments import next_weekly
from conversations.kit.people import Person, Purpose, Standing, Weekly
from conversations.kit.replies import Reply
from conversations.kit.state import Again
from conversations.kit.times import time_chosen
from conversations.kit.turn import Turn

TOMORROW = "tomorrow"
"""The bell of a check-in put off by a day, beside the weekly one."""

INVITED = "invited"
"""The weekly bell of somebody without a goal who was already invited to set one."""


def next_check_in(person: Person, now: datetime) -> datetime | None:
    """When the weekly bell will ring, or None where none is wanted."""
    wanted = person.standing is Standing.ACTIVE and person.agreed_to(Purpose.REMINDERS)
    return next_weekly(person.check_in, now) if wanted and person.check_in else None


def set_weekly_bell(turn: Turn) -> None:
    """As the person now wants it, in place of whatever was set before."""
    for ref in (TOMORROW, INVITED):
        turn.cancel(Bell.CHECK_IN, ref)
    at = next_check_in(turn.person, turn.now)
    if at is None:
        turn.cancel(Bell.CHECK_IN)
    else:
        turn.wake(Bell.CHECK_IN, at)


def choose_time(turn: Turn, weekday: int, reply: Reply) -> Again | None:
    """Keep the weekly time that was said, and set its bell; or what to ask again."""
    at = time_chosen(reply)
    if at is None:
        return Again("common.time_again")
    if turn.person.quiet.covers(at):
        return Again("common.time_quiet", {"quiet": turn.person.quiet})
    turn.record(CheckInChosen(Weekly(weekday, at)))
    set_weekly_bell(turn)
    return None


def silence_bells(turn: Turn) -> None:
    """Nothing rings for this person any more; what belongs to an open case goes on."""
    for ref in ("", TOMORROW, INVITED):
        turn.cancel(Bell.CHECK_IN, ref)
    for suggestion in turn.person.suggestions:
        turn.cancel(Bell.DID_YOU_GO, suggestion.id)
    turn.cancel(Bell.RESUME)
