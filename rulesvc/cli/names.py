"""The names of stored agencies: those that are not stored go by their code."""

from collections.abc import Iterable

from sqlalchemy import select
from sqlalchemy.orm import Session

from rulesvc import models


def names_of(session: Session, codes: Iterable[str], lang: str) -> dict[str, str]:
    """The official names of those agencies among *codes* that are stored, by code."""
    row = models.Agency
    found = session.execute(select(row.code, row.name).where(row.code.in_(codes)))
    return {code: name.in_language(lang) for code, name in found}
