"""Checking: what a rubric leaves open, decides twice, or can never come to, proven over all results there can be."""

from collections.abc import Callable, Iterator, Mapping
from dataclasses import replace
from functools import partial

from foresight.boxes import Axis, Box, axes_of, cell_of, conditions_of, inside, other_periods, widened
from foresight.logic import Truth, all_of, any_of, negated
from foresight.problem import Kind, Problem, Witness, are_in_conflict
from foresight.proposal import proposed
from foresight.searching import Searching, searchings
from foresight.settling import Answer, rivals
from foresight.solving import NotProven
from foresight.space import Judged, Space
from foresight.witness import Confirmed
from foresight.witnessing import witnessed
from rules.errors import Refusal
from rules.measure import FindingsOf
from rules.rubric import Rubric
from rules.settlement import Reason
from rules.table import SINGLE, Table

SECONDS = 30.0
"""How long a check may take; what it has not told by then is not proven."""

_MOST_BOXES = 50
"""Gaps of one table; with more, the table is not ready for a list of them."""


def check(rubric: Rubric, seconds: float = SECONDS) -> tuple[Problem, ...]:
    """The problems of the tables of *rubric*, table by table.

    Results have points on the steps of their criteria, but where a table asks for those beside them.
    """
    try:
        found = searchings(rubric, seconds)
        return tuple(
            problem for table in rubric.tables for kind in _ASKED for problem in _asked(found[table.code], table, kind)
        )
    except Refusal as refusal:  # nothing was sent that could be refused: whoever asks is not at fault
        raise RuntimeError("the check built something that the rules refuse") from refusal


def _asked(searching: Searching | None, table: Table, kind: Kind) -> Iterator[Problem]:
    """The problems of one *kind*; in the end that it is not proven, where z3 could not tell in time."""
    unproven = Problem(Kind.NOT_PROVEN, table.code, unproven=kind)
    if searching is None:
        yield unproven
        return
    try:
        yield from _ASKED[kind](searching, table)
    except NotProven:
        yield unproven


# ---- gaps ------------------------------------------------------------------------------------------------------------


def _gaps(searching: Searching, table: Table) -> Iterator[Problem]:
    """Results for which no rule says anything, in boxes that do not overlap; alike ones of several criteria are one."""
    if table.hit_policy not in SINGLE:
        return
    found: dict[object, Problem] = {}
    for member in searching.space.rubric.members(table):
        for problem in _gaps_of(searching, table, member):
            if problem.kind is Kind.NOT_PROVEN:
                yield problem
                continue
            where = (problem.box, problem.except_periods, problem.unsettled)
            same = found.setdefault(where, problem)
            if same is not problem:
                found[where] = replace(same, members=(*same.members, *problem.members))
    for problem in found.values():
        yield replace(problem, proposed=proposed(searching, table, problem))


def _gaps_of(searching: Searching, table: Table, member: str) -> Iterator[Problem]:
    space = searching.space
    answer, axes = space.answers[table.code, member], axes_of(space, table, member)
    assessed = space.tree.nodes[member].applicable if member else True
    unsettled = {axis.measure.table: axis.cells[-1] for axis in axes if isinstance(axis.measure, FindingsOf)}
    settled = negated(any_of(unsettled.values()))
    told: list[Truth] = []
    for first in (*(all_of([cell, settled]) for cell in reversed(axes[0].cells)), negated(settled)):
        while len(told) < _MOST_BOXES:
            model = searching.solver.model(answer.no_rule, first, negated(any_of(told)))
            if model is None:
                break
            tables = tuple(code for code, truth in unsettled.items() if model.truth(truth))
            within = all_of(unsettled[code] for code in tables)
            touched = any_of([negated(answer.no_rule), *told])

            def untouched(wider: Truth, within: Truth = within, touched: Truth = touched) -> bool:
                return not searching.may_be(wider, within, assessed, touched)

            box = widened(axes, cell_of(axes, model), untouched)
            told.append(all_of([inside(axes, box), within]))
            problem = replace(_about(Kind.GAP, table, member, (axes, box)), unsettled=tables)
            yield _shown(searching, problem, all_of([answer.no_rule, told[-1]]), partial(_has_no_rule, table, member))


def _shown(searching: Searching, problem: Problem, where: Truth, shows: Callable[[Confirmed], bool]) -> Problem:
    """*problem* with a sheet from *where* it is that *shows* it, or else as not proven."""
    found = witnessed(searching, where, shows)
    if isinstance(found, Witness):
        return replace(problem, witness=found)
    return replace(problem, kind=Kind.NOT_PROVEN, unproven=problem.kind, tried=found)


def _about(kind: Kind, table: Table, member: str, where: tuple[tuple[Axis, ...], Box]) -> Problem:
    """A problem of the results in a box."""
    members = (member,) if member else ()
    return Problem(kind, table.code, members, box=conditions_of(*where), except_periods=other_periods(*where))


def _has_no_rule(table: Table, member: str, confirmed: Confirmed) -> bool:
    return confirmed.working.settled[table.code].of(member).reason is Reason.NO_RULE


# ---- overlaps --------------------------------------------------------------------------------------------------------


def _overlaps(searching: Searching, table: Table) -> Iterator[Problem]:
    """Rules that match together where they must not."""
    for one, other in rivals(table):
        rules = (table.rules[one].code, table.rules[other].code)
        for member in searching.space.rubric.members(table):
            judged = _of(searching.space, table, member)
            both = all_of([judged[one].certain, judged[other].certain])
            model = searching.solver.model(both)
            if model is None:
                continue
            axes = axes_of(searching.space, table, member)
            box = widened(
                axes,
                cell_of(axes, model),
                lambda wider, both=both: not searching.may_be(wider, negated(both)),  # type: ignore[misc]
            )
            problem = replace(_about(Kind.OVERLAP, table, member, (axes, box)), rules=rules)
            yield _shown(searching, problem, both, partial(_is_in_conflict, table, member, rules))
            break  # of one criterion is enough: the rules are the same for all


def _is_in_conflict(table: Table, member: str, rules: tuple[str, ...], confirmed: Confirmed) -> bool:
    return are_in_conflict(confirmed.working.settled[table.code].of(member), rules)


def _of(space: Space, table: Table, member: str) -> list[Judged]:
    return [each for each in space.judged[table.code] if each.member == member]


# ---- what never comes about ------------------------------------------------------------------------------------------


def _contradictions(searching: Searching, table: Table) -> Iterator[Problem]:
    """Rules that no result meets."""
    for rule in table.rules:
        matches = (each.certain for each in searching.space.judged[table.code] if each.rule is rule)
        if not searching.solver.is_possible(any_of(matches)):
            yield Problem(Kind.NEVER_MATCHES, table.code, rules=(rule.code,), outcome=rule.outcome)


def _idle(searching: Searching, table: Table) -> Iterator[Problem]:
    """Rules that results meet, and that never decide since another one always does."""
    if table.hit_policy not in SINGLE:
        return
    answers = _answers(searching.space, table)
    for place, rule in enumerate(table.rules):
        matches = any_of(each.certain for each in searching.space.judged[table.code] if each.rule is rule)
        decides = any_of(answer.wins[place] for answer in answers)
        if searching.solver.is_possible(matches) and not searching.solver.is_possible(decides):
            yield Problem(Kind.NEVER_DECIDES, table.code, rules=(rule.code,), outcome=rule.outcome)


def _unreached(searching: Searching, table: Table) -> Iterator[Problem]:
    """Outcomes that no result has."""
    answers = _answers(searching.space, table)
    for outcome in table.outcome_codes:
        if table.hit_policy in SINGLE:
            reached = any_of(answer.outcomes[outcome] for answer in answers)
        else:
            judged = searching.space.judged[table.code]
            reached = any_of(each.certain for each in judged if each.rule.outcome == outcome)
        if not searching.solver.is_possible(reached):
            yield Problem(Kind.UNREACHED, table.code, outcome=outcome)


def _answers(space: Space, table: Table) -> list[Answer]:
    return [space.answers[table.code, member] for member in space.rubric.members(table)]


def _redundant(searching: Searching, table: Table) -> Iterator[Problem]:
    """Conditions that every result meets which meets the others of their rule."""
    space = searching.space
    for rule in table.rules:
        for place, condition in enumerate(rule.conditions):
            others = rule.conditions[:place] + rule.conditions[place + 1 :]
            differs = any_of(
                all_of(
                    [
                        *(space.holds(table, member, other) for other in others),
                        space.tree.nodes[member].applicable if member else True,
                        negated(space.holds(table, member, condition)),
                    ]
                )
                for member in space.rubric.members(table)
            )
            matches = any_of(each.certain for each in space.judged[table.code] if each.rule is rule)
            if not searching.solver.is_possible(differs) and searching.solver.is_possible(matches):
                yield Problem(Kind.REDUNDANT, table.code, rules=(rule.code,), box=(condition,))


_ASKED: Mapping[Kind, Callable[[Searching, Table], Iterator[Problem]]] = {
    Kind.GAP: _gaps,
    Kind.OVERLAP: _overlaps,
    Kind.NEVER_MATCHES: _contradictions,
    Kind.NEVER_DECIDES: _idle,
    Kind.UNREACHED: _unreached,
    Kind.REDUNDANT: _redundant,
}
