"""How far somebody will go: chosen or typed, in kilometres or in miles."""

from __future__ import annotations

import re
from enum import StrEnum

from conversations.kit.replies import folded

KM_A_MILE = 1.609
FARTHEST_KM = 500
"""Farther than this means anywhere, and is better said so."""

_SAID = re.compile(r"(?:about |up to )?(\d{1,3}) ?(km|kms|kilomet(?:re|er)s?|miles?|mi)?")


class HowFar(StrEnum):
    """Answers that are offered."""

    KM_2 = "km_2"
    KM_5 = "km_5"
    KM_10 = "km_10"
    KM_25 = "km_25"
    ANY = "any"

    @property
    def km(self) -> int | None:
        """None for any distance."""
        return None if self is HowFar.ANY else int(self.value.removeprefix("km_"))


def kilometres(words: str) -> int | None:
    """Of "7", "7 km" or "3 miles", at least one; None where it is nothing of the kind."""
    found = _SAID.fullmatch(folded(words))
    if found is None:
        return None
    is_miles = (found[2] or "").startswith("mi")
    km = round(int(found[1]) * (KM_A_MILE if is_miles else 1))
    return km if 1 <= km <= FARTHEST_KM else None
