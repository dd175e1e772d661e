"""Bodies of requests, read with limits: what is too large or too slow is refused while it comes, not after."""

from __future__ import annotations

import asyncio
from collections.abc import AsyncIterator
from time import monotonic

from starlette.exceptions import HTTPException
from starlette.requests import ClientDisconnect, Request

from quoteattr.interfaces.serve.limits import Limits, in_megabytes


async def pieces(request: Request, most: int, limits: Limits) -> AsyncIterator[bytes]:
    """The body of a request, piece by piece, of at most so many bytes.

    Raises HTTPException with 413 for a body that is larger, or says so, and with 408 for one that takes too long.
    """
    declared = request.headers.get("content-length", "")
    if declared.isdigit() and int(declared) > most:
        raise _too_large(most)
    size, until = 0, monotonic() + limits.whole
    stream = aiter(request.stream())
    while True:
        try:
            async with asyncio.timeout(max(0, min(limits.pause, until - monotonic()))):
                piece = await anext(stream, None)
        except TimeoutError:
            raise HTTPException(408, "The upload took too long. Send it again.") from None
        except ClientDisconnect:
            raise HTTPException(400, "The upload was broken off.") from None
        if piece is None:
            return
        size += len(piece)
        if size > most:
            raise _too_large(most)
        yield piece


def _too_large(most: int) -> HTTPException:
    return HTTPException(413, f"This is larger than {in_megabytes(most)}, the most that one upload may be. Split it.")
