"""The case at hand: a request with everything it names found, checked and put together."""

from dataclasses import dataclass
from datetime import datetime

from sqlalchemy.orm import Session

from rules.errors import Refused, require
from rules.rubric import Edition
from rules.sheet import Sheet
from rules.text import Text
from rulesvc.errors import (
    AgencyNotInPeriod,
    AgencyOfAnotherBlock,
    EditionAndInstant,
    EditionNotOfPeriod,
)
from rulesvc.models.edition import FINAL
from rulesvc.models.stage import Stage
from rulesvc.store import applicability, editions, named, sheets, supplied
from rulesvc.store import previous as stored_previous
from rulesvc.store.agencies import AgencyLine, exists_in
from rulesvc.store.chain import Key
from rulesvc.store.editions import EditionKey
from rulesvc.store.named import Named
from rulesvc.usecases.naming import unknown
from rulesvc.usecases.previous import merged
from rulesvc.usecases.request import EvaluationRequest
from rulesvc.usecases.supplied import with_supplied


@dataclass(frozen=True, slots=True)
class Case:
    """An agency's sheet under the edition that is to judge it; *provenance* says where its answers come from.

    *edition_replaced*: the edition applied to the period once and does no longer.
    """

    agency: AgencyLine
    key: Key
    edition_key: EditionKey
    edition: Edition
    edition_replaced: bool
    sheet: Sheet
    provenance: Text


def open_case(session: Session, request: EvaluationRequest, *, now: datetime) -> Case:
    """Everything *request* names, as of *now* or of an instant before.

    Raises: `rules.errors.Refused` with all that is not known; refusals of `rulesvc.errors` for what does not fit.
    """
    found, edition_key = _found(session, request, now=now)
    edition = editions.read(session, edition_key)
    stored = stored_previous.of_agency(session, found.agency.id, found.rubric.id, found.period)
    kept = supplied.of_agency(session, found.agency.id, found.period.id) if edition.rubric.indicators else {}
    sheet = Sheet(
        agency=found.agency.code,
        period=found.period.code,
        answers=request.answers,
        indicators=with_supplied(request.indicators, kept, edition.rubric),
        previous=merged(request.previous, stored, edition.rubric),
        bests=request.bests,
    )
    key = Key(found.agency.id, found.rubric.id, found.period.id, request.stage)
    said = request.provenance
    provenance = sheets.provenance_of(session, key, request.answers) if said == Text("") else said
    replaced = edition_key.status in FINAL and (found.edition is None or found.edition.id != edition_key.id)
    return Case(found.agency, key, edition_key, edition, replaced, sheet, provenance)


def judged_by(session: Session, request: EvaluationRequest, *, now: datetime) -> Edition:
    """The edition by which *request* is judged.

    Raises: as `open_case`.
    """
    return editions.read(session, _found(session, request, now=now)[1])


def _found(session: Session, request: EvaluationRequest, *, now: datetime) -> tuple[Named, EditionKey]:
    """What *request* names, and the edition that it is judged by."""
    applicability.require_past(request.as_of, now=now)
    found = _named(session, request)
    _require_fit(found)
    return found, _edition(session, request, found)


def _named(session: Session, request: EvaluationRequest) -> Named:
    codes = {"agency": request.agency, "rubric": request.rubric, "period": request.period}
    found = named.find(session, **codes)
    if found is None or request.stage not in tuple(Stage):
        raise Refused(unknown(session, {**codes, "stage": request.stage}))
    return found


def _require_fit(found: Named) -> None:
    agency, rubric, period = found.agency, found.rubric, found.period
    require(
        agency.block_id == rubric.block_id,
        AgencyOfAnotherBlock(agency.name, agency.block, rubric.code, rubric.block, at=("agency",)),
    )
    since, until = agency.valid_from or "…", agency.valid_until or "…"
    require(exists_in(agency, period), AgencyNotInPeriod(agency.name, period.code, since, until, at=("agency",)))


def _edition(session: Session, request: EvaluationRequest, found: Named) -> EditionKey:
    """The edition that applies to the period, or the one that is named if it covers the period."""
    rubric, period = found.rubric, found.period
    require(request.edition is None or request.as_of is None, EditionAndInstant(at=("as_of",)))
    if request.edition is not None:
        line = editions.by_number(session, rubric.code, request.edition, at=("edition",))
        require(
            period.code in line.periods,
            EditionNotOfPeriod(rubric.code, line.number, period.code, line.periods, at=("edition",)),
        )
        return line
    if request.as_of is None and found.edition is not None:
        return found.edition
    return applicability.resolve(session, rubric, period, as_of=request.as_of, at=("period",)).line
