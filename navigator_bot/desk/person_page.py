"""What whoever has a person's case may see of them: goals, ratings, matches, notes."""

from __future__ import annotations

from conversations.kit.people import GoalStatus, Person
from conversations.my_progress import ratings_of_goals, told
from navigator_bot.clock import from_ms
from navigator_bot.desk.notes import NOTE
from navigator_bot.desk.visit import Visit
from navigator_bot.messages import Picture
from navigator_bot.pictures import chart
from navigator_bot.store.database import Row
from navigator_bot.store.people import load_person

LATEST_MATCHES = 5
LATEST_NOTES = 10


async def show(visit: Visit, row: Row) -> None:
    """Reading it is written down. Their safety plan is their own, and is not here."""
    person = await load_person(visit.connection, visit.tools.keys, row["person_id"])
    notes = await visit.connection.rows("notes_on_person", person_id=person.id, what=NOTE)
    visit.note("saw the page of", person.id)
    case = row["id"]
    visit.say(
        "cases.person",
        ((visit.button("cases.button__case", case, "page"),),),
        about=case,
        name=person.name,
        area=person.area and person.area.label,
        goals=[
            (goal.words, goal.why, goal.step, goal.step_when)
            for goal in person.goals
            if goal.status is GoalStatus.ACTIVE
        ],
        matches=_matches(visit, person),
        notes=[(visit.local(from_ms(n["at"])), visit.words(n)) for n in notes[-LATEST_NOTES:]],
    )
    _draw(visit, person, case)


def _draw(visit: Visit, person: Person, case: str) -> None:
    series = ratings_of_goals(person)
    if not series:
        return
    goals = [told(label, points) for label, points in series]
    caption = visit.tools.alerts.text("cases.ratings", goals=goals).html
    visit.post(visit.staff.user, Picture(chart(series), caption), case)


def _matches(visit: Visit, person: Person) -> list[tuple[str, str]]:
    """The newest last, each service once, with what became of it; what closed has no name any
    more and is left out."""
    newest = {each.service: each for each in person.suggestions}.values()
    found = [(visit.tools.directory.service(each.service), each.answer) for each in newest]
    known = [(service.name, answer.value) for service, answer in found if service is not None]
    return known[-LATEST_MATCHES:]
