"""The vocabulary can be extended by hand, and a slip in it is shown by its line."""

import pytest

from resources_directory.model import Need
from resources_directory.vocabulary import Topic, Vocabulary, VocabularyError, read
from tests.resources_directory.vocabulary import STANDARD

GOOD = """
[fuel]
need = "warmth"
say = "leccy, on the meter"
find = "fuel poverty"
"""


def test_a_topic_is_read() -> None:
    assert read(GOOD) == Vocabulary(
        (Topic("fuel", ("leccy", "on the meter"), ("fuel poverty",), need=Need.WARMTH),)
    )


@pytest.mark.parametrize(
    ("text", "line"),
    [
        (GOOD + 'needs = "warmth"\n', "ine 6"),
        (GOOD.replace("warmth", "warmness"), "ine 3"),
        (GOOD.replace('find = "fuel poverty"', "find = 3"), "ine 5"),
        (GOOD.replace('say = "leccy, on the meter"', 'say = ""'), "ine 2"),
        (GOOD + "[fuel]\n", "line 6"),
        (GOOD.replace('"leccy, on the meter"', '"leccy'), "line 4"),
        ('say = "leccy"\n', "ine 1"),
    ],
)
def test_what_is_not_understood_is_named_by_its_line(text: str, line: str) -> None:
    with pytest.raises(VocabularyError, match=line):
        read(text)


def test_a_town_adds_its_own_words() -> None:
    more = read('[fuel]\nsay = "clemmed"\nfind = "coal fund"\n[ferrets]\nsay = "ferrets"\n')

    fuel, ferrets = read(GOOD).extended(more).topics

    assert fuel.say == ("leccy", "on the meter", "clemmed")
    assert fuel.find == ("fuel poverty", "coal fund")
    assert fuel.need is Need.WARMTH
    assert ferrets.say == ("ferrets",)


def test_marks_and_hints_are_read() -> None:
    marked = 'say = "ferrets"\nhint = "polecat"\npart = true\ngeneral = true\nfigure = true\n'

    (ferrets,) = read(f"[ferrets]\n{marked}").topics

    assert ferrets.hint == ("polecat",)
    assert ferrets.is_part
    assert ferrets.is_general
    assert ferrets.is_figure


@pytest.mark.parametrize("need", list(Need))
def test_every_need_has_words_in_the_standard_vocabulary(need: Need) -> None:
    assert [topic for topic in STANDARD.topics if topic.need is need]
