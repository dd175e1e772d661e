"""Whatever a parser hands over, there is an error or there are sound records."""

from collections.abc import Sequence
from random import Random

import pytest
from attrs import evolve
from hypothesis import HealthCheck, example, given, settings
from hypothesis import strategies as st

from quoteattr import Attributor, Parse
from quoteattr.errors import ParseError
from quoteattr.syntax.parse import Sentence
from tests.odd_parses import odd_parse, odd_parses
from tests.rows import sentence
from tests.test_properties import spans

many = settings(max_examples=500, deadline=None, suppress_health_check=[HealthCheck.too_slow])


@pytest.fixture(scope="module")
def rules() -> Attributor:
    """An attributor that is handed parses, and needs no models."""
    return Attributor("en")


def sound(rules: Attributor, parse: Parse) -> None:
    result = rules(parse)
    for span in spans(result):
        assert parse.text[span.start : span.end] == span.text != ""
    for quote in result:
        assert quote.explain()
        if quote.cue is not None:
            assert all(span.end <= quote.cue.start or quote.cue.end <= span.start for span in quote.content)


def lead_to_a_root(heads: Sequence[int]) -> bool:
    """Said the long way: whoever goes up as often as there are words has come to a root."""
    here = list(range(1, len(heads) + 1))
    for _ in heads:
        here = [heads[index - 1] if index else 0 for index in here]
    return not any(here)


@many
@given(data=st.data())
def test_heads_in_a_circle_are_refused_and_all_others_end(rules: Attributor, data: st.DataObject) -> None:
    count = data.draw(st.integers(1, 7))
    heads = data.draw(st.lists(st.integers(0, count), min_size=count, max_size=count))
    chance = Random(data.draw(st.integers(0, 2**32)))
    if lead_to_a_root(heads):
        sound(rules, odd_parse(chance, heads))
    else:
        with pytest.raises(ParseError, match=r"hangs below itself|another index"):
            odd_parse(chance, heads)


def test_a_circle_beside_a_tree_is_refused() -> None:
    with pytest.raises(ParseError, match=r"token 'no' at offset 9 hangs below itself, by the heads 3 > 4 > 3; heads"):
        sentence("Lee said no no", [2, 0, 4, 3])


def test_several_roots_are_a_forest(rules: Attributor) -> None:
    heads, relations = [2, 0, 4, 2, 0, 0], "nsubj root nsubj ccomp dep punct"
    parse = Parse("Lee said they won now .", (sentence("Lee said they won now .", heads, relations=relations),))
    sound(rules, parse)


@many
@given(parse=odd_parses())
@example(parse=odd_parse(Random(13)))  # a name of no letters
@example(parse=odd_parse(Random(179)))  # words of white space, in no paragraph
@example(parse=odd_parse(Random(456)))  # a word over the mark, joined to its cue
@example(parse=odd_parse(Random(1862)))  # a cue of no letters
@example(parse=odd_parse(Random(14183)))  # a source of no letters
@example(parse=odd_parse(Random(31378)))  # a cue amid the words that hang above it
def test_odd_trees_give_sound_records(rules: Attributor, parse: Parse) -> None:
    sound(rules, parse)


def test_marks_with_nothing_in_them_are_no_words(rules: Attributor) -> None:
    text = 'Ann said that told “ " who " she " of Ann she she " . the , Lee . Lee'
    tags = ["VERB", "VERB", "PRON", "PRON", "PRON", "ADP", "SCONJ", "PRON", "AUX"]
    relations = "conj nsubj dep dep case root mark nmod ccomp"
    tree = sentence('Ann said that told “ " who " she', [3, 5, 0, 1, 4, 9, 2, 5, 1], relations=relations)
    lemmas = ["said", "the", "Lee", "Ann", "Lee", "told", ",", "told", '"']
    read = zip(tree.tokens, tags, lemmas, strict=True)
    tokens = [evolve(token, upos=tag, lemma=lemma) for token, tag, lemma in read]
    sound(rules, Parse(text, [Sentence(tokens)]))
