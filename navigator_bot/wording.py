"""Every word a person reads: a block of a template, in their language, with their values."""

from __future__ import annotations

import io
import re
from collections.abc import Iterator, Mapping
from datetime import date, datetime, time
from functools import cached_property
from pathlib import Path
from typing import Any

from babel import Locale, UnknownLocaleError
from babel.dates import format_date, format_datetime
from babel.messages.mofile import write_mo
from babel.messages.pofile import read_po
from babel.support import NullTranslations, Translations
from jinja2 import Environment, FileSystemLoader, StrictUndefined, Template, TemplateError
from jinja2.runtime import Context
from markupsafe import Markup

from navigator_bot.errors import WordingError

_LOOSE = re.compile(r"\s*\n\s*\n\s*\n")
"""Empty lines that optional parts of a block leave behind."""

TEMPLATES = Path(__file__).parent.parent / "templates"
ENGLISH = "en"


class Wording:
    """The wordings of `folder`, in English and in each language that has a catalogue.

    A name is `file.block`: `check_in.rate_week` is block `rate_week` of `messages/check_in.txt`.
    """

    def __init__(self, folder: Path = TEMPLATES, locales: Path | None = None) -> None:
        self._folder = folder
        self._locales = locales or folder / "locale"
        self._books: dict[str, _Book] = {}

    @cached_property
    def languages(self) -> Mapping[str, str]:
        """Code and own name of each language that can be chosen, English first."""
        codes = [ENGLISH, *sorted(p.parent.parent.name for p in self._catalogues())]
        return _OwnNames(dict.fromkeys(codes))

    def text(self, name: str, language: str, values: Mapping[str, Any]) -> str:
        """HTML as Telegram reads it. Raises WordingError, which never holds a person's words."""
        book = self._book(language)
        return book.render(name, values) if values else book.fixed(name)

    def plain(self, name: str, language: str, values: Mapping[str, Any] | None = None) -> str:
        """The same without markup: for buttons, toasts and commands."""
        text = self.text(name, language, values or {})
        return Markup(text).unescape() if "&" in text else text

    def words(self, name: str, language: str) -> frozenset[str]:
        """A block that lists words apart by commas."""
        listed = self.plain(name, language).split(",")
        return frozenset(word.strip().casefold() for word in listed if word.strip())

    def _catalogues(self) -> list[Path]:
        return sorted(self._locales.glob("*/LC_MESSAGES/messages.po"))

    def _book(self, language: str) -> _Book:
        if language not in self.languages:
            language = ENGLISH
        if language not in self._books:
            catalogue = self._locales / language / "LC_MESSAGES" / "messages.po"
            self._books[language] = _Book(self._folder / "messages", language, catalogue)
        return self._books[language]


class _OwnNames(Mapping[str, str]):
    """Looked up when a name is read: for that all that is known of a language is loaded."""

    def __init__(self, codes: Mapping[str, object]) -> None:
        self._codes = codes

    def __getitem__(self, code: str) -> str:
        if code not in self._codes:
            raise KeyError(code)
        return _own_name(code)

    def __contains__(self, code: object) -> bool:
        return code in self._codes

    def __iter__(self) -> Iterator[str]:
        return iter(self._codes)

    def __len__(self) -> int:
        return len(self._codes)


class _Book:
    """One language's environment, with every block ready to render."""

    def __init__(self, folder: Path, language: str, catalogue: Path) -> None:
        self._environment = environment(folder, language, catalogue)
        self._templates: dict[str, Template] = {}
        self._globals: dict[str, Any] = dict(self._environment.globals)
        self._fixed: dict[str, str] = {}  # labels and the like, which take no values

    def fixed(self, name: str) -> str:
        """Rendered once, as its template is read once."""
        if name not in self._fixed:
            self._fixed[name] = self.render(name, {})
        return self._fixed[name]

    def render(self, name: str, values: Mapping[str, Any]) -> str:
        file, _, block = name.partition(".")
        try:
            template = self._template(file)
            render = template.blocks[block]
            # Not `new_context`, which copies every block of the file for each of them.
            known = {**self._globals, **values}
            context = Context(self._environment, known, template.name, {})
            text = "".join(render(context)).strip()
            return _LOOSE.sub("\n\n", text)
        except KeyError as broken:
            raise WordingError(f"wording {name}: no such block") from broken
        except (TemplateError, TypeError, AttributeError, ValueError) as broken:
            raise WordingError(f"wording {name}: {type(broken).__name__}") from None

    def _template(self, file: str) -> Template:
        if file not in self._templates:
            self._templates[file] = self._environment.get_template(f"{file}.txt")
        return self._templates[file]


def environment(
    folder: Path, language: str = ENGLISH, catalogue: Path | None = None
) -> Environment:
    """Jinja2 with everything escaped, nothing undefined let through, and `{% trans %}` ready."""
    made = Environment(
        loader=FileSystemLoader(folder),
        autoescape=True,
        undefined=StrictUndefined,
        trim_blocks=True,
        lstrip_blocks=True,
        extensions=["jinja2.ext.i18n"],
    )
    made.install_gettext_translations(_translations(catalogue), newstyle=True)  # type: ignore[attr-defined]
    locale = Locale.parse(language) if _is_locale(language) else Locale(ENGLISH, "GB")
    made.filters.update(_filters(Locale(ENGLISH, "GB") if language == ENGLISH else locale))
    return made


def _filters(locale: Locale) -> dict[str, Any]:
    def day(moment: datetime | date) -> str:
        return format_date(moment, "EEEE d MMMM", locale=locale)

    def month_day(moment: datetime | date) -> str:
        return format_date(moment, "d MMMM y", locale=locale)

    def short_day(moment: datetime | date) -> str:
        return format_date(moment, "d MMM", locale=locale)

    def hour(moment: datetime | time) -> str:
        return f"{moment.hour}:{moment.minute:02}"

    def moment(moment: datetime) -> str:
        return format_datetime(moment, "EEEE d MMMM, H:mm", locale=locale)

    def weekday(number: int) -> str:
        names = locale.days["format"]["wide"]
        return str(names[number])

    return {
        "day": day,
        "date": month_day,
        "short_day": short_day,
        "hour": hour,
        "moment": moment,
        "weekday": weekday,
    }


def _translations(catalogue: Path | None) -> NullTranslations:
    if catalogue is None or not catalogue.exists():
        return NullTranslations()
    with catalogue.open("rb") as file:
        read = read_po(file)
    compiled = io.BytesIO()
    write_mo(compiled, read)
    compiled.seek(0)
    return Translations(compiled)


def _is_locale(code: str) -> bool:
    try:
        Locale.parse(code, sep="_")
    except (ValueError, UnknownLocaleError):
        return False
    return True


def _own_name(code: str) -> str:
    return (Locale.parse(code).display_name or code).capitalize() if _is_locale(code) else code
