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

from training.english.recurrent import encoder as recurrent

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


class Encoder(recurrent.Encoder):
    """The encoder of the recurrent models, with maps that round."""

    def __init__(self, size: recurrent.Size) -> None:
        super().__init__(size)
        for layer in self.layers:
            for name in ("ask", "answer", "widen", "narrow"):
                old = getattr(layer, name)
                setattr(layer, name, Map(old.in_features, old.out_features, smoothed=name in ("ask", "widen")))

    def freeze(self, layers: int) -> None:
        """Let the embeddings, half of all weights, and so many layers stay as they are."""
        for part in (self.piece, self.place, self.case, self.norm, *self.layers[:layers]):
            part.requires_grad_(False)

    def last_states(self, pieces: Tensor, lengths: Tensor) -> tuple[Tensor, ...]:
        """The states of the last layers, of padded pieces."""
        seen = torch.arange(pieces.shape[1]) < lengths[:, None]
        states: tuple[Tensor, ...] = self(pieces, seen).hidden_states
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

    def __init__(self, size: recurrent.Size, measures: Measures) -> None:
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
        states = torch.stack(self.encoder.last_states(pieces, lengths))
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
