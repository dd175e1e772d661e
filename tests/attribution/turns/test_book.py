"""What a whole book tells of those who speak in it."""

import pytest

from quoteattr import Attributor
from quoteattr.attribution.analysis import Analysis
from quoteattr.attribution.deciding import decisions
from quoteattr.attribution.sieves.order import SOURCE_SIEVES
from quoteattr.attribution.speakers import People
from quoteattr.attribution.turns.book import Book
from quoteattr.attribution.turns.lines import lines_of
from quoteattr.attribution.turns.stage import Stage
from quoteattr.coreference.figures import Figure

FILLER = "\n\n".join(["The tide went out, and the boats lay on the sand."] * 8)
STORY = f"""“Yes, captain, the sail is up,” said Karin.

{FILLER}

“Yes, captain, the rope holds,” said Karin.

{FILLER}

“A pity about the bread,” said Jonas.

“No bread today,” said Jonas.

{FILLER}

The girl waited while Jonas cut the bread.

“There is none,” said the girl.

{FILLER}

The girl laughed, and Jonas put the knife away.

“Yes, captain.”
"""


@pytest.fixture
def short(attributor: Attributor) -> Book:
    [document] = attributor.documents([STORY])
    analysis = Analysis(document)
    decided = [(d.context.quotation, d.source, "") for d in decisions(analysis, SOURCE_SIEVES)]
    stage = Stage(analysis)
    return Book(stage, list(lines_of(stage, People(analysis), decided)))


@pytest.fixture
def book(short: Book, monkeypatch: pytest.MonkeyPatch) -> Book:
    monkeypatch.setattr("quoteattr.attribution.turns.book.ENOUGH", 0)
    return short


def figure(book: Book, name: str) -> Figure:
    entity = next(entity for entity in book.stage.analysis.cast.entities if entity.name == name)
    found = book.stage.of_entity(entity)
    assert found is not None
    return found


def test_somebody_speaks_as_in_the_lines_whose_cues_name_them(book: Book) -> None:
    last = book.lines[-1]
    assert book.wording(last, figure(book, "Karin")) > 0 > book.wording(last, figure(book, "Jonas"))


def test_whom_no_cue_names_has_no_words(book: Book) -> None:
    described = next(line for line in book.lines if line.told == "nominal")
    assert described.source is not None
    assert described.source.head is not None
    unnamed = book.stage.of_phrase(described.source.head)
    assert unnamed is not None
    assert book.wording(book.lines[-1], unnamed) == 0


def test_a_description_stands_near_the_name_of_whom_it_means(book: Book) -> None:
    described = next(line for line in book.lines if line.told == "nominal")
    assert book.described(described, figure(book, "Jonas")) > 0 > book.described(described, figure(book, "Karin"))
    assert book.described(book.lines[0], figure(book, "Jonas")) == 0


def test_a_short_text_tells_nothing(short: Book) -> None:
    described = next(line for line in short.lines if line.told == "nominal")
    assert short.wording(short.lines[-1], figure(short, "Karin")) == 0
    assert short.described(described, figure(short, "Jonas")) == 0
