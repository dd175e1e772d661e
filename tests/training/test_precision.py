"""How often each sieve is right, and the line from a product to a share."""

import tomllib
from pathlib import Path

import pytest

from quoteattr.languages.loading import load_language
from tests.toy_corpus import TOY
from training import precision


def test_precision_counts_right_sources_where_the_content_was_found() -> None:
    verdicts = [
        precision.Verdict("direct", "subject_of_cue", 0.9, True, True),
        precision.Verdict("direct", "subject_of_cue", 0.9, True, True),
        precision.Verdict("direct", "signature", 0.5, True, False),
        precision.Verdict("direct", "signature", 0.5, True, True),
        precision.Verdict("direct", "signature", 0.5, False, False),
    ]
    assert precision.precision(verdicts) == {"signature": (1, 2), "subject_of_cue": (2, 2)}


def test_the_table_of_precision_can_be_loaded_as_it_is(tmp_path: Path) -> None:
    verdicts = [
        precision.Verdict("direct", "subject_of_cue", 0.9, True, True),
        precision.Verdict("direct", "subject_of_cue", 0.9, True, True),
        precision.Verdict("direct", "signature", 0.5, True, False),
        precision.Verdict("direct", "signature", 0.5, True, True),
    ]
    table = precision.to_toml(verdicts, verdicts, load_language("en"), TOY)
    (tmp_path / "words.toml").write_text(f'name = "Toy"\n{table}', encoding="utf-8")
    assert load_language(tmp_path).precision == {"subject_of_cue": (2 + 2 * 0.75) / 4, "signature": (1 + 2 * 0.75) / 4}


def test_the_command_for_precision_writes_a_table(
    toy_file: Path, toy_parses: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    precision.main([str(toy_file), "--parses", str(toy_parses)])
    written = capsys.readouterr().out
    assert set(tomllib.loads(written)) == {"precision", "calibration"}
    assert "expected calibration error" in written


def test_precision_is_measured_with_what_the_other_half_tells(
    toy_file: Path, toy_parses: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    pytest.importorskip("sklearn")
    lines = toy_file.read_text(encoding="utf-8").splitlines(keepends=True)
    toy_file.write_text("".join(line * 6 for line in lines), encoding="utf-8")  # each half knows both cues
    precision.main([str(toy_file), "--parses", str(toy_parses)])
    assert tomllib.loads(capsys.readouterr().out)["precision"]["toy"]["subject_of_cue"] == [6, 6]


def test_a_line_of_calibration_rises() -> None:
    verdicts = [precision.Verdict("mixed", "signature", n / 100, True, n % 3 > 0) for n in range(100)]
    knots = precision.calibration(verdicts)
    assert [knot.right for knot in knots] == sorted({knot.right for knot in knots})
    assert sum(knot.count for knot in knots) == 100
