"""One trial of `benchmarks.deletions`: change a module, in a process of its own, and see whether anybody notices.

A trial is a fork of a process that holds the texts and their parses, so it begins within a moment and harms nothing.
It forgets the package, imports it anew with the one module changed, and asks in turn: does a record move, does a golden
case come out otherwise, does a test fail? The first to notice ends it.
"""

from __future__ import annotations

import gc
import importlib
import multiprocessing
import pickle
import shutil
import signal
import subprocess
import sys
from collections import deque
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from functools import partial
from importlib.abc import MetaPathFinder
from importlib.machinery import ModuleSpec, SourceFileLoader
from importlib.util import spec_from_file_location
from multiprocessing.connection import Connection
from multiprocessing.context import ForkProcess
from pathlib import Path
from tempfile import TemporaryDirectory
from time import process_time
from types import CodeType, ModuleType
from typing import Generic, TypeVar

from attrs import Factory, define, frozen

from benchmarks.answers import Answers, differences, digest
from benchmarks.mutations import Mutation
from quoteattr import Attributor, Parse, Result
from training.parses import Parser

TOP = Path(__file__).resolve().parents[1]
PACKAGE = "quoteattr"
GOLDEN = "tests.cases"
"""The module with the golden cases, which holds an attributor to each."""
FORGOTTEN = (PACKAGE, GOLDEN.partition(".")[0])
"""What is imported anew in a trial."""

SLOWER = 10
"""Times as long as before that a document may take; who needs longer has been noticed."""
GRACE = 2.0
"""Seconds that are allowed on top, for what is done at the first document only."""
TEST_SECONDS = 600
"""Seconds that the tests may take."""
COPIED = (PACKAGE, "tests", "training", "benchmarks", "conftest.py", "pyproject.toml")
"""What the tests need."""

T = TypeVar("T")


@frozen
class Sample:
    """Texts by their keys, and the parses that they need, pickled, by what the parser was given."""

    texts: Mapping[str, str]
    parses: Mapping[str, bytes]


@frozen
class Seen:
    """What comes of the sample and the golden cases when nothing is changed, and the seconds that it takes."""

    answers: Mapping[str, Answers]
    seconds: Mapping[str, float]
    golden: Mapping[str, bool]
    golden_seconds: float


@frozen
class Outcome:
    """Who noticed that something was gone (`records`, `golden cases`, `types`, `tests`, or nobody), and by what."""

    by: str = ""
    how: str = ""


ENDLESS = Outcome("records", "the process was ended: it took too long, or crashed")


@define
class KeepingParser:
    """A parser that keeps what it gives."""

    parser: Parser
    kept: dict[str, bytes] = Factory(dict)

    def parse_many(self, texts: Iterable[str]) -> Iterator[Parse]:
        """Parse, and keep each parse by its text."""
        for parse in self.parser.parse_many(texts):
            self.kept[parse.text] = pickle.dumps(parse)
            yield parse


@frozen
class KeptParser:
    """What a KeepingParser has kept; another text is a KeyError, which the result tells in a warning."""

    kept: Mapping[str, bytes]

    def parse_many(self, texts: Iterable[str]) -> Iterator[Parse]:
        """The parses of texts."""
        return (pickle.loads(self.kept[text]) for text in texts)


def gather(texts: Mapping[str, str], parser: Parser) -> Sample:
    """The sample of some texts: their parses are read once, here."""
    keeping = KeepingParser(parser)
    for _ in Attributor("en", parser=keeping).pipe(texts.values()):
        pass
    return Sample(texts, keeping.kept)


def see(sample: Sample) -> Seen:
    """Attribute the sample and hold the golden cases, with nothing changed."""
    return _forked(partial(_seen, sample)).result()


def run(
    mutations: Iterable[Mutation | None], sample: Sample, seen: Seen, tests: Sequence[str] = (), jobs: int = 1
) -> Iterator[Outcome]:
    """Try mutations, so many at a time, and tell in order what came of each; None changes nothing."""
    running: deque[_Forked[Outcome]] = deque()
    for mutation in mutations:
        if len(running) == jobs:
            yield running.popleft().result(ENDLESS)
        running.append(_forked(partial(_outcome, mutation, sample, seen, tests)))
    for trial in running:
        yield trial.result(ENDLESS)


@frozen
class _Forked(Generic[T]):
    """A piece of work that is done in another process."""

    process: ForkProcess
    answer: Connection

    def result(self, otherwise: T | None = None) -> T:
        """What came of it, or something else where the process did not get so far."""
        try:
            found: T = self.answer.recv()
        except EOFError:
            if otherwise is None:
                raise
            found = otherwise
        self.process.join()
        self.answer.close()
        return found


def _forked(work: Callable[[], T]) -> _Forked[T]:
    context = multiprocessing.get_context("fork")
    receiver, sender = context.Pipe(duplex=False)
    process = context.Process(target=lambda: sender.send(work()))
    gc.freeze()  # else the first collection in the fork copies all that it was given
    process.start()
    sender.close()
    return _Forked(process, receiver)


def _seen(sample: Sample) -> Seen:
    _install(None)
    attributor = _attributor(sample)
    answers, seconds = {}, {}
    for key, text in sample.texts.items():
        began = process_time()
        answers[key] = _answers(attributor(text))
        seconds[key] = process_time() - began
    began = process_time()
    golden = _golden(attributor)
    return Seen(answers, seconds, golden, process_time() - began)


def _outcome(mutation: Mutation | None, sample: Sample, seen: Seen, tests: Sequence[str]) -> Outcome:
    """Who notices: the first that has something to say, be it by an exception."""
    judges: dict[str, Callable[[], str]] = {
        "records": lambda: _moved_record(sample, seen),
        "golden cases": lambda: _moved_case(sample, seen),
        "types": lambda: _untyped(mutation) if tests and mutation else "",
        "tests": lambda: _failed_test(mutation, tests) if tests else "",
    }
    _allow(0)
    _install(mutation)
    for by, judge in judges.items():
        try:
            how = judge()
        except Exception as error:
            how = f"{type(error).__name__}: {error}"
        if how:
            return Outcome(by, how)
    return Outcome()


def _allow(seconds: float) -> None:
    """End this process when it takes much more processor time than this from now on."""
    signal.setitimer(signal.ITIMER_PROF, SLOWER * seconds + GRACE)


def _install(mutation: Mutation | None) -> None:
    """Forget the package and what imports it, so that it is imported anew, one module of it changed."""
    for name in list(sys.modules):
        if name.partition(".")[0] in FORGOTTEN:
            del sys.modules[name]
    if mutation:
        sys.meta_path.insert(0, _Finder(mutation))


@frozen
class _Finder(MetaPathFinder):
    """Finds the one module that is changed."""

    mutation: Mutation

    def find_spec(
        self, fullname: str, path: Sequence[str] | None, target: ModuleType | None = None
    ) -> ModuleSpec | None:
        if fullname != self.mutation.module:
            return None
        file = str(TOP / self.mutation.path)
        return spec_from_file_location(fullname, file, loader=_Loader(fullname, file, self.mutation))


class _Loader(SourceFileLoader):
    """Loads the changed code instead of that in the file."""

    def __init__(self, fullname: str, path: str, mutation: Mutation) -> None:
        super().__init__(fullname, path)
        self._mutation = mutation

    def get_code(self, fullname: str) -> CodeType:
        return self._mutation.compiled(self.path)


def _attributor(sample: Sample) -> Attributor:
    """An attributor of the package as it is now."""
    made: Attributor = importlib.import_module(PACKAGE).Attributor("en", parser=KeptParser(sample.parses))
    return made


def _answers(result: Result) -> Answers:
    return digest(result) | {"warnings": {"warnings": list(result.warnings)}}


def _moved_record(sample: Sample, seen: Seen) -> str:
    """The first record of the sample that is not what it was."""
    attributor = _attributor(sample)
    for key, text in sample.texts.items():
        _allow(seen.seconds[key])
        for _, change in differences(seen.answers[key], _answers(attributor(text))):
            return f"{key}: {change}"
    return ""


def _moved_case(sample: Sample, seen: Seen) -> str:
    """The first golden case that fails and did not, or the other way round."""
    _allow(seen.golden_seconds)
    found = _golden(_attributor(sample))
    return next((label for label, right in found.items() if right != seen.golden[label]), "")


def _golden(attributor: Attributor) -> dict[str, bool]:
    """Whether each golden case comes out as a reader sees it, by its label."""
    golden = importlib.import_module(GOLDEN)
    cases = golden.read_cases(attributor.language.code)
    return {case.label: not golden.differences(attributor(golden.frozen_parse(case)), case) for case in cases}


def _untyped(mutation: Mutation) -> str:
    """What mypy says of the changed module: a guard against None is held by its types."""
    signal.setitimer(signal.ITIMER_PROF, 0)
    with TemporaryDirectory() as folder:
        changed = Path(folder, "changed.py")
        changed.write_text(mutation.source, encoding="utf-8")
        command = [sys.executable, "-m", "mypy", "--shadow-file", mutation.path, str(changed), mutation.path]
        done = subprocess.run(command, cwd=TOP, capture_output=True, text=True, timeout=TEST_SECONDS)
    return done.stdout.partition("\n")[0] if done.returncode == 1 else ""


def _failed_test(mutation: Mutation | None, tests: Sequence[str]) -> str:
    """The first test that fails in a copy of the tree that has the changed module."""
    signal.setitimer(signal.ITIMER_PROF, 0)
    with TemporaryDirectory() as folder:
        for name in COPIED:
            _copy(TOP / name, Path(folder, name))
        if mutation:
            Path(folder, mutation.path).write_text(mutation.source, encoding="utf-8")
        command = [sys.executable, "-B", "-m", "pytest", "-x", "-q", "-p", "no:cacheprovider", *tests]
        done = subprocess.run(command, cwd=folder, capture_output=True, text=True, timeout=TEST_SECONDS)
    if done.returncode == 0:
        return ""
    lines = [line for line in done.stdout.splitlines() if line.startswith(("FAILED", "ERROR"))]
    return lines[-1] if lines else (done.stdout + done.stderr).strip()


def _copy(source: Path, target: Path) -> None:
    if source.is_dir():
        shutil.copytree(source, target)
    else:
        shutil.copy2(source, target)
