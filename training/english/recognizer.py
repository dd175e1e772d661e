"""Train the entity recognizer alone, on an encoder that stays as it is: trees and tags keep their answers.

    python -m training.english.recognizer training/english/config.toml --data CORPORA --out build/english

Takes the encoder that is in the folder, fresh from training or packed, and learns from the `silver.bio` that the
teacher wrote beside it and from the corpora that the teacher took for its pattern. Writes `ner.pt`.
"""

import json
import random
import time
from collections.abc import Sequence
from pathlib import Path

import torch

from quoteattr.parsers.encoder import Encoder, Pieces, Size, read_weights
from training.english.batches import batches, recaser
from training.english.heads import Recognizer, Shared
from training.english.names import renamed
from training.english.settings import Settings, read_settings
from training.english.treebanks import Tagged


def read_encoder(folder: Path) -> tuple[Shared, Pieces]:
    """The encoder of a folder, at rest, and its word pieces."""
    size = Size(**json.loads((folder / "config.json").read_text()))
    encoder = Encoder(size)
    encoder.load_state_dict(read_weights(folder / "weights.safetensors"))
    return Shared(encoder.eval().requires_grad_(False)), Pieces(folder / "tokenizer.json", size)


def train(settings: Settings) -> Recognizer:
    """Train from the beginning; writes `ner.pt` after each epoch."""
    config, out = settings.config["recognizer"], settings.out
    torch.manual_seed(settings.config["seed"])
    tagged = settings.tagged()
    shared, pieces = read_encoder(out / "encoder")
    recognizer = Recognizer(tagged, shared, pieces, settings.config["heads"]["ner"])
    own = [value for name, value in recognizer.named_parameters() if ".bert_model." not in name]
    optimizer = torch.optim.AdamW(own, lr=config["rate"], weight_decay=0.0)
    planned = [_epoch(tagged, settings, epoch) for epoch in range(config["epochs"])]
    schedule = torch.optim.lr_scheduler.OneCycleLR(optimizer, config["rate"], sum(map(len, planned)), pct_start=0.05)
    for epoch, order in enumerate(planned):
        recase = recaser(epoch, settings.config["lower"], settings.config["upper"])
        began, losses = time.monotonic(), 0.0
        recognizer.train()
        shared.eval()
        for batch in order:
            loss = recognizer.loss(batch, recase)
            optimizer.zero_grad()
            torch.autograd.backward(loss)
            torch.nn.utils.clip_grad_norm_(own, 2.0)
            optimizer.step()
            schedule.step()
            shared.forget()
            losses += loss.item()
        recognizer.export(out)
        seconds = round(time.monotonic() - began)
        print(json.dumps({"epoch": epoch, "loss": round(losses / len(order), 4), "seconds": seconds}), flush=True)
    return recognizer


def _epoch(tagged: Sequence[Tagged], settings: Settings, epoch: int) -> list[list[Tagged]]:
    config = settings.config
    dice = random.Random(f"{config['seed']}-{epoch}")
    mixed = renamed(tagged, config["renamed"], dice.randrange(1 << 32))
    return list(batches(mixed, config["recognizer"]["words"], dice))


def main() -> None:
    settings = read_settings(__doc__)
    torch.set_num_threads(settings.threads)
    torch.set_flush_denormal(True)
    train(settings)


if __name__ == "__main__":
    main()
