"""What hangs from a cue, on trees that parsers give now and then."""

from collections.abc import Callable

import pytest

from quoteattr.document.document import Document
from quoteattr.quotations.cues import attributions_of

LATE = "Moe/PROPN/2/nsubj denied|deny/VERB/0/root it/PRON/5/nsubj was|be/AUX/5/cop late/ADJ/2/ccomp"


@pytest.mark.parametrize(
    ("text", "tree", "contents"),
    [
        pytest.param(
            "Moe denied it was late and Lee left",
            f"{LATE} and/CCONJ/8/cc Lee/PROPN/8/nsubj left|leave/VERB/2/ccomp",
            ["it was late"],
            id="a coordinate sentence that hangs too low",
        ),
        pytest.param(
            "Moe denied it was late and had sunk",
            f"{LATE} and/CCONJ/8/cc had|have/AUX/8/aux sunk|sink/VERB/2/ccomp",
            ["it was late", "had sunk"],
            id="a second predicate of the content",
        ),
        pytest.param(
            "Moe denied it was late Lee left",
            f"{LATE} Lee/PROPN/7/nsubj left|leave/VERB/2/ccomp",
            ["it was late", "Lee left"],
            id="no conjunction",
        ),
        pytest.param(
            "And Lee left Moe denied",
            "And/CCONJ/3/cc Lee/PROPN/3/nsubj left|leave/VERB/5/ccomp Moe/PROPN/5/nsubj denied|deny/VERB/0/root",
            ["Lee left"],
            id="a conjunction that opens the only content",
        ),
    ],
)
def test_second_complements(document_of: Callable[..., Document], text: str, tree: str, contents: list[str]) -> None:
    document = document_of(text, tree)
    [cue] = [node for node in document.trees.sentences[0].nodes if node.text == "denied"]
    found = attributions_of(cue, document.language)
    assert [" ".join(token.text for token in attribution.content) for attribution in found] == contents
