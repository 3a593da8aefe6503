"""Criteria with every method of scoring, every way of combining parts, and whatever else a criterion can say."""

from dataclasses import replace
from fractions import Fraction
from typing import Final

from rules.combining import Best, Branch, CappedSum, Case, Combining, Rescaled
from rules.criterion import Absence, Criterion
from rules.methods import Method
from rules.methods.bands import Bands, Bound
from rules.methods.choice import Choice
from rules.methods.deduction import Deduction
from rules.methods.figure import Deadline, Figure, Quantity
from rules.methods.formula import Formula, Input
from rules.methods.items import PerItem
from rules.methods.points import GivenPoints
from rules.methods.ratio import RatioToTarget
from rules.methods.relative import RelativeToBest
from rules.methods.supplied import Supplied
from rules.methods.survey import (
    Axis,
    Denominator,
    Group,
    Level,
    Minimum,
    Places,
    Question,
    Survey,
    SurveyTakenOver,
    Then,
    Weighing,
)
from rules.methods.survey_scale import Band, Banded, Target
from tests.builders import area, leaf, text
from tests.scoring import COUNT, DAYS, PERCENT, band, by_formula, item, option, points, proportional, share

BANDS: Final = Bands(
    replace(PERCENT, most=Fraction(120)),
    (band(0, high=60), band(proportional(85), 60, 85), band(points(10), 85)),
    Bound.UPPER,
    nothing=share(0),
    places=3,
)

SURVEY: Final = Survey(
    (Level("bad", text("bad"), Fraction(0)), Level("good", text("good"), Fraction(100))),
    (Question("q1", text("q1"), Fraction("0.4")), Question("q2", text("q2"), Fraction("0.6"))),
    (Group("people", text("people"), Fraction(3)), Group("firms", text("firms"), Fraction(1))),
    questions_by=Weighing.FIXED,
    groups_by=Weighing.FIXED,
    first=Axis.GROUPS,
    denominator=Denominator(blanks=True, no_opinion=True, invalid=True),
    minimum=Minimum(30, 5, Fraction("62.5"), Then.DEDUCT, Fraction("0.5")),
    places=Places(4, 3, 1, 2),
    scale=Target(Fraction(90), Fraction(50)),
)

BANDED: Final = Banded((Band(Fraction(0), Fraction(0)), Band(Fraction(80), Fraction(10))))
PLANNED: Final = Input("planned", replace(COUNT, least=Fraction(1)))

METHODS: Final[dict[str, Method]] = {
    "points": GivenPoints(),
    "choice": Choice((option("full", 10), option("half", share(50)), option("none", 0)), places=1),
    "bands": BANDS,
    "ratio": RatioToTarget(PERCENT, Fraction(85), Fraction(60)),
    "items": PerItem((item("plan", "2.5", 4), item("late", -1)), Fraction(10)),
    "violations": Deduction(COUNT, Fraction("0.25")),
    "days": Deduction(replace(DAYS, deadline=Deadline(1, 31, 1)), Fraction("0.5"), 1, 5, may_be_waived=True),
    "supplied": Supplied(text("office"), RatioToTarget(Figure(Quantity.PERCENT), Fraction(100))),
    "relative": RelativeToBest(COUNT, places=4),
    "survey": SURVEY,
    "banded": SurveyTakenOver(Places(points=1), BANDED),
    "formula": Formula("max_points * done / planned", (Input("done", COUNT), PLANNED)),
    "by-formula": Bands(PERCENT, (band(0, high=60), band(by_formula("value / 85 * max_points"), 60, 85), band(10, 85))),
    "chosen-elsewhere": Supplied(text("office"), Choice((option("full", 10), option("none", 0)))),
    "counted-elsewhere": Supplied(text("office"), PerItem((item("plan", 5), item("report", 1)))),
    "found-elsewhere": Supplied(text("office"), Deduction(COUNT, Fraction(1), may_be_waived=True)),
}
"""A method of every kind, with whatever else than usual it can say."""

COMBININGS: Final[dict[str, Combining]] = {
    "rescaled": Rescaled(places=3),
    "capped": CappedSum(),
    "best": Best(),
    "branch": Branch("m.choice", (Case("full", "branch.1"), Case("half", "branch.2"), Case("none"))),
}
"""Every way of combining but the usual one."""


def scored(code: str, method: Method, *, absent: Absence = Absence.LEAVES) -> Criterion:
    """A component of 10 points."""
    step = "0.25" if method == GivenPoints() else None
    return replace(leaf(code, 10, step=step), method=method, not_applicable=absent)


def combined(code: str, by: Combining) -> Criterion:
    """Two components of 10 points, combined."""
    whole = area(code, scored(f"{code}.1", GivenPoints()), scored(f"{code}.2", METHODS["violations"]))
    if isinstance(by, Rescaled):
        return replace(whole, combined=by)
    return replace(whole, combined=by, max_points=Fraction(10))


def every_criterion() -> tuple[Criterion, ...]:
    """Areas with every method, every way of combining, every policy, and points beside the maximum."""
    absences = dict(zip(METHODS, [*Absence] * len(METHODS), strict=False))
    methods = area("m", *(scored(f"m.{name}", each, absent=absences[name]) for name, each in METHODS.items()))
    both = area("n", *(combined(name, by) for name, by in COMBININGS.items()))
    faults = replace(leaf("o.2", 0, low=-5), method=Deduction(COUNT, Fraction(1)))
    bonus = replace(area("o", leaf("o.1", 5), faults), max_points=Fraction(3), combined=CappedSum(), extra=True)
    return methods, both, bonus
