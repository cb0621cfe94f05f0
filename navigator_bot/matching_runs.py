"""Matching from the command line: one wish, or a file of goals against any list of services."""

from __future__ import annotations

import csv
import json
from collections.abc import Iterator, Mapping
from datetime import datetime
from pathlib import Path
from statistics import median
from typing import Any, TextIO

from navigator_bot.directory import read_vocabulary
from navigator_bot.errors import SettingsError
from navigator_bot.feeds import Fetched, read
from resources_directory.catalogue import Catalogue
from resources_directory.matching import Match, Matches, PartOfDay, Wanted, match
from resources_directory.meaning import Meaning
from resources_directory.model import Point, Service
from resources_directory.places import NO_CENTROIDS, Area

SHOWN = 10
"""Services of one goal in a run."""

WEEKEND = frozenset({"SA", "SU"})


def read_catalogue(
    directory: Path,
    meaning: Meaning | None = None,
    centroids: Mapping[str, Point] = NO_CENTROIDS,
) -> Catalogue:
    """From a list in any form. Raises SettingsError where it holds no service."""
    services = read(Fetched({directory.name: directory.read_bytes()})).services
    if not services:
        raise SettingsError(f"{directory} holds no service.")
    return Catalogue(services, centroids=centroids, vocabulary=read_vocabulary(), meaning=meaning)


def match_one(catalogue: Catalogue, words: str, near: str | None, now: datetime) -> Iterator[str]:
    """The lines to print. Raises SettingsError where the place is not known."""
    matches = match(catalogue, Wanted(words=words, near=_place(catalogue, near)), now)
    if not matches.found:
        yield "Nothing is good enough."
    for number, found in enumerate(matches.found, 1):
        yield f"{number}. {found.service.name} ({found.service.id})"
        yield f"   {'; '.join(_reasons(found))}"
    for left in matches.left_out:
        yield f"left out: {left.service.name} ({left.why.value})"


def match_goals(catalogue: Catalogue, goals: Path, out: TextIO, now: datetime) -> None:
    """`goals` holds one JSON object a line: id, text, constraints. No row where nothing is good."""
    writer = csv.writer(out)
    writer.writerow(("goal_id", "service_id", "rank", "reasons"))
    for line in goals.read_text(encoding="utf-8").splitlines():
        if not line.strip():
            continue
        goal = json.loads(line)
        found = match_goal(catalogue, goal["text"], goal.get("constraints") or {}, now).found
        for rank, each in enumerate(found, 1):
            writer.writerow((goal["id"], each.service.id, rank, "; ".join(_reasons(each))))


def match_goal(
    catalogue: Catalogue, text: str, constraints: Mapping[str, Any], now: datetime
) -> Matches:
    """Somebody who names no place is taken to live in the middle of what the list covers."""
    named = constraints.get("near")
    near = catalogue.gazetteer.find(str(named)) if named else middle(catalogue)
    if named and near is None:
        return Matches(())  # nothing is known of that place, so nothing can be near it
    wanted = Wanted(
        words=text,
        near=near,
        is_adult=True,
        age=constraints.get("age"),
        free_only=bool(constraints.get("free")),
        women_only=bool(constraints.get("women_only")),
        online=bool(constraints.get("online")),
        alcohol_free=bool(constraints.get("alcohol_free")),
        days=WEEKEND if constraints.get("weekends") else frozenset(),
        parts=frozenset({PartOfDay.EVENING}) if constraints.get("evenings") else frozenset(),
        limit=SHOWN,
    )
    return match(catalogue, wanted, now)


def middle(catalogue: Catalogue) -> Area | None:
    """The median of all places, which a few far ones do not move."""
    points = [point for each in catalogue.services if (point := _point(catalogue, each))]
    if not points:
        return None
    north, east = (median(values) for values in zip(*points, strict=True))
    return Area("the middle of the list", Point(north, east))


def _point(catalogue: Catalogue, service: Service) -> tuple[float, float] | None:
    if service.place is None:
        return None
    point = service.place.point or catalogue.gazetteer.point_of(service.place.postcode)
    return (point.latitude, point.longitude) if point else None


def _place(catalogue: Catalogue, near: str | None) -> Area | None:
    area = catalogue.gazetteer.find(near) if near else None
    if near and area is None:
        raise SettingsError(f"The directory knows no place called {near}.")
    return area


def _reasons(found: Match) -> Iterator[str]:
    for reason in found.reasons:
        value = f"{reason.value:.1f} km" if isinstance(reason.value, float) else reason.value
        yield reason.kind.value if value is None else f"{reason.kind.value}: {value}"
    yield from (f"{unknown.value} not known" for unknown in sorted(found.unknowns))
