"""The files around the code: forms are valid, versions agree, and nothing reads what could run code."""

import ast
import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path

import pytest

import quoteattr

ROOT = Path(__file__).parents[1]
PACKAGE = ROOT / "quoteattr"
FORMS = {
    "CITATION.cff": "citation-file-format",
    ".github/ISSUE_TEMPLATE/config.yml": "github-issue-config",
    **{
        str(file.relative_to(ROOT)): schema
        for folder, schema in (("ISSUE_TEMPLATE", "github-issue-forms"), ("workflows", "github-workflows"))
        for file in sorted((ROOT / ".github" / folder).glob("*.yml"))
        if file.name != "config.yml"
    },
}
"""Files, each with the schema of check-jsonschema that it must fit."""

RUNS_CODE = {
    "eval",
    "exec",
    "pickle.load",
    "pickle.loads",
    "pickle.Unpickler",
    "torch.load",
    "joblib.load",
    "yaml.load",
}
"""Calls that may run what they read."""
OWN_PROCESSES = {"processes.py", "spark/rows.py"}
"""Where an Attributor is unpickled that the library itself sent to a process of its own."""


@pytest.mark.parametrize("file", FORMS)
def test_forms_are_valid(file: str) -> None:
    command = [sys.executable, "-m", "check_jsonschema", "--builtin-schema", f"vendor.{FORMS[file]}", str(ROOT / file)]
    checked = subprocess.run(command, capture_output=True, text=True, check=False)
    assert checked.returncode == 0, checked.stdout + checked.stderr


def test_the_citation_has_the_version() -> None:
    assert f"\nversion: {quoteattr.__version__}\n" in (ROOT / "CITATION.cff").read_text(encoding="utf-8")


def called(file: Path) -> Iterator[str]:
    """What a module calls, by name, and what it imports from modules that can run code."""
    for node in ast.walk(ast.parse(file.read_text(encoding="utf-8"))):
        if isinstance(node, ast.Call):
            yield ast.unparse(node.func)
        elif isinstance(node, ast.ImportFrom):
            yield from (f"{node.module}.{alias.name}" for alias in node.names)


def test_nothing_is_read_that_could_run_code() -> None:
    found = {
        str(file.relative_to(PACKAGE).as_posix()) for file in PACKAGE.rglob("*.py") if RUNS_CODE & set(called(file))
    }
    assert found == OWN_PROCESSES


def test_models_are_numbers_and_lists() -> None:
    folders = (PACKAGE / "parsers" / "models", PACKAGE / "languages")
    data = {file.suffix for folder in folders for file in folder.rglob("*") if file.is_file() and "__" not in str(file)}
    assert data - {".py", ".md", ""} == {".onnx", ".json", ".toml"}
