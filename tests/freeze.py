"""Freezes the parses of the golden cases, so that rules are tested without weights: `python -m tests.freeze`.

Texts are read as an `Attributor` reads them, by the bundled models, topic by topic; see `tests/cases.py` for where the
parses go.

Where the models err and a rule could not be tested otherwise, a tree may be corrected by hand, after the guidelines of
Universal Dependencies: add a comment `# corrected = why` under the case's heading. Such a tree is kept as it is until
its text changes or the comment goes.
"""

from itertools import groupby

from quoteattr import Attributor
from quoteattr.errors import ParseError
from quoteattr.parsers.conllu import to_conllu
from quoteattr.vocabulary import Doubt
from tests.cases import FROZEN, GOLDEN, Case, frozen_conllu, frozen_parse, read_cases


def freeze(language: str) -> None:
    """Write the frozen parses of a language's golden cases, and drop those of topics that are no more."""
    cases = read_cases(language)
    documents = Attributor(language).documents(case.text for case in cases)
    target = FROZEN / language
    target.mkdir(parents=True, exist_ok=True)
    written = set()
    for topic, pairs in groupby(zip(cases, documents, strict=True), key=lambda pair: pair[0].topic):
        pieces = []
        for case, document in pairs:
            for warning in document.warnings:
                if not isinstance(warning, Doubt):
                    raise ParseError(f"the case {case.label!r} cannot be frozen: {warning}")
            pieces.append(f"# case = {case.label}\n{corrected(case) or to_conllu(document.parse) or chr(10)}")
        written.add(target / f"{topic}.conllu")
        (target / f"{topic}.conllu").write_text("".join(pieces), encoding="utf-8", newline="\n")
    for path in set(target.glob("*.conllu")) - written:
        path.unlink()


def corrected(case: Case) -> str:
    """The corrected tree of a case, as long as it fits its text; empty where there is none."""
    conllu = frozen_conllu(case.language).get(case.label, "")
    if "# corrected = " not in conllu:
        return ""
    try:
        frozen_parse(case)
    except ParseError:
        return ""
    return conllu


if __name__ == "__main__":
    for folder in sorted(GOLDEN.iterdir()):
        if folder.is_dir():
            freeze(folder.name)
