"""Names to families: which mentions of one last name are of different people.

Kin may have a name that is part of another: *Maria Elena Moe* and *her mother, Elena Moe*. A novel keeps to the style
by which it calls somebody, and tells kin apart by it: *Miss Moe* is not *Mrs. Moe*, and *Sir John* is not *Mr. John
Roth*.
"""

from bisect import bisect_left
from collections import Counter
from collections.abc import Collection, Mapping, Sequence

from quoteattr.document.document import Document
from quoteattr.entities.kinds import age_behind
from quoteattr.entities.name_mentions import NameMention
from quoteattr.languages.language import Language, Style

FAMILY = 3
"""Bearers of a last name, by given names and titles, from which a novel tells of a family."""
PIECED = 10
"""How many times more often a name of several words is met than with another word before it that is none of it."""
USUAL = 5
"""How often the telling calls somebody by the given name alone whom it would not call *Mrs.* or *Mr.* as well."""
_FULLER: Mapping[str, Sequence[str]] = {
    "Masc": ("man", "nobleman", "rank"),
    "Fem": ("wife", "maiden", "noblewoman"),
    "rank": ("man", "nobleman"),
}
"""Styles of one who may be called so as well: by a title that tells a gender alone, or a rank."""
_RANKED = frozenset[Style](["man", "nobleman"])
"""Styles of one who may be called by a rank as well: `Mr. Moe`, `Dr. Moe`."""
MEN = frozenset[Style](["man", "rank", "nobleman"])
"""Styles of those who are rather meant than a woman by a last name alone: `Moe`."""


def clash(style: str, others: Collection[str]) -> bool:
    """Whether somebody who is called by some styles would not be called by another.

    >>> clash("maiden", {"wife"}), clash("rank", {"man"}), clash("", {"wife"})
    (True, False, False)
    """
    return any(style and other and style != other and not _is_with_rank(style, other) for other in others)


def _is_with_rank(one: str, other: str) -> bool:
    return (one == "rank" and other in _RANKED) or (other == "rank" and one in _RANKED)


def without_pieced(found: Sequence[NameMention]) -> list[NameMention]:
    """The names but for slips, where one stands by chance before a longer one: `gave Ida | Lind End`."""
    counts = Counter(named.words for named in found)
    return [named for named in found if counts[named.words[1:]] < PIECED * counts[named.words] or len(named.words) < 3]


def find_apart(found: Sequence[NameMention], document: Document) -> frozenset[tuple[str, str]]:
    """Last names with a style that belong to nobody who is named in full.

    Where several bear the name, *Mrs. Moe*, if more often met than *Ida Moe*, is her mother, and likewise where the
    telling has *Miss Moe* or *Ida* as well; but *Miss Moe* is the only woman who is named so in full, and *Captain
    Moe* somebody who is *Captain Bo Moe* anywhere. *Mr. Moe*, where the telling has *Bill* as well and seldom *Moe*,
    is his father.
    """
    people = [named for named in found if named.kind == "person"]
    full = Counter((named.words[-1], named.words[0]) for named in people if len(named.words) > 1)
    styled = Counter((named.words[0], style_of(named)) for named in people if len(named.words) == 1 and style_of(named))
    told = [named for named in people if len(named.words) == 1 and not document.is_quoted(named.head)]
    alone = Counter(named.words[0] for named in told if not style_of(named))
    fathers = Counter(named.words[0] for named in told if named.style == "man")
    ranked = {named.words[-1] for named in people if len(named.words) > 1 and named.style == "rank"}
    bearers = Counter(last for last, _ in (*full, *_manners(styled)))
    most: dict[str, int] = {}
    women: dict[str, list[str]] = {}
    men: dict[str, list[str]] = {}
    for (last, first), count in full.items():
        most[last] = max(most.get(last, 0), count)
        if document.language.genders.get(first) is not None:
            (women if document.language.genders[first] == "Fem" else men).setdefault(last, []).append(first)

    def is_apart(last: str, style: str, count: int) -> bool:
        known = women.get(last, [])
        if (style == "maiden" and len(known) == 1) or (style == "rank" and last in ranked):
            return False
        if style == "wife" and known and ((last, "maiden") in styled or any(alone[first] >= USUAL for first in known)):
            return True
        sons = any(alone[first] >= USUAL for first in men.get(last, ()))
        if style == "man" and sons and fathers[last] >= USUAL and fathers[last] > 2 * alone[last]:
            return True
        return bearers[last] >= FAMILY and count > most.get(last, 0)

    return frozenset(key for key, count in styled.items() if is_apart(*key, count))


def find_wives(found: Sequence[NameMention]) -> frozenset[tuple[str, str]]:
    """The same in news: *Mrs. Moe* is not *Ida Moe* where there is a *Miss Moe*, too."""
    full = {named.words[-1] for named in found if named.kind == "person" and len(named.words) > 1}
    styled = {(named.words[0], named.style) for named in found if named.kind == "person" and len(named.words) == 1}
    return frozenset((last, "wife") for last in full if {(last, "wife"), (last, "maiden")} <= styled)


def _manners(styled: Collection[tuple[str, str]]) -> set[tuple[str, str]]:
    """The styles of each last name that are of different people: a gender alone, or a rank, may go with another."""
    return {
        (last, style)
        for last, style in styled
        if not any(style != other and (last, other) in styled for other in _FULLER.get(style, ()))
    }


def find_introduced(found: Sequence[NameMention], language: Language) -> frozenset[tuple[str, ...]]:
    """Names that end another but are brought in by themselves, as kin or with an age, and so are somebody else's."""
    people = [named for named in found if named.kind == "person" and len(named.words) > 1]
    endings = {named.words[1:] for named in people if len(named.words[0]) > 1}
    alike = (named for named in people if named.words in endings and named.words[0] in language.genders)
    return frozenset(named.words for named in alike if _is_introduced(named, language))


def _is_introduced(named: NameMention, language: Language) -> bool:
    """`his father, Ida Moe`, `Ida Moe, his mother`, `Ida Moe, 81,`"""
    nodes = named.head.sentence.nodes
    first = bisect_left(nodes, named.mention.start, key=lambda token: token.start)
    last = bisect_left(nodes, named.mention.end, key=lambda token: token.start)
    before = [token for token in nodes[max(first - 2, 0) : first] if token.upos != "PUNCT"]
    behind = nodes[last + 1 : last + 4] if nodes[last : last + 1] and nodes[last].text == "," else ()
    kin = bool(before) and before[-1].lemma in language.kin
    kin = kin or any(noun.lemma in language.kin and noun.children("nmod:poss") for noun in behind)
    return kin or bool(age_behind(nodes[last : last + 3]))


def style_of(named: NameMention) -> str:
    """By what a mention tells its bearer from kin: the style of its title, or else its gender."""
    return named.style or named.gender
