"""Reads the files in the folder of a language and checks them."""

from __future__ import annotations

import json
import tomllib
from functools import cache
from pathlib import Path
from typing import Any

import regex

from quoteattr.errors import LanguageError
from quoteattr.languages.language import Cues, Language, Layout, Marks

FOLDER = Path(__file__).parent


@cache
def load_language(code: str) -> Language:
    """Load a language by its code.

    >>> load_language("en").name
    'English'

    Raises LanguageError for a code without a data file, or a file that is not as it should be.
    """
    folder = FOLDER / f"{code}"
    source = folder / "words.toml"
    if not isinstance(code, str) or not code.isalnum() or not source.is_file():
        known = sorted(entry.parent.name for entry in FOLDER.glob("*/words.toml"))
        raise LanguageError(f"unknown language {code!r}; known: {', '.join(known)}")
    data = _read(source)
    given_names = _by_word(folder / "given_names.toml")
    try:
        return Language(
            code=code,
            name=data["name"],
            marks=_marks(data["marks"]),
            layout=_layout(data["layout"]),
            cues=_cues(folder / "cues.toml"),
            report_weights=_weights(folder / "reports.json"),
            extent_weights=_weights(folder / "extents.json"),
            source_weights=_weights(folder / "sources.json"),
            stances=_by_entry(data["stances"]),
            source_prepositions=frozenset(data["source_prepositions"]),
            opening_prepositions={word: frozenset(nouns) for word, nouns in data["opening_prepositions"].items()},
            quoted=frozenset(data["quoted"]),
            addressing=frozenset(data["addressing"]),
            feelings=frozenset(data["feelings"]),
            manners=frozenset(data["manners"]),
            trade_endings=tuple(data["trade_endings"]),
            turns_of_phrase=frozenset(data["turns_of_phrase"]),
            seeming=frozenset(data["seeming"]),
            negations=frozenset(data["negations"]),
            focusing=frozenset(data["focusing"]),
            times=frozenset(data["times"]),
            titles=frozenset(data["titles"]),
            honorifics=_by_entry(data["honorifics"]),
            styles=_by_entry(data["styles"]),
            heads_of_family=frozenset(data["heads_of_family"]),
            given_names=given_names,
            genders=_by_word(folder / "genders.toml") | given_names,
            nicknames={name: frozenset(short.split()) for name, short in _read(folder / "nicknames.toml").items()},
            metonyms=frozenset(data["metonyms"]),
            countries=frozenset(data["countries"]),
            nouns=_by_entry(data["nouns"]),
            name_particles=frozenset(data["name_particles"]),
            name_prepositions=frozenset(data["name_prepositions"]),
            name_suffixes=frozenset(data["name_suffixes"]),
            anonymity=regex.compile(data["anonymity"], regex.IGNORECASE),
            partitives=frozenset(data["partitives"]),
            body_suffixes=frozenset(data["body_suffixes"]),
            role_nouns=frozenset(data["role_nouns"]),
            demonyms=frozenset(data["demonyms"]),
            partisans=frozenset(data["partisans"]),
            outlets=frozenset(data["outlets"]),
            roles_of_bodies=frozenset(data["roles_of_bodies"]),
            spoken=frozenset(data["spoken"]),
            kin=frozenset(data["kin"]),
            ages=frozenset(data["ages"]),
            same_roles=tuple(map(frozenset, data["same_roles"])),
            past_roles=frozenset(data["past_roles"]),
            ranks=frozenset(data["ranks"]),
            office_verbs=frozenset(data["office_verbs"]),
            body_prepositions=frozenset(data["body_prepositions"]),
            party=regex.compile(data["party"]),
            determiners=frozenset(data["determiners"]),
            indefinites=frozenset(data["indefinites"]),
            definites=frozenset(data["definites"]),
            forward_pronouns=frozenset(data["forward_pronouns"]),
            general_bodies=frozenset(data["general_bodies"]),
            same_bodies=tuple(map(frozenset, data["same_bodies"])),
            same_documents=tuple(map(frozenset, data["same_documents"])),
            answer_labels=frozenset(data["answer_labels"]),
            pronouns=_by_entry(data["pronouns"]),
            gendered=_by_entry(data["gendered"]),
            precision=data["precision"],
            calibration={kind: tuple((x, y) for x, y in knots) for kind, knots in data["calibration"].items()},
        )
    except KeyError as error:
        raise LanguageError(f"{source.parent.name}/{source.name} lacks the entry {error}") from error
    except regex.error as error:
        raise LanguageError(
            f"{source.parent.name}/{source.name} has a pattern that is not well formed: {error}"
        ) from error
    except (TypeError, ValueError, AttributeError) as error:
        raise LanguageError(f"a data file of {code!r} is not of the expected form: {error}") from error


def _marks(data: dict[str, Any]) -> Marks:
    pairs = [*data["double"], *data["single"]]
    usual: dict[str, str] = {}  # the first pair with a mark says which way it usually faces
    for pair in pairs:
        for mark in pair:
            usual.setdefault(mark, pair)
    return Marks(
        double=frozenset("".join(data["double"])) | {"``", "''"},
        single=frozenset("".join(data["single"])),
        opening=frozenset(mark for mark, pair in usual.items() if mark == pair[0]) | {"``"},
        closing=frozenset(mark for mark, pair in usual.items() if mark == pair[1]) | {"''"},
        all=frozenset(usual) | {"``", "''"},
        before_opening=frozenset(data["before_opening"]),
        after_closing=frozenset(data["after_closing"]),
        pattern=regex.compile("``|''|[" + "".join(map(regex.escape, usual)) + "]"),
        elisions=regex.compile(data["elisions"], regex.IGNORECASE),
        measures=regex.compile(data["measures"]),
    )


def _layout(data: dict[str, Any]) -> Layout:
    return Layout(
        stamp=regex.compile(data["stamp"]),
        dateline=regex.compile(data["dateline"]),
        label=regex.compile(data["label"]),
        signature=regex.compile(data["signature"]),
        no_speakers=frozenset(data["no_speakers"]),
    )


def _read(source: Path) -> dict[str, Any]:
    """The tables of a file; none where there is no file."""
    try:
        return tomllib.loads(source.read_text(encoding="utf-8")) if source.is_file() else {}
    except tomllib.TOMLDecodeError as error:
        raise LanguageError(f"{source.parent.name}/{source.name} is no TOML: {error}") from error


def _cues(source: Path) -> Cues:
    try:
        return Cues(
            {frame: {lemma: (h, n) for lemma, (h, n) in table.items()} for frame, table in _read(source).items()}
        )
    except (AttributeError, TypeError, ValueError) as error:
        raise LanguageError(
            f"{source.parent.name}/{source.name} must hold tables of `lemma = [reported, seen]`: {error}"
        ) from error


def _weights(source: Path) -> dict[str, float]:
    if not source.is_file():
        return {}
    weights: dict[str, float] = json.loads(source.read_text(encoding="utf-8"))["weights"]
    return weights


def _by_entry(table: dict[str, list[str]]) -> dict[str, Any]:
    """Turn lists under headings into the heading of each entry."""
    return {entry: heading for heading, entries in table.items() for entry in entries}


def _by_word(source: Path) -> dict[str, str]:
    return {word: heading for heading, words in _read(source).items() for word in words.split()}
