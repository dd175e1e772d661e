"""Mended texts, and the offsets of those that came in."""

import builtins
import json
from pathlib import Path
from typing import Any

import pytest
from click.testing import CliRunner
from hypothesis import given
from hypothesis import strategies as st

import quoteattr
from quoteattr import Attributor, QuoteattrError, Span, repaired
from quoteattr.errors import InputError
from quoteattr.interfaces.cli import main

CAME = "&ldquo;We can&#39;t wait,&rdquo; said BjÃ¸rn Lee, may\xador of Exe\xadter. “Now,” he added."


def test_a_text_is_mended_and_every_span_has_its_original() -> None:
    mended = repaired(CAME)
    assert mended.text == "“We can't wait,” said Bjørn Lee, mayor of Exeter. “Now,” he added."
    name = mended.text.index("Bjørn")
    assert mended.original(Span.cut(mended.text, name, name + 5)).text == "BjÃ¸rn"
    assert mended.original(Span.cut(mended.text, 0, 1)) == Span(0, 7, "&ldquo;")


def test_records_go_back_to_the_text_that_came() -> None:
    mended = repaired(CAME)
    result = mended.result(quoteattr.attribute(mended.text))
    assert result.text == CAME
    assert [quote.text for quote in result] == ["We can&#39;t wait,", "Now,"]
    [speaker] = result.speakers
    assert speaker.name == "Bjørn Lee"
    assert speaker.role is not None
    assert speaker.role.text == "may\xador of Exe\xadter"
    assert [mention.text for mention in speaker.mentions][:1] == ["BjÃ¸rn Lee"]
    assert result[1].speaker is result[0].speaker
    spans = [*(s for quote in result for s in quote.content), *speaker.mentions, speaker.role]
    assert all(CAME[span.start : span.end] == span.text for span in spans)
    assert "BjÃ¸rn" in result[0].explain()
    with pytest.raises(InputError, match=r"attribute\(mended.text\)"):
        mended.result(quoteattr.attribute("It rained."))


def test_sound_texts_stay_as_they_are() -> None:
    sound = "“We wait,” said Zoë.\r\n\r\n'No,' said Bo – and left…"
    assert repaired(sound).text == sound


@given(st.text(st.sampled_from("ab Ã©â€œ\x9d&amp;ltÂ\xa0’”\n\r\t<"), max_size=50))
def test_any_text_can_be_mended(text: str) -> None:
    mended = repaired(text)
    places = [mended.original(Span.cut(mended.text, i, i + 1)) for i in range(len(mended.text))]
    assert [span.start for span in places] == sorted(span.start for span in places)


def test_only_texts_are_mended() -> None:
    with pytest.raises(InputError, match="takes a text, got bytes"):
        repaired(b"No")  # type: ignore[arg-type]


def test_without_ftfy_an_error_says_what_to_install(monkeypatch: pytest.MonkeyPatch) -> None:
    real = builtins.__import__

    def missing(name: str, *rest: Any) -> Any:
        if name == "ftfy":
            raise ImportError(name)
        return real(name, *rest)

    monkeypatch.setattr(builtins, "__import__", missing)
    with pytest.raises(QuoteattrError, match=r'pip install "quoteattr\[repair\]"'):
        repaired("It rained.")


def test_the_command_line_mends_and_keeps_offsets(tmp_path: Path) -> None:
    file = tmp_path / "a.txt"
    file.write_text(CAME, encoding="utf-8")
    outcome = CliRunner().invoke(main, ["attribute", "--repair", "--format", "jsonl", str(file)])
    assert outcome.exit_code == 0
    quotes = json.loads(outcome.stdout)["quotes"]
    assert [(q["content"][0]["start"], q["text"], q["speaker"]["name"]) for q in quotes] == [
        (7, "We can&#39;t wait,", "Bjørn Lee"),
        (CAME.index("Now"), "Now,", "Bjørn Lee"),
    ]
    plain = CliRunner().invoke(main, ["attribute", str(file)])
    assert plain.exit_code == 0
    assert "warning" in plain.stderr
    assert "the text came broken at 0:7" in plain.stderr


def test_mended_texts_keep_their_cast() -> None:
    result = Attributor("en")({"text": repaired("“No,” said ZoÃ«.").text, "cast": [{"name": "Zoë Lee"}]})
    assert [speaker.name for speaker in result.speakers] == ["Zoë Lee"]
