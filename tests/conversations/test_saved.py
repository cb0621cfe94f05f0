"""States as older versions saved them: each must still load, and mean what it meant."""

from __future__ import annotations

import json
from pathlib import Path

import pytest

from conversations import MAP
from conversations.kit.saving import Saving

SAVED = sorted((Path(__file__).parent.parent / "saved").glob("*.json"))


@pytest.mark.parametrize("file", SAVED, ids=lambda file: file.stem)
def test_threads_that_an_older_version_saved_still_load(file: Path) -> None:
    saving = Saving(MAP.states)
    threads = json.loads(file.read_text(encoding="utf-8"))

    for name, saved in threads.items():
        thread = saving.load(saved)

        assert thread.stack, name
        assert saving.load(saving.dump(thread)) == thread


def test_the_newest_version_left_a_sample_of_every_state() -> None:
    threads = json.loads(SAVED[-1].read_text(encoding="utf-8"))

    sampled = {state["state"] for saved in threads.values() for state in saved["stack"]}

    assert {state.saved_name() for state in MAP.states} <= sampled, (
        "a new state: add a thread that stands in it to the newest file of tests/saved"
    )
