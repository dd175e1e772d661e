"""The network that ships: an encoder of word pieces, and heads without recurrence for tags, trees and names.

The maps of the encoder count in int8 once it ships, so training takes them through the same rounding towards its end
(fake quantization, Jacob et al. 2018): inputs in 8 bits between fixed bounds, weights in 7, so that two products add up
in 16 bits on every processor.
"""

from collections.abc import Iterator, Sequence

import attrs
import torch
from torch import Tensor, nn
from torch.nn import functional

from training.english.recurrent.encoder import Size

MIXED = 4
"""Of the encoder's last layers, each head takes a mixture."""
BITS = 7
"""Of a weight."""


class Map(nn.Linear):
    """A linear map that watches the bounds of its input, and rounds as int8 does once `rounds` is set.

    A few channels of some inputs are far larger than the rest; `smooth` divides them, and multiplies the weights (Xiao
    et al. 2023, SmoothQuant).
    """

    low: Tensor
    high: Tensor
    peaks: Tensor
    smooth: Tensor

    def __init__(self, inputs: int, outputs: int, smoothed: bool = False) -> None:
        super().__init__(inputs, outputs)
        self.smoothed = smoothed
        self.rounds = False
        self.watches = False
        self.register_buffer("low", torch.zeros(()))
        self.register_buffer("high", torch.zeros(()))
        self.register_buffer("peaks", torch.zeros(inputs))
        self.register_buffer("smooth", torch.ones(inputs))

    def forward(self, given: Tensor) -> Tensor:
        if self.smoothed and self.rounds:
            given = given / self.smooth
        if self.watches:
            self._watch(given.detach().float())
        if not self.rounds:
            return super().forward(given)
        scale, zero = self.steps()
        rounded = torch.fake_quantize_per_tensor_affine(given.float(), scale, zero, 0, 255)
        return functional.linear(rounded, self.rounded_weight(), self.bias)

    def steps(self) -> tuple[Tensor, Tensor]:
        """The size of a step of the input in 8 bits, and which number stands for zero."""
        scale = ((self.high - self.low) / 255).clamp(min=1e-8)
        return scale, (-self.low / scale).round().clamp(0, 255).to(torch.int32)

    def weight_steps(self) -> Tensor:
        """The size of a step of the weight, for each output."""
        peaks = (self.weight * self.smooth).detach().abs().amax(1)
        steps: Tensor = peaks.clamp(min=1e-8) / (2 ** (BITS - 1) - 1)
        return steps

    def rounded_weight(self) -> Tensor:
        """The weight as int8 has it, in float."""
        limit = 2 ** (BITS - 1) - 1
        zeros = torch.zeros(self.out_features, dtype=torch.int32)
        found: Tensor = torch.fake_quantize_per_channel_affine(
            self.weight * self.smooth, self.weight_steps(), zeros, 0, -limit, limit
        )
        return found

    def _watch(self, given: Tensor) -> None:
        flat = given.flatten(0, -2)
        low, high = flat.amin().clamp(max=0), flat.amax().clamp(min=0)
        if not self.high:
            self.low.copy_(low), self.high.copy_(high), self.peaks.copy_(flat.abs().amax(0))
            return
        self.low.lerp_(low, 0.02), self.high.lerp_(high, 0.02), self.peaks.lerp_(flat.abs().amax(0), 0.02)

    def begin_rounding(self) -> None:
        """Round from now on, with bounds as they were watched."""
        if self.smoothed:
            columns = self.weight.detach().abs().amax(0).clamp(min=1e-5)
            smooth = (self.peaks.clamp(min=1e-5) / columns).sqrt()
            smooth = smooth / smooth.median()
            smooth = smooth.clamp(min=1.0)
            self.smooth.copy_(smooth)
            bound = (self.peaks / smooth).max()
            self.low.copy_(self.low.clamp(min=-bound)), self.high.copy_(self.high.clamp(max=bound))
        self.rounds = True


class Layer(nn.Module):
    """One layer of BERT: attention, then two linear maps, each added to its input and normalized."""

    def __init__(self, size: Size) -> None:
        super().__init__()
        width = size.hidden_size
        self.heads = size.heads
        self.ask = Map(width, 3 * width, smoothed=True)
        self.answer = Map(width, width)
        self.norm1 = nn.LayerNorm(width, eps=1e-12)
        self.widen = Map(width, size.inner, smoothed=True)
        self.narrow = Map(size.inner, width)
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
    """Word pieces with their case to the states of the last layers."""

    def __init__(self, size: Size) -> None:
        super().__init__()
        self.size = size
        self.piece = nn.Embedding(size.pieces, size.hidden_size)
        self.place = nn.Embedding(size.longest, size.hidden_size)
        self.case = nn.Embedding(3, size.hidden_size)
        self.norm = nn.LayerNorm(size.hidden_size, eps=1e-12)
        self.layers = nn.ModuleList(Layer(size) for _ in range(size.layers))

    def freeze(self, layers: int) -> None:
        """Let the embeddings, half of all weights, and so many layers stay as they are."""
        for part in (self.piece, self.place, self.case, self.norm, *self.layers[:layers]):
            part.requires_grad_(False)

    def forward(self, pieces: Tensor, lengths: Tensor) -> list[Tensor]:
        case, piece = pieces // self.size.pieces, pieces % self.size.pieces
        places = torch.arange(pieces.shape[1])
        seen = (places < lengths[:, None])[:, None, None, :]
        state = self.norm(self.piece(piece) + self.case(case) + self.place(places))
        states = []
        for layer in self.layers:
            state = layer(state, seen)
            states.append(state)
        return states[-MIXED:]


@attrs.frozen
class Measures:
    """How wide the heads are, and how many kinds each tells apart."""

    tags: int
    relations: int
    entities: int
    tag_width: int = 160
    arc_width: int = 144
    relation_width: int = 128
    entity_width: int = 160


@attrs.frozen
class Scores:
    """What the heads say of a padded batch; the root is word 0 of each sentence in `arcs`, `below` and `above`."""

    tags: Tensor
    arcs: Tensor
    below: Tensor
    above: Tensor
    entities: Tensor


class Network(nn.Module):
    """Encoder and heads."""

    def __init__(self, size: Size, measures: Measures) -> None:
        super().__init__()
        self.encoder = Encoder(size)
        self.measures = measures
        width = size.hidden_size
        self.mixes = nn.Parameter(torch.full((3, MIXED), 1 / MIXED))
        self.tag_hidden = Map(width, measures.tag_width)
        self.tag = nn.Linear(measures.tag_width, measures.tags)
        self.arc_hidden = Map(width, 2 * measures.arc_width)
        self.arc = nn.Parameter(torch.empty(measures.arc_width + 1, measures.arc_width + 1))
        nn.init.normal_(self.arc, std=1 / measures.arc_width)
        self.relation_hidden = Map(width, 2 * measures.relation_width)
        self.relation = nn.Linear(measures.relation_width, measures.relations)
        self.entity_hidden = Map(width, measures.entity_width)
        self.entity = nn.Linear(measures.entity_width, measures.entities)
        self.transitions = nn.Parameter(torch.zeros(measures.entities, measures.entities))
        self.dropout = nn.Dropout(0.2)

    def forward(self, pieces: Tensor, lengths: Tensor, places: Tensor) -> Scores:
        """Scores of sentences given as padded pieces; `places` (sentence, 1 + word): where root and words stand."""
        states = torch.stack(self.encoder(pieces, lengths))
        index = places[None, :, :, None].expand(MIXED, -1, -1, states.shape[-1])
        words = states.gather(2, index)
        tag, parse, name = (torch.einsum("l,lbwd->bwd", mix, words) for mix in self.mixes)
        tags = self.tag(self.dropout(torch.relu(self.tag_hidden(tag[:, 1:]))))
        arcs, below, above = self._arcs(parse)
        entities = self.entity(self.dropout(torch.relu(self.entity_hidden(name[:, 1:]))))
        return Scores(tags, arcs, below, above, entities)

    def _arcs(self, parse: Tensor) -> tuple[Tensor, Tensor, Tensor]:
        hidden = self.dropout(torch.relu(self.arc_hidden(parse)))
        one = hidden.new_ones(*hidden.shape[:2], 1)
        low, high = hidden.chunk(2, 2)
        arcs = torch.cat([low, one], 2) @ self.arc.to(hidden.dtype) @ torch.cat([high, one], 2).transpose(1, 2)
        below, above = self.relation_hidden(parse).chunk(2, 2)
        return arcs, below, above

    def relations(self, below: Tensor, above: Tensor) -> Tensor:
        """The scores of relations between words and their heads."""
        scores: Tensor = self.relation(self.dropout(torch.relu(below + above)))
        return scores

    def maps(self) -> Iterator[Map]:
        """The maps that round."""
        return (module for module in self.modules() if isinstance(module, Map))


def chain_loss(scores: Tensor, transitions: Tensor, tags: Tensor, mask: Tensor) -> Tensor:
    """The negative log-likelihood of sequences of tags, summed: a linear-chain CRF (Lafferty et al. 2001)."""
    length = scores.shape[1]
    own = scores.gather(2, tags[:, :, None])[:, :, 0]
    steps = transitions[tags[:, :-1], tags[:, 1:]]
    right = (own * mask).sum(1) + (steps * mask[:, 1:]).sum(1)
    reached = scores[:, 0]
    for place in range(1, length):
        following = torch.logsumexp(reached[:, :, None] + transitions, 1) + scores[:, place]
        reached = torch.where(mask[:, place, None], following, reached)
    return (torch.logsumexp(reached, 1) - right).sum()


def parameters(network: Network, encoder: bool) -> Sequence[nn.Parameter]:
    """The weights that are learnt: the encoder's, or those of the heads."""
    named = network.named_parameters()
    return [value for name, value in named if name.startswith("encoder.") == encoder and value.requires_grad]
