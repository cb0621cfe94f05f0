"""A service of Open Referral UK 3.0, with what HSDS adds to it, read into ours."""

from collections.abc import Mapping
from dataclasses import replace
from hashlib import blake2b

from resources_directory.cells import Cells
from resources_directory.details import Details, Extent, OrganisationDetails, Phone
from resources_directory.feeds import parts
from resources_directory.feeds.ours import facts_in
from resources_directory.feeds.places import read_places
from resources_directory.feeds.records import Record, flattened, record
from resources_directory.feeds.schedules import read_schedules
from resources_directory.model import (
    Access,
    Audience,
    Company,
    Cost,
    LifeArea,
    Need,
    Place,
    Referral,
    Schedule,
    Service,
    ServiceId,
    Status,
    Way,
)
from resources_directory.problems import Fault, Problem, Remedy


def read_service(raw: object, row: int, problems: list[Problem]) -> Service | None:
    """`None` only where there is neither a name nor anybody to name it after."""
    found = record(raw, row, problems)
    if found is None:
        return None
    provider = found.one("organization")
    name = _name(found, provider)
    if name is None:
        return None
    ours = facts_in(found)
    service = Service(
        id=_id(found, ours, raw),
        name=name,
        organisation=provider.text("name"),
        description=found.text("description"),
        how_to_start=found.text("application_process"),
        url=ours.text("url") or found.link("url"),
        email=ours.text("email") or found.email("email"),
        minimum_age=found.age("minimum_age"),
        maximum_age=found.age("maximum_age"),
        languages=frozenset(found.texts("languages", "name")) or None,
        service_area=found.texts("service_areas", "name") or None,
        status=found.choice("status", Status) or Status.ACTIVE,
        checked_at=found.day("assured_date"),
        edited_at=found.moment("last_modified"),
        original=tuple(flattened(raw)),
        details=_details(found, provider, ours),
    )
    service = _ages_in_order(found, service)
    service = _with_places_and_hours(found, service)
    service = _with_phones(found, provider, service)
    if ours.text("id") is None:
        return _with_guesses(found, _with_facts(ours, service))
    return _with_facts(ours, replace(service, cost=_cost_said(found, ours)))


def _name(found: Record, provider: Record) -> str | None:
    if name := found.text("name"):
        return name
    organisation = provider.text("name")
    done = Remedy.NAMED_AFTER_ORGANISATION if organisation else Remedy.ROW_LEFT_OUT
    found.tell("name", Fault.MISSING_NAME, done, organisation)
    return organisation


def _id(found: Record, ours: Cells, raw: object) -> ServiceId:
    if given := ours.text("id") or found.text("id"):
        return ServiceId(given)
    lasting = (found.text("name"), found.one("organization").text("name"), found.text("url"))
    whole = lasting if any(lasting) else flattened(raw)
    made = blake2b(repr(whole).encode("utf-8", "replace"), digest_size=6).hexdigest()
    found.tell("id", Fault.MISSING_ID, Remedy.NEW_ID_GIVEN, made)
    return ServiceId(made)


def _ages_in_order(found: Record, service: Service) -> Service:
    young, old = service.minimum_age, service.maximum_age
    if young is None or old is None or young <= old:
        return service
    found.tell("minimum_age", Fault.AGES_CROSSED, said=f"{young}-{old}")
    return replace(service, minimum_age=None, maximum_age=None)


def _details(found: Record, provider: Record, ours: Cells) -> Details:
    return Details(
        other_name=found.text("alternate_name"),
        alert=found.text("alert"),
        eligibility=found.text("eligibility_description"),
        accreditations=found.text("accreditations"),
        licences=found.text("licenses"),
        wait=found.text("wait_time"),
        interpretation=found.text("interpretation_services"),
        assured_by=ours.text("assured_by") or found.email("assurer_email"),
        contacts=parts.read_contacts(found),
        cost_options=parts.read_cost_options(found),
        funding=found.texts("funding", "source"),
        terms=parts.read_terms(found),
        extents=_extents(found),
        organisation=_organisation(provider),
        checked_by_field=parts.read_checks(ours),
    )


def _extents(found: Record) -> tuple[Extent, ...]:
    areas = [
        Extent(area.text("name"), area.text("extent"), area.text("extent_type"), area.text("uri"))
        for area in found.all("service_areas")
    ]
    return tuple(area for area in areas if area.extent or area.kind or area.uri)


def _organisation(provider: Record) -> OrganisationDetails:
    ours = facts_in(provider)
    return OrganisationDetails(
        id=parts.read_id(provider, "organisation", provider.text("name")),
        description=provider.text("description"),
        email=ours.text("email") or provider.email("email"),
        url=ours.text("url") or provider.link("website"),
        logo=provider.text("logo"),
        uri=ours.text("uri") or provider.text("uri"),
        parent_id=ours.text("parent_id") or provider.text("parent_organization_id"),
        identifiers=parts.read_identifiers(provider),
        phones=parts.read_phones(provider),
        terms=parts.read_terms(provider),
    )


def _with_places_and_hours(found: Record, service: Service) -> Service:
    """Hours of a place are the service's where it has none of its own."""
    places, place_words = read_places(found)
    schedules, words = read_schedules(found.all("schedules"))
    if len(places) == 1 and schedules is None:
        schedules, places = places[0].schedules, [replace(places[0], schedules=None)]
    if schedules is None:
        schedules = tuple(dict.fromkeys(_rules_of(places))) or None
    note = "\n".join((*words, *place_words)) or None
    return replace(
        service,
        place=places[0] if places else None,
        other_places=tuple(places[1:]),
        schedules=schedules,
        details=replace(service.details, hours_note=note),
    )


def _rules_of(places: list[Place]) -> list[Schedule]:
    return [rule for place in places for rule in place.schedules or ()]


def _with_phones(found: Record, provider: Record, service: Service) -> Service:
    """The number to ring is the service's own, else a contact's, a place's, the provider's."""
    own = parts.read_phones(found)
    others: list[tuple[Phone, ...]] = [contact.phones for contact in service.details.contacts]
    others += [place.details.phones for place in (service.place,) if place]
    others.append(service.details.organisation.phones)
    if facts_in(found).text("id") is not None:
        others = []
    first = next((phones[0].number for phones in (own, *others) if phones), None)
    said_twice = len(own) < 2 and own == tuple(Phone(phone.number) for phone in own)
    return replace(
        service,
        phone=first,
        details=replace(service.details, phones=() if said_twice else own),
    )


def _cost_said(found: Record, ours: Cells) -> Cost | None:
    said = found.text("fees_description") or found.text("fees")
    is_free = ours.yes_or_no("free")
    return None if said is None or is_free is None else Cost(is_free, said)


def _with_facts(ours: Cells, service: Service) -> Service:
    """What the standard cannot say, where its writer said it in our own attributes."""
    known: Mapping[str, str] = ours.named
    return replace(
        service,
        areas=ours.choices("areas", LifeArea) or frozenset(),
        needs=ours.choices("needs", Need) or frozenset(),
        any_age=bool(ours.yes_or_no("any_age")),
        only_for=ours.choices("only_for", Audience, none="everyone"),
        not_for=ours.choices("not_for", Audience) or frozenset(),
        referral=ours.choices("referral", Referral),
        referred_by=ours.text("referred_by"),
        first_visit=ours.text("first_visit"),
        access=ours.choices("access", Access),
        lacks=ours.choices("lacks", Access) or frozenset(),
        company=ours.choices("company", Company),
        ways=ours.choices("ways", Way),
        alcohol_free=ours.yes_or_no("alcohol_free"),
        languages=frozenset() if "languages" in known else service.languages,
        service_area=() if "service_area" in known else service.service_area,
        schedules=() if "hours" in known else service.schedules,
        status_note=ours.text("status_note"),
        source=ours.text("source"),
        details=replace(
            service.details, hours_note=ours.text("hours_note") or service.details.hours_note
        ),
    )


def _with_guesses(found: Record, service: Service) -> Service:
    """What others say in places of their own; nothing of it is guessed from descriptions."""
    kinds = {
        place.details.kind for place in (service.place, *service.other_places) if place is not None
    }
    return replace(
        service,
        cost=found.cost("fees_description") or found.cost("fees") or _cost_of_options(service),
        ways=service.ways or (frozenset({Way.ONLINE}) if kinds == {"virtual"} else None),
    )


def _cost_of_options(service: Service) -> Cost | None:
    options = service.details.cost_options
    said = "; ".join(parts.written_cost(option) for option in options)
    is_free = bool(options) and all(option.amount == 0 for option in options)
    return Cost(is_free, said) if said else None
