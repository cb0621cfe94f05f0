"""Marked text: read from a request, found in plain words, and cut up for a page to show."""

from __future__ import annotations

import itertools
import re
from collections.abc import Iterable
from dataclasses import dataclass, replace

from navigator_bot.simulator.html_text import parse_html
from navigator_bot.simulator.markdown_text import parse_markdown, parse_markdown_v2
from navigator_bot.simulator.marked_text import units
from navigator_bot.simulator.model import JSON, Entity, Formatted
from navigator_bot.simulator.refusals import bad_request

FOUND = re.compile(
    r"(?<![\w/<>])(?P<bot_command>/[A-Za-z0-9_]{1,64}(?:@\w{3,32})?)(?![\w/<>])"
    r"|(?P<url>https?://[^\s<>\"]*[\w/])"
    r"|(?P<email>[\w.+-]+@[\w-]+(?:\.[\w-]+)+)"
    r"|(?<![\w@])(?P<mention>@[A-Za-z]\w{3,31})"
)
PARSERS = {"html": parse_html, "markdown": parse_markdown, "markdownv2": parse_markdown_v2}
UNTOUCHED = frozenset({"code", "pre", "text_link"})
SAFE_LINK = re.compile(r"(?:https?|tg|tel|mailto):", re.IGNORECASE)


def find_entities(words: Formatted) -> Formatted:
    """Adds the commands, links and mentions that Telegram finds by itself."""
    if "/" not in words.text and "@" not in words.text:
        return words
    taken = [entity for entity in words.entities if entity.kind in UNTOUCHED]
    found = list(words.entities)
    for match in FOUND.finditer(words.text):
        start, length = units(words.text[: match.start()]), units(match[0])
        if not any(e.offset < start + length and start < e.offset + e.length for e in taken):
            found.append(Entity(match.lastgroup or "", start, length))
    return Formatted(words.text, _ordered(found))


def read_words(text: str, parse_mode: str, entities: list[object] | None) -> Formatted:
    """What a bot's request says, trimmed as Telegram trims. Raises Telegram's refusals."""
    if parse_mode:
        if (parse := PARSERS.get(parse_mode.lower())) is None:
            raise bad_request("unsupported parse_mode")
        words = parse(text)
    else:
        words = Formatted(text, _ordered(_read_entity(entity) for entity in entities or ()))
        _check_ends(words)
    return find_entities(_trimmed(words))


def entity_json(entity: Entity) -> JSON:
    body: JSON = {"type": entity.kind, "offset": entity.offset, "length": entity.length}
    if entity.url:
        body["url"] = entity.url
    if entity.language:
        body["language"] = entity.language
    if entity.user_id:
        body["user"] = {"id": entity.user_id, "is_bot": False, "first_name": ""}
    return body


@dataclass(frozen=True, slots=True)
class Piece:
    """A stretch of text that looks the same all through."""

    text: str
    styles: tuple[str, ...] = ()
    link: str = ""  # only of kinds that are safe to follow


def pieces(words: Formatted) -> list[Piece]:
    """The text cut wherever its look changes, for a page that must not trust any of it."""
    if not words.entities:
        return [Piece(words.text)] if words.text else []
    encoded = words.text.encode("utf-16-le", "surrogatepass")
    cuts = {0, len(encoded) // 2}
    for entity in words.entities:
        cuts |= {entity.offset, entity.offset + entity.length}
    edges = sorted(cut for cut in cuts if cut <= len(encoded) // 2)
    found = []
    for start, end in itertools.pairwise(edges):
        text = encoded[2 * start : 2 * end].decode("utf-16-le", "replace")
        over = [e for e in words.entities if e.offset <= start and end <= e.offset + e.length]
        found.append(Piece(text, tuple(e.kind for e in over), _link(over, text)))
    return found


def _link(over: list[Entity], text: str) -> str:
    for entity in over:
        address = entity.url if entity.kind == "text_link" else ""
        if entity.kind == "url":
            address = text
        if SAFE_LINK.match(address):
            return address
    return ""


def _trimmed(words: Formatted) -> Formatted:
    text = words.text.strip()
    if text == words.text:
        return words
    if not words.entities:
        return Formatted(text)
    cut, end = units(words.text) - units(words.text.lstrip()), units(text)
    kept = []
    for entity in words.entities:
        start = max(entity.offset - cut, 0)
        stop = min(entity.offset + entity.length - cut, end)
        if stop > start:
            kept.append(replace(entity, offset=start, length=stop - start))
    return Formatted(text, tuple(kept))


def _read_entity(raw: object) -> Entity:
    if not isinstance(raw, dict) or not isinstance(raw.get("type"), str):
        raise bad_request("can't parse entities: expected an Object of type MessageEntity")
    offset, length = raw.get("offset"), raw.get("length")
    if not isinstance(offset, int) or not isinstance(length, int):
        raise bad_request("can't parse entities: Field must be of type Number")
    url, language = str(raw.get("url") or ""), str(raw.get("language") or "")
    return Entity(str(raw["type"]), offset, length, url, language)


def _check_ends(words: Formatted) -> None:
    whole = units(words.text)
    for entity in words.entities:
        end = entity.offset + entity.length
        if end > whole:
            begin = f"entity beginning at UTF-16 offset {entity.offset}"
            raise bad_request(f"{begin} ends after the end of the text at UTF-16 offset {end}")


def _ordered(entities: Iterable[Entity]) -> tuple[Entity, ...]:
    return tuple(sorted(entities, key=lambda entity: (entity.offset, -entity.length)))
