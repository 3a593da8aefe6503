"""Many evaluations, one transaction each, in order: what was stored stays stored when a later one is refused.

The only use-cases that open sessions themselves, since a batch is no transaction.
"""

from collections.abc import Callable, Iterable, Iterator
from datetime import datetime

from rules.errors import Refusal, Refused
from rulesvc.database import Database
from rulesvc.store.evaluations import EvaluationRecord
from rulesvc.store.persons import Actor
from rulesvc.usecases.evaluate import dry_run, evaluate
from rulesvc.usecases.request import EvaluationRequest

Clock = Callable[[], datetime]


def evaluate_each(
    database: Database, requests: Iterable[EvaluationRequest], *, actor: Actor, clock: Clock
) -> Iterator[EvaluationRecord | Refused]:
    """Evaluate and store each of *requests*: its record, or why it was refused."""
    for request in requests:
        try:
            with database.writing() as session:
                record = evaluate(session, request, actor=actor, now=clock())
        except (Refusal, Refused) as refusal:
            yield _together(refusal)
        else:
            yield record


def try_each(database: Database, requests: Iterable[EvaluationRequest]) -> Iterator[EvaluationRecord | Refused]:
    """Evaluate each of *requests* against one state of the database and store nothing."""
    with database.reading() as session:
        for request in requests:
            try:
                record = dry_run(session, request)
            except (Refusal, Refused) as refusal:
                yield _together(refusal)
            else:
                yield record


def _together(refusal: Refusal | Refused) -> Refused:
    return refusal if isinstance(refusal, Refused) else Refused((refusal,))
