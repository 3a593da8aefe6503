"""Standings: what tables answer, comparable between two editions, and how many agencies stand where."""

from collections import Counter
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from fractions import Fraction

from foresight.carrying import Judged
from foresight.nearness import settled
from rules.result import Result
from rules.rubric import Rubric
from rules.settlement import Finding, Reason, Settled
from rules.table import Table


@dataclass(frozen=True, slots=True)
class Found:
    """That *outcome* was found of *member*, a criterion as the other edition calls it (blank: of the agency).

    *gone*: the other edition has no such criterion, so that it is called as it was.
    """

    member: str
    outcome: str
    gone: bool = False


@dataclass(frozen=True, slots=True)
class Standing:
    """What a table answers: an *outcome*, or the *reason* why there is none; a list of *findings*; or a *number*.

    *possible* is what may be found once nothing is missing.
    """

    outcome: str = ""
    reason: Reason | None = None
    findings: tuple[Found, ...] = ()
    possible: tuple[Found, ...] = ()
    number: Fraction | None = None


@dataclass(frozen=True, slots=True)
class Turn:
    """What *table* answers *before* and *after*; `None` where the edition has no such table."""

    table: str
    before: Standing | None
    after: Standing | None

    @property
    def changes(self) -> bool:
        """Whether both editions have the table and it answers differently."""
        return self.before is not None and self.after is not None and self.before != self.after


@dataclass(frozen=True, slots=True)
class Share:
    """How many agencies stood so *before*, and how many do *after*: by an outcome, a reason for none, or a number.

    With none of these: nothing was found. Where findings are listed an agency counts once for each different outcome.
    """

    before: int
    after: int
    outcome: str = ""
    reason: Reason | None = None
    number: Fraction | None = None


def turns(rubric: Rubric, judged: Judged, result: Result | None) -> tuple[Turn, ...]:
    """What each table answered, and what it answers in the *result* under *rubric*, tables of one edition as well.

    Without a result nothing is known of what they answer.
    """
    old = judged.edition.rubric
    calls = {codes[0]: code for code, codes in judged.origins.items() if len(codes) == 1}
    known = {code: Found(calls.get(code, code), "", code not in calls) for code in old.criterion} | {"": Found("", "")}
    here = members_of(rubric)
    before = {table.code: standing(settled(table, judged.result), known) for table in old.tables}
    after = {} if result is None else {each.code: standing(settled(each, result), here) for each in rubric.tables}
    return tuple(Turn(code, before.get(code), after.get(code)) for code in dict.fromkeys((*after, *before)))


def members_of(rubric: Rubric) -> Mapping[str, Found]:
    """What the criteria of *rubric* are called in findings: as they are."""
    return {code: Found(code, "") for code in ("", *rubric.criterion)}


def standing(answer: Settled, known: Mapping[str, Found]) -> Standing:
    """*answer* as a standing, its members called as *known*."""
    findings, possible = (_found(each, known) for each in (answer.findings, answer.possible))
    return Standing(answer.outcome, answer.reason, findings, possible, answer.number)


def _found(findings: Iterable[Finding], known: Mapping[str, Found]) -> tuple[Found, ...]:
    """Different findings, in an order that does not hang on that of the rules."""
    found = {Found(known[each.member].member, each.outcome, known[each.member].gone) for each in findings}
    return tuple(sorted(found, key=lambda each: (each.member, each.outcome)))


# ---- how many stand where --------------------------------------------------------------------------------------------

_Stand = tuple[str, Reason | None, Fraction | None]


def shares(tables: Sequence[Table], turned: Iterable[tuple[Turn, ...]]) -> Mapping[str, tuple[Share, ...]]:
    """How many agencies stand where before and after, by table: outcomes in the order of *tables*, best first."""
    before: dict[str, Counter[_Stand]] = {}
    after: dict[str, Counter[_Stand]] = {}
    for turn in (turn for of_agency in turned for turn in of_agency):
        for counters, each in ((before, turn.before), (after, turn.after)):
            counters.setdefault(turn.table, Counter()).update(() if each is None else _stands(each))
    order = {table.code: table.outcome_codes for table in reversed(tables)}
    return {code: tuple(_shares(before[code], after[code], order.get(code, ()))) for code in after}


def _stands(standing: Standing) -> set[_Stand]:
    found: set[_Stand] = {(each.outcome, None, None) for each in standing.findings}
    if standing.outcome or standing.reason or standing.number is not None or not found:
        found.add((standing.outcome, standing.reason, standing.number))
    return found


def _shares(before: Counter[_Stand], after: Counter[_Stand], order: Sequence[str]) -> Iterator[Share]:
    outcomes = [(code, None, None) for code in order]
    others = sorted({*before, *after}.difference(outcomes), key=lambda each: tuple(map(str, each)))
    for stand in (*outcomes, *others):
        yield Share(before[stand], after[stand], *stand)
