"""Result sheets: what was reported for the criteria of one agency."""

from sqlalchemy import CheckConstraint, UniqueConstraint
from sqlalchemy.orm import Mapped, mapped_column

from rules.text import Text
from rulesvc.models.base import Base, text
from rulesvc.models.columns import Code, Id, Long, Moment, Number, reference
from rulesvc.models.stage import known_stage


class Sheet(Base):
    """All answers of an agency for a period at a stage. *provenance* is shown wherever the answers are."""

    __tablename__ = "sheet"
    __table_args__ = (
        UniqueConstraint("agency_id", "rubric_id", "period_id", "stage"),
        CheckConstraint(known_stage(), "stage"),
    )

    id: Mapped[Id]
    agency_id: Mapped[int] = reference("agency.id")
    rubric_id: Mapped[int] = reference("rubric.id", index=True)
    period_id: Mapped[int] = reference("period.id", index=True)
    stage: Mapped[Code]
    provenance: Mapped[Text] = text("provenance")
    created_at: Mapped[Moment]
    created_by: Mapped[int] = reference("person.id", index=True)


class Answer(Base):
    """What is reported for one leaf, in the form in which it is sent (canonical JSON)."""

    __tablename__ = "answer"
    __table_args__ = (UniqueConstraint("sheet_id", "criterion"),)

    id: Mapped[Id]
    sheet_id: Mapped[int] = reference("sheet.id", ondelete="CASCADE")
    criterion: Mapped[Code]
    content: Mapped[Long]


class SheetIndicator(Base):
    """The value of an indicator on a sheet."""

    __tablename__ = "sheet_indicator"

    sheet_id: Mapped[int] = reference("sheet.id", ondelete="CASCADE", primary_key=True)
    indicator: Mapped[Code] = mapped_column(primary_key=True)
    value: Mapped[Number]
