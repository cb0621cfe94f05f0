"""The check of stated limits finds what breaks them, so that none found means something."""

import pytest

from tests.bench.stated import breaks


@pytest.mark.parametrize(
    ("text", "constraints", "name", "description", "what"),
    [
        ("im 67 and stiff", {}, "Keep fit", "For people aged 18 to 25.", ["age"]),
        ("46, gay, know nobody", {}, "Youth club", "", ["age"]),
        ("someone to talk to", {"women_only": True}, "Men's shed", "", ["gender"]),
        ("handy, want to be round other blokes", {}, "Women's institute", "", ["gender"]),
        ("not a group, just someone who listens", {}, "Tea group", "", ["not that"]),
        ("not religious but cant sleep", {}, "Sale Methodist Church", "", ["not that"]),
        ("im 67 and stiff", {}, "Keep fit", "For people aged 50 to 90.", []),
        ("not a group, just someone who listens", {}, "Samaritans", "A group of listeners.", []),
        ("my lad is 9", {}, "Youth club", "", []),
    ],
)
def test_a_broken_limit_is_named(
    text: str, constraints: dict[str, bool], name: str, description: str, what: list[str]
) -> None:
    assert list(breaks(text, constraints, name, description)) == what
