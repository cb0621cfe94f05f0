"""The map: which exit opens which conversation, and which words interrupt anything."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from types import ModuleType
from typing import Any

from conversations import (
    after_visit,
    agreements,
    check_in,
    come_with_me,
    danger,
    find_support,
    help_now,
    keep_in_mind,
    menu,
    my_data,
    my_goals,
    my_plan,
    my_progress,
    my_saved,
    my_settings,
    pausing,
    set_goal,
    this_offer,
    weekly_bell,
    welcome,
    what_suits_me,
    with_navigator,
)
from conversations.exits import (
    AnswersOuting,
    FoundDanger,
    NavigatorCame,
    NavigatorLate,
    NavigatorLeft,
    OnOuting,
    OutingChanged,
    WantsAgreements,
    WantsCheckIn,
    WantsDeletion,
    WantsFreeOnly,
    WantsGoal,
    WantsGoals,
    WantsHelpNow,
    WantsMenu,
    WantsMyData,
    WantsNavigator,
    WantsNearer,
    WantsOtherOffers,
    WantsOutings,
    WantsPause,
    WantsPlan,
    WantsPrivacy,
    WantsProgress,
    WantsSaved,
    WantsSettings,
    WantsSupport,
    WantsThisOffer,
    WantsToChangeGoal,
    WantsToKnowHow,
    WantsToStop,
    WantsWelcome,
    WantsWhatSuits,
)
from conversations.kit.drawing import states_of
from conversations.kit.effects import Bell
from conversations.kit.engine import Map
from conversations.kit.outings import OutingId
from conversations.kit.people import Person, Standing, Voice
from conversations.kit.state import Exit, Next, State
from conversations.kit.turn import Turn


def _answering(answer: OnOuting) -> Callable[[str], Exit]:
    return lambda outing: AnswersOuting(OutingId(outing), answer)


CONVERSATIONS: tuple[ModuleType, ...] = (
    welcome,
    menu,
    set_goal,
    my_goals,
    check_in,
    weekly_bell,
    find_support,
    this_offer,
    what_suits_me,
    keep_in_mind,
    my_saved,
    after_visit,
    with_navigator,
    come_with_me,
    help_now,
    danger,
    my_plan,
    my_settings,
    agreements,
    pausing,
    my_progress,
    my_data,
)

DOORS: Mapping[type[Exit], Callable[[Any, Turn], Next]] = {
    WantsWelcome: welcome.begin,
    WantsMenu: menu.show,
    WantsToKnowHow: menu.explain,
    WantsGoal: set_goal.begin,
    WantsGoals: my_goals.look,
    WantsToChangeGoal: my_goals.change,
    WantsCheckIn: check_in.begin,
    WantsSupport: find_support.begin,
    WantsThisOffer: this_offer.begin,
    WantsOtherOffers: find_support.go_on,
    WantsWhatSuits: what_suits_me.begin,
    WantsNearer: keep_in_mind.nearer,
    WantsFreeOnly: keep_in_mind.free_only,
    WantsSaved: my_saved.begin,
    WantsNavigator: with_navigator.asking.begin,
    NavigatorCame: with_navigator.talking.came,
    NavigatorLate: with_navigator.waiting.late,
    NavigatorLeft: with_navigator.talking.left,
    OutingChanged: come_with_me.told,
    AnswersOuting: come_with_me.answer,
    WantsOutings: come_with_me.look,
    WantsHelpNow: help_now.begin,
    FoundDanger: danger.begin,
    WantsPlan: my_plan.begin,
    WantsSettings: my_settings.begin,
    WantsAgreements: agreements.begin,
    WantsPause: pausing.pause,
    WantsToStop: pausing.stop,
    WantsProgress: my_progress.begin,
    WantsPrivacy: my_data.privacy,
    WantsDeletion: my_data.delete,
    WantsMyData: my_data.send,
}

INTERRUPTIONS = {
    "help_now": WantsHelpNow(),
    "talk": WantsNavigator(),
    "menu": WantsMenu(),
    "start": WantsWelcome(),
    "help": WantsToKnowHow(),
    "goals": WantsGoals(),
    "check_in": WantsCheckIn(),
    "find": WantsSupport(),
    "progress": WantsProgress(),
    "plan": WantsPlan(),
    "saved": WantsSaved(),
    "meetings": WantsOutings(),
    "suits": WantsWhatSuits(),
    "settings": WantsSettings(),
    "pause": WantsPause(),
    "stop": WantsToStop(),
    "privacy": WantsPrivacy(),
    "my_data": WantsMyData(),
    "delete": WantsDeletion(),
}
"""By command, and by the key of a standing button. Their typed words are `common.words__<key>`."""

BELLS = {
    Bell.CHECK_IN: weekly_bell.ring,
    Bell.DID_YOU_GO: after_visit.ring,
    Bell.OUTING_AHEAD: come_with_me.ring,
    Bell.RESUME: pausing.resume,
    Bell.DAY_AFTER: danger.ring,
}

LASTING = {each.value: _answering(each) for each in OnOuting}
"""What a button about one thing wishes for, by its key: obeyed however old it is."""

TAKING_PART = frozenset(
    {
        WantsGoal,
        WantsGoals,
        WantsToChangeGoal,
        WantsCheckIn,
        WantsSupport,
        WantsThisOffer,
        WantsOtherOffers,
        WantsWhatSuits,
        WantsNearer,
        WantsFreeOnly,
        WantsSaved,
        WantsSettings,
        WantsAgreements,
        WantsPause,
        WantsPlan,
        WantsProgress,
    }
)
"""Served once a person has said yes; help, a human and their own data always are."""


def rest(person: Person) -> State:
    """Where a person is who is in no conversation."""
    match person.standing:
        case _ if person.voice is Voice.HUMAN:
            return with_navigator.talking.Talking()
        case _ if person.voice is Voice.WAITING:
            return with_navigator.waiting.Waiting()
        case Standing.NEW | Standing.TOO_YOUNG:
            return welcome.resting(person)
        case Standing.STOPPED:
            return pausing.Stopped()
        case Standing.ACTIVE | Standing.PAUSED:
            return menu.Menu()


MAP = Map(
    states=tuple(state for each in CONVERSATIONS for state in states_of(each)),
    doors=DOORS,
    interruptions=INTERRUPTIONS,
    bells=BELLS,
    rest=rest,
    lasting=LASTING,
    taking_part=TAKING_PART,
)
