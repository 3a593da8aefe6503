"""Conclusions under many hands at once: one proposal is open, one decision counts, and no evaluation slips between."""

import pytest

from rulesvc.database import Database
from rulesvc.errors import ConclusionDecided, EvaluationSuperseded, ProposalOpen
from rulesvc.usecases.conclusions import ConclusionFilters, list_conclusions
from rulesvc.usecases.evaluations import find_evaluation
from tests.service.concluding import Council, council_on
from tests.service.racing import THREADS, at_once

pytestmark = pytest.mark.thorough


@pytest.fixture
def council(committing: Database) -> Council:
    return council_on(committing)


def test_of_rival_proposals_one_is_open_and_the_others_are_told(council: Council) -> None:
    evaluation = council.evaluate()
    found = at_once(lambda _: council.propose(evaluation).id)
    assert sum(isinstance(each, ProposalOpen) for each in found) == THREADS - 1


def test_of_rival_decisions_one_counts_and_the_others_are_told(council: Council) -> None:
    proposed = council.propose(council.evaluate())
    decide = (council.confirm, council.reject)
    found = at_once(lambda place: decide[place % 2](proposed.id).status)
    assert sum(isinstance(each, ConclusionDecided) for each in found) == THREADS - 1
    with council.database.reading() as session:
        (record,) = list_conclusions(session, ConclusionFilters()).records
    assert record.status in found


def test_what_is_confirmed_was_confirmed_for_the_evaluation_that_was_current(council: Council) -> None:
    """Whoever comes second sees the first: the evaluation what is concluded, or the confirmation what superseded."""
    proposed = council.propose(council.evaluate())
    newer, confirmed = at_once(lambda place: council.confirm(proposed.id) if place else council.evaluate(), 2)
    assert isinstance(newer, int)
    with council.database.reading() as session:
        line = find_evaluation(session, newer).effective["head_rating"]
    if isinstance(confirmed, EvaluationSuperseded):
        assert (confirmed.current, line["by"]) == (str(newer), "engine")
    else:
        assert (line["code"], line["by"]) == ("hoan-thanh", "council")
