"""How results are printed, for rubrics of any shape."""

from dataclasses import replace
from datetime import UTC, datetime
from fractions import Fraction
from io import BytesIO

import pytest

from rules.content import edition_of
from rules.errors import Refusal
from rules.measure import (
    CriterionPercent,
    IndicatorValue,
    PeriodCode,
    PreviousReviewed,
    TotalPercent,
    TotalPoints,
)
from rules.result import Result
from rules.rubric import Rubric
from rules.text import Text
from rulesvc.cli.clock import read_instant
from rulesvc.cli.formats.as_csv import CsvLines
from rulesvc.cli.formats.as_table import Style, TextTable
from rulesvc.cli.formats.outline import outline
from rulesvc.cli.saying import printable
from rulesvc.cli.wording import yes_or_no
from rulesvc.languages import language
from rulesvc.usecases.written_numbers import TwoReadings, read_number
from tests.builders import area, leaf, result_of, rubric, rule, sheet, table, when

EN = language("en")
VI = language("vi")
CRITERIA = (leaf("a"), area("b", leaf("b1", step=2), leaf("b2")))
SCOPES = {"areas": ("a", "b")}


def printed(world: Rubric, *results: Result, colours: bool = False, lang: str = "en", name: str = "") -> str:
    out = BytesIO()
    text = TextTable(out, edition_of(world, 1), language(lang), Style(100, colours), Text(""))
    text.begin("2022", ("",))
    for result in results:
        text.add(result, name, Text(""))
    text.finish()
    return " ".join(out.getvalue().decode().split())


def csv_of(world: Rubric, *results: Result) -> list[str]:
    out = BytesIO()
    lines = CsvLines(out, world, EN)
    for result in results:
        lines.add(result, "", Text(""))
    lines.finish()
    return out.getvalue().decode("utf-8-sig").splitlines()


SINGLE = table("single", rule("good", when(TotalPercent(), ">=", 50)))
OPEN = table("open", rule("good", when(IndicatorValue("i"), ">=", 50)))
TWICE = table(
    "twice", rule("x", when(TotalPercent(), ">=", 0)), rule("y", when(TotalPoints(), ">=", 0)), policy="UNIQUE"
)
LISTED = table(
    "listed",
    rule("low", when(CriterionPercent(), "<", 60)),
    rule("poor", when(CriterionPercent(), "<", 40)),
    policy="COLLECT",
    scope="areas",
)
WORLD = rubric(SINGLE, OPEN, TWICE, LISTED, criteria=CRITERIA, scopes=SCOPES, indicators=("i",))
POOR = result_of(WORLD, sheet({"a": 5, "b1": 2, "b2": 1}))


def test_what_is_not_determined_is_said_by_its_reason_in_words_and_colours_of_its_own() -> None:
    text = printed(WORLD, POOR, colours=True)
    silent = "\x1b[35mNot covered by the rules"
    missing = "\x1b[36mNot determined because data"
    assert silent in text
    assert missing in text
    assert "twice (en): Overlapping rules" in text


def test_a_third_table_of_the_agency_and_every_list_stand_below_the_columns() -> None:
    text = printed(WORLD, POOR)
    assert "listed (en): low (en): a (en) 50.00%; b (en) 15.00%" in text
    assert "listed (en): poor (en): b (en) 15.00%" in text


def test_counts_stand_at_the_end_with_what_is_open() -> None:
    text = printed(WORLD, POOR, result_of(WORLD, sheet({"a": 9, "b1": 8, "b2": 9}, indicators={"i": 60})))
    assert "Agencies: 2." in text
    assert "single (en): good (en): 1; Not covered by the rules - for the Council to consider: 1." in text
    assert "open (en): good (en): 1; Not determined because data are missing: 1." in text
    assert "listed (en): agencies 1, cases 3." in text


def test_counts_below_ten_have_a_zero_in_vietnamese() -> None:
    assert "02 cơ quan, đơn vị." in printed(WORLD, POOR, POOR, lang="vi")


def test_a_number_is_printed_as_the_language_writes_it() -> None:
    rules = (rule("a", when(TotalPercent(), ">=", 0)),)
    world = rubric(table("sum", *rules, policy="COLLECT SUM", values={"a": Fraction("2.5")}))
    result = result_of(world, sheet())
    assert "90,00% 2,5 " in printed(world, result, lang="vi")
    assert csv_of(world, result)[1].startswith("agency,,90,100,90.00,2.5,,")


def test_in_csv_findings_name_their_outcome_where_the_table_has_several() -> None:
    assert csv_of(WORLD, POOR)[1].split(",")[5:10] == [
        "",
        "",
        "",
        "a:low b:low b:poor",
        "single:no_rule open:missing twice:conflict",
    ]


def test_percentages_are_never_printed_on_the_wrong_side() -> None:
    world = rubric(SINGLE, criteria=(leaf("a", 100),))
    assert "49.996%" in printed(world, result_of(world, sheet({"a": Fraction("49.996")})))


def test_an_outline_shows_parts_scopes_indicators_and_conditions_of_every_kind() -> None:
    world = rubric(
        table(
            "t",
            rule("x", when(PeriodCode(), "in", ["2022", "2023"]), when(PreviousReviewed(), "=", True)),  # noqa: FBT003
            rule("y", when(IndicatorValue("i"), "missing")),
        ),
        criteria=CRITERIA,
        scopes=SCOPES,
        indicators=("i",),
    )
    lines = list(outline(world, EN))
    assert "    b1 (en) (b1): at most 10 points" in lines
    assert "  areas (en) (areas): a (en); b (en)" in lines
    assert "  i (en) (i)" in lines
    asked = "the period one of: 2022, 2023; under accountability review in the previous period"
    assert f"  x (en) (x): {asked}" in lines
    assert "  y (en) (y): i (en): no data" in lines


def test_an_outline_tells_bonus_and_penalty_points_apart() -> None:
    beside = (replace(leaf("b", 2), extra=True), replace(leaf("p", 0, low=-3), extra=True))
    both = replace(leaf("m", 2, low=-3), extra=True)
    lines = list(outline(rubric(SINGLE, criteria=(leaf("a"), *beside, both)), VI))
    at = lines.index("  b (vi) (b): tối đa 2 điểm")
    assert [line.strip() for line in lines[at + 1 : at + 6]] == [
        "Điểm thưởng ngoài điểm tối đa",
        "p (vi) (p): từ -3 đến 0 điểm",
        "Điểm trừ",
        "m (vi) (m): từ -3 đến 2 điểm",
        "Điểm thưởng, điểm trừ ngoài điểm tối đa",
    ]


def test_an_outline_tells_the_steps_in_which_points_are_given() -> None:
    stepped = replace(leaf("b"), step=Fraction("0.25"))
    lines = list(outline(rubric(SINGLE, criteria=(leaf("a"), stepped)), VI))
    ways = [line.strip() for line in lines if "Cách chấm" in line]
    assert ways == ["Cách chấm: người thẩm định chấm từ 0 đến 10,00 điểm, bước chấm 0,25 điểm"]


def test_an_outline_of_the_barest_rubric_has_no_empty_headings() -> None:
    assert "Scopes:" not in list(outline(rubric(SINGLE), EN))


# ---- words, numbers, instants ----------------------------------------------------------------------------------------


@pytest.mark.parametrize(("text", "said"), [("có", True), ("YES", True), ("không", False), ("0", False), ("?", None)])
def test_yes_and_no_are_understood_in_both_languages(text: str, said: bool | None) -> None:  # noqa: FBT001
    assert yes_or_no(text) is said


@pytest.mark.parametrize("text", ["9.75", "9,75"])
def test_a_number_has_a_decimal_point_or_comma(text: str) -> None:
    assert read_number(text) == Fraction("9.75")


@pytest.mark.parametrize(
    ("text", "thousands", "decimals"),
    [("1.200", "1200", "1,200"), ("-12.345", "-12345", "-12,345"), ("00.125", "00125", "00,125")],
)
def test_a_point_before_three_digits_can_be_read_in_two_ways(text: str, thousands: str, decimals: str) -> None:
    with pytest.raises(TwoReadings) as refused:
        read_number(text)
    assert (refused.value.thousands, refused.value.decimals) == (thousands, decimals)


@pytest.mark.parametrize("text", ["0.125", "-0.125", "1,200", "1.20", "1.2000", "1200"])
def test_of_any_other_number_it_is_known_what_it_is(text: str) -> None:
    assert read_number(text) == Fraction(text.replace(",", "."))


@pytest.mark.parametrize("text", ["9,7,5", "1.234,5", "1,234.5", ",5", "5,", "+5", "5%", "5 điểm", ""])
def test_anything_else_is_no_number(text: str) -> None:
    with pytest.raises(Refusal, match="is not a number"):
        read_number(text)


def test_an_instant_needs_a_distance_from_utc() -> None:
    assert read_instant("2023-03-01T07:00:00+07:00") == datetime(2023, 3, 1, tzinfo=UTC)
    for text in ("2023-03-01", "2023-03-01T00:00:00", "soon"):
        with pytest.raises(Refusal, match="is not an instant"):
            read_instant(text)


def test_control_characters_are_replaced_before_they_reach_a_terminal() -> None:
    assert printable("a\x1b[2J\u202eb\n\tc") == "a\N{REPLACEMENT CHARACTER}[2J\N{REPLACEMENT CHARACTER}b\n\tc"
