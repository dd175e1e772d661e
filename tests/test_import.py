"""Importing the library is fast: nothing heavy comes along until it is needed."""

import subprocess
import sys

HEAVY = ("matplotlib", "numpy", "pandas", "spacy", "stanza", "torch", "trafilatura", "transformers")


def test_import_loads_nothing_heavy() -> None:
    code = f"import sys, quoteattr; print(*sorted(set(sys.modules) & set({HEAVY!r})))"
    done = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True)
    assert done.stdout.split() == []


def test_an_attributor_loads_no_models_before_its_first_text() -> None:
    code = f"import sys, quoteattr; quoteattr.Attributor('en'); print(*sorted(set(sys.modules) & set({HEAVY!r})))"
    done = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True)
    assert done.stdout.split() == []


def test_all_public_names_are_there() -> None:
    code = "import quoteattr; print(*(name for name in quoteattr.__all__ if not hasattr(quoteattr, name)))"
    done = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True)
    assert done.stdout.split() == []
