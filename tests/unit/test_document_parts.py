"""Codes, dates, and what is said inside a refusal, in both languages."""

from datetime import UTC, date, datetime

import pytest

from rules.code import is_code
from rules.criterion import Criterion
from rules.document import is_dated
from rules.errors import BadValue, RubricRefusal
from rules.measure import TotalPercent
from rules.rubric import Rubric
from rules.said import said
from rules.table import unknown
from rules.text import Text
from rules.together import all_of
from rulesvc.errors import EditionNotOfPeriod, NothingKnownAsOf, UnknownPeriod
from rulesvc.languages import language
from tests.builders import leaf, rubric, rule, table, when

VIETNAMESE, ENGLISH = language("vi"), language("en")


@pytest.mark.parametrize("text", ["so", "1.2.1", "80-90", "head_rating", "3396-qd-ubnd", "x" * 100])
def test_a_code_is_lower_case_with_single_signs_between(text: str) -> None:
    assert is_code(text)


@pytest.mark.parametrize("text", ["", "So", "sở", "a b", "-a", "a-", "a..b", "a\n", "x" * 101, "٣"])
def test_nothing_else_is_a_code(text: str) -> None:
    assert not is_code(text)


@pytest.mark.parametrize(
    ("text", "truth"),
    [
        ("2022", True),
        ("2024-02-29", True),
        ("2023-02-29", False),
        ("0000", False),
        ("2022-13-01", False),
        ("2022-12", False),
        ("20221215", False),
        ("2022-12-15\n", False),
    ],
)
def test_a_document_is_of_a_day_that_there_is_or_of_a_year(text: str, truth: bool) -> None:  # noqa: FBT001
    assert is_dated(text) is truth


def test_all_that_is_wrong_with_a_rubric_is_known_from_the_first_refusal() -> None:
    with pytest.raises(RubricRefusal) as refused:
        rubric(criteria=(leaf("a"), leaf("a")), exemptions=[("b", "x")], review_table="none")
    assert [refusal.at for refusal in all_of(refused.value)] == [
        ("criteria", 1, "code"),
        ("exemptions", 0, "criterion"),
        ("review_table",),
    ]
    alone = BadValue(said("x"), 1, said("y"))
    assert all_of(alone) == (alone,)


def test_a_rubric_without_a_code_is_refused() -> None:
    with pytest.raises(RubricRefusal) as refused:
        Rubric(" ", Text("x"), "so", (Criterion("a", Text("a"), leaf("a").max_points),))
    assert refused.value.at == ("code",)


def test_a_table_without_a_code_is_refused() -> None:
    with pytest.raises(RubricRefusal) as refused:
        table("", rule("x", when(TotalPercent(), ">=", 90)))
    assert refused.value.at == ("code",)


def test_of_very_many_codes_only_those_most_alike_are_named() -> None:
    (refusal,) = unknown(said("x"), "c77x", (f"c{number}" for number in range(100)), at=("code",))
    named = refusal.facts()["allowed"]
    assert (len(named), named[0]) == (20, "c77")


def test_what_is_said_inside_a_refusal_is_in_its_language() -> None:
    with pytest.raises(BadValue) as refused:
        leaf("a", 0)
    assert VIETNAMESE.say(refused.value) == "Tiêu chí a, điểm tối đa: “0” không hợp lệ. Được phép: lớn hơn 0."
    assert ENGLISH.say(refused.value) == "criterion a: max_points: “0” is not allowed. Allowed: more than 0."


def test_a_list_of_nothing_is_told_in_words() -> None:
    assert VIETNAMESE.say(UnknownPeriod("2022", ())).endswith("Được phép: chưa có kỳ nào.")
    assert VIETNAMESE.say(EditionNotOfPeriod("so", 1, "2022", ())).endswith("Các kỳ áp dụng: chưa có kỳ nào.")


def test_instants_and_days_are_told_as_official_papers_write_them() -> None:
    """In the time of Vietnam; days below ten and the first two months carry a zero."""
    refusal = NothingKnownAsOf(
        "so", "2022", datetime(2023, 3, 1, 2, 42, tzinfo=UTC), datetime(2023, 12, 31, 17, 0, tzinfo=UTC)
    )
    told = VIETNAMESE.say(refusal)
    assert "Tại thời điểm 09 giờ 42 phút ngày 01/3/2023 chưa có" in told
    assert told.endswith("từ 00 giờ 00 phút ngày 01/01/2024.")
    assert "09:42 on 2023-03-01 (UTC+7)" in ENGLISH.say(refusal)
    assert (VIETNAMESE.day(date(2016, 6, 17)), VIETNAMESE.day(date(2022, 10, 5))) == ("17/6/2016", "05/10/2022")
