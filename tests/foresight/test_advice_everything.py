"""Advice against everything that can be tried: trees and tables of every kind, some of which read others."""

from collections.abc import Iterator, Mapping
from fractions import Fraction
from itertools import product

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from hypothesis.strategies import DataObject, DrawFn

from foresight.advice import Way, advice
from rules.acceptance import accept
from rules.answer import Answer, Inputs, Points
from rules.combining import Best, CappedSum, Combining, Rescaled, Sum
from rules.condition import Condition
from rules.content import edition_of
from rules.criterion import Criterion
from rules.evaluation import examine
from rules.measure import (
    CountBelow,
    CriterionPercent,
    CriterionPoints,
    FindingsOf,
    LowestPercent,
    Measure,
    OutcomeOf,
    PreviousRank,
    StepRemainder,
    TotalPercent,
    TotalPoints,
)
from rules.methods.figure import Figure, Quantity
from rules.methods.formula import Formula, Input
from rules.number import ZERO
from rules.rubric import Rubric
from rules.sheet import Sheet
from rules.table import Table
from rules.working import Working
from tests.builders import leaf, rubric, rule, table, text, when

pytestmark = pytest.mark.thorough

SINGLE = ("FIRST", "FIRST", "PRIORITY", "UNIQUE", "ANY")
OUTCOMES = ("x", "y", "z")
MEASURES: tuple[Measure, ...] = (
    TotalPercent(),
    TotalPercent(),
    TotalPoints(),
    LowestPercent("all"),
    CriterionPercent("a"),
    CriterionPoints("b"),
    StepRemainder("a"),
    CountBelow("all", Fraction(50)),
    PreviousRank(),
)
COUNTS = (CountBelow, FindingsOf, PreviousRank)

Scores = Mapping[str, Fraction]


@st.composite
def conditions(draw: DrawFn, measures: tuple[Measure, ...]) -> Condition:
    measure = draw(st.sampled_from(measures))
    if isinstance(measure, OutcomeOf):
        return when(measure, *draw(st.sampled_from((("=", "x"), ("=", "y"), ("in", ("x", "y")), ("missing", None)))))
    numbers = ("0", "1", "2") if isinstance(measure, COUNTS) else ("0", "0.5", "1", "2", "50", "75", "100")
    sign = draw(st.sampled_from((">=", ">=", ">=", ">", "<", "<=", "=")))
    return when(measure, sign, Fraction(draw(st.sampled_from(numbers))))


@st.composite
def tables(draw: DrawFn, code: str, measures: tuple[Measure, ...], policies: tuple[str, ...], scope: str = "") -> Table:
    rules = [
        rule(
            outcome,
            *draw(st.lists(conditions(measures), min_size=1, max_size=2, unique=True)),
            code=f"r{number}",
        )
        for number, outcome in enumerate(draw(st.lists(st.sampled_from(OUTCOMES), min_size=1, max_size=4)))
    ]
    policy, places = draw(st.sampled_from(policies)), draw(st.sampled_from((None, None, 0, 1)))
    default = draw(st.sampled_from(("", "", "x", "z"))) if policy in SINGLE else ""
    return table(code, *rules, policy=policy, scope=scope, outcomes=OUTCOMES, default=default, places=places)


@st.composite
def worlds(draw: DrawFn) -> Rubric:
    """Three leaves, two of them combined in one area, and a table that may read an earlier one."""
    a, b = (leaf(code, draw(st.integers(1, 3)), step=draw(st.sampled_from(("1", "0.5")))) for code in "ab")
    c = draw(st.sampled_from((leaf("c", 2, step=1), _by_formula("c", "x/2"), _by_formula("c", "x - 1"))))
    ways: tuple[Combining, ...] = (Sum(), Best(), CappedSum(), Rescaled(1))
    combined = draw(st.sampled_from(ways))
    caps = b.max_points + c.max_points
    cap = {"best": max(b.max_points, c.max_points), "capped_sum": caps - 1}.get(combined.kind, caps)
    p = Criterion("p", text("p"), cap, ZERO, parts=(b, c), combined=combined)
    own = (*MEASURES, CriterionPercent(), CriterionPoints())
    earlier = draw(
        tables("g", MEASURES, SINGLE)
        | tables("g", own, ("COLLECT",), scope="all")
        | tables("g", own, SINGLE, scope="all")
    )
    read: Measure = FindingsOf("g") if earlier.scope else OutcomeOf("g")
    last = draw(tables("t", (*MEASURES, read, read, read), SINGLE))
    return rubric(earlier, last, criteria=(a, p), scopes={"all": ("a", "p")})


def _by_formula(code: str, words: str) -> Criterion:
    counted = Input("x", Figure(Quantity.COUNT, text("x"), least=ZERO, most=Fraction(3)))
    return Criterion(code, text(code), Fraction(2), method=Formula(words, (counted,)))


# ---- everything that can be tried ------------------------------------------------------------------------------------


def choices(world: Rubric, code: str) -> dict[Fraction, Answer]:
    """An answer to a leaf for each of the points that it can have, on its steps or between two of them."""
    criterion = world.criterion[code]
    if isinstance(criterion.method, Formula):
        offset, share = (1, 1) if criterion.method.text == "x - 1" else (0, 2)
        found = {max(Fraction(x - offset, share), ZERO): x for x in range(4)}
        return {points: Inputs(code, {"x": Fraction(x)}) for points, x in found.items()}
    return {Fraction(half, 2): Points(code, Fraction(half, 2)) for half in range(int(criterion.max_points) * 2 + 1)}


def sheet_of(world: Rubric, scores: Scores) -> Sheet:
    return Sheet("agency", "2022", tuple(choices(world, code)[points] for code, points in scores.items()))


def risen(world: Rubric, now: Scores, free: frozenset[str]) -> Iterator[Scores]:
    """All scores that are not below those of *now*, each of them kept or on a step."""
    options = [
        [points, *(each for each in steps(world, code) if each > points and code in free)]
        for code, points in now.items()
    ]
    return (dict(zip(now, each, strict=True)) for each in product(*options))


def steps(world: Rubric, code: str) -> list[Fraction]:
    step = world.criterion[code].step
    return sorted(points for points in choices(world, code) if step is None or points % step == 0)


def worked(world: Rubric, scores: Scores) -> Working:
    return examine(world, accept(world, sheet_of(world, scores)))


def leads(world: Rubric, scores: Scores, outcome: str) -> bool:
    found = worked(world, scores).settled["t"].outcome
    return found != "" and OUTCOMES.index(found) <= OUTCOMES.index(outcome)


def gain(world: Rubric, now: Scores, outcome: str, free: str) -> Fraction | None:
    """The least gain of the total with which something leads to *outcome*, only what is *free* rising."""
    before = worked(world, now).tally.total.points
    reached = [each for each in risen(world, now, frozenset(free)) if leads(world, each, outcome)]
    return min((worked(world, each).tally.total.points - before for each in reached), default=None)


def require_least(world: Rubric, now: Scores, outcome: str, way: Way) -> None:
    """Each rise of *way* is needed: one step less of it does not do."""
    reached = {**now, **{rise.criterion: rise.after for rise in way.rises}}
    assert leads(world, reached, outcome)
    for rise in way.rises:
        less = [points for points in (rise.before, *steps(world, rise.criterion)) if rise.before <= points < rise.after]
        assert not leads(world, {**reached, rise.criterion: max(less)}, outcome)


@settings(max_examples=200)
@given(worlds(), st.data())
def test_no_lesser_rise_would_do_and_none_is_missed(world: Rubric, data: DataObject) -> None:
    now = {code: data.draw(st.sampled_from(sorted(choices(world, code)))) for code in world.leaf_codes}
    for told in advice(edition_of(world, 1), sheet_of(world, now), "t"):
        assert (told.way.gain if told.way else None) == gain(world, now, told.outcome, "abc")
        if told.way is not None:
            require_least(world, now, told.outcome, told.way)
        for alone, free in zip(told.alone, ("a", "bc"), strict=True):
            assert (alone.way.gain if alone.way else None) == gain(world, now, told.outcome, free)
            if alone.way is not None:
                require_least(world, now, told.outcome, alone.way)


@settings(max_examples=60)
@given(worlds(), st.data())
def test_whoever_has_no_outcome_is_told_of_what_a_rise_gives_them(world: Rubric, data: DataObject) -> None:
    now = {code: data.draw(st.sampled_from(sorted(choices(world, code)))) for code in world.leaf_codes}
    if worked(world, now).settled["t"].outcome:
        return
    ways = advice(edition_of(world, 1), sheet_of(world, now), "t")
    given_them = {worked(world, each).settled["t"].outcome for each in risen(world, now, frozenset("abc"))}
    for told in ways:
        assert told.way is None or told.way.result["outcomes"]["t"]["code"] == told.outcome
        assert told.way is not None or told.outcome not in given_them
