"""The ways out of the house beside Telegram: a mail server, and a web address that is called."""

from __future__ import annotations

import asyncio
import hashlib
import hmac
import json
import smtplib
import ssl
from dataclasses import dataclass
from datetime import datetime
from email.message import EmailMessage
from typing import Protocol

import aiohttp

from navigator_bot.errors import SendError

LONGEST = 30.0  # seconds that the other side may take


@dataclass(frozen=True)
class Alert:
    """Nothing in it tells who asked, or what they said."""

    id: str  # the same when it is sent again
    case: int | None  # its number
    urgency: str | None
    answer_by: datetime | None
    finding: str | None  # the kind of what the auditor found; None where a case waits
    subject: str
    text: str


class Way(Protocol):
    name: str

    async def send(self, alert: Alert, now: datetime) -> None:
        """Returns once the other side has taken it. Raises SendError."""
        ...


@dataclass(frozen=True)
class Email:
    host: str
    port: int
    security: str  # starttls, tls, or none
    user: str
    password: str
    sender: str
    to: tuple[str, ...]
    name = "email"

    async def send(self, alert: Alert, now: datetime) -> None:
        message = EmailMessage()
        message["Subject"], message["From"] = alert.subject, self.sender
        message["To"] = ", ".join(self.to)
        message["Date"] = now
        message["Message-ID"] = f"<{alert.id}@{self.sender.rpartition('@')[2]}>"
        message.set_content(alert.text)
        try:
            await asyncio.to_thread(self._hand_over, message)
        except (OSError, smtplib.SMTPException) as broken:
            raise SendError(type(broken).__name__, permanent=False) from None

    def _hand_over(self, message: EmailMessage) -> None:
        """In a thread of its own: the library waits for the other side."""
        with self._connected() as server:
            if self.security == "starttls":
                server.starttls(context=ssl.create_default_context())
            if self.user:
                server.login(self.user, self.password)
            refused = server.send_message(message)
            if refused:
                raise smtplib.SMTPRecipientsRefused(refused)

    def _connected(self) -> smtplib.SMTP:
        if self.security == "tls":
            context = ssl.create_default_context()
            return smtplib.SMTP_SSL(self.host, self.port, timeout=LONGEST, context=context)
        return smtplib.SMTP(self.host, self.port, timeout=LONGEST)


@dataclass(frozen=True)
class Hook:
    """A web address. What is signed is the time, a full stop, and the body as it is sent."""

    url: str
    secret: str
    name = "webhook"

    async def send(self, alert: Alert, now: datetime) -> None:
        body = _body(alert)
        time = str(int(now.timestamp()))
        headers = {
            "Content-Type": "application/json",
            "X-Navigator-Timestamp": time,
            "X-Navigator-Signature": f"sha256={signature(self.secret, time, body)}",
        }
        try:
            timeout = aiohttp.ClientTimeout(total=LONGEST)
            async with (
                aiohttp.ClientSession(timeout=timeout) as session,
                session.post(self.url, data=body, headers=headers, allow_redirects=False) as answer,
            ):
                if not 200 <= answer.status < 300:
                    raise SendError(f"status {answer.status}", permanent=False)
        except (OSError, TimeoutError, aiohttp.ClientError) as broken:
            raise SendError(type(broken).__name__, permanent=False) from None


def signature(secret: str, time: str, body: bytes) -> str:
    """HMAC-SHA256, in hex."""
    return hmac.new(secret.encode(), time.encode() + b"." + body, hashlib.sha256).hexdigest()


def _body(alert: Alert) -> bytes:
    by = None if alert.answer_by is None else alert.answer_by.isoformat()
    told = {
        "id": alert.id,
        "case": alert.case,
        "urgency": alert.urgency,
        "answer_by": by,
        "finding": alert.finding,
        "text": alert.text,
    }
    return json.dumps(told).encode()
