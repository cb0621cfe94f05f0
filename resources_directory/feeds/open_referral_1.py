"""Open Referral UK 1.0, put into the words of 3.0."""

from collections.abc import Iterator, Mapping
from typing import Any

from resources_directory.feeds.ours import Fact, attributes

Object = dict[str, Any]

_REFERRAL = {"referral": "professional", "appointment": "appointment", "drop-in": "drop-in"}
_WAYS = {"phone": "phone", "online": "online", "venue": "in person", "home visit": "home visit"}
_MARKS = {
    "regular_schedules", "holiday_schedules", "eligibilitys", "service_taxonomys",
    "attending_access", "attending_type", "deliverable_type", "link_taxonomies",
}  # fmt: skip
_DEEPEST = 30
_RENAMED = {
    "regular_schedules": "schedules",
    "regular_schedule": "schedules",
    "physical_addresses": "addresses",
    "accessibility_for_disabilities": "accessibility",
    "fundings": "funding",
}


def is_version_1(service: Mapping[str, object]) -> bool:
    """By the names that 3.0 dropped."""
    return not _MARKS.isdisjoint(service)


def as_version_3(service: Mapping[str, Any]) -> Object:
    """The same service in 3.0's words; what 3.0 lost becomes attributes of ours.

    Hours of holidays, which 1.0 keeps apart, are left in the original alone: most say only that
    it is closed then.
    """
    renamed = _renamed(service)
    provider = renamed.get("organization")
    if isinstance(provider, Mapping) and "url" in provider:
        renamed["organization"] = {"website": provider["url"]} | dict(provider)
    renamed["languages"] = _named(service.get("languages"), "language")
    renamed["service_areas"] = _named(service.get("service_areas"), "service_area")
    renamed |= _ages(service)
    renamed["attributes"] = [
        *_listed(service.get("attributes")),
        *_terms(service),
        *attributes("service", str(service.get("id", "")), _lost(service)),
    ]
    return renamed


def _renamed(value: Mapping[str, Any], depth: int = 0) -> Object:
    return {
        _RENAMED.get(name, name): _deeper(each, depth + 1)
        for name, each in value.items()
        if name not in _RENAMED or not value.get(_RENAMED[name])
    }


def _deeper(value: Any, depth: int) -> Any:
    if isinstance(value, Mapping) and depth < _DEEPEST:
        return _renamed(value, depth)
    if isinstance(value, list) and depth < _DEEPEST:
        return [_deeper(each, depth + 1) for each in value]
    return value


def _named(value: Any, field: str) -> list[Any]:
    return [
        {"name": each.get(field), **each} if isinstance(each, Mapping) else each
        for each in _listed(value)
    ]


def _ages(service: Mapping[str, Any]) -> Object:
    """The widest span of all that are eligible, and how they are called."""
    eligible = [each for each in _listed(service.get("eligibilitys")) if isinstance(each, Mapping)]
    found: Object = {}
    for field, widest in (("minimum_age", min), ("maximum_age", max)):
        ages = [_number(each.get(field)) for each in eligible]
        if ages and None not in ages:
            found[field] = widest(age for age in ages if age is not None)
    words = [str(each["eligibility"]) for each in eligible if each.get("eligibility")]
    if words and not service.get("eligibility_description"):
        found["eligibility_description"] = "; ".join(dict.fromkeys(words))
    return found


def _number(value: Any) -> float | None:
    return value if isinstance(value, int | float) and not isinstance(value, bool) else None


def _terms(service: Mapping[str, Any]) -> Iterator[Object]:
    for link in _listed(service.get("service_taxonomys")):
        term = link.get("taxonomy") if isinstance(link, Mapping) else None
        if isinstance(term, Mapping):
            yield {"link_type": "taxonomy", "taxonomy_term": _term(term)}
    if isinstance(kind := service.get("deliverable_type"), str):
        yield {"link_type": "deliverable_type", "taxonomy_term": {"name": kind}}
    if service.get("attending_access") == "membership":
        yield {"link_type": "attending_access", "taxonomy_term": {"name": "membership"}}


def _term(term: Mapping[str, Any]) -> Object:
    return {
        "id": term.get("id"),
        "name": term.get("name"),
        "taxonomy": term.get("vocabulary"),
        "parent_id": term.get("parent_id"),
    }


def _lost(service: Mapping[str, Any]) -> Iterator[Fact]:
    for field, words, known in (
        ("referral", service.get("attending_access"), _REFERRAL),
        ("ways", service.get("attending_type"), _WAYS),
    ):
        if isinstance(words, str) and words.lower() in known:
            yield field, known[words.lower()]


def _listed(value: Any) -> list[Any]:
    return value if isinstance(value, list) else [value] if value else []
