"""Every stored evaluation can be given again, byte for byte, from what is stored alone."""

import json

import pytest
from sqlalchemy import delete, insert, select

from rules import evaluation
from rules.answer import NotApplicable
from rules.canonical import canonical
from rulesvc import models
from rulesvc.database import Database
from rulesvc.errors import UnknownEvaluation, UnreadableFormat
from rulesvc.models.base import table
from rulesvc.models.triggers import drop_triggers
from rulesvc.store.inputs import read_input
from rulesvc.store.persons import Actor
from rulesvc.usecases.evaluations import Filters, list_evaluations
from rulesvc.usecases.explain import explainable
from rulesvc.usecases.replay import Difference, first_difference, replay
from tests.hai_duong import rubric_of
from tests.service.asking import evaluated, request_for


def stored_id(database: Database, actor: Actor, **changes: object) -> int:
    found = evaluated(database, request_for("so-y-te", **changes), actor).id
    assert found is not None
    return found


def test_all_thirty_replay_identically(hai_duong: Database) -> None:
    with hai_duong.reading() as session:
        records = list_evaluations(session, Filters(), limit=100).records
        replays = [replay(session, record.id) for record in records if record.id]
    assert len(replays) == 30
    assert all(each.identical and each.result == each.stored and each.difference is None for each in replays)


def test_a_replay_needs_no_row_of_the_edition(hai_duong: Database, actor: Actor) -> None:
    evaluation_id = stored_id(hai_duong, actor)
    with hai_duong.writing() as session:
        drop_triggers(session.connection())
        for content in (models.RuleCitation, models.Condition, models.Rule):
            session.execute(delete(content))
        assert replay(session, evaluation_id).identical


def test_answers_that_do_not_apply_are_stored_and_replayed(hai_duong: Database, actor: Actor) -> None:
    answers = (NotApplicable("sipas", " không phát sinh "), *request_for("so-y-te").answers[:-1])
    evaluation_id = stored_id(hai_duong, actor, answers=answers)
    with hai_duong.reading() as session:
        assert replay(session, evaluation_id).identical
        kept = {answer.criterion: answer for answer in explainable(session, evaluation_id).sheet.answers}
    assert kept["sipas"] == NotApplicable("sipas", "không phát sinh")


def test_another_version_of_the_engine_is_no_difference(
    hai_duong: Database, actor: Actor, monkeypatch: pytest.MonkeyPatch
) -> None:
    evaluation_id = stored_id(hai_duong, actor)
    monkeypatch.setattr(evaluation, "ENGINE_VERSION", "2")
    with hai_duong.reading() as session:
        again = replay(session, evaluation_id)
    assert again.identical
    assert again.result != again.stored


def test_another_answer_is_a_difference_that_is_named(hai_duong: Database, actor: Actor) -> None:
    evaluation_id = stored_id(hai_duong, actor)
    with hai_duong.writing() as session:
        columns = table(models.Evaluation).columns
        row = dict(session.execute(select(*columns).where(columns.id == evaluation_id)).mappings().one())
        result = json.loads(row["result"])
        result["outcomes"]["head_rating"]["code"] = "hoan-thanh-tot"
        forged = {**row, "id": 99_999, "supersedes": evaluation_id, "result": canonical(result)}
        session.execute(insert(table(models.Evaluation)), forged)
        again = replay(session, 99_999)
    assert not again.identical
    assert again.difference == Difference(("outcomes", "head_rating", "code"), "hoan-thanh-tot", "hoan-thanh")


@pytest.mark.parametrize(
    ("stored", "now", "difference"),
    [
        ({"a": [1, 2]}, {"a": [1, 2]}, None),
        ({"a": [1, 2]}, {"a": [1]}, Difference(("a", 1), 2, None)),
        ({"b": "1"}, {"b": 1}, Difference(("b",), "1", 1)),
        ({"b": True}, {"b": 1}, Difference(("b",), stored=True, now=1)),
        ({}, {"c": []}, Difference(("c",), None, [])),
    ],
)
def test_the_first_difference_is_found(stored: object, now: object, difference: Difference | None) -> None:
    assert first_difference(stored, now) == difference


def test_what_sentences_need_is_as_it_was(hai_duong: Database, actor: Actor) -> None:
    evaluation_id = stored_id(hai_duong, actor)
    with hai_duong.reading() as session:
        found = explainable(session, evaluation_id)
    assert found.edition.rubric == rubric_of("so")
    assert canonical(found.result) == found.record.result
    assert found.record.agency_name.vi == "Sở Y tế"


def test_an_evaluation_that_is_not_there_is_refused(hai_duong: Database) -> None:
    with hai_duong.reading() as session:
        for evaluation_id in (0, 99_999, 10**30):
            with pytest.raises(UnknownEvaluation):
                replay(session, evaluation_id)


def test_an_input_of_an_unknown_format_is_refused() -> None:
    with pytest.raises(UnreadableFormat):
        read_input(b"{}", "0")
