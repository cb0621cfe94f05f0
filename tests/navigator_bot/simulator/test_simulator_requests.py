"""Every request is checked against a description of the Bot API, when one is given."""

from __future__ import annotations

import json
from pathlib import Path

import aiohttp
import pytest

from navigator_bot.simulator import StandIn, World
from navigator_bot.simulator.calls import Call, Upload
from navigator_bot.simulator.description import Description
from navigator_bot.simulator.model import JSON
from tests.navigator_bot.simulator.requests import typed
from tests.navigator_bot.simulator.stage import TOKEN

PICTURE = {"picture": Upload("a.png", b"x")}


def described(name: str, *types: str, needed: bool = False, words: str = "Something") -> JSON:
    return {"name": name, "types": list(types), "required": needed, "description": words}


MADE_UP: JSON = {
    "methods": {
        "sendCard": {
            "fields": [
                described("chat_id", "Integer", "String", needed=True),
                described("title", "String", words="Its title, 1-5 characters"),
                described("words", "String", words="1-5 characters after entities parsing"),
                described("parse_mode", "String"),
                described("is_quiet", "Boolean"),
                described("weight", "Float"),
                described("copies", "Integer"),
                described("picture", "InputFile", "String"),
                described("stamp", "InputFile"),
                described("shape", "Shape"),
                described("rows", "Array of Array of Key"),
                described("marks", "Array of Shape", "Array of Key"),
            ]
        }
    },
    "types": {
        "InputFile": {},
        "Key": {
            "description": ["For simple ones, String can be used instead of this object."],
            "fields": [described("data", "String", needed=True, words="Data, 1-4 bytes")],
        },
        "Shape": {"subtypes": ["Round", "Square"]},
        "Round": {
            "fields": [
                described("type", "String", needed=True, words="Its type, must be round"),
                described("across", "Float", needed=True),
            ]
        },
        "Square": {
            "fields": [
                described("type", "String", needed=True, words='Its type, always "square"'),
                described("media", "String", words="Pass an id, or attach://<name>"),
            ]
        },
    },
}


@pytest.fixture
def made_up(tmp_path: Path) -> Description:
    file = tmp_path / "api.json"
    file.write_text(json.dumps(MADE_UP), encoding="utf-8")
    return Description.read(file)


RIGHT: list[JSON] = [
    {"title": "Cards", "is_quiet": False, "weight": 2, "copies": 3},
    {"title": None, "no_such_field": None, "weight": 2.5},
    {"words": "<b>long</b>", "parse_mode": "HTML"},
    {"picture": "an-id", "stamp": "attach://picture"},
    {"shape": {"type": "round", "across": 1}},
    {"shape": {"type": "square", "media": "attach://picture"}},
    {"rows": [[{"data": "yes"}, "no"], []]},
    {"marks": [{"type": "square"}, {"data": "x"}]},
]


@pytest.mark.parametrize("given", RIGHT)
def test_a_right_request_has_no_faults(made_up: Description, given: JSON) -> None:
    names_upload = "attach://" in json.dumps(given)

    call = typed("SENDCARD", {"chat_id": "@here", **given}, PICTURE if names_upload else {})

    assert made_up.faults(call) == []


WRONG: list[tuple[JSON, str]] = [
    ({"chat_id": None}, "chat_id is missing"),
    ({"chat_id": True}, "chat_id must be Integer or String, not Boolean"),
    ({"colour": "red"}, "there is no field colour"),
    ({"I feel sad": ""}, "there is no field (not a name)"),
    ({"title": ""}, "title must have 1 to 5 characters, not 0"),
    ({"title": "longer"}, "title must have 1 to 5 characters, not 6"),
    ({"words": "longer"}, "words must have 1 to 5 characters, not 6"),
    ({"words": "", "parse_mode": "HTML"}, "words must have 1 to 5 characters, not 0"),
    ({"is_quiet": "true"}, "is_quiet must be Boolean, not String"),
    ({"weight": "2"}, "weight must be Float, not String"),
    ({"copies": "2"}, "copies must be Integer, not String"),
    ({"copies": 2.5}, "copies must be Integer, not Float"),
    ({"stamp": "an-id"}, "stamp must be InputFile, not String"),
    ({"picture": "attach://lost"}, "picture names an upload that is not in the request"),
    ({"shape": '{"type": "square"}'}, "shape must be Shape, not String"),
    ({"shape": {"type": "oval"}}, "shape is no known kind of Shape"),
    ({"shape": {"type": "round"}}, "shape.across is missing"),
    ({"shape": {"across": 2}}, "shape.type is missing"),
    ({"shape": {"type": "square", "across": 2}}, "there is no field shape.across"),
    ({"rows": [["yes", {"data": "né né"}]]}, "rows[0][1].data must have 1 to 4 bytes, not 7"),
    ({"rows": [["yes", 7]]}, "rows[0][1] must be Key, not Integer"),
    ({"rows": ["yes"]}, "rows[0] must be Array of Key, not String"),
    ({"rows": [[{"data": ["x"]}]]}, "rows[0][0].data must be String, not Array"),
]


@pytest.mark.parametrize(("given", "fault"), WRONG)
def test_one_fault_is_found_and_named_without_its_value(
    made_up: Description, given: JSON, fault: str
) -> None:
    call = typed("sendCard", {"chat_id": 7, **given})

    assert made_up.faults(call) == [f"sendCard: {fault}"]


def test_an_unknown_method_is_a_fault(made_up: Description) -> None:
    assert made_up.faults(Call("sendTelepathy", {})) == ["sendTelepathy: there is no such method"]


def test_a_form_carries_everything_as_text(made_up: Description) -> None:
    given = {
        "chat_id": "7",
        "is_quiet": "True",
        "weight": "2.5",
        "copies": "-3",
        "title": "12",
        "shape": '{"type": "round", "across": 1}',
        "rows": '[["yes"]]',
    }

    assert made_up.faults(Call("sendCard", given)) == []


@pytest.mark.parametrize(
    ("given", "fault"),
    [
        ({"is_quiet": "quite"}, "is_quiet must be Boolean, not String"),
        ({"copies": "many"}, "copies must be Integer, not String"),
        ({"weight": ""}, "weight must be Float, not String"),
        ({"shape": "{"}, "shape must be Shape, not String"),
        ({"shape": "[]"}, "shape must be Shape, not Array"),
        ({"shape": '{"type": "round", "across": "1"}'}, "shape.across must be Float, not String"),
    ],
)
def test_a_form_can_be_wrong_too(made_up: Description, given: JSON, fault: str) -> None:
    assert made_up.faults(Call("sendCard", {"chat_id": "7", **given})) == [f"sendCard: {fault}"]


def test_an_upload_belongs_to_a_field(made_up: Description) -> None:
    own_name = Call("sendCard", {"chat_id": "7"}, PICTURE)
    lost = Call("sendCard", {"chat_id": "7"}, {"attached": Upload("a.png", b"x")})
    as_text = Call("sendCard", {"chat_id": "7"}, {"title": Upload("a.txt", b"x")})

    assert made_up.faults(own_name) == []
    assert made_up.faults(lost) == ["sendCard: the upload attached belongs to no field"]
    assert made_up.faults(as_text) == ["sendCard: the upload title belongs to no field"]


@pytest.mark.parametrize("content", ["", "[]", '{"methods": {}}', '{"methods": [], "types": {}}'])
def test_a_file_that_is_no_description_is_refused(tmp_path: Path, content: str) -> None:
    file = tmp_path / "api.json"
    file.write_text(content, encoding="utf-8")

    with pytest.raises(ValueError, match="no description of the Bot API"):
        Description.read(file)


@pytest.mark.wrong_requests
async def test_the_stand_in_notes_the_faults_of_each_request_and_still_answers(
    world: World, client: aiohttp.ClientSession, made_up: Description
) -> None:
    async with StandIn(world, TOKEN, description=made_up) as stand_in:
        address = f"{stand_in.base_url}{TOKEN}"
        async with client.post(f"{address}/getMe", json={}) as answer:
            answered = await answer.json()
        for _ in range(60):
            given = {"title": "my secret", "secret": "mine"}
            async with client.post(f"{address}/sendCard", json=given) as answer:
                assert answer.status == 404

    assert answered["ok"] is True
    assert stand_in.faults_found[:4] == [
        "getMe: there is no such method",
        "sendCard: there is no field secret",
        "sendCard: chat_id is missing",
        "sendCard: title must have 1 to 5 characters, not 9",
    ]
    assert len(stand_in.faults_found) == 100
