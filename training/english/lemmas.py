"""Count lemmas in the treebanks and keep those that the rule for regular inflection gets wrong.

python -m training.english.lemmas training/english/config.toml --data CORPORA --out build/english
"""

import json
from collections import Counter, defaultdict
from collections.abc import Iterable
from pathlib import Path
from typing import Any

from quoteattr.parsers.bundled.lemmas import regular
from training.english.settings import read_settings
from training.english.treebanks import Tree

INFLECTED = ("VERB", "NOUN", "ADJ", "ADV")


def irregular() -> dict[str, str]:
    """The lemma of each irregular form in `irregular.txt`; the first verb that has the form."""
    lines = Path(__file__).with_name("irregular.txt").read_text().splitlines()
    rows = [line.split() for line in reversed(lines) if not line.startswith("#")]
    return {form: row[0] for row in rows for form in row[1:]}


def count(trees: Iterable[Tree]) -> dict[str, Any]:
    """The exceptions and the known lemmas, by UPOS."""
    seen: dict[tuple[str, str], Counter[tuple[str, str]]] = defaultdict(Counter)
    known: dict[str, set[str]] = defaultdict(set)
    for tree in trees:
        for word in tree.words:
            if word.lemma in ("", "_") or word.upos in ("X", "PUNCT"):
                continue
            lemma = word.lemma.lower() if word.upos == "VERB" else word.lemma
            seen[word.upos, word.form.lower()][lemma, word.form] += 1
            if word.upos in INFLECTED and word.lemma.isalpha() and word.lemma.islower():
                known[word.upos].add(word.lemma)
    exceptions: dict[str, dict[str, str]] = defaultdict(dict)
    exceptions["VERB"].update(irregular())
    for (upos, lower), lemmas in sorted(seen.items()):
        (lemma, form), _ = lemmas.most_common(1)[0]
        feats = "Number=Plur|Degree=Cmp" if lemma != form.lower() else ""
        if regular(form, upos, feats, frozenset(known[upos])) != lemma:
            exceptions[upos][lower] = lemma
    return {"exceptions": exceptions, "known": {upos: sorted(words) for upos, words in sorted(known.items())}}


def main() -> None:
    settings = read_settings(__doc__)
    stored = json.dumps(count(settings.trees("trees")), ensure_ascii=False, indent=0, sort_keys=True)
    (settings.out / "lemmas.json").write_text(stored + "\n", encoding="utf-8")


if __name__ == "__main__":
    main()
