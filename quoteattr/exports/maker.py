"""What made a file."""

from functools import cache
from importlib.metadata import PackageNotFoundError, version

NAME = "quoteattr"


@cache
def made_by() -> tuple[str, str]:
    """The name and the version of the package; of one that is used without being installed, `0`."""
    try:
        return NAME, version(NAME)
    except PackageNotFoundError:
        return NAME, "0"
