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

with warnings.catch_warnings():
    # In a notebook without ipywidgets, tqdm complains that it cannot draw its bars. None are drawn here.
    warnings.filterwarnings("ignore", message="IProgress not found")
    from stanza import Pipeline

    from quoteattr.parsers.bundled.processors import NAME, EntityProcessor
    from quoteattr.parsers.bundled.reader import Reader

ENCODER = "quoteattr-encoder"
"""The name under which the models' own configuration asks for the encoder."""
MANIFEST = "manifest.json"


def bundled_pipeline(language: str) -> Pipeline:
    """Build a `stanza.Pipeline` from the models in `parsers/models`.

    Raises ParserError when no models ship for the language, or a file is missing or damaged.
    """
    return read_pipeline(Path(__file__).parents[1] / "models" / language)


def read_pipeline(folder: Path) -> Pipeline:
    """Build a `stanza.Pipeline` from a folder that `training.english.pack` wrote, named after its language."""
    check(folder)
    try:
        return _build(folder)
    except (OSError, RuntimeError, KeyError, ValueError) as error:
        raise ParserError(f"the models in {folder} cannot be loaded ({error}); reinstall quoteattr") from error


def offline_pipeline(folder: Path, processors: dict[str, str], **options: Any) -> Pipeline:
    """A `stanza.Pipeline` of a folder of models that fetches nothing and finds lemmas by list and rule."""
    return Pipeline(
        folder.name,
        dir=str(folder),
        processors=processors | {"lemma": NAME},
        package=None,
        download_method=None,
        use_gpu=False,
        allow_unknown_language=True,
        logging_level="ERROR",
        tokenize_model_path=str(folder / "tokenize.pt"),
        lemma_with_quoteattr=True,
        lemma_words_path=str(folder / "lemmas.json"),
        **options,
    )


def _build(folder: Path) -> Pipeline:
    """A pipeline whose processors ask one `Reader`."""
    reader = Reader(folder)
    names = ("tokenize", "pos", "depparse")
    ours = {f"{name}_with_quoteattr": True for name in names}
    pipeline = offline_pipeline(folder, dict.fromkeys(names, NAME), pos_reader=reader, depparse_reader=reader, **ours)
    pipeline.processors["ner"] = EntityProcessor({"reader": reader}, pipeline)
    return pipeline


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
