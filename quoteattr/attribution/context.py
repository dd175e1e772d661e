"""What a source sieve is asked and what it answers."""

from collections.abc import Callable
from functools import cached_property

from attrs import frozen

from quoteattr.attribution.candidates import can_speak, is_relative
from quoteattr.coreference.antecedents import Antecedents
from quoteattr.document.document import Document
from quoteattr.entities.mentions import mention_of
from quoteattr.quotations.cues import Attribution
from quoteattr.quotations.quotations import Quotation
from quoteattr.records.records import Mention
from quoteattr.syntax.trees import Sentence, Token


@frozen
class Source:
    """What a sieve says: the source, or that there is a cue and no source."""

    mention: Mention | None
    sentence: Sentence | None = None
    head: Token | None = None


@frozen(slots=False)
class Context:
    """A quotation among its neighbours: the document, what was decided for those before it, what cues tell of those after."""

    document: Document
    quotation: Quotation
    earlier: tuple[tuple[Quotation, Source | None], ...] = ()
    antecedents: Antecedents | None = None
    later: tuple[tuple[Quotation, Source | None], ...] = ()

    @cached_property
    def attribution(self) -> Attribution | None:
        return self.quotation.attribution

    def mention(self, sentence: Sentence, head: Token) -> Source | None:
        """A vote for the phrase that a token heads, unless it can be no source.

        A relative pronoun is the source, and its antecedent whom it stands for.
        """
        if not can_speak(self.document, head):
            return None
        if is_relative(head):
            pronoun = Mention(head.start, head.end, head.text, "pronoun")
            return Source(pronoun, sentence, antecedent_of(sentence, head) or head)
        cue = self.attribution.cue if self.attribution else None
        return Source(mention_of(self.document.text, sentence, head, self.document.language, cue), sentence, head)


Sieve = Callable[[Context], Source | None]


def antecedent_of(sentence: Sentence, pronoun: Token) -> Token | None:
    """The noun that a relative pronoun stands for: `the mayor` in *the mayor, who left and said*."""
    for verb in sentence.ancestors(pronoun):
        if not verb.has_relation("conj"):
            return sentence.head(verb) if verb.has_relation("acl") else None
    return None
