"""Editions under many hands at once: one wins, and the others are told."""

import pytest

from rulesvc.database import Database
from rulesvc.errors import NotOpen, ReplacesOthers
from rulesvc.schemas.rubric_document import read_part
from rulesvc.store import edition_steps
from rulesvc.usecases.drafting import Amendment, Changed, amend
from rulesvc.usecases.editions import Issuing, issue, submit
from rulesvc.usecases.rubrics import find_edition, list_editions, resolve
from tests.service.asking import LATER
from tests.service.editing import acknowledged, cleared, decision, drafted, hoa, lan
from tests.service.racing import at_once

pytestmark = pytest.mark.thorough

TEN = 10
ROUNDS = 3
"""Ten rounds were run once on each database; three are kept."""


@pytest.mark.parametrize("_", range(ROUNDS))
def test_of_rival_editions_one_is_issued_and_the_others_are_told(committing: Database, _: int) -> None:
    """Ten threads, ten editions, one period."""
    refs = [cleared(committing, drafted(committing)) for _ in range(TEN)]
    document, actor = decision(committing), hoa(committing)

    def issue_one(place: int) -> str:
        with committing.writing() as session:
            issue(session, refs[place], Issuing(document, (1,)), actor=actor, now=LATER)
        return "issued"

    found = at_once(issue_one, TEN)
    assert found.count("issued") == 1
    assert sum(isinstance(each, ReplacesOthers) for each in found) == TEN - 1
    with committing.reading() as session:
        lines = list_editions(session, "so")
        assert resolve(session, "so", period="2022", now=LATER).line.number == 2 + found.index("issued")
    assert [line.status for line in lines].count("issued") == 1


def test_an_edit_does_not_slip_into_an_edition_that_is_submitted(committing: Database) -> None:
    """Whoever comes second waits for the first, and then sees what became of the draft."""
    ref, actor = acknowledged(committing, drafted(committing)), lan(committing)

    def work(place: int) -> str:
        with committing.writing() as session:
            if place == 0:
                submit(session, ref, actor=actor, now=LATER)
                return "submitted"
            changed = Changed(("tables", "group"), {"name": {"vi": f"Nhóm {place}"}})
            amend(session, ref, Amendment(changed, read_part), actor=actor, now=LATER)
            return "changed"

    found = at_once(work)
    assert all(each in ("submitted", "changed") or isinstance(each, NotOpen) for each in found)
    with committing.reading() as session:
        stored = find_edition(session, ref.rubric, ref.number)
        (step,) = edition_steps.of_edition(session, stored.line.id)
    assert step.sha256 == stored.edition.sha256
