"""The hard limits: facts of a service that shut a person out, whatever its description says."""

from enum import StrEnum

from resources_directory.model import Audience, Service, Status

ADULT = 18


class Why(StrEnum):
    """Why a service that answers what was asked is not suggested."""

    DECLINED = "declined"
    CLOSED = "closed"
    CLOSED_FOR_NOW = "closed for now"
    TOO_YOUNG = "too young"
    TOO_OLD = "too old"
    FOR_OTHERS = "for others"
    NEEDS_A_PROFESSIONAL = "needs a professional"
    NOT_FREE = "not free"
    OUTSIDE_AREA = "outside area"
    TOO_FAR = "too far"


def why_not(
    service: Service,
    *,
    ages: tuple[int | None, int | None],
    audiences: frozenset[Audience] | None,
    free_only: bool,
    with_a_professional: bool,
) -> Why | None:
    """The first limit that is known to shut this person out; what is unknown shuts out nobody.

    `ages` are the youngest and the oldest that the person may be.
    """
    if not service.is_active:
        return _closed(service)
    if why := _age_limit(service, *ages):
        return why
    if audiences is not None and _is_for_others(service, audiences):
        return Why.FOR_OTHERS
    if service.needs_a_professional and not with_a_professional:
        return Why.NEEDS_A_PROFESSIONAL
    if free_only and service.cost is not None and not service.cost.is_free:
        return Why.NOT_FREE
    return None


def _closed(service: Service) -> Why:
    is_for_now = service.status is Status.TEMPORARILY_CLOSED
    return Why.CLOSED_FOR_NOW if is_for_now else Why.CLOSED


def _age_limit(service: Service, youngest: int | None, oldest: int | None) -> Why | None:
    if oldest is not None and service.minimum_age is not None and oldest < service.minimum_age:
        return Why.TOO_YOUNG
    if youngest is not None and service.maximum_age is not None and youngest > service.maximum_age:
        return Why.TOO_OLD
    return None


def _is_for_others(service: Service, audiences: frozenset[Audience]) -> bool:
    if service.only_for and not service.only_for & audiences:
        return True
    return bool(service.not_for & audiences)
