"""Passages that were written for circumstances and for speech within speech."""

from itertools import islice

from training.scenes import inner_scenes, read, read_inner, scenes


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


def test_what_is_said_within_is_marked() -> None:
    document, inner = read_inner("s", "“[no] is what they say, [we know],” Ida Moe said.")
    text = document["text"]
    assert text == "“No is what they say, we know,” Ida Moe said."
    assert [[text[start:end] for start, end in one["content"]] for one in inner] == [["No"], ["we know"]]


def test_passages_with_speech_within_speech_tell_it_and_what_is_none() -> None:
    told = [len(inner) for _, inner in inner_scenes()]
    assert set(told) == {0, 1}
    assert not any(set("$[]") & set(document["text"]) for document, _ in inner_scenes())
