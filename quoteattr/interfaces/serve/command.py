"""The command `quoteattr serve`: a page on this machine, for those who do not program."""

from __future__ import annotations

import os
import signal
import socket
import webbrowser
from secrets import token_urlsafe
from threading import Thread

import click

from quoteattr.errors import InputError
from quoteattr.interfaces.messages import say
from quoteattr.interfaces.readers.extras import needing
from quoteattr.interfaces.serve.jobs import Desk
from quoteattr.interfaces.serve.limits import Limits

_HERE = "127.0.0.1"
_GRACE = 2
"""Seconds in which requests may end after Ctrl-C."""


@click.command()
@click.option(
    "--port", type=click.IntRange(0, 65535), default=0, metavar="N", help="The port.  [default: one that is free]"
)
@click.option("--no-browser", is_flag=True, help="Print the address, and do not open it.")
@click.pass_context
def serve(context: click.Context, port: int, no_browser: bool) -> None:
    r"""Open a page in the browser, to paste texts and drop files.

    \b
    Examples:
      quoteattr serve
      quoteattr serve --port 8765 --no-browser

    Paste a text or drop files, see who said what, put right what is wrong, and save it all for Excel. Nothing leaves
    this machine, and only this machine can open the page: its address holds a secret that is new each time. Ctrl-C
    ends the server, and what was uploaded is gone. Needs pip install "quoteattr[serve]".
    """
    try:
        with needing("serve", "the page", "starlette and uvicorn"):
            import uvicorn

            from quoteattr.interfaces.serve import app
    except InputError as error:
        say(str(error))
        context.exit(1)
    with socket.socket() as listening:
        _bind(listening, port)
        port = listening.getsockname()[1]
        token = token_urlsafe(32)
        address = f"http://{_HERE}:{port}/{token}/"

        def opened() -> None:
            click.echo(f"Open {address}\nNothing leaves this machine. Ctrl-C ends it.")
            if not no_browser:
                # A browser that runs in the terminal would keep the server from answering it.
                Thread(target=webbrowser.open, args=(address,), daemon=True).start()

        config = uvicorn.Config(
            app.make(Desk(Limits()), token, port, opened),
            access_log=False,
            log_level="error",
            server_header=False,
            proxy_headers=False,
            timeout_graceful_shutdown=_GRACE,
            ws="none",
        )
        server = uvicorn.Server(config)
        if hasattr(signal, "SIGHUP"):  # the window of the terminal was closed
            signal.signal(signal.SIGHUP, server.handle_exit)
        try:
            server.run(sockets=[listening])
        except KeyboardInterrupt:
            click.echo("Ended; what was uploaded is gone.")


def _bind(listening: socket.socket, port: int) -> None:
    if os.name == "posix":  # elsewhere it would let others listen too
        listening.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
    try:
        listening.bind((_HERE, port))
    except OSError as error:
        raise click.ClickException(
            f"port {port} cannot be used ({error.strerror}); give another with --port"
        ) from error
