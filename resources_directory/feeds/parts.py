"""The smaller objects of Open Referral: phones, contacts, prices, words of taxonomies."""

from datetime import date

from resources_directory.cells import Cells
from resources_directory.details import Contact, CostOption, Identifier, Phone, Term
from resources_directory.feeds.ours import facts_in, is_ours
from resources_directory.feeds.records import Record
from resources_directory.feeds.uuids import made


def read_id(owner: Record, kind: str, *named_after: object) -> str | None:
    """The id that its keeper gave it; one that was made on writing says nothing."""
    given = facts_in(owner).text("id") or owner.text("id")
    return None if given == made(kind, *named_after) else given


def read_phones(owner: Record) -> tuple[Phone, ...]:
    phones = [
        Phone(number, each.text("extension"), each.text("type"), each.text("description"))
        for each in owner.all("phones")
        if (number := each.phone("number"))
    ]
    return tuple(dict.fromkeys(phones))


def read_contacts(owner: Record) -> tuple[Contact, ...]:
    contacts = [
        Contact(
            each.text("name"),
            each.text("title"),
            each.text("department"),
            each.email("email"),
            read_phones(each),
        )
        for each in owner.all("contacts")
    ]
    return tuple(contact for contact in dict.fromkeys(contacts) if contact != Contact())


def read_cost_options(owner: Record) -> tuple[CostOption, ...]:
    options = [
        CostOption(
            each.text("option"),
            each.number("amount"),
            (each.text("currency") or "").upper() or None,
            each.text("amount_description"),
            each.day("valid_from"),
            each.day("valid_to"),
        )
        for each in owner.all("cost_options")
    ]
    return tuple(option for option in dict.fromkeys(options) if option != CostOption())


def written_cost(option: CostOption) -> str:
    """ "under 18s: £3 an hour", from whatever of it is known."""
    amount = None
    if option.amount is not None:
        pounds = option.currency in {None, "GBP"}
        amount = f"£{option.amount:f}" if pounds else f"{option.amount:f} {option.currency}"
    price = " ".join(part for part in (amount, option.description) if part)
    return ": ".join(part for part in (option.option, price) if part)


def read_identifiers(owner: Record) -> tuple[Identifier, ...]:
    return tuple(
        Identifier(value, each.text("identifier_type"), each.text("identifier_scheme"))
        for each in owner.all("organization_identifiers")
        if (value := each.text("identifier"))
    )


def read_terms(owner: Record) -> tuple[Term, ...]:
    """The words of others' taxonomies; ours are read by `facts_in`."""
    terms = [_term(each) for each in owner.all("attributes") if not is_ours(each)]
    return tuple(dict.fromkeys(term for term in terms if term is not None))


def _term(attribute: Record) -> Term | None:
    """Some put the word on the attribute itself, as a label or a value."""
    term = attribute.one("taxonomy_term")
    name = term.text("name") or term.text("term") or attribute.text("label")
    value = attribute.text("value")
    if name is None and value is None:
        return None
    taxonomy, uri = term.text("taxonomy"), term.text("term_uri")
    code, given = term.text("code"), term.text("id") or attribute.text("taxonomy_term_id")
    if given == made("term", taxonomy, name or value, uri):
        given = None
    taxonomy_id = term.text("taxonomy_id")
    if taxonomy_id == made("taxonomy", taxonomy):
        taxonomy_id = None
    return Term(
        name=name or value or "",
        id=code if code and given == made("term", code) else given,
        value=value,
        link=attribute.text("link_type"),
        description=term.text("description"),
        taxonomy=taxonomy,
        taxonomy_id=taxonomy_id,
        uri=uri,
        parent_id=term.text("parent_id"),
    )


def read_checks(ours: Cells) -> tuple[tuple[str, date], ...]:
    """ "hours 2026-03-01": a field, and when it was last checked."""
    checks: list[tuple[str, date]] = []
    for part in ours.parts("checked"):
        field, _, said = part.rpartition(" ")
        day = Cells(ours.row, {"checked": said}, ours.problems, ours.path).day("checked")
        checks += [(field, day)] if day and field else []
    return tuple(checks)
