"""Phrases: what a measure is called, what a condition asks, what was seen, what is lacking, where it is written."""

from datetime import date
from fractions import Fraction
from typing import assert_never

from rules.branching import Fork, option_name
from rules.condition import Condition, Operator
from rules.criterion import Criterion, leaves
from rules.document import Citation, Document
from rules.errors import N_
from rules.language import Language
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
from rules.methods.survey import Survey
from rules.result import ConditionLine
from rules.rubric import Rubric
from rules.survey_sentences import left_out_because
from rules.survey_working import SurveyWorking
from rules.table import Table
from rules.telling import Telling, is_review, none_may
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
    "previous_reviewed": N_("accountability review {when}"),
    "previous_rank": N_("the rank {when}"),
    "previous_outcome": N_("the result of “{about}” {when}"),
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

_BOUNDS = {
    Operator.AT_LEAST: N_("{threshold} or more"),
    Operator.ABOVE: N_("more than {threshold}"),
    Operator.AT_MOST: N_("at most {threshold}"),
    Operator.BELOW: N_("below {threshold}"),
}

_OTHER_SIDE = {Operator.BELOW: Operator.AT_LEAST, Operator.AT_MOST: Operator.ABOVE}

_MISSING = {
    "not_given": N_("{name} (not provided)"),
    "not_applicable": N_("{name} (not assessed)"),
    "no_applicable_area": N_("{name} (no applicable area)"),
    "not_determined": N_("{name} (not determined)"),
}

_REVIEWED = {
    True: N_("under accountability review {when}"),
    False: N_("not under accountability review {when}"),
}

_WAS_REVIEWED = {
    True: N_("{when}, {agency} was under accountability review"),
    False: N_("{when}, {agency} was not under accountability review"),
}


def name_of(telling: Telling, measure: Measure, member: str = "") -> str:
    """What *measure* is called."""
    percent = measure.percent if isinstance(measure, CountBelow) else Fraction(0)
    facts = {"percent": telling.language.number(percent) + "%", "when": telling.before}
    return telling.language.words(_NAMES[measure.kind], about=topic(telling, measure, member), **facts)


def area_name(telling: Telling, criterion: Criterion) -> str:
    """The name of *criterion* inside a sentence, where Vietnamese says that it is an area."""
    name = telling.language.text(criterion.name)
    if criterion not in telling.rubric.criteria:
        return name
    area = telling.language.words(N_("{area}"), area=name)
    return name if name.lower().startswith(area.removesuffix(name)) else area


def coded_name(telling: Telling, criterion: Criterion) -> str:
    """The name of an area; that of a component behind its code."""
    name = telling.language.text(criterion.name)
    return name if criterion in telling.rubric.criteria else f"{criterion.code} {name}"


def counted(telling: Telling, table: Table, count: int) -> str:
    """How many criteria *table* found something of: “2 areas”."""
    areas = {criterion.code for criterion in telling.rubric.criteria}.issuperset(telling.rubric.members(table))
    one, many = (
        (N_("{count} area"), N_("{count} areas")) if areas else (N_("{count} criterion"), N_("{count} criteria"))
    )
    return telling.language.words(one if count == 1 else many, count=telling.language.count(count))


def topic(telling: Telling, measure: Measure, member: str = "") -> str:
    """What *measure* is about; the name of a set of areas as it stands inside a sentence."""
    text = telling.language.text(_subject(telling, measure, member))
    within = isinstance(measure, LowestPercent | CountBelow) and text[1:2].islower()
    return text[:1].lower() + text[1:] if within else text


def _subject(telling: Telling, measure: Measure, member: str) -> Text:
    rubric = telling.rubric
    match measure:
        case CriterionPoints() | CriterionPercent() | StepRemainder():
            code = measure.criterion or member
            at_hand = Text(telling.language.words(N_("the criterion considered")))
            return rubric.criterion[code].name if code else at_hand
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
    about = topic(telling, condition.measure, member)
    match condition:
        case Condition(PreviousReviewed(), Operator.EQUALS, bool() as reviewed):
            return telling.language.words(_REVIEWED[reviewed], when=telling.before)
        case Condition(FindingsOf(), Operator.AT_LEAST, 1) | Condition(FindingsOf(), Operator.ABOVE, 0):
            return telling.language.words(N_("at least one case of “{about}”"), about=about)
        case Condition(CountBelow(_, percent)) if none_may(condition):
            written = telling.language.number(percent) + "%"
            return telling.language.words(N_("none of {about} below {percent}"), about=about, percent=written)
        case Condition(LowestPercent(), Operator.BELOW | Operator.AT_MOST):
            name = telling.language.words(N_("at least one of {about}"), about=about)
        case _:
            name = name_of(telling, condition.measure, member)
    threshold = threshold_text(telling, condition)
    return telling.language.words(_REQUIREMENTS[condition.operator], name=name, threshold=threshold)


def bound(telling: Telling, condition: Condition, member: str = "") -> str:
    """What *condition* asks, behind what was seen: “80% or more”; in full where what was seen has another name."""
    if condition.operator not in _BOUNDS or isinstance(condition.measure, LowestPercent | FindingsOf):
        return requirement(telling, condition, member)
    return telling.language.words(_BOUNDS[condition.operator], threshold=threshold_text(telling, condition))


def side(telling: Telling, condition: Condition, *, other: bool) -> str:
    """The side of the threshold that *condition* asks for, or the *other* one: “65% or more”."""
    operator = _OTHER_SIDE[condition.operator] if other else condition.operator
    return telling.language.words(_BOUNDS[operator], threshold=threshold_text(telling, condition))


def says_itself(condition: Condition) -> bool:
    """Whether what was seen says already that *condition* holds: a code, yes or no, no data, any finding."""
    return condition.operator not in _BOUNDS or isinstance(condition.measure, FindingsOf)


def threshold_text(telling: Telling, condition: Condition) -> str:
    """The threshold of *condition* with its unit; nothing where there is none, or it is yes or no."""
    match condition.threshold:
        case None | bool():
            return ""
        case str():
            return code_name(telling, condition.measure, condition.threshold)
        case tuple():
            return ", ".join(code_name(telling, condition.measure, code) for code in condition.threshold)
        case Fraction():
            return quantity(telling, condition.measure, condition.threshold)
        case _:
            assert_never(condition.threshold)


def code_name(telling: Telling, measure: Measure, code: str) -> str:
    """What the outcome or period *code* is called."""
    if not isinstance(measure, OutcomeOf | PreviousOutcome):
        return code
    return telling.language.text(telling.rubric.table[measure.table].outcome(code).name)


def quantity(telling: Telling, measure: Measure, number: Fraction) -> str:
    """*number* without loss, as a value of *measure* is written."""
    written = telling.language.number(number)
    match measure:
        case TotalPercent() | CriterionPercent() | LowestPercent():
            return written + "%"
        case TotalPoints() | CriterionPoints() | StepRemainder():
            return written + " " + telling.language.words(N_("point") if number == 1 else N_("points"))
        case IndicatorValue(indicator):
            return written + telling.language.text(telling.rubric.indicator[indicator].unit)
        case CountBelow() | FindingsOf():
            return telling.language.count(int(number))
        case _:
            return written


# ---- what was seen ---------------------------------------------------------------------------------------------------


def seen(telling: Telling, condition: Condition, line: ConditionLine, member: str = "") -> str:
    """What was seen: “Reform of public finance has 2.94/6 points, 49.00%”."""
    measure = condition.measure
    if "missing" in line:
        return missing_measure(telling, measure, line["missing"], member)
    match measure, line["value"]:
        case LowestPercent(), _:
            areas = "; ".join(standing(telling, code) for code in line.get("where", []))
            about = topic(telling, measure, member)
            return telling.language.words(N_("{areas} (lowest of {about})"), areas=areas, about=about)
        case CriterionPercent(criterion), _:
            return standing(telling, criterion or member)
        case TotalPercent(), _:
            return total_standing(telling)
        case TotalPoints(), _:
            return of_applicable(telling, f"{name_of(telling, measure)}: {value_text(telling, condition, line)}")
        case FindingsOf(table), str() as count:
            return _findings(telling, telling.rubric.table[table], int(count))
        case PreviousReviewed(), bool() as reviewed:
            return telling.language.words(_WAS_REVIEWED[reviewed], when=telling.before, agency=telling.agency)
        case _:
            return f"{name_of(telling, measure, member)}: {value_text(telling, condition, line)}"


def _findings(telling: Telling, table: Table, count: int) -> str:
    when, of_review = telling.when, is_review(telling, table)
    if count == 0:
        words = (
            N_("{when}, nothing came under accountability review") if of_review else N_("{when}, no case of “{table}”")
        )
        return telling.language.words(words, when=when, table=table.name)
    if of_review:
        of_table = counted(telling, table, count)
        words = N_("{when}, {counted} came under accountability review")
        return telling.language.words(words, when=when, counted=of_table)
    words = N_("{when}, cases of “{table}”: {count}")
    return telling.language.words(words, when=when, table=table.name, count=telling.language.count(count))


def value_text(telling: Telling, condition: Condition, line: ConditionLine) -> str:
    """The value that was seen, as a value of its measure is written."""
    value = line["value"]
    if value is None:
        low, high = map(telling.language.count, map(int, line["between"]))
        return telling.language.words(N_("between {low} and {high}"), low=low, high=high)
    if isinstance(condition.measure, CodeMeasure):
        return code_name(telling, condition.measure, str(value))
    return quantity(telling, condition.measure, Fraction(value))


def standing(telling: Telling, criterion: str) -> str:
    """Points, applicable maximum and percentage of a *criterion*, or that it is not assessed."""
    name = area_name(telling, telling.rubric.criterion[criterion])
    if not telling.lines[criterion]["applicable"]:
        words = telling.language.words(N_("{name}: not assessed"), name=name)
        return words + in_brackets(why_not_assessed(telling, criterion))
    if not telling.has_percent(criterion):
        points = quantity(telling, CriterionPoints(criterion), telling.ratios[criterion][0])
        return telling.language.words(N_("{name} has {points}"), name=name, points=points)
    return telling.language.words(
        N_("{name} has {points}/{maximum} points, {percent}"),
        name=name,
        points=telling.language.points(telling.ratios[criterion][0]),
        maximum=telling.ratios[criterion][1],
        percent=percent_of(telling, criterion),
    )


def percent_of(telling: Telling, criterion: str) -> str:
    """The percentage of a *criterion* as printed, of the total where blank."""
    percent = telling.lines[criterion]["percent"] if criterion else telling.result["total"]["percent"]
    return telling.language.digits(percent or "") + "%"


def in_brackets(text: str) -> str:
    """*text* in brackets behind a word; nothing where there is none."""
    return f" ({text})" if text else ""


def why_not_assessed(telling: Telling, criterion: str) -> str:
    """The reasons for what is not assessed of a *criterion*: as given, as of its survey, or that it is exempt."""
    exempt = telling.rubric.exempt.get(telling.result["agency"], frozenset())
    out_of_scope = telling.language.words(N_("outside the scope of assessment of this agency"))
    found = leaves((telling.rubric.criterion[criterion],))
    reasons = (out_of_scope if leaf.code in exempt else _reason_of(telling, leaf) for leaf in found)
    return "; ".join(dict.fromkeys(reason for reason in reasons if reason))


def _reason_of(telling: Telling, leaf: Criterion) -> str:
    """Why *leaf* is not assessed: what was chosen, or that the sample of its survey is too small, or as given."""
    if leaf.code in telling.forks:
        return _off_branch(telling, telling.forks[leaf.code])
    working = telling.workings.get(leaf.code)
    if working is not None and isinstance(working.applied, SurveyWorking) and isinstance(leaf.method, Survey):
        return left_out_because(leaf.method, working.applied, telling.language)
    return telling.given.reasons.get(leaf.code, "")


def _off_branch(telling: Telling, fork: Fork) -> str:
    """That another part counts, or none, with the component where that is decided."""
    on = telling.rubric.criterion[fork.on]
    facts = {"code": on.code, "name": on.name, "option": option_name(on, fork.option)}
    if fork.option:
        return telling.language.words(N_("since “{option}” was chosen for {code} {name}"), **facts)
    if telling.lines[on.code]["applicable"]:
        return telling.language.words(N_("since nothing arose for {code} {name}"), **facts)
    return telling.language.words(N_("since {code} {name} is not assessed"), **facts)


def total_standing(telling: Telling) -> str:
    """The composite index, of the applicable maximum where something is not assessed."""
    percent = percent_of(telling, "")
    if telling.is_whole:
        return telling.language.words(N_("the composite index is {percent} of the maximum points"), percent=percent)
    return of_applicable(telling, telling.language.words(N_("the composite index is {percent}"), percent=percent))


def of_applicable(telling: Telling, fact: str) -> str:
    """A *fact* about the total, with the applicable maximum where that is not the whole."""
    if telling.is_whole:
        return fact
    maximum = quantity(telling, TotalPoints(), telling.ratios[""][1])
    return telling.language.words(N_("{fact} of the applicable maximum ({maximum})"), fact=fact, maximum=maximum)


def missing_measure(telling: Telling, measure: Measure, why: str, member: str = "") -> str:
    """A measure that is not known, and why."""
    return telling.language.words(_MISSING[why], name=name_of(telling, measure, member))


# ---- citations -------------------------------------------------------------------------------------------------------


def cited(language: Language, rubric: Rubric, citation: Citation) -> str:
    """Where a rule of *rubric* stands; what nobody has read is cited as stated elsewhere."""
    document = document_name(language, rubric.document[citation.document])
    if citation.article:
        document = f"{citation.article}, {document}"
    place = language.text(citation.place)
    if not citation.stated_in:
        return f"{document}, {place}" if place else document
    source = document_name(language, rubric.document[citation.stated_in])
    return language.words(
        N_("{document}, as stated in {source}"),
        document=document,
        source=f"{place}, {source}" if place else source,
    )


def document_name(language: Language, document: Document) -> str:
    """Kind, number, date and issuer of *document*: a date in full, or only the year where no more is known."""
    kind, issuer = language.text(document.kind), language.text(document.issuer)
    if "-" in document.dated:
        dated = language.words(N_("of {day}"), day=date.fromisoformat(document.dated))
    else:
        dated = language.words(N_("of the year {year}"), year=document.dated) if document.dated else ""
    numbered = language.words(N_("No. {number}"), number=document.number) if document.number else ""
    issued = language.words(N_("by {issuer}"), issuer=issuer) if issuer else ""
    return " ".join(part for part in (kind, numbered, dated, issued) if part)
