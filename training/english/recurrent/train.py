"""Train the English models jointly: one encoder under Stanza's tagger, parser and entity recognizer.

    python -m training.english.recurrent.train training/english/config.toml --data CORPORA --out build/english

Names are learnt from the `silver.bio` that the teacher wrote to the same folder. Writes `checkpoint.pt` now and then,
and goes on from it when started again; `log.jsonl` holds the losses and the scores on dev after each epoch, when
`pos.pt`, `depparse.pt`, `ner.pt` and the encoder are written too.
"""

import hashlib
import json
import random
import time
from collections.abc import Iterator, Sequence
from itertools import chain
from pathlib import Path
from typing import Any

import torch
from safetensors.torch import save_file

from training.english.batches import batches, recaser
from training.english.names import renamed
from training.english.recurrent.base import base_folder, load_base, write_tokenizer
from training.english.recurrent.encoder import Pieces
from training.english.recurrent.modules import Heads
from training.english.settings import LONGEST, SILVER, Settings, read_settings
from training.english.shapes import Shapes
from training.english.treebanks import Tagged, Tree


class Trainer:
    """All that a checkpoint keeps, and the steps."""

    def __init__(self, settings: Settings) -> None:
        self.config, self.out = settings.config, settings.out
        config, files = settings.config, settings.config["data"]
        torch.manual_seed(config["seed"])
        self.trees = [tree for tree in settings.trees("trees") if len(tree.words) <= LONGEST]
        self.dev = settings.trees("dev_trees")
        self.tagged = settings.tagged()
        taught = [group["files"] for group in config["teacher"]["groups"]]
        names = {*chain.from_iterable(files.values()), *chain.from_iterable(taught)}
        read = {name: settings.data / name for name in sorted(names)} | {SILVER: settings.out / SILVER}
        digests = {name: hashlib.sha256(file.read_bytes()).hexdigest() for name, file in read.items()}
        (self.out / "data.json").write_text(json.dumps(digests, indent=1) + "\n")
        base = base_folder()
        encoder = load_base(base)
        write_tokenizer(base, self.out / "encoder", encoder.config)
        pieces = Pieces(self.out / "encoder" / "tokenizer.json", encoder.config)
        self.heads = Heads(self.trees, self.tagged, encoder, pieces, config["heads"])
        self.optimizer = torch.optim.AdamW(
            [
                {"params": list(encoder.parameters()), "peak": config["encoder_rate"], "weight_decay": 0.01},
                {"params": self.heads.own_parameters(), "peak": config["head_rate"], "weight_decay": 0.0},
            ],
            betas=(0.9, 0.98),
            eps=1e-6,
            fused=True,
        )
        if config.get("start"):
            self.heads.take_over(Path(config["start"]))
        self.step = 0
        self.epoch_steps = len(list(batches(self._epoch_trees(0), config["words"], random.Random(0))))
        self.steps = self.epoch_steps * config["epochs"]

    def run(self) -> None:
        """Train to the end, from the last checkpoint if there is one."""
        self._resume()
        while self.step < self.steps:
            self._epoch(self.step // self.epoch_steps)

    def _epoch(self, epoch: int) -> None:
        dice = random.Random(f"{self.config['seed']}-{epoch}")
        recase = recaser(epoch, self.config["lower"], self.config["upper"])
        order = list(batches(self._epoch_trees(epoch), self.config["words"], dice))[: self.epoch_steps]
        entities = self._entities(dice)
        done = self.step - epoch * self.epoch_steps
        began, losses = time.monotonic(), [0.0, 0.0, 0.0]
        self.heads.train()
        for batch in order[done:]:
            found = self._step(batch, next(entities), recase)
            losses = [old + new for old, new in zip(losses, found, strict=True)]
            if self.step % 50 == 0:
                seconds = time.monotonic() - began
                self._log(losses=[round(loss / 50, 3) for loss in losses], seconds=round(seconds, 1))
                began, losses = time.monotonic(), [0.0, 0.0, 0.0]
            if self.step % self.config["checkpoint"] == 0:
                self._save()
        self.step = max(self.step, (epoch + 1) * self.epoch_steps)
        self._save()
        self._export()
        self._log(dev=self.heads.attachment(self.dev))

    def _step(self, trees: Sequence[Tree], tagged: Sequence[Tagged], recase: Any) -> tuple[float, float, float]:
        self._set_rates()
        self.optimizer.zero_grad()
        parse, tags = self.heads.tree_losses(trees, recase)
        (parse + self.config["tag_weight"] * tags).backward()
        self.heads.shared.forget()
        entity = self.heads.recognizer.loss(tagged, recase)
        (self.config["entity_weight"] * entity).backward()
        self.heads.shared.forget()
        torch.nn.utils.clip_grad_norm_(self.optimizer.param_groups[0]["params"], 1.0)
        torch.nn.utils.clip_grad_norm_(self.optimizer.param_groups[1]["params"], 2.0)
        self.optimizer.step()
        self.step += 1
        return parse.item(), tags.item(), entity.item()

    def _set_rates(self) -> None:
        share = self.step / self.steps
        factor = share / 0.05 if share < 0.05 else 0.05 + 0.95 * (1 - share) / 0.95
        for group in self.optimizer.param_groups:
            group["lr"] = group["peak"] * factor

    def _epoch_trees(self, epoch: int) -> list[Tree]:
        return self.trees + Shapes(self.trees, seed=epoch).make(self.config["shapes"])

    def _entities(self, dice: random.Random) -> Iterator[list[Tagged]]:
        while True:
            tagged = renamed(self.tagged, self.config["renamed"], dice.randrange(1 << 32))
            yield from batches(tagged, self.config["entity_words"], dice)

    def _log(self, **values: Any) -> None:
        line = json.dumps({"step": self.step, "of": self.steps, **values})
        print(line, flush=True)
        with (self.out / "log.jsonl").open("a") as log:
            log.write(line + "\n")

    def _save(self) -> None:
        state = {"step": self.step, "heads": self.heads.state_dict(), "optimizer": self.optimizer.state_dict()}
        torch.save(state, self.out / "checkpoint.new")
        (self.out / "checkpoint.new").replace(self.out / "checkpoint.pt")

    def _export(self) -> None:
        self.heads.export(self.out)
        weights = {name: value.half().contiguous() for name, value in self.heads.shared.encoder.state_dict().items()}
        save_file(weights, self.out / "encoder" / "weights.safetensors")

    def _resume(self) -> None:
        file = self.out / "checkpoint.pt"
        if file.exists():
            state = torch.load(file, weights_only=True)
            self.step = state["step"]
            self.heads.load_state_dict(state["heads"])
            self.optimizer.load_state_dict(state["optimizer"])


def main() -> None:
    settings = read_settings(__doc__)
    torch.set_num_threads(settings.threads)
    torch.set_flush_denormal(True)
    Trainer(settings).run()


if __name__ == "__main__":
    main()
