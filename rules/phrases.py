"""Phrases: what a measure is called, what a condition asks, what was seen, what is lacking, where it is written."""

from fractions import Fraction
from typing import assert_never

from rules.condition import Condition, Operator
from rules.document import Citation, Document
from rules.errors import N_
from rules.measure import (
    CodeMeasure,
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
from rules.result import ConditionLine
from rules.telling import Gap, Telling
from rules.text import Text

_NAMES = {
    "total_points": N_("the total points"),
    "total_percent": N_("the composite index"),
    "criterion_points": N_("points of {about}"),
    "criterion_percent": N_("{about}"),
    "step_remainder": N_("points of {about} above the step"),
    "lowest_percent": N_("each of {about}"),
    "count_below": N_("the number of areas below {percent} among {about}"),
    "indicator": N_("{about}"),
    "outcome": N_("the result of “{about}”"),
    "findings": N_("the number of cases of “{about}”"),
    "previous_reviewed": N_("under accountability review in the previous period"),
    "previous_rank": N_("the rank in the previous period"),
    "previous_outcome": N_("the result of “{about}” in the previous period"),
    "period": N_("the period"),
}

_REQUIREMENTS = {
    Operator.AT_LEAST: N_("{name} at {threshold} or more"),
    Operator.ABOVE: N_("{name} above {threshold}"),
    Operator.AT_MOST: N_("{name} at most {threshold}"),
    Operator.BELOW: N_("{name} below {threshold}"),
    Operator.EQUALS: N_("{name}: {threshold}"),
    Operator.IN: N_("{name} one of: {threshold}"),
    Operator.MISSING: N_("{name}: no data"),
}

_MISSING = {
    "not_given": N_("{name} (not provided)"),
    "not_applicable": N_("{name} (not assessed)"),
    "no_applicable_area": N_("{name} (no applicable area)"),
    "not_determined": N_("{name} (not determined)"),
}

_YES_NO = {True: N_("yes"), False: N_("no")}


def name_of(telling: Telling, measure: Measure, member: str = "") -> str:
    """What *measure* is called."""
    percent = measure.percent if isinstance(measure, CountBelow) else Fraction(0)
    return telling.language.words(
        _NAMES[measure.kind], about=_about(telling, measure, member), percent=telling.language.percent(percent)
    )


def _about(telling: Telling, measure: Measure, member: str) -> str:
    """What *measure* is about; the name of a set of areas as it stands inside a sentence."""
    text = telling.language.text(_subject(telling, measure, member))
    within = isinstance(measure, LowestPercent | CountBelow) and text[1:2].islower()
    return text[:1].lower() + text[1:] if within else text


def _subject(telling: Telling, measure: Measure, member: str) -> Text:
    rubric = telling.rubric
    match measure:
        case CriterionPoints() | CriterionPercent() | StepRemainder():
            return rubric.criterion[measure.criterion or member].name
        case LowestPercent(scope) | CountBelow(scope):
            return rubric.scope[scope].name
        case IndicatorValue(indicator):
            return rubric.indicator[indicator].name
        case OutcomeOf(table) | FindingsOf(table) | PreviousOutcome(table):
            return rubric.table[table].name
        case TotalPoints() | TotalPercent() | PreviousReviewed() | PreviousRank() | PeriodCode():
            return Text("")
        case _:
            assert_never(measure)


def requirement(telling: Telling, condition: Condition, member: str = "") -> str:
    """What *condition* asks: “the composite index at 90% or more”."""
    name = name_of(telling, condition.measure, member)
    if isinstance(condition.measure, LowestPercent) and condition.operator in {Operator.BELOW, Operator.AT_MOST}:
        name = telling.language.words(N_("at least one of {about}"), about=_about(telling, condition.measure, member))
    threshold = _threshold(telling, condition)
    return telling.language.words(_REQUIREMENTS[condition.operator], name=name, threshold=threshold)


def _threshold(telling: Telling, condition: Condition) -> str:
    language = telling.language
    match condition.threshold:
        case None:
            return ""
        case bool():
            return language.words(_YES_NO[condition.threshold])
        case str():
            return code_name(telling, condition.measure, condition.threshold)
        case tuple():
            return ", ".join(code_name(telling, condition.measure, code) for code in condition.threshold)
        case Fraction():
            return language.number(condition.threshold) + _unit(telling, condition.measure)
        case _:
            assert_never(condition.threshold)


def code_name(telling: Telling, measure: Measure, code: str) -> str:
    """What the outcome or period *code* is called."""
    if not isinstance(measure, OutcomeOf | PreviousOutcome):
        return code
    return telling.language.text(telling.rubric.table[measure.table].outcome(code).name)


def _unit(telling: Telling, measure: Measure) -> str:
    match measure:
        case TotalPercent() | CriterionPercent() | LowestPercent():
            return "%"
        case TotalPoints() | CriterionPoints() | StepRemainder():
            return " " + telling.language.words(N_("points"))
        case IndicatorValue(indicator):
            return telling.language.text(telling.rubric.indicator[indicator].unit)
        case _:
            return ""


def seen(telling: Telling, condition: Condition, line: ConditionLine, member: str = "") -> str:
    """What was seen: “Reform of public finance has 2.94/6 points, 49.00%”."""
    measure = condition.measure
    name = name_of(telling, measure, member)
    if "missing" in line:
        return telling.language.words(_MISSING[line["missing"]], name=name)
    match measure:
        case LowestPercent():
            return "; ".join(standing(telling, code) for code in line.get("where", []))
        case CriterionPercent():
            return standing(telling, measure.criterion or member)
        case TotalPercent():
            return total_standing(telling)
        case _:
            return f"{name}: {_value(telling, condition, line)}"


def _value(telling: Telling, condition: Condition, line: ConditionLine) -> str:
    value = line["value"]
    match value:
        case None:
            low, high = line["between"]
            return telling.language.words(N_("between {low} and {high}"), low=low, high=high)
        case bool():
            return telling.language.words(_YES_NO[value])
        case str() if isinstance(condition.measure, CodeMeasure):
            return code_name(telling, condition.measure, value)
        case str():
            return telling.language.number(Fraction(value)) + _unit(telling, condition.measure)
        case _:
            assert_never(value)


def standing(telling: Telling, criterion: str) -> str:
    """Points, applicable maximum and percentage of a *criterion*, or that it is not assessed."""
    line, name = telling.lines[criterion], telling.rubric.criterion[criterion].name
    if line["points"] is None or line["percent"] is None:
        return telling.language.words(N_("{name}: not assessed"), name=name)
    return telling.language.words(
        N_("{name} has {points}/{maximum} points, {percent}"),
        name=name,
        points=telling.language.points(telling.ratios[criterion][0]),
        maximum=telling.ratios[criterion][1],
        percent=telling.language.digits(line["percent"]) + "%",
    )


def total_standing(telling: Telling) -> str:
    """The composite index, of the applicable maximum where something is not assessed."""
    percent = telling.language.digits(telling.result["total"]["percent"]) + "%"
    _, maximum = telling.ratios[""]
    if maximum == telling.rubric.max_points:
        return telling.language.words(N_("the composite index is {percent} of the maximum points"), percent=percent)
    return telling.language.words(
        N_("the composite index is {percent} of the applicable maximum ({maximum} points)"),
        percent=percent,
        maximum=maximum,
    )


def missing_measure(telling: Telling, measure: Measure, why: str, member: str = "") -> str:
    """A measure that is not known, and why."""
    return telling.language.words(_MISSING[why], name=name_of(telling, measure, member))


def lacking(telling: Telling, gap: Gap) -> str:
    """What it takes: “Reform of public finance needs at least 3.00/6 points, 0.06 points more”."""
    language = telling.language
    name = language.text(gap.criterion.name) if gap.criterion else language.words(N_("the total"))
    sentence = language.words(
        N_("{name} needs at least {needed}/{maximum} points and lacks {lacking} points"),
        name=name,
        needed=language.shortfall(gap.needed),
        maximum=gap.maximum,
        lacking=language.shortfall(gap.lacking),
    )
    return sentence + in_steps(telling, gap)


def in_steps(telling: Telling, gap: Gap) -> str:
    """The shortfall where scores move in steps coarser than it, in brackets; else nothing."""
    if gap.criterion is None or gap.criterion.step is None or gap.lacking_in_steps == gap.lacking:
        return ""
    return " " + telling.language.words(
        N_("(in steps of {step}: {lacking} points)"),
        step=gap.criterion.step,
        lacking=telling.language.points(gap.lacking_in_steps),
    )


# ---- citations -------------------------------------------------------------------------------------------------------


def cited(telling: Telling, citation: Citation) -> str:
    """Where a rule stands; what nobody has read is cited as stated elsewhere."""
    language = telling.language
    document = document_name(telling, telling.rubric.document[citation.document])
    if citation.article:
        document = f"{citation.article}, {document}"
    place = language.text(citation.place)
    if not citation.stated_in:
        return f"{document}, {place}" if place else document
    source = document_name(telling, telling.rubric.document[citation.stated_in])
    return language.words(
        N_("{document}, as stated in {source}"),
        document=document,
        source=f"{place}, {source}" if place else source,
    )


def document_name(telling: Telling, document: Document) -> str:
    """Kind, number, date and issuer of *document*: a date in full, or only the year where no more is known."""
    language = telling.language
    kind, issuer = language.text(document.kind), language.text(document.issuer)
    year, _, rest = document.dated.partition("-")
    if rest:
        month, day = rest.split("-")
        dated = language.words(N_("of {day}/{month}/{year}"), day=day, month=month, year=year)
    else:
        dated = language.words(N_("of the year {year}"), year=year) if year else ""
    numbered = language.words(N_("No. {number}"), number=document.number) if document.number else ""
    issued = language.words(N_("by {issuer}"), issuer=issuer) if issuer else ""
    return " ".join(part for part in (kind, numbered, dated, issued) if part)
