"""What needs a look, heaviest first, with one tap to answer; and what people looked for in vain."""

from __future__ import annotations

from collections import defaultdict
from datetime import date, timedelta

from navigator_bot.clock import from_ms, to_ms
from navigator_bot.keeping_desk.finding import part_label
from navigator_bot.keeping_desk.standing import mark_checked
from navigator_bot.keeping_desk.visit import Visit, ref_of
from navigator_bot.messages import Button, Keyboard
from navigator_bot.staff_visit import digest_of
from navigator_bot.store.database import Connection
from resources_directory.hours import LONDON
from resources_directory.model import Service, ServiceId
from resources_directory.worklist import Item, Signs, Told, pressing, worklist

LATELY = timedelta(days=28)
"""In which suggestions are counted."""
LOOKED_FOR = timedelta(days=90)
A_FEW = 5
"""Below this many, a count could point to somebody."""


async def signs(connection: Connection, today: date) -> Signs:
    """What people told, were shown, and what is to be decided; counts alone, and never who."""
    told: defaultdict[ServiceId, list[Told]] = defaultdict(list)
    for row in await connection.rows("open_reports"):
        since = from_ms(row["since"]).astimezone(LONDON).date()
        told[ServiceId(row["service_id"])].append(Told(row["what"], row["people"], since))
    shown = await connection.rows("shown_since", day=(today - LATELY).isoformat())
    doubles = await connection.rows("open_doubles")
    conflicts = await connection.rows("conflicts_by_service")
    return Signs(
        {ServiceId(row["service_id"]): int(row["times"]) for row in shown},
        {id: tuple(each) for id, each in told.items()},
        {ServiceId(row["service_id"]): row["conflicts"] for row in conflicts},
        {ServiceId(row["one"]): ServiceId(row["other"]) for row in doubles},
    )


async def count_pressing(visit: Visit) -> int:
    found = await signs(visit.connection, visit.today)
    return pressing(visit.tools.directory.service, found, visit.today)


async def show(visit: Visit, place: int = 0) -> None:
    """The item at that place of the list, counted from 0; from the top again after the last."""
    known = await signs(visit.connection, visit.today)
    found = worklist(visit.tools.directory.services, known, visit.today)
    if not found:
        visit.say("keeping_work.nothing_to_do", ((visit.home(),),))
        return
    place = place if place < len(found) else 0
    item = found[place]
    service, double = item.service, item.double and visit.tools.directory.service(item.double)
    visit.say(
        "keeping_work.item",
        _keyboard(visit, item, place, has_more=len(found) > 1),
        place=place + 1,
        count=len(found),
        name=service.name,
        told=[(told.what, told.people, told.since) for told in item.told],
        conflicts=item.conflicts,
        double=double and double.name,
        checked=_past(service.checked_at, visit.today),
        is_old=item.is_old,
        doubts=", ".join(part_label(visit, part) for part in item.doubts),
        shown=item.shown,
    )


def _past(day: date | None, today: date) -> date | None:
    """A check that lies ahead is a slip of the pen."""
    return day if day is not None and day <= today else None


def _keyboard(visit: Visit, item: Item, place: int, *, has_more: bool) -> Keyboard:
    ref = ref_of(item.service.id)
    more: list[Button] = []
    if item.conflicts:
        more.append(visit.button("keeping_work.button__decide_this", "decide", ref))
    if item.double:
        id = digest_of(item.service.id, item.double)
        more.append(visit.button("keeping_work.button__compare", "double", id))
    last = [visit.home()]
    if has_more:
        last.insert(0, visit.button("keeping_work.button__next", "look", place + 1))
    rows = (
        (
            visit.button("keeping_work.button__still_true", "true", ref, place),
            visit.button("keeping.button__show", "show", ref),
        ),
        (
            visit.button("keeping.button__edit", "edit", ref),
            visit.button("keeping.button__close", "close", ref),
        ),
        tuple(more),
        tuple(last),
    )
    return tuple(row for row in rows if row)


async def still_true(visit: Visit, service: Service, place: int) -> None:
    change = await mark_checked(visit, service, None)
    undo = () if change is None else (visit.undo(change),)
    go_on = visit.button("keeping_work.button__next", "look", place)
    visit.say("keeping.checked", ((*undo, go_on), (visit.home(),)), name=service.name)


async def show_missing(visit: Visit) -> None:
    """Topics that people looked for, the most sought first; places only where many asked."""
    since = to_ms(visit.now - LOOKED_FOR)
    counts: defaultdict[str, dict[str, int]] = defaultdict(dict)
    for row in await visit.connection.rows("needs_since", since=since):
        counts[row["topic"]][row["place"]] = row["times"]
    if not counts:
        visit.say("keeping_work.missing_none", ((visit.home(),),))
        return
    totals = sorted(((sum(c.values()), topic) for topic, c in counts.items()), reverse=True)
    lines = [
        (topic, total if total >= A_FEW else 0, ", ".join(_places(counts[topic])))
        for total, topic in totals[:20]
    ]
    visit.say("keeping_work.missing", ((visit.home(),),), lines=lines)


def _places(counts: dict[str, int]) -> list[str]:
    many = [(count, place) for place, count in counts.items() if place and count >= A_FEW]
    return [f"{place}: {count}" for count, place in sorted(many, reverse=True)]
