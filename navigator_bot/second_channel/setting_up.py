"""The settings of the second channel."""

from __future__ import annotations

import re

from navigator_bot.second_channel.ways import Email, Hook, Way
from navigator_bot.setting_reader import SettingReader

_AT_HOME = ("localhost", "127.0.0.1", "[::1]", "::1")
_ADDRESS = re.compile(r"[^@\s,<>]+@[^@\s,<>]+")
_SECURITY = {each: each for each in ("starttls", "tls", "none")}


def set_up(reader: SettingReader) -> tuple[Way, ...]:
    """Each way that is named; what is wrong with one is left in `reader.problems`."""
    return tuple(way for way in (_email(reader), _hook(reader)) if way is not None)


def _email(reader: SettingReader) -> Email | None:
    host = reader.text("NAVIGATOR_SMTP_HOST", "")
    to = tuple(each.strip() for each in reader.text("NAVIGATOR_SMTP_TO", "").split(",") if each)
    sender = reader.text("NAVIGATOR_SMTP_FROM", "")
    port = reader.port("NAVIGATOR_SMTP_PORT", 587)
    security = reader.choice("NAVIGATOR_SMTP_SECURITY", _SECURITY, "starttls")
    user = reader.text("NAVIGATOR_SMTP_USER", "")
    password = reader.secret("NAVIGATOR_SMTP_PASSWORD", "the mail user's password", bool(user))
    if not host:
        if to:
            reader.problems.append("NAVIGATOR_SMTP_TO has no use without NAVIGATOR_SMTP_HOST.")
        return None
    if not to or not all(_ADDRESS.fullmatch(each) for each in (*to, sender)):
        reader.problems.append(
            "NAVIGATOR_SMTP_FROM must be one e-mail address, and NAVIGATOR_SMTP_TO one or several, "
            "apart by commas."
        )
    if security == "none" and user and host not in _AT_HOME:
        reader.problems.append(
            "NAVIGATOR_SMTP_SECURITY is none, so the password would go out for all to read: "
            "use starttls or tls."
        )
    return Email(host, port, security, user, password, sender, to)


def _hook(reader: SettingReader) -> Hook | None:
    url = reader.text("NAVIGATOR_ALERT_URL", "")
    secret = reader.secret("NAVIGATOR_ALERT_SECRET", "a long random word", bool(url))
    if not url:
        return None
    if not re.match(rf"https://|http://({'|'.join(map(re.escape, _AT_HOME))})[:/]", url):
        reader.problems.append("NAVIGATOR_ALERT_URL must be an https:// address.")
    if secret and len(secret) < 16:
        reader.problems.append("NAVIGATOR_ALERT_SECRET must have at least 16 letters or digits.")
    return Hook(url, secret)
