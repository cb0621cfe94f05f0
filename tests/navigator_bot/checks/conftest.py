"""A house to break."""

from __future__ import annotations

from pathlib import Path

import pytest

from tests.navigator_bot.checks.made_up_house import MadeUpHouse, build


@pytest.fixture
def house(tmp_path: Path) -> MadeUpHouse:
    return build(tmp_path)
