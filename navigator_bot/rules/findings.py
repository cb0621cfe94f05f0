"""What the auditor looks for: what must never be so, told from what is only just under way."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import datetime, timedelta
from enum import StrEnum

from conversations.kit.people import CaseReason, Voice

OVERDUE = timedelta(minutes=5)
"""What should be done at once and has not been for so long is not just slow."""

ERRAND_WITHIN = timedelta(minutes=15)
"""Work that somebody asked for takes a while; longer than any of it that goes well."""

SET_ASIDE_FOR = timedelta(hours=1)
"""Admins hear of an event that was set aside at once; leads, when nobody has mended it by then."""

QUIET = timedelta(days=14)
"""A claim in which neither side has said a word for so long was probably forgotten."""

SEEN_WITHIN = timedelta(hours=1)
"""A test alert that nobody saw by then closes by itself."""

_BOT_GOES_ON = (CaseReason.SILENCE, CaseReason.STUCK, CaseReason.CONCERN)
"""Opened for a person who did not ask: the bot goes on speaking until somebody takes it."""


class Kind(StrEnum):
    NO_STEP = "no_step"  # nobody would hear of an open case again
    ALERT_UNSENT = "alert_unsent"  # the newest alert of an open case has not arrived
    NO_PROMISE = "no_promise"  # nobody would say sorry if the promised moment passes
    NO_LAPSE = "no_lapse"  # words wait for a navigator, and the claim would never lapse
    NO_OWNER = "no_owner"  # claimed by nobody who works here
    QUIET_CLAIM = "quiet_claim"
    NO_CASE = "no_case"  # a person waits for a human, or talks with one, and there is no case
    WRONG_VOICE = "wrong_voice"  # somebody else speaks with the person than the case says
    BELLS_LATE = "bells_late"
    INBOX_STILL = "inbox_still"
    OUTBOX_STILL = "outbox_still"
    OUTSIDE_STILL = "outside_still"  # what goes by another way than Telegram
    ERRANDS_LATE = "errands_late"
    SET_ASIDE = "set_aside"
    CANARY_UNSENT = "canary_unsent"
    CANARY_UNSEEN = "canary_unseen"


OF_THE_ROAD = (Kind.BELLS_LATE, Kind.INBOX_STILL, Kind.OUTBOX_STILL, Kind.CANARY_UNSENT)
"""While one of these stands, the whole house is not fit for work."""

STUCK = timedelta(minutes=15)
"""What was found and still stands after so long is told by another way than Telegram as well."""

_IN_CHAT_ALONE = (Kind.QUIET_CLAIM, Kind.OUTSIDE_STILL)
"""Nothing is broken, or the other way is what is."""


@dataclass(frozen=True)
class Finding:
    kind: Kind
    about: str = ""  # the id of a case, a person or a test; empty where it is the house's own
    number: int = 0  # of the case
    count: int = 0  # of what there may be several of

    @property
    def key(self) -> str:
        return f"{self.kind}:{self.about}"

    @property
    def is_for_outside(self) -> bool:
        return self.kind not in _IN_CHAT_ALONE


@dataclass(frozen=True)
class CaseSeen:
    """An open or claimed case as the store has it. `is_moving`: something of it is on the road."""

    id: str
    number: int
    reason: CaseReason
    voice: Voice
    opened_at: datetime
    is_moving: bool
    has_step: bool
    has_lapse: bool
    is_promised: bool = False  # the person was told by when
    has_promise: bool = False  # what happens if that is not kept, is set
    claimed_at: datetime | None = None
    has_owner: bool = False
    heard_at: datetime | None = None  # the person's last words to a navigator
    answered_at: datetime | None = None  # a navigator's last answer
    alert_unsent_at: datetime | None = None  # the first alert since one arrived that has not

    @property
    def expects_answer(self) -> bool:
        """The navigator has not answered since they took it, or since the person last wrote."""
        asked_at = _latest(self.claimed_at, self.heard_at)
        return asked_at is not None and (self.answered_at is None or asked_at > self.answered_at)


@dataclass(frozen=True)
class HouseSeen:
    bells_late: int = 0
    events_still: int = 0
    oldest_message_at: datetime | None = None  # the oldest help or reply that waits to be sent
    last_sent_at: datetime | None = None
    outside_still: int = 0
    errands_late: int = 0
    set_aside: int = 0


@dataclass(frozen=True)
class CanarySeen:
    id: str
    asked_at: datetime
    told_at: datetime | None = None  # its alert arrived
    seen_at: datetime | None = None


def findings_of_case(case: CaseSeen, now: datetime) -> Iterator[Finding]:
    kinds = _claimed(case, now) if case.claimed_at is not None else _open(case, now)
    for kind in kinds:
        yield Finding(kind, case.id, case.number)


def _open(case: CaseSeen, now: datetime) -> Iterator[Kind]:
    if not case.has_step and not case.is_moving:
        yield Kind.NO_STEP
    if case.is_promised and not case.has_promise and not case.is_moving:
        yield Kind.NO_PROMISE
    if case.alert_unsent_at is not None and now - case.alert_unsent_at >= OVERDUE:
        yield Kind.ALERT_UNSENT
    may_be_bot = case.reason in _BOT_GOES_ON and case.voice in (Voice.BOT, Voice.RETURNING)
    if case.voice is not Voice.WAITING and not may_be_bot and not case.is_moving:
        yield Kind.WRONG_VOICE


def _claimed(case: CaseSeen, now: datetime) -> Iterator[Kind]:
    if not case.has_owner:
        if not case.has_lapse and not case.is_moving:
            yield Kind.NO_OWNER
        return
    if case.is_moving:
        return
    if case.expects_answer and not case.has_lapse:
        yield Kind.NO_LAPSE
    last = _latest(case.claimed_at, case.heard_at, case.answered_at)
    if last is not None and now - last >= QUIET:
        yield Kind.QUIET_CLAIM
    if case.voice is not Voice.HUMAN:
        yield Kind.WRONG_VOICE


def findings_of_house(house: HouseSeen, now: datetime) -> Iterator[Finding]:
    """A queue that moves, however slowly, is none: only one that stands still."""
    if house.bells_late:
        yield Finding(Kind.BELLS_LATE, count=house.bells_late)
    if house.events_still:
        yield Finding(Kind.INBOX_STILL, count=house.events_still)
    since = _latest(house.oldest_message_at, house.last_sent_at)
    if house.oldest_message_at is not None and since is not None and now - since >= OVERDUE:
        yield Finding(Kind.OUTBOX_STILL)
    if house.outside_still:
        yield Finding(Kind.OUTSIDE_STILL, count=house.outside_still)
    if house.errands_late:
        yield Finding(Kind.ERRANDS_LATE, count=house.errands_late)
    if house.set_aside:
        yield Finding(Kind.SET_ASIDE, count=house.set_aside)


def findings_of_canary(canary: CanarySeen, now: datetime) -> Iterator[Finding]:
    age = now - canary.asked_at
    if canary.told_at is None and age >= OVERDUE:
        yield Finding(Kind.CANARY_UNSENT, canary.id)
    elif canary.seen_at is None and age >= SEEN_WITHIN:
        yield Finding(Kind.CANARY_UNSEEN, canary.id)


def _latest(*moments: datetime | None) -> datetime | None:
    return max((moment for moment in moments if moment is not None), default=None)
