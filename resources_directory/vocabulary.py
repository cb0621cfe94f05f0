"""The words that people use, and the words that listings use for what meets them.

The words themselves are in `vocabulary.toml`, which a coordinator can extend and a clinician can
review; the text of it is handed in.
"""

import re
import tomllib
from collections.abc import Mapping
from dataclasses import dataclass, replace

from resources_directory.model import Need


class VocabularyError(ValueError):
    """The text is no vocabulary; says on which line, and what is wrong there."""


@dataclass(frozen=True, slots=True)
class Topic:
    """One thing that people ask for, in their words and in those of listings."""

    name: str
    say: tuple[str, ...]
    find: tuple[str, ...] = ()
    """The most telling first."""
    also: tuple[str, ...] = ()
    """Weaker signs than `find`."""
    hint: tuple[str, ...] = ()
    """What may mean it, and counts little beside anything surer."""
    need: Need | None = None
    is_part: bool = False
    """Whether it is only a part of that need: who moves more need not play badminton."""
    is_who: bool = False
    """Whether it is a kind of person: what is kept for others ranks lower."""
    is_choice: bool = False
    """Whether somebody may well say "not that" of it; nobody declines a debt."""
    is_general: bool = False
    """Whether it is a kind of help that any field may have (company, talking, volunteering): beside
    a field, the field counts more."""
    is_figure: bool = False
    """Whether its words are mere figures of speech: "scared stiff" asks for nothing stiff."""


@dataclass(frozen=True, slots=True)
class Vocabulary:
    """All topics. Without any, a search goes by the words alone."""

    topics: tuple[Topic, ...] = ()

    def extended(self, other: "Vocabulary") -> "Vocabulary":
        """Topics of the same name are joined; their `need` and marks stay as they were here."""
        more = {topic.name: topic for topic in other.topics}
        joined = [_joined(topic, more.pop(topic.name, None)) for topic in self.topics]
        return Vocabulary((*joined, *more.values()))


_LISTS = ("say", "find", "also", "hint")
_MARKS = ("part", "who", "choice", "general", "figure")


def read(text: str) -> Vocabulary:
    """Raises VocabularyError, which names the line, for anything that is not understood."""
    try:
        tables = tomllib.loads(text)
    except tomllib.TOMLDecodeError as broken:
        raise VocabularyError(f"The vocabulary cannot be read: {broken}") from None
    return Vocabulary(tuple(_topic(name, table, text) for name, table in tables.items()))


def _topic(name: str, table: object, text: str) -> Topic:
    if not isinstance(table, Mapping):
        raise VocabularyError(f"Line {_line(text, name)}: {name} stands outside of any topic.")
    for key, value in table.items():
        wanted: type = bool if key in _MARKS else str
        if key not in (*_LISTS, *_MARKS, "need") or not isinstance(value, wanted):
            raise VocabularyError(f"Line {_line(text, name, key)}: {key} is not understood.")
    said = {key: _phrases(table.get(key, "")) for key in _LISTS}
    if not said["say"] + said["hint"]:
        raise VocabularyError(f"Line {_line(text, name)}: {name} has nothing that people say.")
    need = table.get("need")
    if need is not None and need not in set(Need):
        raise VocabularyError(f"Line {_line(text, name, 'need')}: there is no need {need!r}.")
    return Topic(
        name,
        **said,
        need=None if need is None else Need(need),
        is_part=table.get("part", False),
        is_who=table.get("who", False),
        is_choice=table.get("choice", False),
        is_general=table.get("general", False),
        is_figure=table.get("figure", False),
    )


def _phrases(said: str) -> tuple[str, ...]:
    return tuple(dict.fromkeys(phrase.strip() for phrase in said.split(",") if phrase.strip()))


def _line(text: str, name: str, key: str = "") -> int:
    """Of the key within the topic, or of the topic's own head."""
    lines = text.splitlines()
    heads = (f"[{name}]", f'["{name}"]', f"[{name} ]")
    at = next((n for n, line in enumerate(lines) if line.split("#")[0].strip() in heads), 0)
    for number, line in enumerate(lines[at:], at + 1):
        if re.match(rf"\s*{re.escape(key or name)}\s*=", line):
            return number
    return at + 1


def _joined(topic: Topic, more: Topic | None) -> Topic:
    if more is None:
        return topic
    say, find, also, hint = (
        tuple(dict.fromkeys((*getattr(topic, key), *getattr(more, key)))) for key in _LISTS
    )
    return replace(topic, say=say, find=find, also=also, hint=hint)


_SMALL_WORDS = """
a an the my me i im ive id we us you your he she it its they them his her their this that these
those and or but so if as at by for from in into of off on to up with am is are was were be been
being do does did done have has had having will would could should can may might must just really
very quite bit bits lot lots some any more most much many too also again still even only not no
dont cant wont isnt havent didnt about around there here then than when where what who which how
why all both each every other others one want wanna wants wanted need needs needed like liked love
loved help helped helping please get gets getting got go goes going gone come comes coming find
finding look looking try trying start starting make making feel feeling feels think know say says
said thing things something anything someone anyone somebody anybody everyone way day days week
weeks month months year years today tomorrow yesterday time times now near nearby local place
places group groups support service services people person new better good yes ok okay hi hello
thanks thank able keep give take use put best worst never ever always since before after while
until til till over through back out down maybe bit owt nowt summat cos coz lol tbh mind bad nice
great big little old last next first second two three four five six ten own same else enough
proper right left long half kind sort stuff end mean means used told tell ask asked let lets nor
ones mine myself himself herself everything nothing nobody anymore done wish hope hoping idea
without round hers ours were thats theres whats hes shes theyre youre id wouldnt couldnt shouldnt
doesnt arent wasnt rid tired sick hard easy pay cheap free cost costs bomb poss possible couple
every single night nights evening evenings weekend weekends morning mornings afternoon monday
tuesday wednesday thursday friday saturday sunday fancy ask fed prefer rather someone's area live
living life guess suppose afraid cannot having gonna gotta kinda bloody dead well happy sitting sit
young somewhere him everywhere anywhere fun laugh fine work works
"""

SMALL_WORDS = frozenset(_SMALL_WORDS.split())
"""Words that say nothing about what is wanted, or that half of all listings use."""

ARTICLES = frozenset(
    {"a", "an", "the", "my", "your", "of", "with", "some", "and", "i", "im", "ive", "just", "to"}
)
"""Words that are passed over when a phrase is looked for: "out of the house" is "out house"."""
