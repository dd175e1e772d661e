"""The encoder's word pieces and stored weights."""

from pathlib import Path

import torch

from tests.toy_models import SIZE
from training.english.recurrent import pack
from training.english.recurrent.base import write_tokenizer
from training.english.recurrent.encoder import Pieces, read_weights


def test_stored_weights_come_back(tmp_path: Path) -> None:
    from safetensors.torch import save_file

    weights = {"wide": torch.randn(80, 80), "norm": torch.randn(80)}
    save_file(pack.quantized(weights), tmp_path / "w.safetensors")
    found = read_weights(tmp_path / "w.safetensors")
    assert found["wide"].dtype == torch.float32
    assert torch.allclose(found["wide"], weights["wide"], atol=0.03)
    assert torch.allclose(found["norm"], weights["norm"], atol=0.003)


def test_capitals_shift_the_pieces(toy_base: Path, tmp_path: Path) -> None:
    write_tokenizer(toy_base, tmp_path, SIZE)
    pieces = Pieces(tmp_path / "tokenizer.json", SIZE)
    rows = pieces([["a", "b"], ["A", "b"]], is_split_into_words=True)["input_ids"]
    assert rows[1][1] == rows[0][1] + SIZE.pieces
    assert rows[1][0] == rows[0][0]
    assert rows[1][2:] == rows[0][2:]
