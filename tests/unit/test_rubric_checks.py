"""What stands in the way of scoring the criteria of a rubric, and what somebody should look at."""

from dataclasses import replace
from fractions import Fraction

from rules.criterion import Criterion
from rules.language import Language
from rules.methods.choice import Choice
from rules.rubric_checks import CannotBeScored, WorthALook, doubts, faults
from tests.builders import area, leaf
from tests.every_criterion import every_criterion
from tests.scoring import option

VI, EN = Language("vi"), Language("en")
TOO_MUCH = Choice((option("a", 11), option("b", 0)))
TOO_LITTLE = Choice((option("a", 9), option("b", 0)))


def world(method: Choice) -> tuple[Criterion, ...]:
    return leaf("1"), area("2", leaf("2.1"), replace(leaf("2.2"), method=method))


def test_points_outside_the_range_stand_in_the_way() -> None:
    (fault,) = faults(world(TOO_MUCH))
    assert isinstance(fault, CannotBeScored)
    assert fault.at == ("criteria", 1, "parts", 1, "method", "options", 0, "worth")
    assert VI.say(fault).startswith("Tiêu chí 2.2: 11 điểm nằm ngoài")
    assert list(doubts(world(TOO_MUCH))) == []


def test_a_maximum_that_nobody_earns_should_be_looked_at() -> None:
    (doubt,) = doubts(world(TOO_LITTLE))
    assert isinstance(doubt, WorthALook)
    assert doubt.code == "worth-a-look"
    assert doubt.at == ("criteria", 1, "parts", 1, "method", "options")
    assert EN.say(doubt).startswith("Criterion 2.2: No answer earns the maximum of 10 points")
    assert list(faults(world(TOO_LITTLE))) == []


def test_every_kind_of_method_can_be_scored() -> None:
    assert list(faults(every_criterion())) == []
    beyond = replace(leaf("a", Fraction(9)), method=every_criterion()[0].parts[1].method)
    assert [type(each) for each in faults((beyond,))] == [CannotBeScored]
