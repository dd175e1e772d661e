"""Whom labels name: short forms by the full ones beside them, offices and initials by what the text says of them."""

from __future__ import annotations

from collections.abc import Iterator, Sequence, Set
from typing import Final

import regex
from attrs import define, field, frozen

from quoteattr.document.labels import NOTICE, Label
from quoteattr.languages.language import Language
from quoteattr.records.records import Role

_FULL_NAME = r"\p{Lu}[\p{L}'’\-]+(?:[ ]\p{Lu}[\p{L}'’\-.]*){1,3}"
_INITIALS: Final = regex.compile(rf"(?P<name>{_FULL_NAME})[ ]\((?P<initials>\p{{Lu}}{{1,4}})\)")
"""Ida Moe (IM)"""
_FULL: Final = regex.compile(_FULL_NAME)
_SHORT: Final = regex.compile(r"\p{Lu}(?:\.?\p{Lu}){1,3}")
"""The initials of a name, as a label: `IM`, `I.M`"""
_CAPITALS: Final = regex.compile(r"\b\p{Lu}{2,}\b")


@frozen
class Called:
    """Whom a label names, in full, with titles, and as what."""

    name: str
    role: Role | None = None


@define
class LabelNames:
    """The names behind the labels of a text, asked label by label from its beginning."""

    text: str
    language: Language
    _first_full: dict[str, str] = field(factory=dict)
    _last_full: dict[str, str] = field(factory=dict)
    _introduced: dict[str, str] = field(factory=dict)
    _examiner: str = ""
    _witness: str = ""

    @classmethod
    def of(cls, text: str, labels: Sequence[Label], language: Language) -> LabelNames:
        names = cls(text, language)
        for match in _INITIALS.finditer(text):
            names._introduced.setdefault(match["initials"].lower(), match["name"])
        for match in language.layout.name_of_place.finditer(text):
            last = match["name"].split()[-1]
            names._introduced.setdefault(f"{last}{match['place']}".lower(), match["name"])
        shorts = {label.text.strip(".") for label in labels}
        initials = {short: short.replace(".", "") for short in shorts if _SHORT.fullmatch(short)}
        spelled_out = dict(names._by_initials({*initials.values()}))
        for short, letters in initials.items():
            if letters in spelled_out:
                names._introduced.setdefault(short.lower(), spelled_out[letters])
        for label in labels:
            full = names._bare(label.text)
            for short in names._short_forms(full):
                names._first_full.setdefault(short, full)
        return names

    def _by_initials(self, wanted: Set[str]) -> Iterator[tuple[str, str]]:
        """The one full name in the text that has some initials; of several, the one with a known given name."""
        found: dict[str, set[str]] = {}
        for match in _FULL.finditer(self.text) if wanted else ():
            words = match.group().split()
            for length in range(2, len(words) + 1):
                found.setdefault("".join(word[0] for word in words[:length]), set()).add(" ".join(words[:length]))
        for short in sorted(wanted):
            full = found.get(short, set())
            given = {name for name in full if name.split()[0].lower() in self.language.given_names}
            for name in given if len(given) == 1 else full if len(full) == 1 else ():
                yield short, name

    def note(self, line: str) -> None:
        """Take note of who asks and who answers from here on, if a line says so: `BY MR. LEE:`"""
        layout = self.language.layout
        if len(line) > NOTICE:
            return
        if match := layout.examiner.fullmatch(line.strip()):
            self._examiner = self._in_full(self._bare(match["name"]))
        elif match := layout.witness.fullmatch(line.strip()):
            self._witness = self._in_full(self._bare(match["name"]))

    def called(self, label: Label) -> Called:
        """Whom a label names."""
        if label.kind == "questions":
            answers = label.text.lower() in self.language.answer_labels
            known = self._witness if answers else self._examiner
            return Called(known or label.text)
        bare = self._bare(label.text)
        if self._names_bearer(label):
            return Called(self._remember(self._bare(label.added)), self._role(label.start, label.end))
        if bare.lower() in self.language.witness_labels:
            self._witness = self._witness or bare
        return Called(self._remember(bare), self._role(*label.role) if label.role else None)

    def _remember(self, bare: str) -> str:
        full = self._in_full(bare)
        for short in self._short_forms(full):
            self._last_full[short] = full
        return full

    def _in_full(self, bare: str) -> str:
        """A name as a label before it has it in full, or one behind it, or the text."""
        untitled = self._untitled(bare).lower()
        keys = [(key, known) for key in (bare.lower(), untitled) for known in (self._last_full, self._first_full)]
        found = [known[key] for key, known in keys if key in known and not self._differ(bare, known[key])]
        return self._introduced.get(untitled) or next(iter(found), bare)

    def _differ(self, one: str, other: str) -> bool:
        """Whether two names have different titles: `MR. MOE`, `MS. MOE`."""
        titled = bool(self._titles(one) and self._titles(other))
        return titled and one.split()[0].lower() != other.split()[0].lower()

    def _bare(self, name: str) -> str:
        """A name without its article and the letters behind it: `THE COURT`, `Ida Moe KC`."""
        words = name.strip(" .").split()
        while len(words) > 1 and words[0].lower() in self.language.articles:
            del words[0]
        while len(words) > 1 and self.language.is_post_nominal(words[-1]):
            del words[-1]
        return " ".join(words)

    def _titles(self, name: str) -> int:
        """How many words before a name are titles, the last word aside."""
        words = name.split()
        return next(
            (place for place, word in enumerate(words[:-1]) if not self.language.is_title(word)), len(words) - 1
        )

    def _untitled(self, name: str) -> str:
        return " ".join(name.split()[self._titles(name) :])

    def _short_forms(self, full: str) -> Iterator[str]:
        """By what somebody may be called who has a name of several words: the last, the first, the name untitled."""
        words = self._untitled(full).split()
        placed = next((place for place, word in enumerate(words) if word in self.language.genitive_prepositions), None)
        words, titles = words[:placed], full.split()[: self._titles(full)]
        if len(words) > 1:
            yield words[0].lower()
        if words and (titles or placed or len(words) > 1):
            yield words[-1].lower()
            yield from (f"{title} {words[-1]}".lower() for title in titles if placed or len(words) > 1)

    def _names_bearer(self, label: Label) -> bool:
        """Whether an office stands before a name in brackets: `The Minister of Works (Mr Roe)`, not `Mr ROE (Con)`."""
        first = label.added.split(" ")[0]
        return bool(label.added) and self.language.is_honorific(first) and not _CAPITALS.search(label.text)

    def _role(self, start: int, end: int) -> Role:
        first, blank, rest = self.text[start:end].partition(" ")
        return Role.cut(self.text, end - len(rest) if blank and first.lower() in self.language.articles else start, end)
