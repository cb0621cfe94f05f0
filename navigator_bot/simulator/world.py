"""The stand-in's world: who is in it, what was said, and what the bot has yet to hear."""

from __future__ import annotations

import itertools
from collections.abc import Callable, Iterable
from datetime import datetime

from navigator_bot.simulator.changes import Changes
from navigator_bot.simulator.faults import Faults
from navigator_bot.simulator.files import Files
from navigator_bot.simulator.flood import Flood
from navigator_bot.simulator.group import Group
from navigator_bot.simulator.model import (
    JSON,
    Attachment,
    Chat,
    Formatted,
    InlineKeyboard,
    Message,
    Notice,
    Standing,
    User,
)
from navigator_bot.simulator.person import Person
from navigator_bot.simulator.profile import Profile
from navigator_bot.simulator.queries import Queries
from navigator_bot.simulator.rendering import chat_json, member_json, message_json, user_json
from navigator_bot.simulator.updates import Updates

BOT_ID = 7_000_000_001


class World:
    """One bot and everybody around it, by one clock.

    `now` gives aware UTC. `reads_groups` turns the bot's privacy mode off: by default, as in
    Telegram, it hears in groups only commands, replies to itself and notices. Each chat keeps
    its newest `keep_messages`.
    """

    def __init__(
        self,
        now: Callable[[], datetime],
        *,
        bot_name: str = "Peer Navigator",
        bot_username: str = "peer_navigator_bot",
        reads_groups: bool = False,
        enforce_flood: bool = False,
        keep_messages: int = 1000,
    ) -> None:
        self.now = now
        self.bot = User(BOT_ID, bot_name, username=bot_username, language="", is_bot=True)
        self.reads_groups = reads_groups
        self.keep_messages = keep_messages
        self.changed = Changes()
        self.updates = Updates(now)
        self.faults = Faults()
        self.files = Files()
        self.flood = Flood(now, enforce_flood)
        self.queries = Queries(now)
        self.profile = Profile()
        self.chats: dict[int, Chat] = {}
        self.people: dict[int, Person] = {}
        self._person_ids = itertools.count(500_001)
        self._group_ids = itertools.count(4_000_001)
        self._message_ids = itertools.count(1)

    def person(
        self, name: str, *, last_name: str = "", username: str = "", language: str = "en"
    ) -> Person:
        """Somebody new, who has not yet met the bot."""
        user = User(next(self._person_ids), name, last_name, username, language)
        chat = Chat(user.id, "private", user.name, user)
        self.chats[chat.id] = chat
        person = self.people[user.id] = Person(self, user, chat)
        self.changed.happened()
        return person

    def group(
        self, title: str, members: Iterable[Person] = (), *, is_supergroup: bool = False
    ) -> Group:
        """A new group, without the bot until `adds_bot`; its first member is its owner."""
        chat = self.new_group_chat(title, is_supergroup)
        chat.members = {member.id: member.user for member in members}
        chat.administrators = set(list(chat.members)[:1])
        self.changed.happened()
        return Group(self, chat)

    def new_group_chat(self, title: str, is_supergroup: bool) -> Chat:
        number = next(self._group_ids)
        chat_id = -1_000_000_000_000 - number if is_supergroup else -number
        chat = Chat(chat_id, "supergroup" if is_supergroup else "group", title)
        self.chats[chat_id] = chat
        return chat

    def post(
        self,
        chat: Chat,
        sender: User,
        words: Formatted,
        attachment: Attachment | None = None,
        *,
        buttons: InlineKeyboard = (),
        reply_to: Message | None = None,
        topic: int = 0,
    ) -> Message:
        """Puts a message into a chat; what a person says also goes to the bot, if it may hear."""
        message = Message(
            chat,
            self._next_message_id(chat),
            sender,
            self.now(),
            words,
            attachment,
            buttons,
            reply_to,
            topic,
        )
        chat.messages[message.message_id] = message
        if len(chat.messages) > self.keep_messages:
            self._forget_oldest(chat)
        if not sender.is_bot and self._is_heard(message):
            self.updates.add("message", message_json(message))
        self.changed.happened()
        return message

    def edited(self, message: Message) -> None:
        """A person changed their message: the bot hears of it, if it may hear."""
        message.edited_at = self.now()
        self.redrawn(message)
        if self._is_heard(message):
            self.updates.add("edited_message", message_json(message))

    def redrawn(self, message: Message) -> None:
        """A client shows the message otherwise than before, or no longer."""
        message.revision += 1
        self.changed.happened()

    def bot_stands(self, chat: Chat, standing: Standing, by: User) -> None:
        """Changes where the bot stands in a chat, and tells it."""
        before, chat.standing = chat.standing, standing
        self.updates.add(
            "my_chat_member",
            {
                "chat": chat_json(chat),
                "from": user_json(by),
                "date": int(self.now().timestamp()),
                "old_chat_member": member_json(self.bot, before),
                "new_chat_member": member_json(self.bot, standing),
            },
        )
        self.changed.happened()

    def notice(self, chat: Chat, by: User, name: str, value: object) -> Message:
        """A service message, such as somebody joining."""
        return self.post(chat, by, Formatted(), Notice(name, value))

    def clear(self) -> None:
        """An empty world, as new; only ids, the bot's profile and the webhook go on."""
        self.chats.clear()
        self.people.clear()
        for part in (self.updates, self.faults, self.files, self.flood, self.queries):
            part.clear()
        self.changed.happened()

    def callback(self, by: User, message: Message, data: str) -> str:
        """Tells the bot of a pressed button; returns the query's id."""
        query = self.queries.ask(by, message)
        body: JSON = message_json(message)
        if message.is_deleted:
            about = {"chat": chat_json(message.chat), "message_id": message.message_id}
            body = {**about, "date": 0}
        self.updates.add(
            "callback_query",
            {
                "id": query.id,
                "from": user_json(by),
                "message": body,
                "chat_instance": str(message.chat.id),
                "data": data,
            },
        )
        self.changed.happened()
        return query.id

    def _next_message_id(self, chat: Chat) -> int:
        if chat.kind == "supergroup":
            chat.last_message_id += 1
            return chat.last_message_id
        return next(self._message_ids)

    def _forget_oldest(self, chat: Chat) -> None:
        oldest = chat.messages.pop(next(iter(chat.messages)))
        oldest.reply_to = None

    def _is_heard(self, message: Message) -> bool:
        chat = message.chat
        if chat.is_private:
            return chat.standing is Standing.MEMBER
        if not chat.bot_may_write:
            return False
        if self.reads_groups or chat.standing is Standing.ADMINISTRATOR:
            return True
        if isinstance(message.attachment, Notice):
            return True
        answers_bot = message.reply_to is not None and message.reply_to.sender.is_bot
        return answers_bot or self._is_command_for_bot(message.text)

    def _is_command_for_bot(self, text: str) -> bool:
        if not text.startswith("/"):
            return False
        _, at, name = text.split(maxsplit=1)[0].partition("@")
        return not at or name.lower() == self.bot.username.lower()
