"""The deletions that can be made in a module: what `benchmarks.deletions` tries.

Each takes one condition away, or halves or doubles one number that was set by hand. Docstrings, annotations and
asserts are left alone.
"""

from __future__ import annotations

import ast
import copy
from collections import Counter
from collections.abc import Callable, Iterator
from types import CodeType
from typing import TypeAlias, TypeVar

from attrs import evolve, field, frozen

Rebuild: TypeAlias = Callable[[ast.AST], ast.AST]
"""From a new node in the place of an old one, the whole that the old one was part of."""

_Node = TypeVar("_Node", bound=ast.AST)
_NEUTRAL = {"all": True, "any": False}
"""What a call comes to when nothing is asked."""
_FACTORS = {"halved": 0.5, "doubled": 2.0}


@frozen
class Mutation:
    """One change of one module: what is taken out where, with the source of it before and after.

    `tree` is that of the changed module. The id stays the same as long as the lines above do.
    """

    path: str
    line: int
    column: int
    what: str
    before: str
    after: str
    tree: ast.Module = field(repr=False, eq=False)
    number: int = 1

    @property
    def id(self) -> str:
        which = f" ({self.number})" if self.number > 1 else ""
        return f"{self.path}:{self.line}:{self.column} {self.what}{which}"

    @property
    def module(self) -> str:
        return self.path.removesuffix(".py").replace("/", ".").removesuffix(".__init__")

    @property
    def source(self) -> str:
        return ast.unparse(self.tree) + "\n"

    def compiled(self, filename: str) -> CodeType:
        """The code of the changed module."""
        return compile(ast.fix_missing_locations(self.tree), filename, "exec", dont_inherit=True)


@frozen
class _Change:
    """A node that takes another's place, and the part of the old one that the change is about."""

    what: str
    at: ast.expr | ast.stmt
    node: ast.AST


def find_mutations(path: str, source: str) -> list[Mutation]:
    r"""All deletions in a module, in the order of its lines.

    >>> for mutation in find_mutations("rules.py", "def may(a, b):\n    return a and b.free"):
    ...     print(mutation.id, mutation.before, "->", mutation.after, sep=" | ")
    rules.py:2:12 operand of and | a and b.free | -> | b.free
    rules.py:2:18 operand of and | a and b.free | -> | a
    """
    found = []
    for node, depth, rebuild in _walk(ast.parse(source), 0, lambda new: new):
        for change in _changes(node, top=depth == 1):
            tree = rebuild(change.node)
            assert isinstance(tree, ast.Module)
            line, column = change.at.lineno, change.at.col_offset + 1
            found.append(Mutation(path, line, column, change.what, _written(node), _written(change.node), tree))
    return list(_numbered(sorted(found, key=lambda mutation: (mutation.line, mutation.column))))


def _numbered(mutations: list[Mutation]) -> Iterator[Mutation]:
    """Mutations whose ids differ: of two that begin at one place, as in `(a or b) or c`, the second is marked."""
    seen: Counter[str] = Counter()
    for mutation in mutations:
        seen[mutation.id] += 1
        yield evolve(mutation, number=seen[mutation.id])


def _walk(node: ast.AST, depth: int, rebuild: Rebuild) -> Iterator[tuple[ast.AST, int, Rebuild]]:
    """A node and all below it, each with its depth and what puts another node in its place."""
    yield node, depth, rebuild
    for name, value in ast.iter_fields(node):
        if name in ("annotation", "returns"):
            continue
        for index, child in enumerate(value if isinstance(value, list) else [value]):
            if isinstance(child, ast.AST) and not isinstance(child, ast.Assert):
                yield from _walk(child, depth + 1, _rebuilder(node, name, index, rebuild))


def _rebuilder(parent: ast.AST, name: str, index: int, rebuild: Rebuild) -> Rebuild:
    def replaced(new: ast.AST) -> ast.AST:
        old = getattr(parent, name)
        return rebuild(_with(parent, **{name: _swapped(old, index, new) if isinstance(old, list) else new}))

    return replaced


def _with(node: _Node, **fields: object) -> _Node:
    """The same node with other fields."""
    changed = copy.copy(node)
    for name, value in fields.items():
        setattr(changed, name, value)
    return changed


def _swapped(nodes: list[ast.AST], index: int, new: ast.AST) -> list[ast.AST]:
    return [*nodes[:index], new, *nodes[index + 1 :]]


def _without(nodes: list[ast.expr], index: int) -> list[ast.expr]:
    return [*nodes[:index], *nodes[index + 1 :]]


def _written(node: ast.AST) -> str:
    """The source of a node, on one line."""
    return " ".join(ast.unparse(node).split())


def _changes(node: ast.AST, top: bool) -> Iterator[_Change]:
    """What can be made of a node; `top` if it is a statement of the module itself."""
    match node:
        case ast.BoolOp():
            yield from _operands(node)
        case ast.Call(func=ast.Name(id=("all" | "any") as name), args=[argument]):
            yield from _quantified(node, name, argument)
        case ast.comprehension():
            for index, condition in enumerate(node.ifs):
                yield _Change("filter", condition, _with(node, ifs=_without(node.ifs, index)))
        case ast.If(body=[ast.Return() | ast.Continue() | ast.Break() | ast.Raise()], orelse=[]):
            yield _Change("early return", node, ast.copy_location(ast.Pass(), node))
        case ast.Assign(value=value) | ast.AnnAssign(value=value) if top and value:
            yield from (_Change(what, number, _with(node, value=number)) for what, number in _numbers(value))
        case ast.Compare():
            yield from _thresholds(node)


def _operands(node: ast.BoolOp) -> Iterator[_Change]:
    word = "and" if isinstance(node.op, ast.And) else "or"
    for index, operand in enumerate(node.values):
        rest = _without(node.values, index)
        yield _Change(f"operand of {word}", operand, rest[0] if len(rest) == 1 else _with(node, values=rest))


def _quantified(node: ast.Call, name: str, argument: ast.expr) -> Iterator[_Change]:
    """An `all` or `any` without one of its elements, and what is left without all of them."""
    if isinstance(argument, ast.Tuple | ast.List) and len(argument.elts) > 1:
        for index, element in enumerate(argument.elts):
            rest = _with(argument, elts=_without(argument.elts, index))
            yield _Change(f"element of {name}", element, _with(node, args=[rest]))
    yield _Change(name, node, ast.copy_location(ast.Constant(_NEUTRAL[name]), node))


def _numbers(value: ast.expr) -> Iterator[tuple[str, ast.expr]]:
    """A number halved and doubled, if that makes another number of it."""
    match value:
        case ast.UnaryOp(op=ast.USub(), operand=operand):
            yield from ((what, _with(value, operand=number)) for what, number in _numbers(operand))
        case ast.Constant(value=int() | float() as number) if number and not isinstance(number, bool):
            for how, factor in _FACTORS.items():
                yield f"number {how}", _with(value, value=type(number)(number * factor))


def _thresholds(node: ast.Compare) -> Iterator[_Change]:
    """The fractions that a comparison names, as they are or in sums and products: `x > 0.6 * len(y)`."""
    for part, _, rebuild in _walk(node, 0, lambda new: new):
        if isinstance(part, ast.Constant) and isinstance(part.value, float):
            yield from (_Change(what, part, rebuild(number)) for what, number in _numbers(part))
