"""Members of a given cast who are in it twice: `Moe` beside `Mr. Bo Moe`."""

from collections.abc import Sequence

from attrs import evolve

from quoteattr.entities.given import CastMember
from quoteattr.entities.names import name_words
from quoteattr.languages.language import Language


def without_doubles(given: Sequence[CastMember], language: Language) -> list[CastMember]:
    """A cast where a last name by itself is an alias of the one who bears it, rather than somebody else.

    A last name alone is rather a man's: *Mrs. Moe* does not keep it from *Mr. Moe*. Where several may be meant, the
    list is believed.

    >>> from quoteattr.languages.loading import load_language
    >>> cast = [CastMember("Moe"), CastMember("Bo Moe"), CastMember("Ida Moe", ("Mrs. Moe",)), CastMember("Lund")]
    >>> [(member.name, member.aliases) for member in without_doubles(cast, load_language("en"))]
    [('Bo Moe', ('Moe',)), ('Ida Moe', ('Mrs. Moe',)), ('Lund', ())]
    """
    members = {member.name: member for member in dict.fromkeys(given)}
    for double in list(members.values()):
        fuller = _bearers(double, list(members.values()), language) if len(double.names) == 1 else []
        if len(fuller) == 1:
            [bearer] = fuller
            del members[double.name]
            members[bearer.name] = evolve(
                bearer,
                aliases=(*bearer.aliases, double.name),
                role=bearer.role or double.role,
                narrator=bearer.narrator or double.narrator,
            )
    return list(members.values())


def _bearers(double: CastMember, members: Sequence[CastMember], language: Language) -> list[CastMember]:
    """The others whose last name is all of a member's name: the men, if there are any."""
    last = name_words(double.name, language)
    if len(last) != 1:
        return []
    found = [member for member in members if any(_ends_in(name, last, language) for name in member.names)]
    return [member for member in found if not _is_woman(member, language)] or found


def _ends_in(name: str, last: tuple[str, ...], language: Language) -> bool:
    words = name_words(name, language)
    return len(words) > 1 and words[-1:] == last and words[0] not in language.articles


def _is_woman(member: CastMember, language: Language) -> bool:
    firsts = (name_words(name, language)[0] for name in member.names if name_words(name, language))
    return any("Fem" in (language.honorifics.get(word), language.genders.get(word)) for word in firsts)
