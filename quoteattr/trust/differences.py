"""How a quotation differs from the words that it may come from, one difference after the other."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from functools import cached_property
from itertools import groupby

from attrs import frozen

from quoteattr.records.records import Span
from quoteattr.trust.kinds import WORDS, Difference, Kind
from quoteattr.trust.marks import (
    CLAUSE_END,
    CLOSE,
    CLOSED,
    DASHES,
    LINE_ENDS,
    OPENED,
    QUOTES,
    SENTENCE_END,
    STOPS,
    edge_kind,
    folded,
    is_emphasis,
    last_clause,
    printed,
)
from quoteattr.trust.negations import Negations
from quoteattr.trust.pieces import Joint, Piece
from quoteattr.trust.placement import Chain, Place
from quoteattr.trust.sources import Library, Source
from quoteattr.trust.words import ASIDE, Word, without_furniture, words_of


@frozen(slots=False)
class Comparison:
    """A quotation in `spans` of a text, held against a chain of places for its pieces."""

    text: str
    spans: Sequence[tuple[int, int]]
    chain: Chain
    sources: Library
    is_fragment: bool = False

    @cached_property
    def source(self) -> Source:
        """The source of the first piece that was found."""
        return self.sources.source_at(self.chain.start)[0]

    @cached_property
    def differences(self) -> tuple[Difference, ...]:
        """All differences, in the order of the quotation."""
        return tuple(self._all())

    @cached_property
    def passage(self) -> tuple[Span, ...]:
        """The stretches of the source that the pieces stand for, in the order of the quotation; close ones are one."""
        spans: list[tuple[int, int]] = []
        last = -1
        for place in self._placed:
            found = place.alignment
            if found is None or found.start is None or found.end is None or place.order == "elsewhere":
                continue
            start, end = self._word(found.start).start, self._word(found.end - 1).end
            if spans and found.start == last:
                spans[-1] = (spans[-1][0], end)
            else:
                spans.append((start, end))
            last = found.end
        return tuple(Span.cut(self.source.text, start, end) for start, end in spans)

    def loses_negation(self, negations: Negations) -> bool:
        """Whether the quotation denies what the source does not, or the other way round, as far as words differ."""
        for one in self.differences:
            said = negations.count(one.quote.text if one.quote else "")
            meant = negations.count(one.source.text if one.source else "")
            if one.kind in WORDS and said != meant:
                return True
            if one.kind == "cut" and one.quote is None and self.is_denied(negations):
                return True
            if one.kind in ("ellipsis", "brackets", "cue") and one.source and self._is_in_sentence(one.source):
                inserted = said if one.kind == "brackets" else 0
                left_out = CLAUSE_END.split(one.source.text)
                if inserted != meant and any(map(negations.count, (left_out[0], left_out[-1]))):
                    return True
        return False

    def _is_in_sentence(self, gap: Span) -> bool:
        """Whether what is left out is inside one sentence, as far as the source has full stops."""
        turns = self.source.turns
        if SENTENCE_END.search(gap.text) or turns.number_at(gap.start) != turns.number_at(gap.end):
            return False
        return self._has_stops or len(words_of(without_furniture(gap.text))) <= CLOSE

    @property
    def _placed(self) -> list[Place]:
        return [place for place in self.chain.places if place.alignment]

    def _word(self, place: int) -> Word:
        source, number = self.sources.source_at(place)
        return source.words[number]

    def _all(self) -> Iterator[Difference]:
        before: Place | None = None
        yield from self._at_start()
        for place in self.chain.places:
            piece, alignment, order = place
            if alignment is None or order == "elsewhere":
                yield Difference("added" if alignment is None else "moved", self._said(piece.words), None)
                continue
            if before is not None and before.alignment is not None:
                yield from self._joined(before, place)
            yield from self._within(piece, alignment.pairs)
            before = place
        yield from self._at_end()

    # Inside a piece

    def _within(self, piece: Piece, pairs: Sequence[tuple[int | None, int | None]]) -> Iterator[Difference]:
        """Words that differ, and where none does, what stands between them."""
        whole = self._is_all_capitals
        last: tuple[Word, Word] | None = None
        for same, group in groupby(pairs, key=lambda pair: self._is_same(piece, pair)):
            run = list(group)
            if not same:
                yield self._changed(piece, run)
                last = None
                continue
            for i, j in run:
                said, meant = piece.words[i or 0], self._word(j or 0)
                if last is not None:
                    yield from self._between(last[0].end, said.start, last[1].end, meant.start)
                yield from self._spelled(said, meant, whole)
                last = said, meant

    def _is_same(self, piece: Piece, pair: tuple[int | None, int | None]) -> bool:
        i, j = pair
        return i is not None and j is not None and piece.words[i].form == self._word(j).form

    def _changed(self, piece: Piece, run: Sequence[tuple[int | None, int | None]]) -> Difference:
        said = [piece.words[i] for i, _ in run if i is not None]
        meant = [self._word(j) for _, j in run if j is not None]
        kind: Kind = "replaced" if said and meant else "added" if said else "dropped"
        return Difference(kind, self._said(said), self._meant(meant))

    def _said(self, words: Sequence[Word]) -> Span | None:
        return Span.cut(self.text, words[0].start, words[-1].end) if words else None

    def _meant(self, words: Sequence[Word]) -> Span | None:
        return Span.cut(self.source.text, words[0].start, words[-1].end) if words else None

    @cached_property
    def _is_all_capitals(self) -> bool:
        """Whether the source has no small letters hereabouts, as captions may have none."""
        words = "".join(span.text for span in self.passage)
        return words.isupper() or words.islower()

    def _spelled(self, said: Word, meant: Word, any_case: bool) -> Iterator[Difference]:
        """One word that is written in two ways."""
        one, other = self.text[said.start : said.end], self.source.text[meant.start : meant.end]
        if one == other:
            return
        spans = self._cut(said.start, said.end, meant.start, meant.end)
        if one.startswith("["):
            yield Difference("brackets", *spans)
        elif folded(one) == folded(other):
            yield Difference("marks", *spans)
        elif any_case or folded(one)[1:] == folded(other)[1:] or is_emphasis(one, other):
            yield Difference("case", *spans)
        else:
            yield Difference("replaced", *spans)

    def _between(self, said_from: int, said_to: int, meant_from: int, meant_to: int) -> Iterator[Difference]:
        """What stands between two words, spaces and marks."""
        said, meant = self.text[said_from:said_to], self.source.text[meant_from:meant_to]
        turns = self.source.turns
        if turns.number_at(meant_from) != turns.number_at(meant_to):
            yield Difference("turn", *self._cut(said_from, said_to, meant_from, meant_to))
            return
        if said == meant:
            return
        spans = self._cut(said_from, said_to, meant_from, meant_to)
        spoken = without_furniture(meant)
        if (aside := ASIDE.search(spoken)) and aside[0] not in said:
            yield Difference("aside", *spans)
            return
        one, other = " ".join(said.split()), " ".join(spoken.split())
        if one == other:
            yield Difference("spaces", *spans)
        elif DASHES.sub("-", one or " ") == DASHES.sub("-", other or " "):
            yield Difference("dashes", *spans)
        else:
            yield Difference("marks", *spans)

    def _cut(self, said_from: int, said_to: int, meant_from: int, meant_to: int) -> tuple[Span, Span]:
        return Span.cut(self.text, said_from, said_to), Span.cut(self.source.text, meant_from, meant_to)

    # Between pieces

    def _joined(self, before: Place, place: Place) -> Iterator[Difference]:
        """What parts a piece from the one before it, here and in the source."""
        said_from, said_to = before.piece.words[-1].end, place.piece.words[0].start
        quote = Span.cut(self.text, said_from, said_to)
        if before.alignment is None or place.alignment is None:
            return
        first, last = before.alignment.end or 1, place.alignment.start or 0
        if place.order == "moved" or last < first:
            there = [self._word(last), self._word((place.alignment.end or 1) - 1)]
            yield Difference("moved", self._said(place.piece.words), self._meant(there))
            return
        meant_from, meant_to = self._word(first - 1).end, self._word(last).start
        source = Span.cut(self.source.text, meant_from, meant_to)
        joint: Joint = place.piece.joint
        if joint == "sentence":
            if last > first:
                yield Difference("sentence", quote, source)
            else:
                yield from self._between(said_from, said_to, meant_from, meant_to)
        elif joint == "brackets" and "(" in quote.text and "(" in source.text:
            yield Difference("replaced", quote, source)  # brackets that are the source's, with other words in them
        elif printed(quote.text) != printed(source.text):
            yield Difference("ellipsis" if joint == "start" else joint, quote, source)
        elif quote.text != source.text:
            yield Difference("marks", quote, source)

    # At the ends

    def _at_start(self) -> Iterator[Difference]:
        """What stands before the first word: an ellipsis, a bracket, a capital inside a sentence of the source."""
        place = self.chain.places[0]
        if place.alignment is None or place.alignment.start is None or place.order == "elsewhere":
            return
        said, meant = place.piece.words[0], self._word(place.alignment.start)
        opening = Span.cut(self.text, self.spans[0][0], said.start)
        beside = self.source.text[max(0, meant.start - len(opening.text) - 4) : meant.start]
        if kind := edge_kind(opening.text, beside):
            yield Difference(kind, opening, None)
        elif self._begins_as_sentence(said, meant) and self._is_inside(meant.start):
            yield Difference("cut", None, self._cut_before(meant.start))

    def _at_end(self) -> Iterator[Difference]:
        """What stands behind the last word: an ellipsis, a bracket, a full stop inside a sentence of the source."""
        place = self.chain.places[-1]
        if place.alignment is None or place.alignment.end is None or place.order == "elsewhere":
            return
        said, meant = place.piece.words[-1], self._word(place.alignment.end - 1)
        closing = Span.cut(self.text, said.end, max(said.end, self.spans[-1][1]))
        dotted = self.source.text[meant.end - 1] == "."  # p.m. ends a sentence with its own full stop
        rest = without_furniture(self.source.text[meant.end - dotted : meant.end + 200])
        following = rest.lstrip(QUOTES + " )")[:1]
        if kind := edge_kind(closing.text, rest[: len(closing.text) + 4]):
            yield Difference(kind, closing, None)
            return
        if CLOSED.match(rest):
            following = "."
        stop = closing.text.strip(QUOTES + " ")[:1]
        own = stop == "," or (stop == "." and self._is_part)  # a mark that may be the article's
        if not stop or stop == following or (own and (self._is_part or following in (".", ","))):
            return
        if stop not in f",{STOPS}" or following in tuple(STOPS):
            yield Difference("marks", closing, Span.cut(self.source.text, meant.end, meant.end + len(following)))
        elif not self._ends_here(rest):
            yield Difference("cut", closing, self._cut_behind(meant.end))
        elif stop != ",":
            yield Difference("marks", closing, None)

    def is_denied(self, negations: Negations) -> bool:
        """Whether the source denies the words in the clause before them, and the article's clause does not."""
        if not self.passage:
            return False
        before = last_clause(self._cut_before(self.passage[0].start).text)
        if not self._has_stops:
            before = " ".join(before.split()[-CLOSE:])
        start = self.spans[0][0]
        here = last_clause(self.text[max(0, start - 300) : start])
        return negations.count(before) > 0 and negations.count(here) == 0

    @property
    def _is_part(self) -> bool:
        """Whether the quotation claims to be no whole sentence: the stop at its end is the article's."""
        first = self.chain.places[0].piece.words[0]
        return self.is_fragment or not self._begins_large(first)

    def _begins_large(self, word: Word) -> bool:
        return self.text[word.start] == "[" or not self.text[word.start].islower()

    def _ends_here(self, rest: str) -> bool:
        """Whether a turn, a paragraph, or the text ends here, or the source has no full stops at all."""
        return not rest.strip() or bool(LINE_ENDS.match(rest)) or not self._has_stops

    @cached_property
    def _has_stops(self) -> bool:
        """Whether the source has full stops hereabouts, as captions may have none."""
        start = self.passage[0].start if self.passage else 0
        beside = without_furniture(self.source.text[max(0, start - 500) : start + 500])
        return bool(SENTENCE_END.search(beside))

    def _begins_as_sentence(self, said: Word, meant: Word) -> bool:
        """Whether the quotation begins with a capital that the source does not have, or ends as one."""
        if not self._begins_large(said) or self.is_fragment:
            return False
        closing = self.text[self.chain.places[-1].piece.words[-1].end : self.spans[-1][1]].strip(QUOTES + " ")
        return self.source.text[meant.start].islower() or closing[:1] in (*STOPS, ",")

    def _is_inside(self, offset: int) -> bool:
        """Whether a sentence of the source has begun before an offset."""
        if not self._has_stops or OPENED.search(self.source.text[max(0, offset - 4) : offset]):
            return False
        turn = self.source.turns.at(offset)
        before = self.source.text[max(0, offset - 100, turn.body if turn else 0) : offset]
        before = ASIDE.sub(" ", without_furniture(before)).rstrip(f"{QUOTES} ([")
        return bool(before.strip()) and not before.rstrip().endswith(tuple(f"{STOPS}:")) and before[-2:] != "\n\n"

    def _cut_before(self, offset: int) -> Span:
        """The words of the sentence that the quotation leaves out before its first."""
        turn = self.source.turns.at(offset)
        lowest = max(0, offset - 300, turn.body if turn else 0)
        before = self.source.text[lowest:offset]
        ends = [match.end() for match in SENTENCE_END.finditer(before)]
        start = lowest + (ends[-1] if ends else 0)
        start += len(self.source.text[start:offset]) - len(self.source.text[start:offset].lstrip())
        return Span.cut(self.source.text, start, offset)

    def _cut_behind(self, offset: int) -> Span:
        """The words of the sentence that the quotation leaves out behind its last."""
        found = SENTENCE_END.search(self.source.text, offset, offset + 300)
        end = found.start() + 1 if found else min(len(self.source.text), offset + 300)
        return Span.cut(self.source.text, offset, end)
