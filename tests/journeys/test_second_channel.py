"""When chat goes unanswered: e-mail to a real mail server, and a call to a real web address."""

from __future__ import annotations

import asyncio
import email
import hmac
import json
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from dataclasses import dataclass, field
from email.message import Message
from pathlib import Path
from typing import Any

import pytest
from aiohttp import web

from navigator_bot.second_channel.ways import signature
from navigator_bot.simulator import Person
from tests.journeys.stage import MONDAY, Journey
from tests.journeys.stage import journey as beginning

SECRET = "a-long-random-word"
WORDS = "the letter from the landlord"


@dataclass
class MailServer:
    """Speaks as much SMTP as a mail needs (RFC 5321); refuses all while `is_full`."""

    port: int = 0
    mails: list[Message] = field(default_factory=list)
    is_full: bool = False

    async def serve(self, reader: asyncio.StreamReader, writer: asyncio.StreamWriter) -> None:
        writer.write(b"220 here\r\n")
        while line := await reader.readline():
            verb = line[:4].upper().strip()
            if verb == b"DATA":
                writer.write(b"354 go on\r\n")
                body = (await reader.readuntil(b"\r\n.\r\n"))[:-5]
                self.mails.append(email.message_from_bytes(body))
            if verb == b"QUIT":
                writer.write(b"221 bye\r\n")
                break
            is_refused = self.is_full and verb == b"RCPT"
            writer.write(b"452 full\r\n" if is_refused else b"250 ok\r\n")
        writer.close()


@dataclass
class Address:
    """Answers what it is set to, and keeps what it was sent."""

    port: int = 0
    status: int = 200
    calls: list[tuple[dict[str, str], bytes]] = field(default_factory=list)

    async def take(self, request: web.Request) -> web.Response:
        self.calls.append((dict(request.headers), await request.read()))
        return web.Response(status=self.status)


@asynccontextmanager
async def mail_server() -> AsyncIterator[MailServer]:
    made = MailServer()
    server = await asyncio.start_server(made.serve, "127.0.0.1", 0)
    made.port = server.sockets[0].getsockname()[1]
    async with server:
        yield made


@asynccontextmanager
async def address() -> AsyncIterator[Address]:
    made = Address()
    app = web.Application()
    app.router.add_post("/alerts", made.take)
    runner = web.AppRunner(app)
    await runner.setup()
    site = web.TCPSite(runner, "127.0.0.1", 0)
    await site.start()
    made.port = runner.addresses[0][1]
    try:
        yield made
    finally:
        await runner.cleanup()


@asynccontextmanager
async def alarmed(folder: Path, mail: MailServer, hook: Address) -> AsyncIterator[Journey]:
    environment = {
        "NAVIGATOR_SMTP_HOST": "127.0.0.1",
        "NAVIGATOR_SMTP_PORT": str(mail.port),
        "NAVIGATOR_SMTP_SECURITY": "none",
        "NAVIGATOR_SMTP_FROM": "bot@navigators.example",
        "NAVIGATOR_SMTP_TO": "duty@navigators.example, lead@navigators.example",
        "NAVIGATOR_ALERT_URL": f"http://127.0.0.1:{hook.port}/alerts",
        "NAVIGATOR_ALERT_SECRET": SECRET,
    }
    async with beginning(folder, MONDAY, environment) as journey:
        yield journey


@pytest.fixture
async def outside(tmp_path: Path) -> AsyncIterator[tuple[Journey, MailServer, Address]]:
    async with mail_server() as mail, address() as hook, alarmed(tmp_path, mail, hook) as journey:
        yield journey, mail, hook


Outside = tuple[Journey, MailServer, Address]


async def waiting(journey: Journey) -> Person:
    """A lead, and somebody who waits in vain. There is no admin, so that rung is passed over."""
    jo = await journey.staff("Jo", "lead")
    amina = await journey.welcomed("Amina")
    await journey.asks_for_human(amina, WORDS)
    journey.reads(amina)
    return jo


async def test_what_nobody_takes_goes_out_by_both_ways_without_a_name_or_a_word(
    outside: Outside,
) -> None:
    journey, mail, hook = outside
    jo = await waiting(journey)
    await journey.wind(hours=2, minutes=55)
    assert not mail.mails

    await journey.wind(minutes=10)

    (letter,) = mail.mails
    assert letter["Subject"] == "Peer Navigator: case 1 is waiting"
    assert letter["To"] == "duty@navigators.example, lead@navigators.example"
    (call,) = hook.calls
    told: dict[str, Any] = json.loads(call[1])
    assert (told["case"], told["urgency"]) == (1, "routine")
    assert told["answer_by"].startswith("2026-03-02T13:0")
    for text in (letter.as_string(), call[1].decode()):
        assert not any(words in text for words in ("Amina", WORDS, "landlord"))
    statuses = await journey.rows("SELECT status FROM outside_alerts")
    assert [row["status"] for row in statuses] == ["sent", "sent"]
    journey.reads(jo)


async def test_a_call_is_signed_with_its_time(outside: Outside) -> None:
    journey, _, hook = outside
    jo = await waiting(journey)

    await journey.wind(hours=3, minutes=35)

    ((headers, body),) = hook.calls
    time = headers["X-Navigator-Timestamp"]
    assert abs(int(time) - journey.now().timestamp()) < 3600
    expected = f"sha256={signature(SECRET, time, body)}"
    assert hmac.compare_digest(headers["X-Navigator-Signature"], expected)
    assert signature(SECRET, time, body + b" ") != signature(SECRET, time, body)
    journey.reads(jo)


async def test_what_is_refused_is_tried_again_said_and_sent_when_it_can_be(
    outside: Outside,
) -> None:
    journey, mail, hook = outside
    mail.is_full, hook.status = True, 503
    jo = await waiting(journey)
    await journey.wind(hours=3)
    assert not mail.mails

    await journey.wind(minutes=9)
    heard = journey.reads(jo)
    assert heard.text.count("could not go out by email so far") == 1
    assert heard.text.count("could not go out by webhook so far") == 1
    tries = len(hook.calls)
    assert tries == 4, "after one minute, two, four"
    mail.is_full, hook.status = False, 200
    await journey.wind(minutes=10)

    assert len(mail.mails) == 1
    assert len(hook.calls) == tries + 1
    assert len({json.loads(body)["id"] for _, body in hook.calls}) == 1
    rows = await journey.rows("SELECT status, tries FROM outside_alerts")
    assert [(row["status"], row["tries"]) for row in rows] == [("sent", 5)] * 2


async def test_a_finding_that_nobody_mends_goes_out_once_by_both_ways(outside: Outside) -> None:
    journey, mail, hook = outside
    jo = await journey.staff("Jo", "lead")
    await set_aside(journey)
    await minutes_pass(journey, 15)
    assert not mail.mails

    await minutes_pass(journey, 20)

    (letter,) = mail.mails
    assert letter["Subject"] == "Peer Navigator: the bot needs a look"
    (call,) = hook.calls
    told: dict[str, Any] = json.loads(call[1])
    assert (told["finding"], told["case"], told["urgency"]) == ("set_aside", None, None)
    assert "told your leads in Telegram" in told["text"]
    assert "could not be handled" in journey.reads(jo).one().text
    await journey.rows("DELETE FROM inbox WHERE id = 'e'")


async def test_what_was_found_and_is_gone_goes_out_no_more(outside: Outside) -> None:
    journey, mail, hook = outside
    mail.is_full, hook.status = True, 500
    jo = await journey.staff("Jo", "lead")
    await set_aside(journey)
    await minutes_pass(journey, 18)
    tries = len(hook.calls)
    await journey.rows("DELETE FROM inbox WHERE id = 'e'")
    mail.is_full, hook.status = False, 200

    await minutes_pass(journey, 10)

    assert tries
    assert len(hook.calls) == tries
    assert not mail.mails
    rows = await journey.rows("SELECT status, reason FROM outside_alerts")
    assert {(row["status"], row["reason"]) for row in rows} == {("dropped", "no longer wanted")}
    journey.reads(jo)


async def set_aside(journey: Journey) -> None:
    """An event that could not be handled long ago."""
    await journey.rows(
        "INSERT INTO inbox (id, key, chat, lane, at, status, done_at)"
        " VALUES ('e', 'k', 5, 1, 0, 'dead', 0)"
    )


async def minutes_pass(journey: Journey, minutes: int) -> None:
    """With a look of the auditor's in each."""
    for _ in range(minutes):
        await journey.house.auditor.look()
        await journey.wind(minutes=1)


async def test_what_somebody_takes_meanwhile_goes_out_no_more(outside: Outside) -> None:
    journey, mail, hook = outside
    mail.is_full, hook.status = True, 500
    jo = await waiting(journey)
    await journey.wind(hours=3, minutes=31)
    alert = next(m for m in reversed(jo.sees) if "Case 1 is still waiting" in m.text)
    await journey.takes(jo, alert)
    mail.is_full, tries = False, len(hook.calls)

    await journey.wind(hours=1)

    assert not mail.mails
    assert len(hook.calls) == tries
    rows = await journey.rows("SELECT status, reason FROM outside_alerts")
    assert {(row["status"], row["reason"]) for row in rows} == {("dropped", "no longer wanted")}
    for each in journey.everybody:
        journey.reads(each)
