"""Writing the smaller objects of Open Referral: what `parts` reads."""

import re
from collections.abc import Sequence
from typing import Any

from resources_directory.details import AccessNote, Contact, CostOption, Phone, Term
from resources_directory.feeds.uuids import is_uuid, made, uuid_of
from resources_directory.model import Service

Object = dict[str, Any]

_URI = re.compile(
    r"[A-Za-z][A-Za-z0-9+.-]*:(?://[A-Za-z0-9._~-]+(?::\d{1,5})?(?=[/?#]|$))?"
    r"(?:[A-Za-z0-9._~!$&'()*+,;=:@/-]|%[0-9A-Fa-f]{2})*"
    r"(?:\?(?:[A-Za-z0-9._~!$&'()*+,;=:@/?-]|%[0-9A-Fa-f]{2})*)?"
    r"(?:#(?:[A-Za-z0-9._~!$&'()*+,;=:@/?-]|%[0-9A-Fa-f]{2})*)?"
)
"""RFC 3986, without what no directory needs: names of users, and addresses in brackets."""
_EMAIL = re.compile(
    r"[A-Za-z0-9!#$%&'*+/=?^_`{|}~-]+(?:\.[A-Za-z0-9!#$%&'*+/=?^_`{|}~-]+)*"
    r"@[A-Za-z0-9](?:[A-Za-z0-9-]*[A-Za-z0-9])?(?:\.[A-Za-z0-9](?:[A-Za-z0-9-]*[A-Za-z0-9])?)+"
)


def is_uri(said: str | None) -> bool:
    """Whether the standard's checkers take it."""
    return said is not None and _URI.fullmatch(said) is not None


def is_email(said: str | None) -> bool:
    """Whether the standard's checkers take it."""
    return said is not None and _EMAIL.fullmatch(said) is not None


def present(**fields: object) -> Object:
    """Only what is known: nothing that is None, and no empty text, list or object."""
    return {
        name: value
        for name, value in fields.items()
        if value is not None and value not in ([], {}) and (value != "" or name in _MAY_BE_EMPTY)
    }


_MAY_BE_EMPTY = {"name", "description", "identifier_type"}
"""Keys that must be there, if empty; where they need not be, `None` stands for unknown."""


def phones_of(service: Service) -> tuple[Phone, ...]:
    return service.details.phones or ((Phone(service.phone),) if service.phone else ())


def phones(owner: str, numbers: Sequence[Phone]) -> list[Object]:
    return [
        present(
            id=made("phone", owner, n),
            number=phone.number,
            extension=phone.extension,
            type=phone.kind,
            description=phone.description or None,
        )
        for n, phone in enumerate(numbers)
    ]


def contacts(service: str, people: Sequence[Contact]) -> list[Object]:
    return [
        present(
            id=(own := made("contact", service, n)),
            service_id=service,
            name=contact.name,
            title=contact.title,
            department=contact.department,
            email=contact.email,
            phones=phones(own, contact.phones),
        )
        for n, contact in enumerate(people)
    ]


def cost_options(service: str, options: Sequence[CostOption]) -> list[Object]:
    return [
        present(
            id=made("cost option", service, n),
            service_id=service,
            option=option.option,
            amount=None if option.amount is None else float(option.amount),
            currency=option.currency,
            amount_description=option.description,
            valid_from=option.valid_from and option.valid_from.isoformat(),
            valid_to=option.valid_to and option.valid_to.isoformat(),
        )
        for n, option in enumerate(options)
    ]


def service_areas(own: str, service: Service) -> list[Object]:
    """The areas by name, each with its extent where one is known."""
    extents = list(service.details.extents)
    areas: list[Object] = []
    for name in service.service_area or ():
        extent = next((each for each in extents if each.name == name), None)
        if extent is not None:
            extents.remove(extent)
        areas.append(
            present(
                name=name,
                extent=extent and extent.extent,
                extent_type=extent and extent.kind,
                uri=extent and extent.uri,
            )
        )
    areas += [
        present(name=each.name, extent=each.extent, extent_type=each.kind, uri=each.uri)
        for each in extents
    ]
    return [
        {"id": made("service area", own, n), "service_id": own} | area
        for n, area in enumerate(areas)
    ]


def access_notes(location: str, notes: Sequence[AccessNote]) -> list[Object]:
    return [
        present(
            id=made("accessibility", location, n),
            location_id=location,
            description=note.description,
            details=note.details,
            url=note.url if is_uri(note.url) else None,
        )
        for n, note in enumerate(notes)
    ]


def terms(entity: str, owner: str, words: Sequence[Term]) -> list[Object]:
    """A term's own id that is no uuid goes out as its `code`."""
    return [
        present(
            id=made("attribute", owner, "term", n),
            link_id=owner,
            link_entity=entity,
            link_type=term.link,
            value=term.value,
            taxonomy_term_id=(own := _term_id(term)),
            taxonomy_term=present(
                id=own,
                name=term.name,
                description=term.description or "",
                taxonomy=term.taxonomy,
                taxonomy_id=_taxonomy_id(term),
                term_uri=term.uri if is_uri(term.uri) else None,
                parent_id=term.parent_id if is_uuid(term.parent_id or "") else None,
                code=term.id if term.id and not is_uuid(term.id) else None,
            ),
        )
        for n, term in enumerate(words)
    ]


def _term_id(term: Term) -> str:
    if term.id:
        return uuid_of("term", term.id)
    return made("term", term.taxonomy, term.name, term.uri)


def _taxonomy_id(term: Term) -> str | None:
    """One taxonomy has one id, also where it came with a name alone."""
    named = term.taxonomy_id or term.taxonomy
    return uuid_of("taxonomy", named) if named else None
