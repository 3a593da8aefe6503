"""Blocks: kinds of agencies that a rubric is for."""

from sqlalchemy.orm import Mapped, mapped_column

from rules.text import Text
from rulesvc.models.base import Base, text
from rulesvc.models.columns import Code, Id


class Block(Base):
    """A kind of agency, such as the departments of a province or its districts."""

    __tablename__ = "block"

    id: Mapped[Id]
    code: Mapped[Code] = mapped_column(unique=True)
    name: Mapped[Text] = text("name")
