"""Kin to members: in a novel, *her mother*, said of Ida Moe, is Mrs. Moe."""

from quoteattr.entities.cast import Cast, Entity
from quoteattr.languages.language import Gender, Style

HEADS: dict[Style, Gender] = {"wife": "Fem", "noblewoman": "Fem", "man": "Masc", "rank": "Masc", "nobleman": "Masc"}
"""Styles of those who head a family, with the gender they tell."""


class Families:
    """Those who head the families of a cast, parents and spouses, asked by one who bears their last name."""

    def __init__(self, cast: Cast) -> None:
        self._heads: dict[tuple[str, str], list[Entity]] = {}
        for entity in cast.entities:
            for gender in {HEADS[style] for style in entity.styles & HEADS.keys()} if not entity.full else ():
                for last in last_names(entity):
                    self._heads.setdefault((last, gender), []).append(entity)

    def head(self, entity: Entity, gender: str) -> Entity | None:
        """The one of a gender who heads somebody's family; none where several might, or where no last name is known."""
        heads = {id(head): head for last in last_names(entity) for head in self._heads.get((last, gender), ())}
        heads.pop(id(entity), None)
        return next(iter(heads.values())) if len(heads) == 1 else None


def last_names(entity: Entity) -> set[str]:
    """The last names of a person: of `Ida Moe`, and of `Mrs. Moe`."""
    return {form[-1] for form in entity.forms if len(form) > 1 or (form and entity.styles)}
