"""Where a content ends: what follows it in the sentence and is reported as well, and what in it is not.

Parsers hang the second half of a long content from the cue or from the sentence: the reason in *He said they would
win because they had trained*, the second clause in *She said it was late and nobody had called*. And they hang the
reporter's own words from the content: *She said it was “late,” a hint at the mayor*. So each branch at the end of
a content, and each that follows it, is weighed by a logistic regression over its relation, its first word, what
stands before it, and the report; at the first that does not belong to it, the content ends. The weights were fitted
by `training/extent.py`; a language without weights keeps the tree's answer.
"""

from collections.abc import Iterator

from attrs import evolve, frozen

from quoteattr.document.document import Page
from quoteattr.quotations.cues import Report, trimmed
from quoteattr.syntax.trees import SUBJECTS, Sentence, Token

_AT_MOST = 3
"""Branches after a content that are weighed."""
_LOOSE = ("acl", "advcl", "advmod", "appos", "conj", "dep", "nmod", "obl", "parataxis")
"""Relations of the branches within a content that may be no part of it."""


@frozen
class Attachment:
    """A branch at the end of a content or after it: its topmost token, and all its tokens."""

    head: Token
    tokens: tuple[Token, ...]
    inner: bool = False


def bounded(report: Report, page: Page) -> Report:
    """The report with its content up to the first branch that does not belong to it."""
    weights = page.language.extent_weights
    if not weights:
        return report
    last = 0
    for attachment in attachments(report):
        belongs = weights.probability(features(report, attachment, page)) >= 0.5
        if attachment.inner and not belongs:
            first = attachment.tokens[0].index
            return evolve(report, content=tuple(trimmed(token for token in report.content if token.index < first)))
        if not belongs:
            break
        if not attachment.inner:
            last = attachment.tokens[-1].index
    if not last:
        return report
    following = report.sentence.tokens[report.content[-1].index : last]
    return evolve(report, content=tuple(trimmed([*report.content, *following])))


def attachments(report: Report) -> Iterator[Attachment]:
    """The branches at the end of a content, the largest first, then those that follow it in its sentence."""
    if report.cue.index > report.content[-1].index:
        return
    yield from _inner(report)
    yield from _following(report)


def _inner(report: Report) -> Iterator[Attachment]:
    """The branches that reach the end of a content, each within the one before it."""
    sentence, last = report.sentence, report.content[-1]
    indices = {token.index for token in report.content}
    chain = [last, *sentence.ancestors(last)]
    for head in reversed([token for token in chain if token.index in indices and token.has_relation(*_LOOSE)]):
        tokens = tuple(token for token in sentence.subtree(head) if token.index in indices)
        if tokens[0].index > report.content[0].index:
            yield Attachment(head, tokens, inner=True)


def _following(report: Report) -> Iterator[Attachment]:
    sentence = report.sentence
    last = report.content[-1].index
    for _ in range(_AT_MOST):
        following = next((token for token in sentence.tokens[last:] if token.upos != "PUNCT"), None)
        if following is None:
            return
        head = following
        for above in sentence.ancestors(following):
            if sentence.subtree(above)[0].index <= last:
                break
            head = above
        branch = tuple(sentence.subtree(head))
        if branch[0].index <= last:
            return
        yield Attachment(head, branch)
        last = branch[-1].index


def features(report: Report, attachment: Attachment, page: Page) -> Iterator[str]:
    """The binary features of an attachment, each `name=value`, some joined; those of inner ones apart."""
    found = _features(report, attachment, page)
    return (f"inner {feature}" for feature in found) if attachment.inner else found


def _features(report: Report, attachment: Attachment, page: Page) -> Iterator[str]:
    language = page.language
    sentence, head = report.sentence, attachment.head
    first = next((token for token in attachment.tokens if token.upos != "PUNCT"), head)
    word = first.lemma.lower()
    before = _punctuation_before(sentence, first)
    size = min(sum(token.index < first.index for token in report.content).bit_length(), 5)
    target = _target(report, head)
    verb = f"{head.upos}|{head.feature('VerbForm')}|{head.feature('Tense')}"
    subjects = sentence.children(head, *SUBJECTS)
    reports = head.upos == "VERB" and language.cues.reports(head.lemma)
    yield f"relation={head.deprel}"
    yield f"relation={head.deprel}|{before}|{bool(subjects)}"
    yield f"relation={head.deprel}|{verb}"
    yield f"relation={head.deprel}|{target}"
    yield f"relation={head.deprel}|{report.frame}"
    yield f"relation={head.deprel}|{size}"
    yield f"before={before}"
    yield f"before={before}|{target}|{report.frame.split()[0]}"
    yield f"first={word}"
    yield f"first={word}|{before}"
    yield f"first={word}|{head.deprel}"
    yield f"head={head.lemma.lower()}"
    yield f"reports={reports}|{head.deprel}"
    yield f"reports={reports}|{bool(subjects)}|{before}"
    yield f"frame={report.frame}"
    yield f"target={target}|{verb}"
    yield f"length={min(len(attachment.tokens).bit_length(), 5)}|{before}"
    yield f"size={size}"
    yield f"marked={report.marked}|{any(token.text in language.marks.all for token in attachment.tokens)}|{before}"
    yield f"time={word in language.times or head.lemma.lower() in language.times}|{head.deprel}"
    yield f"cue={report.cue.lemma.lower()}"
    yield f"tense={report.cue.feature('Tense')}|{head.feature('Tense')}"
    yield f"ends sentence={attachment.tokens[-1].index >= len(sentence.tokens) - 1}|{before}"
    if attachment.inner:
        yield from _inner_features(report, attachment, page)
    for subject in subjects[:1]:
        kind = subject.text.lower() if subject.upos == "PRON" else subject.upos
        yield f"subject={kind}|{head.deprel}"
        yield f"subject={kind}|{before}"


def _inner_features(report: Report, attachment: Attachment, page: Page) -> Iterator[str]:
    sentence, head = report.sentence, attachment.head
    above = sentence.head(head)
    first = attachment.tokens[0]
    while first.upos == "PUNCT" and not page.is_quoted(first) and first.index < attachment.tokens[-1].index:
        first = sentence.tokens[first.index]
    before = _word_before(sentence, first)
    closes = page.is_quoted(before) and not page.is_quoted(first)
    inside = page.is_quoted(first)
    marks = page.is_quoted(attachment.tokens[-1])
    complement = bool(sentence.children(head, "ccomp", "xcomp"))
    yield f"marks={closes}|{inside}|{marks}|{head.deprel}"
    yield f"marks={closes}|{inside}|{marks}"
    verb = f"{head.upos}|{head.feature('VerbForm')}|{head.feature('Tense')}"
    comma = _punctuation_before(sentence, first)
    resumed = report.content[0].index < report.cue.index < first.index  # “No,” Lee said, adding that
    yield f"marks={closes}|{inside}|{verb}|{head.deprel}"
    yield f"marks={closes}|{inside}|{first.lemma.lower()}|{head.deprel}"
    yield f"resumed={resumed}|{head.deprel}|{verb}"
    yield f"before={comma}|{verb}|{head.deprel}"
    yield f"before={comma}|{closes}|{head.deprel}|{first.lemma.lower()}"
    yield f"above={above.upos if above else ''}|{above.deprel if above else ''}|{head.deprel}"
    yield f"complement={complement}|{head.deprel}"
    tenses = [word.feature("Tense") if word else "" for word in (report.cue, above, head)]
    yield f"tenses={'|'.join(tenses)}|{head.deprel}"
    yield f"cue={report.cue.lemma.lower()}|{head.deprel}"
    yield f"first={first.lemma.lower()}|{closes}"


def _word_before(sentence: Sentence, token: Token) -> Token:
    """The word before a token, past punctuation; the first token where there is none."""
    before = sentence.tokens[: token.index - 1]
    return next((word for word in reversed(before) if word.upos != "PUNCT"), sentence.tokens[0])


def _punctuation_before(sentence: Sentence, token: Token) -> str:
    """The mark before a token, or `word` where a word stands there."""
    before = sentence.tokens[token.index - 2].text if token.index > 1 else ""
    return "word" if before[:1].isalnum() else before


def _target(report: Report, head: Token) -> str:
    """What a branch hangs from: the cue, the content, or something else."""
    above = report.sentence.head(head)
    if above is report.cue:
        return "cue"
    return "content" if above in report.content else "other"
