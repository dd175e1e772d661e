"""Notes why a quotation was decided as it was: the facts that `explain` tells."""

from collections.abc import Iterator, Sequence
from typing import Any

from quoteattr.attribution.context import Context, Sieve, Source
from quoteattr.attribution.sieves.source import subject_above
from quoteattr.attribution.sieves.speaker import Clue, SpeakerSieve, antecedent
from quoteattr.coreference.figures import Figure
from quoteattr.document.document import Document
from quoteattr.entities.cast import Entity
from quoteattr.entities.mentions import NOMINAL
from quoteattr.quotations.cues import Attribution
from quoteattr.quotations.frames import QUOTE
from quoteattr.records.reasons import Counted, Evidence, Gloss, Reason, Resolution, Step
from quoteattr.syntax.trees import Node
from quoteattr.vocabulary import Rule

WEIGHTIEST = 4
"""Features of the judge and candidates for a source that are noted, at most."""
NEAREST = 3
"""Others whom a source may stand for that are noted, at most."""
LEAST = 0.005
"""How likely they must be."""
UNMEASURED = 0.5
"""How often a sieve is taken to be right for which it was not measured."""


def reason_of(
    context: Context,
    source: Source | None,
    rule: Rule[Sieve] | None,
    asked: Sequence[Rule[Sieve]],
    resolution: Resolution | None,
) -> Reason:
    """Why a quotation got its source, from the rule that found it; `asked` are all rules in order."""
    quotation, attribution = context.quotation, context.attribution
    place = asked.index(rule) if rule in asked else len(asked)
    precision, name = context.document.language.precision, rule.name if rule else "unattributed"
    return Reason(
        rule=gloss_of(rule) if rule else None,
        declined=tuple(earlier.name for earlier in asked[:place]),
        content_share=quotation.reliability,
        source_share=precision.get(name, UNMEASURED),
        measured=name in precision,
        frame=attribution.frame if attribution else None,
        path=tuple(_path(attribution, source)) if attribution and source else (),
        beside=tuple(_beside(context.document, attribution, source)) if attribution and source else (),
        rivals=tuple(_rivals(context, source, asked[place + 1 :])) if source else (),
        weighed=tuple(_weighed(context)) if rule and rule.function is subject_above else (),
        counted=_counted(context.document, attribution) if attribution else None,
        evidence=_evidence(context, attribution) if attribution else (),
        readings=tuple((rival.cue.text, rival.reliability) for rival in quotation.rivals),
        resolution=resolution,
    )


def gloss_of(rule: Rule[Any]) -> Gloss:
    """A rule's name and what it looks for."""
    return Gloss(rule.name, rule.gloss)


def resolution_of(clue: Clue, rule: Rule[SpeakerSieve] | None, entity: Entity | None) -> Resolution:
    """How a source came to stand for somebody who is named, or for nobody."""
    gloss = gloss_of(rule) if rule else None
    choice = clue.analysis.antecedents.choices.get(clue.head.start)
    if clue.mention.form == "name" or choice is None or (rule is not None and rule.function is not antecedent):
        return Resolution(gloss)
    named = entity.last_before(clue.mention.start) if entity else -1
    others = [pair for pair in choice.weighed if pair[0] is not choice.chosen]
    weighed = [(called(candidate.figure), share) for candidate, share in sorted(others, key=lambda pair: -pair[1])]
    told = tuple(pair for pair in weighed[:NEAREST] if pair[1] >= LEAST)
    return Resolution(gloss, named if named >= 0 else None, choice.share, told)


def called(figure: Figure) -> str:
    """What to call whom a mention may stand for."""
    names = [entity.name for entity in (figure.entity, *figure.others) if entity is not None]
    return ", ".join(names) or figure.head.text


def _path(attribution: Attribution, source: Source) -> Iterator[Step]:
    """The steps from a source to its cue, up to the word over both and down again."""
    if source.head is None:
        return
    above_cue = [attribution.cue, *attribution.cue.ancestors()]
    above_source = [source.head, *source.head.ancestors()]
    meeting = next((token for token in above_source if token in above_cue), None)
    if meeting is not None:
        yield from _steps(above_source[: above_source.index(meeting)])
        yield from _steps(above_cue[: above_cue.index(meeting)])


def _steps(tokens: list[Node]) -> Iterator[Step]:
    for token in tokens:
        head = token.head
        if head is not None:
            yield Step(token.text, token.deprel, head.text)


def _beside(document: Document, attribution: Attribution, source: Source) -> Iterator[Step]:
    """The other phrases that hang from a cue, outside what is reported."""
    children = attribution.cue.children()
    for child in children:
        free = child not in attribution.content and not document.is_quoted(child)
        if (
            free
            and child is not source.head
            and child.upos in NOMINAL
            and child.has_relation("nsubj", "obj", "iobj", "obl")
        ):
            yield from _steps([child])


def _rivals(context: Context, source: Source, later: Sequence[Rule[Sieve]]) -> Iterator[tuple[Gloss, str]]:
    """What the rules after the one that decided would have chosen, where it is something else."""
    seen = {source.mention}
    for rule in later:
        other = rule.function(context)
        if other is not None and other.mention is not None and other.mention not in seen:
            seen.add(other.mention)
            yield gloss_of(rule), other.mention.text


def _weighed(context: Context) -> Iterator[tuple[str, float]]:
    """The likeliest of the candidates that were weighed against each other, the chosen one first."""
    assert context.attribution is not None
    for candidate, share in context.analysis.ranked(context.attribution)[:WEIGHTIEST]:
        source = context.mention(candidate.head)
        if source is not None and source.mention is not None:
            yield source.mention.text, share


def _counted(document: Document, attribution: Attribution) -> Counted | None:
    """The counts of a cue in its frame; beside a quotation, those of the frame that speaks more for it."""
    tables = ["verb ccomp", "verb parenthesis"] if attribution.frame == QUOTE else [attribution.table]
    cues, lemma = document.language.cues, attribution.lemma
    table = max(tables, key=lambda name: cues.reliability(lemma, name))
    counts = cues.counts.get(table, {})
    rare = lemma not in counts
    reported, seen = counts.get("*" if rare else lemma, (0, 0))
    return Counted(lemma, table, reported, seen, rare) if seen else None


def _evidence(context: Context, attribution: Attribution) -> tuple[Evidence, ...]:
    """The features that weigh most with the judge, those of one name added up."""
    language = context.document.language
    weights = language.within_weights if context.quotation.within is not None else language.report_weights
    sums: dict[str, float] = {}
    values: dict[str, set[str]] = {}
    for feature in sorted(attribution.evidence):  # sums of floats depend on their order
        name, _, value = feature.partition("=")
        sums[name] = sums.get(name, 0.0) + weights[feature]
        values.setdefault(name, set()).add(value.partition("|")[0])
    weightiest = sorted(sums, key=lambda name: (-abs(sums[name]), name))[:WEIGHTIEST]
    return tuple(
        Evidence(name, values[name].pop() if len(values[name]) == 1 else "", sums[name]) for name in weightiest
    )
