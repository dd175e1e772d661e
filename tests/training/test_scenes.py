"""Passages that were written for circumstances."""

from itertools import islice

from training.scenes import read, scenes


def test_marks_are_taken_out_and_their_offsets_kept() -> None:
    document, labels = read("s", "“[We wait,]” (Ida Moe) <told> {addressee:Bo Ek} {time:on Monday} about {none:it}.")
    text, [quote], [told] = document["text"], document["quotes"], labels["circumstances"]
    assert text == "“We wait,” Ida Moe told Bo Ek on Monday about it."
    spans = [*quote["content"], *quote["source"], *quote["cue"], told["addressee"], told["time"]]
    assert [text[start:end] for start, end in spans] == ["We wait,", "Ida Moe", "told", "Bo Ek", "on Monday"]
    assert (quote["type"], set(told)) == ("direct", {"quote", "addressee", "time"})


def test_every_passage_has_a_cue_a_content_and_no_slot_left() -> None:
    for document, _ in scenes():
        [quote] = document["quotes"]
        assert quote["cue"], document["text"]
        assert quote["content"], document["text"]
        assert not set("$<>[]{}") & set(document["text"]), document["text"]


def test_passages_are_filled_the_same_way_each_time() -> None:
    assert list(islice(scenes(), 20)) == list(islice(scenes(), 20))
