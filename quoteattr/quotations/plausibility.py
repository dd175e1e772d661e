"""How plausible a report is: a logistic regression over its words, its frame and the tree around it.

The counts in `cues.py` know a cue and its frame. Who the subject is, what heads the content, tense and
negation tell as much: *the law says* and *she says*, *hopes* in a headline and *hopes* after *who*. The
weights were fitted by `training/plausibility.py`; a language without weights is judged by its counts alone.
"""

from collections.abc import Iterator
from math import log

from attrs import evolve, frozen

from quoteattr.document.document import Page
from quoteattr.document.marks import is_title
from quoteattr.languages.language import Language
from quoteattr.quotations.cues import Report, is_stray_conjunct
from quoteattr.syntax.trees import SUBJECTS, Sentence, Token

_CHAIN = ("conj", "xcomp", "advcl", "ccomp", "parataxis")
_LONGEST_CHAIN = 4


@frozen
class _Setting:
    """What a sentence tells of every report in it."""

    question: bool
    first_person: bool
    quoted: bool
    parentheses: tuple[Token, ...]
    """Its reporting parentheses: `he said` in *She thinks, he said, they won*."""

    @classmethod
    def of(cls, sentence: Sentence, page: Page) -> "_Setting":
        tokens = sentence.tokens
        return cls(
            question=tokens[-1].text == "?",
            first_person=any(token.text in ("I", "you", "You") for token in tokens),
            quoted=any(map(page.is_quoted, tokens)),
            parentheses=tuple(
                token
                for token in tokens
                if token.has_relation("parataxis") and _is_reporting(token, "parenthesis", page.language)
            ),
        )


class Judge:
    """Judges the reports of one page; what a sentence tells of all its reports is looked up once."""

    def __init__(self, page: Page) -> None:
        self._page = page
        self._settings: dict[int, _Setting] = {}  # by the start of the sentence

    def judged(self, report: Report) -> Report:
        """The report with the probability, from 0 to 1, that annotators would have taken it for an attribution."""
        weights = self._page.language.report_weights
        if not weights:
            return report
        evidence = weights.evidence(self.features(report))
        return evolve(report, reliability=weights.probability(evidence), evidence=evidence)

    def features(self, report: Report) -> Iterator[str]:
        """The binary features of a report, each `name=value`, some joined with the frame."""
        start = report.sentence.start
        setting = self._settings.get(start)
        if setting is None:
            setting = self._settings[start] = _Setting.of(report.sentence, self._page)
        return _features(self._page, report, setting)


def _features(page: Page, report: Report, setting: _Setting) -> Iterator[str]:
    yield f"reliability={_level(report.reliability)}"
    yield from _cue_features(report)
    yield from _content_features(report)
    yield from _subject_features(report, page.language)
    yield from _neighbour_features(report)
    yield from _clause_features(report, page.language)
    yield from _mark_features(page, report, setting)
    frame = report.frame.split()[0]
    yield f"question={setting.question}"
    yield f"first person={setting.first_person}"
    yield f"interrupted={any(token is not report.cue for token in setting.parentheses)}|{frame}"
    number = page.paragraph_at(report.cue.start)
    paragraph = page.paragraphs[number]
    yield f"headline={paragraph.headline}|{frame}"
    yield f"paragraph={min(number, 3)}"
    yield f"place in document={number * 5 // len(page.paragraphs)}"
    yield f"opens paragraph={report.sentence.start <= paragraph.body + 2}|{frame}"
    yield f"sentence length={min(len(report.sentence.tokens) // 8, 6)}|{frame}"


def _level(reliability: float) -> int:
    """Half a logit a level, from -8 to 8."""
    share = min(max(reliability, 0.001), 0.999)
    return round(min(max(2 * log(share / (1 - share)), -8), 8))


def _cue_features(report: Report) -> Iterator[str]:
    sentence, cue, frame = report.sentence, report.cue, report.frame
    lemma, tag = cue.lemma.lower(), cue.upos
    verb_form = f"{cue.feature('VerbForm')}|{cue.feature('Tense')}"
    yield f"cue={lemma}|{tag}"
    yield f"cue={lemma}|{tag}|{frame}"
    yield f"cue={lemma}|{verb_form}"
    yield f"frame={frame}|{tag}"
    yield f"form={verb_form}"
    yield f"relation={cue.deprel}"
    yield f"relation={cue.deprel}|{frame}"
    yield f"relation={cue.deprel}|{frame.split()[0]}"
    yield f"suffix={lemma[-3:]}|{tag}|{frame}"
    yield f"first={cue.index <= 2}"
    yield f"cue={lemma}|{frame}"
    yield f"cue={lemma}|{cue.deprel}"
    yield f"cue={lemma}|passive={bool(sentence.children(cue, 'aux:pass', 'nsubj:pass'))}"
    yield f"before={_lemma_at(sentence, cue.index - 1)}|{tag}"
    yield f"after={_lemma_at(sentence, cue.index + 1)}|{tag}"
    yield f"cue={lemma}|after={_lemma_at(sentence, cue.index + 1)}"


def _content_features(report: Report) -> Iterator[str]:
    sentence, frame = report.sentence, report.frame
    short = frame.split()[0]
    inside = {token.index for token in report.content}
    root = next((token for token in report.content if token.head not in inside), report.content[0])
    marks = sentence.children(root, "mark")
    determiners = sentence.children(root, "det", "nmod:poss")
    yield f"head={root.lemma.lower()}"
    yield f"head={root.lemma.lower()}|{frame}"
    yield f"head tag={root.upos}|{frame}"
    yield f"head relation={root.deprel}"
    yield f"head name={root.ner[2:]}|{frame}"
    yield f"head form={root.feature('VerbForm')}|{root.feature('Tense')}"
    yield f"mark={marks[0].lemma.lower() if marks else ''}|{frame}"
    yield f"determiner={determiners[0].lemma.lower() if determiners else ''}|{short}"
    yield f"has subject={bool(sentence.children(root, *SUBJECTS))}|{frame}"
    yield f"length={min(len(report.content).bit_length(), 6)}|{short}"
    yield f"content first={report.content[0].lemma.lower()}|{short}"
    yield f"content end={_lemma_at(sentence, report.content[-1].index + 1)}|{short}"
    yield f"before cue={report.content[0].index < report.cue.index}|{frame}"


def _subject_features(report: Report, language: Language) -> Iterator[str]:
    sentence, cue, frame = report.sentence, report.cue, report.frame
    subject, own = _subject(sentence, cue)
    yield f"owned={bool(sentence.children(cue, 'nmod:poss'))}|{cue.upos}"
    if subject is None:
        yield "subject="
        yield f"subject=|{frame}"
        return
    kind = subject.ner[2:] or subject.upos
    yield f"subject={kind}|{own}"
    yield f"subject={kind}|{cue.lemma.lower()}"
    yield f"subject={kind}|{frame}"
    yield f"subject word={subject.lemma.lower()}"
    sort = language.nouns.get(subject.lemma.lower()) or ("role" if language.is_role(subject.text) else "")
    yield f"subject class={sort}|{subject.upos}"
    yield f"subject class={sort}|{frame.split()[0]}"
    yield f"subject class={sort}|{cue.lemma.lower()}"
    for child in sentence.children(subject, "det", "nmod:poss", "nummod", "amod"):
        yield f"subject modifier={child.lemma.lower()}"
    yield f"cue={cue.lemma.lower()}|own subject={own}"
    yield f"subject number={subject.feature('Number')}"
    yield f"subject first={subject.index < cue.index}|{frame}"
    if subject.upos == "PRON":
        yield f"pronoun={subject.text.lower()}|{frame}"


def _neighbour_features(report: Report) -> Iterator[str]:
    sentence, cue = report.sentence, report.cue
    short, cue_lemma = report.frame.split()[0], cue.lemma.lower()
    inside = {token.index for token in report.content}
    above = sentence.head(cue)
    if above is not None:
        yield f"above={above.lemma.lower()}|{cue.deprel}"
        yield f"above tag={above.upos}|{cue.deprel}"
    for child in sentence.children(cue):
        lemma = child.lemma.lower()
        relation = "conj" if is_stray_conjunct(sentence, cue, child) else child.deprel
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
            for case in sentence.children(child, "case"):
                yield f"oblique={case.lemma.lower()}|{lemma}"
                yield f"cue={cue_lemma}|oblique={case.lemma.lower()}"


def _clause_features(report: Report, language: Language) -> Iterator[str]:
    """Whether somebody else reports the cue's own clause: `she thinks` in *She thinks, he said, they won*."""
    sentence, cue = report.sentence, report.cue
    short = report.frame.split()[0]
    reported, below = "", cue
    for above in sentence.ancestors(cue):
        if below.has_relation("ccomp") and not is_stray_conjunct(sentence, above, below):
            reported = str(_is_reporting(above, "ccomp", language))
            break
        below = above
    yield f"reported={reported}"
    yield f"reported={reported}|{short}"


def _mark_features(page: Page, report: Report, setting: _Setting) -> Iterator[str]:
    """How much of the content stands in quotation marks, and whether that looks like the name of a work."""
    short, lemma = report.frame.split()[0], report.cue.lemma.lower()
    words = [token for token in report.content if token.upos != "PUNCT"]
    inside = [token for token in words if page.is_quoted(token)] if setting.quoted else []
    marked = bool(inside)
    yield f"marked={marked}"
    yield f"marked={marked}|{short}"
    yield f"marked={marked}|{report.frame}"
    yield f"marked={marked}|{lemma}"
    if inside:
        yield f"marked words={min(len(inside).bit_length(), 5)}|{short}"
        yield f"marked share={4 * len(inside) // len(words)}|{short}"
        stretch = page.stretch_at(inside[0].start)
        title = stretch is not None and is_title(page.inner(stretch))
        yield f"title={title}|{len(inside) == len(words)}"
        yield f"title={title}|{lemma}"
    yield f"marked elsewhere={setting.quoted and not marked}|{short}"


def _is_reporting(token: Token, frame: str, language: Language) -> bool:
    return language.cues.reliability(token.lemma.lower(), f"verb {frame}") > 0.6


def _lemma_at(sentence: Sentence, index: int) -> str:
    """The lemma at an index, empty beyond the sentence's edges."""
    return sentence.tokens[index - 1].lemma.lower() if 1 <= index <= len(sentence.tokens) else ""


def _subject(sentence: Sentence, cue: Token) -> tuple[Token | None, bool]:
    """The subject of a cue or of the clause that it depends on, and whether it is the cue's own."""
    current: Token | None = cue
    for _ in range(_LONGEST_CHAIN):
        if current is None:
            break
        subjects = sentence.children(current, *SUBJECTS)
        if subjects:
            return subjects[0], current is cue
        if current.has_relation("acl"):
            return sentence.head(current), False
        current = sentence.head(current) if current.has_relation(*_CHAIN) else None
    return None, False
