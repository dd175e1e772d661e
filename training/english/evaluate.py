"""Measure a parser on treebanks, named entities and news; prints a table in Markdown.

    python -m training.english.evaluate quoteattr/parsers/models/en --data CORPORA --subjects SUBJECTS.py

Gold tokens: UPOS, unlabelled and labelled attachment. Raw text, paragraph by paragraph: F1 of tokens, of sentences, and
of labelled attachment, aligned by characters as in the CoNLL 2018 shared task. Entities: F1 of exact spans and kinds on
gold tokens. Subjects: what the script given says of the parses of `news/polnear.dev.jsonl`.
"""

import argparse
import json
import subprocess
import sys
import tempfile
import time
from collections.abc import Iterable, Iterator, Sequence
from pathlib import Path
from typing import Any

from quoteattr.document.paragraphs import find_paragraphs
from quoteattr.languages.loading import load_language
from quoteattr.parsers.bundled.lemmas import Lemmas
from quoteattr.parsers.bundled.parser import BundledParser, read_parser
from quoteattr.parsers.bundled.reader import Reader
from quoteattr.syntax.parse import Parse
from training.english.settings import parted
from training.english.tokens import label, paragraphs
from training.english.treebanks import Tagged, Tree, read_tagged, read_trees

Figures = dict[str, float]


def gold_tokens(models: Path, trees: Sequence[Tree]) -> Figures:
    """UPOS, lemma and attachment in per cent, on the treebank's own tokens."""
    lemma = Lemmas.read(models / "lemmas.json")
    found = []
    for tree, own in zip(trees, Reader(models)([tree.forms for tree in trees]), strict=True):
        for word, (upos, _, feats), head, relation in zip(tree.words, own.tags, own.heads, own.relations, strict=True):
            found.append((word, upos, lemma(word.form, upos, feats), head, relation))
    return {
        "UPOS": _share(word.upos == upos for word, upos, *_ in found),
        "lemma": _share(word.lemma == lemma for word, _, lemma, *_ in found if word.lemma != "_"),
        "UAS": _share(word.head == head for word, _, _, head, _ in found),
        "LAS": _share((word.head, word.deprel) == (head, relation) for word, _, _, head, relation in found),
    }


def raw_text(parser: BundledParser, trees: Sequence[Tree]) -> Figures:
    """F1 of tokens, sentences and labelled attachment from running text."""
    parts = paragraphs(trees)
    parses = parser.parse_many(label(part).text for part in parts)
    gold: list[set[Any]] = [set(), set(), set()]
    found: list[set[Any]] = [set(), set(), set()]
    for number, (part, parse) in enumerate(zip(parts, parses, strict=True)):
        wanted = [[(w.form, w.head, w.deprel) for w in tree.words] for tree in part]
        given = [[(t.text, t.head, t.deprel) for t in sentence.tokens] for sentence in parse.sentences]
        for kept, sentences in ((gold, wanted), (found, given)):
            for kind, units in enumerate(_units(sentences)):
                kept[kind] |= {(number, *unit) for unit in units}
    names = ("tokens", "sentences", "LAS from text")
    return {name: _f1(gold[i], found[i]) for i, name in enumerate(names)}


def _units(sentences: Sequence[Sequence[tuple[str, int, str]]]) -> tuple[list[Any], list[Any], list[Any]]:
    """Tokens, sentences and arcs, each by the non-space characters that they cover."""
    tokens: list[Any] = []
    spans: list[Any] = []
    arcs: list[Any] = []
    place = 0
    for sentence in sentences:
        ends: list[tuple[int, int]] = []
        for form, _, _ in sentence:
            length = len("".join(form.split()))
            ends.append((place, place + length))
            place += length
        tokens.extend(ends)
        spans.append((ends[0][0], ends[-1][1]))
        arcs.extend(
            (*end, ends[head - 1] if head else None, deprel)
            for end, (_, head, deprel) in zip(ends, sentence, strict=True)
        )
    return tokens, spans, arcs


def entities(models: Path, sentences: Sequence[Tagged]) -> Figures:
    """F1 by kind on gold tokens."""
    readings = Reader(models)([sentence.words for sentence in sentences])
    return entity_scores(sentences, [[tag or "O" for tag in own.entities] for own in readings])


def entity_scores(sentences: Sequence[Tagged], tags: Sequence[Sequence[str]]) -> Figures:
    """F1 of predicted tags, BIO or BIOES."""
    gold = {(n, *span) for n, sentence in enumerate(sentences) for span in _spans(sentence.tags)}
    found = {(n, *span) for n, row in enumerate(tags) for span in _spans(row)}
    return {
        kind: _f1({s for s in gold if s[1] == kind}, {s for s in found if s[1] == kind})
        for kind in ("PER", "ORG", "LOC")
    }


def _spans(tags: Sequence[str]) -> Iterator[tuple[str, int, int]]:
    begin = None
    for place, tag in enumerate([*tags, "O"]):
        if begin is not None and (tag[0] in "OBS" or tag[2:] != tags[begin][2:]):
            yield tags[begin][2:], begin, place
            begin = None
        if begin is None and tag != "O":
            begin = place


def write_parses(parser: Any, gold: Path, out: Path) -> None:
    """Write the parses of a corpus, paragraph by paragraph, as the subject script reads them."""
    english = load_language("en")
    with gold.open(encoding="utf-8") as lines, out.open("w", encoding="utf-8") as written:
        for document in map(json.loads, lines):
            text = document["text"]
            bodies = [(part.body, part.end) for part in find_paragraphs(text, english)]
            parses = parser.parse_many([text[start:end] for start, end in bodies])
            rows = [row for (start, _), parse in zip(bodies, parses, strict=True) for row in _rows(parse, start)]
            written.write(json.dumps({"id": document["id"], "sentences": rows}) + "\n")


def _rows(parse: Parse, shift: int) -> list[list[list[Any]]]:
    return [
        [[t.start + shift, t.end + shift, t.head, t.deprel] for t in sentence.tokens] for sentence in parse.sentences
    ]


def speed(parser: Any, gold: Path, documents: int = 30) -> float:
    """Words (between spaces) a CPU second, raw text to parse, on one thread."""
    english = load_language("en")
    texts: list[str] = []
    with gold.open(encoding="utf-8") as lines:
        for line, _ in zip(lines, range(documents), strict=False):
            text = json.loads(line)["text"]
            texts.extend(text[part.body : part.end] for part in find_paragraphs(text, english))
    list(parser.parse_many(texts[:20]))
    began = time.process_time()
    list(parser.parse_many(texts))
    return sum(len(text.split()) for text in texts) / (time.process_time() - began)


def _share(values: Iterable[bool]) -> float:
    found = list(values)
    return round(100 * sum(found) / len(found), 2)


def _f1(gold: set[Any], found: set[Any]) -> float:
    return round(200 * len(gold & found) / max(1, len(gold) + len(found)), 2)


def table(models: Path, data: Path, subjects: Path | None, spacy_model: str | None) -> Iterator[str]:
    """The lines of the table."""
    began = time.perf_counter()
    parser = read_parser(models)
    yield f"| load, seconds | {time.perf_counter() - began:.1f} |"
    news = data / "news" / "polnear.dev.jsonl"
    yield f"| words a CPU second, one thread | {speed(parser, news):.0f} |"
    for name in ("ewt-dev", "ewt-test", "gum-dev", "gum-test"):
        trees = read_trees(data / "ud" / f"{name}.conllu.gz")
        for kind, value in (gold_tokens(models, trees) | raw_text(parser, trees)).items():
            yield f"| {name}, {kind} | {value} |"
    names = ("uner-ewt.dev", "uner-ewt.test", "gum.dev")
    corpora = {name: read_tagged(data / "ner" / f"{name}.bio.gz") for name in names}
    corpora["uner-ewt.dev"] = parted(corpora["uner-ewt.dev"])[1]  # what was held out of training
    for name, sentences in corpora.items():
        for kind, value in entities(models, sentences).items():
            yield f"| {name}, {kind} | {value} |"
    if subjects:
        yield f"| {_subjects(parser, news, subjects)} |"
    if spacy_model:
        from quoteattr.parsers import spacy

        other = spacy.load(spacy_model)
        yield f"| {spacy_model}, words a CPU second | {speed(other, news):.0f} |"
        if subjects:
            yield f"| {spacy_model}, {_subjects(other, news, subjects)} |"


def _subjects(parser: Any, gold: Path, script: Path) -> str:
    with tempfile.TemporaryDirectory() as folder:
        parses = Path(folder) / "parses.jsonl"
        write_parses(parser, gold, parses)
        command = [sys.executable, str(script), str(gold), str(parses)]
        return subprocess.run(command, check=True, capture_output=True, text=True).stdout.strip()


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("models", type=Path, help="a folder that training.english.pack wrote")
    parser.add_argument("--data", type=Path, required=True, help="the folder of the corpora")
    parser.add_argument("--subjects", type=Path, help="a script that is called with the gold corpus and the parses")
    parser.add_argument("--spacy", help="a spaCy model to measure beside, where that makes sense")
    arguments = parser.parse_args()
    for line in table(arguments.models, arguments.data, arguments.subjects, arguments.spacy):
        print(line, flush=True)


if __name__ == "__main__":
    main()
