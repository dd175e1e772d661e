"""The addresses of the server, and what each answers."""

from __future__ import annotations

from collections.abc import AsyncIterator, Awaitable, Callable
from contextlib import asynccontextmanager
from importlib.resources import files
from json import JSONDecodeError, loads
from pathlib import Path, PureWindowsPath
from typing import Any, Final

from starlette.applications import Starlette
from starlette.concurrency import run_in_threadpool
from starlette.exceptions import HTTPException
from starlette.requests import Request
from starlette.responses import JSONResponse, PlainTextResponse, Response, StreamingResponse
from starlette.routing import Route
from starlette.types import ASGIApp

from quoteattr.errors import InputError
from quoteattr.interfaces.messages import shown
from quoteattr.interfaces.readers.formats import BY_SUFFIX, is_known
from quoteattr.interfaces.serve import answers
from quoteattr.interfaces.serve.bodies import pieces
from quoteattr.interfaces.serve.guard import Guard
from quoteattr.interfaces.serve.jobs import Desk, Job, Judgement, TooMuchError
from quoteattr.interfaces.serve.limits import Limits
from quoteattr.interfaces.serve.worker import Task
from quoteattr.trust.judging import judgement_of

_ASSETS: Final = {"": "text/html", "serve.css": "text/css", "serve.js": "text/javascript"}
_IN_FRAME: Final = "frame-ancestors 'self'; sandbox allow-scripts"
"""Of the page of marks, which has a policy of its own beside this one. Its script reaches nothing."""
_LONGEST_JUDGEMENT: Final = 10_000
_LONGEST_NAME: Final = 255


def make(desk: Desk, token: str, port: int, opened: Callable[[], None] = lambda: None) -> ASGIApp:
    """The server; `opened` is called once it answers, and the desk is closed when it ends."""

    @asynccontextmanager
    async def life(_: Starlette) -> AsyncIterator[None]:
        opened()
        try:
            yield
        finally:
            await run_in_threadpool(desk.close)

    pages = _Pages(desk)
    routes = [
        *(Route(f"/{name}", _asset(name or "serve.html", kind)) for name, kind in _ASSETS.items()),
        Route("/jobs", pages.upload, methods=["POST"]),
        Route("/jobs", pages.jobs),
        Route("/jobs/{id}", pages.remove, methods=["DELETE"]),
        Route("/jobs/{id}/stop", pages.stop, methods=["POST"]),
        Route("/jobs/{id}/judgements", pages.judge, methods=["POST"]),
        Route("/marked", pages.marked),
        Route("/rows", pages.rows),
        Route("/quotes.{form}", pages.file),
    ]
    told = {HTTPException: _told, TooMuchError: _too_much, InputError: _wrong}
    app = Starlette(routes=routes, lifespan=life, exception_handlers=told)
    app.router.redirect_slashes = False  # what stands behind the token would be led to an address without it
    return Guard(app, token, port)


class _Pages:
    """What can be asked of the jobs on a desk."""

    def __init__(self, desk: Desk) -> None:
        self._desk = desk

    async def upload(self, request: Request) -> Response:
        """Take up a file, whose bytes are the body and whose name is in the address."""
        name = name_of(request.query_params.get("name", ""))
        limits = self._desk.limits
        self._desk.check(0)
        place = self._desk.place(name)
        try:
            size = await _kept(request, place, limits)
            columns = {key: request.query_params.get(key) or key.partition("_")[0] for key in _COLUMNS}
            job = Job(Task(str(place), name, **columns), size)
            self._desk.add(job)
        except BaseException:
            place.unlink(missing_ok=True)
            raise
        return JSONResponse(job.told(), 202)

    async def jobs(self, request: Request) -> Response:
        """How far jobs are; those that are not kept any more are left out."""
        return JSONResponse([job.told() for job in self._asked(request)])

    async def stop(self, request: Request) -> Response:
        """Stop a job; what is done stays."""
        job = self._one(request)
        job.stop()
        return JSONResponse(job.told())

    async def remove(self, request: Request) -> Response:
        """Stop a job and forget it."""
        self._desk.remove(self._one(request))
        return Response(status_code=204)

    async def judge(self, request: Request) -> Response:
        """Take note of a judgement on one quote; an empty one takes it back."""
        job = self._one(request)
        body = b"".join([piece async for piece in pieces(request, _LONGEST_JUDGEMENT, self._desk.limits)])
        try:
            place, quote, judgement, speaker = _judgement(loads(body))
            found = len(job.answers[place].result) if 0 <= place < len(job.answers) else 0
        except (
            JSONDecodeError,
            RecursionError,
            UnicodeDecodeError,
            KeyError,
            OverflowError,
            TypeError,
            ValueError,
        ) as error:
            raise HTTPException(400, f"This is no judgement: {shown(str(error))}") from None
        if not 0 <= quote < found:
            raise HTTPException(404, "There is no such quote.")
        if judgement:
            job.judgements[place, quote] = Judgement(judgement, speaker)
        else:
            job.judgements.pop((place, quote), None)
        return Response(status_code=204)

    def marked(self, request: Request) -> Response:
        """The texts with their quotes marked."""
        page = answers.marked(self._asked(request), every="every" in request.query_params)
        return StreamingResponse(page, media_type="text/html", headers={"Content-Security-Policy": _IN_FRAME})

    def rows(self, request: Request) -> Response:
        """The quotes as rows to judge."""
        return JSONResponse(answers.rows(self._asked(request)))

    def file(self, request: Request) -> Response:
        """A file to keep."""
        form = request.path_params["form"]
        if form not in answers.FILES:
            raise HTTPException(404, f"There is no such file; there are {', '.join(answers.FILES)}.")
        data = answers.file(self._asked(request), form)
        disposition = {"Content-Disposition": f'attachment; filename="quotes.{form}"'}
        return Response(data, media_type=answers.FILES[form], headers=disposition)

    def _asked(self, request: Request) -> list[Job]:
        ids = request.query_params.get("ids", "").split(",")
        return [job for job in map(self._desk.get, ids) if job is not None]

    def _one(self, request: Request) -> Job:
        job = self._desk.get(request.path_params["id"])
        if job is None:
            raise HTTPException(404, "This upload is not kept any more.")
        return job


_COLUMNS: Final = ("text_column", "id_column")


def name_of(given: str) -> str:
    r"""The name of an upload, without folders. Raises HTTPException with 415 for what is not read.

    >>> name_of("../../notes.txt"), name_of(r"C:\notes.txt"), name_of("")
    ('notes.txt', 'notes.txt', 'text')
    """
    name = shown(PureWindowsPath(given).name)[:_LONGEST_NAME] or "text"
    if PureWindowsPath(name.lower().removesuffix(".gz")).suffix and not is_known(name):
        raise HTTPException(415, f"{name}: such files are not read. Known are {' '.join(BY_SUFFIX)}.")
    return name


async def _kept(request: Request, place: Path, limits: Limits) -> int:
    """Put a body into a file, and give its size."""
    size = 0
    with place.open("xb") as file:
        async for piece in pieces(request, limits.upload, limits):
            size += file.write(piece)
    return size


def _judgement(data: Any) -> tuple[int, int, str, str]:
    place, quote = int(data["document"]), int(data["quote"])
    given = str(data["judgement"])
    return place, quote, judgement_of(given, quote) if given else "", str(data.get("right_speaker", ""))


def _asset(name: str, kind: str) -> Callable[[Request], Awaitable[Response]]:
    async def answer(_: Request) -> Response:
        return Response((files("quoteattr.interfaces") / "web" / name).read_bytes(), media_type=kind)

    return answer


async def _told(_: Request, error: Exception) -> Response:
    assert isinstance(error, HTTPException)
    return PlainTextResponse(error.detail, error.status_code)


async def _too_much(_: Request, error: Exception) -> Response:
    return PlainTextResponse(str(error), 413)


async def _wrong(_: Request, error: Exception) -> Response:
    return PlainTextResponse(str(error), 400)
