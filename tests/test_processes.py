"""Several processes give the answers of one, whatever dies, stops or is too slow; and none is left behind."""

import gc
import json
import multiprocessing
import os
import pickle
import signal
import subprocess
import sys
import time
from collections.abc import Callable, Iterator
from itertools import count, islice
from pathlib import Path
from typing import Any

import pytest
from nbclient import NotebookClient
from nbformat.v4 import new_code_cell, new_notebook

from quoteattr import Attributor, QuoteattrError, Result
from quoteattr.errors import InputError, ParserError
from quoteattr.processes import AHEAD
from tests.moody import MoodyParser, Stillborn, refuse

ROOT = Path(__file__).parents[1]
NUMBERED = [f"“We need {number} bridges,” said Ann Lee." for number in range(12)]
MODELS = "import quoteattr; attributor = quoteattr.Attributor('en')\n"
MOODY = "import quoteattr; from tests.moody import *\nattributor = quoteattr.Attributor('en', parser=MoodyParser())\n"


@pytest.fixture(autouse=True)
def small_batches(monkeypatch: pytest.MonkeyPatch) -> None:
    """Three or so of these texts."""
    monkeypatch.setattr("quoteattr.pipeline.BATCH", 100)


@pytest.fixture
def moody() -> Attributor:
    return Attributor("en", parser=MoodyParser())


@pytest.fixture(autouse=True)
def nobody_left() -> Iterator[None]:
    yield
    gc.collect()
    assert multiprocessing.active_children() == []


def python(code: str, *arguments: str, timeout: float = 60, **environment: str) -> subprocess.CompletedProcess[str]:
    """Run a program that finds this package and these tests."""
    return subprocess.run(
        [sys.executable, *(arguments or ("-c", code))],
        cwd=ROOT,
        env={**os.environ, "PYTHONPATH": str(ROOT), **environment},
        capture_output=True,
        text=True,
        timeout=timeout,
    )


def alive(notes: Path) -> list[int]:
    """Which of the processes that left a note are still there."""
    pids = [int(note.suffix[1:]) for note in notes.parent.glob(f"{notes.name}.*")]
    assert pids
    return [pid for pid in pids if _exists(pid)]


def _exists(pid: int) -> bool:
    try:
        os.kill(pid, 0)
    except ProcessLookupError:
        return False
    return True


def wait_until(condition: Callable[[], object], seconds: float = 20) -> None:
    """Wait until something is so, at most so long."""
    end = time.monotonic() + seconds
    while not condition():
        assert time.monotonic() < end
        time.sleep(0.05)


@pytest.mark.parametrize("processes", [1, 2, 3])
def test_answers_are_those_of_one_process(moody: Attributor, processes: int) -> None:
    assert list(moody.pipe(NUMBERED, processes=processes)) == list(moody.pipe(NUMBERED))


def test_the_bundled_models_answer_the_same_in_processes_of_their_own(attributor: Attributor) -> None:
    bundled = Attributor("en")
    texts = [*NUMBERED[:4], "Ann Lee denied that she had asked for one. Bo Kerr, the mayor, said he had."]
    assert list(bundled.pipe(texts, processes=2)) == list(attributor.pipe(texts))


def test_all_sorts_of_sources_go_there(moody: Attributor, attributor: Attributor) -> None:
    """Parses, mappings and casts; contexts stay here, and so need not be fit to be sent."""
    parse = next(attributor.documents(["Ann Lee said that it rained."])).parse
    sources = [parse, {"text": NUMBERED[0], "cast": [{"name": "Ann Lee", "aliases": ["Annie"]}]}, "", NUMBERED[1]]
    pairs = [(source, lambda: None) for source in sources]
    there, here = list(moody.pipe(pairs, as_tuples=True, processes=2)), list(moody.pipe(pairs, as_tuples=True))
    assert there == here
    assert [result.people for result, _ in there] == [result.people for result, _ in here]
    assert [len(result) for result, _ in there] == [1, 1, 0, 1]


def test_a_cast_and_rules_of_ones_own_go_there() -> None:
    made = Attributor("en", parser=MoodyParser(), sieves=[refuse], cast=[{"name": "Ann Lee"}], min_confidence=0.01)
    assert list(made.pipe(NUMBERED, processes=1)) == list(made.pipe(NUMBERED))


@pytest.mark.parametrize(("word", "how"), [("exit", "exit code 3"), ("kill", "killed by SIGKILL")])
def test_a_text_of_which_a_process_dies_costs_itself_alone(moody: Attributor, word: str, how: str) -> None:
    texts = [*NUMBERED[:4], f"“We {word} it,” said Bo Kerr.", *NUMBERED[4:]]
    results = list(moody.pipe(texts, processes=2))
    assert [result.text for result in results] == texts
    [lost] = [result for result in results if result.warnings]
    assert lost == Result(texts[4], "en", (), (), lost.warnings)
    assert how in lost.warnings[0]
    assert [result for result in results if not result.warnings] == list(moody.pipe(NUMBERED))


def test_texts_that_all_kill_are_all_told(moody: Attributor) -> None:
    results = list(moody.pipe(["We exit it."] * 5, processes=2))
    assert [len(result.warnings) for result in results] == [1] * 5


def test_a_process_that_is_killed_from_outside_costs_nothing(moody: Attributor, tmp_path: Path) -> None:
    notes = tmp_path / "pids"
    texts = [f"note {notes}\nsleep", *NUMBERED]
    results = moody.pipe(texts * 2, processes=1)
    found = [next(results)]
    [pid] = alive(notes)
    os.kill(pid, signal.SIGKILL)
    found += results
    assert found == list(moody.pipe(texts * 2))


def test_a_process_that_dies_before_it_can_work_is_an_error() -> None:
    with pytest.raises(QuoteattrError, match=r"ended before it was ready to work \(exit code 4\)"):
        list(Attributor("en", parser=Stillborn()).pipe(NUMBERED, processes=2))


@pytest.mark.parametrize("leave", ["break", "close", "raise", "interrupt"])
def test_a_pipe_that_is_left_early_leaves_no_process(moody: Attributor, tmp_path: Path, leave: str) -> None:
    notes = tmp_path / "pids"
    results = moody.pipe((f"{text} note {notes} sleep" for text in NUMBERED), processes=2)
    errors = {"raise": ValueError, "interrupt": KeyboardInterrupt}
    try:
        for _ in results:
            if leave == "close":
                results.close()  # type: ignore[attr-defined]  # an iterator for types
            elif leave in errors:
                raise errors[leave]
            break
    except tuple(errors.values()):
        pass
    del results
    assert alive(notes) == []


@pytest.mark.skipif(sys.platform == "win32", reason="signals of POSIX")
@pytest.mark.parametrize(("number", "code"), [(signal.SIGINT, 1), (signal.SIGKILL, -signal.SIGKILL)])
def test_no_process_outlives_the_one_that_started_it(tmp_path: Path, number: int, code: int) -> None:
    """Ctrl-C goes to all of them at once, as a terminal does it."""
    notes = tmp_path / "pids"
    ends = "\ntry:\n    list(results)\nexcept KeyboardInterrupt:\n    raise SystemExit(1)"
    program = (
        f"{MOODY}results = attributor.pipe(['note {notes} sleep\\n\\n' * 60 + 'x ' * 10_000] * 99, processes=2){ends}"
    )
    with subprocess.Popen(
        [sys.executable, "-c", program], cwd=ROOT, stderr=subprocess.PIPE, text=True, start_new_session=True
    ) as running:
        wait_until(lambda: list(tmp_path.iterdir()))
        if number == signal.SIGINT:
            os.killpg(running.pid, number)
        else:
            running.kill()
        assert running.wait(timeout=20) == code
        wait_until(lambda: alive(notes) == [], seconds=10)  # a batch takes a minute
        assert running.stderr
        assert "Traceback" not in running.stderr.read()


def test_sources_are_read_when_they_are_needed(moody: Attributor) -> None:
    """Of an endless stream only so many batches are read, also while the first text keeps a process busy."""
    read = 0

    def stream() -> Iterator[str]:
        nonlocal read
        for read in count(1):
            yield "sleep " * 20 if read == 1 else NUMBERED[0] * 3

    results = moody.pipe(stream(), processes=2)
    assert read == 0
    assert len(list(islice(results, 3))) == 3
    assert read <= 2 * AHEAD + 3


def test_an_error_of_the_sources_comes_after_the_answers_before_it(moody: Attributor) -> None:
    def stream() -> Iterator[str]:
        yield from NUMBERED
        raise KeyError("no more")

    results = moody.pipe(stream(), processes=2)
    assert [next(results).text for _ in NUMBERED] == NUMBERED
    with pytest.raises(KeyError, match="no more"):
        next(results)


def test_an_error_of_a_rule_comes_after_the_answers_before_it() -> None:
    """Also one that cannot be sent as it is; a note says where in the process it was raised."""
    made = Attributor("en", parser=MoodyParser(), sieves=[refuse])
    results = made.pipe([*NUMBERED, "“No boats,” said Ann Lee."], processes=2)
    assert len(list(islice(results, len(NUMBERED)))) == len(NUMBERED)
    with pytest.raises(QuoteattrError, match="PickyError: boats: not today") as caught:
        next(results)
    assert "in refuse" in caught.value.__notes__[0]


def test_a_parser_that_never_works_is_an_error_there_too(moody: Attributor) -> None:
    with pytest.raises(ParserError, match="ValueError: no trees here"):
        list(moody.pipe(["We fail here."] * 9, processes=2))


def test_a_parser_that_has_worked_may_fail_on_a_batch_there_too(moody: Attributor) -> None:
    texts = [*NUMBERED, *["We fail here. " * 20] * 3]
    assert list(moody.pipe(texts, processes=2)) == list(moody.pipe(texts))


@pytest.mark.parametrize("processes", [0, -1, True, False, "2", 1.5])
def test_a_number_of_processes_is_a_number_from_1(moody: Attributor, processes: Any) -> None:
    with pytest.raises(InputError, match=r"processes is .*; pass a whole number from 1 up"):
        list(moody.pipe(NUMBERED, processes=processes))


def test_what_cannot_be_sent_is_named(bundled_parser: Any) -> None:
    with pytest.raises(InputError, match="sieves cannot be sent to another process"):
        list(Attributor("en", sieves=[lambda context: None]).pipe(NUMBERED, processes=2))
    with pytest.raises(InputError, match="parser cannot be sent to another process"):
        list(Attributor("en", parser=bundled_parser).pipe(NUMBERED, processes=2))


def test_what_only_this_process_knows_is_told() -> None:
    program = f"{MOODY}class Mine(MoodyParser): pass\n"
    program += "list(quoteattr.Attributor('en', parser=Mine()).pipe(['No.'], processes=1))"
    assert "InputError: a process cannot find what it was sent" in python(program).stderr


def test_a_prompt_needs_no_guard() -> None:
    """It has no file that processes would import."""
    assert python(f"{MOODY}print(len(list(attributor.pipe(['No.'] * 3, processes=2))))").stdout == "3\n"


def test_a_notebook_needs_no_guard(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("PYTHONPATH", str(ROOT))
    cell = new_code_cell(f"{MOODY}len(list(attributor.pipe(['No.'] * 3, processes=2)))")  # type: ignore[no-untyped-call]
    notebook = new_notebook(cells=[cell])  # type: ignore[no-untyped-call]  # nbformat has no types
    NotebookClient(notebook, timeout=60).execute()
    assert notebook.cells[0].outputs[0].data["text/plain"] == "3"


def test_a_script_without_a_guard_is_told_of_it(tmp_path: Path) -> None:
    script = tmp_path / "script.py"
    script.write_text(f"{MOODY}list(attributor.pipe(['No.'], processes=2))")
    ran = python("", str(script))
    assert ran.returncode == 1
    assert "ended before it was ready to work" in ran.stderr.splitlines()[-1]
    assert '`if __name__ == "__main__":`' in ran.stderr.splitlines()[-1]


def _pipe_in_a_worker(_: int) -> str:
    try:
        return str(len(list(Attributor("en", parser=MoodyParser()).pipe(NUMBERED, processes=1))))
    except InputError as error:
        return str(error)


def test_a_worker_of_multiprocessing_is_told_that_it_may_start_none() -> None:
    program = f"{MOODY}from tests.test_processes import _pipe_in_a_worker\nfrom multiprocessing import get_context\n"
    program += "with get_context('spawn').Pool(1) as pool: print(*pool.map(_pipe_in_a_worker, [1]))"
    assert "leave out processes= there" in python(program).stdout


FORKS = {
    "os.fork": """
import os, signal
child = os.fork()
if not child:
    signal.alarm(30)  # ends what hangs
    os._exit(len(attributor(text)))
raise SystemExit(os.waitstatus_to_exitcode(os.waitpid(child, 0)[1]) != 1)
""",
    "a pool of forks": """
import signal
from concurrent.futures import ProcessPoolExecutor
from multiprocessing import get_context
with ProcessPoolExecutor(2, get_context("fork"), initializer=signal.alarm, initargs=(30,)) as pool:
    raise SystemExit(list(map(len, pool.map(attributor, [text] * 4))) != [1] * 4)
""",
}


@pytest.mark.skipif(not hasattr(os, "fork"), reason="no fork here")
@pytest.mark.parametrize("way", FORKS)
def test_a_loaded_attributor_answers_after_a_fork(way: str) -> None:
    program = f"{MODELS}text = '“No,” said Ann Lee.'\nassert len(attributor(text)) == 1\n{FORKS[way]}"
    assert python(program).returncode == 0


TEXTS = [
    "Ann Lee, mayor of Exeter, met Bill Kerr on Monday. “We need a bridge,” she said.",
    "Kerr said that it would cost “a fortune.” The Transport Ministry denied that it had been asked.",
    "It rained.",
    "A report warned that the engines were old. “Nobody told us,” said a spokesman for the harbour. “Nobody asked.”",
    "According to police, two men were seen. Ida Moe, a teacher, doubted it: “I saw three,” she told the Courier.",
] * 3
RECORDS = """
import sys, json
texts = json.loads(sys.argv[1])
print(*(result.to_json() for result in attributor.pipe(texts)), sep="\\n")
"""


@pytest.fixture(scope="module")
def records(attributor: Attributor) -> list[Result]:
    """The records of the texts, each for itself."""
    return [attributor(text) for text in TEXTS]


def test_records_do_not_depend_on_the_order(attributor: Attributor, records: list[Result]) -> None:
    assert list(attributor.pipe(reversed(TEXTS))) == records[::-1]


@pytest.mark.parametrize("size", [1, 200, 20_000])
def test_records_do_not_depend_on_the_batch(
    attributor: Attributor, records: list[Result], monkeypatch: pytest.MonkeyPatch, size: int
) -> None:
    monkeypatch.setattr("quoteattr.pipeline.BATCH", size)
    assert list(attributor.pipe(TEXTS)) == records


@pytest.mark.parametrize("seed", ["1", "2"])
def test_records_do_not_depend_on_the_seed_of_hashes(records: list[Result], seed: str) -> None:
    ran = python("", "-c", MODELS + RECORDS, json.dumps(TEXTS), PYTHONHASHSEED=seed, timeout=120)
    assert ran.stdout.splitlines() == [result.to_json() for result in records]


def test_an_attributor_comes_back_whole_from_pickle() -> None:
    shares: Any = {"min_confidence": 0.2, "min_speaker_confidence": 0.3}
    made = Attributor("en", parser=MoodyParser(), cast=[{"name": "Ann Lee"}], sieves=[refuse], **shares)
    again = pickle.loads(pickle.dumps(made))
    assert (again.language.code, again.min_confidence, again.min_speaker_confidence) == ("en", 0.2, 0.3)
    assert again(NUMBERED[0]) == made(NUMBERED[0])
