r"""CoNLL-U: parses made elsewhere, and parses frozen as text, with the quotes that were found in them.

A frozen parse lets a rule be tested without weights, and any parser that writes UD can feed this library. There
is no model behind the format, hence no `load(language)` here: read with `to_parse` and hand the Parse on.

>>> row = "1\tWhy\twhy\tADV\t_\t_\t0\troot\t_\tSpaceAfter=No\n2\t?\t?\tPUNCT\t_\t_\t1\tpunct\t_\t_\n"
>>> to_parse(row).text
'Why?'

The format is described at https://universaldependencies.org/format.html.
"""

import re
from bisect import bisect_left, bisect_right
from collections.abc import Iterable, Iterator, Sequence
from functools import partial
from itertools import accumulate, groupby, islice, pairwise
from operator import attrgetter
from typing import NoReturn

import attrs

from quoteattr.errors import InputError, ParseError, shown
from quoteattr.records.records import Quote, Span
from quoteattr.syntax.parse import Parse, Sentence, Token, grown

Offsets = tuple[int, int]

_WHITE = {"\\s": " ", "\\t": "\t", "\\n": "\n", "\\r": "\r"}
"""How `SpacesAfter` writes white space."""
_CODES = str.maketrans({char: code for code, char in _WHITE.items()})
_ONE_LINE = str.maketrans("\t\n\r", "   ")

_BRACKET = re.compile(r"(?P<opens>\()?(?P<entity>[^-()\[]*)[^()]*(?P<closes>\))?")
"""What an `Entity` holds between two brackets, with the entity's name, which a closing one may leave out."""
LONGEST_NUMBER = 9
"""Digits of a number, at most."""
_NUMBER = rf"[0-9]{{1,{LONGEST_NUMBER}}}"
_ID = re.compile(rf"({_NUMBER})(?:-({_NUMBER})|\.{_NUMBER})?")
LONGEST_GAP = 1_000_000
"""Blanks that stand for text of which only offsets tell, at most."""

_span = attrgetter("start", "end")


@attrs.frozen
class _Row:
    """One line of the file; that of a multiword token reaches from word `first` to word `last`."""

    line: int
    first: int
    last: int
    form: str
    columns: list[str]
    misc: dict[str, str]

    @property
    def offsets(self) -> Offsets | None:
        """The offsets in MISC, as Stanza writes them."""
        start, end = _number(self.misc.get("start_char", "")), _number(self.misc.get("end_char", ""))
        return (start, end) if min(start, end) >= 0 else None

    @property
    def after(self) -> str:
        """The white space after the token, a space unless the row says otherwise."""
        return _white(self.misc.get("SpacesAfter", "" if self.misc.get("SpaceAfter") == "No" else " "))


@attrs.frozen
class _Unit:
    """A token of the surface and the words in it: itself, or several where it is a multiword token."""

    surface: _Row
    words: list[_Row]

    @property
    def offsets(self) -> Offsets | None:
        first, last = self.words[0].offsets, self.words[-1].offsets
        return self.surface.offsets or (first and last and (first[0], last[1]))


@attrs.frozen
class _Block:
    """A sentence of the file; `comments` maps *text* to *Why?* where the file has `# text = Why?`."""

    comments: dict[str, str]
    units: list[_Unit]

    @property
    def starts_paragraph(self) -> bool:
        return any(key.startswith(("newpar", "newdoc")) for key in self.comments)

    @property
    def text(self) -> str:
        """The `# text` comment if the tokens make it up, else the forms and the white space after them."""
        comment = self.comments.get("text", "")
        found = _found(self.units, comment)
        exact = any("SpacesAfter" in unit.surface.misc for unit in self.units[:-1])
        if not exact and len(found) == len(self.units) and found[-1][1] == len(comment):
            return comment
        *rest, last = (unit.surface for unit in self.units)
        return "".join([*(row.form + row.after for row in rest), last.form])


def to_parse(conllu: str, text: str | None = None) -> Parse:
    r"""Read CoNLL-U into a Parse of `text`; without it, of the text that the file itself spells out.

    Tokens stand at `start_char` and `end_char` where all of these fit the text, and else follow each other in it
    with nothing but white space between. The words of a multiword token divide its span where their forms make it
    up, and share it otherwise. Empty nodes are left out.

    Brackets under `Entity` in MISC, as CorefUD writes them, become chains of coreference: `(e1-person-1-` where a
    mention of `e1` begins, `e1)` where it ends, `(e1-person-1-)` at its only word. All but the entity's name is passed
    over, and so are brackets without a partner, as where a mention begins at an empty node.

    Where heads lead out of the sentence or in a circle, the sentence is left out, and `warnings` of the Parse say so.

    >>> row = "1\tShe\tshe\tPRON\t_\t_\t0\troot\t_\tEntity=(e1-person-1-)\n"
    >>> to_parse(row).chains
    (((0, 3),),)

    Raises ParseError, naming the line, when the file is malformed, has no tree at all, or does not belong to the text.
    """
    blocks = list(_blocks(conllu))
    source = _spelled(blocks) if text is None else text
    units = [unit for block in blocks for unit in block.units]
    spans = iter(_told(units, source) or _sought(units, source))
    rows = [[token for unit in block.units for token in _tokens(unit, next(spans), source)] for block in blocks]
    sentences, warnings = grown(partial(_sentence, *pair) for pair in zip(blocks, rows, strict=True))
    kept = [(block, sentence) for block, sentence in zip(blocks, sentences, strict=True) if sentence is not None]
    words = (word for block, _ in kept for unit in block.units for word in unit.words)
    chains = _chains(words, (token for _, sentence in kept for token in sentence.tokens))
    return Parse(source, tuple(sentence for _, sentence in kept), chains, warnings)


def to_conllu(parse: Parse, quotes: Iterable[Quote] = ()) -> str:
    r"""Write a Parse as CoNLL-U, with offsets and names in MISC, so that `to_parse` can restore it.

    Of each quote, by its number from 0, MISC tells as well: `Quote=0:content` (or `cue`, or `source`) at every word
    that shares a letter with that part of it, and `QuoteKind=0:direct` and `Speaker=0:Ann Lee` at the first word of
    the content. What a word is to several quotes is set apart by commas. In names, `|` is written as `\p`.

    Chains of coreference are written as `Entity=(e0` and `e0)`.

    `to_parse(to_conllu(parse, quotes), parse.text) == parse`; where only white space separates the tokens, the file
    spells out the text as well. Tokens that share a span are written as a multiword token. The format has no way to
    write an empty form, lemma, part of speech or relation, nor a tab or a line break inside one, nor mentions of one
    chain that cross.
    """
    notes, entities, attributions = _spacing(parse), _entities(parse), _attributions(parse, quotes)
    lines = ["# global.Entity = eid"] if parse.chains else []
    for number, sentence in enumerate(parse.sentences, 1):
        lines += [f"# sent_id = {number}", f"# text = {parse.text[sentence.start : sentence.end]}".translate(_ONE_LINE)]
        for (start, end), group in groupby(sentence.tokens, key=_span):
            words = list(group)
            place = [*next(notes), f"start_char={start}", f"end_char={end}"]
            if len(words) > 1:
                lines.append(_line(f"{words[0].index}-{words[-1].index}", words[0].text, *["_"] * 7, "|".join(place)))
                place = []
            for word in words:
                misc = [*place, *([f"ner={word.ner}"] if word.ner else []), *next(entities), *next(attributions)]
                head = (word.feats, str(word.head), word.deprel)
                lines.append(_line(str(word.index), word.text, word.lemma, word.upos, "_", *head, "_", "|".join(misc)))
        lines.append("")
    return "".join(f"{line}\n" for line in lines)


def _blocks(conllu: str) -> Iterator[_Block]:
    comments: dict[str, str] = {}
    rows: list[_Row] = []
    for number, line in enumerate([*re.split(r"\r?\n", conllu.removeprefix("\ufeff")), ""], 1):
        if line.startswith("#"):
            key, _, value = line[1:].partition("=")
            comments[key.strip()] = value.strip()
        elif line.strip():
            rows += _rows(number, line)
        elif rows:
            yield _Block(comments, list(_units(rows)))
            comments, rows = {}, []


def _rows(number: int, line: str) -> list[_Row]:
    """The row of a line; none for an empty node such as `8.1`."""
    columns = line.split("\t")
    if len(columns) != 10:
        _refuse(number, f"{len(columns)} columns", "10, separated by tabs", "mend the file")
    numbers = _ID.fullmatch(columns[0])
    if numbers is None:
        expected = "a number like 3, a range like 3-4 or a node like 3.1"
        _refuse(number, f"the ID {shown(columns[0])}", expected, "mend the file")
    if "." in columns[0]:
        return []
    misc = {key: value for key, _, value in (note.partition("=") for note in columns[9].split("|"))}
    return [_Row(number, int(numbers[1]), int(numbers[2] or numbers[1]), columns[1], columns, misc)]


def _units(rows: Sequence[_Row]) -> Iterator[_Unit]:
    """Put each multiword token together with its words; check that words count 1, 2, 3."""
    expected = 1
    rest = iter(rows)
    for surface in rest:
        length = max(surface.last - surface.first + 1, 0)
        words = [surface] if length == 1 else list(islice(rest, length))
        if not words or words[-1].last != surface.last:
            _refuse(surface.line, f"the ID {surface.columns[0]}", "a range over the words that follow", "mend the file")
        for word in words:
            if not word.first == word.last == expected:
                _refuse(word.line, f"the ID {word.columns[0]}", str(expected), "number the words of a sentence from 1")
            expected += 1
        yield _Unit(surface, words)


def _sentence(block: _Block, tokens: Sequence[Token]) -> Sentence:
    """The tree of a block. Raises ParseError, naming the line, where there is none."""
    for word, token in zip((word for unit in block.units for word in unit.words), tokens, strict=True):
        if not 0 <= token.head <= len(tokens) or token.head == token.index:
            head, expected = shown(word.columns[6]), f"another word's ID, 0 to {len(tokens)}"
            _refuse(word.line, f"the HEAD {head}", expected, "parse the file first")
    try:
        return Sentence(tuple(tokens))
    except ParseError as flaw:
        line = block.units[0].surface.line
        raise ParseError(f"the sentence at line {line} of the CoNLL-U is no tree: {flaw}") from flaw


def _spelled(blocks: Sequence[_Block]) -> str:
    """The text as the file spells it out; where only offsets tell of a gap, it is filled with white space."""
    pieces: list[str] = []
    length, blanks = 0, LONGEST_GAP
    after = end = ""
    for block in blocks:
        first, last = block.units[0], block.units[-1].surface
        if block.starts_paragraph and pieces and not after.strip(" "):
            after = "\n\n"
        gap = after + _white(first.surface.misc.get("SpacesBefore", ""))
        room = first.offsets[0] - length if first.offsets else len(gap)
        if room != len(gap) and 0 <= room <= blanks:
            gap = ("\n" if block.starts_paragraph else " ") * room
            blanks -= room
        text = block.text
        pieces += [gap, text]
        length += len(gap) + len(text)
        after, end = last.after, _white(last.misc.get("SpacesAfter", ""))
    return "".join([*pieces, end])


def _told(units: Sequence[_Unit], text: str) -> list[Offsets] | None:
    """The offsets in MISC, if every unit has them and they fit the text."""
    told = [(unit.surface.form, unit.offsets) for unit in units]
    fitting = [span for form, span in told if span and text[slice(*span)].split() == form.split()]
    return fitting if len(fitting) == len(units) else None


def _found(units: Sequence[_Unit], text: str) -> list[Offsets]:
    """Find units one after the other, as many as follow each other with only white space between and within.

    A form matches across white space that it lacks: `10 000` is found in a text that breaks the line after `10`.
    """
    found: list[Offsets] = []
    cursor = 0
    for unit in units:
        form = unit.surface.form
        while text[cursor : cursor + 1].isspace():
            cursor += 1
        if text.startswith(form, cursor):
            found.append((cursor, cursor + len(form)))
        elif match := re.compile(r"\s*".join(map(re.escape, "".join(form.split())))).match(text, cursor):
            found.append(match.span())
        else:
            break
        cursor = found[-1][1]
    return found


def _sought(units: Sequence[_Unit], text: str) -> list[Offsets]:
    found = _found(units, text)
    for unit in units[len(found) :]:
        start = found[-1][1] if found else 0
        there = f"{text[start : start + 30].strip()!r}, as the text has it at offset {start}"
        form = f"the form {shown(unit.surface.form)}"
        _refuse(unit.surface.line, form, there, "give the text that was parsed, or none")
    return found


def _tokens(unit: _Unit, span: Offsets, text: str) -> Iterator[Token]:
    start, end = span
    divided = "".join(word.form for word in unit.words) == text[start:end]
    for place, word in enumerate(unit.words):
        end = start + len(word.form) if divided else end
        _, form, lemma, upos, _, feats, head, deprel, _, _ = word.columns
        yield Token(
            index=word.first,
            start=start,
            end=end,
            text=text[start:end],
            lemma=form if lemma == "_" else lemma,
            upos="X" if upos == "_" else upos,
            head=_number(head),
            deprel="dep" if deprel == "_" else deprel,
            feats="" if feats == "_" else feats,
            ner=_ner(word) or _ner(unit.surface, inside=place > 0),
        )
        start = end if divided else start


def _ner(row: _Row, inside: bool = False) -> str:
    """The BIO tag of a row whose MISC has a BIO or BIOES tag; `inside` when the name goes on from the word before."""
    place, _, kind = row.misc.get("ner", row.misc.get("NER", "")).partition("-")
    return kind and (f"I-{kind}" if inside or place not in ("B", "S") else f"B-{kind}")


def _chains(words: Iterable[_Row], tokens: Iterable[Token]) -> Iterable[list[Offsets]]:
    """The spans of the mentions of each entity, from the brackets in MISC."""
    chains: dict[str, list[Offsets]] = {}
    opened: dict[str, list[int]] = {}
    for word, token in zip(words, tokens, strict=True):
        last = ""
        for bracket in _BRACKET.finditer(word.misc.get("Entity", "")):
            last = bracket["entity"] or last
            if bracket["opens"] and bracket["entity"]:
                opened.setdefault(last, []).append(token.start)
            if bracket["closes"] and opened.get(last):
                chains.setdefault(last, []).append((opened[last].pop(), token.end))
    return chains.values()


def _entities(parse: Parse) -> Iterator[list[str]]:
    """For each token, the brackets of the mentions that end there, then of those that begin, the longest first."""
    tokens = [token for sentence in parse.sentences for token in sentence.tokens]
    starts, ends = [token.start for token in tokens], {token.end: place for place, token in enumerate(tokens)}
    closing: list[list[str]] = [[] for _ in tokens]
    opening: list[list[str]] = [[] for _ in tokens]
    mentions = [(start, -end, number) for number, chain in enumerate(parse.chains) for start, end in chain]
    for start, end, number in sorted(mentions):
        first, last = bisect_left(starts, start), ends[-end]
        opening[first].append(f"(e{number})" if first == last else f"(e{number}")
        closing[last] += [f"e{number})"] if first != last else []
    brackets = ("".join(closes + opens) for closes, opens in zip(closing, opening, strict=True))
    return ([f"Entity={told}"] if told else [] for told in brackets)


def _spacing(parse: Parse) -> Iterator[list[str]]:
    """For each stretch of tokens with the same span, what MISC says of the white space around it."""
    spans = [span for sentence in parse.sentences for span, _ in groupby(sentence.tokens, key=_span)]
    end = len(parse.text)
    before = parse.text[: spans[0][0]] if spans else ""
    notes = [f"SpacesBefore={before.translate(_CODES)}"] if before.isspace() else []
    for left, right in pairwise([*spans, (end, end)]):
        gap = parse.text[left[1] : right[0]]
        if not gap:
            notes.append("SpaceAfter=No")
        elif gap.isspace() and (gap != " " or right[0] == end):
            notes.append(f"SpacesAfter={gap.translate(_CODES)}")
        yield notes
        notes = []


def _attributions(parse: Parse, quotes: Iterable[Quote]) -> Iterator[list[str]]:
    """For each token, what MISC says of the quotes that it is part of."""
    tokens = [token for sentence in parse.sentences for token in sentence.tokens]
    starts = [token.start for token in tokens]
    ends = list(accumulate((token.end for token in tokens), max))
    notes: list[dict[str, list[str]]] = [{} for _ in tokens]
    for number, quote in enumerate(quotes):
        untold = {"QuoteKind": quote.kind, "Speaker": quote.speaker.name.replace("|", r"\p") if quote.speaker else ""}
        for role, span in _parts(quote):
            if parse.text[span.start : span.end] != span.text:
                where = f"{shown(span.text)} is not at {span.start}:{span.end}"
                raise InputError(f"{where}; pass the quotes of the parsed text")
            for place in range(bisect_right(ends, span.start), bisect_left(starts, span.end)):
                for key, value in {"Quote": role, **untold}.items():
                    notes[place].setdefault(key, []).extend([f"{number}:{value}"] if value else [])
                untold = {}
    return ([f"{key}={','.join(values)}" for key, values in note.items() if values] for note in notes)


def _parts(quote: Quote) -> Iterator[tuple[str, Span]]:
    yield from (("content", span) for span in quote.content)
    yield from ((role, span) for role, span in (("cue", quote.cue), ("source", quote.source)) if span)


def _line(*columns: str) -> str:
    return "\t".join(column.translate(_ONE_LINE) or "_" for column in columns)


def _white(coded: str) -> str:
    r"""Undo the escapes of `SpacesAfter`.

    >>> _white(r"\s\n")
    ' \n'
    """
    return re.sub(r"\\.", lambda code: _WHITE.get(code[0], code[0]), coded)


def _number(digits: str) -> int:
    """The number that digits spell; -1 where they spell none."""
    return int(digits) if len(digits) <= LONGEST_NUMBER and digits.isdecimal() else -1


def _refuse(line: int, came: str, expected: str, advice: str) -> NoReturn:
    raise ParseError(f"line {line} of the CoNLL-U has {came}; expected {expected}: {advice}")
