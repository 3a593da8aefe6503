"""Chapter 19, of criteria: a step that does not divide the maximum, a cap that nothing reaches, and their methods."""

from dataclasses import replace
from fractions import Fraction

import pytest

from rules.combining import Best, Branch, CappedSum, Case, Combining, Rescaled
from rules.criterion import Absence, Criterion
from rules.criterion_checks import check_criterion
from rules.method_finding import Severity
from rules.methods.bands import Bands
from rules.methods.survey import Minimum, Then
from tests.builders import area, leaf, text
from tests.scoring import PERCENT, band
from tests.surveys import survey
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
        (ERROR, "No band covers figures from 60 to below 61", ("method", "bands"))
    ]


def always(*parts: Criterion) -> tuple[Criterion, ...]:
    """The same leaves, none of which can be “not applicable”."""
    return tuple(replace(part, not_applicable=Absence.REFUSED) for part in parts)


def capped(cap: int, *parts: Criterion, extra: bool = False) -> Criterion:
    return Criterion("c", text("c"), Fraction(cap), parts=parts, combined=CappedSum(), extra=extra)


def test_the_cap_of_a_capped_sum_can_be_reached() -> None:
    parts = always(leaf("c.1", 1), leaf("c.2", 2))
    assert found(capped(3, *parts)) == found(area("c", *parts)) == []
    assert found(capped(4, *parts)) == [
        (WARNING, "No answer earns the maximum of 4 points; the most that can be earned is 3", ("max_points",))
    ]


SOME = leaf("some", 5)
(SURE,) = always(leaf("sure", 5))
CHOSEN = Branch("x", (Case("yes", "some"), Case("no", "sure")))


def whole(combined: Combining, cap: int, *parts: Criterion) -> Criterion:
    return Criterion("whole", text("whole"), Fraction(cap), parts=parts, combined=combined)


@pytest.mark.parametrize(
    ("parts", "least"),
    [
        ((SOME, SURE), 5),
        ((SOME, leaf("other", 6)), 5),
        ((SURE, area("sum", SOME, replace(SURE, code="sure.2"))), 10),
        ((SURE, whole(CappedSum(), 7, SOME, replace(SURE, code="sure.2"))), 10),
        ((SURE, whole(Best(), 6, leaf("more", 6), replace(SURE, code="sure.2"))), 10),
        ((SURE, whole(CHOSEN, 6, replace(SOME, max_points=Fraction(6)), SURE)), 5),
        ((SURE, whole(replace(CHOSEN, cases=(Case("yes", "some"), Case("no"))), 6, SURE)), 5),
        ((SURE, whole(Rescaled(), 6, leaf("more", 6))), 5),
    ],
)
def test_a_capped_sum_of_which_not_all_stays_keeps_its_maximum(parts: tuple[Criterion, ...], least: int) -> None:
    most = sum(part.max_points for part in parts)
    words = (
        f"Where parts are not applicable the maximum stays at {most} points, though those that are left may earn no "
        f"more than {least}"
    )
    assert found(capped(int(most), *parts)) == [(WARNING, words, ("combined",))]


@pytest.mark.parametrize(
    "criterion",
    [
        capped(5, SOME, SURE),
        capped(5, SOME),
        capped(5, SOME, leaf("other", 5)),
        capped(10, SOME, SURE, extra=True),
        capped(11, SURE, whole(Rescaled(), 6, leaf("more", 1), replace(SURE, code="sure.2"))),
    ],
)
def test_what_is_left_of_a_capped_sum_may_do(criterion: Criterion) -> None:
    assert found(criterion) == []


def sampled(then: Then, absent: Absence) -> Criterion:
    return replace(leaf("c"), method=survey(minimum=Minimum(ballots=10, then=then)), not_applicable=absent)


def test_a_sample_that_can_neither_be_scored_nor_left_out_is_an_error() -> None:
    words = (
        "Too small a sample is to be left out, but this component must not be “not applicable”: nothing can be "
        "answered then"
    )
    assert found(sampled(Then.EXCLUDE, Absence.REFUSED)) == [(ERROR, words, ("method", "minimum", "then"))]
    assert found(sampled(Then.EXCLUDE, Absence.LEAVES)) == []
    assert found(sampled(Then.BLOCK_AVERAGE, Absence.REFUSED)) == []


def test_a_sample_that_earns_all_or_nothing_yet_is_named() -> None:
    all_of_it = "Too small a sample is answered “not applicable”, which earns the maximum here"
    assert found(sampled(Then.EXCLUDE, Absence.EARNS)) == [(WARNING, all_of_it, ("method", "minimum", "then"))]
    nothing_yet = (
        "Too small a sample, or one without any answer that counts, earns no points: nothing is determined until the "
        "Council has concluded"
    )
    assert found(sampled(Then.COUNCIL, Absence.LEAVES)) == [(WARNING, nothing_yet, ("method", "minimum", "then"))]
