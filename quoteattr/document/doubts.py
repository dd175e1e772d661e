"""Layouts that look like talk and were not read as such."""

from collections import Counter
from collections.abc import Iterator, Sequence

import regex

from quoteattr.document.paragraphs import Paragraph
from quoteattr.vocabulary import Doubt

SPEAKERS = 2
"""Openings of paragraphs that come back, from which they may be speakers who take turns."""
SHARE = 0.5
"""Their share of all paragraphs, at least."""
_OPENING = regex.compile(r"[^\p{L}\n]{0,16}(?P<name>\p{Lu}[^\n:|>\t]{0,40}?)\s*[:|>\t]\s*\S")


def layout_doubts(text: str, paragraphs: Sequence[Paragraph]) -> Iterator[Doubt]:
    r"""A warning where paragraphs begin in turns as if with speakers, and these were not taken for labels.

    >>> turns = "Ada | It rained.\nBo | It did.\nAda | All day?\nBo | All day."
    >>> starts = [0, 17, 30, 45, len(turns) + 1]
    >>> paragraphs = [Paragraph(start, end - 1, start) for start, end in zip(starts, starts[1:], strict=False)]
    >>> print(*layout_doubts(turns, paragraphs))
    paragraphs begin with Ada and Bo in turns, and were not read as theirs; write speakers as "Ada: ..."
    """
    unlabelled = [paragraph for paragraph in paragraphs if paragraph.label is None]
    openings = [_OPENING.match(text, paragraph.start, paragraph.end) for paragraph in unlabelled]
    names = Counter(match["name"] for match in openings if match)
    repeated = [name for name, count in names.items() if count > 1]
    if len(repeated) >= SPEAKERS and sum(names[name] for name in repeated) >= SHARE * len(paragraphs):
        first, second = repeated[:SPEAKERS]
        yield Doubt(
            f"paragraphs begin with {first} and {second} in turns, and were not read as theirs; "
            f'write speakers as "{first}: ..."'
        )
