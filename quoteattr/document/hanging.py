"""Tokens that hang elsewhere than a parser put them."""

from typing import Any

from attrs import evolve

from quoteattr.syntax.parse import Token
from quoteattr.syntax.trees import Node


def hung(node: Node, head: Node | None, relation: str = "") -> Token:
    """A token that hangs elsewhere, by its old relation if no new one is given."""
    return changed(node, head=head.index if head else 0, deprel=relation or node.deprel)


def changed(node: Node, **fields: Any) -> Token:
    return evolve(node.token, **fields)
