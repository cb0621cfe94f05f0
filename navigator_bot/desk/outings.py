"""Meeting a person alone: planned, checked in, back safe; leads hear when somebody is not."""

from __future__ import annotations

from datetime import datetime

from conversations.kit.effects import Bell, Lane
from navigator_bot.clock import from_ms, to_ms
from navigator_bot.desk.visit import Tools, Visit
from navigator_bot.messages import Keyboard
from navigator_bot.rules.lone_working import (
    ASKS,
    LASTS,
    REMINDED_BEFORE,
    Stage,
    next_after,
    tells_leads,
)
from navigator_bot.store.audit import note
from navigator_bot.store.changes import Changes
from navigator_bot.store.database import Connection, Row
from navigator_bot.store.people import open_person

OUTING = "outing"
"""How the data of its buttons begins."""

_REMINDER = "soon"


def plan(visit: Visit, case: str, starts_at: datetime, place: str) -> str:
    """Its id. The bells ring in the navigator's own chat: it goes on when the case is over."""
    id = visit.tools.ids.new()
    sealed = visit.tools.keys.seal(place, f"outings:{id}")
    visit.changes.add(
        "plan_outing",
        id=id,
        case_id=case,
        staff_id=visit.staff.id,
        starts_at=to_ms(starts_at),
        sealed=sealed.blob,
        key_id=sealed.key_id,
    )
    visit.note("planned an outing", case)
    _wake(visit.changes, visit.staff.user, id, starts_at)
    if (soon := starts_at - REMINDED_BEFORE) > visit.now:
        _wake(visit.changes, visit.staff.user, f"{id}:{_REMINDER}", soon)
    return id


async def press(visit: Visit, data: str) -> None:
    """Whoever is out says where they are; a lead who has reached them may say it for them."""
    id, _, action = data.partition(":")
    row = await visit.connection.row("outing_of", id=id)
    is_own = row is not None and row["staff_id"] == visit.staff.id
    if row is None or not (is_own or visit.staff.sets_up) or not Stage(row["status"]).is_open:
        visit.say("outings.over")
        return
    match action:
        case "there" | "longer" if is_own:
            wording = "outings.checked_in" if action == "there" else "outings.longer"
            _go_to(visit, row, Stage.THERE)
            _wake(visit.changes, row["staff_user"], id, visit.now + LASTS)
            visit.say(wording, _buttons(visit.tools, id, Stage.THERE))
        case "back" | "off":
            stage = Stage.BACK if action == "back" else Stage.OFF
            _go_to(visit, row, stage)
            _stop(visit.changes, row)
            visit.say("outings.back_safe" if stage is Stage.BACK else "outings.not_going")
        case _:
            return
    await _tell_all_well(visit, row, is_own=is_own)


async def ring(tools: Tools, ref: str, connection: Connection, changes: Changes) -> None:
    """Is it still wanted? Then whoever is out is asked; later leads are told, again and again."""
    id, _, what = ref.partition(":")
    row = await connection.row("outing_of", id=id)
    if row is None or not Stage(row["status"]).is_open:
        return
    stage, asked = Stage(row["status"]), row["asked"] + 1
    if what == _REMINDER:
        if stage is Stage.PLANNED and row["staff_active"]:
            _say(tools, row, "outings.soon", changes)
        return
    if tells_leads(row["asked"]) or not row["staff_active"]:
        await _tell_leads(tools, row, stage, connection, changes)
    else:
        wording = "outings.are_you_there" if stage is Stage.PLANNED else "outings.are_you_back"
        _say(tools, row, wording, changes)
    changes.add("outing_asked", id=id, asked=asked)
    _wake(changes, row["staff_user"], id, next_after(asked, tools.clock.now()))


async def _tell_leads(
    tools: Tools, row: Row, stage: Stage, connection: Connection, changes: Changes
) -> None:
    """Each in private: only they are told whom the colleague went to meet, and where."""
    who, out = _who(tools, row), row["staff_user"]
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
            at=_local(tools, row),
            place=_place(tools, row),
            was_there=stage is Stage.THERE,
        )
    if not leads:
        await tools.alerts.tell_team(connection, changes, "outings.team_not_heard_of", who=who)
    note(changes, tools.ids, tools.clock.now(), "house", "told leads of an outing", row["id"])


async def _tell_all_well(visit: Visit, row: Row, *, is_own: bool) -> None:
    """Those who were told that nobody had heard; and whoever is out, when a lead spoke for them."""
    alerts, who = visit.tools.alerts, _who(visit.tools, row)
    if not is_own and row["staff_active"]:
        alerts.tell(visit.changes, row["staff_user"], "outings.said_for_you")
    if row["asked"] <= ASKS and row["staff_active"]:
        return
    for chat in await alerts.private_chats_of_leads(visit.connection, but=row["staff_user"]):
        if chat != visit.staff.user:
            alerts.tell(visit.changes, chat, "outings.heard_of", who=who)


def _stop(changes: Changes, row: Row) -> None:
    for ref in (row["id"], f"{row['id']}:{_REMINDER}"):
        changes.add("cancel_timer", chat=row["staff_user"], bell=Bell.OUTING.value, ref=ref)


def _who(tools: Tools, row: Row) -> str:
    place = f"staff:{row['staff_id']}"
    name: str = tools.keys.open(row["staff_key_id"], row["staff_sealed"], place)
    return name


def _go_to(visit: Visit, row: Row, stage: Stage) -> None:
    over_at = None if stage.is_open else to_ms(visit.now)
    visit.changes.add("outing_changed", id=row["id"], status=stage.value, over_at=over_at)
    visit.note(f"outing {stage}", row["id"])


def _say(tools: Tools, row: Row, wording: str, changes: Changes) -> None:
    buttons = _buttons(tools, row["id"], Stage(row["status"]))
    text = tools.alerts.text(wording, buttons, at=_local(tools, row), place=_place(tools, row))
    tools.outbox.post(changes, row["staff_user"], text, Lane.REPLY)


def _buttons(tools: Tools, id: str, stage: Stage) -> Keyboard:
    button = tools.alerts.button
    if stage is Stage.PLANNED:
        there = button("outings.button__there", f"{OUTING}:{id}:there")
        return ((there,), (button("outings.button__off", f"{OUTING}:{id}:off"),))
    back = button("outings.button__back", f"{OUTING}:{id}:back")
    return ((back,), (button("outings.button__longer", f"{OUTING}:{id}:longer"),))


def _local(tools: Tools, row: Row) -> datetime:
    return from_ms(row["starts_at"]).astimezone(tools.team.zone)


def _place(tools: Tools, row: Row) -> str:
    place: str = tools.keys.open(row["key_id"], row["sealed"], f"outings:{row['id']}")
    return place


def _wake(changes: Changes, chat: int, ref: str, at: datetime) -> None:
    changes.add("set_timer", chat=chat, bell=Bell.OUTING.value, ref=ref, due_at=to_ms(at))
