"""Quotation attribution: who said what, in which words, and in what role.

>>> import quoteattr
>>> result = quoteattr.attribute("“We need a bridge,” said Ann Lee, mayor of Exeter.")
>>> quote = result[0]
>>> quote.text, quote.speaker.name, quote.speaker.role.text
('We need a bridge,', 'Ann Lee', 'mayor of Exeter')
"""

from importlib import import_module
from typing import TYPE_CHECKING, Any

from quoteattr.entities.given import CastMember
from quoteattr.errors import QuoteattrError
from quoteattr.evaluation.evaluate import score
from quoteattr.evaluation.scores import Score
from quoteattr.interfaces.dataframe import to_dataframe
from quoteattr.interfaces.repair import Repaired, repaired
from quoteattr.languages.language import Language
from quoteattr.pipeline import Attributor, attribute
from quoteattr.records.records import Addressee, Cue, Listener, Mention, Person, Quote, Role, Span, Speaker
from quoteattr.records.result import Result
from quoteattr.records.silences import Silence
from quoteattr.syntax.parse import Parse

if TYPE_CHECKING:
    from quoteattr.corpus.corpus import Corpus
    from quoteattr.interfaces.view import view
    from quoteattr.trust.attestation import Attestation, attest
    from quoteattr.trust.verification import Verification, verify

__all__ = [
    "Addressee",
    "Attestation",
    "Attributor",
    "CastMember",
    "Corpus",
    "Cue",
    "Language",
    "Listener",
    "Mention",
    "Parse",
    "Person",
    "Quote",
    "QuoteattrError",
    "Repaired",
    "Result",
    "Role",
    "Score",
    "Silence",
    "Span",
    "Speaker",
    "Verification",
    "attest",
    "attribute",
    "repaired",
    "score",
    "to_dataframe",
    "verify",
    "view",
]
__version__ = "0.2.0"

_LATER = {
    "Attestation": "quoteattr.trust.attestation",
    "Corpus": "quoteattr.corpus.corpus",
    "Verification": "quoteattr.trust.verification",
    "attest": "quoteattr.trust.attestation",
    "verify": "quoteattr.trust.verification",
    "view": "quoteattr.interfaces.view",
}
"""Where names are that are imported when they are first asked for."""


def __getattr__(name: str) -> Any:
    if name not in _LATER:
        raise AttributeError(f"module {__name__!r} has no attribute {name!r}")
    return getattr(import_module(_LATER[name]), name)
