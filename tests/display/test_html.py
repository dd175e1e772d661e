"""HTML shows the whole text, marks what it should and lets nothing through."""

from html.parser import HTMLParser
from typing import Any

from hypothesis import given
from hypothesis import strategies as st

from quoteattr.display import html

SCRIPT = "<script>alert('\"&')</script>"
VOID = {"meta"}


class Reader(HTMLParser):
    """Collects the letters within the text's `div`, the attributes of each element, and checks the nesting."""

    def __init__(self, source: str) -> None:
        super().__init__(convert_charrefs=True)
        self.open: list[str] = []
        self.seen: list[tuple[str, dict[str, str | None]]] = []
        self.letters: list[tuple[str, tuple[str, ...]]] = []
        self.feed(source)
        self.close()
        assert self.open == []

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        self.seen.append((tag, dict(attrs)))
        if tag not in VOID:
            self.open.append(tag)

    def handle_endtag(self, tag: str) -> None:
        assert self.open.pop() == tag

    def handle_data(self, data: str) -> None:
        if "div" in self.open:
            self.letters += [(letter, tuple(self.open[self.open.index("div") + 1 :])) for letter in data]

    @property
    def text(self) -> str:
        return "".join(letter for letter, _ in self.letters)

    def within(self, tag: str) -> str:
        return "".join(letter for letter, tags in self.letters if tag in tags)

    def tags(self) -> set[str]:
        return {tag for tag, _ in self.seen}


def span(text: str, words: str) -> dict[str, Any]:
    return {"start": text.index(words), "end": text.index(words) + len(words), "text": words}


def quote(content: list[dict[str, Any]], speaker: int | None = None, **parts: Any) -> dict[str, Any]:
    reference = None if speaker is None else {"id": speaker, "name": f"S{speaker}", "kind": "person", "role": None}
    text = " ".join(piece["text"] for piece in content)
    found = {"kind": "direct", "cue": None, "source": None, "sieve": "subject_of_cue", "confidence": 0.5}
    found |= {"speaker_confidence": None if speaker is None else 0.75}
    speakers = [reference] if reference else []
    return {**found, "text": text, "content": content, "speaker": reference, "speakers": speakers, **parts}


def document(quotes: list[dict[str, Any]], speakers: int = 0) -> dict[str, Any]:
    found = [{"id": place, "name": f"S{place}", "kind": "person", "role": None} for place in range(speakers)]
    return {"language": "en", "quotes": quotes, "speakers": found}


@st.composite
def documents(draw: st.DrawFn) -> tuple[dict[str, Any], str]:
    """A text with quotes that lie anywhere in it: apart, side by side, crossing, one in another."""
    text = draw(st.text())
    offsets = st.integers(0, len(text))
    spans = st.tuples(offsets, offsets).map(
        lambda ends: {"start": min(ends), "end": max(ends), "text": text[min(ends) : max(ends)]}
    )
    cues = spans.map(lambda found: {**found, "lemma": found["text"], "stance": "assert"})
    sources = spans.map(lambda found: {**found, "form": "name"})
    quotes = st.builds(
        quote,
        st.lists(spans, min_size=1, max_size=3),
        st.none() | st.integers(0, 2),
        cue=st.none() | cues,
        source=st.none() | sources,
    )
    return document(draw(st.lists(quotes, max_size=5)), 3), text


@given(documents())
def test_the_text_is_shown_whole_and_contents_are_marked(case: tuple[dict[str, Any], str]) -> None:
    data, text = case
    reader = Reader(html.fragment(data, text))
    shown = text.replace("\0", "\ufffd")
    contents = [range(piece["start"], piece["end"]) for found in data["quotes"] for piece in found["content"]]
    assert reader.text == shown
    assert reader.within("mark") == "".join(
        letter for place, letter in enumerate(shown) if any(place in content for content in contents)
    )


@given(st.text(st.characters()))
def test_any_string_can_be_written(text: str) -> None:
    shown = Reader(html.fragment(document([]), text)).text
    assert len(shown.encode().decode()) == len(text)


def test_markup_in_any_field_is_escaped() -> None:
    everywhere = {"start": 0, "end": len(SCRIPT), "text": SCRIPT}
    role = {"start": 0, "end": 1, "text": SCRIPT}
    speaker = {"id": 0, "name": SCRIPT, "kind": SCRIPT, "role": role, "aliases": [SCRIPT], "mentions": []}
    data = {
        "id": SCRIPT,
        "language": SCRIPT,
        "quotes": [
            {
                "kind": SCRIPT,
                "text": SCRIPT,
                "content": [everywhere],
                "cue": {**everywhere, "lemma": SCRIPT, "stance": SCRIPT},
                "source": {**everywhere, "form": SCRIPT},
                "speaker": {"id": 0, "name": SCRIPT, "kind": SCRIPT, "role": SCRIPT},
                "speakers": [{"id": 0, "name": SCRIPT, "kind": SCRIPT, "role": SCRIPT}],
                "sieve": SCRIPT,
                "confidence": 0.5,
                "speaker_confidence": 0.75,
            }
        ],
        "speakers": [speaker],
        "warnings": [SCRIPT],
    }
    reader = Reader(html.fragment(data, SCRIPT))
    assert reader.text == SCRIPT
    assert reader.tags() == {"style", "section", "h2", "ul", "li", "div", "mark", "u"}
    assert {name for _, attributes in reader.seen for name in attributes} == {
        *("class", "style", "lang", "dir", "tabindex", "aria-description", "data-quote", "data-speaker")
    }


def test_cue_and_source_are_underlined_within_and_between_contents() -> None:
    text = "“Wait,” said Ida Moe, “I think the tide said no.”"
    contents = [span(text, "Wait,"), span(text, "I think the tide said no.")]
    cue = {**span(text, "said"), "lemma": "say", "stance": "assert"}
    source = {**span(text, "Ida Moe"), "form": "name"}
    inner = {**span(text, "the tide"), "form": "nominal"}
    quotes = [quote(contents, 0, cue=cue, source=source), quote([span(text, "no")], 1, source=inner)]
    reader = Reader(html.fragment(document(quotes, 2), text))
    assert reader.within("u") == "saidIda Moethe tide"
    assert reader.within("mark") == "Wait,I think the tide said no."


def test_a_quote_in_a_quote_keeps_its_own_colour() -> None:
    text = "Per said Ida had called it “a bathtub” twice."
    quotes = [quote([span(text, "Ida had called it “a bathtub” twice")], 0), quote([span(text, "a bathtub")], 1)]
    source = html.fragment(document(quotes, 2), text)
    body = Reader(source[source.index("<div") :].removesuffix("</section>"))
    looks = [attributes["style"] for tag, attributes in body.seen if tag == "mark"]
    assert len(looks) == 3
    assert looks[0] == looks[2] != looks[1]


def test_the_legend_counts_quotes_and_words_and_those_of_nobody() -> None:
    text = "One. Two three. Four."
    quotes = [quote([span(text, "One")], 0), quote([span(text, "Two three")], 0), quote([span(text, "Four")])]
    fragment = html.fragment(document(quotes, 2), text)
    assert "S0</mark>: 2 quotes, 3 words<" in fragment
    assert "S1</mark>: 0 quotes, 0 words<" in fragment
    assert "not attributed</mark>: 1 quote, 1 word<" in fragment


def test_the_legend_says_who_was_asked_and_silent() -> None:
    reference = {"id": 0, "name": "Bo Ek", "kind": "person", "role": None}
    text = "Bo Ek declined to comment. Nobody answered."
    silences = [
        {"speaker": reference, "text": span(text, "Bo Ek declined to comment")},
        {"speaker": None, "text": span(text, "Nobody answered")},
    ]
    fragment = html.fragment({"language": "en", "quotes": [], "speakers": [reference], "silences": silences}, text)
    assert "Bo Ek</mark>: asked, did not answer<" in fragment
    assert Reader(fragment).within("u") == "Bo Ek declined to commentNobody answered"


def test_the_legend_says_what_the_marks_that_occur_mean() -> None:
    text = "“Wait,” she said he said."
    cue = {**span(text, "said"), "lemma": "say", "stance": "assert"}
    inner = {"inner": [quote([span(text, "Wait")], 0)]}
    plain, full = (
        html.fragment(document([quote([span(text, "Wait,")], *found, **parts)], 1), text)
        for found, parts in (([0], {"cue": cue}), ([None], inner))
    )
    assert 'cue">cue</u></li>' in plain
    assert "outlined" not in plain
    assert '<li class="quoteattr-key">outlined: a quote within a quote · grey: no speaker</li>' in full


def test_what_two_say_together_counts_for_both() -> None:
    text = "“Too late,” said Ng and Walsh."
    both = [{"id": place, "name": f"S{place}", "kind": "person", "role": None} for place in range(2)]
    fragment = html.fragment(document([quote([span(text, "Too late,")], 0, speakers=both)], 2), text)
    assert "S0</mark>: 1 quote, 2 words<" in fragment
    assert "S1</mark>: 1 quote, 2 words<" in fragment
    assert "speaker: S0 (person) and S1 (person)" in fragment


@given(documents())
def test_the_keyboard_reaches_each_quote_that_shows_once(case: tuple[dict[str, Any], str]) -> None:
    marks = [attributes for tag, attributes in Reader(html.fragment(*case)).seen if tag == "mark"]
    shown = {attributes["data-quote"] for attributes in marks if "data-quote" in attributes}
    reached = [attributes["data-quote"] for attributes in marks if "tabindex" in attributes]
    assert sorted(reached, key=str) == sorted(shown, key=str)


def test_details_are_there_for_the_eye_and_for_screen_readers() -> None:
    text = "“Wait,” she said."
    source = {**span(text, "she"), "form": "pronoun"}
    fragment = html.fragment(document([quote([span(text, "Wait,")], 0, source=source)], 1), text)
    [mark] = [found for tag, found in Reader(fragment).seen if tag == "mark" and "data-quote" in found]
    assert mark["aria-description"] == (
        "speaker: S0 (person)\nsource: she (pronoun)\nkind: direct\nsieve: subject_of_cue\nconfidence: 0.50 "
        "(words and source)\nspeaker confidence: 0.75 (name)"
    )
    assert "attr(aria-description)" in html.style()


def test_a_quote_within_another_is_marked_within_it_and_counts_there_only() -> None:
    text = "She said he said no."
    inner = quote([span(text, "no")], 1)
    outer = {**quote([span(text, "he said no")], 0), "inner": [inner]}
    fragment = html.fragment(document([outer], 2), text)
    assert "S0</mark>: 1 quote, 3 words<" in fragment
    assert "S1</mark>: 1 within others’ words<" in fragment
    marks = [attributes for tag, attributes in Reader(fragment).seen if tag == "mark" and "data-quote" in attributes]
    assert [mark["data-quote"] for mark in marks] == ["0", "1 0"]
