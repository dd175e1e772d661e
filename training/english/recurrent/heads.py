"""Tagger, parser and entity recognizer on the encoder's vectors: modules and weights are Stanza's.

One batch serves the three, and each head computes what its module's `forward` does when it predicts.
"""

from collections.abc import Sequence
from pathlib import Path
from typing import Any

import attrs
import torch
from stanza.models.common.vocab import VOCAB_PREFIX_SIZE, CompositeVocab
from stanza.models.depparse.model import GraphParser
from stanza.models.ner.model import NERTagger
from stanza.models.ner.vocab import MultiVocab as EntityVocab
from stanza.models.pos.model import Tagger
from stanza.models.pos.tag_columns import tag_columns_from_config
from stanza.models.pos.vocab import MultiVocab
from torch import Tensor, nn
from torch.nn import functional
from torch.nn.utils.rnn import PackedSequence, pad_packed_sequence

from quoteattr.parsers.bundled.spanning_trees import best_tree
from training.english.recurrent.encoder import half_precision
from training.english.treebanks import Word

STRIPE = 16
"""Columns that are multiplied at once: what lies between two products is large, and has to stay in the cache."""
KEPT = 8
"""Of each word, so many heads are kept with their chances."""
NEVER = -60_000.0
"""The logarithm of no chance, in half precision."""


@attrs.frozen
class Batch:
    """Sentences, longest first. Packed: the first words of all of them, then the second words, and so on."""

    lengths: list[int]
    words: PackedSequence
    """Where each word's vector is."""
    rooted: PackedSequence
    """The same with a vector for the root, as the first word of each sentence."""


class TagHead:
    """UPOS, the treebank's tag and the features of each word: a column each, and one for each feature."""

    def __init__(self, folder: Path, encoder: nn.Module) -> None:
        stored = _stored(folder, "pos")
        stored["config"]["tag_columns"] = tag_columns_from_config(stored["config"].get("tag_columns"))
        self._model = _build(Tagger, stored, MultiVocab, encoder, share_hid=True)
        self.mix = _mix(self._model)
        self._columns = [self._classifiers(name) for name in self._model.tag_names]
        layers = [layer for column in self._columns for layer in column]
        self._weight = torch.cat([layer.weight for layer in layers])
        self._bias = torch.cat([layer.bias for layer in layers])
        self.sizes = [len(layer.bias) for layer in layers]

    def _classifiers(self, name: str) -> list[Any]:
        found = self._model.upos_clf if name == "upos" else self._model.tag_clf[name]
        return list(found) if isinstance(found, nn.ModuleList) else [found]

    def __call__(self, vectors: Tensor, batch: Batch) -> Tensor:
        """The scores (sentence, word, score) of all columns, beside each other."""
        states = _recur(self._model, "taggerlstm", vectors, batch.words)
        scores = functional.linear(torch.relu(self._model.upos_hid(states.data)), self._weight, self._bias)
        padded: Tensor = pad_packed_sequence(states._replace(data=scores), batch_first=True)[0]
        return padded

    def named(self, ids: Sequence[int]) -> list[str]:
        """UPOS, tag and features of the numbers of each column."""
        names = []
        for name, column in zip(self._model.tag_names, self._columns, strict=True):
            own, ids = ids[: len(column)], ids[len(column) :]
            vocab = self._model.vocab[name]
            names.append(vocab.id2unit(tuple(own) if isinstance(vocab, CompositeVocab) else own[0]) or "")
        return names

    def numbers(self, word: Word) -> list[int]:
        """The numbers of a treebank's word."""
        found: list[int] = []
        for name in self._model.tag_names:
            own = self._model.vocab[name].unit2id(getattr(word, name))
            found.extend(own if isinstance(own, list | tuple) else [own])
        return found


@attrs.frozen
class Arcs:
    """What the parser says; padded (sentence, word, ...), without the root, but for `relations`: word after word."""

    heads: Tensor
    """The likeliest heads of each word."""
    chances: Tensor
    """Their logarithms."""
    trees: list[list[int]]
    relations: Tensor
    """Scores, for the heads in the trees."""


class ArcHead:
    """The head and the relation of each word."""

    def __init__(self, folder: Path, encoder: nn.Module) -> None:
        self._model = _build(GraphParser, _stored(folder, "depparse"), MultiVocab, encoder)
        self.mix = _mix(self._model)
        self._relations = self._model.vocab["deprel"]

    def __call__(self, vectors: Tensor, batch: Batch) -> Arcs:
        """The arcs of a batch."""
        packed = _recur(self._model, "parserlstm", vectors, batch.rooted)
        states = pad_packed_sequence(packed, batch_first=True)[0]
        scores = self._scores(states, batch.lengths)
        best = scores.argmax(2).tolist()
        rows = zip(scores.numpy(), best, batch.lengths, strict=True)
        trees = [best_tree(own[: n + 1, : n + 1], row[1 : n + 1]) for own, row, n in rows]
        words = torch.cat([states[row, 1 : n + 1] for row, n in enumerate(batch.lengths)])
        above = torch.cat([states[row, tree] for row, tree in enumerate(trees)])
        with half_precision():
            relations = self._relate(words, above)
        kept = min(KEPT, scores.shape[2])
        chances, heads = scores[:, 1:].topk(kept, 2)
        chances = functional.pad(chances.clamp(min=NEVER), (0, KEPT - kept), value=NEVER)
        return Arcs(functional.pad(heads, (0, KEPT - kept)), chances, trees, relations)

    def relation(self, number: int) -> str:
        """The relation of a number."""
        return str(self._relations.id2unit(number + VOCAB_PREFIX_SIZE))

    def number(self, relation: str) -> int:
        """The number of a relation, negative for one that is not known."""
        number: int = self._relations.unit2id(relation) - VOCAB_PREFIX_SIZE
        return number

    def _scores(self, states: Tensor, lengths: Sequence[int]) -> Tensor:
        """The logarithm of the chance of each head."""
        scores = self._model.unlabeled(states, states).squeeze(3)
        places = torch.arange(scores.shape[1])
        scores.masked_fill_(torch.eye(len(places), dtype=torch.bool), -torch.inf)
        scores.masked_fill_(places > torch.tensor(lengths)[:, None, None], -torch.inf)
        found: Tensor = scores.log_softmax(2)
        return found

    def _relate(self, words: Tensor, heads: Tensor) -> Tensor:
        scorer = self._model.deprel
        one = words.new_ones(len(words), 1)
        left = torch.cat([torch.relu(scorer.W1(words)), one], 1)
        right = torch.cat([torch.relu(scorer.W2(heads)), one], 1)
        scores: Tensor = scorer.scorer.W_bilin.bias
        weights = torch.split(scorer.scorer.W_bilin.weight, STRIPE, 1)
        for weight, own in zip(weights, torch.split(right, STRIPE, 1), strict=True):
            crossed = (left @ weight.flatten(1)).view(len(words), *weight.shape[1:])
            scores = scores + torch.einsum("nj,njo->no", own, crossed)
        return scores


class EntityHead:
    """The entity tag of each word, in BIOES."""

    def __init__(self, folder: Path, encoder: nn.Module) -> None:
        self._model = _build(NERTagger, _stored(folder, "ner"), EntityVocab, encoder)
        self.mix = _mix(self._model)
        self.names: list[str] = self._model.vocab["tag"].items(0)[VOCAB_PREFIX_SIZE:]
        self._transitions = self._model.crits[0]._transitions

    def __call__(self, vectors: Tensor, batch: Batch) -> Tensor:
        """The number of the best tag of each word (sentence, word)."""
        packed = _recur(self._model, "taggerlstm", vectors, batch.words)
        scores = packed._replace(data=self._model.tag_clfs[0](packed.data))
        best: Tensor = _viterbi(scores, self._transitions).clamp(min=VOCAB_PREFIX_SIZE) - VOCAB_PREFIX_SIZE
        return best


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
