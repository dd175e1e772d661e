"""The compact encoder that the bundled Stanza models share, and the pipeline built around it.

Stanza gives every processor its own encoder. Here tagger, parser and entity recognizer ask one encoder,
which remembers the hidden states of each sentence, so that a sentence is encoded once.
"""

import warnings
from pathlib import Path
from typing import Any

import torch
from safetensors.torch import load_file
from torch import Tensor, nn

from quoteattr.errors import ParserError

ENCODER = "quoteattr-minilm"
"""The name under which the models' own configuration asks for the encoder."""

PROCESSORS = ("tokenize", "pos", "lemma", "depparse", "ner")
REMEMBERED = 60_000
"""Word pieces whose hidden states are kept, about 0.7 GB at seven layers of 384."""
BATCH = 2_500
"""Word pieces in one pass of the encoder, padding included."""


class SharedEncoder(nn.Module):
    """A transformer encoder that remembers what it has encoded."""

    _hf_peft_config_loaded = False  # Stanza asks every encoder whether adapters were loaded into it

    def __init__(self, model: nn.Module, config: Any) -> None:
        super().__init__()
        self.model = model
        self.config = config
        self.bf16 = _has_bf16()
        self._known: dict[tuple[int, ...], Tensor] = {}
        self._size = 0

    def forward(self, input_ids: Tensor, attention_mask: Tensor, output_hidden_states: bool = True) -> Any:
        """Return an object with `hidden_states`, a tuple of one tensor (batch, length, width) a layer."""
        from transformers.modeling_outputs import BaseModelOutput

        lengths = attention_mask.sum(1).tolist()
        keys = [tuple(row[:length]) for row, length in zip(input_ids.tolist(), lengths, strict=True)]
        if self._size > REMEMBERED:
            self._known.clear()
            self._size = 0
        for batch in _batches(sorted({key for key in keys if key not in self._known}, key=len)):
            self._encode(batch)
        layers = self.config.num_hidden_layers + 1
        states = torch.zeros(layers, len(keys), input_ids.shape[1], self.config.hidden_size)
        for row, key in enumerate(keys):
            states[:, row, : len(key)] = self._known[key]
        return BaseModelOutput(hidden_states=tuple(states.unbind(0)))

    def _encode(self, batch: list[tuple[int, ...]]) -> None:
        longest = len(batch[-1])
        ids = torch.tensor([[*key, *[0] * (longest - len(key))] for key in batch])
        mask = torch.tensor([[1] * len(key) + [0] * (longest - len(key)) for key in batch])
        with torch.no_grad(), torch.autocast("cpu", dtype=torch.bfloat16, enabled=self.bf16):
            layers = self.model(ids, attention_mask=mask, output_hidden_states=True).hidden_states
        states = torch.stack([layer.float() for layer in layers])
        for row, key in enumerate(batch):
            self._known[key] = states[:, row, : len(key)].clone()
            self._size += len(key)


def _batches(keys: list[tuple[int, ...]]) -> list[list[tuple[int, ...]]]:
    """Group sequences, shortest first, so that a padded group holds at most BATCH word pieces."""
    groups: list[list[tuple[int, ...]]] = []
    for key in keys:
        if groups and (len(groups[-1]) + 1) * len(key) <= BATCH:
            groups[-1].append(key)
        else:
            groups.append([key])
    return groups


def _has_bf16() -> bool:
    """Whether the processor multiplies bfloat16 itself; elsewhere it is slower than float32."""
    supported = getattr(torch.cpu, "_is_avx512_bf16_supported", None)
    return bool(supported and supported())


def _read_encoder(folder: Path) -> SharedEncoder:
    from transformers import AutoConfig, AutoModel

    stored = load_file(folder / "model_int8.safetensors")
    weights = {
        name: tensor.float() * stored[f"{name}.scale"].float() if tensor.dtype == torch.int8 else tensor.float()
        for name, tensor in stored.items()
        if not name.endswith(".scale")
    }
    config = AutoConfig.from_pretrained(folder, local_files_only=True)
    model = AutoModel.from_config(config, add_pooling_layer=False).float().eval()
    absent, _ = model.load_state_dict(weights, strict=False)
    if any("position_ids" not in name for name in absent):
        raise ParserError(f"{folder} lacks the weights {absent[:3]}; reinstall quoteattr")
    return SharedEncoder(model, config)


def bundled_pipeline(language: str) -> Any:
    """Build a `stanza.Pipeline` from the models in `parsers/models`, without touching the network.

    Raises ParserError when no models ship for the language or a file is missing or damaged.
    """
    with warnings.catch_warnings():
        # In a notebook without ipywidgets, tqdm complains that it cannot draw its bars. None are drawn here.
        warnings.filterwarnings("ignore", message="IProgress not found")
        import stanza
    from stanza.models.common.bert_embedding import load_tokenizer
    from stanza.models.common.foundation_cache import BertRecord, FoundationCache
    from transformers.utils import logging

    logging.disable_progress_bar()
    folder = Path(__file__).with_name("models") / language
    missing = [name for name in PROCESSORS if not (folder / f"{name}.pt").is_file()]
    if missing:
        raise ParserError(
            f"no bundled models for {language!r}: {folder} has no {', '.join(missing)}; "
            "pass a stanza.Pipeline of your own"
        )
    try:
        cache = FoundationCache(local_files_only=True)
        encoder = folder / "encoder8"
        tokenizer = load_tokenizer(str(encoder), local_files_only=True)
        cache.bert[ENCODER] = BertRecord(_read_encoder(encoder), tokenizer, {})
        return stanza.Pipeline(
            language,
            dir=str(folder),
            processors=dict.fromkeys(PROCESSORS, "default"),
            package=None,
            download_method=None,
            foundation_cache=cache,
            use_gpu=False,
            allow_unknown_language=True,
            logging_level="ERROR",
            depparse_batch_size=800,
            ner_pretrain_path="",
            ner_forward_charlm_path="",
            ner_backward_charlm_path="",
            **{f"{name}_model_path": str(folder / f"{name}.pt") for name in PROCESSORS},
        )
    except (OSError, RuntimeError, KeyError, ValueError) as error:
        raise ParserError(f"the models in {folder} cannot be loaded ({error}); reinstall quoteattr") from error
