"""Importing the library is fast: nothing heavy comes along until it is needed."""

import re
import subprocess
import sys
from pathlib import Path

import quoteattr

HEAVY = ("matplotlib", "numpy", "pandas", "spacy", "stanza", "torch", "trafilatura", "transformers")


def test_import_loads_nothing_heavy() -> None:
    code = f"import sys, quoteattr; print(*sorted(set(sys.modules) & set({HEAVY!r})))"
    done = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True)
    assert done.stdout.split() == []


def test_an_attributor_loads_no_models_before_its_first_text() -> None:
    code = f"import sys, quoteattr; quoteattr.Attributor('en'); print(*sorted(set(sys.modules) & set({HEAVY!r})))"
    done = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True)
    assert done.stdout.split() == []


def test_mypy_sees_every_public_name_used() -> None:
    """In `typing/api.py`, which is checked by types alone."""
    api = Path(__file__).with_name("typing").joinpath("api.py").read_text(encoding="utf-8")
    body = api.split("\nTEXT = ")[1]
    assert [name for name in quoteattr.__all__ if not re.search(rf"\b{name}\b", body)] == []


def test_all_public_names_are_there() -> None:
    code = "import quoteattr; print(*(name for name in quoteattr.__all__ if not hasattr(quoteattr, name)))"
    done = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True)
    assert done.stdout.split() == []
