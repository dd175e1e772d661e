r"""CoNLL-U: parses made elsewhere, and parses frozen as text.

A frozen parse lets a rule be tested without weights, and any parser that writes UD can feed this library. There
is no model behind the format, hence no `load(language)` here: read with `to_parse` and hand the Parse on.

>>> row = "1\tWhy\twhy\tADV\t_\t_\t0\troot\t_\tSpaceAfter=No\n2\t?\t?\tPUNCT\t_\t_\t1\tpunct\t_\t_\n"
>>> to_parse(row).text
'Why?'

The format is described at https://universaldependencies.org/format.html.
"""

import re
from collections.abc import Iterator, Sequence
from itertools import chain, groupby, islice, pairwise
from typing import NoReturn

import attrs

from quoteattr.errors import ParseError
from quoteattr.syntax import Parse, Sentence, Token

Offsets = tuple[int, int]

_CODES = {" ": "\\s", "\t": "\\t", "\n": "\\n", "\r": "\\r"}
"""How `SpacesAfter` writes white space."""
_CHARACTERS = {code: char for char, code in _CODES.items()}
_ONE_LINE = str.maketrans("\t\n\r", "   ")


@attrs.frozen
class _Row:
    """One line of ten columns; the line of a multiword token runs from word `first` to word `last`."""

    line: int
    first: int
    last: int
    form: str
    lemma: str
    upos: str
    feats: str
    head: str
    deprel: str
    misc: dict[str, str]

    @property
    def offsets(self) -> Offsets | None:
        """The offsets in MISC, as Stanza writes them."""
        start, end = self.misc.get("start_char", ""), self.misc.get("end_char", "")
        return (int(start), int(end)) if start.isdecimal() and end.isdecimal() else None

    @property
    def after(self) -> str:
        """The white space after the token, a space unless the row says otherwise."""
        return _white(self.misc.get("SpacesAfter", "" if self.misc.get("SpaceAfter") == "No" else " "))


@attrs.frozen
class _Unit:
    """A token of the surface and the words in it: itself, or several where it is a multiword token."""

    surface: _Row
    words: tuple[_Row, ...]

    @property
    def offsets(self) -> Offsets | None:
        first, last = self.words[0].offsets, self.words[-1].offsets
        return self.surface.offsets or (first and last and (first[0], last[1]))


@attrs.frozen
class _Block:
    """A sentence of the file, with its comments as pairs: `# text = Why?` is `("text", "Why?")`."""

    comments: tuple[tuple[str, str], ...]
    units: tuple[_Unit, ...]

    @property
    def starts_paragraph(self) -> bool:
        return any(key.startswith(("newpar", "newdoc")) for key, _ in self.comments)

    @property
    def text(self) -> str:
        """The `# text` comment if the tokens make it up, else the forms and the white space after them."""
        comment = dict(self.comments).get("text", "")
        found = _found(self.units, comment)
        exact = any("SpacesAfter" in unit.surface.misc for unit in self.units[:-1])
        if not exact and len(found) == len(self.units) and found[-1][1] == len(comment):
            return comment
        *rest, last = (unit.surface for unit in self.units)
        return "".join(row.form + row.after for row in rest) + last.form


def to_parse(conllu: str, text: str | None = None) -> Parse:
    """Read CoNLL-U into a Parse of `text`; without it, of the text that the file itself spells out.

    Tokens stand at `start_char` and `end_char` where all of these fit the text, and else follow each other in it
    with nothing but white space between. The words of a multiword token divide its span where their forms make it
    up, and share it otherwise. Empty nodes are left out.

    Raises ParseError, naming the line, when the file is malformed or does not belong to the text.
    """
    blocks = list(_blocks(conllu))
    source = _rebuilt(blocks) if text is None else text
    units = [unit for block in blocks for unit in block.units]
    offsets = iter(_told(units, source) or _sought(units, source))
    return Parse(source, tuple(_sentence(block, offsets, source) for block in blocks))


def to_conllu(parse: Parse) -> str:
    """Write a Parse as CoNLL-U with offsets and names in MISC, so that nothing is lost.

    `to_parse(to_conllu(parse), parse.text) == parse`, and where white space alone separates the tokens the file
    spells out the text itself. Tokens that share a span are written as a multiword token. The format cannot write
    an empty text, lemma, part of speech or relation, nor tabs and line breaks within them.
    """
    notes = _spacing(parse)
    lines = []
    for number, sentence in enumerate(parse.sentences, 1):
        lines += [f"# sent_id = {number}", f"# text = {parse.text[sentence.start : sentence.end]}".translate(_ONE_LINE)]
        for (start, end), group in groupby(sentence.tokens, key=_span):
            words = list(group)
            place = [*next(notes), f"start_char={start}", f"end_char={end}"]
            if len(words) > 1:
                ids = f"{words[0].index}-{words[-1].index}"
                lines.append(_line([ids, words[0].text, *["_"] * 7, "|".join(place)]))
                place = []
            lines += [_word_line(word, place) for word in words]
        lines.append("")
    return "\n".join([*lines, ""]) if lines else ""


def _blocks(conllu: str) -> Iterator[_Block]:
    comments: list[tuple[str, str]] = []
    rows: list[_Row] = []
    for number, line in enumerate(chain(conllu.removeprefix("\ufeff").split("\n"), [""]), 1):
        line = line.removesuffix("\r")
        if line.startswith("#"):
            key, _, value = line[1:].partition("=")
            comments.append((key.strip(), value.strip()))
        elif line.strip():
            rows += _rows(number, line)
        elif rows:
            yield _Block(tuple(comments), tuple(_units(rows)))
            comments, rows = [], []


def _rows(number: int, line: str) -> list[_Row]:
    """The row of a line; none for an empty node such as `8.1`."""
    columns = line.split("\t")
    if len(columns) != 10:
        _refuse(number, f"{len(columns)} columns", "10, separated by tabs", "mend the file")
    identity, form, lemma, upos, _, feats, head, deprel, _, misc = columns
    numbers = re.fullmatch(r"([0-9]+)(?:-([0-9]+)|\.[0-9]+)?", identity)
    if numbers is None:
        _refuse(number, f"the ID {identity!r}", "a number like 3, a range like 3-4 or an empty node like 3.1", "mend it")
    if "." in identity:
        return []
    row = _Row(
        line=number,
        first=int(numbers[1]),
        last=int(numbers[2] or numbers[1]),
        form=form,
        lemma=form if lemma == "_" else lemma,
        upos="X" if upos == "_" else upos,
        feats="" if feats == "_" else feats,
        head=head,
        deprel="dep" if deprel == "_" else deprel,
        misc={key: value for key, _, value in (note.partition("=") for note in misc.split("|"))},
    )
    return [row]


def _units(rows: Sequence[_Row]) -> Iterator[_Unit]:
    """Put each multiword token together with its words, and check that words count 1, 2, 3 and have heads."""
    count = max(row.last for row in rows)
    expected = 1
    rest = iter(rows)
    for surface in rest:
        words = [surface] if surface.first == surface.last else list(islice(rest, surface.last - surface.first + 1))
        for word in words:
            if not word.first == word.last == expected:
                _refuse(word.line, f"word {word.first}", f"word {expected}", "number the words of a sentence from 1")
            if not (word.head.isdecimal() and int(word.head) <= count and int(word.head) != expected):
                _refuse(word.line, f"the HEAD {word.head!r}", f"another word of 0 to {count}", "parse the file first")
            expected += 1
        yield _Unit(surface, tuple(words))


def _rebuilt(blocks: Sequence[_Block]) -> str:
    """The text as the file spells it out; where only offsets tell of a gap, it is filled with white space."""
    pieces: list[str] = []
    length = 0
    last: _Row | None = None
    for block in blocks:
        first = block.units[0]
        gap = _gap(last, block.starts_paragraph) + _white(first.surface.misc.get("SpacesBefore", ""))
        room = first.offsets[0] - length if first.offsets else len(gap)
        if room >= 0 and room != len(gap):
            gap = ("\n" if block.starts_paragraph else " ") * room
        pieces += [gap, block.text]
        length += len(gap) + len(block.text)
        last = block.units[-1].surface
    return "".join([*pieces, _white(last.misc.get("SpacesAfter", "")) if last else ""])


def _gap(last: _Row | None, paragraph: bool) -> str:
    """The white space between two sentences, given the last row of the first one."""
    if last is None:
        return ""
    return "\n\n" if paragraph and "SpacesAfter" not in last.misc else last.after


def _told(units: Sequence[_Unit], text: str) -> list[Offsets] | None:
    """The offsets in MISC, if every unit has them and they fit the text."""
    told = [(unit.surface.form, unit.offsets) for unit in units]
    fitting = [offsets for form, offsets in told if offsets and text[slice(*offsets)].split() == form.split()]
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
    if len(found) < len(units):
        start = found[-1][1] if found else 0
        _refuse(
            units[len(found)].surface.line,
            f"the token {units[len(found)].surface.form!r}",
            f"{text[start : start + 30].strip()!r}, which is what the text has at offset {start}",
            "give the text that was parsed, or none",
        )
    return found


def _sentence(block: _Block, offsets: Iterator[Offsets], text: str) -> Sentence:
    return Sentence(tuple(chain.from_iterable(_tokens(unit, next(offsets), text) for unit in block.units)))


def _tokens(unit: _Unit, span: Offsets, text: str) -> Iterator[Token]:
    start, end = span
    divided = "".join(word.form for word in unit.words) == text[start:end]
    for place, word in enumerate(unit.words):
        end = start + len(word.form) if divided else end
        yield Token(
            index=word.first,
            start=start,
            end=end,
            text=text[start:end],
            lemma=word.lemma,
            upos=word.upos,
            head=int(word.head),
            deprel=word.deprel,
            feats=word.feats,
            ner=_ner(word) or _ner(unit.surface, inside=place > 0),
        )
        start = end if divided else start


def _ner(row: _Row, inside: bool = False) -> str:
    """The BIO tag of a row whose MISC may have a BIO or BIOES tag; `inside` when it continues the name of a token."""
    place, _, kind = row.misc.get("ner", row.misc.get("NER", "")).partition("-")
    if not kind:
        return ""
    return f"B-{kind}" if place in "BS" and not inside else f"I-{kind}"


def _spacing(parse: Parse) -> Iterator[list[str]]:
    """For each stretch of tokens with the same span, what MISC says of the white space around it."""
    spans = [span for sentence in parse.sentences for span, _ in groupby(sentence.tokens, key=_span)]
    end = len(parse.text)
    before = parse.text[: spans[0][0]] if spans else ""
    notes = [f"SpacesBefore={_coded(before)}"] if before.isspace() else []
    for left, right in pairwise([*spans, (end, end)]):
        gap = parse.text[left[1] : right[0]]
        if not gap:
            notes.append("SpaceAfter=No")
        elif gap.isspace() and (gap != " " or right[0] == end):
            notes.append(f"SpacesAfter={_coded(gap)}")
        yield notes
        notes = []


def _span(token: Token) -> Offsets:
    return token.start, token.end


def _word_line(word: Token, notes: Sequence[str]) -> str:
    misc = "|".join([*notes, f"ner={word.ner}"] if word.ner else notes)
    return _line([str(word.index), word.text, word.lemma, word.upos, "_", word.feats, str(word.head), word.deprel, "_", misc])


def _line(columns: Sequence[str]) -> str:
    return "\t".join(column.translate(_ONE_LINE) or "_" for column in columns)


def _coded(white: str) -> str:
    return "".join(_CODES.get(char, char) for char in white)


def _white(coded: str) -> str:
    r"""Undo the escapes of `SpacesAfter`.

    >>> _white(r"\s\n")
    ' \n'
    """
    return re.sub(r"\\.", lambda code: _CHARACTERS.get(code[0], code[0]), coded)


def _refuse(line: int, came: str, expected: str, advice: str) -> NoReturn:
    raise ParseError(f"line {line} of the CoNLL-U has {came}; expected {expected}: {advice}")
