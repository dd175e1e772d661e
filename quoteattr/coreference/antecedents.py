"""What the pronouns and descriptions of a document stand for."""

from collections.abc import Iterator, Mapping, Sequence
from functools import cached_property

from attrs import evolve, frozen

from quoteattr.coreference.chains import Antecedent
from quoteattr.coreference.choice import Choice
from quoteattr.coreference.scene import Scene
from quoteattr.coreference.sight import Sight
from quoteattr.coreference.vocatives import Address
from quoteattr.entities.cast import Cast, Entity
from quoteattr.entities.role_candidates import Elsewhere
from quoteattr.entities.roles import roles_of
from quoteattr.records.records import Role
from quoteattr.syntax.trees import Node


@frozen(slots=False)
class Antecedents:
    """What the pronouns and descriptions of a document stand for, asked by node.

    `found` is by where the head of a mention starts, `choices` say what was weighed for it. `sight` has all mentions in
    order.
    """

    scene: Scene
    found: Mapping[int, Antecedent]
    choices: Mapping[int, Choice]
    described: Mapping[int, Sequence[Role]]
    sight: Sight

    @property
    def cast(self) -> Cast:
        """Those whom the document names."""
        return self.scene.cast

    def told(self, head: Node) -> Antecedent | None:
        """What the parse said that a phrase stands for, by its head."""
        return self.scene.told.get(head.start)

    def of(self, head: Node) -> Antecedent | None:
        """What a pronoun or a description stands for, by its head: what the parse said, or else what was guessed."""
        return self.told(head) or self.found.get(head.start)

    def all(self) -> Iterator[tuple[Node, Antecedent]]:
        """All pronouns and descriptions that stand for somebody or something, by their heads, in order."""
        found = {**self.found, **self.scene.told}
        for sentence in self.scene.document.trees.sentences:
            yield from ((token, found[token.start]) for token in sentence.nodes if token.start in found)

    def entity_of(self, head: Node) -> Entity | None:
        """The member that a phrase names or stands for, by its head."""
        found = self.of(head)
        return self.cast.entity_at(head) or (found.entity if found else None)

    def addressed(self, start: int) -> Sequence[Address]:
        """Whom an outer quoted span addresses, by its start."""
        return self.scene.addressed.get(start, ())

    def roles_told(self, entity: Entity) -> Sequence[Role]:
        """The roles that descriptions tell which stand for a member."""
        return self.described.get(id(entity), ())

    @cached_property
    def elsewhere(self) -> Elsewhere:
        """The descriptions of the document, with the members for whom they stand."""
        bearers = {start: found.entity for start, found in self.found.items() if found.entity is not None}
        return evolve(self.scene.phrases, bearers=bearers)

    def roles(self, entity: Entity) -> list[Role]:
        """The roles of a member, those included that are said of what stands for it."""
        return roles_of(self.scene.document, entity, self.roles_told(entity), self.elsewhere)
