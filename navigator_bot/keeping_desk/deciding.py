"""What a list and we say differently: a coordinator decides, one thing at a time."""

from __future__ import annotations

from navigator_bot.keeping_desk import changing
from navigator_bot.keeping_desk.visit import Visit
from navigator_bot.messages import Button, Keyboard
from navigator_bot.staff_visit import digest_of
from resources_directory.editing import Field, written
from resources_directory.importing import WHOLE, Conflict
from resources_directory.model import Service
from resources_directory.units import PLACE, unit

_SHOWN = 300  # characters of each side
_OF_PLACE = (Field.PLACE, Field.ADDRESS, Field.TOWN, Field.POSTCODE)


async def ask_next(visit: Visit, *, has_decided: bool = False) -> None:
    """The oldest one, or that there is none."""
    conflicts = await visit.tools.keeping.conflicts(visit.connection)
    if has_decided:
        visit.say("keeping_work.decided", () if conflicts else ((visit.home(),),))
    if not conflicts:
        if not has_decided:
            visit.say("keeping_work.decided_all", ((visit.home(),),))
        return
    await _ask(visit, conflicts[0])


async def ask_about(visit: Visit, service: Service) -> None:
    """The oldest one of this entry, or of any."""
    for conflict in await visit.tools.keeping.conflicts(visit.connection):
        if conflict.service == service.id:
            await _ask(visit, conflict)
            return
    await ask_next(visit)


async def decide(visit: Visit, digest: str, *, theirs: bool) -> None:
    conflict = await find(visit, digest)
    if conflict is None:
        visit.say("keeping.stale", ((visit.home(),),))
        return
    await visit.tools.keeping.decide(visit.connection, conflict, visit.staff.id, theirs=theirs)
    await ask_next(visit, has_decided=True)


async def write_another(visit: Visit, digest: str) -> None:
    """Saved, it decides: what was asked is settled by any change of ours."""
    conflict = await find(visit, digest)
    if conflict is not None:
        service = await visit.tools.keeping.service(visit.connection, conflict.service)
        if service is not None:
            changing.ask_value(visit, service, Field(conflict.field))
            return
    visit.say("keeping.stale", ((visit.home(),),))


async def find(visit: Visit, digest: str) -> Conflict | None:
    conflicts = await visit.tools.keeping.conflicts(visit.connection)
    return next((each for each in conflicts if _digest(each) == digest), None)


async def _ask(visit: Visit, conflict: Conflict) -> None:
    ours = await visit.tools.keeping.service(visit.connection, conflict.service)
    known = ours or conflict.theirs
    name = conflict.service if known is None else known.name
    if conflict.field == WHOLE:
        _ask_about_the_whole(visit, conflict, name)
        return
    visit.say(
        "keeping_work.conflict",
        _keyboard(visit, conflict),
        name=name,
        feed=conflict.feed,
        label=_label(visit, conflict.field),
        ours=_value(visit, ours, conflict.field),
        theirs=_value(visit, conflict.theirs, conflict.field),
    )


def _ask_about_the_whole(visit: Visit, conflict: Conflict, name: str) -> None:
    digest = _digest(conflict)
    if conflict.theirs is None:
        stays = visit.button("keeping_work.button__stays", "ours", digest)
        goes = visit.button("keeping_work.button__take_out", "theirs", digest)
        keyboard: Keyboard = ((stays, goes), (visit.home(),))
        visit.say("keeping_work.conflict_gone", keyboard, name=name, feed=conflict.feed)
        return
    comes = visit.button("keeping_work.button__comes_back", "theirs", digest)
    out = visit.button("keeping_work.button__stays_out", "ours", digest)
    keyboard = ((comes, out), (visit.home(),))
    visit.say("keeping_work.conflict_back", keyboard, name=name, feed=conflict.feed)


def _keyboard(visit: Visit, conflict: Conflict) -> Keyboard:
    digest = _digest(conflict)
    another: tuple[Button, ...] = ()
    if conflict.field in list(Field):
        another = (visit.button("keeping_work.button__another", "another", digest),)
    return (
        (
            visit.button("keeping_work.button__ours", "ours", digest),
            visit.button("keeping_work.button__theirs", "theirs", digest),
        ),
        (*another, visit.home()),
    )


def _digest(conflict: Conflict) -> str:
    return digest_of(conflict.service, conflict.field, conflict.feed)


def _label(visit: Visit, field: str) -> str:
    if field == "status":
        return visit.plain("keeping_work.value__status")
    if field in list(Field):
        return visit.plain(f"keeping.field__{Field(field)}")
    return visit.plain("keeping_work.value__other")


def _value(visit: Visit, service: Service | None, field: str) -> str:
    """As one would write it; what no field of ours holds is only said to be there."""
    if service is None:
        return visit.plain("keeping_work.value__unknown")
    if field == PLACE:
        said = ", ".join(filter(None, (written(service, each) for each in _OF_PLACE)))
    elif field in list(Field):
        said = written(service, Field(field))
    elif field == "status":
        said = " ".join(filter(None, (service.status, service.status_note)))
    else:
        said = visit.plain("keeping_work.value__more") if any(unit(service, field)) else ""
    return said[:_SHOWN] or visit.plain("keeping_work.value__unknown")
