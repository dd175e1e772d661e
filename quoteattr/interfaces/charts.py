"""Charts of who is quoted: words by speaker, kinds of quotes, sources without a name, and through what they speak.

Each function takes a table of quotes, as `Result.to_dataframe` and `quoteattr.to_dataframe` make it, or a result, or
several; draws into `ax`, or a new figure; and gives the Axes. What is said within other quotes does not count, for its
words are theirs. They need matplotlib: `pip install "quoteattr[plots]"`.
"""

from __future__ import annotations

from collections.abc import Iterable
from functools import partial
from typing import TYPE_CHECKING, Any, Final, TypeAlias, cast

from quoteattr.errors import QuoteattrError
from quoteattr.languages.language import Language
from quoteattr.languages.loading import load_language
from quoteattr.records.export import QUOTE_KINDS, SPEAKER_KINDS, load_pandas, quote_to_row, rows_to_dataframe
from quoteattr.records.result import Result

if TYPE_CHECKING:
    import pandas as pd
    from matplotlib.axes import Axes

    Quotes: TypeAlias = pd.DataFrame | Result | Iterable[Result]

ANONYMOUS: Final = ("group", "unnamed")
"""Kinds of speakers that have no name: *critics*, *a senior official*."""

_LONGEST_LABEL: Final = 40
_NOBODY: Final = "not attributed"
_BLUE: Final = "#3b6fb6"
_ORANGE: Final = "#d9822b"


def words_by_speaker(quotes: Quotes, *, top: int = 10, ax: Axes | None = None) -> Axes:
    """Draw how many words are attributed to each speaker, for those with the most.

    Speakers go by name, so that one name in two documents is taken for one speaker.

    >>> words_by_speaker(Result("No one spoke.", "en", (), ())).get_title("left")
    'Words by speaker'
    """
    table = _table(quotes)
    words = table["text"].map(lambda text: len(text.split())).astype(int).groupby(table["speaker"]).sum()
    most = words.sort_values(ascending=False, kind="stable").head(top)
    return _bars(list(most.index), list(most), [_BLUE] * len(most), "Words by speaker", ax)


def share_of_kinds(quotes: Quotes, *, ax: Axes | None = None) -> Axes:
    """Draw which share of the quotes is direct, mixed and indirect.

    >>> share_of_kinds(Result("No one spoke.", "en", (), ())).get_title("left")
    'Kinds of quotes (of 0)'
    """
    kinds = _table(quotes)["kind"]
    shares = [_share(kinds == kind) for kind in QUOTE_KINDS]
    return _percent(_bars(QUOTE_KINDS, shares, [_BLUE] * 3, f"Kinds of quotes (of {len(kinds)})", ax))


def share_of_anonymous(quotes: Quotes, *, ax: Axes | None = None) -> Axes:
    """Draw which share of the quotes comes from each kind of speaker, with those without a name in another colour.

    >>> share_of_anonymous(Result("No one spoke.", "en", (), ())).get_title("left")
    '0% of 0 quotes without a named source'
    """
    speakers = _table(quotes)["speaker_kind"].astype(object).fillna(_NOBODY)
    kinds = (*(kind for kind in SPEAKER_KINDS if kind not in ANONYMOUS), *ANONYMOUS, _NOBODY)
    shares = [_share(speakers == kind) for kind in kinds]
    colours = [_ORANGE if kind in (*ANONYMOUS, _NOBODY) else _BLUE for kind in kinds]
    anonymous = _share(speakers.isin([*ANONYMOUS, _NOBODY]))
    title = f"{anonymous:.0f}% of {len(speakers)} quotes without a named source"
    return _percent(_bars(kinds, shares, colours, title, ax))


def quotes_by_medium(quotes: Quotes, *, top: int = 10, language: str = "en", ax: Axes | None = None) -> Axes:
    """Draw through what most quotes come, where it is told: statement, interview, Twitter.

    Media go by their noun, so that *in an interview with the Herald* is an interview; `language` says whose.

    >>> quotes_by_medium(Result("No one spoke.", "en", (), ())).get_title("left")
    'Quotes by medium (known for 0 of 0)'
    """
    told = _table(quotes)["medium"]
    nouns = told.dropna().map(partial(_noun, load_language(language)))
    most = nouns.value_counts().head(top)
    title = f"Quotes by medium (known for {len(nouns)} of {len(told)})"
    return _bars(list(most.index), list(most), [_BLUE] * len(most), title, ax)


def _noun(language: Language, medium: str) -> str:
    """The noun of a medium, or all of it where no word is known: `interview` for *in an interview*.

    >>> _noun(load_language("en"), "in a statement on its website")
    'statement'
    """
    words = (word.strip(",.;:") for word in medium.lower().split())
    return next((word for word in words if language.settings.get(word) == "medium"), medium)


def _table(quotes: Quotes) -> pd.DataFrame:
    """The outermost quotes as a table: what is said within them is theirs already."""
    if isinstance(quotes, load_pandas().DataFrame):
        table = cast("pd.DataFrame", quotes)
        return table[table["level"] == 0] if "level" in table else table
    results = [quotes] if isinstance(quotes, Result) else cast("Iterable[Result]", quotes)
    return rows_to_dataframe(quote_to_row(quote) for result in results for quote in result)


def _share(chosen: pd.Series[bool]) -> float:
    """The percentage that was chosen, 0 of nothing."""
    return 100 * float(chosen.mean()) if len(chosen) else 0.0


def _bars(labels: Iterable[str], lengths: Iterable[float], colours: list[str], title: str, ax: Axes | None) -> Axes:
    """Draw horizontal bars from top to bottom, each with its number beside it."""
    names = list(labels)
    axes: Axes = _new_axes(len(names)) if ax is None else ax
    bars = axes.barh(range(len(names)), list(lengths), color=colours)
    axes.bar_label(bars, fmt="%.0f", padding=3)
    # Words of the text are no formulas, whatever dollar signs they hold.
    axes.set_yticks(range(len(names)), [_short(name) for name in names], parse_math=False)
    axes.invert_yaxis()
    axes.set_title(title, loc="left")
    axes.spines[["top", "right"]].set_visible(False)
    axes.margins(x=0.15)
    return axes


def _short(name: str) -> str:
    """A name that leaves room for the bars.

    >>> _short("the committee for the preservation of old harbours")
    'the committee for the preservation of ol…'
    """
    return name if len(name) <= _LONGEST_LABEL else f"{name[:_LONGEST_LABEL]}…"


def _percent(axes: Axes) -> Axes:
    axes.set_xlim(0, 110)
    axes.set_xticks(range(0, 101, 20))
    axes.set_xlabel("% of quotes")
    return axes


def _new_axes(bars: int) -> Any:
    try:
        from matplotlib import pyplot
    except ImportError as error:
        raise QuoteattrError(
            'charts need matplotlib, which is not installed; pip install "quoteattr[plots]"'
        ) from error
    _, axes = pyplot.subplots(figsize=(7, 1 + 0.35 * max(bars, 1)), layout="constrained")
    return axes
