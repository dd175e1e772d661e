"""Write the words that are listed and the weights of sentence ends, from running text with the treebanks' tokens.

    python -m training.english.tokens training/english/config.toml --data CORPORA --out build/english

Paragraphs of the treebanks, and paragraphs put together from reporting sentences (see `shapes`) and others, with what
news has and treebanks lack: a dateline, initials and titles before names, no space after a full stop. A logistic
regression weighs the places where a sentence could end (`quoteattr.parsers.bundled.sentence_ends`); `tokens.json` has
its weights and the lists of `tokens.toml`.
"""

import json
import random
import tomllib
from collections.abc import Iterable, Iterator, Sequence
from pathlib import Path
from typing import Any

import attrs

from quoteattr.parsers.bundled.sentence_ends import SentenceEnds, candidates, features
from quoteattr.parsers.bundled.tokenizer import Tokenizer
from quoteattr.parsers.bundled.word_lists import WordLists
from training.english.settings import Settings, read_settings
from training.english.shapes import Shapes
from training.english.treebanks import Tree, Word
from training.regression import Example, fit

INSIDE, TOKEN, SENTENCE = "012"
"""A character that ends nothing, a token, or a sentence."""
LISTS = Path(__file__).with_name("tokens.toml")
WEIGHS_AT_LEAST = 0.05
"""Features of less weight are left out."""
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


def examples(made: Labelled, tokenizer: Tokenizer) -> Iterator[Example]:
    """The places of a paragraph where a sentence could end, and whether one does."""
    text, words = made.text, tokenizer.words(made.text)
    ends = {place + 1 for place, label in enumerate(made.labels) if label == SENTENCE}
    begin = 0
    possible = set(candidates(text, words))
    for place in range(1, len(words)):
        is_end = words[place - 1][1] in ends
        if place in possible:
            yield frozenset(features(text, words, place, begin)), is_end
        if is_end:
            begin = place


def train(settings: Settings) -> dict[str, Any]:
    """The lists and the weights."""
    config = settings.config
    stored = tomllib.loads(LISTS.read_text(encoding="utf-8"))
    trees = settings.trees("trees")
    lists = WordLists.read(stored)
    tokenizer = Tokenizer(lists, SentenceEnds({}))
    dice = random.Random(config["seed"])
    made = [label(part, dice) for part in paragraphs(trees)] + news(trees, config["paragraphs"], config["seed"])
    found = [example for part in made for example in examples(part, tokenizer)]
    return {"lists": stored, "weights": fit(found, config["sentence_ends"], WEIGHS_AT_LEAST)}


def main() -> None:
    settings = read_settings(__doc__)
    stored = json.dumps(train(settings), ensure_ascii=False, indent=0)
    (settings.out / "tokens.json").write_text(stored + "\n", encoding="utf-8")


if __name__ == "__main__":
    main()
