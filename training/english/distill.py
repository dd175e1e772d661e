"""Train the network that ships on what the recurrent models answered, and on the treebanks.

    python -m training.english.distill training/english/config.toml --data CORPORA --out build/english

Needs the `answers-N.pt` of `training.english.answers`. Writes `student.pt` now and then and goes on from it when
started again; `distill.jsonl` has the losses, and the attachment on dev.
"""

import json
import random
import time
from collections import Counter
from collections.abc import Iterator, Sequence
from pathlib import Path
from typing import Any

import attrs
import torch
from torch import Tensor
from torch.nn import functional
from torch.nn.utils.rnn import pad_sequence

from quoteattr.parsers.bundled.pieces import Pieces
from quoteattr.parsers.bundled.spanning_trees import best_tree
from training.english.network import Measures, Network, Scores, chain_loss, parameters
from training.english.recurrent.encoder import Size, read_weights
from training.english.recurrent.reader import Reader, Row
from training.english.settings import Settings, read_settings
from training.english.treebanks import Tree

IGNORED = -100
"""The number of a tag that is left out of the loss."""
FAR = -1e4
"""The score of a head that cannot be."""


@attrs.frozen
class Batch:
    """Sentences, padded."""

    pieces: Tensor
    lengths: Tensor
    places: Tensor
    words: Tensor
    """How many words each sentence has."""
    rows: Sequence[Row]

    @classmethod
    def of(cls, rows: Sequence[Row]) -> "Batch":
        pieces = [row["pieces"].long() for row in rows]
        places = [row["places"].long() for row in rows]
        return cls(
            pad_sequence(pieces, batch_first=True),
            torch.tensor([len(own) for own in pieces]),
            pad_sequence(places, batch_first=True),
            torch.tensor([len(own) - 1 for own in places]),
            rows,
        )

    def padded(self, name: str, fill: int = 0) -> Tensor:
        """Whole numbers of each sentence, padded."""
        return pad_sequence([row[name].long() for row in self.rows], batch_first=True, padding_value=fill)

    @staticmethod
    def stacked(values: Sequence[Tensor]) -> Tensor:
        """Values of each sentence, padded."""
        return pad_sequence(list(values), batch_first=True)

    @property
    def is_gold(self) -> Tensor:
        """1 for the sentences of treebanks, else 0 (sentence, 1)."""
        return torch.tensor([[float("gold_heads" in row)] for row in self.rows])

    @property
    def mask(self) -> Tensor:
        """Where words are (sentence, word)."""
        return torch.arange(self.places.shape[1] - 1) < self.words[:, None]


class Trainer:
    """All that a checkpoint keeps, and the steps."""

    def __init__(self, settings: Settings) -> None:
        self.out, self.config = settings.out, settings.config["distill"]
        torch.manual_seed(self.config["seed"])
        start = Path(settings.config["distill"]["teacher"])
        tagger, _, recognizer = Reader(start).heads
        self.sizes = tagger.sizes
        rows = [row for file in sorted(self.out.glob("answers-*.pt")) for row in torch.load(file, weights_only=True)]
        self.rows = [row for row in rows if len(row["pieces"]) <= 300]
        self.tags = self._tag_list()
        numbers = {tag: number for number, tag in enumerate(self.tags)}
        for row in self.rows:
            self._prepare(row, numbers)
        size = Size(**json.loads((start / "encoder" / "config.json").read_text()))
        self.pieces = Pieces(start / "encoder" / "tokenizer.json")
        relations = self.rows[0]["relations"].shape[1]
        self.network = Network(size, Measures(len(self.tags), relations, len(recognizer.names)))
        self.network.encoder.load_state_dict(read_weights(start / "encoder" / "weights.safetensors"), strict=False)
        self.network.encoder.freeze(self.config["frozen"])
        self.optimizer = torch.optim.AdamW(
            [
                {
                    "params": parameters(self.network, encoder=True),
                    "peak": self.config["encoder_rate"],
                    "weight_decay": 0.01,
                },
                {
                    "params": parameters(self.network, encoder=False),
                    "peak": self.config["head_rate"],
                    "weight_decay": 0.0,
                },
            ],
            betas=(0.9, 0.98),
            eps=1e-6,
            weight_decay=0.01,
            fused=True,
        )
        self.step = 0
        self.epoch_steps = len(list(self._batches(0)))
        self.steps = int(self.epoch_steps * self.config["epochs"])

    def _tag_list(self) -> list[tuple[int, ...]]:
        seen: Counter[tuple[int, ...]] = Counter()
        for row in self.rows:
            if "gold_tags" in row:
                seen.update(map(tuple, row["gold_tags"].tolist()))
        return sorted(tag for tag, count in seen.items() if count >= self.config["tag_seen"])

    def _prepare(self, row: Row, numbers: dict[tuple[int, ...], int]) -> None:
        if "gold_tags" in row:
            chosen = row.pop("gold_tags")
        else:
            chosen = torch.stack([part.float().argmax(1) for part in torch.split(row["tags"], self.sizes, 1)], 1)
        del row["tags"]
        row["tag"] = torch.tensor([numbers.get(tuple(tag), IGNORED) for tag in chosen.tolist()], dtype=torch.int16)
        row["head"] = row.get("gold_heads", row["tree"])

    def _batches(self, epoch: int) -> Iterator[list[Row]]:
        dice = random.Random(f"{self.config['seed']}-{epoch}")
        order = list(self.rows)
        dice.shuffle(order)
        found: list[list[Row]] = []
        for start in range(0, len(order), 4000):
            batch: list[Row] = []
            pieces = 0
            for row in sorted(order[start : start + 4000], key=lambda row: len(row["pieces"]) + dice.random() * 2):
                batch.append(row)
                pieces += len(row["pieces"])
                if pieces >= self.config["pieces"]:
                    found.append(batch)
                    batch, pieces = [], 0
            if batch:
                found.append(batch)
        dice.shuffle(found)
        return iter(found)

    def run(self, dev: Sequence[Tree]) -> None:
        self._resume()
        began, sums = time.monotonic(), torch.zeros(4)
        while self.step < self.steps:
            epoch, done = divmod(self.step, self.epoch_steps)
            for number, rows in enumerate(self._batches(epoch)):
                if number < done:
                    continue
                sums += self._step(Batch.of(rows))
                if self.step % 50 == 0:
                    self._log(
                        losses=[round(value / 50, 4) for value in sums.tolist()],
                        seconds=round(time.monotonic() - began, 1),
                    )
                    began, sums = time.monotonic(), torch.zeros(4)
                if self.step % self.config["checkpoint"] == 0:
                    self._save()
                if self.step % self.config["measure"] == 0:
                    self._log(dev=attachment(self.network, self.pieces, dev[::4]))
                if self.step >= self.steps:
                    break
        self._save()
        self._log(dev=attachment(self.network, self.pieces, dev))

    def _step(self, batch: Batch) -> Tensor:
        self._set_rates()
        self.network.train()
        rounding = self.step >= self.config["rounding"] * self.steps
        for part in self.network.maps():
            part.watches = self.step % 10 == 0
            if rounding and not part.rounds:
                part.begin_rounding()
        self.optimizer.zero_grad()
        losses = torch.stack(self.losses(batch))
        weights = torch.tensor([1.0, 1.0, self.config["tag_weight"], self.config["entity_weight"]])
        torch.autograd.backward((losses * weights).sum())
        for group in self.optimizer.param_groups:
            torch.nn.utils.clip_grad_norm_(group["params"], 1.0)
        self.optimizer.step()
        self.step += 1
        return losses.detach()

    def losses(self, batch: Batch) -> list[Tensor]:
        """Of heads, relations, tags and names, a word."""
        with torch.autocast("cpu", dtype=torch.bfloat16):
            found = self.network(batch.pieces, batch.lengths, batch.places)
        mask = batch.mask
        count = mask.sum()
        tags = found.tags.float().flatten(0, 1)
        return [
            (self._arc_losses(batch, found.arcs[:, 1:].float()) * mask).sum() / count,
            (self._relation_losses(batch, found) * mask).sum() / count,
            functional.cross_entropy(tags, batch.padded("tag", IGNORED).flatten(), ignore_index=IGNORED),
            chain_loss(found.entities.float(), self.network.transitions, batch.padded("entities"), mask) / count,
        ]

    def _arc_losses(self, batch: Batch, arcs: Tensor) -> Tensor:
        """Of each word: what the teacher held likely, and in treebanks, with as much weight, what they have."""
        arcs = arcs.masked_fill(torch.arange(arcs.shape[2]) > batch.words[:, None, None], FAR)
        own = torch.arange(1, arcs.shape[2])
        arcs[:, own - 1, own] = FAR
        arcs = arcs.log_softmax(2)
        chances = batch.stacked([row["chances"].float().exp() for row in batch.rows])
        chances = chances / chances.sum(2, keepdim=True).clamp(min=1e-6)
        kept = batch.padded("heads").clamp(max=arcs.shape[2] - 1)  # those beyond have no chance
        taught = -(arcs.gather(2, kept) * chances).sum(2)
        right = -arcs.gather(2, batch.padded("head")[:, :, None])[:, :, 0]
        return taught * (1 - 0.5 * batch.is_gold) + right * 0.5 * batch.is_gold

    def _relation_losses(self, batch: Batch, found: Scores) -> Tensor:
        """The same for relations, but where the teacher has another head than the treebank: there it has no say."""
        head = batch.padded("head")
        index = head[:, :, None].expand(-1, -1, found.above.shape[2])
        with torch.autocast("cpu", dtype=torch.bfloat16):
            scores = self.network.relations(found.below[:, 1:], found.above.gather(1, index))
        scores = scores.float().log_softmax(2)
        taught = -(scores * batch.stacked([row["relations"].float().softmax(1) for row in batch.rows])).sum(2)
        best = [row["relations"].float().argmax(1) for row in batch.rows]
        gold = [row.get("gold_relations", own).long() for row, own in zip(batch.rows, best, strict=True)]
        right = -scores.gather(2, batch.stacked(gold).clamp(min=0)[:, :, None])[:, :, 0]
        same = head == batch.padded("tree")
        weight = batch.is_gold * (1 - 0.5 * same.float())
        return taught * same * (1 - weight) + right * weight

    def _set_rates(self) -> None:
        share = self.step / self.steps
        factor = share / 0.04 if share < 0.04 else 0.02 + 0.98 * (1 - share) / 0.96
        for group in self.optimizer.param_groups:
            group["lr"] = group["peak"] * factor

    def _log(self, **values: Any) -> None:
        line = json.dumps({"step": self.step, "of": self.steps, **values})
        print(line, flush=True)
        with (self.out / "distill.jsonl").open("a") as log:
            log.write(line + "\n")

    def _save(self) -> None:
        state = {
            "step": self.step,
            "network": self.network.state_dict(),
            "optimizer": self.optimizer.state_dict(),
            "tags": self.tags,
            "measures": attrs.asdict(self.network.measures),
            "rounds": [part.rounds for part in self.network.maps()],
        }
        torch.save(state, self.out / "student.new")
        (self.out / "student.new").replace(self.out / "student.pt")

    def _resume(self) -> None:
        file = self.out / "student.pt"
        if file.exists():
            state = torch.load(file, weights_only=True)
            self.step = state["step"]
            self.network.load_state_dict(state["network"])
            self.optimizer.load_state_dict(state["optimizer"])
            for part, rounds in zip(self.network.maps(), state["rounds"], strict=True):
                part.rounds = rounds


def attachment(network: Network, pieces: Pieces, trees: Sequence[Tree]) -> dict[str, float]:
    """Unlabelled attachment, in per cent of the words; for the log."""
    network.eval()
    for layer in network.maps():
        layer.watches = False
    right = words = 0
    ordered = sorted(trees, key=lambda tree: len(tree.words))
    with torch.inference_mode(), torch.autocast("cpu", dtype=torch.bfloat16):
        for start in range(0, len(ordered), 40):
            part = ordered[start : start + 40]
            cuts = pieces([tree.forms for tree in part])
            batch = Batch.of([{"pieces": torch.tensor(cut.pieces), "places": torch.tensor(cut.places)} for cut in cuts])
            arcs = network(batch.pieces, batch.lengths, batch.places).arcs.float()
            for tree, own in zip(part, arcs, strict=True):
                size = len(tree.words) + 1
                own = own[:size, :size].masked_fill(torch.eye(size, dtype=torch.bool), FAR)
                heads = best_tree(own.numpy(), own[1:].argmax(1).tolist())
                right += sum(word.head == head for word, head in zip(tree.words, heads, strict=True))
                words += size - 1
    return {"uas": round(100 * right / words, 2)}


def main() -> None:
    settings = read_settings(__doc__)
    torch.set_num_threads(settings.threads)
    torch.set_flush_denormal(True)
    Trainer(settings).run(settings.trees("dev_trees"))


if __name__ == "__main__":
    main()
