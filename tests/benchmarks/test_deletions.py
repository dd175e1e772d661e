"""The deletion test: what can be taken out of a module, and who notices that it is gone."""

import ast
import json
import random
from collections.abc import Callable, Iterable, Iterator
from pathlib import Path

import pytest

from benchmarks import deletions, trials
from benchmarks.mutations import Mutation, find_mutations
from quoteattr import Parse
from training.parses import CachedParser

SOURCES = {
    "operand of and": "def f(a, b, c):\n    return a and b and c\n",
    "operand of or": "x = a or (b and c)\n",
    "element of any": "x = any((a, b))\n",
    "element of all": "x = all([a, *b])\n",
    "any": "x = any(a for a in b)\n",
    "all": "x = all(b)\n",
    "filter": "x = [a for a in b if a if a.free for c in a if c]\n",
    "early return": "def f(a):\n    if a:\n        return 1\n    elif not a:\n        return 2\n",
    "number halved": "LEAST = 3\n",
    "number doubled": "LEAST: float = -0.25\n",
}
AFTER = {
    "operand of and": ["b and c", "a and c", "a and b"],
    "operand of or": ["b and c", "a"],
    "element of any": ["any((b,))", "any((a,))"],
    "element of all": ["all([*b])", "all([a])"],
    "any": ["False"],
    "all": ["True"],
    "filter": ["for a in b if a.free", "for a in b if a", "for c in a"],
    "early return": ["pass"],
    "number halved": ["LEAST = 1"],
    "number doubled": ["LEAST: float = -0.5"],
}
TEXTS = {"short": "“We won,” said Ann Lee.", "long": "It rained.\n\n“We lost,” said Bo Dahl. “Alas,” he added."}
LOADER = "quoteattr/parsers/adapt.py"
"""A module that every text passes through, most of it for guests who do not come here."""
DRAWINGS = "quoteattr/interfaces/charts.py"
"""A module that no text passes through."""


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    """A folder with a tiny corpus."""
    path = tmp_path / "corpora" / "toy.jsonl"
    path.parent.mkdir()
    lines = [json.dumps({"id": key, "text": text}) for key, text in TEXTS.items()]
    path.write_text("\n".join(lines), encoding="utf-8")
    return path.parent


@pytest.fixture
def parses(tmp_path: Path, stub_parser: "Parser") -> Path:
    """A file with the parses of each paragraph of it."""
    path = tmp_path / "parses.sqlite"
    CachedParser(path).add(stub_parser.parse_many([part for text in TEXTS.values() for part in text.split("\n\n")]))
    return path


class Parser:
    """What `stub_parser` is, in so far as it matters here."""

    parse_many: Callable[[Iterable[str]], Iterator[Parse]]


def changed(path: str, source: str) -> Mutation:
    """A mutation that makes another module of one."""
    return Mutation(path, 1, 1, "all of it", "", "", ast.parse(source))


@pytest.mark.parametrize("what", SOURCES)
def test_each_sort_is_found(what: str) -> None:
    found = [mutation for mutation in find_mutations("m.py", SOURCES[what]) if mutation.what == what]
    assert [mutation.after for mutation in found] == AFTER[what]


@pytest.mark.parametrize("what", SOURCES)
def test_what_is_changed_compiles_and_differs(what: str) -> None:
    for mutation in find_mutations("m.py", SOURCES[what]):
        assert mutation.compiled("m.py")
        assert ast.dump(ast.parse(mutation.source)) != ast.dump(ast.parse(SOURCES[what]))


@pytest.mark.parametrize(
    "source",
    [
        "assert a and b\n",
        '"""a and b, 0.5"""\n',
        "x: 'a or b' = y\n",
        "def f(a: Literal[1] = 3) -> any(x):\n    return 0.5 * a\n",
        "def f(a):\n    if a:\n        g()\n        return\n",
        "if a:\n    return\nelse:\n    g()\n",
        "if a:\n    yield\n",
        "GREEDY = True\nNOTHING = 0\nNAME = '1'\n",
        "def f():\n    least = 3\n    return a > 3\n",
    ],
)
def test_all_else_is_left_alone(source: str) -> None:
    assert find_mutations("m.py", source) == []


def test_thresholds_are_numbers_too() -> None:
    found = find_mutations("m.py", "def f(a, b):\n    return 0.5 <= a < 0.6 * len(b)\n")
    assert [(mutation.column, mutation.after) for mutation in found] == [
        (12, "0.25 <= a < 0.6 * len(b)"),
        (12, "1.0 <= a < 0.6 * len(b)"),
        (23, "0.5 <= a < 0.3 * len(b)"),
        (23, "0.5 <= a < 1.2 * len(b)"),
    ]


def test_ids_are_stable_and_differ() -> None:
    source = "".join(SOURCES.values()) + "x = (a or b) or c\n"
    ids = [mutation.id for mutation in find_mutations("rules/m.py", source)]
    assert ids == [mutation.id for mutation in find_mutations("rules/m.py", source + "y = a and b\n")][: len(ids)]
    assert len(set(ids)) == len(ids)
    assert ids[0] == "rules/m.py:2:12 operand of and"


def test_a_passage_is_made_of_whole_paragraphs() -> None:
    text = "\n\n".join(f"Word{number} is one." for number in range(50))
    drawn = deletions.passage(text, 10, random.Random(1))
    assert drawn in text
    assert 10 <= len(drawn.split()) < 13
    assert drawn.startswith("Word")
    assert deletions.passage(text, 150, random.Random(1)) == text


def test_deletions_that_matter_are_noticed_and_others_survive(
    folder: Path, parses: Path, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    target = tmp_path / "survivors.json"
    arguments = [str(folder), "--parses", str(parses), "--survivors", str(target), "--all", "--only", "early return"]
    assert deletions.main([*arguments, "--rooms", str(trials.TOP / LOADER)]) == 0
    found = json.loads(target.read_text(encoding="utf-8"))
    survived = [survivor["before"] for survivor in found["survived"]]
    assert "if hasattr(parser, 'parse'): return _OneByOne(parser)" in survived
    assert "if isinstance(source, str | Parse): return source" not in survived
    assert found["trials"] == found["survivors"] + sum(found["noticed"].values())
    assert found["noticed"]["records"] > 0
    printed = capsys.readouterr().out
    assert all(f"{survivor['id']}: {survivor['before']} -> pass" in printed for survivor in found["survived"])


def test_who_notices(folder: Path, parses: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(trials, "GRACE", 0.5)
    mutations = [
        None,
        changed(DRAWINGS, "raise RuntimeError"),
        changed(LOADER, "raise RuntimeError('gone')"),
        changed(LOADER, "while True: pass"),
    ]
    sample = trials.gather(deletions.draw(folder, 1000, 1), CachedParser(parses))
    outcomes = list(trials.run(mutations, sample, trials.see(sample), jobs=2))
    assert outcomes == [
        trials.Outcome(),
        trials.Outcome(),
        trials.Outcome("records", "RuntimeError: gone"),
        trials.ENDLESS,
    ]


def test_tests_notice_what_texts_do_not(folder: Path, parses: Path) -> None:
    sample = trials.gather(deletions.draw(folder, 1000, 1), CachedParser(parses))
    [outcome] = trials.run([changed(DRAWINGS, "raise RuntimeError")], sample, trials.see(sample), [DRAWINGS])
    assert outcome == trials.Outcome("tests", f"ERROR {DRAWINGS} - RuntimeError")


def test_there_must_be_something_to_take_out(folder: Path, parses: Path) -> None:
    with pytest.raises(SystemExit):
        deletions.main([str(folder), "--parses", str(parses), "--only", "nothing like this"])
