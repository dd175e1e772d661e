"""Many results as one: who is one person across documents, what is counted of them, what was printed twice."""

from __future__ import annotations

import json
import os
from collections.abc import Iterator, Mapping, Sequence
from types import TracebackType
from typing import TYPE_CHECKING, Any, Self

from quoteattr.corpus.census import Census, Doubtful, take_census
from quoteattr.corpus.quotes import NOT_ATTRIBUTED, SAID_BY, CorpusQuote, find_quotes, value_of
from quoteattr.corpus.reading import Results, read_results
from quoteattr.corpus.register import CorpusPerson, read_edits, write_people
from quoteattr.corpus.store import Store
from quoteattr.errors import InputError, shown
from quoteattr.languages.language import Language
from quoteattr.languages.loading import load_language

if TYPE_CHECKING:
    from quoteattr.corpus.reprints import Quotation
    from quoteattr.corpus.summary import Summary


class Corpus:
    """Results of many documents, kept in a file, so that there may be more of them than memory holds.

    `results` are results, pairs of a result and its id, or dicts as `Result.to_dict` gives them; or the path of a file
    of JSON Lines, of JSON, or of a folder of such files. `people` is a table of people that was edited: see
    `write_people`. Everything is kept in a temporary file, or in `file` (SQLite), to which a later run can add. `date`
    is the key of the documents' `meta` that holds the date. Raises InputError for what is none of this; a line of a
    file that cannot be read is left out and told in `warnings`.

    >>> import quoteattr
    >>> texts = ["“We wait,” said Ann Lee, mayor of Exeter.", "Mayor Ann Lee said that it rained. “No,” said Bo Ek."]
    >>> with quoteattr.Corpus([quoteattr.attribute(text) for text in texts]) as corpus:
    ...     [(one.name, one.documents, one.quotes) for one in corpus.people if one.quotes]
    [('Ann Lee', 2, 2), ('Bo Ek', 1, 1)]
    """

    def __init__(
        self,
        results: Results = (),
        *,
        people: str | os.PathLike[str] | None = None,
        file: str | os.PathLike[str] | None = None,
        date: str = "date",
        language: str | Language = "en",
    ) -> None:
        self._language = language if isinstance(language, Language) else load_language(language)
        self._edits = {} if people is None else read_edits(people)
        self._store = Store(None if file is None else os.fspath(file), self._language, date)
        self._warnings: list[str] = []
        self._census: Census | None = None
        self._quotations: tuple[Quotation, ...] | None = None
        self._left_out: list[str] = []
        self.add(results)

    def __enter__(self) -> Self:
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        self.close()

    def __len__(self) -> int:
        """How many documents there are."""
        return self._store.count("document")

    def __repr__(self) -> str:
        return f"<Corpus: {len(self)} documents, {self._store.count('quote')} quotes>"

    def add(self, results: Results) -> None:
        """Add results, of whichever form the constructor takes, one by one. Raises InputError for what is none."""
        self._census = self._quotations = None
        self._left_out.clear()
        self._store.add(read_results(results, self._warnings.append), self._warnings.append)

    def close(self) -> None:
        """Close the file; a temporary one is gone then."""
        self._store.close()

    @property
    def warnings(self) -> tuple[str, ...]:
        """What was left out or passed over, in sentences."""
        return (*self._warnings, *self._taken.warnings, *self._left_out)

    @property
    def people(self) -> tuple[CorpusPerson, ...]:
        """Everybody with a name who is quoted, or in results with `people` named; the most quoted first."""
        return tuple(sorted(self._taken.people, key=lambda one: (-one.quotes, -one.documents, one.id)))

    @property
    def doubtful(self) -> tuple[Doubtful, ...]:
        """Pairs who may be one and were left apart, with the reason."""
        return tuple(self._taken.doubtful)

    def write_people(self, file: str | os.PathLike[str]) -> None:
        """Write the table of people as CSV, to be edited and given as `people` next time.

        What counts there is `name`, the name to go by, and `merged_into`, the id of the one who somebody is. A row
        without an id stands for everybody who is called by its name.
        """
        write_people(self.people, file)

    def quotes(
        self,
        person: str | None = None,
        *,
        speaker_kind: str | None = None,
        medium: str | None = None,
        where: Mapping[str, Any] | None = None,
    ) -> Iterator[CorpusQuote]:
        """The quotes, in order: all, or those of a person by id, of a kind of speaker, through a medium.

        `where` are values of the documents' `meta`, or `year` and `month` of their dates. Quotes inside others are
        left out. This is the way from each count of a summary to what was counted. Raises InputError for the id of
        nobody.
        """
        conditions, values = ["level = 0"], list[Any]()
        if person is not None:
            conditions.append(SAID_BY)
            values.append(self._place(person))
        if medium is not None:
            conditions.append("LOWER(medium) = LOWER(?)")
            values.append(medium)
        for quote in find_quotes(self._store, self._taken.people, " AND ".join(conditions), values):
            kinds = quote.speaker_kinds[:1] or (NOT_ATTRIBUTED,)
            if speaker_kind in (None, *kinds) and _is_where(quote, where or {}):
                yield quote

    @property
    def quotations(self) -> tuple[Quotation, ...]:
        """What stands in several documents in the same words, or nearly: see `Quotation`; the most printed first.

        Of fewer than five words, only what one person says in three or four; what else is left out, `warnings` says.
        """
        from quoteattr.corpus.reprints import find_quotations

        if self._quotations is None:
            self._quotations = tuple(find_quotations(self._store, self._taken, self._left_out.append))
        return self._quotations

    @property
    def copies(self) -> tuple[tuple[Any, ...], ...]:
        """Ids of documents that are copies of one, whole or nearly so, the earliest first."""
        from quoteattr.corpus.reprints import find_copies

        return tuple(tuple(self._ids(places)) for places in find_copies(self._store))

    def summary(
        self, by: str | Sequence[str] = (), *, copies_once: bool = False, draws: int = 1000, seed: int = 0
    ) -> Summary:
        """Count who is quoted, how, as what and without a name: see `Summary`.

        `by` are keys of the documents' `meta`, or `year` and `month` of their dates, by whose values all is counted
        apart. With `copies_once`, of copies of one article only the earliest counts. Intervals hold 95 of 100 of the
        figures that so many `draws` of documents gave; 0 draws leave them out. Raises InputError for a key that no
        document has.
        """
        from quoteattr.corpus.figures import summarize
        from quoteattr.corpus.reprints import find_copies

        names = (by,) if isinstance(by, str) else tuple(by)
        left_out = {place for places in (find_copies(self._store) if copies_once else ()) for place in places[1:]}
        return summarize(self._store, self._taken, names, left_out, draws, seed)

    @property
    def _taken(self) -> Census:
        if self._census is None:
            self._census = take_census(self._store, self._language, self._edits)
        return self._census

    def _place(self, person: str) -> int:
        people = self._taken.people
        place = next((place for place, one in enumerate(people) if one.id == person), None)
        if place is None:
            raise InputError(f"there is nobody with the id {shown(person)}; the ids are those of Corpus.people")
        target = people[place].merged_into
        return self._place(target) if target else place

    def _ids(self, places: Sequence[int]) -> list[Any]:
        query = "SELECT id FROM document WHERE place = ?"
        return [json.loads(key) for place in places for (key,) in self._store.rows(query, place)]


def _is_where(quote: CorpusQuote, where: Mapping[str, Any]) -> bool:
    return all(value_of(name, quote.date, quote.meta) == str(value) for name, value in where.items())
