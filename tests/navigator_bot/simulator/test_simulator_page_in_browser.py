"""The rehearsal page in a real browser: by keyboard, on a small screen, for every eye and ear."""

from __future__ import annotations

from collections.abc import AsyncIterator
from pathlib import Path

import pytest

from navigator_bot.simulator import Page, Person, StandIn, World
from tests.journeys import browser
from tests.navigator_bot.simulator.page_faults import FAULTS, PALE
from tests.navigator_bot.simulator.play import TEMPLATES, Play, long_under_way
from tests.navigator_bot.simulator.stage import TOKEN, Clock

pytestmark = pytest.mark.skipif(
    browser.PATH is None, reason="no browser: apt-get install chromium, to see the page in one"
)

FIELD = "document.querySelector('#seat-rhys textarea')"
NOTICE = "document.getElementById('notice').textContent"


@pytest.fixture
def play(world: World, clock: Clock) -> Play:
    return long_under_way(Play(world, clock))


@pytest.fixture
async def page(world: World, play: Play, tmp_path: Path) -> AsyncIterator[browser.Page]:
    async with (
        StandIn(world, TOKEN, pages=Page(play, TEMPLATES)) as stand_in,
        browser.open_page(stand_in.address, tmp_path / "profile") as page,
    ):
        await page.size(1600, 1000)
        await page.shows("How old are you?")
        await page.shows("In welcome, at AskAge.")
        yield page


def button(label: str, within: str = "body") -> str:
    return (
        f"[...document.querySelectorAll('{within} button')]"
        f".findLast(one => one.checkVisibility() && one.innerText.trim() === '{label}')"
    )


async def joins(page: browser.Page, play: Play) -> Person:
    """Rhys takes up a phone, by keyboard alone, and it has the keyboard then."""
    await page.tab_to(button("Somebody new"))
    await page.key("Enter")
    await page.until("document.getElementById('joining').open")
    await page.type("Rhys")
    await page.key("Enter")
    await page.until(f"document.activeElement === {button('Start', '#seat-rhys')}")
    await page.key("Enter")
    await page.until(f"document.activeElement === {FIELD}")
    return play.seats[-1].who


async def test_the_keyboard_alone_is_enough_to_live_a_story(page: browser.Page, play: Play) -> None:
    rhys = await joins(page, play)

    await page.type("helo")
    await page.key("Enter")
    await page.shows("helo")
    play.says(rhys, "Shall we begin?", "Yes please")
    await page.shows("Yes please")
    await page.tab_to(button("Yes please"), shift=True)
    await page.key("Enter")
    await page.tab_to("[...document.querySelectorAll('#seat-rhys .me [data-do=edit]')].at(-1)")
    await page.key("Enter")
    await page.until(f"{FIELD}.value === 'helo' && document.activeElement === {FIELD}")
    await page.type(" there")
    await page.key("Enter")
    await page.shows("helo there")
    await page.tab_to("document.querySelector('#seat-rhys [data-do=menu]')", shift=True)
    await page.key("Enter")
    await page.tab_to(button("Block the bot"))
    await page.key("Enter")
    await page.until(f"document.activeElement === {button('Unblock')}")
    await page.key("Enter")
    await page.until(f"document.activeElement === {FIELD}")

    assert play.lines == [
        "Rhys starts",
        "Rhys says: helo",
        "Rhys presses: Yes please",
        'Rhys edits "helo": helo there',
        "Rhys blocks the bot",
        "Rhys unblocks the bot",
    ]


async def test_the_keyboard_can_skip_the_messages_of_a_phone(page: browser.Page) -> None:
    await page.tab_to("document.querySelector('#seat-amina .skip')")

    await page.key("Enter")

    field = "document.querySelector('#seat-amina textarea')"
    assert await page.evaluate(f"document.activeElement === {field}")


async def test_what_comes_to_the_phone_in_hand_is_not_marked_as_new(
    page: browser.Page, play: Play
) -> None:
    await page.tab_to("document.querySelector('#seat-amina .log')")

    play.says(play.amina, "Take your time.")
    play.says(play.dele, "Somebody is waiting.")

    await page.shows("Take your time.")
    marks = "[...document.querySelectorAll('#shelf button')].map(one => one.innerText)"
    await page.until(f"{marks}.join().includes('1 new')")
    assert await page.evaluate(marks) == ["Amina", "Dele 1 new", "Team"]


async def test_a_toast_shows_only_on_the_phone_where_the_button_was_pressed(
    page: browser.Page, play: Play, world: World
) -> None:
    play.says(play.team, "Somebody is waiting.", "Mine")
    await page.shows("Mine")
    await page.press("Mine")
    await world.changed.until(lambda: "Dele, in Team, presses: Mine" in play.lines)

    play.dele.is_shown("It is yours.")
    world.changed.happened()

    toasts = "[...document.querySelectorAll('.toast')].map(one => one.textContent)"
    await page.until(f"{toasts}.some(Boolean)")
    assert await page.evaluate(toasts) == ["", "", "It is yours."]


async def test_escape_leaves_an_edit_as_it_was(page: browser.Page, play: Play) -> None:
    rhys = await joins(page, play)
    await page.tab_to("document.querySelector('#seat-rhys [data-do=edit]')", shift=True)
    await page.key("Enter")
    await page.shows("Changing “/start”")

    await page.type(" something else")
    await page.key("Escape")

    assert await page.evaluate(f"[{FIELD}.value, document.activeElement === {FIELD}]") == ["", True]
    assert "Changing" not in await page.evaluate("document.body.innerText")
    assert [message.text for message in rhys.sees] == ["/start"]


async def test_escape_closes_the_question_and_gives_the_keyboard_back(page: browser.Page) -> None:
    await page.tab_to(button("Start again"))
    await page.key("Enter")
    await page.until("document.getElementById('again').open")

    await page.key("Escape")

    await page.until("!document.getElementById('again').open")
    assert await page.evaluate(f"document.activeElement === {button('Start again')}")


async def test_nobody_new_can_have_a_name_that_is_taken(page: browser.Page, play: Play) -> None:
    await page.press("Somebody new")
    await page.type("Amina")
    await page.key("Enter")

    await page.shows("Somebody here has that name. Choose another.")

    assert len(play.seats) == 3
    assert await page.evaluate("document.activeElement.name") == "name"


async def test_winding_a_day_shows_what_came(page: browser.Page, play: Play) -> None:
    play.promised += [(play.amina, "You have a check-in."), (play.amina, "It is short.")]
    await page.tab_to(button("1 day"))

    await page.key("Enter")

    await page.until(f"{NOTICE} === 'Moved on 1 day. Amina has 2 new messages.'")
    await page.shows("Tuesday 3 March")
    marks = "[...document.querySelectorAll('.mark')].map(one => one.textContent).filter(Boolean)"
    await page.until(f"{marks}.length === 2")
    assert await page.evaluate(marks) == ["2 new", "2 new"]
    assert await page.evaluate(f"document.activeElement === {button('1 day')}")

    await page.tab_to("document.querySelector('#seat-amina .log')")

    await page.until(f"{marks}.length === 0")


async def test_a_new_story_begins_with_new_phones(page: browser.Page, play: Play) -> None:
    await joins(page, play)

    await page.press("Start again")
    await page.press("Start a new story")

    await page.until(f"{NOTICE} === 'A new story begins.'")
    await page.until("document.querySelectorAll('.phone').length === 3")
    await page.until("!document.body.innerText.includes('How old are you?')")


async def test_the_story_is_saved_as_a_file(page: browser.Page, play: Play, tmp_path: Path) -> None:
    await page.save_downloads_to(tmp_path)

    await page.press("Save as a story")
    name = await page.downloaded()

    assert (tmp_path / name).read_text(encoding="utf-8") == play.told
    await page.until(f"{NOTICE} === 'The story is saved as a-month-of-amina-dele.txt.'")


async def test_a_phone_can_be_folded_away_and_opened_again(page: browser.Page) -> None:
    tab = "document.querySelector('#shelf button')"
    await page.tab_to(tab)

    await page.key(" ")

    await page.until("document.getElementById('seat-amina').hidden")
    assert await page.evaluate(f"{tab}.ariaPressed") == "false"
    await page.key(" ")
    await page.until("!document.getElementById('seat-amina').hidden")
    assert await page.evaluate(f"{tab}.ariaPressed") == "true"


async def test_the_road_can_be_sifted_by_whom_it_happened_to(page: browser.Page) -> None:
    shown = (
        "[...document.querySelectorAll('#road .event')]"
        ".filter(one => one.checkVisibility()).map(one => one.textContent)"
    )
    await page.until(f"{shown}.length === 2")
    everybody = await page.evaluate(shown)

    await page.evaluate(
        "(() => { const one = document.getElementById('road-who'); one.value = 'Amina';"
        " one.dispatchEvent(new Event('change')); })()"
    )

    assert everybody == ["Rang check_in", "Sent text"]
    assert await page.evaluate(shown) == ["Sent text"]


async def test_only_the_phone_in_hand_is_read_out(page: browser.Page, play: Play) -> None:
    live = "[...document.querySelectorAll('[role=log]')].map(one => one.ariaLive)"
    await page.until(f"{live}.length === 3")
    first = await page.evaluate(live)

    await page.evaluate("document.querySelector('#seat-team textarea').focus()")

    assert first == ["polite", "off", "off"]
    assert await page.evaluate(live) == ["off", "off", "polite"]


@pytest.mark.parametrize(("width", "height"), [(320, 640), (640, 400), (1600, 1000)])
async def test_everything_has_a_name_and_a_place_and_can_be_hit(
    page: browser.Page, width: int, height: int
) -> None:
    await page.size(width, height)
    await page.press("Somebody new")
    asked = await page.controls()
    await page.key("Escape")
    await page.evaluate("document.querySelector('#seat-amina [data-do=menu]').click()")

    assert {name for role, name in asked if role == "dialog"} == {"Somebody new"}
    assert not [role for role, name in [*asked, *await page.controls()] if not name]
    faults = await page.evaluate(FAULTS)
    assert not {kind: found for kind, found in faults.items() if found}


@pytest.mark.parametrize("scheme", ["light", "dark"])
async def test_words_stand_out_by_day_and_by_night(page: browser.Page, scheme: str) -> None:
    await page.prefers(color_scheme=scheme)
    await page.evaluate("document.querySelector('#seat-amina [data-do=menu]').click()")

    assert await page.evaluate(PALE) == []


@pytest.mark.parametrize("width", [320, 640])
async def test_on_a_narrow_screen_one_phone_shows_and_nothing_is_wider(
    page: browser.Page, width: int
) -> None:
    await page.size(width, 640)
    shown = "[...document.querySelectorAll('.phone')].filter(one => one.checkVisibility()).length"
    await page.until(f"{shown} === 1")

    for number in range(3):
        await page.evaluate(f"document.querySelectorAll('#shelf button')[{number}].click()")
        await page.evaluate("document.querySelector('.phone:not([hidden]) [data-do=menu]').click()")
        assert await page.evaluate(shown) == 1
        assert await page.evaluate("document.documentElement.scrollWidth") <= width
