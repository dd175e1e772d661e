"""The cue of a quotation as the text words it: its span, lemma, stance and negation."""

from collections.abc import Iterator

from quoteattr.document.document import Page
from quoteattr.quotations.cues import Report
from quoteattr.quotations.quotations import Draft
from quoteattr.records.records import Cue
from quoteattr.syntax.trees import Token


def cue_of(page: Page, draft: Draft) -> Cue | None:
    """The cue with the words that belong to it: `appeared to indicate`, `dismissed as`, `according to`."""
    report = draft.report
    if report is None:
        paragraph = page.paragraphs[draft.paragraph]
        if paragraph.label is None or draft.utterance is not None:
            return None
        colon = page.text.find(":", paragraph.label.end, paragraph.body)
        return Cue(colon, colon + 1, ":", lemma=":") if colon >= 0 else None
    tokens = sorted(_cue_tokens(report), key=lambda token: token.index)
    start, end = tokens[0].start, tokens[-1].end
    lemma = report.cue.lemma.lower()
    if report.is_prepositional:
        lemma = page.text[start:end].lower()
    stances = page.language.stances
    stance = stances.get(f"{lemma} {report.frame}") or stances.get(lemma, "assert")
    return Cue(start, end, page.text[start:end], lemma=lemma, stance=stance, negated=_is_negated(page, report))


def _is_negated(page: Page, report: Report) -> bool:
    """Whether a cue, its subject or the verb that it completes is negated: `did not say`, `does not want to say`."""
    sentence, verb = report.sentence, report.cue
    chain = [verb]
    while verb.has_relation("xcomp") and (above := sentence.head(verb)) is not None and above not in chain:
        chain.append(verb := above)
    around = [child for link in chain for child in sentence.children(link)]
    around += [
        word for subject in around if subject.has_relation("nsubj") for word in sentence.children(subject, "det")
    ]
    return any(
        token.lemma.lower() in page.language.negations
        and not page.is_quoted(token)
        and token not in report.content
        and not token.has_relation("discourse")
        and sentence.tokens[token.index % len(sentence.tokens)].lemma.lower() not in page.language.focusing
        for token in around
    )


def _cue_tokens(report: Report) -> Iterator[Token]:
    """The cue and its neighbours that are one expression with it, without a gap."""
    sentence, cue = report.sentence, report.cue
    yield cue
    before = sentence.tokens[cue.index - 2] if cue.index > 1 else None
    above = sentence.head(cue)
    if above is not None and before is not None and cue.has_relation("xcomp", "advcl"):
        chained = above.index == before.index - 1 and before.lemma in ("to", "as")
        yield from [above] if chained else []
    last = cue
    preposition = report.frame.rpartition(" ")[2]
    for token in sentence.tokens[cue.index : cue.index + 2]:
        joined = token.has_relation("compound:prt", "fixed") or (
            token.lemma == preposition and token not in report.content
        )
        if not joined or token.index != last.index + 1:
            break
        last = token
        yield token
