"""The words that records and rules share: kinds of quotes and speakers, forms of mentions, stances of cues."""

from __future__ import annotations

from typing import Literal

QuoteKind = Literal["direct", "mixed", "indirect"]


Form = Literal["name", "nominal", "pronoun"]


SpeakerKind = Literal["person", "organization", "place", "group", "document", "unnamed"]


Stance = Literal["assert", "ask", "demand", "promise", "believe", "want", "accuse", "deny", "praise"]
