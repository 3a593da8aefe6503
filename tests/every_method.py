"""A rubric with every method of scoring, branches and an exemption, and answers of every form."""

from dataclasses import replace
from fractions import Fraction
from typing import Any

from rules.combining import Branch, Case
from rules.criterion import Absence, Criterion
from rules.measure import TotalPercent
from rules.methods import Method
from rules.methods.bands import Bands
from rules.methods.choice import Choice
from rules.methods.deduction import Deduction
from rules.methods.figure import Deadline, Figure, Quantity
from rules.methods.formula import Formula
from rules.methods.items import PerItem
from rules.methods.ratio import RatioToTarget
from rules.methods.relative import RelativeToBest
from rules.methods.supplied import Supplied
from rules.methods.survey import Minimum, Survey, SurveyTakenOver, Then
from rules.rubric import Rubric
from rules.text import Text
from tests.builders import area, leaf, rubric, rule, table, text, when
from tests.scoring import COUNT, PERCENT, band, item, option, value
from tests.surveys import survey

DAYS = Figure(Quantity.DAYS, deadline=Deadline(12, 15))
BALLOTS: Survey = survey(
    {"1": 0, "2": 100}, ("q1", "q2"), ("people", "staff"), minimum=Minimum(ballots=10, then=Then.BLOCK_AVERAGE)
)

METHODS: dict[str, Method] = {
    "choice": Choice((option("on-time", 10), option("late", 5))),
    "bands": Bands(PERCENT, (band(0, None, 50), band(5, 50, 80), band(10, 80))),
    "ratio": RatioToTarget(PERCENT, Fraction(85), Fraction(60)),
    "items": PerItem((item("province", 2), item("ministry", 3, 2)), Fraction(10)),
    "delay": Deduction(DAYS, Fraction(1), may_be_waived=True),
    "faults": Deduction(COUNT, Fraction(2)),
    "supplied": Supplied(Text("Văn phòng", "Office"), RatioToTarget(PERCENT, Fraction(85))),
    "sent": Supplied(Text("Văn phòng", "Office"), Bands(DAYS, (band(10, None, 1), band(5, 1)))),
    "decided": Supplied(Text("Văn phòng", "Office"), Choice((option("passed", 10), option("failed", 0)))),
    "listed": Supplied(Text("Văn phòng", "Office"), PerItem((item("letter", 2), item("visit", 1, 2)))),
    "found": Supplied(Text("Văn phòng", "Office"), Deduction(COUNT, Fraction(2), may_be_waived=True)),
    "best": RelativeToBest(COUNT),
    "formula": Formula("max_points * done / planned", (value("done", 0), value("planned", 1))),
    "survey": BALLOTS,
    "taken": SurveyTakenOver(),
}


def _scored(code: str, method: Method) -> Criterion:
    return replace(leaf(code), method=method, not_applicable=Absence.EARNS if code == "faults" else Absence.LEAVES)


def _branch() -> Criterion:
    parts = (leaf("b-on-time"), replace(leaf("b-late"), not_applicable=Absence.REFUSED))
    cases = (Case("on-time", "b-on-time"), Case("late", "b-late"))
    return Criterion("branch", text("branch"), Fraction(10), parts=parts, combined=Branch("choice", cases))


EVERY: Rubric = replace(
    rubric(
        table("group", rule("high", when(TotalPercent(), ">=", 50)), rule("low", when(TotalPercent(), "<", 50))),
        criteria=(
            area("main", leaf("points"), *(_scored(code, method) for code, method in METHODS.items())),
            _branch(),
            leaf("own"),
        ),
        exemptions=[("own", "so-y-te")],
    ),
    code="every",
    block="so",
)


def marks(*levels: int, **more: int) -> dict[str, Any]:
    return {"levels": {str(place): count for place, count in enumerate(levels, start=1) if count}, **more}


def group(code: str, valid: int, **more: Any) -> dict[str, Any]:
    questions = {"q1": marks(0, valid), "q2": marks(1, valid - 1)}
    return {"group": code, "issued": valid, "returned": valid, "questions": questions, **more}


ANSWERS: dict[str, dict[str, Any]] = {
    "points": {"points": "9.5"},
    "choice": {"option": "on-time"},
    "bands": {"value": "79.9"},
    "ratio": {"numerator": "60", "denominator": 100},
    "items": {"items": {"province": 2, "ministry": 1}},
    "delay": {"date": "2022-12-18"},
    "faults": {"count": 2},
    "supplied": {"value": "85", "document": "12/BC-VP"},
    "sent": {"date": "2022-12-18", "document": "12/BC-VP"},
    "decided": {"option": "passed", "document": "12/BC-VP"},
    "listed": {"items": {"letter": 2, "visit": 3}, "document": "12/BC-VP"},
    "found": {"count": 1, "document": "12/BC-VP"},
    "best": {"count": 3},
    "formula": {"values": {"done": "3", "planned": "4"}},
    "survey": {"groups": [group("people", 20), group("staff", 10)]},
    "taken": {"percent": "92.5", "document": "7/BC-SNV"},
    "b-on-time": {"points": "8"},
    "own": {"points": "1"},
}
"""A right answer for each component, as it is sent."""

POINTS = {
    "points": "9.5",
    "choice": "10",
    "bands": "5",
    "ratio": "7.06",
    "items": "7",
    "delay": "7",
    "faults": "6",
    "supplied": "10",
    "sent": "5",
    "decided": "10",
    "listed": "6",
    "found": "8",
    "formula": "7.5",
    "survey": "9.63",
    "taken": "9.25",
    "b-on-time": "8",
    "own": "1",
}
"""What they earn; what is relative to the best of the period apart."""


def answers(**changes: dict[str, Any] | None) -> list[dict[str, Any]]:
    """The right answers with *changes* (underscores for hyphens), those apart that are `None`."""
    given = {**ANSWERS, **{code.replace("_", "-"): answer for code, answer in changes.items()}}
    return [{"criterion": code, **answer} for code, answer in given.items() if answer is not None]


def body(agency: str = "so-noi-vu", /, **changes: dict[str, Any] | None) -> dict[str, Any]:
    """A request for *agency* with the right answers and *changes*."""
    return {"agency": agency, "rubric": "every", "period": "2022", "answers": answers(**changes)}
