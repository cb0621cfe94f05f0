"""The menu of commands that Telegram shows, by place and language."""

from __future__ import annotations

import logging
from collections.abc import Collection, Mapping, Sequence
from types import MappingProxyType
from typing import Any, Final, TypeAlias

from telegram.error import TelegramError

from navigator_bot.telegram.bot import PlainBot

Descriptions: TypeAlias = Mapping[str, str]

PERSON: Final = (
    "start",
    "menu",
    "help_now",
    "talk",
    "goals",
    "check_in",
    "find",
    "saved",
    "meetings",
    "suits",
    "progress",
    "plan",
    "settings",
    "pause",
    "stop",
    "privacy",
    "my_data",
    "delete",
    "cancel",
    "help",
)
TEAM: Final = ("here", "cases")
STAFF: Final = ("cases", "rota", "me", "help_now")
OF_CASES: Final = ("cases", "reply", "talk", "note", "rota", "me", "help_now")
DIRECTORY: Final = "directory"

AS_STAFF: Final = {"talk": "write"}
"""What a command is described as to staff, to whom it means another thing."""

_log = logging.getLogger(__name__)


async def set_commands(
    bot: PlainBot,
    texts: Mapping[str, Descriptions],
    staff_chats: Mapping[int, Sequence[str]] = MappingProxyType({}),
    team_group: int | None = None,
    gone: Collection[int] = (),
) -> int:
    """How many menus were set or taken away. `texts`: language code → command → description, and
    the first language is also everybody else's. A command without a description is not shown.
    `gone` are chats that have no menu of their own any more.

    A menu that cannot be set is a line in the log: every command works without it, and none
    gives more authority than its sender has.
    """
    places: list[tuple[dict[str, Any], Sequence[str]]] = [
        ({"type": "all_private_chats"}, PERSON),
        *(({"type": "chat", "chat_id": chat}, own) for chat, own in staff_chats.items()),
    ]
    if team_group is not None:
        places.append(({"type": "chat", "chat_id": team_group}, TEAM))
    done = 0
    for scope, commands in places:
        is_staffs = scope.get("chat_id") in staff_chats
        for place, (language, descriptions) in enumerate(texts.items()):
            menu = _menu(commands, descriptions, AS_STAFF if is_staffs else {})
            for code in ("", language) if place == 0 else (language,):
                done += await _change(bot, "setMyCommands", scope, code, {"commands": menu})
    for chat in gone:
        for code in ("", *texts):
            scope = {"type": "chat", "chat_id": chat}
            done += await _change(bot, "deleteMyCommands", scope, code, {})
    return done


def _menu(
    commands: Sequence[str], descriptions: Descriptions, described_as: Mapping[str, str]
) -> list[dict[str, str]]:
    texts = {each: descriptions.get(described_as.get(each, each)) for each in commands}
    return [{"command": each, "description": text} for each, text in texts.items() if text]


async def _change(
    bot: PlainBot, method: str, scope: Mapping[str, Any], language: str, more: Mapping[str, Any]
) -> bool:
    given: dict[str, Any] = {**more, "scope": scope}
    if language:
        given["language_code"] = language
    try:
        await bot.call(method, given)
    except TelegramError as error:
        code = type(error).__name__
        _log.warning("the menu for %s was not set: %s", scope["type"], code)
        return False
    return True
