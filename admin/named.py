"""Names of persons, of whom only the code is stored beside what they did."""

from collections.abc import Iterable

from sqlalchemy.orm import Session

from rulesvc.usecases.persons import list_persons


def names(session: Session, codes: Iterable[str]) -> dict[str, str]:
    """What the persons with these *codes* are called, in one query at most."""
    wanted = frozenset(codes)
    known = list_persons(session) if wanted else ()
    return {each.code: each.name or each.code for each in known if each.code in wanted}
