"""Freezes the parses of the golden cases, so that rules are tested without weights: `python -m tests.freeze`.

Texts are read as an `Attributor` reads them, by the bundled models; see `tests/cases.py` for where the parses go. A
case whose text has not changed keeps its parse, since parses differ a little from machine to machine; with `--anew`,
after a change of models, all are parsed again.

Where the models err and a rule could not be tested otherwise, a tree may be corrected by hand, after the guidelines of
Universal Dependencies: add a comment `# corrected = why` under the case's heading. Such a tree is kept in any case,
until its text changes or the comment goes.
"""

import argparse
from itertools import groupby

from quoteattr import Attributor
from quoteattr.document.document import Document
from quoteattr.errors import ParseError
from quoteattr.parsers.conllu import to_conllu
from quoteattr.vocabulary import Doubt
from tests.cases import FROZEN, GOLDEN, Case, frozen_conllu, frozen_parse, read_cases


def freeze(language: str, *, anew: bool = False) -> None:
    """Write the frozen parses of a language's golden cases, and drop those of topics that are no more."""
    cases = read_cases(language)
    parses = {case.label: kept(case, anew=anew) for case in cases}
    new = [case for case in cases if not parses[case.label]]
    for case, document in zip(new, Attributor(language).documents(case.text for case in new), strict=True):
        parses[case.label] = parsed(case, document)
    target = FROZEN / language
    target.mkdir(parents=True, exist_ok=True)
    written = set()
    for topic, members in groupby(cases, key=lambda case: case.topic):
        pieces = [f"# case = {case.label}\n{parses[case.label]}" for case in members]
        written.add(target / f"{topic}.conllu")
        (target / f"{topic}.conllu").write_text("".join(pieces), encoding="utf-8", newline="\n")
    for path in set(target.glob("*.conllu")) - written:
        path.unlink()


def kept(case: Case, *, anew: bool) -> str:
    """The parse that a case keeps, as long as it fits its text; empty where it has to be parsed."""
    conllu = frozen_conllu(case.language).get(case.label, "")
    if not conllu or (anew and "# corrected = " not in conllu):
        return ""
    try:
        frozen_parse(case)
    except ParseError:
        return ""
    return conllu


def parsed(case: Case, document: Document) -> str:
    """What the models make of a case. Raises ParseError where they fail on a part of it."""
    for warning in document.warnings:
        if not isinstance(warning, Doubt):
            raise ParseError(f"the case {case.label!r} cannot be frozen: {warning}")
    return to_conllu(document.parse) or "\n"


if __name__ == "__main__":
    parser = argparse.ArgumentParser(description="Freeze the parses of the golden cases.")
    parser.add_argument("--anew", action="store_true", help="parse all again, not only new and changed texts")
    arguments = parser.parse_args()
    for folder in sorted(GOLDEN.iterdir()):
        if folder.is_dir():
            freeze(folder.name, anew=arguments.anew)
