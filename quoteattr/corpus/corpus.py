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

    A line of a file that cannot be read is left out, and `warnings` names it.

    Args:
        results: Results, pairs of a result and its id, or dicts as `Result.to_dict` gives them; or the path of a file
            of JSON Lines or JSON, or of a folder of such files.
        people: The path of a table of people that was edited: see `write_people`.
        file: An SQLite file to keep everything in, to which a later run can add. The default is a temporary file.
        date: The key of the documents' `meta` that holds the date.
        language: The code of the language, or what `load_language` returned.

    Raises:
        InputError: An argument is not of the form expected.

    Examples:
        >>> import quoteattr
        >>> texts = ["“We wait,” said Ann Lee, mayor of Exeter.", "Mayor Ann Lee said it rained. “No,” said Bo Ek."]
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
        """Add results, in any form that the constructor takes.

        Raises:
            InputError: They are in another form.
        """
        self._census = self._quotations = None
        self._left_out.clear()
        self._store.add(read_results(results, self._warnings.append), self._warnings.append)

    def close(self) -> None:
        """Close the file. A temporary one is deleted."""
        self._store.close()

    @property
    def warnings(self) -> tuple[str, ...]:
        """What was left out or could not be read, in sentences."""
        return (*self._warnings, *self._taken.warnings, *self._left_out)

    @property
    def people(self) -> tuple[CorpusPerson, ...]:
        """Everybody with a name who is quoted, or named in results with `people`; the most quoted first."""
        return tuple(sorted(self._taken.people, key=lambda one: (-one.quotes, -one.documents, one.id)))

    @property
    def doubtful(self) -> tuple[Doubtful, ...]:
        """Pairs who may be one person and were left apart, with the reason."""
        return tuple(self._taken.doubtful)

    def write_people(self, file: str | os.PathLike[str]) -> None:
        """Write the table of people as CSV, to be edited and passed as `people` next time.

        Two of its columns count: `name`, the name to go by, and `merged_into`, the id of the person that somebody
        really is. A row without an id stands for everybody of that name.
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
        """Give the quotes behind a count, in order. Quotes within others are left out.

        Args:
            person: Only those of the person with this id.
            speaker_kind: Only those of speakers of this kind.
            medium: Only those said through this medium.
            where: Only those of documents with these values in their `meta`, or this `year` or `month` of their dates.

        Raises:
            InputError: Nobody has the id.
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
        """Quotations that several documents have in the same words, or nearly; the most printed first.

        Of fewer than five words, only what one person says in three or four; what else is left out, `warnings` says.
        """
        from quoteattr.corpus.reprints import find_quotations

        if self._quotations is None:
            self._quotations = tuple(find_quotations(self._store, self._taken, self._left_out.append))
        return self._quotations

    @property
    def copies(self) -> tuple[tuple[Any, ...], ...]:
        """The ids of articles printed more than once, whole or nearly so: a tuple for each, the earliest first."""
        from quoteattr.corpus.reprints import find_copies

        return tuple(tuple(self._ids(places)) for places in find_copies(self._store))

    def summary(
        self, by: str | Sequence[str] = (), *, copies_once: bool = False, draws: int = 1000, seed: int = 0
    ) -> Summary:
        """Count who is quoted, how, in what role, and without a name.

        Args:
            by: Keys of the documents' `meta`, or `year` and `month` of their dates; each of their values is counted
                apart.
            copies_once: Count only the earliest of several copies of an article.
            draws: How many times documents are drawn anew for the intervals, which hold 95 of 100 of the figures
                that came out; 0 leaves the intervals out.
            seed: The seed of these draws.

        Raises:
            InputError: No document has such a key.
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
