"""What a source sieve is asked and what it answers."""

from collections.abc import Callable
from functools import cached_property

from attrs import frozen

from quoteattr.attribution.candidates import can_speak, is_relative
from quoteattr.coreference.antecedents import Antecedents
from quoteattr.document.document import Page
from quoteattr.entities.mentions import mention_of
from quoteattr.quotations.cues import Report
from quoteattr.quotations.quotations import Draft
from quoteattr.records.records import Mention
from quoteattr.syntax.trees import Sentence, Token


@frozen
class Vote:
    """What a sieve says: the source, or that there is a cue and no source."""

    source: Mention | None
    sentence: Sentence | None = None
    head: Token | None = None


@frozen(slots=False)
class Context:
    """A draft among its neighbours: the page, what was decided for those before it, what cues tell of those after."""

    page: Page
    draft: Draft
    earlier: tuple[tuple[Draft, Vote | None], ...] = ()
    antecedents: Antecedents | None = None
    later: tuple[tuple[Draft, Vote | None], ...] = ()

    @cached_property
    def report(self) -> Report | None:
        return self.draft.report

    def mention(self, sentence: Sentence, head: Token) -> Vote | None:
        """A vote for the phrase that a token heads, unless it can be no source.

        A relative pronoun is the source, and its antecedent whom it stands for.
        """
        if not can_speak(self.page, head):
            return None
        if is_relative(head):
            pronoun = Mention(head.start, head.end, head.text, "pronoun")
            return Vote(pronoun, sentence, antecedent_of(sentence, head) or head)
        cue = self.report.cue if self.report else None
        return Vote(mention_of(self.page.text, sentence, head, self.page.language, cue), sentence, head)


Sieve = Callable[[Context], Vote | None]


def antecedent_of(sentence: Sentence, pronoun: Token) -> Token | None:
    """The noun that a relative pronoun stands for: `the mayor` in *the mayor, who left and said*."""
    for verb in sentence.ancestors(pronoun):
        if not verb.has_relation("conj"):
            return sentence.head(verb) if verb.has_relation("acl") else None
    return None
