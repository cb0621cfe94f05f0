"""Reads Telegram's HTML as strictly as Telegram does, with its own words for what is wrong.

The rules are those of https://core.telegram.org/bots/api#html-style.
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from typing import NoReturn

from navigator_bot.simulator.marked_text import Walk
from navigator_bot.simulator.model import Entity, Formatted
from navigator_bot.simulator.refusals import bad_request

KINDS = {
    "b": "bold",
    "strong": "bold",
    "i": "italic",
    "em": "italic",
    "u": "underline",
    "ins": "underline",
    "s": "strikethrough",
    "strike": "strikethrough",
    "del": "strikethrough",
    "tg-spoiler": "spoiler",
    "span": "spoiler",
    "a": "text_link",
    "code": "code",
    "pre": "pre",
    "blockquote": "blockquote",
    "tg-emoji": "custom_emoji",
}
NAMED = {"lt": "<", "gt": ">", "amp": "&", "quot": '"'}
TOKEN = re.compile(r"<|&(?:(lt|gt|amp|quot)|#([0-9]{1,8})|#x([0-9a-fA-F]{1,7}));?")
TAG_NAME = re.compile(r"[^\s>/]*")
ATTRIBUTE = re.compile(r"""([^\s=>/"']*)(?:\s*=\s*(?:"([^"]*)"|'([^']*)'|([\w.\-]+)))?""")


def parse_html(source: str) -> Formatted:
    """Raises Telegram's refusal for anything that Telegram would not take."""
    if "<" not in source and "&" not in source:
        return Formatted(source)
    return _Reader(source).read()


@dataclass(slots=True)
class _Open:
    tag: str
    offset: int
    attributes: dict[str, str]


class _Reader(Walk[_Open]):
    """One walk through one text."""

    def read(self) -> Formatted:
        while token := TOKEN.search(self._source, self._at):
            self._add(self._source[self._at : token.start()])
            self._at = token.end()
            if token[0] != "<":
                self._add(_character(token))
            elif self._source.startswith("/", self._at):
                self._end_tag(token.start())
            else:
                self._start_tag(token.start())
        self._add(self._source[self._at :])
        if self._open:
            tag = self._open[-1].tag
            raise _cannot_parse(f'Can\'t find end tag corresponding to start tag "{tag}"')
        return self._formatted()

    def _start_tag(self, begin: int) -> None:
        name = TAG_NAME.match(self._source, self._at)
        assert name is not None
        self._at = name.end()
        tag = name[0].lower()
        if self._at == len(self._source):
            self._refuse("Unclosed start tag", begin)
        if tag not in KINDS:
            self._refuse(f'Unsupported start tag "{tag}"', begin)
        attributes = self._attributes(tag, begin)
        if tag == "span" and attributes.get("class") != "tg-spoiler":
            self._refuse('Tag "span" must have class "tg-spoiler"', begin)
        self._open.append(_Open(tag, self._length, attributes))

    def _attributes(self, tag: str, begin: int) -> dict[str, str]:
        found: dict[str, str] = {}
        while True:
            self._skip_spaces()
            if self._at >= len(self._source):
                self._refuse(f'Unclosed start tag "{tag}"', begin)
            if self._source[self._at] == ">":
                self._at += 1
                return found
            attribute = ATTRIBUTE.match(self._source, self._at)
            assert attribute is not None
            if not attribute[1]:
                self._refuse(f'Empty attribute name in the tag "{tag}"', begin)
            value = attribute[2] or attribute[3] or attribute[4] or ""
            found[attribute[1].lower()] = TOKEN.sub(_character, value)
            self._at = attribute.end()
            if self._source[self._at : self._at + 1] in ("=", '"', "'"):
                self._refuse(f'Unclosed start tag "{tag}"', begin)

    def _end_tag(self, begin: int) -> None:
        if not self._open:
            self._refuse("Unexpected end tag", begin)
        name = TAG_NAME.match(self._source, self._at + 1)
        assert name is not None
        self._at = name.end()
        self._skip_spaces()
        if not self._source.startswith(">", self._at):
            self._refuse("Unclosed end tag", begin)
        self._at += 1
        opened = self._open.pop()
        found = name[0].lower()
        if found and found != opened.tag:
            words = f"Unmatched end tag at byte offset {self._bytes(begin)}"
            raise _cannot_parse(f'{words}, expected "</{opened.tag}>", found "</{found}>"')
        if self._length > opened.offset:
            self._close(opened)

    def _close(self, opened: _Open) -> None:
        length = self._length - opened.offset
        url = language = ""
        kind = KINDS[opened.tag]
        if opened.tag == "a":
            url = opened.attributes.get("href", "")
            if not url:
                return
        if opened.tag == "code" and self._open and self._open[-1].tag == "pre":
            # <pre><code class="language-x"> is one block that names its language.
            name = opened.attributes.get("class", "").removeprefix("language-")
            self._open[-1].attributes["language"] = name
            return
        if opened.tag == "pre":
            language = opened.attributes.get("language", "")
        if opened.tag == "blockquote" and "expandable" in opened.attributes:
            kind = "expandable_blockquote"
        self._entities.append(Entity(kind, opened.offset, length, url, language))

    def _skip_spaces(self) -> None:
        while self._source[self._at : self._at + 1].isspace():
            self._at += 1

    def _refuse(self, what: str, begin: int) -> NoReturn:
        raise _cannot_parse(f"{what} at byte offset {self._bytes(begin)}")

    def _bytes(self, place: int) -> int:
        return len(self._source[:place].encode("utf-8", "surrogatepass"))


def _character(token: re.Match[str]) -> str:
    if token[0] == "<":
        return "<"
    if token[1]:
        return NAMED[token[1]]
    code = int(token[2]) if token[2] else int(token[3], 16)
    if code == 0 or code > 0x10FFFF or 0xD800 <= code <= 0xDFFF:
        return token[0]
    return chr(code)


def _cannot_parse(why: str) -> Exception:
    return bad_request(f"can't parse entities: {why}")
