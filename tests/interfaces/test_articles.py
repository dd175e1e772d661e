"""What the script of the page is told of a document is what its text holds."""

from hypothesis import given
from hypothesis import strategies as st

from quoteattr.interfaces.articles import article
from quoteattr.interfaces.columns import context_of
from quoteattr.records.records import Cue, Quote, Span
from quoteattr.records.result import Result


@st.composite
def results(draw: st.DrawFn) -> Result:
    """A text with a quote of one or two pieces, a cue and a quote within it, anywhere."""
    text = draw(st.text(min_size=1))
    offsets = st.integers(0, len(text))

    def span() -> Span:
        start, end = sorted((draw(offsets), draw(offsets)))
        return Span.cut(text, start, end)

    content = tuple(sorted((span() for _ in range(draw(st.integers(1, 2)))), key=lambda one: one.start))
    cue = span()
    inner = Quote("direct", (content[0],), None, None, None, "none", 0.9)
    quote = Quote(
        "direct", content, Cue(cue.start, cue.end, cue.text, lemma="say"), None, None, "none", 0.9, inner=(inner,)
    )
    return Result(text, "en", (quote,), ())


@given(results())
def test_the_pieces_of_a_quote_are_its_sentences(result: Result) -> None:
    outer, inner = article(result, "a").known["quotes"]
    assert "".join(piece for piece, _ in outer["pieces"]) == context_of(result[0], result.text)
    assert (outer["level"], inner["level"], inner["within"]) == (0, 1, "not attributed")


@given(results())
def test_marked_pieces_are_of_the_content(result: Result) -> None:
    outer = article(result, "a").known["quotes"][0]
    letters = sorted(letter for piece, look in outer["pieces"] if look in ("quote", "inner") for letter in piece)
    inside = {place for span in result[0].content for place in range(span.start, span.end)}
    assert all(letters.count(letter) <= sum(result.text[place] == letter for place in inside) for letter in letters)
