"""Facts: what is known of an agency beside its points, over all that there can be."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from fractions import Fraction
from itertools import count
from math import lcm

from foresight.bounds import compared
from foresight.logic import Number, Truth, World, any_of, same
from rules.acceptance import LOWEST_RANK
from rules.condition import Condition
from rules.measure import IndicatorValue, Measure, PeriodCode, PreviousOutcome, PreviousRank, PreviousReviewed
from rules.number import LARGEST
from rules.rubric import Rubric, codes_of, conditions

ANY_PERIOD = "2022"
"""The period of a result under tables that ask for none."""


@dataclass(frozen=True, slots=True)
class Fact:
    """A *number* in *unit*ths, or the place of a code among *codes*; whether it is *known*.

    Of the period, the last code stands for all that no table asks for.
    """

    number: Number
    known: Truth
    unit: int = 1
    codes: tuple[str, ...] = ()


@dataclass(frozen=True)
class Facts:
    """What the tables of a rubric read beside points and each other."""

    facts: Mapping[Measure, Fact]
    constraints: tuple[Truth, ...] = field(default=())


FACTS = IndicatorValue | PreviousReviewed | PreviousRank | PreviousOutcome | PeriodCode


def facts_of(world: World, rubric: Rubric) -> Facts:
    """The facts that the tables of *rubric* read, in a *world*."""
    read: dict[Measure, list[Condition]] = {}
    for table in rubric.tables:
        for condition in conditions(table):
            if isinstance(condition.measure, FACTS):
                read.setdefault(condition.measure, []).append(condition)
    facts, constraints = dict[Measure, Fact](), list[Truth]()
    for place, (measure, asked) in enumerate(read.items()):
        unknown = world.number(f"fact {place}"), world.truth(f"fact {place} known")
        facts[measure], bounds = _fact(rubric, measure, asked, unknown)
        constraints += bounds
    return Facts(facts, tuple(constraints))


def _fact(
    rubric: Rubric, measure: Measure, asked: list[Condition], unknown: tuple[Number, Truth]
) -> tuple[Fact, list[Truth]]:
    number, known = unknown
    match measure:
        case IndicatorValue(code):
            indicator = rubric.indicator[code]
            low = -Fraction(LARGEST - 1) if indicator.low is None else indicator.low
            high = Fraction(LARGEST - 1) if indicator.high is None else indicator.high
            thresholds = [each.threshold for each in asked if isinstance(each.threshold, Fraction)]
            unit = lcm(100, *(each.denominator for each in (low, high, *thresholds)))
            return Fact(number, known, unit), [number >= int(low * unit), number <= int(high * unit)]
        case PreviousReviewed():
            return Fact(number, known), [number >= 0, number <= 1]
        case PreviousRank():
            return Fact(number, known), [number >= 1, number <= LOWEST_RANK]
        case PreviousOutcome(table):
            codes = rubric.table[table].outcome_codes
            return Fact(number, known, codes=codes), [number >= 0, number < len(codes)]
        case _:
            codes = _periods(asked)
            return Fact(number, known=True, codes=codes), [number >= 0, number < len(codes)]


def _periods(asked: list[Condition]) -> tuple[str, ...]:
    """The periods that are asked for, and in the end one that is not: it stands for all others."""
    named = tuple(dict.fromkeys(code for each in asked for code in codes_of(each)))
    return (*named, next(str(year) for year in count(int(ANY_PERIOD)) if str(year) not in named))


def fact_compared(fact: Fact, condition: Condition) -> Truth:
    """Whether *condition*, which does not ask whether something is missing, holds for a *fact* that is known."""
    threshold = condition.threshold
    if isinstance(threshold, bool):
        return same(fact.number, int(threshold))
    if isinstance(threshold, Fraction):
        return compared(fact.number * threshold.denominator, condition.operator, threshold.numerator * fact.unit)
    return any_of(same(fact.number, fact.codes.index(code)) for code in codes_of(condition) if code in fact.codes)
