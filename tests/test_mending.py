"""Trees that parsers get wrong, and how they should hang."""

import pytest

from quoteattr.language import load_language
from quoteattr.mending import mended
from quoteattr.parsers.conllu import to_conllu, to_parse

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

BEHIND = """\
1 She she PRON 2 nsubj _
2 said say VERB 0 root VerbForm=Fin
3 the the DET 4 det _
4 plan plan NOUN 2 obj _
5 will will AUX 6 aux VerbForm=Fin
6 fail fail VERB 2 ccomp VerbForm=Inf"""

AHEAD = """\
1 Ida Ida PROPN 5 nsubj _
2 wrote write VERB 0 root VerbForm=Fin
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


def _parse(rows: str):
    lines, text = [], ""
    for index, word, lemma, tag, head, relation, features in (row.split() for row in rows.splitlines()):
        text += f" {word}" if text else word
        lines.append("\t".join([index, word, lemma, tag, "_", features, head, relation, "_", "_"]))
    return to_parse("\n".join(lines) + "\n\n", text)


@pytest.mark.parametrize(
    ("rows", "word", "head", "relation"),
    [
        pytest.param(RELATIVE, "showed", "said", "ccomp", id="a complement beside its relative clause"),
        pytest.param(ABOVE, "won", "said", "ccomp", id="a complement of the verb above"),
        pytest.param(BEHIND, "plan", "fail", "nsubj", id="a subject left behind with the verb"),
        pytest.param(AHEAD, "Ida", "wrote", "nsubj", id="a subject ahead of its verb"),
        pytest.param(APPOSED, "aide", "said", "nsubj", id="a subject that hangs as an apposition"),
    ],
)
def test_a_branch_hangs_where_the_guidelines_want_it(rows: str, word: str, head: str, relation: str) -> None:
    sentence = mended(_parse(rows), ENGLISH).sentences[0]
    [token] = [token for token in sentence.tokens if token.text == word]
    assert (sentence.head(token).text, token.deprel) == (head, relation)


@pytest.mark.parametrize("rows", [RELATIVE, ABOVE, BEHIND, AHEAD, APPOSED])
def test_what_is_mended_needs_no_mending(rows: str) -> None:
    once = mended(_parse(rows), ENGLISH)
    assert mended(once, ENGLISH) is once


def test_a_right_tree_stays_as_it_is() -> None:
    right = mended(_parse(ABOVE), ENGLISH)
    assert mended(to_parse(to_conllu(right), right.text), ENGLISH).sentences == right.sentences


def test_a_common_noun_is_no_name() -> None:
    parse = _parse(BEHIND.replace("plan plan NOUN", "plan plan PROPN"))
    assert mended(parse, ENGLISH) == mended(_parse(BEHIND), ENGLISH)


def test_verbs_that_do_not_report_are_left_alone() -> None:
    parse = _parse(ABOVE.replace("said say", "slept sleep"))
    assert mended(parse, ENGLISH) is parse
