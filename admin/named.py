"""Names of persons, of whom only the code is stored beside what they did."""

from collections.abc import Iterable

from sqlalchemy.orm import Session

from rulesvc.usecases.persons import persons_called


def names(session: Session, codes: Iterable[str]) -> dict[str, str]:
    """What the persons with these *codes* are called, in one query at most."""
    wanted = frozenset(codes)
    return {code: each.name or code for code, each in persons_called(session, wanted).items()} if wanted else {}
