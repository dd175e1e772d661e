"""Why a record is as it is: the facts noted while it was made, and the sentences that say them.

The facts are plain words and numbers, small enough to stay with every record. What a rule looks for is said by
the first line of its docstring; relations, frames and features have theirs in `plain_words.py`.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from typing import Protocol

from quoteattr.records.plain_words import FRAMES, RELATIONS, feature_in_words
from quoteattr.records.reasons import Counted, Evidence, Frame, Reason, Resolution, Step, Withheld
from quoteattr.vocabulary import QuoteKind

_LONGEST = 80
"""Characters of the content that an explanation repeats, at most."""


class Worded(Protocol):
    """A span, in so far as an explanation reads it."""

    @property
    def text(self) -> str: ...


class Voice(Protocol):
    """A speaker, likewise."""

    @property
    def name(self) -> str: ...

    @property
    def role(self) -> Worded | None: ...


class Named(Protocol):
    """One who is spoken to, likewise."""

    @property
    def name(self) -> str: ...


class Explained(Protocol):
    """A quote, likewise."""

    @property
    def kind(self) -> QuoteKind: ...

    @property
    def text(self) -> str: ...

    @property
    def cue(self) -> Worded | None: ...

    @property
    def source(self) -> Worded | None: ...

    @property
    def speaker(self) -> Voice | None: ...

    @property
    def speakers(self) -> Sequence[Voice]: ...

    @property
    def addressees(self) -> Sequence[Named]: ...

    @property
    def sieve(self) -> str: ...

    @property
    def confidence(self) -> float: ...

    @property
    def speaker_confidence(self) -> float | None: ...

    @property
    def addressee(self) -> Worded | None: ...

    @property
    def medium(self) -> Worded | None: ...

    @property
    def occasion(self) -> Worded | None: ...

    @property
    def time(self) -> Worded | None: ...

    @property
    def reason(self) -> Reason | None: ...

    @property
    def id(self) -> str | None: ...

    @property
    def outer(self) -> Explained | None: ...


def explained(quote: Explained) -> str:
    """Say in sentences why a quote is as it is, as far as its record knows; a line for each sentence."""
    reason = quote.reason
    parts = {"Answer": _answer(quote)}
    if reason is None:
        parts |= {"Source": _bare_source(quote), "Missing": _missing(quote)}
    else:
        parts |= {
            "Source": _source(quote, reason),
            "Speaker": _speaker(quote, reason),
            "Confidence": _certainty(quote, reason),
        }
    parts["Circumstances"] = _circumstances(quote)
    paragraphs = ((heading, list(map(_line, sentences))) for heading, sentences in parts.items())
    return "\n".join(f"{heading}: " + "\n  ".join(sentences) for heading, sentences in paragraphs if sentences)


def _line(sentence: str) -> str:
    """A sentence on one line, without control characters that its words may hold."""
    return "".join(letter for letter in " ".join(sentence.split()) if letter.isprintable())


def _answer(quote: Explained) -> Iterator[str]:
    speakers = " and ".join(
        speaker.name + (f", {speaker.role.text}" if speaker.role else "") for speaker in quote.speakers
    )
    words = quote.text if len(quote.text) <= _LONGEST else quote.text[: _LONGEST - 1] + "…"
    yield f"“{words}” is attributed to {speakers}." if speakers else f"“{words}” has no identified speaker."
    if quote.addressees:
        yield f"It is spoken to {' and '.join(addressee.name for addressee in quote.addressees)}."
    yield f"Kind: {quote.kind} ({_kind(quote)})."
    if quote.outer is not None:
        others = " and ".join(speaker.name for speaker in quote.outer.speakers)
        yield f"It is part of what {others or 'somebody'} says [{quote.outer.id}]."


def _kind(quote: Explained) -> str:
    """What the kind of a quote means here."""
    if quote.kind == "indirect":
        return "reported without quotation marks"
    if quote.kind == "mixed":
        return "reported, with some of the words in quotation marks"
    return "after a speaker label" if quote.sieve == "speaker_label" else "in quotation marks, or set apart as speech"


def _circumstances(quote: Explained) -> Iterator[str]:
    told = {"to": quote.addressee, "through": quote.medium, "at": quote.occasion, "when": quote.time}
    found = [f"{name}: “{span.text}”" for name, span in told.items() if span is not None]
    if found:
        yield f"{'; '.join(found)}. Chosen from the phrases near the cue."


def _bare_source(quote: Explained) -> Iterator[str]:
    if quote.source:
        yield f"“{quote.source.text}”, found by the rule {quote.sieve}."
    else:
        yield "none was found."
    if quote.cue:
        yield f"The cue is “{quote.cue.text}”."


def _missing(quote: Explained) -> Iterator[str]:
    yield "the path through the sentence, the candidates that lost, and what the confidence comes from."
    yield f"The confidence is {quote.confidence:.2f}. The record was read back or made by hand; JSON does not hold why."
    yield "Attribute the text again to know."


def _source(quote: Explained, reason: Reason) -> Iterator[str]:
    if reason.rule is None:
        yield "none; nothing near the words says whose they are."
    elif quote.source is None and quote.cue is None and quote.speakers:
        yield f"no words next to these name the speaker; inferred by the rule {reason.rule.name}: {reason.rule.gloss}."
    elif quote.source is None:
        yield f"none; the rule {reason.rule.name} saw that the cue names nobody. It looks for {reason.rule.gloss}."
    else:
        yield f"“{quote.source.text}”, found by the rule {reason.rule.name}: {reason.rule.gloss}."
    if quote.cue:
        content = _frame(reason.frame or Frame("colon"), f"the cue “{quote.cue.text}”")
        yield "; ".join([*map(_step, reason.path), content]) + "."
    if reason.weighed:
        weighed = ", ".join(f"“{words}” ({share:.2f})" for words, share in reason.weighed)
        yield f"Candidates, with their probabilities: {weighed}."
    if reason.beside:
        yield f"Also next to the cue, and not chosen: {'; '.join(map(_step, reason.beside))}."
    if reason.declined:
        yield f"Rules tried first, without a result: {', '.join(reason.declined)}."
    for rule, words in reason.rivals:
        yield f"A later rule, {rule.name} ({rule.gloss}), would have chosen “{words}”."


def _step(step: Step) -> str:
    known = RELATIONS.get(step.relation) or RELATIONS.get(step.relation.partition(":")[0], "attached to")
    return f"“{step.word}” is {known} “{step.head}” [{step.relation}]"


def _frame(frame: Frame, cue: str) -> str:
    """What the content of a frame is to its cue.

    >>> print(_frame(Frame("obl", "for"), "“called”"))
    the content is a phrase next to “called”, after “for” [obl for]
    """
    subject = "the content, object included," if frame.with_object else "the content"
    after = f", after “{frame.word}”" if frame.word else ""
    bracket = f" [{frame}]" if frame.relation in RELATIONS else ""
    return f"{subject} {FRAMES.get(frame.relation, 'depends on {}').format(cue)}{after}{bracket}"


def _speaker(quote: Explained, reason: Reason) -> Iterator[str]:
    resolution = reason.resolution
    if quote.source is None and not quote.speakers:
        return
    source = f"“{quote.source.text}”" if quote.source is not None else None
    if reason.withheld is not None:
        yield _withheld(reason.withheld)
    elif quote.speaker is None:
        yield f"none; {source} fits nobody in the text well enough."
    elif resolution is None:
        yield f"{quote.speaker.name}{_link(quote)}."
    elif resolution.rule is None:
        yield f"no name was found for {source}, so the speaker is described: {quote.speaker.name}."
    else:
        rule = resolution.rule
        yield f"{quote.speaker.name}{_link(quote)}. Found by the rule {rule.name}: {rule.gloss}."
    if resolution is not None:
        yield from _weighed(quote, resolution)


def _link(quote: Explained) -> str:
    """How a source leads to the speaker, where the two differ."""
    if quote.source is None or quote.speaker is None or quote.source.text == quote.speaker.name:
        return ""
    return f", here called “{quote.source.text}”"


def _withheld(speaker: Withheld) -> str:
    likely = f"{speaker.share:.2f} likely to be right, where {speaker.least:.2f} was asked for"
    return f"withheld; it would be {speaker.name}, {likely}."


def _weighed(quote: Explained, resolution: Resolution) -> Iterator[str]:
    if resolution.named is not None:
        yield f"The name last appears before this at character {resolution.named}."
    if resolution.share is not None:
        others = ", ".join(f"{name} ({share:.2f})" for name, share in resolution.weighed)
        best = f"; next best: {others}" if others else ""
        yield f"{_judged(quote, resolution)} {resolution.share:.2f}{best}."
    if resolution.evidence:
        told = "; ".join(f"{_evidence(item)} ({item.weight:+.1f})" for item in resolution.evidence)
        yield f"What counted most in the line itself: {told}."


def _judged(quote: Explained, resolution: Resolution) -> str:
    """Of what a probability is one."""
    if resolution.evidence:
        return "Estimated probability, all lines of the conversation considered:"
    if quote.speaker is None and quote.source is not None and resolution.rule is None:
        return f"Estimated probability that “{quote.source.text}” is none of those mentioned:"
    return "Estimated probability:"


def _certainty(quote: Explained, reason: Reason) -> Iterator[str]:
    content, source = f"{reason.content_share:.2f}", f"{reason.source_share:.2f}"
    yield f"{quote.confidence:.2f} that the words and their source are right."
    yield _score(quote, content, source)
    yield _content_certainty(quote, content)
    if not reason.measured:
        yield f"{source} stands in for how often this rule is right, which was not measured."
    elif reason.rule:
        yield f"{source} is the share of sources found by this rule that were right in annotated news."
    else:
        yield f"{source} is the share of quotes without a source, in annotated news, that rightly had none."
    if quote.speaker is not None and quote.speaker_confidence is not None:
        yield _speaker_certainty(quote.speaker_confidence, reason)
    if reason.counted:
        yield _count(reason.counted)
    for heading, sign in (("Evidence for reported words", 1), ("Evidence against", -1)):
        weighed = [f"{_evidence(item)} ({item.weight:+.1f})" for item in reason.evidence if item.weight * sign > 0]
        if weighed:
            yield f"{heading}: {'; '.join(weighed)}."
    if reason.readings:
        lost = ", ".join(f"“{cue}” ({share:.2f})" for cue, share in reason.readings)
        yield f"Other cues considered for the same words: {lost}."


def _score(quote: Explained, content: str, source: str) -> str:
    """What the confidence is read off."""
    if quote.outer is not None:
        return f"It is {content} × {source}."
    score = f"{float(content) * float(source):.2f}"
    return (
        f"In annotated news, {quote.confidence:.0%} of the records with a score near {score} were right. "
        f"The score is {content} × {source}."
    )


def _content_certainty(quote: Explained, content: str) -> str:
    """How sure the content is."""
    if quote.outer is not None:
        return f"{content} is the probability that annotators would take this for speech within what somebody says."
    if quote.kind == "direct":
        return f"{content} is the share of quotations in marks that annotators of news took for speech as well."
    return f"{content} is the probability that annotators of news would take this for reported words."


def _speaker_certainty(share: float, reason: Reason) -> str:
    """How sure the speaker is."""
    if reason.resolution is not None and reason.resolution.evidence:
        return f"Speaker confidence: {share:.2f}, the probability given above."
    return f"Speaker confidence: {share:.2f}. Speakers found in this way had the right name {share:.0%} of the time."


def _count(counted: Counted) -> str:
    who = f"“{counted.lemma}”"
    if counted.rare:
        who = f"{who} is too rare to have counts of its own; rare cues like it"
    return (
        f"In annotated news, {who} reported something in {counted.reported:,} of {counted.seen:,} places with this "
        f"construction [{counted.frame}]."
    )


def _evidence(item: Evidence) -> str:
    """What weighed, in words.

    >>> _evidence(Evidence("cue", "call", 0.9)), _evidence(Evidence("marked", "False", -0.6))
    ('the cue “call”', 'quotation marks in the content: no')
    """
    return feature_in_words(item.name, item.value)
