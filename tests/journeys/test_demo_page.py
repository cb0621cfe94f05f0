"""The demo's page in a real browser."""

from __future__ import annotations

import asyncio
import contextlib
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from pathlib import Path

import pytest

from navigator_bot.demo import stage
from tests.journeys import browser

CLOCK = "document.querySelector('.clock time').innerText"

pytestmark = pytest.mark.skipif(
    browser.PATH is None, reason="no browser: apt-get install chromium, to see the page in one"
)


@asynccontextmanager
async def demo_in_a_browser(profile: Path) -> AsyncIterator[browser.Page]:
    """As `navigator-bot demo` serves it."""
    async with stage() as made:
        going = asyncio.create_task(made.keep_going())
        try:
            async with browser.open_page(made.stand_in.address, profile) as page:
                await page.size(1600, 1000)
                await page.shows("This is the team's group now.")
                yield page
        finally:
            going.cancel()
            with contextlib.suppress(asyncio.CancelledError):
                await going


async def test_a_person_starts_and_is_answered(tmp_path: Path) -> None:
    async with demo_in_a_browser(tmp_path) as page:
        await page.press("Start")

        await page.shows("Hello. I am the bot of Alderbridge Peer Navigators.")
        await page.shows("Let's start")
        await page.press("Let's start")

        await page.shows("How old are you?")
        await page.shows("In welcome, at AskAge.")
        await page.shows("From welcome.Hello to welcome.AskAge")


async def test_the_clock_is_wound_by_a_button(tmp_path: Path) -> None:
    async with demo_in_a_browser(tmp_path) as page:
        before = await page.evaluate(CLOCK)

        await page.press("1 day")

        await page.shows("Moved on 1 day.")
        await page.until(f"{CLOCK} !== {before!r}")


async def test_what_was_lived_through_is_saved_as_a_story(tmp_path: Path) -> None:
    async with demo_in_a_browser(tmp_path / "profile") as page:
        await page.save_downloads_to(tmp_path)
        await page.press("Start")
        await page.shows("Let's start")

        await page.press("Save as a story")

        story = (tmp_path / await page.downloaded()).read_text(encoding="utf-8")
    assert "\nAmina starts\n" in story
    assert "Hello. I am the bot of Alderbridge Peer Navigators." in story


async def test_on_a_phone_nothing_is_wider_than_the_screen(tmp_path: Path) -> None:
    async with demo_in_a_browser(tmp_path) as page:
        await page.press("Start")
        await page.shows("In welcome, at Hello.")
        await page.size(320)

        width = await page.evaluate("document.documentElement.scrollWidth")

    assert width <= 320
