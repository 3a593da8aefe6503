"""The best of the period among requests that are made together: a first pass, before any of them is evaluated."""

from collections.abc import Mapping, Sequence
from dataclasses import replace
from datetime import datetime
from fractions import Fraction
from itertools import chain

from sqlalchemy.orm import Session

from rules.bests import bests_of, relative_leaves
from rules.errors import Refusal, Refused
from rules.rubric import Edition
from rules.sheet import Sheet
from rulesvc.usecases.case import judged_by
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
    judged = (
        (edition.rubric, Sheet(request.agency, request.period, request.answers))
        for request in requests
        if (edition := _edition(session, request, now)) is not None
    )
    first = next(judged, None)
    if first is None or not relative_leaves(first[0]):
        return {}
    return bests_of(first[0], (sheet for _, sheet in chain([first], judged)))


def _edition(session: Session, request: EvaluationRequest, now: datetime) -> Edition | None:
    try:
        return judged_by(session, request, now=now)
    except (Refusal, Refused):
        return None
