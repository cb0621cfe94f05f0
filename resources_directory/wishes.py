"""Reads what a person's own words say besides the wish: what is refused, whose age, when, for whom.

Small on purpose: it reads turns of phrase that say one thing only, and leaves all others alone.
"""

import re
from dataclasses import dataclass
from enum import StrEnum

from resources_directory.model import Audience


class PartOfDay(StrEnum):
    """By when a session begins: before noon, before 17:00, or later."""

    MORNING = "morning"
    AFTERNOON = "afternoon"
    EVENING = "evening"


@dataclass(frozen=True, slots=True)
class Wish:
    """What somebody's words say. What they leave unsaid is `None`, empty or false."""

    asked: tuple[str, ...] = ()
    """The clauses that ask for something."""
    told: tuple[str, ...] = ()
    """The clauses around them, which explain."""
    refused: tuple[str, ...] = ()
    """What is not wanted, as it was said."""
    age: int | None = None
    """In years, of the one whom the help is for."""
    is_for_child: bool = False
    is_for_other: bool = False
    """For somebody else than the person: then the person's own age says nothing."""
    audiences: frozenset[Audience] = frozenset()
    """What the person says they are."""
    free_only: bool = False
    women_only: bool = False
    online: bool = False
    one_to_one: bool = False
    alcohol_free: bool = False
    days: frozenset[str] = frozenset()
    """iCalendar's days."""
    parts: frozenset[PartOfDay] = frozenset()


_CLAUSE = re.compile(r"[.;:!?\n,()]+|\s-+\s|\b(?:but|so|because|cos|coz|although|though)\b")
_ASKS = re.compile(
    r"\b(?:want|wants|wanna|would like|id like|love to|like to|need|needs|looking for|fancy|wish|"
    r"could do with|anything|something|somewhere|someone|somebody|anywhere|owt|summat|is there|"
    r"are there|any|how do|can i|where|who|learn|help|lets|nice if|hoping|get back)\b"
)
_KINDS = r"(?:too |very |really )?(?:religious|churchy|sporty|arty|spiritual)\b"
_SHUNNED = (
    r"(?:groups?\b|church|religi|god\b|pubs?\b|alcohol|booze|drink|gyms?\b|kids\b|men\b|blokes\b|"
    r"women\b|phones?\b|zoom\b|therapy|counselling|talking\b|crowds)"
)
_DENIES = (
    rf"(?:not (?=(?:an?|the|any|another|in|into|at|with|on|keen|interested|up for)\b|{_KINDS})|"
    r"(?:dont|do not|doesnt|didnt) (?:want|like|fancy|do|enjoy|drink)\b|"
    rf"nothing (?:with |to do with )?(?={_KINDS})|nothing (?:with|to do with)\b|"
    r"(?:cant|cannot|couldnt|could not) (?:face|stand|abide|bear)\b|hate\b|"
    r"rather not\b|anything but\b|instead of\b|"
    rf"without\b|no more\b|nowhere with\b|wont (?:go to|do)\b|avoid\b|put off by\b|"
    rf"(?:had enough(?: of)?|sick of|fed up (?:of|with)) (?=the |an? |{_SHUNNED})|"
    rf"(?:no|not) (?={_SHUNNED}))"
)
_REFUSED = re.compile(rf"\b{_DENIES}\s*(?P<what>[^.;:!?\n,]*?)(?=$|[.;:!?\n,]|\bbut\b|\bjust\b)")
_A_STATE = re.compile(
    r"\s*(?:to )?(?:be|being|feel|feeling|having|living|to live|die|to die|alone|anyone|nobody|"
    r"know|bother|how|need|leav|go(?:ing)? out|(?:sit|sitting|being|be|going) in (?:a|an|the) )"
)

_CHILD = (
    r"(?:son|daughter|lad|lass|boy|girl|child|kid|bairn|wean|grandson|granddaughter|toddler|baby|"
    r"youngest|eldest|teenager|little (?:one|boy|girl)|step ?son|step ?daughter|nephew|niece)"
)
_ELDER = (
    r"(?:mum|mom|mam|dad|nan|nana|gran|grandma|grandad|granddad|grandpa|mother|father|"
    r"husband|wife|partner|brother|sister|uncle|aunt|aunty|friend|mate|neighbour)"
)
_YEARS = r"(?P<age>\d{1,3})"
_OLD = r"(?: ?-?(?:year|yr)s?(?: |-)?old| ?yo)"
_NO_AGE = (
    r"(?! (?:years? (?:sober|clean|in|ago)|weeks?|months?|days?|hours?|times?|stone|miles?|"
    r"quid))"
)

_CHILDS_AGE = (
    re.compile(
        rf"\b(?:my|our|a|her|his) (?:\w+ ){{0,2}}{_CHILD}s?,? "
        rf"(?:is |whos |who is |hes |shes |aged |just |only |now |turned |of ){{0,3}}"
        rf"{_YEARS}\b{_NO_AGE}"
    ),
    re.compile(rf"\b(?:my|our|a) {_YEARS}{_OLD}\b"),
    re.compile(rf"\b{_YEARS}{_OLD}? (?:\w+ )?{_CHILD}\b"),
)
_OTHERS_AGE = re.compile(
    rf"\b(?:my|our) (?:\w+ )?{_ELDER}(?:s| is|, who is| whos)?,? "
    rf"(?:just |only |now |aged |turned )*{_YEARS}\b{_NO_AGE}"
)
_OWN_AGE = (
    re.compile(
        rf"\b(?:im|i am|iam|aged?|just turned|ive turned|turned|being) "
        rf"(?:a |now |nearly |only )?{_YEARS}\b{_NO_AGE}"
    ),
    re.compile(rf"\b{_YEARS}{_OLD}\b"),
    re.compile(rf"(?:^|[,.;!?]\s*){_YEARS}(?=\s*(?:$|[,.;]|and\b|m\b|f\b|male|female|now))"),
)
_FOR_CHILD = re.compile(
    rf"\b(?:for )?(?:my|our) (?:\w+ )?(?:{_CHILD}|kids|children|bairns|\d{{1,2}} year old)s?\b|"
    r"\b(?:toddler|baby|little one|the kids|playgroup)\b"
)
_FOR_OTHER = re.compile(rf"\b(?:for )?(?:my|our) (?:\w+ )?{_ELDER}s?\b (?:is|has|needs?|wants?|\d)")
_LOST = re.compile(
    r"\b(?:lost|miss|death of|buried|passed|died|look(?:ing)? after|car(?:e|ing) for)\b"
)

_IS = r"\b(?:im|i am|as) an? (?:\w+ ){0,3}?"
_AUDIENCES = {
    Audience.MEN: re.compile(
        _IS + r"(?:man|bloke|lad|fella|guy|dad|father|widower)\b|"
        r"\bother (?:blokes|men|lads|fellas)\b"
    ),
    Audience.WOMEN: re.compile(
        _IS + r"(?:woman|lady|girl|mum|mother|lass|widow)\b|\bother (?:women|ladies|mums)\b"
    ),
}
_WOMEN_ONLY = re.compile(
    r"\b(?:wom[ae]n|ladies|female)[ -]only\b|\bonly (?:with |other )?(?:\w+ )?(?:women|ladies)\b|"
    r"\bjust (?:for )?(?:women|ladies)\b|\bno (?:men|blokes)\b|\bonly be comfortable with (?:\w+ )*"
    r"(?:women|ladies)\b|\b(?:uncomfortable|not comfortable) (?:with|around) men\b|"
    r"\bnot (?:with|around|near) (?:any )?(?:men|blokes)\b"
)
_FREE = re.compile(
    r"\b(?:free|no cost|for nothing|no money|costs? nothing|without paying|cant (?:afford to )?pay"
    r"(?! (?:much|a lot|my|the|rent|bills|it)))\b(?! (?:time|of|from|days?|spirit))"
)
_ONLINE = re.compile(
    r"\b(?:something|anything|owt|groups?|course|class|support|meet|talk|do|join|counselling|"
    r"therapy|help)(?: (?!get)\w+){0,3} (?:online|on zoom|on the internet|virtually|by video|"
    r"from home|on my (?:laptop|computer|tablet))\b|"
    r"\b(?:online|virtual) (?:groups?|support|course|class)"
)
_GROUP = re.compile(r"\b(?:groups?|crowds?|roomful|circle|lots of people)\b")
_ALCOHOL = re.compile(
    r"\b(?:alcohol[ -]free|no (?:booze|drink|alcohol|pubs?)|not (?:in )?(?:a|the) pub|"
    r"without (?:the )?(?:booze|drink|alcohol)|dont drink|off the (?:drink|booze)|sober|"
    r"away from (?:the )?(?:booze|drink|pub))\b"
)
_WEEKEND = re.compile(
    r"\b(?:at|on|for|over|do|only|the) (?:the )?weekends?\b|\bweekends? (?:only|are)\b"
)
_PARTS = {
    PartOfDay.MORNING: re.compile(r"\b(?:in the|on an?) mornings?\b|\bmornings (?:only|are|suit)"),
    PartOfDay.AFTERNOON: re.compile(r"\bin the afternoons?\b|\bafternoons (?:only|are|suit)"),
    PartOfDay.EVENING: re.compile(
        r"\b(?:in the evenings?|of an evening|after work|(?:i )?work days|after (?:5|6|five|six)|"
        r"evenings? (?:only|class|course|group|suits?)|"
        r"has to be (?:a night|at night|nights|evenings?))\b"
    ),
}
_NAMES = {
    "MO": "mon",
    "TU": "tues",
    "WE": "wednes",
    "TH": "thurs",
    "FR": "fri",
    "SA": "satur",
    "SU": "sun",
}
_ON_DAYS = {
    day: re.compile(rf"\b(?:on|only|free|every) (?:an? )?{name}days?\b")
    for day, name in _NAMES.items()
}
_TIMES = re.compile("|".join(each.pattern for each in (_WEEKEND, *_PARTS.values())))


def read_wish(words: str) -> Wish:
    """Any text; what cannot be read changes nothing. At most 2,000 characters are looked at."""
    text = _tidy(words[:2000])
    refused = [found for found in _REFUSED.finditer(text) if _is_refusal(found)]
    left = text
    for found in reversed(refused):
        left = f"{left[: found.start()]}, {left[found.end() :]}"
    for pattern in (*_CHILDS_AGE, *_OWN_AGE):
        left = pattern.sub(lambda found: re.sub(r"\d+|year|old", " ", found[0]), left)
    clauses = [each.strip() for each in _CLAUSE.split(_TIMES.sub(" ", left)) if each.strip()]
    asked = tuple(each for each in clauses if _ASKS.search(each))
    said = " ; ".join(found["what"] for found in refused)
    age, is_for_child, is_for_other = _age(text)
    return Wish(
        asked=asked or tuple(clauses),
        told=tuple(each for each in clauses if each not in asked) if asked else (),
        refused=tuple(found["what"].strip() for found in refused),
        age=age,
        is_for_child=is_for_child,
        is_for_other=is_for_other,
        audiences=_audiences(text),
        free_only=bool(_FREE.search(text)),
        women_only=bool(_WOMEN_ONLY.search(text)),
        online=bool(_ONLINE.search(text)),
        one_to_one=bool(_GROUP.search(said)),
        alcohol_free=bool(_ALCOHOL.search(text)),
        days=_days(text),
        parts=frozenset(part for part, said_so in _PARTS.items() if said_so.search(text)),
    )


def _tidy(words: str) -> str:
    text = words.lower().replace("\u2019", "").replace("'", "")
    return " ".join(text.replace("\n", ". ").split())


def _is_refusal(found: re.Match[str]) -> bool:
    """ "I hate being alone" and "can't face leaving the house" ask for help, and refuse none."""
    what = found["what"]
    return bool(what.strip()) and not _A_STATE.match(what)


def _age(text: str) -> tuple[int | None, bool, bool]:
    """The age of the one it is for, and whether that is a child, or another grown-up."""
    for pattern in _CHILDS_AGE:
        if (found := pattern.search(text)) and int(found["age"]) < 18:
            return int(found["age"]), True, True
    if found := _OTHERS_AGE.search(text):
        return _sane(found["age"]), False, True
    is_for_child = bool(_FOR_CHILD.search(text)) and not _LOST.search(text)
    is_for_other = bool(_FOR_OTHER.search(text)) and not _LOST.search(text)
    for pattern in _OWN_AGE:
        if found := pattern.search(text):
            return _sane(found["age"]), is_for_child, is_for_other
    return None, is_for_child, is_for_other


def _sane(age: str) -> int | None:
    return int(age) if 10 <= int(age) <= 110 else None


def _audiences(text: str) -> frozenset[Audience]:
    return frozenset(who for who, said_so in _AUDIENCES.items() if said_so.search(text))


def _days(text: str) -> frozenset[str]:
    named = {day for day, said_so in _ON_DAYS.items() if said_so.search(text)}
    return frozenset(named | ({"SA", "SU"} if _WEEKEND.search(text) else set()))
