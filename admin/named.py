"""Names of persons, of whom only the code is stored beside what they did."""

from collections.abc import Iterable

from sqlalchemy.orm import Session

from rulesvc.usecases.persons import find_person


def names(session: Session, codes: Iterable[str]) -> dict[str, str]:
    """What the persons with these *codes* are called."""
    return {code: find_person(session, code).name or code for code in dict.fromkeys(codes)}
