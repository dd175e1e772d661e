"""Labels before turns: in which form each stands, and which forms a document speaks in.

A form is what stands around the names: `[00:01] Ada:`, `- Ada:`, `ADA.` Names that come again in one form, before words
that are spoken, make every label in that form one, be it used once.
"""

from __future__ import annotations

import itertools
from collections import Counter
from collections.abc import Iterable, Iterator, Mapping, Sequence
from typing import Final

import regex
from attrs import frozen

from quoteattr.document.blocks import Block
from quoteattr.languages.language import Language

TALKING = 0.15
"""Share of the turns in a form that must ask, or say *I* or *you*; in court it is above a third."""
RECURRING = 0.5
"""Share of the names on lines of their own that must come again: headings seldom do."""
EXPLICIT: Final = ("voice", "chat")
"""Forms that nothing but a label has."""

_NAME = (
    r"\p{Lu}[\p{L}\d'’\-]*\.?"
    r"(?:[^\S\n](?:(?:of|the|de|den|der|la|von|van)[^\S\n]){0,2}(?:\p{Lu}|\d)[\p{L}\d'’\-]*\.?){0,5}"
)
_CAPITALS = r"(?:(?:Mc|Mac|[DO]['’])?\p{Lu}[\p{Lu}\d'’\-]+|\d+)"
_CALLED = rf"(?:(?:The|THE|\p{{Lu}}\p{{L}}{{0,4}}\.)[^\S\n])?{_CAPITALS}(?:[^\S\n]{_CAPITALS}){{0,4}}"
_PLACE = r"(?:[^\S\n]of(?:[^\S\n]\p{Lu}[\p{L}'’\-]+){1,3})?"
_ADDED = r"(?:[^\S\n]{1,4}[\[(](?P<added>[^\[\]()\n]{1,60})[\])]){0,2}"
_CLOCK = r"[\[(]?\d{1,2}[:.]\d\d(?:[:.]\d\d)?(?:[^\S\n]?[AaPp]\.?[Mm]\.?)?[\])]?"

_EXPLICIT: Final[Mapping[str, regex.Pattern[str]]] = {
    "voice": regex.compile(r"<v(?:\.[\w.]+)?[^\S\n]+(?P<label>[^<>\n]{1,60})>\s*"),
    "chat": regex.compile(r"<(?P<label>[^<>\s/][^<>\n/]{0,30})>\s+"),
}
"""Forms that nothing but a label has."""
_BEFORE_COLON: Final[Mapping[str, regex.Pattern[str]]] = {
    "handle": regex.compile(r"(?P<label>@\w{2,30})\s?:\s+"),
    "brackets": regex.compile(rf"\[(?P<label>{_NAME})\](?:\s?:)?\s+"),
    "answer": regex.compile(r"(?P<label>[QA])(?:[.:]\s+|[^\S\n]+(?=\p{Lu}))"),
}
_CAPITAL: Final = regex.compile(rf"(?P<label>{_CALLED}{_PLACE}){_ADDED}(?:\.?\s?[—–]\s?|\.\s+)")
_STRESSED: Final = regex.compile(rf"[*_]{{1,3}}(?P<label>{_NAME}){_ADDED}\.?[*_]{{1,3}}{_ADDED}\.?\s+")
_STAMPED: Final = regex.compile(r"(?P<label>[^\s:<>\[\]()“\"][^:<>\[\]\n“\"]{0,30})\s?:\s+")
_ALONE: Final = regex.compile(rf"(?P<label>{_NAME}){_ADDED}(?:\s{{1,4}}{_CLOCK})?\s?:?")


@frozen
class Label:
    """What stands before words and may say whose they are.

    `start` and `end` are those of the name, `body` is where the words begin: the end of the block where the name is
    alone on its line. `role` is what stands behind a comma, and `added` what stands in brackets.
    """

    block: int
    form: str
    start: int
    end: int
    text: str
    body: int
    role: tuple[int, int] | None = None
    added: str = ""

    @property
    def kind(self) -> str:
        return self.form.partition(" ")[0]

    @property
    def key(self) -> str:
        """The word by which two labels are one: the last of the name."""
        words = self.text.lower().split()
        return self.text.lower() if words[-1].isdigit() else words[-1].strip(".,'’")


def find_labels(text: str, raw: str, blocks: Sequence[Block], language: Language) -> list[Label | None]:
    """The label of each block, in the most telling form that fits; `text` is what is shown of the `raw` one."""
    return [_label(text, raw, number, block, language) for number, block in enumerate(blocks)]


def _label(text: str, raw: str, number: int, block: Block, language: Language) -> Label | None:
    layout, before = language.layout, raw[block.start : block.body]
    whole = text[block.body : block.end].strip()
    if layout.examiner.fullmatch(whole) or layout.witness.fullmatch(whole):
        return None
    patterns = [
        *((kind, pattern, raw, block.body) for kind, pattern in _EXPLICIT.items()),
        *((kind, pattern, text, block.body) for kind, pattern in _BEFORE_COLON.items()),
        ("colon", layout.label, text, block.body),
        ("capitals", _CAPITAL, text, block.body),
        ("capitals", _CAPITAL, text, block.lead),
        ("stressed", _STRESSED, raw, block.start),
    ]
    if any(map(str.isdigit, before)):
        patterns.append(("colon", _STAMPED, text, block.body))
    for kind, pattern, read, start in patterns:
        match = pattern.match(read, start, block.end)
        if match and match["label"].strip() and match.end() < block.end:
            return _made(match, kind, number, raw[block.start : match.start("label")], match.end())
    match = _ALONE.fullmatch(text, block.body, block.body + len(whole))
    return _made(match, "alone", number, before, block.end) if match else None


def _made(match: regex.Match[str], kind: str, number: int, before: str, body: int) -> Label:
    start, end = match.span("label")
    form = f"{kind} {_shape(before)}"
    groups = match.groupdict()
    role = match.span("role") if groups.get("role") else None
    return Label(number, form, start, end, match["label"], body, role, groups.get("added") or "")


def _shape(before: str) -> str:
    """What stands before a name, whatever the time or the number in it: `[0:0] `."""
    return regex.sub(r"\s+", " ", regex.sub(r"\d+", "0", before.rpartition("\n")[2])).strip()


def chosen_labels(
    text: str, blocks: Sequence[Block], found: Sequence[Label | None], language: Language
) -> tuple[dict[int, Label], bool]:
    """The labels that are those of turns, by their blocks, and whether the document speaks in a form of its own."""
    words = {label.block: text[label.body : _end(label, blocks)].strip() for label in found if label}
    some = [label for label in found if label and _may_speak(label, found, words[label.block], language)]
    spoken = _spoken_forms(some, words, language)
    court = any(form.startswith("answer") for form in spoken)
    labels = [
        label for label in some if label.form in spoken or (court and label.kind != "alone" and label.text.isupper())
    ]
    single = _single_labels(text, blocks, [label for label in some if label not in labels], words, language)
    return {label.block: label for label in (*single, *labels)}, bool(labels)


def _may_speak(label: Label, found: Sequence[Label | None], words: str, language: Language) -> bool:
    """Whether somebody may be labelled: a name alone on its line has words below it."""
    following = found[label.block + 1 : label.block + 2]
    worded = label.kind != "alone" or (bool(following) and (following[0] is None or following[0].kind != "alone"))
    layout = language.layout
    return worded and label.text.lower() not in layout.no_speakers and not layout.furniture.fullmatch(words)


def _end(label: Label, blocks: Sequence[Block]) -> int:
    """Where the words behind a label end: those of the next block, if it is alone in its own."""
    return blocks[min(label.block + (label.kind == "alone"), len(blocks) - 1)].end


def _spoken_forms(labels: Iterable[Label], words: Mapping[int, str], language: Language) -> set[str]:
    by_form: dict[str, list[Label]] = {}
    for label in labels:
        by_form.setdefault(label.form, []).append(label)
    return {form for form, some in by_form.items() if _is_spoken(some, words, language)}


def _is_spoken(labels: Sequence[Label], words: Mapping[int, str], language: Language) -> bool:
    """Whether names come again in a form, and what stands behind them is talk."""
    if labels[0].kind in _EXPLICIT:
        return len(labels) > 1
    names = {label.text for label in labels}
    if labels[0].kind == "answer":
        return len(names) > 1
    uses = Counter(word for label in labels for word in _own_words(label, language))
    recurring = sum(any(uses[word] > 1 for word in _own_words(label, language)) for label in labels)
    enough = RECURRING * len(labels) if labels[0].kind == "alone" else 1
    titled = sum(language.is_honorific(label.text.split()[0]) for label in labels)
    talking = sum(talks(words[label.block], language) for label in labels)
    return len(names) > 1 and recurring >= enough and (2 * titled >= len(labels) or talking >= TALKING * len(labels))


def _own_words(label: Label, language: Language) -> set[str]:
    """The words of a label by which it may come again, in full or short: no titles, no articles."""
    words = [word.strip(".,'’") for word in label.text.lower().split()]
    bare = [word for word in words if word not in language.articles and not language.is_title(word)]
    return {bare[0], bare[-1]} if bare else set(words)


def talks(words: str, language: Language) -> bool:
    """Whether words are addressed to somebody, or are of somebody who says *I*."""
    spoken = {language.narrator.lower(), *language.narrator_forms, *language.second_person, *language.talk}
    return "?" in words or not spoken.isdisjoint(_words(words))


def _words(text: str) -> list[str]:
    return regex.findall(r"[\p{L}\p{N}_'’-]+", text.lower())


def _single_labels(
    text: str, blocks: Sequence[Block], labels: Sequence[Label], words: Mapping[int, str], language: Language
) -> Iterator[Label]:
    """Labels in a document that has no form for them.

    One counts where it comes twice and is somebody's, where a quotation mark follows it, in a headline, and in an
    exchange between people whom the text names elsewhere. *A.* is mostly an initial where there is no *Q.*
    """
    plain = [label for label in labels if label.kind in ("colon", "answer") and label.role is None]
    if not plain:
        return
    uses, counts = Counter(label.text for label in plain), Counter(_words(text))
    exchanged = _exchanged(plain, counts)
    for label in plain:
        initial = label.kind == "answer" and text[label.end] == "."
        elsewhere = counts[label.key] > uses[label.text]
        again = uses[label.text] > 1 and (elsewhere or talks(words[label.block], language))
        heading = blocks[label.block].headline and not _is_kicker(label.text, counts)
        marked = text[label.body] in language.marks.double
        if not initial and (again or heading or marked or label.block in exchanged):
            yield label


def _is_kicker(label: str, counts: Counter[str]) -> bool:
    """Whether a label in capitals before a headline names nobody: `WEEKEND TALK: Chef Ida Moe on bread`."""
    return label.isupper() and counts[label.split()[-1].lower()] == 1


def _exchanged(labels: Sequence[Label], counts: Counter[str]) -> set[int]:
    """The blocks of labels that follow one another, each of somebody whom the text names elsewhere."""
    as_label = Counter(label.key for label in labels)
    pairs = [pair for pair in itertools.pairwise(labels) if pair[1].block == pair[0].block + 1]
    return {label.block for pair in pairs for label in pair if counts[label.key] > as_label[label.key]}
