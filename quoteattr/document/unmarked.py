"""Speech without marks: blocks behind a colon, answered messages, signed posts, dialogue with dashes.

Each becomes a quoted span, so that all other rules treat it like words in marks; marks within lie one level deeper.
"""

from __future__ import annotations

from bisect import bisect_left
from collections.abc import Container, Iterable, Iterator, Sequence
from itertools import zip_longest
from typing import Final

import regex
from attrs import evolve, frozen

from quoteattr.document.labels import talks
from quoteattr.document.marks import Family, QuotedSpan
from quoteattr.document.markup import BULLET
from quoteattr.document.paragraphs import Paragraph
from quoteattr.languages.language import Language
from quoteattr.syntax.trees import Node, Trees

DASHES = 2
"""Paragraphs behind dashes from which they may be dialogue."""
TALKING = 0.25
"""Share of them that must ask, or say *I* or *you*, where blanks stand behind the dashes, as in lists."""
SUBJECT = 5
"""Words of a subject before the verb of a reporting clause, at most."""
_DASH: Final = regex.compile(r"(?:--|[—–―])(?P<blank>\s?)(?=[\p{Lu}\d¿¡…‘“])")
_OPENING: Final = regex.compile(r"\s[—–―](?=\p{L})")
_CLOSING: Final = regex.compile(r"[—–―](?=[.,;:!?…\s]|$)")
_NOMINAL: Final = ("NOUN", "PRON", "PROPN")
_IN_SUBJECT: Final = (*_NOMINAL, "ADJ", "ADV", "DET")
_ENDS: Final = (".", "?", "!", "…", "...")


@frozen
class Unmarked:
    """A document in which speech without marks is looked for; `raw` is its text, `text` what is shown of it."""

    raw: str
    text: str
    paragraphs: Sequence[Paragraph]
    trees: Trees
    language: Language

    def spans(self, marked: Sequence[QuotedSpan]) -> tuple[QuotedSpan, ...]:
        """The quoted spans of the document, those in marks and those without, in order."""
        opened = {self.paragraphs[quoted.paragraph].body for quoted in marked if quoted.start == self._body(quoted)}
        found = [*self._blocks(opened), *self._dialogue(opened)]
        return _nested(self._listed(marked), found)

    def _listed(self, marked: Sequence[QuotedSpan]) -> Iterator[QuotedSpan]:
        """The spans in marks; those of one list, each all of its item, go on with one another behind a lead."""
        led = False
        for quoted, following in zip_longest(marked, marked[1:]):
            led = self._is_item(quoted) and (led or (quoted.paragraph > 0 and self._introduces(quoted.paragraph - 1)))
            beside = following is not None and following.paragraph == quoted.paragraph + 1
            yield evolve(quoted, continues=True) if led and beside and self._is_item(following) else quoted

    def _is_item(self, quoted: QuotedSpan | None) -> bool:
        if quoted is None:
            return False
        paragraph = self.paragraphs[quoted.paragraph]
        item = BULLET.match(self.text, paragraph.start, paragraph.end) is not None
        return item and quoted.start == paragraph.body and quoted.end == paragraph.end

    def _body(self, quoted: QuotedSpan) -> int:
        return self.paragraphs[quoted.paragraph].body

    def _span(self, number: int, start: int, end: int, family: Family, continues: bool = False) -> QuotedSpan:
        """The span of some words, without the marks that stand around all of them, if any do."""
        words, marks = self.text[start:end].rstrip(), self.language.marks.all
        end = start + len(words)
        if words[0] in marks and words[-1] in marks:
            start, end = start + 1, end - 1
        return QuotedSpan(start, end, start, end, number, family, continues=continues)

    def _blocks(self, opened: set[int]) -> Iterator[QuotedSpan]:
        """Blocks that a sentence with a colon leads into, that are signed, or that answer a message."""
        leads: dict[int, int] = {}
        listed: set[int] = set()
        for number, paragraph in enumerate(self.paragraphs):
            marked = paragraph.body in opened or self.text[paragraph.body] in self.language.marks.double
            if paragraph.turn or paragraph.silent or marked:
                continue
            depth = self._depth(paragraph)
            signed = self._signed(number)
            if signed is not None:
                yield self._span(number, *signed, "block")
            elif self._leads(number):
                leads[depth + 1] = number
            elif depth and depth in leads:
                yield self._span(number, paragraph.body, paragraph.end, "block", self._goes_on(number, leads[depth]))
            elif not depth and (self._is_led(number) or number in listed):
                going_on = self._is_bulleted(number) and self._is_bulleted(number + 1)
                listed = {number + 1} if going_on else set()
                yield self._span(number, paragraph.body, paragraph.end, "block", going_on)

    def _is_led(self, number: int) -> bool:
        """Whether the paragraph before leads to one."""
        return number > 0 and self._leads(number - 1) and not self._depth(self.paragraphs[number - 1])

    def _is_bulleted(self, number: int) -> bool:
        """Whether there is such a paragraph, and it is an item of a list."""
        some = self.paragraphs[number : number + 1]
        return any(BULLET.match(self.text, paragraph.start, paragraph.end) for paragraph in some)

    def _goes_on(self, number: int, lead: int) -> bool:
        """Whether a later paragraph belongs to the same block: one as deep, before another lead."""
        depth = self._depth(self.paragraphs[number])
        for later in range(number + 1, len(self.paragraphs)):
            if self._leads(later):
                return False
            if self._depth(self.paragraphs[later]) == depth:
                return self._signed(later) is None and self._is_free(later)
        return False

    def _is_free(self, number: int) -> bool:
        return not self.language.layout.signature.match(self.text, self.paragraphs[number].start)

    def _depth(self, paragraph: Paragraph) -> int:
        """How many marks `>` stand before a paragraph, as before the lines of a message that is answered."""
        return self.raw[paragraph.start : paragraph.body].count(">")

    def _introduces(self, number: int) -> bool:
        """Whether what stands in marks below is somebody's by what a paragraph tells: `Lee made three demands:`"""
        if self._leads(number):
            return True
        paragraph = self.paragraphs[number]
        sentence = self.trees.sentence_at(paragraph.end - 1)
        if sentence is None or paragraph.turn or paragraph.silent or sentence.nodes[-1].text != ":":
            return False
        root = next((token for token in sentence.nodes if token.head is None), sentence.nodes[0])
        return root.upos == "VERB" and any(subject.ner.endswith("PER") for subject in root.children("nsubj"))

    def _leads(self, number: int) -> bool:
        """Whether a paragraph ends in a colon and says that somebody says what follows."""
        paragraph = self.paragraphs[number]
        if paragraph.turn or paragraph.silent or not self.text[paragraph.body : paragraph.end].endswith(":"):
            return False
        sentence = self.trees.sentence_at(paragraph.end - 1)
        if sentence is None:
            return False
        pointing = self.language.layout.pointing
        verbs = [token for token in sentence.nodes if token.upos == "VERB" and token.lemma not in pointing]
        return any(self._reports(t) for t in sentence.nodes if t in verbs[-1:] or t.upos == "NOUN")

    def _reports(self, token: Node) -> bool:
        """Whether a word says that words follow: a verb that reports, `issued a statement`, `a sign reads`."""
        if token.upos == "VERB" and self.language.cues.reports(token.lemma):
            return all(clause.index < token.index for clause in token.children("ccomp"))
        verb = token.head
        if token.deprel == "obj":
            return token.lemma in self.language.messages
        intransitive = verb is not None and token.deprel == "nsubj" and not verb.children("obj", "ccomp", "xcomp")
        singular = token.upos == "NOUN" and token.feature("Number") != "Plur"
        return intransitive and singular and self.language.nouns.get(token.lemma) == "document"

    def _signed(self, number: int) -> tuple[int, int] | None:
        """Where the words of a post or a claim lie that is signed behind them, on its line or on the next."""
        layout, paragraph = self.language.layout, self.paragraphs[number]
        start, claim = paragraph.body, layout.claim.match(self.text, paragraph.body, paragraph.end)
        start = claim.end() if claim else start
        behind = layout.signature if claim else layout.signed_post
        signed = behind.search(self.text, start, paragraph.end)
        if signed is not None and signed.start() > start:
            return start, signed.start()
        following = self.paragraphs[number + 1] if number + 1 < len(self.paragraphs) else None
        if following is None or following.turn:
            return None
        signature = layout.signature.match(self.text, following.start, following.end)
        alone = layout.signed_post.match(self.text, following.start, following.end)
        quoted = self._depth(paragraph) > 0
        return (start, paragraph.end) if alone or (signature and (claim or quoted)) else None

    def _dialogue(self, opened: set[int]) -> Iterator[QuotedSpan]:
        """What is said in paragraphs behind dashes."""
        behind = [number for number, paragraph in enumerate(self.paragraphs) if self._is_behind_dash(paragraph, opened)]
        if not self._is_dialogue(behind):
            return
        for number in behind:
            for start, end in self._spoken(self.paragraphs[number]):
                yield self._span(number, start, end, "dash")

    def _is_behind_dash(self, paragraph: Paragraph, opened: set[int]) -> bool:
        dash = _DASH.match(self.text, paragraph.start, paragraph.end)
        signed = self.language.layout.signature.fullmatch(self.text, paragraph.start, paragraph.end)
        return dash is not None and not (paragraph.turn or paragraph.silent or signed) and paragraph.body not in opened

    def _is_dialogue(self, behind: Sequence[int]) -> bool:
        """Whether paragraphs behind dashes are spoken: words glued to the dash, or talk."""
        words = [self.text[self.paragraphs[n].start : self.paragraphs[n].end] for n in behind]
        glued = sum(not self._dash(text)["blank"] for text in words)
        talking = sum(talks(text, self.language) or "!" in text for text in words)
        return len(behind) >= DASHES and (glued == len(words) or talking >= TALKING * len(words))

    def _dash(self, text: str) -> regex.Match[str]:
        dash = _DASH.match(text)
        assert dash is not None
        return dash

    def _spoken(self, paragraph: Paragraph) -> Iterator[tuple[int, int]]:
        """The pieces of a paragraph behind a dash that are speech: what is told between is left out."""
        start = self._dash(self.text[paragraph.start : paragraph.end]).end() + paragraph.start
        told = [*self._between_dashes(start, paragraph.end)] or [*self._reporting_clauses(start, paragraph.end)]
        for end, following in [*told, (paragraph.end, paragraph.end)]:
            piece = self.text[start:end]
            first, last = start + len(piece) - len(piece.lstrip(" .,;:—–―")), end - len(piece) + len(piece.rstrip())
            if any(map(str.isalnum, self.text[first:last])):
                yield first, last
            start = following

    def _between_dashes(self, start: int, end: int) -> Iterator[tuple[int, int]]:
        """What is told between dashes: `—No —said Ana—. Go.`"""
        while opening := _OPENING.search(self.text, start, end):
            closing = _CLOSING.search(self.text, opening.end(), end)
            start = closing.end() if closing else end
            yield opening.start(), start

    def _reporting_clauses(self, start: int, end: int) -> Iterator[tuple[int, int]]:
        """What tells of the speech, up to the end of its sentence: `No, said Ana with a bow. Go.`"""
        tokens = list(self.trees.nodes(start, end))
        free = 0
        for place in range(len(tokens)):
            opening = self._clause_before(tokens, place) if place >= free else None
            if opening is not None and opening >= free:
                known = {self._gender(word) for word in tokens[free:opening]}
                free = self._told_on(tokens, self._resumed(tokens, place), known)
                yield tokens[opening].start, tokens[free - 1].end if free < len(tokens) else end

    def _resumed(self, tokens: Sequence[Node], place: int) -> int:
        """Where a clause ends: with its sentence, or at a comma behind which it speaks on: `Tea, said Ana, is hot.`"""
        stop = _sentence_end(tokens, place)
        comma = next((other for other in range(place, stop) if tokens[other].text == ","), stop)
        rest = {word.feature("Tense") for word in tokens[comma:stop] if word.feature("VerbForm") == "Fin"}
        return comma + 1 if rest == {"Pres"} else stop

    def _told_on(self, tokens: Sequence[Node], place: int, known: Container[str]) -> int:
        """Where the telling ends that goes on behind a reporting clause: `No, said Ana. She shook her head. Go.`

        It speaks in the past of *him* or *her*, of whom the speech before does not, and of no *me* or *you*.
        """
        while place < len(tokens):
            stop = _sentence_end(tokens, place)
            sentence = tokens[place:stop]
            tenses = {word.feature("Tense") for word in sentence if word.feature("VerbForm") == "Fin"}
            genders = {self._gender(word) for word in sentence[:SUBJECT]} - {""}
            spoken = any(word.feature("Person") in ("1", "2") for word in sentence) or sentence[-1].text == "?"
            if tenses != {"Past"} or spoken or not genders or any(gender in known for gender in genders):
                return place
            place = stop
        return place

    def _gender(self, word: Node) -> str:
        """Whom a pronoun tells of, if it is *he* or *she*."""
        gender = self.language.pronouns.get(word.text.lower(), "")
        return gender if gender in ("Masc", "Fem") else ""

    def _clause_before(self, tokens: Sequence[Node], place: int) -> int | None:
        """Where a reporting clause begins whose verb stands at a place: behind a comma or the end of a question."""
        verb = tokens[place]
        if verb.upos != "VERB":
            return None
        resumed = place > 0 and tokens[place - 1].text in _ENDS[1:] and verb.text[:1].islower()
        if resumed or not self._may_report(verb):
            return place if resumed else None
        first = place
        while first and place - first < SUBJECT and tokens[first - 1].upos in _IN_SUBJECT:
            first -= 1
        if first == 0 or tokens[first - 1].text not in (",", *_ENDS[1:]):
            return None
        after = [token.upos for token in tokens[place + 1 : place + 4]]
        before = [token.upos for token in tokens[first:place]]
        return first if any(upos in _NOMINAL for upos in (before or after)) else None

    def _may_report(self, verb: Node) -> bool:
        language, past = self.language, verb.feature("Tense") == "Past"
        known = (language.manners, language.stances, language.silences["replying"])
        told = language.cues.reports(verb.lemma) or any(verb.lemma in some for some in known)
        return language.cues.reports(verb.lemma, "verb parenthesis") or (past and told)


def _sentence_end(tokens: Sequence[Node], place: int) -> int:
    """The place behind the next mark that ends a sentence."""
    return next((other + 1 for other in range(place, len(tokens)) if tokens[other].text in _ENDS), len(tokens))


def _nested(marked: Iterable[QuotedSpan], found: Sequence[QuotedSpan]) -> tuple[QuotedSpan, ...]:
    """All spans in order; those in marks that lie in one without are one level deeper, and none lies around one."""
    starts = sorted(quoted.start for quoted in found)
    around_none = (q for q in marked if bisect_left(starts, q.inner_end) == bisect_left(starts, q.inner_start))
    spans = sorted((*around_none, *found), key=lambda quoted: (quoted.start, -quoted.end))
    nested: list[QuotedSpan] = []
    around: QuotedSpan | None = None
    for quoted in spans:
        if quoted.family in ("block", "dash"):
            around = quoted
        elif around is not None and quoted.end <= around.end:
            quoted = evolve(quoted, depth=quoted.depth + 1)
        nested.append(quoted)
    return tuple(nested)
