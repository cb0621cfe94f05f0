"""Requests as a bot would write them."""

from __future__ import annotations

from navigator_bot.simulator.calls import Call, Upload
from navigator_bot.simulator.model import JSON


def typed(method: str, given: JSON, uploads: dict[str, Upload] | None = None) -> Call:
    """As a JSON body gives it."""
    return Call(method, given, uploads or {}, given.keys())
