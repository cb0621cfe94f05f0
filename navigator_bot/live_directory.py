"""What is served follows what is kept: a new catalogue is made beside the loop, then it serves."""

from __future__ import annotations

import asyncio
from collections.abc import Callable, Mapping
from dataclasses import dataclass

from navigator_bot.directory import LocalDirectory
from navigator_bot.store import directory as store
from navigator_bot.store.database import Database
from resources_directory.catalogue import Catalogue
from resources_directory.model import Point
from resources_directory.vocabulary import Vocabulary


def make_catalogue(
    entries: tuple[str, ...], vocabulary: Vocabulary, centroids: Mapping[str, Point]
) -> Catalogue:
    """From entries as the store keeps them."""
    return Catalogue(map(store.read, entries), vocabulary=vocabulary, centroids=centroids)


@dataclass
class LiveDirectory:
    database: Database
    directory: LocalDirectory
    make: Callable[[tuple[str, ...]], Catalogue]
    _version: int | None = None

    async def look(self, *, ready: bool = True) -> bool:
        """Whether the directory had changed, here or by another copy of the house.

        The old catalogue serves until the new one is `ready` to be asked; without that, its first
        search waits for it.
        """
        async with self.database.transaction() as connection:
            if await store.version(connection) == self._version:
                return False
            raw = await store.load(connection)
        await asyncio.to_thread(self._serve, raw.entries, ready)
        self._version = raw.version
        return True

    def _serve(self, entries: tuple[str, ...], ready: bool) -> None:
        made = LocalDirectory(self.make(entries))
        if ready:
            made.prepare()
        self.directory.serve(made.catalogue)
