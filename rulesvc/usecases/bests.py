"""The best of the period among requests that are made together: a first pass, before any of them is evaluated.

A best that is found among a few agencies of the block is none: who is sent alone would be the best of all. It is told
of what is only tried, and nothing is stored with it.
"""

from collections.abc import Collection, Iterable, Sequence
from dataclasses import dataclass, replace
from datetime import datetime
from itertools import chain
from typing import Final

from sqlalchemy.orm import Session

from rules.bests import Bests, bests_of, completed, counts, figures_of
from rules.errors import N_, Refusal, Refused
from rules.number import Count
from rules.relative import relative_leaves
from rules.rubric import Edition, Rubric
from rules.said import Said, said
from rules.scoring_errors import component
from rules.sheet import Sheet
from rulesvc.errors import BestOfSome
from rulesvc.store import agencies
from rulesvc.usecases.case import judged_by
from rulesvc.usecases.request import EvaluationRequest

_MOST_NAMED: Final = 10
"""Agencies that a refusal names; of others it says that there are more."""


@dataclass(frozen=True, slots=True)
class Partial:
    """A criterion whose best of the period was found among some agencies of the block: *lacking* are the others."""

    code: str
    criterion: Said
    agencies: int
    lacking: tuple[str, ...]

    @property
    def told(self) -> Said:
        """Among how many it was found, in words."""
        words = N_("{criterion}: the best of the period was found among {found}/{agencies} agencies of the block")
        found = Count(self.agencies - len(self.lacking))
        return said(words, criterion=self.criterion, found=found, agencies=Count(self.agencies))

    @property
    def refusal(self) -> BestOfSome:
        """That nothing is stored with it."""
        named = self.lacking[:_MOST_NAMED] + (("…",) if len(self.lacking) > _MOST_NAMED else ())
        found = Count(self.agencies - len(self.lacking))
        return BestOfSome(self.criterion, found, Count(self.agencies), named, at=("bests", self.code))


@dataclass(frozen=True, slots=True)
class Completed:
    """A *request* with the best of the period, and what of that is *partial*."""

    request: EvaluationRequest
    partial: tuple[Partial, ...] = ()


def partial_bests(session: Session, rubric: Rubric, period: str, present: Collection[str]) -> tuple[Partial, ...]:
    """The criteria of *rubric* whose best is found among *present* agencies while others of the block are assessed."""
    relative = relative_leaves(rubric)
    of_block = agencies.codes_in_period(session, block=rubric.block, period=period) if relative else ()
    found = (_among(rubric, code, of_block, present) for code in relative)
    return tuple(each for each in found if each.lacking)


def _among(rubric: Rubric, code: str, of_block: Iterable[str], present: Collection[str]) -> Partial:
    """The criterion with that *code*, and who of those that are assessed by it is not *present*."""
    assessed = [agency for agency in of_block if code not in rubric.exempt.get(agency, frozenset())]
    lacking = tuple(agency for agency in assessed if agency not in present)
    return Partial(code, component(rubric.criterion[code]), len(assessed), lacking)


def with_bests(session: Session, requests: Sequence[EvaluationRequest], *, now: datetime) -> tuple[Completed, ...]:
    """The *requests* with the best figures among those of the same rubric, period, stage and edition.

    Only requests that will be accepted count; of several for one agency the last of these does, which supersedes the
    others when it is stored: what stands in the end is scored relative to what stands in the end. What a request says
    itself of the best of the period holds for it alone, whatever others say.
    """
    groups: dict[tuple[object, ...], list[int]] = {}
    for place, request in enumerate(requests):
        groups.setdefault(_together(request), []).append(place)
    found = [Completed(request) for request in requests]
    for places in groups.values():
        together = _group_with_bests(session, [requests[place] for place in places], now)
        for place, complete in zip(places, together, strict=True):
            found[place] = complete
    return tuple(found)


def _together(request: EvaluationRequest) -> tuple[object, ...]:
    return (request.rubric, request.period, request.stage, request.edition, request.as_of)


def _group_with_bests(session: Session, requests: list[EvaluationRequest], now: datetime) -> list[Completed]:
    """The *requests*, which are judged by one edition, with the best among them; others are not even looked at."""
    judged = (
        (request, edition.rubric) for request in requests if (edition := _edition(session, request, now)) is not None
    )
    first = next(judged, None)
    if first is None or not relative_leaves(first[1]):
        return [Completed(request) for request in requests]
    rubric = first[1]
    sheets: dict[str, list[Sheet]] = {}
    for request, _ in chain([first], judged):
        sheets.setdefault(request.agency, []).append(_sheet(request))
    standing = [_standing(rubric, of_one) for of_one in sheets.values()]
    bests = bests_of(rubric, standing)
    present = {sheet.agency for sheet in standing if counts(rubric, sheet)}
    partial = partial_bests(session, rubric, first[0].period, present)
    return [_completed(rubric, each, bests, partial) for each in requests]


def _completed(rubric: Rubric, request: EvaluationRequest, bests: Bests, partial: tuple[Partial, ...]) -> Completed:
    sheet = _sheet(request)
    needed = figures_of(rubric, sheet).keys() - request.bests.keys()
    complete = replace(request, bests=completed(rubric, sheet, bests).bests)
    return Completed(complete, tuple(each for each in partial if each.code in needed))


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
