"""Which texts are told as a story."""

from quoteattr import Attributor
from quoteattr.document.document import Document
from quoteattr.document.narration import features, is_story

STORY = (
    "The old man had left the lamp burning in the window. He knew that she would come along the shore, for she "
    "always did, and he went down to the gate and waited there with his hands in his pockets. “Is that you?” he "
    "called when he heard her steps on the shingle, and she laughed and told him that it was only the tide. She "
    "took his arm. They walked up to the house together, and she shook the sand out of her shoes and sat down by "
    "the stove. He gave her a cup of tea; it was too strong, as it had been every evening since his wife had "
    "died, and she drank it all the same. “What a wind!” she said. He did not answer. He was looking at the "
    "letter that lay under the clock, and she saw that it had not been opened, and that he had turned it so that "
    "nobody could read the name. “You were going to burn it, weren’t you?” she said after a while, and put down "
    "her cup. He got up and stood with his back to her, and for a long time there was nothing but the noise of "
    "the sea. Then he took the letter and held it out to her, and his hand shook a little as she broke the seal."
)
NEWS = (
    "The Norsund council has approved a plan to spend 4.2 million crowns on the harbour, and work will begin on "
    "Monday. The vote was 11 to 6. “This is a good day for Norsund,” said Mayor Ida Moe, who has backed the plan "
    "since 2019. Opponents say that the money is needed for schools, and that the port has lost 30 percent of its "
    "traffic in five years. “We are building a quay for ships that do not come,” said Tom Roth of the Coast "
    "Party. The company that runs the ferry, Roth Lines, expects 90,000 passengers in 2025, down from 140,000 in "
    "2015. The Transport Ministry is to pay a third of the costs, according to a letter that the council has "
    "published. A spokesman said the ministry “has no doubts” about the figures. The harbour master, Bo Dahl, has "
    "asked for two more cranes and a wider gate, which would cost another 600,000 crowns. The council will "
    "discuss that on 12 March. In Vikby, 40 kilometres to the north, a similar quay stands empty, and the town is "
    "still paying for it. Its mayor, Eva Lind, says that she would not build it again. The two towns are looking "
    "for a buyer of the old ferry, which was built in 1978 and has not left the dock since October."
)


def read(attributor: Attributor, text: str) -> Document:
    [document] = attributor.documents([text])
    return document


def test_a_story_whose_lines_stand_within_paragraphs_is_a_narrative(attributor: Attributor) -> None:
    document = read(attributor, STORY)
    assert is_story(document.told, document.said, document.language)
    assert document.genre == "narrative"


def test_an_article_is_none(attributor: Attributor) -> None:
    document = read(attributor, NEWS)
    assert not is_story(document.told, document.said, document.language)
    assert document.genre == "news"


def test_too_little_tells_nothing(attributor: Attributor) -> None:
    document = read(attributor, STORY)
    assert not is_story(document.told[:100], document.said, document.language)
    assert not is_story(document.told, document.said[:2], document.language)


def test_each_feature_has_one_step(attributor: Attributor) -> None:
    document = read(attributor, NEWS)
    names = [feature.partition("=")[0] for feature in features(document.told, document.said, document.language)]
    assert names == ["gendered", "narrator", "past", "digits", "name", "asking"]
    assert [*features([], [], document.language)] == [f"{name}=0" for name in names]
