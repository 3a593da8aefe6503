"""Generating: cases at every boundary and for both halves of every condition, found or proven not to be there."""

from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field
from fractions import Fraction
from functools import partial
from typing import Final

from foresight.cases import Case, answered
from foresight.coverage import working_of
from foresight.logic import Truth, all_of, any_of
from foresight.searching import Searching, searchings
from foresight.showing import Goal, Show, goals_of, shows, values
from foresight.solving import NotProven
from foresight.space import Space
from foresight.witness import confirmed_by_engine, sheet_of
from rules.condition import Operator
from rules.measure import CountBelow, FindingsOf, PreviousRank
from rules.rubric import Rubric
from rules.sheet import Sheet
from rules.working import Working

SECONDS = 60.0
"""How long generating may take; what was not found by then is not proven."""

_CLOSE: Final = (Fraction(1, 64), Fraction(1, 4), Fraction(1), Fraction(4))
_COUNTED: Final = (Fraction(2), Fraction(4), Fraction(16))
"""How far from a threshold the nearest value is looked for, before it is anywhere."""


@dataclass(frozen=True, slots=True)
class Generated:
    """The *cases* that were found; the names of what is *impossible*, which is proven, and of what is *unproven*."""

    cases: tuple[Case, ...]
    impossible: tuple[str, ...] = ()
    unproven: tuple[str, ...] = ()


def generated(rubric: Rubric, kept: Iterable[Case] = (), seconds: float = SECONDS) -> Generated:
    """Cases that together with those *kept* show all that there is to show of the tables of *rubric*, few of them.

    What is expected is what the engine answers now: somebody has to confirm it. Points are on the steps of their
    criteria, but where a table asks for those beside them.
    """
    generating = _Generating(rubric, [_Known(each, working_of(rubric, each)) for each in kept])
    found = searchings(rubric, seconds)
    impossible, unproven = list[str](), list[str]()
    for goal in goals_of(rubric):
        searching = found[goal.table.code]
        try:
            if searching is None:
                raise NotProven  # noqa: TRY301 -- as where z3 cannot tell
            if not generating.has_found(searching, goal):
                impossible.append(goal.name)
        except NotProven:
            unproven.append(goal.name)
    return Generated(tuple(each.case for each in generating.new), tuple(impossible), tuple(unproven))


@dataclass(frozen=True, slots=True)
class _Known:
    """A case, and how it was worked out; `None` where its sheet is refused."""

    case: Case
    working: Working | None


_Worked = tuple[Sheet, Working]
"""A sheet that the engine accepts, and how it is worked out."""


@dataclass
class _Generating:
    rubric: Rubric
    known: list[_Known]
    new: list[_Known] = field(default_factory=list)

    def has_found(self, searching: Searching, goal: Goal) -> bool:
        """Whether there is a result that shows *goal*: one of a case, or of a new one.

        Raises: `NotProven`.
        """
        if goal.show in (Show.BELOW, Show.ABOVE):
            return self._has_nearest(searching, goal)
        if any(each.working is not None and shows(each.working, goal) for each in self._all()):
            return True
        found = self._result(searching, _question(searching.space, goal))
        if found is None:
            return False
        if not shows(found[1], goal):
            raise NotProven
        self._add(goal, *found)
        return True

    def _has_nearest(self, searching: Searching, goal: Goal) -> bool:
        """Whether there is a result beside the threshold; the nearest there is becomes a case, unless one has it."""
        value, found = self._nearest_known(goal), None
        for end in _reaches(goal):
            if value is not None and (end is None or _is_between(goal, value, end)):
                break
            within = self._within(searching, goal, end)
            if within is not None:
                value, found = within
                break
        while value is not None and (within := self._within(searching, goal, value)) is not None:
            value, found = within
        if found is not None:
            self._add(goal, *found)
        return value is not None

    def _nearest_known(self, goal: Goal) -> Fraction | None:
        """The nearest value beside the threshold that a case has."""
        workings = [each.working for each in self._all() if each.working is not None]
        beside = (value for each in workings for value in values(each, goal) if _is_between(goal, value, None))
        return min(beside, key=partial(_distance, goal), default=None)

    def _within(self, searching: Searching, goal: Goal, end: Fraction | None) -> tuple[Fraction, _Worked] | None:
        """A result between the threshold and *end*, and its value that is nearest; `None` where there is none.

        Raises: `NotProven`.
        """
        sides = ((_SIDE[goal.show], goal.threshold), *([] if end is None else [(_OTHER_SIDE[goal.show], end)]))
        found = self._result(searching, _question(searching.space, goal, sides))
        if found is None:
            return None
        inside = [value for value in values(found[1], goal) if _is_between(goal, value, end)]
        if not inside:
            raise NotProven
        return min(inside, key=partial(_distance, goal)), found

    def _all(self) -> Iterator[_Known]:
        yield from self.known
        yield from self.new

    def _result(self, searching: Searching, question: Truth) -> _Worked | None:
        """A result for which *question* holds, as the engine works it out; `None` where it is proven to be none.

        Raises: `NotProven`, also where no sheet was found for the result.
        """
        model = searching.solver.model(question)
        if model is None:
            return None
        sheet = sheet_of(searching.space, model)
        confirmed = confirmed_by_engine(self.rubric, sheet) if sheet else None
        if confirmed is None:
            raise NotProven
        return confirmed.sheet, confirmed.working

    def _add(self, goal: Goal, sheet: Sheet, working: Working) -> None:
        taken = {each.case.name for each in self._all()}
        name = next(each for each in _names(goal.name) if each not in taken)
        case = Case(name, sheet, answered(working.settled), (goal.table.code,))
        self.new.append(_Known(case, working))


def _names(name: str) -> Iterator[str]:
    """*name*, and others where a case has it that shows something else by now."""
    yield name
    place = 2
    while True:
        yield f"{name}-{place}"
        place += 1


# ---- questions -------------------------------------------------------------------------------------------------------

_Side = tuple[Operator, Fraction]
"""How a value is to compare with a number."""

_SIDE: Final = {Show.BELOW: Operator.BELOW, Show.ABOVE: Operator.ABOVE}
_OTHER_SIDE: Final = {Show.BELOW: Operator.ABOVE, Show.ABOVE: Operator.BELOW}


def _question(space: Space, goal: Goal, sides: tuple[_Side, ...] = ()) -> Truth:
    """Whether a result shows *goal*, of the agency or of one criterion at least, with its value on these *sides*."""
    return any_of(_asked(space, goal, sides, member) for member in space.rubric.members(goal.table))


def _asked(space: Space, goal: Goal, sides: tuple[_Side, ...], member: str) -> Truth:
    table = goal.table
    judged = next(each for each in space.judged[table.code] if each.rule is goal.rule and each.member == member)
    if goal.show is Show.MET:
        return judged.certain
    if goal.show is Show.DECIDES:
        return space.answers[table.code, member].wins[table.rules.index(goal.rule)]
    assessed = space.tree.nodes[member].applicable if member else True
    others = [space.holds(table, member, each) for each in goal.others]
    if goal.show is Show.UNMET:
        return all_of([assessed, *others, space.fails(table, member, goal.condition)])
    asked = sides or ((Operator.EQUALS, goal.threshold),)
    beside = [space.compares(table, member, goal.condition.measure, by=each) for each in asked]
    return all_of([assessed, *others, *beside])


def _reaches(goal: Goal) -> Iterator[Fraction | None]:
    """Up to where the nearest value is looked for, further and further away."""
    counted = isinstance(goal.condition.measure, CountBelow | FindingsOf | PreviousRank)
    away = -1 if goal.show is Show.BELOW else 1
    for each in _COUNTED if counted else _CLOSE:
        yield goal.threshold + away * each
    yield None


def _is_between(goal: Goal, value: Fraction, end: Fraction | None) -> bool:
    if goal.show is Show.BELOW:
        return value < goal.threshold and (end is None or value > end)
    return value > goal.threshold and (end is None or value < end)


def _distance(goal: Goal, value: Fraction) -> Fraction:
    return abs(value - goal.threshold)
