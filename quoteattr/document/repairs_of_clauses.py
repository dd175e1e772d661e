"""Contents of reporting verbs that parsers hang elsewhere."""

from collections.abc import Iterator

from quoteattr.document.claims import is_claim, owners_of_claim
from quoteattr.document.hanging import changed, hung
from quoteattr.languages.language import Language
from quoteattr.syntax.parse import Token
from quoteattr.syntax.trees import SUBJECTS, Node, Tree


def clause_beside(cue: Node, _: Language) -> Iterator[Token]:
    """The complement of a relative clause that hangs beside it: `showed` in *a video that it said showed a tank*."""
    noun = cue.head if cue.deprel == "acl:relcl" and not cue.children("ccomp") else None
    for clause in noun.children("acl") if noun else ():
        between = cue.until(clause)
        if clause.index > cue.index and all(token.upos in ("AUX", "ADV", "PART") for token in between):
            yield hung(clause, cue, "ccomp")
            return


def relatives_of_nouns(sentence: Tree, _: Language) -> Iterator[Token]:
    """Relative clauses that hang past the noun before them: `fell` in *moved from the hill that fell*."""
    for clause in sentence.nodes:
        if clause.deprel != "advcl:relcl":
            continue
        first = clause.subtree()[0]
        noun = first.before if first.feature("PronType") == "Rel" else None
        if noun is not None and noun.upos in ("NOUN", "PROPN"):
            top = noun.head if noun.has_relation("flat", "compound") and noun.head is not None else noun
            yield hung(clause, top, "acl:relcl")


def fellow_cue(cue: Node, language: Language) -> Iterator[Token]:
    """A second verb that reports and hangs within what the first does: `said` in *Lee said they had won and said that*.

    It has the form of the first, unlike the word that it hangs from, and a content of its own.
    """
    form = _form(cue)
    for verb in cue.following:
        above = verb.head
        if not verb.has_relation("conj") or above is None or above is cue or cue not in verb.ancestors():
            continue
        alike = verb.upos == "VERB" and _form(verb) == form and _form(above) != form
        own = verb.children("ccomp", "xcomp") and not verb.children(*SUBJECTS, "aux", "mark")
        if alike and own and language.cues.reports(verb.lemma):
            yield hung(verb, cue)
            return


def _form(word: Node) -> tuple[str, str]:
    return word.feature("VerbForm"), word.feature("Tense")


def clause_of_list(cue: Node, _: Language) -> Iterator[Token]:
    """A verb of a list that was taken for what the first reports: `opposes` in *Lee supports “us,” opposes them*."""
    for clause in cue.children("ccomp"):
        thing = next(iter(clause.children(*SUBJECTS)), None)
        words = [token for token in thing.subtree() if token.upos != "PUNCT"] if thing is not None else []
        if thing is None or not words or any(token.upos != "PUNCT" for token in cue.until(words[0])):
            continue
        marks = [token.text for token in words[-1].until(clause)]
        inside = [token.text for token in words[0].until(words[-1])]
        alike = clause.token.feats == cue.token.feats and not clause.children("mark", "aux", "cop")
        if alike and "," in marks and "," not in inside and not any(map(str.isalnum, "".join(marks))):
            yield hung(thing, cue, "obj")
            yield hung(clause, cue, "conj")
            return


def clause_of_aside(cue: Node, _: Language) -> Iterator[Token]:
    """The complement that hangs from an aside before it: `won` in *Lee said, without giving details, that they won*."""
    for aside in cue.children("advcl") if not cue.children("ccomp", "parataxis") else ():
        for clause in aside.children("ccomp"):
            mark = next(iter(clause.children("mark")), None)
            comma = mark.before if mark is not None else None
            if cue.index < aside.index < clause.index and comma is not None and comma.text == ",":
                yield hung(clause, cue, "ccomp")
                return


def second_half(cue: Node, _: Language) -> Iterator[Token]:
    """The second half of a content that hangs from its cue: `left` in *They won, Lee said, and the others left*."""
    content = cue.head if cue.has_relation("parataxis") else None
    for clause in cue.children("conj") if content is not None and content.index < cue.index else ():
        if clause.children(*SUBJECTS) and clause.children("cc"):
            yield hung(clause, content)


def clauses_of_claims(sentence: Tree, language: Language) -> Iterator[Token]:
    """Clauses that hang past the claim that they tell: `won` in *Lee was asked about Moe's claim that they won*."""
    for mark in sentence.nodes:
        clause = mark.head if mark.has_relation("mark") else None
        if clause is None or clause.has_relation("acl") or language.complementizers.get(mark.lemma) != "declarative":
            continue
        noun = _claim_ahead(mark, language)
        held = noun is not None and any(c.lemma in language.holding_prepositions for c in noun.children("case"))
        if noun is not None and not held and clause.head is not None and clause.head in tuple(noun.ancestors()):
            yield hung(clause, noun, "acl")


def makers_of_claims(sentence: Tree, language: Language) -> Iterator[Token]:
    """Makers of a claim that hang from the verb before it: `Moe` in *Lee dismissed the claim by Moe that they won*."""
    for noun in sentence.nodes:
        verb = noun.head if noun.has_relation("obj") and is_claim(noun, language) else None
        for maker in verb.children("obl") if verb is not None and not verb.children("aux:pass") else ():
            first = maker.subtree()[0]
            if first is noun.after and first.lemma in language.maker_prepositions:
                yield hung(maker, noun, "nmod")


def _claim_ahead(mark: Node, language: Language) -> Node | None:
    """Somebody's claim whose phrase ends just before a word: `Moe's claim`, `a claim by Moe`."""
    before = mark.before
    above = (before, *before.ancestors()) if before is not None else ()
    noun = next((word for word in above if is_claim(word, language)), None)
    if noun is None or noun.subtree(without=noun.children("acl"))[-1] is not before:
        return None
    return noun if owners_of_claim(noun, language) else None


def clause_of_phrase(cue: Node, language: Language) -> Iterator[Token]:
    """The complement that hangs from a phrase before it: `won` in *Lee said in a note to the crew that they won*."""
    if cue.children("ccomp", "xcomp", "parataxis") or not language.cues.reports(cue.lemma, "verb ccomp"):
        return
    for phrase in cue.children("obl"):
        frames = (f"verb obl {case.lemma}" for case in phrase.children("case"))
        if any(cue.lemma in language.cues.counts.get(f, ()) and language.cues.reports(cue.lemma, f) for f in frames):
            continue
        owned = any(owner.upos != "PRON" for owner in phrase.children("nmod:poss"))  # asked about Lee's claim that
        medium = language.nouns.get(phrase.lemma) == "document" or phrase.lemma in language.settings
        for noun in (phrase, *phrase.children("nmod")) if medium and not owned else ():
            for clause in noun.children("acl"):
                first = clause.subtree()[0]
                if language.complementizers.get(first.lemma) == "declarative" and _is_whole(clause, first):
                    yield hung(clause, cue, "ccomp")
                    yield changed(first, head=clause.index, deprel="mark", upos="SCONJ")
                    return


def _is_whole(clause: Node, first: Node) -> bool:
    """Whether a clause lacks nothing that *that* could stand for: `that they sell half`, but not `that they sell`."""
    objects = [child for child in clause.children("obj") if child is not first]
    subjects = [child for child in clause.children(*SUBJECTS) if child is not first]
    return bool(subjects) and (first.has_relation("mark") or bool(objects))


def clause_above(cue: Node, language: Language) -> Iterator[Token]:
    """The complement that hangs from a verb above: `won` in *When Lee said they won, nobody laughed*."""
    if cue.children("ccomp", "obj", "xcomp", "parataxis"):
        return
    own = {token.index for token in cue.subtree()}
    first = next((token for token in cue.following if token.index not in own), None)
    above = list(cue.ancestors())
    if first is None or (first.upos == "PUNCT" and first.text not in language.marks.all):
        return
    declared = language.complementizers.get(first.lemma) == "declarative"
    opens = first.has_relation("mark") and declared  # went on, saying | that they won/parataxis
    clause, wanted = first, ("ccomp", "parataxis") if opens else ("ccomp",)
    while not clause.has_relation(*wanted) and (head := clause.head) is not None and head not in above:
        clause = head
    if not clause.has_relation(*wanted) or clause.head not in above:
        return
    begins = min(token.index for token in clause.subtree())
    if begins >= first.index and clause.children(*SUBJECTS):
        yield hung(clause, cue, "ccomp")


def clause_on_top(cue: Node, _: Language) -> Iterator[Token]:
    """The complement that its verb hangs from: `have` in *Lee, a critic, said places such as Oslo have “a sound.”*

    It has two subjects, the first of them before the verb, whose own it is.
    """
    clause = cue.head
    if clause is None or not cue.has_relation("parataxis") or cue.children("ccomp", *SUBJECTS):
        return
    subjects = clause.children(*SUBJECTS)
    if len(subjects) == 2 and subjects[0].index < cue.index < subjects[1].index < clause.index:
        yield hung(cue, clause.head, clause.deprel)
        yield hung(clause, cue, "ccomp")
        for child in clause.children():
            if child.index < cue.index:
                yield hung(child, cue)


def clause_in_subject(cue: Node, _: Language) -> Iterator[Token]:
    """The complement that hangs from its own subject: `won` in *The crews that trained won, Lee said*.

    So the verb has two subjects, the first of which is that of the complement.
    """
    subjects = cue.children(*SUBJECTS)
    if len(subjects) != 2 or subjects[1].index > cue.index or cue.children("ccomp"):
        return
    clauses = subjects[0].children("acl")
    if clauses and not clauses[-1].children(*SUBJECTS):
        yield hung(clauses[-1], cue, "ccomp")
        yield hung(subjects[0], clauses[-1])


def participle_on_top(cue: Node, _: Language) -> Iterator[Token]:
    """The main clause that hangs from the participle before it: `said` in *Asked about it, Lee said they won*."""
    if cue.index > 1 or not cue.has_relation("root") or cue.children(*SUBJECTS):
        return
    for clause in cue.children("ccomp", "parataxis"):
        first = _first_word(clause)
        if first.before is not None and first.before.text == ",":
            yield hung(clause, None, "root")
            yield hung(cue, clause, "advcl")
            return


def participle_ahead(cue: Node, language: Language) -> Iterator[Token]:
    """A participle that opens the sentence and was taken for what is said: `Asked about it, Lee smiled`."""
    clause = cue.head
    if clause is None or cue.index > 1 or not cue.has_relation("ccomp") or cue.lemma not in language.addressing:
        return
    if not cue.children(*SUBJECTS, "aux") and cue.subtree()[-1].index < clause.index:
        yield hung(cue, clause, "advcl")


def phrase_ahead(cue: Node, _: Language) -> Iterator[Token]:
    """The phrase of the cue that hangs from its content: `memoir` in *Lee wrote in her memoir, the ferry was lost*."""
    behind = cue.after
    for complement in cue.children("ccomp") if behind is not None and behind.upos == "ADP" else ():
        for phrase in complement.children("obl") if complement.children(*SUBJECTS) else ():
            tokens = [token for token in phrase.subtree() if token.upos != "PUNCT"]
            if tokens[:1] == [behind] and (comma := tokens[-1].after) is not None and comma.text == ",":
                yield hung(phrase, cue)


def date_ahead(cue: Node, language: Language) -> Iterator[Token]:
    """The day of the cue that hangs from its complement: `Monday` in *She said on Monday they would leave*."""
    for complement in cue.children("ccomp"):
        for date in complement.children("obl") if complement.children(*SUBJECTS) else ():
            named = date.upos == "PROPN" and date.lemma in language.times
            if named and date.subtree()[0] is cue.after:
                yield hung(date, cue)


def second_complement(cue: Node, language: Language) -> Iterator[Token]:
    """The second half of a complement that hangs beside the first: `said that they won and that the ferry was late`."""
    complements = cue.children("ccomp")
    for second in complements[1:]:
        marks = second.children("mark") if second.children("cc") else []
        if any(language.complementizers.get(mark.lemma) == "declarative" for mark in marks):
            yield hung(second, complements[0], "conj")
        elif (before := _first_word(second).before) is not None and before.text == ";":
            yield hung(second, cue, "parataxis")  # said that they won; | the others left


def _first_word(clause: Node) -> Node:
    return next((token for token in clause.subtree() if token.upos != "PUNCT"), clause)
