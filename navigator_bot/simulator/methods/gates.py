"""What nearly every method asks first: which chat, may the bot write there, which message."""

from __future__ import annotations

from navigator_bot.simulator.calls import Call
from navigator_bot.simulator.model import Chat, Message, Notice, Standing
from navigator_bot.simulator.refusals import bad_request, forbidden
from navigator_bot.simulator.world import World

MOST_AT_ONCE = 100


def find_chat(world: World, call: Call, name: str = "chat_id") -> Chat:
    """The chat, if the bot has ever been let into it. Raises Telegram's refusals."""
    given = call.text(name)
    if not given:
        raise bad_request(f"{name} is empty")
    try:
        chat = world.chats.get(int(given))
    except ValueError:
        chat = None
    if chat is None or (chat.standing is Standing.STRANGER and not chat.is_private):
        raise bad_request("chat not found")
    return chat


def chat_to_write_in(world: World, call: Call) -> Chat:
    """The chat, if the bot may write there now. Raises Telegram's refusals."""
    chat = find_chat(world, call)
    if chat.migrated_to:
        raise bad_request(
            "group chat was upgraded to a supergroup chat", migrate_to_chat_id=chat.migrated_to
        )
    if chat.bot_may_write:
        return chat
    if chat.is_private:
        if chat.standing is Standing.KICKED:
            raise forbidden("bot was blocked by the user")
        raise forbidden("bot can't initiate conversation with a user")
    if chat.standing is Standing.KICKED:
        raise forbidden(f"bot was kicked from the {chat.kind} chat")
    raise forbidden(f"bot is not a member of the {chat.kind} chat")


def find_message(
    chat: Chat, message_id: int, refusal: str, *, with_notices: bool = True
) -> Message:
    """A message that is still there; else the refusal, as a bad request."""
    message = chat.messages.get(message_id)
    if message is None or message.is_deleted:
        raise bad_request(refusal)
    if not with_notices and isinstance(message.attachment, Notice):
        raise bad_request(refusal)
    return message


def needs_administrator(chat: Chat, refusal: str) -> None:
    if not chat.is_private and chat.standing is not Standing.ADMINISTRATOR:
        raise bad_request(refusal)


def message_ids(call: Call) -> list[int]:
    """The `message_ids` of a request. Raises Telegram's refusals."""
    numbers = call.things("message_ids")
    if numbers is None:
        raise bad_request("message identifiers are not specified")
    if len(numbers) > MOST_AT_ONCE:
        raise bad_request("too many message identifiers specified")
    found = []
    for number in numbers:
        if not isinstance(number, int):
            raise bad_request("message identifier must be a Number")
        if number <= 0:
            raise bad_request("invalid message identifier specified")
        found.append(number)
    return found
