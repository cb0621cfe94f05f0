"""The table of places that a deployment names."""

from argparse import Namespace
from pathlib import Path

import pytest

from navigator_bot.directory import LocalDirectory
from navigator_bot.directory_commands import small_places
from navigator_bot.errors import SettingsError
from navigator_bot.places import read_places
from navigator_bot.settings import read_settings
from resources_directory.catalogue import Catalogue
from tests.conversations.surroundings import sample

TABLE = "outcode,latitude,longitude\nNE61,55.17,-1.69\n"


def test_a_place_of_the_table_is_found_where_no_service_is(tmp_path: Path) -> None:
    table = tmp_path / "places.csv"
    table.write_text(TABLE)

    settings = read_settings({"NAVIGATOR_PLACES": str(table)}, with_token=False)
    services = sample().catalogue.services
    directory = LocalDirectory(Catalogue(services, centroids=read_places(settings.places)))

    assert sample().find_area("NE61 2AB") is None
    found = directory.find_area("NE61 2AB")
    assert found is not None
    assert found.label == "NE61"
    assert directory.nearest_area(found.point) == found
    assert directory.find_area("AX1") is not None


def test_every_table_of_a_folder_is_read(tmp_path: Path) -> None:
    (tmp_path / "outcode.csv").write_text(TABLE)
    (tmp_path / "sector.csv").write_text("sector,latitude,longitude\nNE61 2,55.2,-1.7\n")
    (tmp_path / "README.md").write_text("Where they are from")

    assert set(read_places(tmp_path)) == {"NE61", "NE61 2"}


def test_without_a_table_there_is_none() -> None:
    assert read_places(None) == {}


@pytest.mark.parametrize(
    ("name", "text"),
    [
        ("missing.csv", None),
        ("empty.csv", b""),
        ("other.csv", b"name,phone\nWalk,0800\n"),
        ("no_place.csv", b"outcode,lat,long\nAX1,,\n"),
        ("old.csv", b"outcode,lat,long\n\xff\xfe,1,1\n"),
        ("picture.csv", b"outcode,lat,long\n" + b"\0" * 10 + b"x" * 200_000),
    ],
)
def test_a_table_that_cannot_be_used_is_one_clear_error(
    tmp_path: Path, name: str, text: bytes | None
) -> None:
    table = tmp_path / name
    if text is not None:
        table.write_bytes(text)

    with pytest.raises(SettingsError, match=f"NAVIGATOR_PLACES names .*{name}"):
        read_places(table)


def test_a_folder_without_a_table_is_one_clear_error(tmp_path: Path) -> None:
    with pytest.raises(SettingsError, match="holds no CSV"):
        read_places(tmp_path)


async def test_a_small_table_is_made_of_a_large_one_and_is_never_written_over_another(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    lookup, small = tmp_path / "NSPL.csv", tmp_path / "places.csv"
    lookup.write_text("pcds,lat,long\nNE61 2AB,55.2,-1.7\nNE61 2AC,55.4,-1.7\n")

    options = Namespace(lookup=lookup, file=small)

    assert await small_places(options) == 0
    assert read_places(small) == read_places(lookup)
    assert set(read_places(small)) == {"NE61", "NE61 2"}
    assert "holds 2 places" in capsys.readouterr().out
    with pytest.raises(SettingsError, match="exists"):
        await small_places(options)
