"""API keys: by which other systems act for a person."""

from datetime import datetime

from sqlalchemy.orm import Mapped, mapped_column

from rulesvc.models.base import Base
from rulesvc.models.columns import Code, Id, Instant, Moment, Sha256, Words, reference


class ApiKey(Base):
    """A key known by its *prefix*; of the secret only the hash is kept."""

    __tablename__ = "api_key"

    id: Mapped[Id]
    prefix: Mapped[Code] = mapped_column(unique=True)
    secret_sha256: Mapped[Sha256]
    person_id: Mapped[int] = reference("person.id", index=True)
    scopes: Mapped[tuple[str, ...]] = mapped_column(Words)
    created_at: Mapped[Moment]
    expires_at: Mapped[datetime | None] = mapped_column(Instant)
    revoked_at: Mapped[datetime | None] = mapped_column(Instant)
