"""Roles to offices: what tells whether a description repeats the role of somebody."""

from attrs import frozen

from quoteattr.entities.roles import head_word
from quoteattr.languages.language import Language
from quoteattr.records.records import Role

WORD = 4
"""Letters of a word that tells what an office is of, at least."""
NAMED = "*"
"""The owner of an office where somebody is named as such."""


@frozen
class Office:
    """What of a role tells whether another repeats it: its noun, words of rank like `vice`, and names.

    >>> from quoteattr.languages.loading import load_language
    >>> english = load_language("en")
    >>> ohio, from_ohio, vermont = (
    ...     Office.of(Role.cut(role, 0, len(role)), english)
    ...     for role in ("Ohio senator", "senator from Ohio is", "Vermont senator"))
    >>> ohio.noun, ohio.shares_a_name(from_ohio), ohio.differs(vermont)
    ('senator', True, True)
    """

    noun: str
    ranks: frozenset[str]
    names: frozenset[str]
    field: frozenset[str]  # what it is of: `finance` in `finance director`
    owner: str  # the pronoun whose it is, and NAMED where somebody is: `her father`, `Ida's father`

    @classmethod
    def of(cls, role: Role, language: Language) -> "Office":
        """The office that a role tells of."""
        words = role.text.lower().replace("’", "'").split()
        ranks = language.ranks.intersection(role.text.lower().replace("-", " ").split())
        names = (word for word in role.text.split()[:-1] if word[:1].isupper())
        endings = language.possessive_endings
        owners = (NAMED if word.endswith(endings) else word for word in words[:-1] if _owns(word, language))
        noun = head_word(role, language)
        return cls(
            noun,
            frozenset(ranks),
            frozenset(names),
            frozenset(word for word in words if len(word) >= WORD and word != noun) - ranks,
            next(owners, ""),
        )

    def shares_a_name(self, other: "Office") -> bool:
        """Whether a name stands in both: `Ohio senator`, `senator from Ohio`."""
        return not self.names.isdisjoint(other.names)

    def shares_its_field(self, other: "Office") -> bool:
        """Whether both are of the same: `finance director`, `finance chief`."""
        return not self.field.isdisjoint(other.field)

    def differs(self, other: "Office") -> bool:
        """Whether both have names in them and share none."""
        return bool(self.names and other.names) and not self.shares_a_name(other)


def _owns(word: str, language: Language) -> bool:
    return word in language.pronouns or word.endswith(language.possessive_endings)
