"""The rules as they stand in their files: what each looks for, why, and what must be found by it.

The files are TOML, read by people who know the field before they are read by a computer. Several
files make one net: words and classes of all of them are known to all.
"""

from __future__ import annotations

import tomllib
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from enum import StrEnum
from typing import Any, TypeVar

from conversations.safety_net.model import Category, Tier


class RulesError(ValueError):
    """The text is no file of rules; says which rule, and what is wrong there."""


class Place(StrEnum):
    """Where a guard is looked for, seen from what a rule found."""

    BEFORE = "before"
    NEAR = "near"


@dataclass(frozen=True, slots=True)
class Guard:
    """What makes a finding mean less, or nothing: a denial, a film, long ago, a question."""

    name: str
    place: Place
    find: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Rule:
    """`hit` are messages that must be found by it, `miss` such as must not be found at all."""

    id: str
    tier: Tier
    category: Category
    why: str
    find: tuple[str, ...]
    hit: tuple[str, ...]
    miss: tuple[str, ...] = ()
    unless: tuple[str, ...] = ()
    softer: tuple[str, ...] = ()
    """Guards under which it is soft."""
    is_sure: bool = False
    """Whether telling phrases are not asked for their doubts."""


@dataclass(frozen=True)
class Rules:
    """Everything that one or several files say."""

    forms: Mapping[str, str] = field(default_factory=dict)
    mended: tuple[str, ...] = ()
    right: tuple[str, ...] = ()
    starred: tuple[str, ...] = ()
    irregular: Mapping[str, str] = field(default_factory=dict)
    """From a word to its forms that no rule of English gives: take, "took taken"."""
    classes: Mapping[str, str] = field(default_factory=dict)
    guards: tuple[Guard, ...] = ()
    rules: tuple[Rule, ...] = ()

    def extended(self, other: Rules) -> Rules:
        """Classes and guards of one name are joined; a rule of the same id is replaced."""
        return Rules(
            {**self.forms, **other.forms},
            (*self.mended, *other.mended),
            (*self.right, *other.right),
            (*self.starred, *other.starred),
            {**self.irregular, **other.irregular},
            _joined(self.classes, other.classes),
            tuple({each.name: each for each in (*self.guards, *other.guards)}.values()),
            tuple({each.id: each for each in (*self.rules, *other.rules)}.values()),
        )


_TABLES = {"forms", "spelling", "irregular", "classes", "guard", "usual", "rule"}
_KEYS = {"sure", "tier", "category", "why", "find", "hit", "miss", "unless", "softer"}


def read(texts: Iterable[str], *, sure: bool = False) -> Rules:
    """All files as one; rules that do not say whether they are sure are as `sure` says. Raises
    RulesError."""
    rules = Rules()
    for text in texts:
        rules = rules.extended(_read_one(text, sure))
    return rules


def _read_one(text: str, sure: bool) -> Rules:
    try:
        tables = tomllib.loads(text)
    except tomllib.TOMLDecodeError as broken:
        raise RulesError(f"The rules cannot be read: {broken}") from None
    for name in tables.keys() - _TABLES:
        raise RulesError(f"There is no table [{name}] in a file of rules.")
    usual = {"sure": sure, **tables.get("usual", {})}
    spelling = tables.get("spelling", {})
    return Rules(
        {form: plain for plain, said in tables.get("forms", {}).items() for form in _words(said)},
        _words(spelling.get("mended", "")),
        _words(spelling.get("right", "")),
        _words(spelling.get("starred", "")),
        tables.get("irregular", {}),
        tables.get("classes", {}),
        tuple(_guard(name, table) for name, table in tables.get("guard", {}).items()),
        tuple(_rule(name, usual | table) for name, table in tables.get("rule", {}).items()),
    )


def _guard(name: str, table: Mapping[str, Any]) -> Guard:
    place = _one_of(Place, table.get("where", "near"), name)
    return Guard(name, place, _lines(table.get("find", "")))


def _rule(name: str, table: Mapping[str, Any]) -> Rule:
    for key in table.keys() - _KEYS:
        raise RulesError(f"The rule {name}: {key} is not understood.")
    for key in ("why", "find", "hit"):
        if not table.get(key, "").strip():
            raise RulesError(f"The rule {name} has no {key}.")
    return Rule(
        name,
        _one_of(Tier, table.get("tier"), name),
        _one_of(Category, table.get("category"), name),
        table["why"].strip(),
        _lines(table["find"]),
        _lines(table["hit"]),
        _lines(table.get("miss", "")),
        tuple(table.get("unless", "").split()),
        tuple(table.get("softer", "").split()),
        table["sure"] is True,
    )


_E = TypeVar("_E", bound=StrEnum)


def _one_of(kind: type[_E], value: object, name: str) -> _E:
    try:
        return kind(str(value))
    except ValueError:
        listed = ", ".join(kind)
        raise RulesError(f"{name}: {value!r} is none of {listed}.") from None


def _lines(text: str) -> tuple[str, ...]:
    return tuple(line.strip() for line in text.splitlines() if line.strip())


def _words(text: str) -> tuple[str, ...]:
    return tuple(word.strip() for word in text.replace("\n", ",").split(",") if word.strip())


def _joined(mine: Mapping[str, str], theirs: Mapping[str, str]) -> Mapping[str, str]:
    both = {name: f"{mine[name]},{theirs[name]}" for name in mine.keys() & theirs.keys()}
    return {**mine, **theirs, **both}
