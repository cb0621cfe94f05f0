"""The blocks of the message templates: what each asks for, and what in it cannot be translated."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass, field
from pathlib import Path

from jinja2 import Environment, TemplateSyntaxError, nodes
from jinja2.meta import find_undeclared_variables

from navigator_bot.wording import environment

GETTEXT = frozenset({"_", "gettext", "ngettext", "pgettext", "npgettext"})

_NO_WORDS = re.compile(r"<[^<>]*>|&#?\w+;")
_LETTER = re.compile(r"[^\W\d_]")


@dataclass(frozen=True)
class Block:
    """One message. `needs` are the values that it asks for; all of them, as nothing is optional."""

    file: str
    name: str
    needs: frozenset[str]
    messages: tuple[str, ...]  # what translators see: each text inside {% trans %}
    untranslatable: tuple[str, ...]  # words outside {% trans %}
    unescaped: bool  # a filter `safe` lets a person's own words in as markup

    @property
    def full_name(self) -> str:
        return f"{self.file}.{self.name}"

    @property
    def place(self) -> str:
        return f"{self.file}.txt, {self.name}"


@dataclass(frozen=True)
class Blocks:
    """Every block of a folder by its full name, and what could not be read."""

    by_name: dict[str, Block] = field(default_factory=dict)
    faults: tuple[str, ...] = ()

    @property
    def files(self) -> frozenset[str]:
        return frozenset(block.file for block in self.by_name.values())


def read_blocks(folder: Path) -> Blocks:
    found: dict[str, Block] = {}
    faults = []
    made = environment(folder)
    for path in sorted(folder.glob("*.txt")):
        try:
            template = made.parse(path.read_text(encoding="utf-8"))
        except TemplateSyntaxError as broken:
            faults.append(f"{path.name}, line {broken.lineno}: {broken.message}")
            continue
        for block in template.find_all(nodes.Block):
            read = _read(path.stem, block, made)
            found[read.full_name] = read
    return Blocks(found, tuple(faults))


def _read(file: str, block: nodes.Block, made: Environment) -> Block:
    body = nodes.Template(block.body, lineno=block.lineno)
    body.set_environment(made)
    return Block(
        file=file,
        name=block.name,
        needs=frozenset(find_undeclared_variables(body)) - frozenset(made.globals) - GETTEXT,
        messages=tuple(_messages(body)),
        untranslatable=tuple(_outside(body)),
        unescaped=any(each.name == "safe" for each in body.find_all(nodes.Filter)),
    )


def _messages(body: nodes.Node) -> Iterator[str]:
    for call in body.find_all(nodes.Call):
        if is_gettext(call):
            for argument in call.args:
                if isinstance(argument, nodes.Const) and isinstance(argument.value, str):
                    yield argument.value


def _outside(body: nodes.Node) -> Iterator[str]:
    for data in body.find_all(nodes.TemplateData):
        words = _NO_WORDS.sub(" ", data.data)
        if _LETTER.search(words):
            yield " ".join(words.split())
    for shown in body.find_all((nodes.Output, nodes.Assign)):
        yield from _constants(shown)


def _constants(node: nodes.Node) -> Iterator[str]:
    """Words in quotes that would be shown; not those that are looked up, compared, or given to a
    filter."""
    match node:
        case nodes.Const(value=str() as value):
            if _LETTER.search(value):
                yield value
        case nodes.Call() if is_gettext(node):
            for keyword in node.kwargs:
                yield from _constants(keyword.value)
        case nodes.Filter(node=nodes.Node() as inner):
            yield from _constants(inner)
        case nodes.Getitem():
            yield from _constants(node.node)
        case nodes.Pair():
            yield from _constants(node.value)
        case nodes.CondExpr():
            yield from _constants(node.expr1)
            if node.expr2 is not None:
                yield from _constants(node.expr2)
        case nodes.Compare() | nodes.Test() | nodes.Filter():
            return
        case _:
            for child in node.iter_child_nodes():
                yield from _constants(child)


def is_gettext(call: nodes.Call) -> bool:
    return isinstance(call.node, nodes.Name) and call.node.name in GETTEXT
