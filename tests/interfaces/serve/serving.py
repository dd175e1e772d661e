"""A server to talk to, and how to talk to it."""

from __future__ import annotations

import json
import socket
import time
from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from http.client import HTTPConnection
from threading import Thread
from typing import Any

import uvicorn
from attrs import frozen

from quoteattr.interfaces.serve.app import make
from quoteattr.interfaces.serve.jobs import Desk
from quoteattr.interfaces.serve.limits import Limits

TOKEN = "a-token-for-tests"


@frozen
class Reply:
    """What was answered."""

    status: int
    headers: Mapping[str, str]
    body: bytes

    @property
    def text(self) -> str:
        """The body as words."""
        return self.body.decode()

    @property
    def json(self) -> Any:
        """The body as JSON."""
        return json.loads(self.body)


@frozen
class Served:
    """A server that runs."""

    port: int
    desk: Desk

    @property
    def address(self) -> str:
        """The address of the page."""
        return f"http://127.0.0.1:{self.port}/{TOKEN}/"

    def ask(self, path: str, method: str = "GET", body: Any = None, **headers: str) -> Reply:
        """Ask for a path below the token; underscores in the names of headers are hyphens."""
        return self.ask_plainly(f"/{TOKEN}/{path}", method, body, **headers)

    def ask_plainly(self, path: str, method: str = "GET", body: Any = None, **headers: str) -> Reply:
        """Ask for a path as it is."""
        connection = HTTPConnection("127.0.0.1", self.port, timeout=60)
        try:
            connection.request(method, path, body, {name.replace("_", "-"): value for name, value in headers.items()})
            answer = connection.getresponse()
            return Reply(answer.status, {k.lower(): v for k, v in answer.getheaders()}, answer.read())
        finally:
            connection.close()

    def give(self, text: str | bytes, name: str = "a.txt", more: str = "") -> str:
        """Upload a text, and tell the id of its job."""
        body = text.encode() if isinstance(text, str) else text
        reply = self.ask(f"jobs?name={name}{more}", "POST", body)
        assert reply.status == 202, reply.text
        return str(reply.json["id"])

    def job(self, id: str) -> dict[str, Any]:
        """How far a job is."""
        [job] = self.ask(f"jobs?ids={id}").json
        return dict(job)

    def ended(self, id: str, within: float = 60) -> dict[str, Any]:
        """A job once it is at its end."""
        until = time.monotonic() + within
        while (job := self.job(id))["state"] in ("waiting", "running"):
            assert time.monotonic() < until, job
            time.sleep(0.05)
        return job


@contextmanager
def serving(limits: Limits | None = None) -> Iterator[Served]:
    """Run a server with real processes and models in a thread."""
    desk = Desk(limits or Limits())
    with socket.socket() as listening:
        listening.bind(("127.0.0.1", 0))
        port = listening.getsockname()[1]
        config = uvicorn.Config(
            make(desk, TOKEN, port), log_level="error", ws="none", timeout_graceful_shutdown=1, server_header=False
        )
        server = uvicorn.Server(config)
        thread = Thread(target=server.run, kwargs={"sockets": [listening]})
        thread.start()
        try:
            while not server.started:
                time.sleep(0.01)
            yield Served(port, desk)
        finally:
            server.should_exit = True
            thread.join()
