"""What came of uploads, with what a reader has judged: as a page, as rows to judge, and as files to keep."""

from __future__ import annotations

import io
from collections.abc import Iterable, Iterator, Mapping
from typing import Any, Final

from attrs import evolve

from quoteattr.interfaces.columns import Row
from quoteattr.interfaces.inputs import Input
from quoteattr.interfaces.outputs import WRITERS
from quoteattr.interfaces.provenance import in_words, provenance
from quoteattr.interfaces.serve.jobs import Job
from quoteattr.interfaces.serve.worker import Answered
from quoteattr.interfaces.targets import Output
from quoteattr.interfaces.view import page
from quoteattr.interfaces.wanted import Wanted
from quoteattr.records.certain import is_weak, kept, without_weak
from quoteattr.records.records import Quote
from quoteattr.records.result import Result, written
from quoteattr.trust.correcting import BY_HAND, corrected
from quoteattr.trust.judging import rows_of

FILES: Final = {
    "xlsx": "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet",
    "csv": "text/csv; charset=utf-8",
    "json": "application/json",
    "html": "text/html; charset=utf-8",
}
"""The formats of the files to keep, with their media types."""


def rows(jobs: Iterable[Job]) -> list[dict[str, Any]]:
    """A row for each quote as it was found, with what was judged of it, and where to send a judgement."""
    return [row for job in jobs for document in range(len(job.answers)) for row in _rows(job, document)]


def marked(jobs: Iterable[Job], *, every: bool) -> Iterator[str]:
    """The page of `quoteattr view`, with what was judged."""
    chosen = (lambda result: result) if every else without_weak  # here, so that no option of the command is named
    answers = ((chosen(_judged(job, place)), answer.document.id) for job, place, answer in _answers(jobs))
    return page(answers, made=in_words(_made()), every=True)


def file(jobs: Iterable[Job], form: str) -> bytes:
    """A file to keep in one of the formats of `FILES`: every quote, with what was judged.

    Raises InputError where the library that writes the format is not there.
    """
    found = list(_answers(jobs))
    if form == "json":
        records = ({**_as_dict(job, place), "provenance": _made()} for job, place, _ in found)
        return f"[{(',' + chr(10)).join(written(record, indent=2) for record in records)}]\n".encode()
    # A table knows a document by its id alone, and two uploads may have the same: its place tells them apart.
    told = {
        f"{job.id} {place}": {quote["id"]: quote.get("judgement") for quote in _as_dict(job, place)["quotes"]}
        for job, place, _ in found
    }

    def judgement(quote: Quote, document: Input) -> Row:
        return {"judgement": told[document.place].get(quote.id)}

    answers = (
        (_judged(job, place), evolve(answer.document, place=f"{job.id} {place}")) for job, place, answer in found
    )
    stream = io.TextIOWrapper(io.BytesIO(), encoding="utf-8", errors="backslashreplace", newline="")
    wanted = Wanted(several=True, excel=True, every=True, further=judgement, made=_made())
    WRITERS[form](answers, Output(stream, f"quotes.{form}"), wanted)
    stream.flush()
    return stream.buffer.getvalue()


def _answers(jobs: Iterable[Job]) -> Iterator[tuple[Job, int, Answered]]:
    return ((job, place, answer) for job in jobs for place, answer in enumerate(list(job.answers)))


def _rows(job: Job, document: int) -> Iterator[dict[str, Any]]:
    result = job.answers[document].result
    for quote, row in zip(result, rows_of(_found(job, document), {}), strict=True):
        judgement = job.judgements.get((document, row["quote"]))
        said = {"judgement": judgement.judgement, "right_speaker": judgement.right_speaker} if judgement else {}
        role = quote.speaker.role.text if quote.speaker and quote.speaker.role else ""
        yield {**row, **said, "role": role, "weak": is_weak(quote), "job": job.id, "document": document}


def _found(job: Job, document: int) -> dict[str, Any]:
    """A document as it was found, with all that is known of it."""
    answer = job.answers[document]
    return answer.result.to_dict(answer.document.id, with_text=True, people=True)


def _as_dict(job: Job, document: int) -> dict[str, Any]:
    """A document with what was judged, as `quoteattr correct` writes it."""
    judged: Iterable[Mapping[str, Any]] = [row for row in _rows(job, document) if row["judgement"]]
    [data] = corrected([_found(job, document)], judged)
    return data


def _judged(job: Job, document: int) -> Result:
    """A document with what was judged; quotes that are as they were keep the reasons that JSON does not hold."""
    before = job.answers[document].result
    if not any(place == document for place, _ in job.judgements):
        return before
    after = Result.from_dict(_as_dict(job, document), before.text)
    found = {quote.id: quote for quote in before}
    quotes = (quote if quote.sieve == BY_HAND else found[str(quote.id)] for quote in after)
    return kept(evolve(after, quotes=tuple(quotes)), lambda _: True)  # without those who say nothing any more


def _made() -> dict[str, Any]:
    return provenance("en", {})
