"""Who may talk to the server: only pages that it gave out itself, and who knows the address with its token.

Any page of the web can make a browser send requests to this machine. It cannot know the token; it cannot read answers,
as the `Host` of a name that was turned to this machine (DNS rebinding) is refused; and it cannot make the browser hide
where a request is from, as `Origin` tells.
"""

from __future__ import annotations

from hmac import compare_digest
from typing import Final

from starlette.datastructures import Headers, MutableHeaders
from starlette.responses import PlainTextResponse, RedirectResponse, Response
from starlette.types import ASGIApp, Message, Receive, Scope, Send

PAGE: Final = (
    "default-src 'none'; script-src 'self'; style-src 'self'; connect-src 'self'; frame-src 'self'; img-src data:; "
    "base-uri 'none'; form-action 'none'; frame-ancestors 'none'"
)
"""The content security policy of the page: its own script and style, and nothing from anywhere else."""
_HEADERS: Final = {
    "Cache-Control": "no-store",
    "Cross-Origin-Opener-Policy": "same-origin",
    "Cross-Origin-Resource-Policy": "same-origin",
    "Referrer-Policy": "no-referrer",
    "X-Content-Type-Options": "nosniff",
}


class Guard:
    """Refuses with 403 what does not come from the server's own page, and hands on the rest without the token."""

    def __init__(self, app: ASGIApp, token: str, port: int) -> None:
        self._app, self._token = app, token.encode()
        self._hosts = {f"127.0.0.1:{port}", f"localhost:{port}"}

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        """Answer a request."""
        if scope["type"] == "lifespan":
            await self._app(scope, receive, send)
            return

        async def with_headers(message: Message) -> None:
            if message["type"] == "http.response.start":
                headers = MutableHeaders(scope=message)
                for name, value in {**_HEADERS, "Content-Security-Policy": PAGE}.items():
                    headers.setdefault(name, value)
            await send(message)

        refusal = self._refusal(scope)
        if refusal is not None:
            await refusal(scope, receive, with_headers)
            return
        inner = "/" + scope["path"][1:].partition("/")[2]
        await self._app({**scope, "path": inner, "raw_path": inner.encode(), "root_path": ""}, receive, with_headers)

    def _refusal(self, scope: Scope) -> Response | None:
        """What a request is refused with; None where it may pass."""
        headers = Headers(scope=scope)
        host = headers.get("host", "").lower()
        if host not in self._hosts:
            return _refused("This server answers to its own name only.")
        origins = headers.getlist("origin")
        if any(origin.lower() != f"http://{host}" for origin in origins):
            return _refused("This request comes from another page.")
        if scope["method"] not in ("GET", "HEAD") and headers.get("sec-fetch-site", "same-origin") not in (
            "same-origin",
            "none",
        ):
            return _refused("This request comes from another page.")
        token, slash, _ = scope["path"][1:].partition("/")
        if not compare_digest(token.encode("utf-8", "surrogateescape"), self._token):
            return _refused("This address is not complete. Open the one that quoteattr serve has printed.")
        return None if slash else RedirectResponse(f"/{token}/")


def _refused(why: str) -> Response:
    return PlainTextResponse(why, 403)
