"""Stanza's tagger, parser and entity recognizer as heads of one encoder: vocabularies, batches, losses, export.

The heads are Stanza's own modules, configured without word vectors and characters, so that Stanza knows
what is exported here. Batches are built here and not by Stanza's data sets, since one batch serves two heads.
"""

import logging
from collections.abc import Callable, Sequence
from functools import partial
from pathlib import Path
from typing import Any

import torch
from stanza.models import ner_tagger, parser, tagger
from stanza.models.common.data import get_long_tensor
from stanza.models.common.vocab import ROOT_ID, CharVocab, CompositeVocab
from stanza.models.depparse.model import GraphParser
from stanza.models.ner.model import NERTagger
from stanza.models.ner.vocab import MultiVocab as EntityVocab
from stanza.models.pos.model import Tagger
from stanza.models.pos.tag_columns import tag_columns_from_args, tag_columns_to_config
from stanza.models.pos.vocab import FeatureVocab, MultiVocab, WordVocab
from stanza.models.pos.xpos_vocab_factory import xpos_vocab_factory
from torch import Tensor, nn

from training.english.recurrent.encoder import Encoder, Pieces, read_weights
from training.english.treebanks import Tagged, Tree, to_bioes

logging.getLogger("stanza").setLevel(logging.ERROR)

SHORTHAND = "en_quoteattr"
ENCODER = "quoteattr-encoder"
"""What Stanza is told that the encoder is called."""
COMMON = (
    f"--shorthand {SHORTHAND} --no_pretrain --no_char --word_emb_dim 0 --bert_model {ENCODER} --bert_finetune --cpu"
)


class Shared(nn.Module):
    """The encoder in training: the heads that ask for the same batch share one pass."""

    _hf_peft_config_loaded = False

    def __init__(self, encoder: Encoder) -> None:
        super().__init__()
        self.encoder = encoder
        self.config = encoder.config
        self._last: tuple[Tensor, bool, Any] | None = None

    def forward(self, input_ids: Tensor, attention_mask: Tensor, output_hidden_states: bool = True) -> Any:
        known = self._last
        if known and known[1] == torch.is_grad_enabled() and torch.equal(known[0], input_ids):
            return known[2]
        with torch.autocast("cpu", dtype=torch.bfloat16):
            found = self.encoder(input_ids, attention_mask)
        found.hidden_states = tuple(state.float() for state in found.hidden_states)
        self._last = (input_ids, torch.is_grad_enabled(), found)
        return found

    def forget(self) -> None:
        """Let the last batch go: its graph, or weights that have changed since."""
        self._last = None


class Recognizer(nn.Module):
    """The entity recognizer on an encoder. `options` are those of Stanza's trainer, as in `config.toml`."""

    def __init__(self, tagged: Sequence[Tagged], shared: Shared, pieces: Pieces, options: str) -> None:
        super().__init__()
        self.args: dict[str, Any] = ner_tagger.parse_args(f"{COMMON} {options}".split())
        self.vocab = _entity_vocab(tagged)
        given: dict[str, Any] = {"bert_model": shared, "bert_tokenizer": pieces}
        self.model = NERTagger(self.args, self.vocab, **given, force_bert_saved=True)  # else Stanza freezes the encoder

    def take_over(self, stored: Any) -> bool:
        """Begin with the weights and the order of tags of a recognizer as stored, if it knows the same tags."""
        vocab = EntityVocab.load_state_dict(stored["vocab"])
        if set(vocab["tag"].items(0)) != set(self.vocab["tag"].items(0)):
            return False
        self.vocab = vocab
        self.model.load_state_dict(stored["model"], strict=False)  # the encoder is not in it
        return True

    def loss(self, tagged: Sequence[Tagged], recase: Callable[[list[str]], list[str]]) -> Tensor:
        """The loss on a batch."""
        tagged = sorted(tagged, key=lambda sentence: -len(sentence.words))
        text = [recase(list(sentence.words)) for sentence in tagged]
        labels = self.vocab["tag"]
        rows = [labels.map([(tag,) for tag in to_bioes(sentence.tags)]) for sentence in tagged]
        lengths = [len(words) for words in text]
        tags = get_long_tensor(rows, len(tagged))
        loss, _, _ = self.model(text, None, None, tags, None, lengths, None, None, None, None, None)
        return loss  # type: ignore[no-any-return]  # stanza is untyped

    def export(self, folder: Path) -> None:
        """Write `ner.pt` in half precision, without the encoder, as Stanza reads it."""
        store(self.model, self.vocab, self.args | {"predict_tagset": 0}, folder / "ner.pt")


class Heads(nn.Module):
    """The three heads on one encoder. `options` are those of Stanza's trainers, as in `config.toml`."""

    def __init__(
        self, trees: Sequence[Tree], tagged: Sequence[Tagged], encoder: Encoder, pieces: Pieces, options: dict[str, str]
    ) -> None:
        super().__init__()
        self.shared = Shared(encoder)
        self.args: dict[str, dict[str, Any]] = {
            "pos": tagger.parse_args(f"--lang en {COMMON} {options['pos']}".split()),
            "depparse": parser.parse_args(f"--lang en {COMMON} {options['depparse']}".split()),
        }
        self.vocab = _word_vocab(trees)
        given: dict[str, Any] = {"bert_model": self.shared, "bert_tokenizer": pieces}
        given["force_bert_saved"] = True  # else Stanza freezes the encoder
        self.tagger = Tagger(self.args["pos"], self.vocab, share_hid=True, **given)
        self.parser = GraphParser(self.args["depparse"], self.vocab, **given)
        self.parser.bert_finetuning = True
        self.recognizer = Recognizer(tagged, self.shared, pieces, options["ner"])

    def own_parameters(self) -> list[nn.Parameter]:
        """All but the encoder's."""
        return [
            p for name, p in self.named_parameters() if ".bert_model." not in name and not name.startswith("shared.")
        ]

    def take_over(self, folder: Path) -> None:
        """Begin with the weights of packed models; a head that was trained on other tags begins afresh."""
        self.shared.encoder.load_state_dict(read_weights(folder / "encoder" / "weights.safetensors"))
        parts: dict[str, Callable[[Any], bool]] = {
            "pos": partial(self._take_over_words, self.tagger),
            "depparse": partial(self._take_over_words, self.parser),
            "ner": self.recognizer.take_over,
        }
        for name, take_over in parts.items():
            if not take_over(torch.load(folder / f"{name}.pt", weights_only=True)):
                print(f"{name} begins afresh: it was trained on other tags", flush=True)

    def _take_over_words(self, module: nn.Module, stored: Any) -> bool:
        """The same for a head on words, whose numbers must be those of these treebanks."""
        if stored["vocab"] != self.vocab.state_dict():
            return False
        module.load_state_dict(stored["model"], strict=False)  # the encoder is not in it
        return True

    def tree_losses(self, trees: Sequence[Tree], recase: Callable[[list[str]], list[str]]) -> tuple[Tensor, Tensor]:
        """The losses of parser and tagger on a batch."""
        trees = sorted(trees, key=lambda tree: -len(tree.words))
        text = [recase(tree.forms) for tree in trees]
        return self._parser_loss(trees, text), self._tagger_loss(trees, text)

    def _parser_loss(self, trees: Sequence[Tree], text: list[list[str]]) -> Tensor:
        lengths = [len(tree.words) + 1 for tree in trees]
        word = get_long_tensor([[ROOT_ID] * length for length in lengths], len(trees))
        heads = get_long_tensor([[w.head for w in tree.words] for tree in trees], len(trees))
        labels = self.vocab["deprel"]
        deprels = get_long_tensor([labels.map([w.deprel for w in tree.words]) for tree in trees], len(trees))
        count = torch.empty(sum(lengths))
        none = [None] * 6
        loss, _ = self.parser.loss(word, word == 0, count, *none, heads, deprels, None, lengths, None, text)
        return loss  # type: ignore[no-any-return]  # stanza is untyped

    def attachment(self, trees: Sequence[Tree]) -> dict[str, float]:
        """Unlabelled and labelled attachment of the parser, in per cent of all words; for the log."""
        self.eval()
        right = labelled = words = 0
        trees = sorted(trees, key=lambda tree: -len(tree.words))
        with torch.no_grad():
            for start in range(0, len(trees), 40):
                batch = trees[start : start + 40]
                lengths = [len(tree.words) + 1 for tree in batch]
                word = get_long_tensor([[ROOT_ID] * length for length in lengths], len(batch))
                none = [None] * 6
                text = [tree.forms for tree in batch]
                found = self.parser.predict(word, word == 0, word, *none, word[:, 1:], None, None, lengths, None, text)
                for tree, arcs in zip(batch, found, strict=True):
                    words += len(tree.words)
                    right += sum(w.head == arc[0] for w, arc in zip(tree.words, arcs, strict=True))
                    labelled += sum([w.head, w.deprel] == arc for w, arc in zip(tree.words, arcs, strict=True))
                self.shared.forget()
        return {"uas": round(100 * right / words, 2), "las": round(100 * labelled / words, 2)}

    def _tagger_loss(self, trees: Sequence[Tree], text: list[list[str]]) -> Tensor:
        lengths = [len(tree.words) for tree in trees]
        columns = [(self.vocab[name], name) for name in ("upos", "xpos", "feats")]
        tags = [
            get_long_tensor([vocab.map([getattr(w, name) for w in tree.words]) for tree in trees], len(trees))
            for vocab, name in columns
        ]
        loss, _ = self.tagger(tags[0], None, None, None, tags, None, None, lengths, None, text)
        return loss  # type: ignore[no-any-return]  # stanza is untyped

    def export(self, folder: Path) -> None:
        """Write `pos.pt`, `depparse.pt` and `ner.pt` in half precision, without the encoder, as Stanza reads them."""
        folder.mkdir(parents=True, exist_ok=True)
        columns = tag_columns_to_config(tag_columns_from_args(self.args["pos"]))
        store(self.tagger, self.vocab, self.args["pos"] | {"tag_columns": columns}, folder / "pos.pt")
        config = dict(self.args["depparse"])
        config["transition_subtree_combination"] = config["transition_subtree_combination"].name
        config.pop("enable_gradient_checkpointing", None)
        more = {"model_type": "graph", "global_step": 0, "last_best_step": 0, "dev_score_history": []}
        store(self.parser, self.vocab, config, folder / "depparse.pt", **more)
        self.recognizer.export(folder)


def store(module: nn.Module, vocab: Any, config: dict[str, Any], file: Path, **more: Any) -> None:
    """Write a head in half precision, without the encoder, as Stanza reads it."""
    weights = {
        key: value.half() if value.is_floating_point() else value
        for key, value in module.state_dict().items()
        if not key.startswith("bert_model.")
    }
    stored = {"vocab": vocab.state_dict(), "config": config | {"bert_finetune": False}, "model": weights, **more}
    torch.save(stored, file, _use_new_zipfile_serialization=False)


def _word_vocab(trees: Sequence[Tree]) -> MultiVocab:
    data = [[[w.form, w.upos, w.xpos, w.feats, w.lemma, w.head, w.deprel] for w in tree.words] for tree in trees]
    rare = {"cutoff": 1_000_000}  # words and lemmas are not read: the encoder knows them
    return MultiVocab(
        {
            "char": CharVocab(data, SHORTHAND),
            "word": WordVocab(data, SHORTHAND, lower=True, **rare),
            "upos": WordVocab(data, SHORTHAND, idx=1),
            "xpos": xpos_vocab_factory(data, SHORTHAND),
            "feats": FeatureVocab(data, SHORTHAND, idx=3),
            "lemma": WordVocab(data, SHORTHAND, idx=4, lower=True, **rare),
            "deprel": WordVocab(data, SHORTHAND, idx=6),
        }
    )


def _entity_vocab(tagged: Sequence[Tagged]) -> EntityVocab:
    tags = [[((tag,),) for tag in to_bioes(sentence.tags)] for sentence in tagged]  # a tagset each, here one
    letters = [[[word] for word in sentence.words] for sentence in tagged]
    return EntityVocab({"char": CharVocab(letters, SHORTHAND), "tag": CompositeVocab(tags, SHORTHAND, idx=0, sep=None)})
