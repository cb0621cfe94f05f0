"""The hands of a group: what happens to it, and who comes and goes."""

from __future__ import annotations

from typing import TYPE_CHECKING

from navigator_bot.simulator.errors import CannotDo
from navigator_bot.simulator.model import Chat, Message, Standing, Topic, User
from navigator_bot.simulator.rendering import user_json

if TYPE_CHECKING:
    from navigator_bot.simulator.person import Person
    from navigator_bot.simulator.world import World


class Group:
    """A group chat. After `migrates`, `chat` is the new supergroup."""

    def __init__(self, world: World, chat: Chat) -> None:
        self.world = world
        self.chat = chat

    @property
    def id(self) -> int:
        return self.chat.id

    @property
    def sees(self) -> list[Message]:
        """What its members' clients show, oldest first."""
        return self.chat.visible

    @property
    def owner(self) -> User:
        for user_id in self.chat.administrators:
            return self.chat.members[user_id]
        raise CannotDo(f"The group {self.chat.title!r} has no members.")

    def adds_bot(self, by: Person | None = None, *, as_administrator: bool = False) -> None:
        """The bot joins, added by a member (the owner unless named)."""
        user = by.user if by else self.owner
        standing = Standing.ADMINISTRATOR if as_administrator else Standing.MEMBER
        self.world.bot_stands(self.chat, standing, user)
        self.world.notice(self.chat, user, "new_chat_members", [user_json(self.world.bot)])

    def removes_bot(self, by: Person | None = None) -> None:
        self.world.bot_stands(self.chat, Standing.KICKED, by.user if by else self.owner)

    def adds(self, person: Person) -> None:
        """They join by themselves. Raises `CannotDo` when they are banned."""
        before = self.chat.standing_of(person.user)
        if before is Standing.KICKED:
            raise CannotDo(f"{person.user.name} is banned from {self.chat.title!r}.")
        self.chat.members[person.id] = person.user
        self.world.member_stands(self.chat, person.user, before, person.user)
        joined = [user_json(person.user)]
        self.world.notice(self.chat, person.user, "new_chat_members", joined)

    def removes(self, person: Person) -> None:
        if person.id not in self.chat.members:
            raise CannotDo(f"{person.user.name} is not in the group {self.chat.title!r}.")
        before = self.chat.standing_of(person.user)
        del self.chat.members[person.id]
        self.chat.administrators.discard(person.id)
        self.world.member_stands(self.chat, person.user, before, person.user)
        self.world.notice(self.chat, person.user, "left_chat_member", user_json(person.user))

    def promotes(self, person: Person) -> None:
        self.chat.administrators.add(person.id)

    def opens_topic(self, name: str) -> int:
        """A new forum topic; returns its message_thread_id."""
        if self.chat.kind != "supergroup":
            raise CannotDo("Only a supergroup has topics.")
        self.chat.is_forum = True
        return self.world.open_topic(self.chat, self.owner, Topic(0, name)).thread_id

    def closes_topic(self, thread_id: int) -> None:
        """Only administrators, and whoever made it, may write there from now on."""
        topic = self.chat.topic(thread_id)
        if topic is None:
            raise CannotDo(f"There is no topic {thread_id} in {self.chat.title!r}.")
        topic.is_closed = True
        self.world.notice(self.chat, self.owner, "forum_topic_closed", {}, thread_id)

    def deletes_topic(self, thread_id: int) -> None:
        """With all that was said in it. The bot is not told."""
        if thread_id not in self.chat.topics:
            raise CannotDo(f"There is no topic {thread_id} in {self.chat.title!r}.")
        self.world.drop_topic(self.chat, thread_id)

    def migrates(self) -> Chat:
        """The group becomes a supergroup with another id; the old id is of no more use."""
        old = self.chat
        if old.kind != "group":
            raise CannotDo("Only a basic group can become a supergroup.")
        new = self.world.new_group_chat(old.title, is_supergroup=True)
        new.members, new.administrators = old.members, old.administrators
        new.standing = old.standing
        self.world.notice(old, self.owner, "migrate_to_chat_id", new.id)
        old.migrated_to = new.id
        self.chat = new
        self.world.notice(new, self.owner, "migrate_from_chat_id", old.id)
        return new
