"""Labels before turns: in which form each stands, and which forms a document speaks in.

A form is what stands around the names: `[00:01] Ada:`, `- Ada:`, `ADA.` Names that come again in one form, before words
that are spoken, make every label in that form one, be it used once.
"""

from __future__ import annotations

import itertools
from collections import Counter
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from typing import Final

import regex
from attrs import frozen

from quoteattr.document.blocks import Block
from quoteattr.languages.language import Language

TALKING = 0.15
"""Share of the turns in a form that must ask, or say *I* or *you*; in court it is above a third."""
NOTICE = 200
"""Characters of a line that says nothing, at most."""
RECURRING = 0.5
"""Share of the names on lines of their own that must come again: headings seldom do."""
EXPLICIT: Final = ("voice", "chat")
"""Forms that nothing but a label has."""

_EXPLICIT: Final[Mapping[str, regex.Pattern[str]]] = {
    "voice": regex.compile(r"<v(?:\.[\w.]+)?[^\S\n]+([^<>\n]{1,60})>\s*"),
    "chat": regex.compile(r"<([^<>\s/][^<>\n/]{0,30})>\s+"),
}
"""Forms that nothing but a label has."""
_HANDLE: Final = regex.compile(r"(@\w{2,30})\s?:\s+")
_STAMPED: Final = regex.compile(r"([^\s:<>\[\]()“\"][^:<>\[\]\n“\"]{0,30})\s?:\s+")


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
    whole = text[block.body : block.end].rstrip()
    if len(whole) <= NOTICE and any(map(matches(whole), (layout.examiner, layout.witness))):
        return None
    if match := layout.label_alone.fullmatch(text, block.body, block.body + len(whole)):
        return _made(match, "alone", number, before, block.end)
    patterns = [
        *((kind, pattern, raw, block.body) for kind, pattern in _EXPLICIT.items()),
        ("handle", _HANDLE, text, block.body),
        ("brackets", layout.label_in_brackets, text, block.body),
        ("questions", layout.label_of_questions, text, block.body),
        ("colon", layout.label, text, block.body),
        ("capitals", layout.label_in_capitals, text, block.body),
        ("capitals", layout.label_in_capitals, text, block.lead),
        ("stressed", layout.label_stressed, raw, block.start),
    ]
    if any(map(str.isdigit, before)):
        patterns.append(("colon", _STAMPED, text, block.body))
    for kind, pattern, read, start in patterns:
        match = pattern.match(read, start, block.end)
        if match and match[1].strip() and match.end() < block.end:
            return _made(match, kind, number, raw[block.start : match.start(1)], match.end())
    return None


def matches(words: str) -> Callable[[regex.Pattern[str]], bool]:
    """What tells whether a pattern matches all of some words."""
    return lambda pattern: pattern.fullmatch(words) is not None


def _made(match: regex.Match[str], kind: str, number: int, before: str, body: int) -> Label:
    start, end = match.span(1)
    form = f"{kind} {_shape(before)}"
    groups = match.groupdict()
    role = match.span("role") if groups.get("role") else None
    return Label(number, form, start, end, match[1], body, role, groups.get("added") or "")


def _shape(before: str) -> str:
    """What stands before a name, whatever the time or the number in it: `[0:0] `."""
    return regex.sub(r"\s+", " ", regex.sub(r"\d+", "0", before.rpartition("\n")[2])).strip()


def chosen_labels(
    text: str, blocks: Sequence[Block], found: Sequence[Label | None], language: Language
) -> tuple[dict[int, Label], dict[int, Label]]:
    """The labels of turns by their blocks: those in a form in which the document speaks, and single ones."""
    words = {label.block: text[label.body : _end(label, blocks)].strip() for label in found if label}
    some = [
        label
        for label in found
        if label and _may_speak(label, found, words[label.block], language)
        if not _is_posted(text, blocks, label.block, language)
    ]
    labels = {label.block: label for label in _spoken_labels(some, words, language)}
    others = [label for label in some if label.block not in labels]
    single = {label.block: label for label in _single_labels(text, blocks, found, others, words, language)}
    return labels, single


def _may_speak(label: Label, found: Sequence[Label | None], words: str, language: Language) -> bool:
    """Whether somebody may be labelled: a name alone on its line has words below it."""
    following = found[label.block + 1 : label.block + 2]
    worded = label.kind != "alone" or (bool(following) and (following[0] is None or following[0].kind != "alone"))
    told = label.text.lower().partition(" ")
    leads = bool(told[2]) and told[0] in language.layout.leading_cues  # Said Ida Roe:
    heading = language.layout.heading.fullmatch(label.text) is not None
    named = label.text.lower() not in language.layout.no_speakers and not leads and not heading
    return worded and named and not is_furniture(words, language)


def is_furniture(words: str, language: Language) -> bool:
    """Whether words say nothing: a time, a notice, the header of a message."""
    return len(words) <= NOTICE and language.layout.furniture.fullmatch(words.strip()) is not None


def _end(label: Label, blocks: Sequence[Block]) -> int:
    """Where the words behind a label end: those of the next block, if it is alone in its own."""
    return blocks[min(label.block + (label.kind == "alone"), len(blocks) - 1)].end


def _spoken_labels(labels: Iterable[Label], words: Mapping[int, str], language: Language) -> Iterator[Label]:
    """The labels in the forms in which a document speaks, and in court, beside questions and answers, in capitals."""
    by_form: dict[str, list[Label]] = {}
    for label in labels:
        by_form.setdefault(label.form, []).append(label)
    spoken = {form for form, some in by_form.items() if _is_spoken(some, words, language)}
    court = any(form.startswith("questions") for form in spoken)
    for form, some in by_form.items():
        uses = _uses(some, language)
        for label in some:
            heading = label.kind == "alone" and _is_heading(label, uses, language)
            if (form in spoken and not heading) or (court and label.kind != "alone" and label.text.isupper()):
                yield label


def _is_spoken(labels: Sequence[Label], words: Mapping[int, str], language: Language) -> bool:
    """Whether names come again in a form, and what stands behind them is talk."""
    if labels[0].kind in _EXPLICIT:
        return len(labels) > 1
    names = {label.text for label in labels}
    if labels[0].kind == "questions":
        return len(names) > 1
    uses = _uses(labels, language)
    recurring = sum(_recurs(label, uses, language) for label in labels)
    enough = RECURRING * len(labels) if labels[0].kind == "alone" else 1
    titled = sum(language.is_honorific(label.text.split()[0]) for label in labels)
    talking = sum(talks(words[label.block], language) for label in labels)
    return len(names) > 1 and recurring >= enough and (2 * titled >= len(labels) or talking >= TALKING * len(labels))


def _is_heading(label: Label, uses: Counter[str], language: Language) -> bool:
    """Whether a line is a heading among names: `THE NIGHT:`, which comes once."""
    return label.text.split()[0].lower() in language.articles and not _recurs(label, uses, language)


def _uses(labels: Iterable[Label], language: Language) -> Counter[str]:
    return Counter(word for label in labels for word in _own_words(label, language))


def _recurs(label: Label, uses: Counter[str], language: Language) -> bool:
    return any(uses[word] > 1 for word in _own_words(label, language))


def _own_words(label: Label, language: Language) -> set[str]:
    """The words of a label by which it may come again, in full or short: no titles, no articles."""
    words = [word.strip(".,'’") for word in label.text.lower().split()]
    bare = [word for word in words if word not in language.articles and not language.is_title(word)]
    return set(bare or words) - language.genitive_prepositions


def talks(words: str, language: Language) -> bool:
    """Whether words are addressed to somebody, or are of somebody who says *I*."""
    spoken = {language.narrator.lower(), *language.narrator_forms, *language.second_person, *language.talk}
    return "?" in words or not spoken.isdisjoint(_words(words))


def _words(text: str) -> list[str]:
    return regex.findall(r"[\p{L}\p{N}_'’-]+", text.lower())


def _single_labels(
    text: str,
    blocks: Sequence[Block],
    found: Sequence[Label | None],
    labels: Sequence[Label],
    words: Mapping[int, str],
    language: Language,
) -> Iterator[Label]:
    """Labels in a document that has no form for them.

    One counts where it comes twice and is somebody's, where a quotation mark follows it, in a headline, and in an
    exchange between people whom the text names elsewhere. *A.* is mostly an initial where there is no *Q.*
    """
    plain = [label for label in labels if label.kind == "colon" and label.role is None]
    plain += [label for label in labels if label.kind == "questions" and text[label.end] in ".:"]  # but not A Moe
    plain.sort(key=lambda label: label.block)
    if not plain:
        return
    uses, counts = Counter(label.text for label in plain), Counter(_words(text))
    exchanged = _exchanged(plain, counts)
    for label in plain:
        initial = label.kind == "questions" and text[label.end] == "."
        elsewhere = counts[label.key] > uses[label.text]
        again = uses[label.text] > 1 and (elsewhere or talks(words[label.block], language))
        listed = any(other and other.form == label.form for other in found[label.block + 1 : label.block + 2])
        heading = blocks[label.block].headline and not listed and not _is_kicker(label.text, counts)
        marked = text[label.body] in language.marks.double
        if not initial and (again or heading or marked or label.block in exchanged):
            yield label


def _is_posted(text: str, blocks: Sequence[Block], number: int, language: Language) -> bool:
    """Whether a block is a post, signed at its end or on the next line."""
    pattern = language.layout.signed_post
    following = blocks[number + 1 : number + 2]
    signed = any(pattern.match(text, block.start, block.end) for block in following)
    return signed or pattern.search(text, blocks[number].body, blocks[number].end) is not None


def _is_kicker(label: str, counts: Counter[str]) -> bool:
    """Whether a label in capitals before a headline names nobody: `WEEKEND TALK: Chef Ida Moe on bread`."""
    return label.isupper() and counts[label.split()[-1].lower()] == 1


def _exchanged(labels: Sequence[Label], counts: Counter[str]) -> set[int]:
    """The blocks of labels that follow one another, each of somebody whom the text names elsewhere."""
    as_label = Counter(label.key for label in labels)
    pairs = [pair for pair in itertools.pairwise(labels) if pair[1].block == pair[0].block + 1]
    return {label.block for pair in pairs for label in pair if counts[label.key] > as_label[label.key]}
