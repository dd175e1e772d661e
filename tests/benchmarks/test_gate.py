"""The gate raises floors, holds them, and refuses what it cannot measure."""

import json
from pathlib import Path

import pytest

from benchmarks import gate
from quoteattr import Attributor
from tests.toy_corpus import TOY, ToyParser
from training.corpus import read_corpus


def floors_file(folder: Path, sha256: str = "", **figures: float) -> Path:
    path = folder / "floors.json"
    path.write_text(json.dumps({"toy": {"sha256": sha256, "floors": figures}, "other": {"sha256": "", "floors": {}}}))
    return path


def test_the_gate_raises_floors_and_holds_them(
    toy_file: Path, toy_parses: Path, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    floors = floors_file(tmp_path, attributed=0)
    command = [str(toy_file.parent), "--parses", str(toy_parses), "--floors", str(floors)]
    assert gate.main([*command, "--write"]) == 0
    raised = gate.read_floors(floors)
    assert raised["toy"] == gate.Floors(read_corpus(toy_file).sha256, {"attributed": 1.0})
    assert "other" in raised
    assert gate.main(command) == 0
    assert "toy: 2 documents, 9 words, 0 lost" in capsys.readouterr().out


def test_the_gate_fails_below_a_floor_and_lowers_it_only_when_allowed(
    toy_file: Path, toy_parses: Path, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    floors = floors_file(tmp_path, marked=0.5)
    command = [str(toy_file.parent), "--parses", str(toy_parses), "--floors", str(floors)]
    assert gate.main(command) == 1
    assert "toy: marked fell from 0.500 to 0.0000" in capsys.readouterr().err
    assert gate.main([*command, "--write"]) == 1
    assert gate.read_floors(floors)["toy"].figures == {"marked": 0.5}
    assert gate.main([*command, "--write", "--allow-regression"]) == 0
    assert gate.read_floors(floors)["toy"].figures == {"marked": 0.0}


def test_the_gate_refuses_another_file(
    toy_file: Path, toy_parses: Path, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    floors = floors_file(tmp_path, sha256="cafe")
    assert gate.main([str(toy_file.parent), "--parses", str(toy_parses), "--floors", str(floors)]) == 1
    assert "measured on cafe" in capsys.readouterr().err


def test_a_lost_document_fails_the_gate(toy_parser: ToyParser, monkeypatch: pytest.MonkeyPatch) -> None:
    def fail(*_: object) -> None:
        raise RecursionError("too deep")

    monkeypatch.setattr(Attributor, "__call__", fail)
    measurement = gate.measure(TOY, toy_parser)
    assert measurement.score.lost == 2
    assert gate.failures(measurement, gate.Floors("", {}))[0] == "toy: lost said: RecursionError: too deep"


def test_the_gate_wants_a_corpus(toy_parses: Path, tmp_path: Path) -> None:
    with pytest.raises(SystemExit, match="2"):
        gate.main([str(tmp_path / "corpora"), "--parses", str(toy_parses)])


def test_the_shipped_floors_can_be_read() -> None:
    assert {"polnear.dev", "gum.dev", "litbank.dev"} <= gate.read_floors(gate.FLOORS).keys()
