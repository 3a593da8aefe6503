"""Who acts on the command line: the person named by `--as`, as whom the audit knows them."""

from sqlalchemy.orm import Session

from rules.errors import require
from rulesvc.cli.clock import now
from rulesvc.errors import NobodyActs
from rulesvc.store.persons import Actor
from rulesvc.usecases.persons import acting


def acting_as(session: Session, code: str) -> Actor:
    """The person with that *code*, in the roles they have today.

    Raises: `NobodyActs`, `UnknownPerson`, `SystemAccount`, `PersonEnded`.
    """
    require(code != "", NobodyActs())
    return acting(session, code, now=now())
