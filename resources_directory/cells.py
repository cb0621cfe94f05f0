"""Reading single cells of a spreadsheet row; what cannot be read becomes a `Problem`."""

import math
import re
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import UTC, date, datetime
from enum import StrEnum
from functools import lru_cache
from typing import TypeVar

from resources_directory.hours import LONDON
from resources_directory.model import Cost, Point
from resources_directory.places import is_postcode
from resources_directory.plain_text import has_markup, is_plain, mended, plain_text
from resources_directory.problems import Fault, Problem, Remedy

Choice = TypeVar("Choice", bound=StrEnum)

OLDEST = 120
_EMAIL = re.compile(r"[^\s@]+@[^\s@]+\.[^\s@]+")
_LINK = re.compile(r"https?://[^\s/]+\.[^\s]+", re.IGNORECASE)
_BARE_LINK = re.compile(r"[a-z0-9-]+(\.[a-z0-9-]+)+(/\S*)?", re.IGNORECASE)
_FORMULA = re.compile(r"'*[=+\-@\t\r]")
_NO_ZERO = re.compile(r"[1-37-8]\d{9}(\.0)?")
_YES = {"yes", "y", "true", "1"}
_NO = {"no", "n", "false", "0"}
_FREE = re.compile(r"(free|no charge|no cost|nothing)\b", re.IGNORECASE)


@dataclass(frozen=True, slots=True)
class Cells:
    """One row: cells by the name of their column, and where to tell of problems."""

    row: int
    named: Mapping[str, str]
    problems: list[Problem]
    path: str = ""
    """What stands before each field's name in a problem: "schedules."."""
    service: str | None = None

    def text(self, field: str) -> str | None:
        return self.named.get(field, "").strip() or None

    def tell(
        self,
        field: str,
        fault: Fault,
        done: Remedy = Remedy.LEFT_UNKNOWN,
        became: str | None = None,
        said: str | None = None,
    ) -> None:
        written = self.named.get(field, "").strip() if said is None else said
        self.problems.append(
            Problem(self.row, self.path + field, fault, written[:200], done, became, self.service)
        )

    def parts(self, field: str) -> list[str]:
        """The parts of a cell, which semicolons or new lines keep apart."""
        cell = self.text(field) or ""
        return [part.strip() for part in re.split(r"[;\n]", cell) if part.strip()]

    def choice(self, field: str, kind: type[Choice]) -> Choice | None:
        return next(iter(sorted(self.choices(field, kind) or ())), None)

    def choices(
        self, field: str, kind: type[Choice], none: str = "none"
    ) -> frozenset[Choice] | None:
        """`None` when nothing can be read; the word `none` stands for a known empty set."""
        parts = self._choice_parts(field)
        if [_folded(part) for part in parts] == [none]:
            return frozenset()
        found = {choice for part in parts if (choice := self._one(field, part, kind))}
        return frozenset(found) or None

    def with_and_without(
        self, field: str, kind: type[Choice]
    ) -> tuple[frozenset[Choice] | None, frozenset[Choice]]:
        """ "step-free; no lift": what there is, and what there is known not to be."""
        there: set[Choice] = set()
        lacking: set[Choice] = set()
        parts = self._choice_parts(field)
        for part in parts:
            negated = part.lower().startswith("no ")
            choice = self._one(field, part[3:] if negated else part, kind)
            if choice is not None:
                (lacking if negated else there).add(choice)
        return (frozenset(there) if there or lacking else None), frozenset(lacking)

    def yes_or_no(self, field: str) -> bool | None:
        said = (self.text(field) or "").lower()
        if said and said not in _YES | _NO:
            self.tell(field, Fault.NOT_YES_OR_NO)
            return None
        return said in _YES if said else None

    def ages(self, field: str) -> tuple[int | None, int | None, bool]:
        """ "18+", "18-25", "up to 25", "all": youngest, oldest, and whether all ages may come."""
        said = (self.text(field) or "").lower().replace("\u2013", "-").replace(" to ", "-")
        if said in {"", "all", "all ages", "any", "any age"}:
            return None, None, bool(said)
        found = (
            re.fullmatch(r"(?P<young>\d{1,3})\s*(?:\+|and over|or over|and above)?", said)
            or re.fullmatch(r"(?:over)\s*(?P<young>\d{1,3})s?", said)
            or re.fullmatch(r"(?P<young>\d{1,3})\s*-\s*(?P<old>\d{1,3})", said)
            or re.fullmatch(r"up-(?P<old>\d{1,3})", said)
            or re.fullmatch(r"under (?P<below>\d{1,3})s?", said)
        )
        young, old, below = (_bound(found, name) for name in ("young", "old", "below"))
        old = below - 1 if below else old
        if young is None and old is None:
            self.tell(field, Fault.NOT_AN_AGE)
        elif young is not None and old is not None and young > old:
            self.tell(field, Fault.AGES_CROSSED)
            return None, None, False
        elif max(young or 0, old or 0) > OLDEST:
            self.tell(field, Fault.NOT_AN_AGE)
            return None, None, False
        return young, old, False

    def cost(self, field: str) -> Cost | None:
        """What begins with "free" is free; "free for under 18s" is not, for everyone else."""
        said = self.text(field)
        if said is None or said.lower() in {"unknown", "not known", "?", "ask", "tbc"}:
            return None
        is_free = bool(_FREE.match(said)) and not re.search(r"\b(then|for|if|first|\d)", said)
        return Cost(is_free, said)

    def day(self, field: str) -> date | None:
        """2026-03-01 or 01/03/2026, the day first as in Britain."""
        said = self.text(field)
        if said is None:
            return None
        day = re.split(r"(?<=\d{4}-\d{2}-\d{2})[T ]|\s+\d{1,2}:", said, maxsplit=1)[0]
        for pattern in ("%Y-%m-%d", "%d/%m/%Y", "%d %B %Y", "%d %b %Y"):
            try:
                return datetime.strptime(day, pattern).date()
            except ValueError:
                continue
        self.tell(field, Fault.NOT_A_DATE)
        return None

    def moment(self, field: str) -> datetime | None:
        """ISO 8601; without an offset it is taken as London's time. Kept in UTC."""
        said = self.text(field)
        if said is None:
            return None
        try:
            moment = datetime.fromisoformat(said)
            local = moment if moment.tzinfo else moment.replace(tzinfo=LONDON)
            return local.astimezone(UTC)
        except (ValueError, OverflowError):
            self.tell(field, Fault.NOT_A_DATE)
            return None

    def point(self, latitude: str, longitude: str) -> Point | None:
        north, east = self.text(latitude), self.text(longitude)
        if north is None and east is None:
            return None
        try:
            point = Point(float(north or ""), float(east or ""))
        except ValueError:
            point = Point(math.nan, math.nan)
        if abs(point.latitude) <= 90 and abs(point.longitude) <= 180:
            return point
        self.tell(latitude, Fault.NOT_COORDINATES, said=f"{north or ''}, {east or ''}")
        return None

    def postcode(self, field: str) -> str | None:
        """In capitals; kept even where it has not the shape of one."""
        said = self.text(field)
        if said is not None and not is_postcode(said):
            self.tell(field, Fault.NOT_A_POSTCODE, Remedy.KEPT_AS_WRITTEN, said)
        return " ".join(said.upper().split()) if said else None

    def email(self, field: str) -> str | None:
        said = self.text(field)
        if said is None or _EMAIL.fullmatch(said):
            return said
        self.tell(field, Fault.NOT_AN_EMAIL)
        return None

    def link(self, field: str) -> str | None:
        """Only http and https: a link is shown to people to press. Of several, the first."""
        said = self.text(field)
        if said is None or _LINK.fullmatch(said):
            return said
        if _BARE_LINK.fullmatch(said):
            return f"https://{said}"
        if _LINK.fullmatch(first := said.split(maxsplit=1)[0].rstrip(",;")):
            self.tell(field, Fault.NOT_A_LINK, Remedy.READ_AS, first)
            return first
        self.tell(field, Fault.NOT_A_LINK)
        return None

    def phone(self, field: str) -> str | None:
        """As written, so long as there is a number in it: "0808 157 0123, ask for Jo".

        A spreadsheet that took it for a sum drops its first zero, which is put back.
        """
        said = self.text(field)
        if said is not None and _NO_ZERO.fullmatch(said):
            self.tell(field, Fault.LOST_ZERO, Remedy.READ_AS, f"0{said.removesuffix('.0')}")
            return f"0{said.removesuffix('.0')}"
        if said is None or sum(letter.isdigit() for letter in said) >= 3:
            return said
        self.tell(field, Fault.NOT_A_PHONE)
        return None

    def _choice_parts(self, field: str) -> list[str]:
        return [
            part.strip() for part in re.split(r"[;,\n]", self.text(field) or "") if part.strip()
        ]

    def _one(self, field: str, part: str, kind: type[Choice]) -> Choice | None:
        for choice in kind:
            if _folded(choice.value) == _folded(part):
                return choice
        self.tell(field, Fault.NOT_A_CHOICE, said=part)
        return None


def harmless(cell: str) -> str:
    """A cell that no spreadsheet program takes for a formula: a quotation mark goes before it."""
    return f"'{cell}" if _FORMULA.match(cell) else cell


def unguarded(cell: str) -> str:
    """Without the mark that `harmless` put there."""
    return cell[1:] if cell.startswith("'") and _FORMULA.match(cell[1:]) else cell


def tidied(
    row: int,
    named: Mapping[str, str],
    problems: list[Problem],
    path: str = "",
    service: str | None = None,
) -> dict[str, str]:
    """The cells without markup and broken letters; what was changed is told."""
    cells = Cells(row, named, problems, path, service)
    tidy: dict[str, str] = {}
    for field, said in named.items():
        tidy[field] = said if is_plain(said) else plain_text(said)
        if tidy[field] == said or tidy[field] == said.strip():
            continue
        fault = Fault.ODD_CHARACTERS
        if has_markup(said):
            fault = Fault.MARKUP
        elif mended(said) != said:
            fault = Fault.ODD_ENCODING
        cells.tell(field, fault, Remedy.MADE_PLAIN, tidy[field][:200])
    return tidy


def _bound(found: re.Match[str] | None, name: str) -> int | None:
    said = found.groupdict().get(name) if found else None
    return int(said) if said else None


@lru_cache(4096)
def _folded(words: str) -> str:
    return re.sub(r"[\s_-]+", " ", words.strip().lower())
