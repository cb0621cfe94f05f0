"""Whether an entry holds: checked, closed for now or for good, opened again."""

from __future__ import annotations

from navigator_bot.keeping_desk.finding import back_to, part_label
from navigator_bot.keeping_desk.places import Closing
from navigator_bot.keeping_desk.visit import Visit, ref_of, rows_of
from navigator_bot.messages import Keyboard
from navigator_bot.staff_visit import token_of
from navigator_bot.store.directory import ChangeId, What
from resources_directory import editing
from resources_directory.freshness import Part, said
from resources_directory.model import Service


def offer_checks(visit: Visit, service: Service) -> None:
    ref = ref_of(service.id)
    whole = visit.button("keeping.button__all_of_it", "checked", ref)
    parts = [visit.button(f"keeping.part__{part}", "checked", ref, part) for part in said(service)]
    rows = ((whole,), *rows_of(parts, 2), (back_to(visit, service),))
    visit.say("keeping.what_checked", rows, name=service.name)


async def check(visit: Visit, service: Service, part: Part | None) -> None:
    """Who checked all of it has looked at what people told, too."""
    change = await mark_checked(visit, service, part)
    undo = () if change is None else (visit.undo(change),)
    keyboard: Keyboard = ((*undo, back_to(visit, service)), (visit.home(),))
    if part is None:
        visit.say("keeping.checked", keyboard, name=service.name)
    else:
        label = part_label(visit, part)
        visit.say("keeping.checked_part", keyboard, name=service.name, label=label)


async def mark_checked(visit: Visit, service: Service, part: Part | None) -> ChangeId | None:
    if part is None:
        settle_reports(visit, service)
    after = editing.checked(service, part, visit.today)
    keeping = visit.tools.keeping
    return await keeping.change(visit.connection, after, visit.staff.id, What.CHECKED)


def offer_closing(visit: Visit, service: Service) -> None:
    ref = ref_of(service.id)
    good = visit.button("keeping.button__for_good", "shut", ref)
    now = visit.button("keeping.button__for_now", "pause", ref)
    visit.say("keeping.how_closed", ((good, now), (back_to(visit, service),)), name=service.name)


def ask_why(visit: Visit, service: Service) -> None:
    place = Closing(service.id)
    visit.stand(place)
    skip = visit.button("keeping.button__skip", "skip", token_of(place))
    visit.say("keeping.why_closed", ((skip, visit.button("keeping.button__leave", "leave")),))


async def close(visit: Visit, service: Service, note: str | None, *, for_good: bool) -> None:
    visit.leave()
    settle_reports(visit, service)
    after = editing.closed(service, note, for_good=for_good)
    keeping = visit.tools.keeping
    change = await keeping.change(visit.connection, after, visit.staff.id, What.CLOSED)
    undo = () if change is None else (visit.undo(change),)
    keyboard = ((*undo, back_to(visit, service)), (visit.home(),))
    visit.say("keeping.closed", keyboard, name=service.name)


async def reopen(visit: Visit, service: Service) -> None:
    after = editing.reopened(service)
    keeping = visit.tools.keeping
    change = await keeping.change(visit.connection, after, visit.staff.id, What.REOPENED)
    undo = () if change is None else (visit.undo(change),)
    keyboard = ((*undo, back_to(visit, service)), (visit.home(),))
    visit.say("keeping.reopened", keyboard, name=service.name)


def settle_reports(visit: Visit, service: Service) -> None:
    """Somebody has looked: what people told does not stand against the entry any more."""
    at = int(visit.now.timestamp() * 1000)
    visit.changes.add("settle_reports", service_id=service.id, at=at, who=visit.staff.id)
