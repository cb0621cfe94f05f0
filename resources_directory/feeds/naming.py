"""What a list is called, by where it was read: the same for every edition of it."""

import re

_COPY = re.compile(r"\(\d+\)|\bcopy of\b|\bcopy\b", re.IGNORECASE)
_YEAR = r"(?:19|20)\d\d"
_WRITTEN_DAY = re.compile(
    r"(?:\b[0-3]?\d(?:st|nd|rd|th)? )?\b"
    rf"(?:jan|feb|mar|apr|may|jun|jul|aug|sep|oct|nov|dec)[a-z]* {_YEAR}\b",
    re.IGNORECASE,
)
_DAY = re.compile(
    rf"(?<!\d)(?:{_YEAR}(?:[ .-]?[01]\d(?:[ .-]?[0-3]\d)?)?|"
    rf"[0-3]?\d[ .-][01]?\d[ .-](?:{_YEAR}|\d\d))(?!\d)"
)


def feed_name(where: str) -> str:
    """ "Food banks 2026-03 (1).CSV" is "food banks"; an address keeps its host and its path."""
    scheme, _, address = where.partition("://")
    if address and scheme in {"http", "https"}:
        return address.partition("?")[0].rstrip("/").lower()
    file = re.split(r"[/\\]", where.strip().rstrip("/\\"))[-1]
    stem = re.sub(r"\.[A-Za-z]{2,5}$", "", file).lower()
    name = " ".join(re.sub(r"[_+]", " ", stem).split())
    for pattern in (_COPY, _WRITTEN_DAY, _DAY):
        name = pattern.sub(" ", name)
    return " ".join(name.split()).strip(" -.") or stem or "list"
