"""Joint training, on a toy treebank: it logs, goes on where it stopped, and reaches the encoder."""

import json
from pathlib import Path

import attrs
import pytest
import torch

from tests.toy_models import SIZE
from training.english.recurrent import train
from training.english.recurrent.encoder import Encoder, read_weights
from training.english.settings import Settings


def test_training_logs_and_checkpoints(toy_recurrent: Path, toy_settings: Settings) -> None:
    lines = [json.loads(line) for line in (toy_settings.out / "log.jsonl").read_text().splitlines()]
    assert [set(line["dev"]) for line in lines if "dev" in line] == [{"uas", "las"}] * 2
    state = torch.load(toy_settings.out / "checkpoint.pt", weights_only=True)
    assert state["step"] == lines[-1]["of"]


def test_training_goes_on_from_its_checkpoint(
    toy_recurrent: Path, toy_settings: Settings, toy_base: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(train, "base_folder", lambda: toy_base)
    monkeypatch.setattr(train, "load_base", lambda folder: Encoder(SIZE))
    monkeypatch.setattr(train.Trainer, "_step", lambda *_: pytest.fail("nothing was left to train"))
    train.Trainer(toy_settings).run()


def test_training_reaches_the_encoder(
    toy_silver: Path, toy_settings: Settings, toy_base: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(train, "base_folder", lambda: toy_base)
    monkeypatch.setattr(train, "load_base", lambda folder: Encoder(SIZE))
    trainer = train.Trainer(toy_settings)
    before = {name: weight.clone() for name, weight in trainer.heads.named_parameters()}
    trainer._step(trainer.trees[:2], trainer.tagged[:2], lambda words: words)
    trainer._step(trainer.trees[:2], trainer.tagged[:2], lambda words: words)
    still = {name for name, weight in trainer.heads.named_parameters() if torch.equal(weight, before[name])}
    assert not {name for name in still if "encoder" in name}


def test_training_goes_on_from_packed_models(
    toy_recurrent: Path, toy_settings: Settings, toy_base: Path, monkeypatch: pytest.MonkeyPatch, tmp_path: Path
) -> None:
    monkeypatch.setattr(train, "base_folder", lambda: toy_base)
    monkeypatch.setattr(train, "load_base", lambda folder: Encoder(SIZE))
    backward = (toy_settings.out / "silver.bio").read_text().strip().split("\n\n")[::-1]  # its tags in another order
    (tmp_path / "silver.bio").write_text("\n\n".join(backward) + "\n")
    began = train.Trainer(
        attrs.evolve(toy_settings, out=tmp_path, config=toy_settings.config | {"start": str(toy_recurrent)})
    )
    kept = read_weights(toy_recurrent / "encoder" / "weights.safetensors")
    for name, weights in began.heads.shared.encoder.state_dict().items():
        assert torch.equal(weights, kept[name])
    for name, model in (("ner", began.heads.recognizer.model), ("depparse", began.heads.parser)):
        stored = torch.load(toy_recurrent / f"{name}.pt", weights_only=True)["model"]
        own = model.state_dict()
        assert stored
        assert all(torch.equal(own[key], value.to(own[key].dtype)) for key, value in stored.items())
