"""What the recurrent models say of open text, sentence by sentence: what the models that ship learn from.

    python -m training.english.answers training/english/config.toml --data CORPORA --out build/english

Reads the treebanks, sentences made from them (`shapes`), the corpora of names, and running text that the recurrent
models split themselves. Writes `answers-N.pt`, a file a part, and leaves out the parts that are there.
"""

import json
import random
from collections.abc import Iterator
from pathlib import Path

import attrs
import torch

from quoteattr.parsers.bundled.tokenizer import Tokenizer
from training.english.batches import recaser
from training.english.names import renamed
from training.english.recurrent.reader import Reader, Row
from training.english.settings import LONGEST, Settings, read_settings
from training.english.shapes import Shapes
from training.english.treebanks import Tree

PART = 8_000
"""Sentences in a file."""


@attrs.frozen
class Asked:
    """A sentence, and its tree where a treebank has it."""

    words: tuple[str, ...]
    tree: Tree | None = None


def sentences(settings: Settings) -> list[Asked]:
    """All sentences to learn from, in an order by chance."""
    config = settings.config["distill"]
    dice = random.Random(settings.config["seed"])
    trees = settings.trees("trees")
    trees += Shapes(trees, seed=config["seed"]).make(config["shapes"])
    found = [Asked(tuple(tree.forms), tree) for tree in trees]
    names = [sentence for name in settings.config["data"]["entities"] for sentence in settings.names(name)]
    names += settings.names(settings.config["held"])
    found += [Asked(sentence.words) for sentence in renamed(names, settings.config["renamed"], config["seed"])]
    for name in config["texts"]:
        found += [Asked(words) for words in _running(settings, name, config["words"], dice)]
    recase = recaser(config["seed"], settings.config["lower"], settings.config["upper"])
    found = [
        attrs.evolve(asked, words=tuple(recase(list(asked.words)))) for asked in found if len(asked.words) <= LONGEST
    ]
    dice.shuffle(found)
    return found


def _running(settings: Settings, name: str, words: int, dice: random.Random) -> Iterator[tuple[str, ...]]:
    """Sentences of a corpus of texts, about so many words, from paragraphs by chance."""
    with (settings.data / name).open(encoding="utf-8") as lines:
        texts = [json.loads(line)["text"] for line in lines]
    paragraphs = [" ".join(part.split()) for text in texts for part in text.split("\n\n") if part.strip()]
    dice.shuffle(paragraphs)
    chosen = []
    for paragraph in paragraphs:
        if words <= 0:
            break
        chosen.append(paragraph)
        words -= len(paragraph.split())
    tokenizer = Tokenizer.read(settings.out / "tokens.json")
    for text in chosen:
        yield from (tuple(text[start:end] for start, end in sentence) for sentence in tokenizer(text))


def gold(teacher: Reader, tree: Tree) -> Row:
    """A treebank's tree, in the numbers of the models."""
    tags, arcs, _ = teacher.heads
    return {
        "gold_heads": torch.tensor([word.head for word in tree.words], dtype=torch.int16),
        "gold_relations": torch.tensor([arcs.number(word.deprel) for word in tree.words], dtype=torch.int16),
        "gold_tags": torch.tensor([tags.numbers(word) for word in tree.words], dtype=torch.int16),
    }


def answer(settings: Settings) -> None:
    """Ask the recurrent models, and write what they say."""
    asked = sentences(settings)
    print(f"{len(asked)} sentences, {sum(len(one.words) for one in asked)} words", flush=True)
    teacher = Reader(Path(settings.config["distill"]["teacher"]))
    for number, start in enumerate(range(0, len(asked), PART)):
        file = settings.out / f"answers-{number}.pt"
        if file.exists():
            continue
        part = asked[start : start + PART]
        found = teacher([one.words for one in part])
        rows = [found[one.words] | (gold(teacher, one.tree) if one.tree else {}) for one in part]
        torch.save(rows, file.with_suffix(".new"))
        file.with_suffix(".new").replace(file)
        print(file.name, flush=True)


def main() -> None:
    settings = read_settings(__doc__)
    torch.set_num_threads(settings.threads)
    answer(settings)


if __name__ == "__main__":
    main()
