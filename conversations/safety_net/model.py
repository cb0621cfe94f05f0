"""What the net says of a message: findings, each with the phrase and the rule that found it."""

from __future__ import annotations

from collections.abc import Sequence
from enum import StrEnum
from typing import NamedTuple


class Tier(StrEnum):
    """How plainly it is said. Neither is a measure of risk, and no finding never means safe."""

    EXPLICIT = "explicit"
    SOFT = "soft"


class Category(StrEnum):
    """What kind of help is meant to follow."""

    ALREADY_ACTED = "already_acted"
    MEDICAL_EMERGENCY = "medical_emergency"
    SUICIDE = "suicide"
    CHILD_AT_RISK = "child_at_risk"
    DANGER_FROM_OTHERS = "danger_from_others"
    HARM_TO_OTHERS = "harm_to_others"
    SELF_HARM = "self_harm"
    NOT_COPING = "not_coping"
    BASIC_NEEDS = "basic_needs"


class Finding(NamedTuple):
    """One phrase that one rule found; `start` and `end` are its place in the text as written."""

    tier: Tier
    category: Category
    rule: str
    start: int
    end: int

    def phrase(self, text: str) -> str:
        """The person's own words. Never for a log."""
        return text[self.start : self.end]


def foremost(findings: Sequence[Finding]) -> Finding | None:
    """The one to act on: explicit before soft, then in the order of the categories."""
    return min(findings, key=urgency, default=None)


def urgency(finding: Finding) -> tuple[bool, int, int]:
    """To sort by: the smallest is the most urgent."""
    return (finding.tier is Tier.SOFT, _ORDER[finding.category], finding.start)


_ORDER = {category: place for place, category in enumerate(Category)}
