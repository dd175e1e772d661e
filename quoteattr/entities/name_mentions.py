"""Document to names: where the text names a person, a body or a place, and which of them it is.

The tags of an entity recognizer have a vote; so has what stands beside a name anywhere in the document.
"""

from collections import Counter
from collections.abc import Container, Iterable, Iterator, Mapping, Sequence
from itertools import pairwise, takewhile
from typing import Literal

from attrs import frozen

from quoteattr.document.document import Document
from quoteattr.entities.kinds import are_people, is_common_noun, is_flat, told_kind
from quoteattr.entities.name_kinds import usual_kinds, words_of
from quoteattr.entities.names import is_acronym, name_words, without_nickname
from quoteattr.entities.tags import tagged_names
from quoteattr.languages.language import Language, Style
from quoteattr.records.records import Mention
from quoteattr.syntax.trees import Node, Tree
from quoteattr.vocabulary import SpeakerKind

Tokens = list[Node]
"""A name before anything is known of it."""

RARELY = 10
"""How often words may stand in a text for each time that they are tagged as a name, to be one wherever they stand."""
LONG_NAME = 5
"""Words from which a run of capitals is more than the name of a person."""


@frozen
class NameMention:
    """A name in the text, without titles; `head` is the token that the rest of the sentence knows it by.

    `name` has the last name of the one beside them, where it is shared: `Bill and Ida Moe`; it is without the
    `nickname` that stands in marks inside it. `words` are its words for comparison.
    """

    mention: Mention
    kind: SpeakerKind
    head: Node
    gender: str
    style: Style | Literal[""]  # what the title before it tells apart: `Miss Moe`, `Mrs. Moe`
    name: str
    words: tuple[str, ...]
    nickname: str = ""
    office: str = ""  # the title before it where it tells more than a gender: `supt`

    @property
    def nicknames(self) -> tuple[tuple[str, ...], ...]:
        """The nickname, alone and before the last name, as words for comparison."""
        nick = tuple(self.nickname.lower().split())
        return (nick, (*nick, *self.words[-1:])) if nick else ()


def find_names(document: Document) -> Iterator[NameMention]:
    """The names of people, bodies and places in a document, in order.

    The last name of somebody named in full is a person's wherever it stands alone, and a name is one wherever it
    stands again, whatever the entity recognizer made of it there.
    """
    tagged = [tokens for sentence in document.trees.sentences for tokens in _spans(document, sentence)]
    kinds = usual_kinds(document, tagged)
    people = [tokens for tokens in tagged if len(tokens) > 1 and kinds.get(words_of(tokens)) == "person"]
    last_names = {tokens[-1].text for tokens in people if tokens[-1].upos == "PROPN" and tokens[-1].text[:1].isupper()}
    last_names |= {name.upper() for name in last_names} | _nicknames(people)
    last_names.discard(document.language.narrator)  # CHAPTER I
    taken = last_names | {tokens[0].text for tokens in people}
    endings = {words_of(tokens[place:]) for tokens in people for place in range(1, len(tokens) - 1)}
    for tokens in _known_spans(document, tagged, kinds, last_names):
        kind = kinds.get(words_of(tokens))
        if (len(tokens) == 1 and tokens[0].text in last_names) or words_of(tokens) in endings:
            kind = "person"
        elif len(tokens) == 1 and _is_family(tokens[0], last_names, document.language):
            kind = "group"
        elif kind == "person" and len(tokens) == 1 and is_common_noun(tokens[0], document.language):
            kind = told_kind(tokens, document.language)
        elif kind == "organization" and are_people(tokens, document.language):
            kind = None
        if kind is not None and not (kind == "organization" and _is_only_in_headline(document, tokens)):
            surname = _shared_surname(document.language, tokens, taken) if kind == "person" else ""
            yield name_at(document, tokens, kind, surname)


def _nicknames(people: Iterable[Tokens]) -> set[str]:
    """What stands alone in marks within names: `Fox` of `Ida “Fox” Moe`."""
    inner = (
        (before, token, after)
        for tokens in people
        for before, token, after in zip(tokens, tokens[1:], tokens[2:], strict=False)
    )
    return {
        token.text for before, token, after in inner if before.upos == after.upos == "PUNCT" and token.text.istitle()
    }


def _shared_surname(language: Language, tokens: list[Node], taken: Container[str]) -> str:
    """The last name in `Bill and Ida Moe`, unless there is another Bill: of a man and a woman, or of `parents`."""
    following = list(tokens[-1].following[:4])
    joined = bool(following) and (following[0].text == "&" or following[0].lemma in language.coordinators)
    if len(tokens) > 1 or len(following) < 3 or not joined or tokens[0].text in taken:
        return ""
    second, last = following[1:3]
    genders = [language.genders.get(token.text.lower(), "") for token in (tokens[0], second)]
    above = tokens[0].head
    kin = above is not None and above.upos == "NOUN" and above.feature("Number") == "Plur"
    named = second.ner == "B-PER" and last.ner == "I-PER" and following[3:4] != [] and following[3].ner != "I-PER"
    return last.text if named and all(genders) and (kin or genders[0] != genders[1]) else ""


def _is_family(token: Node, last_names: Container[str], language: Language) -> bool:
    """`the Moes`, where somebody is called Moe."""
    before = token.before
    plural = any(singular in last_names for singular in language.singulars(token.text))
    return before is not None and before.lemma in language.articles and plural


def _spans(document: Document, sentence: Tree) -> Iterator[Tokens]:
    """Where names stand in a sentence: what is tagged, and what an acronym, a title or a given name shows to be one."""
    spelled = [*_spelled_out(sentence, document.language), *_seats(sentence, document.language)]
    taken = {token.index for tokens in spelled for token in tokens}
    tagged = [
        span
        for span in tagged_names(document.text, sentence, document.language)
        if not taken.intersection(t.index for t in span) and not _is_party(document, span)
    ]
    taken |= {token.index for tokens in tagged for token in tokens}
    headline = document.is_in_headline(sentence.start)
    shown = [] if headline else list(_untagged(sentence, taken, document.language))
    taken |= {token.index for tokens in shown for token in tokens}
    bodies = [] if headline else list(_bodies_of(sentence, taken, document.language))
    yield from sorted([*spelled, *tagged, *shown, *bodies], key=lambda span: span[0].index)


def _is_party(document: Document, span: Tokens) -> bool:
    """Whether a name says for whom somebody sits: `D-Vt.` in *Sen. Ann Lee, D-Vt., said*."""
    mark = span[0].before
    party = document.language.party.match(document.text, mark.start) if mark is not None else None
    return party is not None and party.end() >= span[-1].end


def _spelled_out(sentence: Tree, language: Language) -> Iterator[list[Node]]:
    """An acronym in brackets and the words before it: `Alliance to Mend Our Nets (AMON)`."""
    for opening, acronym, closing in zip(sentence.nodes, sentence.nodes[1:], sentence.nodes[2:], strict=False):
        if opening.text != "(" or closing.text != ")" or not acronym.text.isupper():
            continue
        last = opening.index - 1
        for length in range(2, min(2 * len(acronym.text), last) + 1):
            tokens = list(sentence.nodes[last - length : last])
            name = " ".join(token.text for token in tokens)
            if tokens[0].text[:1].isupper() and is_acronym(acronym.text, name, language):
                yield from (tokens, [acronym])
                break


def _seats(sentence: Tree, language: Language) -> Iterator[list[Node]]:
    """Seats of government that are numbers, however they were tagged: `No 10`."""
    for pair in pairwise(sentence.nodes):
        if pair[1].text.isdigit() and words_of(pair) in language.metonyms:
            yield list(pair)


def _bodies_of(sentence: Tree, taken: Container[int], language: Language) -> Iterator[list[Node]]:
    """Bodies that no recognizer saw, and that say what they are of: `Commission on Public Harbours`."""
    words, last = sentence.nodes, 0
    for noun, preposition in pairwise(words):
        bodily = noun.text[:1].isupper() and language.nouns.get(noun.text.lower()) == "organization"
        if (
            not bodily
            or preposition.lemma not in language.name_prepositions
            or noun.index in taken
            or noun.index <= last
        ):
            continue
        before = (words[place] for place in range(noun.index - 2, last - 1, -1))
        behind = (words[place] for place in range(preposition.index, len(words)))
        first = [*takewhile(lambda token: _is_capital(token, taken), before)][::-1]
        rest = [*takewhile(lambda token: _is_capital(token, taken), behind)]
        dated = bool(rest) and rest[0].lemma.rstrip(".").lower() in language.times  # the High Court on Tuesday
        if rest and not dated and (noun.index > 1 or first):
            last = rest[-1].index
            yield [*first, noun, preposition, *rest]


def _is_capital(token: Node, taken: Container[int]) -> bool:
    return token.index not in taken and token.text[:1].isupper() and token.upos in ("PROPN", "ADJ", "NOUN")


def _untagged(sentence: Tree, taken: Container[int], language: Language) -> Iterator[list[Node]]:
    """Runs of capitalised words that no recognizer saw, and that are a name by what they are or what is before them."""
    run: list[Node] = []
    for token in (*sentence.nodes, None):
        if token is not None and token.index not in taken and _continues(run, token, sentence, language):
            run.append(token)
            continue
        if run and language.is_honorific(run[-1].text) and token is not None and token.index in taken:
            run = []  # Tan Sri Michael Moe
        while run and (language.is_title(run[0].text) or language.is_role(run[0].text)):
            run.pop(0)
        while run and not _can_end(run, language):
            run.pop()
        if run and _is_name(run, language):
            yield run
        run = []


def _can_end(run: Sequence[Node], language: Language) -> bool:
    """Whether a run may end a name: not with a small word, nor with the title of the next: `As Ida | Mrs. Moe rose`."""
    last = run[-1]
    capital = last.text[:1].isupper() or _is_after_hyphen(run[:-1], last)
    return capital and not language.honorifics.get(last.text.lower().rstrip("."))


def _continues(run: Sequence[Node], token: Node, sentence: Tree, language: Language) -> bool:
    """Whether a token begins or goes on with a run of capitalised words: `Anders | de | Boer`, `Park Geun- | hye`."""
    if (token.upos == "PROPN" and token.text[:1].isupper()) or _is_after_hyphen(run, token):
        return True
    following = token.after
    if not run or following is None or not following.text[:1].isalpha():
        return False
    if token.text == "-":
        return run[-1].end == token.start and token.end == following.start
    return token.text in language.name_particles and following.upos == "PROPN" and following.text[:1].isupper()


def _is_after_hyphen(run: Sequence[Node], token: Node) -> bool:
    return bool(run) and run[-1].text == "-" and run[-1].end == token.start and token.text.isalpha()


def _is_name(run: Sequence[Node], language: Language) -> bool:
    told = told_kind(run, language)
    if is_common_noun(run[-1], language) and told != "organization":
        return False
    personal = run[0].text.lower() in language.given_names or is_flat(run)
    return told is not None or (personal and 1 < len(run) < LONG_NAME)


def _is_only_in_headline(document: Document, tokens: list[Node]) -> bool:
    """Whether a name stands in capitals of a headline and nowhere else: `Black Lawmakers Rip` is none."""
    headline = next((p for p in document.paragraphs[:1] if p.headline), None)
    if headline is None or tokens[0].start >= headline.end or len(tokens) == 1:
        return False
    return document.text.find(document.text[tokens[0].start : tokens[-1].end], headline.end) < 0


def _known_spans(
    document: Document, tagged: Sequence[Tokens], kinds: Mapping[str, SpeakerKind], last_names: Container[str]
) -> Iterator[Tokens]:
    """The tagged names, and those that are tagged elsewhere: the longest that begins at each token."""
    named = (
        tokens for tokens in tagged if len(tokens) > 1 or kinds.get(words_of(tokens)) in ("person", "organization")
    )
    known = Counter(tuple(token.text for token in tokens) for tokens in named)
    lengths: dict[str, set[int]] = {}
    for words in known:
        lengths.setdefault(words[0], set()).add(len(words))
    runs_of = (_runs_at(token, known, lengths) for sentence in document.trees.sentences for token in sentence.nodes)
    stands = Counter(words for runs in runs_of for words, _ in runs)
    here = {tokens[0].start: tokens for tokens in tagged}
    inside = {token.start for tokens in tagged for token in tokens}
    for sentence in document.trees.sentences:
        end = -1
        for token in sentence.nodes:
            if token.start < end:
                continue
            span = here.get(token.start, [])
            for words, run in _runs_at(token, known, lengths):
                if len(words) > max(len(span), 1) and known[words] * RARELY >= stands[words]:
                    span = list(run)
            if not span and token.start not in inside:
                alone = (token.text,) in known and _stands_alone(token)
                span = [token] if token.text in last_names or alone else []
            if span:
                end = span[-1].end
                yield span


def _runs_at(
    token: Node, known: Container[tuple[str, ...]], lengths: Mapping[str, Iterable[int]]
) -> Iterator[tuple[tuple[str, ...], Sequence[Node]]]:
    """The words of the known names that begin at a token, with their tokens; `lengths` are by their first words."""
    for length in lengths.get(token.text, ()):
        run = token.sentence.nodes[token.index - 1 : token.index - 1 + length]
        words = tuple(other.text for other in run)
        if len(words) == length and words in known:
            yield words, run


def _stands_alone(token: Node) -> bool:
    """Whether a name of one word is not part of another: `Nordfisk said`, `AMON said`, but not `the Nordfisk Arena`."""
    around = token.sentence.nodes[max(token.index - 2, 0) : token.index + 1]
    beside = (other for other in around if other is not token)
    named = token.upos == "PROPN" or (token.text.isupper() and len(token.text) > 1)
    return named and not any(t.upos == "PROPN" and t.text[:1].isupper() for t in beside)


def name_at(document: Document, tokens: list[Node], kind: SpeakerKind, surname: str = "") -> NameMention:
    """The name that some tokens are, `surname` being that of the one beside them."""
    head = next((token for token in tokens if token.head not in tokens), tokens[-1])
    start, end = tokens[0].start, tokens[-1].end
    text = document.text[start:end].lower()
    if kind == "organization" and text in document.language.countries:
        kind = "place"
    if text in document.language.metonyms:
        kind = "place"
        before = tokens[0].before
        if before is not None and before.lemma in document.language.articles:
            start = before.start
    before = tokens[0].before
    title = before.text.lower().rstrip(".") if before is not None and before.text[:1].isupper() else ""
    gender = document.language.honorifics.get(title, "")  # no title: to miss Ann Lee
    known = document.language.is_title(title) or document.language.is_role(title)
    office = title if known and not gender else ""
    style: Style | Literal[""] = document.language.styles.get(title, "")
    text = document.text[start:end]
    name, nickname = without_nickname(f"{text} {surname}".rstrip() if kind == "person" else text)
    words = name_words(name, document.language)
    if kind == "person":  # Anne of Green Gables: what she is of is not her last name
        words = tuple(takewhile(lambda word: word not in document.language.name_prepositions, words)) or words
    return NameMention(Mention(start, end, text, "name"), kind, head, gender, style, name, words, nickname, office)
