"""Adding an entry, a question at a time; only its name must be given."""

from __future__ import annotations

from navigator_bot.keeping_desk.finding import back_to, label
from navigator_bot.keeping_desk.places import Adding
from navigator_bot.keeping_desk.visit import Visit, ref_of
from navigator_bot.messages import Button
from navigator_bot.staff_visit import token_of
from resources_directory.editing import Edited, Field, address_cells, new
from resources_directory.importing import are_alike
from resources_directory.model import Service, ServiceId

STEPS = ("name", "description", "where", "hours", "how_to_start")


def ask(visit: Visit, place: Adding) -> None:
    """The next question; after the last, all of it to be saved."""
    visit.stand(place)
    if place.step == len(STEPS):
        _ask_to_save(visit, place)
        return
    token = token_of(place)
    skip = (visit.button("keeping.button__skip", "skip", token),) if place.step else ()
    leave = visit.button("keeping.button__leave", "leave")
    visit.say(f"keeping.add_{STEPS[place.step]}", ((*skip, leave),))


def hear(visit: Visit, place: Adding, words: str) -> None:
    if place.step == len(STEPS):
        _ask_to_save(visit, place)  # it waits for a button
        return
    step = STEPS[place.step]
    if step == "name":
        _tell_of_the_same(visit, words)
    cells = address_cells(words) if step == "where" else {Field(step): words}
    ask(visit, Adding(place.step + 1, {**place.cells, **cells}))


def skip(visit: Visit, place: Adding) -> None:
    """Any question but that for the name."""
    ask(visit, Adding(place.step + bool(place.step), place.cells))


async def save(visit: Visit, place: Adding) -> None:
    visit.leave()
    made = _entry(place).service
    keeping = visit.tools.keeping
    added = await keeping.add(visit.connection, made, visit.staff.id)
    (change, *_) = await keeping.history(visit.connection, added.id)
    edit = visit.button("keeping.button__edit", "edit", ref_of(added.id))
    keyboard = ((visit.undo(change.id), edit), (back_to(visit, added), visit.home()))
    visit.say("keeping.added", keyboard, name=added.name)


def _ask_to_save(visit: Visit, place: Adding) -> None:
    made = _entry(place)
    save = visit.button("keeping.button__save", "save", token_of(place))
    leave = visit.button("keeping.button__leave", "leave")
    visit.say(
        "keeping.add_check",
        ((save, leave),),
        lines=[(label(visit, field), said) for field, said in place.cells.items()],
        unread="; ".join(problem.said for problem in made.problems),
    )


def _entry(place: Adding) -> Edited:
    """Its id is made when it is saved."""
    return new(ServiceId(""), place.cells)


def _tell_of_the_same(visit: Visit, name: str) -> None:
    known = _alike(visit, Service(ServiceId(""), name))
    if known is not None:
        shown: tuple[Button, ...] = (back_to(visit, known),)
        visit.say("keeping.add_known", (shown,), name=known.name)


def _alike(visit: Visit, made: Service) -> Service | None:
    services = visit.tools.directory.services
    return next((each for each in services if are_alike(each, made)), None)
