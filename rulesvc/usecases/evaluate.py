"""Evaluating: a stored evaluation that supersedes the one before it, or a dry run that stores nothing."""

from dataclasses import dataclass
from datetime import datetime
from fractions import Fraction

from sqlalchemy.orm import Session

from rules import evaluation
from rules.canonical import canonical
from rules.errors import require
from rules.result import Result
from rulesvc.errors import OnlyForDryRuns
from rulesvc.store import agencies, audit, evaluations
from rulesvc.store.effective import effective, held
from rulesvc.store.evaluations import EvaluationRecord, NewEvaluation
from rulesvc.store.persons import Actor
from rulesvc.usecases.abilities import Ability, require_ability
from rulesvc.usecases.case import Case, open_case
from rulesvc.usecases.request import EvaluationRequest

__all__ = ["EvaluationRecord", "EvaluationRequest", "dry_run", "evaluate"]


@dataclass(frozen=True, slots=True)
class _Answered:
    """The result, and the canonical bytes of it and of what it was made from."""

    result: Result
    result_bytes: bytes
    input_bytes: bytes

    @property
    def total_percent(self) -> Fraction:
        return Fraction(self.result["total"]["percent_exact"])


@dataclass(frozen=True, slots=True)
class _Stored:
    """What storing adds."""

    id: int
    supersedes: int | None
    at: datetime
    person: str


def evaluate(session: Session, request: EvaluationRequest, *, actor: Actor, now: datetime) -> EvaluationRecord:
    """Evaluate *request* under the edition that applies now, and store the evaluation.

    Raises: `RoleMissing`; `rules.errors.Refused` and refusals of `rules.errors` and `rulesvc.errors`; then nothing is
    stored.
    """
    actor = require_ability(actor, Ability.EVALUATE)
    require(request.edition is None, OnlyForDryRuns("edition", at=("edition",)))
    require(request.as_of is None, OnlyForDryRuns("as_of", at=("as_of",)))
    case = open_case(session, request, now=now)
    answered = _answer(case)
    stored = _store(session, case, _new(case, answered), actor=actor, now=now)
    return _record(session, case, answered, stored)


def dry_run(session: Session, request: EvaluationRequest, *, now: datetime) -> EvaluationRecord:
    """Evaluate *request*, under the edition or as known at the instant it names, and store nothing.

    Raises: as `evaluate`.
    """
    case = open_case(session, request, now=now)
    return _record(session, case, _answer(case), None)


def _answer(case: Case) -> _Answered:
    evaluated = evaluation.evaluate_with_input(case.edition, case.sheet)
    return _Answered(evaluated.result, canonical(evaluated.result), evaluated.given)


def _store(session: Session, case: Case, new: NewEvaluation, *, actor: Actor, now: datetime) -> _Stored:
    """Store *new* behind the current evaluation of its key, which nobody else can supersede meanwhile."""
    agencies.lock(session, case.agency.id)
    supersedes = evaluations.current_id(session, new.key)
    evaluation_id = evaluations.add(session, new, supersedes, actor=actor, now=now)
    audit.write(
        session,
        "evaluated",
        ("evaluation", evaluation_id),
        actor=actor,
        now=now,
        agency=case.agency.code,
        rubric=case.edition_key.rubric,
        period=case.sheet.period,
        stage=new.key.stage,
        supersedes=supersedes,
    )
    return _Stored(evaluation_id, supersedes, now, actor.person)


def _new(case: Case, answered: _Answered) -> NewEvaluation:
    return NewEvaluation(
        key=case.key,
        edition_id=case.edition_key.id,
        edition_sha256=case.edition.sha256,
        input=answered.input_bytes,
        result=answered.result_bytes,
        total_percent=answered.total_percent,
        provenance=case.provenance,
        engine_version=answered.result["receipt"]["engine_version"],
        format_version=answered.result["receipt"]["format_version"],
    )


def _record(session: Session, case: Case, answered: _Answered, stored: _Stored | None) -> EvaluationRecord:
    return EvaluationRecord(
        id=stored.id if stored else None,
        created_at=stored.at if stored else None,
        agency=case.agency.code,
        agency_name=case.agency.name,
        rubric=case.edition_key.rubric,
        period=case.sheet.period,
        stage=case.key.stage,
        edition=case.edition.number,
        edition_sha256=case.edition.sha256,
        edition_status=case.edition_key.status,
        edition_replaced=case.edition_replaced,
        supersedes=stored.supersedes if stored else None,
        superseded_by=None,
        effective=effective(case.edition.rubric, answered.result, held(session, case.key)),
        input=answered.input_bytes,
        result=answered.result_bytes,
        total=answered.result["total"],
        provenance=case.provenance,
        person=stored.person if stored else None,
        engine_version=answered.result["receipt"]["engine_version"],
        format_version=answered.result["receipt"]["format_version"],
    )
