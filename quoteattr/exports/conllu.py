"""CoNLL-U: the words of a text with their trees, the quotes in MISC, and who is meant where as CorefUD writes it.

`Entity` has eid, etype and head, as https://ufal.mff.cuni.cz/corefud says; `Quote`, `QuoteKind` and `Speaker` are those
of `quoteattr.parsers.conllu`, which reads words, trees and chains back.
"""

from __future__ import annotations

import re
from bisect import bisect_left, bisect_right
from collections.abc import Iterator, Sequence
from itertools import chain
from typing import Final

from attrs import evolve, frozen

from quoteattr.exports.layer import Layer
from quoteattr.exports.letters import for_utf_8, on_one_line
from quoteattr.parsers.conllu import to_conllu
from quoteattr.pipeline import default_attributor
from quoteattr.records.result import Result
from quoteattr.syntax.parse import Parse, Sentence, Token

_ROW: Final = re.compile(r"([0-9]+)(?:-([0-9]+))?\t")
_ODD_SPACES: Final = re.compile(r"Spaces(Before|After)=.*\s", re.DOTALL)
_ONE_LINE: Final = str.maketrans("\t\n\r", "   ")
GLOBAL: Final = "# global.Entity = eid-etype-head-other"
_TYPES: Final = {
    "person": "person",
    "unnamed": "person",
    "group": "person",
    "organization": "organization",
    "place": "place",
    "document": "object",
}
"""CorefUD's types of entities, by the kinds of voices."""


def write(result: Result, number: int = 1, parse: Parse | None = None) -> str:
    r"""Write a result as a document of CoNLL-U, the `number`th of a file, which goes into the ids.

    The trees are those of `parse`; without it, the text is parsed anew with the models that ship. A mention goes from
    the word that it begins in to the one that it ends in. Left out are mentions over several sentences, those that
    cross another of the same voice, and the second of two with the same words. Raises LanguageError where there are
    no trees, and no models for the language.

    Examples:
        >>> from quoteattr import attribute
        >>> rows = write(attribute("“No,” said Ann Lee.")).splitlines()
        >>> print(rows[9].split("\t")[-1])
        start_char=11|end_char=14|ner=B-PER|Quote=0:source|Entity=(d1e0-person-1-
    """
    if parse is None:
        [document] = default_attributor(result.language).documents([result.text])
        parse = document.parse
    entities = chain.from_iterable(_entities(result, parse, number))
    words, length = 0, sum(len(sentence.tokens) for sentence in parse.sentences)
    texts = (_spelled(parse.text, sentence) for sentence in parse.sentences)
    name = "" if result.id is None else f" id = {on_one_line(str(result.id)).strip() or '_'}"
    lines = [f"# newdoc{name}", GLOBAL]
    for line in to_conllu(evolve(parse, chains=()), result.all()).split("\n"):
        if line.startswith("# sent_id = "):
            lines.append(line.replace("= ", f"= {number}-", 1))
        elif line.startswith("# text = "):
            lines.append(f"# text = {next(texts)}")
        elif number_of := _ROW.match(line):
            several = number_of[2] is not None  # a multiword token, whose words follow
            words += not several
            reached = words + int(number_of[2] or 0) - int(number_of[1]) + 1 if several else words
            lines.append(_row(line, "" if several else next(entities), last=reached == length))
        else:
            lines.append(line)
    return for_utf_8("\n".join(lines))


def _spelled(text: str, sentence: Sentence) -> str:
    """The text of a sentence, with blanks for what no word has, such as control characters."""
    pieces, done = [], sentence.start
    for token in sentence.tokens:
        pieces += [" " * (token.start - done), text[max(done, token.start) : token.end]]
        done = max(done, token.end)
    return "".join(pieces).translate(_ONE_LINE)


def _row(row: str, entity: str, *, last: bool) -> str:
    """The row of a word with what begins and ends there, and with its features in UD's order.

    White space for which `SpacesAfter` has no letters is told by the offsets alone, and so is the end of the text.
    """
    columns = row.split("\t")
    columns[5] = "|".join(sorted(columns[5].split("|"), key=str.casefold))
    notes = [note for note in columns[9].split("|") if not _ODD_SPACES.match(note)]
    notes = [note for note in notes if note != "_" and not (last and note == "SpaceAfter=No")]
    columns[9] = "|".join([*notes, *([f"Entity={entity}"] if entity else [])]) or "_"
    return "\t".join(columns)


@frozen
class _Mention:
    """The first and the last word of a mention, by their places in the sentence, and what stands in the brackets."""

    first: int
    last: int
    eid: str
    etype: str

    def crosses(self, other: _Mention) -> bool:
        """Whether they share words, and each has some of its own."""
        one, two = sorted([(self.first, self.last), (other.first, other.last)])
        return one[0] < two[0] <= one[1] < two[1]


def _entities(result: Result, parse: Parse, number: int) -> Iterator[list[str]]:
    """For each word of each sentence, the brackets there."""
    layer = Layer.of(result)
    voices = {
        voice.id: (f"d{number}e{place}", _TYPES.get(voice.kind or "", "")) for place, voice in enumerate(layer.voices)
    }
    spans = sorted((*mark.spans[0], *voices[mark.who[0]]) for mark in layer.marks if mark.type == "mention")
    starts = [start for start, *_ in spans]
    for sentence in parse.sentences:
        here = spans[bisect_left(starts, sentence.start) : bisect_left(starts, sentence.end)]
        inside = [span for span in here if span[0] < span[1] <= sentence.end]
        yield _brackets(sentence.tokens, _kept(sentence.tokens, inside))


def _kept(tokens: Sequence[Token], spans: Sequence[tuple[int, int, str, str]]) -> list[_Mention]:
    """The mentions in a sentence that brackets can tell apart."""
    starts, ends = [token.start for token in tokens], [token.end for token in tokens]
    kept: dict[tuple[int, int], _Mention] = {}
    of_voice: dict[str, list[_Mention]] = {}
    for start, end, eid, etype in spans:
        mention = _Mention(bisect_right(ends, start), bisect_left(starts, end) - 1, eid, etype)
        others = of_voice[eid] = [one for one in of_voice.get(eid, []) if one.last >= mention.first]
        place = mention.first, mention.last
        if mention.first <= mention.last and place not in kept and not any(map(mention.crosses, others)):
            kept[place] = mention
            others.append(mention)
    return list(kept.values())


def _brackets(tokens: Sequence[Token], mentions: Sequence[_Mention]) -> list[str]:
    """What `Entity` says at each word: what ends there, the inner first, then what begins, the outer first.

    A mention of one word comes last where others begin, and first where others only end.
    """
    closing, opening, single = ([""] * len(tokens) for _ in range(3))
    for mention in sorted(mentions, key=lambda one: (one.first, -one.last)):
        told = f"({mention.eid}-{mention.etype}-{_head(tokens, mention)}-"
        if mention.first == mention.last:
            single[mention.first] += f"{told})"
        else:
            opening[mention.first] += told
            closing[mention.last] = f"{mention.eid}){closing[mention.last]}"
    words = zip(closing, opening, single, strict=True)
    return [ends + begins + alone if begins else alone + ends for ends, begins, alone in words]


def _head(tokens: Sequence[Token], mention: _Mention) -> int:
    """The first word of a mention whose head is not in it, counted from 1."""
    inside = range(mention.first + 1, mention.last + 2)
    heads = [place for place, index in enumerate(inside, 1) if tokens[index - 1].head not in inside]
    return heads[0] if heads else 1
