"""The best of the period among requests that are made together: a first pass, before any of them is evaluated."""

from collections.abc import Mapping, Sequence
from dataclasses import replace
from datetime import datetime
from fractions import Fraction
from itertools import chain

from sqlalchemy.orm import Session

from rules.bests import bests_of, relative_leaves
from rules.errors import Refusal, Refused
from rulesvc.usecases.case import Case, open_case
from rulesvc.usecases.request import EvaluationRequest


def with_bests(
    session: Session, requests: Sequence[EvaluationRequest], *, now: datetime
) -> tuple[EvaluationRequest, ...]:
    """The *requests* with the best figures among those of the same rubric, period, stage and edition.

    What a request says itself of the best of the period holds. What it names and is not there counts for nobody: it is
    refused when its turn comes.
    """
    groups: dict[tuple[object, ...], list[EvaluationRequest]] = {}
    for request in requests:
        groups.setdefault(_together(request), []).append(request)
    bests = {key: _bests(session, members, now) for key, members in groups.items()}
    return tuple(replace(request, bests={**bests[_together(request)], **request.bests}) for request in requests)


def _together(request: EvaluationRequest) -> tuple[object, ...]:
    return (request.rubric, request.period, request.stage, request.edition, request.as_of)


def _bests(session: Session, requests: Sequence[EvaluationRequest], now: datetime) -> Mapping[str, Fraction]:
    """The best figures among *requests*, all of which are judged by one edition; the others are not even looked at."""
    cases = (case for request in requests if (case := _case(session, request, now)) is not None)
    first = next(cases, None)
    if first is None or not relative_leaves(first.edition.rubric):
        return {}
    return bests_of(first.edition.rubric, (case.sheet for case in chain([first], cases)))


def _case(session: Session, request: EvaluationRequest, now: datetime) -> Case | None:
    try:
        return open_case(session, request, now=now)
    except (Refusal, Refused):
        return None
