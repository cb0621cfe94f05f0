"""The menu of commands that Telegram shows, by place and language."""

from __future__ import annotations

import logging
from collections.abc import Mapping, Sequence
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
KEEPERS: Final = ("directory", *STAFF)

_log = logging.getLogger(__name__)


async def set_commands(
    bot: PlainBot,
    texts: Mapping[str, Descriptions],
    staff_chats: Mapping[int, Sequence[str]] = MappingProxyType({}),
    team_group: int | None = None,
) -> int:
    """How many menus were set. `texts`: language code → command → description, and the first
    language is also everybody else's. A command without a description is not shown.

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
        for place, (language, descriptions) in enumerate(texts.items()):
            for code in ("", language) if place == 0 else (language,):
                done += await _set(bot, scope, code, _menu(commands, descriptions))
    return done


def _menu(commands: Sequence[str], descriptions: Descriptions) -> list[dict[str, str]]:
    return [
        {"command": command, "description": descriptions[command]}
        for command in commands
        if descriptions.get(command)
    ]


async def _set(
    bot: PlainBot, scope: Mapping[str, Any], language: str, menu: list[dict[str, str]]
) -> bool:
    given: dict[str, Any] = {"commands": menu, "scope": scope}
    if language:
        given["language_code"] = language
    try:
        await bot.call("setMyCommands", given)
    except TelegramError as error:
        code = type(error).__name__
        _log.warning("the menu for %s was not set: %s", scope["type"], code)
        return False
    return True
