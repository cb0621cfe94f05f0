"""Meeting a person alone: checked in, back safe; leads hear when somebody is not."""

from __future__ import annotations

from conversations.kit.effects import Lane
from conversations.kit.outings import Stage
from navigator_bot.clock import from_ms
from navigator_bot.desk import planning
from navigator_bot.desk.visit import Tools, Visit
from navigator_bot.messages import Keyboard
from navigator_bot.outing_bells import wake
from navigator_bot.outing_book import OUTING
from navigator_bot.rules.lone_working import (
    ASKS,
    DAY_AHEAD,
    GONE,
    LASTS,
    SOON,
    next_after,
    tells_leads,
)
from navigator_bot.store.audit import note
from navigator_bot.store.changes import Changes
from navigator_bot.store.database import Connection, Row
from navigator_bot.store.people import open_person


async def press(visit: Visit, data: str) -> None:
    """Whoever is out says where they are; a lead who has reached them may say it for them."""
    id, _, action = data.partition(":")
    row = await visit.connection.row("outing_to_change", id=id)
    is_own = row is not None and row["staff_id"] == visit.staff.id
    if row is None or not (is_own or visit.staff.sets_up) or not Stage(row["status"]).is_open:
        visit.say("outings.over")
        return
    match action:
        case "off" | "move" if row["status"] != Stage.THERE:
            await _change_plan(visit, row, action)
        case "there" | "longer" if is_own and row["status"] != Stage.PROPOSED:
            _is_there(visit, row, is_longer=action == "longer")
        case "back":
            _go_to(visit, row, Stage.BACK)
            visit.say("outings.back_safe")
        case _:
            return
    if action != "move":
        await _tell_others(visit, row, action, is_own=is_own)


async def ring(tools: Tools, ref: str, connection: Connection, changes: Changes) -> None:
    """Is it still wanted? What nobody has agreed to lapses; who is out is looked after."""
    id, _, what = ref.partition(":")
    row = await connection.row("outing_to_change", id=id)
    if row is None or not Stage(row["status"]).is_open:
        return
    if what == GONE:
        await _ring_gone(tools, row, connection, changes)
    elif row["status"] == Stage.PROPOSED:
        _ring_proposed(tools, row, what, changes)
    elif what in (SOON, DAY_AHEAD):
        if row["status"] == Stage.AGREED and row["staff_active"]:
            wording = "outings.soon" if what == SOON else "outings.tomorrow"
            _say(tools, row, wording, changes, is_soon=what == SOON)
    else:
        await _look_after(tools, row, connection, changes)


async def _ring_gone(tools: Tools, row: Row, connection: Connection, changes: Changes) -> None:
    """What was to come is nobody's until the case is taken; who is out already is looked after."""
    is_ahead = from_ms(row["starts_at"]) > tools.clock.now()
    if row["staff_active"] or row["status"] == Stage.THERE or not is_ahead:
        return
    if row["status"] == Stage.PROPOSED and row["case_status"] not in ("open", "claimed"):
        tools.outings.go_to(changes, row, Stage.LAPSED)
    else:
        await tools.outings.nobody_comes(connection, changes, row)


def _ring_proposed(tools: Tools, row: Row, what: str, changes: Changes) -> None:
    """Its navigator hears in time that there is no answer, while the case is theirs."""
    is_theirs = row["case_status"] == "claimed" and row["case_staff"] == row["staff_id"]
    if what == SOON and is_theirs:
        _say(tools, row, "outings.no_answer", changes)
    elif not what:
        tools.outings.go_to(changes, row, Stage.LAPSED)


async def _look_after(tools: Tools, row: Row, connection: Connection, changes: Changes) -> None:
    """Whoever is out is asked; later leads are told, again and again."""
    stage, asked, id = Stage(row["status"]), row["asked"] + 1, row["id"]
    if tells_leads(row["asked"]) or not row["staff_active"]:
        await _tell_leads(tools, row, stage, connection, changes)
    else:
        wording = "outings.are_you_there" if stage is Stage.AGREED else "outings.are_you_back"
        _say(tools, row, wording, changes)
    changes.add("outing_asked", id=id, asked=asked)
    due = next_after(asked, tools.clock.now())
    wake(changes, row["staff_user"], id, due)


async def _change_plan(visit: Visit, row: Row, action: str) -> None:
    if action == "off":
        is_told = visit.tools.outings.call_off(visit.changes, row, visit.staff)
        visit.say("outings.not_going", is_told=is_told)
        return
    case = row["case_id"] and await visit.connection.row("case_to_change", id=row["case_id"])
    if case is not None and visit.has(case):
        planning.ask_when(visit, case, instead_of=row["id"])
    else:
        visit.say("outings.not_yours_to_change")


def _is_there(visit: Visit, row: Row, *, is_longer: bool) -> None:
    _go_to(visit, row, Stage.THERE)
    wake(visit.changes, row["staff_user"], row["id"], visit.now + LASTS)
    wording = "outings.longer" if is_longer else "outings.checked_in"
    visit.say(wording, _buttons(visit.tools, row["id"], Stage.THERE))


async def _tell_leads(
    tools: Tools, row: Row, stage: Stage, connection: Connection, changes: Changes
) -> None:
    """Each in private: only they are told whom the colleague went to meet, and where."""
    who, out = tools.outings.who(row), row["staff_user"]
    leads = await tools.alerts.private_chats_of_leads(connection, but=out)
    found = await connection.row("person_of_case", id=row["case_id"])
    safe = tools.alerts.button("outings.button__safe", f"{OUTING}:{row['id']}:back")
    for chat in leads:
        tools.alerts.tell(
            changes,
            chat,
            "outings.not_heard_of",
            ((safe,),),
            who=who,
            person="" if found is None else open_person(found, tools.keys).name,
            number=row["number"],
            at=tools.outings.local(row),
            place=tools.outings.place(row),
            was_there=stage is Stage.THERE,
        )
    if not leads:
        await tools.alerts.tell_team(connection, changes, "outings.team_not_heard_of", who=who)
    note(changes, tools.ids, tools.clock.now(), "house", "told leads of an outing", row["id"])


async def _tell_others(visit: Visit, row: Row, action: str, *, is_own: bool) -> None:
    """Those who were told that nobody had heard; and whoever is out, when a lead spoke for them."""
    alerts, who = visit.tools.alerts, visit.tools.outings.who(row)
    if not is_own and row["staff_active"]:
        at = visit.tools.outings.local(row)
        wording = "outings.said_for_you" if action == "back" else "outings.lead_called_off"
        alerts.tell(visit.changes, row["staff_user"], wording, at=at)
    is_looked_for = row["asked"] > ASKS or (row["asked"] > 0 and not row["staff_active"])
    if not is_looked_for:
        return
    for chat in await alerts.private_chats_of_leads(visit.connection, but=row["staff_user"]):
        if chat != visit.staff.user:
            alerts.tell(visit.changes, chat, "outings.heard_of", who=who)


def _go_to(visit: Visit, row: Row, stage: Stage) -> None:
    visit.tools.outings.go_to(visit.changes, row, stage)
    visit.note(f"outing {stage}", row["id"])


def _say(tools: Tools, row: Row, wording: str, changes: Changes, *, is_soon: bool = True) -> None:
    buttons = _buttons(tools, row["id"], Stage(row["status"]), is_soon=is_soon)
    at, place = tools.outings.local(row), tools.outings.place(row)
    text = tools.alerts.text(wording, buttons, at=at, place=place)
    tools.outbox.post(changes, row["staff_user"], text, Lane.REPLY)


def _buttons(tools: Tools, id: str, stage: Stage, *, is_soon: bool = True) -> Keyboard:
    button = tools.alerts.button
    off = button("outings.button__off", f"{OUTING}:{id}:off")
    if stage is Stage.PROPOSED or not is_soon:
        return ((off,),)
    if stage is Stage.AGREED:
        return ((button("outings.button__there", f"{OUTING}:{id}:there"),), (off,))
    back = button("outings.button__back", f"{OUTING}:{id}:back")
    return ((back,), (button("outings.button__longer", f"{OUTING}:{id}:longer"),))
