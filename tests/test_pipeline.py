"""Attributor: one text or many, parsed here or elsewhere, and what happens when a parser fails."""

from collections.abc import Callable, Iterable, Iterator
from itertools import count, islice
from typing import Any

import pytest
from attrs import evolve

import quoteattr
from quoteattr import Attributor, Parse, QuoteattrError
from quoteattr.attribution.context import Context, Source
from quoteattr.attribution.sieves.order import SOURCE_SIEVES
from quoteattr.document.reading import LONGEST_WORD
from quoteattr.errors import InputError, LanguageError
from quoteattr.languages.loading import load_language
from quoteattr.languages.weights import Weights
from quoteattr.parsers.bundled.parser import BundledParser
from quoteattr.pipeline import BATCH
from quoteattr.records.records import Mention
from quoteattr.syntax.parse import Sentence, Token
from quoteattr.vocabulary import Rule

MOE = "“We sank,” said Ida Moe."
DAHL = "“We rose,” said Bo Dahl."


def contents(result: quoteattr.Result) -> list[str]:
    return [quote.text for quote in result]


class Parser:
    """Hands each text to a function, and keeps what it was given."""

    def __init__(self, parse: Callable[[str], Any]) -> None:
        self._parse = parse
        self.given: list[str] = []

    def parse(self, text: str) -> Any:
        self.given.append(text)
        return self._parse(text)


def no_trees(text: str) -> Parse:
    return Parse(text, ())


def test_quotations_are_found_without_any_tree() -> None:
    result = Attributor("en", parser=Parser(no_trees))(f"{MOE}\n\n{DAHL}")
    assert contents(result) == ["We sank,", "We rose,"]
    assert [quote.speaker for quote in result] == [None, None]


def test_one_flawed_paragraph_costs_one_paragraph(stub_parser: Any) -> None:
    """It is told where, and what the parser said; all others are as ever."""

    def parse(text: str) -> Any:
        if "rose" in text:
            raise RuntimeError("cannot read this")
        return stub_parser.parse(text)

    text = f"{MOE}\n\n{DAHL}\n\n{MOE}"
    result = Attributor("en", parser=Parser(parse))(text)
    sound = Attributor("en", parser=stub_parser)(text)
    [warning] = result.warnings
    start = text.index(DAHL)
    assert f"{start}:{start + len(DAHL)}" in warning
    assert "RuntimeError" in warning
    assert "cannot read this" in warning
    assert sound.warnings == ()
    elsewhere = [quote.content for quote in sound if "rose" not in quote.text]
    assert [quote.content for quote in result if "rose" not in quote.text] == elsewhere


def test_a_flawed_text_does_not_touch_the_others_of_its_batch() -> None:
    def parse(text: str) -> Parse:
        if "rose" in text:
            raise ValueError("no")
        return Parse(text, ())

    results = list(Attributor("en", parser=Parser(parse)).pipe([MOE, DAHL, MOE]))
    assert [len(result.warnings) for result in results] == [0, 1, 0]
    assert [len(result) for result in results] == [1, 1, 1]


def test_interrupts_are_no_flaws() -> None:
    def parse(text: str) -> Parse:
        raise KeyboardInterrupt

    with pytest.raises(KeyboardInterrupt):
        Attributor("en", parser=Parser(parse))(MOE)


def test_the_parser_gets_running_text_alone() -> None:
    """No headline is glued to a story, no dateline, stamp or label is in the way of a tree."""
    parser = Parser(no_trees)
    Attributor("en", parser=parser)(f"Ferry sinks\n\nOSLO (WNS) — {MOE}\n\n***\n\nMoe: “Twice.”")
    assert parser.given == ["Ferry sinks", MOE, "“Twice.”"]


def test_the_parser_gets_readable_characters_in_their_places() -> None:
    parser = Parser(no_trees)
    text = "“We\x00 sank\ud800,” ``said'' Moe."
    Attributor("en", parser=parser)(text)
    [given] = parser.given
    assert len(given) == len(text)
    assert "\x00" not in given
    assert "\ud800" not in given
    assert "``" not in given


@pytest.mark.parametrize("text", ["", " \n", "***", "“”", "?!"])
def test_what_holds_no_word_is_not_parsed(text: str) -> None:
    parser = Parser(no_trees)
    result = Attributor("en", parser=parser)(text)
    assert (len(result), result.text, parser.given) == (0, text, [])


def test_trees_are_moved_to_where_their_paragraph_is() -> None:
    def parse(text: str) -> Parse:
        words = [
            (0, 3, "Moe", 2, "nsubj"),
            (4, 8, "said", 0, "root"),
            (9, 11, "it", 4, "nsubj"),
            (12, 16, "sank", 2, "ccomp"),
        ]
        lemmas = {"said": "say", "sank": "sink"}
        tags = ("PROPN", "VERB", "PRON", "VERB")
        tokens = tuple(
            Token(i, start, end, word, lemmas.get(word, word), tag, head, relation)
            for i, ((start, end, word, head, relation), tag) in enumerate(zip(words, tags, strict=True), 1)
        )
        return Parse(text, (Sentence(tokens),)) if text.startswith("Moe") else Parse(text, ())

    text = "It rained.\n\nMoe said it sank."
    [quote] = Attributor("en", parser=Parser(parse))(text)
    assert (quote.text, quote.start, quote.source and quote.source.start) == ("it sank", 21, 12)


def test_pipe_keeps_the_order_and_the_text(stub_attributor: Attributor) -> None:
    texts = [MOE, "", DAHL, "It rained.", MOE]
    results = list(stub_attributor.pipe(texts))
    assert [result.text for result in results] == texts
    assert results == [stub_attributor(text) for text in texts]


def test_pipe_takes_contexts_along(stub_attributor: Attributor) -> None:
    pairs = [(MOE, "a"), (DAHL, {"b": 1}), ("", None)]
    found = list(stub_attributor.pipe(pairs, as_tuples=True))
    assert [(result.text, context) for result, context in found] == pairs


def test_pipe_is_lazy(stub_attributor: Attributor) -> None:
    """An endless stream of texts is read a batch at a time."""
    read = 0

    def stream() -> Iterator[str]:
        nonlocal read
        for read in count(1):  # noqa: B007  # counts what was read
            yield MOE

    results = stub_attributor.pipe(stream())
    assert read == 0
    assert len(list(islice(results, 3))) == 3
    assert read <= BATCH // len(MOE) + 1


def test_many_short_texts_are_parsed_together() -> None:
    batches = []

    class Batching:
        def parse_many(self, texts: Iterable[str]) -> Iterator[Parse]:
            batches.append(list(texts))
            return (Parse(text, ()) for text in batches[-1])

    list(Attributor("en", parser=Batching()).pipe([MOE, DAHL, ""]))
    assert batches == [[MOE, DAHL]]


def test_nothing_in_nothing_out(stub_attributor: Attributor) -> None:
    assert list(stub_attributor.pipe([])) == []


def test_a_given_parse_is_not_parsed_again(document_of: Callable[..., Any]) -> None:
    tree = "Moe/PROPN/2/nsubj/B-PER said|say/VERB/0/root it/PRON/4/nsubj sank/VERB/2/ccomp ./PUNCT/2/punct"
    parser = Parser(no_trees)
    [quote] = Attributor("en", parser=parser)(document_of("Moe said it sank .", tree).parse)
    assert (quote.text, quote.speaker and quote.speaker.name) == ("it sank", "Moe")
    assert parser.given == []


def test_texts_and_parses_may_be_mixed(document_of: Callable[..., Any]) -> None:
    parse = document_of("It rained .", "It/PRON/2/nsubj rained/VERB/0/root ./PUNCT/2/punct").parse
    results = list(Attributor("en", parser=Parser(no_trees)).pipe([MOE, parse, DAHL]))
    assert [result.text for result in results] == [MOE, "It rained .", DAHL]


@pytest.mark.parametrize(
    ("source", "message"),
    [
        (None, "cannot attribute a NoneType; pass a str"),
        (3, "cannot attribute a int; pass a str"),
        (b"We sank.", "cannot attribute a bytes; decode it first"),
        ([MOE], "cannot attribute a list; pass a str"),
    ],
    ids=["None", "number", "bytes", "list"],
)
def test_what_is_no_text_is_refused(stub_attributor: Attributor, source: object, message: str) -> None:
    with pytest.raises(InputError, match=message) as caught:
        stub_attributor(source)
    assert isinstance(caught.value, QuoteattrError)


def test_pipe_refuses_a_single_text(stub_attributor: Attributor) -> None:
    with pytest.raises(InputError):
        list(stub_attributor.pipe(MOE))


def test_pipe_refuses_what_is_no_pair(stub_attributor: Attributor) -> None:
    with pytest.raises(InputError):
        list(stub_attributor.pipe([MOE], as_tuples=True))  # type: ignore[call-overload]  # wrong on purpose


@pytest.mark.parametrize("parser", [3, object()], ids=["number", "object"])
def test_what_cannot_parse_is_refused(parser: object) -> None:
    with pytest.raises(InputError, match=r"without a method parse\(text\)"):
        Attributor("en", parser=parser)


@pytest.mark.parametrize("given", [None, "We sank.", Parse("We", ())], ids=["nothing", "a string", "another text"])
def test_what_is_no_parse_of_the_text_is_told(given: object) -> None:
    """A parser of one's own that gives the wrong thing must not pass for one that found nothing."""
    with pytest.raises(QuoteattrError):
        Attributor("en", parser=Parser(lambda text: given))(MOE)


def test_too_few_parses_are_told() -> None:
    class Forgetful:
        def parse_many(self, texts: Iterable[str]) -> Iterator[Parse]:
            return (Parse(text, ()) for text in list(texts)[1:])

    with pytest.raises(QuoteattrError):
        Attributor("en", parser=Forgetful())(f"{MOE}\n\n{DAHL}")


def test_unknown_languages_are_refused_before_anything_loads() -> None:
    with pytest.raises(LanguageError, match="unknown language 'xx'"):
        Attributor("xx")
    with pytest.raises(LanguageError, match="unknown language 'xx'"):
        quoteattr.attribute(MOE, language="xx")


def test_a_language_must_be_a_code() -> None:
    with pytest.raises(LanguageError):
        Attributor(5)  # type: ignore[arg-type]  # wrong on purpose


def test_attributors_share_nothing(stub_parser: Any) -> None:
    """What one text taught is forgotten by the next: speakers are numbered from 0 in each."""
    attributor = Attributor("en", parser=stub_parser)
    first = attributor(MOE)
    attributor(DAHL)
    assert attributor(MOE) == first


def test_a_parser_is_shown_no_endless_word() -> None:
    """Data pasted into a text would keep it busy; the characters around stay in their places."""
    parser = Parser(no_trees)
    Attributor("en", parser=parser)(f"{'x' * 5_000} {MOE}")
    [given] = parser.given
    assert len(given) == 5_001 + len(MOE)
    assert given.endswith(MOE)
    assert max(map(len, given.split())) == LONGEST_WORD


def test_little_confidence_leaves_quotes_out(stub_parser: Any) -> None:
    every = Attributor("en", parser=stub_parser)(f"{MOE}\n\n“We wait.”")
    least = max(quote.confidence for quote in every)
    some = Attributor("en", parser=stub_parser, min_confidence=least)(every.text)
    assert list(some) == [quote for quote in every if quote.confidence >= least]
    assert {speaker.id for speaker in some.speakers} == {quote.speaker.id for quote in some if quote.speaker}


@pytest.mark.parametrize("option", ["min_confidence", "min_speaker_confidence"])
@pytest.mark.parametrize("least", [-0.1, 1.5, float("nan"), "0.5", None, True])
def test_a_confidence_is_a_share(option: str, least: Any) -> None:
    with pytest.raises(InputError, match=f"{option}.*pass a number from 0"):
        Attributor("en", **{option: least})


SURE_OF_DIRECT = Weights({"bias": 0.0, "quote=direct|news": 2.0, "quote=indirect|news": -2.0})
TWO = "“We sank,” said Ida Moe. Bo Dahl said that it rained. Moe and Dahl said that the ferry was old."


def sure_of_direct(parser: BundledParser, **options: Any) -> quoteattr.Result:
    language = evolve(load_language("en"), speaker_weights=SURE_OF_DIRECT)
    return Attributor(language, parser=parser, **options)(TWO)


def test_a_speaker_below_the_least_confidence_is_withheld_and_the_quote_kept(bundled_parser: BundledParser) -> None:
    every, sure = sure_of_direct(bundled_parser), sure_of_direct(bundled_parser, min_speaker_confidence=0.5)
    assert [quote.speaker_confidence for quote in every] == [0.88, 0.12, 0.12]
    assert [quote.speaker_confidence for quote in sure] == [0.88, None, None]
    assert sure[0] == every[0]
    assert [(quote.text, quote.source, quote.confidence) for quote in sure] == [
        (quote.text, quote.source, quote.confidence) for quote in every
    ]
    assert [quote.speakers for quote in sure[1:]] == [(), ()]
    assert [speaker.name for speaker in every.speakers] == ["Ida Moe", "Bo Dahl"]
    assert [speaker.name for speaker in sure.speakers] == ["Ida Moe"]


def test_it_is_told_who_is_withheld(bundled_parser: BundledParser) -> None:
    sure = sure_of_direct(bundled_parser, min_speaker_confidence=0.5)
    assert "withheld; it would be Bo Dahl, 0.12 likely to be right, where 0.50 was asked for." in sure[1].explain()
    assert "withheld" not in sure[0].explain()


def test_people_stay_and_count_the_quotes_that_are_left_to_them(bundled_parser: BundledParser) -> None:
    def counts(result: quoteattr.Result) -> dict[str, int]:
        return {person.name: person.quotes for person in result.people}

    every = sure_of_direct(bundled_parser)
    assert counts(every) == {"Ida Moe": 2, "Bo Dahl": 2}
    assert counts(sure_of_direct(bundled_parser, min_speaker_confidence=0.5)) == {"Ida Moe": 1, "Bo Dahl": 0}
    assert counts(sure_of_direct(bundled_parser, min_confidence=1.0)) == {"Ida Moe": 0, "Bo Dahl": 0}


def test_speakers_who_are_sure_enough_are_not_withheld(bundled_parser: BundledParser) -> None:
    assert sure_of_direct(bundled_parser, min_speaker_confidence=0.12) == sure_of_direct(bundled_parser)


def test_words_without_width_cost_nothing_but_themselves() -> None:
    rows = [
        ("Ida", "PROPN", 2, "nsubj"),
        ("said", "VERB", 0, "root"),
        ("", "PRON", 4, "nsubj"),
        ("", "VERB", 2, "ccomp"),
    ]
    places = [(0, 3), (4, 8), (8, 8), (8, 8)]
    tokens = tuple(
        Token(i, start, end, word, {"said": "say"}.get(word, word), tag, head, relation)
        for i, ((word, tag, head, relation), (start, end)) in enumerate(zip(rows, places, strict=True), 1)
    )
    result = Attributor("en")(Parse("Ida said", (Sentence(tokens),)))
    assert all(result.text[span.start : span.end] == span.text for quote in result for span in quote.content)


def nobody(context: Context) -> Source | None:
    """Nobody."""
    return None


def the_mayor(context: Context) -> Source | None:
    """The mayor, whoever speaks: a rule of one's own."""
    return Source(Mention(0, 5, context.document.text[:5], "nominal"))


def test_sieves_of_ones_own_are_asked_in_their_order(bundled_parser: BundledParser) -> None:
    asked = Attributor("en", parser=bundled_parser, sieves=[nobody, the_mayor, *SOURCE_SIEVES])
    [quote] = asked("Mayor Ida Moe rose. “We sank,” said Bo Dahl.")
    assert (quote.sieve, quote.source and quote.source.text) == ("the_mayor", "Mayor")
    assert "found by the rule the_mayor: the mayor, whoever speaks." in quote.explain()
    assert "Rules tried first, without a result: nobody." in quote.explain()


def test_a_sieve_of_dialogue_is_asked_only_there(bundled_parser: BundledParser) -> None:
    asked = Attributor("en", parser=bundled_parser, sieves=[Rule(the_mayor, "the mayor", genre="narrative")])
    [quote] = asked("Mayor Ida Moe rose. “We sank,” said Bo Dahl.")
    assert (quote.sieve, quote.speaker) == ("unattributed", None)


@pytest.mark.parametrize(
    ("sieves", "message"),
    [
        ("subject_of_cue", "pass a list of functions"),
        (7, "pass a list of functions"),
        (["subject_of_cue"], "a sieve is a function that takes a Context"),
        ([the_mayor, the_mayor], "two sieves are called 'the_mayor'"),
    ],
)
def test_what_are_no_sieves_is_refused(sieves: Any, message: str) -> None:
    with pytest.raises(InputError, match=message):
        Attributor("en", sieves=sieves)
