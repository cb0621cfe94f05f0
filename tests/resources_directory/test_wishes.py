"""The reader of wishes hears what is refused, whose age it is, and when; and nothing more."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from resources_directory.model import Audience
from resources_directory.wishes import PartOfDay, Wish, read_wish


@pytest.mark.parametrize(
    ("words", "refused"),
    [
        ("not a group, just someone to talk to", ("a group",)),
        ("something calm but nothing religious", ("religious",)),
        ("I don't want counselling. I like walking", ("counselling",)),
        ("I can't face the gym, a walk would be nice", ("the gym",)),
        ("meet people, no pubs", ("pubs",)),
        ("I want company but not church stuff", ("church stuff",)),
        ("sick of the gym, what else is there", ("the gym",)),
    ],
)
def test_what_is_refused_is_told_apart_from_what_is_asked(
    words: str, refused: tuple[str, ...]
) -> None:
    wish = read_wish(words)

    assert wish.refused == refused
    assert not any(each in clause for each in refused for clause in (*wish.asked, *wish.told))


@pytest.mark.parametrize(
    "words",
    [
        "I hate being on my own",
        "I don't want to be lonely",
        "can't face leaving the house",
        "I've not worked in years",
        "I'm not that good at singing",
        "no friends and no money",
        "not just advice",
    ],
)
def test_a_trouble_is_not_a_refusal(words: str) -> None:
    assert read_wish(words).refused == ()


@pytest.mark.parametrize(
    ("words", "age"),
    [
        ("I'm 67", 67),
        ("67 and widowed", 67),
        ("gay, 46, know nobody", 46),
        ("45 year old bloke", 45),
        ("4 months off the drink", None),
        ("I'm 3 years sober", None),
        ("swim before my 50th", None),
        ("only 6 sessions", None),
        ("lost my mum 3 years ago", None),
    ],
)
def test_a_persons_own_age_is_read(words: str, age: int | None) -> None:
    wish = read_wish(words)

    assert wish.age == age
    assert not wish.is_for_child


@pytest.mark.parametrize(
    ("words", "age", "is_for_child"),
    [
        ("my son is 15", 15, True),
        ("my 15 year old wants friends", 15, True),
        ("my lad is 9 and autistic", 9, True),
        ("my nan is 82 and on her own", 82, False),
        ("my dad, 70, needs company", 70, False),
    ],
)
def test_the_age_of_somebody_else_is_theirs(words: str, age: int, is_for_child: bool) -> None:
    wish = read_wish(words)

    assert (wish.age, wish.is_for_child, wish.is_for_other) == (age, is_for_child, True)


@pytest.mark.parametrize(
    ("words", "expected"),
    [
        ("a group for women only", Wish(women_only=True)),
        ("other blokes to talk to", Wish(audiences=frozenset({Audience.MEN}))),
        ("something free", Wish(free_only=True)),
        ("a support group on zoom", Wish(online=True)),
        ("a dance, no booze", Wish(alcohol_free=True)),
        ("a class after work", Wish(parts=frozenset({PartOfDay.EVENING}))),
        ("something at the weekend", Wish(days=frozenset({"SA", "SU"}))),
        ("a walk on Tuesdays", Wish(days=frozenset({"TU"}))),
        ("no crowds", Wish(one_to_one=True)),
        ("cant pay my rent", Wish()),
        ("i have free time", Wish()),
        ("help to get online", Wish()),
    ],
)
def test_what_is_needed_of_it_is_read(words: str, expected: Wish) -> None:
    wish = read_wish(words)

    for name in ("women_only", "audiences", "free_only", "online", "alcohol_free", "parts", "days"):
        assert getattr(wish, name) == getattr(expected, name), name
    assert wish.one_to_one == expected.one_to_one


@given(st.text(max_size=300))
def test_any_text_is_read(words: str) -> None:
    assert isinstance(read_wish(words), Wish)
