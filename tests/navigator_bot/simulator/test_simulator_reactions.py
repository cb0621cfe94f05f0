"""Reactions: the bot's own, and people's."""

from __future__ import annotations

import pytest

from navigator_bot.simulator import CannotDo, Person, World
from navigator_bot.simulator.model import JSON
from tests.navigator_bot.simulator.stage import Ask

HEART: JSON = {"type": "emoji", "emoji": "❤️"}
THUMB: JSON = {"type": "emoji", "emoji": "👍"}


async def reactions(ask: Ask, *kinds: str) -> list[JSON]:
    """Asks for these kinds from now on, and gives those that were waiting."""
    updates = (await ask("getUpdates", allowed_updates=list(kinds)))["result"]
    assert isinstance(updates, list)
    return [one["message_reaction"] for one in updates if "message_reaction" in one]


async def test_the_bot_chooses_a_reaction_and_takes_it_back(
    ask: Ask, amina: Person, world: World
) -> None:
    said = amina.says("I went for a walk")
    about = {"chat_id": amina.id, "message_id": said.message_id}

    await ask("setMessageReaction", **about, reaction=[HEART])
    chosen = dict(said.reactions)
    await ask("setMessageReaction", **about, reaction=[])

    assert chosen == {world.bot.id: "❤"}
    assert said.reactions == {}


@pytest.mark.wrong_requests
@pytest.mark.parametrize(
    ("reaction", "why"),
    [
        ([{"type": "emoji", "emoji": "🪴"}], "REACTION_INVALID"),
        ([{"type": "custom_emoji", "custom_emoji_id": "1"}], "REACTION_INVALID"),
        ([HEART, THUMB], "REACTIONS_TOO_MANY"),
        ([{"type": "wave"}], "invalid reaction type specified"),
    ],
)
async def test_a_reaction_is_one_of_telegrams_and_alone(
    ask: Ask, amina: Person, reaction: list[JSON], why: str
) -> None:
    about = {"chat_id": amina.id, "message_id": amina.sees[0].message_id}

    refused = await ask("setMessageReaction", **about, reaction=reaction)

    assert refused["description"] == f"Bad Request: {why}"


async def test_nothing_is_no_message_to_react_to(ask: Ask, amina: Person) -> None:
    refused = await ask("setMessageReaction", chat_id=amina.id, message_id=99, reaction=[THUMB])

    assert refused["description"] == "Bad Request: message to react not found"


async def test_a_persons_reaction_is_told_only_when_asked_for(ask: Ask, amina: Person) -> None:
    await ask("sendMessage", chat_id=amina.id, text="Well done.")
    amina.reacts(amina.hears)
    unasked = await reactions(ask, "message", "message_reaction")
    amina.reacts(amina.hears, "🔥")
    amina.reacts(amina.hears, "")

    changed, taken_back = await reactions(ask, "message_reaction")

    assert unasked == []
    assert (changed["old_reaction"], changed["new_reaction"]) == (
        [THUMB],
        [{"type": "emoji", "emoji": "🔥"}],
    )
    assert taken_back["new_reaction"] == []
    assert taken_back["user"]["id"] == amina.id  # type: ignore[index]


@pytest.mark.parametrize("is_administrator", [True, False])
async def test_in_a_group_only_an_administrator_hears_of_reactions(
    ask: Ask, world: World, amina: Person, is_administrator: bool
) -> None:
    team = world.group("Team", [amina])
    team.adds_bot(as_administrator=is_administrator)
    await reactions(ask, "message_reaction")
    await ask("sendMessage", chat_id=team.id, text="Case 12")

    amina.reacts(team.chat.said_by_bot[-1])

    assert len(await reactions(ask, "message_reaction")) == is_administrator


async def test_nobody_reacts_to_what_is_gone(ask: Ask, amina: Person) -> None:
    said = amina.says("x")
    await ask("deleteMessage", chat_id=amina.id, message_id=said.message_id)

    with pytest.raises(CannotDo, match="takes no reaction"):
        amina.reacts(said)
