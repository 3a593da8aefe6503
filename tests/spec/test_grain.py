"""Chapter 5: grain and scope. Tables about the agency, tables about each criterion, and tables that read them."""

import pytest

from rules.measure import CriterionPercent, CriterionPoints, FindingsOf, IndicatorValue, OutcomeOf, TotalPercent
from rules.rubric import Rubric
from rules.settlement import Reason
from rules.table import Table
from tests.builders import CANNOT_TELL, NA, NO, YES, area, leaf, rubric, rule, sheet, table, when
from tests.evaluators import Evaluator

GRADE = (
    rule("good", when(CriterionPercent(), ">=", 80)),
    rule("fair", when(CriterionPercent(), ">=", 50)),
)
KNOWN = when(IndicatorValue("online"), ">=", 50)
"""Cannot be told without the indicator."""


def world(*tables: Table) -> Rubric:
    return rubric(
        *tables,
        criteria=(leaf("a"), leaf("b"), area("c", leaf("c1"), leaf("c2"))),
        scopes={"areas": ("c", "a", "b"), "few": ("a", "b"), "one": ("a",)},
        indicators=("online",),
    )


GOOD_FAIR_NONE = sheet({"a": 9, "b": 6, "c1": 1, "c2": 2})


# ---- one answer a criterion ------------------------------------------------------------------------------------------


@pytest.mark.parametrize("policy", ["FIRST", "PRIORITY"])
def test_a_table_of_grain_criterion_has_one_outcome_for_each_member(evaluator: Evaluator, policy: str) -> None:
    answer = evaluator(world(table("grade", *GRADE, policy=policy, scope="few")), GOOD_FAIR_NONE)
    assert answer.findings("grade") == [("a", "good"), ("b", "fair")]
    assert answer.settled["grade"].determined


def test_members_stand_in_the_order_of_the_scope_and_may_be_parents(evaluator: Evaluator) -> None:
    answer = evaluator(world(table("grade", *GRADE, scope="areas", default="poor")), GOOD_FAIR_NONE)
    assert answer.findings("grade") == [("c", "poor"), ("a", "good"), ("b", "fair")]


def test_a_table_of_grain_criterion_is_determined_only_where_every_member_is(evaluator: Evaluator) -> None:
    settled = evaluator(world(table("grade", *GRADE, scope="areas")), GOOD_FAIR_NONE).settled["grade"]
    assert (settled.determined, settled.reason, settled.outcome) == (False, Reason.NO_RULE, "")
    assert settled.of("c").reason is Reason.NO_RULE
    assert settled.of("a").outcome == "good"


def test_of_several_reasons_the_one_that_asks_most_is_given(evaluator: Evaluator) -> None:
    """No rule for c, missing for a and b; then in conflict for a."""
    perhaps = rule("good", when(CriterionPercent(), ">=", 50), KNOWN)
    sure = rule("fair", when(CriterionPercent(), ">=", 80))
    alike = rule("poor", when(CriterionPercent(), ">=", 80))
    missing = evaluator(world(table("t", perhaps, policy="ANY", scope="areas")), GOOD_FAIR_NONE).settled["t"]
    assert (missing.reason, missing.rules) == (Reason.MISSING, ("good",))
    conflict = evaluator(world(table("t", perhaps, sure, alike, policy="ANY", scope="areas")), GOOD_FAIR_NONE)
    assert conflict.settled["t"].reason is Reason.CONFLICT
    assert conflict.settled["t"].rules == ("fair", "poor", "good")


@pytest.mark.parametrize("policy", ["UNIQUE", "ANY"])
def test_one_member_may_be_in_conflict_while_another_is_not(evaluator: Evaluator, policy: str) -> None:
    settled = evaluator(world(table("grade", *GRADE, policy=policy, scope="few")), GOOD_FAIR_NONE).settled["grade"]
    assert settled.of("a").reason is Reason.CONFLICT
    assert settled.of("b").outcome == "fair"


# ---- lists and numbers over criteria ---------------------------------------------------------------------------------

BOTH = (rule("low", when(CriterionPercent(), "<", 70)), rule("lowest", when(CriterionPercent(), "<", 40)))


def test_collect_lists_members_in_the_order_of_the_scope_and_rules_in_theirs(evaluator: Evaluator) -> None:
    answer = evaluator(world(table("low", *BOTH, policy="COLLECT", scope="areas")), GOOD_FAIR_NONE)
    assert answer.findings("low") == [("c", "low"), ("c", "lowest"), ("b", "low")]


def test_rule_order_lists_rule_by_rule(evaluator: Evaluator) -> None:
    answer = evaluator(world(table("low", *BOTH, policy="RULE ORDER", scope="areas")), GOOD_FAIR_NONE)
    assert answer.findings("low") == [("c", "low"), ("b", "low"), ("c", "lowest")]


def test_output_order_lists_outcome_by_outcome(evaluator: Evaluator) -> None:
    order = table("low", *BOTH, policy="OUTPUT ORDER", scope="areas", outcomes=("lowest", "low"))
    assert evaluator(world(order), GOOD_FAIR_NONE).findings("low") == [("c", "lowest"), ("c", "low"), ("b", "low")]


def test_a_count_over_criteria_counts_every_member_that_matches(evaluator: Evaluator) -> None:
    count = table("low", *BOTH, policy="COLLECT COUNT", scope="areas")
    assert evaluator(world(count), GOOD_FAIR_NONE).settled["low"].number == 3


def test_the_largest_number_is_known_where_what_is_unknown_of_another_criterion_could_be_no_larger(
    evaluator: Evaluator,
) -> None:
    half = rule("x", when(CriterionPercent(), ">=", 50))
    most = table("t", half, policy="COLLECT MAX", scope="both", values={"x": 1})
    both = rubric(most, criteria=(leaf("a"), leaf("off", 0, low=-5)), scopes={"both": ("a", "off")})
    answer = evaluator(both, sheet({"a": 9, "off": -1}))
    assert (answer.verdicts["t", "x", "a"], answer.verdicts["t", "x", "off"]) == (YES, CANNOT_TELL)
    assert answer.settled["t"].number == 1
    assert answer.settled["t"].determined


def test_a_rule_of_grain_criterion_may_look_at_the_agency_and_at_a_named_criterion(evaluator: Evaluator) -> None:
    both = rule(
        "noted", when(CriterionPoints(), "<", 9), when(TotalPercent(), "<", 50), when(CriterionPoints("a"), "=", 9)
    )
    answer = evaluator(world(table("noted", both, policy="COLLECT", scope="areas")), GOOD_FAIR_NONE)
    assert answer.findings("noted") == [("c", "noted"), ("b", "noted")]


# ---- reading earlier tables ------------------------------------------------------------------------------------------


def reads(outcome: str, scope: str = "") -> Table:
    """A table that lists whoever has *outcome* in the earlier table `grade`."""
    return table("reads", rule("seen", when(OutcomeOf("grade"), "=", outcome)), policy="COLLECT", scope=scope)


def test_a_criterion_reads_its_own_outcome_of_an_earlier_table(evaluator: Evaluator) -> None:
    answer = evaluator(world(table("grade", *GRADE, scope="areas"), reads("fair", "few")), GOOD_FAIR_NONE)
    assert answer.findings("reads") == [("b", "seen")]


def test_an_outcome_that_is_not_determined_for_one_criterion_is_missing_there_only(evaluator: Evaluator) -> None:
    answer = evaluator(world(table("grade", *GRADE, scope="areas"), reads("fair", "areas")), GOOD_FAIR_NONE)
    assert (answer.findings("reads"), answer.possible("reads")) == ([("b", "seen")], [("c", "seen")])
    assert answer.settled["reads"].reason is Reason.MISSING


def test_a_criterion_may_read_the_outcome_of_a_table_about_the_agency(evaluator: Evaluator) -> None:
    grade = table("grade", rule("poor", when(TotalPercent(), "<", 50)))
    answer = evaluator(world(grade, reads("poor", "few")), GOOD_FAIR_NONE)
    assert answer.findings("reads") == [("a", "seen"), ("b", "seen")]


def test_tables_that_depend_on_an_undetermined_one_are_missing(evaluator: Evaluator) -> None:
    grade = table("grade", rule("good", when(TotalPercent(), ">=", 90)))
    later = table(
        "later",
        rule("seen", when(OutcomeOf("grade"), "=", "good")),
        rule("other", when(OutcomeOf("grade"), "=", "good")),
    )
    last = table("last", rule("seen", when(OutcomeOf("later"), "in", ["seen", "other"])))
    answer = evaluator(world(grade, later, last), GOOD_FAIR_NONE)
    reasons = [answer.settled[code].reason for code in ("grade", "later", "last")]
    assert reasons == [Reason.NO_RULE, Reason.MISSING, Reason.MISSING]


def test_an_undetermined_outcome_may_be_asked_for(evaluator: Evaluator) -> None:
    grade = table("grade", rule("good", when(TotalPercent(), ">=", 90)))
    council = table("council", rule("decides", when(OutcomeOf("grade"), "missing")), policy="COLLECT")
    assert evaluator(world(grade, council), GOOD_FAIR_NONE).findings("council") == [("", "decides")]


def test_a_default_outcome_is_read_like_any_other(evaluator: Evaluator) -> None:
    grade = table("grade", rule("good", when(TotalPercent(), ">=", 90)), default="poor")
    assert evaluator(world(grade, reads("poor")), GOOD_FAIR_NONE).findings("reads") == [("", "seen")]


def counts(least: int) -> Table:
    return table("counts", rule("many", when(FindingsOf("listed"), ">=", least)))


def test_certain_findings_suffice_where_possible_ones_could_only_add(evaluator: Evaluator) -> None:
    sure, perhaps = rule("sure", when(CriterionPercent(), "<", 70)), rule("perhaps", KNOWN)
    listed = table("listed", sure, perhaps, policy="COLLECT", scope="areas")
    answer = evaluator(world(listed, counts(2)), GOOD_FAIR_NONE)
    assert answer.settled["listed"].reason is Reason.MISSING
    assert answer.settled["counts"].outcome == "many"


@pytest.mark.parametrize(("least", "reason"), [(3, Reason.MISSING), (5, Reason.MISSING), (6, Reason.NO_RULE)])
def test_a_count_that_possible_findings_could_reach_is_missing(
    evaluator: Evaluator, least: int, reason: Reason
) -> None:
    sure, perhaps = rule("sure", when(CriterionPercent(), "<", 70)), rule("perhaps", KNOWN)
    listed = table("listed", sure, perhaps, policy="COLLECT", scope="areas")
    assert evaluator(world(listed, counts(least)), GOOD_FAIR_NONE).settled["counts"].reason is reason


def test_what_two_rules_find_of_one_criterion_is_listed_twice_and_counted_once(evaluator: Evaluator) -> None:
    """As in DMN a list has what each rule says; how much was found does not depend on how many rules found it."""
    low, lowest = (rule("low", when(CriterionPercent(), "<", least), code=f"below-{least}") for least in (70, 40))
    listed = table("listed", low, lowest, policy="COLLECT", scope="areas")
    answers = [evaluator(world(listed, counts(least)), GOOD_FAIR_NONE) for least in (2, 3)]
    assert answers[0].findings("listed") == [("c", "low"), ("c", "low"), ("b", "low")]
    assert [answer.verdicts["counts", "many", ""] for answer in answers] == [YES, NO]


def test_what_is_found_for_certain_is_not_possible_besides(evaluator: Evaluator) -> None:
    sure = rule("low", when(CriterionPercent(), "<", 70), code="sure")
    perhaps = rule("low", when(CriterionPercent(), "<", 70), KNOWN, code="perhaps")
    answer = evaluator(
        world(table("listed", sure, perhaps, policy="COLLECT", scope="areas"), counts(3)), GOOD_FAIR_NONE
    )
    assert answer.possible("listed") == [("c", "low"), ("b", "low")]
    assert answer.verdicts["counts", "many", ""] is NO


def test_outcomes_of_criteria_are_counted_as_findings(evaluator: Evaluator) -> None:
    listed = table("listed", *GRADE, scope="areas")
    verdicts = [
        evaluator(world(listed, counts(least)), GOOD_FAIR_NONE).verdicts["counts", "many", ""] for least in (2, 3)
    ]
    assert verdicts == [YES, NO]


def test_a_criterion_whose_outcome_is_missing_may_yet_be_a_finding(evaluator: Evaluator) -> None:
    sure, perhaps = rule("sure", when(CriterionPercent(), ">=", 80)), rule("perhaps", KNOWN)
    answer = evaluator(world(table("listed", sure, perhaps, scope="few"), counts(2)), GOOD_FAIR_NONE)
    assert answer.findings("listed") == [("a", "sure")]
    assert answer.verdicts["counts", "many", ""] is CANNOT_TELL


# ---- what is not assessed --------------------------------------------------------------------------------------------


def test_an_inapplicable_criterion_is_not_judged_and_yields_no_finding(evaluator: Evaluator) -> None:
    low = table("low", rule("low", when(CriterionPercent(), "<", 100)), policy="COLLECT", scope="areas")
    answer = evaluator(world(low), sheet({"a": NA, "b": 6, "c1": NA, "c2": NA}))
    assert answer.verdicts == {("low", "low", "b"): YES}
    assert answer.findings("low") == [("b", "low")]


def test_an_inapplicable_criterion_has_no_outcome_either(evaluator: Evaluator) -> None:
    answer = evaluator(world(table("grade", *GRADE, scope="few")), sheet({"a": NA, "b": 6, "c1": 1, "c2": 1}))
    assert answer.findings("grade") == [("b", "fair")]
    assert answer.settled["grade"].determined
    assert answer.settled["grade"].of("a").outcome == ""


@pytest.mark.parametrize("policy", ["FIRST", "COLLECT", "COLLECT COUNT", "OUTPUT ORDER"])
def test_a_scope_of_which_nothing_is_assessed_has_a_determined_answer_of_nothing(
    evaluator: Evaluator, policy: str
) -> None:
    answer = evaluator(
        world(table("t", *GRADE, policy=policy, scope="one")), sheet({"a": NA, "b": 6, "c1": 1, "c2": 1})
    )
    assert answer.verdicts == {}
    assert answer.findings("t") == []
    assert answer.settled["t"].determined


def test_a_criterion_is_judged_where_only_a_part_of_it_is_assessed(evaluator: Evaluator) -> None:
    answer = evaluator(world(table("grade", *GRADE, scope="areas")), sheet({"a": NA, "b": NA, "c1": 8, "c2": NA}))
    assert answer.findings("grade") == [("c", "good")]


def test_a_criterion_reads_nothing_of_one_that_is_not_assessed(evaluator: Evaluator) -> None:
    noted = rule("noted", when(CriterionPercent("a"), "<", 50))
    answer = evaluator(
        world(table("t", noted, policy="COLLECT", scope="few")), sheet({"a": NA, "b": 6, "c1": 1, "c2": 1})
    )
    assert (answer.findings("t"), answer.possible("t")) == ([], [("b", "noted")])
