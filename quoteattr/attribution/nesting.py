"""Speech within speech: who speaks in the words of somebody else.

*I* is there who speaks the words around it, and *you* who is spoken to; all others are found as elsewhere.
"""

from collections.abc import Iterable, Iterator, Mapping, Sequence
from typing import Final

from attrs import define, evolve, field

from quoteattr.attribution.analysis import Analysis
from quoteattr.attribution.context import Context, Source
from quoteattr.attribution.deciding import Decision, Sieves, decided, is_likely
from quoteattr.attribution.speakers import Entry, People
from quoteattr.attribution.voices import antecedent_of, quoted_spans, receivers_of
from quoteattr.coreference.agreement import GENDERS
from quoteattr.coreference.antecedents import Antecedents
from quoteattr.coreference.candidates import Voice
from quoteattr.quotations.nested import outermost, quotations_within
from quoteattr.quotations.quotations import Quotation
from quoteattr.quotations.within import AT_LEAST
from quoteattr.records.reasons import Gloss, Resolution
from quoteattr.syntax.trees import Node

DEEPEST = 16
"""Levels of speech within speech that are looked for, at most."""
LIKELY_OTHER = 0.1
"""How likely somebody must be whom *he* means in the words of the likeliest one."""
SPEAKER: Final = Gloss("speaker_around", "the one who speaks the words around it")
ADDRESSEE: Final = Gloss("addressee_around", "the one to whom the words around it are spoken")


@define(eq=False)
class Told:
    """A quotation with its source, the speakers behind it, and the quotations within its words.

    `share` is how likely the speaker is, where it was weighed whose turn it is; `to` are those who are spoken to.
    """

    decision: Decision
    speakers: list[Entry]
    resolution: Resolution | None
    around: "Told | None" = None
    inner: "list[Told]" = field(factory=list)
    share: float | None = None
    to: list[Entry] = field(factory=list)

    @property
    def quotation(self) -> Quotation:
        """What was decided."""
        return self.decision.context.quotation

    def walked(self) -> "Iterator[Told]":
        """The quotation and all within, each before those within it."""
        yield self
        for told in self.inner:
            yield from told.walked()


def outermost_of(decisions: Iterable[Decision]) -> list[Decision]:
    """The decisions on quotations that are not within another."""
    found = list(decisions)
    kept = outermost([decision.context.quotation for decision in found])
    return [decision for decision, stays in zip(found, kept, strict=True) if stays]


def tell_within(analysis: Analysis, told: Sequence[Told], asked: Sieves, listener: "Ear") -> None:
    """Find what is told within the words of others, level by level; `analysis` knows what is meant there, too."""
    document, level = analysis.document, [(one.quotation, one) for one in told]
    for _ in range(DEEPEST):
        within = quotations_within(document, [quotation for quotation, _ in level])
        inside = evolve(analysis, document=within.document)
        below = []
        for place, quotation in within.found:
            around = level[place][1]
            decision = _as_written(decided(Context(inside, quotation), asked), analysis.document.text)
            if quotation.reliability >= AT_LEAST and is_likely(decision):
                one = Told(decision, *listener.heard(decision.source, around), around)
                around.inner.append(one)
                around = one
            below.append((quotation, around))  # in what nobody says, somebody may say something
        if not below:
            return
        document, level = within.document, below


def _as_written(decision: Decision, text: str) -> Decision:
    """A decision with the words of its source from the whole text."""
    source = decision.source
    if source is None or source.mention is None:
        return decision
    mention = evolve(source.mention, text=text[source.mention.start : source.mention.end])
    return evolve(decision, source=evolve(source, mention=mention))


class Ear:
    """Knows who speaks in the words of whom; `told` are the outermost quotations, `voices` those who speak them."""

    def __init__(self, analysis: Analysis, people: People, told: Sequence[Told], voices: Mapping[int, Voice]) -> None:
        self._document = analysis.document
        self._antecedents = analysis.antecedents
        self._people = people
        self._voices = voices
        self._before = dict(_other_speakers(told))

    def heard(self, source: Source | None, around: Told) -> tuple[list[Entry], Resolution | None]:
        """The speakers behind a source that stands in the words of somebody, and how they were found."""
        if source is None:
            return [], None
        source = source.meant(self._document.language)
        person = _of_the_talk(source.head)
        spoken = self._spoken(around, source.head) if source.head is not None else None
        if spoken is None or not person:
            return self._of_others(source, spoken)
        found, rule = (spoken.speakers, SPEAKER) if person == "1" else (self._addressees(spoken), ADDRESSEE)
        for entry in found:
            if source.mention is not None:
                entry.sources.append(source.mention)
        return found, Resolution(rule)

    def _of_others(self, source: Source, spoken: Told | None) -> tuple[list[Entry], Resolution | None]:
        """The speakers behind any other source: *he* is not the one who says so, but the likeliest of the others."""
        found, resolution = self._people.entries(source)
        head, mention = source.head, source.mention
        if spoken is None or head is None or mention is None or not found or found != spoken.speakers:
            return found, resolution
        if not self._is_he_or_she(head):
            return found, resolution
        for wrong in found:
            wrong.sources = [other for other in wrong.sources if other != mention]
        choice = self._antecedents.choices.get(head.start)
        others = [pair for pair in choice.weighed if pair[0].speaks != "speaker"] if choice is not None else []
        candidate, share = max(others, key=lambda pair: pair[1], default=(None, 0.0))
        entry = self._people.entry_of_figure(candidate.figure) if candidate is not None else None
        if entry is None or entry in spoken.speakers or share < LIKELY_OTHER:
            return [], resolution
        entry.sources.append(mention)
        return [entry], resolution

    def _is_he_or_she(self, head: Node) -> bool:
        return self._document.language.pronouns.get(head.text.lower()) in GENDERS

    def _spoken(self, around: Told | None, head: Node) -> Told | None:
        """The quotation, of those around a word, that has it as it was spoken: the nearest in quotation marks."""
        while around is not None:
            marked = around.around is None and self._document.quoted_at(head.start) is not None
            if around.quotation.kind == "direct" or marked:
                return around
            around = around.around
        return None

    def _addressees(self, spoken: Told) -> list[Entry]:
        """To whom something is said."""
        attribution = spoken.quotation.attribution
        for token in receivers_of(attribution.cue) if attribution is not None else ():
            above = self._spoken(spoken.around, token) if _of_the_talk(token) == "1" else None
            if above is not None:
                return above.speakers
        starts = (quoted.start for quoted in quoted_spans(self._document, spoken.quotation))
        voices = (self._voices[start] for start in starts if start in self._voices)
        voice = next(voices, None) if spoken.around is None else None
        entry = self._people.entry_of(voice.addressee) if voice is not None and voice.addressee is not None else None
        return [entry] if entry is not None else self._before.get(id(spoken), [])

    def antecedents(self, told: Iterable[Told]) -> Antecedents:
        """What pronouns stand for, where *I* within the marks of an inner quotation is the one who speaks there."""
        found = dict(self._antecedents.found)
        for one in (deep for outer in told for inner in outer.inner for deep in inner.walked()):
            if one.quotation.kind == "direct":
                speaker = antecedent_of(one.speakers[0]) if len(one.speakers) == 1 else None
                for token in _speaking_of_themselves(one):
                    found.pop(token.start, None)
                    found |= {token.start: speaker} if speaker is not None else {}
        return evolve(self._antecedents, found=found)


def _of_the_talk(head: Node | None) -> str:
    """Whether a pronoun is the one who speaks (`1`) or who is spoken to (`2`)."""
    return head.feature("Person").strip("3") if head is not None and head.upos == "PRON" else ""


def _speaking_of_themselves(told: Told) -> Iterator[Node]:
    document = told.decision.context.document
    for start, end in told.quotation.content:
        for token in document.trees.nodes(start, end):
            if _of_the_talk(token) == "1" and token.feature("Number") != "Plur":
                yield token


def _other_speakers(told: Sequence[Told]) -> Iterator[tuple[int, list[Entry]]]:
    """For each direct quotation, by its identity, who spoke before and is somebody else."""
    turns: list[list[Entry]] = []
    for one in told:
        if one.quotation.kind == "direct":
            yield id(one), next((turn for turn in reversed(turns) if turn and turn != one.speakers), [])
            turns = [*turns[-2:], one.speakers]
