"""A list that was sent: announced, brought in, or put aside; and asking for one."""

from __future__ import annotations

import msgspec

from conversations.kit.replies import Kind
from navigator_bot import errands
from navigator_bot.events import Attached
from navigator_bot.keeping_desk.visit import Visit, rows_of

LARGEST = 20 * 1024 * 1024
"""Bytes; Telegram gives a bot no larger file."""

READ, IMPORT, WRITE, COMPARE = "read", "import", "write", "compare"
"""The errands of this desk."""

KINDS = (".csv", ".xlsx", ".json", ".zip", ".txt", ".tsv")


def may_be_list(kind: Kind, document: Attached | None) -> bool:
    return kind is Kind.DOCUMENT and document is not None and _suffix(document.name) in KINDS


def hear_document(visit: Visit, document: Attached) -> None:
    """What is in it is told when it has been read; it may take a while."""
    if document.size is not None and document.size > LARGEST:
        visit.say("keeping_lists.too_big", ((visit.home(),),))
        return
    ask(visit, READ, file_id=document.file_id, name=document.name)
    visit.say("keeping_lists.reading", name=document.name)


def refuse(visit: Visit) -> None:
    list_ = visit.button("keeping.button__list", "list")
    visit.say("keeping_lists.wrong_kind", ((list_, visit.home()),))


async def bring_in(visit: Visit, upload: str, *, whole: bool) -> None:
    """Once, however often the button is pressed."""
    row = await visit.connection.row("upload_of", id=upload)
    waiting = await visit.connection.rows("waiting_errands_of", staff_id=visit.staff.id)
    given = [msgspec.json.decode(each["given"]) for each in waiting if each["what"] == IMPORT]
    if row is None:
        visit.say("keeping_lists.list_gone", ((visit.home(),),))
    elif upload not in [each["upload"] for each in given]:
        ask(visit, IMPORT, upload=upload, whole=whole)
        visit.say("keeping_lists.importing")


def put_aside(visit: Visit, upload: str) -> None:
    visit.changes.add("drop_upload", id=upload)
    visit.say("keeping_lists.not_imported", ((visit.home(),),))


def offer_kinds(visit: Visit) -> None:
    buttons = [
        visit.button("keeping_lists.button__xlsx", "write", "xlsx"),
        visit.button("keeping_lists.button__csv", "write", "csv"),
        visit.home(),
    ]
    visit.say("keeping_lists.which_kind", rows_of(buttons))


def write(visit: Visit, kind: str) -> None:
    ask(visit, WRITE, kind=kind)
    visit.say("keeping_lists.writing")


def ask(visit: Visit, what: str, **given: object) -> None:
    errands.ask(visit.changes, visit.tools.ids, visit.tools.clock, visit.staff, what, **given)


def _suffix(name: str) -> str:
    return f".{name.rpartition('.')[2].lower()}" if "." in name else ""
