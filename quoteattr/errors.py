"""What can go wrong, in words that say what came, what was expected and what to do."""

import reprlib

LONGEST = 60
"""Characters of a value that a message shows, about."""


class QuoteattrError(Exception):
    """The parent of every error this library raises on purpose."""


class LanguageError(QuoteattrError, ValueError):
    """A language is unknown, or its data file is not as it should be."""


class ParserError(QuoteattrError):
    """A parser cannot be loaded, as a package or a model file is missing or damaged; or it fails on all it is given."""


class ParseError(QuoteattrError, ValueError):
    """A parse that was handed in does not fit the text or is not a tree."""


class InputError(QuoteattrError, ValueError):
    """An argument, a file or a line of input is not of the expected form."""


def shown(value: object) -> str:
    """A value as a message shows it, cut in its middle where it is long.

    >>> shown("Lee"), shown(7), len(shown("a" * 20_000)), len(shown(["a" * 20_000] * 20_000)) < 300
    ("'Lee'", '7', 60, True)
    """
    try:
        return _BRIEF.repr(value)
    except ValueError:  # Python writes out no number of thousands of digits
        return f"a {type(value).__name__} of thousands of digits"


def brief(message: object) -> str:
    """What an error of somebody else says, cut where it is long.

    >>> brief(ValueError("no such word")), len(brief("a" * 20_000))
    ('no such word', 300)
    """
    words = str(message)
    return words if len(words) <= LONGEST_MESSAGE else f"{words[: LONGEST_MESSAGE - 4]} ..."


LONGEST_MESSAGE = 300
"""Characters of somebody else's message that one of ours repeats, at most."""


def _brief() -> reprlib.Repr:
    found = reprlib.Repr()
    found.maxstring = found.maxother = found.maxlong = LONGEST
    found.maxlist = found.maxtuple = found.maxdict = found.maxset = found.maxfrozenset = 4
    found.maxlevel = 2
    return found


_BRIEF = _brief()
