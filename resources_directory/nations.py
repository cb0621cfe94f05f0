"""The nation of the UK that a place lies in: its bank holidays are the ones that count there."""

import re

from resources_directory.model import Place
from resources_directory.places import outcode

_SCOTTISH = frozenset(
    ("AB", "DD", "DG", "EH", "FK", "G", "HS", "IV", "KA", "KW", "KY", "ML", "PA", "PH", "TD", "ZE")
)
"""Postcode areas as Royal Mail lists them; England and Wales share their bank holidays."""
_ENGLISH_ALL_THE_SAME = frozenset({"TD12", "TD15"})
"""Cornhill and Berwick: south of the border, posted from Galashiels."""
_NAMED = {"scotland": "SCT", "northern ireland": "NIR", "wales": "WLS", "england": "ENG"}


def nation_of(place: Place | None, otherwise: str) -> str:
    """ENG, WLS, SCT or NIR by its postcode, else by the region or country that its list names.

    `otherwise` where neither tells; ENG stands for Wales too where only a postcode is known.
    """
    if place is None:
        return otherwise
    if code := outcode(place.postcode or ""):
        return _by_outcode(code, otherwise)
    for said in (place.details.region, place.details.country):
        if said and (nation := _NAMED.get(said.strip().casefold())):
            return nation
    return otherwise


def _by_outcode(code: str, otherwise: str) -> str:
    area = re.sub(r"[0-9].*", "", code)
    if area == "BT":
        return "NIR"
    if area in _SCOTTISH and code not in _ENGLISH_ALL_THE_SAME:
        return "SCT"
    return "WLS" if otherwise == "WLS" else "ENG"
