"""What z3 is asked about is what the engine decides: every result it finds is one, and is decided alike."""

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from foresight.logic import Truth
from foresight.solving import Model, Solver
from foresight.space import Space, space_of
from foresight.witness import Confirmed, confirmed_by_engine, sheet_of
from rules.rubric import Rubric
from rules.settlement import Reason
from rules.table import SINGLE
from tests.spec.strategies import mixed_trees, rubrics

pytestmark = pytest.mark.thorough

RUBRICS = rubrics() | rubrics(mixed_trees())
SECONDS = 20.0


def questions(space: Space) -> list[Truth]:
    """Everything that tables can answer."""
    return [
        truth
        for answer in space.answers.values()
        for truth in (*answer.outcomes.values(), *answer.wins, answer.no_rule, answer.conflict, *answer.found)
    ]


def assert_decided_alike(space: Space, model: Model, confirmed: Confirmed) -> None:
    """The engine and the model agree on every table, criterion and rule."""
    for (code, member), answer in space.answers.items():
        table, settled = space.rubric.table[code], confirmed.working.settled[code]
        if table.hit_policy in SINGLE:
            if member and member not in (settled.members or {}):
                assert not model.truth(space.tree.nodes[member].applicable)
                continue
            mine = settled.of(member)
            reached = {outcome for outcome, truth in answer.outcomes.items() if model.truth(truth)}
            assert reached == ({mine.outcome} if mine.determined else set())
            assert model.truth(answer.conflict) is (mine.reason is Reason.CONFLICT)
            assert model.truth(answer.no_rule) is (mine.reason is Reason.NO_RULE)
            won = [rule.code for rule, truth in zip(table.rules, answer.wins, strict=True) if model.truth(truth)]
            assert tuple(won) == (mine.rules if mine.determined else ())
        else:
            certain = [
                each.rule.code for each in space.judged[code] if each.member == member and model.truth(each.certain)
            ]
            lines = [each for each in confirmed.result["verdicts"][code] if (each["criterion"] or "") == member]
            assert certain == [line["rule"] for line in lines if line["verdict"] == "yes"]


@settings(max_examples=100)
@given(RUBRICS, st.data())
def test_every_result_that_is_found_is_one_and_is_decided_alike(world: Rubric, data: st.DataObject) -> None:
    space = space_of(world, on_step=data.draw(st.booleans()))
    solver = Solver(space.constraints, data.draw(st.sampled_from((space.plain, ()))), SECONDS)
    for truth in data.draw(st.lists(st.sampled_from(questions(space)), min_size=1, max_size=4)):
        model = solver.model(truth)
        if model is None:
            continue
        sheet = sheet_of(space, model)
        assert sheet is not None
        confirmed = confirmed_by_engine(world, sheet)
        assert confirmed is not None
        assert_decided_alike(space, model, confirmed)
