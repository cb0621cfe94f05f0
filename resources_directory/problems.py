"""What was wrong with a row of somebody's directory, and what was done about it.

These are values for a template to put into words; reading goes on after each of them.
"""

from dataclasses import dataclass
from enum import StrEnum


class Fault(StrEnum):
    """What was found."""

    NO_HEADER = "no header"
    NO_NAME_COLUMN = "no name column"
    UNKNOWN_COLUMN = "unknown column"
    REPEATED_COLUMN = "repeated column"
    UNREADABLE_ROW = "unreadable row"
    TOO_MANY_CELLS = "too many cells"
    MISSING_NAME = "missing name"
    MISSING_ID = "missing id"
    DUPLICATE_ID = "duplicate id"
    REPEATED_ROW = "repeated row"
    NOT_A_CHOICE = "not a choice"
    NOT_YES_OR_NO = "not yes or no"
    NOT_AN_AGE = "not an age"
    AGES_CROSSED = "ages crossed"
    NOT_A_DATE = "not a date"
    NOT_HOURS = "not hours"
    NOT_A_POSTCODE = "not a postcode"
    NOT_COORDINATES = "not coordinates"
    NOT_AN_EMAIL = "not an email"
    NOT_A_LINK = "not a link"
    NOT_A_PHONE = "not a phone"


class Remedy(StrEnum):
    """What was done."""

    LEFT_UNKNOWN = "left unknown"
    IGNORED = "ignored"
    KEPT_AS_WRITTEN = "kept as written"
    ROW_LEFT_OUT = "row left out"
    NAMED_AFTER_ORGANISATION = "named after organisation"
    NEW_ID_GIVEN = "new id given"


@dataclass(frozen=True, slots=True)
class Problem:
    """One thing changed or left out while reading."""

    row: int
    """As a spreadsheet counts: the header is row 1."""
    field: str | None
    """The column, or `None` when the whole row is meant."""
    fault: Fault
    said: str
    """What was written there, cut to 200 characters."""
    done: Remedy
    became: str | None = None
    """The value that now stands there, where one does."""
