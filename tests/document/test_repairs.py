"""Trees that parsers get wrong, and how they should hang."""

import pytest
from attrs import evolve

from quoteattr.document.repairs import repaired
from quoteattr.languages.loading import load_language
from quoteattr.parsers.conllu import to_conllu, to_parse
from quoteattr.syntax.parse import Parse, Sentence, Token
from quoteattr.syntax.trees import Tree

ENGLISH = load_language("en")

# A row is a word, its lemma, tag, head and relation; the last column holds a feature.
RELATIVE = """\
1 A a DET 2 det _
2 video video NOUN 0 root _
3 that that PRON 8 nsubj PronType=Rel
4 the the DET 5 det _
5 police police NOUN 6 nsubj _
6 said say VERB 2 acl:relcl VerbForm=Fin
7 also also ADV 8 advmod _
8 showed show VERB 2 acl VerbForm=Fin
9 it it PRON 8 obj _"""

ABOVE = """\
1 When when ADV 3 advmod _
2 Ida Ida PROPN 3 nsubj _
3 said say VERB 9 advcl VerbForm=Fin
4 they they PRON 5 nsubj _
5 won win VERB 9 ccomp VerbForm=Fin
6 , , PUNCT 3 punct _
7 the the DET 8 det _
8 crew crew NOUN 9 nsubj _
9 laughed laugh VERB 0 root VerbForm=Fin"""

ABOVE_LATER = """\
1 When when ADV 3 advmod _
2 Ida Ida PROPN 3 nsubj _
3 said say VERB 10 advcl VerbForm=Fin
4 today today NOUN 3 obl:tmod _
5 they they PRON 6 nsubj _
6 won win VERB 10 ccomp VerbForm=Fin
7 , , PUNCT 3 punct _
8 the the DET 9 det _
9 crew crew NOUN 10 nsubj _
10 laughed laugh VERB 0 root VerbForm=Fin"""

BEHIND = """\
1 She she PRON 2 nsubj _
2 said say VERB 0 root VerbForm=Fin
3 the the DET 4 det _
4 plan plan NOUN 2 obj _
5 will will AUX 6 aux VerbForm=Fin
6 fail fail VERB 2 ccomp VerbForm=Inf"""

AHEAD = """\
1 Ida Ida PROPN 5 nsubj _
2 said say VERB 0 root VerbForm=Fin
3 on on ADP 4 case _
4 Friday Friday PROPN 5 obl _
5 Told tell VERB 2 ccomp VerbForm=Fin
6 you you PRON 5 iobj _"""

APPOSED = """\
1 Ida Ida PROPN 8 nsubj _
2 , , PUNCT 4 punct _
3 an a DET 4 det _
4 aide aide NOUN 1 appos _
5 said say VERB 8 parataxis VerbForm=Fin
6 , , PUNCT 5 punct _
7 is be AUX 8 cop VerbForm=Fin
8 well well ADJ 0 root _"""

LEFT = """\
1 Roth Roth PROPN 5 nsubj _
2 , , PUNCT 4 punct _
3 an a DET 4 det _
4 aide aide NOUN 1 appos _
5 said say VERB 0 root VerbForm=Fin
6 , , PUNCT 5 punct _
7 is be AUX 8 cop VerbForm=Fin
8 well well ADJ 5 ccomp _"""

BEHIND_NAMES = """\
1 They they PRON 2 nsubj _
2 want want VERB 12 ccomp VerbForm=Fin
3 boats boat NOUN 2 obj _
4 , , PUNCT 3 punct _
5 a a DET 6 det _
6 study study NOUN 3 appos _
7 by by ADP 8 case _
8 Moe Moe PROPN 6 nmod _
9 , , PUNCT 2 punct _
10 Ph.D. Ph.D. NOUN 8 appos _
11 , , PUNCT 10 punct _
12 found find VERB 0 root VerbForm=Fin"""

ON_TOP = """\
1 Lee Lee PROPN 5 nsubj _
2 , , PUNCT 1 punct _
3 said say VERB 5 parataxis VerbForm=Fin
4 boats boat NOUN 5 nsubj _
5 sank sink VERB 0 root VerbForm=Fin"""

IN_SUBJECT = """\
1 Crews crew NOUN 7 nsubj _
2 that that PRON 3 nsubj PronType=Rel
3 train train VERB 1 acl:relcl VerbForm=Fin
4 won win VERB 1 acl:relcl VerbForm=Fin
5 , , PUNCT 1 punct _
6 Lee Lee PROPN 7 nsubj _
7 said say VERB 0 root VerbForm=Fin"""

BESIDE_THAT = """\
1 She she PRON 2 nsubj _
2 went go VERB 0 root VerbForm=Fin
3 on on ADP 2 advmod _
4 , , PUNCT 5 punct _
5 saying say VERB 2 advcl VerbForm=Part
6 that that SCONJ 8 mark _
7 they they PRON 8 nsubj _
8 won win VERB 2 parataxis VerbForm=Fin"""


BESIDE_NAME = """\
1 Battery battery NOUN 2 compound _
2 maker maker NOUN 4 nsubj _
3 Nordcell Nordcell PROPN 4 nsubj _
4 said say VERB 0 root VerbForm=Fin
5 they they PRON 6 nsubj _
6 won win VERB 4 ccomp VerbForm=Fin"""

DATE_AHEAD = """\
1 She she PRON 2 nsubj _
2 said say VERB 0 root VerbForm=Fin
3 on on ADP 4 case _
4 Monday Monday PROPN 6 obl _
5 they they PRON 6 nsubj _
6 left leave VERB 2 ccomp VerbForm=Fin"""

ON_TOP_PARTICIPLE = """\
1 Asked ask VERB 0 root VerbForm=Part
2 twice twice ADV 1 advmod _
3 , , PUNCT 5 punct _
4 Lee Lee PROPN 5 nsubj _
5 said say VERB 1 ccomp VerbForm=Fin
6 no no INTJ 5 obj _"""

BETWEEN = """\
1 She she PRON 2 nsubj _
2 said say VERB 0 root VerbForm=Fin
3 the the DET 4 det _
4 plan plan NOUN 2 obj _
5 now now ADV 2 advmod _
6 will will AUX 7 aux VerbForm=Fin
7 fail fail VERB 2 ccomp VerbForm=Inf"""

SATED = """\
1 boat boat NOUN 0 root _
2 they they PRON 3 nsubj _
3 won win VERB 5 ccomp VerbForm=Fin
4 he he PRON 5 nsubj _
5 said say VERB 1 acl:relcl VerbForm=Fin
6 also also ADV 7 advmod _
7 shown show VERB 1 acl VerbForm=Part"""

AROUND = """\
1 Lee Lee PROPN 0 root _
2 , , PUNCT 3 punct _
3 claim claim NOUN 1 appos _
4 today today ADV 5 advmod _
5 said say VERB 3 ccomp VerbForm=Fin
6 they they PRON 7 nsubj _
7 won win VERB 5 ccomp VerbForm=Fin"""

ITS_OWN = """\
1 Then then ADV 2 advmod _
2 said say VERB 0 root VerbForm=Fin
3 Lee Lee PROPN 2 nsubj _
4 won win VERB 2 ccomp VerbForm=Fin"""

ABOVE_ANOTHER = """\
1 When when ADV 3 advmod _
2 Ida Ida PROPN 3 nsubj _
3 said say VERB 9 advcl VerbForm=Fin
4 they they PRON 5 nsubj _
5 won win VERB 7 ccomp VerbForm=Fin
6 Lee Lee PROPN 7 nsubj _
7 thought think VERB 9 parataxis VerbForm=Fin
8 , , PUNCT 3 punct _
9 laughed laugh VERB 0 root VerbForm=Fin"""

RELATIVE_SUBJECT = """\
1 Crews crew NOUN 6 nsubj _
2 we we PRON 3 nsubj _
3 trained train VERB 1 acl:relcl VerbForm=Fin
4 , , PUNCT 1 punct _
5 Lee Lee PROPN 6 nsubj _
6 said say VERB 0 root VerbForm=Fin"""

TURNED = """\
1 Said say VERB 0 root VerbForm=Fin
2 Lee Lee PROPN 1 nsubj _
3 , , PUNCT 5 punct _
4 they they PRON 5 nsubj _
5 won win VERB 1 ccomp VerbForm=Fin"""

DATE_BEHIND = """\
1 She she PRON 2 nsubj _
2 said say VERB 0 root VerbForm=Fin
3 they they PRON 4 nsubj _
4 left leave VERB 2 ccomp VerbForm=Fin
5 on on ADP 6 case _
6 Monday Monday PROPN 4 obl _"""

WITH_RELATIVE = """\
1 plans plan NOUN 0 root _
2 that that PRON 6 nsubj PronType=Rel
3 they they PRON 4 dep _
4 say say VERB 1 acl:relcl VerbForm=Fin
5 will will AUX 6 aux VerbForm=Fin
6 help help VERB 4 ccomp VerbForm=Inf"""

BOTH_BEFORE = """\
1 Lee Lee PROPN 4 nsubj _
2 nobody nobody PRON 4 nsubj _
3 said say VERB 4 parataxis VerbForm=Fin
4 sank sink VERB 0 root VerbForm=Fin"""

LISTED = """\
1 Ida Ida PROPN 7 nsubj _
2 , , PUNCT 4 punct _
3 President President PROPN 4 compound _
4 Bo Bo PROPN 1 flat _
5 and and CCONJ 6 cc _
6 Jo Jo PROPN 1 conj _
7 left leave VERB 0 root VerbForm=Fin"""

HYPHENED = """\
1 Its its PRON 2 nmod:poss _
2 Secretary Secretary PROPN 5 nsubj _
3 - - PUNCT 4 punct _
4 General General PROPN 2 appos _
5 left leave VERB 0 root VerbForm=Fin"""

PREPOSITION = """\
1 The the DET 2 det _
2 director director NOUN 5 nsubj _
3 Per per ADP 4 case _
4 Dahl Dahl PROPN 2 nmod _
5 left leave VERB 0 root VerbForm=Fin"""


def _parse(rows: str, glued: bool = False) -> Parse:
    lines, text = [], ""
    for index, word, lemma, tag, head, relation, features in (row.split() for row in rows.splitlines()):
        text += word if glued or not text else f" {word}"
        lines.append("\t".join([index, word, lemma, tag, "_", features, head, relation, "_", "_"]))
    return to_parse("\n".join(lines) + "\n\n", text)


def _repaired(parse: Parse) -> Tree:
    """The one sentence of a parse, repaired."""
    [sentence] = repaired(parse.sentences, ENGLISH).sentences
    return sentence


def _rows(sentence: Tree) -> tuple[Token, ...]:
    return tuple(node.token for node in sentence.nodes)


@pytest.mark.parametrize(
    ("rows", "word", "head", "relation"),
    [
        pytest.param(RELATIVE, "showed", "said", "ccomp", id="a complement beside its relative clause"),
        pytest.param(ABOVE, "won", "said", "ccomp", id="a complement of the verb above"),
        pytest.param(ABOVE_LATER, "won", "said", "ccomp", id="and words of the verb's own between"),
        pytest.param(
            RELATIVE.replace("acl:relcl", "acl"), "showed", "video", "acl", id="a clause beside one that is no relative"
        ),
        pytest.param(BEHIND, "plan", "fail", "nsubj", id="a subject left behind with the verb"),
        pytest.param(AHEAD, "Ida", "said", "nsubj", id="a subject ahead of its verb"),
        pytest.param(APPOSED, "aide", "said", "nsubj", id="a subject that hangs as an apposition"),
        pytest.param(LEFT, "aide", "said", "nsubj", id="an apposition with no mark behind it is the subject"),
        pytest.param(LEFT, "Roth", "well", "nsubj", id="and what it stood beside is the complement's"),
        pytest.param(BEHIND_NAMES, "study", "found", "nsubj", id="a subject that hangs from the noun before it"),
        pytest.param(ON_TOP, "sank", "said", "ccomp", id="a complement that its verb hangs from"),
        pytest.param(ON_TOP, "Lee", "said", "nsubj", id="whose first subject is the verb's"),
        pytest.param(IN_SUBJECT, "won", "said", "ccomp", id="a complement that hangs from its subject"),
        pytest.param(IN_SUBJECT, "Crews", "won", "nsubj", id="and the subject"),
        pytest.param(DATE_AHEAD, "Monday", "said", "obl", id="the day when it was said"),
        pytest.param(DATE_AHEAD.replace("Monday", "Mars"), "Mars", "left", "obl", id="what is no day"),
        pytest.param(ON_TOP_PARTICIPLE, "Asked", "said", "advcl", id="a participle that opens the sentence"),
        pytest.param(
            ON_TOP_PARTICIPLE.replace(", , PUNCT 5", "if if SCONJ 5"), "said", "Asked", "ccomp", id="what was asked"
        ),
        pytest.param(BESIDE_THAT, "won", "saying", "ccomp", id="a that-clause of the verb before it"),
        pytest.param(
            BESIDE_THAT.replace("that SCONJ 8 mark", "that DET 7 det"), "won", "went", "parataxis", id="that man won"
        ),
        pytest.param(BESIDE_THAT.replace("that that", "as as"), "won", "went", "parataxis", id="as they won"),
        pytest.param(BETWEEN, "plan", "said", "obj", id="an object with a word behind it"),
        pytest.param(SATED, "shown", "boat", "acl", id="a verb that has its complement before it"),
        pytest.param(AROUND, "claim", "Lee", "appos", id="an apposition that holds the verb"),
        pytest.param(ITS_OWN, "Lee", "said", "nsubj", id="the only subject, behind its verb"),
        pytest.param(
            ITS_OWN.replace("2 nsubj", "2 obj"), "Lee", "said", "obj", id="an object of a verb without a subject"
        ),
        pytest.param(WITH_RELATIVE, "that", "help", "nsubj", id="a relative pronoun before both verbs"),
        pytest.param(ABOVE_ANOTHER, "won", "thought", "ccomp", id="a complement of another verb"),
        pytest.param(RELATIVE_SUBJECT, "trained", "Crews", "acl:relcl", id="a relative clause with a subject"),
        pytest.param(TURNED, "won", "Said", "ccomp", id="a verb that opens the sentence and has a subject"),
        pytest.param(DATE_BEHIND, "Monday", "left", "obl", id="the day when it was"),
        pytest.param(BOTH_BEFORE, "said", "sank", "parataxis", id="two subjects before the verb"),
    ],
)
def test_a_branch_hangs_where_the_guidelines_want_it(rows: str, word: str, head: str, relation: str) -> None:
    [node] = [node for node in _repaired(_parse(rows)).nodes if node.text == word]
    assert node.head is not None
    assert (node.head.text, node.deprel) == (head, relation)


@pytest.mark.parametrize(
    "rows",
    [
        RELATIVE,
        ABOVE,
        BEHIND,
        AHEAD,
        APPOSED,
        LEFT,
        BEHIND_NAMES,
        ON_TOP,
        IN_SUBJECT,
        BESIDE_THAT,
        DATE_AHEAD,
        ON_TOP_PARTICIPLE,
    ],
)
def test_what_is_mended_needs_no_mending(rows: str) -> None:
    parse = _parse(rows)
    once = _rows(_repaired(parse))
    assert once != parse.sentences[0].tokens
    assert _rows(_repaired(Parse(parse.text, (Sentence(once),)))) == once


def test_an_apposition_between_marks_is_no_subject() -> None:
    kept = _parse(BEHIND_NAMES.replace("10 Ph.D. Ph.D. NOUN 8 appos", "10 Ph.D. Ph.D. NOUN 8 nmod"))
    assert _rows(_repaired(kept)) == kept.sentences[0].tokens


def test_a_right_tree_stays_as_it_is() -> None:
    text, right = _parse(ABOVE).text, _rows(_repaired(_parse(ABOVE)))
    written = to_conllu(Parse(text, (Sentence(right),)))
    assert _rows(_repaired(to_parse(written, text))) == right


def test_a_common_noun_is_no_name() -> None:
    parse = _parse(BEHIND.replace("plan plan NOUN", "plan plan PROPN"))
    assert _rows(_repaired(parse)) == _rows(_repaired(_parse(BEHIND)))


def _with_name(rows: str, *names: str) -> Tree:
    """The sentence with some words tagged as persons, repaired."""
    parse = _parse(rows)
    tagged = (evolve(token, ner="B-PER" if token.text in names else "") for token in parse.sentences[0].tokens)
    return _repaired(evolve(parse, sentences=(Sentence(tuple(tagged)),)))


@pytest.mark.parametrize(
    ("rows", "name", "relation"),
    [
        pytest.param(BESIDE_NAME, "Nordcell", "nmod:desc", id="a trade"),
        pytest.param(BESIDE_NAME.replace("maker", "reason"), "Nordcell", "nsubj", id="a noun that describes nobody"),
        pytest.param(
            BESIDE_NAME.replace("Battery battery NOUN 2 compound", "The the DET 2 det"),
            "Nordcell",
            "nsubj",
            id="a noun of its own",
        ),
        pytest.param(BESIDE_NAME, "nobody", "nsubj", id="no name"),
    ],
)
def test_a_description_beside_a_name_is_no_second_subject(rows: str, name: str, relation: str) -> None:
    assert _with_name(rows, name).nodes[1].deprel == relation


@pytest.mark.parametrize(
    ("rows", "names", "relation"),
    [
        pytest.param(LISTED, "Ida Bo Jo", "conj", id="a list"),
        pytest.param(LISTED.replace("2 , , PUNCT", "2 - - PUNCT"), "Ida Bo Jo", "flat", id="no comma"),
        pytest.param(LISTED.replace("1 conj", "1 appos"), "Ida Bo Jo", "flat", id="no other name"),
        pytest.param(LISTED, "Bo Jo", "flat", id="the first is nobody's name"),
        pytest.param(LISTED, "Ida Jo", "flat", id="the second is nobody's name"),
    ],
)
def test_names_in_a_list_are_no_part_of_the_first(rows: str, names: str, relation: str) -> None:
    assert _with_name(rows, *names.split()).nodes[3].deprel == relation


@pytest.mark.parametrize(
    ("glued", "mark", "head"), [(True, "-", "General"), (False, "-", "Secretary"), (True, "/", "Secretary")]
)
def test_the_second_noun_behind_a_hyphen_is_the_head(glued: bool, mark: str, head: str) -> None:
    nodes = _repaired(_parse(HYPHENED.replace("- -", f"{mark} {mark}"), glued)).nodes
    assert nodes[0].head is not None
    assert {nodes[0].head.text, *(node.text for node in nodes if node.deprel == "nsubj")} == {head}


def test_a_given_name_is_no_preposition() -> None:
    given, last = _with_name(PREPOSITION, "Dahl").nodes[2:4]
    assert (given.upos, given.deprel, given.ner) == ("PROPN", "appos", "B-PER")
    assert (last.deprel, last.head, last.ner) == ("flat", given, "I-PER")


@pytest.mark.parametrize(
    ("rows", "name"),
    [
        pytest.param(PREPOSITION.replace("Per per", "per per"), "Dahl", id="in small letters"),
        pytest.param(PREPOSITION.replace("Per per", "Of of"), "Dahl", id="no given name"),
        pytest.param(PREPOSITION, "nobody", id="before no name"),
        pytest.param(PREPOSITION.replace("4 Dahl Dahl PROPN 2", "4 Dahl Dahl PROPN 5"), "Dahl", id="behind no noun"),
    ],
)
def test_a_preposition_is_no_given_name(rows: str, name: str) -> None:
    assert _with_name(rows, name).nodes[2].upos == "ADP"


@pytest.mark.parametrize(
    ("word", "tag", "after"),
    [
        ("fail", "VERB", ""),
        ("fail", "PROPN", "B-PER"),  # a name in small letters
        ("Fail", "VERB", "B-PER"),
    ],
)
def test_a_word_in_small_letters_alone_is_no_name(word: str, tag: str, after: str) -> None:
    sentence = _with_name(BEHIND.replace("fail fail VERB", f"{word} fail {tag}"), word)
    assert [token.ner for token in sentence.nodes if token.text == word] == [after]


def test_verbs_that_do_not_report_are_left_alone() -> None:
    parse = _parse(ABOVE.replace("said say", "slept sleep"))
    assert _rows(_repaired(parse)) == parse.sentences[0].tokens


HALVES = """\
1 Lee Lee PROPN 2 nsubj _
2 said say VERB 0 root VerbForm=Fin
3 that that SCONJ 5 mark _
4 they they PRON 5 nsubj _
5 won win VERB 2 ccomp VerbForm=Fin
6 and and CCONJ 9 cc _
7 that that SCONJ 9 mark _
8 Moe Moe PROPN 9 nsubj _
9 lost lose VERB 2 ccomp VerbForm=Fin"""


def test_the_second_half_of_a_complement_hangs_from_the_first() -> None:
    nodes = _repaired(_parse(HALVES)).nodes
    assert (nodes[8].head, nodes[8].deprel) == (nodes[4], "conj")
    without_that = _repaired(_parse(HALVES.replace("7 that that SCONJ 9 mark", "7 then then ADV 9 advmod"))).nodes
    assert (without_that[8].head, without_that[8].deprel) == (without_that[1], "ccomp")
