"""Read Universal Dependencies treebanks (CoNLL-U) and named entities (one word and its BIO tag a line)."""

import gzip
from collections.abc import Iterable, Iterator, Sequence
from pathlib import Path

import attrs

KINDS = ("PER", "ORG", "LOC")
"""Of names. The other kind, MISC, means something else in each corpus."""


@attrs.frozen
class Word:
    """One syntactic word; `head` is 1-based in the sentence, 0 for the root."""

    form: str
    lemma: str
    upos: str
    xpos: str
    feats: str
    head: int
    deprel: str
    space: bool = True
    """Whether white space follows."""


@attrs.frozen
class Tree:
    """A sentence with its tree; `opens` says whether it begins a paragraph."""

    words: tuple[Word, ...]
    opens: bool = False

    @property
    def forms(self) -> list[str]:
        return [word.form for word in self.words]


@attrs.frozen
class Tagged:
    """A sentence with a BIO tag a word."""

    words: tuple[str, ...]
    tags: tuple[str, ...]


def read_lines(file: Path) -> Iterator[list[str]]:
    """The blocks of a file, plain or gzipped, that blank lines part."""
    opener = gzip.open if file.suffix == ".gz" else open
    with opener(file, "rt", encoding="utf-8") as lines:
        block: list[str] = []
        for line in lines:
            if line.strip():
                block.append(line.rstrip("\n"))
            elif block:
                yield block
                block = []
        if block:
            yield block


def read_trees(file: Path) -> list[Tree]:
    """Read a CoNLL-U file. Multiword tokens are given as their words, empty nodes left out."""
    return [_tree(block) for block in read_lines(file)]


def _tree(block: list[str]) -> Tree:
    opens = any(line.startswith(("# newpar", "# newdoc")) for line in block)
    rows = [line.split("\t") for line in block if not line.startswith("#")]
    glued: set[int] = set()
    for row in rows:
        if "-" in row[0]:
            first, last = map(int, row[0].split("-"))
            glued.update(range(first, last + ("SpaceAfter=No" in row[9])))
    words = [_word(row, glued) for row in rows if row[0].isdigit()]
    return Tree(tuple(words), opens)


def _word(row: list[str], glued: set[int]) -> Word:
    index, form, lemma, upos, xpos, feats, head, deprel, _, misc = row
    return Word(
        form, lemma, upos, xpos, feats, int(head), deprel, int(index) not in glued and "SpaceAfter=No" not in misc
    )


def read_tagged(file: Path, kinds: tuple[str, ...] = ("PER", "ORG", "LOC", "MISC")) -> list[Tagged]:
    """Read a BIO file; tags of other kinds than those wanted become O."""
    sentences = []
    for block in read_lines(file):
        words, tags = zip(*(line.split("\t") for line in block), strict=True)
        sentences.append(Tagged(words, tuple(tag if tag[2:] in kinds else "O" for tag in tags)))
    return sentences


def write_tagged(sentences: Iterable[Tagged], file: Path) -> None:
    """Write a BIO file, as `read_tagged` reads it."""
    with file.open("w", encoding="utf-8") as out:
        for sentence in sentences:
            out.writelines(f"{word}\t{tag}\n" for word, tag in zip(sentence.words, sentence.tags, strict=True))
            out.write("\n")


def to_bio(tags: Sequence[str]) -> tuple[str, ...]:
    """BIOES to BIO.

    >>> to_bio(["S-PER", "O", "B-LOC", "E-LOC"])
    ('B-PER', 'O', 'B-LOC', 'I-LOC')
    """
    return tuple({"S": "B", "E": "I"}.get(tag[0], tag[0]) + tag[1:] for tag in tags)


def to_bioes(tags: Sequence[str]) -> list[str]:
    """BIO to BIOES.

    >>> to_bioes(["B-PER", "O", "B-LOC", "I-LOC"])
    ['S-PER', 'O', 'B-LOC', 'E-LOC']
    """
    found = []
    for tag, after in zip(tags, [*tags[1:], "O"], strict=True):
        last = after[0] != "I"
        found.append(tag if tag == "O" else ({"B": "S", "I": "E"}[tag[0]] if last else tag[0]) + tag[1:])
    return found
