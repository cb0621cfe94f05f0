"""The bot's own reactions to messages."""

from __future__ import annotations

from navigator_bot.simulator.calls import Call
from navigator_bot.simulator.methods.gates import chat_to_write_in, find_message
from navigator_bot.simulator.model import Notice
from navigator_bot.simulator.refusals import bad_request
from navigator_bot.simulator.world import World

# https://core.telegram.org/bots/api#reactiontypeemoji
_LISTED = """
❤ 👍 👎 🔥 🥰 👏 😁 🤔 🤯 😱 🤬 😢 🎉 🤩 🤮
💩 🙏 👌 🕊 🤡 🥱 🥴 😍 🐳 ❤‍🔥 🌚 🌭 💯 🤣 ⚡
🍌 🏆 💔 🤨 😐 🍓 🍾 💋 🖕 😈 😴 😭 🤓 👻 👨‍💻
👀 🎃 🙈 😇 😨 🤝 ✍ 🤗 🫡 🎅 🎄 ☃ 💅 🤪 🗿
🆒 💘 🙉 🦄 😘 💊 🙊 😎 👾 🤷‍♂ 🤷 🤷‍♀ 😡
"""
EMOJI = frozenset(_LISTED.split())
LOOKS_LIKE_EMOJI = "\ufe0f"


def set_message_reaction(world: World, call: Call) -> bool:
    """One reaction or none: bots are not Premium."""
    chat = chat_to_write_in(world, call)
    message = find_message(chat, call.integer("message_id"), "message to react not found")
    chosen = [_emoji(one) for one in call.things("reaction") or []]
    if isinstance(message.attachment, Notice):
        raise bad_request("REACTION_INVALID")
    if len(chosen) > 1:
        raise bad_request("REACTIONS_TOO_MANY")
    world.reacted(world.bot, message, chosen[0] if chosen else "")
    return True


def _emoji(raw: object) -> str:
    if not isinstance(raw, dict):
        raise bad_request("can't parse reaction types JSON object")
    if raw.get("type") not in ("emoji", "custom_emoji", "paid"):
        raise bad_request("invalid reaction type specified")
    emoji = str(raw.get("emoji", "")).replace(LOOKS_LIKE_EMOJI, "")
    if raw["type"] != "emoji" or emoji not in EMOJI:
        raise bad_request("REACTION_INVALID")
    return emoji
