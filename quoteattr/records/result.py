"""What an attribution hands back: the quotes of one text, with the speakers behind them."""

from __future__ import annotations

import json
import re
from collections.abc import Iterator, Mapping, Sequence
from pathlib import Path
from typing import TYPE_CHECKING, Any, overload

from attrs import field, frozen

from quoteattr.display import html, page
from quoteattr.records.dialogue import Dialogue
from quoteattr.records.export import (
    person_from_dict,
    person_to_dict,
    quote_from_dict,
    quote_to_dict,
    quote_to_row,
    rows_to_dataframe,
    speaker_from_dict,
    speaker_to_dict,
)
from quoteattr.records.nodes import JsonNode
from quoteattr.records.records import Person, Quote, Speaker
from quoteattr.records.silences import Silence, silence_from_dict, silence_to_dict
from quoteattr.records.tree import numbered, walked

if TYPE_CHECKING:
    import pandas as pd

# UTF-8 cannot hold lone surrogates; the other three end a line for some readers of JSON Lines.
_ESCAPED_IN_JSON = re.compile("[\x85\u2028\u2029\ud800-\udfff]")


@frozen(repr=False)
class Result(Sequence[Quote]):
    """The quotes of one text and the speakers behind them: a sequence of quotes, in the order of the text.

    The sequence holds the outermost quotes. Those within their words are in their `inner`; `all()` walks them too.
    Results that differ only in `people`, `id` and `meta` are equal.

    Attributes:
        text: The text that was read. All offsets count its code points, the end not included.
        language: The code of the language.
        quotes: The outermost quotes, as a tuple.
        speakers: Everybody who speaks in a quote or is asked in a silence. Their ids differ.
        warnings: What could not be read, and where, in sentences.
        people: Everybody the text names, quoted or not, and those who speak without a name.
        silences: Who was asked and said nothing.
        id: The name of the document, if it has one.
        meta: What else was known of the document: outlet, date.

    Examples:
        >>> from quoteattr.records.records import Span
        >>> text = "“We won,” said Ann Lee."
        >>> ann = Speaker(0, "Ann Lee", "person")
        >>> quote = Quote("direct", (Span.cut(text, 1, 8),), None, None, ann, "subject_of_cue", 0.9)
        >>> result = Result(text, "en", (quote,), (ann,))
        >>> result
        <Result: 1 quote, 1 speaker, en>
        >>> [quote.speaker.name for quote in result]
        ['Ann Lee']
        >>> Result.from_dict(result.to_dict(), text) == result
        True
    """

    text: str
    language: str
    quotes: tuple[Quote, ...] = field(converter=numbered)
    speakers: tuple[Speaker, ...]
    warnings: tuple[str, ...] = ()
    people: tuple[Person, ...] = field(default=(), eq=False)
    silences: tuple[Silence, ...] = ()
    id: str | int | None = field(default=None, eq=False)
    meta: Mapping[str, Any] = field(factory=dict, eq=False)

    def __len__(self) -> int:
        return len(self.quotes)

    @overload
    def __getitem__(self, place: int) -> Quote: ...
    @overload
    def __getitem__(self, place: slice) -> tuple[Quote, ...]: ...
    def __getitem__(self, place: int | slice) -> Quote | tuple[Quote, ...]:
        return self.quotes[place]

    def all(self) -> Iterator[Quote]:
        """Walk all quotes, each before those within its words."""
        return walked(self.quotes)

    def __repr__(self) -> str:
        quotes, speakers = _count(len(self.quotes), "quote"), _count(len(self.speakers), "speaker")
        return f"<Result: {quotes}, {speakers}, {self.language}>"

    def _repr_html_(self) -> str:
        return html.fragment(self.to_dict(), self.text)

    def to_dict(self, id: str | int | None = None, *, with_text: bool = False, people: bool = False) -> dict[str, Any]:
        """Turn the result into what JSON holds; `warnings` and `meta` are there if there are any.

        Args:
            id: A name for the document, in place of the result's own.
            with_text: Put the text in, which makes the record complete in itself.
            people: Put in everybody who is named, with their mentions.

        Examples:
            >>> Result("No one spoke.", "en", (), ()).to_dict(id="a1")
            {'id': 'a1', 'language': 'en', 'quotes': [], 'silences': [], 'speakers': []}
        """
        key = self.id if id is None else id
        data: dict[str, Any] = {} if key is None else {"id": key}
        if with_text:
            data["text"] = self.text
        data["language"] = self.language
        data["quotes"] = [quote_to_dict(quote) for quote in self.quotes]
        data["silences"] = [silence_to_dict(silence) for silence in self.silences]
        data["speakers"] = [speaker_to_dict(speaker) for speaker in self.speakers]
        if people:
            data["people"] = [person_to_dict(person) for person in self.people]
        if self.warnings:
            data["warnings"] = list(self.warnings)
        if self.meta:
            data["meta"] = dict(self.meta)
        return data

    def to_json(
        self,
        id: str | int | None = None,
        indent: int | None = None,
        *,
        with_text: bool = False,
        people: bool = False,
    ) -> str:
        r"""Write `to_dict` as JSON.

        Letters stay as they are, but lone surrogates are escaped, so that the string can always be written as
        UTF-8 and reads back the same. (A high surrogate *followed* by a low one, as two code points, is beyond
        JSON: readers make them one character.) What JSON does not know in `meta`, such as a date, is written as words.

        Args:
            id: As in `to_dict`.
            indent: Spaces to indent by. Without it the JSON is one line, fit for JSON Lines.
            with_text: As in `to_dict`.
            people: As in `to_dict`.

        Examples:
            >>> Result("Nobody spoke.", "en", (), (), warnings=("café \ud800",)).to_json()
            '{"language": "en", "quotes": [], "silences": [], "speakers": [], "warnings": ["café \\ud800"]}'
        """
        return written(self.to_dict(id, with_text=with_text, people=people), indent)

    @classmethod
    def from_dict(cls, data: Mapping[str, Any], text: str) -> Result:
        """Read back what `to_dict` gave for this text.

        Args:
            data: The dict.
            text: The text of which it was made.

        Raises:
            InputError: Something in `data` is not of the form expected, or the words of a span are not those of the
                text at its offsets. The message gives the JSON path.

        Examples:
            >>> Result.from_dict({"language": "en", "quotes": [{"kind": "shouted"}], "speakers": []}, "No one spoke.")
            Traceback (most recent call last):
            ...
            quoteattr.errors.InputError: at $.quotes[0]: the key 'content' is missing
        """
        node = JsonNode(data, text)
        speakers = node.each("speakers", lambda item: speaker_from_dict(item.value, text, item.path))
        by_id = {speaker.id: speaker for speaker in speakers}
        if len(by_id) < len(speakers):
            raise node.get("speakers").wrong("speakers whose ids differ")
        people = (
            node.each("people", lambda item: person_from_dict(item.value, text, item.path)) if "people" in data else ()
        )
        if len({person.id for person in people}) < len(people):
            raise node.get("people").wrong("people whose ids differ")
        quotes = node.each("quotes", lambda item: quote_from_dict(item.value, text, by_id, item.path))
        ids = [quote.id for quote in walked(quotes) if quote.id is not None]
        if len(set(ids)) < len(ids):
            raise node.get("quotes").wrong("quotes whose ids differ")
        return cls(
            text=text,
            language=node.get("language").string(),
            quotes=quotes,
            speakers=speakers,
            warnings=node.each("warnings", JsonNode.string) if "warnings" in data else (),
            people=people,
            id=data.get("id"),
            meta=node.get("meta").mapping() if "meta" in data else {},
            silences=node.each("silences", lambda item: silence_from_dict(item.value, text, by_id, item.path))
            if "silences" in data
            else (),
        )

    def to_html(self) -> str:
        """The text with its quotes marked, as a page of HTML that stands alone: no script, nothing to fetch.

        Examples:
            >>> Result("No one spoke.", "en", (), ()).to_html().startswith("<!DOCTYPE html>")
            True
        """
        return page.standing_alone(html.fragment(self.to_dict(), self.text), self.language)

    def view(self) -> Path:
        """Show `to_html` in the browser, and return the file that it is in; `quoteattr.view` shows many results."""
        return page.shown([self.to_html()])

    def dialogue(self) -> Dialogue:
        """Give the spoken lines in scenes, with tables of who speaks and who talks to whom: for novels and plays."""
        return Dialogue.of(self.text, self.quotes)

    def to_dataframe(self) -> pd.DataFrame:
        """Give a pandas DataFrame with a row for each quote.

        Quotes within others, whose `level` is above 0, follow those that they are in. `start` and `end` are code
        points into the text, the end not included; None stands where the text gives nothing. Column types are the
        same for an empty result, so that the tables of many texts can be put together. The columns are those of
        `quoteattr.records.export.COLUMNS`.

        Raises:
            QuoteattrError: pandas is not installed.

        Examples:
            >>> Result("No one spoke.", "en", (), ()).to_dataframe().shape
            (0, 19)
        """
        return rows_to_dataframe(map(quote_to_row, self.all()))


def written(data: Mapping[str, Any], indent: int | None = None) -> str:
    """JSON that can always be written as UTF-8, on one line without `indent`; what JSON does not know is words."""
    text = json.dumps(data, ensure_ascii=False, indent=indent, default=str)
    return _ESCAPED_IN_JSON.sub(lambda match: f"\\u{ord(match[0]):04x}", text)


def _count(number: int, noun: str) -> str:
    return f"{number} {noun}" if number == 1 else f"{number} {noun}s"
