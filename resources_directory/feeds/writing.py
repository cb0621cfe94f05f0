"""Our services as objects of Open Referral UK 3.0, and the pages that list them.

What the standard has no field for goes out as attributes of our own (see `ours`). A key without a
value is left out: the schemas take no null.
"""

from collections.abc import Mapping, Sequence
from datetime import UTC, datetime
from typing import Any

from resources_directory.feeds import ours, written_parts
from resources_directory.feeds.uuids import is_uuid, made, uuid_of
from resources_directory.feeds.written_parts import Object, is_email, is_uri, present
from resources_directory.feeds.written_places import at_locations, schedules
from resources_directory.model import Service

_LISTED = (
    "id", "organization_id", "name", "alternate_name", "description", "url", "email", "status",
    "fees", "fees_description", "application_process", "eligibility_description", "wait_time",
    "interpretation_services", "licenses", "accreditations", "minimum_age", "maximum_age",
    "assured_date", "assurer_email", "alert", "last_modified",
)  # fmt: skip
_LISTED_ORGANISATION = (
    "id", "name", "description", "email", "website", "logo", "uri", "parent_organization_id",
)  # fmt: skip


def service_object(service: Service) -> Object:
    """One service in full, as `/services/{id}` answers."""
    own, details = uuid_of("service", service.id), service.details
    provider = _organisation(service)
    said = service.cost.said if service.cost else None
    return present(
        id=own,
        organization_id=provider.get("id"),
        name=service.name,
        alternate_name=details.other_name,
        description=service.description,
        url=service.url if is_uri(service.url) else None,
        email=service.email if is_email(service.email) else None,
        status=str(service.status),
        fees=said,
        fees_description=said,
        application_process=service.how_to_start,
        eligibility_description=details.eligibility,
        wait_time=details.wait,
        interpretation_services=details.interpretation,
        licenses=details.licences,
        accreditations=details.accreditations,
        minimum_age=service.minimum_age,
        maximum_age=service.maximum_age,
        assured_date=service.checked_at and service.checked_at.isoformat(),
        assurer_email=details.assured_by if is_email(details.assured_by) else None,
        alert=details.alert,
        last_modified=_moment(service.edited_at),
        schedules=schedules(own, "service_id", service.schedules),
        service_areas=written_parts.service_areas(own, service),
        service_at_locations=at_locations(service),
        languages=list(
            {"id": made("language", own, name), "service_id": own, "name": name}
            for name in sorted(service.languages or ())
        ),
        organization=provider,
        funding=list(
            {"id": made("funding", own, source), "service_id": own, "source": source}
            for source in details.funding
        ),
        cost_options=written_parts.cost_options(own, details.cost_options),
        contacts=written_parts.contacts(own, details.contacts),
        phones=written_parts.phones(own, written_parts.phones_of(service)),
        attributes=[
            *written_parts.terms("service", own, details.terms),
            *ours.attributes("service", own, [*ours.of_service(service), *_unwritable(service)]),
        ],
    )


def listed(full: Mapping[str, Any]) -> Object:
    """The short form of `service_object`, as a page of `/services` holds it."""
    short = {key: full[key] for key in _LISTED if key in full}
    if "organization" in full:
        provider = full["organization"]
        short["organization"] = {k: provider[k] for k in _LISTED_ORGANISATION if k in provider}
    return short


def pages(contents: Sequence[Object], size: int = 100) -> list[Object]:
    """Every page of a list, `size` objects each; at least one page, if an empty one."""
    count = max(1, -(-len(contents) // size))
    return [page(contents, number, size) for number in range(1, count + 1)]


def page(contents: Sequence[Any], number: int, size: int) -> Object:
    """Page `number`, counted from 1, of all that a list holds; beyond the last it is empty."""
    last = max(1, -(-len(contents) // size))
    held = list(contents[(number - 1) * size : number * size])
    return {
        "total_items": len(contents),
        "total_pages": last,
        "page_number": number,
        "size": len(held),
        "first_page": number == 1,
        "last_page": number >= last,
        "empty": not held,
        "contents": held,
    }


def _unwritable(service: Service) -> list[ours.Fact]:
    """Addresses that people understand and the standard's formats do not."""
    return [
        (field, said)
        for field, said, fits in (
            ("url", service.url, is_uri(service.url)),
            ("email", service.email, is_email(service.email)),
            ("assured_by", service.details.assured_by, is_email(service.details.assured_by)),
        )
        if said and not fits
    ]


def _organisation(service: Service) -> Object:
    details = service.details.organisation
    if service.organisation is None and details == type(details)():
        return {}
    own = uuid_of("organisation", details.id or made("organisation", service.organisation))
    facts = [
        (field, said)
        for field, said, fits in (
            ("id", details.id, is_uuid(details.id or "")),
            ("email", details.email, is_email(details.email)),
            ("url", details.url, is_uri(details.url)),
            ("uri", details.uri, is_uri(details.uri)),
            ("parent_id", details.parent_id, is_uuid(details.parent_id or "")),
        )
        if said and not fits
    ]
    return present(
        id=own,
        name=service.organisation or "",
        description=details.description or "",
        email=details.email if is_email(details.email) else None,
        website=details.url if is_uri(details.url) else None,
        logo=details.logo,
        uri=details.uri if is_uri(details.uri) else None,
        parent_organization_id=details.parent_id if is_uuid(details.parent_id or "") else None,
        organization_identifiers=list(
            present(
                id=made("identifier", own, identifier.scheme, identifier.value),
                organization_id=own,
                identifier_scheme=identifier.scheme,
                identifier_type=identifier.kind or "",
                identifier=identifier.value,
            )
            for identifier in details.identifiers
        ),
        phones=written_parts.phones(own, details.phones),
        attributes=[
            *written_parts.terms("organization", own, details.terms),
            *ours.attributes("organization", own, facts),
        ],
    )


def _moment(moment: datetime | None) -> str | None:
    return moment.astimezone(UTC).isoformat().replace("+00:00", "Z") if moment else None
