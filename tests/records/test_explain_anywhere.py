"""An explanation is the same in every process: whatever the seed of Python's hashes, and without docstrings."""

import os
import subprocess
import sys

CODE = """
from quoteattr import Attributor
from quoteattr.parsers.conllu import to_parse

ROWS = '''
The the DET 2 det
mayor mayor NOUN 5 nsubj
of of ADP 4 case
Exeter Exeter PROPN 2 nmod
said say VERB 0 root
on on ADP 7 case
Monday Monday PROPN 5 obl
that that SCONJ 12 mark
the the DET 10 det
harbour harbour NOUN 12 nsubj
would would AUX 12 aux
close close VERB 5 ccomp
for for ADP 14 case
years year NOUN 12 obl
. . PUNCT 5 punct
'''
rows = [line.split() for line in ROWS.split(chr(10)) if line]
lines = (chr(9).join([str(place), form, lemma, tag, '_', '_', head, relation, '_', '_'])
         for place, (form, lemma, tag, head, relation) in enumerate(rows, 1))
[quote] = Attributor("en")(to_parse(chr(10).join(lines)))
print(quote.explain(), quote.reason)
"""


def explained(*options: str, seed: int = 0) -> str:
    environment = {**os.environ, "PYTHONHASHSEED": str(seed)}
    return subprocess.run(
        [sys.executable, *options, "-c", CODE], capture_output=True, text=True, check=True, env=environment
    ).stdout


def test_an_explanation_is_the_same_under_every_hash_seed() -> None:
    assert len({explained(seed=seed) for seed in range(4)}) == 1


def test_an_explanation_says_what_rules_look_for_where_docstrings_are_stripped() -> None:
    assert "the subject of the reporting verb" in explained("-OO")
    assert explained("-OO") == explained()
