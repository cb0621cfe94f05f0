"""The stand-in's world: who is in it, what was said, and what the bot has yet to hear."""

from __future__ import annotations

import itertools
from collections.abc import Callable, Iterable
from datetime import datetime

from navigator_bot.simulator.changes import Changes
from navigator_bot.simulator.errors import CannotDo
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
    Topic,
    User,
)
from navigator_bot.simulator.person import Person
from navigator_bot.simulator.privacy import is_heard
from navigator_bot.simulator.profile import Profile
from navigator_bot.simulator.queries import Queries
from navigator_bot.simulator.rendering import (
    chat_json,
    member_json,
    message_json,
    reaction_json,
    topic_json,
    user_json,
)
from navigator_bot.simulator.updates import Updates

BOT_ID = 7_000_000_001


class World:
    """One bot and everybody around it, by one clock.

    `now` gives aware UTC. `reads_groups` turns the bot's privacy mode off: by default, as in
    Telegram, it hears in groups only commands, replies to itself and notices. `has_topics` lets
    private chats be cut into topics, as a bot's owner may; `users_make_topics` is only told. Each
    chat keeps its newest `keep_messages`.
    """

    def __init__(
        self,
        now: Callable[[], datetime],
        *,
        bot_name: str = "Peer Navigator",
        bot_username: str = "peer_navigator_bot",
        reads_groups: bool = False,
        has_topics: bool = False,
        users_make_topics: bool = False,
        enforce_flood: bool = False,
        keep_messages: int = 1000,
    ) -> None:
        self.now = now
        self.bot = User(BOT_ID, bot_name, username=bot_username, language="", is_bot=True)
        self.reads_groups = reads_groups
        self.has_topics = has_topics
        self.users_make_topics = users_make_topics
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
        self._albums = itertools.count(1)
        self._links = itertools.count(1)

    def person(
        self, name: str, *, last_name: str = "", username: str = "", language: str = "en"
    ) -> Person:
        """Somebody new, who has not yet met the bot."""
        user = User(next(self._person_ids), name, last_name, username, language)
        chat = Chat(user.id, "private", user.name, user, is_forum=self.has_topics)
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
        """Puts a message into a chat; what a person says also goes to the bot, if it may hear.

        Raises `CannotDo` for a person's message in a topic that is closed to them.
        """
        if not sender.is_bot and not self.may_post(chat, sender, topic):
            raise CannotDo(f"Topic {topic} of {chat.title!r} is closed.")
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
        self._deliver(message)
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
        self.updates.add("my_chat_member", self._change(chat, by, self.bot, before, standing))
        self.changed.happened()

    def member_stands(self, chat: Chat, user: User, before: Standing, by: User) -> None:
        """Tells the bot of a member who came, went or was banned, if it may know of members."""
        if chat.standing is Standing.ADMINISTRATOR:
            now = chat.standing_of(user)
            self.updates.add("chat_member", self._change(chat, by, user, before, now))
        self.changed.happened()

    def reacted(self, by: User, message: Message, emoji: str) -> None:
        """Somebody chose the reaction of a message, or took it back with ""; the bot may hear."""
        chat, before = message.chat, message.reactions.pop(by.id, "")
        if emoji:
            message.reactions[by.id] = emoji
        self.redrawn(message)
        if not by.is_bot and (chat.is_private or chat.standing is Standing.ADMINISTRATOR):
            about = {"chat": chat_json(chat), "message_id": message.message_id}
            self.updates.add(
                "message_reaction",
                {
                    **about,
                    "user": user_json(by),
                    "date": int(self.now().timestamp()),
                    "old_reaction": reaction_json(before),
                    "new_reaction": reaction_json(emoji),
                },
            )

    def may_post(self, chat: Chat, sender: User, thread_id: int) -> bool:
        """A closed topic takes words only from administrators and from whoever made it."""
        topic = chat.topic(thread_id)
        if topic is None or not topic.is_closed:
            return True
        if sender.is_bot and chat.standing is Standing.ADMINISTRATOR:
            return True
        return sender.id == topic.made_by or sender.id in chat.administrators

    def open_topic(self, chat: Chat, by: User, topic: Topic) -> Topic:
        """The number of a topic is that of the service message with which it begins."""
        topic.made_by, topic.thread_id = by.id, self._next_message_id(chat)
        chat.topics[topic.thread_id] = topic
        created = Notice("forum_topic_created", topic_json(topic))
        message = Message(
            chat, topic.thread_id, by, self.now(), attachment=created, topic=topic.thread_id
        )
        self._deliver(message)
        return topic

    def drop_topic(self, chat: Chat, thread_id: int) -> None:
        """With all that was said in it. Nobody is told."""
        del chat.topics[thread_id]
        for message in chat.visible:
            if message.topic == thread_id:
                message.is_deleted = True
                self.redrawn(message)

    def notice(self, chat: Chat, by: User, name: str, value: object, topic: int = 0) -> Message:
        """A service message, such as somebody joining."""
        return self.post(chat, by, Formatted(), Notice(name, value), topic=topic)

    def new_album(self) -> str:
        """A media_group_id."""
        return f"{next(self._albums):017}"

    def new_invite_link(self) -> str:
        return f"https://t.me/+standin{next(self._links):09}"

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

    def _deliver(self, message: Message) -> None:
        chat = message.chat
        chat.messages[message.message_id] = message
        if len(chat.messages) > self.keep_messages:
            self._forget_oldest(chat)
        # Of what a bot does itself, Telegram tells it the service messages alone.
        is_told = not message.sender.is_bot or isinstance(message.attachment, Notice)
        if is_told and self._is_heard(message):
            self.updates.add("message", message_json(message))
        self.changed.happened()

    def _change(self, chat: Chat, by: User, of: User, before: Standing, now: Standing) -> JSON:
        """A ChatMemberUpdated."""
        return {
            "chat": chat_json(chat),
            "from": user_json(by),
            "date": int(self.now().timestamp()),
            "old_chat_member": member_json(of, before),
            "new_chat_member": member_json(of, now),
        }

    def _next_message_id(self, chat: Chat) -> int:
        if chat.kind == "supergroup":
            chat.last_message_id += 1
            return chat.last_message_id
        return next(self._message_ids)

    def _forget_oldest(self, chat: Chat) -> None:
        oldest = chat.messages.pop(next(iter(chat.messages)))
        oldest.reply_to = None

    def _is_heard(self, message: Message) -> bool:
        return is_heard(self.bot, message, reads_groups=self.reads_groups)
