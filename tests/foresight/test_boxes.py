"""Boxes of gaps: they hold what they say and nothing else, whatever is missing, and what is proposed closes them."""

from collections.abc import Iterator
from dataclasses import replace
from fractions import Fraction
from itertools import product

import pytest
from hypothesis import example, given, settings
from hypothesis import strategies as st
from hypothesis.strategies import DrawFn

from foresight.check import check
from foresight.problem import Kind, Problem
from foresight.problem_phrases import problem_text, proposal_text
from rules.acceptance import accept
from rules.answer import Answer, NotApplicable, Points
from rules.condition import Condition
from rules.criterion import Absence, Criterion
from rules.evaluation import examine
from rules.examination import verdict_of
from rules.measure import (
    CriterionPercent,
    CriterionPoints,
    FindingsOf,
    IndicatorValue,
    LowestPercent,
    OutcomeOf,
    PeriodCode,
    PreviousOutcome,
    PreviousRank,
    PreviousReviewed,
    TotalPercent,
)
from rules.methods.figure import Figure, Quantity
from rules.methods.formula import Formula, Input
from rules.reading import Reading, read
from rules.rubric import Rubric, conditions
from rules.settlement import Reason
from rules.sheet import Previous, Sheet
from rules.table import Table
from rules.value import Verdict
from rulesvc.languages import language
from tests.builders import leaf, rubric, rule, table, text, when
from tests.foresight.test_check import of_kind

pytestmark = pytest.mark.thorough

TOTAL, RANK, REVIEWED, INDICATOR = TotalPercent(), PreviousRank(), PreviousReviewed(), IndicatorValue("ind")


def gaps(world: Rubric) -> list[Problem]:
    return of_kind(check(world), Kind.GAP)


def boxes(world: Rubric) -> list[tuple[Condition, ...]]:
    return [problem.box for problem in gaps(world)]


# ---- what is known, and what is not ----------------------------------------------------------------------------------


def test_a_gap_of_what_is_known_says_so() -> None:
    world = rubric(
        table(
            "t", rule("x", when(RANK), code="r0"), rule("y", when(TOTAL, "<", 50), when(RANK, ">=", 1)), policy="UNIQUE"
        )
    )
    (gap,) = gaps(world)
    assert gap.box == (when(TOTAL, ">=", 50), when(RANK, ">=", 1))


def test_no_rule_is_proposed_that_takes_answers_away_where_data_are_missing() -> None:
    """Where the rank is missing the first rule decides; the proposed one, which might apply too, would undo that."""
    first = rule("x", when(RANK))
    (unique,) = gaps(rubric(table("t", first, rule("y", when(TOTAL, "<", 0)), policy="UNIQUE")))
    (tried_in_order,) = gaps(rubric(table("t", first, rule("y", when(TOTAL, "<", 0)))))
    assert unique.box == tried_in_order.box == (when(RANK, ">=", 1),)
    assert unique.proposed is None
    assert tried_in_order.proposed is not None


def test_what_no_condition_tells_from_what_is_missing_is_told_in_parts() -> None:
    """No condition says that an indicator without bounds, or whether there was a review, is known."""
    for measure, parts in (
        (INDICATOR, {(">=", Fraction(0)), ("<", Fraction(0))}),
        (REVIEWED, {("=", True), ("=", False)}),
    ):
        found = boxes(rubric(table("t", rule("x", when(measure))), indicators=("ind",)))
        assert {(each.operator, each.threshold) for (each,) in found} == parts


# ---- periods ---------------------------------------------------------------------------------------------------------


def for_one_period(code: str) -> Rubric:
    above = rule("x", when(TOTAL, ">=", 50), when(PeriodCode(), "=", code))
    return rubric(table("t", above, rule("y", when(TOTAL, "<", 50))))


def test_what_holds_for_one_period_leaves_all_others_open() -> None:
    for code in ("2022", "2023"):
        (gap,) = check(for_one_period(code))
        assert (gap.kind, gap.box, gap.except_periods) == (Kind.GAP, (when(TOTAL, ">=", 50),), (code,))
        assert gap.name == f"gap:t:total_percent >= 50 and period not in {code}"
        assert gap.proposed is None
        assert gap.witness is not None
        assert gap.witness.sheet.period != code


def test_other_periods_are_told_as_such() -> None:
    world = for_one_period("2022")
    (gap,) = check(world)
    assert problem_text(gap, world, language("vi")).endswith(
        "Chỉ số tổng hợp từ 50% trở lên; các kỳ khác, ngoài kỳ 2022."
    )


# ---- counts that cannot be told --------------------------------------------------------------------------------------


def with_counts() -> Rubric:
    review = table(
        "review",
        rule("again", when(CriterionPercent(), "<", 75), when(REVIEWED, "=", threshold=True)),
        policy="COLLECT",
        scope="all",
    )
    head = table(
        "head",
        rule("fair", when(FindingsOf("review"), ">=", 2)),
        rule("good", when(TOTAL, ">=", 70), when(FindingsOf("review"), "=", 0)),
        rule("poor", when(TOTAL, "<", 50)),
    )
    areas = (leaf("a", 10, step="0.25"), leaf("b", 10, step="0.25"))
    return rubric(review, head, criteria=areas, scopes={"all": ("a", "b")})


def test_a_gap_where_a_count_cannot_be_told_is_told_with_an_example() -> None:
    world = with_counts()
    (gap,) = (each for each in gaps(world) if each.unsettled)
    assert (gap.unsettled, gap.proposed) == (("review",), None)
    assert gap.witness is not None
    assert gap.witness.result["outcomes"]["head"]["reason"] == "no_rule"
    assert gap.witness.sheet.previous.reviewed is None
    told = problem_text(gap, world, language("vi"))
    assert "do thiếu số liệu, chưa xác định được số trường hợp “review (vi)” có đạt mức quy định hay không" in told


# ---- points of which few are earned ----------------------------------------------------------------------------------


def with_formula(words: str) -> Rubric:
    count = Figure(Quantity.COUNT, text("x"), least=Fraction(0), most=Fraction(10))
    by_formula = Criterion("f", text("f"), Fraction(5), method=Formula(words, (Input("x", count),)))
    one = table(
        "t",
        rule("best", when(TOTAL, ">=", 90), when(LowestPercent("all"), ">=", 80)),
        rule("good", when(TOTAL, ">=", 70), when(LowestPercent("all"), ">=", 50)),
        rule("poor", when(TOTAL, "<", 70)),
    )
    return rubric(one, criteria=(leaf("a", 10, step="0.25"), by_formula), scopes={"all": ("a", "f")})


def test_a_gap_is_shown_though_few_points_of_its_range_are_earned() -> None:
    for words in ("0.5*x", "max_points*x/10"):
        (gap,) = check(with_formula(words))
        assert (gap.kind, gap.box) == (Kind.GAP, (when(TOTAL, ">=", 70), when(LowestPercent("all"), "<", 50)))


def test_what_was_tried_in_vain_is_said_and_is_about_one_criterion() -> None:
    """The formula earns 0 or 5, of too many figures to list; the other criterion has what lies between as well."""
    count = Figure(Quantity.COUNT, text("x"), least=Fraction(0), most=Fraction(9999))
    by_formula = Criterion("f", text("f"), Fraction(5), method=Formula("x > 5000 ? 5 : 0", (Input("x", count),)))
    own = CriterionPercent()
    one = table("t", rule("x", when(own, "<=", 20)), rule("y", when(own, ">=", 80)), scope="all", places=0)
    world = rubric(one, criteria=(leaf("a", 10, step=1), by_formula), scopes={"all": ("a", "f")})
    told, untold = sorted(check(world), key=lambda each: each.kind)
    assert (told.kind, told.members, untold.kind, untold.members) == (Kind.GAP, ("a",), Kind.NOT_PROVEN, ("f",))
    assert untold.tried > 100
    assert "đã thử" in problem_text(untold, world, language("vi"))


# ---- against all results, one by one ---------------------------------------------------------------------------------

PERIODS = ("2021", "2022", "2023")
THRESHOLDS = (0, 1, 50, 75)
VALUES = tuple(map(Fraction, ("-1", "0", "0.5", "1", "2", "50", "51", "75", "76")))  # each threshold, and between them


@st.composite
def small(draw: DrawFn) -> Rubric:
    """Two leaves, a table that lists, and one that decides about them, the past, the period and what was listed."""
    areas = tuple(
        replace(leaf(code, 2, low=draw(st.sampled_from((0, -1))), step=1), not_applicable=Absence.LEAVES)
        for code in "ab"
    )
    reads = draw(st.sampled_from((TOTAL, RANK, REVIEWED, INDICATOR)))
    earlier = (
        table(
            "list",
            rule("found", condition(draw, reads), when(CriterionPercent(), "<", 60)),
            policy="COLLECT",
            scope="all",
        ),
        table("first", rule("p", condition(draw, reads)), rule("q", condition(draw, reads)), outcomes=("p", "q")),
    )
    measures = [TOTAL, reads, LowestPercent("all"), FindingsOf("list"), FindingsOf("list"), OutcomeOf("first")]
    measures += [PeriodCode(), CriterionPoints("a"), CriterionPercent("b"), PreviousOutcome("first")]
    rules = (
        rule(
            draw(st.sampled_from("xyz")),
            *dict.fromkeys(condition(draw, draw(st.sampled_from(measures))) for _ in range(draw(st.integers(1, 3)))),
            code=f"r{number}",
        )
        for number in range(draw(st.integers(1, 3)))
    )
    policy = draw(st.sampled_from(("FIRST", "UNIQUE", "ANY", "PRIORITY")))
    one = table("t", *rules, policy=policy, outcomes="xyz", places=draw(st.sampled_from((None, 0))))
    return rubric(*earlier, one, criteria=areas, scopes={"all": ("a", "b")}, indicators=("ind",))


def condition(draw: DrawFn, measure: object) -> Condition:
    sign = draw(st.sampled_from((">=", ">", "<=", "<", "=")))
    match measure:
        case FindingsOf():
            return when(measure, sign, draw(st.integers(0, 2)))
        case PeriodCode():
            return when(measure, "=", draw(st.sampled_from(PERIODS[:2])))
        case _ if draw(st.integers(0, 6)) == 0:
            return when(measure)  # type: ignore[arg-type]
        case PreviousReviewed():
            return when(measure, "=", draw(st.booleans()))
        case OutcomeOf() | PreviousOutcome():
            return when(measure, "=", draw(st.sampled_from("pq")))
        case PreviousRank():
            return when(measure, sign, draw(st.integers(1, 2)))
        case _:
            return when(measure, sign, draw(st.sampled_from(THRESHOLDS)))  # type: ignore[arg-type]


def every_reading(world: Rubric) -> Iterator[Reading]:
    """All results with values around every threshold, each as the exact evaluator works it out."""
    asked = {each.measure for one in world.tables for each_rule in one.rules for each in each_rule.conditions}
    pasts = product(
        (None, 1, 2, 3) if RANK in asked else (None,),
        (None, True, False) if REVIEWED in asked else (None,),
        (None, "p", "q") if PreviousOutcome("first") in asked else (None,),
    )
    facts = product(pasts, (None, *VALUES) if INDICATOR in asked else (None,), PERIODS)
    answers: list[list[Answer]] = [
        [NotApplicable(each.code, "none"), *(Points(each.code, Fraction(n)) for n in range(int(each.min_points), 3))]
        for each in world.criteria
    ]
    for given_answers, ((rank, reviewed, outcome), value, period) in product(
        (each for each in product(*answers) if any(isinstance(one, Points) for one in each)), list(facts)
    ):
        previous = Previous(reviewed, rank, {"first": outcome} if outcome else {})
        indicators = {} if value is None else {"ind": value}
        accepted = accept(world, Sheet("agency", period, given_answers, indicators, previous))
        working = examine(world, accepted)
        yield Reading(world, accepted, working.tally, working.settled)


def is_inside(problem: Problem, reading: Reading, one: Table) -> bool:
    """Whether a result is one of those of which *problem* tells."""
    values = ((each, read(reading, each.measure, "", one.places)) for each in problem.box)
    return (
        reading.sheet.period not in problem.except_periods
        and all(verdict_of(each, value) is Verdict.YES for each, value in values)
        and all(is_unsettled(each, reading, one) for each in problem.unsettled)
    )


def is_unsettled(code: str, reading: Reading, one: Table) -> bool:
    """Whether it cannot be told how many cases of a table there are, as the conditions of *one* ask for it."""
    counted = read(reading, FindingsOf(code), "", one.places)
    asked = (each for each in conditions(one) if each.measure == FindingsOf(code))
    return any(verdict_of(each, counted) is Verdict.CANNOT_TELL for each in asked)


def asked_after_another() -> Rubric:
    """The last table is open only where the first one has an answer, which takes the highest value drawn."""
    first = table(
        "first", rule("p", when(INDICATOR, ">=", THRESHOLDS[-1])), rule("q", when(INDICATOR)), outcomes=("p", "q")
    )
    areas = (leaf("a", 2, step=1), leaf("b", 2, step=1))
    return rubric(first, table("t", rule("x", when(OutcomeOf("first")))), criteria=areas, indicators=("ind",))


def told_though_not_counted() -> Rubric:
    """Where a leaves the maximum one case at most is open, whatever data are missing: its rule decides."""
    listing = rule("found", when(RANK, ">=", 1), when(CriterionPercent(), "<", 60))
    listed = table("list", listing, policy="COLLECT", scope="all")
    few = rule("x", when(FindingsOf("list"), "<=", 1), when(CriterionPoints("a")))
    areas = tuple(replace(leaf(code, 2, step=1), not_applicable=Absence.LEAVES) for code in "ab")
    return rubric(listed, table("t", few), criteria=areas, scopes={"all": ("a", "b")})


@settings(max_examples=60)
@example(told_though_not_counted())
@example(asked_after_another())
@given(small())
def test_all_that_is_open_is_told_and_nothing_is_in_a_box_that_is_not_open(world: Rubric) -> None:
    one = world.tables[-1]
    found = [each for each in gaps(world) if each.table == one.code]
    shown = set[str]()
    for reading in every_reading(world):
        is_open = reading.settled[one.code].of("").reason is Reason.NO_RULE
        telling = [each.name for each in found if is_inside(each, reading, one)]
        assert is_open == (telling != [])
        shown |= set(telling)
    assert shown == {each.name for each in found}


@settings(max_examples=60)
@given(small())
def test_a_rule_that_is_proposed_closes_its_gap_and_brings_no_other_problem(world: Rubric) -> None:
    *earlier, one = world.tables
    before = [each for each in check(world) if each.table == one.code]
    names = {each.name for each in before}
    for gap in before[:2]:
        if gap.proposed is None:
            assert proposal_text(gap, world, language("vi")) == ""
            continue
        new = rule(gap.proposed.outcome or "z", *gap.proposed.conditions, code="new")
        after = check(replace(world, tables=(*earlier, replace(one, rules=(*one.rules, new)))))
        of_table = [each for each in after if each.table == one.code]
        assert gap.name not in {each.name for each in of_table}
        assert {each.name for each in of_table if each.kind is not Kind.GAP} <= names
