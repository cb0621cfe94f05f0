"""A ZIP is read as the folder that it was, within bounds."""

from io import BytesIO
from zipfile import ZIP_DEFLATED, ZipFile

import pytest

from resources_directory.feeds import archives
from resources_directory.feeds.archives import UnreadableArchive, unpacked


def packed(files: dict[str, bytes]) -> bytes:
    made = BytesIO()
    with ZipFile(made, "w", ZIP_DEFLATED) as archive:
        for name, content in files.items():
            archive.writestr(name, content)
    return made.getvalue()


def test_tables_and_pages_are_taken_and_the_rest_is_passed_over() -> None:
    found = unpacked(
        packed(
            {
                "lists/clubs.csv": b"name",
                "lists/flyer.pdf": b"%PDF",
                "__MACOSX/clubs.csv": b"",
                "page.json": b"{}",
            }
        )
    )

    assert found == {"lists/clubs.csv": b"name", "page.json": b"{}"}


@pytest.mark.parametrize("data", [b"", b"PK\x03\x04 broken", b"name,hours"])
def test_what_is_no_archive_is_refused(data: bytes) -> None:
    with pytest.raises(UnreadableArchive):
        unpacked(data)


def test_a_small_file_that_unpacks_to_a_huge_one_is_refused(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    monkeypatch.setattr(archives, "_LARGEST", 1_000)

    with pytest.raises(UnreadableArchive, match="too large"):
        unpacked(packed({"clubs.csv": b"a" * 1_001}))
