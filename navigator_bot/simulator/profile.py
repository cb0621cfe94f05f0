"""What the bot has told Telegram about itself: commands, descriptions, menu button, webhook."""

from __future__ import annotations

from dataclasses import dataclass, field
from datetime import datetime


@dataclass(frozen=True, slots=True)
class Command:
    name: str  # without the slash
    description: str


@dataclass(slots=True)
class Webhook:
    """Where updates are pushed to; no `url`, no webhook."""

    url: str = ""
    secret: str = field(default="", repr=False)
    max_connections: int = 40
    last_error_at: datetime | None = None
    last_error: str = ""


CommandScope = tuple[str, int, int]  # kind, chat id, user id; 0 where the kind has none


@dataclass(slots=True)
class Profile:
    """By language code, "" for everybody else."""

    commands: dict[tuple[CommandScope, str], list[Command]] = field(default_factory=dict)
    descriptions: dict[str, str] = field(default_factory=dict)
    short_descriptions: dict[str, str] = field(default_factory=dict)
    names: dict[str, str] = field(default_factory=dict)
    menu_buttons: dict[int, dict[str, object]] = field(default_factory=dict)  # 0: the default
    webhook: Webhook = field(default_factory=Webhook)

    def commands_for(self, chat_id: int, user_id: int, language: str) -> list[Command]:
        """What a client offers: the narrowest scope that has commands, own language first."""
        kind = "all_private_chats" if chat_id > 0 else "all_group_chats"
        scopes: list[CommandScope] = [("chat", chat_id, 0), (kind, 0, 0), ("default", 0, 0)]
        if chat_id < 0:
            scopes.insert(0, ("chat_member", chat_id, user_id))
        for scope in scopes:
            for code in (language, ""):
                if found := self.commands.get((scope, code)):
                    return found
        return []

    def description_for(self, language: str) -> str:
        """What an empty chat with the bot shows."""
        return self.descriptions.get(language) or self.descriptions.get("", "")
