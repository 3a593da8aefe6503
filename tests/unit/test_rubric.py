"""Rubrics that cannot be built: each refusal says what, what was given, and what is allowed."""

import re
from collections.abc import Callable
from dataclasses import replace
from fractions import Fraction
from typing import Any

import pytest

from rules.compilation import compile_rubric
from rules.condition import Condition, Operator
from rules.content import rubric_content
from rules.criterion import Criterion, leaves, unsummed, walk
from rules.document import Citation, Document
from rules.errors import BadValue, DuplicateCode, RubricRefusal, SumDiffers, UnknownReference
from rules.language import Language
from rules.measure import (
    CodeMeasure,
    CountBelow,
    CriterionPercent,
    CriterionPoints,
    FindingsOf,
    IndicatorValue,
    LowestPercent,
    Measure,
    OutcomeOf,
    PeriodCode,
    PreviousOutcome,
    PreviousRank,
    PreviousReviewed,
    StepRemainder,
    TotalPercent,
    TotalPoints,
)
from rules.rubric import Rubric
from rules.said import Said
from rules.scope import Indicator, Scope
from rules.table import Grain, HitPolicy, Outcome, Rule, Table
from rules.text import Text
from rulesvc.schemas.rubric_document import read_rubric
from tests.builders import CITED, LAW, NA, area, leaf, result_of, rubric, rule, sheet, table, text, when
from tests.hai_duong import BLOCKS, rubric_of

GOOD = rule("good", when(TotalPercent(), ">=", 90))
GROUP = table("group", GOOD)
REVIEW = table("review", rule("low", when(CriterionPercent(), "<", 75)), policy="COLLECT", scope="all")
GRADE = table("grade", rule("low", when(CriterionPercent(), "<", 75)), scope="all")
SCOPES = {"all": ("a", "b"), "few": ("a",)}
TWO = (leaf("a"), leaf("b"))

Build = Callable[[], object]


def refusal_of(build: Build) -> RubricRefusal:
    with pytest.raises(RubricRefusal) as refused:
        build()
    return refused.value


def told(refusal: RubricRefusal) -> dict[str, Any]:
    """The facts of a refusal, what is said in words in English."""
    return {name: str(fact) if isinstance(fact, Said) else fact for name, fact in refusal.facts().items()}


def asks(condition: Condition, *earlier: Table, scope: str = "", later: tuple[Table, ...] = ()) -> Rubric:
    """A rubric in which table `t` has one condition."""
    asked = table("t", rule("x", condition, code="r"), policy="COLLECT", scope=scope)
    return rubric(*earlier, asked, *later, criteria=TWO, scopes=SCOPES, indicators=("online",))


# ---- criteria --------------------------------------------------------------------------------------------------------

CRITERIA: dict[str, tuple[Build, type[RubricRefusal], dict[str, Any]]] = {
    "a blank code": (lambda: leaf(""), BadValue, {"what": "criterion: code"}),
    "seven decimals in the cap": (lambda: leaf("a", "0.0000001"), BadValue, {"what": "criterion a: max_points"}),
    "a third as the minimum": (lambda: leaf("a", low=Fraction(-1, 3)), BadValue, {"what": "criterion a: min_points"}),
    "a third as the step": (lambda: leaf("a", step=Fraction(1, 3)), BadValue, {"what": "criterion a: step"}),
    "a cap at the minimum": (lambda: leaf("a", 0), BadValue, {"given": 0, "allowed": "more than 0"}),
    "a cap below the minimum": (lambda: leaf("a", -2, low=-1), BadValue, {"allowed": "more than -1"}),
    "a maximum below nought": (lambda: leaf("a", -1, low=-2), BadValue, {"given": -1, "allowed": "0 or more"}),
    "a step of nothing": (lambda: leaf("a", step=0), BadValue, {"what": "criterion a: step", "allowed": "more than 0"}),
    "a negative step": (lambda: leaf("a", step=-1), BadValue, {"given": -1}),
}


@pytest.mark.parametrize(("build", "kind", "facts"), CRITERIA.values(), ids=CRITERIA)
def test_a_criterion_is_refused_with(build: Build, kind: type[RubricRefusal], facts: dict[str, Any]) -> None:
    refusal = refusal_of(build)
    assert type(refusal) is kind
    assert facts.items() <= told(refusal).items()


def test_parts_that_do_not_add_up_are_told_and_nothing_is_decided_by_them() -> None:
    whole = rubric(criteria=(leaf("q"), Criterion("w", text("w"), Fraction(9), parts=TWO)))
    (told,) = unsummed(whole.criteria)
    assert isinstance(told, SumDiffers)
    assert (told.criterion, told.given, told.total, told.at) == ("w", 9, 20, ("criteria", 1, "max_points"))
    with pytest.raises(SumDiffers):
        compile_rubric(whole)


def test_the_tree_is_walked_parents_first_and_leaves_are_those_without_parts() -> None:
    tree = (area("x", leaf("x1"), area("y", leaf("y1"))), leaf("z"))
    assert [each.code for each in walk(tree)] == ["x", "x1", "y", "y1", "z"]
    assert [each.code for each in leaves(tree)] == ["x1", "y1", "z"]


# ---- conditions ------------------------------------------------------------------------------------------------------

NUMBERS: list[Measure] = [
    TotalPoints(),
    TotalPercent(),
    CriterionPoints("a"),
    CriterionPercent("a"),
    StepRemainder("a"),
    LowestPercent("all"),
    CountBelow("all", Fraction(80)),
    IndicatorValue("online"),
    PreviousRank(),
]
CODES: list[CodeMeasure] = [OutcomeOf("group"), PreviousOutcome("group"), PeriodCode()]
COMPARISONS = {">=", ">", "<=", "<", "="}


def operators(measure: Measure) -> set[str]:
    """The operators that can be built on *measure* with a fitting threshold."""
    found = set()
    for threshold in (None, True, Fraction(1), "code", ("code",)):
        for operator in Operator:
            try:
                Condition(measure, operator, threshold)
            except BadValue:
                continue
            found.add(str(operator))
    return found


@pytest.mark.parametrize("measure", NUMBERS, ids=lambda measure: measure.kind)
def test_numbers_are_compared_or_missing(measure: Measure) -> None:
    assert operators(measure) == {*COMPARISONS, "missing"}


@pytest.mark.parametrize("measure", CODES, ids=lambda measure: measure.kind)
def test_codes_are_equal_in_a_list_or_missing(measure: Measure) -> None:
    assert operators(measure) == {"=", "in", "missing"}


def test_yes_and_no_are_equal_or_missing_and_a_count_of_findings_is_never_missing() -> None:
    assert operators(PreviousReviewed()) == {"=", "missing"}
    assert operators(FindingsOf("review")) == COMPARISONS


def test_an_operator_that_makes_no_sense_of_a_measure_is_refused() -> None:
    refusal = refusal_of(lambda: when(PreviousReviewed(), ">=", threshold=True))
    assert told(refusal) == {
        "what": "condition on the accountability review of the previous period: operator",
        "given": ">=",
        "allowed": "=, missing",
    }


THRESHOLDS: list[tuple[Measure, str, Any, str]] = [
    (TotalPercent(), ">=", None, "a number with at most 6 decimals"),
    (TotalPercent(), ">=", True, "a number with at most 6 decimals"),
    (TotalPercent(), ">=", Fraction(1, 3), "a number with at most 6 decimals"),
    (TotalPercent(), ">=", Fraction(10**11), "a number with at most 6 decimals"),
    (TotalPercent(), ">=", ("90",), "a number with at most 6 decimals"),
    (PreviousReviewed(), "=", Fraction(1), "true or false"),
    (PreviousReviewed(), "=", "true", "true or false"),
    (PeriodCode(), "=", "", "a code"),
    (PeriodCode(), "=", Fraction(2022), "a code"),
    (PeriodCode(), "in", (), "a list of different codes"),
    (PeriodCode(), "in", ("2022", "2022"), "a list of different codes"),
    (PeriodCode(), "in", "2022", "a list of different codes"),
    (PeriodCode(), "missing", "2022", "nothing"),
]


@pytest.mark.parametrize(("measure", "operator", "threshold", "allowed"), THRESHOLDS)
def test_a_threshold_of_the_wrong_kind_is_refused(
    measure: Measure, operator: str, threshold: Any, allowed: str
) -> None:
    refusal = refusal_of(lambda: Condition(measure, Operator(operator), threshold))
    facts = told(refusal)
    assert (facts["given"], facts["allowed"]) == ("nothing" if threshold is None else threshold, allowed)
    assert re.fullmatch(r"condition on [a-z ]+ \([a-z ]+\): threshold", facts["what"])


def test_a_count_below_a_percentage_that_cannot_be_kept_exactly_is_refused() -> None:
    """Its encoded threshold would be another one, and no number of decimals would print on the right side of it."""
    refusal_of(lambda: asks(when(CountBelow("all", Fraction(100, 3)), ">=", 1)))


# ---- tables ----------------------------------------------------------------------------------------------------------

X = when(TotalPercent(), ">=", 90)
TABLES: dict[str, tuple[Build, type[RubricRefusal], dict[str, Any]]] = {
    "a rule without conditions": (lambda: rule("x"), BadValue, {"what": "rule x: conditions"}),
    "a rule without a citation": (lambda: Rule("r", (X,), "x", ()), BadValue, {"what": "rule r: citations"}),
    "no rules": (lambda: table("t", outcomes=("x",)), BadValue, {"what": "table t: rules"}),
    "a blank code": (lambda: replace(GROUP, code=" "), BadValue, {"what": "table: code"}),
    "two rules of one code": (
        lambda: table("t", rule("x", X), rule("x", X)),
        DuplicateCode,
        {"what": "table t: rules", "given": "x"},
    ),
    "two outcomes of one code": (
        lambda: replace(GROUP, outcomes=GROUP.outcomes * 2),
        DuplicateCode,
        {"what": "table group: outcomes", "given": "good"},
    ),
    "an outcome without a code": (
        lambda: Table(
            "t", text("t"), Grain.AGENCY, HitPolicy.FIRST, (Outcome("", text("x")),), (Rule("r", (X,), "", CITED),)
        ),
        BadValue,
        {},
    ),
    "a rule whose outcome it does not have": (
        lambda: table("t", rule("x", X), outcomes=("y", "z")),
        UnknownReference,
        {"what": "table t, rule x: outcome", "given": "x", "allowed": ("y", "z")},
    ),
    "a default that it does not have": (
        lambda: replace(GROUP, default="best"),
        UnknownReference,
        {"what": "table group: default", "given": "best", "allowed": ("good",)},
    ),
    "a default for a list": (
        lambda: replace(REVIEW, default="low"),
        BadValue,
        {"what": "table review: default", "given": "low", "allowed": "none under COLLECT"},
    ),
    "grain criterion without a scope": (
        lambda: replace(GROUP, grain=Grain.CRITERION),
        BadValue,
        {"what": "table group: scope", "given": ""},
    ),
    "a scope at grain agency": (lambda: replace(GROUP, scope="all"), BadValue, {"given": "all"}),
    "rounding to less than whole numbers": (lambda: replace(GROUP, places=-1), BadValue, {"allowed": "from 0 to 6"}),
    "rounding beyond six decimals": (
        lambda: replace(GROUP, places=7),
        BadValue,
        {"what": "table group: places", "given": 7},
    ),
    "a third as the value of an outcome": (
        lambda: Outcome("x", text("x"), Fraction(1, 3)),
        BadValue,
        {"what": "outcome x: value", "allowed": "a number with at most 6 decimals"},
    ),
    "a value of an outcome beyond all points": (
        lambda: Outcome("x", text("x"), Fraction(10**11)),
        BadValue,
        {"what": "outcome x: value"},
    ),
    "a sum over outcomes without a value": (
        lambda: table("t", rule("x", X), policy="COLLECT SUM"),
        BadValue,
        {"what": "table t, outcome x: value", "allowed": "a number"},
    ),
}


@pytest.mark.parametrize(("build", "kind", "facts"), TABLES.values(), ids=TABLES)
def test_a_table_is_refused_with(build: Build, kind: type[RubricRefusal], facts: dict[str, Any]) -> None:
    refusal = refusal_of(build)
    assert type(refusal) is kind
    assert facts.items() <= told(refusal).items()


def test_a_count_needs_no_values() -> None:
    assert table("t", rule("x", X), policy="COLLECT COUNT").outcome("x").value is None


INDICATORS: dict[str, tuple[Fraction | None, Fraction | None, dict[str, Any]]] = {
    "a third as the low end": (Fraction(1, 3), None, {"what": "indicator i: low"}),
    "a high end beyond all points": (None, Fraction(10**11), {"what": "indicator i: high"}),
    "ends the wrong way round": (Fraction(2), Fraction(1), {"what": "indicator i: high", "allowed": "2 or more"}),
}


@pytest.mark.parametrize(("low", "high", "facts"), INDICATORS.values(), ids=INDICATORS)
def test_an_indicator_is_refused_with(low: Fraction | None, high: Fraction | None, facts: dict[str, Any]) -> None:
    refusal = refusal_of(lambda: Indicator("i", text("i"), low=low, high=high))
    assert facts.items() <= told(refusal).items()


@pytest.mark.parametrize(("low", "high"), [(None, None), (1, None), (None, 1), (1, 1), (-1, "0.000001")])
def test_the_ends_of_an_indicator_may_be_open_or_meet(low: int | None, high: str | None) -> None:
    ends = [None if end is None else Fraction(end) for end in (low, high)]
    made = Indicator("i", text("i"), text("%"), *ends)
    assert [made.low, made.high] == ends


def test_rules_and_outcomes_are_found_by_their_code() -> None:
    assert GROUP.rule("good") is GOOD
    assert GROUP.outcome("good").name == text("good")


# ---- rubrics ---------------------------------------------------------------------------------------------------------


def unknown(what: str, given: str, *allowed: str) -> tuple[type[RubricRefusal], dict[str, Any]]:
    return UnknownReference, {"what": what, "given": given, "allowed": allowed}


def twice(what: str, given: str) -> tuple[type[RubricRefusal], dict[str, Any]]:
    return DuplicateCode, {"what": what, "given": given}


def cites(citation: Citation) -> Rubric:
    return rubric(
        table("t", rule("x", X, code="r", citations=(citation,))), documents=(LAW, replace(LAW, code="report"))
    )


RUBRICS: dict[str, tuple[Build, tuple[type[RubricRefusal], dict[str, Any]]]] = {
    "a blank code": (lambda: replace(rubric(), code=" "), (BadValue, {"what": "rubric: code"})),
    "no criteria": (lambda: rubric(criteria=()), (BadValue, {"what": "rubric rubric: criteria"})),
    "nothing to be had": (
        lambda: rubric(criteria=(leaf("a", 0, low=-5),)),
        (BadValue, {"what": "rubric rubric: max_points", "given": 0, "allowed": "more than 0"}),
    ),
    "two criteria of one code, at any depth": (
        lambda: rubric(criteria=(leaf("a"), area("b", leaf("a")))),
        twice("criteria", "a"),
    ),
    "two scopes of one code": (
        lambda: replace(rubric(scopes={"s": "a"}), scopes=(Scope("s", text("s"), ("a",)),) * 2),
        twice("scopes", "s"),
    ),
    "two indicators of one code": (lambda: rubric(indicators=("i", "i")), twice("indicators", "i")),
    "two tables of one code": (lambda: rubric(GROUP, GROUP), twice("tables", "group")),
    "two documents of one code": (lambda: rubric(documents=(LAW, LAW)), twice("documents", "law")),
    "an exemption twice": (lambda: rubric(exemptions=[("a", "x"), ("a", "x")]), twice("exemptions", "a x x")),
    "a scope without criteria": (lambda: rubric(scopes={"s": ()}), (BadValue, {"what": "scope s: criteria"})),
    "a scope that names one twice": (lambda: rubric(scopes={"s": ("a", "a")}), twice("scope s", "a")),
    "a scope of strangers": (lambda: rubric(scopes={"s": ("b",)}), unknown("scope s", "b", "a")),
    "an exemption from what is not there": (
        lambda: rubric(exemptions=[("b", "x")]),
        unknown("exemption of x", "b", "a"),
    ),
    "a table about an unknown scope": (
        lambda: rubric(REVIEW, scopes={"few": ("a",)}),
        unknown("table review: scope", "all", "few"),
    ),
    "an unknown criterion": (
        lambda: asks(when(CriterionPoints("c"), ">=", 1)),
        unknown("table t, rule r: criterion_points", "c", "a", "b"),
    ),
    "an unknown scope": (
        lambda: asks(when(LowestPercent("some"), ">=", 1)),
        unknown("table t, rule r: lowest_percent", "some", "all", "few"),
    ),
    "an unknown scope to count in": (
        lambda: asks(when(CountBelow("some", Fraction(80)), ">=", 1)),
        unknown("table t, rule r: count_below", "some", "all", "few"),
    ),
    "an unknown indicator": (
        lambda: asks(when(IndicatorValue("onlin"), ">=", 1)),
        unknown("table t, rule r: indicator", "onlin", "online"),
    ),
    "no criterion at grain agency": (
        lambda: asks(when(StepRemainder(), ">", 0)),
        (BadValue, {"what": "table t, rule r: step_remainder", "allowed": "a criterion, since the grain is agency"}),
    ),
    "the outcome of an unknown table": (
        lambda: asks(when(OutcomeOf("grup"), "=", "good"), GROUP),
        unknown("table t, rule r: outcome", "grup", "group"),
    ),
    "the outcome of a list": (
        lambda: asks(when(OutcomeOf("review"), "missing"), REVIEW, GROUP),
        unknown("table t, rule r: outcome", "review", "group"),
    ),
    "the outcome of a later table": (
        lambda: asks(when(OutcomeOf("group"), "=", "good"), later=(GROUP,)),
        unknown("table t, rule r: outcome", "group"),
    ),
    "an outcome that the table does not have": (
        lambda: asks(when(OutcomeOf("group"), "in", ["good", "best"]), GROUP),
        unknown("table t, rule r: outcome of group", "best", "good"),
    ),
    "a previous outcome that the table does not have": (
        lambda: asks(when(PreviousOutcome("group"), "=", "best"), GROUP),
        unknown("table t, rule r: previous_outcome of group", "best", "good"),
    ),
    "the previous outcome of a table about criteria, which have one each": (
        lambda: asks(when(PreviousOutcome("grade"), "=", "low"), GRADE, GROUP),
        unknown("table t, rule r: previous_outcome", "grade", "group"),
    ),
    "the outcome for a criterion at grain agency": (
        lambda: asks(when(OutcomeOf("grade"), "=", "low"), GRADE),
        (BadValue, {"what": "table t, rule r: outcome", "given": "grade"}),
    ),
    "the outcome for criteria that the earlier table does not decide about": (
        lambda: asks(when(OutcomeOf("grade"), "=", "low"), replace(GRADE, scope="few"), scope="all"),
        (BadValue, {"what": "table t, rule r: outcome", "given": "grade"}),
    ),
    "findings of a table with one outcome": (
        lambda: asks(when(FindingsOf("group"), ">=", 1), GROUP, REVIEW),
        unknown("table t, rule r: findings", "group", "review"),
    ),
    "findings of a later table": (
        lambda: asks(when(FindingsOf("review"), ">=", 1), later=(REVIEW,)),
        unknown("table t, rule r: findings", "review"),
    ),
    "an unknown document": (
        lambda: cites(Citation("lore")),
        unknown("table t, rule r: citation", "lore", "law", "report"),
    ),
    "an unknown report": (
        lambda: cites(Citation("law", stated_in="rumour")),
        unknown("table t, rule r: citation", "rumour", "law", "report"),
    ),
    "an article of a text that nobody has read": (
        lambda: cites(Citation("law", article="5", stated_in="report")),
        (BadValue, {"what": "table t, rule r: article", "given": "5"}),
    ),
    "a review table without findings": (
        lambda: rubric(GROUP, review_table="group"),
        unknown("review_table", "group"),
    ),
    "a document without a code": (lambda: replace(LAW, code=""), (BadValue, {"what": "document: code"})),
    "a document without a kind": (lambda: replace(LAW, kind=Text("")), (BadValue, {"what": "document law: kind"})),
}


@pytest.mark.parametrize(("build", "expected"), RUBRICS.values(), ids=RUBRICS)
def test_a_rubric_is_refused_with(build: Build, expected: tuple[type[RubricRefusal], dict[str, Any]]) -> None:
    kind, facts = expected
    refusal = refusal_of(build)
    assert type(refusal) is kind
    assert facts.items() <= told(refusal).items()


HUGE = Fraction(10**11) - 1
LIMITS: dict[str, tuple[tuple[Criterion, ...], str]] = {
    "maxima that add up too far": (
        (leaf("a", HUGE), leaf("b", 1)),
        (
            "rubric (vi): tổng điểm của các tiêu chí là 100.000.000.000. "
            "Được phép: trên -100.000.000.000 và dưới 100.000.000.000."
        ),
    ),
    "minima that add up too far": (
        (leaf("a", 10), leaf("b", 0, low=-HUGE), area("c", leaf("c1", 0, low=-1))),
        (
            "rubric (vi): tổng điểm của các tiêu chí là -100.000.000.000. "
            "Được phép: trên -100.000.000.000 và dưới 100.000.000.000."
        ),
    ),
    "a percentage too far below nought": (
        (leaf("a", "0.000001"), leaf("b", 0, low=-1000)),
        (
            "rubric (vi): tổng điểm của các tiêu chí có thể là -1.000, trong khi điểm tối đa nhỏ nhất là 0,000001. "
            "Được phép: điểm tối đa sao cho tỷ lệ trên -100.000.000.000%."
        ),
    ),
}


@pytest.mark.parametrize(("criteria", "words"), LIMITS.values(), ids=LIMITS)
def test_points_beyond_the_integers_of_the_engine_are_refused(criteria: tuple[Criterion, ...], words: str) -> None:
    assert Language("vi").say(refusal_of(lambda: rubric(criteria=criteria))) == words


def test_points_and_percentages_up_to_those_limits_are_computed_by_both_evaluators() -> None:
    least = 1 - HUGE / 100
    asked = rule("low", when(TotalPercent(), "<=", least * 100)), rule("high", when(TotalPoints(), ">=", HUGE))
    world = rubric(table("t", *asked), criteria=(leaf("a", HUGE - 1), leaf("b", 1, low=least)))
    assert result_of(world, sheet({"a": HUGE - 1, "b": 1}))["outcomes"]["t"]["code"] == "high"
    assert result_of(world, sheet({"a": NA, "b": least}))["outcomes"]["t"]["code"] == "low"


def test_a_criterion_may_read_an_outcome_of_the_same_or_more_criteria() -> None:
    for scope in ("few", "all"):
        assert asks(when(OutcomeOf("grade"), "=", "low"), GRADE, scope=scope).table["t"].scope == scope


def test_tables_are_grouped_so_that_each_reads_only_earlier_groups() -> None:
    later = table("later", rule("x", when(FindingsOf("review"), ">=", 1)))
    last = table("last", rule("x", when(OutcomeOf("later"), "=", "x")))
    world = rubric(GROUP, REVIEW, later, last, GRADE, criteria=TWO, scopes=SCOPES)
    stages = [[each.code for each in stage] for stage in world.stages]
    assert stages == [["group", "review", "grade"], ["later"], ["last"]]
    assert rubric().stages == ()


def test_parts_of_a_rubric_are_found_by_their_code() -> None:
    world = rubric(GROUP, criteria=TWO, scopes=SCOPES, indicators=("online",))
    assert (world.table["group"], world.document["law"]) == (GROUP, LAW)
    assert (world.scope["all"].criteria, world.indicator["online"]) == (("a", "b"), Indicator("online", text("online")))


def test_a_rubric_without_tables_is_evaluated_to_its_figures() -> None:
    result = result_of(rubric(), sheet())
    assert (result["total"]["percent"], result["outcomes"], result["findings"]) == ("90.00", {}, {})


def test_equal_rubrics_have_equal_hashes() -> None:
    assert hash(rubric(GROUP)) == hash(rubric(GROUP))
    assert rubric(GROUP) != rubric()


# ---- content ---------------------------------------------------------------------------------------------------------


def test_all_of_a_rubric_is_in_its_content_and_nothing_blank() -> None:
    asked = (
        when(CountBelow("all", Fraction(0)), "<", 1),
        when(PeriodCode(), "in", ["2022"]),
        when(PreviousReviewed(), "=", threshold=False),
    )
    cited = Citation("law", stated_in="law", place=text("place"))
    summed = table(
        "t", rule("x", *asked, code="r", citations=(cited,)), policy="COLLECT SUM", values={"x": "0.5"}, places=0
    )
    world = rubric(
        table("first", GOOD, default="good"),
        summed,
        criteria=(area("a", leaf("a1", "0.5", low=-1, step="0.25")), leaf("b")),
        scopes=SCOPES,
        exemptions=[("a1", "agency")],
    )
    world = replace(world, indicators=(Indicator("i", text("i"), text("%"), Fraction(0), Fraction(100)),))
    content = rubric_content(world)
    assert read_rubric(content) == world
    assert content["tables"][1]["places"] == 0
    assert [each.get("threshold") for each in content["tables"][1]["rules"][0]["conditions"]] == ["1", ["2022"], False]
    assert content["tables"][1]["rules"][0]["conditions"][0]["measure"] == {
        "kind": "count_below",
        "scope": "all",
        "percent": "0",
    }
    assert content["criteria"][0]["parts"] == [
        {
            "code": "a1",
            "name": {"vi": "a1 (vi)", "en": "a1 (en)"},
            "max_points": "0.5",
            "min_points": "-1",
            "step": "0.25",
        }
    ]
    assert "review_table" not in content
    assert "default" not in content["tables"][1]


@pytest.mark.parametrize("block", BLOCKS)
def test_the_documents_cited_are_in_the_content(block: str) -> None:
    documents: list[Document] = list(rubric_of(block).documents)
    assert [each["code"] for each in rubric_content(rubric_of(block))["documents"]] == [each.code for each in documents]


def test_a_table_without_outcomes_is_refused() -> None:
    with pytest.raises(BadValue) as refused:
        Table("t", text("t"), Grain.AGENCY, HitPolicy.FIRST, (), ())
    assert refused.value.at == ("outcomes",)
