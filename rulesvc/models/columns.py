"""Column types that store and give back the same on both databases."""

import zlib
from datetime import UTC, datetime
from fractions import Fraction
from typing import Annotated, Any, Final

from sqlalchemy import DateTime, Dialect, ForeignKey, LargeBinary, String
from sqlalchemy import Text as LongText
from sqlalchemy.orm import mapped_column
from sqlalchemy.types import TypeDecorator

from rules.number import exact_text


class Exact(TypeDecorator[Fraction]):
    """An exact number as canonical text: `9.75`, or `250/3` where it is no finite decimal."""

    impl = String
    cache_ok = True

    def process_bind_param(self, value: Fraction | None, dialect: Dialect) -> str | None:  # noqa: ARG002
        """The text of *value*."""
        return None if value is None else exact_text(value)

    def process_result_value(self, value: Any, dialect: Dialect) -> Fraction | None:  # noqa: ARG002
        """The number of a text."""
        return None if value is None else Fraction(value)


class Instant(TypeDecorator[datetime]):
    """A point in time in UTC; one without a time zone is refused."""

    impl = DateTime(timezone=True)
    cache_ok = True

    def process_bind_param(self, value: datetime | None, dialect: Dialect) -> datetime | None:
        """*value* in UTC; SQLite keeps no time zone, so it is left out there."""
        if value is None:
            return None
        if value.tzinfo is None:
            raise TypeError(f"{value!r} has no time zone")
        utc = value.astimezone(UTC)
        return utc.replace(tzinfo=None) if dialect.name == "sqlite" else utc

    def process_result_value(self, value: Any, dialect: Dialect) -> datetime | None:  # noqa: ARG002
        """The stored instant, in UTC."""
        if value is None:
            return None
        instant: datetime = value
        return instant.replace(tzinfo=UTC) if instant.tzinfo is None else instant.astimezone(UTC)


class Compressed(TypeDecorator[bytes]):
    """Bytes, kept compressed."""

    impl = LargeBinary
    cache_ok = True

    def process_bind_param(self, value: bytes | None, dialect: Dialect) -> bytes | None:  # noqa: ARG002
        """*value* compressed; the quickest level already takes three quarters of canonical JSON."""
        return None if value is None else zlib.compress(value, 1)

    def process_result_value(self, value: Any, dialect: Dialect) -> bytes | None:  # noqa: ARG002
        """The bytes as they were."""
        return None if value is None else zlib.decompress(value)


class Words(TypeDecorator[tuple[str, ...]]):
    """A few words that hold no blanks, kept as one text."""

    impl = String
    cache_ok = True

    def process_bind_param(self, value: tuple[str, ...] | None, dialect: Dialect) -> str | None:  # noqa: ARG002
        """The words with blanks between them."""
        return None if value is None else " ".join(value)

    def process_result_value(self, value: Any, dialect: Dialect) -> tuple[str, ...] | None:  # noqa: ARG002
        """The words."""
        return None if value is None else tuple(value.split())


Id = Annotated[int, mapped_column(primary_key=True)]
"""The key of a row, for the database alone unless a model says otherwise."""

LARGEST_ID: Final = 2**31 - 1
"""No id reaches this; PostgreSQL refuses to compare with anything larger."""

Code = Annotated[str, mapped_column(String(100))]
"""A name for machines."""

Sha256 = Annotated[str, mapped_column(String(64))]
"""A hash in hexadecimal."""

Long = Annotated[str, mapped_column(LongText)]
"""A text of any length."""

Number = Annotated[Fraction, mapped_column(Exact)]
Moment = Annotated[datetime, mapped_column(Instant)]
Packed = Annotated[bytes, mapped_column(Compressed)]


def reference(target: str, *, ondelete: str | None = None, **options: Any) -> Any:
    """A column that points at *target*."""
    return mapped_column(ForeignKey(target, ondelete=ondelete), **options)
