"""Every block as people may get to see it: each branch taken, with sample values of real size."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from datetime import datetime
from functools import cache
from pathlib import Path
from typing import Any

from jinja2 import Template, nodes
from jinja2.meta import find_undeclared_variables
from jinja2.visitor import NodeTransformer

from navigator_bot.checks.blocks import Block, is_gettext
from navigator_bot.wording import ENGLISH, environment

SIZES: Mapping[str, int] = {
    "name": 40,
    "words": 300,
    "goal": 120,
    "step": 120,
    "why": 200,
    "helped": 120,
    "service": 80,
    "description": 400,
    "how": 400,
    "how_to_start": 400,
    "first_visit": 400,
    "url": 120,
    "number": 4,
    "score": 2,
    "last": 2,
    "first": 2,
    "most": 1,
    "count": 1,
    "change": 2,
    "km": 3,
    "minimum": 2,
    "age": 2,
}
"""Characters of a value by its name: long, as people write, but no wonder."""

SIZE = 30
"""Of any other."""

PART = 60
"""At most, of what belongs to something, such as the words of one goal among several."""

LENGTHS: Mapping[str, int] = {"goals": 3, "points": 8, "reasons": 3, "lines": 10}
"""How many there are in a list, by its name."""

LENGTH = 5
"""In any other."""

_MOMENT = datetime(2026, 9, 30, 22, 30)  # Wednesday 30 September: as long as moments get
_WEDNESDAY = 2
_OF_A_MOMENT = ("day", "date", "short_day", "hour", "moment", "weekday")


class Sample(str):
    """Signs without a letter, of a real size, with any attribute that is asked for."""

    def __new__(cls, name: str, most: int = 10_000) -> Sample:
        return super().__new__(cls, ("12 <&> 34 " * 40)[: min(SIZES.get(name, SIZE), most)].strip())

    def __getattr__(self, name: str) -> Sample:
        if name.startswith("__"):
            raise AttributeError(name)
        return Sample(name, PART)


@dataclass(frozen=True)
class _Fork:
    """A place where a block may go on in several ways, and what must hold to come there."""

    ways: int
    above: tuple[tuple[int, int], ...]  # the forks that lead here, and the way to take at each


@dataclass(frozen=True)
class _Book:
    template: Template
    forks: list[_Fork]
    places: Mapping[str, range]  # the forks of each block
    values: Mapping[str, Sample]


class Samples:
    """The blocks of a folder, in one language."""

    def __init__(
        self, folder: Path, language: str = ENGLISH, catalogue: Path | None = None
    ) -> None:
        self._folder = folder
        self._ways: Mapping[int, int] = {}
        self._environment = environment(folder, language, catalogue)
        self._environment.filters.update(_filters(dict(self._environment.filters)))
        self._environment.globals.update(
            _way=lambda fork: self._ways.get(fork, 0), _several=_several, _longest=_longest
        )

    def of(self, block: Block) -> list[str]:
        """Each way through the block once, and the longest. Raises TemplateError, TypeError."""
        book = self._book(block.file)
        shown = [self._render(book, block, {})]
        best: dict[int, int] = {}
        for fork in book.places[block.name]:
            ways = [{**dict(book.forks[fork].above), fork: w} for w in range(book.forks[fork].ways)]
            texts = [self._render(book, block, each) for each in ways]
            best[fork] = max(range(len(texts)), key=lambda way: len(texts[way]))
            shown += texts
        return list(dict.fromkeys([*shown, self._render(book, block, best)]))

    def _render(self, book: _Book, block: Block, ways: Mapping[int, int]) -> str:
        self._ways = ways
        context = book.template.new_context(dict(book.values))
        return "".join(book.template.blocks[block.name](context)).strip()

    @cache  # noqa: B019  one short-lived object for each look at the templates
    def _book(self, file: str) -> _Book:
        made = self._environment
        tree = made.parse((self._folder / f"{file}.txt").read_text(encoding="utf-8"))
        values = {name: Sample(name) for name in find_undeclared_variables(tree)}
        values = {name: value for name, value in values.items() if name not in made.globals}
        forking = _Forking()
        code = made.compile(forking.visit(tree), file, f"{file}.txt")
        template = Template.from_code(made, code, made.make_globals(None))
        return _Book(template, forking.forks, forking.places, values)


class _Forking(NodeTransformer):
    """Puts a choice in place of each condition, and samples in place of each list."""

    def __init__(self) -> None:
        self.forks: list[_Fork] = []
        self.places: dict[str, range] = {}
        self._above: tuple[tuple[int, int], ...] = ()

    def visit_Block(self, node: nodes.Block) -> nodes.Node:
        start = len(self.forks)
        self.generic_visit(node)
        self.places[node.name] = range(start, len(self.forks))
        return node

    def visit_If(self, node: nodes.If) -> nodes.Node:
        branches = [node, *node.elif_]
        fork = self._fork(len(branches) + 1)
        for way, branch in enumerate(branches):
            branch.test = _is(fork, way)
            branch.body = self._inside(branch.body, fork, way)
        node.else_ = self._inside(node.else_, fork, len(branches))
        return node

    def visit_CondExpr(self, node: nodes.CondExpr) -> nodes.Node:
        node.test = _is(self._fork(2), 0)
        return self.generic_visit(node)

    def visit_For(self, node: nodes.For) -> nodes.Node:
        alone = node.target.name if isinstance(node.target, nodes.Name) else ""
        names = tuple(each.name for each in node.target.find_all(nodes.Name))
        length = LENGTHS.get(getattr(node.iter, "attr", getattr(node.iter, "name", "")), LENGTH)
        node.iter = _call("_several", alone, names, length)
        return self.generic_visit(node)

    def visit_Getitem(self, node: nodes.Getitem) -> nodes.Node:
        if isinstance(node.arg, nodes.Const):
            return self.generic_visit(node)
        call = _call("_longest")
        call.args.append(node.node)
        return call

    def visit_Call(self, node: nodes.Call) -> nodes.Node:
        if is_gettext(node) and len(node.args) == 3:  # singular, plural, how many
            node.args[2] = nodes.Add(_call("_way", self._fork(2)), nodes.Const(1))
        return self.generic_visit(node)

    def _fork(self, ways: int) -> int:
        self.forks.append(_Fork(ways, self._above))
        return len(self.forks) - 1

    def _inside(self, body: list[nodes.Node], fork: int, way: int) -> list[nodes.Node]:
        before, self._above = self._above, (*self._above, (fork, way))
        done = [self.visit(each) for each in body]
        self._above = before
        return done


def _call(name: str, *arguments: object) -> nodes.Call:
    given = [nodes.Const(each) for each in arguments]
    return nodes.Call(nodes.Name(name, "load"), given, [], None, None)


def _is(fork: int, way: int) -> nodes.Expr:
    return nodes.Compare(_call("_way", fork), [nodes.Operand("eq", nodes.Const(way))])


def _several(alone: str, names: tuple[str, ...], length: int) -> list[object]:
    if alone:
        return [Sample(alone, PART)] * length
    return [tuple(Sample(name, PART) for name in names)] * length


def _longest(found: object) -> object:
    return max(found.values(), key=len) if isinstance(found, dict) else found


def _filters(real: Mapping[str, Callable[..., Any]]) -> dict[str, Callable[..., Any]]:
    """Those that want a moment are given one."""

    def of_a_moment(name: str) -> Callable[..., Any]:
        return lambda value: real[name](_WEDNESDAY if name == "weekday" else _MOMENT)

    return {name: of_a_moment(name) for name in _OF_A_MOMENT}
