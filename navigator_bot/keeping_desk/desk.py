"""What a keeper of the directory presses and types, and which answer it gets.

Whether they may is asked in `front`.
"""

from __future__ import annotations

from conversations.kit.replies import Kind
from navigator_bot.events import Sent
from navigator_bot.keeping_desk import (
    adding,
    changing,
    deciding,
    doubles,
    finding,
    history,
    lists,
    places,
    standing,
    working,
)
from navigator_bot.keeping_desk.places import Adding, Closing, Place, Searching, Writing
from navigator_bot.keeping_desk.visit import Visit, rows_of
from navigator_bot.staff_visit import token_of
from resources_directory.editing import Field
from resources_directory.freshness import Part
from resources_directory.model import Service, ServiceId

COMMAND = "/directory"

_OF_PLACE = frozenset({"save", "skip", "leave", "more"})
"""Buttons that belong to where somebody stands; any other one ends that."""


_ONCE = frozenset(
    {
        "save", "leave", "skip", "import", "whole", "aside", "write", "undo", "ours", "theirs",
        "keep", "apart", "checked", "true", "shut", "reopen",
    }
)  # fmt: skip
"""Once one of these was pressed, its message shows no buttons any more."""


def is_command(words: str) -> bool:
    return words.partition(" ")[0].partition("@")[0] == COMMAND


async def hear_press(visit: Visit, data: str, message: int | None) -> None:
    verb, *rest = data.split(":")[1:]
    if verb in _ONCE and message is not None:
        await visit.take_buttons(message)
    if verb not in _OF_PLACE:
        visit.leave()
    match verb, rest:
        case (("save" | "skip" | "more"), [token, *more]):
            await _go_on(visit, verb, token, more)
        case "leave", _:
            _leave(visit)
        case (("menu" | "find" | "add" | "look" | "missing" | "list"), _):
            await _open(visit, verb, rest)
        case (("import" | "whole" | "aside" | "write"), [given]):
            await _lists(visit, verb, given)
        case (("ours" | "theirs" | "another" | "double" | "keep" | "apart"), [given, *more]):
            await _decide(visit, verb, given, more)
        case "undo", [which]:
            await changing.undo(visit, which)
        case "decide", []:
            await deciding.ask_next(visit)
        case _, [ref, *more] if (service := await visit.service(ref)) is not None:
            await _about(visit, verb, service, more)
        case _, [_, *_]:
            visit.say("keeping.gone", ((visit.home(),),))
        case _:
            visit.say("keeping.stale", ((visit.home(),),))


async def hear_words(visit: Visit, sent: Sent) -> bool:
    """Whether it was meant for this desk: a command of its own, a list, or what was asked for."""
    command, _, words = sent.words.partition(" ")
    if is_command(sent.words):
        await _command(visit, words)
        return True
    if lists.may_be_list(sent.kind, sent.document) and sent.document is not None:
        lists.hear_document(visit, sent.document)
        return True
    place = None if sent.edited else await places.where(visit)
    if command == "/cancel" and place is not None:
        _leave(visit)
        return True
    if command.startswith("/"):
        return False
    if sent.kind is not Kind.TEXT:
        return _refuse(visit)
    if place is None and not visit.staff.takes_cases and not sent.edited:
        place = Searching()  # nobody else's words can be meant
    return False if place is None else await _hear(visit, place, sent.words.strip())


async def _command(visit: Visit, words: str) -> None:
    visit.leave()
    if words.strip():
        finding.show_found(visit, words)
    else:
        await _open(visit, "menu", [])


def _refuse(visit: Visit) -> bool:
    """A photo or a PDF is no list; of somebody with cases it may be meant for a person."""
    if visit.staff.takes_cases:
        return False
    lists.refuse(visit)
    return True


async def _hear(visit: Visit, place: Place, words: str) -> bool:
    match place:
        case Searching():
            finding.show_found(visit, words)
        case Writing():
            await changing.hear_value(visit, place, words)
        case Adding():
            adding.hear(visit, place, words)
        case Closing(service=service):
            await _close_for_now(visit, service, words[:200])
    return True


async def _go_on(visit: Visit, verb: str, token: str, more: list[str]) -> None:
    """Buttons of the place where somebody stands; pressed under an older message, they do
    nothing."""
    place = await places.where(visit)
    if place is None or token_of(place) != token:
        visit.say("keeping.stale", ((visit.home(),),))
        return
    match verb, place:
        case "save", Writing():
            await changing.save(visit, place)
        case "save", Adding():
            await adding.save(visit, place)
        case "skip", Adding():
            adding.skip(visit, place)
        case "skip", Closing(service=id):
            await _close_for_now(visit, id, None)
        case "more", Searching(words=words):
            finding.show_found(visit, words, _number(more))


def _leave(visit: Visit) -> None:
    visit.leave()
    visit.say("keeping.left", ((visit.home(),),))


async def _close_for_now(visit: Visit, id: ServiceId, note: str | None) -> None:
    service = await visit.tools.keeping.service(visit.connection, id)
    if service is None:
        visit.leave()
        visit.say("keeping.gone", ((visit.home(),),))
    else:
        await standing.close(visit, service, note, for_good=False)


async def _open(visit: Visit, verb: str, rest: list[str]) -> None:
    match verb:
        case "find":
            finding.ask_words(visit)
        case "add":
            adding.ask(visit, Adding())
        case "look":
            await working.show(visit, _number(rest))
        case "missing":
            await working.show_missing(visit)
        case "list":
            lists.offer_kinds(visit)
        case _:
            pressing = await working.count_pressing(visit)
            names = ("find", "add", "look", "missing", "list")
            buttons = [visit.button(f"keeping.button__{each}", each) for each in names]
            visit.say("keeping.menu", rows_of(buttons), pressing=pressing)


async def _lists(visit: Visit, verb: str, given: str) -> None:
    match verb:
        case "write":
            lists.write(visit, given)
        case "aside":
            lists.put_aside(visit, given)
        case _:
            await lists.bring_in(visit, given, whole=verb == "whole")


async def _decide(visit: Visit, verb: str, given: str, more: list[str]) -> None:
    match verb:
        case "ours" | "theirs":
            await deciding.decide(visit, given, theirs=verb == "theirs")
        case "another":
            await deciding.write_another(visit, given)
        case "double":
            await doubles.ask(visit, given)
        case "keep":
            await doubles.keep_one(visit, given, is_first=more == ["1"])
        case _:
            doubles.keep_apart(visit, given)


async def _about(visit: Visit, verb: str, service: Service, more: list[str]) -> None:
    """What is done with one entry."""
    match verb, more:
        case "show", _:
            await finding.show(visit, service)
        case (("edit" | "fields"), _):
            changing.offer_fields(visit, service, others=verb == "fields")
        case "field", [field] if field in list(Field):
            changing.ask_value(visit, service, Field(field))
        case "check", _:
            standing.offer_checks(visit, service)
        case "checked", []:
            await standing.check(visit, service, None)
        case "checked", [part] if part in list(Part):
            await standing.check(visit, service, Part(part))
        case "true", _:
            await working.still_true(visit, service, _number(more))
        case "close", _:
            standing.offer_closing(visit, service)
        case "shut", _:
            await standing.close(visit, service, None, for_good=True)
        case "pause", _:
            standing.ask_why(visit, service)
        case "reopen", _:
            await standing.reopen(visit, service)
        case "history", _:
            await history.show(visit, service, _number(more))
        case "decide", _:
            await deciding.ask_about(visit, service)
        case _:
            visit.say("keeping.stale", ((visit.home(),),))


def _number(rest: list[str]) -> int:
    """The page or the place that a button names; the first where it names none."""
    return int(rest[0]) if rest and rest[0].isdecimal() else 0
