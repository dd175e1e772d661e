"""The compact encoder that the recurrent heads share.

A BERT encoder on PyTorch's own layers. It reads word pieces without capitals, and beside them, as a small embedding
of its own, how each word was written: the pieces of *us*, *Us* and *US* are one, their cases three.
"""

from collections.abc import Iterable, Sequence
from pathlib import Path
from types import SimpleNamespace
from typing import Any

import attrs
import torch
from safetensors.torch import load_file
from tokenizers import Tokenizer
from torch import Tensor, nn
from torch.nn import functional

from quoteattr.parsers.bundled.pieces import case_of


@attrs.frozen
class Size:
    """The measures of an encoder, as `config.json` gives them."""

    pieces: int
    hidden_size: int
    layers: int
    heads: int
    inner: int
    longest: int


class Layer(nn.Module):
    """One layer of BERT: attention, then two linear maps, each added to its input and normalized.

    PyTorch's own layer puts the batch second inside, which in bfloat16 costs twice the time on a CPU.
    """

    def __init__(self, size: Size) -> None:
        super().__init__()
        width = size.hidden_size
        self.heads = size.heads
        self.ask = nn.Linear(width, 3 * width)
        self.answer = nn.Linear(width, width)
        self.norm1 = nn.LayerNorm(width, eps=1e-12)
        self.widen = nn.Linear(width, size.inner)
        self.narrow = nn.Linear(size.inner, width)
        self.norm2 = nn.LayerNorm(width, eps=1e-12)

    def forward(self, state: Tensor, seen: Tensor) -> Tensor:
        batch, length, width = state.shape
        asked = self.ask(state).view(batch, length, 3, self.heads, width // self.heads).permute(2, 0, 3, 1, 4)
        query, key, value = asked.unbind(0)
        found = functional.scaled_dot_product_attention(query, key, value, attn_mask=seen)
        state = self.norm1(state + self.answer(found.transpose(1, 2).reshape(batch, length, width)))
        widened: Tensor = self.norm2(state + self.narrow(functional.gelu(self.widen(state))))
        return widened


class Encoder(nn.Module):
    """Word pieces with their case to hidden states, as Stanza asks of a transformer."""

    _hf_peft_config_loaded = False  # Stanza asks every encoder whether adapters were loaded into it

    def __init__(self, size: Size) -> None:
        super().__init__()
        self.config = size
        self.piece = nn.Embedding(size.pieces, size.hidden_size)
        self.place = nn.Embedding(size.longest, size.hidden_size)
        self.case = nn.Embedding(3, size.hidden_size)
        self.norm = nn.LayerNorm(size.hidden_size, eps=1e-12)
        self.layers = nn.ModuleList(Layer(size) for _ in range(size.layers))

    def forward(self, input_ids: Tensor, attention_mask: Tensor, output_hidden_states: bool = True) -> Any:
        """Return an object with `hidden_states`: a tuple of tensors (batch, length, width), one a layer."""
        case, piece = input_ids // self.config.pieces, input_ids % self.config.pieces
        places = torch.arange(input_ids.shape[1])
        state = self.norm(self.piece(piece) + self.case(case) + self.place(places))
        seen = attention_mask.bool()[:, None, None, :]
        states = [state]
        for layer in self.layers:
            state = layer(state, seen)
            states.append(state)
        return SimpleNamespace(hidden_states=tuple(states))


def half_precision() -> torch.autocast:
    """A context in which matrices are multiplied in bfloat16, if the processor does so itself."""
    return torch.autocast("cpu", dtype=torch.bfloat16, enabled=has_bf16())


def has_bf16() -> bool:
    """Whether the processor multiplies bfloat16 itself; elsewhere it is slower than float32."""
    supported = getattr(torch.cpu, "_is_avx512_bf16_supported", None)
    return bool(supported and supported())


class Pieces:
    """Words to word pieces that know their case; speaks as much of the Transformers tokenizers' ways as Stanza asks."""

    def __init__(self, file: Path, size: Size) -> None:
        self._tokenizer = Tokenizer.from_file(str(file))
        self._pieces = size.pieces
        self.model_max_length = size.longest

    def __call__(self, data: Sequence[Any], is_split_into_words: bool = False, **_: Any) -> "Encoded":
        """Encode sentences given as words, or texts; padded to the longest."""
        found = self._tokenizer.encode_batch(list(data), is_pretokenized=is_split_into_words)
        words = [encoding.word_ids for encoding in found]
        ids = [
            self._cased(sentence, encoding.ids, places) if is_split_into_words else encoding.ids
            for sentence, encoding, places in zip(data, found, words, strict=True)
        ]
        return Encoded(ids, words)

    def _cased(self, sentence: Sequence[str], ids: Sequence[int], places: Iterable[int | None]) -> list[int]:
        shifts = [self._pieces * case_of(word) for word in sentence]
        return [piece if place is None else piece + shifts[place] for piece, place in zip(ids, places, strict=True)]


class Encoded(dict[str, list[list[int]]]):
    """`input_ids` and `attention_mask`, and of which word each piece is."""

    def __init__(self, ids: list[list[int]], words: list[list[int | None]]) -> None:
        longest = max(map(len, ids), default=0)
        super().__init__(
            input_ids=[[*row, *[0] * (longest - len(row))] for row in ids],
            attention_mask=[[1] * len(row) + [0] * (longest - len(row)) for row in ids],
        )
        self.input_ids = ids
        self._words = words

    def word_ids(self, batch_index: int) -> list[int | None]:
        """The index of each piece's word; None for the marks at either end."""
        row = self._words[batch_index]
        return [*row, *[None] * (len(self["input_ids"][batch_index]) - len(row))]


def read_weights(file: Path) -> dict[str, Tensor]:
    """Read stored weights; those in int8 are multiplied by the scale of their row."""
    stored = load_file(file)
    return {
        name: tensor.float() * stored[f"{name}.scale"].float() if tensor.dtype == torch.int8 else tensor.float()
        for name, tensor in stored.items()
        if not name.endswith(".scale")
    }
