"""The networks that ship, on ONNX Runtime: from word pieces to scores, and from a word and its head to a relation."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import attrs
import onnxruntime


@attrs.frozen
class Scores:
    """What the network says of sentences of as many pieces each; arrays that begin with the sentence.

    In `heads`, `below` and `above`, word 0 is the root; behind the last word of a sentence anything may stand.
    """

    tags: Any
    """The number of the best tag of each word."""
    heads: Any
    """How well each word goes under each other."""
    below: Any
    above: Any
    """What a word brings to a relation, as the lower and as the upper of the two."""
    entities: Any
    """How well each tag of a name goes with each word."""


class Network:
    """Loads the models of a folder. Sentences do not see each other, so no answer hangs on what is asked beside it."""

    def __init__(self, folder: Path, threads: int = 1) -> None:
        self._encoder = _session(folder / "network.onnx", threads)
        self._relations = _session(folder / "relations.onnx", threads)

    def __call__(self, pieces: Any, places: Any) -> Scores:
        """Read sentences; `pieces` is (sentence, piece), `places` (sentence, 1 + word): where root and words stand."""
        return Scores(*self._encoder.run(None, {"pieces": pieces, "places": places}))

    def relations(self, below: Any, above: Any) -> Any:
        """The number of the best relation between each word (word, width) and its head."""
        return self._relations.run(None, {"below": below, "above": above})[0]


def _session(file: Path, threads: int) -> Any:
    options = onnxruntime.SessionOptions()
    options.intra_op_num_threads = threads
    options.inter_op_num_threads = 1
    options.log_severity_level = 3
    # More would put operators together that are slower as one: adding and normalizing takes seven times as long.
    options.graph_optimization_level = onnxruntime.GraphOptimizationLevel.ORT_ENABLE_BASIC
    return onnxruntime.InferenceSession(str(file), options, providers=["CPUExecutionProvider"])
