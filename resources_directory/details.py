"""What Open Referral holds of a service, and no match asks for.

Empty, as in the model, means "not known". Ids are those of the feed that it was read from.
"""

from dataclasses import dataclass
from datetime import date
from decimal import Decimal


@dataclass(frozen=True, slots=True)
class Phone:
    """One number, and what is said of it."""

    number: str
    extension: str | None = None
    kind: str | None = None
    """"voice", "text", "fax"."""
    description: str | None = None


@dataclass(frozen=True, slots=True)
class Contact:
    """A named person or desk to ask for."""

    name: str | None = None
    title: str | None = None
    department: str | None = None
    email: str | None = None
    phones: tuple[Phone, ...] = ()


@dataclass(frozen=True, slots=True)
class CostOption:
    """One price among several."""

    option: str | None = None
    """For whom or for what: "under 18s"."""
    amount: Decimal | None = None
    currency: str | None = None
    """Three letters; pounds where none is named."""
    description: str | None = None
    """What the amount is for: "per hour"."""
    valid_from: date | None = None
    valid_to: date | None = None


@dataclass(frozen=True, slots=True)
class Term:
    """A word of somebody's taxonomy that was put on a service, an organisation or a place."""

    name: str
    id: str | None = None
    value: str | None = None
    link: str | None = None
    """What the word says of it, Open Referral's `link_type`: "service type"."""
    description: str | None = None
    taxonomy: str | None = None
    taxonomy_id: str | None = None
    uri: str | None = None
    parent_id: str | None = None


@dataclass(frozen=True, slots=True)
class Extent:
    """An area served, where more is known of it than its name."""

    name: str | None = None
    extent: str | None = None
    kind: str | None = None
    """The form of `extent`: "geojson", "postcode"."""
    uri: str | None = None


@dataclass(frozen=True, slots=True)
class Identifier:
    """What a register calls an organisation: a charity's or a company's number."""

    value: str
    kind: str | None = None
    scheme: str | None = None
    """A list of org-id.guide: "GB-COH", "GB-CHC"."""


@dataclass(frozen=True, slots=True)
class OrganisationDetails:
    """Who runs a service; the name stands in the service itself."""

    id: str | None = None
    description: str | None = None
    email: str | None = None
    url: str | None = None
    logo: str | None = None
    uri: str | None = None
    parent_id: str | None = None
    identifiers: tuple[Identifier, ...] = ()
    phones: tuple[Phone, ...] = ()
    terms: tuple[Term, ...] = ()


@dataclass(frozen=True, slots=True)
class AccessNote:
    """Access to a place in the provider's words."""

    description: str | None = None
    details: str | None = None
    url: str | None = None


@dataclass(frozen=True, slots=True)
class PlaceDetails:
    """What is known of a place besides its address."""

    id: str | None = None
    kind: str | None = None
    """"physical", "postal" or "virtual"; physical where nothing is said."""
    description: str | None = None
    how_to_get_there: str | None = None
    external_id: str | None = None
    external_id_kind: str | None = None
    """"UPRN"."""
    attention: str | None = None
    region: str | None = None
    county: str | None = None
    country: str | None = None
    """Two letters; GB where none is named."""
    access_notes: tuple[AccessNote, ...] = ()
    phones: tuple[Phone, ...] = ()
    terms: tuple[Term, ...] = ()


@dataclass(frozen=True, slots=True)
class Details:
    """The rest of a service."""

    other_name: str | None = None
    alert: str | None = None
    """News that matters just now: "our groups meet online this month"."""
    eligibility: str | None = None
    accreditations: str | None = None
    licences: str | None = None
    wait: str | None = None
    interpretation: str | None = None
    assured_by: str | None = None
    """The email address of whoever made sure that it is true."""
    hours_note: str | None = None
    """Hours in the provider's words, as far as they could not be read."""
    phones: tuple[Phone, ...] = ()
    """All of them, where there are several or more is known than the number."""
    contacts: tuple[Contact, ...] = ()
    cost_options: tuple[CostOption, ...] = ()
    funding: tuple[str, ...] = ()
    terms: tuple[Term, ...] = ()
    extents: tuple[Extent, ...] = ()
    organisation: OrganisationDetails = OrganisationDetails()
    checked_by_field: tuple[tuple[str, date], ...] = ()
    """When a field of its own was last checked, where that differs: hours age faster than names."""


NO_DETAILS = Details()
NO_PLACE_DETAILS = PlaceDetails()
