"""Chapter 19, of criteria: a step that does not divide the maximum, a cap that nothing reaches, and their methods."""

from dataclasses import replace
from fractions import Fraction

from rules.combining import CappedSum
from rules.criterion import Criterion
from rules.criterion_checks import check_criterion
from rules.method_finding import Severity
from rules.methods.bands import Bands
from tests.builders import area, leaf, text
from tests.scoring import PERCENT, band
from tests.told import EN

ERROR, WARNING = Severity.ERROR, Severity.WARNING


def found(criterion: Criterion) -> list[tuple[Severity, str, tuple[object, ...]]]:
    return [(each.severity, EN.written(each.words), each.at) for each in check_criterion(criterion)]


def test_a_step_must_divide_the_maximum_and_the_minimum() -> None:
    words = "The step of 4 points does not divide {}, so that these points cannot be given"
    assert found(leaf("c", 10, low=-2, step=4)) == [
        (WARNING, words.format(-2), ("step",)),
        (WARNING, words.format(10), ("step",)),
    ]
    assert found(leaf("c", 10, step="0.25")) == found(leaf("c")) == []


def test_what_is_found_in_a_method_stands_below_it() -> None:
    bands = Bands(PERCENT, (band(0, None, 60), band(10, 61)))
    assert found(replace(leaf("c"), method=bands)) == [
        (ERROR, "No band covers figures from 60 below 61", ("method", "bands"))
    ]


def test_the_cap_of_a_capped_sum_can_be_reached() -> None:
    parts = (leaf("c.1", 1), leaf("c.2", 2))
    capped = Criterion("c", text("c"), Fraction(3), parts=parts, combined=CappedSum())
    assert found(capped) == found(area("c", *parts)) == []
    assert found(replace(capped, max_points=Fraction(4))) == [
        (WARNING, "No answer earns the maximum of 4 points; the most that can be earned is 3", ("max_points",))
    ]
