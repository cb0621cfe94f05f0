"""What a navigator answers: a reply goes to one person, and what is no reply to nobody."""

from __future__ import annotations

from conversations.kit.effects import Bell, Lane
from conversations.kit.replies import Kind
from navigator_bot.desk.visit import Visit
from navigator_bot.events import Sent
from navigator_bot.messages import Copy, Text
from navigator_bot.store.database import Row


async def hears(visit: Visit, sent: Sent) -> bool:
    """A reply to a message of a case goes to its person, and nowhere else; one to a message
    that is not known any more goes to nobody."""
    if sent.reply_to is None or sent.words.startswith("/"):
        return False
    message = await visit.connection.row(
        "message_by_number", chat=visit.staff.user, message_id=sent.reply_to
    )
    if message is None:
        await say_how(visit)
        return True
    if message["case_id"] is None:
        return False
    row = await visit.connection.row("case_to_change", id=message["case_id"])
    if row is None or row["status"] == "closed":
        visit.say("desk.closed_so_not_sent")
    elif row["staff_id"] != visit.staff.id:
        visit.say("desk.not_yours", number=row["number"])
    else:
        _pass_on(visit, sent, row)
    return True


async def say_how(visit: Visit) -> None:
    """Nothing is passed on that was not plainly meant for one person."""
    rows = await visit.connection.rows("unclosed_cases")
    if any(row["staff_id"] == visit.staff.id for row in rows):
        visit.say("desk.reply_to_answer")
    else:
        visit.say("desk.how", keeps=visit.staff.keeps_directory)


def _pass_on(visit: Visit, sent: Sent, row: Row) -> None:
    alerts, outbox, changes = visit.tools.alerts, visit.tools.outbox, visit.changes
    chat, case, name = row["chat"], row["id"], visit.staff.name
    if sent.kind is Kind.TEXT:
        wording = "desk.navigator_corrects" if sent.edited else "desk.navigator_says"
        text: Text = alerts.text(wording, name=name, words=sent.words)
        outbox.post(changes, chat, text, Lane.REPLY, case=case)
        visit.tools.casework.keep_words(changes, case, "navigator", sent.words)
    else:
        alerts.tell(changes, chat, "desk.navigator_sends", name=name)
        copy = Copy(visit.staff.user, sent.message)
        outbox.post(changes, chat, copy, Lane.REPLY, case=case)
    changes.add("cancel_timer", chat=chat, bell=Bell.CLAIM_LAPSE.value, ref=case)
    visit.note("answered case", case)
