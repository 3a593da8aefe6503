"""Kept answers: what was answered to a request that names itself, so that a repetition gets the same."""

from datetime import datetime

from sqlalchemy import UniqueConstraint
from sqlalchemy.orm import Mapped, mapped_column

from rulesvc.models.base import Base
from rulesvc.models.columns import Compressed, Id, Instant, Long, Sha256, reference


class KeptAnswer(Base):
    """The answer to the request with an Idempotency-Key; blank while it is being worked on."""

    __tablename__ = "kept_answer"
    __table_args__ = (UniqueConstraint("api_key_id", "key"),)

    id: Mapped[Id]
    api_key_id: Mapped[int] = reference("api_key.id")
    key: Mapped[Long]
    body_sha256: Mapped[Sha256]
    status: Mapped[int | None]
    headers: Mapped[Long | None]
    body: Mapped[bytes | None] = mapped_column(Compressed)
    created_at: Mapped[datetime] = mapped_column(Instant, index=True)
