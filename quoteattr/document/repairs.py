"""Mends trees where parsers go wrong in the same way time and again, before any rule reads them.

Each repair hangs a token or two elsewhere, where the UD guidelines want them, so that the rules need to know one shape
only. They concern names and nouns wherever these stand (`REPAIRS_OF_NAMES`), and what a reporting verb governs
(`REPAIRS`): its subject, and its content.
"""

from collections.abc import Callable, Iterable, Iterator
from typing import Final

from quoteattr.document.repairs_of_clauses import (
    clause_above,
    clause_beside,
    clause_in_subject,
    clause_of_aside,
    clause_of_list,
    clause_of_phrase,
    clause_on_top,
    clauses_of_claims,
    date_ahead,
    fellow_cue,
    makers_of_claims,
    participle_ahead,
    participle_on_top,
    phrase_ahead,
    relatives_of_nouns,
    second_complement,
    second_half,
)
from quoteattr.document.repairs_of_names import (
    apposed_names,
    bodies_without_names,
    cases_of_titles,
    common_nouns,
    given_names,
    hyphened,
    initials,
    letters_behind_names,
    listed_names,
    names_in_two,
    names_joined_to_last,
    names_like_verbs,
    names_of_the_nearer,
    no_names,
    shortened_names,
    verbs_in_names,
    verbs_of_documents,
    verbs_that_are_names,
)
from quoteattr.document.repairs_of_subjects import (
    description_beside_name,
    description_of_subject,
    patient_that_speaks,
    subject_above_its_verb,
    subject_ahead,
    subject_behind_names,
    subject_behind_preposition,
    subject_in_apposition,
    subject_left_behind,
    subject_of_clause_before,
    subject_of_relative,
    subject_set_apart,
    subject_that_puts_it,
)
from quoteattr.languages.language import Language
from quoteattr.syntax.parse import Sentence, Token
from quoteattr.syntax.trees import Node, Tree, Trees, pieces
from quoteattr.vocabulary import Rule


def repaired(sentences: Iterable[Sentence], language: Language) -> Trees:
    """The trees of parsed sentences, those mended that parsers get wrong time and again.

    >>> words = "She said the plan will fail".split()
    >>> shape = [(2, "nsubj"), (0, "root"), (4, "det"), (2, "obj"), (6, "aux"), (2, "ccomp")]
    >>> tags = ["PRON", "VERB", "DET", "NOUN", "AUX", "VERB"]
    >>> starts = [0, 4, 9, 13, 18, 23]
    >>> sentence = Sentence(tuple(Token(i, start, start + len(word), word, {"said": "say"}.get(word, word), tag, head,
    ...     relation, feats="VerbForm=Fin" if tag == "AUX" else "")
    ...     for i, (word, start, tag, (head, relation)) in enumerate(zip(words, starts, tags, shape), 1)))
    >>> from quoteattr.languages.loading import load_language
    >>> plan = repaired([sentence], load_language("en")).sentences[0].nodes[3]
    >>> plan.text, plan.head.text, plan.deprel
    ('plan', 'fail', 'nsubj')
    """
    return Trees(_repaired(tree, language) for sentence in sentences for tree in pieces(sentence))


def _repaired(sentence: Tree, language: Language) -> Tree:
    for rule in REPAIRS_OF_NAMES:
        sentence = sentence.with_tokens(rule.function(sentence, language))
    cues = [
        token.index for token in sentence.nodes if token.upos == "VERB" and language.cues.reports_somehow(token.lemma)
    ]
    for cue in cues:
        for repair in REPAIRS:
            sentence = sentence.with_tokens(repair.function(sentence.nodes[cue - 1], language))
    return sentence


REPAIRS_OF_NAMES: Final[tuple[Rule[Callable[[Tree, Language], Iterator[Token]]], ...]] = (
    Rule(common_nouns, "common nouns that are tagged as proper ones"),
    Rule(bodies_without_names, "nouns for bodies in small letters that were taken for names"),
    Rule(no_names, "verbs and common nouns in small letters that were taken for names"),
    Rule(given_names, "names that were taken for prepositions, and the last names behind them"),
    Rule(letters_behind_names, "letters behind a name, from which it hangs"),
    Rule(names_in_two, "halves of a name that are two subjects"),
    Rule(cases_of_titles, "prepositions that hang from the title before a name"),
    Rule(initials, "initials that were not tagged with the last name"),
    Rule(shortened_names, "shortened given names before the rest of a name"),
    Rule(names_like_verbs, "given names that are words for speech"),
    Rule(verbs_in_names, "parts of names that were taken for verbs"),
    Rule(verbs_of_documents, "verbs that were taken for nouns behind a quotation"),
    Rule(verbs_that_are_names, "names that were taken for verbs that report"),
    Rule(apposed_names, "names that hang from the body that somebody is of"),
    Rule(names_of_the_nearer, "names that hang past the noun that they stand at"),
    Rule(names_joined_to_last, "names that are joined to the last word of the one before"),
    Rule(listed_names, "names in a list that were taken for more of the first"),
    Rule(hyphened, "the second noun behind a hyphen, which heads the first"),
    Rule(relatives_of_nouns, "relative clauses that hang past the noun before them"),
    Rule(makers_of_claims, "makers of a claim that hang from the verb before it"),
    Rule(clauses_of_claims, "clauses that hang past somebody's claim, which they tell"),
)
"""Asked of every sentence."""

REPAIRS: Final[tuple[Rule[Callable[[Node, Language], Iterator[Token]]], ...]] = (
    Rule(description_beside_name, "the first of two subjects that says what the second is"),
    Rule(subject_above_its_verb, "the subject that its verb hangs from, past a clause about it"),
    Rule(subject_in_apposition, "the subject of a clause put in that hangs from the name before it"),
    Rule(subject_behind_names, "the subject that hangs from the noun before it"),
    Rule(subject_of_clause_before, "the subject that hangs from the complement before it"),
    Rule(description_of_subject, "what hangs from a noun before it and tells who speaks"),
    Rule(subject_of_relative, "the subject that hangs from a relative clause behind it"),
    Rule(subject_behind_preposition, "the second subject that belongs to the first"),
    Rule(patient_that_speaks, "the subject that was taken for that of a passive"),
    Rule(subject_that_puts_it, "the subject that was taken for a phrase with as"),
    Rule(subject_set_apart, "the subject that an aside parts from its verb"),
    Rule(clause_beside, "the complement of a relative clause that hangs beside it"),
    Rule(clause_on_top, "the complement that its verb hangs from"),
    Rule(clause_in_subject, "the complement that hangs from its own subject"),
    Rule(clause_of_phrase, "the complement that hangs from a phrase before it"),
    Rule(fellow_cue, "a second verb of the same form that hangs within the content of the first"),
    Rule(clause_of_list, "the verb of a list that was taken for a complement"),
    Rule(clause_of_aside, "the complement that hangs from an aside before it"),
    Rule(second_half, "the second half of a content that hangs from its cue"),
    Rule(clause_above, "the complement that hangs from a verb above"),
    Rule(subject_left_behind, "the subject of a complement that hangs from the cue"),
    Rule(subject_ahead, "the subject of the cue that hangs from its complement"),
    Rule(phrase_ahead, "the phrase of the cue that hangs from its complement"),
    Rule(date_ahead, "the day of the cue that hangs from its complement"),
    Rule(second_complement, "the second half of a complement that hangs beside the first"),
    Rule(participle_ahead, "the participle before a main clause that was taken for its complement"),
    Rule(participle_on_top, "the main clause that hangs from the participle before it"),
)
"""Asked of every verb that reports, one after the other, each of what the one before left."""
