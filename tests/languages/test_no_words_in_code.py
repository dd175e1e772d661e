"""Rules hold no word of a language: what they ask of words are lists, so that a second language needs no code."""

import ast
import tomllib
from collections.abc import Iterator
from pathlib import Path
from typing import Any, get_args, get_origin, get_type_hints

import attrs
import pytest
import regex

import quoteattr.vocabulary
from quoteattr.languages.language import Language, Layout, Marks
from quoteattr.languages.loading import FOLDER, codes

PACKAGE = FOLDER.parent
ROOMS = ("document", "quotations", "entities", "coreference", "attribution")
"""Where the rules lie."""

TECHNICAL = {
    # Universal Dependencies, and tags of names
    "det": "a relation",
    "obl:agent": "a relation",
    "DET": "a part of speech",
    "X": "a part of speech",
    "Number": "a feature",
    "Person": "a feature",
    "Dem": "a value of a feature: demonstrative",
    **dict.fromkeys(("Past", "past", "Mood=Ind|Tense=Past|VerbForm=Fin"), "a value of a feature, and a name for it"),
    "PER": "a tag",
    "B-PER": "a tag",
    "I-PER": "a tag",
    # names that the library gives
    "as": "a frame",
    "quote": "a frame",
    "nothing": "a source or a word that is not there",
    "word": "what stands before a branch",
    "role word": "a sort of evidence for a role",
    "itself": "the place of a candidate for a source",
    "other": "what a branch hangs from",
    "outlet": "the sort of a phrase",
    **dict.fromkeys(("own", "source"), "the place of a phrase"),
    "last name": "a key of the index of names",
    "last word": "a key of the index of names",
    "only word": "a key of the index of names",
    "letters": "a key of the index of names",
    "label": "a group of a pattern",
    "present": "a key of the words of silences",
    "chat": "a form of labels",
    "added": "a group of a pattern",
    "q": "a type of numbers",
    "later": "where the next mention is",
    **dict.fromkeys(("agent", "owner", "subject's owner"), "the part of a mention in its clause"),
    **dict.fromkeys(("named office", "office", "other office", "family", "body", "general"), "how a description fits"),
    **dict.fromkeys(
        ("no", "none", "only", "among", "nobody=", "kin=owner", "kin=head of family"), "what a feature of a turn tells"
    ),
    "quoting": "what a text is to pronouns",
    **dict.fromkeys(("at", "echo", "order", "reports", "says", "since"), "what a feature of a pronoun looks at"),
    **dict.fromkeys(("guess", "reporter", "speaker"), "what is noted of a figure or a candidate"),
}
"""Strings that look like English words and are none, as nothing in a text is compared with them."""

TEXTUAL = ("text", "lemma", "lower")
"""What a rule asks for words by; with it no string of letters is compared, whatever it is elsewhere."""

TOLD = ("Gloss", "Rule", "InputError", "TypeVar")
"""What holds English that rules do not read, as docstrings do."""


def words(data: Any) -> Iterator[str]:
    """The words of all lists, by their letters alone."""
    if isinstance(data, str):
        yield letters(data)
    elif isinstance(data, list):
        for entry in data:
            yield from words(entry)
    elif isinstance(data, dict):
        for value in data.values():
            yield from words(value) if not isinstance(value, str) else ()


def letters(text: str) -> str:
    return "".join(filter(str.isalpha, text.lower()))


def headings(declared: Any) -> Iterator[str]:
    """The strings that a type names, which are the library's own: kinds of speakers, genders, styles."""
    for inner in get_args(declared):
        yield from [inner] if isinstance(inner, str) else headings(inner)


FILES = [tomllib.loads((FOLDER / code / "words.toml").read_text(encoding="utf-8")) for code in codes()]
WORDS = {word for data in FILES for word in words(data)} - {""}
NAMED = {
    name
    for declared in (*vars(quoteattr.vocabulary).values(), *get_type_hints(Language).values())
    if get_origin(declared) is not None
    for name in headings(declared)
}


def found_in(code: str) -> list[tuple[int, str]]:
    """The strings of a file with words of a language in them, each with its line."""
    tree = ast.parse(code)
    passed_over = {id(inner) for node in ast.walk(tree) for told in told_by(node) for inner in ast.walk(told)}
    compared = {id(inner) for node in ast.walk(tree) for side in beside_text(node) for inner in strings_in(side)}
    return [
        (node.lineno, node.value)
        for node in ast.walk(tree)
        if isinstance(node, ast.Constant) and isinstance(node.value, str) and id(node) not in passed_over
        if (id(node) in compared and letters(node.value))
        or (node.value not in TECHNICAL and node.value not in NAMED and has_word(node.value))
    ]


def told_by(node: ast.AST) -> Iterator[ast.AST]:
    """What is not read by rules: docstrings, glosses, messages, annotations, and texts that are put together."""
    docstring = isinstance(node, ast.Expr) and isinstance(node.value, ast.Constant)
    told = isinstance(node, ast.Call) and isinstance(node.func, ast.Name) and node.func.id in TOLD
    if docstring or told or isinstance(node, ast.JoinedStr):
        yield node
    elif isinstance(node, ast.FunctionDef):
        yield from [node.returns] if node.returns else ()
    elif isinstance(node, ast.arg | ast.AnnAssign):
        yield from [node.annotation] if node.annotation else ()


def beside_text(node: ast.AST) -> Iterator[ast.AST]:
    """What words of a text are compared with: `"that"` in `token.lemma == "that"` and in `word.lower() != "that"`."""
    if isinstance(node, ast.Compare):
        sides = (node.left, *node.comparators)
        yield from sides if any(map(is_of_text, sides)) else ()


def strings_in(side: ast.AST) -> Iterator[ast.AST]:
    """One side of a comparison if it is a string, or the strings in it if it is a collection."""
    yield from side.elts if isinstance(side, ast.Tuple | ast.List | ast.Set) else [side]


def is_of_text(node: ast.AST) -> bool:
    if isinstance(node, ast.Call):
        return isinstance(node.func, ast.Attribute) and (node.func.attr in TEXTUAL or is_of_text(node.func.value))
    return isinstance(node, ast.Attribute) and node.attr in TEXTUAL


def has_word(text: str) -> bool:
    """Whether a text, which may be a pattern, has a word in it."""
    plain = regex.sub(r"\\(?:p\{\w+\}|\w)", " ", text)
    return any(letters(run) in WORDS for run in regex.findall(r"[\p{L}'’]+", plain))


@pytest.mark.parametrize(
    "path", sorted(path for room in ROOMS for path in (PACKAGE / room).rglob("*.py")), ids=lambda path: path.stem
)
def test_rules_hold_no_words(path: Path) -> None:
    found = found_in(path.read_text(encoding="utf-8"))
    assert not found, f"words belong into a list of quoteattr.languages.language: {found}"


@pytest.mark.parametrize(
    "line",
    [
        'token.lemma == "that"',
        'token.text.lower() in ("who", "which")',
        'token.lemma == "as"',
        'KEPT = ("to", "whether")',
        'regex.compile(r" (?:at|by) ")',
        'token.text.endswith("\'s")',
        'HEADS = {"mrs": "Fem"}',
        'Frame("obl", "for")',
        'name.lower() == "xyz"',
    ],
)
def test_words_in_rules_are_found(line: str) -> None:
    assert found_in(line)


@pytest.mark.parametrize(
    "line",
    [
        'token.has_relation("det", "obl:agent")',
        'Frame("as")',
        'language.relatives.get(token.lemma) == "person"',
        'token.text == "&"',
        'Rule(who, "who said that")',
        'def of(self) -> "Source | None":\n    """Who said that."""\n    yield f"cue={that}"',
    ],
)
def test_technical_names_are_none(line: str) -> None:
    assert not found_in(line)


def test_every_list_is_asked() -> None:
    """So that no list stays behind when the rule is gone that asked it."""
    code = "\n".join(path.read_text(encoding="utf-8") for path in PACKAGE.rglob("*.py"))
    names = {field.name for cls in (Language, Layout, Marks) for field in attrs.fields(cls)}
    assert not {name for name in names if not regex.search(rf"\.{name}\b(?!\.default)", code)}


def test_every_technical_name_is_used_and_looks_like_a_word() -> None:
    """So that the list of those allowed stays short."""
    code = [path.read_text(encoding="utf-8") for room in ROOMS for path in (PACKAGE / room).rglob("*.py")]
    used = {str(node.value) for text in code for node in ast.walk(ast.parse(text)) if isinstance(node, ast.Constant)}
    assert set(TECHNICAL) <= used
    assert all(map(has_word, TECHNICAL))
