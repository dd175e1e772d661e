"""Quotations held against the texts that they could come from: were these words said, and by whom?"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence
from typing import Any, Final, Literal, TypeAlias, get_args, overload

from attrs import evolve, frozen

from quoteattr.errors import InputError, shown
from quoteattr.languages.language import Language
from quoteattr.languages.loading import load_language
from quoteattr.pipeline import Attributor
from quoteattr.records.records import Span
from quoteattr.records.result import Result
from quoteattr.trust.differences import Comparison
from quoteattr.trust.index import Index
from quoteattr.trust.kinds import EDITED, TYPOGRAPHIC, Difference
from quoteattr.trust.negations import negations_of
from quoteattr.trust.pieces import Piece, pieces_of, sentences_of
from quoteattr.trust.placement import Chain, chains
from quoteattr.trust.quotations import Quotation, as_quotations
from quoteattr.trust.showing import verification_page, verification_table
from quoteattr.trust.sources import Key, Library, Source, as_sources
from quoteattr.trust.voices import Voice, is_same_label, voice

Tier: TypeAlias = Literal["exact", "typographic", "edited", "changed", "absent"]
TIERS: Final[tuple[Tier, ...]] = get_args(Tier)
Flag: TypeAlias = Literal[
    "negation", "denied", "left out", "moved", "two answers", "two speakers", "two sources", "other question"
]
SIMILARITY: Final = 0.65
"""The share of words that must be the same for a quotation to count as changed, not absent, if nothing else is said."""
_ASKED: Final = 0.75
"""The same of questions."""


@frozen
class Check:
    """What became of one quotation.

    Attributes:
        content: Its words, as offsets into the article, or into the quotation if it came alone.
        tier: How well the sources have them: `exact`, `typographic`, `edited`, `changed` or `absent`.
        similarity: The share of words that are the same, of the longer side.
        source: The key of the source that has them.
        passage: Where, as offsets into the text of that source.
        differences: What differs, piece by piece.
        flags: What a reader should know: a lost negation, two answers joined.
        speaker: The speaker whom the article names.
        said_by: The speaker whom the source names.
        voice: Whether these are one: `same`, `other` or `unknown`.
    """

    content: tuple[Span, ...]
    tier: Tier
    similarity: float
    source: Key | None = None
    passage: tuple[Span, ...] = ()
    differences: tuple[Difference, ...] = ()
    flags: tuple[Flag, ...] = ()
    speaker: str | None = None
    said_by: str | None = None
    voice: Voice = "unknown"

    @property
    def text(self) -> str:
        """The words of the quotation, its pieces joined by a space."""
        return " ".join(span.text for span in self.content)

    def to_dict(self) -> dict[str, Any]:
        """Turn the check into what JSON holds.

        Examples:
            >>> Check((Span(0, 2, "No"),), "absent", 0.0).to_dict()["tier"]
            'absent'
        """
        return {
            "quote": self.text,
            "content": [_as_dict(span) for span in self.content],
            "tier": self.tier,
            "similarity": round(self.similarity, 3),
            "source": self.source,
            "passage": [_as_dict(span) for span in self.passage],
            "differences": [
                {"kind": one.kind, "quote": _as_dict(one.quote), "source": _as_dict(one.source)}
                for one in self.differences
            ],
            "flags": list(self.flags),
            "speaker": self.speaker,
            "said_by": self.said_by,
            "voice": self.voice,
        }


@frozen(repr=False)
class Verification(Sequence[Check]):
    """The checks of all quotations: a sequence of `Check`, in their order.

    Attributes:
        checks: The checks, as a tuple.
        sources: The texts of the sources by their keys.
        text: The article, if the quotations came as its `Result`.
    """

    checks: tuple[Check, ...]
    sources: Mapping[Key, str]
    text: str | None = None

    def __len__(self) -> int:
        return len(self.checks)

    @overload
    def __getitem__(self, place: int) -> Check: ...
    @overload
    def __getitem__(self, place: slice) -> tuple[Check, ...]: ...
    def __getitem__(self, place: int | slice) -> Check | tuple[Check, ...]:
        return self.checks[place]

    def __repr__(self) -> str:
        counts = self.counts()
        return f"<Verification: {', '.join(f'{counts[tier]} {tier}' for tier in TIERS if counts[tier]) or 'no quotes'}>"

    def counts(self) -> dict[Tier, int]:
        """Count the quotations of each tier.

        Examples:
            >>> verify(["We wait."], ["So we wait."]).counts()["edited"]
            1
        """
        return {tier: sum(check.tier == tier for check in self.checks) for tier in TIERS}

    def to_dict(self) -> dict[str, Any]:
        """Turn all checks, and the number of each tier, into what JSON holds."""
        return {"counts": self.counts(), "checks": [check.to_dict() for check in self.checks]}

    def to_html(self) -> str:
        """Write a page with each quotation beside its passage in the source."""
        return verification_page(self.to_dict(), self.text, self.sources)

    def to_table(self, width: int = 100) -> str:
        """Write a table for reading, a line for each quotation, `width` characters wide."""
        return verification_table(self.to_dict(), width)


def verify(
    quotes: Any,
    sources: Any,
    *,
    similarity: float = SIMILARITY,
    language: str | Language = "en",
    attributor: Attributor | None = None,
) -> Verification:
    r"""Hold quotations against the texts that they could come from.

    Each check has a tier, offsets in both texts, and the differences. Work grows in proportion to the sources. The
    tiers:

    - `exact`: the words are there, letter for letter;
    - `typographic`: marks, spaces, dashes or the case of the first letter differ;
    - `edited`: there is an ellipsis or a bracket, an end is cut, or two pieces are joined across a cue; each piece is
      there word for word, and in order;
    - `changed`: words or their order differ, or a negation is lost;
    - `absent`: nothing like it is there.

    Args:
        quotes: The `Result` of an article, of which words in quotation marks are checked; or a list of strings, or of
            mappings with `quote` and, if known, `speaker` and the `question` that it answers.
        sources: A list of texts or Results, or a mapping from names to them. Texts may be transcripts with labels, or
            WebVTT or SubRip.
        similarity: The share of words that must be the same for a quotation to be `changed` rather than `absent`.
        language: The code of the language, or what `load_language` returned.
        attributor: Attributes sources without labels, to find who speaks in them. Without it that stays unknown.

    Raises:
        InputError: An argument is not of the form expected.

    Examples:
        >>> council = "MAYOR: We need a bridge, I said.\nQ: Why?"
        >>> [check] = verify(["“We need a ferry.”"], {"council": council}, similarity=0.7)
        >>> check.tier, check.said_by, [(one.quote.text, one.source.text) for one in check.differences[:1]]
        ('changed', 'MAYOR', [('ferry', 'bridge')])
    """
    share = as_similarity(similarity)
    spoken = language if isinstance(language, Language) else load_language(language)
    quotations = as_quotations(quotes, spoken)
    library = Library(as_sources(sources, spoken))
    checker = Checker(library, quotations, share, spoken)
    checks = tuple(map(checker.check, quotations))
    if attributor is not None:
        read = _attributed(library, checks, attributor)
        checks = tuple(_with_voice(check, quotation, read) for check, quotation in zip(checks, quotations, strict=True))
    article = quotes.text if isinstance(quotes, Result) else None
    return Verification(checks, {source.key: source.text for source in library.sources}, article)


def as_similarity(value: Any) -> float:
    """A share of words as an argument. Raises InputError for anything but a number from 0 to 1."""
    if isinstance(value, bool) or not isinstance(value, int | float) or not 0 <= value <= 1:
        raise InputError(f"similarity came as {shown(value)}; pass a number from 0 to 1")
    return float(value)


class Checker:
    """Checks one quotation after the other on one index."""

    def __init__(
        self, library: Library, quotations: Sequence[Quotation], similarity: float, language: Language
    ) -> None:
        self._library, self._similarity = library, similarity
        self._negations = negations_of(language.code)
        self._index = Index.of(library, _sought(quotations))

    def check(self, quotation: Quotation) -> Check:
        """The best that can be said of a quotation."""
        return min(self.checks(quotation), key=_rank)

    def checks(self, quotation: Quotation) -> list[Check]:
        """A check for each of the places that have a quotation in the best of tiers; or one that finds it absent."""
        found = self._placed(quotation, round_brackets=False)
        poor = all(check.tier in ("changed", "absent") for check in found)
        if poor and any("(" in span.text for span in quotation.content):
            found += self._placed(quotation, round_brackets=True)
        best = min(TIERS.index(check.tier) for check in found)
        return [check for check in found if TIERS.index(check.tier) == best]

    def _placed(self, quotation: Quotation, *, round_brackets: bool) -> list[Check]:
        """A check for each of the places with as few changes; in round brackets, words may be the article's."""
        pieces = pieces_of(quotation.text, quotation.spans, round_brackets=round_brackets)
        found = chains(pieces, quotation.text, self._index)
        kept = [chain for chain in found if chain.similarity >= self._similarity]
        if not kept:
            nearest = found[0].similarity if found else 0.0
            return [Check(quotation.content, "absent", nearest, speaker=quotation.speaker)]
        return [self._compared(quotation, chain) for chain in kept]

    def _compared(self, quotation: Quotation, chain: Chain) -> Check:
        comparison = Comparison(quotation.text, quotation.spans, chain, self._library, quotation.is_fragment)
        differences = comparison.differences
        loses = comparison.loses_negation(self._negations)
        tier = _tier(differences, loses)
        _, number = self._library.source_at(chain.start)
        label = comparison.source.label_of(number)
        check = Check(
            quotation.content,
            tier,
            chain.similarity,
            comparison.source.key,
            comparison.passage,
            differences,
            tuple(self._flags(quotation, comparison, loses)),
            quotation.speaker,
        )
        return _heard(check, quotation, comparison.source, label)

    def _flags(self, quotation: Quotation, comparison: Comparison, loses: bool) -> Iterator[Flag]:
        places = comparison.chain.places
        kinds = {difference.kind for difference in comparison.differences}
        if loses:
            yield "negation"
        elif comparison.is_denied(self._negations):
            yield "denied"
        if "sentence" in kinds:
            yield "left out"
        if any(place.order == "moved" for place in places):
            yield "moved"
        if any(place.order == "elsewhere" for place in places):
            yield "two sources"
        turns = _turns(comparison)
        if len(turns) > 1:
            yield "two speakers" if _have_two_speakers(comparison.source, turns) else "two answers"
        if turns and quotation.question and self._answers_another(quotation.question, comparison.source, min(turns)):
            yield "other question"

    def _answers_another(self, question: str, source: Source, answer: int) -> bool:
        """Whether a question stands in the source, and what is quoted does not answer it there."""
        found = chains(pieces_of(question, [(0, len(question))]), question, self._index)
        if not found or found[0].similarity < _ASKED or answer < 0:
            return False
        last = max(place.alignment.end or 1 for place in found[0].places if place.alignment)
        asked_in, number = self._library.source_at(last - 1)
        asked = asked_in.turn_of(number)
        if asked_in is not source or asked < 0:
            return False
        return answer < asked or any(_asks(source, between) for between in range(asked + 1, answer))


def _rank(check: Check) -> tuple[int, int, int]:
    """The less the better: how far from the words, whether somebody else says them, how much is to be said."""
    voices = {"same": 0, "unknown": 1, "other": 2}
    return TIERS.index(check.tier), voices[check.voice], len(check.flags)


def _sought(quotations: Iterable[Quotation]) -> Iterator[list[str | None]]:
    """The words of all pieces that are looked for."""
    for quotation in quotations:
        for round_brackets in (False, True):
            for piece in pieces_of(quotation.text, quotation.spans, round_brackets=round_brackets):
                yield from _forms(piece, quotation.text)
        if quotation.question:
            for piece in pieces_of(quotation.question, [(0, len(quotation.question))]):
                yield from _forms(piece, quotation.question)


def _forms(piece: Piece, text: str) -> Iterator[list[str | None]]:
    yield piece.forms
    yield from (sentence.forms for sentence in sentences_of(piece, text))


def _tier(differences: Sequence[Difference], loses_negation: bool) -> Tier:
    kinds = {difference.kind for difference in differences}
    if loses_negation or kinds - TYPOGRAPHIC - EDITED:
        return "changed"
    if kinds & EDITED:
        return "edited"
    return "typographic" if kinds else "exact"


def _turns(comparison: Comparison) -> set[int]:
    """The numbers of the turns from which a quotation has its words."""
    source = comparison.source
    return {source.turns.number_at(edge) for span in comparison.passage for edge in (span.start, span.end - 1)}


def _have_two_speakers(source: Source, turns: Iterable[int]) -> bool:
    """Whether some turns have labels that cannot be one speaker's."""
    found = (source.turns.turns[number].label for number in sorted(turns) if number >= 0)
    labels = list(dict.fromkeys(label.text for label in found if label))
    return any(not is_same_label(labels[0], label, source.language) for label in labels[1:])


def _asks(source: Source, turn: int) -> bool:
    """Whether a turn ends in a question."""
    turns = source.turns.turns
    end = turns[turn + 1].start if turn + 1 < len(turns) else len(source.text)
    return source.text[turns[turn].body : end].rstrip("”\"’') \n").endswith("?")


def _heard(check: Check, quotation: Quotation, source: Source, label: str | None) -> Check:
    """A check with what is known of who speaks in the source."""
    names, roles, others = quotation.names, quotation.roles, list(source.turns.labels)
    if label is None and check.passage:
        quote = source.quote_at(check.passage[0].start, check.passage[0].end)
        label = quote.speaker.name if quote and quote.speaker else None
        others = [speaker.name for speaker in source.result.speakers] if source.result else []
    if label is None:
        return check
    others = [other for other in others if other != label]
    return evolve(check, said_by=label, voice=voice(names, roles, label, others, source.language))


def _attributed(library: Library, checks: Iterable[Check], attributor: Attributor) -> dict[Key, Source]:
    """The sources without labels from which something is quoted, attributed."""
    wanted = {check.source for check in checks if check.passage and check.said_by is None}
    chosen = [source for source in library.sources if source.key in wanted and source.result is None]
    results = attributor.pipe([source.text for source in chosen])
    return {source.key: evolve(source, result=result) for source, result in zip(chosen, results, strict=True)}


def _with_voice(check: Check, quotation: Quotation, read: Mapping[Key, Source]) -> Check:
    if check.said_by is not None or check.source is None or check.source not in read:
        return check
    return _heard(check, quotation, read[check.source], None)


def _as_dict(span: Span | None) -> dict[str, Any] | None:
    return None if span is None else {"start": span.start, "end": span.end, "text": span.text}
