"""Reporting clauses beside utterances, after and before the marks."""

from collections.abc import Sequence

from quoteattr.document.claims import is_claim, owners_of_claim
from quoteattr.document.document import Document
from quoteattr.document.marks import QuotedSpan
from quoteattr.languages.language import Language
from quoteattr.quotations.cues import Attribution, source_preposition, standpoint
from quoteattr.quotations.frames import COLON, QUOTE
from quoteattr.syntax.trees import SUBJECTS, Node, Tree

NEAR = 30
"""Tokens between a mark and its cue, at most: a name with a long apposition."""
LIKELY = 0.25
"""Reliability that a verb beside a mark needs."""
SURE = 0.6
"""Reliability that a verb in the sentence after a mark needs."""
_TELLING = ("–", "—", "-")
"""What parts a headline's quotation from what is told of it."""
_MODIFIERS = ("amod", "appos", "compound")
"""Relations of words that only describe somebody: `“No,” the retired bishop said`."""
_CLOSING = "\"'”’"
"""Marks of others that may end within a quotation."""


_BRACKETS = ("(", "[", ")", "]")
STOPS = (".", "...", "…")
"""What ends a sentence that only says who speaks: `She said. “No”`"""
STRESS = "_*"
"""What plain text puts around words in italics: `“_Now!_”`"""


def last_letter(document: Document, quoted: QuotedSpan) -> str:
    """The last character of a quotation but for marks of others, and of stress, within it: `“She cried, ‘Run!’”`"""
    inner = document.inner(quoted).rstrip()
    return inner.rstrip(_CLOSING + STRESS)[-1:]


def reports_more(after: Attribution) -> bool:
    """Whether a verb after a quotation has a content of its own: `Lee said, “No,” adding that he was ill.`"""
    cue = after.cue
    subjectless = cue.feature("VerbForm") == "Part" and not cue.children(*SUBJECTS)
    complements = cue.children("ccomp", "xcomp")
    return subjectless or any(complement.index > cue.index for complement in complements)


def cue_after(document: Document, quoted: QuotedSpan) -> Attribution | None:
    """The cue in the clause that follows a quotation: `,” said Lee`, `,” Lee, who had won, said`."""
    comma = last_letter(document, quoted) in ",—–-"
    sentence, tokens = tokens_after(document, quoted)
    if sentence is None or (document.is_in_headline(quoted.start) and tokens and tokens[0].text in _TELLING):
        return None
    apart = sentence.start >= quoted.end and not comma  # a sentence of its own: “Why?” Lee asked. / He sat down.
    enough = SURE if apart else LIKELY
    aside = _in_aside(tokens[:NEAR])
    for token in tokens[:NEAR]:
        if token.text in (";", ":"):
            return None
        prepositional = source_preposition(token, document.language) or standpoint(token, document.language)
        if prepositional is not None:
            return prepositional
        if token.has_relation("acl", "advcl:relcl", *_MODIFIERS) or not _is_verbal(token, document.language):
            continue
        if token in aside:
            continue
        reliability = quote_reliability(token, document.language)
        if apart:
            reliability = max(reliability, _alone_reliability(token, document.language))
        if reliability >= enough:
            return Attribution(token, QUOTE, (), max(reliability, 0.5) if comma else reliability)
        if token.upos == "VERB":
            return None
    return None


def _in_aside(tokens: Sequence[Node]) -> set[Node]:
    """What belongs to a clause about somebody, with a verb behind it: `who asked not to be named` before *said*."""
    clauses = (token for token in tokens if token.has_relation("acl"))
    inside = {below for clause in clauses for below in clause.subtree()}
    last = next((token for token in reversed(tokens) if token.upos == "VERB"), None)
    return inside if last is not None and last not in inside else set()


def cue_before(document: Document, quoted: QuotedSpan) -> Attribution | None:
    """The cue in the clause that leads to a quotation: `Lee said: “`, `Lee told reporters that “`."""
    tokens = tokens_before(document, quoted)
    claim = claim_of_another(tokens, document.language)
    if claim is not None:
        return Attribution(claim, QUOTE, (), SURE)
    doubtful: list[Attribution] = []
    for token in reversed(tokens[-NEAR:]):
        prepositional = source_preposition(token, document.language) or standpoint(token, document.language)
        if prepositional is not None:
            return prepositional
        reliability = quote_reliability(token, document.language)
        if not _is_verbal(token, document.language) or token.has_relation(*_MODIFIERS) or reliability < LIKELY:
            continue
        attribution = Attribution(token, QUOTE, (), reliability)
        if token is tokens[-1] or not _is_doubtful(attribution, tokens, document.language):
            return attribution
        doubtful.append(attribution)
    if doubtful:
        return max(doubtful, key=lambda attribution: attribution.reliability)
    if tokens and tokens[-1].text == ":":
        return Attribution(tokens[-1], COLON, (), 0.6)
    return _telling(tokens) if document.quoted else None


def _telling(tokens: Sequence[Node]) -> Attribution | None:
    """Any verb with a subject before a comma and words in marks, as people talk: `So she goes, ‘Run.’`"""
    comma = tokens[-1:] and tokens[-1].text == ","
    verb = next((token for token in reversed(tokens) if token.upos != "PUNCT"), None) if comma else None
    if verb is None or verb.upos not in ("VERB", "AUX") or not verb.children(*SUBJECTS):
        return None
    return Attribution(verb, QUOTE, (), LIKELY)


def claim_of_another(tokens: Sequence[Node], language: Language) -> Node | None:
    """The noun before a mark that tells whose the words are: `comment` in *He replied to Lee's comment “`.

    A colon may part them where somebody is quoted: `He cited Lee's words: “`.
    """
    last = tokens[-1] if tokens else None
    colon = last is not None and last.text == ":"
    last = last.before if last is not None and colon else last
    noun = next((word for word in (last, *last.ancestors()) if is_claim(word, language)), None) if last else None
    if noun is None or noun.subtree(without=noun.children("acl", "parataxis", "punct"))[-1] is not last:
        return None
    cited = noun.head is not None and noun.deprel == "obj" and noun.head.lemma in language.quoted
    return noun if owners_of_claim(noun, language) and (cited or not colon) else None


def _is_doubtful(attribution: Attribution, tokens: Sequence[Node], language: Language) -> bool:
    """Whether a verb farther off may be the cue: `told a man who asked: “`, `That, Lee insists, won't do: “`."""
    verb = attribution.cue
    if verb.has_relation("acl:relcl"):
        named = verb.head
        above = named.head if named else None
        return above is None or above.lemma not in language.quoted
    if attribution.reliability >= SURE or all(token.upos == "PUNCT" for token in tokens if token.index > verb.index):
        return False
    inside = [child for child in verb.children("parataxis") if child.index < verb.index]
    interrupted = any(quote_reliability(child, language) >= SURE for child in inside)
    return interrupted or verb.has_relation("acl", "advcl")


def tokens_after(document: Document, quoted: QuotedSpan) -> tuple[Tree | None, list[Node]]:
    """The tokens from a quotation's end to the next mark or the end of the sentence."""
    offset, limit = document.gap_after(quoted)
    while offset < limit and document.shown[offset].isspace():
        offset += 1
    sentence = document.trees.sentence_at(offset)
    if sentence is None or (sentence.start >= quoted.end and last_letter(document, quoted) == "."):
        return None, []
    return sentence, [token for token in sentence.nodes if quoted.end <= token.start and token.end <= limit]


def tokens_before(document: Document, quoted: QuotedSpan) -> list[Node]:
    """The tokens from the start of the sentence, or from the mark before, to a quotation's start."""
    floor, offset = document.gap_before(quoted)
    if not document.shown[floor:offset].strip() and quoted.paragraph and floor == document.body(quoted):
        lead = document.paragraphs[quoted.paragraph - 1]
        if document.shown[lead.end - 1] == ":":
            floor, offset = lead.body, lead.end  # the paragraph before leads in: Lee said:
    before = document.shown[floor:offset].rstrip()
    sentence = document.trees.sentence_at(floor + len(before) - 1) if before else None
    if sentence is None:
        return []
    if before[-1] in ".?!":
        follows = floor > document.body(quoted) and not document.shown[floor : sentence.start].strip()
        if follows or not _only_tells_who_speaks(sentence, document.language):
            return []
    return in_bracket([token for token in sentence.nodes if floor <= token.start and token.end <= quoted.start])


def in_bracket(tokens: list[Node]) -> list[Node]:
    """The words since the last bracket that stays open, or all: `coach Ida Moe:` in *They lost (coach Ida Moe: “*."""
    brackets = [place for place, token in enumerate(tokens) if token.text in _BRACKETS]
    return tokens[brackets[-1] + 1 :] if brackets and tokens[brackets[-1]].text in "([" else tokens


def _only_tells_who_speaks(sentence: Tree, language: Language) -> bool:
    """Whether a sentence is a subject and a reporting verb: `She said.`"""
    cue = next((token for token in reversed(sentence.nodes) if token.upos != "PUNCT"), None)
    if cue is None or cue.head is not None or cue.upos != "VERB" or sentence.nodes[-1].text not in STOPS:
        return False
    spoken = cue.lemma in language.silences["replying"] or cue.lemma in language.manners
    if not spoken and quote_reliability(cue, language) < SURE:
        return False
    return all(child.has_relation(*SUBJECTS, "punct", "advmod") for child in cue.children())


def _is_verbal(token: Node, language: Language) -> bool:
    """Whether a token can be a reporting verb, even one that the tagger took for a name: `Lee opined`."""
    verbal = token.upos == "VERB" or (token.text.islower() and token.text.endswith(language.past_endings))
    return verbal and token.text != ""


def quote_reliability(token: Node, language: Language) -> float:
    """How often a verb beside a quotation reports it."""
    lemma = token.lemma
    return max(language.cues.reliability(lemma, f"verb {frame}") for frame in ("ccomp", "parenthesis"))


def _alone_reliability(verb: Node, language: Language) -> float:
    """The same where the words in marks are all that a verb of speech can have for its object: `“Yes!” Lee tweeted.`"""
    lemma = verb.lemma
    if verb.children("obj", "ccomp", "xcomp"):
        return 0.0
    reported, seen = language.cues.counts.get("verb ccomp marked", {}).get(lemma, (0, 0))
    return max(reported / (seen + 1), SURE if lemma in language.stances or lemma in language.manners else 0.0)
