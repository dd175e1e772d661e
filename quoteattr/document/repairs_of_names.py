"""Names and nouns that parsers get wrong wherever they stand."""

from collections.abc import Iterator
from itertools import pairwise, takewhile

from quoteattr.document.hanging import changed, hung
from quoteattr.languages.language import Language
from quoteattr.syntax.parse import Token
from quoteattr.syntax.trees import SUBJECTS, Node, Tree

_PAST = "Mood=Ind|Tense=Past|VerbForm=Fin"
LONGEST_CUT = 4
"""Letters of a shortened given name, at most: `Thos.`"""


def common_nouns(sentence: Tree, _: Language) -> Iterator[Token]:
    """Common nouns that are tagged as proper ones: `senator`."""
    for token in sentence.nodes:
        if token.upos == "PROPN" and token.text.islower() and not token.ner:
            yield changed(token, upos="NOUN")


def bodies_without_names(sentence: Tree, language: Language) -> Iterator[Token]:
    """Nouns for bodies in small letters that were taken for a name: `harbor ministry`."""
    for last in sentence.nodes:
        after = last.after
        if last.text not in language.nouns or not last.ner or (after is not None and after.ner.startswith("I-")):
            continue
        inside = takewhile(lambda token: token.ner.startswith("I-"), (last, *reversed(last.preceding)))
        words = [*inside]
        first = words[-1].before if words else last
        words += [first] if first is not None and first not in words else []
        if all(word.text.islower() for word in words):
            for word in words:
                yield changed(word, upos="NOUN" if word.upos == "PROPN" else word.upos, ner="")


def no_names(sentence: Tree, _: Language) -> Iterator[Token]:
    """Verbs and common nouns in small letters that were taken for names: `rose`."""
    for token in sentence.nodes:
        following = token.following[:1]
        alone = token.ner.startswith("B-") and not any(after.ner.startswith("I-") for after in following)
        if alone and token.text.islower() and token.upos != "PROPN":
            yield changed(token, ner="")


def given_names(sentence: Tree, language: Language) -> Iterator[Token]:
    """Names that were taken for prepositions, and the last names behind them: `Per` in *the director Per Dahl left*."""
    for noun, given, last in zip(sentence.nodes, sentence.nodes[1:], sentence.nodes[2:], strict=False):
        misread = given.has_relation("case") and given.head is last and last.head is noun
        if misread and given.text.istitle() and given.text.lower() in language.genders and last.ner == "B-PER":
            yield changed(given, upos="PROPN", ner="B-PER", head=noun.index, deprel="appos")
            yield changed(last, ner="I-PER", head=given.index, deprel="flat")


def names_in_two(sentence: Tree, language: Language) -> Iterator[Token]:
    """Halves of a name that are two subjects or objects to the parser: `Ida` and `Moe` in *Dr. Ida Moe said*."""
    for first, second in pairwise(sentence.nodes):
        alike = first.head is second.head and first.deprel == second.deprel and second.ner == "B-PER"
        named = first.upos == "PROPN" and first.text[:1].isupper() and first.ner in ("", "B-PER")
        titled = language.is_title(first.text) or language.is_role(first.text) or _is_short_capitals(first.text)
        if not alike or not named or first.has_relation("conj", "appos", "compound", "flat"):
            continue
        if titled:
            yield hung(first, second, "nmod:desc")
            yield from (hung(child, second) for child in first.children())
        elif first.text.istitle() and first.lemma.lower() not in language.times:
            yield changed(first, ner="B-PER")
            yield changed(second, ner="I-PER", head=first.index, deprel="flat")


def _is_short_capitals(word: str) -> bool:
    """Whether a word may be a shortened rank: `PC`, `DCI`."""
    return word.isupper() and 1 < len(word) <= LONGEST_CUT


def cases_of_titles(sentence: Tree, _: Language) -> Iterator[Token]:
    """Prepositions that hang from the title before a name: `to` in *to Mayor Ida Moe*."""
    for title in sentence.nodes:
        name = title.head if title.has_relation("nmod:desc", "compound") else None
        if name is not None and name.index > title.index:
            yield from (hung(case, name) for case in title.children("case") if case.upos != "PART")


def initials(sentence: Tree, _: Language) -> Iterator[Token]:
    """Initials that were not tagged with the last name behind them: `K. V.` in *K. V. Rao left*."""
    tagged = (token for token in sentence.nodes if token.ner in ("B-PER", "B-ORG"))
    for name in tagged:
        if name.after is not None and name.after.ner.startswith("I-"):
            continue
        before = list(takewhile(lambda token: _is_initial(token.text) and not token.ner, reversed(name.preceding)))
        run = (*before, name)
        if before and sum(token.head not in run for token in run) == 1:
            for token in run:
                yield changed(token, ner="B-PER" if token is before[-1] else "I-PER")


def _is_initial(word: str) -> bool:
    return len(word) == 2 and word[0].isupper() and word[1] == "."


def shortened_names(sentence: Tree, language: Language) -> Iterator[Token]:
    """Shortened given names that are no title, before the rest: `Wm.` in *Wm. Roe left*."""
    for short, name in pairwise(sentence.nodes):
        letters = short.text.removesuffix(".")
        cut = short.text != letters and letters.istitle() and len(letters) <= LONGEST_CUT and short.upos == "PROPN"
        titled = language.is_title(letters) or language.is_role(letters) or letters.lower() in language.times
        if cut and not titled and not short.ner and name.ner == "B-PER" and (name.head is short or short.head is name):
            yield changed(short, ner="B-PER")
            yield changed(name, ner="I-PER")


def letters_behind_names(sentence: Tree, language: Language) -> Iterator[Token]:
    """Letters behind a name from which the name hangs: `MP` in *Ida Moe MP left*, not in *Exeter MP Ida Moe left*."""
    names = {letters: first for first, letters in _before_letters(sentence, language)}
    for letters, first in names.items():
        above = letters.head
        yield hung(first, names.get(above, above) if above is not None else None, letters.deprel)
        yield changed(letters, head=first.index, deprel="flat")
        others = (child for child in letters.children() if child is not first and child not in names)
        yield from (hung(child, first) for child in others)


def _before_letters(sentence: Tree, language: Language) -> Iterator[tuple[Node, Node]]:
    """The first words of names with the letters behind them from which they hang, or beside which."""
    for last, letters in pairwise(sentence.nodes):
        known = letters.text.isupper() and letters.text.lower() in language.post_nominals
        if not known or not last.ner.endswith("PER") or (letters.after is not None and letters.after.ner == "B-PER"):
            continue
        first = last.head if last.has_relation("flat") and last.head is not None else last
        below = first.head is letters and first.has_relation("compound", "nmod:desc", "nmod")
        if below or (first.head is letters.head and first.deprel == letters.deprel):
            yield first, letters


def names_like_verbs(sentence: Tree, language: Language) -> Iterator[Token]:
    """Given names that are words for speech: `Said` in *Said Omar told her*, in *said Said Omar*."""
    for given, last in pairwise(sentence.nodes):
        named = given.upos == "VERB" and given.text.istitle() and given.text.lower() in language.genders
        if not named or last.ner != "B-PER" or not last.has_relation("nsubj"):
            continue
        verb = given.before if given.before is not None else last.head
        if verb is None or verb.upos != "VERB" or verb.head is not given:
            continue
        yield hung(verb, given.head, given.deprel)
        yield changed(given, upos="PROPN", ner="B-PER", head=verb.index, deprel="nsubj")
        yield changed(last, ner="I-PER", head=given.index, deprel="flat")
        yield from (hung(part, given) for part in last.children("flat"))
        yield from (hung(child, verb) for child in given.children() if child not in (verb, last))


def verbs_in_names(sentence: Tree, language: Language) -> Iterator[Token]:
    """Parts of names that were taken for verbs: `Said` in *Omar Said Haddad said*."""
    for verb in sentence.nodes[1:]:
        first = verb.before if verb.upos == "VERB" and verb.text.istitle() else None
        if first is None or first.ner != "B-PER" or first.head is not verb:
            continue
        rest = list(takewhile(lambda token: token.ner.endswith("PER"), verb.following))
        spoken = sentence.nodes[verb.index + len(rest) :][:1]
        if not spoken or spoken[0].upos != "VERB" or not spoken[0].text.islower():
            continue
        for name in (verb, *rest):
            yield changed(name, upos="PROPN", ner="I-PER", head=first.index, deprel="flat")
        yield hung(first, spoken[0], "nsubj")
        yield hung(spoken[0], verb.head, verb.deprel)
        others = (child for child in verb.children() if child not in (first, spoken[0], *rest))
        yield from (hung(child, spoken[0]) for child in others)


def verbs_that_are_names(sentence: Tree, language: Language) -> Iterator[Token]:
    """Last names that were taken for verbs: `Omar Said is here`, `Mr. Said left`, `“No,” Said said`."""
    for verb in sentence.nodes:
        if verb.upos != "VERB" or not verb.text.istitle() or verb.text.lower() not in language.genders:
            continue
        before, after, clause = verb.before, verb.after, next(iter(verb.children("ccomp", "parataxis")), None)
        if after is not None and after.upos in ("VERB", "AUX") and verb.head is after:
            yield _as_name(verb, "B-PER", after, "nsubj")
        elif clause is not None and _begins(clause, after) and not verb.children(*SUBJECTS):
            yield _as_name(verb, "B-PER", clause, "nsubj")
            yield from _in_its_place(verb, clause)
        elif clause is None:
            continue
        elif before is not None and before.head is verb and _begins(clause, after):
            titled = language.is_title(before.text)
            if titled or before.ner == "B-PER":
                yield _as_name(verb, *(("B-PER", clause, "nsubj") if titled else ("I-PER", before, "flat")))
                yield hung(before, *((verb, "nmod:desc") if titled else (clause, "nsubj")))
                yield from _in_its_place(verb, clause, before)


def verbs_of_documents(sentence: Tree, language: Language) -> Iterator[Token]:
    """Verbs that were taken for nouns behind a quotation: `read` in *“Stay home,” the sign read*."""
    for verb in sentence.nodes:
        noun, after = verb.before, verb.after
        article = noun.before if noun is not None else None
        if noun is None or article is None or article.before is None or not language.cues.reports_somehow(verb.text):
            continue
        behind = article.before.text in language.marks.closing and article.upos == "DET"
        last = after is not None and after.upos == "PUNCT"
        if verb.upos != "NOUN" or not behind or not last or language.nouns.get(noun.lemma) != "document":
            continue
        top = [verb, *verb.ancestors()][-1]
        yield changed(verb, upos="VERB", feats=_PAST, head=0, deprel="root")
        yield hung(noun, verb, "nsubj")
        yield hung(article, noun, "det")
        if top is not verb:
            yield hung(top, verb, "ccomp")


def _as_name(verb: Node, ner: str, head: Node, relation: str) -> Token:
    return changed(verb, upos="PROPN", lemma=verb.text.lower(), feats="", ner=ner, head=head.index, deprel=relation)


def _begins(clause: Node, first: Node | None) -> bool:
    """Whether a word is the verb of a clause, the auxiliary before it, or the comma of an aside that ends before it."""
    if first is None or first.text == ",":
        return (
            first is not None and clause.before is not None and clause.before.text == "," and clause.before is not first
        )
    return first is clause or (first.upos == "AUX" and first.head is clause)


def _in_its_place(verb: Node, clause: Node, *named: Node) -> Iterator[Token]:
    """A clause that takes the place of a verb that was none, with all that hung from it but parts of the name."""
    yield hung(clause, verb.head, verb.deprel)
    yield from (hung(aside, named[0], "appos") for aside in clause.children(*SUBJECTS) for _ in named[:1])
    yield from (hung(child, clause) for child in verb.children() if child is not clause and child not in named)


def apposed_names(sentence: Tree, language: Language) -> Iterator[Token]:
    """Names that hang from the body that somebody is of: `Moe` in *an aide to the party, Ida Moe, left*."""
    for name in sentence.nodes:
        body = name.head if name.ner.endswith("PER") and name.has_relation("appos") else None
        if body is None or language.is_role(body.lemma) or language.is_role(body.text):
            continue
        holder = _holder(body)
        known = holder is not None and (language.is_role(holder.lemma) or holder.lemma in language.people)
        parted = any(token.text == "," for token in body.until(name))  # not a brother of actor Bo Moe
        if holder is not None and known and parted and holder.index < body.index and holder.upos == "NOUN":
            yield hung(name, holder)


def _holder(body: Node) -> Node | None:
    """The noun that a phrase belongs to, be it by a word inside it: `aide` of `Party` in *aide to the ruling Party*."""
    while body.has_relation("appos") and body.head is not None and body.head.index == body.subtree()[0].index - 1:
        body = body.head
    return body.head if body.has_relation("nmod") else None


def names_of_the_nearer(sentence: Tree, language: Language) -> Iterator[Token]:
    """Names that hang past the noun they stand at: `Moe` in *an aide to the mayor Ida Moe left*."""
    for noun, name in pairwise(sentence.nodes):
        if name.ner != "B-PER" or noun.upos != "NOUN" or not noun.has_relation("nmod") or not noun.children("case"):
            continue
        holder = noun.head
        beside = name.head is holder and name.has_relation("appos")
        second = holder is not None and name.head is holder.head and name.deprel == holder.deprel == "nsubj"
        if (beside or second) and (language.is_role(noun.lemma) or noun.lemma in language.gendered):
            yield hung(name, noun, "appos")


def names_joined_to_last(sentence: Tree, language: Language) -> Iterator[Token]:
    """Names that are joined to the last word of one with letters: `Moe` in *Bo Roth MP and Ida Moe MP left*."""
    for name in sentence.nodes:
        last = name.head if name.has_relation("conj") and name.ner == "B-PER" else None
        if last is None or last.head is None or not last.has_relation("flat"):
            continue
        if any(language.is_post_nominal(letters.text) for letters in last.children("flat")):
            yield hung(name, last.head)


def listed_names(sentence: Tree, _: Language) -> Iterator[Token]:
    """Names in a list that were taken for more of the first: `Bo` in *Ida Moe, President Bo Roth and Jo Dahl left*."""
    for token in sentence.nodes:
        head = token.head if token.has_relation("flat") and token.ner == "B-PER" else None
        if head is None or not head.ner.endswith("PER") or not head.children("conj"):
            continue
        if any(between.text == "," for between in head.until(token)):
            yield changed(token, deprel="conj")


def hyphened(sentence: Tree, _: Language) -> Iterator[Token]:
    """The second noun behind a hyphen, which heads the first: `General` in *Its Secretary-General left*."""
    for first, hyphen, second in zip(sentence.nodes, sentence.nodes[1:], sentence.nodes[2:], strict=False):
        glued = hyphen.text == "-" and second.start - first.end == len("-")
        if glued and second.head is first and second.has_relation("appos"):
            yield hung(second, first.head, first.deprel)
            yield hung(first, second, "compound")
            for child in first.children():
                if child is not second:
                    yield hung(child, second)
