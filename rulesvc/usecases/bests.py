"""The best of the period among requests that are made together: a first pass, before any of them is evaluated."""

from collections.abc import Sequence
from dataclasses import replace
from datetime import datetime
from itertools import chain

from sqlalchemy.orm import Session

from rules.bests import bests_of, completed, counts
from rules.errors import Refusal, Refused
from rules.relative import relative_leaves
from rules.rubric import Edition, Rubric
from rules.sheet import Sheet
from rulesvc.usecases.case import judged_by
from rulesvc.usecases.request import EvaluationRequest


def with_bests(
    session: Session, requests: Sequence[EvaluationRequest], *, now: datetime
) -> tuple[EvaluationRequest, ...]:
    """The *requests* with the best figures among those of the same rubric, period, stage and edition.

    Only requests that will be accepted count; of several for one agency the last of these does, which supersedes the
    others when it is stored: what stands in the end is scored relative to what stands in the end. What a request says
    itself of the best of the period holds for it alone, whatever others say.
    """
    groups: dict[tuple[object, ...], list[int]] = {}
    for place, request in enumerate(requests):
        groups.setdefault(_together(request), []).append(place)
    found = list(requests)
    for places in groups.values():
        together = _group_with_bests(session, [requests[place] for place in places], now)
        for place, request in zip(places, together, strict=True):
            found[place] = request
    return tuple(found)


def _together(request: EvaluationRequest) -> tuple[object, ...]:
    return (request.rubric, request.period, request.stage, request.edition, request.as_of)


def _group_with_bests(session: Session, requests: list[EvaluationRequest], now: datetime) -> list[EvaluationRequest]:
    """The *requests*, which are judged by one edition, with the best among them; others are not even looked at."""
    judged = (
        (request, edition.rubric) for request in requests if (edition := _edition(session, request, now)) is not None
    )
    first = next(judged, None)
    if first is None or not relative_leaves(first[1]):
        return requests
    rubric = first[1]
    sheets: dict[str, list[Sheet]] = {}
    for request, _ in chain([first], judged):
        sheets.setdefault(request.agency, []).append(_sheet(request))
    bests = bests_of(rubric, (_standing(rubric, of_one) for of_one in sheets.values()))
    return [replace(each, bests=completed(rubric, _sheet(each), bests).bests) for each in requests]


def _standing(rubric: Rubric, of_one: list[Sheet]) -> Sheet:
    """Of the sheets *of one* agency the last that is accepted, or the last where none is."""
    if len(of_one) == 1:
        return of_one[0]
    return next((sheet for sheet in reversed(of_one) if counts(rubric, sheet)), of_one[-1])


def _sheet(request: EvaluationRequest) -> Sheet:
    """The sheet in *request*, without what is stored of the previous period: nothing is refused for its sake."""
    known = (request.answers, request.indicators, request.previous, request.bests)
    return Sheet(request.agency, request.period, *known)


def _edition(session: Session, request: EvaluationRequest, now: datetime) -> Edition | None:
    try:
        return judged_by(session, request, now=now)
    except (Refusal, Refused):
        return None
