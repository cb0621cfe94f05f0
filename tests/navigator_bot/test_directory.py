"""The directory as conversations ask it, with words of a deployment's own."""

from __future__ import annotations

from pathlib import Path

import pytest

from navigator_bot.directory import LocalDirectory, read_vocabulary
from navigator_bot.errors import SettingsError
from navigator_bot.settings import read_settings
from resources_directory.catalogue import Catalogue
from resources_directory.matching import Wanted
from tests.conversations.surroundings import sample
from tests.navigator_bot.life import TUESDAY

OWN_TOPIC = """
[blethering]
say = "a blether"
find = "walking group"
"""


def test_once_it_is_prepared_nothing_is_made_by_who_asks_first() -> None:
    directory = LocalDirectory(Catalogue(sample().services))
    made_late = {"ranking", "browsing"}
    assert not made_late & vars(directory.catalogue).keys()

    directory.prepare()

    assert made_late <= vars(directory.catalogue).keys()


def test_what_people_here_call_things_is_found_by_words_of_ones_own(tmp_path: Path) -> None:
    own = tmp_path / "vocabulary.toml"
    own.write_text(OWN_TOPIC, encoding="utf-8")
    settings = read_settings({"NAVIGATOR_VOCABULARY": str(own)}, with_token=False)
    wanted = Wanted(words="a blether", is_adult=True)
    words = read_vocabulary(settings.vocabulary)
    directory = LocalDirectory(Catalogue(sample().services, vocabulary=words))

    found = directory.match(wanted, TUESDAY).found

    assert not sample().match(wanted, TUESDAY).found
    assert "walking" in found[0].service.name.lower()


@pytest.mark.parametrize(
    "content",
    [None, b"[topic\n", b"[topic]\nsay = 3\n", b"\xff\xfe\x00"],
    ids=["missing", "no TOML", "no topic", "no text"],
)
def test_words_that_cannot_be_read_stop_the_start_and_their_file_is_named(
    tmp_path: Path, content: bytes | None
) -> None:
    own = tmp_path / "vocabulary.toml"
    if content is not None:
        own.write_bytes(content)

    with pytest.raises(SettingsError, match=r"NAVIGATOR_VOCABULARY names .*vocabulary\.toml"):
        read_vocabulary(own)
