"""Accepting a result sheet: everything that is wrong with it at once, or the sheet as the engine takes it."""

from collections.abc import Iterator, Mapping
from dataclasses import replace
from difflib import get_close_matches
from fractions import Fraction
from typing import Final, assert_never
from unicodedata import normalize

from rules.answer import Answer, NotApplicable, Points
from rules.criterion import Criterion
from rules.errors import (
    BadRank,
    Blank,
    DuplicateAnswer,
    Exempted,
    IndicatorOutOfRange,
    MissingAnswers,
    NotALeaf,
    NothingApplicable,
    OverCap,
    Path,
    ReasonMissing,
    Refusal,
    Refused,
    TooLarge,
    TooManyDecimals,
    UnderMinimum,
    UnknownCriterion,
    UnknownIndicator,
    UnknownOutcome,
    UnknownTable,
)
from rules.number import LARGEST, PLACES, Count, exact_text, is_exact
from rules.rubric import Rubric
from rules.sheet import Previous, Sheet
from rules.table import SINGLE

LOWEST_RANK: Final = 1_000_000
"""No ranking has more places."""


def accept(rubric: Rubric, sheet: Sheet) -> Sheet:
    """*sheet* with its answers in the order of *rubric*, without those the edition exempts.

    Raises: `Refused` with every refusal; the paths name positions in `sheet.answers`.
    """
    refusals = tuple(_refusals(rubric, sheet))
    if refusals:
        raise Refused(refusals)
    exempt = rubric.exempt.get(sheet.agency, frozenset())
    given = {answer.criterion: answer for answer in sheet.answers}
    taken = tuple(_normalised(given[code]) for code in rubric.leaf_codes if code not in exempt)
    return replace(sheet, answers=taken)


def _normalised(answer: Answer) -> Answer:
    """*answer* with its reason composed (NFC) and stripped, so that one text has one hash."""
    match answer:
        case Points():
            return answer
        case NotApplicable():
            return replace(answer, reason=normalize("NFC", answer.reason.strip()))
        case _:
            assert_never(answer)


def _refusals(rubric: Rubric, sheet: Sheet) -> Iterator[Refusal]:
    for field in ("agency", "period"):
        if not getattr(sheet, field).strip():
            yield Blank(field, at=(field,))
    seen: set[str] = set()
    for place, answer in enumerate(sheet.answers):
        yield from _about_answer(rubric, sheet.agency, answer, ("answers", place), seen)
        seen.add(answer.criterion)
    yield from _about_the_whole(rubric, sheet, seen)
    yield from _about_indicators(rubric, sheet)
    yield from _about_previous(rubric, sheet.previous)


def _about_answer(rubric: Rubric, agency: str, answer: Answer, at: Path, seen: set[str]) -> Iterator[Refusal]:
    code = answer.criterion
    criterion = rubric.criterion.get(code)
    if criterion is None:
        yield _unknown(rubric, code, (*at, "criterion"))
    elif criterion.parts:
        yield NotALeaf(code, rubric.leaf_codes, at=(*at, "criterion"))
    elif code in seen:
        yield DuplicateAnswer(criterion.name, code, at=(*at, "criterion"))
    else:
        match answer:
            case Points():
                exempt = code in rubric.exempt.get(agency, ())
                yield from _about_points(criterion, answer, agency if exempt else "", (*at, "points"))
            case NotApplicable(_, reason):
                if not reason.strip():
                    yield ReasonMissing(criterion.name, at=(*at, "reason"))
            case _:
                assert_never(answer)


def _unknown(rubric: Rubric, code: str, at: Path) -> Refusal:
    begun = [leaf for leaf in rubric.leaf_codes if code and leaf.startswith(code)]
    closest = begun or get_close_matches(code, rubric.leaf_codes, n=1, cutoff=0) or rubric.leaf_codes
    return UnknownCriterion(code, rubric.leaf_codes, closest[0], at=at)


def _about_points(criterion: Criterion, answer: Points, exempt_agency: str, at: Path) -> Iterator[Refusal]:
    facts = (criterion.name, answer.points, criterion.min_points, criterion.max_points)
    if exempt_agency:
        yield Exempted(criterion.name, exempt_agency, at=at)
    elif not is_exact(answer.points):
        yield _inexact(answer.points, at)
    elif answer.points > criterion.max_points:
        yield OverCap(*facts, at=at)
    elif answer.points < criterion.min_points:
        yield UnderMinimum(*facts, at=at)


def _inexact(number: Fraction, at: Path) -> Refusal:
    if abs(number) >= LARGEST:
        return TooLarge(exact_text(number), LARGEST, at=at)
    return TooManyDecimals(exact_text(number), PLACES, at=at)


def _about_the_whole(rubric: Rubric, sheet: Sheet, seen: set[str]) -> Iterator[Refusal]:
    exempt = rubric.exempt.get(sheet.agency, frozenset())
    missing = tuple(code for code in rubric.leaf_codes if code not in seen and code not in exempt)
    if missing:
        yield MissingAnswers(Count(len(missing)), missing, at=("answers",))
        return
    scored = {answer.criterion for answer in sheet.answers if isinstance(answer, Points)}
    if not any(code in scored and rubric.criterion[code].max_points > 0 for code in rubric.leaf_codes):
        yield NothingApplicable(sheet.agency, at=("answers",))


def _about_indicators(rubric: Rubric, sheet: Sheet) -> Iterator[Refusal]:
    for code, value in sheet.indicators.items():
        at: Path = ("indicators", code)
        indicator = rubric.indicator.get(code)
        if indicator is None:
            yield UnknownIndicator(code, tuple(rubric.indicator), at=at)
            continue
        low, high = indicator.low, indicator.high
        if not is_exact(value):
            yield _inexact(value, at)
        elif (low is not None and value < low) or (high is not None and value > high):
            yield IndicatorOutOfRange(indicator.name, value, low, high, at=at)


def _about_previous(rubric: Rubric, previous: Previous) -> Iterator[Refusal]:
    if previous.rank is not None and not 1 <= previous.rank <= LOWEST_RANK:
        yield BadRank(previous.rank, LOWEST_RANK, at=("previous", "rank"))
    yield from _about_outcomes(rubric, previous.outcomes)


def _about_outcomes(rubric: Rubric, outcomes: Mapping[str, str]) -> Iterator[Refusal]:
    single = tuple(table.code for table in rubric.tables if table.hit_policy in SINGLE)
    for code, outcome in outcomes.items():
        at: Path = ("previous", "outcomes", code)
        if code not in single:
            yield UnknownTable(code, single, at=at)
        elif outcome not in rubric.table[code].outcome_codes:
            yield UnknownOutcome(rubric.table[code].name, outcome, rubric.table[code].outcome_codes, at=at)
