"""Methods by which the bot describes itself: who it is, its commands, its words of welcome."""

from __future__ import annotations

import re

from navigator_bot.simulator.calls import Call
from navigator_bot.simulator.marked_text import units
from navigator_bot.simulator.methods.gates import find_chat
from navigator_bot.simulator.model import JSON
from navigator_bot.simulator.profile import Command, CommandScope
from navigator_bot.simulator.refusals import bad_request
from navigator_bot.simulator.rendering import user_json
from navigator_bot.simulator.world import World

SCOPES = {
    "default": (),
    "all_private_chats": (),
    "all_group_chats": (),
    "all_chat_administrators": (),
    "chat": ("chat_id",),
    "chat_administrators": ("chat_id",),
    "chat_member": ("chat_id", "user_id"),
}
COMMAND_NAME = re.compile(r"[a-z0-9_]{1,32}")
LANGUAGE = re.compile(r"(?:[a-z]{2})?")
MOST_COMMANDS = 100
LONGEST_DESCRIPTION, LONGEST_SHORT_DESCRIPTION, LONGEST_NAME = 512, 120, 64


def get_me(world: World, call: Call) -> JSON:
    return {
        **user_json(world.bot),
        "can_join_groups": True,
        "can_read_all_group_messages": world.reads_groups,
        "supports_inline_queries": False,
        "can_connect_to_business": False,
        "has_main_web_app": False,
        "has_topics_enabled": world.has_topics,
        "allows_users_to_create_topics": world.users_make_topics,
    }


def set_my_commands(world: World, call: Call) -> bool:
    raw = call.things("commands") or []
    if len(raw) > MOST_COMMANDS:
        raise bad_request("BOT_COMMANDS_TOO_MUCH")
    commands = [_command(one) for one in raw]
    world.profile.commands[_scope(world, call), _language(call)] = commands
    world.changed.happened()  # people see it: it is what their client offers
    return True


def get_my_commands(world: World, call: Call) -> list[JSON]:
    found = world.profile.commands.get((_scope(world, call), _language(call)), [])
    return [{"command": one.name, "description": one.description} for one in found]


def delete_my_commands(world: World, call: Call) -> bool:
    world.profile.commands.pop((_scope(world, call), _language(call)), None)
    world.changed.happened()
    return True


def set_my_description(world: World, call: Call) -> bool:
    kept = world.profile.descriptions
    return _describe(call, kept, "description", LONGEST_DESCRIPTION)


def get_my_description(world: World, call: Call) -> JSON:
    return {"description": _described(call, world.profile.descriptions)}


def set_my_short_description(world: World, call: Call) -> bool:
    kept = world.profile.short_descriptions
    return _describe(call, kept, "short_description", LONGEST_SHORT_DESCRIPTION)


def get_my_short_description(world: World, call: Call) -> JSON:
    return {"short_description": _described(call, world.profile.short_descriptions)}


def set_my_name(world: World, call: Call) -> bool:
    return _describe(call, world.profile.names, "name", LONGEST_NAME)


def get_my_name(world: World, call: Call) -> JSON:
    return {"name": _described(call, world.profile.names) or world.bot.first_name}


def set_chat_menu_button(world: World, call: Call) -> bool:
    chat_id = find_chat(world, call).id if call.has("chat_id") else 0
    button = call.thing("menu_button") or {"type": "default"}
    if button.get("type") not in ("default", "commands", "web_app"):
        raise bad_request("can't parse menu button: unsupported type")
    world.profile.menu_buttons[chat_id] = button
    return True


def get_chat_menu_button(world: World, call: Call) -> JSON:
    buttons = world.profile.menu_buttons
    chat_id = find_chat(world, call).id if call.has("chat_id") else 0
    return buttons.get(chat_id) or buttons.get(0) or {"type": "commands"}


def _command(raw: object) -> Command:
    if not isinstance(raw, dict):
        raise bad_request("expected an Array of BotCommand")
    name, description = str(raw.get("command", "")).removeprefix("/"), raw.get("description")
    if not COMMAND_NAME.fullmatch(name):
        raise bad_request("BOT_COMMAND_INVALID")
    if not isinstance(description, str) or not 1 <= units(description.strip()) <= 256:
        raise bad_request("BOT_COMMAND_DESCRIPTION_INVALID")
    return Command(name, description.strip())


def _scope(world: World, call: Call) -> CommandScope:
    raw = call.thing("scope") or {"type": "default"}
    kind = raw.get("type")
    if not isinstance(kind, str) or kind not in SCOPES:
        raise bad_request("can't parse BotCommandScope: unsupported type specified")
    ids = [raw.get(name) for name in SCOPES[kind]]
    numbers = [int(str(one)) if str(one).lstrip("-").isdigit() else 0 for one in ids]
    if numbers and numbers[0] not in world.chats:
        raise bad_request("chat not found")
    chat_id, user_id = (*numbers, 0, 0)[:2]
    return (kind, chat_id, user_id)


def _language(call: Call) -> str:
    code = call.text("language_code")
    if not LANGUAGE.fullmatch(code):
        raise bad_request("invalid language code specified")
    return code


def _describe(call: Call, kept: dict[str, str], field: str, longest: int) -> bool:
    text, code = call.text(field), _language(call)
    if units(text) > longest:
        raise bad_request(f"{field.replace('_', ' ')} is too long")
    if text:
        kept[code] = text
    else:
        kept.pop(code, None)
    return True


def _described(call: Call, kept: dict[str, str]) -> str:
    return kept.get(_language(call)) or kept.get("", "")
