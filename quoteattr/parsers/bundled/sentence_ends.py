"""Where sentences end: a logistic regression over what stands before and after each place where one could.

The features are binary and named, such as `.|”|Upper`: a full stop, then a closing mark, then a word with a capital.
Punkt (Kiss and Strunk 2006) and splitta (Gillick 2009) look at the like.
"""

from bisect import bisect_right
from collections.abc import Iterator, Mapping, Sequence

Span = tuple[int, int]
"""Where a word stands: code points, end exclusive."""

FINAL = frozenset(".?!…:;—–-*|•")
CLOSING = frozenset("\"'”’»)]")
OPENING = frozenset("\"'“‘«([")
LONGEST = 12
"""Letters of a word that make a feature, at most; longer ones are told by their shape alone."""


class SentenceEnds:
    """Splits words into sentences, with the weights that training wrote."""

    def __init__(self, weights: Mapping[str, float]) -> None:
        self._weights = weights
        self._bias = weights.get("bias", 0.0)

    def split(self, text: str, words: Sequence[Span]) -> list[list[Span]]:
        """The words, sentence by sentence."""
        weigh = self._weights.get
        found: list[list[Span]] = []
        begin = 0
        for place in candidates(text, words):
            own = features(text, words, place, begin)
            if self._bias + sum(weigh(name, 0.0) for name in own) > 0:
                found.append(list(words[begin:place]))
                begin = place
        if begin < len(words):
            found.append(list(words[begin:]))
        return found


def candidates(text: str, words: Sequence[Span]) -> Iterator[int]:
    """The words before which a sentence could begin."""
    ended = False
    for place in range(1, len(words)):
        before = text[words[place - 1][0] : words[place - 1][1]]
        ended = before[-1] in FINAL or (ended and (before in CLOSING or _in_note(text, words, place - 1)))
        if words[place][1] - words[place][0] == 1 and text[words[place][0]] in ".,;:?!…)]}”":
            continue
        if ended or "\n" in text[words[place - 1][1] : words[place][0]]:
            yield place


def features(text: str, words: Sequence[Span], place: int, begin: int) -> list[str]:
    """What tells whether a sentence begins at this word; `begin` is where the one before it does."""
    back = place - 1
    closers = ""
    while back > begin and (text[words[back][0] : words[back][1]] in CLOSING or _in_note(text, words, back)):
        closers = text[words[back][0]] + closers
        back -= 1
    last = text[words[back][0] : words[back][1]]
    final = _final(last)
    earlier = text[words[back - 1][0] : words[back - 1][1]] if back > begin else "^"
    ahead = place
    opened = ""
    while ahead < len(words) - 1 and text[words[ahead][0] : words[ahead][1]] in OPENING:
        opened += text[words[ahead][0]]
        ahead += 1
    following = text[words[ahead][0] : words[ahead][1]]
    after = text[words[ahead + 1][0] : words[ahead + 1][1]] if ahead + 1 < len(words) else "$"
    gap = text[words[place - 1][1] : words[place][0]]
    spaced = "glued" if not gap else "line" if "\n" in gap else "space"
    close, begun = closers[-1:], opened[:1]
    shape, before = _shape(following), _shape(earlier)
    length = bisect_right((1, 2, 3, 5, 9, 15, 30, 60), place - begin)
    lowered = following.lower() if len(following) <= LONGEST else ""
    named = last.lower() if final in ("short", "initial") else ""
    found = [
        f"end {final}",
        f"{final} {close} {begun} {shape}",
        f"{final} {spaced} {shape}",
        f"{final} {close} {spaced}",
        f"{final} before {before} {shape}",
        f"{final} length {length}",
        f"{final} {shape} length {length}",
        f"next {lowered}",
        f"{final} next {lowered}",
        f"{final} earlier {earlier.lower() if len(earlier) < 5 else ''}",
        f"{final} in {_open_marks(text, words[begin][0], words[place][0])} {shape}",
        f"{final} after {_shape(after)} {shape}",
    ]
    return [*found, named, f"{named} {shape}"] if named else found


def _in_note(text: str, words: Sequence[Span], place: int) -> bool:
    """Whether a word is part of the mark of a footnote: *[5]*."""
    start, end = words[place]
    return end - start <= 3 and (text[start] == "[" or (text[start - 1 : start] == "[" and text[end : end + 1] == "]"))


def _final(word: str) -> str:
    """How what could be the last word ends: in a mark, as an abbreviation, or neither."""
    if not set(word) - FINAL:
        return word[-1] if word[0] in "?!" else word[:3]
    if not word.endswith("."):
        return "none"
    return "initial" if len(word) == 2 and word[0].isupper() else "short"


def _shape(word: str) -> str:
    if word[:1].isdigit():
        return "digit"
    if not word[:1].isalpha():
        return word[:1]
    if word.isupper():
        return "UPPER" if len(word) > 1 else "U"
    return "Title" if word[0].isupper() else "lower"


def _open_marks(text: str, start: int, end: int) -> str:
    """Which marks and brackets are open at the end of a stretch of text; a long one is not looked through."""
    part = text[max(start, end - 600) : end]
    marks = ""
    if part.count("(") > part.count(")"):
        marks += "("
    if part.count("“") > part.count("”"):
        marks += "“"
    if part.count('"') % 2:
        marks += '"'
    return marks
