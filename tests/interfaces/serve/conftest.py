"""One server for all tests of a file that need no limits of their own."""

from collections.abc import Iterator

import pytest

from tests.interfaces.serve.serving import Served, serving


@pytest.fixture(scope="module")  # other tests count the processes that are left
def served() -> Iterator[Served]:
    """A server that runs."""
    with serving() as found:
        yield found
