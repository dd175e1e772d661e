"""The pipeline of packed models: it parses, says what Stanza's own processors say, and refuses damaged files."""

import json
from pathlib import Path
from typing import Any

import pytest
from stanza import Document, Pipeline
from stanza.models.common.foundation_cache import BertRecord, FoundationCache

from quoteattr.errors import ParserError
from quoteattr.parsers.bundled import encoder
from quoteattr.parsers.bundled.encoder import Encoder, Pieces, Size, read_weights
from quoteattr.parsers.bundled.pipeline import ENCODER, check, offline_pipeline, read_pipeline
from quoteattr.parsers.stanza import StanzaParser


def test_packed_models_parse(toy_models: Path) -> None:
    text = "The mayor opened the bridge. Ann Lee said so."
    parse = StanzaParser(read_pipeline(toy_models)).parse(text)
    words = [token for sentence in parse.sentences for token in sentence.tokens]
    assert words
    assert all(text[token.start : token.end] == token.text for token in words)
    assert all(sum(token.head == 0 for token in sentence.tokens) == 1 for sentence in parse.sentences)


def test_damaged_models_are_refused(toy_models: Path, tmp_path: Path) -> None:
    folder = tmp_path / "en"
    folder.mkdir()
    with pytest.raises(ParserError, match="no models ship for 'en'"):
        check(folder)
    (folder / "manifest.json").write_text((toy_models / "manifest.json").read_text())
    (folder / "tokenize.pt").write_bytes(b"half a download")
    with pytest.raises(ParserError, match=r"tokenize\.pt is damaged: expected SHA-256"):
        check(folder)


TEXTS = (
    "The mayor opened the bridge. Ann Lee said so.",
    "“Why?!?!” asked Mr. Kerr. He wrote to ann.lee@example.org, and to www.example.org/bridge; nobody answered .\n\n"
    "On 3 May 2021 the  council of Exeter\tpaid $4.5 million.",
    "It rained, " * 90 + "and the river rose. " * 20 + "The end.",
    "a " * 120 + "bridge.",
    "\n \n  No   end here\u00ad, and\u0097 there 🙂 \u00ad \u200b – ÄÖÜ é e\u0301 東京 \u2028 so",
    "x" * 400 + " was one word.",
    "NATO met in Paris, London and New York. Then Bo Kerr, mayor of Exeter, left. " * 4,
    "!",
)


def stock_pipeline(folder: Path) -> Pipeline:
    """The same models in Stanza's own processors, but for the lemmas, which are a word list."""
    size = Size(**json.loads((folder / "encoder" / "config.json").read_text()))
    shared = Encoder(size)
    shared.load_state_dict(read_weights(folder / "encoder" / "weights.safetensors"))
    cache = FoundationCache(local_files_only=True)
    cache.bert[ENCODER] = BertRecord(shared.eval(), Pieces(folder / "encoder" / "tokenizer.json", size), {})
    heads = ("pos", "depparse", "ner")
    return offline_pipeline(
        folder,
        dict.fromkeys(("tokenize", *heads), "default"),
        foundation_cache=cache,
        depparse_resolve_head_constraints=False,
        **{f"ner_{path}_path": "" for path in ("pretrain", "forward_charlm", "backward_charlm")},
        **{f"{name}_model_path": str(folder / f"{name}.pt") for name in heads},
    )


def annotations(document: Document) -> list[Any]:
    """All that a parsed document says, but for the numbers of its sentences."""
    return [
        [(token.text, token.start_char, token.end_char, token.spaces_after, token.ner) for token in sentence.tokens]
        + [(word.upos, word.xpos, word.feats, word.lemma, word.head, word.deprel) for word in sentence.words]
        + [(entity.text, entity.type) for entity in sentence.ents]
        + [sentence.text, len(sentence.dependencies)]
        for sentence in document.sentences
    ]


def test_own_processors_say_what_stanzas_say(toy_models: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(encoder, "has_bf16", lambda: False)  # rounding would decide what this toy is not sure of
    own, stock = read_pipeline(toy_models), stock_pipeline(toy_models)
    documents = [own(text) for text in TEXTS]
    assert [annotations(document) for document in documents] == [annotations(stock(text)) for text in TEXTS]
    assert [entity.text for document in documents for entity in document.ents]
    assert {len(document.sentences) for document in documents} != {1}
    together = own.bulk_process([*TEXTS, "", " \n"])
    assert [annotations(document) for document in together] == [*map(annotations, documents), [], []]
