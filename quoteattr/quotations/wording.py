"""The cue of a quotation as the text words it: its span, lemma, stance and negation."""

from collections.abc import Iterator

from quoteattr.document.document import Document
from quoteattr.languages.language import Language
from quoteattr.quotations.cues import Attribution
from quoteattr.quotations.quotations import Quotation
from quoteattr.records.records import Cue
from quoteattr.syntax.ranges import Cover
from quoteattr.syntax.trees import Node


def cue_of(document: Document, quotation: Quotation) -> Cue | None:
    """The cue with the words that belong to it: `appeared to indicate`, `dismissed as`, `according to`."""
    attribution = quotation.attribution
    if attribution is None:
        paragraph = document.paragraphs[quotation.paragraph]
        if paragraph.label is None or quotation.utterance is not None:
            return None
        colon = document.text.find(":", paragraph.label.end, paragraph.body)
        return Cue(colon, colon + 1, ":", lemma=":") if colon >= 0 else None
    words = _cue_tokens(attribution, Cover(quotation.content), document.language)
    tokens = sorted(words, key=lambda token: token.index)
    start, end = tokens[0].start, tokens[-1].end
    lemma = attribution.cue.lemma
    if attribution.is_prepositional:
        lemma = document.text[start:end].lower()
    stances = document.language.stances
    stance = stances.get(f"{lemma} {attribution.frame}") or stances.get(lemma, "assert")
    return Cue(
        start, end, document.text[start:end], lemma=lemma, stance=stance, negated=_is_negated(document, attribution)
    )


def _is_negated(document: Document, attribution: Attribution) -> bool:
    """Whether a cue, its subject or the verb that it completes is negated: `did not say`, `does not want to say`."""
    chain = [attribution.cue]
    for above in attribution.cue.ancestors():
        if not chain[-1].has_relation("xcomp"):
            break
        chain.append(above)
    around = [child for link in chain for child in link.children()]
    around += [word for subject in around if subject.has_relation("nsubj") for word in subject.children("det")]
    return any(
        token.lemma in document.language.negations
        and not document.is_quoted(token)
        and token not in attribution.content
        and not token.has_relation("discourse")
        and (token.after is None or token.after.lemma not in document.language.focusing)
        for token in around
    )


def _cue_tokens(attribution: Attribution, content: Cover, language: Language) -> Iterator[Node]:
    """The cue and its neighbours that are one expression with it, without a gap and outside of what is reported."""
    cue = attribution.cue
    yield cue
    before = cue.before
    above = cue.head
    if above is not None and before is not None and cue.has_relation("xcomp", "advcl"):
        infinitive = language.complementizers.get(before.lemma) == "infinitive"
        chained = above.index == before.index - 1 and (infinitive or before.lemma in language.role_prepositions)
        yield from [above] if chained and not content.touches([(above.start, before.end)]) else []
    preposition = attribution.frame.word
    for token in cue.following[:2]:
        joined = token.has_relation("compound:prt", "fixed") or (
            token.lemma == preposition and token not in attribution.content
        )
        if not joined or content.touches([(token.start, token.end)]):
            break
        yield token
