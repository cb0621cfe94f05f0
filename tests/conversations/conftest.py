"""An option to write the stories anew from what happens; a reviewer then reads the difference."""

from __future__ import annotations

import pytest


def pytest_addoption(parser: pytest.Parser) -> None:
    parser.addoption(
        "--update-stories",
        action="store_true",
        help="rewrite tests/transcripts from what the conversations now say",
    )
