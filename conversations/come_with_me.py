"""Meeting a navigator somewhere: asked, agreed, looked up, reminded of, and called off."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime, timedelta
from enum import StrEnum

from conversations.exits import (
    AnswersOuting,
    OnOuting,
    OutingChanged,
    WantsNavigator,
    WantsOutings,
)
from conversations.kit.effects import Bell
from conversations.kit.moments import day_before
from conversations.kit.outings import News, Outing, OutingId, Stage, one_of
from conversations.kit.people import CaseReason, Purpose, Standing, Voice
from conversations.kit.replies import Reply
from conversations.kit.state import Again, Done, Quiet, State
from conversations.kit.turn import Turn

DAY, HOUR = "day", "hour"
"""What the bells before an outing are called: the day before, and one hour."""

_ANSWERS = (OnOuting.YES, OnOuting.OTHER_TIME, OnOuting.NO)
_ONCE_AGREED = (OnOuting.CALENDAR, OnOuting.DISCREET, OnOuting.OTHER_TIME, OnOuting.CANNOT)
_REMINDED = (OnOuting.OTHER_TIME, OnOuting.CANNOT)


class Better(StrEnum):
    MORNING = "morning"
    AFTERNOON = "afternoon"
    EVENING = "evening"
    OTHER_DAY = "other_day"
    UNSAID = "unsaid"


class Sure(StrEnum):
    CANNOT = "cannot"
    OTHER_TIME = "other_time"
    COMING = "coming"


@dataclass(frozen=True)
class WhenElse(State):
    """Whoever comes knows already that another time is wanted; which one helps them to find it."""

    outing: OutingId

    def ask(self, turn: Turn) -> None:
        turn.ask("when_else", Better, navigator=_navigator(self.outing, turn))

    def hear(self, reply: Reply, turn: Turn) -> WantsNavigator | Done | Again:
        if reply.choice(Better) is Better.UNSAID:
            turn.say("when_unsaid")
            return Done()
        words = reply.label or reply.text
        if not words:
            return Again("when_else_again")
        case = turn.person.case
        if case is None:  # the talk is over: somebody must hear it anew
            return WantsNavigator(words, CaseReason.ASKED, agreed=True)
        if turn.person.voice is Voice.HUMAN:
            turn.relay(case.id, words)
        else:
            turn.add_to_case(case.id, words)
        turn.say("passed_on")
        return Done()


@dataclass(frozen=True)
class SureCannot(State):
    """A slip of the finger calls nothing off."""

    outing: OutingId

    def ask(self, turn: Turn) -> None:
        outing = one_of(turn.person.outings, self.outing)
        turn.ask("sure_cannot", Sure, at=outing and _local(outing, turn))

    def hear(self, reply: Reply, turn: Turn) -> WhenElse | Done | Again:
        outing = one_of(turn.person.outings, self.outing)
        choice = reply.choice(Sure)
        if choice is None:
            return Again("sure_cannot_again")
        if choice is Sure.COMING:
            turn.say("still_coming")
        elif outing is None or outing.stage is not Stage.AGREED:
            _say_over(outing, turn)
        elif choice is Sure.OTHER_TIME:
            return _ask_for_other_time(outing, turn)
        else:
            _call_off(outing, turn)
        return Done()


def look(exit: WantsOutings, turn: Turn) -> Done:
    """Each that is to come, in a message of its own with its own buttons."""
    ahead = [each for each in turn.person.outings if each.is_ahead(turn.now)]
    for outing in ahead:
        _propose(outing, turn) if outing.stage is Stage.PROPOSED else _show(outing, turn)
    if not ahead:
        turn.say("none")
    return Done()


def told(exit: OutingChanged, turn: Turn) -> Quiet:
    """Whatever is under way goes on. What is no longer so when it is this person's turn is not
    said: other news will follow, or has been told."""
    outing = one_of(turn.person.outings, exit.outing)
    match exit.news:
        case _ if outing is None:
            pass
        case News.CALLED_OFF:
            _say_off(outing, turn)
        case News.PROPOSED:
            _propose_instead(outing, one_of(turn.person.outings, exit.instead_of or ""), turn)
        case _ if not outing.is_ahead(turn.now):
            pass
        case News.SOMEBODY_ELSE if outing.stage is Stage.AGREED:
            said = _where_and_when(outing, turn)
            turn.offer("somebody_else", _REMINDED, outing, before=exit.before, **said)
        case News.SOMEBODY_ELSE:
            _propose(outing, turn)
        case News.NOBODY_YET:
            turn.offer("nobody_yet", (), outing, at=_local(outing, turn), before=exit.before)
    return Quiet()


def answer(exit: AnswersOuting, turn: Turn) -> WhenElse | SureCannot | Quiet:
    """However late it comes, and however often: the outing as it is now decides."""
    outing = one_of(turn.person.outings, exit.outing)
    if outing is None or not _fits(exit.answer, outing, turn):
        _say_over(outing, turn)
        return Quiet()
    match exit.answer:
        case OnOuting.YES if outing.stage is Stage.PROPOSED:
            _agree(outing, turn)
        case OnOuting.YES:
            _show(outing, turn)
        case OnOuting.NO if outing.stage is Stage.AGREED:
            return SureCannot(outing.id)
        case OnOuting.NO:
            turn.answer_outing(outing, Stage.DECLINED)
            turn.offer("declined", (), outing, navigator=outing.navigator)
        case OnOuting.OTHER_TIME if outing.stage is Stage.OTHER_TIME:
            return WhenElse(outing.id)
        case OnOuting.OTHER_TIME:
            return _ask_for_other_time(outing, turn)
        case OnOuting.CANNOT:
            return SureCannot(outing.id)
        case OnOuting.CALENDAR | OnOuting.DISCREET:
            turn.send_outing(outing, discreet=exit.answer is OnOuting.DISCREET)
    return Quiet()


def ring(ref: str, turn: Turn) -> Quiet | None:
    """Still agreed, still to come, and somebody there to come: else nothing is said."""
    id, _, which = ref.partition(":")
    outing = one_of(turn.person.outings, id)
    if outing is None or outing.stage is not Stage.AGREED or outing.at <= turn.now:
        return None
    if not outing.navigator or turn.person.is_discreet:
        return None
    if which == DAY and outing.at - turn.now < timedelta(hours=2):  # put off for so long
        return None
    turn.offer("reminder", _REMINDED, outing, **_where_and_when(outing, turn))
    return Quiet()


def _fits(answer: OnOuting, outing: Outing, turn: Turn) -> bool:
    """Whether that button can still be obeyed."""
    stage = outing.stage
    if answer is OnOuting.CANNOT:
        return stage is Stage.AGREED
    if answer is OnOuting.OTHER_TIME and stage is Stage.OTHER_TIME:
        return True
    if not outing.is_ahead(turn.now):
        return False
    if stage is Stage.PROPOSED:
        return outing.is_case_open and answer in _ANSWERS
    return True


def _propose(outing: Outing, turn: Turn, instead_of: Outing | None = None) -> None:
    before = instead_of and _local(instead_of, turn)
    turn.offer("proposed", _ANSWERS, outing, before=before, **_where_and_when(outing, turn))


def _propose_instead(outing: Outing, instead_of: Outing | None, turn: Turn) -> None:
    """Also where the new one is off again by now, the one before it is off."""
    if outing.is_ahead(turn.now):
        _propose(outing, turn, instead_of)
        if instead_of is not None:
            _stop_reminders(instead_of, turn)
    elif instead_of is not None:
        _say_off(instead_of, turn)


def _say_off(outing: Outing, turn: Turn) -> None:
    _stop_reminders(outing, turn)
    at, navigator = _local(outing, turn), outing.navigator
    turn.offer("called_off", (), outing, at=at, navigator=navigator)


def _agree(outing: Outing, turn: Turn) -> None:
    turn.answer_outing(outing, Stage.AGREED)
    reminders = _reminders(outing, turn)
    for which, at in reminders.items():
        turn.wake(Bell.OUTING_AHEAD, at, f"{outing.id}:{which}")
    turn.offer(
        "agreed",
        _ONCE_AGREED,
        outing,
        **_where_and_when(outing, turn),
        day=DAY in reminders,
        hour=HOUR in reminders,
    )


def _show(outing: Outing, turn: Turn) -> None:
    turn.offer("shown", _ONCE_AGREED, outing, **_where_and_when(outing, turn))


def _ask_for_other_time(outing: Outing, turn: Turn) -> WhenElse:
    _stop_reminders(outing, turn)
    turn.answer_outing(outing, Stage.OTHER_TIME)
    return WhenElse(outing.id)


def _call_off(outing: Outing, turn: Turn) -> None:
    """Once it has begun, whoever is out alone is asked on until they are back; but they hear it."""
    if outing.at > turn.now:
        _stop_reminders(outing, turn)
        turn.answer_outing(outing, Stage.OFF)
    else:
        turn.answer_outing(outing, Stage.AGREED)
    turn.say("you_called_off", navigator=outing.navigator)


def _say_over(outing: Outing | None, turn: Turn) -> None:
    """Why that button leads nowhere now."""
    if outing is None:
        turn.say("forgotten")
        return
    is_past = outing.stage in (Stage.PROPOSED, Stage.AGREED) and outing.at <= turn.now
    turn.offer("over", (), outing, stage=outing.stage, is_past=is_past, at=_local(outing, turn))


def _reminders(outing: Outing, turn: Turn) -> dict[str, datetime]:
    """Those still to come, for who is written to unasked; never in quiet hours."""
    person, at = turn.person, _local(outing, turn)
    agreed = person.standing is Standing.ACTIVE and person.agreed_to(Purpose.REMINDERS)
    if not agreed or person.is_discreet:
        return {}
    hour = at - timedelta(hours=1)
    wanted = {DAY: day_before(at, person.quiet)}
    if not person.quiet.covers(hour.timetz().replace(tzinfo=None)):
        wanted[HOUR] = hour
    latest = at - timedelta(hours=2)
    return {k: m for k, m in wanted.items() if m > turn.now and (k == HOUR or m <= latest)}


def _stop_reminders(outing: Outing, turn: Turn) -> None:
    for which in (DAY, HOUR):
        turn.cancel(Bell.OUTING_AHEAD, f"{outing.id}:{which}")


def _where_and_when(outing: Outing, turn: Turn) -> dict[str, object]:
    return {
        "at": _local(outing, turn),
        "place": outing.place,
        "navigator": outing.navigator,
    }


def _navigator(outing: OutingId, turn: Turn) -> str:
    found = one_of(turn.person.outings, outing)
    return "" if found is None else found.navigator


def _local(outing: Outing, turn: Turn) -> datetime:
    return outing.at.astimezone(turn.now.tzinfo)
