"""A document with all that is found in it: what every rule of attribution is handed."""

from collections.abc import Sequence
from functools import cached_property

from attrs import field, frozen

from quoteattr.attribution.candidates import Candidate, rank
from quoteattr.coreference.antecedents import Antecedents
from quoteattr.coreference.resolution import resolve
from quoteattr.document.document import Document
from quoteattr.document.interviews import Interview
from quoteattr.entities.cast import Cast
from quoteattr.entities.gathering import find_entities
from quoteattr.entities.given import CastMember
from quoteattr.languages.language import Language
from quoteattr.quotations.cues import Attribution
from quoteattr.quotations.quotations import Quotation, find_quotations
from quoteattr.quotations.silences import SilentClause, find_silences, is_silent


@frozen(slots=False)
class Analysis:
    """What is known of a document before its words are put down to anybody; `given` are some who are known beforehand.

    `known` is what its pronouns and descriptions stand for, and with them its cast, where that was found before. Each
    part is found when it is first asked for, and stays as it is.
    """

    document: Document
    given: Sequence[CastMember] = ()
    known: Antecedents | None = None
    _rankings: dict[int, list[tuple[Candidate, float]]] = field(factory=dict, init=False, repr=False, eq=False)

    @property
    def language(self) -> Language:
        """The language of the document."""
        return self.document.language

    @cached_property
    def quotations(self) -> list[Quotation]:
        """What will be a record each, in the order of the text."""
        found, silences = find_quotations(self.document), self.silences
        return [quotation for quotation in found if not _is_silent(quotation, silences, self.language)]

    @cached_property
    def silences(self) -> list[SilentClause]:
        """The clauses that say that somebody was asked and said nothing."""
        return find_silences(self.document)

    @cached_property
    def interview(self) -> Interview:
        """Which of its paragraphs ask and answer."""
        return Interview(self.document)

    @cached_property
    def cast(self) -> Cast:
        """Every person and body that the document names."""
        return self.known.cast if self.known is not None else find_entities(self.document, self.given)

    @cached_property
    def antecedents(self) -> Antecedents:
        """What its pronouns and descriptions stand for."""
        return self.known if self.known is not None else resolve(self.document, self.cast)

    def ranked(self, attribution: Attribution) -> list[tuple[Candidate, float]]:
        """Who may be the source of one of the attributions, the likeliest first; weighed once, whoever asks."""
        found = self._rankings.get(id(attribution))
        if found is None:
            found = self._rankings[id(attribution)] = rank(self.document, attribution)
        return found


def _is_silent(quotation: Quotation, silences: Sequence[SilentClause], language: Language) -> bool:
    return quotation.attribution is not None and is_silent(quotation.attribution, silences, language)
