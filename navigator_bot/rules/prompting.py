"""Whether a bell may speak to a person now, later, or not at all."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import TypeAlias

from conversations.kit.effects import Bell
from conversations.kit.moments import in_days, out_of_quiet
from conversations.kit.people import Person, Purpose, Standing, Voice

BUSY = timedelta(minutes=30)
"""How long after a person's last word an open question counts as being in the middle of it."""

LATE = {
    Bell.CHECK_IN: timedelta(hours=20),
    Bell.NUDGE: timedelta(hours=20),
    Bell.DID_YOU_GO: timedelta(days=7),
    Bell.RESUME: timedelta(days=30),
    Bell.DAY_AFTER: timedelta(hours=20),
    Bell.OUTING_AHEAD: timedelta(hours=20),
}
"""How late a bell may still ring after an outage; what repeats is then set again."""


@dataclass(frozen=True)
class Go:
    pass


@dataclass(frozen=True)
class PutOff:
    until: datetime


@dataclass(frozen=True)
class Drop:
    reason: str


Verdict: TypeAlias = Go | PutOff | Drop


def verdict(
    person: Person, bell: Bell, due: datetime, now: datetime, heard_at: datetime | None
) -> Verdict:
    """`now` is local to the person. At most one unprompted message a local day, but for what they
    have agreed with a navigator."""
    if bell is Bell.SOFT_END:
        return Go()
    if bell is Bell.RESUME:
        return Go() if person.standing is Standing.PAUSED else Drop("not paused")
    if person.standing is not Standing.ACTIVE:
        return Drop(f"standing is {person.standing}")
    if not person.agreed_to(Purpose.REMINDERS):
        return Drop("no reminders agreed")
    if now - due > LATE.get(bell, timedelta(days=1)):
        return Drop("too late")
    is_agreed = bell is Bell.OUTING_AHEAD  # with a navigator, who may have the word
    if person.voice is not Voice.BOT and not is_agreed:
        return PutOff(now + timedelta(hours=4))
    if heard_at is not None and now - heard_at < BUSY:
        return PutOff(heard_at + BUSY)
    if person.quiet.covers(now.timetz().replace(tzinfo=None)):
        return PutOff(out_of_quiet(now, person.quiet))
    if person.unprompted_on == now.date() and not is_agreed:
        return PutOff(in_days(now, 1, person.quiet))
    return Go()
