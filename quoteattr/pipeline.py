"""Attributor: the order of the stages, for one text, for many, and for parses made elsewhere."""

from __future__ import annotations

import pickle
import traceback
from collections import deque
from collections.abc import Callable, Iterable, Iterator, Mapping
from contextlib import suppress
from functools import cache, partial
from itertools import chain
from pathlib import Path
from threading import Lock
from typing import TYPE_CHECKING, Any, Literal, TypeAlias, TypeVar, overload

from attrs import evolve

from quoteattr.entities.given import as_cast
from quoteattr.errors import InputError, ParserError, QuoteattrError, brief
from quoteattr.languages.language import Language
from quoteattr.languages.loading import load_language
from quoteattr.parsers.adapt import Parser, adapted, as_count, as_share, as_sieves, check_parses
from quoteattr.processes import in_order
from quoteattr.records.certain import confident, sure_of_speakers
from quoteattr.records.result import Result
from quoteattr.sources import Task, as_meta, taken_apart
from quoteattr.syntax.parse import Parse

if TYPE_CHECKING:
    from quoteattr.attribution.assembly import Attributed
    from quoteattr.document.document import Document

BATCH = 60_000
"""Characters that are handed to the parser at a time, at least, where there are as many."""
OPENING = 60
"""Characters of a paragraph by which an error tells which it is, at most."""

Answer = TypeVar("Answer")
Companion = TypeVar("Companion")
Item = TypeVar("Item")
Progress = Callable[[int], object]
"""Is told how many characters more have been parsed."""
Batch: TypeAlias = list[tuple[Task, Companion]]
Parsed: TypeAlias = ParserError | bool
"""Whether the parser read anything of a batch; the error to raise if it failed on all that it was given."""


def _untold(_: int) -> None:
    """Progress that nobody asked for."""


def attribute(text: str, language: str = "en", *, meta: Mapping[str, Any] | None = None) -> Result:
    """Find who said what in a text.

    The models load at the first call and are kept. Where the parser fails on some paragraphs, `warnings` of the result
    says on which.

    Args:
        text: The text, as a string.
        language: The code of its language.
        meta: What else is known of the text, such as an outlet or a date. It comes back as `Result.meta`.

    Raises:
        InputError: `text` is not a string.
        LanguageError: The language is not known.
        ParserError: The parser cannot be loaded, or fails on every paragraph of the text.

    Examples:
        >>> from quoteattr import attribute
        >>> for quote in attribute("“We need a bridge,” said Ann Lee, mayor of Exeter. “Now,” she added."):
        ...     print(quote.speaker.name, quote.cue.text, quote.text, sep=" | ")
        Ann Lee | said | We need a bridge,
        Ann Lee | added | Now,
    """
    return default_attributor(language)(text, meta=meta)


@cache
def default_attributor(language: str) -> Attributor:
    """The attributor that the functions without one share."""
    return Attributor(language)


class Attributor:
    """Attributes quotes. It loads its language and parser once, so make one and keep it.

    Threads may share an Attributor: texts are then parsed one batch at a time, and nothing else is shared. It can be
    pickled if its parser and sieves can; the copy loads the models anew.

    Args:
        language: A code, the folder of a language of your own, or what `load_language` returned.
        parser: None for the models that ship with the package, `"stanza"` for Stanza's own models of the language, a
            `stanza.Pipeline` or spaCy `Language` of yours, or any object with `parse(text) -> Parse`.
        cast: People known to be in every text, as `CastMember` or as mappings with `name` and perhaps `aliases` and
            `role`. Names are looked for among them first.
        sieves: The rules that lead from a quotation to its source, in the order in which they are asked. The default is
            `quoteattr.attribution.sieves.order.SOURCE_SIEVES`.
        min_confidence: Leave out quotes below this confidence, and speakers who are left without any: for counts that
            need precision.
        min_speaker_confidence: Keep the quotes but withhold speakers below this confidence: for when a wrong name is
            worse than none.
        threads: How many threads the models that ship may use for one text. More than one helps little; processes help
            more.

    Raises:
        InputError: An argument is not of the form expected.
        LanguageError: The language is not known, or its files are not as they should be.

    Examples:
        >>> attributor = Attributor("en")
        >>> [len(result) for result in attributor.pipe(["“No,” said Ann Lee.", "It rained."])]
        [1, 0]
    """

    def __init__(
        self,
        language: str | Path | Language = "en",
        *,
        parser: Any = None,
        cast: Iterable[Any] = (),
        sieves: Iterable[Any] | None = None,
        min_confidence: float = 0.0,
        min_speaker_confidence: float = 0.0,
        threads: int = 1,
    ) -> None:
        self.language = language if isinstance(language, Language) else load_language(language)
        self._sieves = None if sieves is None else as_sieves(sieves)
        self.min_confidence = as_share("min_confidence", min_confidence)
        self.min_speaker_confidence = as_share("min_speaker_confidence", min_speaker_confidence)
        self._cast = as_cast(cast)
        self._threads = as_count("threads", threads)
        self._given_parser = parser
        self._parser: Parser | None = adapted(parser, self.language.code) if parser is not None else None
        self._loading = Lock()

    def __reduce__(self) -> tuple[Any, ...]:
        return _made, (
            type(self),
            self.language,
            {
                "parser": self._given_parser,
                "cast": self._cast,
                "sieves": self._sieves,
                "min_confidence": self.min_confidence,
                "min_speaker_confidence": self.min_speaker_confidence,
                "threads": self._threads,
            },
        )

    def __call__(self, source: Any, *, meta: Mapping[str, Any] | None = None) -> Result:
        """Attribute one text, or one document that is already parsed.

        Args:
            source: A string, a `Parse`, a `stanza.Document` or a spaCy `Doc`; or a mapping with one of these under
                `text`, perhaps an `id` and a `cast` of its own, and more keys, which come back as `Result.meta`.
            meta: More of what is known of the text.

        Returns:
            The result. Its offsets count code points of the text. Where the parser fails on some paragraphs, its
                `warnings` says on which.

        Raises:
            InputError: `source` is something else.
            ParserError: The parser fails on every paragraph.
        """
        result = next(self.pipe([source]))
        return evolve(result, meta={**result.meta, **as_meta(meta)}) if meta is not None else result

    @overload
    def pipe(
        self,
        sources: Iterable[Any],
        *,
        as_tuples: Literal[False] = False,
        processes: int | None = None,
        progress: Progress | None = None,
    ) -> Iterator[Result]: ...

    @overload
    def pipe(
        self,
        sources: Iterable[tuple[Any, Companion]],
        *,
        as_tuples: Literal[True],
        processes: int | None = None,
        progress: Progress | None = None,
    ) -> Iterator[tuple[Result, Companion]]: ...

    def pipe(
        self,
        sources: Iterable[Any],
        *,
        as_tuples: bool = False,
        processes: int | None = None,
        progress: Progress | None = None,
    ) -> Iterator[Any]:
        """Attribute many texts or parsed documents, lazily and in order, parsing in batches.

        A text that cannot be parsed, or on which a rule fails, has no quotes, and warnings that say why.

        Args:
            sources: Texts or documents, each of a form that calling the Attributor takes.
            as_tuples: Take (source, context) pairs and give (result, context) pairs.
            processes: How many processes share the work, each with models of its own; the answers are the same. If a
                process dies of a text, that text has no quotes, and a warning that says how it died. Contexts are not
                sent there. No process is left once the generator ends, is closed or is dropped.
            progress: Called with a number of characters whenever that many more have been parsed, also within a long
                document; with several processes, whenever a document is done.

        Raises:
            InputError: A source is not of a form that can be read, `processes` is not a number from 1, or the parser
                or the sieves cannot be sent to another process.
            ParserError: The parser has failed on every paragraph from the first text to the end of a batch.

        Examples:
            >>> [len(result) for result in Attributor("en").pipe(["“No,” said Ann Lee.", "It rained."], processes=1)]
            [1, 0]
        """
        if isinstance(sources, str | bytes | Parse):
            raise InputError(
                f"pipe() takes many sources, got one {type(sources).__name__}; call the Attributor with it"
            )
        pairs = sources if as_tuples else ((source, None) for source in sources)
        batches = _batches(taken_apart(pairs))
        told = progress or _untold
        if processes is None:
            answers = self._here(batches, told)
        else:
            answers = self._elsewhere(batches, as_count("processes", processes), told)
        for (result, _), (label, context) in _unless_nothing_works(answers):
            labelled = evolve(result, id=label.id, meta=label.meta)
            yield (labelled, context) if as_tuples else labelled

    def documents(self, sources: Iterable[Any]) -> Iterator[Document]:
        """Give what the rules see of each text or parsed document: for training, and for looking closer."""
        batches = _batches(taken_apart((source, None) for source in sources))
        answers = ((answer, None) for batch in batches for answer in self._read([task for task, _ in batch]))
        return (document for (document, _), _ in _unless_nothing_works(answers))

    def _here(
        self, batches: Iterator[Batch[Companion]], progress: Progress
    ) -> Iterator[tuple[tuple[Result, Parsed], Companion]]:
        for batch in batches:
            tasks, contexts = zip(*batch, strict=True)
            yield from zip(self._attributed(list(tasks), progress), contexts, strict=True)

    def _elsewhere(
        self, batches: Iterator[Batch[Companion]], processes: int, progress: Progress
    ) -> Iterator[tuple[tuple[Result, Parsed], Companion]]:
        """The same from several processes; contexts stay here and wait for their answers."""
        contexts: deque[Companion] = deque()

        def tasks() -> Iterator[list[Task]]:
            for batch in batches:
                contexts.extend(context for _, context in batch)
                yield [task for task, _ in batch]

        self._check_portable()
        for answer in in_order(partial(_started, self), tasks(), processes, self._lost):
            progress(len(answer[0].text))
            yield answer, contexts.popleft()

    def _attributed(self, tasks: list[Task], progress: Progress = _untold) -> Iterator[tuple[Result, Parsed]]:
        """Attribute a batch."""
        # Not above: the rules take half the time of `import quoteattr`.
        from quoteattr.attribution.analysis import Analysis
        from quoteattr.attribution.assembly import attribute_quotations
        from quoteattr.attribution.sieves.order import SOURCE_SIEVES

        sieves = SOURCE_SIEVES if self._sieves is None else self._sieves
        for (document, parsed), (_, cast) in zip(self._read(tasks, progress), tasks, strict=True):
            analysis = Analysis(document, (*cast, *self._cast))
            result = Result(document.text, self.language.code, (), (), document.warnings)
            result = _guarded(result, partial(attribute_quotations, analysis, sieves))
            yield confident(sure_of_speakers(result, self.min_speaker_confidence), self.min_confidence), parsed

    def _read(self, tasks: list[Task], progress: Progress = _untold) -> Iterator[tuple[Document, Parsed]]:
        """Parse a batch."""
        from quoteattr.document.reading import Plan  # not above: its patterns take a third of `import quoteattr`

        plans = [Plan.of(source, self.language) for source, _ in tasks]
        bodies = list(chain.from_iterable(plan.bodies for plan in plans))
        outcomes: list[Parse | Exception] = []
        for portion in _portions(bodies, len):
            outcomes += self._parse(portion)
            progress(sum(map(len, portion)))
        parsed = iter(outcomes)
        works = _works(outcomes, bodies)
        for plan in plans:
            yield plan.document([next(parsed) for _ in plan.bodies], self.language), works

    def _lost(self, task: Task, how: str) -> tuple[Result, Parsed]:
        """What is answered for a document of which a process died."""
        source, _ = task
        text = source if isinstance(source, str) else source.text
        warning = f"nothing was read: processes died of this text, also of this text alone ({how})"
        return Result(text, self.language.code, (), (), (warning,)), False

    def _check_portable(self) -> None:
        """Raise InputError if something that was handed in cannot be sent to another process."""
        for name, value in (("parser", self._given_parser), ("sieves", self._sieves)):
            try:
                pickle.dumps(value)
            except Exception as error:
                raise InputError(
                    f"{name} cannot be sent to another process ({type(error).__name__}: {error}); pass functions and "
                    "objects of classes that stand in a module, not lambdas and loaded models, or leave out processes="
                ) from error

    def _parse(self, bodies: list[str]) -> list[Parse | Exception]:
        """Parse a batch; where it fails, parse text by text, so that one flaw costs one paragraph."""
        if not bodies:
            return []
        parser = self._loaded()
        try:
            parses = list(parser.parse_many(bodies))
            check_parses(parses, bodies)
            return list(parses)
        except InputError:
            raise
        except Exception as error:
            if len(bodies) == 1:
                return [error]
            return [outcome for body in bodies for outcome in self._parse([body])]

    def _loaded(self) -> Parser:
        """The parser; of several threads that ask first, one loads it and the others wait."""
        with self._loading:
            if self._parser is None:
                from quoteattr.parsers.bundled import parser

                self._parser = parser.load(self.language.code, self._threads)
            return self._parser


def _made(cls: type[Attributor], language: Language, options: dict[str, Any]) -> Attributor:
    return cls(language, **options)


def _started(attributor: Attributor) -> Callable[[list[Task]], Iterator[tuple[Result, Parsed]]]:
    """What a process of its own does first: load the models."""
    with suppress(ParserError):  # it will be told by the first text that is not parsed yet
        attributor._loaded()
    return attributor._attributed


def _unless_nothing_works(
    answers: Iterator[tuple[tuple[Answer, Parsed], Companion]],
) -> Iterator[tuple[tuple[Answer, Parsed], Companion]]:
    """Pass answers on; raise the ParserError of a parser that never worked so far."""
    works = False
    for (answer, parsed), context in answers:
        if isinstance(parsed, ParserError) and not works:
            raise parsed
        works = works or parsed is True
        yield (answer, parsed), context


def _works(outcomes: list[Parse | Exception], bodies: list[str]) -> Parsed:
    """Whether a parser gave any parse; the ParserError to raise where it was asked and only failed."""
    errors = [outcome for outcome in outcomes if isinstance(outcome, Exception)]
    if not errors or len(errors) < len(outcomes):
        return bool(outcomes)
    first = errors[0]
    failure = ParserError(
        f"the parser failed on every paragraph that it was given, {len(errors)} in all; on the first, "
        f"which begins {bodies[0][:OPENING]!r}, with {type(first).__name__}: {brief(first)}; "
        "mend the parser, or pass another one as parser="
    )
    failure.__cause__ = first
    return failure


def _guarded(result: Result, attribute: Callable[[], Attributed]) -> Result:
    """A result with what is found; with nothing and a warning where a rule fails, which costs no other document."""
    try:
        found = attribute()
    except QuoteattrError:
        raise
    except Exception as error:
        where = traceback.extract_tb(error.__traceback__)[-1]
        flaw = f"{type(error).__name__}: {brief(error)}, at {Path(where.filename).name}, line {where.lineno}"
        warning = f"this document has no quotes, as a rule failed on it ({flaw})"
        return evolve(result, warnings=(*result.warnings, warning))
    return evolve(result, quotes=found.quotes, speakers=found.speakers, people=found.people, silences=found.silences)


def _batches(tasks: Iterator[tuple[Task, Companion]]) -> Iterator[Batch[Companion]]:
    return _portions(tasks, _length)


def _length(task: tuple[Task, object]) -> int:
    (source, _), _ = task
    return len(source if isinstance(source, str) else source.text)


def _portions(items: Iterable[Item], length: Callable[[Item], int]) -> Iterator[list[Item]]:
    """Group what is to be parsed, about BATCH characters at a time."""
    portion: list[Item] = []
    size = 0
    for item in items:
        portion.append(item)
        size += length(item)
        if size >= BATCH:
            yield portion
            portion, size = [], 0
    if portion:
        yield portion
