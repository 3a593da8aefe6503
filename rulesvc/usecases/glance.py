"""A period at a glance: how groups and ratings are distributed, who has not sent, and who comes under review.

What is counted is what holds: the council's conclusion before the engine's answer. Nothing is changed.
"""

from dataclasses import dataclass
from datetime import date, datetime

from sqlalchemy.orm import Session

from rules.language import day_of
from rules.table import Subject, Table
from rules.text import Text
from rulesvc.store import periods, rubrics
from rulesvc.store.periods import PeriodLine
from rulesvc.usecases.judged import Judged, Named, Open, RubricResults, of_rubric, period_shown, results_of


@dataclass(frozen=True, slots=True)
class NotSent:
    """An agency without a standing final evaluation; *stages* are those before it that it has evaluations at."""

    agency: Named
    stages: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Share:
    """The agencies for which an *outcome* holds."""

    outcome: Named
    agencies: tuple[Named, ...]


@dataclass(frozen=True, slots=True)
class Undetermined:
    """The agencies for which no outcome holds, and why."""

    reason: Open
    agencies: tuple[Named, ...]


@dataclass(frozen=True, slots=True)
class Distribution:
    """What holds by a deciding table: every outcome in its order, and apart, by reason, where none does."""

    table: Named
    subject: Subject
    shares: tuple[Share, ...]
    undetermined: tuple[Undetermined, ...]


@dataclass(frozen=True, slots=True)
class UnderReview:
    """An agency under review, for which *criteria* if for any; *is_new*: not so in the period before, `None` unknown.

    What came before is what its evaluation was given to look back at, so that it is told as it was judged.
    """

    agency: Named
    criteria: tuple[Named, ...]
    is_new: bool | None


@dataclass(frozen=True, slots=True, kw_only=True)
class RubricGlance:
    """A rubric in a period: *edition* is the number of the one that applies, `None` where none does any more.

    *agencies* are those of the block that are there in the period, *replaced* those judged by an edition that applies
    no longer. *provenance* tells where figures are from that no agency sent. *review* is the table that tells who is
    *under_review*, `None` where the rubric has none.
    """

    rubric: Named
    block: Named
    edition: int | None
    agencies: int
    not_sent: tuple[NotSent, ...]
    replaced: tuple[Named, ...]
    distributions: tuple[Distribution, ...]
    provenance: tuple[Text, ...]
    review: Named | None
    under_review: tuple[UnderReview, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class Glance:
    """A period; *days_left* until its last day in the time of Vietnam, negative when it has passed.

    *periods* are the codes of all there are, in time. *is_provisional*: no decision has published the results.
    """

    period: str
    first_day: date
    last_day: date
    days_left: int
    periods: tuple[str, ...]
    rubrics: tuple[RubricGlance, ...]
    is_provisional: bool = True


def glance(session: Session, period: str | None = None, *, now: datetime) -> Glance | None:
    """The *period*, or the last one begun that has an edition or evaluations; `None` where none has.

    Takes a fixed number of queries. Raises: `UnknownPeriod`.
    """
    every = periods.every(session)
    shown = period_shown(session, every, period, now=now)
    if shown is None:
        return None
    return Glance(
        period=shown.code,
        first_day=shown.first_day,
        last_day=shown.last_day,
        days_left=(shown.last_day - day_of(now)).days,
        periods=tuple(each.code for each in every),
        rubrics=_rubrics(session, shown),
    )


# ---- rubrics ---------------------------------------------------------------------------------------------------------


def _rubrics(session: Session, shown: PeriodLine) -> tuple[RubricGlance, ...]:
    known = results_of(session, shown)
    return tuple(_rubric(of_rubric(key, known)) for key in rubrics.every(session) if key.code in known.used)


def _rubric(of: RubricResults) -> RubricGlance:
    return RubricGlance(
        rubric=Named(of.key.code, of.said[0].name),
        block=of.block,
        edition=None if of.line is None else of.line.number,
        agencies=len(of.agencies),
        not_sent=tuple(NotSent(Named(each.code, each.name), of.begun.get(each.code, ())) for each in of.not_sent),
        replaced=tuple(each.agency for each in of.judged if each.stored.replaced),
        distributions=tuple(_distribution(table, of) for table in of.tables),
        provenance=of.provenance,
        review=of.review,
        under_review=tuple(_under_review(each) for each in of.judged if each.is_under_review),
    )


def _distribution(table: Table, of: RubricResults) -> Distribution:
    held: dict[str, list[Named]] = {}
    lacking: dict[Open, list[Named]] = {}
    for each in of.judged:
        found = each.held.get(table.code)
        if found is None:
            continue
        if found.outcome is not None:
            held.setdefault(found.outcome.code, []).append(each.agency)
        elif found.reason is not None:
            lacking.setdefault(found.reason, []).append(each.agency)
    return Distribution(
        table=Named(table.code, table.name),
        subject=table.subject,
        shares=tuple(Share(each, tuple(held.get(each.code, ()))) for each in of.outcomes(table, held)),
        undetermined=tuple(Undetermined(why, tuple(lacking[why])) for why in Open if why in lacking),
    )


def _under_review(judged: Judged) -> UnderReview:
    before = judged.previous.reviewed
    return UnderReview(judged.agency, judged.areas_under_review, None if before is None else not before)
