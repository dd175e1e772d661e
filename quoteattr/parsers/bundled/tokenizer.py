"""Text to words and sentences, by rule: words as the English treebanks of Universal Dependencies have them.

Words are cut by one regular expression and a few lists; where sentences end is weighed (`sentence_ends`). Both are data
beside the models, which `training.english.tokens` writes.
"""

import json
import re
from collections.abc import Callable, Iterator
from itertools import pairwise
from pathlib import Path

from quoteattr.parsers.bundled.sentence_ends import SentenceEnds, Span
from quoteattr.parsers.bundled.word_lists import WordLists

ADDRESS = r"(?:https?://|www\.)[^\s<>“”\"]*[^\s<>“”\".,;:!?'’)\]]|[\w.+-]+@[\w-]+(?:\.[\w-]+)+|@\w+"
NUMBER = r"\.?\d+(?:[.,:/]\d+)*(?:(?:st|nd|rd|th|s|am|pm)\b)?"
INITIALS = r"(?:[^\W\d_]\.){2,}(?![^\W\d_]{2})(?:[^\W\d_]\b(?!['’]))?"
LETTERS = r"[^\W_](?:[^\W_]|[\u0300-\u036f\u200c\u200d\u00ad]|_(?=[^\W_]))*"
MARKS = r"\.{2,}|-{2,}|[?!]{2,}|={2,}|\*{2,}|_{2,}|~{2,}"
APOSTROPHES = "'’"


class Tokenizer:
    """Splits texts into sentences of words."""

    def __init__(self, lists: WordLists, ends: SentenceEnds) -> None:
        self._lists = lists
        self._ends = ends
        self._scan = _scanner(lists)

    @classmethod
    def read(cls, file: Path) -> "Tokenizer":
        """Read the JSON that `training.english.tokens` writes."""
        stored = json.loads(file.read_text(encoding="utf-8"))
        lists = WordLists.read(stored["lists"])
        return cls(lists, SentenceEnds(stored["weights"]))

    def __call__(self, text: str) -> list[list[Span]]:
        """The words of each sentence of a text, as spans."""
        words = self.words(text)
        return self._ends.split(text, words)

    def words(self, text: str) -> list[Span]:
        """The words of a text."""
        found: list[Span] = []
        for match in self._scan(text):
            start, end = match.span()
            if end - start == 1 or match.lastgroup != "word":
                found.append((start, end))
            else:
                found.extend(self._parts(text, start, end))
        return found

    def _parts(self, text: str, start: int, end: int) -> Iterator[Span]:
        """A word as such, or its parts: *do*, *n't*."""
        word = text[start:end].lower().replace("’", "'").replace("‘", "'")
        cuts = self._lists.parts.get(word)
        if cuts is not None:
            places = [start, *(start + cut for cut in cuts), end]
            yield from pairwise(places)
        elif "'" not in word or word in self._lists.whole or word in self._lists.clipped:
            yield start, end
        else:
            ending = next((own for own in self._lists.endings if word.endswith(own) and word != own), "")
            if ending:
                yield from self._parts(text, start, end - len(ending))
            yield (end - len(ending) if ending else start), end


def _scanner(lists: WordLists) -> Callable[[str], Iterator[re.Match[str]]]:
    """A function that finds the words of a text, contractions whole."""
    listed = sorted(map(re.escape, lists.abbreviations), key=len, reverse=True)
    prefixes = "|".join(sorted(lists.prefixes, key=len, reverse=True))
    short = rf"(?:{'|'.join(listed)})(?![^\W_])"
    word = (
        rf"(?:(?i:{prefixes})-(?=\w))*{LETTERS}(?:(?:[{APOSTROPHES}&](?=[^\W_])|\.(?=[a-z\d])){LETTERS})*(?:-(?=\s))?"
    )
    clipped = rf"[{APOSTROPHES}‘](?:{'|'.join(own[1:] for own in sorted(lists.clipped))})\b"
    endings = rf"[{APOSTROPHES}](?:{'|'.join(own[1:] for own in lists.endings if own[0] == APOSTROPHES[0])})\b"
    patterns = (
        rf"(?P<address>{ADDRESS})",
        rf"(?P<short>(?<![^\W_])(?:{INITIALS}|(?i:{short}|no\.(?=\s?\d))|[A-Z]\.(?=\s+[A-Z])))",
        rf"(?P<number>{NUMBER})(?![^\W_])",
        rf"(?P<word>{word}|(?<!\w)(?i:{clipped}))",
        rf"(?P<ending>(?<=\w)(?i:{endings}))",
        rf"(?P<mark>{MARKS})",
        r"\S",
    )
    return re.compile("|".join(patterns)).finditer
