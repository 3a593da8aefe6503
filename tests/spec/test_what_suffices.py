"""Chapter 18: what suffices. Whatever is said to suffice does, for random rubrics and for the reference case."""

import re
from collections.abc import Iterable
from dataclasses import replace
from fractions import Fraction
from math import ceil

import pytest
from hypothesis import event, given
from hypothesis import strategies as st
from hypothesis.strategies import DataObject, DrawFn

from rules.acceptance import accept
from rules.answer import Answer, Points
from rules.condition import Condition, Operator
from rules.criterion import Criterion, leaves
from rules.evaluation import examine
from rules.measure import (
    CountBelow,
    CriterionPercent,
    CriterionPoints,
    IndicatorValue,
    LowestPercent,
    Measure,
    TotalPercent,
    TotalPoints,
)
from rules.number import SCALE
from rules.reaching import what_it_takes
from rules.rubric import Rubric
from rules.sentences import explain
from rules.sheet import Previous, Sheet
from rules.table import SINGLE, Grain, Table
from rules.telling import Judged, Telling
from rules.value import Verdict
from tests.builders import NA, Number, area, leaf, result_of, rubric, rule, sheet, table, when
from tests.hai_duong import block_of, rubric_of, sheets
from tests.spec.strategies import INDICATORS, worlds
from tests.told import EN

# ---- doing what is asked ---------------------------------------------------------------------------------------------

ASKED = re.compile(r"(the total|\S+ \(en\)) needs (at least|more than) (-?[0-9.,]+)/")
LEAST = Fraction(1, SCALE)


def points_in(case: Sheet, below: Iterable[Criterion]) -> Fraction:
    points = {each.criterion: each.points for each in case.answers if isinstance(each, Points)}
    return sum((points.get(each.code, Fraction(0)) for each in below), Fraction(0))


def raised(case: Sheet, below: tuple[Criterion, ...], asked: Fraction) -> Sheet:
    """*case* with no more points than it takes that the leaves *below* a criterion add up to what is *asked*."""
    for each in below:
        case = with_more(case, each, max(asked - points_in(case, below), Fraction(0)))
    return case


def with_more(case: Sheet, criterion: Criterion, more: Fraction) -> Sheet:
    def of(answer: Answer) -> Answer:
        if not isinstance(answer, Points) or answer.criterion != criterion.code:
            return answer
        return Points(answer.criterion, min(answer.points + more, criterion.max_points))

    return replace(case, answers=tuple(map(of, case.answers)))


def brought_about(world: Rubric, case: Sheet, needs: str, data: DataObject) -> Sheet:
    """*case* with what *needs* say in points, on top of some points that nobody asked for."""
    order = tuple(data.draw(st.permutations(list(leaves(world.criteria)))))
    for each in order:
        share = Fraction(data.draw(st.sampled_from((0, 0, 0, 1, 2))), 2)
        case = with_more(case, each, (each.max_points - points_in(case, (each,))) * share // LEAST * LEAST)
    for name, how, number in ASKED.findall(needs):
        asked = Fraction(number.replace(",", "")) + (LEAST if how == "more than" else 0)
        whole = world.criteria if name == "the total" else (world.criterion[name.removesuffix(" (en)")],)
        below = set(leaves(whole))
        case = raised(case, tuple(each for each in order if each in below), Fraction(ceil(asked * SCALE), SCALE))
    return case


def made_known(case: Sheet, conditions: Iterable[Condition], needs: str, data: DataObject) -> Sheet:
    """*case* with indicators as the *conditions* ask, and with all that is missing where that is to be given."""
    known = dict(case.indicators)
    for each in conditions:
        if isinstance(each.measure, IndicatorValue) and isinstance(each.threshold, Fraction):
            known[each.measure.indicator] = each.threshold + {Operator.ABOVE: 1, Operator.BELOW: -1}.get(
                each.operator, 0
            )
    if " given" not in needs:
        return replace(case, indicators=known)
    numbers, before = st.integers(-9, 9), case.previous
    previous = Previous(
        data.draw(st.booleans()) if before.reviewed is None else before.reviewed,
        before.rank or data.draw(st.integers(1, 4)),
        {f"t{place}": "x" for place in range(4)} | dict(before.outcomes),
    )
    return replace(
        case, indicators={code: Fraction(data.draw(numbers)) for code in INDICATORS} | known, previous=previous
    )


def require_that_it_suffices(world: Rubric, case: Sheet, rated: Table, judged: Judged, data: DataObject) -> None:
    """Do what is said to suffice for a rule, if anything is, and see that it does."""
    asked, line = judged
    needs = what_it_takes(Telling(world, result_of(world, case), EN), rated, asked, line)
    if not needs:
        return
    pairs = zip(asked.conditions, line["conditions"], strict=True)
    unmet = [condition for condition, seen in pairs if seen["verdict"] != Verdict.YES]
    after = brought_about(world, made_known(accept(world, case), unmet, needs, data), needs, data)
    accepted = accept(world, replace(after, previous=Previous()))
    working = examine(world, replace(accepted, previous=after.previous))  # its outcomes are made up
    examined = next(each for each in working.examined[rated.code] if each.rule == asked)
    in_words = {seen.verdict for seen in examined.conditions if not is_told_in_points(seen.condition)}
    if in_words <= {Verdict.YES}:
        event("done")
        enough = rated.outcome_codes[: rated.outcome_codes.index(asked.outcome) + 1]
        assert working.settled[rated.code].outcome in enough, needs


def is_told_in_points(condition: Condition) -> bool:
    """Whether what *condition* lacks is told in points, so that its being met is what is tested."""
    if isinstance(condition.measure, CountBelow):
        return (condition.operator, condition.threshold) in {("<", 1), ("<=", 0)}
    scores = TotalPoints | TotalPercent | CriterionPoints | CriterionPercent | LowestPercent
    return isinstance(condition.measure, scores) and condition.operator in {">=", ">"}


def require_that_all_suffices(world: Rubric, case: Sheet, data: DataObject) -> None:
    telling = Telling(world, result_of(world, case), EN)
    for rated in world.tables:
        if rated.hit_policy in SINGLE and rated.grain is Grain.AGENCY:
            for judged in telling.judged(rated):
                require_that_it_suffices(world, case, rated, judged, data)


# ---- random rubrics --------------------------------------------------------------------------------------------------


@given(worlds(), st.data())
def test_whatever_is_said_to_suffice_suffices(world: tuple[Rubric, Sheet], data: DataObject) -> None:
    require_that_all_suffices(*world, data)


CRITERIA = (
    area("x", leaf("a", 7), leaf("b", "0.7", low=-1)),
    leaf("c", 20, step="0.5"),
    leaf("d", "14.5"),
    leaf("e", 0, low=-5),
)
SCOPES = {"s0": ("x", "c", "d"), "s1": ("a", "c", "e")}
OF_SCOPES = (LowestPercent("s0"), LowestPercent("s1"))
SCORES: tuple[Measure, ...] = (TotalPercent(), TotalPoints(), CriterionPercent("c"), CriterionPoints("x"), *OF_SCOPES)
PERCENTS = st.sampled_from((Fraction(20), Fraction(50), Fraction(80))) | st.integers(0, 100 * SCALE).map(
    lambda number: Fraction(number, SCALE)
)


def asked(draw: DrawFn) -> Condition:
    """Mostly a floor under a score, now and then a ceiling, a count or an indicator."""
    kind = draw(st.sampled_from(("score",) * 5 + ("count", "indicator")))
    if kind == "count":
        measure = CountBelow(draw(st.sampled_from(tuple(SCOPES))), draw(PERCENTS))
        return when(measure, draw(st.sampled_from(("<", "<="))), draw(st.integers(0, 2)))
    if kind == "indicator":
        return when(IndicatorValue("online"), draw(st.sampled_from((">=", ">", "<"))), 5)
    return when(draw(st.sampled_from(SCORES)), draw(st.sampled_from((">=", ">=", ">", "<"))), draw(PERCENTS))


@st.composite
def ladders(draw: DrawFn) -> tuple[Rubric, Sheet]:
    """Outcomes from the best downwards, and a sheet."""
    rungs = (("best",), ("best", "good"), ("good", "fair"), ("fair",))
    rules = [
        rule(draw(st.sampled_from(outcomes)), *(asked(draw) for _ in range(draw(st.integers(1, 3)))), code=f"r{place}")
        for place, outcomes in enumerate(rungs)
    ]
    policy = draw(st.sampled_from(("FIRST", "FIRST", "PRIORITY", "UNIQUE", "ANY")))
    places = draw(st.sampled_from((None, None, 0)))
    rated = table("t", *rules, policy=policy, outcomes=("best", "good", "fair"), places=places)
    answers: dict[str, Number | None] = {
        each.code: Fraction(draw(st.integers(0, int(each.max_points * 100))), 100) for each in leaves(CRITERIA)
    }
    answers |= dict.fromkeys(draw(st.sets(st.sampled_from("abde"), max_size=2)), NA)
    known = {"online": draw(st.integers(0, 9))} if draw(st.booleans()) else {}
    world = rubric(rated, criteria=CRITERIA, scopes=SCOPES, indicators=INDICATORS)
    return world, sheet(answers, indicators=known)


@given(ladders(), st.data())
def test_on_ladders_of_floors_it_does_too(world: tuple[Rubric, Sheet], data: DataObject) -> None:
    require_that_all_suffices(*world, data)


# ---- the reference case ----------------------------------------------------------------------------------------------

NAMED = re.compile(r"(?:”, |; and |; )([^;”]+?) needs at least ([0-9.]+)/")


@pytest.mark.parametrize("agency", sheets())
def test_in_the_reference_case_what_is_asked_for_suffices_and_a_little_less_does_not(agency: str) -> None:
    """The areas are raised to the points that the sentence names, and the case is decided again."""
    world, case = rubric_of(block_of(agency)), sheets()[agency]
    result = result_of(world, case)
    for answer in explain(world, result, EN)["tables"]:
        places = world.table[answer["table"]].outcome_codes
        for sentence in (each for each in answer["sentences"] if each.startswith("To reach")):
            place = places.index(result["outcomes"][answer["table"]]["code"] or "")
            for less, reached in ((Fraction(0), place - 1), (Fraction(1, 50), place)):
                again = result_of(world, filled(world, case, sentence, less))["outcomes"][answer["table"]]["code"]
                assert again == places[reached], sentence


def filled(world: Rubric, case: Sheet, sentence: str, less: Fraction) -> Sheet:
    """*case* with the points that *sentence* asks for, or a little *less*."""
    by_name = {each.name.en: (each,) for each in world.criteria} | {"the total": world.criteria}
    for name, number in NAMED.findall(sentence):
        case = raised(case, by_name[name], Fraction(number) - less)
    return case
