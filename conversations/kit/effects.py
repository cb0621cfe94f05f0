"""What a turn may ask for; the house carries it out, in the same commit as the new state."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import datetime
from enum import IntEnum, StrEnum
from typing import Any, TypeAlias

from conversations.kit.facts import Fact
from conversations.kit.outings import Outing, OutingId, Stage
from conversations.kit.people import CaseId, CaseReason, Urgency
from resources_directory.hours import Session
from resources_directory.model import Service


class Lane(IntEnum):
    """How urgent an outgoing message is; the lowest number goes first."""

    HELP = 0
    REPLY = 1  # also staff alerts
    REMINDER = 2
    BROADCAST = 3


class Bell(StrEnum):
    """What a timer is for."""

    CHECK_IN = "check_in"
    NUDGE = "nudge"
    SOFT_END = "soft_end"
    DID_YOU_GO = "did_you_go"
    RESUME = "resume"
    OUTING_AHEAD = "outing_ahead"  # a person is reminded that they meet a navigator
    DAY_AFTER = "day_after"  # a gentle question, the day after a human looked
    LADDER = "ladder"  # a step of a case's ladder
    CLAIM_LAPSE = "claim_lapse"  # a claim that shows no sign of life
    PROMISE = "promise"  # the moment by which a person was to be answered
    OUTING = "outing"  # a navigator who meets a person alone is asked if they are safe


OF_THE_HOUSE = frozenset({Bell.LADDER, Bell.CLAIM_LAPSE, Bell.PROMISE, Bell.OUTING})
"""Staff's bells, though most ring about a person."""


@dataclass(frozen=True)
class Option:
    """One button. `wording` names its label; without one, `text` is somebody's own words.

    With a `ref` it is about that one thing, not about a question, and is obeyed however old it is.
    """

    key: str
    wording: str = ""
    text: str = ""
    ref: str = ""


@dataclass(frozen=True)
class Say:
    """A message to the person. `question` opens a question: its number goes into the buttons."""

    wording: str
    values: Mapping[str, Any] = field(default_factory=dict)
    options: tuple[Option, ...] = ()
    question: bool = False
    lane: Lane | None = None  # the turn's own lane unless named
    case: str | None = None  # a reminder of a case goes out also while a navigator has the word


@dataclass(frozen=True)
class Draw:
    """A picture of ratings over time, with its values in the caption."""

    wording: str
    values: Mapping[str, Any]
    series: tuple[tuple[str, tuple[tuple[datetime, int], ...]], ...]  # label, (moment, 0..10)


@dataclass(frozen=True)
class Mark:
    """Show on the answered question which choice was taken, and take its buttons away."""

    chosen: str = ""  # the label as shown; empty only removes the buttons


@dataclass(frozen=True)
class Wake:
    """Ring `bell` at an aware moment; one timer a person, bell and `ref`, the last one counts."""

    bell: Bell
    at: datetime
    ref: str = ""


@dataclass(frozen=True)
class Cancel:
    bell: Bell
    ref: str = ""


@dataclass(frozen=True)
class Record:
    fact: Fact


@dataclass(frozen=True)
class OpenCase:
    case: CaseId
    reason: CaseReason
    urgency: Urgency
    words: str  # the person's own; read only by whoever claims the case


@dataclass(frozen=True)
class AddToCase:
    """New words or a new reason join the open case; the urgency only ever rises."""

    case: CaseId
    words: str
    reason: CaseReason | None = None
    urgency: Urgency | None = None


@dataclass(frozen=True)
class Relay:
    """Pass what the person just sent on to the navigator who has the case."""

    case: CaseId
    words: str  # empty for what is not text: then the message itself is copied


@dataclass(frozen=True)
class CloseCase:
    """The person no longer wants what they asked for."""

    case: CaseId


@dataclass(frozen=True)
class Erase:
    """Delete all that is kept of the person."""


@dataclass(frozen=True)
class SendData:
    """Give the person a file of all that is kept of them."""


@dataclass(frozen=True)
class SendAppointment:
    """Give the person a file that their own calendar can read."""

    service: Service
    session: Session
    is_discreet: bool  # for a calendar that others see: nothing in it tells what it is for


@dataclass(frozen=True)
class AnswerOuting:
    """The person's word on an outing; whoever comes hears of it. With the stage that it has
    already, it is told and nothing changes."""

    outing: OutingId
    stage: Stage


@dataclass(frozen=True)
class SendOuting:
    """Give the person a file of an outing that their own calendar can read."""

    outing: Outing
    is_discreet: bool  # as in `SendAppointment`


@dataclass(frozen=True)
class NoteUnmet:
    """Write into the ledger what was looked for and not found, and nothing of the person."""

    topics: tuple[str, ...]  # of the vocabulary; empty where nothing was understood
    place: str  # a town or an outcode; empty where none is known


Effect: TypeAlias = (
    Say
    | Draw
    | Mark
    | Wake
    | Cancel
    | Record
    | OpenCase
    | AddToCase
    | Relay
    | CloseCase
    | Erase
    | SendData
    | SendAppointment
    | AnswerOuting
    | SendOuting
    | NoteUnmet
)
