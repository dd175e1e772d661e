"""Tagger, parser and entity recognizer on the encoder's vectors: modules and weights are Stanza's.

Stanza prepares a batch for each of them anew, from texts, and unpacks it word by word; that takes most of its time on
a CPU. Here one batch serves the three, and each head computes what its module's `forward` does when it predicts.
"""

from collections.abc import Sequence
from pathlib import Path
from typing import Any

import attrs
import torch
from stanza.models.common.vocab import VOCAB_PREFIX_SIZE, CompositeVocab
from stanza.models.depparse.model import GraphParser
from stanza.models.ner.model import NERTagger
from stanza.models.ner.trainer import fix_singleton_tags
from stanza.models.ner.vocab import MultiVocab as EntityVocab
from stanza.models.pos.model import Tagger
from stanza.models.pos.tag_columns import tag_columns_from_config
from stanza.models.pos.vocab import MultiVocab
from torch import Tensor, nn
from torch.nn.utils.rnn import PackedSequence, pad_packed_sequence

from quoteattr.parsers.bundled.encoder import half_precision
from quoteattr.parsers.bundled.spanning_trees import best_tree

Tags = tuple[str, str, str]
Arc = tuple[int, str]

STRIPE = 16
"""Columns that are multiplied at once: what lies between two products is large, and has to stay in the cache."""


@attrs.frozen
class Batch:
    """Sentences, longest first. Packed: the first words of all of them, then the second words, and so on."""

    lengths: list[int]
    words: PackedSequence
    """Where each word's vector is."""
    rooted: PackedSequence
    """The same with a vector for the root, as the first word of each sentence."""


class TagHead:
    """UPOS, the treebank's tag and the features of each word."""

    def __init__(self, folder: Path, encoder: nn.Module) -> None:
        stored = _stored(folder, "pos")
        stored["config"]["tag_columns"] = tag_columns_from_config(stored["config"].get("tag_columns"))
        self._model = _build(Tagger, stored, MultiVocab, encoder, share_hid=True)
        self.mix = _mix(self._model)
        self._columns = [self._classifiers(name) for name in self._model.tag_names]
        layers = [layer for column in self._columns for layer in column]
        self._weight = torch.cat([layer.weight for layer in layers])
        self._bias = torch.cat([layer.bias for layer in layers])
        self._sizes = [len(layer.bias) for layer in layers]
        self._known: dict[tuple[int, ...], Tags] = {}

    def _classifiers(self, name: str) -> list[Any]:
        found = self._model.upos_clf if name == "upos" else self._model.tag_clf[name]
        return list(found) if isinstance(found, nn.ModuleList) else [found]

    def __call__(self, vectors: Tensor, batch: Batch) -> list[list[Tags]]:
        """The tags of each word of each sentence."""
        states = _recur(self._model, "taggerlstm", vectors, batch.words)
        hidden = torch.relu(self._model.upos_hid(states.data))
        scores = nn.functional.linear(hidden, self._weight, self._bias)
        best = torch.stack([column.argmax(1) for column in torch.split(scores, self._sizes, 1)], 1)
        rows = pad_packed_sequence(states._replace(data=best), batch_first=True)[0].tolist()
        return [
            [self._named(tuple(ids)) for ids in row[:length]] for row, length in zip(rows, batch.lengths, strict=True)
        ]

    def _named(self, ids: tuple[int, ...]) -> Tags:
        known = self._known.get(ids)
        if known is None:
            known = self._known[ids] = self._unmap(ids)
        return known

    def _unmap(self, ids: tuple[int, ...]) -> Tags:
        names = []
        for name, column in zip(self._model.tag_names, self._columns, strict=True):
            own, ids = ids[: len(column)], ids[len(column) :]
            vocab = self._model.vocab[name]
            names.append(vocab.id2unit(own if isinstance(vocab, CompositeVocab) else own[0]))
        upos, xpos, feats = names
        return upos, xpos, feats


class ArcHead:
    """The head and the relation of each word."""

    def __init__(self, folder: Path, encoder: nn.Module) -> None:
        self._model = _build(GraphParser, _stored(folder, "depparse"), MultiVocab, encoder)
        self.mix = _mix(self._model)
        self._relations = self._model.vocab["deprel"]

    def __call__(self, vectors: Tensor, batch: Batch) -> list[list[Arc]]:
        """The arcs of each sentence, one for each word. Relations are scored for the heads that were found."""
        packed = _recur(self._model, "parserlstm", vectors, batch.rooted)
        states = pad_packed_sequence(packed, batch_first=True)[0]
        trees = self._trees(states, batch.lengths)
        words = torch.cat([states[row, 1 : length + 1] for row, length in enumerate(batch.lengths)])
        heads = torch.cat([states[row, tree] for row, tree in enumerate(trees)])
        with half_precision():
            relations = iter(self._relations.unmap(self._label(words, heads)))
        return [[(head, next(relations)) for head in tree] for tree in trees]

    def _trees(self, states: Tensor, lengths: Sequence[int]) -> list[list[int]]:
        scores = self._model.unlabeled(states, states).squeeze(3)
        places = torch.arange(scores.shape[1])
        scores.masked_fill_(torch.eye(len(places), dtype=torch.bool), -torch.inf)
        scores.masked_fill_(places > torch.tensor(lengths)[:, None, None], -torch.inf)
        scores = scores.log_softmax(2)
        best = scores.argmax(2).tolist()
        rows = zip(scores.numpy(), best, lengths, strict=True)
        return [best_tree(own[: length + 1, : length + 1], row[1 : length + 1]) for own, row, length in rows]

    def _label(self, words: Tensor, heads: Tensor) -> list[int]:
        scorer = self._model.deprel
        one = words.new_ones(len(words), 1)
        left = torch.cat([torch.relu(scorer.W1(words)), one], 1)
        right = torch.cat([torch.relu(scorer.W2(heads)), one], 1)
        scores = scorer.scorer.W_bilin.bias
        weights = torch.split(scorer.scorer.W_bilin.weight, STRIPE, 1)
        for weight, own in zip(weights, torch.split(right, STRIPE, 1), strict=True):
            crossed = (left @ weight.flatten(1)).view(len(words), *weight.shape[1:])
            scores = scores + torch.einsum("nj,njo->no", own, crossed)
        found: list[int] = (scores.argmax(1) + VOCAB_PREFIX_SIZE).tolist()
        return found


class EntityHead:
    """The entity tag of each word, in BIOES."""

    def __init__(self, folder: Path, encoder: nn.Module) -> None:
        self._model = _build(NERTagger, _stored(folder, "ner"), EntityVocab, encoder)
        self.mix = _mix(self._model)
        self._names = self._model.vocab["tag"].items(0)
        self._transitions = self._model.crits[0]._transitions

    def __call__(self, vectors: Tensor, batch: Batch) -> list[list[str]]:
        """The tags of each sentence."""
        packed = _recur(self._model, "taggerlstm", vectors, batch.words)
        scores = packed._replace(data=self._model.tag_clfs[0](packed.data))
        best = _viterbi(scores, self._transitions).clamp(min=VOCAB_PREFIX_SIZE).tolist()
        return [
            _sound([self._names[tag] for tag in row[:length]]) for row, length in zip(best, batch.lengths, strict=True)
        ]


def _sound(tags: list[str]) -> list[str]:
    """Tags of entities that begin and end as BIOES asks: a `B-` that nothing goes on from is made an `S-`."""
    if all(tag == "O" for tag in tags):
        return tags
    found: list[str] = fix_singleton_tags(tags)
    return found


def _viterbi(scores: PackedSequence, transitions: Tensor) -> Tensor:
    """The best sequence of tags for each sentence, padded: the algorithm of Viterbi (1967) on all of them at once."""
    first, *rest = torch.split(scores.data, scores.batch_sizes.tolist())
    reached = first.clone()
    steps = []
    for own in rest:
        alive = len(own)
        best, origins = (reached[:alive, :, None] + transitions).max(1)
        reached[:alive] = own + best
        steps.append(origins)
    tags = reached.argmax(1)
    found = torch.zeros(len(first), len(steps) + 1, dtype=torch.long)
    for place in range(len(steps), 0, -1):
        origins = steps[place - 1]
        alive = len(origins)
        found[:alive, place] = tags[:alive]
        tags[:alive] = origins.gather(1, tags[:alive, None])[:, 0]
    found[:, 0] = tags
    return found


def _recur(model: Any, name: str, vectors: Tensor, places: PackedSequence) -> PackedSequence:
    """Run the recurrent layer of that name over packed words, from the states that the model learnt to begin with."""
    size = int(places.batch_sizes[0])
    begin = tuple(getattr(model, f"{name}_{state}_init").expand(-1, size, -1).contiguous() for state in "hc")
    words = vectors[places.data]
    if getattr(model, "input_transform", None):
        words = model.input_transform(words)
    states: PackedSequence = getattr(model, name)(places._replace(data=words), None, begin)[0]
    return states


def _mix(model: Any) -> Tensor:
    """How much of each of the encoder's last layers a head takes."""
    weight: Tensor = model.bert_layer_mix.weight[0]
    return weight + 1 / len(weight)


def _stored(folder: Path, name: str) -> Any:
    return torch.load(folder / f"{name}.pt", weights_only=True)


def _build(module: Any, stored: Any, vocab: Any, encoder: nn.Module, **options: Any) -> Any:
    words = vocab.load_state_dict(stored["vocab"])
    model = module(stored["config"], words, bert_model=encoder, **options)
    model.bert_model = None
    model.load_state_dict(stored["model"])
    return model.eval().requires_grad_(False)
