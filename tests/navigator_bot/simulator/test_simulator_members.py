"""Who is in a group, who was sent away, and what a group says of itself."""

from __future__ import annotations

import pytest

from navigator_bot.simulator import CannotDo, Group, Person, World
from navigator_bot.simulator.model import JSON
from tests.navigator_bot.simulator.stage import Ask


@pytest.fixture
def ros(world: World) -> Person:
    return world.person("Ros")


@pytest.fixture
def dele(world: World) -> Person:
    return world.person("Dele")


@pytest.fixture
def team(world: World, ros: Person, dele: Person) -> Group:
    """A supergroup of which Ros is the owner and the bot an administrator."""
    team = world.group("Team", [ros, dele], is_supergroup=True)
    team.adds_bot(as_administrator=True)
    world.updates.drop()
    return team


def why(answer: JSON) -> str:
    return str(answer["description"]).removeprefix("Bad Request: ")


async def test_somebody_banned_is_out_until_they_are_let_in(
    ask: Ask, team: Group, dele: Person
) -> None:
    about = {"chat_id": team.id, "user_id": dele.id}
    await ask("banChatMember", **about)
    banned = (await ask("getChatMember", **about))["result"]

    with pytest.raises(CannotDo, match="Dele is not in the group"):
        dele.says("hello", team)
    with pytest.raises(CannotDo, match="Dele is banned"):
        team.adds(dele)
    await ask("unbanChatMember", **about)
    team.adds(dele)

    assert banned["status"] == "kicked"  # type: ignore[index]
    assert dele.says("hello", team) in team.sees


async def test_owners_and_strangers_are_not_banned(
    ask: Ask, team: Group, ros: Person, dele: Person
) -> None:
    team.promotes(dele)

    owner = await ask("banChatMember", chat_id=team.id, user_id=ros.id)
    administrator = await ask("banChatMember", chat_id=team.id, user_id=dele.id)
    stranger = await ask("banChatMember", chat_id=team.id, user_id=1)

    assert why(owner) == "can't remove chat owner"
    assert why(administrator) == "user is an administrator of the chat"
    assert why(stranger) == "user not found"


async def test_comings_and_goings_are_told_to_an_administrator_who_asks(
    ask: Ask, team: Group, dele: Person, world: World
) -> None:
    team.removes(dele)
    await ask("getUpdates", allowed_updates=["chat_member"], offset=-1)
    world.updates.drop()
    team.adds(dele)
    await ask("banChatMember", chat_id=team.id, user_id=dele.id)

    changes = [one["chat_member"] for one in (await ask("getUpdates"))["result"]]  # type: ignore[attr-defined]

    stood = [
        (one["old_chat_member"]["status"], one["new_chat_member"]["status"]) for one in changes
    ]
    assert stood == [("left", "member"), ("member", "kicked")]


async def test_a_group_gets_a_title_a_description_and_a_link(ask: Ask, team: Group) -> None:
    await ask("setChatTitle", chat_id=team.id, title="The team")
    await ask("setChatDescription", chat_id=team.id, description="Who we are")
    same = await ask("setChatDescription", chat_id=team.id, description="Who we are")
    first = await ask("exportChatInviteLink", chat_id=team.id)
    second = await ask("exportChatInviteLink", chat_id=team.id)
    chat = (await ask("getChat", chat_id=team.id))["result"]

    assert why(same) == "chat description is not modified"
    assert first["result"] != second["result"]
    shown = [chat[name] for name in ("title", "description", "invite_link")]  # type: ignore[index]
    assert shown == ["The team", "Who we are", second["result"]]


@pytest.mark.parametrize(
    ("method", "given", "expected"),
    [
        ("setChatTitle", {"title": "x"}, "not enough rights to change chat title"),
        ("setChatDescription", {}, "not enough rights to set chat description"),
        ("exportChatInviteLink", {}, "not enough rights to manage chat invite link"),
        (
            "banChatMember",
            {"user_id": 500_002},
            "not enough rights to restrict/unrestrict chat member",
        ),
    ],
)
async def test_a_member_changes_nothing_about_a_group(
    ask: Ask, world: World, ros: Person, method: str, given: JSON, expected: str
) -> None:
    team = world.group("Team", [ros])
    team.adds_bot()

    assert why(await ask(method, chat_id=team.id, **given)) == expected


async def test_nobody_has_a_picture(ask: Ask, amina: Person) -> None:
    answer = await ask("getUserProfilePhotos", user_id=amina.id)

    assert answer["result"] == {"total_count": 0, "photos": []}
