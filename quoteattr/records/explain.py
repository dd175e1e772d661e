"""Why a record is as it is: the facts noted while it was made, and the sentences that tell them.

The facts are plain words and numbers, small enough to stay with every record. What a rule looks for is said by
the first line of its docstring; relations, frames and features have their plain words in `plain_words.py`.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from typing import Protocol

from quoteattr.records.plain_words import FEATURES, FRAMES, KINDS, RELATIONS
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
    """Tell in sentences why a quote is as it is, as far as its record knows; a line for each sentence."""
    reason = quote.reason
    parts = {"Answer": _answer(quote)}
    if reason is None:
        parts |= {"Source": _bare_source(quote), "Missing": _missing(quote)}
    else:
        parts |= {
            "Source": _source(quote, reason),
            "Speaker": _speaker(quote, reason),
            "How sure": _certainty(quote, reason),
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
    yield f"“{words}” is put down to {speakers or 'nobody'}."
    if quote.addressees:
        yield f"It is spoken to {' and '.join(addressee.name for addressee in quote.addressees)}."
    yield f"It is {quote.kind}: {KINDS[quote.kind]}."
    if quote.outer is not None:
        others = " and ".join(speaker.name for speaker in quote.outer.speakers)
        yield f"It is said within the words of {others or 'somebody'} [{quote.outer.id}]."


def _circumstances(quote: Explained) -> Iterator[str]:
    told = {"to": quote.addressee, "through": quote.medium, "at": quote.occasion, "when": quote.time}
    found = [f"{name}: “{span.text}”" for name, span in told.items() if span is not None]
    if found:
        yield f"{'; '.join(found)}. Likely ones among the phrases around the cue."


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
        yield f"no words beside these say who speaks; the rule {reason.rule.name} tells: {reason.rule.gloss}."
    elif quote.source is None:
        yield f"none; the rule {reason.rule.name} saw that the cue names nobody. It looks for {reason.rule.gloss}."
    else:
        yield f"“{quote.source.text}”, found by the rule {reason.rule.name}: {reason.rule.gloss}."
    if quote.cue:
        content = _frame(reason.frame or Frame("colon"), f"the cue “{quote.cue.text}”")
        yield "; ".join([*map(_step, reason.path), content]) + "."
    if reason.weighed:
        weighed = ", ".join(f"“{words}” ({share:.2f})" for words, share in reason.weighed)
        yield f"It weighed, by their places and the words around them: {weighed}."
    if reason.beside:
        yield f"Beside the cue, and not chosen: {'; '.join(map(_step, reason.beside))}."
    if reason.declined:
        yield f"Rules that were asked before and declined: {', '.join(reason.declined)}."
    for rule, words in reason.rivals:
        yield f"Had they all declined, {rule.name} ({rule.gloss}) would have chosen “{words}”."


def _step(step: Step) -> str:
    known = RELATIONS.get(step.relation) or RELATIONS.get(step.relation.partition(":")[0], "attached to")
    return f"“{step.word}” is {known} “{step.head}” [{step.relation}]"


def _frame(frame: Frame, cue: str) -> str:
    """What the content of a frame is to its cue.

    >>> print(_frame(Frame("obl", "for"), "“called”"))
    the content is a phrase beside “called”, after “for” [obl for]
    """
    subject = "the content, object included," if frame.with_object else "the content"
    after = f", after “{frame.word}”" if frame.word else ""
    bracket = f" [{frame}]" if frame.relation in RELATIONS else ""
    return f"{subject} {FRAMES.get(frame.relation, 'hangs from {}').format(cue)}{after}{bracket}"


def _speaker(quote: Explained, reason: Reason) -> Iterator[str]:
    resolution = reason.resolution
    if quote.source is None and not quote.speakers:
        return
    source = f"“{quote.source.text}”" if quote.source is not None else "who speaks"
    if reason.withheld is not None:
        yield _withheld(reason.withheld)
    elif resolution is None:
        yield f"{source} was looked for among the names of the text."
    elif quote.speaker is None:
        yield f"open; no name before {source} fits it."
    elif resolution.rule is None:
        yield f"{source} stands for itself; no name in the text was found behind it."
    else:
        rule = resolution.rule
        yield f"{quote.speaker.name}, found behind {source} by the rule {rule.name}: {rule.gloss}."
    if resolution is not None:
        yield from _weighed(resolution)


def _withheld(speaker: Withheld) -> str:
    likely = f"{speaker.share:.2f} likely to be right, where {speaker.least:.2f} was asked for"
    return f"withheld; it would be {speaker.name}, {likely}."


def _weighed(resolution: Resolution) -> Iterator[str]:
    if resolution.named is not None:
        yield f"The name stands last before it at character {resolution.named}."
    if resolution.share is not None:
        others = ", ".join(f"{name} ({share:.2f})" for name, share in resolution.weighed)
        against = f"; weighed against it: {others}" if others else ""
        known = "all lines of the conversation" if resolution.evidence else "what is known of such mentions"
        yield f"By {known} that is {resolution.share:.2f} likely{against}."
    if resolution.evidence:
        told = "; ".join(f"{_evidence(item)} ({item.weight:+.1f})" for item in resolution.evidence)
        yield f"Of what the page tells of the line itself weighs most: {told}."


def _certainty(quote: Explained, reason: Reason) -> Iterator[str]:
    content, source = f"{reason.content_share:.2f}", f"{reason.source_share:.2f}"
    if quote.speaker is not None and quote.speaker_confidence is not None:
        sure = f"{quote.speaker_confidence:.2f}"
        yield f"{sure} for the speaker: how often the name of one found in such a way was right."
    yield from _content_certainty(quote, content, source)
    if not reason.measured:
        yield f"{source} stands in for how often this rule is right, which was not measured."
    elif reason.rule:
        yield f"{source} is how often the source that this rule chose was right on annotated news."
    else:
        yield f"{source} is how often it was right on annotated news that no source was found."
    if reason.counted:
        yield _count(reason.counted)
    for heading, sign in (("For reported words speaks most", 1), ("Against it", -1)):
        weighed = [f"{_evidence(item)} ({item.weight:+.1f})" for item in reason.evidence if item.weight * sign > 0]
        if weighed:
            yield f"{heading}: {'; '.join(weighed)}."
    if reason.readings:
        lost = ", ".join(f"“{cue}” as the cue ({share:.2f})" for cue, share in reason.readings)
        yield f"Other readings of the same words that lost: {lost}."


def _content_certainty(quote: Explained, content: str, source: str) -> Iterator[str]:
    """What the confidence is made of, and how sure the content is."""
    if quote.outer is not None:
        yield f"{quote.confidence:.2f}: {content} × {source}, for what is said and for who says it."
        yield f"{content} is how likely annotators would have taken this for speech within what somebody says."
        return
    yield f"{quote.confidence:.2f}: how often records at {content} × {source} were right on annotated news."
    if quote.kind == "direct":
        yield f"{content} is the share of quotations in marks that annotators of news took for speech as well."
    else:
        yield f"{content} is how likely annotators of news would have taken this for reported words."


def _count(counted: Counted) -> str:
    who = f"“{counted.lemma}”"
    if counted.rare:
        who = f"{who} is too rare to have counts of its own; rare cues like it"
    return (
        f"{who} reported something in {counted.reported:,} of {counted.seen:,} places of annotated news where content "
        f"hung from it in the same way [{counted.frame}]."
    )


def _evidence(item: Evidence) -> str:
    """What weighed, in words.

    >>> _evidence(Evidence("cue", "call", 0.9)), _evidence(Evidence("marked", "False", -0.6))
    ('the cue “call”', 'quotation marks in the content: no')
    """
    value = {"True": "yes", "False": "no", "": "none"}.get(item.value, item.value)
    return FEATURES.get(item.name, item.name).format(value)
