"""Asking roughly where somebody is. What is kept is no finer than a postcode sector."""

from __future__ import annotations

from conversations.kit.replies import Reply
from conversations.kit.turn import Choice, Turn
from resources_directory.places import Area

MOST_TOWNS = 8
"""Buttons; every other town can be typed."""


def towns(turn: Turn) -> list[Choice]:
    """The directory's largest towns as buttons."""
    listed = turn.around.directory.towns()[:MOST_TOWNS]
    return [Choice(f"town_{number}", town) for number, town in enumerate(listed)]


def area_said(reply: Reply, turn: Turn) -> Area | None:
    """From a button, a postcode, the name of a town, or a shared location; never a guess."""
    directory = turn.around.directory
    if reply.point is not None:
        return directory.nearest_area(reply.point)
    return directory.find_area(reply.label or reply.said)
