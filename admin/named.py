"""Names of persons, of whom only the code is stored beside what they did."""

from collections.abc import Iterable

from sqlalchemy.orm import Session

from admin.language import spoken
from admin.person_words import OF_THE_SERVICE
from rulesvc.usecases.persons import persons_called


def names(session: Session, codes: Iterable[str]) -> dict[str, str]:
    """What the persons with these *codes* are called, in one query at most."""
    wanted = frozenset(codes)
    found = persons_called(session, wanted) if wanted else {}
    service = spoken().words(OF_THE_SERVICE)
    return {code: service if each.is_system else each.name or code for code, each in found.items()}
