"""Advice in sentences: what it takes for each better outcome, what one area alone can do, and why another cannot."""

from fractions import Fraction

from foresight.advice import Advice, Alone, Rise, Way
from rules.comparison_phrases import capital
from rules.errors import N_
from rules.examination import Seen
from rules.language import Language
from rules.measure import PercentMeasure
from rules.phrases import coded_name, name_of
from rules.table import Table
from rules.telling import Telling


def advice_text(told: Advice, table: Table, telling: Telling) -> str:
    """What it takes at least, and by what."""
    language, outcome = telling.language, telling.outcome(table, told.outcome)
    if told.way is None:
        return capital(language.words(N_("more points alone do not lead to {outcome}."), outcome=outcome))
    rises = "; ".join(rise_text(rise, telling) for rise in told.way.rises)
    words = N_("{outcome} takes at least {points} more of the total: {rises}.")
    return capital(language.words(words, outcome=outcome, points=_points(told.way, language), rises=rises))


def alone_text(alone: Alone, telling: Telling) -> str:
    """Whether one area alone would do: with how many points, or what stays as it is."""
    language, name = telling.language, telling.language.text(telling.rubric.criterion[alone.criterion].name)
    if alone.way is not None:
        return language.words(
            N_("{name} alone would do: {points} more."), name=name, points=_points(alone.way, language)
        )
    unmet = "; ".join(_stays(seen, telling) for seen in alone.unmet)
    return language.words(N_("Not by {name} alone, because {unmet}."), name=name, unmet=unmet)


def rise_text(rise: Rise, telling: Telling) -> str:
    """What rises, from where to where."""
    language, criterion = telling.language, telling.rubric.criterion[rise.criterion]
    return language.words(
        N_("{name} from {before} to {after}/{most} points"),
        name=coded_name(telling, criterion),
        before=language.points(rise.before),
        after=language.points(rise.after),
        most=criterion.max_points,
    )


def _points(way: Way, language: Language) -> str:
    """What lacks, and what that is on the steps of the scoring guide, where these are coarser."""
    lacking = language.words(N_("{points} points"), points=language.shortfall(way.lacking))
    if way.gain == way.lacking:
        return lacking
    words = N_("{lacking} (on the steps of the scoring guide: {points} points)")
    return language.words(words, lacking=lacking, points=language.points(way.gain))


def _stays(seen: Seen, telling: Telling) -> str:
    """What is still too low with all that the area can have."""
    language, measure = telling.language, seen.condition.measure
    areas = ", ".join(language.text(telling.rubric.criterion[code].name) for code in seen.where)
    name = areas or name_of(telling, measure)
    if not isinstance(seen.value, Fraction):
        return language.words(N_("{name} stays as it is"), name=name)
    threshold = seen.condition.threshold
    sides = (threshold.__le__, threshold.__lt__) if isinstance(threshold, Fraction) else ()
    is_percent = isinstance(measure, PercentMeasure)
    value = language.percent(seen.value, sides) if is_percent else language.number(seen.value)
    return language.words(N_("{name} stays at {value}"), name=name, value=value)
