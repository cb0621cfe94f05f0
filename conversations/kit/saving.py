"""State ↔ JSON. The fields of a state are all there is to save; types say how to read them back."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import replace
from typing import Any

import msgspec

from conversations.kit.engine import Thread
from conversations.kit.state import State

Json = Any

RENAMED: Mapping[str, str] = {
    "after_visit.WhatDiffered": "after_visit.AsDescribed",
    "find_support.Chosen": "this_offer.Chosen",
    "find_support.AskWhy": "this_offer.AskWhy",
}
"""States that older versions saved under another name: old `conversation.State` → new."""


class UnknownState(ValueError):
    """A saved state has a name that this version does not know."""


def dump(value: Any) -> Json:
    """A value made of frozen dataclasses, enums, moments, tuples and plain things, as JSON."""
    saved = msgspec.to_builtins(value, order="deterministic")
    return {"state": value.saved_name(), **saved} if isinstance(value, State) else saved


def load(kind: Any, saved: Json) -> Any:
    """The value of type `kind` that `dump` made; fields added since then take their defaults.

    Raises ValueError where it is not of that type.
    """
    return msgspec.convert(saved, kind)


class Saving:
    """Saves and loads threads for one set of states."""

    def __init__(self, states: Iterable[type[State]]) -> None:
        self._states = {state.saved_name(): state for state in states}

    def dump(self, thread: Thread) -> Json:
        saved = {**dump(thread), "stack": [dump(state) for state in thread.stack]}
        return {name: value for name, value in saved.items() if value not in (None, [], False, 0)}

    def load(self, saved: Json) -> Thread:
        """Raises UnknownState where a state's name is in neither this version nor `RENAMED`."""
        stack = tuple(self.load_state(state) for state in saved.get("stack", ()))
        rest = {name: value for name, value in saved.items() if name != "stack"}
        thread: Thread = load(Thread, {**rest, "stack": []})
        return replace(thread, stack=stack)

    def load_state(self, saved: Json) -> State:
        name = saved["state"]
        kind = self._states.get(RENAMED.get(name, name))
        if kind is None:
            raise UnknownState(name)
        state: State = load(kind, saved)
        return state
