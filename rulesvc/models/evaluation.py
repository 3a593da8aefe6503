"""Evaluations: the stored record around a result. Rows are never changed and never removed."""

from fractions import Fraction

from sqlalchemy import CheckConstraint, ForeignKeyConstraint, Index, UniqueConstraint
from sqlalchemy import text as sql
from sqlalchemy.orm import Mapped, mapped_column

from rules.text import Text
from rulesvc.models.base import Base, text
from rulesvc.models.columns import Code, Exact, Id, Moment, Packed, reference
from rulesvc.models.stage import known_stage

_KEY = ("agency_id", "rubric_id", "period_id", "stage")
_FIRST = sql("supersedes IS NULL")


class Evaluation(Base):
    """What was asked (*input*), what was answered (*result*), and under which content of which edition.

    *supersedes* is the evaluation of the same key that this one takes the place of. One row a key supersedes none, and
    none is superseded twice, so the evaluations of a key are one chain.
    """

    __tablename__ = "evaluation"
    __table_args__ = (
        UniqueConstraint(*_KEY, "id", name="uq_evaluation_key"),
        UniqueConstraint("supersedes"),
        Index("uq_evaluation_first", *_KEY, unique=True, sqlite_where=_FIRST, postgresql_where=_FIRST),
        ForeignKeyConstraint(
            [*_KEY, "supersedes"],
            [*(f"evaluation.{column}" for column in _KEY), "evaluation.id"],
            name="fk_evaluation_supersedes_same_key",
        ),
        ForeignKeyConstraint(["rubric_id", "edition_id"], ["edition.rubric_id", "edition.id"]),
        CheckConstraint(known_stage(), "stage"),
        {"sqlite_autoincrement": True},
    )

    id: Mapped[Id]
    created_at: Mapped[Moment]
    agency_id: Mapped[int] = reference("agency.id")
    rubric_id: Mapped[int] = reference("rubric.id", index=True)
    period_id: Mapped[int] = reference("period.id", index=True)
    stage: Mapped[Code]
    edition_id: Mapped[int] = mapped_column(index=True)
    edition_sha256: Mapped[str] = reference("edition_text.sha256")
    supersedes: Mapped[int | None]
    input: Mapped[Packed]
    result: Mapped[Packed]
    total_percent: Mapped[Fraction] = mapped_column(Exact)
    provenance: Mapped[Text] = text("provenance")
    person_id: Mapped[int] = reference("person.id")
    api_key_id: Mapped[int | None] = reference("api_key.id")
    engine_version: Mapped[Code]
    format_version: Mapped[Code]
