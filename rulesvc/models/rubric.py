"""Rubrics: the rules for a block, through all their editions."""

from sqlalchemy.orm import Mapped, mapped_column

from rulesvc.models.base import Base
from rulesvc.models.columns import Code, Id, reference


class Rubric(Base):
    """What the editions of one set of rules have in common."""

    __tablename__ = "rubric"

    id: Mapped[Id]
    code: Mapped[Code] = mapped_column(unique=True)
    block_id: Mapped[int] = reference("block.id", index=True)
