"""Writing where and when a service takes place, as objects of Open Referral UK 3.0."""

from collections.abc import Sequence

from resources_directory.feeds import ours
from resources_directory.feeds.places import place_id
from resources_directory.feeds.uuids import is_uuid, made, uuid_of
from resources_directory.feeds.written_parts import (
    Object,
    access_notes,
    is_uri,
    phones,
    present,
    terms,
)
from resources_directory.model import Frequency, Place, Schedule, Service

_LISTED = (
    "id", "location_type", "name", "description", "latitude", "longitude", "external_identifier",
    "external_identifier_type",
)  # fmt: skip


def at_locations(service: Service) -> list[Object]:
    """One for each place, its own first."""
    own = uuid_of("service", service.id)
    return [at_location(own, number, place) for number, place in enumerate(places_of(service))]


def places_of(service: Service) -> tuple[Place, ...]:
    return (*([service.place] if service.place else []), *service.other_places)


def at_location_id(service: str, number: int) -> str:
    """Of a service, by its uuid, at its n-th place, from 0."""
    return made("service_at_location", service, number)


def at_location(service: str, number: int, place: Place) -> Object:
    """As `/service_at_locations/{id}` answers, but for the service."""
    own = at_location_id(service, number)
    location = location_object(place)
    return present(
        id=own,
        service_id=service,
        location_id=location["id"],
        location=location,
        schedules=schedules(own, "service_at_location_id", place.schedules),
    )


def listed_location(full: Object) -> Object:
    """The short form of a location, as a page of `/service_at_locations` holds it."""
    return {key: full[key] for key in _LISTED if key in full}


def location_object(place: Place) -> Object:
    details = place.details
    own = uuid_of("place", details.id or place_id(place))
    kind = details.kind or "physical"
    facts = [("id", details.id)] if details.id and not is_uuid(details.id) else []
    if kind not in {"physical", "postal", "virtual"}:
        facts.append(("location_type", kind))
        kind = "physical"
    return present(
        id=own,
        location_type=kind,
        name=place.name,
        description=details.description,
        transportation=details.how_to_get_there,
        latitude=place.point and place.point.latitude,
        longitude=place.point and place.point.longitude,
        external_identifier=details.external_id,
        external_identifier_type=details.external_id_kind,
        addresses=_addresses(own, place),
        accessibility=access_notes(own, details.access_notes),
        phones=phones(own, details.phones),
        attributes=[
            *terms("location", own, details.terms),
            *ours.attributes("location", own, facts),
        ],
    )


def _addresses(location: str, place: Place) -> list[Object]:
    """None where nothing of it is known; else the five that must be there, if empty."""
    details = place.details
    known = (details.attention, details.region, details.county, details.country)
    if not (place.lines or place.town or place.postcode or any(known)):
        return []
    address = present(
        id=made("address", location),
        location_id=location,
        attention=details.attention,
        address_2="\n".join(place.lines[1:]),
        region=details.region,
    )
    return [
        address
        | {
            "address_1": place.lines[0] if place.lines else "",
            "city": place.town or "",
            "state_province": details.county or "",
            "postal_code": place.postcode or "",
            "country": details.country or "GB",
            "address_type": "physical",
        }
    ]


def schedules(owner: str, owned_by: str, rules: Sequence[Schedule] | None) -> list[Object]:
    return [_schedule(owner, owned_by, n, rule) for n, rule in enumerate(rules or ())]


def _schedule(owner: str, owned_by: str, number: int, rule: Schedule) -> Object:
    own = made("schedule", owner, number)
    since = rule.valid_from and rule.valid_from.isoformat()
    facts = list(ours.of_schedule(rule))
    if rule.url and not is_uri(rule.url):
        facts.append(("schedule_link", rule.url))
    return {owned_by: owner} | present(
        id=own,
        valid_from=since,
        valid_to=rule.valid_to and rule.valid_to.isoformat(),
        dtstart=since,
        freq=None if rule.freq is Frequency.ONCE else rule.freq.upper(),
        interval=rule.interval,
        byday=",".join(rule.byday),
        bymonthday=",".join(map(str, rule.bymonthday)),
        opens_at=rule.opens and rule.opens.isoformat(),
        closes_at=rule.closes and rule.closes.isoformat(),
        schedule_link=rule.url if is_uri(rule.url) else None,
        attending_type=rule.attending,
        notes=rule.note,
        attributes=ours.attributes("schedule", own, facts),
    )
