"""The golden cases, with their frozen parses: sentences, and what a reader would say who said what in them.

Cases are in `golden/LANGUAGE/TOPIC.json`, the parses that the bundled models made of their texts in
`frozen/LANGUAGE/TOPIC.conllu`, each under a line `# case = ` with the label of its case; `python -m tests.freeze`
writes them. A case names what it wants of each quote and is silent about the rest; `xfail` says what the rules cannot
do yet.
"""

import json
import re
from collections.abc import Callable, Iterator, Mapping, Sequence
from functools import cache
from pathlib import Path
from typing import Any, Final, TypeVar

from attrs import field, frozen

from quoteattr import Attributor, Parse, Quote, Result, Silence
from quoteattr.document.document import Document
from quoteattr.parsers.conllu import to_parse

T = TypeVar("T")

GOLDEN: Final = Path(__file__).with_name("golden")
FROZEN: Final = Path(__file__).with_name("frozen")

FIELDS: Final[Mapping[str, Callable[[Quote], Any]]] = {
    "content": lambda quote: [span.text for span in quote.content],
    "kind": lambda quote: quote.kind,
    "cue": lambda quote: quote.cue and quote.cue.text,
    "stance": lambda quote: quote.cue and quote.cue.stance,
    "negated": lambda quote: quote.cue and quote.cue.negated,
    "source": lambda quote: quote.source and quote.source.text,
    "form": lambda quote: quote.source and quote.source.form,
    "speaker": lambda quote: quote.speaker and quote.speaker.name,
    "speakers": lambda quote: [speaker.name for speaker in quote.speakers],
    "is_a": lambda quote: quote.speaker and quote.speaker.kind,
    "role": lambda quote: quote.speaker and quote.speaker.role and quote.speaker.role.text,
    "sieve": lambda quote: quote.sieve,
    "addressee": lambda quote: quote.addressee and quote.addressee.text,
    "medium": lambda quote: quote.medium and quote.medium.text,
    "occasion": lambda quote: quote.occasion and quote.occasion.text,
    "time": lambda quote: quote.time and quote.time.text,
}
"""What a case may say of a quote."""
INNER: Final = "inner"
"""The quotes within a quote, each as some of the FIELDS again."""

SILENCE_FIELDS: Final[Mapping[str, Callable[[Silence], Any]]] = {
    "text": lambda silence: silence.text.text,
    "cue": lambda silence: silence.cue.text,
    "source": lambda silence: silence.source and silence.source.text,
    "speaker": lambda silence: silence.speaker and silence.speaker.name,
}
"""What a case may say of a silence."""


@frozen
class Case:
    """A text with the quotes that it must give, each as some of the FIELDS; `xfail` is empty but for known failures.

    `silences` are those that it must give, as some of the SILENCE_FIELDS; None where the case does not ask.
    """

    language: str
    topic: str
    label: str
    text: str
    quotes: Sequence[Mapping[str, Any]] = field(hash=False)
    xfail: str = ""
    silences: Sequence[Mapping[str, Any]] | None = field(default=None, hash=False)


@cache
def read_cases(language: str = "en") -> tuple[Case, ...]:
    """All cases of a language, topic by topic."""
    return tuple(
        Case(language, path.stem, **entry)
        for path in sorted((GOLDEN / language).glob("*.json"))
        for entry in json.loads(path.read_text(encoding="utf-8"))
    )


def case_called(label: str, language: str = "en") -> Case:
    """The case of a label."""
    [case] = [case for case in read_cases(language) if case.label == label]
    return case


def frozen_parse(case: Case) -> Parse:
    """The text of a case as it was parsed when it was frozen."""
    return to_parse(frozen_conllu(case.language)[case.label], case.text)


@cache
def frozen_document(case: Case) -> Document:
    """The text of a case as rules see it, on its frozen parse."""
    [document] = Attributor(case.language).documents([frozen_parse(case)])
    return document


def frozen_conllu(language: str) -> dict[str, str]:
    """The frozen parses of a language as they are written, topic by topic, by the labels of their cases."""
    files = [path.read_text(encoding="utf-8") for path in sorted((FROZEN / language).glob("*.conllu"))]
    pieces = re.split(r"^# case = (.+)\n", "".join(files), flags=re.MULTILINE)
    return dict(zip(pieces[1::2], pieces[2::2], strict=True))


def differences(result: Result, case: Case) -> list[str]:
    """What a result has other than a case wants."""
    if case.silences is not None and len(result.silences) != len(case.silences):
        return [f"{len(result.silences)} silences, not {len(case.silences)}"]
    return [*_differences(result, case.quotes, "quote "), *_of_silences(result.silences, case.silences or ())]


def _of_silences(silences: Sequence[Silence], wanted: Sequence[Mapping[str, Any]]) -> Iterator[str]:
    for number, (silence, fields) in enumerate(zip(silences, wanted, strict=False)):
        for name, value in fields.items():
            if SILENCE_FIELDS[name](silence) != value:
                yield f"silence {number}: {name} is {SILENCE_FIELDS[name](silence)!r}, not {value!r}"


def _differences(quotes: Sequence[Quote], wanted: Sequence[Mapping[str, Any]], stem: str) -> Iterator[str]:
    if len(quotes) != len(wanted):
        yield f"{len(quotes)} quotes, not {len(wanted)}: {[FIELDS['content'](quote) for quote in quotes]}"
        return
    for number, (quote, fields) in enumerate(zip(quotes, wanted, strict=True)):
        for name, value in fields.items():
            if name == INNER:
                yield from _differences(quote.inner, value, f"{stem}{number}.")
            elif FIELDS[name](quote) != value:
                yield f"{stem}{number}: {name} is {FIELDS[name](quote)!r}, not {value!r}"


def failing_cases(attributor: Attributor) -> Iterator[tuple[str, str]]:
    """The cases that an attributor gets wrong on frozen parses, but for known failures: label and first difference.

    Cases are tried as they are asked for, so `next(failing_cases(attributor), None)` stops at the first that fails.
    """
    for case in read_cases(attributor.language.code):
        found = [] if case.xfail else differences(attributor(frozen_parse(case)), case)
        if found:
            yield case.label, found[0]
