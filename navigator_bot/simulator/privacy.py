"""What of a chat a bot is told: Telegram's privacy mode, which its owner may turn off."""

from __future__ import annotations

from navigator_bot.simulator.model import Message, Notice, Standing, User


def is_heard(bot: User, message: Message, *, reads_groups: bool) -> bool:
    """`reads_groups` where privacy mode is off."""
    chat = message.chat
    if chat.is_private:
        return chat.standing is Standing.MEMBER
    if not chat.bot_may_write:
        return False
    if reads_groups or chat.standing is Standing.ADMINISTRATOR:
        return True
    if isinstance(message.attachment, Notice):
        return True
    answers_bot = message.reply_to is not None and message.reply_to.sender.is_bot
    return answers_bot or _is_command_for(bot, message.text)


def _is_command_for(bot: User, text: str) -> bool:
    if not text.startswith("/"):
        return False
    _, at, name = text.split(maxsplit=1)[0].partition("@")
    return not at or name.lower() == bot.username.lower()
