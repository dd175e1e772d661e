"""The rules from quotation to source and from source to speaker, in the order in which they are asked.

The first rule to answer decides, and its name goes into the record; so the most precise ones come first.
"""

from typing import Final

from quoteattr.attribution.context import Sieve
from quoteattr.attribution.sieves.dialogue import action_beat, addressed_before, turn_taking
from quoteattr.attribution.sieves.interview import interviewee, marked_answer, part_of_interview
from quoteattr.attribution.sieves.signature import describer, row, signature
from quoteattr.attribution.sieves.source import (
    agent_of_passive,
    beside_cue,
    object_of_preposition,
    owner_of_noun,
    quoted_person,
    sentence_before,
    source_before,
    speaker_label,
    subject_above,
    subject_before_colon,
    subject_of_cue,
)
from quoteattr.attribution.sieves.speaker import SpeakerSieve, antecedent, author, coreferent, named_speaker
from quoteattr.vocabulary import Rule

SOURCE_SIEVES: Final[tuple[Rule[Sieve], ...]] = (
    Rule(speaker_label, "the label before a paragraph"),
    Rule(object_of_preposition, "the object of a preposition that names a source"),
    Rule(quoted_person, "the subject of quoted as saying"),
    Rule(agent_of_passive, "the agent of a passive cue"),
    Rule(subject_of_cue, "the subject of the reporting verb"),
    Rule(beside_cue, "the phrase next to the verb of an utterance, where the parser saw no subject"),
    Rule(owner_of_noun, "whose claim a noun is"),
    Rule(subject_above, "the likeliest subject or noun in the clauses above a cue without a subject"),
    Rule(part_of_interview, "who asks or answers, where typography alone distinguishes the two"),
    Rule(marked_answer, "who is interviewed, after a question without quotation marks"),
    Rule(row, "the name in the cell before an utterance in a table"),
    Rule(signature, "the name signed under an utterance"),
    Rule(describer, "who a headline names after its quotation"),
    Rule(subject_before_colon, "the subject of a sentence that ends in a colon before a quotation"),
    Rule(sentence_before, "the subject of the sentence just before an utterance that stands alone"),
    Rule(action_beat, "the subject of the sentence after an utterance in its paragraph"),
    Rule(addressed_before, "the one to whom the words just before were said", genre="narrative"),
    Rule(turn_taking, "the one who spoke before the last speaker, in dialogue", genre="narrative"),
    Rule(source_before, "the source of the utterance before"),
)
"""From quotation to source: who the words are attributed to, as the text writes it."""

SPEAKER_SIEVES: Final[tuple[Rule[SpeakerSieve], ...]] = (
    Rule(named_speaker, "the name in the source, or next to its main word"),
    Rule(author, "the one who wrote the text, where I stands outside of quotation marks"),
    Rule(interviewee, "who is interviewed, where questions and answers have no labels"),
    Rule(coreferent, "the one who is named in the same chain of coreference, which came with the parse"),
    Rule(antecedent, "the person a pronoun or a description refers to"),
)
"""From source to speaker: which person or body of the text a phrase stands for."""
