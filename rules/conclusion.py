"""Conclusions: what the council concluded about an agency. They stand beside what the engine answers."""

from dataclasses import dataclass

from rules.document import Document
from rules.text import Text


@dataclass(frozen=True, slots=True)
class Conclusion:
    """The *outcome* in the words of the edition it was made under, its *reason* and the *minutes* it is written in.

    *code* is that outcome's. *to_confirm*: it was made about an earlier evaluation and holds until the council has
    looked at this one.
    """

    code: str
    outcome: Text
    reason: str
    minutes: Document
    to_confirm: bool = False


@dataclass(frozen=True, slots=True)
class Precedent:
    """What the council concluded in an earlier *period* where the rules were silent, and in which *minutes*."""

    period: str
    outcome: Text
    minutes: Document
