"""How plausible an attribution is: a logistic regression over its words, its frame and the tree around it.

The counts in `cues.py` know a cue and its frame. Who the subject is, what heads the content, tense and
negation tell as much: *the law says* and *she says*, *hopes* in a headline and *hopes* after *who*. The
weights were fitted by `training/plausibility.py`; a language without weights is judged by its counts alone.
"""

from collections.abc import Iterator
from math import log

from attrs import evolve, frozen

from quoteattr.document.document import Document
from quoteattr.document.marks import is_title
from quoteattr.languages.language import Language
from quoteattr.quotations.cues import Attribution, is_stray_conjunct
from quoteattr.syntax.trees import SUBJECTS, Node, Tree

_CHAIN = ("conj", "xcomp", "advcl", "ccomp", "parataxis")
_LONGEST_CHAIN = 4


@frozen
class _Setting:
    """What a sentence tells of every attribution in it."""

    question: bool
    first_person: bool
    quoted: bool
    parentheses: tuple[Node, ...]
    """Its reporting parentheses: `he said` in *She thinks, he said, they won*."""

    @classmethod
    def of(cls, sentence: Tree, document: Document) -> "_Setting":
        tokens, language = sentence.nodes, document.language
        return cls(
            question=tokens[-1].text == "?",
            first_person=any(t.text == language.narrator or t.text.lower() in language.second_person for t in tokens),
            quoted=any(map(document.is_quoted, tokens)),
            parentheses=tuple(
                token
                for token in tokens
                if token.has_relation("parataxis") and _is_reporting(token, "parenthesis", language)
            ),
        )


class Judge:
    """Judges the attributions of one document; what a sentence tells of all its attributions is looked up once."""

    def __init__(self, document: Document) -> None:
        self._document = document
        self._settings: dict[int, _Setting] = {}  # by the start of the sentence

    def judged(self, attribution: Attribution, *, told: bool = True) -> Attribution:
        """The attribution with the probability, from 0 to 1, that annotators would have made it one.

        Unless `told`, nobody reports the cue's own clause, whatever the tree says.
        """
        weights = self._document.language.report_weights
        if not weights:
            return attribution
        evidence = weights.evidence(self.features(attribution, told=told))
        return evolve(attribution, reliability=weights.probability(evidence), evidence=evidence)

    def is_reported(self, attribution: Attribution) -> bool:
        """Whether somebody else reports the cue's own clause, as the tree has it."""
        return _reported(attribution.cue, self._document.language) == "True"

    def features(self, attribution: Attribution, *, told: bool = True) -> Iterator[str]:
        """The binary features of an attribution, each `name=value`, some joined with the frame."""
        start = attribution.sentence.start
        setting = self._settings.get(start)
        if setting is None:
            setting = self._settings[start] = _Setting.of(attribution.sentence, self._document)
        return _features(self._document, attribution, setting, told)


def _features(document: Document, attribution: Attribution, setting: _Setting, told: bool) -> Iterator[str]:
    yield f"reliability={_level(attribution.reliability)}"
    yield from _cue_features(attribution)
    yield from _content_features(attribution)
    yield from _subject_features(attribution, document.language)
    yield from _neighbour_features(attribution)
    reported = _reported(attribution.cue, document.language) if told else ""
    yield f"reported={reported}"
    yield f"reported={reported}|{attribution.frame.sort}"
    yield from _mark_features(document, attribution, setting)
    frame = attribution.frame.sort
    yield f"question={setting.question}"
    yield f"first person={setting.first_person}"
    yield f"interrupted={any(token is not attribution.cue for token in setting.parentheses)}|{frame}"
    number = document.paragraph_at(attribution.cue.start)
    paragraph = document.paragraphs[number]
    yield f"headline={paragraph.headline}|{frame}"
    yield f"paragraph={min(number, 3)}"
    yield f"place in document={number * 5 // len(document.paragraphs)}"
    yield f"opens paragraph={attribution.sentence.start <= paragraph.body + 2}|{frame}"
    yield f"sentence length={min(len(attribution.sentence.nodes) // 8, 6)}|{frame}"


def _level(reliability: float) -> int:
    """Half a logit a level, from -8 to 8."""
    share = min(max(reliability, 0.001), 0.999)
    return round(min(max(2 * log(share / (1 - share)), -8), 8))


def _cue_features(attribution: Attribution) -> Iterator[str]:
    cue, frame = attribution.cue, attribution.frame.name
    lemma, tag = cue.lemma, cue.upos
    verb_form = f"{cue.feature('VerbForm')}|{cue.feature('Tense')}"
    yield f"cue={lemma}|{tag}"
    yield f"cue={lemma}|{tag}|{frame}"
    yield f"cue={lemma}|{verb_form}"
    yield f"frame={frame}|{tag}"
    yield f"form={verb_form}"
    yield f"relation={cue.deprel}"
    yield f"relation={cue.deprel}|{frame}"
    yield f"relation={cue.deprel}|{attribution.frame.sort}"
    yield f"suffix={lemma[-3:]}|{tag}|{frame}"
    yield f"first={cue.index <= 2}"
    yield f"cue={lemma}|{frame}"
    yield f"cue={lemma}|{cue.deprel}"
    yield f"cue={lemma}|passive={bool(cue.children('aux:pass', 'nsubj:pass'))}"
    yield f"before={_lemma(cue.before)}|{tag}"
    yield f"after={_lemma(cue.after)}|{tag}"
    yield f"cue={lemma}|after={_lemma(cue.after)}"


def _content_features(attribution: Attribution) -> Iterator[str]:
    frame = attribution.frame.name
    short = attribution.frame.sort
    root = attribution.root
    marks = root.children("mark")
    determiners = root.children("det", "nmod:poss")
    yield f"head={root.lemma}"
    yield f"head={root.lemma}|{frame}"
    yield f"head tag={root.upos}|{frame}"
    yield f"head relation={root.deprel}"
    yield f"head name={root.ner[2:]}|{frame}"
    yield f"head form={root.feature('VerbForm')}|{root.feature('Tense')}"
    yield f"mark={marks[0].lemma if marks else ''}|{frame}"
    yield f"determiner={determiners[0].lemma if determiners else ''}|{short}"
    yield f"has subject={bool(root.children(*SUBJECTS))}|{frame}"
    yield f"length={min(len(attribution.content).bit_length(), 6)}|{short}"
    yield f"content first={attribution.content[0].lemma}|{short}"
    yield f"content end={_lemma(attribution.content[-1].after)}|{short}"
    yield f"before cue={attribution.content[0].index < attribution.cue.index}|{frame}"


def _subject_features(attribution: Attribution, language: Language) -> Iterator[str]:
    cue, frame = attribution.cue, attribution.frame.name
    subject, own = subject_of(cue)
    yield f"owned={bool(cue.children('nmod:poss'))}|{cue.upos}"
    if subject is None:
        yield "subject="
        yield f"subject=|{frame}"
        return
    kind = subject.ner[2:] or subject.upos
    yield f"subject={kind}|{own}"
    yield f"subject={kind}|{cue.lemma}"
    yield f"subject={kind}|{frame}"
    yield f"subject word={subject.lemma}"
    sort = language.nouns.get(subject.lemma) or ("role" if language.is_role(subject.text) else "")
    yield f"subject class={sort}|{subject.upos}"
    yield f"subject class={sort}|{attribution.frame.sort}"
    yield f"subject class={sort}|{cue.lemma}"
    for child in subject.children("det", "nmod:poss", "nummod", "amod"):
        yield f"subject modifier={child.lemma}"
    yield f"cue={cue.lemma}|own subject={own}"
    yield f"subject number={subject.feature('Number')}"
    yield f"subject first={subject.index < cue.index}|{frame}"
    if subject.upos == "PRON":
        yield f"pronoun={subject.text.lower()}|{frame}"


def _neighbour_features(attribution: Attribution) -> Iterator[str]:
    cue = attribution.cue
    short, cue_lemma = attribution.frame.sort, cue.lemma
    inside = {token.index for token in attribution.content}
    above = cue.head
    if above is not None:
        yield f"above={above.lemma}|{cue.deprel}"
        yield f"above tag={above.upos}|{cue.deprel}"
    for child in cue.children():
        lemma = child.lemma
        relation = "conj" if is_stray_conjunct(cue, child) else child.deprel
        if child.upos != "PUNCT":
            yield f"cue={cue_lemma}|child={relation}"
        if child.index not in inside:
            yield f"child={relation}|{short}"
        if child.has_relation("aux", "cop"):
            yield f"aux={lemma}"
            yield f"aux={lemma}|{short}"
        elif child.has_relation("advmod", "compound:prt"):
            yield f"adverb={lemma}"
            yield f"cue={cue_lemma}|adverb={lemma}"
        elif child.index in inside:
            continue
        elif child.has_relation("obj"):
            yield f"object={lemma}"
            yield f"object={lemma}|{cue_lemma}"
        elif child.has_relation("obl", "nmod"):
            for case in child.children("case"):
                yield f"oblique={case.lemma}|{lemma}"
                yield f"cue={cue_lemma}|oblique={case.lemma}"


def _reported(cue: Node, language: Language) -> str:
    """Whether somebody else reports the cue's own clause: `she thinks` in *She thinks, he said, they won*."""
    below = cue
    for above in cue.ancestors():
        if below.has_relation("ccomp") and not is_stray_conjunct(above, below):
            return str(_is_reporting(above, "ccomp", language))
        below = above
    return ""


def _mark_features(document: Document, attribution: Attribution, setting: _Setting) -> Iterator[str]:
    """How much of the content stands in quotation marks, and whether that looks like the name of a work."""
    short, lemma = attribution.frame.sort, attribution.cue.lemma
    words = [token for token in attribution.content if token.upos != "PUNCT"]
    inside = [token for token in words if document.is_quoted(token)] if setting.quoted else []
    marked = bool(inside)
    yield f"marked={marked}"
    yield f"marked={marked}|{short}"
    yield f"marked={marked}|{attribution.frame.name}"
    yield f"marked={marked}|{lemma}"
    if inside:
        yield f"marked words={min(len(inside).bit_length(), 5)}|{short}"
        yield f"marked share={4 * len(inside) // len(words)}|{short}"
        quoted = document.quoted_at(inside[0].start)
        title = quoted is not None and is_title(document.inner(quoted))
        yield f"title={title}|{len(inside) == len(words)}"
        yield f"title={title}|{lemma}"
    yield f"marked elsewhere={setting.quoted and not marked}|{short}"


def _is_reporting(token: Node, frame: str, language: Language) -> bool:
    return language.cues.reliability(token.lemma, f"verb {frame}") > 0.6


def _lemma(node: Node | None) -> str:
    """The lemma of a word, empty beyond the sentence's edges."""
    return node.lemma if node is not None else ""


def subject_of(cue: Node) -> tuple[Node | None, bool]:
    """The subject of a cue or of the clause that it depends on, and whether it is the cue's own."""
    current: Node | None = cue
    for _ in range(_LONGEST_CHAIN):
        if current is None:
            break
        subjects = current.children(*SUBJECTS)
        if subjects:
            return subjects[0], current is cue
        if current.has_relation("acl"):
            return current.head, False
        current = current.head if current.has_relation(*_CHAIN) else None
    return None, False
