"""What is said inside a refusal, in the refusal's language: what it is about, and what would be allowed."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Any


@dataclass(frozen=True, slots=True)
class Said:
    """*words* for the catalogues, filled with *facts* when the language is known."""

    words: str
    facts: Mapping[str, Any] = field(default_factory=dict)

    def __str__(self) -> str:
        """The English, for logs and tracebacks."""
        return self.words.format(**{name: str(fact) for name, fact in self.facts.items()})


def said(words: str, **facts: Any) -> Said:
    """*words* filled with *facts*."""
    return Said(words, facts)
