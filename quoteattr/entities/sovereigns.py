"""Those who go by a title and one name, which are printed together: `Pope Leo`, `Baroness Kray`."""

from quoteattr.document.document import Document
from quoteattr.entities.cast import Entity

LONGEST_TITLE = 2
"""Words of a title, at most: `Grand Duke`."""


def styled(document: Document, entity: Entity) -> str:
    """The name of somebody with the title that belongs to it; as it is where none does, or where more names are known.

    `Lord Farnham of Selby` is whole with his place.
    """
    if entity.kind != "person" or entity.given or any(len(words) > 1 for words in entity.forms):
        return entity.name
    sovereigns = document.language.sovereigns
    for named in entity.names:
        nodes = named.head.sentence.nodes
        words = [token for token in nodes if token.end <= named.mention.start][-LONGEST_TITLE:]
        behind = [token for token in nodes if token.start >= named.mention.end][:2]
        seat = len(behind) == 2 and behind[0].lemma in document.language.genitive_prepositions and behind[1].ner
        end = behind[1].end if seat else named.mention.end
        for length in range(len(words), 0, -1):
            title = " ".join(token.text for token in words[-length:])
            if title[:1].isupper() and (title.lower() in sovereigns or (seat and title.lower() in _peers(document))):
                return " ".join(document.text[words[-length].start : end].split())
    return entity.name


def _peers(document: Document) -> set[str]:
    return {title for title, style in document.language.styles.items() if style in ("nobleman", "noblewoman")}
