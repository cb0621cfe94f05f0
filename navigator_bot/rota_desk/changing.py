"""Changing the rota: typed lines are said back, then saved, asked for, agreed to or undone."""

from __future__ import annotations

from datetime import datetime, time, timedelta

from conversations.kit.staff import StaffId
from navigator_bot.clock import to_ms
from navigator_bot.rota_desk import showing
from navigator_bot.rota_desk.visit import Visit
from navigator_bot.rota_desk.warning import told
from navigator_bot.rules.rota_entries import Entry, Leave, Presence, Swap
from navigator_bot.rules.rota_gaps import gaps
from navigator_bot.rules.rota_lines import Several, Unknown, read_line, resolve
from navigator_bot.store.audit import note
from navigator_bot.store.rota import Batch, Status, add_batch, caseloads, rota_batch, team_changed
from navigator_bot.store.staff import active_staff

LEAST_ON = timedelta(hours=2)
"""Who goes on duty late in the evening stays on for so long, also past midnight."""


def propose(visit: Visit, lines: str) -> None:
    """All of it is said back, or nothing is taken."""
    entries: list[Entry] = []
    for line in filter(None, map(str.strip, lines.splitlines())):
        entry = _read(visit, line)
        if entry is None:
            return
        entries.append(entry)
    if not visit.staff.sets_up and not all(_may_ask(visit.staff.id, each) for each in entries):
        visit.say("rota.only_leads")
        return
    batch = _add(visit, entries, Status.PROPOSED)
    if visit.staff.sets_up:
        go_on = visit.button("rota.button__save", f"save:{batch}")
    else:
        go_on = visit.button("rota.button__ask", f"ask:{batch}")
    buttons = ((go_on, visit.button("rota.button__leave", f"leave:{batch}")),)
    visit.say("rota.change", buttons, why="echo", who="", entries=visit.in_words(entries))


def _read(visit: Visit, line: str) -> Entry | None:
    entry = read_line(line, visit.now.date())
    if entry is None:
        visit.say("rota.not_understood", line=line, is_lead=visit.staff.sets_up)
        return None
    match resolve(entry, visit.tools.team.names, visit.staff.id):
        case Unknown(name):
            visit.say("rota.nobody_called", name=name)
        case Several(name, fits):
            visit.say("rota.several", name=name, fits=fits)
        case found:
            return found
    return None


def _may_ask(me: StaffId, entry: Entry) -> bool:
    """Of a navigator: their own leave, and a swap of their own shift."""
    return isinstance(entry, Leave | Swap) and entry.staff == me


async def decide(visit: Visit, act: str, id: str, message: int | None) -> None:
    """A button under a change. Who may press it, and whether it still stands, is looked at now."""
    batch = await rota_batch(visit.connection, id)
    if batch is None or not _is_open(act, batch):
        visit.say("rota.done_already")
        return
    if not (visit.staff.sets_up or (act in ("ask", "leave") and batch.made_by == visit.staff.id)):
        visit.say("rota.only_leads")
        return
    await visit.take_buttons(message)
    match act:
        case "save" | "agree":
            await _save(visit, batch)
        case "ask":
            await _ask(visit, batch)
        case "refuse":
            _mark(visit, batch, Status.REFUSED)
            await _tell(visit, batch, "refused", {batch.made_by})
            visit.say("rota.refused_to_them")
        case "leave":
            _mark(visit, batch, Status.REFUSED)
            visit.say("rota.left_alone")
        case "undo":
            _mark(visit, batch, Status.UNDONE)
            visit.say("rota.undone")
            await _tell_others(visit, batch, "undone")


def _is_open(act: str, batch: Batch) -> bool:
    match act:
        case "agree" | "refuse":
            return batch.status is Status.ASKED
        case "undo":
            return batch.status is Status.SET
    return batch.status is Status.PROPOSED


async def _save(visit: Visit, batch: Batch) -> None:
    _mark(visit, batch, Status.SET)
    undo = ((visit.button("rota.button__undo", f"undo:{batch.id}"),),)
    visit.say("rota.saved", undo)
    if batch.status is Status.ASKED:
        await _tell(visit, batch, "agreed", {batch.made_by})
    await _tell_others(visit, batch, "changed")
    await _say_gaps(visit, batch)


async def _say_gaps(visit: Visit, batch: Batch) -> None:
    """What the rota still lacks: whoever has just changed it can mend it at once."""
    rota = visit.with_entries(*batch.entries)
    found = gaps(rota, await caseloads(visit.connection), visit.now)
    if found:
        visit.say("rota.gaps", gaps=told(found, visit.tools.team.names), morning=None)


async def _ask(visit: Visit, batch: Batch) -> None:
    _mark(visit, batch, Status.ASKED)
    visit.say("rota.asked")
    buttons = (
        (
            visit.button("rota.button__agree", f"agree:{batch.id}"),
            visit.button("rota.button__refuse", f"refuse:{batch.id}"),
        ),
    )
    entries, who = visit.in_words(batch.entries), visit.staff.name
    await visit.tools.alerts.tell_leads(
        visit.connection,
        visit.changes,
        "rota.change",
        buttons,
        why="asks",
        who=who,
        entries=entries,
    )


async def go(visit: Visit, *, on: bool) -> None:
    """On or off duty from now on: off to the end of the shift, and both to midnight at least."""
    now = visit.now
    midnight = datetime.combine(now.date() + timedelta(days=1), time(), tzinfo=now.tzinfo)
    shift_ends = None if on else visit.rota.until(visit.staff.id, now)
    least = now + LEAST_ON if on else midnight
    end = max(midnight, least, shift_ends or midnight, key=datetime.timestamp)
    entry = Presence(visit.staff.id, on, now, end)
    _add(visit, [entry], Status.SET)
    team_changed(visit.changes, visit.tools.ids)
    _note(visit, f"went {'on' if on else 'off'} duty", visit.staff.id)
    await showing.show_me(visit, visit.with_entries(entry))


def _add(visit: Visit, entries: list[Entry], status: Status) -> str:
    ids, by, zone = visit.tools.ids, visit.staff.id, visit.tools.team.zone
    return add_batch(visit.changes, ids, entries, status, by, visit.now, zone)


def _mark(visit: Visit, batch: Batch, status: Status) -> None:
    at = to_ms(visit.now)
    visit.changes.add("mark_rota_batch", batch=batch.id, status=status.value, at=at)
    team_changed(visit.changes, visit.tools.ids)
    _note(visit, f"rota {status}", batch.id)


def _note(visit: Visit, what: str, about: str) -> None:
    note(visit.changes, visit.tools.ids, visit.now, visit.staff.id, what, about)


async def _tell_others(visit: Visit, batch: Batch, why: str) -> None:
    """Whose rota it is, but for who pressed, and who has asked for it and is told so."""
    whose = {who for e in batch.entries for who in (e.staff, getattr(e, "by", e.staff))}
    asked = {batch.made_by} if batch.status is Status.ASKED else set()
    await _tell(visit, batch, why, whose - asked - {visit.staff.id})


async def _tell(visit: Visit, batch: Batch, why: str, whom: set[StaffId]) -> None:
    alerts, entries, who = visit.tools.alerts, visit.in_words(batch.entries), visit.staff.name
    for each in await active_staff(visit.connection, visit.tools.keys):
        if each.id in whom:
            alerts.tell(visit.changes, each.user, "rota.change", why=why, who=who, entries=entries)
