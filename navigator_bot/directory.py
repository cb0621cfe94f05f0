"""The resources directory as conversations ask it."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import datetime
from pathlib import Path

import resources_directory
from navigator_bot.errors import SettingsError
from resources_directory import matching, vocabulary
from resources_directory.catalogue import Catalogue
from resources_directory.doubts import NO_DOUBTS, Doubts
from resources_directory.lookup import find_entries
from resources_directory.matching import Matches, Wanted
from resources_directory.model import Point, Service, ServiceId
from resources_directory.places import Area
from resources_directory.vocabulary import Vocabulary

SAMPLE_DIRECTORY = Path(resources_directory.__file__).parent / "sample/services.csv"
"""The services of an invented town."""
VOCABULARY = Path(resources_directory.__file__).parent / "vocabulary.toml"


class LocalDirectory:
    """A catalogue in memory; satisfies `conversations.kit.turn.Directory`."""

    def __init__(self, catalogue: Catalogue) -> None:
        self._catalogue = catalogue

    @property
    def catalogue(self) -> Catalogue:
        """The one that serves now; another takes its place whole, and it never changes itself."""
        return self._catalogue

    def serve(self, catalogue: Catalogue) -> None:
        self._catalogue = catalogue

    def prepare(self) -> None:
        """So that the first who asks need not wait; safe in a thread of its own."""
        self._catalogue.ranking  # noqa: B018 - it is made by being asked for
        self._catalogue.browsing  # noqa: B018 - likewise

    def match(self, wanted: Wanted, now: datetime, doubts: Doubts = NO_DOUBTS) -> Matches:
        return matching.match(self._catalogue, wanted, now, doubts)

    def service(self, service: ServiceId) -> Service | None:
        return self._catalogue.service(service)

    @property
    def services(self) -> tuple[Service, ...]:
        return self._catalogue.services

    def find_entries(self, words: str) -> list[Service]:
        """For whoever keeps them: closed ones too."""
        return find_entries(self._catalogue, words)

    def find_area(self, words: str) -> Area | None:
        return self._catalogue.gazetteer.find(words)

    def nearest_area(self, point: Point) -> Area | None:
        return self._catalogue.gazetteer.nearest(point)

    def towns(self) -> Sequence[str]:
        return self._catalogue.gazetteer.towns


def read_vocabulary(own: Path | None = None) -> Vocabulary:
    """The topics that ship, and those of a deployment's own. Raises SettingsError."""
    shipped = vocabulary.read(VOCABULARY.read_text(encoding="utf-8"))
    if own is None:
        return shipped
    try:
        return shipped.extended(vocabulary.read(own.read_text(encoding="utf-8")))
    except (OSError, UnicodeDecodeError) as broken:
        raise SettingsError(
            f"NAVIGATOR_VOCABULARY names {own}, which cannot be read ({type(broken).__name__})."
        ) from None
    except vocabulary.VocabularyError as broken:
        raise SettingsError(f"NAVIGATOR_VOCABULARY names {own}: {broken}") from None
