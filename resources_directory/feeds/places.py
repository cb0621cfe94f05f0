"""Where a service meets, out of Open Referral's three objects for it."""

import re
from dataclasses import replace

from resources_directory.details import AccessNote, PlaceDetails
from resources_directory.feeds import parts
from resources_directory.feeds.ours import facts_in
from resources_directory.feeds.records import Record
from resources_directory.feeds.schedules import read_schedules
from resources_directory.feeds.uuids import made
from resources_directory.model import Place, Point
from resources_directory.problems import Fault, Remedy

_NOWHERE = Point(0.0, 0.0)


def read_places(service: Record) -> tuple[list[Place], tuple[str, ...]]:
    """The places in their order, and what is said of their hours in words."""
    places: list[Place] = []
    words: list[str] = []
    for link in service.all("service_at_locations"):
        location = link.one("location")
        schedules, said = read_schedules([*link.all("schedules"), *location.all("schedules")])
        words += said
        place = replace(_place(location), schedules=schedules)
        if place != Place() and place not in places:
            places.append(place)
    return places, tuple(dict.fromkeys(words))


def _place(location: Record) -> Place:
    address = _address(location)
    details = _details(location, address)
    place = Place(
        name=location.text("name"),
        lines=tuple(
            line
            for field in ("address_1", "address_2")
            for line in re.split(r"\s*\n\s*", address.text(field) or "")
            if line
        ),
        town=address.text("city"),
        postcode=address.postcode("postal_code"),
        point=_point(location),
        details=details,
    )
    given = facts_in(location).text("id") or location.text("id")
    own_id = None if given == place_id(place) else given
    return replace(place, details=replace(details, id=own_id))


def place_id(place: Place) -> str:
    """For a place that has none: the same wherever the same place is named."""
    point = place.point or _NOWHERE
    return made("place", place.name, place.lines, place.town, place.postcode, repr(point))


def _address(location: Record) -> Record:
    """Where one goes, rather than where one writes to; others are told."""
    addresses = location.all("addresses")
    addresses.sort(key=lambda address: address.text("address_type") == "postal")
    if len(addresses) > 1:
        said = ", ".join(filter(None, (each.text("address_1") for each in addresses[1:])))
        location.tell("addresses", Fault.SEVERAL_ADDRESSES, Remedy.IGNORED, said=said)
    return addresses[0] if addresses else location.one("addresses")


def _details(location: Record, address: Record) -> PlaceDetails:
    kind = facts_in(location).text("location_type") or location.text("location_type")
    country = address.text("country")
    return PlaceDetails(
        kind=None if kind == "physical" else kind,
        description=location.text("description"),
        how_to_get_there=location.text("transportation"),
        external_id=location.text("external_identifier"),
        external_id_kind=location.text("external_identifier_type"),
        attention=address.text("attention"),
        region=address.text("region"),
        county=address.text("state_province"),
        country=None if country == "GB" else country,
        access_notes=_access_notes(location),
        phones=parts.read_phones(location),
        terms=parts.read_terms(location),
    )


def _access_notes(location: Record) -> tuple[AccessNote, ...]:
    notes = [
        AccessNote(
            each.text("description") or each.text("accessibility"),
            each.text("details"),
            each.link("url"),
        )
        for each in location.all("accessibility")
    ]
    return tuple(note for note in notes if note != AccessNote())


def _point(location: Record) -> Point | None:
    """Nought, nought is in the sea: it means that nobody filled it in."""
    point = location.point("latitude", "longitude")
    if point == _NOWHERE:
        location.tell("latitude", Fault.NOT_COORDINATES, said="0, 0")
        return None
    return point
