"""The models that ship in the package, as a `stanza.Pipeline` that never touches the network.

Stanza gives every processor its own encoder. Here tagger, parser and entity recognizer ask one encoder, which remembers
the hidden states of each sentence, so that a sentence is encoded once.
"""

import hashlib
import json
import warnings
from pathlib import Path
from typing import Any

import torch

from quoteattr.errors import ParserError
from quoteattr.parsers.encoder import Encoder, Pieces, Remembering, Size, read_weights
from quoteattr.parsers.lemmas import Lemmas

with warnings.catch_warnings():
    # In a notebook without ipywidgets, tqdm complains that it cannot draw its bars. None are drawn here.
    warnings.filterwarnings("ignore", message="IProgress not found")
    from stanza import Pipeline
    from stanza.models.common.chuliu_edmonds import chuliu_edmonds_one_root
    from stanza.models.common.foundation_cache import BertRecord, FoundationCache
    from stanza.pipeline.processor import ProcessorVariant, register_processor_variant

ENCODER = "quoteattr-encoder"
"""The name under which the models' own configuration asks for the encoder."""
MIXED_LAYERS = 6
"""How many of the encoder's last layers the heads mix, at most."""
MANIFEST = "manifest.json"
TRAINED = ("tokenize", "pos", "depparse", "ner")


def bundled_pipeline(language: str) -> Pipeline:
    """Build a `stanza.Pipeline` from the models in `parsers/models`.

    Raises ParserError when no models ship for the language, or a file is missing or damaged.
    """
    return read_pipeline(Path(__file__).with_name("models") / language)


def read_pipeline(folder: Path) -> Pipeline:
    """Build a `stanza.Pipeline` from a folder that `training.english.pack` wrote, named after its language."""
    check(folder)
    try:
        cache = FoundationCache(local_files_only=True)
        cache.bert[ENCODER] = _encoder(folder / "encoder")
        pipeline = Pipeline(
            folder.name,
            dir=str(folder),
            processors=dict.fromkeys(TRAINED, "default") | {"lemma": "quoteattr"},
            package=None,
            download_method=None,
            foundation_cache=cache,
            use_gpu=False,
            allow_unknown_language=True,
            logging_level="ERROR",
            depparse_batch_size=800,
            depparse_resolve_head_constraints=False,
            ner_pretrain_path="",
            ner_forward_charlm_path="",
            ner_backward_charlm_path="",
            lemma_with_quoteattr=True,
            lemma_words_path=str(folder / "lemmas.json"),
            **{f"{name}_model_path": str(folder / f"{name}.pt") for name in TRAINED},
        )
        pipeline.processors["depparse"].trainer.model.decode_graph_predictions = decode
        return pipeline
    except (OSError, RuntimeError, KeyError, ValueError) as error:
        raise ParserError(f"the models in {folder} cannot be loaded ({error}); reinstall quoteattr") from error


def check(folder: Path) -> None:
    """Compare the files of a set of models with the digests in its manifest. Raises ParserError when one differs."""
    manifest = folder / MANIFEST
    if not manifest.is_file():
        raise ParserError(
            f"no models ship for {folder.name!r}: there is no {manifest}; pass a stanza.Pipeline of your own"
        )
    for name, digest in json.loads(manifest.read_text())["files"].items():
        file = folder / name
        found = hashlib.sha256(file.read_bytes()).hexdigest() if file.is_file() else "no file"
        if found != digest:
            raise ParserError(f"{file} is damaged: expected SHA-256 {digest}, found {found}; reinstall quoteattr")


def decode(
    vocab: Any, batch_size: int, predictions: Any, lengths: list[int], resolve_head_constraints: bool = False
) -> list[list[list[Any]]]:
    """Read head and relation of each word off the parser's scores, as `GraphParser.decode_graph_predictions` does.

    The best head of each word, where they make a tree with one root: then it is the best tree. Only the other sentences
    need the algorithm of Chu and Liu (1965) and Edmonds (1967), which takes Stanza a fifth of the time.
    """
    found = []
    for scores, labels, length in zip(predictions[0], predictions[1], lengths, strict=True):
        heads = scores[:length, :length].argmax(1)
        if not _is_tree(heads[1:].tolist()):
            heads = chuliu_edmonds_one_root(scores[:length, :length])
        places = range(1, length)
        relations = vocab.unmap([labels[place][heads[place]] for place in places])
        found.append([[int(heads[place]), relation] for place, relation in zip(places, relations, strict=True)])
    return found


def _is_tree(heads: list[int]) -> bool:
    """Whether heads (1-based, 0 for the root) make a tree with one root.

    >>> _is_tree([2, 0, 2]), _is_tree([2, 1, 0]), _is_tree([0, 0])
    (True, False, False)
    """
    if heads.count(0) != 1:
        return False
    safe = {0}
    for place in range(1, len(heads) + 1):
        path = set()
        while place not in safe:
            if place in path:
                return False
            path.add(place)
            place = heads[place - 1]
        safe |= path
    return True


def _encoder(folder: Path) -> BertRecord:
    size = Size(**json.loads((folder / "config.json").read_text()))
    with torch.device("meta"):
        encoder = Encoder(size)
    encoder.load_state_dict(read_weights(folder / "weights.safetensors"), assign=True)
    return BertRecord(Remembering(encoder, MIXED_LAYERS), Pieces(folder / "tokenizer.json", size), {})


@register_processor_variant("lemma", "quoteattr")
class LemmaVariant(ProcessorVariant):  # type: ignore[misc]  # stanza is untyped, so the base is Any
    """Stanza's lemma processor with a word list and a rule in the place of a network."""

    OVERRIDE = True

    def __init__(self, config: dict[str, Any]) -> None:
        self._lemmas = Lemmas.read(Path(config["words_path"]))

    def process(self, document: Any) -> Any:
        for sentence in document.sentences:
            for word in sentence.words:
                word.lemma = self._lemmas(word.text, word.upos or "X", word.feats or "")
        return document
