"""What the recurrent models say of sentences: word pieces, one pass of the encoder, then the three heads."""

import json
from collections.abc import Iterable, Iterator, Sequence
from pathlib import Path

import attrs
import torch
from torch import Tensor
from torch.nn.utils.rnn import pack_sequence, pad_sequence

from training.english.recurrent.encoder import Encoder, Pieces, Size, half_precision, read_weights
from training.english.recurrent.heads import ArcHead, Batch, EntityHead, TagHead

BATCH = 1_000
"""Word pieces in one pass of the encoder, padding included."""
OVERLAP = 20
"""Word pieces that two windows share, where a sentence is longer than the encoder reads at once."""

Words = tuple[str, ...]


Row = dict[str, Tensor]
"""What is said of a sentence: its word pieces and their places, then scores and numbers, word by word."""


@attrs.frozen
class _Sentence:
    words: Words
    pieces: list[int]
    places: list[int]
    """Of the root and of each word: which piece stands for it."""


class Reader:
    """The encoder with its heads."""

    def __init__(self, folder: Path) -> None:
        size = Size(**json.loads((folder / "encoder" / "config.json").read_text()))
        encoder = Encoder(size)
        encoder.load_state_dict(read_weights(folder / "encoder" / "weights.safetensors"), assign=True)
        self._encoder = encoder.eval().requires_grad_(False)
        self._pieces = Pieces(folder / "encoder" / "tokenizer.json", size)
        self.heads = TagHead(folder, encoder), ArcHead(folder, encoder), EntityHead(folder, encoder)
        self._layers = max(len(head.mix) for head in self.heads)
        self._mixes = torch.stack(
            [torch.nn.functional.pad(head.mix, (self._layers - len(head.mix), 0)) for head in self.heads]
        )

    def __call__(self, sentences: Iterable[Words]) -> dict[Words, Row]:
        """Read sentences, given as their words."""
        found: dict[Words, Row] = {}
        with torch.inference_mode():
            for batch in _batches(self._cut(list(dict.fromkeys(sentences)))):
                found.update(zip((sentence.words for sentence in batch), self._read(batch), strict=True))
        return found

    def _cut(self, sentences: Sequence[Words]) -> list[_Sentence]:
        cut = self._pieces.cut(sentences)
        return [_Sentence(words, *own) for words, own in zip(sentences, cut, strict=True)]

    def _read(self, sentences: Sequence[_Sentence]) -> Iterator[Row]:
        vectors, places = self._encode(sentences)
        lengths = [len(own) - 1 for own in places]
        batch = Batch(lengths, pack_sequence([own[1:] for own in places]), pack_sequence(places))
        tagger, parser, recognizer = self.heads
        tags, arcs, entities = tagger(vectors[0], batch), parser(vectors[1], batch), recognizer(vectors[2], batch)
        relations = torch.split(arcs.relations, lengths)
        for row, (sentence, length) in enumerate(zip(sentences, lengths, strict=True)):
            yield {
                "pieces": torch.tensor(sentence.pieces, dtype=torch.int32),
                "places": torch.tensor(sentence.places, dtype=torch.int16),
                "tags": tags[row, :length].half(),
                "heads": arcs.heads[row, :length].to(torch.int16),
                "chances": arcs.chances[row, :length].half(),
                "tree": torch.tensor(arcs.trees[row], dtype=torch.int16),
                "relations": relations[row].half(),
                "entities": entities[row, :length].to(torch.int8),
            }

    def _encode(self, sentences: Sequence[_Sentence]) -> tuple[Tensor, list[Tensor]]:
        """The vectors of all pieces, for each head (head, piece, width), and where among them each word's is."""
        longest = self._pieces.model_max_length
        width = min(longest, max(len(sentence.pieces) for sentence in sentences))
        step = longest - OVERLAP
        rows: list[list[int]] = []
        places = []
        for sentence in sentences:
            own = torch.tensor(sentence.places)
            window = ((own - OVERLAP) // step).clamp(min=0)
            places.append((len(rows) + window) * width + own - window * step)
            starts = range(0, max(1, len(sentence.pieces) - OVERLAP), step)
            rows.extend(sentence.pieces[start : start + longest] for start in starts)
        at_once = max(1, BATCH // width)
        parts = [self._states(rows[start : start + at_once]) for start in range(0, len(rows), at_once)]
        return torch.cat(parts, 1), places

    def _states(self, rows: Sequence[Sequence[int]]) -> Tensor:
        lengths = torch.tensor([len(row) for row in rows])
        ids = pad_sequence([torch.tensor(row) for row in rows], batch_first=True)
        mask = torch.arange(ids.shape[1]) < lengths[:, None]
        with half_precision():
            layers = self._encoder(ids, mask).hidden_states[-self._layers :]
        states = torch.stack([layer.float() for layer in layers])
        mixed = self._mixes @ states.flatten(1)
        return mixed.view(len(mixed), -1, states.shape[-1])


def _batches(sentences: Iterable[_Sentence]) -> Iterator[list[_Sentence]]:
    """Group sentences of like size, so that a padded group holds at most BATCH word pieces; most words first."""
    group: list[_Sentence] = []
    for sentence in sorted(sentences, key=lambda sentence: len(sentence.pieces)):
        if group and (len(group) + 1) * len(sentence.pieces) > BATCH:
            yield _by_words(group)
            group = []
        group.append(sentence)
    if group:
        yield _by_words(group)


def _by_words(group: Iterable[_Sentence]) -> list[_Sentence]:
    return sorted(group, key=lambda sentence: -len(sentence.words))
