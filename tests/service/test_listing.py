"""Evaluations are found by filters and page by page, in a fixed number of queries."""

from collections.abc import Callable

import pytest
from sqlalchemy.orm import Session

from rulesvc.database import Database
from rulesvc.store import frozen
from rulesvc.store.persons import Actor
from rulesvc.usecases.evaluate import dry_run
from rulesvc.usecases.evaluations import Filters, find_evaluation, list_evaluations
from rulesvc.usecases.rubrics import find_edition, list_rubrics
from tests.hai_duong import rubric_of
from tests.service.asking import LATER, evaluated, imported, queries, request_for


def test_pages_follow_each_other_newest_first(hai_duong: Database) -> None:
    found, before = [], None
    with hai_duong.reading() as session:
        while True:
            page = list_evaluations(session, Filters(), before=before, limit=7)
            found += [record.id for record in page.records]
            before = page.next
            if before is None:
                break
    assert len(found) == 30
    assert found == sorted(found, key=lambda each: -(each or 0))


@pytest.mark.parametrize(
    ("filters", "count"),
    [
        (Filters(), 31),
        (Filters(current=True), 30),
        (Filters(agency="so-y-te"), 2),
        (Filters(agency="so-y-te", current=True), 1),
        (Filters(rubric="huyen"), 12),
        (Filters(period="2021"), 0),
        (Filters(stage="self"), 0),
        (Filters(rubric="so", period="2022", stage="final", current=True), 18),
    ],
)
def test_filters_narrow_down(hai_duong: Database, actor: Actor, filters: Filters, count: int) -> None:
    evaluated(hai_duong, request_for("so-y-te"), actor)
    with hai_duong.reading() as session:
        assert len(list_evaluations(session, filters, limit=100).records) == count


def test_a_record_says_what_superseded_it(hai_duong: Database, actor: Actor) -> None:
    newer = evaluated(hai_duong, request_for("so-y-te"), actor)
    assert newer.supersedes is not None
    with hai_duong.reading() as session:
        older = find_evaluation(session, newer.supersedes)
        assert older.superseded_by == newer.id
        assert newer.id is not None
        assert find_evaluation(session, newer.id) == newer


READS: dict[str, tuple[int, Callable[[Session], object]]] = {
    "thirty evaluations": (2, lambda session: list_evaluations(session, Filters(), limit=30)),
    "one evaluation": (2, lambda session: list_evaluations(session, Filters(), limit=1)),
    "all rubrics": (3, list_rubrics),
    "a dry run": (9, lambda session: dry_run(session, request_for("so-y-te"), now=LATER)),
}


@pytest.mark.parametrize("what", READS)
def test_reading_takes_a_fixed_number_of_queries(hai_duong: Database, what: str) -> None:
    most, read = READS[what]
    with hai_duong.reading() as session:
        find_edition(session, "so", 1)
        find_edition(session, "huyen", 1)
    with hai_duong.reading() as session, queries(hai_duong) as sent:
        read(session)
    assert len(sent) <= most, sent


def test_storing_takes_a_fixed_number_of_queries(hai_duong: Database, actor: Actor) -> None:
    evaluated(hai_duong, request_for("so-y-te"), actor)
    with queries(hai_duong) as sent:
        evaluated(hai_duong, request_for("so-y-te"), actor)
    assert len(sent) <= 13, sent


def test_an_edition_is_read_by_one_query_a_table_whatever_its_size(hai_duong: Database, actor: Actor) -> None:
    imported(hai_duong, rubric_of("so"), actor)
    counts = []
    for number in (1, 2):
        frozen.forget()
        with hai_duong.reading() as session, queries(hai_duong) as sent:
            find_edition(session, "so", number)
        counts.append(len(sent))
    assert max(counts) <= 17, counts
