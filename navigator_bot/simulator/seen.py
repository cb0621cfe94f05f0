"""What everybody has read since the last look, as the lines of a story."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from datetime import datetime

from navigator_bot.simulator.model import Document, Formatted, InlineKeyboard, Message, Photo
from navigator_bot.simulator.script import QUOTED
from navigator_bot.simulator.world import World


@dataclass(frozen=True, slots=True)
class _Shown:
    """A message of the bot as it was when last looked at."""

    words: Formatted
    buttons: InlineKeyboard
    is_deleted: bool

    @classmethod
    def of(cls, message: Message) -> _Shown:
        return cls(message.words, message.buttons, message.is_deleted)


class Seen:
    """Messages of the bot are told once, and what became of them later; people's own are not."""

    def __init__(self, world: World) -> None:
        self._world = world
        self._shown: dict[Message, _Shown] = {}
        self._toasts: dict[int, int] = {}
        self._looked_at = world.now()

    def anew(self) -> Iterator[tuple[datetime, str]]:
        """Lines without an indent, each with when it was read, in that order."""
        last, self._looked_at = self._looked_at, self._world.now()
        found: list[tuple[datetime, Iterable[str]]] = [(last, self._toasted())]
        for message in self._said():
            before = self._shown.get(message)
            if before is None:
                found.append((message.sent_at, _new(message)))
            else:
                found.append((max(last, message.edited_at or last), _changed(before, message)))
            self._shown[message] = _Shown.of(message)
        for at, lines in sorted(found, key=lambda each: each[0]):
            yield from ((at, line) for line in lines)

    def _said(self) -> list[Message]:
        """By the bot, changed ones first where they share a moment."""
        said = [
            message
            for chat in self._world.chats.values()
            for message in chat.messages.values()
            if message.sender.is_bot
        ]
        return sorted(said, key=lambda each: (each not in self._shown, each.message_id))

    def _toasted(self) -> list[str]:
        told = []
        for person in self._world.people.values():
            new = person.toasts_shown - self._toasts.get(person.id, 0)
            self._toasts[person.id] = person.toasts_shown
            toasts = person.toasts[-new:] if new else []
            told += [f"bot tells {person.user.first_name}: {toast}" for toast in toasts if toast]
        return told


def _new(message: Message) -> Iterator[str]:
    if message.is_deleted:
        return
    kind = ""
    if isinstance(message.attachment, Photo):
        kind = "(a picture) "
    elif isinstance(message.attachment, Document):
        kind = f"(the file {message.attachment.name}) "
    elif message.attachment is not None:
        kind = f"(a {type(message.attachment).__name__.lower()}) "
    first, *rest = f"{kind}{message.text}".split("\n")
    yield f"bot to {message.chat.title}: {first}"
    for line in rest:
        yield f"    {line}"
    if message.buttons:
        yield f"    {_buttons(message)}"


def _changed(before: _Shown, message: Message) -> Iterator[str]:
    if before == _Shown.of(message):
        return
    where = f'for {message.chat.title}, under "{_begins(before.words.text)}"'
    if message.is_deleted:
        yield f"bot takes back, {where}"
    elif message.text == before.words.text and not message.buttons:
        yield f"bot takes the buttons away, {where}"
    elif message.text == before.words.text:
        yield f"bot changes the buttons, {where}: {_buttons(message)}"
    elif message.text.startswith(before.words.text):
        yield f"bot adds, {where}: {_line(message.text.removeprefix(before.words.text))}"
    else:
        yield f"bot changes, {where}: {_line(message.text)}"


def _begins(text: str) -> str:
    return text.partition("\n")[0][:QUOTED]


def _line(text: str) -> str:
    return " / ".join(line for line in text.split("\n") if line.strip())


def _buttons(message: Message) -> str:
    return " ".join(f"[{label}]" for label in message.labels)
