"""The rehearsal page shows the chats and does what people do, for its own visitors alone."""

from __future__ import annotations

import re
from html.parser import HTMLParser

import pytest

from navigator_bot.simulator.diagram import in_words, lay_out
from navigator_bot.simulator.model import JSON
from navigator_bot.simulator.page import FILES, environment
from navigator_bot.simulator.rehearsal import Standing, Step
from tests.navigator_bot.simulator.page.visiting import AT, OURS, Visitor
from tests.navigator_bot.simulator.play import TEMPLATES, Play
from tests.navigator_bot.simulator.stage import Ask


def blank(words: str) -> str:
    """The same slots, and no words."""
    return " ".join(re.findall(r"%\(\w+\)s", words))


class Words(HTMLParser):
    """What is read of a page, or read out."""

    def __init__(self) -> None:
        super().__init__()
        self.found: list[str] = []

    def handle_data(self, data: str) -> None:
        self.found.append(data)

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        spoken = ("aria-label", "alt", "placeholder", "title")
        self.found += [value or "" for name, value in attrs if name in spoken]


async def test_the_page_and_all_it_names_are_served_from_here(visitor: Visitor) -> None:
    async with visitor.client.get(f"{visitor.address}/") as answer:
        page = await answer.text()
        policy = answer.headers["Content-Security-Policy"]
    for name in FILES:
        async with visitor.client.get(f"{visitor.address}/{name}") as answer:
            assert answer.status == 200

    assert "Market &lt;Square&gt;" in page
    assert "Cymraeg" in page
    assert "default-src 'none'" in policy
    assert "unsafe" not in policy
    assert "://" not in page


def test_every_word_of_the_page_can_be_translated() -> None:
    """With all that is translated taken away, no letter is left."""
    pages = environment(TEMPLATES)
    taken = {"gettext": blank, "ngettext": lambda one, many, number: blank(one)}
    pages.install_gettext_callables(**taken, newstyle=True)  # type: ignore[attr-defined]
    nothing = Standing("", "", "", ("", ""), (("[*]", "[*]", ""),))
    step = Step(1, AT, "", "", "", "", ("", ""), ("sent", "sent"))

    shown = Words()
    shown.feed(pages.get_template("rehearsal.html").render(places=[], languages={"": ""}, zone=""))
    shown.feed(pages.get_template("road.html").render(steps=[step]))
    for standing in (nothing, None):
        inside = {"leads": in_words(nothing.arrows), "diagram": lay_out(nothing.arrows, "")}
        template = pages.get_template("standing.html")
        shown.feed(template.render(who="", standing=standing, **inside))
    for to in ("hour", "day", "week", "next", "again"):
        shown.feed(pages.get_template("wound.txt").render(to=to, came={"": 1}, moved=True))

    assert not [words for words in shown.found if any(map(str.isalpha, words))]


async def test_a_person_starts_types_and_presses(visitor: Visitor, play: Play, ask: Ask) -> None:
    await visitor.does("amina", "start")
    await visitor.does("amina", "say", text="hello")
    play.says(play.amina, "Well?", "Yes")
    number = play.amina.hears.message_id

    status = await visitor.does("amina", "press", text="yes", message=number)

    assert status == 204
    assert [message.text for message in play.amina.sees] == ["/start", "hello", "Well?"]
    updates = (await ask("getUpdates"))["result"]
    assert updates[-1]["callback_query"]["data"] == "yes"  # type: ignore[index]


async def test_what_is_done_is_told_as_the_lines_of_a_story(visitor: Visitor, play: Play) -> None:
    await visitor.does("amina", "start")
    await visitor.does("amina", "say", text="helo")
    [said] = [each for each in play.amina.sees if each.text == "helo"]
    await visitor.does("amina", "edit", text="hello", message=said.message_id)
    await visitor.does("amina", "language", text="cy")
    await visitor.does("amina", "block")
    await visitor.does("amina", "unblock")
    await visitor.does("amina", "press", text="Nothing of the kind")

    assert play.lines == [
        "Amina starts",
        "Amina says: helo",
        'Amina edits "helo": hello',
        "Amina sets the phone to cy",
        "Amina blocks the bot",
        "Amina unblocks the bot",
    ]


async def test_what_was_edited_is_shown_so(visitor: Visitor, play: Play) -> None:
    await visitor.does("amina", "say", text="helo")
    await visitor.does("amina", "edit", text="hello", message=play.amina.sees[0].message_id)

    [shown] = (await visitor.sees())["phones"]["amina"]["messages"]
    assert shown["is_edited"]
    assert shown["pieces"] == [["hello", [], ""]]


async def test_messages_stay_a_persons_own_when_their_phone_speaks_otherwise(
    visitor: Visitor,
) -> None:
    await visitor.does("amina", "say", text="hello")
    await visitor.does("amina", "language", text="cy")

    phone = (await visitor.sees())["phones"]["amina"]
    assert phone["language"] == "cy"
    assert [each["by"] for each in phone["messages"]] == ["me"]


async def test_somebody_replies_and_shares(visitor: Visitor, play: Play) -> None:
    await visitor.does("dele", "start")
    play.says(play.dele, "Case 12 is yours")
    number = play.dele.hears.message_id

    await visitor.does("dele", "say", text="Hello", message=number)
    for what in ("photo", "voice", "sticker", "contact", "document"):
        await visitor.does("dele", what)
    await visitor.does("dele", "location", latitude=53.1, longitude=-1.2)

    shown = (await visitor.sees())["phones"]["dele"]["messages"]
    assert shown[2]["reply_to"] == {"name": "Peer Navigator", "text": "Case 12 is yours"}
    kinds = ["photo", "voice", "sticker", "contact", "document", "location"]
    assert [one["kind"] for one in shown[3:]] == kinds
    picture = f"{visitor.address}/rehearsal/picture/dele/{shown[3]['id']}"
    async with visitor.client.get(picture) as answer:
        assert answer.content_type == "image/png"


async def test_each_phone_says_whose_it_is(visitor: Visitor) -> None:
    phones = (await visitor.sees())["phones"]

    held = [(one["who"], one["part"], one["group"]) for one in phones.values()]
    assert held == [("Amina", "person", ""), ("Dele", "staff", ""), ("Dele", "staff", "Team")]


async def test_somebody_new_joins_with_a_phone_of_their_own(visitor: Visitor) -> None:
    _, joined = await visitor.post("join", {"name": "Rhys", "language": "cy"})

    view = await visitor.sees()
    assert joined == '{"seat": "rhys"}'
    assert view["seats"] == ["amina", "dele", "team", "rhys"]
    assert view["phones"]["rhys"]["language"] == "cy"


@pytest.mark.parametrize(
    ("body", "status"),
    [
        ({"name": "Amina", "language": "en"}, 409),
        ({"name": "", "language": "en"}, 409),
        ({"name": 7, "language": "en"}, 400),
        ({"name": "Rhys"}, 400),
        ("Rhys", 400),
    ],
)
async def test_nobody_joins_without_a_name_of_their_own(
    visitor: Visitor, body: object, status: int
) -> None:
    assert (await visitor.post("join", body))[0] == status


async def test_the_view_gives_text_as_text_and_only_safe_links(
    visitor: Visitor, play: Play, ask: Ask
) -> None:
    play.amina.starts()
    html = '<b>&lt;img src=x&gt;</b> <a href="javascript:alert(1)">here</a>'
    await ask("sendMessage", chat_id=play.amina.id, text=html, parse_mode="HTML")

    shown = (await visitor.sees())["phones"]["amina"]["messages"][-1]

    assert shown["pieces"] == [
        ["<img src=x>", ["bold"], ""],
        [" ", [], ""],
        ["here", ["text_link"], ""],
    ]


@pytest.mark.parametrize(
    ("title", "name"),
    [
        ("A month of Amina & Dele.", "a-month-of-amina-dele.txt"),
        ('"; x=../../y\r', "x-y.txt"),
        ("…", "story.txt"),
    ],
)
async def test_the_story_is_a_file_to_keep(
    visitor: Visitor, play: Play, title: str, name: str
) -> None:
    play.told = f"{title}\n\nAmina starts\n"

    async with visitor.client.get(f"{visitor.address}/rehearsal/story") as answer:
        story = await answer.text()

    assert story == play.told
    assert answer.content_type == "text/plain"
    assert answer.headers["Content-Disposition"] == f'attachment; filename="{name}"'


@pytest.mark.parametrize(
    "headers",
    [
        {},
        {**OURS, "Origin": "http://elsewhere.example"},
        {**OURS, "Origin": "null"},
        {**OURS, "Host": "elsewhere.example"},
    ],
)
@pytest.mark.parametrize(
    ("path", "body"),
    [
        ("act", {"seat": "amina", "what": "start"}),
        ("join", {"name": "Rhys", "language": "en"}),
        ("wind", {"to": "day"}),
    ],
)
async def test_a_page_from_elsewhere_can_do_nothing(
    visitor: Visitor, play: Play, headers: dict[str, str], path: str, body: JSON
) -> None:
    assert (await visitor.post(path, body, headers=headers))[0] == 403

    assert (play.amina.sees, len(play.seats), play.wound) == ([], 3, [])


@pytest.mark.parametrize("path", ["view", "road", "story", "standing/amina", "picture/amina/1"])
@pytest.mark.parametrize(
    "headers", [{"Host": "elsewhere.example"}, {"Sec-Fetch-Site": "cross-site"}]
)
async def test_a_page_from_elsewhere_sees_nothing(
    visitor: Visitor, path: str, headers: dict[str, str]
) -> None:
    address = f"{visitor.address}/rehearsal/{path}"

    async with visitor.client.get(address, headers=headers) as answer:
        assert answer.status == 403


async def test_a_link_from_elsewhere_leads_to_the_page(visitor: Visitor) -> None:
    headers = {"Sec-Fetch-Site": "cross-site"}

    async with visitor.client.get(f"{visitor.address}/", headers=headers) as answer:
        assert answer.status == 200


@pytest.mark.parametrize(
    ("seat", "what", "more", "status"),
    [
        ("amina", "press", {"text": "No such button"}, 409),
        ("amina", "say", {"text": ""}, 409),
        ("amina", "edit", {"text": "of nothing"}, 409),
        ("amina", "say", {"text": "x", "message": 99}, 409),
        ("amina", "fly", {}, 400),
        ("amina", "say", {"text": "x", "message": "not a number"}, 400),
        ("stranger", "start", {}, 409),
    ],
)
async def test_what_cannot_be_done_is_refused_and_not_told(
    visitor: Visitor, play: Play, seat: str, what: str, more: JSON, status: int
) -> None:
    assert await visitor.does(seat, what, **more) == status

    assert play.lines == []
