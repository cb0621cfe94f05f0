"""Ready replies from a file: what it takes, and how it says what is wrong."""

from __future__ import annotations

from pathlib import Path

import pytest

from navigator_bot.errors import SettingsError
from navigator_bot.ready_replies import MOST, ReadyReply, read_ready_replies


def reply(label: str = "Hello", words: str = "Hello there") -> str:
    return f'[[reply]]\nlabel = "{label}"\nwords = "{words}"\n'


def test_each_has_a_label_and_words(tmp_path: Path) -> None:
    file = tmp_path / "replies.toml"
    file.write_text(reply(" Hello ") + reply("Bye", "Goodbye"), encoding="utf-8")

    read = read_ready_replies(file)

    assert read == (ReadyReply("Hello", "Hello there"), ReadyReply("Bye", "Goodbye"))


def test_there_need_not_be_any() -> None:
    assert read_ready_replies(None) == ()


@pytest.mark.parametrize(
    "content",
    [
        "reply = 5",
        "[[reply]]\nlabel = 'x'",
        reply(label="x" * 41),
        reply(words="x" * 1001),
        reply(label=" "),
        reply(words=" "),
        reply() + "colour = 'red'\n",
        reply("Hello") + reply("hello "),
        "".join(reply(str(n)) for n in range(MOST + 1)),
        "not toml",
    ],
)
def test_what_is_wrong_is_said_with_the_setting(tmp_path: Path, content: str) -> None:
    file = tmp_path / "replies.toml"
    file.write_text(content, encoding="utf-8")

    with pytest.raises(SettingsError, match="NAVIGATOR_READY_REPLIES"):
        read_ready_replies(file)


def test_a_file_that_is_not_there_is_named(tmp_path: Path) -> None:
    with pytest.raises(SettingsError, match=r"nowhere\.toml"):
        read_ready_replies(tmp_path / "nowhere.toml")
