"""Reads Telegram's two kinds of Markdown, with its own words for what is wrong.

The rules are those of https://core.telegram.org/bots/api#markdownv2-style and, for the old kind,
of https://core.telegram.org/bots/api#markdown-style.
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from typing import NoReturn

from navigator_bot.simulator.marked_text import Walk, units
from navigator_bot.simulator.model import Entity, Formatted
from navigator_bot.simulator.refusals import bad_request

# A mark, the kind that it opens and closes, and what Telegram calls it when it is not closed.
MARKS = {
    "*": ("bold", "Bold"),
    "_": ("italic", "Italic"),
    "__": ("underline", "Underline"),
    "~": ("strikethrough", "Strikethrough"),
    "||": ("spoiler", "Spoiler"),
    "`": ("code", "Code"),
    "```": ("pre", "PreCode"),
    "[": ("text_link", "TextUrl"),
}
RESERVED = "_*[]()~`>#+-=|{}.!"
LANGUAGE = re.compile(r"([^\s`]*)(?=\s)\n?")
ADDRESS = re.compile(r"\(((?:\\.|[^)\\])*)\)", re.DOTALL)
OLD_KINDS = {"*": "bold", "_": "italic", "`": "code", "[": "text_link"}


def parse_markdown_v2(source: str) -> Formatted:
    """Raises Telegram's refusal for anything that Telegram would not take. Knows no quotes."""
    return _Reader(source).read()


def parse_markdown(source: str) -> Formatted:
    """The old kind, in which nothing is nested. Raises Telegram's refusal."""
    text, entities, at = "", list[Entity](), 0
    while at < len(source):
        mark = source[at]
        if mark == "\\" and source[at + 1 : at + 2] in ("_", "*", "`", "["):
            text, at = text + source[at + 1], at + 2
            continue
        if mark not in OLD_KINDS:
            text, at = text + mark, at + 1
            continue
        begin, is_block = at, source.startswith("```", at)
        opening = "```" if is_block else mark
        closing = "]" if mark == "[" else opening
        at += len(opening)
        if is_block and (language := LANGUAGE.match(source, at)):
            at = language.end()
        end = source.find(closing, at)
        if end < 0:
            place = len(source[:begin].encode())
            _refuse(f"Can't find end of the entity starting at byte offset {place}")
        inside, url = source[at:end], ""
        at = end + len(closing)
        if mark == "[":
            url, at = _address(source, at)
        if inside and (mark != "[" or url):
            kind = "pre" if is_block else OLD_KINDS[mark]
            entities.append(Entity(kind, units(text), units(inside), url))
        text += inside
    return Formatted(text, tuple(entities))


@dataclass(slots=True)
class _Open:
    mark: str
    offset: int
    place: int  # in bytes
    language: str = ""


class _Reader(Walk[_Open]):
    """One walk through one text."""

    def read(self) -> Formatted:
        while self._at < len(self._source):
            self._step()
        if self._open:
            last = self._open[-1]
            name = MARKS[last.mark][1]
            _refuse(f"Can't find end of {name} entity at byte offset {last.place}")
        return self._formatted()

    def _step(self) -> None:
        source, at = self._source, self._at
        innermost = self._open[-1].mark if self._open else ""
        following = source[at + 1 : at + 2]
        if source[at] == "\\" and following and 0 < ord(following) <= 126:
            self._add(following)
            self._at += 2
        elif innermost == "[" and source[at] == "]":
            self._at += 1
            self._close()
        elif innermost and innermost != "[" and source.startswith(innermost, at):
            self._end(innermost)
        elif source[at] not in ("`" if innermost in ("`", "```") else RESERVED):
            self._add(source[at])
            self._at += 1
        else:
            self._begin()

    def _end(self, mark: str) -> None:
        # Where __ could close two italics or one underline, Telegram reads an underline.
        if mark == "_" and self._source.startswith("__", self._at):
            self._begin()
            return
        self._at += len(mark)
        self._close()

    def _begin(self) -> None:
        source, at = self._source, self._at
        mark = next((m for m in sorted(MARKS, key=len)[::-1] if source.startswith(m, at)), "")
        if not mark:
            character = source[at]
            _refuse(
                f"Character '{character}' is reserved and must be escaped with the preceding '\\'"
            )
        opened = _Open(mark, self._length, len(source[:at].encode("utf-8", "surrogatepass")))
        self._at += len(mark)
        if mark == "```" and (language := LANGUAGE.match(source, self._at)):
            opened.language, self._at = language[1], language.end()
        self._open.append(opened)

    def _close(self) -> None:
        opened = self._open.pop()
        kind, url = MARKS[opened.mark][0], ""
        if opened.mark == "[":
            url, self._at = _address(self._source, self._at)
        length = self._length - opened.offset
        if length and (opened.mark != "[" or url):
            self._entities.append(Entity(kind, opened.offset, length, url, opened.language))


def _address(source: str, at: int) -> tuple[str, int]:
    """The (address) that follows a [text], "" without one; and where the text goes on."""
    if not source.startswith("(", at):
        return "", at
    if (found := ADDRESS.match(source, at)) is None:
        place = len(source[:at].encode("utf-8", "surrogatepass"))
        _refuse(f"Can't find end of a URL at byte offset {place}")
    return re.sub(r"\\(.)", r"\1", found[1]), found.end()


def _refuse(why: str) -> NoReturn:
    raise bad_request(f"can't parse entities: {why}")
