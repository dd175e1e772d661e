"""Descriptions to whom they can be of: what of the words fits what is known of somebody."""

from collections.abc import Iterator
from typing import Literal, TypeAlias

from quoteattr.coreference.anaphors import Anaphor
from quoteattr.coreference.figures import Figure
from quoteattr.coreference.offices import NAMED, Office
from quoteattr.coreference.scene import Scene
from quoteattr.entities.cast import Entity
from quoteattr.entities.kinds import age, is_of_body, is_person_in
from quoteattr.languages.language import Language
from quoteattr.syntax.trees import Node

Match: TypeAlias = Literal[
    "relation",  # kin or a helper, of the same owner: her lawyer
    "named office",  # the office, and a name in it: the Ohio senator
    "office",
    "other office",  # the noun of the office, but of another rank or place
    "akin",  # another noun for the office: the scientist, of a biologist
    "family",  # who heads somebody's family, in a novel
    "kin",  # the last name of the one whose kin it is
    "body",  # the noun, or one that means the same, in a body's name
    "general",  # a body, by a noun for any
    "phrase",  # the noun by which somebody without a name was called
    "person",  # somebody without a name, by a noun for any: the woman
    "document",  # another noun for the same document
    "nothing",
]
"""What of a description fits somebody."""


def match_of(scene: Scene, anaphor: Anaphor, figure: Figure) -> Match:
    """The best that speaks for a figure in the words of a description."""
    if figure.entity is None:
        return _match_of_phrase(scene, anaphor, figure)
    for office in (anaphor.office, anaphor.apposed):
        if office is not None and (found := _match_of_office(scene, office, figure)) is not None:
            return found
    if figure.kind == "person":
        family = figure.entity is head_of_family(scene, anaphor)
        return "family" if family else "kin" if _is_kin(scene, anaphor, figure.entity) else "nothing"
    return _match_of_body(scene, anaphor.token, figure)


def bearers_of(scene: Scene, figure: Figure) -> Iterator[str]:
    """The nouns by which a figure is found however far back it was mentioned: of its offices, or in its name."""
    if figure.entity is None:
        return iter(())
    people = scene.language.people
    offices = (word for office in figure.offices for word in (office.noun, *people.get(office.noun, ())))
    return iter({*offices} or {*figure.entity.name.lower().split(), *scene.nouns_of(figure.entity)})


def _match_of_office(scene: Scene, wanted: Office, figure: Figure) -> Match | None:
    language = scene.language
    alike = [office for office in figure.offices if language.is_same_role(office.noun, wanted.noun)]
    if not alike:
        return None
    if wanted.owner and any(office.owner in (wanted.owner, NAMED) for office in alike if office.noun == wanted.noun):
        return "relation"
    same = [office for office in alike if office.noun == wanted.noun]
    ranked = [office for office in same or alike if office.ranks == wanted.ranks]
    if any(office.shares_a_name(wanted) for office in ranked):
        return "named office"
    if not ranked or any(office.differs(wanted) for office in ranked):
        return "other office"
    return "office" if same else "akin"


def _match_of_phrase(scene: Scene, anaphor: Anaphor, figure: Figure) -> Match:
    token = anaphor.token
    if None not in (anaphor.owner, figure.owner) and anaphor.owner is not figure.owner:
        return "nothing"  # Lee's campaign, Dahl's campaign
    if figure.noun == token.lemma:
        same = age(figure.head, scene.language) == age(token, scene.language)
        return "phrase" if same and _owner(figure.head) in ("", _owner(token)) else "nothing"
    if token.lemma in scene.language.general_people and is_person_in(scene.document, figure.head):
        return "person"
    return "document" if scene.language.is_same_document(figure.noun, token.lemma) else "nothing"


def _match_of_body(scene: Scene, token: Node, figure: Figure) -> Match:
    language, entity, noun = scene.language, figure.entity, token.lemma
    if entity is None:
        return "nothing"
    if _is_outlet(noun, entity, language):
        return "body"
    if not is_of_body(noun, language):
        return "nothing"
    called = (*entity.name.lower().split(), *scene.nouns_of(entity))
    if any(language.is_same_body(noun, word) for word in called):
        return "body"
    public = noun in language.businesses and not language.not_for_profit.isdisjoint(called)
    general = noun in language.general_bodies and noun not in language.collectives and not public
    return "general" if general else "nothing"


def head_of_family(scene: Scene, anaphor: Anaphor) -> Entity | None:
    """Who heads the family of somebody in a novel: `her mother` for Mrs. Moe, where *her* is Ida Moe."""
    noun, language = anaphor.token.lemma, scene.language
    if anaphor.owner is None or not scene.document.has_dialogue or noun not in language.heads_of_family:
        return None
    return scene.families.head(anaphor.owner, language.gendered.get(noun, ""))


def _is_kin(scene: Scene, anaphor: Anaphor, entity: Entity) -> bool:
    """Whether somebody has the last name of the one whose kin a description is: `her brother` for another Moe."""
    owner = anaphor.owner
    if owner is None or owner is entity or anaphor.token.lemma not in scene.language.kin:
        return False
    ours = {words[-1] for words in owner.forms if len(words) > 1}
    return not ours.isdisjoint(words[-1] for words in entity.forms if len(words) > 1)


def _is_outlet(noun: str, entity: Entity, language: Language) -> bool:
    """Whether a noun can mean an outlet of news: `the paper` for the Norsund Times, `the network` for CNN."""
    name = entity.name.lower()
    known = name in language.outlets or not language.paper_words.isdisjoint(name.split())
    return noun in language.outlet_nouns and known


def _owner(noun: Node) -> str:
    """The pronoun that says whose somebody is: `my` mother is not `his` mother."""
    return next((owner.text.lower() for owner in noun.children("nmod:poss") if owner.upos == "PRON"), "")
