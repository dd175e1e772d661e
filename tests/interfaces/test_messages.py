"""Messages: one line, not too long, nothing that steers a terminal."""

import json

import pytest
from hypothesis import given
from hypothesis import strategies as st

from quoteattr.errors import InputError
from quoteattr.interfaces.messages import harmless, say, shown, told

STEERING = "\x1b\x07\x08\r\x7f\x9b\u200e\u061c\u2028\u202a\u202e\u2066\u2069"


@given(st.text(max_size=2_000))
def test_a_message_is_one_printable_line_of_bounded_length(text: str) -> None:
    assert shown(text).isprintable()
    assert len(shown(text)) <= 410 * 10  # an escape takes ten characters at most


def test_both_ends_of_a_long_message_are_shown() -> None:
    message = shown("a" * 20_000 + ".txt: File name too long")
    assert message.startswith("aaa")
    assert message.endswith("aaa.txt: File name too long")
    assert len(message) < 410


def test_letters_stay_and_what_steers_is_escaped() -> None:
    assert shown("Łódź 東京 🙂\nnotes  2.txt") == "Łódź 東京 🙂 notes  2.txt"
    assert shown("\x1b[2J\u202e\udcff") == "\\x1b[2J\\u202e\\udcff"


def test_a_terminal_gets_nothing_that_steers_it_and_json_stays_the_same() -> None:
    assert harmless("Ann\tsaid:\r\n“No.”\n") == "Ann\tsaid:\n“No.”\n"
    assert not set(STEERING) & set(harmless(STEERING))
    assert json.loads(harmless(json.dumps(STEERING, ensure_ascii=False))) == STEERING


@pytest.mark.parametrize(
    ("error", "words"),
    [
        (InputError("not JSON"), "not JSON"),
        (OSError(28, "No space left on device", "a.csv"), "a.csv: No space left on device"),
        (FileNotFoundError(2, "No such file or directory", ""), "'': No such file or directory"),
        (OSError("not readable"), "not readable"),
    ],
)
def test_an_error_is_told_with_its_file_and_without_its_number(error: Exception, words: str) -> None:
    assert told(error) == words


def test_a_message_that_cannot_be_written_is_no_error(monkeypatch: pytest.MonkeyPatch) -> None:
    def fail(*_: object, **__: object) -> None:
        raise OSError(28, "No space left on device")

    monkeypatch.setattr("click.echo", fail)
    say("nobody hears this")
