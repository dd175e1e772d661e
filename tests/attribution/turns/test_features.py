"""What the page tells of who speaks: by what they are called, and by the description beside a line."""

from quoteattr import Attributor
from quoteattr.attribution.analysis import Analysis
from quoteattr.attribution.sieves.order import SOURCE_SIEVES
from quoteattr.attribution.turns.giving import read_talks

STORY = (
    "Sergeant Moe came in with Tom Roth.\n\n“It is late, Sergeant,” said Tom Roth.\n\n“Not very late.”\n\n"
    "“Are you sure?”\n\n“I am.”\n\n“I doubt it,” said a tall diver.\n\n“Good,” said the other."
)


def features(attributor: Attributor) -> list[dict[str, set[str]]]:
    """By line, the features of each candidate, without what they begin with."""
    [document] = attributor.documents([STORY])
    [talk] = read_talks(Analysis(document), SOURCE_SIEVES)
    return [
        {
            "nobody" if (figure := option.figure) is None else figure.entity.name if figure.entity else figure.noun: {
                feature.partition("|")[2] for feature in option.features
            }
            for option in options
        }
        for options in talk.options
    ]


def test_a_title_alone_calls_who_bears_it(attributor: Attributor) -> None:
    lines = features(attributor)
    assert "styled=-1" in lines[1]["Moe"]
    assert not any(feature.startswith("styled") for feature in lines[1]["Tom Roth"])


def test_a_description_fits_the_one_whom_it_brings_in(attributor: Attributor) -> None:
    lines = features(attributor)
    assert "noun=itself|Ind" in lines[4]["diver"]
    assert "noun=named|Ind" in lines[4]["Tom Roth"]


def test_the_other_is_told_apart_from_a_voice(attributor: Attributor) -> None:
    [document] = attributor.documents([STORY])
    [talk] = read_talks(Analysis(document), SOURCE_SIEVES)
    assert [line.told for line in talk.lines] == ["name", "none", "none", "none", "nominal", "else"]
