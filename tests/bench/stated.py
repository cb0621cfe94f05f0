"""Whether an answer breaks what a goal states: an age, a gender, or what is not wanted.

Read apart from the product, by other means, so that both would have to be wrong in the same way.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from typing import Any

_AGE = re.compile(
    r"\b(?:im|i am|aged?|is|shes|hes) (?:only |now )?(\d\d)\b(?! (?:weeks|months|days|years? in))|"
    r"^(\d\d)(?:,| and)|, (\d\d),|\b(\d\d) year old\b|\bmy (\d\d)th\b"
)
_SPAN = re.compile(r"\b(?:aged?|between)(?: from)? (\d{1,2}) ?(?:-|to|and) ?(\d{1,2})\b")
_OVER = re.compile(r"\bover (\d\d)s?\b")
_CHILDREN = re.compile(
    r"\b(?:childrens?|kids|toddlers?|playgroup|pre-?school|nursery|scouts?|guides|brownies|"
    r"junior|primary school|youth|young people)\b"
)
_MALE = re.compile(r"\b(?:mens?|blokes|fathers|dads|boys)\b")
_FEMALE = re.compile(r"\b(?:wom[ae]ns?|ladies|girls|mothers|mums)\b")
_NOT = (
    (r"\b(?:not a|no) groups?\b", r"\b(?:groups?|clubs?|choirs?|class(?:es)?)\b"),
    (r"\b(?:not a|no|hate the|hate) gyms?\b|\bgyms make me sick\b", r"\b(?:gyms?|fitness)\b"),
    (
        r"\b(?:not|nothing) religious\b|\b(?:no|dont want) church\b",
        r"\b(?:church|christian|gospel|mosque|muslim|islamic|jewish|methodist|parish)\b",
    ),
    (r"\bno (?:pubs?|booze|alcohol)\b|\bnot (?:a|the|in the) pub\b", r"\b(?:pub|brewery|bar)\b"),
    (r"\bno (?:men|blokes)\b", _MALE.pattern),
    (r"\b(?:no|nothing with) kids\b", _CHILDREN.pattern),
)


def breaks(text: str, constraints: Mapping[str, Any], name: str, description: str) -> Iterator[str]:
    """Which of these an answer breaks; of what is unknown, none."""
    said, called = _plain(text), _plain(name)
    listing = f"{called}. {_plain(description)}"
    age = _age(said, constraints)
    if age is not None and _is_closed_to(age, called, listing):
        yield "age"
    if constraints.get("women_only") and _MALE.search(called) and not _FEMALE.search(called):
        yield "gender"
    if re.search(r"\bother (?:blokes|men|lads)\b", said) and _FEMALE.search(called):
        yield "gender"
    yield from ("not that" for asked, kind in _NOT if re.search(asked, said) and _has(kind, called))


def _age(said: str, constraints: Mapping[str, Any]) -> int | None:
    if "age" in constraints:
        return int(constraints["age"])
    found = _AGE.search(said)
    return int(next(filter(None, found.groups()))) if found else None


def _is_closed_to(age: int, called: str, listing: str) -> bool:
    if age >= 18 and _CHILDREN.search(called) and "famil" not in listing:
        return True
    return any(not low <= age <= high for low, high in _spans(listing))


def _spans(listing: str) -> Iterator[tuple[int, int]]:
    yield from ((int(low), int(high)) for low, high in _SPAN.findall(listing))
    yield from ((int(low), 120) for low in _OVER.findall(listing))


def _has(kind: str, called: str) -> bool:
    return re.search(kind, called) is not None


def _plain(words: str) -> str:
    return words.lower().replace("'", "").replace("\u2019", "")
