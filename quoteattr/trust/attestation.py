"""Claims about who said what in a text, held against the text and what is attributed in it."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence
from functools import cached_property
from typing import Any, Final, Literal, TypeAlias, get_args, overload

from attrs import evolve, frozen

from quoteattr.errors import InputError, shown
from quoteattr.languages.language import Language
from quoteattr.pipeline import Attributor, default_attributor
from quoteattr.records.export import quote_to_dict
from quoteattr.records.records import Person, Quote, Span, Speaker
from quoteattr.records.result import Result
from quoteattr.trust.kinds import WORDS
from quoteattr.trust.quotations import Quotation, as_quotations
from quoteattr.trust.showing import attestation_page, attestation_table
from quoteattr.trust.sources import Library, Source
from quoteattr.trust.verification import SIMILARITY, Check, Checker, as_similarity
from quoteattr.trust.voices import is_name, is_same_name

Verdict: TypeAlias = Literal[
    "attested", "contradicted", "unattributed", "reworded", "absent", "speaker not in the text", "open"
]
VERDICTS: Final[tuple[Verdict, ...]] = get_args(Verdict)
AGREED: Final = 0.3
"""Speaker confidence from which a record attests a claim that names the same speaker."""
SURE: Final = 0.85
"""Speaker confidence from which a record contradicts a claim that names somebody else."""


@frozen
class Finding:
    """What a text says of one claim.

    Attributes:
        claim: The claim, as it came.
        verdict: One of the verdicts of `attest`.
        why: The reason, in a sentence.
        check: Where the text has the words, and how they differ.
        quote: The record of these words.
        said_by: The speaker in that record.
    """

    claim: Mapping[str, Any]
    verdict: Verdict
    why: str
    check: Check
    quote: Quote | None = None
    said_by: str | None = None

    def to_dict(self) -> dict[str, Any]:
        """Turn the claim and what was found of it into what JSON holds."""
        return {
            **self.claim,
            "verdict": self.verdict,
            "why": self.why,
            "said_by": self.said_by,
            "record": self.quote and quote_to_dict(self.quote),
            "check": self.check.to_dict(),
        }


@frozen(repr=False)
class Attestation(Sequence[Finding]):
    """The findings for all claims: a sequence of `Finding`, in their order.

    Attributes:
        findings: The findings, as a tuple.
        text: The text that the claims were held against.
    """

    findings: tuple[Finding, ...]
    text: str

    def __len__(self) -> int:
        return len(self.findings)

    @overload
    def __getitem__(self, place: int) -> Finding: ...
    @overload
    def __getitem__(self, place: slice) -> tuple[Finding, ...]: ...
    def __getitem__(self, place: int | slice) -> Finding | tuple[Finding, ...]:
        return self.findings[place]

    def __repr__(self) -> str:
        told = ", ".join(f"{number} {verdict}" for verdict, number in self.counts().items() if number)
        return f"<Attestation: {told or 'no claims'}>"

    def counts(self) -> dict[Verdict, int]:
        """Count the claims of each verdict."""
        return {verdict: sum(one.verdict == verdict for one in self.findings) for verdict in VERDICTS}

    def to_dict(self) -> dict[str, Any]:
        """Turn all findings, and the number of each verdict, into what JSON holds."""
        return {"counts": self.counts(), "findings": [one.to_dict() for one in self.findings]}

    def to_html(self) -> str:
        """Write a page with each claim beside the passage of the text that it may mean."""
        return attestation_page(self.to_dict(), self.text)

    def to_table(self, width: int = 100) -> str:
        """Write a table for reading, a line for each claim, `width` characters wide."""
        return attestation_table(self.to_dict(), width)


def attest(
    claims: Iterable[Mapping[str, Any]],
    text: str | Result,
    *,
    similarity: float = SIMILARITY,
    attributor: Attributor | None = None,
) -> Attestation:
    """Hold somebody's claims about who said what against a text.

    Each claim gets a verdict:

    - `attested`: the text has the words and gives them to this speaker;
    - `contradicted`: it gives them to somebody else;
    - `unattributed`: it has them as nobody's speech;
    - `reworded`: some words differ; `check.differences` says which;
    - `absent`: it has nothing like them;
    - `speaker not in the text`: it has the words, and does not name this speaker;
    - `open`: the text does not settle it, and nothing is guessed.

    Args:
        claims: Mappings with `quote` and `speaker`; other keys are kept.
        text: The text, or its `Result`.
        similarity: As in `verify`.
        attributor: What to read a text with. The default reads English with the models that ship.

    Raises:
        InputError: The claims or the text are not of the form expected.

    Examples:
        >>> text = "“We need a bridge,” said Ann Lee. Bo Ek said it was too late."
        >>> for finding in attest([{"quote": "We need a bridge", "speaker": name} for name in ("Lee", "Bo Ek")], text):
        ...     print(finding.verdict, "-", finding.why)
        attested - The text attributes these words to Ann Lee.
        contradicted - The text attributes these words to Ann Lee, not to Bo Ek.
    """
    share = as_similarity(similarity)
    given = _as_claims(claims)
    if isinstance(text, Result):
        result = text
    elif isinstance(text, str):
        result = (attributor or default_attributor("en"))(text)
    else:
        raise InputError(f"the text came as {type(text).__name__}; pass a string, or its Result")
    language = (attributor or default_attributor(result.language)).language
    witness = _Witness(result, language)
    quotations = as_quotations(given, language)
    checker = Checker(Library(witness.sources), quotations, share, language)
    findings = (
        _finding(claim, quotation, checker, witness) for claim, quotation in zip(given, quotations, strict=True)
    )
    return Attestation(tuple(findings), result.text)


def _as_claims(claims: Any) -> list[Mapping[str, Any]]:
    if isinstance(claims, str | bytes | Mapping) or not isinstance(claims, Iterable):
        raise InputError(f'claims came as one {type(claims).__name__}; pass a list of {{"quote": ..., "speaker": ...}}')
    given = list(claims)
    for place, claim in enumerate(given):
        if not isinstance(claim, Mapping) or not {"quote", "speaker"} <= claim.keys():
            raise InputError(f'claim {place} came as {shown(claim)}; pass a mapping with "quote" and "speaker"')
    return given


@frozen(slots=False, eq=False)
class _Witness:
    """A text with what is attributed in it."""

    result: Result
    language: Language

    @cached_property
    def sources(self) -> list[Source]:
        """The text; and each quote that a cue interrupts, as it was said."""
        text = Source(-1, self.result.text, self.language)
        broken = [
            Source(place, quote.text, self.language)
            for place, quote in enumerate(self.result)
            if len(quote.content) > 1
        ]
        return [text, *broken]

    def in_text(self, check: Check) -> Check:
        """A check whose passage is in the text, also if the words were found in a quote that a cue interrupts."""
        if check.source in (None, -1):
            return evolve(check, source=None)
        return evolve(check, source=None, passage=self.result[int(check.source or 0)].content)

    @cached_property
    def people(self) -> list[Person | Speaker]:
        """All who are named in the text or speak in it."""
        speakers = {speaker.id for speaker in self.result.speakers}
        return [*self.result.speakers, *(person for person in self.result.people if person.id not in speakers)]

    def called(self, name: str) -> set[int]:
        """The ids of those whom a name may mean: who has just this name, or else who may have it."""
        fits = [one for one in self.people if any(_is_called(form, name, self.language) for form in _forms(one))]
        same = [one for one in fits if any(form.casefold() == name.casefold() for form in (one.name, *one.aliases))]
        return {one.id for one in same or fits}

    def names(self, name: str) -> bool:
        """Whether the text has the last word of a name."""
        words = name.casefold().replace("’", "'").removesuffix("'s").split()
        return bool(words) and words[-1] in self.result.text.casefold()

    def quotes_at(self, passage: Sequence[Span]) -> list[Quote]:
        """The records that have at least half of a passage, all of one speaker's together; the fullest first."""
        length = sum(span.end - span.start for span in passage)
        shares: defaultdict[tuple[int, ...], int] = defaultdict(int)
        first: dict[tuple[int, ...], tuple[int, Quote]] = {}
        for quote in self.result:
            shared = sum(
                max(0, min(one.end, other.end) - max(one.start, other.start))
                for one in quote.content
                for other in passage
            )
            if shared:
                by = tuple(speaker.id for speaker in quote.speakers)
                shares[by] += shared
                if by not in first or shared > first[by][0]:
                    first[by] = shared, quote
        ranked = sorted(shares, key=lambda by: -shares[by])
        return [first[by][1] for by in ranked if 2 * shares[by] >= length]

    def is_marked(self, passage: Sequence[Span]) -> bool:
        """Whether there are quotation marks in a passage, or one is open where it begins."""
        text, offset = self.result.text, passage[0].start
        if any(mark in span.text for mark in self.language.marks.double for span in passage):
            return True
        line = text[text.rfind("\n", 0, offset) + 1 : offset]
        marks = [letter for letter in line if letter in self.language.marks.double]
        return bool(marks) and (marks[-1] in "“„«" or (marks[-1] == '"' and marks.count('"') % 2 == 1))

    def leaves_out_no_speech(self, check: Check) -> bool:
        """Whether the words that a claim leaves out are the text's own, such as a cue between two pieces of speech."""
        changes = [one for one in check.differences if one.kind in WORDS or one.kind == "moved"]
        return all(
            one.kind == "dropped" and one.source is not None and not self.quotes_at((one.source,)) for one in changes
        )


def _finding(claim: Mapping[str, Any], quotation: Quotation, checker: Checker, witness: _Witness) -> Finding:
    """The finding for the place in the text that speaks most for a claim."""
    checks = map(witness.in_text, checker.checks(quotation))
    findings = (_judged(claim, quotation, check, witness) for check in checks)
    return min(findings, key=lambda finding: VERDICTS.index(finding.verdict))


def _judged(claim: Mapping[str, Any], quotation: Quotation, check: Check, witness: _Witness) -> Finding:
    """What one place in the text says of a claim."""
    if check.tier == "absent":
        return Finding(claim, "absent", "The text has nothing like these words.", check)
    if check.tier == "changed" and not (witness.leaves_out_no_speech(check) and "negation" not in check.flags):
        return Finding(claim, "reworded", _told_changes(check), check)
    quotes = witness.quotes_at(check.passage)
    name = quotation.speaker
    if not name:
        return Finding(claim, "open", "The claim names no speaker.", check, next(iter(quotes), None))
    claimed = witness.called(name)
    if not claimed and not witness.names(name):
        return Finding(claim, "speaker not in the text", f"The text has these words, but not {name}.", check)
    for quote in quotes:
        if claimed.intersection(speaker.id for speaker in quote.speakers):
            return _agreed(claim, name, claimed, check, quote)
    if not quotes:
        if witness.is_marked(check.passage):
            return Finding(claim, "open", "The words are in quotation marks, but whose they are is not clear.", check)
        return Finding(claim, "unattributed", "The text has these words as nobody's speech.", check)
    return _disputed(claim, name, claimed, check, quotes[0])


def _agreed(claim: Mapping[str, Any], name: str, claimed: set[int], check: Check, quote: Quote) -> Finding:
    said_by = _said_by(quote)
    if len(claimed) > 1:
        why = f"The text attributes these words to {said_by}, but {name} may mean somebody else in it."
        return Finding(claim, "open", why, check, quote, said_by)
    if (quote.speaker_confidence or 0) < AGREED:
        return Finding(claim, "open", f"The text may give these words to {said_by}.", check, quote, said_by)
    return Finding(claim, "attested", f"The text attributes these words to {said_by}.", check, quote, said_by)


def _disputed(claim: Mapping[str, Any], name: str, claimed: set[int], check: Check, quote: Quote) -> Finding:
    said_by = _said_by(quote)
    if quote.speaker is None:
        return Finding(claim, "open", "The text does not say clearly who said these words.", check, quote)
    unsure = (quote.speaker_confidence or 0) < SURE
    if unsure or not claimed or not is_name(quote.speaker.name):
        why = f"The text may give these words to {said_by}, which is not sure enough to rule out {name}."
        return Finding(claim, "open", why, check, quote, said_by)
    why = f"The text attributes these words to {said_by}, not to {name}."
    return Finding(claim, "contradicted", why, check, quote, said_by)


def _said_by(quote: Quote) -> str | None:
    return " and ".join(speaker.name for speaker in quote.speakers) or None


def _told_changes(check: Check) -> str:
    """The words that differ, in a sentence."""
    told = []
    for one in check.differences:
        said, meant = one.quote and f"“{one.quote.text}”", one.source and f"“{one.source.text}”"
        if one.kind == "replaced":
            told.append(f"{said} stands for {meant}")
        elif one.kind == "added":
            told.append(f"{said} is added")
        elif one.kind == "dropped":
            told.append(f"{meant} is left out")
        elif one.kind == "moved":
            told.append(f"{said} is moved")
    lost = " A negation is lost or added." if "negation" in check.flags else ""
    return f"The text has other words: {'; '.join(told) or 'what comes before them'}.{lost}"


def _forms(one: Person | Speaker) -> list[str]:
    """All that somebody is called in the text, but by pronouns."""
    mentions = (mention.text for mention in one.mentions if mention.form != "pronoun")
    return list(dict.fromkeys((one.name, *one.aliases, *mentions)))


def _is_called(form: str, name: str, language: Language) -> bool:
    """Whether a phrase of the text and the name in a claim may mean one: by name, or word for word."""
    if is_name(form) and is_name(name) and is_same_name(form, name, language):
        return True
    return _bare(form, language) == _bare(name, language)


def _bare(phrase: str, language: Language) -> list[str]:
    words = phrase.casefold().split()
    return words[1:] if len(words) > 1 and words[0] in language.determiners else words
