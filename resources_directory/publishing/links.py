"""What services share: their organisations, and the words that they are marked with."""

from __future__ import annotations

from collections.abc import Iterable, Iterator

from resources_directory.feeds.writing import service_object
from resources_directory.feeds.written_parts import Object, is_uri, present
from resources_directory.model import Service, ServiceId

_SHARED = ("organization", "service_at_locations", "location", "schedules")
"""Where in a service there are attributes besides its own."""


class Links:
    """Found by writing each service once. Of objects that share an id, the first one counts."""

    def __init__(self, services: Iterable[Service]) -> None:
        self.organisations: dict[str, Object] = {}
        self.taxonomies: dict[str, Object] = {}
        self.terms: dict[str, Object] = {}
        self._of: dict[ServiceId, frozenset[str]] = {}
        for service in services:
            self._add(service)

    def of(self, service: Service) -> frozenset[str]:
        """The ids of its organisation, its terms, and their taxonomies."""
        return self._of[service.id]

    def _add(self, service: Service) -> None:
        written = service_object(service)
        ids: set[str] = set()
        if provider := written.get("organization"):
            self.organisations.setdefault(provider["id"].lower(), provider)
            ids.add(provider["id"].lower())
        for attribute in written.get("attributes", ()):
            term = attribute["taxonomy_term"]
            ids |= {each.lower() for each in (term["id"], term.get("taxonomy_id")) if each}
        self._of[service.id] = frozenset(ids)
        for term in _terms(written):
            self.terms.setdefault(term["id"].lower(), term)
            if "taxonomy_id" in term:
                self.taxonomies.setdefault(term["taxonomy_id"].lower(), _taxonomy(term))


def _terms(written: Object) -> Iterator[Object]:
    for attribute in written.get("attributes", ()):
        yield attribute["taxonomy_term"]
    for name in _SHARED:
        nested = written.get(name, ())
        for each in [nested] if isinstance(nested, dict) else nested:
            yield from _terms(each)


def _taxonomy(term: Object) -> Object:
    """All that is known of one is what its words say of it."""
    named = term.get("taxonomy") or term["taxonomy_id"]
    uri = named if "://" in named and is_uri(named) else None
    return present(id=term["taxonomy_id"], name=named, description="", uri=uri)
