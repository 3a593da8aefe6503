"""A second opinion: what a sheet means under a rubric, worked out naively from the frozen values alone.

Plain fractions, no shortcuts, nothing of the engine but its data: where both evaluators were wrong alike, this differs.
"""

from dataclasses import dataclass, field
from fractions import Fraction

from rules.answer import Answer as Reported
from rules.answer import Chosen, Counted, Measured, NotApplicable, Points
from rules.combining import Best, Branch, CappedSum, Rescaled
from rules.condition import Condition, Operator
from rules.criterion import Absence, Criterion, walk
from rules.measure import (
    CountBelow,
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
from rules.methods.choice import Choice
from rules.methods.deduction import Deduction
from rules.methods.ratio import RatioToTarget
from rules.methods.worth import Share
from rules.rubric import Rubric
from rules.sheet import Sheet
from rules.table import LISTING, SINGLE, HitPolicy, Rule, Table
from rules.value import Verdict
from tests.spec.hit_policies import Answer, answer

Seen = Fraction | str | bool | range | None
"""A value; a range of counts; `None` where it is missing."""

Found = list[tuple[str, str]]
"""Findings: member and outcome."""


@dataclass
class Opinion:
    """Verdicts by table, rule and member; answers by table and member; findings and possible ones by table."""

    rubric: Rubric
    sheet: Sheet
    verdicts: dict[tuple[str, str, str], Verdict] = field(default_factory=dict)
    answers: dict[tuple[str, str], Answer] = field(default_factory=dict)
    findings: dict[str, Found] = field(default_factory=dict)
    possible: dict[str, Found] = field(default_factory=dict)


def opinion_on(rubric: Rubric, sheet: Sheet) -> Opinion:
    """Everything that follows from *sheet*, table by table."""
    told = Opinion(rubric, sheet)
    for table in rubric.tables:
        members = [member for member in members_of(rubric, table) if member == "" or came_to(told, member)]
        cases = [(member, rule) for member in members for rule in table.rules]
        for member, rule in cases:
            told.verdicts[table.code, rule.code, member] = verdict(told, table, rule, member)
        if table.hit_policy in LISTING:
            told.findings[table.code] = listed(told, table, cases, Verdict.YES)
            told.possible[table.code] = listed(told, table, cases, Verdict.CANNOT_TELL)
        elif table.hit_policy in SINGLE:
            for member in members:
                told.answers[table.code, member] = answer_for(told, table, [member])
        else:
            told.answers[table.code, ""] = answer_for(told, table, members)
    return told


def members_of(rubric: Rubric, table: Table) -> tuple[str, ...]:
    return next((scope.criteria for scope in rubric.scopes if scope.code == table.scope), ("",))


def answer_for(told: Opinion, table: Table, members: list[str]) -> Answer:
    """The answer of *table* over the rules for *members*; one copy of a rule for each member."""
    verdicts = [(rule.code, told.verdicts[table.code, rule.code, member]) for member in members for rule in table.rules]
    return answer(table, verdicts)


def listed(told: Opinion, table: Table, cases: list[tuple[str, Rule]], wanted: Verdict) -> Found:
    if table.hit_policy is HitPolicy.RULE_ORDER:
        cases = [case for rule in table.rules for case in cases if case[1] is rule]
    if table.hit_policy is HitPolicy.OUTPUT_ORDER:
        cases = [case for outcome in table.outcomes for case in cases if case[1].outcome == outcome.code]
    held = [(member, rule) for member, rule in cases if told.verdicts[table.code, rule.code, member] is wanted]
    return [(member, rule.outcome) for member, rule in held]


# ---- conditions ------------------------------------------------------------------------------------------------------


def verdict(told: Opinion, table: Table, rule: Rule, member: str) -> Verdict:
    truths = [truth(condition, value_of(told, table, condition.measure, member)) for condition in rule.conditions]
    if any(each is False for each in truths):
        return Verdict.NO
    return Verdict.YES if all(truths) else Verdict.CANNOT_TELL


def truth(condition: Condition, value: Seen) -> bool | None:
    if condition.operator is Operator.MISSING:
        return value is None
    if value is None:
        return None
    if isinstance(value, range):
        truths = {truth(condition, Fraction(count)) for count in value}
        return truths.pop() if len(truths) == 1 else None
    threshold = condition.threshold
    if isinstance(threshold, tuple):
        return value in threshold
    if not isinstance(value, Fraction) or not isinstance(threshold, Fraction):
        return value == threshold
    difference = value - threshold
    return {
        Operator.AT_LEAST: difference >= 0,
        Operator.ABOVE: difference > 0,
        Operator.AT_MOST: difference <= 0,
        Operator.BELOW: difference < 0,
        Operator.EQUALS: difference == 0,
    }[condition.operator]


# ---- measures --------------------------------------------------------------------------------------------------------


def points(told: Opinion, code: str) -> Fraction | None:
    score = came_to(told, code)
    return score[0] if score else None


def percent(told: Opinion, code: str) -> Fraction | None:
    score = came_to(told, code)
    return score[0] / score[1] * 100 if score and score[1] > 0 else None


def half_up(value: Fraction, places: int | None) -> Fraction:
    if places is None:
        return value
    shifted = abs(value) * 10**places
    whole = shifted.numerator // shifted.denominator
    away = whole + 1 if shifted - whole >= Fraction(1, 2) else whole
    return Fraction(away if value >= 0 else -away, 10**places)


def value_of(told: Opinion, table: Table, measure: Measure, member: str) -> Seen:
    match measure:
        case TotalPoints() | TotalPercent() | CriterionPoints() | CriterionPercent():
            code = "" if isinstance(measure, TotalPoints | TotalPercent) else measure.criterion or member
            plain = points if isinstance(measure, TotalPoints | CriterionPoints) else percent
            value = plain(told, code)
            return None if value is None else half_up(value, table.places)
        case StepRemainder():
            return remainder(told, measure.criterion or member)
        case LowestPercent(scope):
            return min(percents(told, table, scope), default=None)
        case CountBelow(scope, limit):
            return Fraction(len([each for each in percents(told, table, scope) if each < limit]))
        case IndicatorValue(indicator):
            return told.sheet.indicators.get(indicator)
        case OutcomeOf() | FindingsOf():
            return of_table(told, measure, member)
        case _:
            return of_period(told.sheet, measure)


def remainder(told: Opinion, code: str) -> Fraction | None:
    value = points(told, code)
    step = next(each.step for each in walk(told.rubric.criteria) if each.code == code)
    if value is None or step is None:
        return None if value is None else Fraction(0)
    steps = (value / step).numerator // (value / step).denominator
    return value - steps * step


def percents(told: Opinion, table: Table, scope: str) -> list[Fraction]:
    codes = next(each.criteria for each in told.rubric.scopes if each.code == scope)
    values = [percent(told, code) for code in codes]
    return [half_up(value, table.places) for value in values if value is not None]


def of_table(told: Opinion, measure: OutcomeOf | FindingsOf, member: str) -> Seen:
    if isinstance(measure, OutcomeOf):
        about = next(each for each in told.rubric.tables if each.code == measure.table)
        return told.answers[measure.table, member if about.scope else ""].outcome or None
    certain, possible = set(told.findings[measure.table]), set(told.possible[measure.table])
    most = len(certain | possible)
    return range(len(certain), most + 1) if most > len(certain) else Fraction(len(certain))


def of_period(sheet: Sheet, measure: Measure) -> Seen:
    previous = sheet.previous
    match measure:
        case PreviousReviewed():
            return previous.reviewed
        case PreviousRank():
            return None if previous.rank is None else Fraction(previous.rank)
        case PreviousOutcome(table):
            return previous.outcomes.get(table)
        case PeriodCode():
            return sheet.period
        case _:
            raise TypeError(measure)


# ---- points ----------------------------------------------------------------------------------------------------------

Score = tuple[Fraction, Fraction] | None
"""Points and the maximum that they are out of; `None` where nothing is assessed."""


def came_to(told: Opinion, code: str) -> Score:
    """The score of a criterion, or of the whole rubric where *code* is blank."""
    if code:
        return score_of(told, next(each for each in walk(told.rubric.criteria) if each.code == code))
    areas = [(area, score) for area in told.rubric.criteria if (score := score_of(told, area))]
    if not areas:
        return None
    total = sum((score[0] for _, score in areas), Fraction(0))
    most = sum((score[1] for area, score in areas if not area.extra), Fraction(0))
    return kept(total, Fraction(0), most) if any(area.extra for area in told.rubric.criteria) else total, most


def score_of(told: Opinion, criterion: Criterion) -> Score:
    if not criterion.parts:
        return score_of_leaf(told, criterion)
    parts = {part.code: score for part in criterion.parts if (score := score_of(told, part))}
    if isinstance(criterion.combined, Branch):
        return score_of_branch(told, criterion, criterion.combined, parts)
    if not parts:
        return None
    total = sum((score[0] for score in parts.values()), Fraction(0))
    most, cap = sum((score[1] for score in parts.values()), Fraction(0)), criterion.max_points
    match criterion.combined:
        case Rescaled(places):
            return (min(half_up(total / most * cap, places), cap), cap) if 0 < most < cap else (total, most)
        case CappedSum():
            return kept(total, criterion.min_points, cap), cap
        case Best():
            return max(score[0] for score in parts.values()), max(score[1] for score in parts.values())
        case _:
            return total, most


def score_of_branch(
    told: Opinion, criterion: Criterion, branch: Branch, parts: dict[str, tuple[Fraction, Fraction]]
) -> Score:
    counts = part_taken(told, branch)
    if counts == "" or is_elsewhere(told, criterion):
        return None
    worth = next(part.max_points for part in criterion.parts if part.code == counts)
    points, most = parts.get(counts, (Fraction(0), Fraction(0)))
    beside = criterion.max_points - worth
    is_exempt = all(exemptions_of(told, each) for each in walk(criterion.parts) if not each.parts)
    nothing = counts not in parts and (beside == 0 or is_exempt)
    return None if nothing else (points, beside + most)


def part_taken(told: Opinion, branch: Branch) -> str:
    chosen = [each.option for each in told.sheet.answers if isinstance(each, Chosen) and each.criterion == branch.on]
    return next((case.part for case in branch.cases if [case.option] == chosen), "")


def is_elsewhere(told: Opinion, criterion: Criterion) -> bool:
    """Whether *criterion* lies within a part of a branch that does not count."""
    return any(
        criterion in walk((part,))
        for outer in walk(told.rubric.criteria)
        if isinstance(outer.combined, Branch)
        for part in outer.parts
        if part.code != part_taken(told, outer.combined)
    )


def exemptions_of(told: Opinion, leaf: Criterion) -> list[str]:
    """The criteria from which the agency is exempt, the leaf itself or what it is part of."""
    mine = [each.criterion for each in told.rubric.exemptions if each.agency == told.sheet.agency]
    return [each.code for each in walk(told.rubric.criteria) if each.code in mine and leaf in walk((each,))]


def score_of_leaf(told: Opinion, leaf: Criterion) -> Score:
    alone = exemptions_of(told, leaf) == [leaf.code]
    given = next((each for each in told.sheet.answers if each.criterion == leaf.code), None)
    cap = leaf.max_points
    if alone or isinstance(given, NotApplicable):
        return (cap, cap) if leaf.not_applicable is Absence.EARNS else None
    return None if given is None else (kept(earned(leaf, given), leaf.min_points, cap), cap)


def earned(leaf: Criterion, given: Reported) -> Fraction:
    """Points of a *leaf* for what was *given*, before they are kept in its range."""
    match leaf.method, given:
        case Choice(options, places), Chosen(_, chosen):
            worth = {option.code: option.worth for option in options}[chosen]
            return half_up(worth.percent * leaf.max_points / 100, places) if isinstance(worth, Share) else worth.points
        case Deduction(_, each, free, accepted), Counted(_, count):
            refused = accepted is not None and count > accepted
            return leaf.min_points if refused else leaf.max_points - each * max(count - free, 0)
        case RatioToTarget(_, target, floor, places), Measured(_, value):
            nothing = floor is not None and value < floor
            return Fraction(0) if nothing else half_up(value / target * leaf.max_points, places)
        case _, Points(_, number):
            return number
        case _:
            raise TypeError(given)


def kept(number: Fraction, low: Fraction, high: Fraction) -> Fraction:
    return low if number < low else min(number, high)
