"""How the types of a language's fields are written in TOML: what may be wrong, what it becomes, how more is added."""

from __future__ import annotations

import difflib
from collections.abc import Callable, Iterable, Iterator, Mapping
from functools import cache
from itertools import pairwise
from typing import Any, Literal, get_args, get_origin, get_type_hints

import attrs
import regex
from attrs import evolve, frozen

from quoteattr.languages.files import Fault, shown
from quoteattr.languages.language import Cues, Layout, Line, Marks
from quoteattr.languages.weights import DecisionTree, RoleWeights, Weights, smoothed

Read = Callable[[Any], Any]
Join = Callable[[Any, Any], Any]

_ROLE_FIELDS = ("features", "bias", "trees", "heads", "share", "bar")


@frozen
class Shape:
    """A way to write a value.

    `faults` tells what is wrong with one as written, `read` makes the value of one without faults, and `add` adds one
    as written to a value of the language. `empty` is how one is written that a language leaves out.
    """

    empty: Any
    faults: Callable[[Any], Iterator[Fault]]
    read: Read
    add: Join


def _shape(empty: Any, faults: Callable[[Any], Iterator[Fault]], read: Read, join: Join) -> Shape:
    """A shape whose values are joined as they are read."""
    return Shape(empty, faults, read, lambda old, data: join(old, read(data)))


def _replaced(_: Any, new: Any) -> Any:
    return new


def _updated(old: Mapping[str, Any], new: Mapping[str, Any]) -> dict[str, Any]:
    return {**old, **new}


def unknown(kind: str, word: str, known: Iterable[str]) -> str:
    """What to say of a word that is none of those known.

    >>> unknown("heading", "persn", ["person", "group"])
    'unknown heading "persn"; did you mean "person"?'
    >>> unknown("heading", "crowd", ["person", "group"])
    'unknown heading "crowd"; known: group, person'
    """
    names = sorted(known)
    near = difflib.get_close_matches(word, names, 1)
    told = f'did you mean "{near[0]}"?' if near else f"known: {', '.join(name or '(empty)' for name in names)}"
    return f"unknown {kind} {shown(word)}; {told}"


# Words


def _word_faults(data: Any) -> Iterator[Fault]:
    """What is wrong with a list of words."""
    if not isinstance(data, list):
        yield Fault(f'expected a list of words, as ["mayor", "senator"], got {shown(data)}')
        return
    if not _are_tidy(data):
        yield from _untidy(data)


def _are_tidy(data: list[Any]) -> bool:
    """Whether nothing is wrong with a list; asked first, for a language has tens of thousands of words."""
    if set(map(type, data)) - {str} or len(set(data)) != len(data):
        return False
    line = " ".join(data)
    return line == " ".join(line.lower().split())


def _untidy(data: list[Any]) -> Iterator[Fault]:
    seen: set[str] = set()
    for word in data:
        if not isinstance(word, str):
            yield Fault(f"expected words in quotation marks, got {shown(word)}")
            continue
        tidy = " ".join(word.lower().split())
        if not tidy:
            yield Fault("there is an empty word; leave it out", entries=(word,))
        elif word != tidy:
            yield Fault(
                f"{shown(word)} is not in lower case, or has stray blanks; write {shown(tidy)}", entries=(word,)
            )
        elif word in seen:
            yield Fault(f"{shown(word)} comes twice", entries=(word, word))
        seen.add(word)


def _text_faults(data: Any) -> Iterator[Fault]:
    if not isinstance(data, str):
        yield Fault(f"expected a text in quotation marks, got {shown(data)}")


def _pattern_faults(data: Any) -> Iterator[Fault]:
    if not isinstance(data, str):
        yield Fault(f"expected a regular expression in quotation marks, got {shown(data)}")
        return
    try:
        regex.compile(data)
    except regex.error as error:
        yield Fault(f"the pattern is not well formed: {error}")


def _pair_faults(data: Any) -> Iterator[Fault]:
    pairs = data if isinstance(data, list) else [data]
    for pair in pairs:
        if not isinstance(pair, str) or len(pair) != 2 or data is pair:
            yield Fault(f'expected a list of pairs of marks, as ["“”", "«»"], got {shown(pair)}')


def _group_faults(data: Any) -> Iterator[Fault]:
    if not isinstance(data, list) or not all(isinstance(group, list) for group in data):
        yield Fault(f'expected a list of lists, as [["union", "guild"], ["court", "tribunal"]], got {shown(data)}')
        return
    for group in data:
        yield from _word_faults(group)


TEXT = _shape("", _text_faults, str, _replaced)
PATTERN = _shape("(?!)", _pattern_faults, regex.compile, _replaced)
WORDS = _shape((), _word_faults, frozenset, frozenset.union)
ENDINGS = _shape((), _word_faults, tuple, lambda old, new: tuple(dict.fromkeys(old + new)))
PAIRS = _shape((), _pair_faults, lambda data: tuple(map(tuple, data)), lambda old, new: tuple(dict.fromkeys(old + new)))
GROUPS = _shape((), _group_faults, lambda data: tuple(map(frozenset, data)), tuple.__add__)


# Tables


def _tables(data: Any, inner: Callable[[Any], Iterator[Fault]], known: Iterable[str] = ()) -> Iterator[Fault]:
    """What is wrong with a table whose values have a form, and whose headings are perhaps known."""
    if not isinstance(data, dict):
        yield Fault(f"expected lists under headings, got {shown(data)}")
        return
    for heading, value in data.items():
        if known and heading not in known:
            yield Fault(unknown("heading", heading, known), (heading,))
        yield from (fault.under(heading) for fault in inner(value))


def _doubles(data: Mapping[str, list[str]]) -> Iterator[Fault]:
    """The words that stand under several headings."""
    if len(set().union(*data.values())) == sum(map(len, data.values())):
        return
    first: dict[str, str] = {}
    for heading, words in data.items():
        for word in words:
            if first.setdefault(word, heading) != heading:
                what = f"{shown(word)} stands under {shown(first[word])} as well; a word has one heading"
                yield Fault(what, (heading,), (word,))


def _headings(known: tuple[str, ...]) -> Shape:
    """Words under headings, some of which are known; a word stands under one."""

    def faults(data: Any) -> Iterator[Fault]:
        found = list(_tables(data, _word_faults, known))
        yield from found or _doubles(data)

    def read(data: Any) -> dict[str, str]:
        found: dict[str, str] = {}
        for heading, words in data.items():
            found.update(dict.fromkeys(words, heading))
        return found

    return _shape({}, faults, read, _updated)


def _united(old: Mapping[str, frozenset[str]], new: Mapping[str, frozenset[str]]) -> dict[str, frozenset[str]]:
    return {**old, **{name: old.get(name, frozenset()) | words for name, words in new.items()}}


LISTS = _shape(
    {},
    lambda data: _tables(data, _word_faults),
    lambda data: {name: frozenset(words) for name, words in data.items()},
    _united,
)


# Numbers


def _count_faults(data: Any) -> Iterator[Fault]:
    """What is wrong with a table of pairs of counts."""
    if not isinstance(data, dict):
        yield Fault(f"expected a table of counts, as say = [9, 10], got {shown(data)}")
        return
    for name, pair in data.items():
        counts = isinstance(pair, list) and len(pair) == 2 and all(type(number) is int for number in pair)
        if not counts or not 0 <= pair[0] <= pair[1]:
            yield Fault(f"expected two counts, how many of how many, as [9, 10], got {shown(pair)}", (name,))
        if name != " ".join(name.lower().split()):
            yield Fault(f"{shown(name)} is not in lower case, or has stray blanks", (name,))


def _precision_faults(data: Any) -> Iterator[Fault]:
    found = list(_tables(data, _count_faults))
    yield from found
    first: dict[str, str] = {}
    for corpus, table in data.items() if not found else ():
        for sieve, (_, seen) in table.items():
            if not seen:
                yield Fault("seen 0 times; leave out what was not measured", (corpus, sieve))
            if first.setdefault(sieve, corpus) != corpus:
                yield Fault(f"counted on {shown(first[sieve])} as well; keep one of the two", (corpus, sieve))


def _knot_faults(data: Any) -> Iterator[Fault]:
    knots = data if isinstance(data, list) else [data]
    numbers = all(isinstance(knot, list) and len(knot) == 2 and all(map(_is_share, knot)) for knot in knots)
    if not numbers or any(one[0] >= other[0] for one, other in pairwise(knots)):
        yield Fault(f"expected knots from left to right, as [[0.2, 0.3], [0.8, 0.9]], got {shown(data)}")


def _is_share(value: Any) -> bool:
    return isinstance(value, int | float) and not isinstance(value, bool) and 0 <= value <= 1


def _lines(known: tuple[str, ...]) -> Shape:
    return _shape(
        {},
        lambda data: _tables(data, _knot_faults, known),
        lambda data: {kind: tuple(map(tuple, knots)) for kind, knots in data.items()},
        _updated,
    )


def _weight_faults(data: Any) -> Iterator[Fault]:
    weights = data.get("weights")
    if not isinstance(weights, dict) or (weights and "bias" not in weights):
        yield Fault('expected {"weights": {"bias": -1.5, "cue=say": 2.1}}', ("weights",))
        return
    if not set(map(type, weights.values())) <= {int, float}:
        wrong = (feature for feature, weight in weights.items() if type(weight) not in (int, float))
        yield from (Fault(f"expected a number, got {shown(weights[name])}", ("weights", name)) for name in wrong)


def _role_faults(data: Any) -> Iterator[Fault]:
    if not data:
        return
    for name in sorted(set(_ROLE_FIELDS) - set(data)):
        yield Fault(f'lacks the entry "{name}", which training.roles writes', (name,))
    for name in ("bias", "share", "bar"):
        if name in data and type(data[name]) not in (int, float):
            yield Fault(f"expected a number, got {shown(data[name])}", (name,))
    names, trees = data.get("features"), data.get("trees")
    if not isinstance(names, list) or set(map(type, names)) - {str}:
        yield Fault(f'expected the names of features, as ["length", "rate"], got {shown(names)}', ("features",))
    elif not isinstance(trees, list) or not all(_is_tree(tree, len(names)) for tree in trees):
        yield Fault("expected trees, each a number or [place of a feature, threshold, tree, tree]", ("trees",))
    yield from (fault.under("heads") for fault in _count_faults(data.get("heads")))


def _is_tree(data: Any, features: int) -> bool:
    left = [data]
    for node in left:
        if isinstance(node, list) and len(node) == 4 and type(node[0]) is int and 0 <= node[0] < features:
            left += node[2:]
            node = node[1]
        if type(node) not in (int, float):
            return False
    return True


def _read_role_weights(data: Any) -> RoleWeights:
    if not data:
        return RoleWeights()
    heads = {lemma: tuple(pair) for lemma, pair in data["heads"].items()}
    trees = tuple(map(_tree, data["trees"]))
    return RoleWeights(tuple(data["features"]), data["bias"], trees, heads, data["share"], data["bar"])


def _tree(data: Any) -> DecisionTree:
    return (data[0], data[1], _tree(data[2]), _tree(data[3])) if isinstance(data, list) else float(data)


def _read_counts(data: Any) -> Cues:
    return Cues({frame: {lemma: tuple(pair) for lemma, pair in table.items()} for frame, table in data.items()})


def _added_counts(old: Cues, new: Cues) -> Cues:
    return Cues({**old.counts, **{frame: {**old.counts.get(frame, {}), **new.counts[frame]} for frame in new.counts}})


SHARES = _shape(
    {},
    _precision_faults,
    lambda data: {sieve: share for table in data.values() for sieve, share in smoothed(table).items()},
    _updated,
)
COUNTS = _shape({}, lambda data: _tables(data, _count_faults), _read_counts, _added_counts)
ROLES = _shape({}, _role_faults, _read_role_weights, _replaced)
WEIGHTS = _shape({"weights": {}}, _weight_faults, lambda data: Weights(data["weights"]), _replaced)


# Classes with fields, and the shape of any type


def record_faults(data: Any, shapes: Mapping[str, Shape]) -> Iterator[Fault]:
    """What is wrong with a table that holds the fields of a class."""
    if not isinstance(data, dict):
        yield Fault(f"expected a table, got {shown(data)}")
        return
    for name, value in data.items():
        if name in shapes:
            yield from (fault.under(name) for fault in shapes[name].faults(value))
        else:
            yield Fault(unknown("entry", name, shapes), (name,))


def _record(cls: Any) -> Shape:
    shapes = shapes_of(cls)

    def read(data: Any) -> Any:
        return cls(**{name: shape.read(data.get(name, shape.empty)) for name, shape in shapes.items()})

    def add(old: Any, data: Any) -> Any:
        return evolve(old, **{name: shapes[name].add(getattr(old, name), value) for name, value in data.items()})

    return Shape({}, lambda data: record_faults(data, shapes), read, add)


@cache
def shapes_of(cls: type[attrs.AttrsInstance]) -> Mapping[str, Shape]:
    """The shape of each field of a class that its constructor takes."""
    types = get_type_hints(cls)
    return {field.name: _shape_of(types[field.name]) for field in attrs.fields(cls) if field.init}


def _shape_of(declared: Any) -> Shape:
    """The shape of a type. Raises TypeError for a type that has none yet."""
    if declared in _SHAPES:
        return _SHAPES[declared]
    if declared in (Marks, Layout):
        return _record(declared)
    if get_origin(declared) is Mapping:
        key, value = get_args(declared)
        if value == Line:
            return _lines(get_args(key))
        if value is str or get_origin(value) is Literal:
            return _headings(get_args(value))
    raise TypeError(f"a field of a language cannot be of the type {declared}; see quoteattr.languages.shapes")


_SHAPES: dict[Any, Shape] = {
    str: TEXT,
    regex.Pattern[str]: PATTERN,
    frozenset[str]: WORDS,
    tuple[str, ...]: ENDINGS,
    tuple[tuple[str, str], ...]: PAIRS,
    tuple[frozenset[str], ...]: GROUPS,
    Mapping[str, frozenset[str]]: LISTS,
    Mapping[str, float]: SHARES,
    Cues: COUNTS,
    RoleWeights: ROLES,
    Weights: WEIGHTS,
}
