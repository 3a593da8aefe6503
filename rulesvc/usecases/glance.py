"""A period at a glance: how groups and ratings are distributed, who has not sent, and who comes under review.

What is counted is what holds: the council's conclusion before the engine's answer. Nothing is changed.
"""

import json
from collections.abc import Collection, Iterable, Iterator, Mapping
from dataclasses import dataclass
from datetime import date, datetime
from enum import StrEnum
from typing import cast

from sqlalchemy.orm import Session

from rules.language import day_of
from rules.result import Result
from rules.rubric import Rubric
from rules.settlement import Reason
from rules.table import Outcome, Subject, Table
from rules.text import Text
from rulesvc.store import agencies, applicability, blocks, conclusions, periods, results, rubrics, snapshots
from rulesvc.store.agencies import AgencyLine, exists_in
from rulesvc.store.editions import EditionLine
from rulesvc.store.effective import COUNCIL, Effective, deciding, effective
from rulesvc.store.inputs import read_input
from rulesvc.store.periods import PeriodLine
from rulesvc.store.results import StoredResult
from rulesvc.store.rubrics import RubricKey


class Open(StrEnum):
    """Why no outcome holds for an agency."""

    NO_RULE = Reason.NO_RULE.value
    CONFLICT = Reason.CONFLICT.value
    MISSING = Reason.MISSING.value
    OUTCOME_GONE = "outcome_gone"
    """The council concluded on an outcome that the table no longer has, and is to conclude anew."""


@dataclass(frozen=True, slots=True)
class Named:
    """An agency or a criterion, by its code, and what it is called."""

    code: str
    name: Text


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
    shown = _latest(session, every, now) if period is None else periods.by_code(session, period)
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


def _latest(session: Session, every: tuple[PeriodLine, ...], now: datetime) -> PeriodLine | None:
    """The last period in use that has begun, or else the first one to come."""
    in_use = periods.in_use(session)
    used = [each for each in every if each.id in in_use]
    begun = [each for each in used if each.first_day <= day_of(now)]
    return next(iter([*reversed(begun), *used]), None)


# ---- rubrics ---------------------------------------------------------------------------------------------------------


@dataclass(frozen=True, slots=True)
class _Judged:
    """A result as it counts: the *rubric* it was made under, and what holds."""

    stored: StoredResult
    rubric: Rubric
    result: Result
    effective: Effective

    @property
    def agency(self) -> Named:
        return Named(self.stored.agency, self.stored.agency_name)


@dataclass(frozen=True, slots=True)
class _Period:
    """All that is known of a period: what applies by rubric, what was judged, who there is and who has begun."""

    applying: Mapping[str, EditionLine]
    rubrics: Mapping[str, Rubric]
    judged: tuple[_Judged, ...]
    agencies: tuple[AgencyLine, ...]
    begun: Mapping[tuple[str, str], tuple[str, ...]]
    blocks: Mapping[str, Text]


def _rubrics(session: Session, shown: PeriodLine) -> tuple[RubricGlance, ...]:
    known = _read(session, shown)
    used = known.applying.keys() | {each.stored.rubric for each in known.judged}
    return tuple(_rubric(key, known) for key in rubrics.every(session) if key.code in used)


def _read(session: Session, shown: PeriodLine) -> _Period:
    applying = applicability.of_period(session, shown.id)
    standing = results.of_period(session, shown.id)
    hashes = {each.edition_sha256 for each in standing} | {each.sha256 for each in applying if each.sha256}
    read = snapshots.all_issued(session, hashes)
    held = conclusions.holding(session, [each.id for each in standing])
    judged = []
    for stored in standing:
        rubric, result = read[stored.edition_sha256], cast("Result", json.loads(stored.result))
        judged.append(_Judged(stored, rubric, result, effective(rubric, result, held[stored.id])))
    return _Period(
        applying={each.rubric: each for each in applying},
        rubrics=read,
        judged=tuple(judged),
        agencies=tuple(each for each in agencies.every(session) if exists_in(each, shown)),
        begun=results.stages_before(session, shown.id),
        blocks={each.code: each.name for each in blocks.every(session)},
    )


def _rubric(key: RubricKey, known: _Period) -> RubricGlance:
    line = known.applying.get(key.code)
    judged = tuple(each for each in known.judged if each.stored.rubric == key.code)
    said = _said(line, judged, known)
    of_block = [each for each in known.agencies if each.block_id == key.block_id]
    sent = {each.stored.agency for each in judged}
    review = said[0].table[said[0].review_table] if said[0].review_table else None
    return RubricGlance(
        rubric=Named(key.code, said[0].name),
        block=Named(key.block, known.blocks[key.block]),
        edition=None if line is None else line.number,
        agencies=len(of_block),
        not_sent=tuple(
            NotSent(Named(each.code, each.name), known.begun.get((key.code, each.code), ()))
            for each in of_block
            if each.code not in sent
        ),
        replaced=tuple(each.agency for each in judged if each.stored.replaced),
        distributions=tuple(_distribution(table, said, judged) for table in _deciding(said)),
        provenance=tuple(dict.fromkeys(each.stored.provenance for each in judged if each.stored.provenance.vi)),
        review=None if review is None else Named(review.code, review.name),
        under_review=tuple(found for each in judged if (found := _under_review(each)) is not None),
    )


def _said(line: EditionLine | None, judged: tuple[_Judged, ...], known: _Period) -> tuple[Rubric, ...]:
    """What the rubric says: in the edition that applies, then in those that judged and do no longer, newest first."""
    newest = sorted(judged, key=lambda each: each.stored.edition, reverse=True)
    hashes = [each.stored.edition_sha256 for each in newest]
    if line is not None and line.sha256 is not None:
        hashes = [line.sha256, *hashes]
    return tuple(known.rubrics[each] for each in dict.fromkeys(hashes))


# ---- tables ----------------------------------------------------------------------------------------------------------


def _deciding(said: Iterable[Rubric]) -> Iterable[Table]:
    """The deciding tables of all these editions, each as the first of them has it."""
    found: dict[str, Table] = {}
    for rubric in said:
        for table in deciding(rubric):
            found.setdefault(table.code, table)
    return found.values()


def _distribution(table: Table, said: tuple[Rubric, ...], judged: tuple[_Judged, ...]) -> Distribution:
    held: dict[str, list[Named]] = {}
    lacking: dict[Open, list[Named]] = {}
    for each in judged:
        line = each.effective.get(table.code)
        if line is None:
            continue
        if line["code"] is not None:
            held.setdefault(line["code"], []).append(each.agency)
        else:
            lacking.setdefault(_reason(each, table.code), []).append(each.agency)
    return Distribution(
        table=Named(table.code, table.name),
        subject=table.subject,
        shares=tuple(Share(each, tuple(held.get(each.code, ()))) for each in _outcomes(table, said, held)),
        undetermined=tuple(Undetermined(why, tuple(lacking[why])) for why in Open if why in lacking),
    )


def _outcomes(table: Table, said: tuple[Rubric, ...], held: Collection[str]) -> Iterable[Named]:
    """The outcomes of *table* in its order, then those that hold and that only earlier editions have."""
    known = {each.code: each.name for each in table.outcomes}
    for outcome in _earlier_outcomes(table, said):
        if outcome.code in held:
            known.setdefault(outcome.code, outcome.name)
    return [Named(code, name) for code, name in known.items()]


def _earlier_outcomes(table: Table, said: tuple[Rubric, ...]) -> Iterator[Outcome]:
    for rubric in said:
        if table.code in rubric.table:
            yield from rubric.table[table.code].outcomes


def _reason(judged: _Judged, table: str) -> Open:
    if judged.effective[table]["by"] == COUNCIL:
        return Open.OUTCOME_GONE
    return Open(judged.result["outcomes"][table]["reason"])


def _under_review(judged: _Judged) -> UnderReview | None:
    rubric, stored = judged.rubric, judged.stored
    findings = judged.result["findings"][rubric.review_table] if rubric.review_table else []
    if not findings:
        return None
    codes = [each["criterion"] for each in findings if each["criterion"] is not None]
    criteria = tuple(Named(code, rubric.criterion[code].name) for code in dict.fromkeys(codes))
    before = read_input(stored.input, stored.format_version).previous.reviewed
    return UnderReview(judged.agency, criteria, None if before is None else not before)
