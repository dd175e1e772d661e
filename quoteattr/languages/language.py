"""What the rules know of a language: every list is declared here, once, and its words stand in `words.toml`.

The loader goes by the types below. A word list is a `frozenset[str]`. A mapping to a text holds words under headings:
each word is mapped to the heading under which it stands. A mapping to a `frozenset[str]` holds lists by their names,
and one to a `float` shares that are kept as counts, `[right, seen]`. `quoteattr.languages.shapes` has them all.
"""

from __future__ import annotations

from collections.abc import Mapping
from typing import Literal, TypeAlias

import regex
from attrs import Factory, field, frozen

from quoteattr.languages.freezing import Copyable, freezing
from quoteattr.languages.weights import PRIOR, RoleWeights, Weights
from quoteattr.vocabulary import QuoteKind, SpeakerKind, Stance

Gender: TypeAlias = Literal["Fem", "Masc"]
Style: TypeAlias = Literal["man", "wife", "maiden", "nobleman", "noblewoman", "rank"]
"""What titles make of those who bear them: Mr., Mrs., Miss, Sir, Lady, Dr."""
Walk: TypeAlias = Literal["public", "school", "sport", "stage", "trade"]
"""Walks of life; few people are known for two."""
Counts: TypeAlias = Mapping[str, Mapping[str, tuple[int, int]]]
"""Counts of lemmas by frame: reported, seen."""
Line: TypeAlias = tuple[tuple[float, float], ...]
"""The knots of a line, from left to right."""

REPORTING = 0.5
"""Reliability above which a cue is taken to report."""

FILE = "file"
"""Where a field's metadata name the file that it is read from, if that is not `words.toml`."""

_TOKENIZED = ("``", "''")
"""Double marks as some tokenizers write them, in every language."""


@frozen
class Marks:
    """Quotation marks: those that open, those that close, and what looks like one and is none."""

    double_pairs: tuple[tuple[str, str], ...]  # opening and closing double marks: “”
    single_pairs: tuple[tuple[str, str], ...]  # opening and closing single marks: ‘’
    before_opening: frozenset[str]  # what may stand left of an opening mark
    after_closing: frozenset[str]  # what may stand right of a closing mark
    possessive_letters: frozenset[str]  # behind which an apostrophe may tell of an owner: the boys’ toys
    elisions: regex.Pattern[str]  # words that begin with an apostrophe: ’tis
    measures: regex.Pattern[str]  # feet, inches, minutes: 6'2"

    double: frozenset[str] = field(init=False)
    single: frozenset[str] = field(init=False)
    opening: frozenset[str] = field(init=False)
    closing: frozenset[str] = field(init=False)
    all: frozenset[str] = field(init=False, default=Factory(lambda marks: marks.double | marks.single, takes_self=True))
    pattern: regex.Pattern[str] = field(init=False)

    @double.default
    def _double(self) -> frozenset[str]:
        return frozenset(mark for pair in self.double_pairs for mark in pair).union(_TOKENIZED)

    @single.default
    def _single(self) -> frozenset[str]:
        return frozenset(mark for pair in self.single_pairs for mark in pair)

    @opening.default
    def _opening(self) -> frozenset[str]:
        return frozenset(mark for mark, (opening, _) in self._usual().items() if mark == opening) | {_TOKENIZED[0]}

    @closing.default
    def _closing(self) -> frozenset[str]:
        return frozenset(mark for mark, (_, closing) in self._usual().items() if mark == closing) | {_TOKENIZED[1]}

    @pattern.default
    def _pattern(self) -> regex.Pattern[str]:
        marks = "".join(map(regex.escape, self._usual()))
        return regex.compile("|".join([*_TOKENIZED, *([f"[{marks}]"] if marks else [])]))

    def _usual(self) -> dict[str, tuple[str, str]]:
        """The first pair with each mark, which says which way it usually faces."""
        usual: dict[str, tuple[str, str]] = {}
        for pair in (*self.double_pairs, *self.single_pairs):
            for mark in pair:
                usual.setdefault(mark, pair)
        return usual


@frozen
class Layout:
    """What may stand before the running text of a paragraph."""

    stamp: regex.Pattern[str]  # a date glued to the first sentence
    dateline: regex.Pattern[str]  # OSLO, Nov. 3 (Newswire) -
    label: regex.Pattern[str]  # who speaks, before a colon: MOE:
    label_alone: regex.Pattern[str]  # the same on a line of its own
    label_in_brackets: regex.Pattern[str]  # [Moe]
    label_in_capitals: regex.Pattern[str]  # MOE.
    label_stressed: regex.Pattern[str]  # _Moe._
    label_of_questions: regex.Pattern[str]  # Q.
    name_of_place: regex.Pattern[str]  # Ida Moe of Exeter
    examiner: regex.Pattern[str]  # who asks from here on: BY MR. MOE:
    witness: regex.Pattern[str]  # who answers from here on: IDA MOE, having been sworn
    heading: regex.Pattern[str]  # what parts turns and is none: Exit Moe.
    furniture: regex.Pattern[str]  # what says nothing, wherever it stands: 12 min ago
    claim: regex.Pattern[str]  # before what somebody claims who is named below it: Says
    signed_post: regex.Pattern[str]  # who posted what stands before: — Ida Moe (@idamoe) 14 May
    signature: regex.Pattern[str]  # a name under a quotation: — Ida Moe
    signature_in_brackets: regex.Pattern[str]  # (Ida Moe, mayor)
    signature_alone: regex.Pattern[str]  # Ida Moe, mayor
    byline: regex.Pattern[str]  # who wrote what follows: By Ida Moe
    letter_signature: regex.Pattern[str]  # who wrote what stands above
    author_note: regex.Pattern[str]  # the same, said at the end: Ida Moe is a playwright
    pointing: frozenset[str]  # verbs that only point below: as follows:
    leading_cues: frozenset[str]  # verbs before who speaks: Said Ida Roe
    no_speakers: frozenset[str]  # labels that name nobody who speaks: photo


@frozen(field_transformer=freezing)
class Cues(Copyable):
    """How often a cue in a frame reported something on annotated news: counts, smoothed.

    `counts` maps a word class with a frame (`verb ccomp`) to the counts of each lemma, reported and seen;
    the lemma `*` stands for those too rare to have counts of their own.
    """

    counts: Counts = field(factory=dict)
    _somehow: frozenset[str] = field(init=False, repr=False, eq=False)

    @_somehow.default
    def _find_somehow(self) -> frozenset[str]:
        frames = ((frame, lemmas) for frame, lemmas in self.counts.items() if frame.startswith("verb "))
        return frozenset(lemma for frame, lemmas in frames for lemma in lemmas if self.reports(lemma, frame))

    def reliability(self, lemma: str, frame: str, marked: bool = False) -> float:
        """The smoothed share of attributions; `marked` tells that the content holds quotation marks.

        A lemma's own counts are joined by those of all rare lemmas in the frame, weighed as PRIOR sightings
        (the mean of a beta distribution). Few contents are marked: there the unmarked share is the prior.
        """
        plain = self._mean(self.counts.get(frame, {}), lemma, None)
        return self._mean(self.counts.get(f"{frame} marked", {}), lemma, plain) if marked else plain

    def reports(self, lemma: str, frame: str = "verb ccomp") -> bool:
        """Whether a cue in a frame reports more often than not: `say` with its clauses, but not `make`."""
        return self.reliability(lemma.lower(), frame) > REPORTING

    def reports_somehow(self, lemma: str) -> bool:
        """Whether a verb reports in any frame: `call`, with *for*."""
        return self.reports(lemma) or lemma.lower() in self._somehow

    def _mean(self, table: Mapping[str, tuple[int, int]], lemma: str, prior: float | None) -> float:
        reported, seen = table.get("*", (0, 0))
        rare = (reported + 0.1) / (seen + 1)
        expected = rare if prior is None else max(prior, rare)
        reported, seen = table.get(lemma, (0, 0))
        return (reported + PRIOR * expected) / (seen + PRIOR)


@frozen(field_transformer=freezing)
class Language(Copyable):
    """Everything the rules know of one language. It cannot be changed; `load_language` reads it from its files."""

    code: str
    name: str
    marks: Marks
    layout: Layout

    # What reports, and what does not
    source_prepositions: frozenset[str]  # according to
    standpoints: regex.Pattern[str]  # in view, of somebody
    opening_prepositions: Mapping[str, frozenset[str]]  # by their nouns: in a poll; `person` stands for anybody
    origin_prepositions: frozenset[str]  # the claim of critics that
    maker_prepositions: frozenset[str]  # a remark by Lee
    holding_prepositions: frozenset[str]  # said in Lee's statement that
    surrounding_prepositions: frozenset[str]  # met amid fears that
    receiver_prepositions: frozenset[str]  # she said to Lee that
    object_prepositions: frozenset[str]  # praised him for it
    reporting_conjunctions: frozenset[str]  # as she put it
    complementizers: Mapping[str, Literal["declarative", "interrogative", "infinitive"]]  # said that
    quoted: frozenset[str]  # she was quoted as saying
    addressing: frozenset[str]  # asked about it, Lee laughed
    telling: frozenset[str]  # told reporters
    hailing: frozenset[str]  # called her mother
    wordless: frozenset[str]  # told a story
    feelings: frozenset[str]  # Lee was convinced that
    manners: frozenset[str]  # whisper
    past_endings: tuple[str, ...]  # of verbs that were taken for nouns: opined
    ambiguous_auxiliaries: frozenset[str]  # he's said that
    turns_of_phrase: frozenset[str]  # that said
    seeming: frozenset[str]  # the plan seems to work
    negations: frozenset[str]  # did not say
    focusing: frozenset[str]  # not only did she say
    stances: Mapping[str, Stance]  # of cues, some with their frame: call obl for

    # Small words
    determiners: frozenset[str]  # before a noun, and no part of a name
    articles: frozenset[str]  # before the names of bodies and families: the Moes
    known_articles: Mapping[str, str]  # what they become before somebody who is known by now: a stranger, the stranger
    definites: frozenset[str]  # those that point to somebody known: the
    persons_unknown: frozenset[str]  # words that bring in somebody without a noun: another
    general_people: frozenset[str]  # nouns that take up anybody without a name: the woman
    others: frozenset[str]  # other officials: somebody else each time
    indefinites: frozenset[str]  # another said
    forward_pronouns: frozenset[str]  # those who left
    pronouns: Mapping[str, Literal[Gender, "thing", "plural"]]  # whom they may stand for
    relatives: Mapping[str, SpeakerKind]  # pronouns of relative clauses, by what they follow: who
    narrator: str  # what the one who tells is called: I
    storyteller: str  # the same in a story: the narrator
    narrator_forms: frozenset[str]  # the same in other cases: me
    second_person: frozenset[str]  # you
    reflexives: frozenset[str]  # herself
    coordinators: frozenset[str]  # Bill and Ida Moe
    role_prepositions: frozenset[str]  # who served as mayor
    genitive_prepositions: frozenset[str]  # the mayor of Exeter
    time_prepositions: frozenset[str]  # the ministry on Wednesday
    comparison_words: frozenset[str]  # younger than
    copulas: frozenset[str]  # who is mayor
    number_one: frozenset[str]  # one of several analysts
    possessive_endings: tuple[str, ...]  # Moe's
    plural_endings: tuple[str, ...]  # analysts
    partitives: frozenset[str]  # a majority of them
    times: frozenset[str]  # the Kremlin on Wednesday
    time_adjectives: frozenset[str]  # the mayor last year
    anonymity: regex.Pattern[str]  # on condition of anonymity
    anonymity_reasons: regex.Pattern[str]  # who was not authorised to speak
    answer_labels: frozenset[str]  # of the one who is interviewed: A
    question_labels: frozenset[str]  # of the one who asks: Q
    messages: frozenset[str]  # issued a statement
    witness_labels: frozenset[str]  # of the one who is examined in court: THE WITNESS
    talk: frozenset[str]  # words of people who talk to one another, beside I and you: our

    # People and what they are
    sees: frozenset[str]  # titles of the church that go with a place: bishop
    sovereigns: frozenset[str]  # Pope Leo, Baroness Kray
    titles: frozenset[str]  # roles before a name: senator
    honorifics: Mapping[str, Literal[Gender, ""]]  # titles that are no role, by the gender that they tell: mrs
    styles: Mapping[str, Style]  # titles of which nobody has two from different headings, in novels
    role_nouns: frozenset[str]  # what somebody is, beyond the titles: analyst
    trade_endings: tuple[str, ...]  # geochemist
    personal_endings: tuple[str, ...]  # of nouns that are of people in any case: ologist
    role_separators: frozenset[str]  # between the noun of a role and what it is of: adviser to Moe
    roles_of_bodies: frozenset[str]  # the owner Norsund Ferries
    same_roles: tuple[frozenset[str], ...]  # words that can mean one office
    past_roles: frozenset[str]  # the former mayor
    walks_of_life: Mapping[str, Walk]  # what somebody is of whom another of the name is not: plumber, mayor
    local_offices: frozenset[str]  # of which each place has its own: mayor
    insults: frozenset[str]  # Moe, a liar
    ranks: frozenset[str]  # the vice president
    office_verbs: frozenset[str]  # who chairs the commission
    body_prepositions: frozenset[str]  # Ann Lee of NBC
    party: regex.Pattern[str]  # (D-Md.)
    demonyms: frozenset[str]  # the Norwegian
    demonym_endings: tuple[str, ...]  # Norwegians
    partisans: frozenset[str]  # the Republican
    ages: frozenset[str]  # the 54-year-old
    counts: Mapping[str, Literal["2", "3"]]  # how many people a word counts: the pair
    kin: frozenset[str]  # his mother
    characters: frozenset[str]  # who speaks in stories, beyond these: stranger
    limbs: frozenset[str]  # Anna's head, unlike that of an office
    heads_of_family: frozenset[str]  # kin who go by Mr. or Mrs. and one's last name
    spoken: frozenset[str]  # a speech that Lee gave
    sayings: frozenset[str]  # Lee's remark
    naming: regex.Pattern[str]  # a man called Lee, who gave his name as Lee
    gendered: Mapping[str, Gender]  # nouns that tell a gender: spokeswoman

    # Names
    name_particles: frozenset[str]  # van
    name_prepositions: frozenset[str]  # the Commission on Public Harbours
    name_prefixes: frozenset[str]  # McCain
    name_suffixes: frozenset[str]  # jr
    post_nominals: frozenset[str]  # phd
    acronym_fillers: frozenset[str]  # United States of America, USA
    body_suffixes: frozenset[str]  # last words of the names of bodies: holdings
    body_beginnings: frozenset[str]  # first words of such names: Banque
    legal_forms: frozenset[str]  # last words that a body's name may lack: inc
    outlets: frozenset[str]  # of news
    metonyms: frozenset[str]  # places that stand for those who govern there: kremlin
    countries: frozenset[str]  # which are places: south korea

    # Nouns
    nouns: Mapping[str, SpeakerKind]  # what a common noun is when it speaks
    businesses: frozenset[str]  # nouns for bodies that mean no public one: firm
    not_for_profit: frozenset[str]  # nouns of bodies that are no business: ministry
    general_bodies: frozenset[str]  # the company, for a body named before
    settlements: frozenset[str]  # nouns beside the name of a place: city
    collectives: frozenset[str]  # nouns of several people that stand for a body as well: group
    outlet_nouns: frozenset[str]  # the paper, the network
    paper_words: frozenset[str]  # in the names of papers: gazette
    same_bodies: tuple[frozenset[str], ...]  # nouns that can mean one body
    same_documents: tuple[frozenset[str], ...]  # nouns that can mean one document
    silences: Mapping[str, frozenset[str]]  # words of those who were asked and said nothing, by what they do: decline
    settings: Mapping[str, Literal["medium", "occasion", "place", "time"]]  # what a word tells: in an interview

    # What was measured
    precision: Mapping[str, float]  # how often the source was right that a sieve chose
    calibration: Mapping[QuoteKind, Line]  # how often records of a plausibility were right

    # What was counted, fitted, or taken from elsewhere, each in a file of its own
    cues: Cues = field(factory=Cues, metadata={FILE: "cues.toml"})  # how often a lemma in a frame reported something
    report_weights: Weights = field(factory=Weights, metadata={FILE: "reports.json"})  # what speaks for a report
    extent_weights: Weights = field(
        factory=Weights, metadata={FILE: "extents.json"}
    )  # what speaks for the words that follow a content
    source_weights: Weights = field(
        factory=Weights, metadata={FILE: "sources.json"}
    )  # what speaks for one of several sources
    pronoun_weights: Weights = field(
        factory=Weights, metadata={FILE: "pronouns.json"}
    )  # what speaks for one of those whom a pronoun may stand for
    description_weights: Weights = field(
        factory=Weights, metadata={FILE: "descriptions.json"}
    )  # the same of descriptions: the mayor
    within_weights: Weights = field(
        factory=Weights, metadata={FILE: "within.json"}
    )  # what speaks for speech within what is quoted
    speaker_weights: Weights = field(
        factory=Weights, metadata={FILE: "speakers.json"}
    )  # what tells how sure the name of a speaker is
    narration_weights: Weights = field(
        factory=Weights, metadata={FILE: "narration.json"}
    )  # what tells a story from news
    turn_weights: Weights = field(
        factory=Weights, metadata={FILE: "turns.json"}
    )  # what tells who speaks a line of dialogue
    role_weights: RoleWeights = field(
        factory=RoleWeights, metadata={FILE: "roles.json"}
    )  # what speaks for a phrase as somebody's role
    circumstance_weights: Weights = field(
        factory=Weights, metadata={FILE: "circumstances.json"}
    )  # what speaks for a phrase as the addressee, medium, occasion or time of what is said
    given_names: Mapping[str, Gender] = field(
        factory=dict, metadata={FILE: "given_names.toml"}
    )  # they show that a name is a person's
    rarer_names: Mapping[str, Gender] = field(
        factory=dict, metadata={FILE: "genders.toml"}
    )  # more of them, for pronouns alone
    people: Mapping[str, frozenset[str]] = field(
        factory=dict, metadata={FILE: "people.toml"}
    )  # nouns of people, with those that mean more: a biologist is a scientist
    nicknames: Mapping[str, frozenset[str]] = field(
        factory=dict, metadata={FILE: "nicknames.toml"}
    )  # what given names are shortened to

    genders: Mapping[str, Gender] = field(init=False)
    _role_words: frozenset[str] = field(init=False, repr=False, eq=False)

    @genders.default
    def _genders(self) -> dict[str, Gender]:
        return {**self.rarer_names, **self.given_names}

    @_role_words.default
    def _with_plurals(self) -> frozenset[str]:
        plurals = {title + ending for title in self.titles for ending in self.plural_endings}
        return self.role_nouns | self.titles | plurals

    def is_role(self, word: str) -> bool:
        """Whether a word says what somebody is: `analyst`, `Senator`, `Sen.`, `Sens.`"""
        return word.lower().rstrip(".") in self._role_words

    def singulars(self, word: str) -> tuple[str, ...]:
        """What a plural may be the plural of, by its ending: `Joneses`; nothing for a word without such an ending."""
        return tuple(word.removesuffix(ending) for ending in self.plural_endings if word.endswith(ending))

    def is_same_role(self, one: str, other: str) -> bool:
        """Whether two words can mean one office, be it that one means more: `Sen.` and `lawmaker`."""
        one, other = one.lower().rstrip("."), other.lower().rstrip(".")
        broader = other in self.people.get(one, ()) or one in self.people.get(other, ())
        return broader or one == other or _share_a_group(one, other, self.same_roles)

    def is_same_body(self, one: str, other: str) -> bool:
        """Whether one noun can take up a body that has the other in its name: `union` and `association`."""
        return one == other or _share_a_group(one, other, self.same_bodies)

    def is_same_document(self, one: str, other: str) -> bool:
        """Whether two nouns can mean one document: `study` and `report`."""
        return one == other or _share_a_group(one, other, self.same_documents)

    def is_title(self, word: str) -> bool:
        """Whether a word is a title before a name: `Mr.`, `Senator`, `Sen.`"""
        return self.is_honorific(word) or word.lower().rstrip(".’'") in self.titles

    def is_nickname(self, one: str, other: str) -> bool:
        """Whether a given name is short for another, or the other for it: `bill` and `william`."""
        return other in self.nicknames.get(one, ()) or one in self.nicknames.get(other, ())

    def is_post_nominal(self, word: str) -> bool:
        """Whether a word is letters after a name, and written so: `PhD`, `K.C.`, but not `Ma`."""
        return word.replace(".", "").lower() in self.post_nominals and sum(map(str.isupper, word)) > 1

    def is_honorific(self, word: str) -> bool:
        """Whether a word is a title that is no role: `Mr.`"""
        return word.lower().rstrip(".’'") in self.honorifics


def _share_a_group(one: str, other: str, groups: tuple[frozenset[str], ...]) -> bool:
    return any(one in words and other in words for words in groups)
