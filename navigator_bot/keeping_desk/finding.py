"""Finding entries, and showing one with all that people would see of it."""

from __future__ import annotations

from collections.abc import Iterator

from navigator_bot.keeping_desk.places import Searching
from navigator_bot.keeping_desk.visit import Visit, pressed, ref_of, rows_of
from navigator_bot.messages import Button, Keyboard
from navigator_bot.staff_visit import token_of
from navigator_bot.store.directory import OPERATOR, Change
from resources_directory.editing import Field, written
from resources_directory.freshness import Part
from resources_directory.hours import next_session
from resources_directory.model import Service

A_PAGE = 6
"""Entries that fit a phone as buttons, with the rest of the message above them."""

_UNKNOWN_MATTERS = (
    Field.DESCRIPTION, Field.PLACE, Field.HOURS, Field.COST, Field.PHONE, Field.HOW_TO_START,
    Field.REFERRAL, Field.AGES, Field.ONLY_FOR, Field.ACCESS, Field.NEEDS,
)  # fmt: skip
"""What a match asks for: that it is missing is said."""


def ask_words(visit: Visit) -> None:
    visit.stand(Searching())
    visit.say("keeping.find", ((visit.home(),),))


def show_found(visit: Visit, words: str, page: int = 0) -> None:
    """A page of entries as buttons. What is typed next is looked for too."""
    words = " ".join(words.split())[:100]
    place = Searching(words)
    visit.stand(place)
    found = visit.tools.directory.find_entries(words)
    if not found:
        add = visit.button("keeping.button__add", "add")
        visit.say("keeping.found_none", ((add, visit.home()),), words=words)
        return
    shown = found[page * A_PAGE : (page + 1) * A_PAGE]
    buttons = [Button(_label(each), pressed("show", ref_of(each.id))) for each in shown]
    if len(found) > (page + 1) * A_PAGE:
        buttons.append(visit.button("keeping.button__more", "more", token_of(place), page + 1))
    keyboard = rows_of([*buttons, visit.home()])
    visit.say("keeping.found", keyboard, words=words, count=len(found))


def _label(service: Service) -> str:
    town = service.place.town if service.place else None
    return ", ".join(part for part in (service.name[:48], town) if part)


async def show(visit: Visit, service: Service) -> None:
    """Everything in plain words, and what can be done with it."""
    changes = await visit.tools.keeping.history(visit.connection, service.id)
    last = changes[0] if changes else None
    session = next_session(service, visit.now) if service.is_active else None
    checks = service.details.checked_by_field
    visit.say(
        "keeping.entry",
        _keyboard(visit, service),
        name=service.name,
        status=service.status.value,
        note=service.status_note,
        lines=list(lines(visit, service)),
        next=session and session.starts_at,
        unknown=", ".join(label(visit, field) for field in unknown(service)),
        checked=service.checked_at,
        checks=[(part_label(visit, part), day) for part, day in checks],
        who="" if last is None else await name_of(visit, last),
        changed=last and last.at,
    )


def lines(visit: Visit, service: Service) -> Iterator[tuple[str, str]]:
    """Each field that says something but its name, with what it is called."""
    for field in Field:
        if field is not Field.NAME and (value := written(service, field)):
            yield label(visit, field), value[:600]


def unknown(service: Service) -> list[Field]:
    return [field for field in _UNKNOWN_MATTERS if not written(service, field)]


def label(visit: Visit, field: Field) -> str:
    return visit.plain(f"keeping.field__{field}")


def part_label(visit: Visit, part: str) -> str:
    """Of one that is checked by itself; a list may name parts that we do not know."""
    return visit.plain(f"keeping.part__{part}") if part in list(Part) else part


async def name_of(visit: Visit, change: Change) -> str:
    """Who made it, as their colleagues know them."""
    if change.who == OPERATOR:
        return visit.plain("keeping.by__list")
    staff = {str(each.id): each.name for each in await visit.colleagues()}
    return staff.get(change.who) or visit.plain("keeping.by__somebody")


def _keyboard(visit: Visit, service: Service) -> Keyboard:
    ref = ref_of(service.id)
    state = "close" if service.is_active else "reopen"
    return (
        (
            visit.button("keeping.button__edit", "edit", ref),
            visit.button("keeping.button__check", "check", ref),
        ),
        (
            visit.button(f"keeping.button__{state}", state, ref),
            visit.button("keeping.button__history", "history", ref),
        ),
        (visit.button("keeping.button__find", "find"), visit.home()),
    )


def back_to(visit: Visit, service: Service) -> Button:
    return visit.button("keeping.button__show", "show", ref_of(service.id))
