"""A real `stanza.Pipeline`, trained by Stanza's own trainers on the toy treebank in seconds.

python -m tests.toy_stanza CORPORA RESOURCES
"""

import json
import logging
import sys
from pathlib import Path

from stanza.models import lemmatizer, parser, tagger, tokenizer

from training.english.tokens import Labelled, label, paragraphs
from training.english.treebanks import Tree, read_trees

NAME = "toy"
SHORT = "--lang en --shorthand en_toy --save_name toy.pt --max_steps 60 --eval_interval 30 --batch_size 200"
SMALL = f"{SHORT} --no_pretrain --no_char --cpu --hidden_dim 16 --word_emb_dim 16 --deep_biaff_hidden_dim 16"
COMMANDS = {
    "pos": (
        tagger.main,
        f"{SMALL} --lang en --shorthand en_toy --hidden_dim 16 --word_emb_dim 16 --deep_biaff_hidden_dim 16",
    ),
    "depparse": (parser.main, f"{SMALL} --tag_emb_dim 8"),
    "lemma": (lemmatizer.main, "--dict_only --cpu --shorthand en_toy --save_name toy.pt"),
}


def train_stanza(corpora: Path, resources: Path) -> None:
    """Write models of English that Stanza loads from its folder of resources."""
    logging.getLogger("stanza").setLevel(logging.ERROR)
    treebank = corpora / "toy.conllu"
    for processor, (train, options) in COMMANDS.items():
        folder = resources / "en" / processor
        folder.mkdir(parents=True)
        files = f"--train_file {treebank} --eval_file {treebank} --output_file {folder}/out.conllu"
        train([*files.split(), "--save_dir", str(folder), *options.split()])
    _train_tokenizer(read_trees(treebank), treebank, resources / "en" / "tokenize")
    processors = ["tokenize", *COMMANDS]
    packages = {"default": dict.fromkeys(processors, NAME)}
    english = {"lang_name": "English", "packages": packages} | {name: {NAME: {"md5": ""}} for name in processors}
    (resources / "resources.json").write_text(json.dumps({"en": english}))


def _train_tokenizer(trees: list[Tree], treebank: Path, folder: Path) -> None:
    folder.mkdir(parents=True)
    made: list[Labelled] = [label(part) for part in paragraphs(trees)]
    (folder / "toy.txt").write_text("".join(f"{part.text}\n\n" for part in made))
    (folder / "toy.labels").write_text("".join(f"{part.labels}\n\n" for part in made))
    (folder / "mwt.json").write_text("[]")
    files = f"--txt_file {folder}/toy.txt --label_file {folder}/toy.labels --dev_txt_file {folder}/toy.txt"
    gold = f"--dev_label_file {folder}/toy.labels --dev_conll_gold {treebank} --mwt_json_file {folder}/mwt.json"
    size = "--max_seqlen 60 --steps 400 --eval_steps 400 --emb_dim 16 --hidden_dim 16"
    rest = f"--lang en --shorthand en_toy --no_use_mwt --cpu --save_dir {folder} --save_name toy.pt"
    tokenizer.main([*f"{files} {gold} {size} {rest} --conll_file {folder}/out.conllu".split()])


if __name__ == "__main__":
    train_stanza(*map(Path, sys.argv[1:]))
