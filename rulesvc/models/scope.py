"""What an edition names beside its criteria: scopes, indicators, exemptions."""

from fractions import Fraction

from sqlalchemy import UniqueConstraint
from sqlalchemy.orm import Mapped, mapped_column

from rules.text import Text
from rulesvc.models.base import Base, text
from rulesvc.models.columns import Code, Exact
from rulesvc.models.content import Content, within


class Scope(Content, Base):
    """A named set of criteria."""

    __tablename__ = "scope"
    __table_args__ = (UniqueConstraint("edition_id", "code"),)

    code: Mapped[Code]
    name: Mapped[Text] = text("name")


class ScopeMember(Content, Base):
    """A criterion in a scope."""

    __tablename__ = "scope_member"
    __table_args__ = (
        UniqueConstraint("edition_id", "scope", "criterion"),
        within(("scope",), "scope", ondelete="CASCADE"),
        within(("criterion",), "criterion"),
    )

    scope: Mapped[Code]
    criterion: Mapped[Code]


class Indicator(Content, Base):
    """A named value that is not points."""

    __tablename__ = "indicator"
    __table_args__ = (UniqueConstraint("edition_id", "code"),)

    code: Mapped[Code]
    name: Mapped[Text] = text("name")
    unit: Mapped[Text] = text("unit")
    low: Mapped[Fraction | None] = mapped_column(Exact)
    high: Mapped[Fraction | None] = mapped_column(Exact)


class Exemption(Content, Base):
    """A criterion that is not assessed for one agency, which need not be stored."""

    __tablename__ = "exemption"
    __table_args__ = (UniqueConstraint("edition_id", "criterion", "agency"), within(("criterion",), "criterion"))

    criterion: Mapped[Code]
    agency: Mapped[Code]
