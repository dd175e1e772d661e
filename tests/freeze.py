"""Freezes the parses of the golden cases, so that rules are tested without weights: `python -m tests.freeze [--anew]`.

Texts are read as an `Attributor` reads them, by the bundled models, topic by topic; see `tests/cases.py` for where the
parses go. What was frozen stays while its text does; `--anew` parses every text again, as new models need.

Where the models err and a rule could not be tested otherwise, a tree may be corrected by hand, after the guidelines of
Universal Dependencies: add a comment `# corrected = why` under the case's heading. Such a tree is kept as it is until
its text changes or the comment goes.
"""

import argparse
from collections.abc import Sequence
from itertools import groupby

from quoteattr import Attributor
from quoteattr.errors import ParseError
from quoteattr.parsers.conllu import to_conllu
from quoteattr.vocabulary import Doubt
from tests.cases import FROZEN, GOLDEN, Case, frozen_conllu, frozen_parse, read_cases


def freeze(language: str, anew: bool = False) -> None:
    """Write the frozen parses of a language's golden cases, and drop those of topics that are no more."""
    cases = read_cases(language)
    kept = {case.label: conllu for case in cases if (conllu := frozen(case, anew))}
    parsed = parses(language, [case for case in cases if case.label not in kept])
    target = FROZEN / language
    target.mkdir(parents=True, exist_ok=True)
    written = set()
    for topic, group in groupby(cases, key=lambda case: case.topic):
        pieces = [f"# case = {case.label}\n{kept.get(case.label) or parsed[case.label]}" for case in group]
        written.add(target / f"{topic}.conllu")
        (target / f"{topic}.conllu").write_text("".join(pieces), encoding="utf-8", newline="\n")
    for path in set(target.glob("*.conllu")) - written:
        path.unlink()


def parses(language: str, cases: Sequence[Case]) -> dict[str, str]:
    """The parses of some cases as they are written, by their labels."""
    found = {}
    documents = Attributor(language).documents(case.text for case in cases)
    for case, document in zip(cases, documents, strict=True):
        for warning in document.warnings:
            if not isinstance(warning, Doubt):
                raise ParseError(f"the case {case.label!r} cannot be frozen: {warning}")
        found[case.label] = to_conllu(document.parse) or "\n"
    return found


def frozen(case: Case, anew: bool) -> str:
    """The frozen parse of a case, as long as it fits its text; empty where it does not, or is to be made anew.

    A tree that was corrected by hand is never made anew.
    """
    conllu = frozen_conllu(case.language).get(case.label, "")
    if not conllu or (anew and "# corrected = " not in conllu):
        return ""
    try:
        frozen_parse(case)
    except ParseError:
        return ""
    return conllu


def main(arguments: list[str] | None = None) -> None:
    """Read the arguments, and freeze the cases of every language."""
    parser = argparse.ArgumentParser(prog="python -m tests.freeze", description=(__doc__ or "").split("\n")[0])
    parser.add_argument("--anew", action="store_true", help="parse texts again that were frozen before")
    options = parser.parse_args(arguments)
    for folder in sorted(GOLDEN.iterdir()):
        if folder.is_dir():
            freeze(folder.name, options.anew)


if __name__ == "__main__":
    main()
