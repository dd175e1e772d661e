"""Records as plain dicts and flat rows, and dicts back into records.

The dicts hold only what JSON holds. Offsets are code points into the caller's text, end exclusive. Reading
is strict, because a record that does not fit its text is worse than none: each error names the JSON path of
the value that is wrong.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from typing import TYPE_CHECKING, Any, Final, TypeAlias, get_args

from quoteattr.errors import QuoteattrError
from quoteattr.records.nodes import JsonNode
from quoteattr.records.records import (
    Addressee,
    Cue,
    Listener,
    Mention,
    Person,
    Quote,
    Role,
    Span,
    Speaker,
    circumstances_of,
)
from quoteattr.records.tree import level
from quoteattr.vocabulary import Form, QuoteKind, SpeakerKind, Stance

if TYPE_CHECKING:
    import pandas as pd

Row: TypeAlias = dict[str, str | int | float | None]

COLUMNS: Final = (
    "quote_id",
    "level",
    "within",
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
    "addressee",
    "medium",
    "occasion",
    "time",
)
"""The columns of a row, in order."""

DEEPEST: Final = 50
"""Quotes within quotes that are read, at most."""
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
        "id": quote.id,
        "kind": quote.kind,
        "text": quote.text,
        "content": [span_to_dict(span) for span in quote.content],
        "cue": cue_to_dict(quote.cue) if quote.cue else None,
        "source": mention_to_dict(quote.source) if quote.source else None,
        "speaker": speaker_to_reference(quote.speaker) if quote.speaker else None,
        "speakers": [speaker_to_reference(speaker) for speaker in quote.speakers],
        "sieve": quote.sieve,
        "confidence": quote.confidence,
        "speaker_confidence": quote.speaker_confidence,
        "addressee": _addressee_to_dict(quote.addressee) if quote.addressee else None,
        "medium": span_to_dict(quote.medium) if quote.medium else None,
        "occasion": span_to_dict(quote.occasion) if quote.occasion else None,
        "time": span_to_dict(quote.time) if quote.time else None,
        "inner": [quote_to_dict(inner) for inner in quote.inner],
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
        "role": span_to_dict(speaker.role) if speaker.role else None,
        "roles": [span_to_dict(role) for role in speaker.roles],
        "affiliation": span_to_dict(speaker.affiliation) if speaker.affiliation else None,
        "aliases": list(speaker.aliases),
        "mentions": [mention_to_dict(mention) for mention in speaker.mentions],
        "relayed": speaker.relayed,
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
        "roles": [span_to_dict(role) for role in person.roles],
        "aliases": list(person.aliases),
        "mentions": [mention_to_dict(mention) for mention in person.mentions],
        "quotes": person.quotes,
    }


def quote_to_row(quote: Quote) -> Row:
    """Flatten a quote into one row with the keys `COLUMNS`, None where the text gives nothing.

    `start` and `end` are those of the whole content; where a cue interrupts it, `text` is shorter than that. `level` is
    0 for an outermost quote, and `within` the id of the quote around one that is not.

    >>> text = "“We won,” said Ann Lee."
    >>> speaker = Speaker(0, "Ann Lee", "person")
    >>> row = quote_to_row(Quote("direct", (Span.cut(text, 1, 8),), None, None, speaker, "subject_of_cue", 0.9))
    >>> row["text"], row["start"], row["end"], row["speaker"], row["role"]
    ('We won,', 1, 8, 'Ann Lee', None)
    """
    speaker = quote.speaker
    role = speaker.role if speaker else None
    return {
        "quote_id": quote.id,
        "level": level(quote),
        "within": quote.outer.id if quote.outer is not None else None,
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
        **{name: span.text if span else None for name, span in circumstances_of(quote).items()},
    }


def rows_to_dataframe(rows: Iterable[Row]) -> pd.DataFrame:
    """Put rows into a pandas DataFrame whose column types are the same for any rows, and for none.

    >>> rows_to_dataframe([]).shape
    (0, 19)
    """
    # Words are objects, because Arrow, which pandas may hold strings in, refuses lone surrogates.
    frame: pd.DataFrame = load_pandas().DataFrame(list(rows), columns=list(COLUMNS), dtype=object)
    numbers = {
        "level": "int64",
        "start": "int64",
        "end": "int64",
        "confidence": "float64",
        "speaker_confidence": "float64",
    }
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


def span_to_dict(span: Span) -> dict[str, Any]:
    return {"start": span.start, "end": span.end, "text": span.text}


def cue_to_dict(cue: Cue) -> dict[str, Any]:
    return {**span_to_dict(cue), "lemma": cue.lemma, "stance": cue.stance, "negated": cue.negated}


def _addressee_to_dict(addressee: Addressee) -> dict[str, Any]:
    return {**span_to_dict(addressee), "speaker": addressee.speaker}


def mention_to_dict(mention: Mention) -> dict[str, Any]:
    return {**span_to_dict(mention), "form": mention.form}


def speaker_to_reference(speaker: Speaker) -> dict[str, Any]:
    role = speaker.role.text if speaker.role else None
    return {"id": speaker.id, "name": speaker.name, "kind": speaker.kind, "role": role}


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
    speaker = node.optional("speaker", lambda reference: find_speaker(reference.get("id"), speakers))
    joint = node.each("speakers", lambda reference: find_speaker(reference.get("id"), speakers))
    if speaker != next(iter(joint), None):
        raise node.get("speaker").wrong('the first of "speakers", or null where there are none')
    return Quote(
        kind=node.get("kind").choice(QUOTE_KINDS),
        content=content,
        cue=node.optional("cue", read_cue),
        source=node.optional("source", read_mention),
        speaker=speaker,
        speakers=joint,
        sieve=node.get("sieve").string(),
        confidence=node.get("confidence").share(),
        speaker_confidence=node.newer("speaker_confidence", JsonNode.share),
        addressee=node.newer("addressee", _read_addressee),
        medium=node.newer("medium", JsonNode.span),
        occasion=node.newer("occasion", JsonNode.span),
        time=node.newer("time", JsonNode.span),
        inner=_read_inner(node, speakers) if "inner" in data else (),
        id=node.newer("id", JsonNode.string),
        addressees=node.each("addressees", _read_listener) if "addressees" in data else (),
    )


def _read_inner(node: JsonNode, speakers: Mapping[int, Speaker]) -> tuple[Quote, ...]:
    if node.path.count(".inner[") >= DEEPEST:
        raise node.get("inner").wrong(f"quotes within quotes to a depth of {DEEPEST} at most")
    return node.each("inner", lambda item: quote_from_dict(item.value, node.text, speakers, item.path))


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
        mentions=node.each("mentions", read_mention),
        relayed=node.get("relayed").boolean() if "relayed" in data else False,
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
        mentions=node.each("mentions", read_mention),
        quotes=node.get("quotes").count(),
    )


def read_cue(node: JsonNode) -> Cue:
    span = node.span()
    lemma, stance = node.get("lemma").string(), node.get("stance").choice(STANCES)
    return Cue(span.start, span.end, span.text, lemma, stance, node.get("negated").boolean())


def _read_addressee(node: JsonNode) -> Addressee:
    span = node.span()
    return Addressee(span.start, span.end, span.text, node.optional("speaker", JsonNode.integer))


def read_mention(node: JsonNode) -> Mention:
    span = node.span()
    return Mention(span.start, span.end, span.text, node.get("form").choice(FORMS))


def _read_role(node: JsonNode) -> Role:
    span = node.span()
    return Role(span.start, span.end, span.text)


def _read_listener(node: JsonNode) -> Listener:
    return Listener(node.get("id").integer(), node.get("name").string())


def find_speaker(node: JsonNode, speakers: Mapping[int, Speaker]) -> Speaker:
    speaker = speakers.get(node.integer())
    if speaker is None:
        raise node.wrong("the id of one of the document's speakers")
    return speaker
