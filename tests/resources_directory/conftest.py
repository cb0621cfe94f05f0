"""The invented town that is shipped with the product, read once for these tests."""

from datetime import datetime
from pathlib import Path

import pytest

import resources_directory
from resources_directory.catalogue import Catalogue
from resources_directory.hours import LONDON
from resources_directory.spreadsheet import Reading, read

SAMPLE = Path(resources_directory.__file__).parent / "sample" / "services.csv"


@pytest.fixture(scope="session")
def sample() -> Reading:
    return read(SAMPLE.read_text(encoding="utf-8"))


@pytest.fixture(scope="session")
def town(sample: Reading) -> Catalogue:
    return Catalogue(sample.services)


@pytest.fixture
def now() -> datetime:
    """A Monday morning in October."""
    return datetime(2026, 10, 26, 9, 0, tzinfo=LONDON)
