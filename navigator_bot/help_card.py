"""The help card: a dated file of lines, and its text for when all else fails."""

from __future__ import annotations

import logging
import tomllib
from datetime import date, datetime, timedelta
from pathlib import Path

import msgspec
from markupsafe import escape

from conversations.kit.help_lines import HelpKind, HelpLine, in_order
from navigator_bot.clock import Clock
from navigator_bot.errors import SettingsError, WordingError
from navigator_bot.wording import ENGLISH, TEMPLATES, Wording, environment
from resources_directory.hours_text import read_hours

log = logging.getLogger(__name__)

SHIPPED = TEMPLATES / "help_card.toml"

VALID_FOR = 183
"""Days that a check counts: half a year, the round in which directories ask their providers."""

ELSEWHERE = "https://www.bbc.co.uk/weather"
"""Where "leave this page" leads: a place that anybody may have looked at."""

WARN_BEFORE = timedelta(days=30)
"""A line that is about to run out is told of this long before."""


class _Written(msgspec.Struct, frozen=True, forbid_unknown_fields=True):
    """A line as the file has it."""

    who: str
    how: str
    when: str
    verified_on: date
    valid_for: int = VALID_FOR
    source: str = ""
    nations: frozenset[str] = frozenset()
    ages: tuple[int, int] = (0, 200)
    kinds: frozenset[HelpKind] = frozenset()
    hours: str = ""
    call: str = ""
    text_to: str = ""
    text_words: str = ""


class _File(msgspec.Struct, frozen=True, forbid_unknown_fields=True):
    line: list[_Written] = msgspec.field(default_factory=list)


def read_card(path: Path = SHIPPED) -> tuple[HelpLine, ...]:
    """Raises SettingsError with the fix where the file cannot be used."""
    try:
        written = msgspec.convert(tomllib.loads(path.read_text(encoding="utf-8")), _File)
        lines = tuple(_line(each) for each in written.line)
    except (OSError, UnicodeDecodeError, ValueError) as broken:
        said = str(broken) if isinstance(broken, ValueError) else type(broken).__name__
        raise SettingsError(
            f"The help card {path} cannot be used ({said}). Each [[line]] needs who, how, when and "
            "verified_on; see the one that is shipped."
        ) from None
    if not lines:
        raise SettingsError(f"The help card {path} has no line.")
    return lines


def run_out(lines: tuple[HelpLine, ...], today: date) -> list[HelpLine]:
    """Those that nobody vouches for any more."""
    return [line for line in lines if line.expires_on <= today]


def running_out(lines: tuple[HelpLine, ...], today: date) -> list[HelpLine]:
    """Those that will have run out a month from now, the ones that have among them."""
    return run_out(lines, today + WARN_BEFORE)


class CardInMemory:
    """Given when store, templates or turns are broken: it needs nothing but the lines."""

    def __init__(
        self,
        wording: Wording,
        lines: tuple[HelpLine, ...],
        nation: str,
        page: str,
        clock: Clock,
    ) -> None:
        self._wording = wording
        self._lines = lines
        self._nation = nation
        self._page = page
        self._clock = clock
        self._apologies = {
            language: wording.text("common.apology", language, {}) for language in wording.languages
        }

    def html(self, language: str = ENGLISH) -> str:
        """For this hour. Where the wording is broken, the bare lines: help is never withheld."""
        lines = in_order(self._lines, self._clock.now(), self._nation)
        values = {"lines": lines, "page": self._page, "opening": ""}
        try:
            return self._wording.text("help_now.card", self._known(language), values)
        except WordingError as broken:
            log.error("the help card's wording is broken: %s", broken)
            return _bare(lines)

    def apology(self, language: str = ENGLISH) -> str:
        return self._apologies[self._known(language)]

    def _known(self, language: str) -> str:
        return language if language in self._apologies else ENGLISH


def page(lines: tuple[HelpLine, ...], now: datetime, nation: str) -> str:
    """A page for any web space: the same lines, to be tapped. It asks for nothing and loads
    nothing, and leads away quickly."""
    template = environment(TEMPLATES / "pages").get_template("help.html")
    return template.render(lines=in_order(lines, now, nation), leave=ELSEWHERE)


def _bare(lines: tuple[HelpLine, ...]) -> str:
    return "\n\n".join(f"<b>{escape(each.who)}</b>\n{escape(each.how)}" for each in lines)


def _line(written: _Written) -> HelpLine:
    schedules, unread = read_hours(written.hours) if written.hours else ((), ())
    if unread:
        raise ValueError(f"the hours of {written.who!r} are not understood: {'; '.join(unread)}")
    if any(not number.isdigit() for number in (written.call, written.text_to) if number):
        raise ValueError(f"call and text_to of {written.who!r} hold digits alone")
    return HelpLine(
        written.who,
        written.how,
        written.when,
        written.verified_on,
        timedelta(days=written.valid_for),
        written.source,
        written.nations,
        written.ages,
        written.kinds,
        schedules,
        written.call,
        written.text_to,
        written.text_words,
    )
