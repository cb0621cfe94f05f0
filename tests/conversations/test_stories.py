"""Every transcript goes as it is written."""

from __future__ import annotations

import difflib
from pathlib import Path

import pytest

from tests.conversations.story import check

TRANSCRIPTS = Path(__file__).parents[1] / "transcripts"
STORIES = sorted(TRANSCRIPTS.rglob("*.txt"))


@pytest.mark.parametrize("path", STORIES, ids=lambda path: f"{path.parent.name}/{path.stem}")
def test_story_goes_as_it_is_written(path: Path, request: pytest.FixtureRequest) -> None:
    update = request.config.getoption("--update-stories", default=False)

    written, result = check(path, bool(update))

    difference = difflib.unified_diff(
        written.splitlines(), result.splitlines(), "as written", "as it goes", lineterm="", n=4
    )
    assert written == result, "\n" + "\n".join(difference)
