"""Bots that were written in other ways than ours live with the stand-in unchanged."""

from __future__ import annotations

import asyncio
import contextlib
from collections.abc import AsyncIterator, Awaitable, Callable

import aiohttp
import pytest
from aiohttp import web

from navigator_bot.simulator import Person, StandIn, TooManyRequests, World
from navigator_bot.simulator.person import SMALL_PICTURE
from tests.navigator_bot.simulator.other_bots import appointment_bot
from tests.navigator_bot.simulator.other_bots.plain_bot import PlainBot
from tests.navigator_bot.simulator.stage import TOKEN, Clock

SOON = 0.05  # seconds
Hears = Callable[[Person, str], Awaitable[None]]


@pytest.fixture
def hears(world: World) -> Hears:
    """Waits until the newest message from the bot says so."""

    async def hears(person: Person, text: str) -> None:
        await world.changed.until(
            lambda: person.chat.said_by_bot and person.hears.text == text, within=10
        )

    return hears


@pytest.fixture
async def appointments(
    stand_in: StandIn, monkeypatch: pytest.MonkeyPatch
) -> AsyncIterator[dict[str, object]]:
    """The bot's own memory, while it polls."""
    monkeypatch.setenv("PTB_TIMEDELTA", "true")
    application = appointment_bot.build(TOKEN, stand_in.base_url, remind_after=SOON)
    assert application.updater is not None
    async with application:
        await application.start()
        await application.updater.start_polling()
        yield application.bot_data
        await application.updater.stop()
        await application.stop()


library_style = pytest.mark.filterwarnings("ignore:If 'per_message=False'")


@library_style
@pytest.mark.usefixtures("appointments")
async def test_an_application_books_an_appointment_and_reminds_of_it(
    world: World, amina: Person, hears: Hears
) -> None:
    amina.says("/book")
    await hears(amina, "Which day suits you?")
    question = amina.hears
    amina.presses("Tuesday")
    await hears(amina, "Tuesday. What is it about?")
    amina.says("my sleep")
    await hears(amina, "You have an appointment: Tuesday.")

    said = [message.text for message in amina.chat.said_by_bot]
    assert said[1:] == ["Booked: Tuesday, my sleep.", "You have an appointment: Tuesday."]
    assert question.labels == []
    assert world.queries.unanswered() == []


@library_style
@pytest.mark.usefixtures("appointments")
async def test_an_application_drops_a_conversation_and_knows_nobody_elses(
    world: World, amina: Person, hears: Hears
) -> None:
    bo = world.person("Bo")
    amina.says("/book")
    await hears(amina, "Which day suits you?")
    bo.says("/book")
    await hears(bo, "Which day suits you?")
    amina.says("/cancel")
    await hears(amina, "Nothing was booked.")

    bo.presses("Thursday")

    await hears(bo, "Thursday. What is it about?")


@library_style
async def test_an_application_learns_from_its_reminder_that_somebody_blocked_it(
    amina: Person, hears: Hears, appointments: dict[str, asyncio.Queue[int]]
) -> None:
    amina.says("/book")
    await hears(amina, "Which day suits you?")
    amina.presses("Tuesday")
    await hears(amina, "Tuesday. What is it about?")
    amina.says("my sleep")
    await hears(amina, "Booked: Tuesday, my sleep.")
    amina.blocks()

    assert await asyncio.wait_for(appointments["gone"].get(), 10) == amina.id
    assert amina.hears.text == "Booked: Tuesday, my sleep."


@library_style
@pytest.mark.usefixtures("appointments")
async def test_an_application_waits_as_long_as_it_is_told(
    world: World, stand_in: StandIn, amina: Person, hears: Hears
) -> None:
    amina.says("/book")
    await hears(amina, "Which day suits you?")
    amina.presses("Tuesday")
    await hears(amina, "Tuesday. What is it about?")
    amina.says("my sleep")
    await hears(amina, "Booked: Tuesday, my sleep.")
    world.faults.next("sendMessage", TooManyRequests(1))
    began = asyncio.get_running_loop().time()

    await hears(amina, "You have an appointment: Tuesday.")

    assert asyncio.get_running_loop().time() - began >= 1
    assert [call.method for call in stand_in.calls].count("sendMessage") == 4


@pytest.fixture
def pauses() -> list[float]:
    """How long the plain bot was told to wait, in seconds."""
    return []


@pytest.fixture
def plain_bot(
    stand_in: StandIn, client: aiohttp.ClientSession, clock: Clock, pauses: list[float]
) -> PlainBot:
    """Its waiting winds the clock."""

    async def pause(seconds: float) -> None:
        pauses.append(seconds)
        clock.wind(seconds=seconds)

    return PlainBot(client, stand_in.address, TOKEN, pause)


@pytest.fixture
async def polling(plain_bot: PlainBot) -> AsyncIterator[PlainBot]:
    running = asyncio.create_task(plain_bot.run())
    yield plain_bot
    running.cancel()
    with contextlib.suppress(asyncio.CancelledError):
        await running


@pytest.fixture
async def hooked(plain_bot: PlainBot) -> AsyncIterator[PlainBot]:
    app = web.Application()
    app.router.add_post("/hook", plain_bot.hook)
    runner = web.AppRunner(app)
    await runner.setup()
    await web.TCPSite(runner, "127.0.0.1", 0).start()
    address = f"http://127.0.0.1:{runner.addresses[0][1]}/hook"
    await plain_bot.call("setWebhook", url=address, secret_token="s3cret")
    yield plain_bot
    await runner.cleanup()


@pytest.fixture(params=["polling", "hooked"])
def plain(request: pytest.FixtureRequest) -> PlainBot:
    """Hears in both ways, one after the other."""
    bot: PlainBot = request.getfixturevalue(request.param)
    return bot


@pytest.mark.usefixtures("plain")
async def test_plain_calls_fetch_a_picture_send_it_back_and_edit_what_they_asked(
    amina: Person, hears: Hears
) -> None:
    amina.says("/start")
    await hears(amina, "Send me a picture.")
    amina.sends_photo()
    await hears(amina, "Keep it?")
    _, framed, question = amina.chat.said_by_bot
    amina.presses("Yes")
    await hears(amina, "Kept.")

    assert (framed.picture, framed.text) == (SMALL_PICTURE, "*Framed*.")
    assert question.reply_to is framed
    assert question.labels == []
    assert amina.toasts == ["Thank you"]


@pytest.mark.usefixtures("polling")
async def test_plain_calls_wait_as_long_as_they_are_told(
    world: World, amina: Person, hears: Hears, pauses: list[float]
) -> None:
    world.flood.is_enforced = True
    amina.says("/count 5")
    await hears(amina, "5")

    assert [message.text for message in amina.chat.said_by_bot] == ["1", "2", "3", "4", "5"]
    assert pauses == [3]


async def test_plain_calls_forget_whoever_blocked_them(
    world: World, amina: Person, hears: Hears, polling: PlainBot
) -> None:
    bo, cy = world.person("Bo"), world.person("Cy")
    for person in (amina, bo, cy):
        person.says("/start")
        await hears(person, "Send me a picture.")
    bo.blocks()

    amina.says("/tell Welcome")

    await hears(cy, "Welcome")
    assert polling.known == {amina.id, cy.id}
    assert bo.hears.text == "Send me a picture."
