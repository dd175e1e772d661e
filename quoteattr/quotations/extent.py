"""Where a content ends: what follows it in the sentence and is reported as well, and what in it is not.

Parsers hang the second half of a long content from the cue or from the sentence: the reason in *He said they would
win because they had trained*, the second clause in *She said it was late and nobody had called*. And they hang the
reporter's own words from the content: *She said it was “late,” a hint at the mayor*. So each branch at the end of
a content, and each that follows it, is weighed by a logistic regression over its relation, its first word, what stands
before it, and the attribution; at the first that does not belong to it, the content ends. The weights were fitted by
`training/extent.py`; a language without weights keeps the tree's answer.
"""

from collections.abc import Iterator

from attrs import evolve, frozen

from quoteattr.document.document import Document
from quoteattr.quotations.cues import Attribution, trimmed
from quoteattr.syntax.trees import SUBJECTS, Node

_AT_MOST = 3
"""Branches after a content that are weighed."""
_LOOSE = ("acl", "advcl", "advmod", "appos", "conj", "dep", "nmod", "obl", "parataxis")
"""Relations of the branches within a content that may be no part of it."""


@frozen
class Attachment:
    """A branch at the end of a content or after it: its topmost token, and all its tokens."""

    head: Node
    tokens: tuple[Node, ...]
    inner: bool = False


def bounded(attribution: Attribution, document: Document) -> Attribution:
    """The attribution with its content up to the first branch that does not belong to it."""
    weights = document.language.extent_weights
    if not weights:
        return attribution
    last = 0
    for attachment in attachments(attribution):
        belongs = weights.probability(features(attribution, attachment, document)) >= 0.5
        if attachment.inner and not belongs:
            first = attachment.tokens[0].index
            return evolve(
                attribution, content=tuple(trimmed(token for token in attribution.content if token.index < first))
            )
        if not belongs:
            break
        if not attachment.inner:
            last = attachment.tokens[-1].index
    following = [token for token in attribution.content[-1].following if token.index <= last]
    return evolve(attribution, content=tuple(trimmed([*attribution.content, *following])))


def attachments(attribution: Attribution) -> Iterator[Attachment]:
    """The branches at the end of a content, the largest first, then those that follow it in its sentence."""
    if attribution.cue.index > attribution.content[-1].index:
        return
    yield from _inner(attribution)
    yield from _following(attribution)


def _inner(attribution: Attribution) -> Iterator[Attachment]:
    """The branches that reach the end of a content, each within the one before it."""
    last = attribution.content[-1]
    indices = {token.index for token in attribution.content}
    chain = [last, *last.ancestors()]
    for head in reversed([token for token in chain if token.index in indices and token.has_relation(*_LOOSE)]):
        tokens = tuple(token for token in head.subtree() if token.index in indices)
        if tokens[0].index > attribution.content[0].index:
            yield Attachment(head, tokens, inner=True)


def _following(attribution: Attribution) -> Iterator[Attachment]:
    sentence = attribution.sentence
    last = attribution.content[-1].index
    for _ in range(_AT_MOST):
        following = next((token for token in sentence.nodes[last:] if token.upos != "PUNCT"), None)
        if following is None:
            return
        head = following
        for above in following.ancestors():
            if above.subtree()[0].index <= last:
                break
            head = above
        branch = tuple(head.subtree())
        if branch[0].index <= last:
            return
        yield Attachment(head, branch)
        last = branch[-1].index


def features(attribution: Attribution, attachment: Attachment, document: Document) -> Iterator[str]:
    """The binary features of an attachment, each `name=value`, some joined; those of inner ones apart."""
    found = _features(attribution, attachment, document)
    return (f"inner {feature}" for feature in found) if attachment.inner else found


def _features(attribution: Attribution, attachment: Attachment, document: Document) -> Iterator[str]:
    language = document.language
    sentence, head = attribution.sentence, attachment.head
    first = next((token for token in attachment.tokens if token.upos != "PUNCT"), head)
    word = first.lemma
    before = _punctuation_before(first)
    size = min(sum(token.index < first.index for token in attribution.content).bit_length(), 5)
    target = _target(attribution, head)
    verb = f"{head.upos}|{head.feature('VerbForm')}|{head.feature('Tense')}"
    subjects = head.children(*SUBJECTS)
    reports = head.upos == "VERB" and language.cues.reports(head.lemma)
    yield f"relation={head.deprel}"
    yield f"relation={head.deprel}|{before}|{bool(subjects)}"
    yield f"relation={head.deprel}|{verb}"
    yield f"relation={head.deprel}|{target}"
    yield f"relation={head.deprel}|{attribution.frame.name}"
    yield f"relation={head.deprel}|{size}"
    yield f"before={before}"
    yield f"before={before}|{target}|{attribution.frame.sort}"
    yield f"first={word}"
    yield f"first={word}|{before}"
    yield f"first={word}|{head.deprel}"
    yield f"head={head.lemma}"
    yield f"reports={reports}|{head.deprel}"
    yield f"reports={reports}|{bool(subjects)}|{before}"
    yield f"frame={attribution.frame.name}"
    yield f"target={target}|{verb}"
    yield f"length={min(len(attachment.tokens).bit_length(), 5)}|{before}"
    yield f"size={size}"
    yield f"marked={attribution.marked}|{any(token.text in language.marks.all for token in attachment.tokens)}|{before}"
    yield f"time={word in language.times or head.lemma in language.times}|{head.deprel}"
    yield f"cue={attribution.cue.lemma}"
    yield f"tense={attribution.cue.feature('Tense')}|{head.feature('Tense')}"
    yield f"ends sentence={attachment.tokens[-1].index >= len(sentence.nodes) - 1}|{before}"
    if attachment.inner:
        yield from _inner_features(attribution, attachment, document)
    for subject in subjects[:1]:
        kind = subject.text.lower() if subject.upos == "PRON" else subject.upos
        yield f"subject={kind}|{head.deprel}"
        yield f"subject={kind}|{before}"


def _inner_features(attribution: Attribution, attachment: Attachment, document: Document) -> Iterator[str]:
    head = attachment.head
    above = head.head
    *others, last = attachment.tokens
    first = next((token for token in others if token.upos != "PUNCT" or document.is_quoted(token)), last)
    before = _word_before(first)
    closes = document.is_quoted(before) and not document.is_quoted(first)
    inside = document.is_quoted(first)
    marks = document.is_quoted(attachment.tokens[-1])
    complement = bool(head.children("ccomp", "xcomp"))
    yield f"marks={closes}|{inside}|{marks}|{head.deprel}"
    yield f"marks={closes}|{inside}|{marks}"
    verb = f"{head.upos}|{head.feature('VerbForm')}|{head.feature('Tense')}"
    comma = _punctuation_before(first)
    resumed = attribution.content[0].index < attribution.cue.index < first.index  # “No,” Lee said, adding that
    yield f"marks={closes}|{inside}|{verb}|{head.deprel}"
    yield f"marks={closes}|{inside}|{first.lemma}|{head.deprel}"
    yield f"resumed={resumed}|{head.deprel}|{verb}"
    yield f"before={comma}|{verb}|{head.deprel}"
    yield f"before={comma}|{closes}|{head.deprel}|{first.lemma}"
    yield f"above={above.upos if above else ''}|{above.deprel if above else ''}|{head.deprel}"
    yield f"complement={complement}|{head.deprel}"
    tenses = [word.feature("Tense") if word else "" for word in (attribution.cue, above, head)]
    yield f"tenses={'|'.join(tenses)}|{head.deprel}"
    yield f"cue={attribution.cue.lemma}|{head.deprel}"
    yield f"first={first.lemma}|{closes}"


def _word_before(token: Node) -> Node:
    """The word before a token, past punctuation; the first token where there is none."""
    return next((word for word in reversed(token.preceding) if word.upos != "PUNCT"), token.sentence.nodes[0])


def _punctuation_before(token: Node) -> str:
    """The mark before a token, or `word` where a word stands there."""
    before = token.before.text if token.before else ""
    return "word" if before[:1].isalnum() else before


def _target(attribution: Attribution, head: Node) -> str:
    """What a branch hangs from: the cue, the content, or something else."""
    above = head.head
    if above is attribution.cue:
        return "cue"
    return "content" if above in attribution.content else "other"
