"""Relations, frames, features and kinds in plain words, as explanations tell them."""

from typing import Final

RELATIONS: Final = {
    "acl": "a clause about",
    "acl:relcl": "a relative clause about",
    "advcl": "an adverbial clause of",
    "advmod": "an adverb of",
    "amod": "an adjective of",
    "appos": "an apposition to",
    "case": "the preposition of",
    "ccomp": "the clause that completes",
    "compound": "a part of",
    "conj": "joined by “and” or the like to",
    "csubj": "the clause that is the subject of",
    "flat": "a part of",
    "iobj": "the indirect object of",
    "nmod": "a phrase about",
    "nmod:poss": "the owner of",
    "nsubj": "the subject of",
    "nsubj:outer": "the subject of",
    "nsubj:pass": "the subject of passive",
    "obj": "the object of",
    "obl": "a phrase next to",
    "obl:agent": "the agent, after “by”, of passive",
    "parataxis": "a clause loosely joined to",
    "punct": "a mark next to",
    "xcomp": "what completes",
}
"""Relations of Universal Dependencies, as what the one word is of the other."""

FRAMES: Final = {
    "acl": "is the clause that explains {}",
    "advcl": "is an adverbial clause of {}",
    "as": "is around “as” and {}",
    "ccomp": "is the clause that completes {}",
    "colon": "follows {}",
    "csubj": "is the clause that is the subject of {}",
    "nmod": "is a phrase about {}",
    "nsubj:pass": "is the subject of passive {}",
    "obj": "is the object of {}",
    "obl": "is a phrase next to {}",
    "parataxis": "is a clause loosely joined to {}",
    "parenthesis": "is around {}",
    "preposition": "is the rest of the clause with {}",
    "quote": "is in quotation marks next to {}",
    "xcomp": "is what completes {}",
}
"""What content is to its cue, by the frame."""

FEATURES: Final = {
    "above": "what the cue depends on, “{}”",
    "above tag": "the kind of word that the cue depends on",
    "after": "the word after the cue, “{}”",
    "adverb": "the adverb “{}”",
    "aux": "the auxiliary “{}”",
    "before": "the word before the cue, “{}”",
    "before cue": "the content comes before the cue: {}",
    "beside": "the word next to the cue, “{}”",
    "child": "what else depends on the cue",
    "cue": "the cue “{}”",
    "clause": "the content has a subject: {}",
    "content end": "what follows the content, “{}”",
    "content first": "the content’s first word, “{}”",
    "counted": "how often the cue reports something in this construction",
    "determiner": "the content’s article or owner: {}",
    "first": "the cue begins the sentence: {}",
    "first person": "“I” or “you” in the sentence: {}",
    "form": "the form of the cue",
    "frame": "how the content depends on the cue",
    "has subject": "the content has a subject: {}",
    "head": "the content’s main word “{}”",
    "head form": "the form of the content’s main word",
    "head name": "whether the content’s main word is a name",
    "head relation": "the grammatical role of the content’s main word",
    "head tag": "the kind of the content’s main word",
    "headline": "the words are in a headline: {}",
    "interrupted": "another reporting clause interrupts the sentence: {}",
    "kind": "the kinds of the quote and of the one around it",
    "length": "the length of the content",
    "mark": "the conjunction before the content: {}",
    "marked": "quotation marks in the content: {}",
    "marked elsewhere": "quotation marks elsewhere in the sentence: {}",
    "marked share": "how much of the content is in quotation marks",
    "marked words": "how many words of the content are in quotation marks",
    "object": "the object “{}”",
    "oblique": "the phrase after “{}”",
    "opens": "the content’s first word, “{}”",
    "opens paragraph": "the sentence opens a paragraph: {}",
    "owned": "the cue has an owner: {}",
    "paragraph": "how far down the text the words are",
    "person": "the person of the subject",
    "place in document": "how far down the text the words are",
    "pronoun": "the subject “{}”",
    "question": "the sentence is a question: {}",
    "reliability": "how often the cue reports something in this construction",
    "reported": "the cue’s own clause is reported by somebody else: {}",
    "relation": "the grammatical role of the cue",
    "sentence length": "the length of the sentence",
    "stance": "the stance of the cue: {}",
    "subject": "the kind of subject",
    "subject class": "the kind of subject",
    "subject first": "the subject comes before the cue: {}",
    "subject modifier": "the word “{}” with the subject",
    "subject number": "the number of the subject",
    "subject word": "the subject “{}”",
    "to": "the cue names an addressee: {}",
    "turn: beat": "what they do in the narration next to the line",
    "turn: carried": "they may speak the lines next to it",
    "turn: called": "they are called by name {}",
    "turn: coreference": "how well the pronoun or description fits them",
    "turn: description": "the gender of the description fits: {}",
    "turn: gender": "their gender fits a pronoun or a “sir” near the line: {}",
    "turn: guess": "the rules that look at this line alone chose them",
    "turn: kin": "they fit the family in the description: {}",
    "turn: last": "where they are last mentioned before the line",
    "turn: named": "their name is spoken {}",
    "turn: near": "how often they are mentioned around the line",
    "turn: next": "where they are mentioned next after the line",
    "turn: order": "how many others have been mentioned since",
    "turn: pronoun": "the gender of the pronoun fits: {}",
    "turn: sort": "the kind of candidate: {}",
    "turn: speaks": "a cue names them as the speaker {}",
    "turn: spoke": "how often cues name them in the lines around: {}",
    "turn: told to": "a cue names them as the listener {}",
    "title": "the words in marks look like a title: {}",
    "suffix": "the ending of the cue",
}
"""What the judge of reports looks at; the braces take the value, where it says something to a reader."""

_VALUES: Final = {"True": "yes", "False": "no", "": "none", "open": "unknown"}
_YES_OR_NO: Final = ("reported",)
"""Features that are empty where the answer is no."""
_BY_LINE: Final = ("turn: called", "turn: named", "turn: speaks", "turn: told to")
"""Features whose value counts lines from the line in question."""


def feature_in_words(name: str, value: str) -> str:
    """What a feature looks at, with its value where that says something to a reader.

    >>> feature_in_words("marked", "False"), feature_in_words("turn: called", "-1|False")
    ('quotation marks in the content: no', 'they are called by name one line earlier')
    """
    first, _, rest = value.partition("|")
    if name == "turn: gender":
        first = rest
    if name in _BY_LINE:
        word = _lines_away(int(first))
    else:
        word = "no" if name in _YES_OR_NO and not first else _VALUES.get(first, first)
    return FEATURES.get(name, name).format(word)


def _lines_away(distance: int) -> str:
    """Where a line is, seen from another.

    >>> _lines_away(0), _lines_away(2), _lines_away(-1)
    ('in this line', '2 lines later', 'one line earlier')
    """
    if distance == 0:
        return "in this line"
    count = "one line" if abs(distance) == 1 else f"{abs(distance)} lines"
    return f"{count} {'later' if distance > 0 else 'earlier'}"
