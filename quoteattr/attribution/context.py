"""What a source sieve is asked and what it answers."""

from collections.abc import Callable
from functools import cached_property

from attrs import evolve, frozen

from quoteattr.attribution.analysis import Analysis
from quoteattr.attribution.candidates import can_speak, is_relative
from quoteattr.document.document import Document
from quoteattr.entities.kinds import is_personal
from quoteattr.entities.mentions import mention_of
from quoteattr.languages.language import Language
from quoteattr.quotations.cues import Attribution
from quoteattr.quotations.quotations import Quotation
from quoteattr.records.records import Mention, Role
from quoteattr.syntax.trees import Node


@frozen
class Source:
    """What a sieve says: the source, or that there is a cue and no source.

    A label has no `head` in a tree: `called` is whom it names, and `role` as what. Where print alone tells who speaks,
    there is no mention, and `head` is that of a name elsewhere.
    """

    mention: Mention | None
    head: Node | None = None
    called: str = ""
    role: Role | None = None

    def meant(self, language: Language) -> "Source":
        """The source by the head of who is said to be it: `she` in *She is the one who said so*."""
        if self.head is None or self.head.lemma not in language.number_one or not self.head.children("cop"):
            return self
        return evolve(self, head=next(iter(self.head.children("nsubj")), self.head))


@frozen(slots=False)
class Context:
    """A quotation among its neighbours: what was decided for those before it, what cues tell of those after."""

    analysis: Analysis
    quotation: Quotation
    earlier: tuple[tuple[Quotation, Source | None], ...] = ()
    later: tuple[tuple[Quotation, Source | None], ...] = ()

    @cached_property
    def document(self) -> Document:
        """The document that the quotation is from."""
        return self.analysis.document

    @cached_property
    def attribution(self) -> Attribution | None:
        """The quotation's cue and what it reports; None where there is no cue."""
        return self.quotation.attribution

    def mention(self, head: Node) -> Source | None:
        """A source for the phrase that a token heads, unless it can be no source.

        A relative pronoun is the source, and its antecedent whom it stands for.
        """
        if not can_speak(self.document, head):
            return None
        if is_relative(head, self.document.language):
            pronoun = Mention(head.start, head.end, self.document.text[head.start : head.end], "pronoun")
            return Source(pronoun, antecedent_of(head, self.document.language) or head)
        cue = self.attribution.cue if self.attribution else None
        return Source(mention_of(self.document.text, head, self.document.language, cue), head)


Sieve = Callable[[Context], Source | None]
"""What a source sieve is: it names the source of a quotation, or declines with None."""


def antecedent_of(pronoun: Node, language: Language) -> Node | None:
    """The noun that a relative pronoun stands for: `the mayor` in *the mayor, who left and said*.

    *Who* is never a thing: in `a mayor familiar with the talks, who said` it is the mayor.
    """
    clause = next((verb for verb in pronoun.ancestors() if not verb.has_relation("conj")), None)
    noun = clause.head if clause is not None and clause.has_relation("acl") else None
    while noun is not None and language.relatives.get(pronoun.lemma) == "person" and _is_thing(noun, language):
        above = next((word for word in noun.ancestors() if word.upos in ("NOUN", "PROPN", "PRON")), None)
        if above is None or not is_personal(above, language):
            break
        noun = above
    return noun


def _is_thing(noun: Node, language: Language) -> bool:
    return noun.upos == "NOUN" and not is_personal(noun, language)
