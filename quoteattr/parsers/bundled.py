"""The models that ship in the package, as a `stanza.Pipeline` that never touches the network.

Modules and weights are Stanza's, and so is the pipeline; batches are our own (`tokenizer`, `reader`, `heads`), which
more than halves the time on a CPU.
"""

import hashlib
import json
import warnings
from pathlib import Path
from typing import Any

from quoteattr.errors import ParserError
from quoteattr.parsers.encoder import Encoder, Pieces, Remembering, Size, read_weights

with warnings.catch_warnings():
    # In a notebook without ipywidgets, tqdm complains that it cannot draw its bars. None are drawn here.
    warnings.filterwarnings("ignore", message="IProgress not found")
    from stanza import Pipeline
    from stanza.models.common.foundation_cache import BertRecord, FoundationCache

    from quoteattr.parsers.heads import are_plain
    from quoteattr.parsers.processors import NAME, EntityProcessor
    from quoteattr.parsers.reader import Reader

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
        return _own(folder) if are_plain(folder) else _stock(folder)
    except (OSError, RuntimeError, KeyError, ValueError) as error:
        raise ParserError(f"the models in {folder} cannot be loaded ({error}); reinstall quoteattr") from error


def _pipeline(folder: Path, processors: dict[str, str], **options: Any) -> Pipeline:
    return Pipeline(
        folder.name,
        dir=str(folder),
        processors=processors,
        package=None,
        download_method=None,
        use_gpu=False,
        allow_unknown_language=True,
        logging_level="ERROR",
        lemma_with_quoteattr=True,
        lemma_words_path=str(folder / "lemmas.json"),
        **options,
    )


def _own(folder: Path) -> Pipeline:
    """A pipeline whose processors ask one `Reader`."""
    reader = Reader(folder)
    pipeline = _pipeline(
        folder,
        dict.fromkeys(("tokenize", "pos", "lemma", "depparse"), NAME),
        tokenize_with_quoteattr=True,
        pos_with_quoteattr=True,
        pos_reader=reader,
        depparse_with_quoteattr=True,
        depparse_reader=reader,
        tokenize_model_path=str(folder / "tokenize.pt"),
    )
    pipeline.processors["ner"] = EntityProcessor({"reader": reader}, pipeline)
    return pipeline


def _stock(folder: Path) -> Pipeline:
    """A pipeline in which Stanza runs the heads itself: those that read more than the encoder, such as characters."""
    cache = FoundationCache(local_files_only=True)
    cache.bert[ENCODER] = _encoder(folder / "encoder")
    return _pipeline(
        folder,
        dict.fromkeys(TRAINED, "default") | {"lemma": NAME},
        foundation_cache=cache,
        depparse_batch_size=800,
        depparse_resolve_head_constraints=False,
        **{f"ner_{path}_path": "" for path in ("pretrain", "forward_charlm", "backward_charlm")},
        **{f"{name}_model_path": str(folder / f"{name}.pt") for name in TRAINED},
    )


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


def _encoder(folder: Path) -> BertRecord:
    size = Size(**json.loads((folder / "config.json").read_text()))
    encoder = Encoder(size)
    encoder.load_state_dict(read_weights(folder / "weights.safetensors"), assign=True)
    return BertRecord(Remembering(encoder, MIXED_LAYERS), Pieces(folder / "tokenizer.json", size), {})
