"""What a navigator answers: only what was plainly meant for one person goes to that one."""

from __future__ import annotations

from conversations.kit.effects import Bell
from conversations.kit.replies import Kind
from navigator_bot.desk import talks
from navigator_bot.desk.visit import Visit
from navigator_bot.events import Sent
from navigator_bot.messages import Copy
from navigator_bot.outbox import Origin
from navigator_bot.store.database import Row
from navigator_bot.withholding import waits_for_them


async def hears(visit: Visit, sent: Sent) -> bool:
    """A reply to a message of a case goes to its person, and nowhere else; one to a message that
    is not known any more goes to nobody. A change goes where the message went."""
    if sent.words.startswith("/"):
        return False
    if sent.edited:
        return await _hears_change(visit, sent)
    if sent.reply_to is None:
        return False
    case, is_known = await visit.case_answered(sent)
    if case is not None:
        await _answer(visit, sent, case)
    elif not is_known:
        await say_how(visit)
    return case is not None or not is_known


async def hears_chosen(visit: Visit, sent: Sent) -> bool:
    """What answers nothing goes to the case in whose topic it is written, or to the chosen case;
    an hour of silence ends that."""
    if visit.topic is not None and not sent.edited:
        await _hears_in_topic(visit, sent)
        return True
    row = await talks.chosen_case(visit)
    if row is None or sent.edited:
        return False
    if await talks.is_silent(visit):
        talks.end(visit)
        visit.say("desk.talk_over", number=row["number"])
    else:
        await _pass_on(visit, sent, row)
        talks.go_on(visit, row)
        _say_where(visit, row)
    return True


async def is_about_another(visit: Visit, case: str) -> bool:
    """It is written in a topic that is not that case's."""
    return visit.topic is not None and await visit.case_of_topic() != case


async def _hears_in_topic(visit: Visit, sent: Sent) -> None:
    """One that is known no more is nobody's."""
    case = await visit.case_of_topic()
    if case is None:
        await say_how(visit)
    else:
        await _answer(visit, sent, case)


async def say_how(visit: Visit) -> None:
    """Nothing is passed on that was not plainly meant for one person."""
    rows = await visit.connection.rows("unclosed_cases")
    if any(row["staff_id"] == visit.staff.id for row in rows):
        visit.say("desk.reply_to_answer")
    else:
        visit.say("desk.how", keeps=visit.staff.keeps_directory)


def say_to_person(visit: Visit, row: Row, words: str, origin: Origin | None = None) -> None:
    """In the navigator's name, and kept with the case."""
    text = visit.tools.alerts.text("desk.navigator_says", name=visit.staff.name, words=words)
    visit.post(row["chat"], text, row["id"], origin)
    visit.keep_words(row["id"], "navigator", words)


async def send_words(visit: Visit, row: Row, words: str, origin: Origin | None) -> None:
    """As an answer of theirs that the person waits for no longer."""
    say_to_person(visit, row, words, origin)
    await _has_answered(visit, row)


async def _hears_change(visit: Visit, sent: Sent) -> bool:
    chat = visit.staff.user
    passed = await visit.connection.row("message_by_origin", chat=chat, message_id=sent.message)
    if passed is not None:
        await _answer(visit, sent, passed["case_id"])
    elif sent.reply_to is not None:
        await say_how(visit)
    else:
        return False
    return True


async def _answer(visit: Visit, sent: Sent, case: str) -> None:
    row = await visit.connection.row("case_to_change", id=case)
    if row is None or row["status"] == "closed":
        visit.say("desk.closed_so_not_sent")
        return
    if not visit.has(row):
        visit.say("desk.not_yours", number=row["number"])
        return
    await _pass_on(visit, sent, row)
    chosen = await talks.chosen_case(visit)
    if chosen is not None:
        _say_where(visit, row, is_chosen=chosen["id"] == case)


def _say_where(visit: Visit, row: Row, *, is_chosen: bool = True) -> None:
    off = visit.button("desk.button__talk_off", row["id"], "talk_off")
    buttons = ((off,),) if is_chosen else ()
    visit.say("desk.goes_to", buttons, about=row["id"], number=row["number"])


async def _pass_on(visit: Visit, sent: Sent, row: Row) -> None:
    """Both versions of what is changed are kept."""
    chat, case, name = row["chat"], row["id"], visit.staff.name
    origin = Origin(visit.staff.user, sent.message)
    alerts = visit.tools.alerts
    if sent.kind is not Kind.TEXT:
        alerts.tell(visit.changes, chat, "desk.navigator_sends", name=name)
        visit.post(chat, Copy(visit.staff.user, sent.message), case, origin)
    elif sent.edited:
        text = alerts.text("desk.navigator_corrects", name=name, words=sent.words)
        visit.post(chat, text, case, origin)
        visit.keep_words(case, "navigator_edit", sent.words)
    else:
        say_to_person(visit, row, sent.words, origin)
    await _has_answered(visit, row)


async def _has_answered(visit: Visit, row: Row) -> None:
    chat, case = row["chat"], row["id"]
    visit.changes.add("cancel_timer", chat=chat, bell=Bell.CLAIM_LAPSE.value, ref=case)
    visit.note("answered case", case)
    who = await visit.connection.row("discretion_of", chat=chat)
    if who is not None and waits_for_them(who, visit.now):
        visit.say("desk.waits", about=case, number=row["number"])
