"""The fields of a trial: whatever is stored comes back as it was, in every form that methods ask for."""

from fractions import Fraction

import pytest

from admin.language import language
from admin.views.trial_fields import Read, filled, read, rows
from rules.answer import Answer, Counted, Points, Proportion
from rules.answer_content import answer_content, normalised
from rules.rubric import Rubric
from rules.sheet import Sheet
from tests.sample import sample_rubric, sample_sheets

VI = language("vi")


def typed_back(rubric: Rubric, sheet: Sheet, **typed: str) -> Read:
    """What is read from the fields as the sheet fills them, but for what is *typed*."""
    shown = rows(rubric, sheet.agency, sheet, VI)
    return read(rubric, shown, {**filled(shown, sheet, VI), **typed}, sheet, VI)


@pytest.mark.parametrize("place", range(len(sample_sheets())))
def test_a_stored_sheet_comes_back_as_it_is(place: int) -> None:
    rubric, sheet = sample_rubric(), sample_sheets()[place]
    found = typed_back(rubric, sheet)
    assert found.refusals == ()
    exempt = rubric.exempt.get(sheet.agency, frozenset()) | rubric.earning.get(sheet.agency, frozenset())
    given = {answer.criterion: content(answer) for answer in sheet.answers if answer.criterion not in exempt}
    assert {answer.criterion: content(answer) for answer in found.answers} == given
    assert dict(found.indicators) == dict(sheet.indicators)
    assert dict(found.bests) == dict(sheet.bests)


def content(answer: Answer) -> object:
    """What counts of an answer: items of which there are none do not."""
    return answer_content(normalised(answer))


def test_half_a_proportion_is_refused() -> None:
    sheet = sample_sheets()[0]
    stored = next(each for each in sheet.answers if isinstance(each, Proportion))
    found = typed_back(sample_rubric(), sheet, **{f"a.{stored.criterion}.denominator": ""})
    (refusal,) = found.refusals
    assert refusal.at == ("a", stored.criterion)


@pytest.mark.parametrize("typed", ["2,5", "-1", "hai", "1234567890"])
def test_a_count_is_a_whole_number(typed: str) -> None:
    sheet = sample_sheets()[0]
    stored = next(each for each in sheet.answers if isinstance(each, Counted))
    found = typed_back(sample_rubric(), sheet, **{f"a.{stored.criterion}.count": typed})
    (refusal,) = found.refusals
    assert typed in VI.say(refusal)


def test_commas_and_points_are_decimal_signs() -> None:
    sheet = sample_sheets()[0]
    stored = next(each for each in sheet.answers if isinstance(each, Points))
    for typed in ("0,25", "0.25", " 0,25 "):
        found = typed_back(sample_rubric(), sheet, **{f"a.{stored.criterion}.points": typed})
        assert Points(stored.criterion, Fraction(1, 4)) in found.answers
