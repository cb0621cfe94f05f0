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
    NOT_A_NUMBER = "not a number"
    NOT_A_DATE = "not a date"
    NOT_HOURS = "not hours"
    NOT_A_POSTCODE = "not a postcode"
    NOT_COORDINATES = "not coordinates"
    NOT_AN_EMAIL = "not an email"
    NOT_A_LINK = "not a link"
    NOT_A_PHONE = "not a phone"
    LOST_ZERO = "lost zero"
    MARKUP = "markup"
    ODD_CHARACTERS = "odd characters"
    ODD_ENCODING = "odd encoding"
    NO_OFFSET = "no offset"
    GUESSED_COLUMN = "guessed column"
    LINES_ABOVE_HEADER = "lines above header"
    NOT_TEXT = "not text"
    NOT_A_RECORD = "not a record"
    SEVERAL_ADDRESSES = "several addresses"
    LINKED_TO_NOTHING = "linked to nothing"
    UNREADABLE_FILE = "unreadable file"
    NO_SERVICE = "no service"
    OTHER_SHEET = "other sheet"
    PAGE_NOT_FETCHED = "page not fetched"


class Remedy(StrEnum):
    """What was done."""

    LEFT_UNKNOWN = "left unknown"
    IGNORED = "ignored"
    KEPT_AS_WRITTEN = "kept as written"
    ROW_LEFT_OUT = "row left out"
    NAMED_AFTER_ORGANISATION = "named after organisation"
    NEW_ID_GIVEN = "new id given"
    READ_AS = "read as"
    MADE_PLAIN = "made plain"
    TAKEN_AS_LOCAL_TIME = "taken as local time"


@dataclass(frozen=True, slots=True)
class Problem:
    """One thing changed or left out while reading."""

    row: int
    """As a spreadsheet counts: the header is row 1. In JSON, the n-th record from 1; 0 when a
    whole file is meant."""
    field: str | None
    """The column, or the path ("schedules.opens_at"); `None` when the whole row is meant."""
    fault: Fault
    said: str
    """What was written there, cut to 200 characters."""
    done: Remedy
    became: str | None = None
    """The value that now stands there, where one does."""
    service: str | None = None
    """What the entry is called, where that is known: nobody counts to row 312 of a feed."""
    file: str | None = None
    """Where several were read, the one that is meant."""
