"""What the server takes at most, and how long it waits."""

from __future__ import annotations

from typing import Final

from attrs import frozen

MEGABYTE: Final = 1_000_000


@frozen
class Limits:
    """Bytes of one upload and of all that are kept, characters of one upload, seconds.

    `small` is the size up to which an upload goes past the large ones. `pause` is how long a body may stand still, and
    `whole` how long all of it may take.
    """

    upload: int = 20 * MEGABYTE
    kept: int = 200 * MEGABYTE
    jobs: int = 500
    characters: int = 20_000_000
    memory: int = 4_000 * MEGABYTE
    small: int = MEGABYTE // 5
    pause: float = 10.0
    whole: float = 120.0


def in_megabytes(size: int) -> str:
    """A number of bytes as people read it.

    >>> in_megabytes(20_000_000), in_megabytes(1_234)
    ('20 MB', '0.001 MB')
    """
    return f"{size / MEGABYTE:,.3f}".rstrip("0").rstrip(".") + " MB"
