"""Answers as content: whatever is written is read back the same, and texts have one form."""

from datetime import date
from fractions import Fraction

import pytest
from hypothesis import given
from hypothesis import strategies as st

from rules.answer import (
    Answer,
    Chosen,
    Counted,
    Dated,
    Inputs,
    Itemised,
    Measured,
    NotApplicable,
    Points,
    Proportion,
    Sourced,
)
from rules.answer_content import answer_content, answer_of, normalised
from rules.ballots import GroupBallots, Marks, Surveyed, SurveyPercent

NUMBERS = st.integers(-(10**9), 10**9).map(lambda number: Fraction(number, 10**6))
COUNTS = st.integers(0, 10**6)
YES = st.sampled_from([True])
WORDS = st.text(min_size=1, max_size=9)
COUNTED = st.builds(Counted, st.just("c"), COUNTS) | st.builds(Counted, st.just("c"), COUNTS, YES, WORDS)
SUPPLIED = (
    st.builds(Points, st.just("c"), NUMBERS)
    | st.builds(Measured, st.just("c"), NUMBERS)
    | st.builds(Proportion, st.just("c"), NUMBERS, NUMBERS)
    | COUNTED
    | st.builds(Dated, st.just("c"), st.dates())
    | st.builds(Dated, st.just("c"), st.dates(), YES, WORDS)
)
MARKS = st.builds(Marks, st.dictionaries(WORDS, st.integers(1, 9), max_size=3), COUNTS, COUNTS)
BALLOTS = st.builds(
    GroupBallots, WORDS, COUNTS, COUNTS, COUNTS, st.dictionaries(WORDS, MARKS, max_size=2), st.none() | COUNTS
)
ANSWERS: st.SearchStrategy[Answer] = (
    SUPPLIED
    | st.builds(Sourced, SUPPLIED, WORDS)
    | st.builds(Chosen, st.just("c"), WORDS)
    | st.builds(Itemised, st.just("c"), st.dictionaries(WORDS, st.integers(1, 9), max_size=3))
    | st.builds(Inputs, st.just("c"), st.dictionaries(WORDS, NUMBERS, max_size=3))
    | st.builds(SurveyPercent, st.just("c"), NUMBERS, WORDS)
    | st.builds(Surveyed, st.just("c"), BALLOTS.map(lambda ballots: (ballots,)), st.none() | NUMBERS)
    | st.builds(NotApplicable, st.just("c"), WORDS)
)


@given(ANSWERS)
def test_what_is_written_is_read_back_the_same(answer: Answer) -> None:
    content = answer_content(answer)
    assert answer_of(content) == answer
    assert content["criterion"] == "c"


def test_items_of_which_there_are_none_are_left_out_so_that_one_report_has_one_hash() -> None:
    items = Itemised("c", {"province": 0, "ministry": 2})
    assert answer_content(items) == answer_content(Itemised("c", {"ministry": 2}))
    assert answer_content(Sourced(items, "1/BC"))["items"] == {"ministry": 2}


DECOMPOSED, COMPOSED = " Quye\u0302\u0301t định ", "Quyết định"


@pytest.mark.parametrize(
    ("given", "taken"),
    [
        (NotApplicable("c", DECOMPOSED), NotApplicable("c", COMPOSED)),
        (Counted("c", 1, waived=True, reason=DECOMPOSED), Counted("c", 1, waived=True, reason=COMPOSED)),
        (Dated("c", date(2022, 1, 2), reason=DECOMPOSED), Dated("c", date(2022, 1, 2), reason=COMPOSED)),
        (Sourced(Points("c", Fraction(1)), DECOMPOSED), Sourced(Points("c", Fraction(1)), COMPOSED)),
        (
            Sourced(Counted("c", 1, waived=True, reason=DECOMPOSED), DECOMPOSED),
            Sourced(Counted("c", 1, waived=True, reason=COMPOSED), COMPOSED),
        ),
        (
            Sourced(Dated("c", date(2022, 1, 2), waived=True, reason=DECOMPOSED), DECOMPOSED),
            Sourced(Dated("c", date(2022, 1, 2), waived=True, reason=COMPOSED), COMPOSED),
        ),
        (SurveyPercent("c", Fraction(1), DECOMPOSED), SurveyPercent("c", Fraction(1), COMPOSED)),
        (Chosen("c", DECOMPOSED), Chosen("c", DECOMPOSED)),
    ],
)
def test_texts_are_stripped_and_composed_and_codes_are_not(given: Answer, taken: Answer) -> None:
    assert normalised(given) == taken


def test_content_that_says_nothing_is_no_answer() -> None:
    with pytest.raises(KeyError):
        answer_of({"criterion": "c"})
