"""Which wordings the code names, where, and with which values."""

from __future__ import annotations

import ast
import re
from collections.abc import Mapping
from dataclasses import dataclass, field

from navigator_bot.checks.expressions import Expressions, argument, called, written
from navigator_bot.checks.known import Known
from navigator_bot.checks.source import Module, Source

MESSAGE, CAPTION, LABEL, COMMAND, WORDS = "message", "caption", "label", "command", "words"


@dataclass(frozen=True)
class Call:
    """How a function that takes a wording is called."""

    receiver: str  # a pattern of what stands before the dot
    at: int  # place of the wording among the arguments
    kind: str = MESSAGE
    values_at: int | None = None  # place of a mapping; without one, keywords are the values
    own: frozenset[str] = frozenset()  # keywords that are no values


_TURN, _ALERTS, _WORDING = r"(.*\.)?turn", r"(.*\.)?_?alerts", r"(.*\.)?_?wording"
CALLS: Mapping[str, tuple[Call, ...]] = {
    "ask": (Call(_TURN, 0, own=frozenset({"options", "skip", "lane"})),),
    "say": (
        Call(_TURN, 0, own=frozenset({"lane"})),
        Call("visit", 0, own=frozenset({"keyboard", "about"})),
    ),
    "offer": (Call(_TURN, 0, own=frozenset({"options", "outing"})),),
    "draw": (Call(_TURN, 0, CAPTION, own=frozenset({"series"})),),
    "Again": (Call("", 0, values_at=1),),
    "Say": (Call("", 0, values_at=1),),
    "Draw": (Call("", 0, CAPTION, values_at=1),),
    "Option": (Call("", 1, LABEL, values_at=9),),
    "stale": (Call(".*", 2, values_at=9),),
    "tell": (Call(_ALERTS, 2, own=frozenset({"keyboard", "about", "topic"})),),
    "tell_admins": (Call(_ALERTS, 2),),
    "tell_coordinators": (Call(_ALERTS, 2),),
    "tell_leads": (Call(_ALERTS, 2),),
    "tell_team": (Call(_ALERTS, 2),),
    "button": (Call(f"{_ALERTS}|self|visit", 0, LABEL, own=frozenset({"data"})),),
    "text": (
        Call(_ALERTS, 0, own=frozenset({"keyboard"})),
        Call(_WORDING, 0, values_at=2),
    ),
    "plain": (Call(f"{_ALERTS}|visit", 0, LABEL), Call(_WORDING, 0, LABEL, values_at=2)),
    "phrase": (Call("visit", 0),),
    "words": (Call(_WORDING, 0, WORDS, values_at=9),),
}
"""The functions that take a wording's name. Inside these themselves it is only handed on."""

_OWN_METHODS = {
    "conversations.kit.turn": ("ask", "say", "offer", "draw"),
    "navigator_bot.staff_alerts": (
        "tell",
        "text",
        "tell_admins",
        "tell_coordinators",
        "tell_leads",
        "tell_team",
    ),
}
"""Where `self` is what others call `turn` or `alerts`."""


@dataclass(frozen=True)
class Use:
    """One place that names wordings: all that it may name, and the values that it gives."""

    names: frozenset[str]
    values: frozenset[str] | None  # None: only named, not filled
    kind: str
    place: str


@dataclass
class Uses:
    found: list[Use] = field(default_factory=list)
    faults: list[str] = field(default_factory=list)


def read_uses(source: Source, files: frozenset[str], known: Known) -> Uses:
    """All that the code says, where wordings are kept in `files`."""
    uses = Uses()
    for module in source.modules.values():
        _Reader(source, module, files, known, uses).read()
    return uses


class _Reader:
    def __init__(
        self, source: Source, module: Module, files: frozenset[str], known: Known, uses: Uses
    ) -> None:
        self._read = Expressions(source, known, CALLS)
        self._module = module
        self._known = known
        self._uses = uses
        self._full = re.compile(rf"(?:{'|'.join(map(re.escape, sorted(files)))})\.[a-z]\w*")

    def read(self) -> None:
        for node in ast.walk(self._module.tree):
            match node:
                case ast.Call():
                    self._call(node)
                case ast.Constant(value=str(name)) if self._full.fullmatch(name):
                    if isinstance(self._module.parents.get(node), ast.JoinedStr):
                        continue  # a part of what `_filled` reads whole
                    self._add({name}, None, MESSAGE, node)
                case ast.JoinedStr() if self._looks_full(node):
                    self._filled(node)

    def _looks_full(self, node: ast.JoinedStr) -> bool:
        start = re.match(r"(\w+\.)", written(node))
        return start is not None and self._full.match(f"{start[1]}x") is not None

    def _filled(self, node: ast.JoinedStr) -> None:
        names = self._read.names(node, self._module)
        if names is None:
            self._fault(node, f'the wording "{written(node)}" cannot be read from the code')
        else:
            self._add(names, None, MESSAGE, node)

    def _call(self, node: ast.Call) -> None:
        name, receiver = called(node)
        for call in CALLS.get(name, ()):
            own = name in _OWN_METHODS.get(self._module.name, ()) and receiver == "self"
            if own or re.fullmatch(call.receiver, receiver):
                self._named(node, call)
                return

    def _named(self, node: ast.Call, call: Call) -> None:
        wording = argument(node, call.at, "wording")
        if wording is None:
            return
        names = self._read.names(wording, self._module)
        if names is None:
            if not self._read.is_handed_on(wording, self._module):
                whole = ast.unparse(wording)
                self._fault(node, f"the wording {whole} cannot be read from the code")
            return
        names = {self._full_name(each) for each in names}
        self._add(names, self._values(node, call), call.kind, node)
        if called(node)[0] in ("ask", "offer"):
            options = argument(node, 1, "options")
            labels = () if options is None else self._read.labels(options, self._module, set())
            for label in labels:
                self._add({self._full_name(label)}, frozenset(), LABEL, node)

    def _full_name(self, name: str) -> str:
        return name if "." in name else f"{self._module.conversation}.{name}"

    def _values(self, node: ast.Call, call: Call) -> frozenset[str]:
        """The names of the values given; what cannot be read is a fault."""
        if call.values_at is not None:
            values = argument(node, call.values_at, "values")
            return frozenset() if values is None else self._keys(values, self._module, node)
        names: set[str] = set()
        for keyword in node.keywords:
            if keyword.arg is None:
                names |= self._keys(keyword.value, self._module, node)
            elif keyword.arg not in call.own:
                names.add(keyword.arg)
        return frozenset(names)

    def _keys(self, values: ast.expr, module: Module, at: ast.Call) -> frozenset[str]:
        whole = ast.unparse(values)
        if whole in self._known.spreads:
            return self._known.spreads[whole]
        keys = self._read.keys(values, module)
        if keys is None:
            self._fault(at, f"the values {whole} cannot be read from the code")
            return frozenset()
        return keys

    def _add(
        self, names: set[str], values: frozenset[str] | None, kind: str, node: ast.expr
    ) -> None:
        self._uses.found.append(Use(frozenset(names), values, kind, self._place(node)))

    def _fault(self, node: ast.expr, fault: str) -> None:
        self._uses.faults.append(
            f"{self._place(node)}: {fault}: write it plainly, or list it in "
            "navigator_bot/checks/known.py"
        )

    def _place(self, node: ast.expr) -> str:
        return f"{self._module.name.replace('.', '/')}.py, line {node.lineno}"
