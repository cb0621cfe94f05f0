"""What a match needs and the standard lost, as attributes that other software may pass over.

Each is an Open Referral attribute of one taxonomy: `link_type` is the name of our column, the
term's name is a choice ("peer support") or the column again, and `value` holds what was said.
"""

from collections.abc import Iterable, Iterator
from functools import cache

from resources_directory.cells import Cells
from resources_directory.feeds.records import Record
from resources_directory.feeds.uuids import made
from resources_directory.model import Schedule, Service

TAXONOMY = "peer-navigator-directory"
TAXONOMY_ID = made("taxonomy", TAXONOMY)
_CHOICES = {
    "areas", "needs", "only_for", "not_for", "referral", "access", "lacks", "company", "ways",
}  # fmt: skip

Fact = tuple[str, str]
"""The name of a column, and one value."""


def attributes(entity: str, owner: str, facts: Iterable[Fact]) -> list[dict[str, object]]:
    """The facts as attributes of the object whose id is `owner`."""
    return [
        {
            "id": made("attribute", owner, field, value),
            "link_id": owner,
            "link_entity": entity,
            "link_type": field,
            "value": value,
            "taxonomy_term_id": term["id"],
            "taxonomy_term": term,
        }
        for field, value in facts
        for term in [_term(value if field in _CHOICES else field.replace("_", " "), field)]
    ]


@cache
def _term(name: str, field: str) -> dict[str, object]:
    return {
        "id": made("term", TAXONOMY, field, name),
        "name": name,
        "description": field.replace("_", " "),
        "taxonomy": TAXONOMY,
        "taxonomy_id": TAXONOMY_ID,
    }


def is_ours(attribute: Record) -> bool:
    return attribute.one("taxonomy_term").text("taxonomy") == TAXONOMY


def facts_in(owner: Record) -> Cells:
    """Our attributes of a record as a row of our columns; several values parted as in a cell."""
    values: dict[str, list[str]] = {}
    for attribute in owner.all("attributes"):
        if is_ours(attribute):
            field = attribute.text("link_type") or ""
            value = attribute.text("value") or attribute.one("taxonomy_term").text("name") or ""
            values.setdefault(field, []).append(value)
    joined = {field: "; ".join(said) for field, said in values.items()}
    return Cells(owner.row, joined, owner.problems, f"{owner.path}attributes.", owner.service)


def of_service(service: Service) -> Iterator[Fact]:
    """Our own id goes with every service: where it stands, nothing need be guessed."""
    yield "id", service.id
    for field, chosen, none in (
        ("areas", service.areas or None, ""),
        ("needs", service.needs or None, ""),
        ("only_for", service.only_for, "everyone"),
        ("not_for", service.not_for or None, ""),
        ("referral", service.referral, "none"),
        ("access", service.access, "none"),
        ("lacks", service.lacks or None, ""),
        ("company", service.company, "none"),
        ("ways", service.ways, "none"),
    ):
        if chosen is not None:
            yield from ((field, str(choice)) for choice in sorted(chosen))
            if not chosen:
                yield field, none
    if service.any_age:
        yield "any_age", "yes"
    if service.cost is not None:
        yield "free", _yes_or_no(service.cost.is_free)
    if service.alcohol_free is not None:
        yield "alcohol_free", _yes_or_no(service.alcohol_free)
    for field, text in (
        ("first_visit", service.first_visit),
        ("referred_by", service.referred_by),
        ("status_note", service.status_note),
        ("source", service.source),
        ("hours_note", service.details.hours_note),
    ):
        if text:
            yield field, text
    yield from _known_to_be_none(service)
    for field, checked in service.details.checked_by_field:
        yield "checked", f"{field} {checked}"


def _known_to_be_none(service: Service) -> Iterator[Fact]:
    if service.languages == frozenset():
        yield "languages", "none"
    if service.service_area == ():
        yield "service_area", "everywhere"
    if service.schedules == ():
        yield "hours", "none"


def of_schedule(rule: Schedule) -> Iterator[Fact]:
    if rule.except_bank_holidays is not None:
        yield "except_bank_holidays", _yes_or_no(rule.except_bank_holidays)
    for pause in rule.breaks:
        yield "not", f"{pause.first} to {pause.last}"


def _yes_or_no(claim: bool) -> str:
    return "yes" if claim else "no"
