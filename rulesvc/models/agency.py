"""Agencies: whom the rubrics are for."""

from datetime import date

from sqlalchemy import CheckConstraint
from sqlalchemy.orm import Mapped, mapped_column

from rules.text import Text
from rulesvc.models.base import Base, text
from rulesvc.models.columns import Code, Id, Long, reference


class Agency(Base):
    """An agency under its official name, from *valid_from* to *valid_until* (blank: not known, no end).

    *searched* holds its names, the title of its head and its code without accents and case.
    """

    __tablename__ = "agency"
    __table_args__ = (CheckConstraint("valid_until >= valid_from", "validity"),)

    id: Mapped[Id]
    code: Mapped[Code] = mapped_column(unique=True)
    name: Mapped[Text] = text("name")
    short_name: Mapped[Text] = text("short_name")
    head_title: Mapped[Text] = text("head_title")
    kind: Mapped[Code]
    block_id: Mapped[int] = reference("block.id", index=True)
    valid_from: Mapped[date | None]
    valid_until: Mapped[date | None]
    searched: Mapped[Long] = mapped_column(default="", server_default="")


class AgencyPredecessor(Base):
    """That an agency carries on, alone or with others, what another one did."""

    __tablename__ = "agency_predecessor"
    __table_args__ = (CheckConstraint("agency_id <> predecessor_id", "not_itself"),)

    agency_id: Mapped[int] = reference("agency.id", primary_key=True)
    predecessor_id: Mapped[int] = reference("agency.id", primary_key=True, index=True)
