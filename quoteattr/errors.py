"""What can go wrong, in words that say what came, what was expected and what to do."""


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
