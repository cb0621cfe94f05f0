"""What an expression of the code may stand for: names of wordings, values, buttons."""

from __future__ import annotations

import ast
import re
from collections.abc import Iterable, Iterator

from conversations.kit.state import snake
from navigator_bot.checks.known import Known
from navigator_bot.checks.source import Function, Module, Source

_HOLE = re.compile(r"\{[^{}]*\}")


class Expressions:
    def __init__(self, source: Source, known: Known, takers: Iterable[str]) -> None:
        """`takers` are the functions that take a wording: inside them it is their parameter."""
        self._source = source
        self._known = known
        self._takers = frozenset(takers)

    def names(self, node: ast.expr, module: Module) -> set[str] | None:
        """All texts that an expression may stand for, or None where the code does not say."""
        match node:
            case ast.Constant(value=str(name)):
                return {name}
            case ast.IfExp(body=one, orelse=other):
                return self._all([one, other], module)
            case ast.BoolOp(values=values):
                return self._all(values, module)
            case ast.JoinedStr():
                whole = written(node)
                fillings = self._known.fillings.get(whole, ())
                return {_HOLE.sub(each, whole) for each in fillings} or None
            case ast.Call(func=ast.Attribute(attr="named"), args=[inner]):
                return self.names(inner, module)
            case ast.Call(func=ast.Attribute(value=ast.Name() as table, attr="get"), args=args):
                return self._all([*self._of_table(table, module), *args[1:]], module)
            case ast.Subscript(value=ast.Name() as table):
                return self._all(self._of_table(table, module), module)
            case ast.Name():
                return self._of_name(node, module)
        return None

    def _all(self, nodes: Iterable[ast.expr], module: Module) -> set[str] | None:
        found: set[str] = set()
        for node in nodes:
            names = self.names(node, module)
            if names is None:
                return None
            found |= names
        return found or None

    def _of_table(self, table: ast.Name, module: Module) -> list[ast.expr]:
        given = self._source.assigned(module, table, table.id)
        return [v for _, value in given if isinstance(value, ast.Dict) for v in value.values]

    def _of_name(self, node: ast.Name, module: Module) -> set[str] | None:
        given = self._source.assigned(module, node, node.id)
        if given:
            return self._all([value for _, value in given], given[0][0])
        function = next(iter(module.functions_around(node)), None)
        if isinstance(function, ast.Lambda) or function is None or function.name in self._takers:
            return None
        values = list(_given_to(module, function, node.id))
        return self._all(values, module) if values else None

    def keys(self, values: ast.expr, module: Module) -> frozenset[str] | None:
        match values:
            case ast.Dict(keys=keys):
                read = [key.value for key in keys if isinstance(key, ast.Constant)]
                texts = [key for key in read if isinstance(key, str)]
                return frozenset(texts) if len(texts) == len(keys) else None
            case ast.Name(id=name):
                given = self._source.assigned(module, values, name)
                return self._same(self.keys(value, owner) for owner, value in given)
            case ast.Call(func=ast.Name(id=name)):
                owner, functions = self._source.functions(module, name)
                returned = [value for each in functions for value in _returned(each)]
                return self._same(self.keys(value, owner) for value in returned)
        return None

    def _same(self, read: Iterable[frozenset[str] | None]) -> frozenset[str] | None:
        """What all branches give."""
        each = list(read)
        sure = [keys for keys in each if keys is not None]
        return frozenset.intersection(*sure) if sure and len(sure) == len(each) else None

    def labels(self, node: ast.AST, module: Module, seen: set[ast.AST]) -> Iterator[str]:
        """The wordings of the buttons that an expression of options may stand for."""
        if node in seen:
            return
        seen.add(node)
        match node:
            case ast.Attribute(value=ast.Name(id=enum), attr=member):
                values = self._source.enum(module, enum) or {}
                if member in values:
                    yield f"{self._label(module, enum)}__{values[member]}"
                return
            case ast.Name(id=name):
                values = self._source.enum(module, name) or {}
                yield from (f"{self._label(module, name)}__{value}" for value in values.values())
                inner = self._source.assigned(module, node, name) or _looped(node, module)
            case _:
                inner = [(module, each) for each in _parts(node)]
        if isinstance(node, ast.Call):
            owner, functions = self._source.functions(module, called(node)[0])
            inner += [(owner, value) for each in functions for value in _returned(each)]
        for owner, each in inner:
            yield from self.labels(each, owner, seen)

    def _label(self, module: Module, enum: str) -> str:
        return snake(self._source.home(module, enum)[1])

    def is_handed_on(self, wording: ast.expr, module: Module) -> bool:
        if (module.name, ast.unparse(wording)) in self._known.handed_on:
            return True
        match wording:
            case ast.Call(func=ast.Attribute(attr="named"), args=[inner]):
                return self.is_handed_on(inner, module)
            case ast.Name(id=name):
                around = next(iter(module.functions_around(wording)), None)
                named = getattr(around, "name", "")
                if named in self._takers and around is not None and _parameter(around, name):
                    return True
                given = self._source.assigned(module, wording, name)
                return bool(given) and all(
                    self.is_handed_on(value, owner) for owner, value in given
                )
        return False


def called(node: ast.Call) -> tuple[str, str]:
    """The name of the function, and what stands before its dot."""
    match node.func:
        case ast.Name(id=name):
            return name, ""
        case ast.Attribute(value=value, attr=name):
            return name, ast.unparse(value)
    return "", ""


def argument(node: ast.Call, at: int, name: str) -> ast.expr | None:
    if at < len(node.args):
        return node.args[at]
    return next((each.value for each in node.keywords if each.arg == name), None)


def written(node: ast.JoinedStr) -> str:
    """`f"desk.welcome_{role}"` as `desk.welcome_{role}`."""
    parts = []
    for part in node.values:
        match part:
            case ast.FormattedValue(value=value):
                parts.append("{" + ast.unparse(value) + "}")
            case ast.Constant(value=str(text)):
                parts.append(text)
    return "".join(parts)


def _parameter(function: Function | ast.Lambda, name: str) -> bool:
    spec = function.args
    return any(each.arg == name for each in (*spec.posonlyargs, *spec.args, *spec.kwonlyargs))


def _given_to(module: Module, function: Function, name: str) -> Iterator[ast.expr]:
    """What the module's own calls, and the default, give to a parameter of a function."""
    names = [each.arg for each in function.args.args if each.arg != "self"]
    if name not in names:
        return
    defaults = dict(zip(reversed(names), reversed(function.args.defaults), strict=False))
    if name in defaults:
        yield defaults[name]
    for node in ast.walk(module.tree):
        if isinstance(node, ast.Call) and called(node)[0] == function.name:
            given = argument(node, names.index(name), name)
            if given is not None:
                yield given


def _returned(function: Function) -> list[ast.expr]:
    return [
        each.value
        for each in ast.walk(function)
        if isinstance(each, ast.Return) and each.value is not None
    ]


def _parts(node: ast.AST) -> list[ast.expr]:
    """The parts of an expression that can become a button: not what it only asks or looks up."""
    match node:
        case ast.List(elts=elts) | ast.Tuple(elts=elts) | ast.Set(elts=elts):
            return elts
        case ast.Dict(values=values):
            return values
        case ast.Starred(value=value) | ast.Subscript(value=value):
            return [value]
        case ast.IfExp(body=one, orelse=other):
            return [one, other]
        case ast.BinOp(left=one, right=other):
            return [one, other]
        case ast.BoolOp(values=values):
            return values
        case ast.ListComp(elt=elt) | ast.GeneratorExp(elt=elt) | ast.SetComp(elt=elt):
            return [elt]
        case ast.Call(func=ast.Attribute(value=value, attr="items" | "values")):
            return [value]
        case ast.Call(func=ast.Name(id="tuple" | "list" | "sorted" | "reversed"), args=args):
            return args
    return []


def _looped(node: ast.Name, module: Module) -> list[tuple[Module, ast.expr]]:
    """What a name runs through in the comprehension around it."""
    at: ast.AST = node
    while (at := module.parents.get(at, module.tree)) is not module.tree:
        if isinstance(at, ast.ListComp | ast.GeneratorExp | ast.SetComp):
            for generator in at.generators:
                names = [n.id for n in ast.walk(generator.target) if isinstance(n, ast.Name)]
                if node.id in names:
                    return [(module, generator.iter)]
    return []
