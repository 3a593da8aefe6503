"""Touched: how many stored agencies a problem of an edition is about, were they evaluated under it."""

from collections.abc import Iterable, Mapping

from sqlalchemy.orm import Session

from foresight.problem import Kind, Problem, are_in_conflict
from rules.acceptance import accept
from rules.errors import N_, Refused
from rules.evaluation import examine
from rules.examination import verdict_of
from rules.language import Language
from rules.measure import FindingsOf
from rules.number import Count
from rules.reading import Reading, read
from rules.rubric import Rubric
from rules.settlement import Reason
from rules.sheet import Sheet
from rules.value import Between, Verdict
from rulesvc.store.standing import standing

_TOLD = frozenset({Kind.GAP, Kind.OVERLAP})


def touched(session: Session, rubric_id: int, rubric: Rubric, problems: Iterable[Problem]) -> Mapping[str, int]:
    """How many agencies each of *problems* is about, by its name, of those whose sheets *rubric* accepts.

    Only gaps and overlaps are about agencies: what never comes about touches nobody.
    """
    told = {problem.name: problem for problem in problems if problem.kind in _TOLD}
    readings = [_reading(rubric, sheet) for sheet in standing(session, rubric_id)] if told else []
    return {
        name: sum(reading is not None and _is_about(problem, reading) for reading in readings)
        for name, problem in told.items()
    }


def touched_text(count: int, language: Language) -> str:
    """How many agencies a problem is about."""
    if not count:
        return language.words(N_("No stored agency is in this case."))
    return language.words(N_("Stored agencies in this case: {count}."), count=Count(count))


def _reading(rubric: Rubric, sheet: Sheet) -> Reading | None:
    """What the engine finds in *sheet*; `None` where an edition that asks for other answers refuses it."""
    try:
        accepted = accept(rubric, sheet)
    except Refused:
        return None
    working = examine(rubric, accepted)
    return Reading(rubric, accepted, working.tally, working.settled)


def _is_about(problem: Problem, reading: Reading) -> bool:
    assessed = (code for code in _members(problem, reading.rubric) if not code or reading.tally.scores[code].applicable)
    is_case = _is_gap if problem.kind is Kind.GAP else _is_overlap
    return any(is_case(problem, reading, member) for member in assessed)


def _members(problem: Problem, rubric: Rubric) -> tuple[str, ...]:
    """The criteria that *problem* may be about: of an overlap all, since the rules are the same for each."""
    of_gap = problem.kind is Kind.GAP and problem.members
    return problem.members if of_gap else rubric.members(rubric.table[problem.table])


def _is_gap(problem: Problem, reading: Reading, member: str) -> bool:
    table = reading.rubric.table[problem.table]
    if reading.settled[table.code].of(member).reason is not Reason.NO_RULE:
        return False
    if reading.sheet.period in problem.except_periods:
        return False
    counts = (read(reading, FindingsOf(each), member, table.places) for each in problem.unsettled)
    if not all(isinstance(each, Between) for each in counts):
        return False
    values = ((bound, read(reading, bound.measure, member, table.places)) for bound in problem.box)
    return all(verdict_of(bound, value) is Verdict.YES for bound, value in values)


def _is_overlap(problem: Problem, reading: Reading, member: str) -> bool:
    return are_in_conflict(reading.settled[problem.table].of(member), problem.rules)
