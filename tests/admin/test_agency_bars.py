"""The geometry of the bars, and the levels of an edition that are drawn into them."""

from fractions import Fraction

import pytest

from admin.language import language
from admin.views.agency_bars import at, bars, level_words, levels
from admin.views.agency_rows import loss_rows, rule_rows
from rules.telling import Telling
from tests.sample import sample_results, sample_rubric

VI = language("vi")


def telling(place: int = 0) -> Telling:
    return Telling(sample_rubric(), tuple(sample_results().values())[place], VI)


@pytest.mark.parametrize(
    ("percent", "place"), [("0", "0.00%"), ("250/3", "83.33%"), ("100", "100.00%"), ("-5", "0.00%"), ("107", "100.00%")]
)
def test_places_lie_between_0_and_100(percent: str, place: str) -> None:
    assert at(Fraction(percent)) == place


def test_levels_stand_highest_first_and_are_told() -> None:
    told = telling()
    drawn = levels(told)
    assert [each.percent for each in drawn] == sorted((each.percent for each in drawn), reverse=True)
    assert [each.place for each in drawn] == list(range(len(drawn)))
    assert all(each.told in level_words(each, told) for each in drawn)


@pytest.mark.parametrize("place", range(len(sample_results())))
def test_a_bar_is_short_of_the_levels_above_it(place: int) -> None:
    told = telling(place)
    for bar in bars(told, levels(told)):
        if bar.width:
            reached = told.percents[bar.area.code]
            assert [each.percent > reached for each in bar.levels] == [each in bar.short for each in bar.levels]
        else:
            assert bar.area.code not in told.percents


@pytest.mark.parametrize("place", range(len(sample_results())))
def test_what_was_lost_adds_up_to_what_lacks_of_the_maximum(place: int) -> None:
    told = telling(place)
    lost = sum(row.lost for row in loss_rows(told))
    areas = [area.code for area in told.rubric.criteria if not area.extra and area.code in told.ratios]
    assert lost >= sum(told.ratios[code][1] - told.ratios[code][0] for code in areas)


def test_every_rule_is_told_with_every_condition() -> None:
    told = telling()
    for table in told.rubric.tables:
        rows = rule_rows(told, table)
        assert len(rows) == len(told.result["verdicts"][table.code])
        assert all(row.citations for row in rows)
        assert all(each.asked and each.seen for row in rows for each in row.conditions)
