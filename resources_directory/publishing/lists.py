"""The lists of a published directory, each in pages and entry by entry."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator, Mapping, Sequence
from functools import cached_property
from typing import TypeVar

from resources_directory.catalogue import Catalogue
from resources_directory.feeds.uuids import uuid_of
from resources_directory.feeds.writing import listed, page, service_object
from resources_directory.feeds.written_parts import Object
from resources_directory.feeds.written_places import (
    at_location,
    at_location_id,
    listed_location,
    places_of,
)
from resources_directory.model import Place, Schedule, Service
from resources_directory.publishing.asked import Asked
from resources_directory.publishing.fitting import (
    fits_ages,
    fits_distance,
    fits_moment,
    fits_postcode,
    fits_times,
)
from resources_directory.publishing.links import Links

T = TypeVar("T")

Meeting = tuple[Service, int, Place]
"""A service at the n-th of its places, from 0."""


class Published:
    """One catalogue as Open Referral; each part is made when it is first asked for.

    What is asked for is written anew each time: to hold all of it would take far more memory.
    """

    def __init__(self, catalogue: Catalogue) -> None:
        self.catalogue = catalogue

    def page(self, name: str, asked: Asked) -> Object:
        """Of one of `asked.LISTS`."""
        pages: Mapping[str, Callable[[Asked], Object]] = {
            "services": self._services,
            "service_at_locations": self._meetings,
            "organizations": lambda asked: _listed(self._links.organisations, asked),
            "taxonomies": lambda asked: _listed(self._links.taxonomies, asked),
            "taxonomy_terms": lambda asked: _listed(self._links.terms, asked),
        }
        return pages[name](asked)

    def entry(self, name: str, own: str) -> Object | None:
        """One of a list in full, by the id that it goes out under."""
        own = own.lower()
        match name:
            case "services":
                service = self._by_id.get(own)
                return service_object(service) if service else None
            case "service_at_locations":
                meeting = self._meetings_by_id.get(own)
                return _meeting_in_full(meeting) if meeting else None
            case "organizations":
                return self._organisation(own)
            case "taxonomies":
                return self._links.taxonomies.get(own)
            case _:
                return self._links.terms.get(own)

    def _services(self, asked: Asked) -> Object:
        found = [each for each in self.catalogue.services if self._fits(each, asked)]
        found = [each for each in found if fits_times(_all_schedules(each), asked)]
        return _page(found, asked, lambda each: listed(service_object(each)))

    def _meetings(self, asked: Asked) -> Object:
        gazetteer = self.catalogue.gazetteer
        found = [
            (service, number, place)
            for service in self.catalogue.services
            if service.place is not None or service.other_places
            if self._fits(service, asked) and fits_postcode(service, asked, gazetteer)
            for number, place in enumerate(places_of(service))
            if fits_times(place.schedules or service.schedules or (), asked)
            if fits_distance(place, asked, gazetteer)
        ]
        return _page(found, asked, _meeting_in_short)

    def _fits(self, service: Service, asked: Asked) -> bool:
        return (
            fits_ages(service, asked)
            and fits_moment(service, asked)
            and (asked.search is None or self._says(service, asked.search))
            and self._is_linked(service, asked)
        )

    def _is_linked(self, service: Service, asked: Asked) -> bool:
        ids = (asked.taxonomy_term_id, asked.taxonomy_id, asked.organization_id)
        return all(own.lower() in self._links.of(service) for own in ids if own is not None)

    def _says(self, service: Service, words: str) -> bool:
        """Whether each word begins one of its own."""
        said = self._words[service.id]
        return all(f" {word}" in said for word in _folded(words).split())

    def _organisation(self, own: str) -> Object | None:
        """With its services in short, as one page that tells all of it."""
        found = self._links.organisations.get(own)
        if found is None:
            return None
        theirs = [each for each in self.catalogue.services if own in self._links.of(each)]
        services = [listed(service_object(each)) for each in theirs]
        return found | {
            "services": [
                {key: value for key, value in each.items() if key != "organization"}
                for each in services
            ]
        }

    @cached_property
    def _by_id(self) -> Mapping[str, Service]:
        return {uuid_of("service", each.id).lower(): each for each in self.catalogue.services}

    @cached_property
    def _meetings_by_id(self) -> Mapping[str, Meeting]:
        return {
            at_location_id(uuid_of("service", service.id), number): (service, number, place)
            for service in self.catalogue.services
            for number, place in enumerate(places_of(service))
        }

    @cached_property
    def _words(self) -> Mapping[str, str]:
        return {each.id: _all_words(each) for each in self.catalogue.services}

    @cached_property
    def _links(self) -> Links:
        return Links(self.catalogue.services)


def _page(found: Sequence[T], asked: Asked, write: Callable[[T], Object]) -> Object:
    """Only what stands on the page is written."""
    made = page(found, asked.page, asked.per_page)
    return made | {"contents": [write(each) for each in made["contents"]]}


def _listed(objects: Mapping[str, Object], asked: Asked) -> Object:
    return page([*objects.values()], asked.page, asked.per_page)


def _all_schedules(service: Service) -> Iterator[Schedule]:
    yield from service.schedules or ()
    for place in places_of(service):
        yield from place.schedules or ()


def _meeting_in_short(meeting: Meeting) -> Object:
    service, number, place = meeting
    found = at_location(uuid_of("service", service.id), number, place)
    return {
        "id": found["id"],
        "service_id": found["service_id"],
        "location_id": found["location_id"],
        "location": listed_location(found["location"]),
        "service": listed(service_object(service)),
    }


def _meeting_in_full(meeting: Meeting) -> Object:
    service, number, place = meeting
    whole = service_object(service)
    nested = {key: value for key, value in whole.items() if key != "service_at_locations"}
    return at_location(whole["id"], number, place) | {"service": nested}


def _all_words(service: Service) -> str:
    said = (
        service.name,
        service.details.other_name,
        service.organisation,
        service.description,
        *(term.name for term in service.details.terms),
        *service.needs,
    )
    return " " + _folded(" ".join(each for each in said if each))


def _folded(words: str) -> str:
    """Letters and digits, in small; "men's" is one word."""
    text = words.casefold().replace("'", "").replace("\u2019", "")
    return " ".join(re.findall(r"\w+", text))
