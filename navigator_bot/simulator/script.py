"""What people do, as the lines of a story; a line becomes the same act again.

    Amina starts                            Amina starts with WELCOME7
    Amina says: hello                       Amina answers "Well?": fine      (a reply to a message)
    Amina presses: Yes                      Amina presses, under "Shall we?": Yes
    Amina edits "helo": hello               Amina sends a photo: my garden
    Amina sends a voice note                Amina sends a sticker | a contact | a document
    Amina sends a document: list.csv\\nid,name\\n1,Choir      (its name, then what is in it)
    Amina is at 54.982, -1.902              Amina sets the phone to cy
    Amina blocks the bot                    Amina unblocks the bot
    Sam, in Navigators, presses: I'll take this
    Ben joins                               Ben joins, with a phone set to cy
    1 hour passes | 3 days pass | …         until the next reminder

A `\\n` breaks a line. A quoted message is the newest that begins so; without `under`, a button is
looked for from the newest message upwards.
"""

from __future__ import annotations

import re
from collections.abc import Callable
from datetime import timedelta

from navigator_bot.simulator.errors import CannotDo
from navigator_bot.simulator.hands import Act, message_of
from navigator_bot.simulator.model import Chat, Message
from navigator_bot.simulator.rehearsal import Cast, Seat

UNTIL_NEXT = "until the next reminder"
_UNITS = {"day": 24 * 60, "hour": 60, "minute": 1}  # in minutes

QUOTED = 40  # characters of a message that a line names it by

_SENT = {
    "photo": "a photo",
    "voice": "a voice note",
    "sticker": "a sticker",
    "contact": "a contact",
    "document": "a document",
}
_ESCAPES = {"\\": "\\\\", "\n": "\\n", "\r": "\\r"}
_MEANT = {escape: letter for letter, escape in _ESCAPES.items()}
_KINDS = {words: what for what, words in _SENT.items()}


def joins(name: str, language: str) -> str:
    return f"{name} joins" if language == "en" else f"{name} joins, with a phone set to {language}"


def joined(line: str) -> tuple[str, str] | None:
    """The name and the language, if the line says that somebody joins."""
    found = re.fullmatch(r"([^:]+?) joins(?:, with a phone set to ([\w-]+))?", line)
    return (found[1], found[2] or "en") if found else None


def passes(by: timedelta) -> str:
    """In the largest unit that counts it whole; at least a minute."""
    minutes = max(1, round(by / timedelta(minutes=1)))
    unit, each = next((u, m) for u, m in _UNITS.items() if minutes % m == 0)
    count = minutes // each
    return f"1 {unit} passes" if count == 1 else f"{count} {unit}s pass"


def passed(line: str) -> timedelta | None:
    """How much time the line lets pass, if it does."""
    found = re.fullmatch(r"(\d+) (minute|hour|day)s? pass(?:es)?", line)
    return timedelta(minutes=int(found[1]) * _UNITS[found[2]]) if found else None


def line_of(cast: Cast, act: Act) -> str:
    """Before it is done: a button may be gone afterwards. Raises CannotDo."""
    seat = cast.seat(act.seat)
    message = message_of(seat.chat, act.message) if act.message else None
    return f"{_who(seat)} {_told(seat, act, message)}"


def act_of(cast: Cast, line: str) -> Act:
    """Raises CannotDo for a line that tells of nothing that can be done, or of nobody here."""
    seat, told = _seat_of(cast, line)
    for pattern, read in _LINES:
        if found := re.fullmatch(pattern, told, re.DOTALL):
            return read(seat, *(_unescaped(group or "") for group in found.groups()))
    raise CannotDo(f"Nobody knows how to do this: {line}")


def _told(seat: Seat, act: Act, message: Message | None) -> str:
    words = _escaped(act.text)
    match act.what:
        case "start":
            return f"starts with {words}" if words else "starts"
        case "say" if message is not None:
            return f"answers {_quote(message)}: {words}"
        case "say":
            return f"says: {words}"
        case "edit" if message is not None:
            return f"edits {_quote(message)}: {words}"
        case "press":
            return _pressed(seat.chat, act.text, message)
        case ("photo" | "document") as what if words:
            return f"sends {_SENT[what]}: {words}"
        case "location":
            return f"is at {act.latitude:g}, {act.longitude:g}"
        case "language":
            return f"sets the phone to {words}"
        case what if what in _SENT:
            return f"sends {_SENT[what]}"
        case "block" | "unblock":
            return f"{act.what}s the bot"
    raise CannotDo(f"Nobody can {act.what!r} here.")


def _pressed(chat: Chat, pressed: str, message: Message | None) -> str:
    """By its label, and its message where the newest with such a label is another."""
    if message is None:
        return f"presses: {_escaped(pressed)}"
    buttons = [button for row in message.buttons for button in row]
    label = next((b.text for b in buttons if pressed in (b.text, b.data)), pressed)
    newest = next((each for each in reversed(chat.visible) if label in each.labels), None)
    under = "" if newest is message else f", under {_quote(message)}"
    return f"presses{under}: {_escaped(label)}"


def _who(seat: Seat) -> str:
    name = seat.who.user.first_name
    return name if seat.group is None else f"{name}, in {seat.group.chat.title},"


def _seat_of(cast: Cast, line: str) -> tuple[Seat, str]:
    for seat in sorted(cast.seats, key=lambda seat: -len(_who(seat))):
        who = _who(seat)
        if line.startswith(f"{who} "):
            return seat, line.removeprefix(who).strip()
    raise CannotDo(f"Nobody here is named in: {line}")


def _quote(message: Message) -> str:
    first = message.text.split("\n")[0]
    return f'"{first[:QUOTED]}"'


def _quoted(seat: Seat, begins: str) -> int:
    for message in reversed(seat.chat.visible):
        if message.text.startswith(begins):
            return message.message_id
    raise CannotDo(f'There is no message that begins "{begins}".')


def _escaped(words: str) -> str:
    return re.sub(r"[\\\n\r]", lambda found: _ESCAPES[found[0]], words)


def _unescaped(words: str) -> str:
    return re.sub(r"\\[\\nr]", lambda found: _MEANT[found[0]], words)


_LINES: tuple[tuple[str, Callable[..., Act]], ...] = (
    (r"starts(?: with (\S+))?", lambda seat, code: Act(seat.key, "start", code)),
    (r"says: (.+)", lambda seat, words: Act(seat.key, "say", words)),
    (
        r'answers "(.+?)": (.+)',
        lambda seat, begins, words: Act(seat.key, "say", words, _quoted(seat, begins)),
    ),
    (
        r'edits "(.+?)": (.+)',
        lambda seat, begins, words: Act(seat.key, "edit", words, _quoted(seat, begins)),
    ),
    (r"presses: (.+)", lambda seat, label: Act(seat.key, "press", label)),
    (
        r'presses, under "(.+?)": (.+)',
        lambda seat, begins, label: Act(seat.key, "press", label, _quoted(seat, begins)),
    ),
    (
        rf"sends ({'|'.join(_KINDS)})(?:: (.+))?",
        lambda seat, kind, caption: Act(seat.key, _KINDS[kind], caption),
    ),
    (
        r"is at (-?[\d.]+), (-?[\d.]+)",
        lambda seat, north, east: Act(
            seat.key, "location", latitude=float(north), longitude=float(east)
        ),
    ),
    (r"sets the phone to ([\w-]+)", lambda seat, code: Act(seat.key, "language", code)),
    (r"(block|unblock)s the bot", lambda seat, what: Act(seat.key, what)),
)
"""What a line looks like after its name, and the act that it is."""
