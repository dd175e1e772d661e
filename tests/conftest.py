"""What several test files share: the models, a stub parser, and documents from trees written by hand."""

import random
import re
import zlib
from collections.abc import Callable, Iterable, Iterator
from pathlib import Path
from typing import TYPE_CHECKING, ClassVar

import pytest

from quoteattr import Attributor, Parse
from quoteattr.document.document import Document
from quoteattr.parsers.bundled import parser
from quoteattr.syntax.parse import Sentence, Token

if TYPE_CHECKING:
    from training.english.settings import Settings


@pytest.fixture(scope="session")
def bundled_parser() -> parser.BundledParser:
    """The bundled models."""
    return parser.load("en")


@pytest.fixture(scope="session")
def attributor(bundled_parser: parser.BundledParser) -> Attributor:
    """An attributor on the bundled models."""
    return Attributor("en", parser=bundled_parser)


@pytest.fixture(scope="session")
def stub_parser() -> "StubParser":
    """A parser whose trees mean nothing."""
    return StubParser()


@pytest.fixture(scope="session")
def stub_attributor(stub_parser: "StubParser") -> Attributor:
    """An attributor on trees that mean nothing."""
    return Attributor("en", parser=stub_parser)


@pytest.fixture(scope="session")
def document_of() -> Callable[..., Document]:
    """A document from its text and its trees, one string a sentence: `word/UPOS/head/relation[/NER[/features]]`.

    A lemma that is not the word itself stands after it: `said|say/VERB/0/root`.
    """

    def make(text: str, *trees: str) -> Document:
        end = 0
        sentences = []
        for tree in trees:
            tokens = []
            for index, entry in enumerate(tree.split(), 1):
                written, tag, head, relation, ner, feats = [*entry.split("/"), "", ""][:6]
                word, _, lemma = written.partition("|")
                start = text.index(word, end)
                end = start + len(word)
                tokens.append(Token(index, start, end, word, lemma or word, tag, int(head), relation, feats, ner))
            sentences.append(Sentence(tuple(tokens)))
        [document] = Attributor("en").documents([Parse(text, tuple(sentences))])
        return document

    return make


class StubParser:
    """Parses in no time and without sense: random trees over the words, always the same for the same text.

    Words that rules care for keep their part of speech most of the time, so that rules fire.
    """

    _lexicon: ClassVar = {
        "added": ("add", "VERB"),
        "and": ("and", "CCONJ"),
        "as": ("as", "SCONJ"),
        "claim": ("claim", "NOUN"),
        "he": ("he", "PRON"),
        "said": ("say", "VERB"),
        "she": ("she", "PRON"),
        "that": ("that", "SCONJ"),
        "told": ("tell", "VERB"),
        "who": ("who", "PRON"),
    }
    _tags = ("ADJ", "ADP", "ADV", "AUX", "DET", "NOUN", "PRON", "PROPN", "VERB")
    _relations = (
        *("acl", "acl:relcl", "advcl", "amod", "appos", "aux:pass", "case", "cc", "ccomp", "compound", "conj", "cop"),
        *("fixed", "flat", "mark", "nmod", "nmod:poss", "nsubj", "nsubj:pass", "obj", "obl", "obl:agent", "parataxis"),
        *("punct", "xcomp"),
    )
    _names = ("", "", "", "B-PER", "I-PER", "B-ORG", "I-ORG", "B-LOC", "B-MISC")

    def parse(self, text: str) -> Parse:
        return next(self.parse_many([text]))

    def parse_many(self, texts: Iterable[str]) -> Iterator[Parse]:
        for text in texts:
            chance = random.Random(zlib.crc32(text.encode("utf-8", "surrogatepass")))
            words = [match.span() for match in re.finditer(r"\w+|[^\w\s]", text)]
            ends = [i for i, (_, end) in enumerate(words, 1) if text[end - 1] in ".?!" or i == len(words)]
            spans = [words[start:end] for start, end in zip([0, *ends], ends, strict=False) if start < end]
            yield Parse(text, tuple(self._sentence(text, span, chance) for span in spans))

    def _sentence(self, text: str, spans: list[tuple[int, int]], chance: random.Random) -> Sentence:
        order = chance.sample(range(1, len(spans) + 1), len(spans))
        heads = {index: order[chance.randrange(place)] if place else 0 for place, index in enumerate(order)}
        return Sentence(
            tuple(
                self._token(index, start, end, text[start:end], heads[index], chance)
                for index, (start, end) in enumerate(spans, 1)
            )
        )

    def _token(self, index: int, start: int, end: int, word: str, head: int, chance: random.Random) -> Token:
        lemma, tag = self._lexicon.get(word.lower(), (word.lower(), "PUNCT"))
        if (word.lower() not in self._lexicon and word.isalnum()) or chance.random() < 0.1:
            tag = chance.choice(self._tags)
        relation = chance.choice(self._relations) if head else "root"
        return Token(index, start, end, word, lemma, tag, head, relation, ner=chance.choice(self._names))


@pytest.fixture(scope="session")
def toy_corpora(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A folder with the corpora that toy models are trained on."""
    from tests.toy_models import write_corpora

    folder = tmp_path_factory.mktemp("corpora")
    write_corpora(folder)
    return folder


@pytest.fixture(scope="session")
def toy_base(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A folder with the tokenizer that toy models start from."""
    from tests.toy_models import write_base

    folder = tmp_path_factory.mktemp("base")
    write_base(folder)
    return folder


@pytest.fixture(scope="session")
def toy_settings(toy_corpora: Path, tmp_path_factory: pytest.TempPathFactory) -> "Settings":
    """The settings of toy models."""
    from tests.toy_models import settings_for

    return settings_for(toy_corpora, tmp_path_factory.mktemp("build"))


@pytest.fixture(scope="session")
def toy_silver(toy_settings: "Settings", toy_base: Path) -> Path:
    """What a tiny teacher labelled, who was trained on the toy corpus."""
    from tests.toy_models import label

    return label(toy_settings, toy_base)


@pytest.fixture(scope="session")
def toy_recurrent(
    toy_settings: "Settings", toy_base: Path, toy_silver: Path, tmp_path_factory: pytest.TempPathFactory
) -> Path:
    """A folder with recurrent toy models, trained and packed."""
    from tests.toy_models import train_recurrent

    folder = tmp_path_factory.mktemp("recurrent") / "en"
    train_recurrent(toy_settings, toy_base, folder)
    return folder


@pytest.fixture(scope="session")
def toy_models(toy_settings: "Settings", toy_recurrent: Path) -> Path:
    """A folder with toy models as they ship, trained and packed."""
    from tests.toy_models import distill_and_pack, taught_by

    return distill_and_pack(taught_by(toy_settings, toy_recurrent))
