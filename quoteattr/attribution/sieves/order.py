"""The sieves from quote to source and from source to speaker, in the order in which they are asked."""

from quoteattr.attribution.context import Sieve
from quoteattr.attribution.sieves.dialogue import action_beat, addressed_before, turn_taking
from quoteattr.attribution.sieves.source import (
    agent_of_passive,
    beside_cue,
    object_of_preposition,
    owner_of_noun,
    quoted_person,
    sentence_before,
    signature,
    source_before,
    speaker_label,
    subject_above,
    subject_before_colon,
    subject_of_cue,
)
from quoteattr.attribution.sieves.speaker import SpeakerSieve, antecedent, author, coreferent, named_speaker

SOURCE_SIEVES: tuple[Sieve, ...] = (
    speaker_label,
    object_of_preposition,
    quoted_person,
    agent_of_passive,
    subject_of_cue,
    beside_cue,
    owner_of_noun,
    subject_above,
    signature,
    subject_before_colon,
    sentence_before,
    source_before,
)


SIEVES: tuple[Sieve, ...] = (
    *(sieve for sieve in SOURCE_SIEVES if sieve is not source_before),
    action_beat,
    addressed_before,
    turn_taking,
    source_before,
)
"""All sieves from quote to source, in the order in which they are asked."""


SPEAKER_SIEVES: tuple[SpeakerSieve, ...] = (named_speaker, author, coreferent, antecedent)
