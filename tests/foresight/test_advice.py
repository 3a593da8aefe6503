"""Advice: the least that it takes to rise, against everything that can be tried."""

from collections.abc import Iterator
from dataclasses import replace
from fractions import Fraction
from itertools import product

import pytest
from hypothesis import assume, given, settings
from hypothesis import strategies as st
from hypothesis.strategies import DataObject, DrawFn

from foresight.advice import Advice, NotTold, advice
from rules.acceptance import accept
from rules.answer import Points
from rules.content import edition_of
from rules.evaluation import evaluate, examine
from rules.measure import (
    CountBelow,
    CriterionPercent,
    CriterionPoints,
    LowestPercent,
    Measure,
    TotalPercent,
    TotalPoints,
)
from rules.rubric import Rubric
from rules.sheet import Sheet
from rules.table import Table
from tests.builders import area, leaf, rubric, rule, sheet, table, when
from tests.hai_duong import block_of, rubric_of, sheets
from tests.sample import sample_rubric, sample_sheets


def of(agency: str, outcome: str) -> Advice:
    told = advice(edition_of(rubric_of(block_of(agency)), 1), sheets()[agency], "head_rating")
    return next(each for each in told if each.outcome == outcome)


# ---- the reference case ----------------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("agency", "lacking", "on_steps"), [("bql-khu-cong-nghiep", "1.45", "1.5"), ("tu-ky", "1.35", "1.5")]
)
def test_what_lacks_in_one_area_is_told_exactly_and_on_its_steps(agency: str, lacking: str, on_steps: str) -> None:
    told = of(agency, "hoan-thanh-tot")
    able = {each.criterion: each.way for each in told.alone if each.way is not None}
    assert able.keys() == {"thu-tuc-hanh-chinh"}
    alone = able["thu-tuc-hanh-chinh"]
    assert (alone.lacking, alone.gain) == (Fraction(lacking), Fraction(on_steps))
    assert told.way is not None
    assert told.way.lacking == Fraction(lacking)


def test_where_two_areas_are_too_low_none_of_them_is_enough_alone() -> None:
    told = of("so-y-te", "hoan-thanh-tot")
    assert told.way is not None
    assert all(each.way is None for each in told.alone)
    procedures = next(each for each in told.alone if each.criterion == "thu-tuc-hanh-chinh")
    (unmet,) = procedures.unmet
    assert (unmet.value, unmet.where) == (Fraction(200, 3), ("chinh-quyen-so",))


def test_whoever_has_the_best_outcome_needs_no_advice() -> None:
    assert advice(edition_of(rubric_of("so"), 1), sheets()["so-noi-vu"], "group")[-1:] == ()


def test_of_findings_there_is_no_advice() -> None:
    with pytest.raises(NotTold):
        advice(edition_of(rubric_of("so"), 1), sheets()["so-noi-vu"], "review")


# ---- the sample, with every method -----------------------------------------------------------------------------------


def test_in_the_sample_the_improved_sheets_are_answers_to_its_methods() -> None:
    edition = edition_of(sample_rubric(), 1)
    for each in sample_sheets()[:6]:
        for told in advice(edition, each, "head_rating"):
            assert told.way is not None
            assert evaluate(edition, told.way.sheet)["outcomes"]["head_rating"]["code"] is not None
            assert len(told.way.sheet.answers) == len(each.answers)


# ---- against everything ----------------------------------------------------------------------------------------------

MEASURES: tuple[Measure, ...] = (
    TotalPercent(),
    TotalPercent(),
    TotalPoints(),
    LowestPercent("all"),
    CriterionPercent("a"),
    CriterionPoints("b"),
    CountBelow("all", Fraction(50)),
)


@st.composite
def small(draw: DrawFn) -> Rubric:
    """Three leaves, two of them in one area, and one table that answers with one outcome."""
    steps = [draw(st.sampled_from(("1", "0.5"))) for _ in range(3)]
    caps = [draw(st.integers(1, 3)) for _ in range(3)]
    a, b, c = (leaf(code, cap, step=step) for code, cap, step in zip("abc", caps, steps, strict=True))

    def condition() -> tuple[Measure, str, str]:
        measure = draw(st.sampled_from(MEASURES))
        sign = draw(st.sampled_from((">=", ">=", ">=", ">", "<", "<=", "=")))
        numbers = ("0", "1", "2") if isinstance(measure, CountBelow) else ("0", "1", "2", "50", "75", "80", "100")
        return measure, sign, draw(st.sampled_from(numbers))

    rules = (
        rule(
            outcome,
            *(when(m, s, Fraction(n)) for m, s, n in [condition() for _ in range(draw(st.integers(1, 2)))]),
            code=f"r{number}",
        )
        for number, outcome in enumerate(draw(st.lists(st.sampled_from("xyz"), min_size=1, max_size=4)))
    )
    one: Table = table(
        "t",
        *rules,
        policy=draw(st.sampled_from(("FIRST", "FIRST", "PRIORITY", "UNIQUE", "ANY"))),
        outcomes=("x", "y", "z"),
        places=draw(st.sampled_from((None, None, 0, 1))),
    )
    return rubric(one, criteria=(a, area("p", b, c)), scopes={"all": ("a", "p")})


def scores(world: Rubric, now: dict[str, Fraction]) -> Iterator[dict[str, Fraction]]:
    """All scores that are not below those of *now*, each of them kept or on a step."""
    choices = []
    for code, points in now.items():
        cap, step = world.criterion[code].max_points, world.criterion[code].step or Fraction(1)
        above = [place * step for place in range(int(cap / step) + 1) if place * step > points]
        choices.append([points, *above])
    return (dict(zip(now, each, strict=True)) for each in product(*choices))


def outcome_of(world: Rubric, given_sheet: Sheet) -> str:
    return examine(world, accept(world, given_sheet)).settled["t"].outcome


@settings(max_examples=150)
@given(small(), st.data())
def test_no_lesser_rise_would_do_and_none_is_missed(world: Rubric, data: DataObject) -> None:
    now = {
        code: data.draw(st.integers(0, int(world.criterion[code].max_points) * 2).map(lambda half: Fraction(half, 2)))
        for code in world.leaf_codes
    }
    given_sheet = sheet(now)
    rank = world.table["t"].outcome_codes.index
    reached = [(sum(each.values()) - sum(now.values()), outcome_of(world, sheet(each))) for each in scores(world, now)]
    for told in advice(edition_of(world, 1), given_sheet, "t"):
        enough = [gain for gain, outcome in reached if outcome and rank(outcome) <= rank(told.outcome)]
        assert (told.way.gain if told.way else None) == min(enough, default=None)


@settings(max_examples=100)
@given(small(), st.data())
def test_one_step_less_does_not_do(world: Rubric, data: DataObject) -> None:
    now = {code: Fraction(0) for code in world.leaf_codes}
    rank = world.table["t"].outcome_codes.index
    ways = [each for each in advice(edition_of(world, 1), sheet(now), "t") if each.way is not None]
    assume(ways)
    told = data.draw(st.sampled_from(ways))
    assert told.way is not None
    for rise in told.way.rises:
        less = rise.after - (world.criterion[rise.criterion].step or 0)
        answers = tuple(
            Points(answer.criterion, less) if answer.criterion == rise.criterion else answer
            for answer in told.way.sheet.answers
        )
        outcome = outcome_of(world, replace(told.way.sheet, answers=answers))
        assert not outcome or rank(outcome) > rank(told.outcome)
