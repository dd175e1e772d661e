"""Pack trained models for the package: the network as ONNX, the lists, and a digest of each file.

    python -m training.english.pack training/english/config.toml --data CORPORA --out build/english

Takes `student.pt` of `distill`, `tokens.json` of `tokens` and `lemmas.json` of `lemmas` from the folder of the build,
and writes to `packed` below it, which is what goes to `quoteattr/parsers/models/en`.
"""

import hashlib
import json
import shutil
from datetime import date
from importlib.metadata import version
from pathlib import Path

from quoteattr.parsers.bundled.parser import MANIFEST
from training.english.export import export
from training.english.settings import Settings, read_settings

LISTS = ("tokens.json", "lemmas.json")
WRITTEN = ("network.onnx", "relations.onnx", "labels.json", "pieces.json")
VERSIONS = ("onnx", "onnxruntime", "tokenizers", "torch")


def pack(settings: Settings) -> Path:
    """Write the models and the manifest with their digests; the folder."""
    target = settings.out / "packed"
    export(settings.out / "student.pt", target, Path(settings.config["distill"]["teacher"]))
    for name in LISTS:
        shutil.copy(settings.out / name, target / name)
    names = sorted((*WRITTEN, *LISTS))
    manifest = {
        "made": date.today().isoformat(),
        "versions": {name: version(name) for name in VERSIONS},
        "data": {name: _digest(settings.data / name) for name in sorted(settings.corpora())},
        "files": {name: _digest(target / name) for name in names},
    }
    (target / MANIFEST).write_text(json.dumps(manifest, indent=1) + "\n")
    return target


def _digest(file: Path) -> str:
    return hashlib.sha256(file.read_bytes()).hexdigest()


def main() -> None:
    print(pack(read_settings(__doc__)))


if __name__ == "__main__":
    main()
