"""What Telegram's refusals mean for a message."""

from __future__ import annotations

import traceback

import pytest
from aiohttp import web
from telegram.error import TelegramError

from navigator_bot.errors import SendError
from navigator_bot.messages import Edit, Message, Text
from navigator_bot.simulator import (
    Dropped,
    Person,
    ServerError,
    StandIn,
    TimedOut,
    TooManyRequests,
    World,
)
from navigator_bot.telegram.bot import PlainBot, make_bot
from navigator_bot.telegram.send_errors import send_error
from navigator_bot.telegram.sending import Telephone
from tests.navigator_bot.telegram.stage import ME, TOKEN, server


async def refusal(telephone: Telephone, chat: int, message: Message, **about: int) -> SendError:
    with pytest.raises(SendError) as caught:
        await telephone.send(chat, message, target_message=about.get("target_message"))
    return caught.value


async def test_an_edit_of_what_is_gone_can_never_be(telephone: Telephone, amina: Person) -> None:
    error = await refusal(telephone, amina.id, Edit("row", "Later"), target_message=999)

    assert error.permanent
    assert not error.unreachable


async def test_an_edit_of_what_was_never_sent_can_never_be(
    telephone: Telephone, stand_in: StandIn, amina: Person
) -> None:
    before = len(stand_in.calls)

    assert (await refusal(telephone, amina.id, Edit("row", "Later"))).permanent
    added = Edit("row", addition="More")
    assert (await refusal(telephone, amina.id, added, target_message=5)).permanent
    assert len(stand_in.calls) == before


async def test_a_person_who_blocked_the_bot_is_unreachable(
    telephone: Telephone, amina: Person
) -> None:
    amina.blocks()

    error = await refusal(telephone, amina.id, Text("Hello"))

    assert (error.permanent, error.unreachable, error.unsure) == (True, True, False)


async def test_a_chat_that_never_was_is_unreachable(telephone: Telephone) -> None:
    error = await refusal(telephone, 99, Text("Hello"))

    assert (error.permanent, error.unreachable) == (True, True)


async def test_a_malformed_text_can_never_be_sent_and_is_not_quoted(
    telephone: Telephone, amina: Person
) -> None:
    error = await refusal(telephone, amina.id, Text("<secret>word</secret>"))

    assert (error.permanent, error.unreachable) == (True, False)
    told = "".join(traceback.format_exception(error))
    assert "can't parse entities" in error.reason.lower()
    assert "secret" not in told
    assert error.__context__ is None


async def test_a_group_that_moved_says_where_to(
    telephone: Telephone, world: World, amina: Person
) -> None:
    group = world.group("Team", [amina])
    group.adds_bot()
    old = group.id
    group.migrates()

    error = await refusal(telephone, old, Text("Case 12 is waiting"))

    assert (error.moved_to, error.permanent) == (group.id, False)


@pytest.mark.parametrize("way", ["deletes_topic", "closes_topic"])
async def test_a_topic_that_is_gone_is_named(
    telephone: Telephone, world: World, amina: Person, way: str
) -> None:
    group = world.group("Team", [amina], is_supergroup=True)
    group.adds_bot()
    topic = group.opens_topic("Cases")
    getattr(group, way)(topic)

    with pytest.raises(SendError) as refused:
        await telephone.send(group.id, Text("Case 12 is waiting"), topic=topic)

    error = refused.value
    assert (error.lost_topic, error.permanent, error.unreachable) == (topic, False, False)


async def test_too_many_requests_names_the_wait(
    telephone: Telephone, world: World, amina: Person
) -> None:
    world.faults.next("sendMessage", TooManyRequests(23))

    error = await refusal(telephone, amina.id, Text("Hello"))

    assert (error.retry_after, error.permanent, error.unsure) == (23.0, False, False)


async def test_a_send_that_timed_out_may_have_arrived(
    stand_in: StandIn, world: World, amina: Person
) -> None:
    world.faults.next("sendMessage", TimedOut(delivered=True))

    async with make_bot(TOKEN, stand_in.base_url, read_timeout=0.05) as bot:
        error = await refusal(Telephone(bot), amina.id, Text("Hello"))

    assert (error.unsure, error.permanent) == (True, False)
    assert amina.hears.text == "Hello"


async def test_a_connection_that_dropped_may_have_carried_it(
    telephone: Telephone, world: World, amina: Person
) -> None:
    world.faults.next("sendMessage", Dropped(delivered=True))

    error = await refusal(telephone, amina.id, Text("Hello"))

    assert (error.unsure, error.permanent) == (True, False)


async def test_an_outage_that_answers_is_sure(
    telephone: Telephone, world: World, amina: Person
) -> None:
    world.faults.next("sendMessage", ServerError(500), ServerError(502))

    for _ in range(2):
        error = await refusal(telephone, amina.id, Text("Hello"))
        assert (error.unsure, error.permanent) == (False, False)


async def test_a_server_that_is_not_there_got_nothing(bot: PlainBot, stand_in: StandIn) -> None:
    await stand_in.stop()

    error = await refusal(Telephone(bot), 1, Text("Hello"))
    again = await refusal(Telephone(bot), 1, Text("Hello"))

    assert not error.permanent
    assert (again.unsure, again.permanent) == (False, False)


async def test_a_token_taken_back_closes_no_message_for_good(
    telephone: Telephone, stand_in: StandIn, amina: Person
) -> None:
    stand_in.token = "7000000001:another"

    error = await refusal(telephone, amina.id, Text("Hello"))

    assert (error.permanent, error.unsure) == (False, False)


@pytest.mark.parametrize("answer", ["true", "{}", "[]", "null", '{"message_id": null}'])
async def test_an_answer_without_an_id_leaves_it_unsure(answer: str) -> None:
    async def handler(request: web.Request) -> web.Response:
        if request.path.endswith("/getMe"):
            return web.json_response({"ok": True, "result": ME})
        return web.Response(text=f'{{"ok": true, "result": {answer}}}')

    async with server(handler) as base_url, make_bot(TOKEN, base_url) as bot:
        error = await refusal(Telephone(bot), 1, Text("Hello"))

    assert (error.unsure, error.permanent) == (True, False)


def every_kind(of: type[TelegramError]) -> list[type[TelegramError]]:
    return [of, *(each for kind in of.__subclasses__() for each in every_kind(kind))]


@pytest.mark.parametrize("kind", every_kind(TelegramError), ids=lambda kind: kind.__name__)
def test_every_error_of_the_library_has_a_meaning(kind: type[TelegramError]) -> None:
    made: TelegramError = kind(7) if kind.__name__ in ("ChatMigrated", "RetryAfter") else kind("x")  # type: ignore[arg-type]

    error = send_error(made)

    assert error.reason
    assert not (error.permanent and error.unsure)


def test_a_quote_that_itself_holds_quotes_is_cut_out_whole() -> None:
    error = send_error(TelegramError('Unsupported start tag "a" and "secret" at 5'))

    assert error.reason == 'TelegramError: Unsupported start tag "…" at 5'
