"""What the recurrent models say of sentences: word pieces, one pass of the encoder, then the three heads."""

import json
from collections.abc import Iterable, Iterator, Sequence
from pathlib import Path

import attrs
import torch
from torch import Tensor
from torch.nn.utils.rnn import pack_sequence, pad_sequence

from quoteattr.parsers.bundled.pieces import Cut, Pieces
from training.english.recurrent.encoder import Encoder, Size, half_precision, read_weights
from training.english.recurrent.heads import ArcHead, Batch, EntityHead, TagHead

BATCH = 1_000
"""Word pieces in one pass of the encoder, padding included."""

Words = tuple[str, ...]


Row = dict[str, Tensor]
"""What is said of a sentence: its word pieces and their places, then scores and numbers, word by word."""


@attrs.frozen
class _Sentence:
    words: Words
    cut: Cut


class Reader:
    """The encoder with its heads."""

    def __init__(self, folder: Path) -> None:
        size = Size(**json.loads((folder / "encoder" / "config.json").read_text()))
        encoder = Encoder(size)
        encoder.load_state_dict(read_weights(folder / "encoder" / "weights.safetensors"), assign=True)
        self._encoder = encoder.eval().requires_grad_(False)
        self._pieces = Pieces(folder / "encoder" / "tokenizer.json")
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
        return [_Sentence(words, cut) for words, cut in zip(sentences, self._pieces(sentences), strict=True)]

    def _read(self, sentences: Sequence[_Sentence]) -> Iterator[Row]:
        vectors, places = self._encode(sentences)
        lengths = [len(own) - 1 for own in places]
        batch = Batch(lengths, pack_sequence([own[1:] for own in places]), pack_sequence(places))
        tagger, parser, recognizer = self.heads
        tags, arcs, entities = tagger(vectors[0], batch), parser(vectors[1], batch), recognizer(vectors[2], batch)
        relations = torch.split(arcs.relations, lengths)
        for row, (sentence, length) in enumerate(zip(sentences, lengths, strict=True)):
            yield {
                "pieces": torch.tensor(sentence.cut.pieces, dtype=torch.int32),
                "places": torch.tensor(sentence.cut.places, dtype=torch.int16),
                "tags": tags[row, :length].half(),
                "heads": arcs.heads[row, :length].to(torch.int16),
                "chances": arcs.chances[row, :length].half(),
                "tree": torch.tensor(arcs.trees[row], dtype=torch.int16),
                "relations": relations[row].half(),
                "entities": entities[row, :length].to(torch.int8),
            }

    def _encode(self, sentences: Sequence[_Sentence]) -> tuple[Tensor, list[Tensor]]:
        """The vectors of all pieces, for each head (head, piece, width), and where among them each word's is."""
        width = max(len(sentence.cut.pieces) for sentence in sentences)
        places = [row * width + torch.tensor(sentence.cut.places) for row, sentence in enumerate(sentences)]
        return self._states([sentence.cut.pieces for sentence in sentences]), places

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
    for sentence in sorted(sentences, key=lambda sentence: len(sentence.cut.pieces)):
        if group and (len(group) + 1) * len(sentence.cut.pieces) > BATCH:
            yield _by_words(group)
            group = []
        group.append(sentence)
    if group:
        yield _by_words(group)


def _by_words(group: Iterable[_Sentence]) -> list[_Sentence]:
    return sorted(group, key=lambda sentence: -len(sentence.words))
