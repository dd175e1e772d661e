"""Sieves from quote to source: who the words are attributed to, as the text writes it.

Each sieve is one function with one piece of evidence; `order.py` beside this file lists them, the most precise first.
"""

from quoteattr.attribution.context import Context, Source
from quoteattr.entities.kinds import is_nobody, is_person_in
from quoteattr.quotations.cues import Attribution, owner_of
from quoteattr.quotations.frames import COLON, PARENTHESIS, QUOTE
from quoteattr.quotations.ownership import quoting_as
from quoteattr.records.records import Mention
from quoteattr.syntax.trees import SUBJECTS, Node, Tree

_ALONE = ("root", "vocative", "nsubj", "dislocated", "parataxis", "appos", "discourse")
"""Relations of a name that is all there is before a colon and a quotation."""
_HEADS = ("NOUN", "PRON", "PROPN")
"""Words that a phrase beside a cue may begin with, but for those that only describe."""
LIKELY_ENOUGH = 0.1
"""Probability below which a cue is taken to have no source."""


def speaker_label(context: Context) -> Source | None:
    """The label before a paragraph: `Mayor: “We wait.”`"""
    turn = context.document.paragraphs[context.quotation.paragraph].turn
    if turn is None or turn.label is None or context.quotation.utterance or context.attribution:
        return None
    label = turn.label
    mention = Mention(label.start, label.end, label.text, "name" if label.text[1:2] else "nominal")
    return Source(mention, called=turn.called, role=turn.role)


def object_of_preposition(context: Context) -> Source | None:
    """The object of a preposition that names a source: `The road is shut, according to police`, `in Lee's view`."""
    attribution = context.attribution
    if attribution is None or not attribution.is_prepositional:
        return None
    cue = attribution.cue
    source = owner_of(cue, context.document.language) if cue.upos == "NOUN" else cue.head
    return context.mention(source) if source else None


def quoted_person(context: Context) -> Source | None:
    """Who is quoted as saying something: `Park was quoted by the paper as saying “never”`, `The paper quoted Park as`.

    Declines for other passives, whose subject is what is said, or the one it is said to.
    """
    attribution = context.attribution
    if attribution is None:
        return None
    for verb in (attribution.cue, *attribution.cue.ancestors()):
        quoting = verb is attribution.cue or attribution.cue in quoting_as(verb, context.document.language)
        if quoting and any(quoting_as(verb, context.document.language)):
            return context.mention(verb.children("obj")[0])
        subjects = verb.children("nsubj:pass")
        if subjects and verb.lemma in context.document.language.quoted:
            return context.mention(subjects[0])
        if not verb.has_relation("advcl", "xcomp", "ccomp", "obl", "acl"):
            return None
    return None


def agent_of_passive(context: Context) -> Source | None:
    """The agent of a passive cue: `The claim was denied by the ministry`.

    A passive cue without an agent has no source: neither its subject nor, in `Asked about it, Lee laughed`, another's.
    Declines for what only looks like a passive: `Lee was convinced that`, `he's said that`.
    """
    attribution = context.attribution
    if attribution is None or _only_looks_passive(context, attribution):
        return None
    agents = attribution.cue.children("obl:agent")
    passive = attribution.cue.children("nsubj:pass", "aux:pass") or _is_past_participle(attribution.cue)
    if not passive and not _speaks_to_subject(context, attribution):
        return None
    return context.mention(agents[0]) if agents else Source(None)


def _only_looks_passive(context: Context, attribution: Attribution) -> bool:
    """Whether the subject of a passive speaks: it feels (`was convinced`) or has spoken (`he's said that`)."""
    language, cue = context.document.language, attribution.cue
    has = any(child.text in language.ambiguous_auxiliaries for child in cue.children("aux:pass"))
    return cue.text.lower() in language.feelings or (has and cue.lemma not in language.addressing)


def _speaks_to_subject(context: Context, attribution: Attribution) -> bool:
    """Whether a cue without a subject speaks to that of the clause after it: `When asked about it, Lee laughed`.

    Parsers take *asked* for a past tense as well, and the clause for a parataxis.
    """
    cue = attribution.cue
    past = cue.feature("Tense") == "Past" and not cue.children(*SUBJECTS, "aux")
    return (
        past and cue.has_relation("advcl", "parataxis", "ccomp") and cue.lemma in context.document.language.addressing
    )


def subject_of_cue(context: Context) -> Source | None:
    """The subject of the reporting verb: `Ann Lee said`, `who said`, with *who* standing for what it refers to."""
    attribution = context.attribution
    if attribution is None:
        return None
    return _subject_of(context, attribution.cue)


def beside_cue(context: Context) -> Source | None:
    """The phrase next to the verb of an utterance, where the parser saw no subject: `,” said Lee`.

    Declines when neither neighbour is a noun or a pronoun.
    """
    attribution = context.attribution
    if attribution is None or attribution.frame not in (QUOTE, PARENTHESIS):
        return None
    if _is_participle(attribution.cue):
        return None
    displaced = _displaced_subject(context, attribution)
    if displaced is not None:
        return context.mention(displaced)
    before, following = attribution.cue.before, attribution.cue.following[:6]
    for token in following:
        if token.upos in _HEADS:
            if token.has_relation("compound", "nmod:poss", "nmod:desc", "amod") and token.head in following:
                continue
            return context.mention(token) if before is None or before.upos == "PUNCT" else None
        if token.upos not in ("DET", "ADJ", "NUM"):
            break
    return context.mention(before) if before is not None and before.upos in _HEADS else None


def _displaced_subject(context: Context, attribution: Attribution) -> Node | None:
    """A subject between the closing mark and the cue that a parser hung from the speech: `“No,” Lee (D-Ohio) said`."""
    for token in reversed(attribution.cue.preceding):
        if context.document.is_quoted(token):
            return None
        above = token.head
        if token.has_relation("nsubj") and above is not None and context.document.is_quoted(above):
            return token
    return None


def subject_above(context: Context) -> Source | None:
    """The likeliest subject or noun in the clauses above a cue without a subject: `Lee left, saying that`.

    All of them are weighed (`candidates.py`), and the phrase just before the cue with them: `Abe attacked the bill and
    said`, `critics saying that`, `Mora, the city's lawyer, argues that`. Declines where none is likely.
    """
    attribution = context.attribution
    ranked = context.analysis.ranked(attribution) if attribution else []
    if attribution is None or not ranked or ranked[0][1] < LIKELY_ENOUGH:
        return None
    return context.mention(ranked[0][0].head)


def _is_participle(verb: Node) -> bool:
    """Whether a verb has the form of `saying`."""
    return verb.feature("VerbForm") == "Ger" or (verb.feature("VerbForm") == "Part" and verb.feature("Tense") == "Pres")


def _is_past_participle(verb: Node) -> bool:
    """Whether a verb modifies a noun that does not speak: `claims denied`, `a book called`."""
    return verb.deprel == "acl" and verb.feature("VerbForm") == "Part" and verb.feature("Tense") == "Past"


def _is_time(context: Context, token: Node) -> bool:
    return token.lemma in context.document.language.times


def owner_of_noun(context: Context) -> Source | None:
    """Whose claim a noun is: `Tan's claim that`, `the view of critics that`, `Tan made the claim that`."""
    attribution = context.attribution
    if attribution is None or attribution.cue.upos not in ("NOUN", "PROPN"):
        return None
    for child in attribution.cue.children("nmod:poss"):
        return context.mention(child)
    for child in attribution.cue.children("nmod"):
        prepositions = context.document.language.origin_prepositions
        owned = any(case.lemma in prepositions for case in child.children("case"))
        if owned and child not in attribution.content:
            return context.mention(child)
    verb = attribution.cue.head
    if verb is not None and attribution.cue.has_relation("obj", "obl") and verb.upos == "VERB":
        return _subject_of(context, verb) or _source_above(context, verb)
    return None


def subject_before_colon(context: Context) -> Source | None:
    """The subject of a sentence that ends in a colon before a quotation: `Ruiz was blunt: “No chance.”`

    Nothing but a name will do: `Coach Ann Lee: “No chance.”`
    """
    attribution = context.attribution
    if attribution is None or attribution.frame != COLON:
        return None
    return main_subject(context, attribution.sentence) or _name_alone(context, attribution)


def _name_alone(context: Context, attribution: Attribution) -> Source | None:
    """The name before a colon where no verb stands with it."""
    before = attribution.cue.preceding
    name = next((token for token in before if token.upos == "PROPN" and token.deprel in _ALONE), None)
    verbal = any(token.upos in ("VERB", "AUX") and not token.has_relation("amod", "compound") for token in before)
    return context.mention(name) if name and not verbal else None


def sentence_before(context: Context) -> Source | None:
    """The subject of the sentence just before an utterance that stands alone: `Ruiz was blunt. “No chance.”`"""
    if context.quotation.utterance is None or context.attribution is not None:
        return None
    document, start = context.document, context.quotation.utterance.start
    body = document.paragraphs[context.quotation.paragraph].body
    before = document.shown[body:start].rstrip()
    if not before:
        return None
    sentence = document.trees.sentence_at(body + len(before) - 1)
    if sentence is None or any(map(document.is_quoted, sentence.nodes)):
        return None
    source = main_subject(context, sentence)
    return source if source is not None and _speaks_unasked(context, source.head) else None


def _speaks_unasked(context: Context, head: Node | None) -> bool:
    """Whether a subject may speak though no verb says that it does: a person, a body, or what is told of a document.

    `Ruiz rose`, `The letter was short`, but not `Silence fell`, `His gaze was cold`, `The verdict came`.
    """
    if head is None:
        return False
    language = context.document.language
    if head.upos == "PRON":
        return language.pronouns.get(head.text.lower()) != "thing" and not is_nobody(head, language)
    if head.upos == "PROPN" or is_person_in(context.document, head):
        return True
    kind = language.nouns.get(head.text.lower()) or language.nouns.get(head.lemma)
    described = head.head is not None and bool(head.head.children("cop"))
    return described if kind == "document" else kind is not None


def source_before(context: Context) -> Source | None:
    """The source of the utterance before: an article goes on quoting whom it has quoted.

    Declines when more than a paragraph lies between, or nobody has been quoted.
    """
    if context.quotation.utterance is None or context.attribution is not None or not context.earlier:
        return None
    before, source = context.earlier[-1]
    return source if context.quotation.paragraph - before.paragraph <= 1 else None


def _subject_of(context: Context, verb: Node) -> Source | None:
    """The subject nearest to a verb, one after it and *Friday* only for want of another: `Lee told CBS News`.

    What a passive cue has for its subject does not speak: *Lee was told*. It may with another verb: *Lee was told and
    said*.
    """

    def remoteness(subject: Node) -> tuple[bool, bool, int]:
        return _is_time(context, subject), subject.index > verb.index, abs(subject.index - verb.index)

    for subject in sorted(verb.children(*SUBJECTS), key=remoteness):
        if _is_topic(context, subject):
            continue
        if subject.deprel == "nsubj:pass" and _is_spoken_to(context, verb):
            continue
        source = context.mention(subject)
        if source:
            return source
    return None


def _is_topic(context: Context, subject: Node) -> bool:
    """Whether a colon parts a subject from the quotation that its verb follows: `Ferry row: “No,” says the union.`"""
    utterance, attribution = context.quotation.utterance, context.attribution
    if utterance is None or attribution is None or not subject.end <= utterance.start < attribution.cue.start:
        return False
    return context.document.shown[subject.end : utterance.start].rstrip().endswith(":")


def _is_spoken_to(context: Context, verb: Node) -> bool:
    """Whether the subject of a passive is not the one who speaks."""
    attribution = context.attribution
    if attribution is None or verb is not attribution.cue or verb.lemma in context.document.language.quoted:
        return False
    return not _only_looks_passive(context, attribution)


def _source_above(context: Context, verb: Node) -> Source | None:
    for above in verb.ancestors():
        if verb.has_relation("acl"):
            return context.mention(above)
        source = _subject_of(context, above)
        if source:
            return source
        verb = above
    return None


def main_subject(context: Context, sentence: Tree) -> Source | None:
    """The subject of a sentence's main clause, or for whoever says it: `His boat, Lee said, was lost.`

    Where something only is there, nobody is: `There was a pause.`
    """
    root = next((token for token in sentence.nodes if token.head is None), None)
    if root is None or root.children("expl"):
        return None
    cues = context.document.language.cues
    inside = [clause for clause in root.children("parataxis") if not context.document.is_quoted(clause)]
    saying = (c for c in inside if cues.reports(c.lemma, "verb parenthesis"))
    return _subject_of(context, next(saying, root))
