"""Whatever is issued or repealed later changes no earlier answer to which edition applied, as known when."""

from datetime import datetime, timedelta

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from sqlalchemy import func, select

from rulesvc import models
from rulesvc.database import Database
from rulesvc.errors import NotFound
from rulesvc.models.edition import Status
from rulesvc.usecases.editions import EditionRef, Issuing, issue, repeal
from rulesvc.usecases.rubrics import list_editions, resolve
from tests.service.databases import NOW
from tests.service.editing import cleared, decision, drafted, hoa

pytestmark = pytest.mark.thorough

PERIODS = ("2021", "2022")
STEPS = st.lists(st.one_of(st.just("repeal"), st.sampled_from([("2021",), ("2022",), PERIODS])), min_size=1, max_size=4)


def known(database: Database, instants: list[datetime]) -> list[int | None]:
    """The edition that applied to each period, as known at each instant."""
    found: list[int | None] = []
    with database.reading() as session:
        for period in PERIODS:
            for instant in instants:
                try:
                    found.append(resolve(session, "so", period=period, as_of=instant, now=instant).line.number)
                except NotFound:
                    found.append(None)
    return found


def applying(database: Database, periods: tuple[str, ...]) -> tuple[int, ...]:
    found = set()
    with database.reading() as session:
        for period in periods:
            try:
                found.add(resolve(session, "so", period=period, now=NOW).line.number)
            except NotFound:
                continue
    return tuple(sorted(found))


def latest(database: Database) -> datetime:
    """When a step was last taken: the examples share the database, and time goes on from one to the next."""
    with database.reading() as session:
        return session.scalars(select(func.max(models.EditionStep.at))).one()


def step(database: Database, wanted: str | tuple[str, ...], at: datetime) -> None:
    actor, document, repealing = hoa(database), decision(database), decision(database, "qd-2")
    if isinstance(wanted, tuple):
        ref = cleared(database, drafted(database, periods=wanted))
        by = Issuing(document, applying(database, wanted))
        with database.writing() as session:
            issue(session, ref, by, actor=actor, now=at)
        return
    with database.reading() as session:
        issued = [line.number for line in list_editions(session, "so") if line.status == Status.ISSUED]
    if issued:
        with database.writing() as session:
            repeal(session, EditionRef("so", issued[-1]), repealing, actor=actor, now=at)


@settings(max_examples=8, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(steps=STEPS)
def test_nothing_issued_or_repealed_later_changes_an_earlier_answer(
    hai_duong: Database, steps: list[str | tuple[str, ...]]
) -> None:
    instants = [NOW - timedelta(days=1), NOW]
    at = max(NOW, latest(hai_duong)) + timedelta(days=1000)
    for wanted in steps:
        instants += [at - timedelta(microseconds=1), at]
        before = known(hai_duong, [instant for instant in instants if instant < at])
        step(hai_duong, wanted, at)
        assert known(hai_duong, [instant for instant in instants if instant < at]) == before
        at += timedelta(days=1)
