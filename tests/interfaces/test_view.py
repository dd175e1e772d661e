"""The page stands alone, holds every document, and lets nothing through."""

import json
import re
from base64 import b64encode
from hashlib import sha256
from html.parser import HTMLParser
from pathlib import Path

import pytest
from attrs import evolve

from quoteattr.interfaces import view
from quoteattr.interfaces.parts import Parts
from quoteattr.interfaces.view import page
from quoteattr.records.records import Cue, Mention, Quote, Role, Span, Speaker
from quoteattr.records.result import Result

SCRIPT = "</script><script>alert('\"&$')</script>"
RIGHT_TO_LEFT = "אמרה: \u202e“לא,” said Ida Moe."


class Reader(HTMLParser):
    """The elements of a page with their attributes."""

    def __init__(self, source: str) -> None:
        super().__init__()
        self.seen: list[tuple[str, dict[str, str | None]]] = []
        self.feed(source)
        self.close()

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        self.seen.append((tag, dict(attrs)))

    def all(self, tag: str) -> list[dict[str, str | None]]:
        return [attributes for name, attributes in self.seen if name == tag]


def said(text: str) -> Result:
    """All of a text, said by itself."""
    everything = (0, len(text), text)
    speaker = Speaker(0, text, "person", Role(*everything), aliases=(text,), mentions=(Mention(*everything, "name"),))
    quote = Quote(
        "direct", (Span(*everything),), Cue(*everything, lemma=text), Mention(*everything, "name"), speaker, "x", 0.5
    )
    return Result(text, "en", (quote,), (speaker,), (text,))


@pytest.mark.parametrize("text", [SCRIPT, RIGHT_TO_LEFT, "$documents $title {}", "\0\ud800", "word " * 20_000])
def test_whatever_the_text_is_it_stays_text(text: str) -> None:
    source = "".join(page([(said(text), text)], title=text))
    reader = Reader(source)
    assert reader.all("script") == [{"type": "application/json"}, {}]
    assert len(reader.all("article")) == len(reader.all("main")) == 1
    assert not any(name.startswith("on") for _, attributes in reader.seen for name in attributes)
    assert source.encode()


def test_nothing_is_fetched_and_only_its_own_script_may_run() -> None:
    source = "".join(page([(said("No."), 1)]))
    script = source.rpartition("<script>")[2].partition("</script>")[0]
    digest = b64encode(sha256(script.encode()).digest()).decode()
    [policy] = [meta["content"] for meta in Reader(source).all("meta") if "http-equiv" in meta]
    assert policy == f"default-src 'none'; style-src 'unsafe-inline'; script-src 'sha256-{digest}'"
    assert not re.search(r"https?:|url\(|@import| src=", source)


def test_each_document_and_each_quote_has_its_place() -> None:
    reader = Reader("".join(page([(said("No."), "a"), (Result("", "en", (), ()), "b"), (said("Yes."), 3)])))
    assert [article["data-key"] for article in reader.all("article")] == ["a", "b", "3"]
    quotes = [item for item in reader.all("li") if "data-id" in item]
    assert quotes == [{"data-id": "q1", "data-level": "0"}] * 2
    assert len(reader.all("h2")) == 3


def test_of_ids_that_are_alike_each_has_its_address() -> None:
    reader = Reader("".join(page([(said("No."), "a"), (said("Yes."), "a")])))
    assert [article["data-key"] for article in reader.all("article")] == ["a", "a (2)"]


def test_what_is_told_to_the_script_is_what_is_shown() -> None:
    source = "".join(page([(evolve(said(SCRIPT), meta={"outlet": SCRIPT, "tags": ["x"], "none": None}), SCRIPT)]))
    known = json.loads(source.partition('<script type="application/json">')[2].partition("</script>")[0])
    assert known["meta"] == {"outlet": SCRIPT}
    assert known["quotes"][0]["pieces"] == [[SCRIPT, "quote"]]
    assert known["key"] == SCRIPT


def test_many_documents_have_parts_only_where_there_is_a_place(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    monkeypatch.setattr(view, "IN_ONE", 2)
    answers = [(said("No."), number) for number in range(3)]
    parts = Parts(str(tmp_path / "page.html"))
    assert len(Reader("".join(page(answers))).all("article")) == 3
    assert len(Reader("".join(page(answers[:2], parts=parts))).all("article")) == 2
    reader = Reader("".join(page(answers, parts=parts)))
    assert reader.all("article") == []
    [main] = reader.all("main")
    assert (main["data-parts"], main["data-prefix"]) == ("1", parts.prefix())
    assert [file.name.rpartition("-")[0].rpartition("-")[2] for file in sorted(parts.folder.iterdir())] == [
        *("known", "texts")
    ]
    [policy] = [meta["content"] for meta in reader.all("meta") if "http-equiv" in meta]
    assert str(policy).endswith(" 'self' file:")


def test_a_document_is_written_before_the_next_is_there() -> None:
    pieces = page((said(text), text) for text in ("One.", "Two."))
    assert "<body>" in next(pieces)
    assert "One." in next(pieces)


def test_no_documents_make_a_page_too() -> None:
    assert "".join(page([])).endswith("</html>\n")


def test_weak_reports_are_counted_and_shown_when_asked_for() -> None:
    weak = evolve(said("Perhaps."), quotes=tuple(evolve(quote, kind="indirect") for quote in said("Perhaps.")))
    source = "".join(page([(weak, 1)]))
    assert "(1 weaker one left out; --all shows it)" in source
    assert "<blockquote>" not in source
    assert "<blockquote>Perhaps.</blockquote>" in "".join(page([(weak, 1)], every=True))
