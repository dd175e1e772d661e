"""Interviews: which paragraphs ask, and which answer, where neither has a label."""

from bisect import bisect_left, bisect_right
from functools import cached_property

from attrs import frozen

from quoteattr.document.document import Document

QUESTIONS = 3
"""Paragraphs that ask, with others behind them, from which a text is an interview."""
ENDS = ("?", "？", "؟")


@frozen(slots=False)
class Interview:
    """A document whose paragraphs may ask and answer in turn."""

    document: Document

    @cached_property
    def _asking(self) -> list[int]:
        """The numbers of the paragraphs that ask; none unless there are enough."""
        document = self.document
        if document.has_dialogue:
            return []
        asking = [place for place in range(len(document.paragraphs)) if self._asks(place)]
        answered = [
            place for place, following in zip(asking, [*asking[1:], None], strict=False) if following != place + 1
        ]
        return asking if len(answered) >= QUESTIONS else []

    def _asks(self, place: int) -> bool:
        """Whether a paragraph ends in a question mark that is no part of a quotation."""
        paragraph = self.document.paragraphs[place]
        text = self.document.text[paragraph.body : paragraph.end].rstrip()
        return not paragraph.headline and text.endswith(ENDS) and paragraph.label is None

    @property
    def first_question(self) -> int | None:
        """Where the first paragraph that asks begins; None in a text that is no interview."""
        return self.document.paragraphs[self._asking[0]].start if self._asking else None

    def asks(self, offset: int) -> bool:
        """Whether the paragraph at an offset asks."""
        place = self.document.paragraph_at(offset)
        return bisect_right(self._asking, place) > bisect_left(self._asking, place)

    def answers(self, offset: int) -> bool:
        """Whether the paragraph at an offset comes after one that asked."""
        place = self.document.paragraph_at(offset)
        return bisect_right(self._asking, place) > 0 and not self.asks(offset)
