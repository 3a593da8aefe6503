"""Refusals: collected, said together, and carried from one process to another."""

import pickle
from dataclasses import fields
from fractions import Fraction

import pytest

from rules.errors import BadRank, BadValue, OverCap, Refusal, Refusals, Refused, SumDiffers, require
from rules.rubric import Rubric
from rules.text import Coded, Text
from tests.builders import rubric, sheet

BAD_VALUE = BadValue(what="table t: places", given=7, allowed="from 0 to 6")
OVER_CAP = OverCap(Text("Thể chế"), Fraction(11), Fraction(0), Fraction(10), at=("answers", 0, "points"))


def test_a_refusal_says_what_was_given_and_what_is_allowed() -> None:
    assert str(BAD_VALUE) == "table t: places: “7” is not allowed. Allowed: from 0 to 6."


def test_what_holds_is_not_refused() -> None:
    require(True, BAD_VALUE)  # noqa: FBT003 -- the sentence is the same with a condition
    with pytest.raises(BadValue):
        require(False, BAD_VALUE)  # noqa: FBT003


def test_refusals_are_raised_together_and_none_is_not_raised() -> None:
    found = Refusals()
    found.raise_if_any()
    found.add(BAD_VALUE)
    found.add(BadRank(0, 1_000_000))
    with pytest.raises(Refused) as refused:
        found.raise_if_any()
    assert refused.value.refusals[0] is BAD_VALUE
    assert str(refused.value) == f"{BAD_VALUE}; {BadRank(0, 1_000_000)}"


@pytest.mark.parametrize("refusal", [BAD_VALUE, OVER_CAP, SumDiffers(criterion="a", given=1, total=2)])
def test_a_refusal_can_be_raised_in_another_process(refusal: Refusal) -> None:
    carried = pickle.loads(pickle.dumps(refusal))  # noqa: S301 -- what we pickled ourselves
    assert (type(carried), carried.facts(), carried.at) == (type(refusal), refusal.facts(), refusal.at)


def test_refusals_of_one_input_can_be_raised_in_another_process() -> None:
    refused = Refused((OVER_CAP, BadRank(0, 1_000_000)))
    carried = pickle.loads(pickle.dumps(refused))  # noqa: S301
    assert str(carried) == str(refused)
    assert [each.facts() for each in carried.refusals] == [each.facts() for each in refused.refusals]


def test_a_sheet_can_be_sent_to_another_process() -> None:
    carried = pickle.loads(pickle.dumps(sheet()))  # noqa: S301
    assert carried == sheet()


def test_a_rubric_can_be_sent_to_another_process() -> None:
    asked = rubric()
    assert len({asked}) == 1
    carried: Rubric = pickle.loads(pickle.dumps(asked))  # noqa: S301
    assert carried == asked


def test_what_was_computed_from_a_rubric_is_not_sent_with_it() -> None:
    """Hashes of texts differ between processes: a hash from another one would not be found here."""
    asked = rubric()
    hash(asked)
    assert "_hash" in vars(asked)
    carried: Rubric = pickle.loads(pickle.dumps(asked))  # noqa: S301
    assert vars(carried).keys() == {field.name for field in fields(Rubric)}


def test_a_code_with_its_name_goes_to_another_process_and_back() -> None:
    code = Coded("so-y-te", Text("Sở Y tế"))
    again = pickle.loads(pickle.dumps(code))  # noqa: S301 -- made here
    assert (again, again.name) == (code, code.name)
