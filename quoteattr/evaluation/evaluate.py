"""Score predicted attributions against gold ones.

Both sides are plain dicts. A gold document has the form that corpora are kept in:
`{"id", "text", "quotes": [{"type", "content", "cue", "source", "speaker", "role"}], "entities"}`, where
`content`, `cue` and `source` are lists of `[start, end]`, `speaker` is the id of an entity or None, and an
entity has `id`, `name` and perhaps `aliases` and `kind`. A prediction is a document of that form, with the
speaker's name and `speaker_kind` in its quotes, or what `Result.to_dict(id)` gives.
"""

from __future__ import annotations

import re
import unicodedata
from collections import Counter
from collections.abc import Iterable, Iterator, Mapping, Sequence
from functools import cached_property
from itertools import groupby
from typing import Any

from attrs import frozen

from quoteattr.errors import InputError, shown
from quoteattr.evaluation.scores import Rate, Score, Share
from quoteattr.vocabulary import QuoteKind

Annotated = Mapping[str, Any]
Range = tuple[int, int]
Offsets = frozenset[int]

_LITTLE_WORDS = """
a an and at by dr for from gov her his in its mr mrs ms my of on or our president rep sen that the their these
this those to who with your
"""
"""Words that two phrases may share without meaning the same."""
_STOP_WORDS = frozenset(_LITTLE_WORDS.split())

_CURLY = tuple(re.compile(f"{left}[^{left}{right}]+{right}") for left, right in ("“”", "«»", "„“"))
_KINDS: tuple[QuoteKind, ...] = ("direct", "mixed", "indirect")


@frozen
class Match:
    """A gold quote and a predicted one, by their places among the quotes, whose contents match."""

    gold: int
    predicted: int
    exact: bool
    source_right: bool
    cue_right: bool


def score(gold: Iterable[Annotated], predicted: Iterable[Annotated]) -> Score:
    """Score predictions against gold documents, paired by `id`; `Score` defines the figures.

    Args:
        gold: Documents of the form `{"id", "text", "quotes", "entities"}`. A quote has a `type`, and `content`, `cue`
            and `source` as lists of `[start, end]`; `speaker` is the id of an entity or None. An entity has `id`,
            `name` and perhaps `aliases` and `kind`.
        predicted: What `Result.to_dict(id)` gives, or documents of the form above with the speaker's name in their
            quotes. Those that are not in the gold are passed over.

    Raises:
        InputError: Two predictions came for one document, or a span lies outside its text.

    Examples:
        >>> text = "“We won,” said Ann Lee."
        >>> quote = {"type": "direct", "content": [[0, 9]], "cue": [[10, 14]], "source": [[15, 22]], "speaker": "lee"}
        >>> gold = [{"id": 1, "text": text, "quotes": [quote], "entities": [{"id": "lee", "name": "Ann Lee"}]}]
        >>> found = score(gold, [{"id": 1, "quotes": [quote | {"source": [[19, 22]], "speaker": "Lee"}]}])
        >>> found.attributed.f1, found.speaker
        (1.0, Share(right=1, gold=1))
        >>> score(gold, []).lost
        1
    """
    answers: dict[Any, Annotated] = {}
    for answer in predicted:
        if answer["id"] in answers:
            raise InputError(f"two predictions came for document {shown(answer['id'])}; keep one")
        answers[answer["id"]] = answer
    return sum((_score_document(document, answers.get(document["id"])) for document in gold), Score())


def match_quotes(gold: Annotated, predicted: Annotated) -> list[Match]:
    """The quotes of one document whose contents match, one to one, as `Score.content_soft` has it.

    The places count those predicted quotes that have content, as all quotes of a `Result` do.
    """
    return _matches(_Side.of_gold(gold), _Side.of_answer(predicted, gold))


@frozen
class _Quote:
    """A quote of either side in one form. `roles` is None where the gold leaves the question open."""

    kind: str
    content: Offsets
    source: tuple[Range, ...]
    cue: tuple[Range, ...]
    speaker: str | None
    speaker_kind: str | None
    subtype: str | None
    roles: tuple[str, ...] | None

    @classmethod
    def of(cls, quote: Annotated, gold: Annotated) -> _Quote:
        speaker = quote.get("speaker")
        record = speaker if isinstance(speaker, Mapping) else None
        about = quote if record is None else record
        roles = [about.get("role"), *quote.get("roles_also", ())]
        content, source, cue = (_ranges(quote.get(key), gold) for key in ("content", "source", "cue"))
        return cls(
            kind=quote.get("type") or quote.get("kind", ""),
            content=_word_characters(gold["text"], content),
            source=source,
            cue=cue,
            speaker=speaker if record is None else record["name"],
            speaker_kind=quote.get("speaker_kind") if record is None else record.get("kind"),
            subtype=quote.get("subtype"),
            roles=tuple(filter(None, roles)) if "role" in about else None,
        )


@frozen(slots=False)
class _Side:
    """The quotes of one side, asked which of them cover some offsets."""

    text: str
    quotes: Sequence[_Quote]

    @classmethod
    def of_gold(cls, gold: Annotated) -> _Side:
        return cls(gold["text"], [_Quote.of(quote, gold) for quote in gold["quotes"]])

    @classmethod
    def of_answer(cls, answer: Annotated, gold: Annotated) -> _Side:
        return cls(gold["text"], [_Quote.of(quote, gold) for quote in answer["quotes"] if quote.get("content")])

    @cached_property
    def _owners(self) -> Mapping[int, list[int]]:
        owners: dict[int, list[int]] = {}
        for place, quote in enumerate(self.quotes):
            for offset in quote.content:
                owners.setdefault(offset, []).append(place)
        return owners

    def overlaps(self, offsets: Offsets) -> Counter[int]:
        """How many of the offsets each quote's content holds."""
        return Counter(place for offset in offsets for place in self._owners.get(offset, ()))

    def covering(self, offsets: Offsets) -> dict[int, int]:
        """The quotes that hold half of the offsets, in order, with how many they hold."""
        return {place: shared for place, shared in sorted(self.overlaps(offsets).items()) if 2 * shared >= len(offsets)}

    @property
    def words(self) -> Offsets:
        return frozenset().union(*(quote.content for quote in self.quotes))


def _score_document(document: Annotated, answer: Annotated | None) -> Score:
    gold, predicted = _Side.of_gold(document), _Side.of_answer(answer or {"quotes": ()}, document)
    counted = Score(documents=1, lost=int(answer is None), marked=_marked(gold, predicted))
    return counted + _contents(gold, predicted) + _speakers(gold, predicted, document.get("entities", ()))


def _contents(gold: _Side, predicted: _Side) -> Score:
    matches = _matches(gold, predicted)
    sizes = (len(predicted.quotes), len(gold.quotes))
    sourced = [match for match in matches if gold.quotes[match.gold].source]
    cued = [match for match in matches if gold.quotes[match.gold].cue]
    right = [match for match in matches if match.source_right]
    there, claimed = gold.words, predicted.words
    return Score(
        content_soft=Rate(len(matches), *sizes),
        content_exact=Rate(sum(match.exact for match in matches), *sizes),
        words=Rate(len(there & claimed), len(claimed), len(there)),
        attributed=Rate(len(right), *sizes),
        source_given=Share(sum(match.source_right for match in sourced), len(sourced)),
        cue_given=Share(sum(match.cue_right for match in cued), len(cued)),
        content_by_kind=_recall_by_kind(gold, matches),
        attributed_by_kind=_recall_by_kind(gold, right),
    )


def _recall_by_kind(gold: _Side, found: list[Match]) -> dict[str, Share]:
    right = Counter(gold.quotes[match.gold].kind for match in found)
    there = Counter(quote.kind for quote in gold.quotes)
    return {kind: Share(right[kind], there[kind]) for kind in _KINDS}


def _matches(gold: _Side, predicted: _Side) -> list[Match]:
    rivals = []
    for here, quote in enumerate(gold.quotes):
        for there, shared in predicted.overlaps(quote.content).items():
            overlap = shared / (len(quote.content) + len(predicted.quotes[there].content) - shared)
            if overlap >= 0.5:
                rivals.append((-overlap, here, there))
    matches: list[Match] = []
    taken_here: set[int] = set()
    taken_there: set[int] = set()
    for distance, here, there in sorted(rivals):
        if here not in taken_here and there not in taken_there:
            taken_here.add(here)
            taken_there.add(there)
            quote, claim = gold.quotes[here], predicted.quotes[there]
            source_right = is_same_source(gold.text, quote.source, claim.source)
            cue_right = bool(_inked(gold.text, quote.cue) & _inked(gold.text, claim.cue))
            matches.append(Match(here, there, distance == -1, source_right, cue_right))
    return matches


def _marked(gold: _Side, predicted: _Side) -> Rate:
    rate = Rate()
    for stretch in _marked_stretches(gold.text):
        inside = _word_characters(gold.text, [stretch])
        owners = [gold.quotes[place].source for place in gold.covering(inside) if gold.quotes[place].source]
        claims = [
            predicted.quotes[place].source for place in predicted.covering(inside) if predicted.quotes[place].source
        ]
        right = any(is_same_source(gold.text, owner, claims[0]) for owner in owners) if claims else False
        rate += Rate(int(right), int(bool(claims)), int(bool(owners)))
    return rate


def _speakers(gold: _Side, predicted: _Side, entities: Iterable[Annotated]) -> Score:
    known = {entity["id"]: entity for entity in entities}
    asked = (quote for quote in gold.quotes if quote.speaker in known and quote.content)
    return sum((_speaker(quote, known[quote.speaker], _claim(quote, predicted)) for quote in asked), Score())


def _claim(quote: _Quote, predicted: _Side) -> _Quote | None:
    """The prediction that holds most of a quote's content; of equals the last, which is the inner one."""
    covering = predicted.covering(quote.content)
    return predicted.quotes[max(covering, key=lambda place: (covering[place], place))] if covering else None


def _speaker(quote: _Quote, entity: Annotated, claim: _Quote | None) -> Score:
    said = plain_name((claim and claim.speaker) or "")
    right = Share(
        int(bool(said) and said in map(plain_name, [entity["name"], str(entity["id"]), *entity.get("aliases", ())])), 1
    )
    role = claim.roles[0] if claim and claim.roles else ""
    role_right, role_none = Share(), Share()
    if quote.roles:
        role_right = Share(int(any(is_same_role(wanted, role) for wanted in quote.roles)), 1)
    elif quote.roles is not None:
        role_none = Share(int(not role), 1)
    kind = entity.get("kind")
    return Score(
        speaker=right,
        speaker_canonical=Share(int(bool(said) and said == plain_name(entity["name"])), 1),
        speaker_said=Share(int(bool(said)), 1),
        speaker_by_subtype={quote.subtype.lower(): right} if quote.subtype else {},
        speaker_kind=Share(int(claim is not None and claim.speaker_kind == kind), 1) if kind else Share(),
        role=role_right,
        role_none=role_none,
    )


def _ranges(spans: Any, gold: Annotated) -> tuple[Range, ...]:
    """Offsets from pairs, from a span's dict or from a list of such dicts."""
    items = [spans] if isinstance(spans, Mapping) else spans or []
    ranges = tuple((s["start"], s["end"]) if isinstance(s, Mapping) else (s[0], s[1]) for s in items)
    for start, end in ranges:
        if not 0 <= start <= end <= len(gold["text"]):
            raise InputError(
                f"document {shown(gold['id'])}: the span {start}:{end} lies outside the text, which has "
                f"{len(gold['text'])} characters; offsets are code points into the text as it is, end exclusive"
            )
    return ranges


def _word_characters(text: str, ranges: Iterable[Range]) -> Offsets:
    """Offsets of letters and digits: quotation marks, spaces and punctuation at an edge are nobody's mistake."""
    return frozenset(offset for start, end in ranges for offset in range(start, end) if text[offset].isalnum())


def _inked(text: str, ranges: Iterable[Range]) -> Offsets:
    """Offsets of all but white space: a cue can be a bare colon."""
    return frozenset(offset for start, end in ranges for offset in range(start, end) if not text[offset].isspace())


def _content_words(text: str, ranges: Iterable[Range]) -> set[str]:
    """The words in some ranges without those that mean little; all of them, where there are no others."""
    found = {word for start, end in ranges for word in re.findall(r"\w+", text[start:end].lower())}
    return found - _STOP_WORDS or found


def is_same_source(text: str, gold: Sequence[Range], claimed: Sequence[Range]) -> bool:
    """Whether two sources share a word that means something at the same place; or both are missing."""
    if not gold or not claimed:
        return not gold and not claimed
    meets = _word_characters(text, gold) & _word_characters(text, claimed)
    return bool(meets) and bool(_content_words(text, gold) & _content_words(text, claimed))


def is_same_role(gold: str, claimed: str) -> bool:
    """Whether the F1 of two roles' words is 0.5 or more.

    >>> is_same_role("the Mayor of Exeter", "mayor"), is_same_role("chief of staff", "police chief of Exeter")
    (True, False)
    """
    one, other = (_content_words(role, [(0, len(role))]) for role in (gold, claimed))
    shared = len(one & other)
    return bool(shared) and 4 * shared >= len(one) + len(other)


def plain_name(name: str) -> str:
    """A name for comparison: without case, accents and punctuation.

    >>> plain_name("José_Núñez-Lee"), plain_name("O’Neill, J.")
    ('jose nunez lee', 'oneill j')
    """
    letters = unicodedata.normalize("NFKD", name).encode("ascii", "ignore").decode().lower()
    return " ".join(re.findall("[a-z0-9]+", letters))


def _marked_stretches(text: str) -> list[Range]:
    """Stretches between paired double quotation marks; straight ones are paired within a paragraph.

    >>> text = '“Yes,” or "no", or "perhaps'
    >>> [text[start:end] for start, end in _marked_stretches(text)]
    ['“Yes,”', '"no"']
    """
    found = [match.span() for pattern in _CURLY for match in pattern.finditer(text)]
    for paragraph in _paragraphs(text):
        marks = [offset for offset in range(*paragraph) if text[offset] == '"']
        found += [(start, end + 1) for start, end in zip(marks[::2], marks[1::2], strict=False)]
    return [(start, end) for start, end in sorted(found) if any(map(str.isalnum, text[start:end]))]


def _paragraphs(text: str) -> Iterator[Range]:
    """Where lines stand that no blank one parts."""
    start = 0
    for blank, lines in groupby(text.split("\n"), key=lambda line: not line or line.isspace()):
        end = start + sum(len(line) + 1 for line in lines)
        if not blank:
            yield start, end - 1
        start = end
