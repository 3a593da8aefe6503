"""Rules of a decision table: conditions, an outcome, and where they are written."""

from enum import StrEnum
from fractions import Fraction

from sqlalchemy import CheckConstraint, Index, UniqueConstraint
from sqlalchemy.orm import Mapped, mapped_column

from rules.text import Text
from rulesvc.models.base import Base, text
from rulesvc.models.columns import Code, Exact, Long
from rulesvc.models.content import Content, within

_RULE = ("decision_table", "rule")
_RULE_KEYS = ("decision_table", "code")


class Rule(Content, Base):
    """A conjunction of conditions with its outcome."""

    __tablename__ = "rule"
    __table_args__ = (
        UniqueConstraint("edition_id", "decision_table", "code"),
        within(("decision_table", "outcome"), "outcome", _RULE_KEYS),
    )

    decision_table: Mapped[Code]
    code: Mapped[Code]
    outcome: Mapped[Code]


class ThresholdKind(StrEnum):
    """How the text of a threshold is read."""

    NUMBER = "number"
    CODE = "code"
    CODES = "codes"
    TRUTH = "truth"


class Condition(Content, Base):
    """A measure (its kind and what it is about), an operator and a threshold: canonical text of *threshold_kind*.

    Without a kind there is no threshold. Codes are a JSON list.
    """

    __tablename__ = "condition"
    __table_args__ = (
        Index(None, "edition_id", *_RULE),
        within(_RULE, "rule", _RULE_KEYS, ondelete="CASCADE"),
        within(("criterion",), "criterion"),
        within(("scope",), "scope"),
        within(("indicator",), "indicator"),
        within(("table_read",), "decision_table"),
        CheckConstraint("(threshold IS NULL) = (threshold_kind IS NULL)", "threshold_with_its_kind"),
    )

    decision_table: Mapped[Code]
    rule: Mapped[Code]
    measure: Mapped[Code]
    criterion: Mapped[Code | None]
    scope: Mapped[Code | None]
    percent: Mapped[Fraction | None] = mapped_column(Exact)
    indicator: Mapped[Code | None]
    table_read: Mapped[Code | None]
    operator: Mapped[Code]
    threshold_kind: Mapped[Code | None]
    threshold: Mapped[Long | None]


class RuleCitation(Content, Base):
    """Where a rule stands: a document and an article, or the place in another document that reports it."""

    __tablename__ = "rule_citation"
    __table_args__ = (
        Index(None, "edition_id", *_RULE),
        within(_RULE, "rule", _RULE_KEYS, ondelete="CASCADE"),
        within(("document",), "cited_document"),
        within(("stated_in",), "cited_document"),
    )

    decision_table: Mapped[Code]
    rule: Mapped[Code]
    document: Mapped[Code]
    article: Mapped[Long]
    stated_in: Mapped[Code | None]
    place: Mapped[Text] = text("place")
