"""What a leaf can earn: every method, nothing missed, and an answer for each value."""

from fractions import Fraction

import pytest
from hypothesis import assume, given, settings
from hypothesis import strategies as st
from hypothesis.strategies import DataObject

from foresight.earnable import Run, answer_earning, earnable, surely_earned
from rules.answer import Reported
from rules.criterion import Criterion, leaves
from rules.errors import Refusal
from rules.methods import Method
from rules.methods.points import GivenPoints
from rules.methods.survey import Survey
from rules.reporting import Context
from rules.scoring import score
from tests.builders import leaf
from tests.every_criterion import METHODS, scored
from tests.sample import sample_rubric
from tests.spec.scored_strategies import cases, criteria

BEST = Fraction(100)
IN_THE_SAMPLE = {each.code: each for each in leaves(sample_rubric().criteria)}


def values(run: Run) -> list[Fraction]:
    """The ends of a run and some between."""
    last = int((run.high - run.low) / run.step)
    return [run.low + place * run.step for place in sorted({0, last // 3, last // 2, last})]


def is_earned(criterion: Criterion, points: Fraction) -> bool:
    """Whether the answer that is found earns exactly *points*."""
    found = answer_earning(criterion, points)
    return (
        found is not None
        and points == score(criterion.method, found.answer, criterion, Context(best=found.best)).points
    )


@pytest.mark.parametrize("code", IN_THE_SAMPLE)
def test_each_value_of_a_component_of_the_sample_is_earned_by_some_answer(code: str) -> None:
    criterion = IN_THE_SAMPLE[code]
    found = earnable(criterion)
    assert not found.sure or all(is_earned(criterion, points) for run in found.runs for points in values(run))
    assert found.sure or all(is_earned(criterion, points) for points in surely_earned(criterion, found))


@pytest.mark.parametrize("kind", METHODS)
def test_each_value_is_earned_by_some_answer_whatever_the_method(kind: str) -> None:
    criterion = scored(kind, METHODS[kind])
    found = earnable(criterion)
    assert not found.sure or all(is_earned(criterion, points) for run in found.runs for points in values(run))


@settings(max_examples=400)
@given(cases(), criteria())
def test_no_answer_earns_anything_else(case: tuple[Method, Reported], bare: Criterion) -> None:
    method, answer = case
    assume(not isinstance(method, GivenPoints | Survey))
    try:
        criterion = Criterion(bare.code, bare.name, bare.max_points, bare.min_points, method=method)
        points = score(method, answer, criterion, Context(2022, BEST)).points
    except Refusal:
        return
    runs = earnable(criterion, BEST).runs
    assert any(run.low <= points <= run.high and (points - run.low) % run.step == 0 for run in runs)


@settings(max_examples=150)
@given(cases(), criteria(), st.data())
def test_where_it_is_sure_every_value_is_earned(
    case: tuple[Method, Reported], bare: Criterion, data: DataObject
) -> None:
    criterion = Criterion(bare.code, bare.name, bare.max_points, bare.min_points, method=case[0])
    found = earnable(criterion)
    assume(found.sure and found.runs)
    run = data.draw(st.sampled_from(found.runs))
    assert is_earned(criterion, data.draw(st.sampled_from(values(run))))


def test_points_beside_the_step_are_among_them_only_where_asked_for() -> None:
    quarter = leaf("a", 1, step="0.25")
    assert earnable(quarter).runs == (Run(Fraction(0), Fraction(1), Fraction(1, 4)),)
    assert earnable(quarter, on_step=False).runs == (Run(Fraction(0), Fraction(1), Fraction(1, 100)),)


def test_bounds_that_are_no_multiple_of_the_step_can_be_had() -> None:
    runs = earnable(leaf("a", "1.1", low="-0.1", step="0.25")).runs
    assert [run.low for run in runs] == [0, Fraction("-0.1"), Fraction("1.1")]
