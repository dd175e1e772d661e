"""Records as plain dicts and flat rows, and dicts back into records.

The dicts hold only what JSON holds. Offsets are code points into the caller's text, end exclusive. Reading
is strict, because a record that does not fit its text is worse than none: each error names the JSON path of
the value that is wrong.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping
from typing import TYPE_CHECKING, Any, Final, TypeAlias, TypeVar, get_args

from attrs import frozen

from quoteattr.errors import InputError, QuoteattrError
from quoteattr.records.records import Addressee, Cue, Mention, Person, Quote, Role, Span, Speaker
from quoteattr.vocabulary import Form, QuoteKind, SpeakerKind, Stance

if TYPE_CHECKING:
    import pandas as pd

T = TypeVar("T")
Row: TypeAlias = dict[str, str | int | float | None]

COLUMNS: Final = (
    "kind",
    "text",
    "start",
    "end",
    "cue",
    "source",
    "speaker",
    "speaker_kind",
    "role",
    "sieve",
    "confidence",
    "speaker_confidence",
)
"""The columns of a row, in order."""

QUOTE_KINDS: Final[tuple[QuoteKind, ...]] = get_args(QuoteKind)
FORMS: Final[tuple[Form, ...]] = get_args(Form)
SPEAKER_KINDS: Final[tuple[SpeakerKind, ...]] = get_args(SpeakerKind)
STANCES: Final[tuple[Stance, ...]] = get_args(Stance)


def quote_to_dict(quote: Quote) -> dict[str, Any]:
    """Turn a quote into a dict; its speaker is cut down to id, name, kind and the words of the role.

    >>> text = "“We won,” said Ann Lee."
    >>> quote = Quote("direct", (Span.cut(text, 1, 8),), Cue(10, 14, "said", "say"), None, None, "subject_of_cue", 0.9)
    >>> quote_to_dict(quote)["cue"]
    {'start': 10, 'end': 14, 'text': 'said', 'lemma': 'say', 'stance': 'assert', 'negated': False}
    >>> quote_to_dict(quote)["speaker"] is None
    True
    """
    return {
        "kind": quote.kind,
        "text": quote.text,
        "content": [_span_to_dict(span) for span in quote.content],
        "cue": _cue_to_dict(quote.cue) if quote.cue else None,
        "source": _mention_to_dict(quote.source) if quote.source else None,
        "speaker": _speaker_to_reference(quote.speaker) if quote.speaker else None,
        "speakers": [_speaker_to_reference(speaker) for speaker in quote.speakers],
        "sieve": quote.sieve,
        "confidence": quote.confidence,
        "speaker_confidence": quote.speaker_confidence,
        "addressees": [{"id": addressee.id, "name": addressee.name} for addressee in quote.addressees],
    }


def speaker_to_dict(speaker: Speaker) -> dict[str, Any]:
    """Turn a speaker into a dict, complete with aliases, mentions and the places of the roles.

    >>> speaker_to_dict(Speaker(0, "Ann Lee", "person", Role(23, 28, "mayor"), aliases=("Lee",)))["role"]
    {'start': 23, 'end': 28, 'text': 'mayor'}
    """
    return {
        "id": speaker.id,
        "name": speaker.name,
        "kind": speaker.kind,
        "role": _span_to_dict(speaker.role) if speaker.role else None,
        "roles": [_span_to_dict(role) for role in speaker.roles],
        "affiliation": _span_to_dict(speaker.affiliation) if speaker.affiliation else None,
        "aliases": list(speaker.aliases),
        "mentions": [_mention_to_dict(mention) for mention in speaker.mentions],
    }


def person_to_dict(person: Person) -> dict[str, Any]:
    """Turn a person into a dict; `role` is the words of the first of `roles`, which have their places.

    >>> person_to_dict(Person(0, "Ann Lee", "person", quotes=2))["quotes"]
    2
    """
    return {
        "id": person.id,
        "name": person.name,
        "kind": person.kind,
        "role": person.role.text if person.role else None,
        "roles": [_span_to_dict(role) for role in person.roles],
        "aliases": list(person.aliases),
        "mentions": [_mention_to_dict(mention) for mention in person.mentions],
        "quotes": person.quotes,
    }


def quote_to_row(quote: Quote) -> Row:
    """Flatten a quote into one row with the keys `COLUMNS`, None where the text gives nothing.

    `start` and `end` are those of the whole content; where a cue interrupts it, `text` is shorter than that.

    >>> text = "“We won,” said Ann Lee."
    >>> speaker = Speaker(0, "Ann Lee", "person")
    >>> row = quote_to_row(Quote("direct", (Span.cut(text, 1, 8),), None, None, speaker, "subject_of_cue", 0.9))
    >>> row["text"], row["start"], row["end"], row["speaker"], row["role"]
    ('We won,', 1, 8, 'Ann Lee', None)
    """
    speaker = quote.speaker
    role = speaker.role if speaker else None
    return {
        "kind": quote.kind,
        "text": quote.text,
        "start": quote.start,
        "end": quote.end,
        "cue": quote.cue.text if quote.cue else None,
        "source": quote.source.text if quote.source else None,
        "speaker": speaker.name if speaker else None,
        "speaker_kind": speaker.kind if speaker else None,
        "role": role.text if role else None,
        "sieve": quote.sieve,
        "confidence": quote.confidence,
        "speaker_confidence": quote.speaker_confidence,
    }


def rows_to_dataframe(rows: Iterable[Row]) -> pd.DataFrame:
    """Put rows into a pandas DataFrame whose column types are the same for any rows, and for none.

    >>> rows_to_dataframe([]).shape
    (0, 12)
    """
    # Words are objects, because Arrow, which pandas may hold strings in, refuses lone surrogates.
    frame: pd.DataFrame = load_pandas().DataFrame(list(rows), columns=list(COLUMNS), dtype=object)
    numbers = {"start": "int64", "end": "int64", "confidence": "float64", "speaker_confidence": "float64"}
    return frame.astype(numbers)


def load_pandas() -> Any:
    """Import pandas, or raise a `QuoteattrError` that says how to get it."""
    try:
        import pandas
    except ImportError as error:
        raise QuoteattrError(
            'to_dataframe() needs pandas, which is not installed; pip install "quoteattr[pandas]"'
        ) from error
    return pandas


def _span_to_dict(span: Span) -> dict[str, Any]:
    return {"start": span.start, "end": span.end, "text": span.text}


def _cue_to_dict(cue: Cue) -> dict[str, Any]:
    return {**_span_to_dict(cue), "lemma": cue.lemma, "stance": cue.stance, "negated": cue.negated}


def _mention_to_dict(mention: Mention) -> dict[str, Any]:
    return {**_span_to_dict(mention), "form": mention.form}


def _speaker_to_reference(speaker: Speaker) -> dict[str, Any]:
    role = speaker.role.text if speaker.role else None
    return {"id": speaker.id, "name": speaker.name, "kind": speaker.kind, "role": role}


@frozen
class JsonNode:
    """A JSON value, the text that it speaks of and its path; its methods read it, or raise `InputError`.

    >>> document = JsonNode({"quotes": [{"kind": "direct"}]}, "No one spoke.")
    >>> document.each("quotes", lambda quote: quote.get("kind").choice(QUOTE_KINDS))
    ('direct',)
    >>> document.each("quotes", lambda quote: quote.get("kind").integer())
    Traceback (most recent call last):
    ...
    quoteattr.errors.InputError: at $.quotes[0].kind: expected an integer, got 'direct'
    """

    value: Any
    text: str
    path: str = "$"

    def wrong(self, expected: str) -> InputError:
        """The error that says what was expected here and what came."""
        return InputError(f"at {self.path}: expected {expected}, got {_abridge(self.value)}")

    def get(self, key: str) -> JsonNode:
        """The value under a key, which must be there."""
        if not isinstance(self.value, Mapping):
            raise self.wrong("an object")
        if key not in self.value:
            raise InputError(f"at {self.path}: the key {key!r} is missing")
        return JsonNode(self.value[key], self.text, f"{self.path}.{key}")

    def optional(self, key: str, read: Callable[[JsonNode], T]) -> T | None:
        """What `read` makes of the value under a key; None where that is null."""
        node = self.get(key)
        return None if node.value is None else read(node)

    def each(self, key: str, read: Callable[[JsonNode], T]) -> tuple[T, ...]:
        """What `read` makes of each element of the array under a key."""
        node = self.get(key)
        if not isinstance(node.value, (list, tuple)):
            raise node.wrong("an array")
        return tuple(
            read(JsonNode(value, self.text, f"{node.path}[{place}]")) for place, value in enumerate(node.value)
        )

    def string(self) -> str:
        """A string."""
        if not isinstance(self.value, str):
            raise self.wrong("a string")
        return self.value

    def boolean(self) -> bool:
        """True or false."""
        if not isinstance(self.value, bool):
            raise self.wrong("true or false")
        return self.value

    def integer(self) -> int:
        """A whole number."""
        if not isinstance(self.value, int) or isinstance(self.value, bool):
            raise self.wrong("an integer")
        return self.value

    def count(self) -> int:
        """A whole number from 0."""
        number = self.integer()
        if number < 0:
            raise self.wrong("a number from 0")
        return number

    def share(self) -> float:
        """A number from 0 to 1."""
        if not isinstance(self.value, (int, float)) or isinstance(self.value, bool) or not 0 <= self.value <= 1:
            raise self.wrong("a number from 0 to 1")
        return float(self.value)

    def choice(self, allowed: tuple[T, ...]) -> T:
        """One of the allowed values."""
        for option in allowed:
            if option == self.value:
                return option
        raise self.wrong("one of " + ", ".join(map(repr, allowed)))

    def span(self) -> Span:
        """A span whose words stand at its offsets in the text."""
        start, end, words = self.get("start").integer(), self.get("end").integer(), self.get("text").string()
        if not 0 <= start <= end <= len(self.text):
            raise self.wrong(f"offsets with 0 <= start <= end <= {len(self.text)}, the length of the text")
        span = Span.cut(self.text, start, end)
        if span.text != words:
            raise self.get("text").wrong(f"{_abridge(span.text)}, the words at {start}:{end} of the text")
        return span


def quote_from_dict(data: Mapping[str, Any], text: str, speakers: Mapping[int, Speaker], path: str = "$") -> Quote:
    """Read a quote of `text` back from its dict; its speaker is looked up by id in `speakers`.

    `path` says where `data` stands in the document that it comes from. `InputError` is raised for a missing key,
    a value of the wrong sort, offsets that do not fit the text and the id of an unknown speaker.

    >>> text = "“We won,” said Ann Lee."
    >>> quote = Quote("direct", (Span.cut(text, 1, 8),), None, None, None, "none", 0.5)
    >>> quote_from_dict(quote_to_dict(quote), text, {}) == quote
    True
    >>> quote_from_dict(quote_to_dict(quote), "Another text altogether.", {})
    Traceback (most recent call last):
    ...
    quoteattr.errors.InputError: at $.content[0].text: expected 'nother ', the words at 1:8 of the text, got 'We won,'
    """
    node = JsonNode(data, text, path)
    content = node.each("content", JsonNode.span)
    if not content:
        raise node.get("content").wrong("at least one span")
    speaker = node.optional("speaker", lambda reference: _find_speaker(reference.get("id"), speakers))
    joint = node.each("speakers", lambda reference: _find_speaker(reference.get("id"), speakers))
    if speaker != next(iter(joint), None):
        raise node.get("speaker").wrong('the first of "speakers", or null where there are none')
    return Quote(
        kind=node.get("kind").choice(QUOTE_KINDS),
        content=content,
        cue=node.optional("cue", _read_cue),
        source=node.optional("source", _read_mention),
        speaker=speaker,
        speakers=joint,
        sieve=node.get("sieve").string(),
        confidence=node.get("confidence").share(),
        speaker_confidence=node.optional("speaker_confidence", JsonNode.share)
        if "speaker_confidence" in data
        else None,
        addressees=node.each("addressees", _read_addressee) if "addressees" in data else (),
    )


def speaker_from_dict(data: Mapping[str, Any], text: str, path: str = "$") -> Speaker:
    """Read a speaker of `text` back from the complete dict; `InputError` as with `quote_from_dict`.

    >>> speaker = Speaker(0, "Ann Lee", "person", mentions=(Mention(15, 22, "Ann Lee", "name"),))
    >>> speaker_from_dict(speaker_to_dict(speaker), "“We won,” said Ann Lee.") == speaker
    True
    """
    node = JsonNode(data, text, path)
    return Speaker(
        id=node.get("id").integer(),
        name=node.get("name").string(),
        kind=node.get("kind").choice(SPEAKER_KINDS),
        role=node.optional("role", _read_role),
        roles=node.each("roles", _read_role),
        affiliation=node.optional("affiliation", JsonNode.span),
        aliases=node.each("aliases", JsonNode.string),
        mentions=node.each("mentions", _read_mention),
    )


def person_from_dict(data: Mapping[str, Any], text: str, path: str = "$") -> Person:
    """Read a person of `text` back from the dict; `InputError` as with `quote_from_dict`.

    >>> person = Person(0, "Ann Lee", "person", mentions=(Mention(15, 22, "Ann Lee", "name"),), quotes=1)
    >>> person_from_dict(person_to_dict(person), "“We won,” said Ann Lee.") == person
    True
    """
    node = JsonNode(data, text, path)
    roles = node.each("roles", _read_role)
    words = node.optional("role", JsonNode.string)
    if words != (roles[0].text if roles else None):
        raise node.get("role").wrong('the words of the first of "roles", or null where there are none')
    return Person(
        id=node.get("id").integer(),
        name=node.get("name").string(),
        kind=node.get("kind").choice(SPEAKER_KINDS),
        role=roles[0] if roles else None,
        roles=roles,
        aliases=node.each("aliases", JsonNode.string),
        mentions=node.each("mentions", _read_mention),
        quotes=node.get("quotes").count(),
    )


def _read_cue(node: JsonNode) -> Cue:
    span = node.span()
    lemma, stance = node.get("lemma").string(), node.get("stance").choice(STANCES)
    return Cue(span.start, span.end, span.text, lemma, stance, node.get("negated").boolean())


def _read_mention(node: JsonNode) -> Mention:
    span = node.span()
    return Mention(span.start, span.end, span.text, node.get("form").choice(FORMS))


def _read_role(node: JsonNode) -> Role:
    span = node.span()
    return Role(span.start, span.end, span.text)


def _read_addressee(node: JsonNode) -> Addressee:
    return Addressee(node.get("id").integer(), node.get("name").string())


def _find_speaker(node: JsonNode, speakers: Mapping[int, Speaker]) -> Speaker:
    speaker = speakers.get(node.integer())
    if speaker is None:
        raise node.wrong("the id of one of the document's speakers")
    return speaker


def _abridge(value: object) -> str:
    shown = repr(value)
    return shown if len(shown) <= 60 else shown[:59] + "…"
