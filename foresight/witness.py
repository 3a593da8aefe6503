"""Witnesses: a result that z3 found, as a result sheet that the engine itself evaluates."""

from dataclasses import dataclass
from fractions import Fraction

from foresight.curve import reported
from foresight.earnable import answer_earning
from foresight.facts import ANY_PERIOD, Fact
from foresight.solving import Model
from foresight.space import Space
from foresight.tree import Leaf
from rules.acceptance import accept
from rules.answer import Answer, Chosen, NotApplicable
from rules.ballots import GroupBallots, Marks, Surveyed
from rules.content import edition_of
from rules.criterion import Absence
from rules.errors import Refused
from rules.evaluation import evaluate, examine
from rules.measure import IndicatorValue, Measure, PeriodCode, PreviousOutcome, PreviousRank, PreviousReviewed
from rules.methods import whoever_supplies
from rules.methods.choice import Choice
from rules.methods.survey import Survey
from rules.result import Result
from rules.rubric import Rubric
from rules.sheet import Previous, Sheet
from rules.working import Working

AGENCY = "vi-du"
"""The agency of a sheet that no agency has sent."""

_REASON = "nothing arose"


def sheet_of(space: Space, model: Model) -> Sheet | None:
    """The result sheet of *model*; `None` where no answer was found that earns the points of a leaf."""
    answers, bests = list[Answer](), dict[str, Fraction]()
    for leaf in space.tree.leaves:
        if not model.truth(leaf.answered):
            continue
        answer = _absent(leaf) if model.truth(leaf.absent) else _answered(leaf, model, space.tree.unit, bests)
        if answer is None:
            return None
        answers.append(answer)
    place = model.number(space.tree.pattern)
    agency = space.tree.agencies[place - 1] if place else AGENCY
    facts = {measure: _fact(fact, model) for measure, fact in space.facts.facts.items() if model.truth(fact.known)}
    indicators = {each.indicator: Fraction(value) for each, value in facts.items() if isinstance(each, IndicatorValue)}
    return Sheet(agency, _period(facts), tuple(answers), indicators, _previous(facts), bests)


def unearned(space: Space, model: Model) -> tuple[Leaf, ...]:
    """The leaves for which no answer was found that earns their points in *model*."""
    asked = (leaf for leaf in space.tree.leaves if model.truth(leaf.answered) and not model.truth(leaf.absent))
    return tuple(leaf for leaf in asked if _answered(leaf, model, space.tree.unit, {}) is None)


def _answered(leaf: Leaf, model: Model, unit: int, bests: dict[str, Fraction]) -> Answer | None:
    criterion = leaf.criterion
    choice = whoever_supplies(criterion.method)
    if leaf.option is not None and isinstance(choice, Choice):
        return reported(criterion, Chosen(criterion.code, choice.options[model.number(leaf.option)].code))
    points = Fraction(model.number(leaf.points), unit)
    earning = answer_earning(criterion, points)
    if earning is not None:
        if earning.best is not None:
            bests[criterion.code] = earning.best
        return earning.answer
    earns = criterion.not_applicable is Absence.EARNS and points == criterion.max_points
    return NotApplicable(criterion.code, _REASON) if earns else None


def _absent(leaf: Leaf) -> Answer:
    method, code = leaf.criterion.method, leaf.criterion.code
    if leaf.criterion.not_applicable is Absence.LEAVES or not isinstance(method, Survey):
        return NotApplicable(code, _REASON)
    marks = {question.code: Marks({}) for question in method.questions}
    positive = 0 if method.all_positive else None
    return Surveyed(code, tuple(GroupBallots(group.code, 0, 0, 0, marks, positive) for group in method.groups))


def _fact(fact: Fact, model: Model) -> Fraction | str:
    number = model.number(fact.number)
    return fact.codes[number] if fact.codes else Fraction(number, fact.unit)


def _period(facts: dict[Measure, Fraction | str]) -> str:
    return str(facts.get(PeriodCode(), ANY_PERIOD))


def _previous(facts: dict[Measure, Fraction | str]) -> Previous:
    reviewed, rank = facts.get(PreviousReviewed()), facts.get(PreviousRank())
    outcomes = {each.table: str(code) for each, code in facts.items() if isinstance(each, PreviousOutcome)}
    return Previous(
        None if reviewed is None else bool(reviewed), None if rank is None else int(Fraction(rank)), outcomes
    )


@dataclass(frozen=True, slots=True)
class Confirmed:
    """A *sheet* that the engine accepts, its *result*, and how that was worked out."""

    sheet: Sheet
    result: Result
    working: Working


def confirmed_by_engine(rubric: Rubric, sheet: Sheet) -> Confirmed | None:
    """What the engine answers to *sheet*; `None` where it refuses it."""
    try:
        result = evaluate(edition_of(rubric, 1), sheet)
    except Refused:
        return None
    return Confirmed(sheet, result, examine(rubric, accept(rubric, sheet)))
