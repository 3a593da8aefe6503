"""Failures to sign in, by which guessing is stopped; rows are removed after a day."""

from datetime import datetime

from sqlalchemy.orm import Mapped, mapped_column

from rulesvc.models.base import Base
from rulesvc.models.columns import Code, Id, Instant


class SignInFailure(Base):
    """That somebody failed to sign in under a *code*, whether or not a person has it."""

    __tablename__ = "sign_in_failure"

    id: Mapped[Id]
    code: Mapped[Code] = mapped_column(index=True)
    at: Mapped[datetime] = mapped_column(Instant, index=True)
