"""Shortfalls: what is lacking and what is to spare, in words; figures are rounded so that reaching them suffices."""

from fractions import Fraction
from itertools import count

from rules.condition import Condition
from rules.errors import N_
from rules.measure import CountBelow, LowestPercent, PercentMeasure
from rules.number import printed, rounded_up
from rules.phrases import area_name, name_of, requirement, side, threshold_text, topic, value_text
from rules.result import ConditionLine
from rules.table import Table
from rules.telling import Gap, Telling, floor_of


def lacking(telling: Telling, gap: Gap) -> str:
    """What it takes: “Reform of public finance needs at least 3.00/6 points and lacks 0.06 points”."""
    language = telling.language
    facts = {
        "name": area_name(telling, gap.criterion) if gap.criterion else language.words(N_("the total")),
        "needed": language.points(_asked(gap)),
        "maximum": gap.maximum,
    }
    if gap.beyond:
        words = N_("{name} needs more than {needed}/{maximum} points and has {had}")
        sentence = language.words(words, had=language.points(gap.had), **facts)
    else:
        words = N_("{name} needs at least {needed}/{maximum} points and lacks {lacking} points")
        sentence = language.words(words, lacking=language.shortfall(gap.lacking), **facts)
    return sentence + in_steps(telling, gap)


def _asked(gap: Gap) -> Fraction:
    """The points needed, rounded up to two decimals, or to more where two would pass the maximum."""
    asked = (rounded_up(gap.needed, places) for places in count(2))
    return next(each for each in asked if each < gap.maximum or (each == gap.maximum and not gap.beyond))


def in_steps(telling: Telling, gap: Gap) -> str:
    """The shortfall where scores move in steps coarser than it, in brackets; nothing where steps pass the maximum."""
    step = gap.criterion.step if gap.criterion else None
    if step is None:
        return ""
    lacking_in_steps = gap.lacking_in_steps(step)
    if lacking_in_steps == gap.lacking or gap.had - gap.below + lacking_in_steps > gap.maximum:
        return ""
    words = N_("(in steps of {step}: {lacking} points)")
    return " " + telling.language.words(words, step=step, lacking=telling.language.points(lacking_in_steps))


def excess(telling: Telling, condition: Condition, line: ConditionLine, member: str = "") -> str:
    """By how much a score stands above the ceiling that *condition* sets: “1.00 percentage points above 65%”."""
    language, measure = telling.language, condition.measure
    names = [area_name(telling, telling.rubric.criterion[code]) for code in line.get("where", [])]
    name = "; ".join(names) or name_of(telling, measure, member)
    above, threshold = -Fraction(line["margin"] or 0), threshold_text(telling, condition)
    if above == 0:
        return language.words(N_("{name} is exactly at {threshold}"), name=name, threshold=threshold)
    in_percent = isinstance(measure, PercentMeasure)
    return language.words(
        N_("{name} is {excess} percentage points above {threshold}")
        if in_percent
        else N_("{name} stand {excess} points above {threshold}"),
        name=name,
        excess=language.digits(printed(above, (_is_positive,))),
        threshold=threshold,
    )


def _is_positive(number: Fraction) -> bool:
    return number > 0


def level_text(telling: Telling, condition: Condition) -> str:
    """What each score is held against: the threshold, or the percentage below which criteria are counted."""
    measure = condition.measure
    if isinstance(measure, CountBelow):
        return telling.language.number(measure.percent) + "%"
    return threshold_text(telling, condition)


def seen_now(telling: Telling, condition: Condition, line: ConditionLine) -> str:
    """What *condition* asks, with what is the case: “share of dossiers handled online above 50% (now 49%)”."""
    asked = requirement(telling, condition)
    if "missing" in line:
        return telling.language.words(N_("{condition} (not known yet)"), condition=asked)
    value = value_text(telling, condition, line)
    return telling.language.words(N_("{condition} (now {value})"), condition=asked, value=value)


def others_reach(telling: Telling, table: Table, condition: Condition) -> list[str]:
    """That all but those short of it reach what *condition* asks of each criterion of a set.

    It is said of the set alone where not all areas of the rubric reach it, or not all are assessed.
    """
    measure, floor = condition.measure, floor_of(condition, table.places)
    if floor is None or not isinstance(measure, LowestPercent | CountBelow):
        return []
    members, areas = telling.rubric.scope[measure.scope].criteria, [area.code for area in telling.rubric.criteria]
    assessed = [code for code in members if telling.has_percent(code)]
    if all(floor.gap(telling, code) for code in assessed):
        return []
    if all(telling.has_percent(code) and (code in members or not floor.gap(telling, code)) for code in areas):
        words = N_("all the others are at {bound}")
    elif len(assessed) == len(members):
        words = N_("all the others of {about} are at {bound}")
    else:
        words = N_("all the others of {about} that are assessed are at {bound}")
    return [telling.language.words(words, about=topic(telling, measure), bound=_level(telling, condition))]


def _level(telling: Telling, condition: Condition) -> str:
    if isinstance(condition.measure, CountBelow):
        return telling.language.words(N_("{threshold} or more"), threshold=level_text(telling, condition))
    return side(telling, condition, other=False)
