"""What a listing says in prose of whom it is for, where nobody has filled in the columns."""

import re
from dataclasses import dataclass
from functools import lru_cache

from resources_directory.model import Service

_SPAN = re.compile(
    r"\b(?:aged?s?(?: between| from)?|between)\s*(\d{1,2})\s*(?:-|\u2013|to|and)\s*(\d{1,2})\b|"
    r"\b(\d{1,2})\s*(?:-|\u2013|to)\s*(\d{1,2})[- ]?(?:years?|yrs?|year[- ]olds)\b"
)
_FROM = re.compile(
    r"\bover(?:-|\s)(?:the age of )?(\d{2})s?\b(?! (?:members|years))|"
    r"\b(\d{2})\s*(?:\+|plus\b|years and over|and over)"
)
_UP_TO = re.compile(
    r"\bunder\s*(?:the age of )?(\d{1,2})(?:s|'s)?\b|\bup to (?:the age of )?(\d{2}) years\b"
)


def ages_said(service: Service) -> tuple[int | None, int | None]:
    """The youngest and the oldest that the columns or, failing them, the words speak of.

    Of several spans in one description, the widest reach counts: a listing may hold many groups.
    """
    if service.any_age or service.minimum_age is not None or service.maximum_age is not None:
        return service.minimum_age, service.maximum_age
    return _prose(service.name, service.description or "").ages


def _ages(text: str) -> tuple[int | None, int | None]:
    spans = [tuple(int(age) for age in found.groups() if age) for found in _SPAN.finditer(text)]
    lows: list[int] = [low for low, _ in spans]
    highs: list[int] = [high for _, high in spans]
    froms = [int(next(filter(None, found.groups()))) for found in _FROM.finditer(text)]
    ups = [int(next(filter(None, found.groups()))) for found in _UP_TO.finditer(text)]
    oldest = None if froms or not highs + ups else max(highs + ups)
    youngest = None if ups or not lows + froms else min(lows + froms)
    return youngest, oldest


_YOUNG = re.compile(
    r"\b(?:children|childrens|child|young people|young persons?|youth|scouts?|girl ?guides|guiding|"
    r"cubs|brownies|pupils|school|playgroup|pre-?school|nursery|toddlers?|boys|girls|teenagers|"
    r"cadets|juniors?)\b"
)
_GROWN = re.compile(
    r"\b(?:adults?|famil(?:y|ies)|parents?|carers?|older people|elderly|all ages|everyone|men|"
    r"women|people aged|anyone|over \d\ds?|seniors?)\b"
)


def is_for_young(service: Service) -> bool:
    """Whether its words speak of children or the young, and of nobody grown up."""
    if service.any_age or service.minimum_age is not None or service.maximum_age is not None:
        return service.maximum_age is not None and service.maximum_age < 18
    return _prose(service.name, service.description or "").is_for_young


def _speaks_of_young_only(text: str) -> bool:
    text = text.replace("'", "").replace("\u2019", "")
    return _YOUNG.search(text) is not None and _GROWN.search(text) is None


_CLOSED = re.compile(
    r"\b(?:group|club|charity|service|centre|project|society|branch|organisation)s?"
    r" (?:is|are|has|have|was)(?: now| been| permanently| currently)*"
    r" (?:closed|dissolved|wound up|ceased|dormant)\b(?! (?:on|for|during|over|between|at)\b)|"
    r"\bno longer (?:operat|active|runn|meet|exist)\w*|\bcurrently (?:dormant|inactive)\b|"
    r"\bceased (?:to )?(?:operat|exist|trad|activit)\w*|\bgenerates? no activities\b"
)


def says_closed(service: Service) -> bool:
    """Whether its own words say that it is over, such as "This group is now closed"."""
    return _prose(service.name, service.description or "").is_over


_GIVING = re.compile(
    r"\brais(?:e|es|ing) (?:\w+ )?(?:funds?|money)\b|\bfund ?raising\b|"
    r"\bgrant[- ]?(?:making|giving)\b|\b(?:making|makes?|awards?|gives?|provides?) grants\b|"
    r"\bgrants? to (?:charit|organi|school|instit)|\bdonations? to\b|"
    r"\bparents?'?(?:,? (?:teachers?|staff|friends|and|&))*'? assoc|\bp\.?t\.?f?\.?a\b|"
    r"\bfabric of\b|\bgeneral charitable purposes\b|\boverseas\b|\bthird world\b|"
    r"\bdeveloping countr|"
    r"\bin (?:africa|kenya|uganda|nepal|india|pakistan|bangladesh|ghana|nigeria|romania|malawi)\b"
)


def is_for_giving(service: Service) -> bool:
    """Whether it speaks of raising or granting money, here or far away: nowhere for a person to go.

    Register entries of charities are full of such; of 153 judged ones, two met a goal.
    """
    return _prose(service.name, service.description or "").is_for_giving


@dataclass(frozen=True, slots=True)
class _Prose:
    ages: tuple[int | None, int | None]
    is_for_young: bool
    is_over: bool
    is_for_giving: bool


@lru_cache(50_000)
def _prose(name: str, description: str) -> _Prose:
    """Read once: a search looks at a hundred listings."""
    text = f"{name}. {description}".lower()
    return _Prose(
        _ages(text),
        _speaks_of_young_only(text),
        _CLOSED.search(text) is not None,
        _GIVING.search(text) is not None,
    )
