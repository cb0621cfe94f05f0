"""The code as it is written: enough of it to tell which wordings it names. Nothing is run."""

from __future__ import annotations

import ast
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field
from functools import cached_property
from pathlib import Path
from typing import TypeAlias

from conversations.kit.state import conversation_of

Function: TypeAlias = ast.FunctionDef | ast.AsyncFunctionDef

PACKAGES = ("conversations", "navigator_bot", "resources_directory")
APART = ("navigator_bot.checks", "navigator_bot.simulator")
"""These say nothing to anybody."""


@dataclass(frozen=True, eq=False)
class Module:
    name: str
    tree: ast.Module
    parents: dict[ast.AST, ast.AST] = field(default_factory=dict)

    @property
    def conversation(self) -> str:
        """The file of its own wordings, where it is of a conversation."""
        return conversation_of(self.name)

    @cached_property
    def enums(self) -> dict[str, dict[str, str]]:
        """Each enum of texts: its members' names and values."""
        return {
            each.name: dict(_members(each))
            for each in ast.walk(self.tree)
            if isinstance(each, ast.ClassDef) and any(_is_enum(base) for base in each.bases)
        }

    @cached_property
    def functions(self) -> dict[str, list[Function]]:
        found: dict[str, list[Function]] = {}
        for each in ast.walk(self.tree):
            if isinstance(each, ast.FunctionDef | ast.AsyncFunctionDef):
                found.setdefault(each.name, []).append(each)
        return found

    @cached_property
    def imports(self) -> dict[str, tuple[str, str]]:
        """The module and the name in it that a local name stands for."""
        return {
            alias.asname or alias.name: (each.module, alias.name)
            for each in ast.walk(self.tree)
            if isinstance(each, ast.ImportFrom) and each.module
            for alias in each.names
        }

    @cached_property
    def constants(self) -> dict[str, ast.expr]:
        return {name: value for name, value in _assigned(self.tree.body)}

    def functions_around(self, node: ast.AST) -> Iterator[Function | ast.Lambda]:
        """Innermost first."""
        while (node := self.parents.get(node, self.tree)) is not self.tree:
            if isinstance(node, ast.FunctionDef | ast.AsyncFunctionDef | ast.Lambda):
                yield node


class Source:
    """Every module of the packages in a folder."""

    def __init__(self, folder: Path) -> None:
        self.modules: dict[str, Module] = {}
        for package in PACKAGES:
            for path in sorted((folder / package).rglob("*.py")):
                name = ".".join(path.relative_to(folder).with_suffix("").parts)
                name = name.removesuffix(".__init__")
                if not name.startswith(APART):
                    self.modules[name] = _module(name, path)

    def home(self, module: Module, name: str) -> tuple[Module, str]:
        """Where a name is made, and its name there: imports are followed."""
        while name in module.imports and module.imports[name][0] in self.modules:
            owner, name = module.imports[name]
            module = self.modules[owner]
        return module, name

    def enum(self, module: Module, name: str) -> dict[str, str] | None:
        owner, own = self.home(module, name)
        return owner.enums.get(own)

    def functions(self, module: Module, name: str) -> tuple[Module, list[Function]]:
        owner, own = self.home(module, name)
        return owner, owner.functions.get(own, [])

    def assigned(self, module: Module, at: ast.AST, name: str) -> list[tuple[Module, ast.expr]]:
        """All that a name may stand for at `at`: what its function gives it, or its module."""
        for function in module.functions_around(at):
            if isinstance(function, ast.Lambda):
                continue
            given = [value for own, value in _assigned(function.body) if own == name]
            values = [value for value in given if at not in ast.walk(value)]  # not of itself
            if values:
                return [(module, value) for value in values]
        owner, own = self.home(module, name)
        return [(owner, owner.constants[own])] if own in owner.constants else []


def _module(name: str, path: Path) -> Module:
    tree = ast.parse(path.read_text(encoding="utf-8"))
    parents = {child: node for node in ast.walk(tree) for child in ast.iter_child_nodes(node)}
    return Module(name, tree, parents)


def _is_enum(base: ast.expr) -> bool:
    return isinstance(base, ast.Name) and base.id == "StrEnum"


def _members(enum: ast.ClassDef) -> Iterator[tuple[str, str]]:
    for name, value in _assigned(enum.body):
        if isinstance(value, ast.Constant) and isinstance(value.value, str):
            yield name, value.value


def _assigned(body: Sequence[ast.stmt]) -> Iterator[tuple[str, ast.expr]]:
    """Names that are given a value in these statements, also inside their branches."""
    for statement in body:
        match statement:
            case ast.Assign(targets=targets, value=value):
                yield from ((each.id, value) for each in targets if isinstance(each, ast.Name))
            case ast.AnnAssign(target=ast.Name(id=name), value=ast.expr() as value):
                yield name, value
            case ast.FunctionDef() | ast.AsyncFunctionDef() | ast.ClassDef():
                continue
        inner = [each for each in ast.iter_child_nodes(statement) if isinstance(each, ast.stmt)]
        if isinstance(statement, ast.Match):
            inner = [each for case in statement.cases for each in case.body]
        yield from _assigned(inner)
