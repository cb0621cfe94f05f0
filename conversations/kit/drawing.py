"""The diagram of each conversation, read from its return annotations."""

from __future__ import annotations

import inspect
from collections.abc import Callable, Iterable, Iterator
from types import ModuleType
from typing import Any, get_args, get_type_hints

from conversations.kit.state import Again, Done, Exit, Quiet, State

HEAD = """\
# Conversations

Each picture is drawn from the return annotations of the states in `conversations/`, which the type
checker holds to be true. The solid dot on top is a door: the wish or the bell that opens the
conversation stands beside it. A name that starts with `Wants` is a wish that another conversation
serves. The last dot is the end. Left out are questions that are asked again, and what may interrupt
any of them: help, a human, the menu and the other commands.

Do not edit this page: `make draw` writes it anew.
"""


def document(conversations: Iterable[ModuleType]) -> str:
    """The whole of `docs/conversations.md`."""
    return "\n".join([HEAD, *(_section(each) for each in conversations)])


def draw(conversation: ModuleType) -> str:
    """One conversation as a Mermaid state diagram."""
    lines = ways(conversation)
    exits = dict.fromkeys(end for _, end, _ in lines if end.startswith(("Wants", "Navigator")))
    arrows = [f"    {start} --> {end}{f': {word}' if word else ''}" for start, end, word in lines]
    ends = [f"    {exit} --> [*]" for exit in exits]
    return "\n".join(["stateDiagram-v2", *arrows, *ends]) + "\n"


def ways(conversation: ModuleType) -> tuple[tuple[str, str, str], ...]:
    """From, to, and by which wish or bell; `[*]` is outside of the conversation."""
    return (*_entries(conversation), *_steps(conversation))


def states_of(conversation: ModuleType) -> tuple[type[State], ...]:
    """In the order in which its file defines them, or the files of its folder."""
    return tuple(each for each in _defined(conversation) if _is_a(each, State))


def arrows(step: Callable[..., Any]) -> tuple[type, ...]:
    """Where a door, a bell or a state's `hear` may lead, in the order of its annotation."""
    hint = get_type_hints(step).get("return")
    found = get_args(hint) or (hint,)
    return tuple(each for each in found if isinstance(each, type) and each is not type(None))


def doors_of(conversation: ModuleType) -> Iterator[tuple[str, Callable[..., Any]]]:
    """Each public function that opens it, with the wish or the bell that it serves."""
    for each in _defined(conversation):
        if not inspect.isfunction(each) or each.__name__.startswith("_"):
            continue
        hints = get_type_hints(each)
        first: Any = next(iter(hints.values()), None)
        if _is_a(first, Exit):
            yield first.__name__, each
        elif list(hints)[:2] == ["ref", "turn"]:
            yield f"the bell rings ({each.__name__})", each


def _section(conversation: ModuleType) -> str:
    name = conversation.__name__.rpartition(".")[2]
    says = (inspect.getdoc(conversation) or "").split("\n")[0]
    return f"## {name}\n\n{says}\n\n```mermaid\n{draw(conversation)}```\n"


def _entries(conversation: ModuleType) -> Iterator[tuple[str, str, str]]:
    for wish, door in doors_of(conversation):
        for end in arrows(door):
            name = _name(end)
            if name == "[*]":  # it says what it has to say, and asks nothing
                yield "[*]", door.__name__, wish
                yield door.__name__, "[*]", ""
            elif name is not None:
                yield "[*]", name, wish


def _steps(conversation: ModuleType) -> Iterator[tuple[str, str, str]]:
    for state in states_of(conversation):
        for end in arrows(state.hear):
            if (name := _name(end)) is not None:
                yield state.__name__, name, ""


def _name(end: type) -> str | None:
    if issubclass(end, Again | Quiet):
        return None
    return "[*]" if issubclass(end, Done) else end.__name__


def _defined(conversation: ModuleType) -> Iterator[Any]:
    """In its file; or, where it is a folder, in each of its `PARTS`."""
    parts: tuple[ModuleType, ...] = getattr(conversation, "PARTS", (conversation,))
    for part in parts:
        for each in vars(part).values():
            if getattr(each, "__module__", None) == part.__name__:
                yield each


def _is_a(each: Any, kind: type) -> bool:
    return inspect.isclass(each) and issubclass(each, kind)
