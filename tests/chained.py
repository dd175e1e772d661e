"""A parse with chains of coreference, as CoNLL-U writes them."""

from quoteattr.parsers.conllu import to_parse
from quoteattr.syntax.parse import Parse

TEXT = "Ada Roth met Ida Moe. She said it sank."
ROTH, MOE, SHE = (0, 8), (13, 20), (22, 25)
WORDS = [
    "Ada PROPN 3 nsubj B-PER Number=Sing",
    "Roth PROPN 1 flat I-PER Number=Sing",
    "met VERB 0 root _ VerbForm=Fin",
    "Ida PROPN 3 obj B-PER Number=Sing",
    "Moe PROPN 4 flat I-PER Number=Sing",
    ". PUNCT 3 punct _ _",
    "",
    "She PRON 2 nsubj _ Gender=Fem|Number=Sing",
    "said VERB 0 root _ VerbForm=Fin",
    "it PRON 4 nsubj _ Number=Sing",
    "sank VERB 2 ccomp _ VerbForm=Fin",
    ". PUNCT 2 punct _ _",
]
LEMMAS = {"met": "meet", "said": "say", "sank": "sink", "She": "she"}


def conllu(entities: dict[str, str]) -> str:
    """The text as CoNLL-U, with some words' brackets under `Entity`."""
    lines: list[str] = []
    number = 0
    for row in WORDS:
        if not row:
            lines, number = [*lines, ""], 0
            continue
        number += 1
        word, upos, head, relation, ner, feats = row.split()
        misc = [note for note in (f"ner={ner}", f"Entity={entities.get(word, '_')}") if not note.endswith("=_")]
        columns = (
            str(number),
            word,
            LEMMAS.get(word, word),
            upos,
            "_",
            feats,
            head,
            relation,
            "_",
            "|".join(misc) or "_",
        )
        lines.append("\t".join(columns))
    return "\n".join([*lines, ""])


def read(entities: dict[str, str]) -> Parse:
    return to_parse(conllu(entities), TEXT)
