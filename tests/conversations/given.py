"""The `given` lines of a story: who the person is, what they have, and what time it is.

    given  Amina, 26_49, near AX1, goal "walk to the park", rated 3 5, check-in Mon 10:00
    given  now Mon 2 Mar 2026 09:00

Parts, apart by commas: a name (a person so named is active, and agreed to the service and to
reminders), an age band, `near` a place, a standing (`new`, `paused`, `stopped`, `too_young`),
`agreed to` purposes or `nothing`, `check-in` day and time, `quiet 21:00-9:00`, `silent 2`
check-ins, `language pl`, `voice human`, `case asked soon`, `taken by` a navigator,
`suggested` a service and its answer, `meets Sam agreed Tue 3 Mar 2026 14:00 the library`. After
`goal "…"`: `step "…"`, `when "…"`, `why "…"`,
`area health`, `rated 3 5` (a week apart, the last a week ago), `helped "…"`, `is paused`.
Of the surroundings: `by invitation only`, `nobody on the rota`, and on a line of its own
`people found choir closed 3, dance full 1`: how many told us so, and nobody has looked.
"""

from __future__ import annotations

import re
from collections.abc import Callable
from dataclasses import replace
from datetime import datetime, time, timedelta
from zoneinfo import ZoneInfo

from conversations.kit.outings import Outing, OutingId, Stage
from conversations.kit.people import (
    AgeBand,
    Answer,
    Case,
    CaseId,
    CaseReason,
    Consent,
    Goal,
    GoalId,
    GoalStatus,
    Person,
    PersonId,
    Purpose,
    QuietHours,
    Rating,
    Standing,
    Suggestion,
    SuggestionId,
    Urgency,
    Voice,
    Weekly,
)
from conversations.kit.turn import Directory
from resources_directory.doubts import Doubt, Doubts
from resources_directory.model import LifeArea, ServiceId

LONDON = ZoneInfo("Europe/London")
START = datetime(2026, 3, 2, 9, tzinfo=LONDON)
DAYS = ["Mon", "Tue", "Wed", "Thu", "Fri", "Sat", "Sun"]
NOBODY = Person(PersonId("p1"))


class Unreadable(ValueError):
    """A line of a story that the runner does not know."""


def moment(words: str) -> datetime:
    """`Mon 2 Mar 2026 09:00`, whose weekday must be the right one."""
    read = datetime.strptime(words, "%a %d %b %Y %H:%M").replace(tzinfo=LONDON)
    if not words.startswith(DAYS[read.weekday()]):
        raise Unreadable(f"{words} is a {DAYS[read.weekday()]}")
    return read


def parts(line: str) -> list[str]:
    """Apart at the commas that stand outside quotation marks."""
    return [part.strip() for part in re.findall(r'(?:[^,"]|"[^"]*")+', line)]


def doubts(words: str) -> Doubts:
    """Of "choir closed 3, dance full 1"."""
    told = (part.split() for part in parts(words))
    return {ServiceId(name): Doubt(**{what: int(people)}) for name, what, people in told}


def known_as(name: str, now: datetime) -> Person:
    ago = now - timedelta(days=30)
    agreed = (Purpose.SERVICE, Purpose.REMINDERS)
    consents = tuple(Consent(purpose, True, "2026-01", ago) for purpose in agreed)
    return replace(NOBODY, name=name, standing=Standing.ACTIVE, consents=consents)


def with_part(person: Person, part: str, now: datetime, directory: Directory) -> Person:
    """The person, with one part of a `given` line true of them."""
    if part in set(AgeBand):
        return replace(person, age=AgeBand(part))
    if part in set(Standing):
        return replace(person, standing=Standing(part))
    key, _, rest = part.partition(" ")
    if key == "near":
        return replace(person, area=directory.find_area(rest))
    if key in OF_PERSON and rest:
        return OF_PERSON[key](person, rest.strip('"'), now)
    if key in OF_GOAL and rest and person.goals:
        goal = OF_GOAL[key](person.goals[-1], rest.strip('"'))
        return replace(person, goals=(*person.goals[:-1], goal))
    if person is NOBODY or not person.name:
        known = known_as(part, now)
        return replace(known, goals=person.goals)
    raise Unreadable(f"given {part}")


def _agreed(person: Person, rest: str, now: datetime) -> Person:
    purposes = [Purpose(word) for word in rest.split()[1:] if word != "nothing"]
    consents = tuple(Consent(purpose, True, "2026-01", now) for purpose in purposes)
    return replace(person, consents=consents)


def _weekly(person: Person, rest: str, now: datetime) -> Person:
    day, at = rest.split()
    return replace(person, check_in=Weekly(DAYS.index(day), _time(at)))


def _quiet(person: Person, rest: str, now: datetime) -> Person:
    start, end = rest.split("-")
    return replace(person, quiet=QuietHours(_time(start), _time(end)))


def _case(person: Person, rest: str, now: datetime) -> Person:
    reason, urgency = rest.split()
    case = Case(CaseId("c1"), 12, CaseReason(reason), Urgency(urgency), now)
    return replace(person, case=case)


def _taken(person: Person, rest: str, now: datetime) -> Person:
    if person.case is None:
        raise Unreadable(f"taken {rest}, but there is no case")
    return replace(person, case=replace(person.case, navigator=rest.removeprefix("by ")))


def _meets(person: Person, rest: str, now: datetime) -> Person:
    """An outing, whose case is open where the person has one."""
    name, stage, day, *words = rest.split(maxsplit=7)
    outing = Outing(
        OutingId(f"o{len(person.outings) + 1}"),
        "c1" if person.case is None else person.case.id,
        moment(" ".join([day, *words[:4]])),
        words[4],
        Stage(stage),
        "" if name == "nobody" else name,
        person.case is not None,
    )
    return replace(person, outings=(*person.outings, outing))


def _suggested(person: Person, rest: str, now: datetime) -> Person:
    service, _, answer = rest.partition(" ")
    made = Suggestion(
        SuggestionId(f"s{len(person.suggestions) + 1}"),
        ServiceId(service),
        now - timedelta(days=14),
        Answer(answer or "offered"),
    )
    return replace(person, suggestions=(*person.suggestions, made))


def _goal(person: Person, rest: str, now: datetime) -> Person:
    goal = Goal(GoalId(f"g{len(person.goals) + 1}"), rest, now - timedelta(days=30))
    return replace(person, goals=(*person.goals, goal))


def _rated(person: Person, rest: str, now: datetime) -> Person:
    goal, scores = person.goals[-1].id, rest.split()
    ratings = tuple(
        Rating(f"{goal}r{week}", goal, int(score), now - timedelta(weeks=len(scores) - week))
        for week, score in enumerate(scores)
    )
    return replace(person, ratings=(*person.ratings, *ratings))


def _helped(person: Person, rest: str, now: datetime) -> Person:
    last = replace(person.ratings[-1], helped=rest)
    return replace(person, ratings=(*person.ratings[:-1], last))


def _time(words: str) -> time:
    return datetime.strptime(words, "%H:%M").time()


OF_PERSON: dict[str, Callable[[Person, str, datetime], Person]] = {
    "agreed": _agreed,
    "check-in": _weekly,
    "quiet": _quiet,
    "silent": lambda person, rest, now: replace(person, silent_check_ins=int(rest)),
    "language": lambda person, rest, now: replace(person, language=rest),
    "named": lambda person, rest, now: replace(person, name=rest),
    "voice": lambda person, rest, now: replace(person, voice=Voice(rest)),
    "case": _case,
    "taken": _taken,
    "meets": _meets,
    "suggested": _suggested,
    "goal": _goal,
    "rated": _rated,
    "helped": _helped,
}
OF_GOAL: dict[str, Callable[[Goal, str], Goal]] = {
    "step": lambda goal, rest: replace(goal, step=rest),
    "when": lambda goal, rest: replace(goal, step_when=rest),
    "why": lambda goal, rest: replace(goal, why=rest),
    "area": lambda goal, rest: replace(goal, area=LifeArea(rest)),
    "is": lambda goal, rest: replace(goal, status=GoalStatus(rest)),
}
