"""What Telegram takes: its few tags, and so many characters of a text, a caption or a label."""

from __future__ import annotations

from collections.abc import Mapping
from html import unescape
from html.parser import HTMLParser
from typing import Final

from navigator_bot.checks.uses import CAPTION, COMMAND, LABEL, MESSAGE

TAGS: Final = frozenset({"b", "i", "u", "s", "a", "code", "pre", "blockquote", "tg-spoiler"})
ATTRIBUTES: Final = {("a", "href"), ("code", "class"), ("blockquote", "expandable")}

LIMITS: Mapping[str, int] = {MESSAGE: 4096, CAPTION: 1024, LABEL: 40, COMMAND: 256}
"""UTF-16 units after the markup is read. Telegram sets no limit for a label: 40 still fit a narrow
phone, and a screen reader's patience."""

LONGEST_KEY: Final = 48
"""Bytes of a button's key: with the number of its question they must fit 64."""


def markup_faults(html: str) -> list[str]:
    """Tags that Telegram does not know, or that are not closed on their own line: a long message is
    parted at line ends."""
    reader = _Reader()
    for line in html.split("\n"):
        reader.line(line)
    return list(dict.fromkeys(reader.faults))


def length_fault(html: str, kind: str) -> str | None:
    limit = LIMITS.get(kind)
    units = len(plain(html).encode("utf-16-le")) // 2
    if limit is None or 0 < units <= limit:
        return None
    return f"{units} characters as a {kind}, of at most {limit}" if units else f"an empty {kind}"


def plain(html: str) -> str:
    reader = _Reader()
    reader.feed(html)
    reader.close()
    return unescape("".join(reader.text))


class _Reader(HTMLParser):
    def __init__(self) -> None:
        super().__init__(convert_charrefs=False)
        self.faults: list[str] = []
        self.text: list[str] = []
        self._open: list[str] = []

    def line(self, line: str) -> None:
        self.reset()
        self.feed(line)
        self.close()
        self.faults += [f"<{tag}> is not closed on its line" for tag in self._open]
        self._open = []

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        if tag not in TAGS:
            self.faults.append(f"Telegram knows no <{tag}>")
        self.faults += [
            f"Telegram knows no {name} in <{tag}>"
            for name, _ in attrs
            if (tag, name) not in ATTRIBUTES
        ]
        self._open.append(tag)

    def handle_endtag(self, tag: str) -> None:
        if not self._open or self._open.pop() != tag:
            self.faults.append(f"</{tag}> closes nothing")

    def handle_data(self, data: str) -> None:
        self.text.append(data)
        if "<" in data or ">" in data:
            self.faults.append("< or > that is no tag: write &lt; or &gt;")

    def handle_entityref(self, name: str) -> None:
        self.text.append(f"&{name};")

    def handle_charref(self, name: str) -> None:
        self.text.append(f"&#{name};")
