"""All steps of fitting, one after the other."""

import subprocess
from pathlib import Path
from typing import Any

import pytest

from training import all as fitting


def test_each_step_is_run_once_and_written_where_it_is_read(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    folder = tmp_path / "quoteattr" / "languages" / "en"
    folder.mkdir(parents=True)
    words = 'name = "English"\n\n[precision."toy"]\nold = [1, 2]\n\n[calibration]\nold = []\n'
    (folder / "words.toml").write_text(words)
    (tmp_path / "gold.jsonl").write_text("{}\n")
    ran: list[str] = []

    def run(command: list[str], **_: Any) -> subprocess.CompletedProcess[bytes]:
        ran.append(command[2])
        table = b'# new\n[precision."toy"]\nnew = [3, 4]\n\n[calibration]\nnew = []\n\n# 1 0.5\n'
        said = table if command[2] == "training.precision" else command[2].encode()
        return subprocess.CompletedProcess(command, 0, said)

    monkeypatch.setattr(fitting, "PACKAGE", tmp_path / "quoteattr")
    monkeypatch.setattr(subprocess, "run", run)
    arguments = [str(tmp_path / "gold.jsonl"), "--parses", "none", "--cache", str(tmp_path / "cache")]
    fitting.main([*arguments, "--corpora", str(_corpora(tmp_path))])
    assert [name.removeprefix("training.") for name in ran] == [step.module for step in fitting.STEPS]
    assert (folder / "reports.json").read_text() == "training.plausibility"
    assert (folder / "words.toml").read_text() == words.replace("old = [1, 2]", "new = [3, 4]").replace("old", "new")
    capsys.readouterr()
    fitting.main(arguments)
    assert ran.count("training.roles") == 1  # without labelled people there is nothing to fit
    assert ran.count("training.precision") == 2  # the language has changed since
    fitting.main(arguments)
    assert ran.count("training.precision") == 2
    assert capsys.readouterr().out.splitlines()[-1] == "precision: kept from before; words.toml is as it was"


def _corpora(folder: Path) -> Path:
    for name in fitting.PEOPLE:
        (folder / name).parent.mkdir(exist_ok=True)
        (folder / name).write_text("{}\n")
    return folder
