"""Models that are trained on a toy treebank in seconds; fixtures of `conftest.py` make each part once."""

import json
import shutil
import tomllib
from pathlib import Path

import pytest
import torch
from tokenizers import Tokenizer, models, normalizers, pre_tokenizers, processors
from transformers import MPNetConfig, MPNetModel

from quoteattr.parsers.bundled.encoder import Encoder, Size
from training.english import lemmas, pack, teacher, tokens, train
from training.english.settings import Settings

SIZE = Size(pieces=40, hidden_size=16, layers=4, heads=2, inner=24, longest=64)
TREEBANK = Path(__file__).parent / "training" / "treebank"


def write_corpora(folder: Path) -> None:
    """The toy treebank and names, several times over."""
    for name in ("toy.conllu", "toy.bio"):
        (folder / name).write_text((TREEBANK / name).read_text() * 5)
    (folder / "held.bio").write_text((TREEBANK / "toy.bio").read_text() * 50)


def write_base(folder: Path) -> None:
    """A tiny tokenizer in the place of the one that training starts from."""
    letters = "abcdefghijklmnopqrstuvwxyz.,"
    vocab = {piece: i for i, piece in enumerate(["[PAD]", "[UNK]", "[CLS]", "[SEP]", *letters])}
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


def train_and_pack(settings: Settings, base: Path, folder: Path) -> None:
    """Train on the toy treebank and what was labelled, and pack the models into a folder."""
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(train, "base_folder", lambda: base)
        patch.setattr(train, "load_base", lambda folder: Encoder(SIZE))
        train.Trainer(settings).run()
    tokens.train(settings)
    stored = lemmas.count(settings.trees("trees"))
    (settings.out / "lemmas.json").write_text(json.dumps(stored))
    pack.pack(settings.out, folder)
