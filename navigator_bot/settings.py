"""Settings, from the environment and from secret files; all that is wrong is said at once."""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import time
from difflib import get_close_matches
from pathlib import Path
from urllib.parse import urlsplit
from zoneinfo import ZoneInfo

from navigator_bot.errors import SettingsError
from navigator_bot.help_card import SHIPPED as SHIPPED_CARD
from navigator_bot.named_list import SAMPLE
from navigator_bot.rules.working_hours import WorkingHours
from navigator_bot.second_channel.setting_up import set_up
from navigator_bot.second_channel.ways import Way
from navigator_bot.setting_reader import SettingReader

KNOWN = frozenset(
    f"NAVIGATOR_{name}"
    for name in (
        "ALERT_SECRET",
        "ALERT_SECRET_FILE",
        "ALERT_URL",
        "API_URL",
        "CANARY",
        "DATABASE",
        "DIRECTORY",
        "ENROLMENT",
        "FONT",
        "HEALTH_HOST",
        "HEALTH_PORT",
        "HEARTBEAT_URL",
        "HEARTBEAT_URL_FILE",
        "HELP_CARD",
        "HELP_PAGE",
        "KEY_FILE",
        "MINIMUM_AGE",
        "NATION",
        "PLACES",
        "PUBLISH_HOST",
        "PUBLISH_PORT",
        "PUBLISH_URL",
        "READY_REPLIES",
        "RECEIVE",
        "ROTA",
        "SAFETY_RULES",
        "SERVICE_NAME",
        "SMTP_FROM",
        "SMTP_HOST",
        "SMTP_PASSWORD",
        "SMTP_PASSWORD_FILE",
        "SMTP_PORT",
        "SMTP_SECURITY",
        "SMTP_TO",
        "SMTP_USER",
        "TIMEZONE",
        "TOKEN",
        "TOKEN_FILE",
        "VOCABULARY",
        "WEBHOOK_HOST",
        "WEBHOOK_PORT",
        "WEBHOOK_SECRET",
        "WEBHOOK_SECRET_FILE",
        "WEBHOOK_URL",
        "WORKING_DAYS",
        "WORKING_HOURS",
    )
)
FOR_TESTS = "NAVIGATOR_TEST_"
"""How the names begin that only tests read."""

_DAYS = ("mon", "tue", "wed", "thu", "fri", "sat", "sun")


@dataclass(frozen=True)
class Webhook:
    url: str  # https, as Telegram reaches it
    secret: str
    host: str
    port: int

    @property
    def path(self) -> str:
        """Where updates arrive: the address's own path, which a proxy passes on as it is."""
        return urlsplit(self.url).path or "/"


@dataclass(frozen=True)
class Publishing:
    host: str
    port: int
    url: str  # as other software reaches it, without a slash at its end


@dataclass(frozen=True)
class Door:
    host: str
    port: int


@dataclass(frozen=True)
class Watching:
    """How the house is watched from outside, and tries itself out."""

    health: Door | None = None  # where a machine may ask for its health
    heartbeat_url: str = ""  # told every few minutes while all is well; a secret
    canary: tuple[frozenset[int], time] | None = None  # weekdays and wall time of test alerts


@dataclass(frozen=True)
class Settings:
    token: str
    database: str  # a path, or postgresql://…
    key_file: Path
    service_name: str
    hours: WorkingHours
    rota: Path | None
    outside: tuple[Way, ...]  # of alerting beside Telegram
    minimum_age: int
    is_open: bool  # anybody may start; otherwise only with an invitation
    directory: str  # a file, a folder, an https address, or SAMPLE
    vocabulary: Path | None  # topics of one's own, beside those that ship
    places: Path | None  # a table of postcodes, or a folder of such tables
    help_card: Path
    safety_rules: Path | None  # of one's own, beside those that ship
    ready_replies: Path | None  # of one's own, beside those that ship
    help_page: str  # an https address; empty for none
    font: Path | None
    api_url: str | None  # of a local Bot API server; None for Telegram's own
    webhook: Webhook | None  # None: long polling
    publishing: Publishing | None  # None: the directory is not on the web
    watching: Watching


def read_settings(
    environment: Mapping[str, str], *, with_token: bool = True, for_people: bool = False
) -> Settings:
    """Raises SettingsError that names every setting that is missing or malformed, and its fix.

    `for_people`: real ones are going to use it, so the invented town must have been asked for.
    """
    reader = _Reader(environment)
    if for_people and not environment.get("NAVIGATOR_DIRECTORY"):
        reader.problems.append(
            "NAVIGATOR_DIRECTORY is not set: name the file or the address of your local services "
            "there. To try "
            "the bot with an invented town: NAVIGATOR_DIRECTORY=sample"
        )
    reader.problems += _unknown(environment)
    settings = Settings(
        token=reader.secret("NAVIGATOR_TOKEN", "the bot's token from @BotFather", with_token),
        database=reader.text("NAVIGATOR_DATABASE", "data/navigator.db"),
        key_file=reader.path("NAVIGATOR_KEY_FILE", Path("data/navigator.keys")),
        service_name=reader.text("NAVIGATOR_SERVICE_NAME", "Peer Navigator"),
        hours=reader.hours(),
        rota=reader.optional_path("NAVIGATOR_ROTA"),
        outside=set_up(reader),
        minimum_age=reader.choice("NAVIGATOR_MINIMUM_AGE", {"18": 18, "16": 16}, "18"),
        is_open=reader.choice("NAVIGATOR_ENROLMENT", {"open": True, "invited": False}, "open"),
        directory=reader.text("NAVIGATOR_DIRECTORY", SAMPLE),
        vocabulary=reader.optional_path("NAVIGATOR_VOCABULARY"),
        places=reader.optional_path("NAVIGATOR_PLACES"),
        help_card=reader.path("NAVIGATOR_HELP_CARD", SHIPPED_CARD),
        safety_rules=reader.optional_path("NAVIGATOR_SAFETY_RULES"),
        ready_replies=reader.optional_path("NAVIGATOR_READY_REPLIES"),
        help_page=reader.https("NAVIGATOR_HELP_PAGE"),
        font=reader.optional_path("NAVIGATOR_FONT"),
        api_url=environment.get("NAVIGATOR_API_URL") or None,
        webhook=reader.webhook(),
        publishing=reader.publishing(),
        watching=reader.watching(),
    )
    if reader.problems:
        listed = "\n".join(f"  {problem}" for problem in reader.problems)
        raise SettingsError(f"These settings need a look:\n{listed}")
    return settings


def _unknown(environment: Mapping[str, str]) -> list[str]:
    """Names that look like ours and are none: a slip of the pen would else pass in silence."""
    names = [
        name
        for name in sorted(environment)
        if name.startswith("NAVIGATOR_") and name not in KNOWN and not name.startswith(FOR_TESTS)
    ]
    near = {name: get_close_matches(name, KNOWN, 1) for name in names}
    return [
        f"{name} is not a setting" + (f"; did you mean {near[name][0]}?" if near[name] else ".")
        for name in names
    ]


class _Reader(SettingReader):
    """The settings that are made of several."""

    def hours(self) -> WorkingHours:
        zone = self.parsed("NAVIGATOR_TIMEZONE", "Europe/London", ZoneInfo, "like Europe/London")
        days = self.parsed("NAVIGATOR_WORKING_DAYS", "mon-fri", _days, "like mon-fri or mon,wed")
        opens, closes = self.parsed(
            "NAVIGATOR_WORKING_HOURS", "09:00-17:00", _span, "like 09:00-17:00, opening first"
        )
        nations = {nation.lower(): nation for nation in ("ENG", "WLS", "SCT", "NIR")}
        nation = self.choice("NAVIGATOR_NATION", nations, "eng")
        return WorkingHours(days, opens, closes, nation, zone)

    def webhook(self) -> Webhook | None:
        if not self.choice("NAVIGATOR_RECEIVE", {"polling": False, "webhook": True}, "polling"):
            return None
        url = self.text("NAVIGATOR_WEBHOOK_URL", "")
        if not url.startswith("https://"):
            self.problems.append("NAVIGATOR_WEBHOOK_URL must be the https:// address of this bot.")
        secret = self.secret("NAVIGATOR_WEBHOOK_SECRET", "a long random word")
        if secret and not re.fullmatch(r"[A-Za-z0-9_-]{16,256}", secret):
            self.problems.append(
                "NAVIGATOR_WEBHOOK_SECRET must be 16 to 256 of A-Z a-z 0-9 _ and -."
            )
        host = self.text("NAVIGATOR_WEBHOOK_HOST", "127.0.0.1")
        return Webhook(url, secret, host, self.port("NAVIGATOR_WEBHOOK_PORT", 8080))

    def publishing(self) -> Publishing | None:
        host = self.text("NAVIGATOR_PUBLISH_HOST", "127.0.0.1")
        url = self.text("NAVIGATOR_PUBLISH_URL", "").rstrip("/")
        if url and not re.fullmatch(r"https?://[^\s/?#]+(/[^\s?#]*)?", url):
            self.problems.append(
                "NAVIGATOR_PUBLISH_URL must be an address like https://example.org/services."
            )
        if not self.text("NAVIGATOR_PUBLISH_PORT", ""):
            if url:
                self.problems.append(
                    "NAVIGATOR_PUBLISH_URL has no use without NAVIGATOR_PUBLISH_PORT: set both."
                )
            return None
        port = self.port("NAVIGATOR_PUBLISH_PORT", 8070)
        near = f"[{host}]" if ":" in host else host
        return Publishing(host, port, url or f"http://{near}:{port}")

    def watching(self) -> Watching:
        health = None
        if self.text("NAVIGATOR_HEALTH_PORT", ""):
            host = self.text("NAVIGATOR_HEALTH_HOST", "127.0.0.1")
            health = Door(host, self.port("NAVIGATOR_HEALTH_PORT", 8071))
        url = self.secret("NAVIGATOR_HEARTBEAT_URL", "an address", required=False)
        if url and not re.fullmatch(r"https://\S+|http://(127\.0\.0\.1|localhost)[:/]\S*", url):
            self.problems.append("NAVIGATOR_HEARTBEAT_URL must be an https:// address.")
        canary = None
        if self.text("NAVIGATOR_CANARY", ""):
            form = "like daily 10:00 or mon-fri 10:00"
            canary = self.parsed("NAVIGATOR_CANARY", "daily 10:00", _weekly_time, form)
        return Watching(health, url, canary)


def _days(text: str) -> frozenset[int]:
    days: set[int] = set()
    for part in text.lower().replace(" ", "").split(","):
        first, _, last = part.partition("-")
        start, end = _DAYS.index(first[:3]), _DAYS.index((last or first)[:3])
        days |= {(start + step) % 7 for step in range((end - start) % 7 + 1)}
    return frozenset(days)


def _span(text: str) -> tuple[time, time]:
    opens, _, closes = text.replace(" ", "").partition("-")
    start, end = time.fromisoformat(opens), time.fromisoformat(closes)
    if start >= end:
        raise ValueError("opens after it closes")
    return start, end


def _weekly_time(text: str) -> tuple[frozenset[int], time]:
    days, _, at = text.strip().rpartition(" ")
    return _days("mon-sun" if days.lower() == "daily" else days), time.fromisoformat(at)
