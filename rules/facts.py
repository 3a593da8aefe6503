"""Integer facts: an accepted sheet as the scaled integers that the rules engine compares.

Nothing here is shared with the exact tally and reading: the two must come to the same verdicts on their own.
"""

from collections.abc import Mapping
from collections.abc import Set as AbstractSet
from dataclasses import dataclass
from fractions import Fraction
from typing import Final, assert_never

from rules.answer import options_chosen
from rules.combining import Best, Branch, CappedSum, Rescaled, Sum
from rules.criterion import Criterion, leaves, walk
from rules.encoding import ANYTHING, Range, encoded_ratio, encoded_rounded, exactly
from rules.measure import (
    CountBelow,
    CriterionMeasure,
    CriterionPercent,
    CriterionPoints,
    FindingsOf,
    IndicatorValue,
    LowestPercent,
    Measure,
    OutcomeOf,
    PeriodCode,
    PreviousOutcome,
    PreviousRank,
    PreviousReviewed,
    StepRemainder,
    TotalPercent,
    TotalPoints,
)
from rules.number import SCALE
from rules.rubric import Rubric
from rules.scored import Scored
from rules.settlement import Settled
from rules.sheet import Accepted, Sheet

Ratio = tuple[int, int, int]
"""Points and applicable maximum of a criterion, both times 10^6, and how many of its leaves are assessed."""


@dataclass(frozen=True, slots=True)
class Slot:
    """What one property of a ruleset holds: a measure, for a member where it has one, rounded to places or not.

    *codes* are those that conditions compare with; a code stands for its place among them, any other for -1.
    """

    measure: Measure
    member: str = ""
    places: int | None = None
    codes: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Facts:
    """A sheet in integers: ratios by criterion, the total under the blank code, and the tables settled so far."""

    rubric: Rubric
    sheet: Accepted
    ratios: Mapping[str, Ratio]
    settled: Mapping[str, Settled]


def gather(rubric: Rubric, sheet: Accepted, settled: Mapping[str, Settled]) -> Facts:
    """The facts of an accepted *sheet*; *settled* may grow while tables are settled."""
    options = options_chosen(sheet.answers)
    exempt, elsewhere = rubric.exempt.get(sheet.agency, frozenset()), _elsewhere(rubric, options)
    ratios: dict[str, Ratio] = {}
    for code, criterion in reversed(tuple(rubric.criterion.items())):  # parts before the parents that add them up
        if criterion.parts:
            ratios[code] = NOTHING if code in elsewhere else _combined(criterion, ratios, options, exempt)
        else:
            ratios[code] = _of_leaf(criterion, sheet.scored.get(code))
    ratios[""] = _total([(ratios[area.code], area.extra) for area in rubric.criteria])
    return Facts(rubric, sheet, ratios, settled)


def is_assessed(facts: Facts, member: str) -> bool:
    """Whether anything of *member* (of the whole rubric where blank) is assessed."""
    return facts.ratios[member][2] > 0


def fact(facts: Facts, slot: Slot) -> Range:
    """The encoded value of *slot*, or the range in which it lies."""
    match slot.measure:
        case TotalPoints():
            return _points(facts.ratios[""], slot.places)
        case TotalPercent():
            return _percent(facts.ratios[""], slot.places)
        case CriterionPoints() | CriterionPercent() | StepRemainder():
            return _of_criterion(facts, slot.measure, slot)
        case LowestPercent(scope):
            return min(_percents(facts, scope, slot.places), default=ANYTHING)
        case CountBelow(scope, percent):
            threshold = 2 * _scaled(percent)
            below = sum(image < threshold for image, _ in _percents(facts, scope, slot.places))
            return exactly(2 * below * SCALE)
        case IndicatorValue(indicator):
            number = facts.sheet.indicators.get(indicator)
            return ANYTHING if number is None else exactly(encoded_ratio(number.numerator, number.denominator))
        case OutcomeOf(table):
            return _code(slot, facts.settled[table].of(slot.member).outcome)
        case FindingsOf(table):
            low, high = facts.settled[table].counted
            return (2 * low * SCALE, 2 * high * SCALE)
        case PreviousReviewed() | PreviousRank() | PreviousOutcome() | PeriodCode():
            return _of_period(facts.sheet, slot.measure, slot)
        case _:
            assert_never(slot.measure)


def _of_period(
    sheet: Sheet, measure: PreviousReviewed | PreviousRank | PreviousOutcome | PeriodCode, slot: Slot
) -> Range:
    match measure:
        case PreviousReviewed():
            reviewed = sheet.previous.reviewed
            return ANYTHING if reviewed is None else exactly(int(reviewed))
        case PreviousRank():
            rank = sheet.previous.rank
            return ANYTHING if rank is None else exactly(2 * rank * SCALE)
        case PreviousOutcome(table):
            return _code(slot, sheet.previous.outcomes.get(table, ""))
        case PeriodCode():
            return _code(slot, sheet.period)
        case _:
            assert_never(measure)


def _of_criterion(facts: Facts, measure: CriterionMeasure, slot: Slot) -> Range:
    code = measure.criterion or slot.member
    if not is_assessed(facts, code):
        return ANYTHING
    ratio = facts.ratios[code]
    match measure:
        case CriterionPoints():
            return _points(ratio, slot.places)
        case CriterionPercent():
            return _percent(ratio, slot.places)
        case StepRemainder():
            step = facts.rubric.criterion[code].step
            return exactly(0 if step is None else 2 * (ratio[0] % _scaled(step)))
        case _:
            assert_never(measure)


def _percents(facts: Facts, scope: str, places: int | None) -> list[Range]:
    ratios = (facts.ratios[code] for code in facts.rubric.scope[scope].criteria)
    return [_percent(ratio, places) for ratio in ratios if ratio[1] > 0]


def _points(ratio: Ratio, places: int | None) -> Range:
    return exactly(2 * ratio[0] if places is None else encoded_rounded(ratio[0], SCALE, places))


def _percent(ratio: Ratio, places: int | None) -> Range:
    points, cap, _ = ratio
    if cap <= 0:
        return ANYTHING
    return exactly(encoded_ratio(points * 100, cap) if places is None else encoded_rounded(points * 100, cap, places))


def _code(slot: Slot, code: str) -> Range:
    if code == "":
        return ANYTHING
    return exactly(slot.codes.index(code) if code in slot.codes else -1)


# ---- points ----------------------------------------------------------------------------------------------------------

NOTHING: Final[Ratio] = (0, 0, 0)


def _of_leaf(leaf: Criterion, scored: Scored | None) -> Ratio:
    return NOTHING if scored is None or not scored.applicable else (_scaled(scored.points), _scaled(leaf.max_points), 1)


def _elsewhere(rubric: Rubric, options: Mapping[str, str]) -> set[str]:
    """The branched criteria that lie within a part of another one to which no option led."""
    passed = (
        part
        for criterion, branch in rubric.branches
        for part in criterion.parts
        if not any(case.part == part.code and case.option == options.get(branch.on) for case in branch.cases)
    )
    return {each.code for part in passed for each in walk((part,)) if isinstance(each.combined, Branch)}


def _combined(
    criterion: Criterion, ratios: Mapping[str, Ratio], options: Mapping[str, str], exempt: AbstractSet[str]
) -> Ratio:
    points, caps, assessed = _added([ratios[part.code] for part in criterion.parts])
    cap, least = _scaled(criterion.max_points), _scaled(criterion.min_points)
    if not assessed and not isinstance(criterion.combined, Branch):
        return NOTHING
    match criterion.combined:
        case Sum():
            return (points, caps, assessed)
        case Rescaled(places):
            if caps in {0, cap}:
                return (points, caps, assessed)
            return (min(encoded_rounded(points * cap, caps * SCALE, places) // 2, cap), cap, assessed)
        case CappedSum():
            return (sorted((least, points, cap))[1], cap, assessed)
        case Best():
            ways = [ratio for part in criterion.parts if (ratio := ratios[part.code])[2]]
            return (max(way[0] for way in ways), max(way[1] for way in ways), assessed)
        case Branch(on, cases):
            named = {case.part for case in cases if case.option == options.get(on)}
            taken = [(ratios[part.code], part) for part in criterion.parts if part.code in named]
            spared = cap - sum(_scaled(part.max_points) for _, part in taken)  # a part with less has the same scale
            points, caps, assessed = _added([ratio for ratio, _ in taken])
            asked = taken and spared and any(leaf.code not in exempt for leaf in leaves(criterion.parts))
            return (points, spared + caps, assessed or 1) if assessed or asked else NOTHING
        case _:
            assert_never(criterion.combined)


def _total(areas: list[tuple[Ratio, bool]]) -> Ratio:
    """All areas; extra points add nothing to the maximum, and with them there is no less than nothing and no more."""
    points, cap, assessed = _added([ratio for ratio, _ in areas])
    beside = [ratio[1] for ratio, extra in areas if extra]
    most = cap - sum(beside)
    return (sorted((0, points, most))[1], most, assessed) if beside else (points, most, assessed)


def _added(ratios: list[Ratio]) -> Ratio:
    points, caps, assessed = zip(*ratios, strict=True) if ratios else ((), (), ())
    return (sum(points), sum(caps), sum(assessed))


def _scaled(number: Fraction) -> int:
    """*number* times 10^6, which leaves no remainder for what was accepted."""
    return number.numerator * SCALE // number.denominator
