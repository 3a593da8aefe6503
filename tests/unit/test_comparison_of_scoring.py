"""What a draft changes in how criteria are scored: as data, in sentences, and in the table of a submission."""

from dataclasses import replace
from fractions import Fraction
from typing import Any

import pytest
from hypothesis import assume, given, settings

from rules.combining import SUM, Best, Branch, CappedSum, Case, Combining, Rescaled
from rules.comparison import compare
from rules.comparison_columns import three_columns
from rules.comparison_content import as_content
from rules.comparison_phrases import told
from rules.comparison_values import Change
from rules.content import rubric_content
from rules.criterion import Absence, Criterion
from rules.language import Language
from rules.methods import Method
from rules.methods.choice import Choice
from rules.methods.deduction import Deduction
from rules.methods.figure import Deadline, Figure, Quantity
from rules.methods.formula import Formula, Input
from rules.methods.points import GivenPoints
from rules.methods.ratio import RatioToTarget
from rules.rubric import Rubric
from rules.text import Text
from tests.builders import area, leaf, rubric, text
from tests.every_criterion import METHODS
from tests.scoring import DAYS, PERCENT, option
from tests.spec.scored_strategies import cases

VI, EN = Language("vi"), Language("en")
CHOICE = Choice((option("full", 10), option("none", 0)))
RATIO = RatioToTarget(PERCENT, Fraction(85))
LATE = Deduction(replace(DAYS, deadline=Deadline(12, 15)), Fraction(1))

CHOSEN = "chọn một mức: full (vi): 10,00 điểm; none (vi): 0,00 điểm"
IN_PROPORTION = (
    "tỷ lệ hồ sơ đúng hạn: từ 85% trở lên: 10,00 điểm; dưới 85%: tỷ lệ hồ sơ đúng hạn / 85% × 10,00 điểm, "
    "làm tròn đến 2 chữ số thập phân"
)
SUMMED = "cộng điểm các tiêu chí thành phần"
BRANCHES = Branch("1", (Case("full", "2.1"), Case("none")))

often = settings(max_examples=200, deadline=None, derandomize=True, database=None)


def world(method: Method = CHOICE, combined: Combining = SUM, cap: int = 20, **area_1: Any) -> Rubric:
    """An area that is scored by *method*, and one with two parts that are *combined*."""
    parts = area("2", leaf("2.1"), leaf("2.2"))
    both = replace(parts, combined=combined, max_points=Fraction(cap))
    return rubric(criteria=(replace(leaf("1"), method=method, **area_1), both))


def told_once(old: Rubric, new: Rubric, language: Language = VI) -> str:
    (sentence,) = (told(each, language) for each in compare(old, new))
    return sentence


def between(old: Rubric, new: Rubric) -> Change:
    (change,) = compare(old, new)
    return change


def test_another_method_is_told_as_what_it_was_and_what_it_becomes() -> None:
    old, new = world(), world(RATIO)
    assert told_once(old, new) == f"Lĩnh vực 1 “1 (vi)”: sửa cách chấm từ “{CHOSEN}” thành “{IN_PROPORTION}”."
    assert told_once(old, new, EN).startswith("Area 1 “1 (en)”: way of scoring “one of: full (en): 10.00 points; ")
    told_as = as_content(between(old, new))
    assert (told_as["field"], told_as["old"]["kind"], told_as["new"]["kind"]) == ("method", "choice", "ratio")
    (row,) = three_columns(compare(old, new), old, new, {}, VI)
    assert (row.current, row.draft) == (
        f"1 1 (vi): điểm tối đa 10 điểm; cách chấm “{CHOSEN}”",
        f"1 1 (vi): điểm tối đa 10 điểm; cách chấm “{IN_PROPORTION}”",
    )


def test_points_given_by_an_appraiser_are_told_where_they_begin_or_end() -> None:
    old, new = world(GivenPoints()), world()
    given_points = "người thẩm định chấm từ 0 đến 10,00 điểm"
    assert told_once(old, new) == f"Lĩnh vực 1 “1 (vi)”: sửa cách chấm từ “{given_points}” thành “{CHOSEN}”."
    (row,) = three_columns(compare(old, new), old, new, {}, VI)
    assert row.current == f"1 1 (vi): điểm tối đa 10 điểm; cách chấm “{given_points}”"


def test_another_cap_is_no_other_method() -> None:
    assert between(world(), world(max_points=Fraction(11))).field == "max_points"


@pytest.mark.parametrize(
    ("combined", "cap", "sentence"),
    [
        (
            Rescaled(3),
            20,
            f"{SUMMED} được đánh giá, quy đổi theo tỷ lệ so với điểm tối đa, làm tròn đến 3 chữ số thập phân",
        ),
        (CappedSum(), 20, f"{SUMMED}, trong giới hạn từ 0 đến 20 điểm"),
        (Best(), 10, "lấy cách tính có điểm cao nhất"),
        (
            replace(BRANCHES, cases=(Case("full", "2.1"), Case("none", "2.2"))),
            10,
            "theo nhánh, căn cứ mức được chọn tại 1 (vi): full (vi): tính theo 2.1 (vi); none (vi): tính theo 2.2 (vi)",
        ),
    ],
)
def test_another_way_of_combining_is_told(combined: Combining, cap: int, sentence: str) -> None:
    changes = compare(world(), world(combined=combined, cap=cap))
    assert told(changes[-1], VI) == (f"Lĩnh vực 2 “2 (vi)”: sửa cách tổng hợp điểm từ “{SUMMED}” thành “{sentence}”.")
    assert as_content(changes[-1])["new"]["kind"] == combined.kind
    assert len(changes) == 1 + (cap != 20)


def test_an_option_that_leads_nowhere_is_told() -> None:
    branches = area("2", leaf("2.1"))
    old = rubric(criteria=(replace(leaf("1"), method=CHOICE), branches))
    new = replace(old, criteria=(old.criteria[0], replace(branches, combined=BRANCHES)))
    assert told_once(old, new).endswith("full (vi): tính theo 2.1 (vi); none (vi): không đánh giá”.")
    assert told_once(old, new, EN).endswith("full (en): 2.1 (en); none (en): not assessed”.")


def test_a_branch_on_what_is_only_called_otherwise_is_the_same() -> None:
    parts = area("2", leaf("2.1"))
    old = rubric(criteria=(replace(leaf("1"), method=CHOICE), replace(parts, combined=BRANCHES)))
    new = replace(
        old, criteria=(replace(old.criteria[0], code="7"), replace(parts, combined=replace(BRANCHES, on="7")))
    )
    origins = {code: (code,) for code in new.criterion} | {"7": ("1",)}
    (change,) = compare(old, new, origins=origins)
    assert (change.field, change.old, change.new) == ("code", "1", "7")


@pytest.mark.parametrize(
    ("absent", "words"), [(Absence.EARNS, "tính điểm tối đa"), (Absence.REFUSED, "luôn được đánh giá")]
)
def test_what_follows_where_nothing_arises_is_told(absent: Absence, words: str) -> None:
    old, new = world(), world(not_applicable=absent)
    start = "Lĩnh vực 1 “1 (vi)”: sửa cách tính khi không phát sinh từ “giảm trừ điểm tối đa” thành"
    assert told_once(old, new) == f"{start} “{words}”."
    assert as_content(between(old, new))["new"] == absent.value
    (row,) = three_columns(compare(old, new), old, new, {}, VI)
    assert row.draft.endswith(f"; cách tính khi không phát sinh “{words}”")


def test_points_beside_the_maximum_are_told() -> None:
    old, new = world(), world(extra=True)
    assert told_once(old, new) == (
        "Lĩnh vực 1 “1 (vi)”: sửa điểm thưởng, điểm trừ ngoài điểm tối đa từ “không” thành “có”."
    )
    assert told_once(new, old, EN) == "Area 1 “1 (en)”: bonus or penalty points beside the maximum “yes” becomes “no”."
    change = as_content(between(old, new))
    assert (change["old"], change["new"]) == (False, True)


def test_a_component_that_gets_parts_loses_its_method() -> None:
    def with_part(method: Method, *parts: Criterion) -> Rubric:
        return rubric(criteria=(replace(leaf("1"), parts=parts, method=method),))

    old, new = with_part(LATE), with_part(GivenPoints(), leaf("1.1"))
    sentences = [told(each, VI) for each in compare(old, new)]
    assert sentences[0].startswith("Lĩnh vực 1 “1 (vi)”: bỏ cách chấm “10,00 điểm, trừ 1,00 điểm cho mỗi ngày")
    assert [each.field for each in compare(with_part(GivenPoints()), new)] == [""]


# ---- what reads the same ---------------------------------------------------------------------------------------------


def test_what_no_sentence_says_is_told_by_its_parameters() -> None:
    done = Figure(Quantity.VALUE, Text("Số việc", "Tasks"))
    old, new = (world(Formula(name, (Input(name, done),))) for name in ("done", "tasks"))
    sentence = told_once(old, new)
    assert sentence.count("“số việc”") == 2
    assert sentence.count("done") == sentence.count("tasks") == 2


def test_another_deadline_is_told_in_the_sentence() -> None:
    later = replace(LATE, figure=replace(LATE.figure, deadline=Deadline(12, 20)))
    sentence = told_once(world(LATE), world(later))
    assert "thời hạn: ngày 15 tháng 12 của năm đánh giá" in sentence
    assert "thời hạn: ngày 20 tháng 12 của năm đánh giá" in sentence


def test_what_is_rounded_otherwise_but_reads_the_same_is_told_by_its_places() -> None:
    assert told_once(world(), world(replace(CHOICE, places=3))).endswith(f"từ “{CHOSEN}” thành “{CHOSEN}” (places 3).")


def test_another_wording_in_english_is_told_in_english() -> None:
    options = (replace(CHOICE.options[0], name=Text("full (vi)", "all")), CHOICE.options[1])
    sentence = told_once(world(), world(Choice(options)))
    assert "cách chấm (bản tiếng Anh)" in sentence
    assert "one of: all: 10.00 points" in sentence


@often
@given(cases(), cases())
def test_two_methods_are_told_apart(one: tuple[Method, object], other: tuple[Method, object]) -> None:
    assume(one[0] != other[0])
    old, new = (world(each) for each in (one[0], other[0]))
    change = between(old, new)
    assert as_content(change)["old"] == rubric_content(old)["criteria"][0].get("method", {"kind": "points"})
    for language in (VI, EN):
        sentence = told(change, language)
        start, end = ("từ “", "” thành “") if language is VI else ("scoring “", "” becomes “")
        assert start in sentence
        assert end in sentence or "(" in sentence
        assert told(compare(new, old)[0], language) != sentence


def test_a_criterion_that_is_added_tells_how_it_is_scored() -> None:
    old = rubric(criteria=(leaf("0"),))
    for name, method in METHODS.items():
        new = replace(old, criteria=(*old.criteria, replace(leaf("9"), name=text(name), method=method)))
        sentence = told_once(old, new)
        assert ("cách chấm" in sentence) is (method != GivenPoints())
        assert as_content(between(old, new))["new"]["method"]["kind"] == method.kind
