"""Notes why a draft was decided as it was: the facts that `explain` tells."""

from collections.abc import Callable, Iterator
from functools import cache

from quoteattr.attribution.candidates import likeliest
from quoteattr.attribution.context import Context, Vote
from quoteattr.attribution.sieves.order import SIEVES
from quoteattr.attribution.sieves.source import subject_above
from quoteattr.attribution.sieves.speaker import Clue
from quoteattr.document.document import Page
from quoteattr.entities.cast import Member
from quoteattr.entities.mentions import NOMINAL
from quoteattr.quotations.cues import Report
from quoteattr.records.reasons import Counted, Evidence, Named, Reason, Resolution, Rule, Step
from quoteattr.syntax.trees import Sentence, Token

WEIGHTIEST = 4
"""Features of the judge and candidates for a source that are noted, at most."""
NEAREST = 3
"""Other names near a source that are noted, at most."""
SENTENCES_BACK = 8
"""Sentences in which they are looked for."""
UNMEASURED = 0.5
"""How often a sieve is taken to be right for which it was not measured."""
_RULES = [sieve.__name__ for sieve in SIEVES]


def reason_of(context: Context, vote: Vote | None, sieve: str, resolution: Resolution | None) -> Reason:
    """Why a draft got its vote, from the sieve that cast it."""
    draft, report = context.draft, context.draft.report
    place = _RULES.index(sieve) if vote else len(_RULES)
    precision = context.page.language.precision
    return Reason(
        rule=rule_of(SIEVES[place]) if vote else None,
        declined=tuple(_RULES[:place]),
        content_share=draft.reliability,
        source_share=precision.get(sieve, UNMEASURED),
        measured=sieve in precision,
        frame=report.frame if report else "",
        path=tuple(_path(report, vote)) if report and vote else (),
        beside=tuple(_beside(context.page, report, vote)) if report and vote else (),
        rivals=tuple(_rivals(context, vote, place)) if vote else (),
        weighed=tuple(_weighed(context)) if sieve == subject_above.__name__ else (),
        counted=_counted(context.page, report) if report else None,
        evidence=_evidence(context.page, report) if report and draft.kind != "direct" else (),
        readings=tuple((rival.cue.text, rival.reliability) for rival in draft.rivals),
        resolution=resolution,
    )


@cache
def rule_of(sieve: Callable[..., object]) -> Rule:
    """A sieve's name, and what the first line of its docstring says before its example.

    >>> from quoteattr.attribution.sieves.source import subject_of_cue
    >>> rule_of(subject_of_cue)
    Rule(name='subject_of_cue', gloss='the subject of the reporting verb')
    """
    gloss = (sieve.__doc__ or "").partition("\n")[0].partition(":")[0].rstrip(".").replace("*", "")
    return Rule(sieve.__name__, gloss[:1].lower() + gloss[1:])


def resolution_of(page: Page, clue: Clue, sieve: Callable[..., object] | None, member: Member | None) -> Resolution:
    """How a source came to stand for a member of the cast, or for nobody in it."""
    rule = rule_of(sieve) if sieve else None
    if clue.mention.form == "name" or (member is None and clue.mention.form == "nominal"):
        return Resolution(rule)
    named = member.last_before(clue.mention.start) if member else -1
    return Resolution(rule, named if named >= 0 else None, tuple(_others(page, clue, member, named)))


def _others(page: Page, clue: Clue, member: Member | None, named: int) -> Iterator[Named]:
    """Who else is named before a source that only points or describes, the nearest first."""
    seen = {id(member)}
    for sentence in page.parse.before(clue.sentence, SENTENCES_BACK):
        for token in reversed(sentence.tokens):
            free = token.ner and token.start < clue.mention.start and not page.is_quoted(token)
            other = clue.cast.member_at(token) if free else None
            if other is not None and id(other) not in seen:
                seen.add(id(other))
                offset = other.last_before(token.start + 1)
                yield Named(other.name, offset, nearer=offset > named)
                if len(seen) > NEAREST:
                    return


def _path(report: Report, vote: Vote) -> Iterator[Step]:
    """The steps from a source to its cue, up to the word over both and down again."""
    if vote.head is None or vote.sentence is not report.sentence:
        return
    above_cue = [report.cue, *report.sentence.ancestors(report.cue)]
    above_source = [vote.head, *report.sentence.ancestors(vote.head)]
    meeting = next((token for token in above_source if token in above_cue), None)
    if meeting is not None:
        yield from _steps(report.sentence, above_source[: above_source.index(meeting)])
        yield from _steps(report.sentence, above_cue[: above_cue.index(meeting)])


def _steps(sentence: Sentence, tokens: list[Token]) -> Iterator[Step]:
    for token in tokens:
        head = sentence.head(token)
        if head is not None:
            yield Step(token.text, token.deprel, head.text)


def _beside(page: Page, report: Report, vote: Vote) -> Iterator[Step]:
    """The other phrases that hang from a cue, outside what is reported."""
    children = report.sentence.children(report.cue)
    for child in children:
        free = child not in report.content and not page.is_quoted(child)
        if (
            free
            and child is not vote.head
            and child.upos in NOMINAL
            and child.has_relation("nsubj", "obj", "iobj", "obl")
        ):
            yield from _steps(report.sentence, [child])


def _rivals(context: Context, vote: Vote, place: int) -> Iterator[tuple[Rule, str]]:
    """What the sieves after the one that decided would have chosen, where it is something else."""
    seen = {vote.source}
    for sieve in SIEVES[place + 1 :]:
        other = sieve(context)
        if other is not None and other.source is not None and other.source not in seen:
            seen.add(other.source)
            yield rule_of(sieve), other.source.text


def _weighed(context: Context) -> Iterator[tuple[str, float]]:
    """The likeliest of the candidates that were weighed against each other, the chosen one first."""
    assert context.report is not None
    for candidate, share in likeliest(context.page, context.report)[:WEIGHTIEST]:
        vote = context.mention(context.report.sentence, candidate.head)
        if vote is not None and vote.source is not None:
            yield vote.source.text, share


def _counted(page: Page, report: Report) -> Counted | None:
    """The counts of a cue in its frame; beside a quotation, those of the frame that speaks more for it."""
    tables = ["verb ccomp", "verb parenthesis"] if report.frame == "quote" else [report.table]
    cues, lemma = page.language.cues, report.lemma
    table = max(tables, key=lambda name: cues.reliability(lemma, name))
    counts = cues.counts.get(table, {})
    rare = lemma not in counts
    reported, seen = counts.get("*" if rare else lemma, (0, 0))
    return Counted(lemma, table, reported, seen, rare) if seen else None


def _evidence(page: Page, report: Report) -> tuple[Evidence, ...]:
    """The features that weigh most with the judge, those of one name added up."""
    weights = page.language.report_weights
    sums: dict[str, float] = {}
    values: dict[str, set[str]] = {}
    for feature in sorted(report.evidence):  # sums of floats depend on their order
        name, _, value = feature.partition("=")
        sums[name] = sums.get(name, 0.0) + weights[feature]
        values.setdefault(name, set()).add(value.partition("|")[0])
    weightiest = sorted(sums, key=lambda name: (-abs(sums[name]), name))[:WEIGHTIEST]
    return tuple(
        Evidence(name, values[name].pop() if len(values[name]) == 1 else "", sums[name]) for name in weightiest
    )
