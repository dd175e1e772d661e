"""Pack the recurrent models: the encoder in int8, the heads as they are.

python -m training.english.recurrent.pack build/english build/recurrent/en
"""

import argparse
import shutil
from pathlib import Path

import torch
from safetensors.torch import save_file
from torch import Tensor

from training.english.recurrent.encoder import read_weights

HEADS = ("pos.pt", "depparse.pt", "ner.pt")
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
    """Write the models of `source`, as training left them, to `target`."""
    (target / "encoder").mkdir(parents=True, exist_ok=True)
    for name in HEADS:
        shutil.copy(source / name, target / name)
    for name in ENCODER[1:]:
        shutil.copy(source / "encoder" / name, target / "encoder" / name)
    save_file(quantized(read_weights(source / "encoder" / ENCODER[0])), target / "encoder" / ENCODER[0])


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("source", type=Path, help="where training wrote to")
    parser.add_argument("target", type=Path, help="the folder to write to")
    arguments = parser.parse_args()
    pack(arguments.source, arguments.target)


if __name__ == "__main__":
    main()
