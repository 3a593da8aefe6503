"""Loading the reference case, a province's round of one year, or the sample, each from the files of its folder.

Every part is added where it is missing and left alone where it is there, so that loading twice changes nothing.
"""

from collections import Counter
from datetime import datetime
from pathlib import Path

from sqlalchemy.orm import Session

from rulesvc.models.stage import Stage
from rulesvc.store import agencies, audit, blocks, evaluations, facts, periods, rubrics, sheets
from rulesvc.store.agencies import NewAgency
from rulesvc.store.chain import Key
from rulesvc.store.persons import Actor
from rulesvc.usecases.bests import with_bests
from rulesvc.usecases.case_files import CaseAgency, CaseFiles, read_case
from rulesvc.usecases.evaluate import evaluate
from rulesvc.usecases.request import EvaluationRequest
from rulesvc.usecases.rubrics import RubricImport, import_rubric
from rulesvc.usecases.sample_files import read_sample


def load_reference_case(session: Session, folder: Path, *, actor: Actor, now: datetime) -> dict[str, int]:
    """Load the case in *folder*; how many of each kind were new. The points are stored as sheets and evaluated."""
    return _load(session, read_case(folder), ("reference-case-loaded", folder.name), actor=actor, now=now)


def load_sample(session: Session, folder: Path, *, actor: Actor, now: datetime) -> dict[str, int]:
    """As `load_reference_case`, of the sample in *folder*."""
    return _load(session, read_sample(folder), ("sample-loaded", folder.name), actor=actor, now=now)


def _load(session: Session, case: CaseFiles, told: tuple[str, str], *, actor: Actor, now: datetime) -> dict[str, int]:
    loaded = Counter(_load_lists(session, case))
    loaded.update(_load_facts(session, case))
    for rubric in case.rubrics:
        if rubrics.find(session, rubric.code) is None:
            wanted = RubricImport(rubric, (case.period,), issue=True, reason=case.acknowledged_for)
            import_rubric(session, wanted, actor=actor, now=now)
            loaded["rubrics"] += 1
    requests = with_bests(session, [_request(case, agency) for agency in case.agencies], now=now)
    for agency, complete in zip(case.agencies, requests, strict=True):
        key = _key(session, case, agency)
        if not sheets.exists(session, key):
            sheets.add(session, key, agency.sheet, actor=actor, now=now)
            loaded["sheets"] += 1
        if evaluations.current_id(session, key) is None:
            evaluate(session, complete.request, actor=actor, now=now)
            loaded["evaluations"] += 1
    if loaded:
        action, name = told
        audit.write(session, action, ("case", name), actor=actor, now=now, loaded=dict(loaded))
    return dict(loaded)


def _load_lists(session: Session, case: CaseFiles) -> Counter[str]:
    loaded = Counter[str]()
    known_blocks, known_periods, known_agencies = (
        codes(session) for codes in (blocks.codes, periods.codes, agencies.codes)
    )
    for code, name in case.blocks.items():
        if code not in known_blocks:
            blocks.add(session, code, name)
            loaded["blocks"] += 1
    for period in case.periods:
        if period.code not in known_periods:
            periods.add(session, period)
            loaded["periods"] += 1
    for agency in case.agencies:
        if agency.code not in known_agencies:
            agencies.add(session, _new_agency(session, agency))
            loaded["agencies"] += 1
    return loaded


def _load_facts(session: Session, case: CaseFiles) -> Counter[str]:
    loaded = Counter[str]()
    period = periods.by_code(session, case.previous_period)
    for agency in case.agencies:
        agency_id = agencies.by_code(session, agency.code).id
        if facts.find(session, agency_id, period.id) is None:
            facts.add(session, agency_id, period.id, agency.fact)
            loaded["facts"] += 1
    return loaded


def _new_agency(session: Session, agency: CaseAgency) -> NewAgency:
    return NewAgency(
        code=agency.code,
        name=agency.name,
        short_name=agency.short_name,
        head_title=agency.head_title,
        kind=agency.kind,
        block_id=blocks.id_of(session, agency.block),
    )


def _key(session: Session, case: CaseFiles, agency: CaseAgency) -> Key:
    return Key(
        agencies.by_code(session, agency.code).id,
        rubrics.by_code(session, case.rubric_of(agency)).id,
        periods.by_code(session, case.period).id,
        Stage.FINAL,
    )


def _request(case: CaseFiles, agency: CaseAgency) -> EvaluationRequest:
    return EvaluationRequest(
        agency=agency.code,
        rubric=case.rubric_of(agency),
        period=case.period,
        answers=agency.sheet.answers,
        indicators=agency.sheet.indicators,
        provenance=agency.sheet.provenance,
    )
