"""Where a content ends: what follows it in the sentence and is reported as well.

Parsers hang the second half of a long content from the cue or from the sentence: the reason in *He said they would
win because they had trained*, the second clause in *She said it was late and nobody had called*. So each branch that
follows a content is weighed by a logistic regression over its relation, its first word, what stands before it,
and the report; at the first that does not belong to it, the content ends. The weights were fitted by
`training/extent.py`; a language without weights keeps the tree's answer.
"""

from collections.abc import Iterator

from attrs import evolve, frozen

from quoteattr.cues import SUBJECTS, Report, frame_key, trimmed
from quoteattr.language import Language
from quoteattr.regression import probability
from quoteattr.syntax import Sentence, Token

_AT_MOST = 3
"""Branches after a content that are weighed."""


@frozen
class Attachment:
    """A branch that follows a content: its topmost token, and all its tokens."""

    head: Token
    tokens: tuple[Token, ...]


def extended(report: Report, language: Language) -> Report:
    """The report with those branches after its content that belong to it."""
    weights = language.extent_weights
    if not weights:
        return report
    last = 0
    for attachment in attachments(report):
        if probability(weights, features(report, attachment, language)) < 0.5:
            break
        last = attachment.tokens[-1].index
    if not last:
        return report
    following = report.sentence.tokens[report.content[-1].index : last]
    return evolve(report, content=tuple(trimmed([*report.content, *following])))


def attachments(report: Report) -> Iterator[Attachment]:
    """The branches that follow a content up to the end of its sentence, each as large as can be."""
    sentence = report.sentence
    last = report.content[-1].index
    if report.cue.index > last:
        return
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


def features(report: Report, attachment: Attachment, language: Language) -> Iterator[str]:
    """The binary features of an attachment, each `name=value`, some joined."""
    sentence, head = report.sentence, attachment.head
    first = next((token for token in attachment.tokens if token.upos != "PUNCT"), head)
    word = first.lemma.lower()
    before = _punctuation_before(sentence, first)
    size = min(sum(token.index < first.index for token in report.content).bit_length(), 5)
    target = _target(report, head)
    verb = f"{head.upos}|{head.feature('VerbForm')}|{head.feature('Tense')}"
    subjects = sentence.children(head, *SUBJECTS)
    reports = head.upos == "VERB" and language.cues.reliability(head.lemma.lower(), frame_key(head, "ccomp")) > 0.5
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
    for subject in subjects[:1]:
        kind = subject.text.lower() if subject.upos == "PRON" else subject.upos
        yield f"subject={kind}|{head.deprel}"
        yield f"subject={kind}|{before}"


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
