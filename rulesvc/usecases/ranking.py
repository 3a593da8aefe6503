"""Ranking: the agencies of a block by their composite index in a period, with what holds for each.

Equal percentages share a rank, and the next one is left out. Who has no result is not ranked, and stands at the end.
"""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from fractions import Fraction

from sqlalchemy.orm import Session

from rules.errors import require
from rules.number import is_below
from rules.table import Table
from rules.text import Text
from rulesvc.errors import UnknownRubric
from rulesvc.store import periods, rubrics
from rulesvc.usecases.judged import (
    Held,
    Judged,
    Named,
    PeriodResults,
    RubricResults,
    of_rubric,
    period_shown,
    results_of,
)


@dataclass(frozen=True, slots=True, kw_only=True)
class Line:
    """An agency that was judged: *rank*, points of the applicable *maximum*, and what *held* by the code of the table.

    *percent* is exact, *printed* as it is to be read. *before* is the rank of the period before, *was_reviewed* whether
    it was under review then, `None` where it is not known.
    """

    evaluation: int
    agency: Named
    rank: int
    points: Fraction
    maximum: Fraction
    percent: Fraction
    printed: str
    held: Mapping[str, Held]
    is_under_review: bool
    areas: tuple[Named, ...]
    was_reviewed: bool | None
    before: int | None
    replaced: bool


@dataclass(frozen=True, slots=True)
class Column:
    """A table that decides about agencies, and what it may come to."""

    table: Named
    outcomes: tuple[Named, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class Ranking:
    """The ranking of a block: *edition* is that which applies, `None` where none does any more.

    *not_ranked* have no result. *review* is the table that tells who is under review, `None` where there is none.
    *provenance* tells where figures are from that no agency sent.
    """

    rubric: Named
    block: Named
    edition: int | None
    columns: tuple[Column, ...]
    lines: tuple[Line, ...]
    not_ranked: tuple[Named, ...]
    review: Named | None
    provenance: tuple[Text, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class Rankings:
    """A period, and of its rubrics the one that is *shown*, `None` where there is none.

    *periods* are the codes of all there are, *rubrics* those used in this one, by what their block is called.
    *is_provisional*: no decision has published the results.
    """

    period: str
    periods: tuple[str, ...]
    rubrics: tuple[Named, ...]
    shown: Ranking | None
    is_provisional: bool = True


def ranking(
    session: Session, period: str | None = None, rubric: str | None = None, *, now: datetime
) -> Rankings | None:
    """The ranking by *rubric* in the *period*: by the first of its rubrics, and in the last period in use, by default.

    `None` where no period is in use. Takes a fixed number of queries. Raises: `UnknownPeriod`, `UnknownRubric`.
    """
    every = periods.every(session)
    shown = period_shown(session, every, period, now=now)
    if shown is None:
        return None
    known = results_of(session, shown)
    keys = {each.code: each for each in rubrics.every(session)}
    require(rubric is None or rubric in keys, UnknownRubric(rubric or "", tuple(keys), at=("rubric",)))
    used = [each for each in keys.values() if each.code in known.used]
    chosen = next((each for each in used if rubric in {None, each.code}), None)
    return Rankings(
        period=shown.code,
        periods=tuple(each.code for each in every),
        rubrics=tuple(Named(each.code, known.blocks[each.block]) for each in used),
        shown=None if chosen is None else _ranking(of_rubric(chosen, known)),
    )


def rank_in(known: PeriodResults, evaluation: int) -> tuple[int, int] | None:
    """The rank of a standing *evaluation* and among how many; `None` where it does not stand."""
    of_one = next((each for each in known.judged if each.stored.id == evaluation), None)
    if of_one is None:
        return None
    percents = [percent_of(each) for each in known.judged if each.stored.rubric == of_one.stored.rubric]
    return _rank(percent_of(of_one), percents), len(percents)


def percent_of(judged: Judged) -> Fraction:
    """The composite index, exactly."""
    return Fraction(judged.result["total"]["percent_exact"])


def _ranking(of: RubricResults) -> Ranking:
    percents = [percent_of(each) for each in of.judged]
    lines = [_line(each, _rank(percent_of(each), percents)) for each in of.judged]
    return Ranking(
        rubric=Named(of.key.code, of.said[0].name),
        block=of.block,
        edition=None if of.line is None else of.line.number,
        columns=tuple(_column(table, of) for table in of.tables),
        lines=tuple(sorted(lines, key=lambda line: line.rank)),
        not_ranked=tuple(Named(each.code, each.name) for each in of.not_sent),
        review=of.review,
        provenance=of.provenance,
    )


def _rank(percent: Fraction, percents: Sequence[Fraction]) -> int:
    return 1 + sum(is_below(percent, other) for other in percents)


def _column(table: Table, of: RubricResults) -> Column:
    found = (each.held[table.code].outcome for each in of.judged if table.code in each.held)
    return Column(Named(table.code, table.name), of.outcomes(table, {each.code for each in found if each is not None}))


def _line(judged: Judged, rank: int) -> Line:
    total, previous = judged.result["total"], judged.previous
    return Line(
        evaluation=judged.stored.id,
        agency=judged.agency,
        rank=rank,
        points=Fraction(total["points"]),
        maximum=Fraction(total["max_points"]),
        percent=percent_of(judged),
        printed=total["percent"],
        held=judged.held,
        is_under_review=judged.is_under_review,
        areas=judged.areas_under_review,
        was_reviewed=previous.reviewed,
        before=previous.rank,
        replaced=judged.stored.replaced,
    )
