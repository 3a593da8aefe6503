"""The form of a criterion and the rows of the tree, without any page."""

from dataclasses import replace
from fractions import Fraction
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as some

from admin.criteria_tree import Move, Sums, Way, moved, rows
from admin.criterion_form import Lines, content_of, fields_of, patch
from admin.language import language
from rules.addresses import UnknownElement
from rules.combining import Best, CappedSum, Combining
from rules.content import rubric_content
from rules.criterion import Criterion
from rules.errors import Refused
from rules.merge_patch import merged
from rules.rubric import Rubric
from rules.text import Text
from tests.sample import sample_rubric

VI = language("vi")
CONTENT = some.recursive(
    some.text(max_size=2) | some.lists(some.integers(), max_size=2),
    lambda inner: some.dictionaries(some.sampled_from("abc"), inner, max_size=3),
    max_leaves=8,
)


@given(some.dictionaries(some.sampled_from("abc"), CONTENT), some.dictionaries(some.sampled_from("abc"), CONTENT))
def test_a_patch_makes_the_new_of_the_old(old: dict[str, Any], new: dict[str, Any]) -> None:
    assert merged(old, patch(old, new)) == new


def test_numbers_are_shown_and_read_with_a_decimal_comma() -> None:
    fields = fields_of({"code": "1", "max_points": "1234.5", "method": {"kind": "ratio", "target": "97.5"}}, VI)
    assert (fields["max_points"], fields["method.target"]) == ("1234,5", "97,5")
    assert str(content_of(fields)["max_points"]) == "1234.5"


def test_every_number_that_is_none_is_told_at_once() -> None:
    with pytest.raises(Refused) as refused:
        content_of({"max_points": "x", "method.bands.0.low": "1.200"})
    assert [each.at for each in refused.value.refusals] == [("max_points",), ("method", "bands", "0", "low")]


def test_names_that_lead_too_deep_say_nothing() -> None:
    assert content_of({"method" + ".a" * 5000: "x"}) == {}


def test_a_line_more_and_a_line_less() -> None:
    fields = {"method.bands.0.low": "1", "method.bands.1.low": "2", "code": "x"}
    assert Lines(Lines(fields).more("method.bands")).count("method.bands") == 3
    assert Lines(fields).less("method.bands", 0) == {"method.bands.0.low": "2", "code": "x"}


# ---- the tree --------------------------------------------------------------------------------------------------------


def leaf(code: str, most: str) -> Criterion:
    return Criterion(code, Text(code), Fraction(most))


def tree(most: str, combined: Combining | None = None) -> Rubric:
    parts = (leaf("1.1", "2.5"), leaf("1.2", "3"))
    area = Criterion("1", Text("1"), Fraction(most), parts=parts)
    return Rubric("r", Text("r"), "b", (replace(area, combined=combined) if combined else area, leaf("2", "4")))


@pytest.mark.parametrize(
    ("most", "combined", "told"),
    [
        ("5.5", None, "cộng các thành phần: 5,5"),
        ("6", None, "cộng các thành phần: 5,5, thấp hơn điểm tối đa 0,5"),
        ("5", None, "cộng các thành phần: 5,5, cao hơn điểm tối đa 0,5"),
        ("3", Best(), "thành phần có điểm tối đa lớn nhất: 3"),
        ("4", Best(), "thành phần có điểm tối đa lớn nhất: 3, thấp hơn điểm tối đa 1"),
        ("4", CappedSum(), "tổng các thành phần không bắt buộc bằng điểm tối đa"),
    ],
)
def test_what_the_parts_come_to_is_said_against_the_maximum(most: str, combined: Combining | None, told: str) -> None:
    assert rows(tree(most, combined), {}, VI)[0].added_up == told


def test_leaves_have_no_sum() -> None:
    row = rows(tree("5.5"), {}, VI)[1]
    assert (row.added_up, row.sums, row.differs) == ("", Sums.NONE, False)


@pytest.mark.parametrize(
    ("code", "way", "change"),
    [
        ("1.2", Way.UP, {"position": 0}),
        ("1.1", Way.DOWN, {"position": 1}),
        ("1.2", Way.IN, {"parent": "1.1"}),
        ("1.2", Way.OUT, {"parent": None, "position": 1}),
        ("1.1", Way.UP, {}),
        ("1", Way.OUT, {}),
        ("nothing", Way.UP, {}),
    ],
)
def test_where_a_criterion_is_moved(code: str, way: Way, change: dict[str, Any]) -> None:
    assert moved(tree("5.5"), Move(code, way)) == change


@pytest.mark.parametrize(
    ("code", "way", "other", "change"),
    [
        ("1.2", Way.BEFORE, "1.1", {"parent": "1", "position": 0}),
        ("1.1", Way.AFTER, "1.2", {"parent": "1", "position": 1}),
        ("1.1", Way.BEFORE, "2", {"parent": None, "position": 1}),
        ("1", Way.AFTER, "2", {"parent": None, "position": 1}),
        ("2", Way.INTO, "1", {"parent": "1"}),
    ],
)
def test_where_a_criterion_is_dropped(code: str, way: Way, other: str, change: dict[str, Any]) -> None:
    assert moved(tree("5.5"), Move(code, way, other)) == change


def test_nothing_is_dropped_on_what_is_gone() -> None:
    with pytest.raises(UnknownElement):
        moved(tree("5.5"), Move("1.1", Way.AFTER, "3"))


def test_exempted_agencies_are_named_in_the_row() -> None:
    exemption = sample_rubric().exemptions[0]
    named = rows(sample_rubric(), {exemption.agency: Text("Sở Thử")}, VI)
    assert "Sở Thử" in next(row.exempt for row in named if row.criterion.code == exemption.criterion)


def test_what_a_form_shows_says_the_same_again() -> None:
    for criterion in rubric_content(sample_rubric())["criteria"]:
        shown = fields_of(criterion, VI)
        assert fields_of({**content_of(shown)}, VI) == shown
