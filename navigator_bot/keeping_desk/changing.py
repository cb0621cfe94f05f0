"""Changing one field: asked, echoed in plain words, saved, and undone again."""

from __future__ import annotations

from navigator_bot.keeping_desk.finding import back_to, label
from navigator_bot.keeping_desk.places import Writing
from navigator_bot.keeping_desk.visit import Visit, ref_of, rows_of
from navigator_bot.messages import Keyboard
from navigator_bot.staff_visit import token_of
from resources_directory.editing import CHOICES, Edited, Field, edited, written
from resources_directory.hours import next_session
from resources_directory.hours_text import write_hours
from resources_directory.model import Service

_FIRST = (
    Field.NAME, Field.DESCRIPTION, Field.PLACE, Field.ADDRESS, Field.TOWN, Field.POSTCODE,
    Field.HOURS, Field.COST, Field.PHONE, Field.EMAIL, Field.URL, Field.HOW_TO_START,
)  # fmt: skip
"""What is changed most; the rest are behind a button."""

EXAMPLES = (
    Field.HOURS, Field.COST, Field.PHONE, Field.AGES, Field.URL, Field.EMAIL, Field.ACCESS,
    Field.ALCOHOL_FREE, Field.LANGUAGES, Field.ADDRESS, Field.SERVICE_AREA, Field.ONLY_FOR,
)  # fmt: skip
"""Fields whose cell is written in a certain way, which an example shows best."""

_SHOWN = 300  # characters of what stands there now


def offer_fields(visit: Visit, service: Service, *, others: bool) -> None:
    fields = [field for field in Field if (field in _FIRST) != others]
    ref = ref_of(service.id)
    buttons = [visit.button(f"keeping.field__{field}", "field", ref, field) for field in fields]
    rows = rows_of(buttons, 2)
    if not others:
        rows = (*rows, (visit.button("keeping.button__other_fields", "fields", ref),))
    visit.say("keeping.which_field", (*rows, (back_to(visit, service),)), name=service.name)


def ask_value(visit: Visit, service: Service, field: Field) -> None:
    visit.stand(Writing(service.id, field))
    visit.say(
        "keeping.ask_value",
        ((visit.button("keeping.button__leave", "leave"),),),
        name=service.name,
        label=label(visit, field),
        now=written(service, field)[:_SHOWN],
        example=_example(visit, field),
        choices="; ".join(CHOICES.get(field, ())),
        may_clear=field is not Field.NAME,
    )


async def hear_value(visit: Visit, place: Writing, words: str) -> None:
    """Says back what was understood; nothing is saved yet."""
    service = await visit.tools.keeping.service(visit.connection, place.service)
    if service is None:
        visit.leave()
        visit.say("keeping.gone", ((visit.home(),),))
        return
    after = edited(service, place.field, words)
    if not after.is_understood:
        visit.say(
            "keeping.not_understood",
            ((visit.button("keeping.button__leave", "leave"),),),
            words=words[:_SHOWN],
            example=_example(visit, place.field),
            choices="; ".join(CHOICES.get(place.field, ())),
        )
        return
    place = Writing(place.service, place.field, words)
    visit.stand(place)
    _echo(visit, after, place)


def _echo(visit: Visit, after: Edited, place: Writing) -> None:
    field = place.field
    session = next_session(after.service, visit.now) if field is Field.HOURS else None
    visit.say(
        "keeping.understood",
        _save_or_not(visit, place),
        label=label(visit, field),
        value=_understood(after, field),
        next=session and session.starts_at,
        example=_example(visit, field),
        unread="; ".join(problem.said for problem in after.problems),
    )


def _understood(after: Edited, field: Field) -> str:
    """Of hours, the rules alone: what was kept in their own words is told apart."""
    if field is Field.HOURS:
        return write_hours(after.service.schedules or ())
    return written(after.service, field)


def _save_or_not(visit: Visit, place: Writing) -> Keyboard:
    save = visit.button("keeping.button__save", "save", token_of(place))
    ref = ref_of(place.service)
    again = visit.button("keeping.button__again", "field", ref, place.field)
    return ((save, again), (visit.button("keeping.button__leave", "leave"),))


async def save(visit: Visit, place: Writing) -> None:
    """Read anew: somebody else may have changed another field meanwhile, which stays."""
    visit.leave()
    service = await visit.tools.keeping.service(visit.connection, place.service)
    if service is None or place.said is None:
        visit.say("keeping.gone", ((visit.home(),),))
        return
    after = edited(service, place.field, place.said).service
    change = await visit.tools.keeping.change(visit.connection, after, visit.staff.id)
    if change is None:
        keyboard: Keyboard = ((back_to(visit, service), visit.home()),)
        visit.say("keeping.same_as_before", keyboard, name=service.name)
        return
    check = visit.button("keeping.button__check", "check", ref_of(service.id))
    keyboard = ((visit.undo(change), check), (back_to(visit, service), visit.home()))
    visit.say("keeping.saved", keyboard, name=after.name, label=label(visit, place.field))


async def undo(visit: Visit, which: str) -> None:
    undone = await visit.tools.keeping.undo(visit.connection, which, visit.staff.id)
    if undone is None:
        visit.say("keeping.undone_already", ((visit.home(),),))
        return
    touched = (*undone.services, *undone.changed_since)
    service = await visit.tools.keeping.service(visit.connection, touched[0])
    shown = (back_to(visit, service),) if service and len(touched) == 1 else ()
    visit.say(
        "keeping.undone",
        ((*shown, visit.home()),),
        count=len(undone.services),
        since=len(undone.changed_since),
    )


def _example(visit: Visit, field: Field) -> str:
    return visit.phrase(f"keeping.example_{field}") if field in EXAMPLES else ""
