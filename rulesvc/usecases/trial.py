"""Trying: what can be chosen for a trial, what an agency has stored to begin from, and the outcome with its reasons.

Nothing is stored by any of it.
"""

import json
from dataclasses import dataclass, replace
from datetime import datetime
from typing import cast

from sqlalchemy.orm import Session

from rules.result import Result
from rules.rubric import Rubric
from rules.sentences import Beside
from rules.sheet import Sheet
from rulesvc.models.stage import Stage
from rulesvc.store import agencies, evaluations, periods
from rulesvc.store.agencies import AgencyLine, exists_in
from rulesvc.store.editions import EditionLine
from rulesvc.store.effective import effective
from rulesvc.store.evaluations import Filters
from rulesvc.store.inputs import read_input
from rulesvc.store.periods import PeriodLine
from rulesvc.usecases.case import judged_by
from rulesvc.usecases.evaluate import dry_run
from rulesvc.usecases.explain import Explainable, given_of
from rulesvc.usecases.judged import period_shown
from rulesvc.usecases.request import EvaluationRequest
from rulesvc.usecases.rubrics import RubricLine, find_edition, list_rubrics, resolve


@dataclass(frozen=True, slots=True, kw_only=True)
class Wanted:
    """What is chosen for a trial, by codes; blank is not chosen yet. *edition* `None` is the one that applies."""

    rubric: str = ""
    period: str = ""
    agency: str = ""
    edition: int | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Choices:
    """What can be chosen: *agencies* of the block that are there in the period, and the editions of the rubric.

    *rubric* and *period* are those that are chosen, the first rubric and the last period in use by default.
    """

    rubrics: tuple[RubricLine, ...]
    periods: tuple[PeriodLine, ...]
    editions: tuple[EditionLine, ...]
    agencies: tuple[AgencyLine, ...]
    rubric: str
    period: str


@dataclass(frozen=True, slots=True)
class Prepared:
    """The rubric in the edition that is tried, and the *sheet* of the agency to begin from, where it has any."""

    rubric: Rubric
    sheet: Sheet | None


def choices(session: Session, wanted: Wanted, *, now: datetime) -> Choices:
    """What can be chosen beside what is *wanted* already.

    Raises: `UnknownPeriod`.
    """
    every, lines = periods.every(session), list_rubrics(session)
    period = period_shown(session, every, wanted.period or None, now=now)
    rubric = next((each for each in lines if wanted.rubric in {"", each.code}), None)
    there = agencies.every(session) if rubric and period else ()
    return Choices(
        rubrics=lines,
        periods=every,
        editions=rubric.editions if rubric else (),
        agencies=tuple(
            each for each in there if rubric and each.block == rubric.block and period and exists_in(each, period)
        ),
        rubric=rubric.code if rubric else "",
        period=period.code if period else "",
    )


def prepare(session: Session, wanted: Wanted, *, now: datetime) -> Prepared:
    """What a trial begins from: of an agency without a final result, nothing.

    Raises: `UnknownRubric`, `UnknownEdition`, `UnknownPeriod`; as `resolve` where no edition applies.
    """
    number = wanted.edition
    if number is None:
        number = resolve(session, wanted.rubric, period=wanted.period, now=now).line.number
    rubric = find_edition(session, wanted.rubric, number).edition.rubric
    filters = Filters(agency=wanted.agency, rubric=wanted.rubric, period=wanted.period, stage=Stage.FINAL, current=True)
    found = evaluations.listed(session, filters, before=None, limit=1).records if wanted.agency else ()
    return Prepared(rubric, read_input(found[0].input, found[0].format_version) if found else None)


def try_out(session: Session, request: EvaluationRequest, *, now: datetime) -> Explainable:
    """The outcome of *request* with what its reasons are told from; what the council concluded plays no part.

    Raises: as `rulesvc.usecases.evaluate.dry_run`.
    """
    record = dry_run(session, request, now=now)
    edition = judged_by(session, request, now=now)
    result, sheet = cast("Result", json.loads(record.result)), read_input(record.input, record.format_version)
    return Explainable(
        record=replace(record, effective=effective(edition.rubric, result, {})),
        head=agencies.head_title(session, record.agency),
        edition=edition,
        sheet=sheet,
        result=result,
        beside=Beside(given=given_of(session, record, sheet)),
    )
