"""The trained network as ONNX, with whole numbers in the place of its rounded maps.

ONNX Runtime multiplies in int8; the operators are those of ONNX and of its own `com.microsoft` domain.
"""

import json
import shutil
from collections.abc import Sequence
from pathlib import Path
from typing import Any

import numpy as np
import onnx
import torch
from onnx import TensorProto, helper, numpy_helper
from torch import nn

from training.english.network import MIXED, Map, Measures, Network
from training.english.recurrent.encoder import Size
from training.english.recurrent.reader import Reader

OWN = "com.microsoft"
OPSET, OWN_OPSET, IR = 17, 1, 9
"""Versions of the operators and of the format: what ONNX Runtime 1.17 reads."""


class Graph:
    """Nodes and constants of a graph, as they are added."""

    def __init__(self) -> None:
        self.nodes: list[Any] = []
        self.constants: list[Any] = []

    def constant(self, name: str, value: Any) -> str:
        """Add a constant; its name."""
        array = value.detach().numpy() if isinstance(value, torch.Tensor) else value
        self.constants.append(numpy_helper.from_array(np.ascontiguousarray(array), name))
        return name

    def node(self, operator: str, inputs: Sequence[str], name: str, domain: str = "", **attributes: Any) -> str:
        """Add a node with one output; the output's name."""
        self.nodes.append(helper.make_node(operator, inputs, [name], domain=domain, **attributes))
        return name

    def map(self, layer: Map, given: str, name: str) -> str:
        """A linear map, in whole numbers."""
        scale, zero = layer.steps()
        if layer.smoothed:
            given = self.node("Mul", [given, self.constant(f"{name}.smooth", 1 / layer.smooth)], f"{name}.smoothed")
        step = self.constant(f"{name}.step", scale.numpy().astype(np.float32))
        origin = self.constant(f"{name}.zero", zero.numpy().astype(np.uint8))
        rounded = self.node("QuantizeLinear", [given, step, origin], f"{name}.rounded")
        steps = layer.weight_steps()
        weight = (layer.weight * layer.smooth / steps[:, None]).round().to(torch.int8)
        return self.node(
            "MatMulIntegerToFloat",
            [
                rounded,
                self.constant(f"{name}.weight", weight.T),
                step,
                self.constant(f"{name}.weight_step", steps),
                origin,
                self.constant(f"{name}.weight_zero", torch.zeros(len(steps), dtype=torch.int8)),
                self.constant(f"{name}.bias", layer.bias),
            ],
            name,
            OWN,
        )

    def linear(self, layer: nn.Linear, given: str, name: str) -> str:
        """A linear map, in float."""
        product = self.node("MatMul", [given, self.constant(f"{name}.weight", layer.weight.T)], f"{name}.product")
        return self.node("Add", [product, self.constant(f"{name}.bias", layer.bias)], name)

    def norm(self, layer: nn.LayerNorm, given: str, name: str) -> str:
        """A layer norm."""
        weight, bias = self.constant(f"{name}.weight", layer.weight), self.constant(f"{name}.bias", layer.bias)
        return self.node("LayerNormalization", [given, weight, bias], name, axis=-1, epsilon=layer.eps)

    def sum(self, one: str, other: str, name: str) -> str:
        """The sum of two."""
        return self.node("Add", [one, other], name)

    def model(self, inputs: Sequence[Any], outputs: Sequence[Any]) -> Any:
        """The whole as a model, checked."""
        graph = helper.make_graph(self.nodes, "quoteattr", inputs, outputs, self.constants)
        versions = [helper.make_opsetid("", OPSET), helper.make_opsetid(OWN, OWN_OPSET)]
        model = helper.make_model(graph, opset_imports=versions, ir_version=IR, producer_name="quoteattr")
        onnx.checker.check_model(model)
        return model


def encoder_graph(network: Network) -> Any:
    """From pieces and places to scores."""
    graph, encoder = Graph(), network.encoder
    states = _encoder(graph, encoder)
    parts = [
        _mixed(graph, mix, states, name) for mix, name in zip(network.mixes, ("tag", "parse", "name"), strict=True)
    ]
    outputs = [*_tags(graph, network, parts[0]), *_arcs(graph, network, parts[1]), *_names(graph, network, parts[2])]
    inputs = [
        helper.make_tensor_value_info("pieces", TensorProto.INT64, ["sentence", "piece"]),
        helper.make_tensor_value_info("places", TensorProto.INT64, ["sentence", "word"]),
    ]
    return graph.model(inputs, outputs)


def _encoder(graph: Graph, encoder: Any) -> list[str]:
    """The states of the last layers, at the root and the words."""
    size = encoder.config
    count = graph.constant("count", np.int64(size.pieces))
    case = graph.node("Div", ["pieces", count], "case")
    piece = graph.node("Sub", ["pieces", graph.node("Mul", [case, count], "shift")], "piece")
    steps = encoder.piece.weight.detach().abs().amax(1, keepdim=True).clamp(min=1e-8) / 127
    table = graph.constant("piece.table", (encoder.piece.weight / steps).round().to(torch.int8))
    rows = graph.node("Cast", [graph.node("Gather", [table, piece], "piece.rows")], "piece.float", to=TensorProto.FLOAT)
    scale = graph.node("Gather", [graph.constant("piece.steps", steps), piece], "piece.scale")
    pieces = graph.node("Mul", [rows, scale], "piece.state")
    cases = graph.node("Gather", [graph.constant("case.table", encoder.case.weight), case], "case.state")
    length = graph.node(
        "Gather", [graph.node("Shape", ["pieces"], "shape"), graph.constant("one", np.array([1]))], "length"
    )
    first = graph.constant("first", np.array([0]))
    places = graph.node("Slice", [graph.constant("place.table", encoder.place.weight), first, length], "place.state")
    state = graph.norm(encoder.norm, graph.sum(graph.sum(pieces, cases, "pc"), places, "pcp"), "embedded")
    states = []
    for number, layer in enumerate(encoder.layers):
        state = _layer(graph, layer, state, f"layer{number}", size.hidden_size)
        states.append(state)
    axis = graph.node("Unsqueeze", ["places", graph.constant("last", np.array([2]))], "places.column")
    width = graph.constant("width", np.array([1, 1, size.hidden_size]))
    index = graph.node("Expand", [axis, width], "places.wide")
    return [graph.node("GatherElements", [own, index], f"{own}.words", axis=1) for own in states[-MIXED:]]


def _layer(graph: Graph, layer: Any, state: str, name: str, width: int) -> str:
    asked = graph.map(layer.ask, state, f"{name}.ask")
    sizes = graph.constant(f"{name}.sizes", np.array([width] * 3))
    parts = [f"{name}.{part}" for part in ("query", "key", "value")]
    graph.nodes.append(helper.make_node("Split", [asked, sizes], parts, axis=2))
    found = graph.node("MultiHeadAttention", parts, f"{name}.found", OWN, num_heads=layer.heads)
    answer = graph.map(layer.answer, found, f"{name}.answer")
    state = graph.norm(layer.norm1, graph.sum(state, answer, f"{name}.sum1"), f"{name}.norm1")
    wide = graph.node("Gelu", [graph.map(layer.widen, state, f"{name}.widen")], f"{name}.gelu", OWN)
    narrow = graph.map(layer.narrow, wide, f"{name}.narrow")
    return graph.norm(layer.norm2, graph.sum(state, narrow, f"{name}.sum2"), f"{name}.norm2")


def _mixed(graph: Graph, mix: Any, states: Sequence[str], name: str) -> str:
    """A head's mixture of the states of the last layers."""
    parts = [
        graph.node("Mul", [own, graph.constant(f"{name}.share{number}", share.reshape(1))], f"{name}.part{number}")
        for number, (share, own) in enumerate(zip(mix, states, strict=True))
    ]
    total = parts[0]
    for number, part in enumerate(parts[1:]):
        total = graph.sum(total, part, f"{name}.sum{number}")
    return total


def _without_root(graph: Graph, given: str, name: str) -> str:
    bounds = [
        graph.constant(f"{name}.{key}", np.array([value])) for key, value in (("from", 1), ("to", 1 << 30), ("of", 1))
    ]
    return graph.node("Slice", [given, *bounds], f"{name}.words")


def _tags(graph: Graph, network: Network, given: str) -> list[Any]:
    words = _without_root(graph, given, "tag")
    hidden = graph.node("Relu", [graph.map(network.tag_hidden, words, "tag.hidden")], "tag.relu")
    scores = graph.linear(network.tag, hidden, "tag.scores")
    graph.node("ArgMax", [scores], "tags", axis=2, keepdims=0)
    return [helper.make_tensor_value_info("tags", TensorProto.INT64, ["sentence", "words"])]


def _arcs(graph: Graph, network: Network, given: str) -> list[Any]:
    """Heads by a biaffine product (Dozat and Manning 2017), whose two constant columns become additions."""
    width = network.measures.arc_width
    hidden = graph.node("Relu", [graph.map(network.arc_hidden, given, "arc.hidden")], "arc.relu")
    halves = graph.constant("arc.halves", np.array([width, width]))
    graph.nodes.append(helper.make_node("Split", [hidden, halves], ["arc.low", "arc.high"], axis=2))
    inner = graph.node("MatMul", ["arc.low", graph.constant("arc.inner", network.arc[:-1, :-1])], "arc.product")
    inner = graph.sum(inner, graph.constant("arc.high_alone", network.arc[-1, :-1]), "arc.shifted")
    turned = graph.node("Transpose", ["arc.high"], "arc.turned", perm=[0, 2, 1])
    graph.node("MatMul", [inner, turned], "heads")  # what the lower word alone adds is the same for all heads
    hidden = graph.map(network.relation_hidden, given, "relation.hidden")
    width = network.measures.relation_width
    halves = graph.constant("relation.halves", np.array([width, width]))
    graph.nodes.append(helper.make_node("Split", [hidden, halves], ["below", "above"], axis=2))
    float_type = TensorProto.FLOAT
    return [
        helper.make_tensor_value_info("heads", float_type, ["sentence", "word", "word"]),
        helper.make_tensor_value_info("below", float_type, ["sentence", "word", width]),
        helper.make_tensor_value_info("above", float_type, ["sentence", "word", width]),
    ]


def _names(graph: Graph, network: Network, given: str) -> list[Any]:
    words = _without_root(graph, given, "name")
    hidden = graph.node("Relu", [graph.map(network.entity_hidden, words, "name.hidden")], "name.relu")
    graph.linear(network.entity, hidden, "entities")
    return [
        helper.make_tensor_value_info("entities", TensorProto.FLOAT, ["sentence", "words", network.measures.entities])
    ]


def relation_graph(network: Network) -> Any:
    """From what a word and its head bring to the number of the best relation."""
    graph, width = Graph(), network.measures.relation_width
    hidden = graph.node("Relu", [graph.sum("below", "above", "both")], "hidden")
    graph.node("ArgMax", [graph.linear(network.relation, hidden, "scores")], "relation", axis=1, keepdims=0)
    inputs = [helper.make_tensor_value_info(name, TensorProto.FLOAT, ["word", width]) for name in ("below", "above")]
    return graph.model(inputs, [helper.make_tensor_value_info("relation", TensorProto.INT64, ["word"])])


def read_student(file: Path, size: Any) -> tuple[Network, list[tuple[int, ...]]]:
    """The network as training left it, and the tags that it tells apart."""
    state = torch.load(file, weights_only=True)
    network = Network(size, Measures(**state["measures"]))
    network.load_state_dict(state["network"])
    for part, rounds in zip(network.maps(), state["rounds"], strict=True):
        part.rounds = rounds
    return network.eval(), [tuple(tag) for tag in state["tags"]]


def sound_transitions(tags: Sequence[str], transitions: Any) -> list[list[float]]:
    """What it adds to go from tag to tag, with a first row for the beginning; what BIOES forbids is out of reach."""
    rows = [[0.0 if tag[0] in "OBS" else -1e4 for tag in tags]]
    for before, row in zip(tags, transitions.tolist(), strict=True):
        is_open = before[0] in "BI"
        rows.append(
            [
                round(value, 4)
                if ((after[0] in "IE" and after[2:] == before[2:]) if is_open else after[0] in "OBS")
                else -1e4
                for after, value in zip(tags, row, strict=True)
            ]
        )
    return rows


def export(student: Path, target: Path, recurrent: Path) -> None:
    """Write the network that `training.english.distill` left in a file, and its labels, those of the recurrent models.

    Writes `network.onnx`, `relations.onnx`, `labels.json` and `pieces.json`.
    """
    size = Size(**json.loads((recurrent / "encoder" / "config.json").read_text()))
    network, tags = read_student(student, size)
    teacher = Reader(recurrent)
    tagger, parser, recognizer = teacher.heads
    entities = recognizer.names
    labels = {
        "tags": [tagger.named(tag) for tag in tags],
        "relations": [parser.relation(number) for number in range(network.measures.relations)],
        "entities": ["" if tag == "O" else {"S": "B", "E": "I"}.get(tag[0], tag[0]) + tag[1:] for tag in entities],
        "transitions": sound_transitions(entities, network.transitions),
    }
    target.mkdir(parents=True, exist_ok=True)
    (target / "labels.json").write_text(json.dumps(labels, ensure_ascii=False) + "\n", encoding="utf-8")
    shutil.copy(recurrent / "encoder" / "tokenizer.json", target / "pieces.json")
    onnx.save(encoder_graph(network), target / "network.onnx")
    onnx.save(relation_graph(network), target / "relations.onnx")
