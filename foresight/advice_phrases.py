"""Advice in sentences: what it takes for each better outcome, what one area alone can do, and why another cannot."""

from fractions import Fraction

from foresight.advice import Advice, Alone, Unmet, Way
from foresight.rising import Rise
from rules.comparison_phrases import capital
from rules.condition import Operator
from rules.errors import N_
from rules.examination import Seen
from rules.language import Language
from rules.measure import CriterionPoints, FindingsOf, PercentMeasure, TotalPoints
from rules.methods.relative import RelativeToBest
from rules.methods.supplied import Supplied
from rules.methods.survey import Survey, SurveyTakenOver
from rules.phrases import coded_name, name_of, requirement
from rules.table import Table
from rules.telling import Telling

_POINTS = TotalPoints | CriterionPoints | PercentMeasure


def advice_text(told: Advice, table: Table, telling: Telling) -> str:
    """What it takes at least, and by what."""
    language, outcome = telling.language, telling.outcome(table, told.outcome)
    if told.way is None:
        return capital(language.words(N_("more points alone do not lead to {outcome}."), outcome=outcome))
    rises = _rises(told.way, telling)
    if not told.way.gain:
        words = N_("{outcome} takes no more of the total, but it does take: {rises}.")
        return capital(language.words(words, outcome=outcome, rises=rises))
    words = N_("{outcome} takes at least {points} more of the total: {rises}.")
    return capital(language.words(words, outcome=outcome, points=_points(told.way, language), rises=rises))


def alone_text(alone: Alone, telling: Telling) -> str:
    """Whether one area alone would do: with how many points, or what stays as it is."""
    language, name = telling.language, telling.language.text(telling.rubric.criterion[alone.criterion].name)
    if alone.way is not None and not alone.way.gain:
        words = N_("{name} alone would do: no more of the total, but {rises}.")
        return language.words(words, name=name, rises=_rises(alone.way, telling))
    if alone.way is not None:
        return language.words(
            N_("{name} alone would do: {points} more."), name=name, points=_points(alone.way, language)
        )
    if not alone.unmet:
        return language.words(N_("Not by {name} alone."), name=name)
    unmet = "; ".join(_lacking(each, telling) for each in alone.unmet)
    return language.words(N_("Not by {name} alone, because {unmet}."), name=name, unmet=unmet)


def rise_text(rise: Rise, telling: Telling) -> str:
    """What rises, from where to where, and by whom it is measured where that is not the agency."""
    language, criterion = telling.language, telling.rubric.criterion[rise.criterion]
    told = language.words(
        N_("{name} from {before} to {after}/{most} points"),
        name=coded_name(telling, criterion),
        before=language.points(rise.before),
        after=language.points(rise.after),
        most=criterion.max_points,
    )
    match criterion.method:
        case Supplied(by):
            return language.words(N_("{told} (supplied by {by})"), told=told, by=language.text(by))
        case Survey() | SurveyTakenOver():
            return language.words(N_("{told} (by the results of the survey)"), told=told)
        case RelativeToBest():
            return language.words(N_("{told} (relative to the best of all agencies)"), told=told)
        case _:
            return told


def _rises(way: Way, telling: Telling) -> str:
    """What rises: all there is to it, or an example."""
    rises = "; ".join(rise_text(rise, telling) for rise in way.rises)
    return telling.language.words(N_("for example {rises}"), rises=rises) if way.others else rises


def _points(way: Way, language: Language) -> str:
    """What lacks, and what that is on the steps of the scoring guide, where these are coarser."""
    lacking = language.words(N_("{points} points"), points=language.shortfall(way.lacking))
    if way.gain == way.lacking:
        return lacking
    if not way.lacking:
        words = N_("{points} points on the steps of the scoring guide")
        return language.words(words, points=language.points(way.gain))
    words = N_("{lacking} (on the steps of the scoring guide: {points} points)")
    return language.words(words, lacking=lacking, points=language.points(way.gain))


def _lacking(unmet: Unmet, telling: Telling) -> str:
    """What is not as a rule asks with all that the area can have: what stays, what is too low, or what is asked."""
    language, seen = telling.language, unmet.seen
    measure, operator = seen.condition.measure, seen.condition.operator
    areas = ", ".join(language.text(telling.rubric.criterion[code].name) for code in seen.where)
    name = areas or name_of(telling, measure)
    value = _value(seen, language)
    if unmet.stays and not value:
        return language.words(N_("{name} stays as it is"), name=name)
    if unmet.stays:
        return language.words(N_("{name} stays at {value}"), name=name, value=value)
    if isinstance(measure, _POINTS) and operator in {Operator.AT_LEAST, Operator.ABOVE}:
        return language.words(N_("{name} comes to no more than {value}"), name=name, value=value)
    asked = requirement(telling, seen.condition)
    return language.words(N_("with all that it can have this is not met: {asked}"), asked=asked)


def _value(seen: Seen, language: Language) -> str:
    """The points, the percentage or the count that was seen; blank of anything else."""
    measure, threshold = seen.condition.measure, seen.condition.threshold
    if not isinstance(seen.value, Fraction) or isinstance(measure, FindingsOf):
        return ""
    sides = (threshold.__le__, threshold.__lt__) if isinstance(threshold, Fraction) else ()
    return language.percent(seen.value, sides) if isinstance(measure, PercentMeasure) else language.number(seen.value)
