"""Workings of surveys as content: what is written field by field is what the types of the fields say."""

from dataclasses import replace
from fractions import Fraction

import pytest
from hypothesis import given

from rules.ballots import SurveyPercent
from rules.methods.survey import Minimum, Survey, SurveyTakenOver, Then
from rules.plain import plain
from rules.survey_content import survey_content
from rules.survey_scoring import Bounds, score_taken_over
from rules.survey_working import SurveyWorking
from tests.spec.test_survey_laws import Ballot, cases
from tests.spec.test_survey_laws import worked as counted_out
from tests.surveys import ballots, marks, satisfied, survey, worked

TEN = Bounds(Fraction(0), Fraction(10))


@given(cases())
def test_content_of_a_survey_is_what_its_types_say_but_for_the_sample(case: tuple[Survey, list[Ballot]]) -> None:
    asked, found = case
    working = counted_out(asked, found, TEN)
    assert survey_content(working) == plain(replace(working, sample=()))


@pytest.mark.parametrize(
    "working",
    [
        worked(survey(), satisfied("people", 912, 1000)),
        worked(survey(minimum=Minimum(ballots=2000, then=Then.COUNCIL)), satisfied("people", 912, 1000)),
        worked(survey(minimum=Minimum(then=Then.BLOCK_AVERAGE)), ballots(q=marks(0, blank=5)), block_average=80),
        score_taken_over(SurveyTakenOver(), SurveyPercent("c", Fraction(90), "12/BC-SNV"), TEN),
    ],
    ids=["scored", "for the council", "averaged", "taken over"],
)
def test_so_it_is_where_parts_are_absent(working: SurveyWorking) -> None:
    assert survey_content(working) == plain(replace(working, sample=()))
