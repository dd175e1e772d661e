"""Train Stanza's tokenizer and sentence splitter on running text with the treebanks' tokens.

    python -m training.english.tokens training/english/config.toml --data CORPORA --out build/english

Paragraphs of the treebanks, and paragraphs put together from reporting sentences (see `shapes`) and others, with what
news has and treebanks lack: a dateline, initials and titles before names, no space after a full stop. Stanza's own
trainer does the rest and writes `tokenize.pt`.
"""

import logging
import random
from collections.abc import Iterable, Sequence
from pathlib import Path

import attrs
import torch
from stanza.models import tokenizer

from training.english.heads import SHORTHAND
from training.english.settings import Settings, read_settings
from training.english.shapes import Shapes
from training.english.treebanks import Tree, Word

INSIDE, TOKEN, SENTENCE = "012"
"""Stanza's labels: a character that ends nothing, a token, or a sentence."""
DATELINES = (
    "LONDON (AP) — ",
    "PARIS — ",
    "EXETER, England — ",
    "WASHINGTON (Reuters) - ",
    "Berlin, 3 May - ",
    "ROME: ",
)
TITLES = (
    "Mr.",
    "Mrs.",
    "Ms.",
    "Dr.",
    "Sen.",
    "Rep.",
    "Gov.",
    "Gen.",
    "Lt. Col.",
    "Prof.",
    "St.",
    "Rev.",
    "Capt.",
    "Sgt.",
)


@attrs.frozen
class Labelled:
    """A paragraph and a label for each of its characters."""

    text: str
    labels: str


def paragraphs(trees: Iterable[Tree]) -> list[list[Tree]]:
    """The sentences of a treebank by paragraph."""
    found: list[list[Tree]] = []
    for tree in trees:
        if tree.opens or not found:
            found.append([])
        found[-1].append(tree)
    return found


def label(sentences: Sequence[Tree], dice: random.Random | None = None) -> Labelled:
    """Write sentences out as a paragraph; with dice, now and then without the space between two of them."""
    text, labels = "", ""
    for number, tree in enumerate(sentences):
        if number:
            glued = (
                dice is not None and dice.random() < 0.02 and tree.words[0].form[:1].isupper() and text[-1] in '.!?”"'
            )
            text, labels = (text, labels) if glued else (text + " ", labels + INSIDE)
        for place, word in enumerate(tree.words):
            last = place == len(tree.words) - 1
            form = word.form.replace(" ", "\xa0")
            text += form + " " * (word.space and not last)
            labels += INSIDE * (len(form) - 1) + (SENTENCE if last else TOKEN) + INSIDE * (word.space and not last)
    return Labelled(text, labels)


def news(trees: Sequence[Tree], count: int, seed: int) -> list[Labelled]:
    """Make paragraphs of one to five sentences, most of them reporting ones."""
    dice = random.Random(seed)
    shapes = Shapes(trees, seed)
    plain = [tree for tree in trees if tree.words[0].form[:1].isupper() and tree.words[-1].form == "."]
    found = []
    for _ in range(count):
        sentences = [
            _titled(shapes.make(1)[0], dice) if dice.random() < 0.7 else dice.choice(plain)
            for _ in range(dice.randint(1, 5))
        ]
        made = label(sentences, dice)
        if dice.random() < 0.1:
            made = _dated(made, dice.choice(DATELINES))
        found.append(made)
    return found


def _titled(tree: Tree, dice: random.Random) -> Tree:
    """Put a title or an initial into a name of the sentence now and then."""
    words: list[Word] = []
    for place, word in enumerate(tree.words):
        begins = word.upos == "PROPN" and not (place and tree.words[place - 1].upos == "PROPN")
        if begins and place and dice.random() < 0.1:
            words.extend(attrs.evolve(word, form=part, space=True) for part in dice.choice(TITLES).split())
        if word.upos == "PROPN" and word.deprel == "flat" and dice.random() < 0.1:
            words.append(attrs.evolve(word, form=f"{dice.choice('ABCDEFGHJKLMPRSTW')}.", space=True))
        words.append(word)
    return attrs.evolve(tree, words=tuple(words))


def _dated(made: Labelled, dateline: str) -> Labelled:
    labels = "".join(
        TOKEN if char != " " and (i + 1 == len(dateline) or _ends(dateline, i)) else INSIDE
        for i, char in enumerate(dateline)
    )
    return Labelled(dateline + made.text, labels + made.labels)


def _ends(text: str, place: int) -> bool:
    """Whether a token of a dateline ends here: before a space, or beside a mark."""
    here, following = text[place], text[place + 1 : place + 2]
    return not following.isalnum() if here.isalnum() else True


def write(made: Sequence[Labelled], stem: Path) -> None:
    """Write Stanza's `.txt` and `.labels`, a blank line between two paragraphs."""
    stem.with_suffix(".txt").write_text("".join(f"{part.text}\n\n" for part in made), encoding="utf-8")
    stem.with_suffix(".labels").write_text("".join(f"{part.labels}\n\n" for part in made), encoding="utf-8")


def write_gold(trees: Sequence[Tree], file: Path) -> None:
    """Write the CoNLL-U that Stanza's trainer compares with: tokens and sentences, the rest left open."""
    with file.open("w", encoding="utf-8") as out:
        for tree in trees:
            for place, word in enumerate(tree.words, 1):
                misc = "_" if word.space else "SpaceAfter=No"
                head, relation = (0, "root") if place == 1 else (1, "dep")
                out.write(f"{place}\t{word.form}\t_\t{word.upos}\t_\t_\t{head}\t{relation}\t_\t{misc}\n")
            out.write("\n")


def train(settings: Settings) -> None:
    """Write the data, then have Stanza train on it."""
    config, out = settings.config, settings.out
    trees, dev = settings.trees("trees"), settings.trees("dev_trees")
    dice = random.Random(config["seed"])
    made = [label(part, dice) for part in paragraphs(trees)] + news(trees, config["paragraphs"], config["seed"])
    dice.shuffle(made)
    work = out / "tokenize"
    work.mkdir(parents=True, exist_ok=True)
    write(made, work / "train")
    write([label(part) for part in paragraphs(dev)], work / "dev")
    write_gold(dev, work / "dev.conllu")
    (work / "mwt.json").write_text("[]")
    files = {
        "txt_file": "train.txt",
        "label_file": "train.labels",
        "dev_txt_file": "dev.txt",
        "dev_label_file": "dev.labels",
        "dev_conll_gold": "dev.conllu",
        "mwt_json_file": "mwt.json",
        "conll_file": "predicted.conllu",
    }
    options = [f"--{name}={work / file}" for name, file in files.items()]
    fixed = f"--lang en --shorthand {SHORTHAND} --no_use_mwt --cpu --save_dir {out} --save_name tokenize.pt"
    logging.getLogger("stanza").setLevel(logging.INFO)
    tokenizer.main([*options, *fixed.split(), *config["tokenizer"].split()])


def main() -> None:
    settings = read_settings(__doc__)
    torch.set_num_threads(settings.threads)
    train(settings)


if __name__ == "__main__":
    main()
