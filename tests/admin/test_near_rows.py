"""How far a figure is from its threshold, in words: rounded so that what is lacking suffices, never to nothing."""

from dataclasses import replace
from fractions import Fraction

import pytest

from admin.language import language
from admin.near_rows import margin_text
from foresight.nearness import near
from rules.condition import Condition
from rules.content import edition_of
from rules.evaluation import evaluate
from rules.measure import CountBelow, CriterionPoints, IndicatorValue, LowestPercent, TotalPercent, TotalPoints
from rules.telling import Telling
from rules.text import Text
from tests.builders import leaf, rubric, rule, sheet, table, when

VI = language("vi")
GIVEN = sheet({"a": 50, "b": 35, "c": 100}, indicators={"share": "49.6"})
"""83.33…% of a, 87.5% of b, 185 points of 200 in all."""


def margins(condition: Condition) -> list[str]:
    made = rubric(
        table("t", rule("yes", condition), default="no"),
        criteria=(leaf("a", 60), leaf("b", 40), leaf("c", 100)),
        scopes={"all": ("a", "b"), "one": ("b",)},
        indicators=("share",),
    )
    made = replace(made, indicators=(replace(made.indicators[0], unit=Text("%")),))
    result = evaluate(edition_of(made, 1), GIVEN)
    return [margin_text(each, Telling(made, result, VI)) for each in near(made, result)]


@pytest.mark.parametrize(
    ("condition", "told"),
    [
        (when(TotalPercent(), ">=", "92.504"), "thấp hơn 0,01 điểm phần trăm (0,01 điểm)"),
        (when(TotalPercent(), ">=", "92.496"), "cao hơn 0,004 điểm phần trăm (0,01 điểm)"),
        (when(TotalPercent(), ">=", "92.5"), "bằng đúng mức quy định"),
        (when(TotalPercent(), "<", "93"), "thấp hơn 0,50 điểm phần trăm (1,00 điểm)"),
        (when(LowestPercent("all"), ">=", 83), "cao hơn 0,33 điểm phần trăm (0,20 điểm)"),
        (when(LowestPercent("all"), ">=", 84), "thấp hơn 0,67 điểm phần trăm (0,40 điểm)"),
        (when(CountBelow("all", Fraction(84)), "<", 1), "thấp hơn 0,67 điểm phần trăm (0,40 điểm)"),
        (when(CountBelow("all", Fraction(83)), "<", 1), "cao hơn 0,33 điểm phần trăm (0,20 điểm)"),
        (when(TotalPoints(), ">=", 186), "thấp hơn 1,00 điểm"),
        (when(CriterionPoints("b"), "<", "34.8"), "cao hơn 0,20 điểm"),
        (when(IndicatorValue("share"), ">=", 50), "thấp hơn 0,40 điểm phần trăm"),
    ],
)
def test_the_margin_says_how_far_and_on_which_side(condition: Condition, told: str) -> None:
    assert margins(condition) == [told]
