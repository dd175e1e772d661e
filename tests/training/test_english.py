"""The training of the English models, from a toy treebank to a pipeline that parses."""

import json
import random
import shutil
import tomllib
from pathlib import Path
from typing import Any

import attrs
import pytest
import torch
from stanza import Document, Pipeline
from stanza.models.common.chuliu_edmonds import chuliu_edmonds_one_root
from stanza.models.common.foundation_cache import BertRecord, FoundationCache
from tokenizers import Tokenizer, models, normalizers, pre_tokenizers, processors
from transformers import MPNetConfig, MPNetModel

from quoteattr.errors import ParserError
from quoteattr.parsers.bundled import encoder
from quoteattr.parsers.bundled.encoder import Encoder, Pieces, Size, read_weights
from quoteattr.parsers.bundled.lemmas import Lemmas, regular
from quoteattr.parsers.bundled.pipeline import ENCODER, check, offline_pipeline, read_pipeline
from quoteattr.parsers.bundled.spanning_trees import best_tree, is_tree
from quoteattr.parsers.stanza import StanzaParser
from training.english import lemmas, pack, teacher, tokens, train
from training.english.base import write_tokenizer
from training.english.evaluate import entity_scores, gold_tokens, raw_text
from training.english.names import renamed, without_handles
from training.english.settings import Settings, parted
from training.english.shapes import MARKS, Shapes
from training.english.treebanks import Tagged, read_tagged, read_trees

SIZE = Size(pieces=40, hidden_size=16, layers=4, heads=2, inner=24, longest=64)
TOY = Path(__file__).with_name("treebank")


@pytest.fixture(scope="module")
def corpora(tmp_path_factory: pytest.TempPathFactory) -> Path:
    folder = tmp_path_factory.mktemp("corpora")
    for name in ("toy.conllu", "toy.bio"):
        (folder / name).write_text((TOY / name).read_text() * 5)
    (folder / "held.bio").write_text((TOY / "toy.bio").read_text() * 50)
    return folder


@pytest.fixture(scope="module")
def base(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A tiny tokenizer in the place of the one that training starts from."""
    folder = tmp_path_factory.mktemp("base")
    letters = "abcdefghijklmnopqrstuvwxyz.,"
    vocab = {piece: i for i, piece in enumerate(["[PAD]", "[UNK]", "[CLS]", "[SEP]", *letters])}
    tokenizer = Tokenizer(models.WordPiece(vocab, unk_token="[UNK]"))
    tokenizer.normalizer = normalizers.BertNormalizer(lowercase=True)
    tokenizer.pre_tokenizer = pre_tokenizers.BertPreTokenizer()
    tokenizer.post_processor = processors.BertProcessing(("[SEP]", 3), ("[CLS]", 2))
    tokenizer.save(str(folder / "tokenizer.json"))
    return folder


@pytest.fixture(scope="module")
def settings(corpora: Path, tmp_path_factory: pytest.TempPathFactory) -> Settings:
    config = tomllib.loads((TOY / "toy.toml").read_text())
    return Settings(config, corpora, tmp_path_factory.mktemp("build"), 1)


@pytest.fixture(scope="module")
def silver(settings: Settings, base: Path) -> Path:
    """What a tiny teacher, trained on the toy corpus, labelled."""
    folder = settings.out / "mpnet"
    size = {"hidden_size": 16, "intermediate_size": 24, "num_hidden_layers": 2, "num_attention_heads": 2}
    torch.manual_seed(1)
    MPNetModel(MPNetConfig(vocab_size=SIZE.pieces, max_position_embeddings=64, **size)).save_pretrained(folder)
    shutil.copy(base / "tokenizer.json", folder)
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(teacher, "base_folder", lambda out: folder)
        teacher.label_all(teacher.train(settings), settings)
    return settings.out / "silver.bio"


@pytest.fixture(scope="module")
def packed(settings: Settings, base: Path, silver: Path, tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Models trained on the toy treebank, packed."""
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(train, "base_folder", lambda: base)
        patch.setattr(train, "load_base", lambda folder: Encoder(SIZE))
        train.Trainer(settings).run()
    tokens.train(settings)
    stored = lemmas.count(settings.trees("trees"))
    (settings.out / "lemmas.json").write_text(json.dumps(stored))
    folder = tmp_path_factory.mktemp("models") / "en"
    pack.pack(settings.out, folder)
    return folder


def test_packed_models_parse(packed: Path) -> None:
    text = "The mayor opened the bridge. Ann Lee said so."
    parse = StanzaParser(read_pipeline(packed)).parse(text)
    words = [token for sentence in parse.sentences for token in sentence.tokens]
    assert words
    assert all(text[token.start : token.end] == token.text for token in words)
    assert all(sum(token.head == 0 for token in sentence.tokens) == 1 for sentence in parse.sentences)


def test_training_logs_and_checkpoints(packed: Path, settings: Settings) -> None:
    lines = [json.loads(line) for line in (settings.out / "log.jsonl").read_text().splitlines()]
    assert [set(line["dev"]) for line in lines if "dev" in line] == [{"uas", "las"}] * 2
    state = torch.load(settings.out / "checkpoint.pt", weights_only=True)
    assert state["step"] == lines[-1]["of"]


def test_training_goes_on_from_its_checkpoint(
    packed: Path, settings: Settings, base: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(train, "base_folder", lambda: base)
    monkeypatch.setattr(train, "load_base", lambda folder: Encoder(SIZE))
    monkeypatch.setattr(train.Trainer, "_step", lambda *_: pytest.fail("nothing was left to train"))
    train.Trainer(settings).run()


def test_training_reaches_the_encoder(
    silver: Path, settings: Settings, base: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(train, "base_folder", lambda: base)
    monkeypatch.setattr(train, "load_base", lambda folder: Encoder(SIZE))
    trainer = train.Trainer(settings)
    before = {name: weight.clone() for name, weight in trainer.heads.named_parameters()}
    trainer._step(trainer.trees[:2], trainer.tagged[:2], lambda words: words)
    trainer._step(trainer.trees[:2], trainer.tagged[:2], lambda words: words)
    still = {name for name, weight in trainer.heads.named_parameters() if torch.equal(weight, before[name])}
    assert not {name for name in still if "encoder" in name}


def test_training_goes_on_from_packed_models(
    packed: Path, settings: Settings, base: Path, monkeypatch: pytest.MonkeyPatch, tmp_path: Path
) -> None:
    monkeypatch.setattr(train, "base_folder", lambda: base)
    monkeypatch.setattr(train, "load_base", lambda folder: Encoder(SIZE))
    backward = (settings.out / "silver.bio").read_text().strip().split("\n\n")[::-1]  # its tags in another order
    (tmp_path / "silver.bio").write_text("\n\n".join(backward) + "\n")
    began = train.Trainer(attrs.evolve(settings, out=tmp_path, config=settings.config | {"start": str(packed)}))
    kept = read_weights(packed / "encoder" / "weights.safetensors")
    for name, weights in began.heads.shared.encoder.state_dict().items():
        assert torch.equal(weights, kept[name])
    for name, model in (("ner", began.heads.recognizer.model), ("depparse", began.heads.parser)):
        stored = torch.load(packed / f"{name}.pt", weights_only=True)["model"]
        own = model.state_dict()
        assert stored
        assert all(torch.equal(own[key], value.to(own[key].dtype)) for key, value in stored.items())


def test_a_teacher_labels_all_corpora(silver: Path, settings: Settings) -> None:
    labelled = [sentence.words for sentence in read_tagged(silver)]
    corpora = [tuple(tree.forms) for tree in settings.trees("trees")]
    corpora += [sentence.words for sentence in settings.names("toy.bio")]
    assert labelled == corpora


def test_a_teacher_goes_on_where_it_stopped(silver: Path, settings: Settings, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(teacher, "base_folder", lambda out: settings.out / "mpnet")
    monkeypatch.setattr(teacher, "_epoch", lambda *_: pytest.fail("nothing was left to train"))
    teacher.train(settings)


def test_labelled_names_are_whole() -> None:
    scores = torch.full((3, len(teacher.TAGS)), -5.0)
    for place, tag in enumerate(("B-PER", "I-LOC", "E-PER")):  # the middle alone would say LOC
        scores[place, teacher.TAGS.index(tag)] = 0.0
    assert teacher.best_path(scores) == ["B-PER", "I-PER", "E-PER"]


def test_part_of_a_corpus_is_held_out() -> None:
    sentences = [Tagged((str(number),), ("O",)) for number in range(230)]
    taught, held = parted(sentences)
    assert [sentence.words[0] for sentence in held] == [*map(str, range(80, 100)), *map(str, range(180, 200))]
    assert sorted([*taught, *held], key=lambda sentence: int(sentence.words[0])) == sentences


def test_names_give_way_to_others_of_their_kind() -> None:
    tagged = [
        Tagged(("Ann", "Lee", "met", "Roe", "."), ("B-PER", "I-PER", "O", "B-PER", "O")),
        Tagged(("Ida", "Marr", "left", "Exeter", "@handle"), ("B-PER", "I-PER", "O", "B-LOC", "B-PER")),
        Tagged(("Oslo",), ("B-LOC",)),
    ]
    found = [sentence for seed in range(50) for sentence in renamed(tagged, 1, seed)]
    assert {sentence.words[-1] for sentence in found[::3]} == {"."}
    assert {sentence.words[-2] for sentence in found[1::3]} == {"Exeter", "Oslo"}
    assert {sentence.words for sentence in found[2::3]} == {("Exeter",), ("Oslo",)}
    assert ("Ida", "Marr", "met", "Lee", ".") in {sentence.words for sentence in found}
    assert ("Lee", "met", "Roe", ".") in {sentence.words for sentence in found}
    assert all(len(sentence.words) == len(sentence.tags) for sentence in found)
    assert renamed(tagged, 0, 1) == tagged


def test_handles_are_no_names() -> None:
    tweet = Tagged(("@nasa", "hired", "Ann", "Lee"), ("B-ORG", "O", "B-PER", "I-PER"))
    assert without_handles(tweet).tags == ("O", "O", "B-PER", "I-PER")


def test_evaluation_of_packed_models(packed: Path, settings: Settings) -> None:
    pipeline = read_pipeline(packed)
    trees = settings.trees("dev_trees")
    assert set(gold_tokens(pipeline, trees)) == {"UPOS", "lemma", "UAS", "LAS"}
    assert set(raw_text(StanzaParser(pipeline), trees)) == {"tokens", "sentences", "LAS from text"}


def test_damaged_models_are_refused(packed: Path, tmp_path: Path) -> None:
    folder = tmp_path / "en"
    folder.mkdir()
    with pytest.raises(ParserError, match="no models ship for 'en'"):
        check(folder)
    (folder / "manifest.json").write_text((packed / "manifest.json").read_text())
    (folder / "tokenize.pt").write_bytes(b"half a download")
    with pytest.raises(ParserError, match=r"tokenize\.pt is damaged: expected SHA-256"):
        check(folder)


def test_stored_weights_come_back(tmp_path: Path) -> None:
    from safetensors.torch import save_file

    weights = {"wide": torch.randn(80, 80), "norm": torch.randn(80)}
    save_file(pack.quantized(weights), tmp_path / "w.safetensors")
    found = read_weights(tmp_path / "w.safetensors")
    assert found["wide"].dtype == torch.float32
    assert torch.allclose(found["wide"], weights["wide"], atol=0.03)
    assert torch.allclose(found["norm"], weights["norm"], atol=0.003)


def test_capitals_shift_the_pieces(base: Path, tmp_path: Path) -> None:
    write_tokenizer(base, tmp_path, SIZE)
    pieces = Pieces(tmp_path / "tokenizer.json", SIZE)
    rows = pieces([["a", "b"], ["A", "b"]], is_split_into_words=True)["input_ids"]
    assert rows[1][1] == rows[0][1] + SIZE.pieces
    assert rows[1][0] == rows[0][0]
    assert rows[1][2:] == rows[0][2:]


TEXTS = (
    "The mayor opened the bridge. Ann Lee said so.",
    "“Why?!?!” asked Mr. Kerr. He wrote to ann.lee@example.org, and to www.example.org/bridge; nobody answered .\n\n"
    "On 3 May 2021 the  council of Exeter\tpaid $4.5 million.",
    "It rained, " * 90 + "and the river rose. " * 20 + "The end.",
    "a " * 120 + "bridge.",
    "\n \n  No   end here\u00ad, and\u0097 there 🙂 \u00ad \u200b – ÄÖÜ é e\u0301 東京 \u2028 so",
    "x" * 400 + " was one word.",
    "NATO met in Paris, London and New York. Then Bo Kerr, mayor of Exeter, left. " * 4,
    "!",
)


def stock_pipeline(folder: Path) -> Pipeline:
    """The same models in Stanza's own processors, but for the lemmas, which are a word list."""
    size = Size(**json.loads((folder / "encoder" / "config.json").read_text()))
    shared = Encoder(size)
    shared.load_state_dict(read_weights(folder / "encoder" / "weights.safetensors"))
    cache = FoundationCache(local_files_only=True)
    cache.bert[ENCODER] = BertRecord(shared.eval(), Pieces(folder / "encoder" / "tokenizer.json", size), {})
    heads = ("pos", "depparse", "ner")
    return offline_pipeline(
        folder,
        dict.fromkeys(("tokenize", *heads), "default"),
        foundation_cache=cache,
        depparse_resolve_head_constraints=False,
        **{f"ner_{path}_path": "" for path in ("pretrain", "forward_charlm", "backward_charlm")},
        **{f"{name}_model_path": str(folder / f"{name}.pt") for name in heads},
    )


def annotations(document: Document) -> list[Any]:
    """All that a parsed document says, but for the numbers of its sentences."""
    return [
        [(token.text, token.start_char, token.end_char, token.spaces_after, token.ner) for token in sentence.tokens]
        + [(word.upos, word.xpos, word.feats, word.lemma, word.head, word.deprel) for word in sentence.words]
        + [(entity.text, entity.type) for entity in sentence.ents]
        + [sentence.text, len(sentence.dependencies)]
        for sentence in document.sentences
    ]


def test_own_processors_say_what_stanzas_say(packed: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(encoder, "has_bf16", lambda: False)  # rounding would decide what this toy is not sure of
    own, stock = read_pipeline(packed), stock_pipeline(packed)
    documents = [own(text) for text in TEXTS]
    assert [annotations(document) for document in documents] == [annotations(stock(text)) for text in TEXTS]
    assert [entity.text for document in documents for entity in document.ents]
    assert {len(document.sentences) for document in documents} != {1}
    together = own.bulk_process([*TEXTS, "", " \n"])
    assert [annotations(document) for document in together] == [*map(annotations, documents), [], []]


def test_best_trees_are_those_of_stanza() -> None:
    dice = torch.Generator().manual_seed(0)
    trees = 0
    for size in [6] * 100 + list(range(2, 40)):
        scores = torch.randn(size, size, generator=dice).fill_diagonal_(-torch.inf).log_softmax(1).numpy()
        heads = scores.argmax(1)[1:].tolist()
        trees += is_tree(heads)
        assert best_tree(scores, heads) == chuliu_edmonds_one_root(scores)[1:].tolist()
    assert 0 < trees < 138


def test_made_sentences_are_trees(corpora: Path) -> None:
    trees = read_trees(corpora / "toy.conllu")
    for tree in Shapes(trees, seed=3).make(200):
        assert is_tree([word.head for word in tree.words])
        forms = tree.forms
        assert all(forms.count(opening) == forms.count(closing) for opening, closing in MARKS)


def test_reporting_clause_inside_is_parataxis(corpora: Path) -> None:
    shapes = Shapes(read_trees(corpora / "toy.conllu"), seed=1)
    inside = [shapes.inside() for _ in range(40)]
    relations = {word.deprel for tree in inside for word in tree.words if word.lemma in ("say", "write")}
    assert "parataxis" in relations


def test_labels_cover_the_text(corpora: Path) -> None:
    trees = read_trees(corpora / "toy.conllu")
    made = tokens.news(trees, 50, seed=2) + [tokens.label(part, random.Random(1)) for part in tokens.paragraphs(trees)]
    for part in made:
        assert len(part.text) == len(part.labels)
        assert part.labels.endswith(tokens.SENTENCE)
        assert all(label == tokens.INSIDE for char, label in zip(part.text, part.labels, strict=True) if char == " ")


def test_reading_a_treebank(corpora: Path) -> None:
    tree = read_trees(corpora / "toy.conllu")[1]
    assert tree.forms == ["Ann", "Lee", "said", "so", "."]
    assert [word.space for word in tree.words] == [True, True, True, False, True]
    assert tree.opens
    assert read_tagged(corpora / "toy.bio", ("PER",))[0].tags == ("B-PER", "I-PER", "O", "O", "O")


def test_entity_scores() -> None:
    gold = [Tagged(("Ann", "Lee", "left", "Exeter"), ("B-PER", "I-PER", "O", "B-LOC"))]
    assert entity_scores(gold, [["B-PER", "E-PER", "O", "O"]]) == {"PER": 100.0, "ORG": 0.0, "LOC": 0.0}


@pytest.mark.parametrize(
    ("form", "upos", "feats", "lemma"),
    [
        ("tweeted", "VERB", "Tense=Past", "tweet"),
        ("Announcing", "VERB", "VerbForm=Ger", "announce"),
        ("replied", "VERB", "Tense=Past", "reply"),
        ("quips", "VERB", "Tense=Pres", "quip"),
        ("quipped", "VERB", "Tense=Past", "quip"),
        ("hoped", "VERB", "Tense=Past", "hope"),
        ("mumbling", "VERB", "VerbForm=Part", "mumble"),
        ("spokespersons", "NOUN", "Number=Plur", "spokesperson"),
        ("agencies", "NOUN", "Number=Plur", "agency"),
        ("boss", "NOUN", "Number=Sing", "boss"),
        ("Jones", "PROPN", "Number=Sing", "Jones"),
        ("louder", "ADJ", "Degree=Cmp", "loud"),
        ("", "VERB", "", ""),
        ("s", "NOUN", "Number=Plur", "s"),
    ],
)
def test_regular_inflection(form: str, upos: str, feats: str, lemma: str) -> None:
    assert regular(form, upos, feats) == lemma


def test_irregular_verbs_are_words_of_their_own() -> None:
    forms = lemmas.irregular()
    assert forms["swore"] == "swear"
    assert forms["found"] == "find"
    assert Lemmas({"VERB": forms}, {})("Retold", "VERB", "") == "retell"
