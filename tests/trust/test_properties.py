"""Whatever the texts are, nothing crashes, spans are the words at their offsets, and exact means exact."""

from hypothesis import given, settings
from hypothesis import strategies as st

from benchmarks.verify import GROWTH, made_up, timed
from quoteattr import verify
from quoteattr.records.records import Span
from quoteattr.trust.words import Word, spoken_words, words_of

WORDS = ("we", "We", "not", "don’t", "wait", "a", "bridge", "U.S.", "$5", "-5", "LEE:", "Q:", ".", "?", ",", "…", "...")
MARKS = ("[", "]", "(", ")", "“", "”", '"', "\n", "\n\n", "[T]he", "[it]", "00:01.000 --> 00:02.000\n", "<v Ann>", "\0")
TEXTS = st.lists(st.sampled_from(WORDS + MARKS), max_size=40).map(" ".join) | st.text(max_size=40)


def within(word: Word, span: Span) -> bool:
    return span.start <= word.start and word.end <= span.end


@settings(max_examples=200, deadline=None)
@given(TEXTS, TEXTS)
def test_any_texts(quote: str, source: str) -> None:
    [check] = verify([quote], [source], similarity=0.3)
    assert 0 <= check.similarity <= 1
    for span in check.passage:
        assert source[span.start : span.end] == span.text
    for one in check.differences:
        assert one.quote is None or quote[one.quote.start : one.quote.end] == one.quote.text
        assert one.source is None or source[one.source.start : one.source.end] == one.source.text
    if check.tier == "exact":
        assert not check.differences
        words = words_of(quote)
        assert set("[(") & set(quote) or quote[words[0].start : words[-1].end] in source
    if check.tier in ("exact", "typographic") and not set("[(") & set(quote):
        there = [word.form for span in check.passage for word in spoken_words(source) if within(word, span)]
        assert [word.form for word in words_of(quote)] == there
    verify([quote], [source]).to_html()
    verify([quote], [source]).to_table(60)


@settings(max_examples=100, deadline=None)
@given(
    st.lists(st.sampled_from(["ann", "wait", "ice", "harbour", "bridge", "soon"]), min_size=3, max_size=30), st.data()
)
def test_words_that_are_there_are_found(words: list[str], data: st.DataObject) -> None:
    start = data.draw(st.integers(0, len(words) - 1))
    end = data.draw(st.integers(start + 1, len(words)))
    assert verify([" ".join(words[start:end])], [" ".join(words)])[0].tier == "exact"


def test_long_and_dull_texts_take_no_long_time() -> None:
    dull = "a " * 20_000
    assert verify([dull], [dull])[0].tier == "exact"
    assert verify([dull + "b"], [dull])[0].tier in ("changed", "absent")
    assert verify(["a b " * 5_000], ["a c " * 5_000])[0].tier in ("changed", "absent")
    assert verify(["[" * 20_000, "…" * 20_000, "“ ”" * 5_000], ["(" * 20_000])[0].tier == "absent"


def test_twice_the_sources_take_about_twice_as_long() -> None:
    sources, quotes = made_up(1_000_000, 200)
    ratios = [timed(quotes, sources)[0] / timed(quotes, sources[: len(sources) // 2])[0] for _ in range(3)]
    assert min(ratios) <= GROWTH


def test_a_word_without_end_is_read_in_one_go() -> None:
    word = "a" * 200_000
    assert verify([word, word + "]", "." * 200_000], [word])[0].tier == "exact"
