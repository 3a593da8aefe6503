"""The fields of a trial: whatever is stored comes back as it was, in every form that methods ask for."""

from datetime import date
from fractions import Fraction

import pytest

from admin.language import language
from admin.views.trial_fields import Read, filled, read, rows
from rules.answer import Answer, Counted, Dated, Points, Proportion
from rules.answer_content import answer_content, normalised
from rules.ballots import Surveyed
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


@pytest.mark.parametrize("typed", ["05/3/2023", "5/03/2023", "2023-03-05"])
def test_a_day_is_typed_as_papers_write_it(typed: str) -> None:
    sheet = next(each for each in sample_sheets() if any(isinstance(answer, Dated) for answer in each.answers))
    stored = next(each for each in sheet.answers if isinstance(each, Dated))
    found = typed_back(sample_rubric(), sheet, **{f"a.{stored.criterion}.date": typed})
    (given,) = (each for each in found.answers if each.criterion == stored.criterion)
    assert isinstance(given, Dated)
    assert given.day == date(2023, 3, 5)


def test_a_day_that_is_none_is_told() -> None:
    sheet = next(each for each in sample_sheets() if any(isinstance(answer, Dated) for answer in each.answers))
    stored = next(each for each in sheet.answers if isinstance(each, Dated))
    (refusal,) = typed_back(sample_rubric(), sheet, **{f"a.{stored.criterion}.date": "31/02/2023"}).refusals
    assert "31/02/2023" in VI.say(refusal)


def surveyed_sheet() -> tuple[Sheet, Surveyed]:
    for sheet in sample_sheets():
        for answer in sheet.answers:
            if isinstance(answer, Surveyed):
                return sheet, answer
    raise AssertionError


def test_ballots_are_typed() -> None:
    sheet, stored = surveyed_sheet()
    group = stored.groups[0]
    question, marks = next(iter(group.questions.items()))
    level = next(iter(marks.levels))
    name = f"a.{stored.criterion}.groups.{group.group}.{question}.levels.{level}"
    found = typed_back(sample_rubric(), sheet, **{name: "7"})
    (given,) = (each for each in found.answers if each.criterion == stored.criterion)
    assert isinstance(given, Surveyed)
    (changed,) = (each for each in given.groups if each.group == group.group)
    assert changed.questions[question].levels[level] == 7
    assert (changed.issued, changed.returned) == (group.issued, group.returned)


def test_ballots_returned_follow_from_the_answers_where_they_are_left_empty() -> None:
    sheet, stored = surveyed_sheet()
    group, at = stored.groups[0], f"a.{stored.criterion}.groups.{stored.groups[0].group}"
    found = typed_back(sample_rubric(), sheet, **{f"{at}.issued": "", f"{at}.returned": "", f"{at}.invalid": ""})
    (given,) = (each for each in found.answers if each.criterion == stored.criterion)
    assert isinstance(given, Surveyed)
    (changed,) = (each for each in given.groups if each.group == group.group)
    assert changed.issued == changed.returned == group.valid


def test_commas_and_points_are_decimal_signs() -> None:
    sheet = sample_sheets()[0]
    stored = next(each for each in sheet.answers if isinstance(each, Points))
    for typed in ("0,25", "0.25", " 0,25 "):
        found = typed_back(sample_rubric(), sheet, **{f"a.{stored.criterion}.points": typed})
        assert Points(stored.criterion, Fraction(1, 4)) in found.answers


@pytest.mark.parametrize("typed", ["95,5%", "95.5 %", "95,5"])
def test_a_figure_may_be_typed_with_a_percent_sign(typed: str) -> None:
    rubric, sheet = sample_rubric(), sample_sheets()[0]
    code = rubric.indicators[0].code
    found = typed_back(rubric, sheet, **{f"i.{code}": typed})
    assert found.refusals == ()
    assert found.indicators[code] == Fraction(191, 2)


def test_points_are_typed_without_one() -> None:
    sheet = sample_sheets()[0]
    stored = next(each for each in sheet.answers if isinstance(each, Points))
    (refusal,) = typed_back(sample_rubric(), sheet, **{f"a.{stored.criterion}.points": "5%"}).refusals
    assert "“5%” không phải là số" in VI.say(refusal)
