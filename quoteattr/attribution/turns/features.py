"""What the page tells of who speaks a line, as features of the candidates for it and of its place in the chain.

Each feature is a text, `what=value`, and is there twice: behind where the cast is from and what the line's cue tells,
`given pronoun|agrees=yes`, and behind the first alone, `given|agrees=yes`, so that all lines share it. The
weights are fitted by `training/turns.py`.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from itertools import islice

from attrs import define, field, frozen

from quoteattr.attribution.turns.book import Book
from quoteattr.attribution.turns.calls import addresses, called_in, styled_in
from quoteattr.attribution.turns.lines import Line, figure_at, is_near, speaking
from quoteattr.attribution.turns.stage import Sighting, Stage
from quoteattr.coreference.figures import Figure
from quoteattr.syntax.trees import Node

BEHIND = 15
"""Paragraphs before a line in which a candidate is mentioned."""
AHEAD = 3
"""Paragraphs after a line in which a candidate is mentioned."""
SCANNED = 200
"""Mentions on either side among which candidates are looked for, at most."""
AROUND = 4
"""Lines on either side whose cues and words tell of a line."""
CARRIED = 2
"""Lines on either side whose candidates are candidates too."""
AT_MOST = 16
"""Candidates for a line, at most: those who are nearest."""
_LOGARITHMS = (-4, -2, -1, -0.5, -0.15, 0.15, 0.5, 1, 2, 4, 8)
_SHARES = (0.02, 0.1, 0.25, 0.5, 0.75, 0.9)


@frozen(eq=False)
class Option:
    """A candidate for a line, and what speaks for or against it; without a figure it is nobody who is seen."""

    figure: Figure | None
    features: tuple[str, ...]


@define(eq=False)
class _Marks:
    """What is noted of each figure that is seen from a line; figures are told apart by identity."""

    figures: dict[int, Figure] = field(factory=dict)
    features: dict[int, list[str]] = field(factory=dict)

    def add(self, figure: Figure, feature: str) -> None:
        self.figures.setdefault(id(figure), figure)
        self.features.setdefault(id(figure), []).append(feature)


def options(stage: Stage, book: Book, lines: Sequence[Line], place: int) -> list[Option]:
    """The candidates for a line of a conversation, each with its features."""
    line = lines[place]
    marks = _Marks()
    _note_guess(stage, line, marks)
    _note_kin(stage, line, marks)
    for distance in sorted(range(-AROUND, AROUND + 1), key=abs):
        if 0 <= place + distance < len(lines) and is_near(line, lines[place + distance], distance):
            _note_line(stage, lines[place + distance], distance, marks)
    for figure, times in speaking(lines, place):
        marks.add(figure, f"spoke={min(times, 3)}")
    beats = list(_beats(stage, line))
    _note_beats(beats, marks)
    told = list(_beat_genders(stage, beats))
    _note_mentions(stage, line, marks, _gender_of_cue(stage, line) or next((gender for _, gender in told), ""))
    genders = [*addresses(stage, lines, place), *told]
    return [
        Option(figure, _told(stage, line, [*marks.features[key], *_own(stage, book, line, figure, genders)]))
        for key, figure in islice(marks.figures.items(), AT_MOST)
    ]


def carried(stage: Stage, book: Book, lines: Sequence[Line], found: Sequence[Sequence[Option]]) -> list[list[Option]]:
    """The candidates for each line of a conversation, with those of the two lines on either side, and nobody."""
    answers: list[list[Option]] = []
    for place, (line, own) in enumerate(zip(lines, found, strict=True)):
        known = {id(option.figure) for option in own}
        nobody = _told(stage, line, ["nobody=", f"nobody={min(len(own), 4)}"])
        beside = [*found[max(place - CARRIED, 0) : place], *found[place + 1 : place + 1 + CARRIED]]
        others = {id(option.figure): option.figure for seen in beside for option in seen if option.figure is not None}
        more = [figure for key, figure in others.items() if key not in known] if not line.is_settled else []
        added = [
            Option(figure, _told(stage, line, ["carried=", *_own(stage, book, line, figure, ())]))
            for figure in more[:AT_MOST]
        ]
        answers.append([*own, *added, *([] if line.is_settled else [Option(None, nobody)])])
    return answers


def _told(stage: Stage, line: Line, features: Iterable[str]) -> tuple[str, ...]:
    begins = (f"{stage.setting} {line.told}", stage.setting)
    return tuple(f"{begin}|{feature}" for feature in features for begin in begins)


def _note_guess(stage: Stage, line: Line, marks: _Marks) -> None:
    """What the rules take for the speaker, and how likely each is whom a pronoun or a description may stand for."""
    if line.guess is not None:
        sort = "unnamed" if line.guess.entity is None else "named"
        marks.add(line.guess, f"guess={line.sieve}|{sort}" if line.told == "none" else f"guess={sort}")
    head = line.source.head if line.source is not None and line.is_told else None
    choice = stage.analysis.antecedents.choices.get(head.start) if head is not None else None
    for candidate, share in choice.weighed if choice is not None else ():
        if not candidate.figure.plural and not candidate.figure.others:
            marks.add(candidate.figure, f"coreference={_step(share)}")


def _beats(stage: Stage, line: Line) -> Iterator[tuple[str, Sighting]]:
    """Who does something in the telling beside a line, in its paragraph, by where: `“No.” Lee shook her head.`"""
    utterance, document = line.quotation.utterance, stage.analysis.document
    if utterance is None:
        return
    opens = "opens" if utterance.start <= document.body(utterance.quoted_spans[0]) else "inside"
    head = line.source.head if line.source is not None and line.told != "none" else None
    for where, quoted, gap in (
        ("after", utterance.quoted_spans[-1], document.gap_after),
        ("before", utterance.quoted_spans[0], document.gap_before),
    ):
        here = [s for s in stage.between(quoted.paragraph, *gap(quoted)) if not s.quoted and s.head is not head]
        subjects = [sighting for sighting in here if sighting.is_subject]
        only = "only" if len({id(sighting.figure) for sighting in here}) == 1 else "among"
        for sighting in subjects[:1] if where == "after" else subjects[-1:]:
            yield f"{where}|{opens}|{only}", sighting


def _note_beats(beats: Iterable[tuple[str, Sighting]], marks: _Marks) -> None:
    for where, sighting in beats:
        marks.add(sighting.figure, f"beat={where}|{sighting.form}")


def _beat_genders(stage: Stage, beats: Iterable[tuple[str, Sighting]]) -> Iterator[tuple[str, str]]:
    """The genders that pronouns in the telling beside a line tell, with where they stand."""
    for where, sighting in beats:
        gender = stage.analysis.language.pronouns.get(sighting.head.text.lower(), "")
        if sighting.form == "pronoun" and gender:
            yield f"beat {where.partition('|')[0]}", gender


def _note_kin(stage: Stage, line: Line, marks: _Marks) -> None:
    """Who may be kin of somebody: the head of the family, those of the last name, and not that person: `his wife`."""
    head = line.source.head if line.source is not None and line.told == "nominal" else None
    owners = head.children("nmod:poss") if head is not None and head.lemma in stage.analysis.language.kin else []
    owner = figure_at(stage, owners[0]) if owners else None
    if head is None or owner is None:
        return
    marks.add(owner, "kin=owner")
    gender = stage.analysis.language.gendered.get(head.lemma, "")
    if owner.entity is not None:
        for figure in stage.family(owner.entity)[:AT_MOST]:
            marks.add(figure, f"kin={_agreement(figure, gender)}")
        leading = stage.head_of_family(owner.entity, gender)
        if leading is not None and head.lemma in stage.analysis.language.heads_of_family:
            marks.add(leading, "kin=head of family")


def _gender_of_cue(stage: Stage, line: Line) -> str:
    """The gender that a pronoun or a description in a line's cue tells."""
    head = line.source.head if line.source is not None and line.is_told else None
    language = stage.analysis.language
    if head is None:
        return ""
    return (
        language.pronouns.get(head.text.lower(), "")
        if line.told == "pronoun"
        else language.gendered.get(head.lemma, "")
    )


def _note_mentions(stage: Stage, line: Line, marks: _Marks, wanted: str) -> None:
    """Where the candidates are last mentioned before a line, and next after it, outside of quotation marks.

    If a gender is wanted, the others are counted by themselves.
    """
    source = line.source.head if line.source is not None and line.source.head is not None else None
    seen: set[int] = set()
    acting: set[int] = set()
    order = agreeing = agents = 0
    for distance, sighting in _nearest(stage, line, source):
        agrees = bool(wanted) and _agreement(sighting.figure, wanted) != "no"
        if id(sighting.figure) not in seen:
            seen.add(id(sighting.figure))
            near = _far(distance) if distance < 3 else "far"
            marks.add(sighting.figure, f"last={_far(distance)}|{sighting.form}|{sighting.is_subject}")
            marks.add(sighting.figure, f"order={min(order, 6)}|{near}")
            order += 1
            if agrees:
                marks.add(sighting.figure, f"agreeing={min(agreeing, 4)}|{near}")
                agreeing += 1
        if sighting.is_subject and id(sighting.figure) not in acting:
            acting.add(id(sighting.figure))
            marks.add(sighting.figure, f"acted={min(agents, 4)}|{sighting.form}")
            agents += agrees or not wanted
    later: set[int] = set()
    for distance, sighting in _following(stage, line, source):
        if id(sighting.figure) not in later:
            first = "first" if not later else "later"
            later.add(id(sighting.figure))
            marks.add(sighting.figure, f"next={distance}|{sighting.form}|{sighting.is_subject}|{first}")


def _nearest(stage: Stage, line: Line, source: Node | None) -> Iterator[tuple[int, Sighting]]:
    """The mentions in the telling before a line, the nearest first, with the paragraphs between."""
    for sighting in islice(stage.before(line.start, line.paragraph, BEHIND), SCANNED):
        if sighting.head is not source:
            yield line.paragraph - sighting.paragraph, sighting


def _following(stage: Stage, line: Line, source: Node | None) -> Iterator[tuple[int, Sighting]]:
    """The mentions in the telling after a line, the nearest first, with the paragraphs between."""
    for sighting in islice(stage.after(line.start, line.paragraph, AHEAD), SCANNED):
        if sighting.head is not source:
            yield sighting.paragraph - line.paragraph, sighting


def _note_line(stage: Stage, line: Line, distance: int, marks: _Marks) -> None:
    """What the cue and the words of a line tell of the speaker of the one that is so many lines away."""
    if distance and line.is_settled and line.guess is not None:
        marks.add(line.guess, f"speaks={distance}")
    if abs(distance) > 2:
        return
    if line.addressee is not None:
        marks.add(line.addressee, f"told to={distance}")
    called = {id(figure): figure for figure in called_in(stage, line)}
    for figure in called.values():
        marks.add(figure, f"called={distance}|{len(called) > 1}")
    for figure in {id(figure): figure for figure in styled_in(stage, line)}.values():
        marks.add(figure, f"styled={distance}")
    if abs(distance) < 2:
        for sighting in stage.between(line.paragraph, line.start, line.end):
            if sighting.quoted and sighting.form == "name" and id(sighting.figure) not in called:
                marks.add(sighting.figure, f"named={distance}")


def _own(stage: Stage, book: Book, line: Line, figure: Figure, told: Iterable[tuple[str, str]]) -> Iterator[str]:
    """What speaks for a candidate by itself: its sort, gender and words, how often it is mentioned near by."""
    yield f"sort={_sort(stage, figure)}"
    if line.told == "pronoun":
        yield f"pronoun={_agreement(figure, _gender_of_cue(stage, line))}|{figure.surety}"
    if line.told == "nominal":
        yield f"description={_agreement(figure, _gender_of_cue(stage, line))}|{figure is line.guess}"
        yield f"described={_log_step(book.described(line, figure))}"
        yield f"noun={_fit_of_noun(line, figure)}|{_before_noun(line)}"
    yield f"wording={_log_step(book.wording(line, figure))}"
    for where, gender in told:
        yield f"gender={where}|{_agreement(figure, gender)}"
    near = stage.mentions_near(figure, line.paragraph)
    yield f"near={min(near.bit_length(), 4)}"


def _fit_of_noun(line: Line, figure: Figure) -> str:
    """How the description in a line's cue fits a candidate: it brings the candidate in, or has the same noun."""
    if figure.entity is not None:
        return "named"
    if figure is line.guess:
        return "itself"
    head = line.source.head if line.source is not None else None
    return "same" if head is not None and head.lemma == figure.head.lemma else "other"


def _before_noun(line: Line) -> str:
    """What stands before that noun: an article that brings somebody in or means somebody known, or whose it is."""
    head = line.source.head if line.source is not None else None
    for before in head.children("det", "nmod:poss") if head is not None else ():
        return before.feature("Definite") or before.feature("PronType") or "owner"
    return "none"


def _sort(stage: Stage, figure: Figure) -> str:
    if figure is stage.narrator:
        return "narrator" if stage.is_told_by_narrator else "rare narrator"
    if figure.entity is None:
        return "unnamed"
    return "given" if figure.entity.given else figure.entity.kind


def _agreement(figure: Figure, wanted: str) -> str:
    """Whether a gender is the one that is wanted."""
    if not wanted or not figure.gender:
        return "open"
    return "yes" if figure.gender == wanted else "no"


def _far(paragraphs: int) -> int:
    """A distance in paragraphs as one of a few steps."""
    return paragraphs if paragraphs < 4 else 4 if paragraphs < 7 else 7 if paragraphs < 11 else 11


def _step(share: float) -> int:
    return sum(share >= step for step in _SHARES)


def _log_step(value: float) -> int:
    return sum(value >= step for step in _LOGARITHMS)
