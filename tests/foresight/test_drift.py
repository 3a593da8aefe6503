"""What a name says is held against the rules for it; what is asked for against what is cited, and what there can be."""

from dataclasses import replace
from fractions import Fraction

import pytest

from foresight.citing import cited_as_before
from foresight.naming import stale_names, stale_wordings
from foresight.problem import Kind, Severity
from foresight.problem_phrases import problem_text
from foresight.ranging import out_of_range
from rules.comparison import compare
from rules.language import CODES
from rules.measure import OutcomeOf, TotalPercent
from rules.rubric import Rubric
from rules.table import HitPolicy, Outcome, Rule
from rules.text import Text
from rulesvc.languages import language
from tests.builders import rubric, rule, table, when
from tests.hai_duong import BLOCKS, edited, moved, rubric_of
from tests.sample import sample_rubric

VI, EN = map(language, CODES)
TOTAL = TotalPercent()
LEVELS = {"a": "từ 90% trở lên", "b": "từ 80% đến dưới 90%", "c": "dưới 80%"}


def named(names: dict[str, str], *rules: Rule, policy: HitPolicy = HitPolicy.FIRST, default: str = "") -> Rubric:
    """One table with outcomes of these names, best first."""
    outcomes = tuple(Outcome(code, Text(name)) for code, name in names.items())
    one = table("first", *rules, policy=policy, outcomes=tuple(names), default=default)
    return rubric(replace(one, outcomes=outcomes))


def stale(whole: Rubric) -> list[str]:
    return [each.outcome for each in stale_names(whole)]


def says(name: str, *thresholds: int | str) -> list[str]:
    """What of *name* is no threshold of the rules, which ask for these."""
    conditions = (when(TOTAL, ">=", Fraction(each)) for each in thresholds)
    whole = named({"a": name}, rule("a", *conditions))
    return list(stale_wordings(whole, whole.tables[0], "a").get("vi", ()))


# ---- names -----------------------------------------------------------------------------------------------------------


def test_no_name_is_stale_as_it_was_issued() -> None:
    assert not any(stale_names(rubric_of(block)) for block in BLOCKS)
    assert not stale_names(sample_rubric())


def test_a_threshold_that_moves_leaves_the_names_of_both_its_sides_behind() -> None:
    assert stale(edited(rubric_of("so"), "group", moved("total_percent", 90, 89))) == ["90", "80-90"]


@pytest.mark.parametrize(
    ("name", "found"),
    [
        ("từ 90% trở lên", []),
        ("từ 89% trở lên", ["89%"]),
        ("từ 62,5 % trở lên", []),
        ("from 62.5 per cent", []),
        ("từ 62,6% trở lên", ["62,6%"]),
        ("từ 80% đến dưới 90%", ["80%"]),
        ("từ 80 đến dưới 90%", ["80"]),
        ("80 to below 90%", ["80"]),
        ("80-90%", ["80"]),
        ("80–89 phần trăm", ["80", "89 phần trăm"]),
        ("trên 85 điểm", ["85 điểm"]),
        ("over 85 points", ["85 points"]),
        ("trên 1.000 điểm", []),
        ("Loại 2, năm 2022", []),
        ("3 lĩnh vực, 10 pointers", []),
    ],
)
def test_numbers_of_per_cent_and_of_points_are_read_as_people_write_them(name: str, found: list[str]) -> None:
    assert says(name, 90, "62.5", 1000) == found


def test_the_first_rule_that_is_met_may_be_named_by_those_before_it() -> None:
    rules = (rule("a", when(TOTAL, ">=", 90)), rule("b", when(TOTAL, ">=", 80)), rule("c", when(TOTAL, "<", 80)))
    assert stale(named(LEVELS, *rules)) == []
    raised = (rules[0], rule("b", when(TOTAL, ">=", 85)), rules[2])
    assert stale(named(LEVELS, *raised)) == ["b"]


def test_the_best_level_is_not_named_by_what_is_asked_for_the_others() -> None:
    rules = (rule("c", when(TOTAL, "<", 80)), rule("b", when(TOTAL, ">=", 80)), rule("a", when(TOTAL, ">=", 95)))
    assert stale(named(LEVELS, *rules, policy=HitPolicy.PRIORITY)) == ["a", "b"]
    assert stale(named(LEVELS, *rules, policy=HitPolicy.UNIQUE)) == ["a", "b"]


def test_an_outcome_by_default_may_be_named_by_all_rules() -> None:
    rules = (rule("a", when(TOTAL, ">=", 90)), rule("b", when(TOTAL, ">=", 80)))
    assert stale(named(LEVELS, *rules, default="c")) == []


def test_a_name_may_say_what_another_table_asks_for() -> None:
    levels = (rule(code, when(TOTAL, ">=", level)) for code, level in (("a", 90), ("b", 80), ("c", 0)))
    first = named(LEVELS, *levels, default="c").tables[0]
    reading = table("second", rule("good", when(OutcomeOf("first"), "=", "a")))
    assert stale(rubric(first, replace(reading, outcomes=(Outcome("good", Text("Nhóm từ 90%")),)))) == []
    assert stale(rubric(first, replace(reading, outcomes=(Outcome("good", Text("Nhóm từ 95%")),)))) == ["good"]


def test_a_name_without_any_threshold_beside_it_is_not_judged() -> None:
    assert stale(named({**LEVELS, "d": "dưới 10%"}, rule("a", when(TOTAL, ">=", 90)))) == []


# ---- citations -------------------------------------------------------------------------------------------------------


def test_a_number_that_is_asked_for_in_place_of_another_by_the_same_source_is_told() -> None:
    old = rubric_of("so")
    new = edited(old, "head_rating", moved("lowest_percent", 80, 85))
    (found,) = cited_as_before(compare(old, new))
    assert (found.name, found.severity) == ("same_citation:head_rating:hoan-thanh-xuat-sac", Severity.WARNING)
    assert "80%" in problem_text(found, new, EN)
    assert "Decision No. 13/2016" in problem_text(found, new, EN)


def test_a_rule_without_another_number_is_not_told() -> None:
    old = rubric_of("so")
    assert not cited_as_before(compare(old, old))
    assert not cited_as_before(compare(old, replace(old, tables=old.tables[:1], review_table="")))


# ---- percentages that there cannot be --------------------------------------------------------------------------------


def test_it_is_an_error_and_says_what_there_can_be() -> None:
    whole = edited(rubric_of("so"), "group", moved("total_percent", 90, 150))
    (found,) = out_of_range(whole)
    assert (found.kind, found.severity) == (Kind.OUT_OF_RANGE, Severity.ERROR)
    assert problem_text(found, whole, EN).endswith("names a percentage that there cannot be. Allowed: from 0 to 100.")
    assert problem_text(found, whole, VI).endswith("không thể có. Được phép: từ 0 đến 100.")
