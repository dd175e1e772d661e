"""CoNLL-U in and out: what is read, what is refused, and that nothing is lost on the way."""

import re

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from quoteattr import Attributor
from quoteattr.errors import InputError, ParseError
from quoteattr.parsers.conllu import to_conllu, to_parse
from quoteattr.records.records import Quote, Span, Speaker
from quoteattr.syntax.parse import Parse, Sentence, Token
from tests.cases import Case, frozen_parse, read_cases


def rows(*lines: str) -> str:
    """CoNLL-U from lines of ID, FORM, HEAD, DEPREL and MISC, the other columns empty."""
    return "".join(_row(*line.split()) if line and line[0] != "#" else f"{line}\n" for line in lines)


def _row(identity: str, form: str, head: str = "_", deprel: str = "_", misc: str = "_") -> str:
    return "\t".join([identity, form, "_", "_", "_", "_", head, deprel, "_", misc]) + "\n"


def spans(parse: Parse) -> list[tuple[int, int, str]]:
    return [(token.start, token.end, token.text) for sentence in parse.sentences for token in sentence.tokens]


def test_every_column_arrives() -> None:
    line = "1\tShe\tshe\tPRON\tPRP\tGender=Fem|Number=Sing\t2\tnsubj\t2:nsubj\tSpaceAfter=No|ner=S-PER\n"
    token = to_parse(line + "2\t'd\thave\tAUX\t_\t_\t0\troot\t_\t_\n").sentences[0].tokens[0]
    assert token == Token(1, 0, 3, "She", "she", "PRON", 2, "nsubj", "Gender=Fem|Number=Sing", "B-PER")


def test_empty_columns_have_defaults() -> None:
    token = to_parse(rows("1 Go 0")).sentences[0].tokens[0]
    assert (token.lemma, token.upos, token.deprel, token.feats, token.ner) == ("Go", "X", "dep", "", "")


@pytest.mark.parametrize(
    ("tag", "expected"),
    [("ner=S-PER", "B-PER"), ("ner=E-ORG", "I-ORG"), ("NER=B-LOC", "B-LOC"), ("NER=I-LOC", "I-LOC"), ("ner=O", "")],
)
def test_names_become_bio(tag: str, expected: str) -> None:
    assert to_parse(rows(f"1 Lee 0 root {tag}")).sentences[0].tokens[0].ner == expected


class TestText:
    """Where the text comes from."""

    def test_given_text_is_searched_in_order_across_white_space(self) -> None:
        text = "\n  No ,\n10\n000  no"
        parse = to_parse(rows("1 No 0", "2 , 1", "3 10000 1", "4 no 1"), text)
        assert spans(parse) == [(3, 5, "No"), (6, 7, ","), (8, 14, "10\n000"), (16, 18, "no")]

    def test_comment_serves_where_no_row_tells_of_spaces(self) -> None:
        assert to_parse(rows("# text = “Go!”", "1 “ 2", "2 Go 0", "3 ! 2", "4 ” 2")).text == "“Go!”"

    def test_comment_that_does_not_fit_yields_to_the_forms(self) -> None:
        assert to_parse(rows("# text = Stay!", "1 Go 0 root SpaceAfter=No", "2 ! 1")).text == "Go!"

    def test_exact_spaces_win_over_the_comment(self) -> None:
        conllu = rows("# text = Go on", r"1 Go 0 root SpacesBefore=\s|SpacesAfter=\n", r"2 on 1 advmod SpacesAfter=\t")
        assert to_parse(conllu).text == " Go\non\t"

    def test_sentences_are_joined_by_spaces_and_paragraphs_by_blank_lines(self) -> None:
        sentence = ("1 Go 0 root SpaceAfter=No", "2 . 1 punct", "")
        conllu = rows("# newdoc", *sentence, *sentence, "# newpar id = p2", *sentence)
        assert to_parse(conllu).text == "Go. Go.\n\nGo."

    def test_offsets_place_sentences_in_a_text_that_is_not_there(self) -> None:
        first = ("1 Go 0 root start_char=3|end_char=5|SpaceAfter=No", "2 . 1 punct start_char=5|end_char=6", "")
        parse = to_parse(rows(*first, "# newpar", "1 On 0 root start_char=9|end_char=11"))
        assert parse.text == "   Go.\n\n\nOn"

    def test_offsets_win_over_search_in_the_text_they_fit(self) -> None:
        assert spans(to_parse(rows("1 no 0 root start_char=7|end_char=9"), "no, no no")) == [(7, 9, "no")]

    def test_offsets_that_do_not_fit_are_ignored(self) -> None:
        assert spans(to_parse(rows("1 no 0 root start_char=1|end_char=3"), "no, no no")) == [(0, 2, "no")]

    def test_byte_order_mark_and_carriage_returns_are_no_part_of_it(self) -> None:
        assert to_parse("\ufeff" + rows("# text = Go", "1 Go 0").replace("\n", "\r\n")).text == "Go"

    def test_nothing_is_an_empty_parse(self) -> None:
        assert to_parse("") == Parse("", ())
        assert to_parse("\n# text = none\n\n", "Some text.") == Parse("Some text.", ())


class TestMultiwordTokens:
    def test_words_that_make_up_the_token_divide_it(self) -> None:
        parse = to_parse(rows("1-2 don't", "1 do 0", "2 n't 1", "3 go 1"))
        assert parse.text == "don't go"
        assert spans(parse) == [(0, 2, "do"), (2, 5, "n't"), (6, 8, "go")]

    def test_other_words_share_its_span_and_continue_its_name(self) -> None:
        parse = to_parse(rows("1-2 Dubois _ _ ner=S-PER|SpaceAfter=No", "1 de 2", "2 Bois 0", "3 . 2"))
        assert spans(parse) == [(0, 6, "Dubois"), (0, 6, "Dubois"), (6, 7, ".")]
        assert [token.ner for token in parse.sentences[0].tokens] == ["B-PER", "I-PER", ""]

    def test_offsets_may_stand_with_the_words_alone(self) -> None:
        conllu = rows("1-2 don't", "1 do 0 root start_char=6|end_char=8", "2 n't 1 advmod start_char=8|end_char=11")
        assert spans(to_parse(conllu, "don't don't")) == [(6, 8, "do"), (8, 11, "n't")]

    def test_empty_nodes_are_left_out(self) -> None:
        parse = to_parse(rows("1 Ann 2", "2 won 0", "2.1 won", "3 gold 2"))
        assert parse.text == "Ann won gold"


@pytest.mark.parametrize(
    ("conllu", "complaint"),
    [
        ("1 Go go", r"line 1 .* 1 columns; expected 10, separated by tabs"),
        (rows("# text = Go", "x Go 0"), r"line 2 .* the ID 'x'; expected a number"),
        (rows("1 Go 0", "3 on 1"), r"line 2 .* the ID 3; expected 2"),
        (rows("1 Go _"), r"line 1 .* the HEAD '_'; expected another word's ID, 0 to 1: parse the file first"),
        (rows("1 Go 1", "", "1 Go 1"), r"line 1 .* the HEAD '1'"),
        (rows("", "1 no 2", "2 no 1"), r"line 2 .* no tree: token 'no' at offset 0 hangs below itself, .* 1 > 2 > 1"),
        (rows("1 Go 0", "2 on 3"), r"line 2 .* the HEAD '3'"),
        (rows("1-2 don't", "1 do 0"), r"line 1 .* the ID 1-2; expected a range over the words that follow"),
        (rows("3-1 don't", "1 do 0"), r"line 1 .* the ID 3-1"),
    ],
)
def test_malformed_lines_are_named(conllu: str, complaint: str) -> None:
    with pytest.raises(ParseError, match=complaint):
        to_parse(conllu)


def test_text_of_another_file_is_refused() -> None:
    with pytest.raises(ParseError, match=r"line 2 .* the form 'on'; expected 'away now', .* offset 2: give the text"):
        to_parse(rows("1 Go 0", "2 on 1"), "Go away now")


def test_writes_what_other_tools_read() -> None:
    tokens = (
        Token(1, 0, 3, "Ann", "Ann", "PROPN", 2, "nsubj", "Number=Sing", "B-PER"),
        Token(2, 4, 7, "won", "win", "VERB", 0, "root"),
        Token(3, 7, 8, ".", ".", "PUNCT", 2, "punct"),
    )
    assert to_conllu(Parse("Ann won.\n", (Sentence(tokens),))) == (
        "# sent_id = 1\n"
        "# text = Ann won.\n"
        "1\tAnn\tAnn\tPROPN\t_\tNumber=Sing\t2\tnsubj\t_\tstart_char=0|end_char=3|ner=B-PER\n"
        "2\twon\twin\tVERB\t_\t_\t0\troot\t_\tSpaceAfter=No|start_char=4|end_char=7\n"
        "3\t.\t.\tPUNCT\t_\t_\t2\tpunct\t_\tSpacesAfter=\\n|start_char=7|end_char=8\n"
        "\n"
    )


FORMS = st.text(min_size=1, max_size=6).filter(lambda form: not any(char.isspace() for char in form))
LEMMAS = st.text(min_size=1, max_size=6).filter(lambda lemma: lemma != "_" and not set(lemma) & set("\t\n\r"))
WHITE = st.sampled_from(["", " ", "  ", "\n", "\n\n", "\r\n", "\t", "\u00a0", "\u2028"])


@st.composite
def parses(draw: st.DrawFn, gaps: st.SearchStrategy[str]) -> Parse:
    """Any parse whose tokens hold no white space; some words share the span of a multiword token."""
    text = draw(gaps)
    sentences = []
    for _ in range(draw(st.integers(0, 3))):
        placed: list[tuple[int, int]] = []
        for form in draw(st.lists(FORMS, min_size=1, max_size=5)):
            placed += [(len(text), len(text) + len(form))] * draw(st.sampled_from([1, 1, 1, 2]))
            text += form + draw(gaps)
        sentences.append(placed)
    return Parse(text, tuple(Sentence(tuple(draw(_tokens(placed, text)))) for placed in sentences))


@st.composite
def _tokens(draw: st.DrawFn, placed: list[tuple[int, int]], text: str) -> list[Token]:
    order = draw(st.permutations(range(1, len(placed) + 1)))
    above = {index: [0, *order[:place]] for place, index in enumerate(order)}
    return [
        Token(
            index=index,
            start=start,
            end=end,
            text=text[start:end],
            lemma=draw(LEMMAS),
            upos=draw(st.sampled_from(["NOUN", "VERB", "X"])),
            head=draw(st.sampled_from(above[index])),
            deprel=draw(st.sampled_from(["root", "nsubj:pass", "dep"])),
            feats=draw(st.sampled_from(["", "Case=Nom|Number=Sing"])),
            ner=draw(st.sampled_from(["", "B-PER", "I-PER", "B-WORK-OF-ART"])),
        )
        for index, (start, end) in enumerate(placed, 1)
    ]


@settings(deadline=None)
@given(parses(gaps=st.text(max_size=4)))
def test_nothing_is_lost_beside_the_text(parse: Parse) -> None:
    """Gaps may hold anything: text that no sentence covers."""
    assert to_parse(to_conllu(parse), parse.text) == parse


@settings(deadline=None)
@given(parses(gaps=WHITE))
def test_the_text_itself_is_kept_where_only_white_space_separates(parse: Parse) -> None:
    restored = to_parse(to_conllu(parse))
    assert restored == parse if parse.sentences else restored == Parse("", ())


def told(conllu: str, key: str) -> list[list[tuple[int, str]]]:
    """What MISC tells under a key, for each word: pairs of a quote's number and a value."""
    words = [line.split("\t") for line in conllu.split("\n") if re.match(r"\d+\t", line)]
    notes = [dict(note.split("=", 1) for note in word[9].split("|") if "=" in note) for word in words]
    pairs = [re.findall(r"(\d+):(.*?)(?:,(?=\d+:)|$)", note.get(key, "")) for note in notes]
    return [[(int(number), value) for number, value in each] for each in pairs]


@pytest.mark.parametrize("case", read_cases("en"), ids=lambda case: case.label)
def test_attributions_are_written_and_the_parse_comes_back(case: Case) -> None:
    parse = frozen_parse(case)
    result = Attributor("en")(parse)
    written = to_conllu(parse, result)
    assert to_parse(written, parse.text) == parse
    tokens = [token for sentence in parse.sentences for token in sentence.tokens]
    parts = [
        (number, role, span)
        for number, quote in enumerate(result)
        for role, spans in (("content", quote.content), ("cue", [quote.cue]), ("source", [quote.source]))
        for span in spans
        if span is not None
    ]
    expected = [
        [(number, role) for number, role, span in parts if token.start < span.end and span.start < token.end]
        for token in tokens
    ]
    assert told(written, "Quote") == expected
    kinds = {number: kind for each in told(written, "QuoteKind") for number, kind in each}
    speakers = {number: name for each in told(written, "Speaker") for number, name in each}
    spoken = {number for each in expected for number, _ in each}
    assert kinds == {number: result[number].kind for number in spoken}
    assert speakers == {n: quote.speaker.name for n, quote in enumerate(result) if quote.speaker and n in spoken}


def test_a_bar_in_a_name_is_escaped_and_a_comma_kept() -> None:
    parse = to_parse(rows("1 Lee 2 nsubj", "2 left 0 root"))
    content = (Span.cut(parse.text, 0, 8),)
    quotes = [
        Quote("direct", content, None, None, Speaker(number, name, "person"), "fake", 0.5)
        for number, name in enumerate(["A|B", "Lee, Jr."])
    ]
    assert r"Speaker=0:A\pB,1:Lee, Jr." in to_conllu(parse, quotes)


def test_quotes_of_another_text_are_refused() -> None:
    result = Attributor("en")(to_parse("", "“We wait.”"))
    with pytest.raises(InputError, match=r"'We wait\.' is not at 1:9; pass the quotes of the parsed text"):
        to_conllu(to_parse(rows("1 Lee 2 nsubj", "2 left 0 root")), result)


@pytest.mark.parametrize("heads", ["0 4 3 2", "0 9 1 1", "0 _ 1 1"], ids=["a circle", "beyond", "none"])
def test_a_sentence_that_is_no_tree_costs_itself_alone(heads: str) -> None:
    good = rows("1 Lee 2 nsubj", "2 left 0 root", "")
    bad = rows(*(f"{place} no {head}" for place, head in enumerate(heads.split(), 1)), "")
    parse = to_parse(good + bad + good)
    assert parse.text == "Lee left no no no no Lee left"
    assert [tree.start for tree in parse.sentences] == [0, 21]
    [warning] = parse.warnings
    assert re.match(r"a sentence was left out: (the sentence at )?line [456] of the CoNLL-U", warning)
    assert Attributor("en")(parse).warnings == parse.warnings


def test_a_chain_loses_mentions_in_what_is_no_tree() -> None:
    good, bad = rows("1 Lee 0 root Entity=(e1)", ""), rows("1 she 2 dep Entity=(e1)", "2 left 1 dep", "")
    assert to_parse(good + bad + good).chains == (((0, 3), (13, 16)),)


def test_numbers_of_thousands_of_digits_are_refused_in_few_words() -> None:
    nines = "9" * 5_000
    for conllu in (rows(f"{nines} Go 0"), rows(f"1 Go {nines}"), rows(f"1-{nines} Go"), rows("a" * 20_000 + " Go 0")):
        with pytest.raises(ParseError, match="line 1") as caught:
            to_parse(conllu)
        assert len(str(caught.value)) < 300
    assert to_parse(rows(f"1 Go 0 root start_char={nines}|end_char={nines}")).text == "Go"


def test_one_field_makes_no_text_of_a_billion_blanks() -> None:
    assert to_parse(rows("1 Go 0 root start_char=999999997|end_char=999999999")).text == "Go"
