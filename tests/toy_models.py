"""Models that are trained on a toy treebank in seconds; fixtures of `conftest.py` make each part once."""

import json
import shutil
import tomllib
from pathlib import Path

import attrs
import pytest
import torch
from tokenizers import Tokenizer, models, normalizers, pre_tokenizers, processors
from transformers import MPNetConfig, MPNetModel

from training.english import answers, distill, lemmas, pack, teacher, tokens
from training.english.recurrent import pack as pack_recurrent
from training.english.recurrent import train
from training.english.recurrent.encoder import Encoder, Size
from training.english.settings import Settings

LETTERS = "abcdefghijklmnopqrstuvwxyz.,"
SIZE = Size(pieces=4 + len(LETTERS), hidden_size=16, layers=4, heads=2, inner=24, longest=512)
TREEBANK = Path(__file__).parent / "training" / "treebank"
TEXT = "The mayor opened the bridge. Ann Lee said so. "


def write_corpora(folder: Path) -> None:
    """The toy treebank, names and texts, several times over."""
    for name in ("toy.conllu", "toy.bio"):
        (folder / name).write_text((TREEBANK / name).read_text() * 5)
    (folder / "held.bio").write_text((TREEBANK / "toy.bio").read_text() * 50)
    (folder / "toy.jsonl").write_text(json.dumps({"text": TEXT * 3}) + "\n")


def write_base(folder: Path) -> None:
    """A tiny tokenizer in the place of the one that training starts from."""
    vocab = {piece: i for i, piece in enumerate(["[PAD]", "[UNK]", "[CLS]", "[SEP]", *LETTERS])}
    tokenizer = Tokenizer(models.WordPiece(vocab, unk_token="[UNK]"))
    tokenizer.normalizer = normalizers.BertNormalizer(lowercase=True)
    tokenizer.pre_tokenizer = pre_tokenizers.BertPreTokenizer()
    tokenizer.post_processor = processors.BertProcessing(("[SEP]", 3), ("[CLS]", 2))
    tokenizer.save(str(folder / "tokenizer.json"))


def settings_for(corpora: Path, out: Path) -> Settings:
    """The settings of a short training."""
    return Settings(tomllib.loads((TREEBANK / "toy.toml").read_text()), corpora, out, 1)


def label(settings: Settings, base: Path) -> Path:
    """What a tiny teacher, trained on the toy corpus, labelled."""
    folder = settings.out / "mpnet"
    config = MPNetConfig(
        vocab_size=SIZE.pieces,
        max_position_embeddings=64,
        hidden_size=16,
        intermediate_size=24,
        num_hidden_layers=2,
        num_attention_heads=2,
    )
    torch.manual_seed(1)
    MPNetModel(config).save_pretrained(folder)
    shutil.copy(base / "tokenizer.json", folder)
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(teacher, "base_folder", lambda out: folder)
        teacher.label_all(teacher.train(settings), settings)
    return settings.out / "silver.bio"


def train_recurrent(settings: Settings, base: Path, folder: Path) -> None:
    """Train recurrent models on the toy treebank and what was labelled, and pack them into a folder."""
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(train, "base_folder", lambda: base)
        patch.setattr(train, "load_base", lambda folder: Encoder(SIZE))
        train.Trainer(settings).run()
    pack_recurrent.pack(settings.out, folder)


def taught_by(settings: Settings, folder: Path) -> Settings:
    """The settings, with the recurrent models of a folder as the teacher."""
    distilled = settings.config["distill"] | {"teacher": str(folder)}
    return attrs.evolve(settings, config=settings.config | {"distill": distilled})


def distill_and_pack(settings: Settings) -> Path:
    """Train a small network on what recurrent models answer, and pack it; the folder."""
    (settings.out / "tokens.json").write_text(json.dumps(tokens.train(settings)))
    (settings.out / "lemmas.json").write_text(json.dumps(lemmas.count(settings.trees("trees"))))
    answers.answer(settings)
    distill.Trainer(settings).run(settings.trees("dev_trees"))
    return pack.pack(settings)
