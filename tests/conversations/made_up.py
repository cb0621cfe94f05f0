"""A made-up language: every English text between « and », so that what was left in Python shows."""

from __future__ import annotations

import html
import re
from collections.abc import Iterator, Mapping
from dataclasses import fields, is_dataclass
from datetime import datetime
from enum import Enum
from pathlib import Path
from typing import Any

from babel.messages.catalog import Catalog
from babel.messages.extract import extract_from_dir
from babel.messages.pofile import write_po

from navigator_bot.wording import TEMPLATES, Wording

CODE = "eo"
"""A language that no deployment has; its locale only serves to name the days."""

METHODS = [("**.txt", "jinja2.ext.babel_extract")]


def wording(folder: Path) -> Wording:
    """English and the made-up language, whose catalogue is written into `folder`."""
    catalogue = Catalog(locale=CODE)
    found = extract_from_dir(TEMPLATES / "messages", METHODS, options_map={"**.txt": OPTIONS})
    for _, _, message, _, _ in found:
        forms = message if isinstance(message, tuple) else (message,)
        marked = tuple(f"«{form}»" for form in forms if form)
        catalogue.add(message, marked if isinstance(message, tuple) else marked[0])
    path = folder / CODE / "LC_MESSAGES" / "messages.po"
    path.parent.mkdir(parents=True)
    with path.open("wb") as file:
        write_po(file, catalogue)
    return Wording(locales=folder)


OPTIONS = {"trimmed": "false", "newstyle_gettext": "true", "silent": "false"}


def unmarked(text: str, values: Mapping[str, Any]) -> set[str]:
    """Words of a rendered text that stand outside the marks and are nobody's own."""
    plain = html.unescape(re.sub(r"<[^<>]*>", " ", text))
    while (fewer := re.sub(r"«[^«»]*»", " ", plain)) != plain:
        plain = fewer
    own = " ".join(_strings(values)).casefold()
    return {word for word in re.findall(r"[^\W\d_]+", plain) if word.casefold() not in own}


def _strings(value: Any) -> Iterator[str]:
    match value:
        case Enum():
            return
        case str():
            yield value
        case datetime() | None:
            return
        case Mapping():
            for each in value.values():
                yield from _strings(each)
        case list() | tuple() | frozenset():
            for each in value:
                yield from _strings(each)
        case _ if is_dataclass(value):
            for field in fields(value):
                yield from _strings(getattr(value, field.name))
