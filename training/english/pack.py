"""Pack trained models for the package: the encoder in int8, the heads as they are, and a digest of each file.

python -m training.english.pack build/english quoteattr/parsers/models/en
"""

import argparse
import hashlib
import json
import shutil
from datetime import date
from importlib.metadata import version
from pathlib import Path

import torch
from safetensors.torch import save_file
from torch import Tensor

from quoteattr.parsers.bundled.encoder import read_weights
from quoteattr.parsers.bundled.pipeline import MANIFEST

HEADS = ("tokenize.pt", "pos.pt", "depparse.pt", "ner.pt", "lemmas.json")
ENCODER = ("weights.safetensors", "tokenizer.json", "config.json")
SMALL = 4096
"""Matrices with fewer numbers stay in half precision."""


def quantized(weights: dict[str, Tensor]) -> dict[str, Tensor]:
    """Store each matrix in int8 with a scale a row, the rest in half precision."""
    stored: dict[str, Tensor] = {}
    for name, value in weights.items():
        if value.dim() == 2 and value.numel() > SMALL:
            scale = value.float().abs().amax(1, keepdim=True).clamp(min=1e-8) / 127
            stored[name] = (value.float() / scale).round().clamp(-127, 127).to(torch.int8)
            stored[f"{name}.scale"] = scale.half()
        else:
            stored[name] = value.half()
    return stored


def pack(source: Path, target: Path) -> None:
    """Write the models of `source`, as training left them, to `target`, and the manifest with their digests."""
    (target / "encoder").mkdir(parents=True, exist_ok=True)
    for name in HEADS:
        shutil.copy(source / name, target / name)
    for name in ENCODER[1:]:
        shutil.copy(source / "encoder" / name, target / "encoder" / name)
    save_file(quantized(read_weights(source / "encoder" / ENCODER[0])), target / "encoder" / ENCODER[0])
    (target / "resources.json").write_text("{}\n")  # Stanza wants one, to see what could be downloaded
    names = [*HEADS, *(f"encoder/{name}" for name in ENCODER)]
    manifest = {
        "made": date.today().isoformat(),
        "versions": {name: version(name) for name in ("torch", "stanza", "tokenizers", "safetensors")},
        "data": json.loads((source / "data.json").read_text()),
        "files": {name: hashlib.sha256((target / name).read_bytes()).hexdigest() for name in names},
    }
    (target / MANIFEST).write_text(json.dumps(manifest, indent=1) + "\n")


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("source", type=Path, help="where training wrote to")
    parser.add_argument("target", type=Path, help="the folder of the package's models")
    arguments = parser.parse_args()
    pack(arguments.source, arguments.target)


if __name__ == "__main__":
    main()
