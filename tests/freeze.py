"""Freezes the parses of the golden cases, so that rules are tested without weights: `python tests/freeze.py`.

For each `golden/<language>.json` writes `frozen/<language>.conllu`, made by the bundled models, paragraph by
paragraph as `Attributor` does it. Every parse is headed by `# case = ` and the label of its case.

Where the models err and a rule could not be tested otherwise, a tree may be mended by hand, after the guidelines
of Universal Dependencies: add a comment `# corrected = why` under the case's heading. Such a tree is kept as it is
until its text changes or the comment goes.
"""

import json
import re
from collections.abc import Iterator
from pathlib import Path
from typing import Any

from attrs import evolve

from quoteattr.document.paragraphs import find_paragraphs
from quoteattr.errors import ParseError
from quoteattr.languages.loading import load_language
from quoteattr.parsers import stanza
from quoteattr.parsers.conllu import to_conllu, to_parse
from quoteattr.syntax.parse import Parse, Sentence

TESTS = Path(__file__).parent
CASE = re.compile(r"^# case = (.+)\n", re.MULTILINE)


def freeze(language: str) -> None:
    """Write the frozen parses of a language's golden cases."""
    cases = json.loads((TESTS / "golden" / f"{language}.json").read_text(encoding="utf-8"))
    target = TESTS / "frozen" / f"{language}.conllu"
    kept = _corrected(target, cases) if target.is_file() else {}
    parses = _parses([case["text"] for case in cases], language)
    documents = [
        f"# case = {case['label']}\n{kept.get(case['label']) or to_conllu(parse) or chr(10)}"
        for case, parse in zip(cases, parses, strict=True)
    ]
    target.write_text("".join(documents), encoding="utf-8", newline="\n")


def _corrected(frozen: Path, cases: list[dict[str, Any]]) -> dict[str, str]:
    """The corrected trees that still fit the text of their case."""
    pieces = CASE.split(frozen.read_text(encoding="utf-8"))[1:]
    texts = {case["label"]: case["text"] for case in cases}
    kept = {}
    for label, conllu in zip(pieces[::2], pieces[1::2], strict=True):
        if "# corrected = " in conllu and label in texts:
            try:
                to_parse(conllu, texts[label])
            except ParseError:
                continue
            kept[label] = conllu
    return kept


def _parses(texts: list[str], language: str) -> Iterator[Parse]:
    """Parse texts paragraph by paragraph, in one batch."""
    data = load_language(language)
    bodies = [[(p.body, p.end) for p in find_paragraphs(text, data)] for text in texts]
    parts = [text[start:end] for text, spans in zip(texts, bodies, strict=True) for start, end in spans]
    parsed = stanza.load(language).parse_many(parts)
    for text, spans in zip(texts, bodies, strict=True):
        moved = [_moved(sentence, start) for start, _ in spans for sentence in next(parsed).sentences]
        yield Parse(text, tuple(moved))


def _moved(sentence: Sentence, by: int) -> Sentence:
    return Sentence(tuple(evolve(token, start=token.start + by, end=token.end + by) for token in sentence.tokens))


if __name__ == "__main__":
    for golden in sorted((TESTS / "golden").glob("??.json")):
        freeze(golden.stem)
