"""Finding entries for whoever keeps them: by name first, whatever their state, then by meaning."""

from collections.abc import Iterator

from resources_directory.catalogue import Catalogue
from resources_directory.model import Service


def find_entries(catalogue: Catalogue, words: str) -> list[Service]:
    """Those whose name, organisation or place hold every word, then what a search finds."""
    wanted = words.casefold().split()
    named = [each for each in catalogue.services if wanted and _holds(each, wanted)]
    named.sort(key=lambda each: (not _begins(each, words), each.name.casefold(), each.id))
    ranking = catalogue.ranking
    hits = (hit.service for hit in ranking.search(ranking.understand(words)))
    return list({each.id: each for each in (*named, *hits)}.values())


def _begins(service: Service, words: str) -> bool:
    return service.name.casefold().startswith(words.casefold())


def _holds(service: Service, wanted: list[str]) -> bool:
    said = " ".join(_said(service)).casefold()
    return all(word in said for word in wanted)


def _said(service: Service) -> Iterator[str]:
    yield service.id
    yield service.name
    yield service.organisation or ""
    if service.place is not None:
        yield service.place.name or ""
        yield service.place.town or ""
        yield service.place.postcode or ""
