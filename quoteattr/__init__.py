"""Quotation attribution: who said what, in which words, as what.

>>> import quoteattr
>>> result = quoteattr.attribute("“We need a bridge,” said Ann Lee, mayor of Exeter.")
>>> quote = result[0]
>>> quote.text, quote.speaker.name, quote.speaker.role.text
('We need a bridge,', 'Ann Lee', 'mayor of Exeter')
"""

from quoteattr.entities.given import CastMember
from quoteattr.errors import QuoteattrError
from quoteattr.evaluation.evaluate import score
from quoteattr.evaluation.scores import Score
from quoteattr.interfaces.dataframe import to_dataframe
from quoteattr.languages.language import Language
from quoteattr.pipeline import Attributor, attribute
from quoteattr.records.records import Addressee, Cue, Mention, Person, Quote, Role, Span, Speaker
from quoteattr.records.result import Result
from quoteattr.syntax.parse import Parse

__all__ = [
    "Addressee",
    "Attributor",
    "CastMember",
    "Cue",
    "Language",
    "Mention",
    "Parse",
    "Person",
    "Quote",
    "QuoteattrError",
    "Result",
    "Role",
    "Score",
    "Span",
    "Speaker",
    "attribute",
    "score",
    "to_dataframe",
]
__version__ = "0.1.0"
