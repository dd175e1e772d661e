"""Text to tokens and sentences, with the network of Stanza's tokenizer and batches over many texts.

Stanza prepares and decodes a text character by character. Here characters are looked up in a table, and all paragraphs
of all texts go through the network together.
"""

from collections.abc import Iterable, Iterator, Sequence
from pathlib import Path
from typing import Any

import attrs
import numpy as np
import torch
from stanza.models.tokenization.data import (
    NEWLINE_WHITESPACE_RE,
    PER_CHAR_FEAT_FUNCS,
    STRUCTURAL_FEATURES,
    WHITESPACE_RE,
)
from stanza.models.tokenization.model import Tokenizer as Network
from stanza.models.tokenization.utils import MASK_RE
from stanza.models.tokenization.vocab import Vocab
from stanza.pipeline.tokenize_processor import TOKEN_TOO_LONG_REPLACEMENT
from torch.nn.utils.rnn import pad_sequence

INSIDE, TOKEN, SENTENCE = range(3)
"""What a character can be: inside a token, the last of a token, the last of a sentence."""
WINDOW = 1_000
"""Characters of a paragraph that are read at once."""
BATCH = 20_000
"""Characters in one pass of the network, padding included."""

Row = dict[str, Any]


@attrs.frozen
class _Paragraph:
    """A paragraph with white space made plain: blanks, and no two of them."""

    text: str
    offsets: Sequence[int]
    """Where each character stands in the document."""


class Tokenizer:
    """Splits texts into sentences of tokens, in Stanza's dictionary form."""

    def __init__(self, file: Path) -> None:
        stored = torch.load(file, weights_only=True)
        config = stored["config"]
        names = ("vocab_size", "emb_dim", "hidden_dim", "dropout", "feat_dropout")
        self._network = Network(config, *(config[name] for name in names))
        self._network.load_state_dict(stored["model"])
        self._network.eval().requires_grad_(False)
        self._vocab = Vocab.load_state_dict(stored["vocab"])
        self._features = config["feat_funcs"]
        self._longest = config["max_seqlen"]
        self._known: dict[str, tuple[int, list[float]]] = {}

    def __call__(self, texts: Sequence[str]) -> list[list[list[Row]]]:
        """The sentences of each text, as rows with id, text and offsets."""
        split = [list(_paragraphs(text)) for text in texts]
        labels = iter(self._label([paragraph for paragraphs in split for paragraph in paragraphs]))
        return [
            [sentence for paragraph in paragraphs for sentence in self._sentences(paragraph, next(labels))]
            for paragraphs in split
        ]

    def _label(self, paragraphs: Sequence[_Paragraph]) -> list[list[int]]:
        """What each character is. A long paragraph is read in windows, each from the last sentence end on."""
        inputs = [self._inputs(paragraph.text) for paragraph in paragraphs]
        labels: list[list[int]] = [[] for _ in paragraphs]
        open_ones = list(range(len(paragraphs)))
        while open_ones:
            windows = []
            for number in open_ones:
                start = len(labels[number])
                windows.append(tuple(part[start : start + WINDOW] for part in inputs[number]))
            for number, found in zip(open_ones, self._run(windows), strict=True):
                rest = len(paragraphs[number].text) - len(labels[number])
                labels[number] += found[:rest] if rest <= WINDOW else found[: _last_end(found)]
            open_ones = [number for number in open_ones if len(labels[number]) < len(paragraphs[number].text)]
        for paragraph, own in zip(paragraphs, labels, strict=True):
            _mask(paragraph.text, own)
        return labels

    def _run(self, windows: Sequence[tuple[Any, Any]]) -> list[list[int]]:
        """The best label of each character of each window."""
        order = sorted(range(len(windows)), key=lambda number: -len(windows[number][0]))
        found: list[list[int]] = [[] for _ in windows]
        while order:
            at_once = max(1, BATCH // len(windows[order[0]][0]))
            batch, order = order[:at_once], order[at_once:]
            units, features = (
                pad_sequence([torch.from_numpy(windows[number][part]) for number in batch], batch_first=True)
                for part in range(2)
            )
            lengths = [len(windows[number][0]) for number in batch]
            with torch.inference_mode():
                best = self._network(units, features, lengths).argmax(2).tolist()
            for number, row, length in zip(batch, best, lengths, strict=True):
                found[number] = row[:length]
        return found

    def _inputs(self, text: str) -> tuple[Any, Any]:
        """The number of each character and its features; a paragraph that is read at once ends in an empty place."""
        known = [self._character(character) for character in text]
        units = np.array([number for number, _ in known], dtype=np.int64)
        columns = [np.array([features for _, features in known], dtype=np.float32)]
        for name, place in (("end_of_para", len(text) - 1), ("start_of_para", 0)):
            if name in self._features:
                columns.append(_marked(len(text), [(place, place + 1)]))
        for name, pattern in STRUCTURAL_FEATURES.items():
            if name in self._features:
                columns.append(_marked(len(text), (match.span() for match in pattern.finditer(text))))
        features = np.concatenate(columns, 1)
        if len(text) < WINDOW:
            return np.pad(units, (0, 1)), np.pad(features, ((0, 1), (0, 0)))
        return units, features

    def _character(self, character: str) -> tuple[int, list[float]]:
        known = self._known.get(character)
        if known is None:
            functions = [PER_CHAR_FEAT_FUNCS[name] for name in self._features if name in PER_CHAR_FEAT_FUNCS]
            known = self._vocab.unit2id(character), [function(character) for function in functions]
            self._known[character] = known
        return known

    def _sentences(self, paragraph: _Paragraph, labels: Sequence[int]) -> Iterator[list[Row]]:
        rows: list[Row] = []
        begin = 0
        for place, label in enumerate(labels):
            if label == INSIDE:
                continue
            token = paragraph.text[begin : place + 1].lstrip()
            begin = place + 1
            if not token:
                continue
            start, end = paragraph.offsets[begin - len(token)], paragraph.offsets[place] + 1
            shown = token if len(token) <= self._longest else TOKEN_TOO_LONG_REPLACEMENT
            rows.append({"id": (len(rows) + 1,), "text": shown, "start_char": start, "end_char": end})
            if label == SENTENCE:
                yield rows
                rows = []
        if rows:
            yield rows


def _paragraphs(text: str) -> Iterator[_Paragraph]:
    """The paragraphs of a text: what stands between blank lines."""
    start = 0
    for end, following in [*(gap.span() for gap in NEWLINE_WHITESPACE_RE.finditer(text)), (len(text), len(text))]:
        plain = WHITESPACE_RE.sub(" ", text[start:end].rstrip())
        kept: Sequence[int] = range(len(plain))
        if "  " in plain:
            kept = [place for place in kept if plain[max(0, place - 1) : place + 1] != "  "]
        if plain:
            yield _Paragraph("".join(plain[place] for place in kept), [start + place for place in kept])
        start = following


def _last_end(labels: Sequence[int]) -> int:
    """After the last sentence end; after the last character where no sentence ends."""
    return next((place for place in range(len(labels), 0, -1) if labels[place - 1] == SENTENCE), len(labels))


def _mask(text: str, labels: list[int]) -> None:
    """Make addresses of the web and of mail one token, and the end of a paragraph one of a sentence."""
    labels[-1] = SENTENCE
    for match in MASK_RE.finditer(text):
        last = match.end() - 1
        labels[match.start() : last] = [INSIDE] * (last - match.start())
        labels[last] = labels[last] or TOKEN


def _marked(length: int, spans: Iterable[tuple[int, int]]) -> Any:
    """A column with ones in the spans."""
    column = np.zeros((length, 1), dtype=np.float32)
    for start, end in spans:
        column[start:end] = 1
    return column
