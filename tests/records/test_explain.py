"""Explanations: every record can say why, in words for everything that decides; what is not known is said to be."""

import pickle
from typing import Any

import pytest
from attrs import evolve

from quoteattr import Attributor, Quote, Result
from quoteattr.languages.loading import load_language
from quoteattr.languages.weights import calibrated
from quoteattr.parsers.conllu import to_parse
from quoteattr.records.plain_words import FEATURES
from quoteattr.records.reasons import Evidence, Frame, Resolution, Withheld
from tests.cases import frozen_parse, read_cases

ON_FROZEN = Attributor("en")
RESULTS = [ON_FROZEN(frozen_parse(case)) for case in read_cases("en")]
QUOTES = [quote for result in RESULTS for quote in result]


def test_every_record_says_who_decided_and_how_sure_it_is() -> None:
    for quote in QUOTES:
        told = quote.explain()
        assert quote.sieve in told or quote.sieve == "unattributed"
        assert f"Confidence: {quote.confidence:.2f} that the words and their source are right." in told
        if quote.speaker is not None:
            assert f"Speaker confidence: {quote.speaker_confidence:.2f}" in told
        headings = ("Answer: ", "Source: ", "Speaker: ", "Confidence: ", "Circumstances: ", "  ")
        assert all(line.startswith(headings) for line in told.split("\n"))


def test_the_confidence_is_read_off_the_product_that_is_told() -> None:
    lines = load_language("en").calibration
    for quote in QUOTES:
        assert quote.reason is not None
        product = quote.reason.content_share * quote.reason.source_share
        assert quote.confidence == pytest.approx(calibrated(lines[quote.kind], product), abs=0.006)


def test_every_feature_of_the_judge_has_words() -> None:
    names = {feature.partition("=")[0] for feature in load_language("en").report_weights}
    assert names - {"bias"} <= set(FEATURES)


def attributed(document_of: Any, text: str, *trees: str) -> Quote:
    [quote] = Attributor("en")(document_of(text, *trees).parse)
    return quote


@pytest.fixture
def told(document_of: Any) -> str:
    return attributed(
        document_of,
        "Ann Lee met Bo Kerr. She told reporters, “We sank.”",
        "Ann/PROPN/3/nsubj/B-PER Lee/PROPN/1/flat/I-PER met|meet/VERB/0/root"
        " Bo/PROPN/3/obj/B-PER Kerr/PROPN/4/flat/I-PER",
        "She/PRON/2/nsubj told|tell/VERB/0/root reporters/NOUN/2/iobj"
        " ,/PUNCT/2/punct We/PRON/6/nsubj sank/VERB/2/ccomp",
    ).explain()


def test_the_path_is_told_with_its_relations(told: str) -> None:
    assert "“She”, found by the rule subject_of_cue: the subject of the reporting verb." in told
    assert "“She” is the subject of “told” [nsubj]" in told
    assert "the content is in quotation marks next to the cue “told”" in told


def test_candidates_that_lost_are_told(told: str) -> None:
    assert "Also next to the cue, and not chosen: “reporters” is the indirect object of “told” [iobj]." in told
    assert "without a result: speaker_label, object_of_preposition, quoted_person, agent_of_passive." in told


def test_those_who_were_weighed_are_told_with_their_shares() -> None:
    quote = next(quote for quote in QUOTES if quote.speaker and quote.reason and quote.reason.resolution)
    assert quote.reason is not None
    told = [
        evolve(quote, reason=evolve(quote.reason, resolution=Resolution(None, None, 0.8, weighed))).explain()
        for weighed in ((), (("Bo Kerr", 0.15), ("Ida Moe", 0.05)))
    ]
    assert "Estimated probability: 0.80." in told[0]
    assert "Estimated probability: 0.80; next best: Bo Kerr (0.15), Ida Moe (0.05)." in told[1]


@pytest.mark.parametrize("resolution", [Resolution(None, 3), None])
def test_who_is_withheld_is_told(resolution: Resolution | None) -> None:
    quote = next(quote for quote in QUOTES if quote.speaker and quote.source)
    assert quote.reason is not None
    reason = evolve(quote.reason, resolution=resolution, withheld=Withheld("Ida Moe", 0.45, 0.8))
    told = evolve(quote, speaker=None, speakers=(), speaker_confidence=None, reason=reason).explain()
    assert "has no identified speaker." in told
    assert "Speaker: withheld; it would be Ida Moe, 0.45 likely to be right, where 0.80 was asked for." in told
    assert ("The name last appears before this at character 3." in told) == bool(resolution)
    assert "Speaker confidence" not in told


def test_the_speaker_behind_a_pronoun_is_told_with_its_place(told: str) -> None:
    assert "Speaker: Ann Lee, here called “She”. Found by the rule antecedent:" in told
    assert "The name last appears before this at character 0." in told


def test_counts_are_told_as_counted(told: str) -> None:
    reported, seen = load_language("en").cues.counts["verb ccomp"]["tell"]
    assert f"In annotated news, “tell” reported something in {reported} of {seen} places" in told


def test_rare_cues_are_told_apart(document_of: Any) -> None:
    text = "“It sank,” Ann warbled."
    tree = (
        "“/PUNCT/3/punct It/PRON/3/nsubj sank/VERB/7/ccomp ,/PUNCT/3/punct ”/PUNCT/3/punct "
        "Ann/PROPN/7/nsubj/B-PER warbled|warble/VERB/0/root ./PUNCT/7/punct"
    )
    assert "“warble” is too rare to have counts of its own" in attributed(document_of, text, tree).explain()


def test_readings_that_lost_are_kept() -> None:
    lost = [quote for quote in QUOTES if quote.reason and quote.reason.readings]
    assert lost
    assert "Other cues considered for the same words: “" in lost[0].explain()


def test_a_share_that_was_not_measured_is_not_passed_off_as_one() -> None:
    quote = next(quote for quote in QUOTES if quote.reason is not None and quote.reason.measured)
    assert quote.reason is not None
    guessed = evolve(quote, reason=evolve(quote.reason, measured=False, source_share=0.5))
    assert "0.50 stands in for how often this rule is right, which was not measured." in guessed.explain()


def test_names_inside_quotations_are_not_taken_for_candidates(document_of: Any) -> None:
    quote = attributed(
        document_of,
        "Ann rose. “Bo Kerr sank,” she said.",
        "Ann/PROPN/2/nsubj/B-PER rose/VERB/0/root",
        "Bo/PROPN/3/nsubj/B-PER Kerr/PROPN/1/flat/I-PER sank/VERB/5/ccomp she/PRON/5/nsubj said|say/VERB/0/root",
    )
    assert quote.speaker is not None
    assert quote.speaker.name == "Ann"
    assert "Bo Kerr (" not in quote.explain()


def test_what_no_table_knows_is_shown_as_it_is() -> None:
    quote = next(quote for quote in QUOTES if quote.kind != "direct")
    assert quote.reason is not None
    odd = evolve(quote, reason=evolve(quote.reason, frame=Frame("odd"), evidence=(Evidence("colour", "red", 1.0),)))
    assert "the content depends on the cue" in odd.explain()
    assert "colour (+1.0)" in odd.explain()


def test_a_record_read_back_says_what_is_missing() -> None:
    result = next(result for result in RESULTS if len(result) and result[0].source)
    read = Result.from_dict(result.to_dict(), result.text)
    assert read == result
    assert f"found by the rule {read[0].sieve}." in read[0].explain()
    assert "Missing: the path through the sentence" in read[0].explain()
    assert "Attribute the text again to know." in read[0].explain()


def test_pickles_keep_the_reason() -> None:
    for result in RESULTS[:20]:
        read = pickle.loads(pickle.dumps(result))
        assert read == result
        assert [quote.explain() for quote in read] == [quote.explain() for quote in result]


def test_an_explanation_is_safe_to_print() -> None:
    text = "Ann said:\x1b[2J\n“We\nsank\x07 now.”"
    told = next(iter(Attributor("en")(to_parse("", text)))).explain()
    assert all(letter.isprintable() for letter in told.replace("\n", ""))
