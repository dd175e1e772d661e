"""Whether two texts name the same speaker, as far as names and roles tell."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from typing import Final, Literal, TypeAlias

import regex

from quoteattr.entities.names import is_acronym, is_short_form, may_be_same_person, name_words
from quoteattr.languages.language import Language

Voice: TypeAlias = Literal["same", "other", "unknown"]

_BESIDE: Final = regex.compile(r"\s*[(\[][^)\]]*[)\]]|,.*")
"""What a label says beside the name: a role in brackets, a body behind a comma."""
_IN_BRACKETS: Final = regex.compile(r"[(\[]([^)\]]*)[)\]]")


def voice(names: Sequence[str], roles: Sequence[str], label: str, others: Iterable[str], language: Language) -> Voice:
    """Whether the speaker whom an article names, with `roles`, is the one under a label of a transcript.

    `others` are the other labels there: who has one of them is somebody else. Unknown where the label names nobody.

    >>> from quoteattr.languages.loading import load_language
    >>> english = load_language("en")
    >>> [voice(["Ann Lee"], ["mayor"], label, [], english) for label in ("MS. LEE", "MAYOR", "IDA MOE")]
    ['same', 'same', 'other']
    >>> voice(["Ann Lee"], [], "Q", [], english), voice(["Bo Ek"], [], "Q", ["BO EK"], english)
    ('unknown', 'other')
    """
    if any(is_same_label(name, label, language) for name in names) or _is_role(label, roles, language):
        return "same"
    if not any(map(is_name, names)):
        return "unknown"
    elsewhere = any(is_same_label(name, other, language) for other in others for name in names)
    return "other" if elsewhere or _names_somebody_else(label, names, language) else "unknown"


def is_same_label(one: str, other: str, language: Language) -> bool:
    """Whether two labels, or a name and a label, may be one speaker's; brackets may hold the name.

    >>> from quoteattr.languages.loading import load_language
    >>> is_same_label("Mr. Moe", "The Minister (Mr. Moe)", load_language("en"))
    True
    """
    return any(
        is_same_name(first, second, language)
        for first in (one, *_IN_BRACKETS.findall(one))
        for second in (other, *_IN_BRACKETS.findall(other))
    )


def is_same_name(one: str, other: str, language: Language) -> bool:
    """Whether two names may be one person's or body's: one is a form of the other, or its initials.

    >>> from quoteattr.languages.loading import load_language
    >>> [is_same_name("Mayor Ann Lee", other, load_language("en")) for other in ("A. LEE", "Lee", "AL", "Ann Moe")]
    [True, True, True, False]
    """
    first, second = _bare(one, language), _bare(other, language)
    if not first or not second:
        return False
    if first == second or may_be_same_person(first, second) or may_be_same_person(second, first):
        return True
    if _is_initials(one, second) or _is_initials(other, first):
        return True
    return any(
        is_acronym(short, full, language) or is_short_form(short, full, language)
        for short, full in ((one, other), (other, one))
    )


def is_name(text: str) -> bool:
    """Whether a phrase is written as a name is: `Ann Lee`, not `an official`."""
    return any(word[0].isupper() for word in text.split())


def _bare(name: str, language: Language) -> tuple[str, ...]:
    """The words of a name without titles, roles and what stands beside it."""
    words = name_words(_BESIDE.sub("", name), language)
    kept = [
        word for word in words if not (language.is_title(word) or language.is_role(word) or word in language.articles)
    ]
    return tuple(kept)


def _is_initials(short: str, full: Sequence[str]) -> bool:
    """Whether two or three capitals are the first letters of a name."""
    letters = short.replace(".", "").strip()
    return 1 < len(letters) < 4 and letters.isupper() and letters.lower() == "".join(word[0] for word in full)


def _is_role(label: str, roles: Sequence[str], language: Language) -> bool:
    """Whether a label says nothing but a role, and one of the speaker's."""
    words = [word for word in label.lower().split() if word not in language.articles]
    if not words or not all(language.is_role(word) for word in words):
        return False
    return any(set(words) <= set(role.lower().replace(",", " ").split()) for role in roles)


def _names_somebody_else(label: str, names: Sequence[str], language: Language) -> bool:
    """Whether a label is a name, and no letter, number or role; a given name is told only by another given name."""
    words = _bare(label, language)
    if not is_name(label) or any(map(str.isdigit, label)) or not any(len(word) > 1 for word in words):
        return False
    if len(words) > 1 or words[0] not in language.genders:
        return True
    given = [bare[0] for name in names if len(bare := _bare(name, language)) > 1]
    return bool(given) and not any(language.is_nickname(words[0], name) for name in given)
