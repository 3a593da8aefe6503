"""The form of a rule: its outcome, conditions and citations as fields such as `conditions.0.value`, and read back."""

from collections.abc import Collection, Iterator, Mapping
from dataclasses import dataclass
from fractions import Fraction
from itertools import pairwise
from typing import Final

from admin.criteria_tree import typed_number
from admin.criterion_form import Lines
from admin.rule_choices import (
    RANGES,
    Choosing,
    Comparison,
    asks_for_a_number,
    comparison_of,
    comparisons_of,
    key_of,
    with_percent,
)
from admin.thresholds import read_threshold
from rules.condition import Condition, Operator, Threshold
from rules.document import Citation
from rules.errors import N_, InputRefusal, Refusal, Refused, require
from rules.language import Language
from rules.measure import CountBelow, Measure
from rules.rubric import codes_of
from rules.said import said
from rules.table import Rule
from rules.text import Text
from rulesvc.schemas.mistakes import NotEmpty

Fields = Mapping[str, str]

CONDITIONS: Final = "conditions"
CITATIONS: Final = "citations"
_NUMBER: Final = N_("number to compare with")
_DOCUMENT: Final = N_("document")
_MOST_LINES: Final = 30
_OPERATORS: Final[Mapping[Comparison, tuple[Operator, Threshold]]] = {
    Comparison.YES: (Operator.EQUALS, True),
    Comparison.NO: (Operator.EQUALS, False),
    Comparison.MISSING: (Operator.MISSING, None),
}
"""The comparisons for which nothing is typed or ticked."""


@dataclass(eq=False)
class NothingTicked(InputRefusal):
    """A condition on codes, and no code is chosen."""

    words = N_("At least one of these is to be ticked.")


@dataclass(eq=False)
class NotCompared(InputRefusal):
    """What is looked at was chosen anew, and how it is compared does not go with it."""

    words = N_("How this is compared is still to be chosen.")


@dataclass(eq=False)
class NothingLookedAt(InputRefusal):
    """What a condition looks at is nothing that there is to choose."""

    words = N_("What is looked at is not in this rubric: it is to be chosen anew.")


@dataclass(eq=False)
class EmptyRange(InputRefusal):
    """A range whose upper bound is below its lower one."""

    low: Fraction
    high: Fraction
    words = N_("Nothing lies from {low} to {high}: the second number is to be larger.")


def fields_of(rule: Rule, into: Language) -> dict[str, str]:
    """The fields that say what *rule* says; two bounds of one measure behind each other are one range."""
    fields = {"outcome": rule.outcome}
    for place, (condition, upper) in enumerate(_ranged(rule.conditions)):
        parts = _condition_fields(condition, upper, into)
        fields |= {f"{CONDITIONS}.{place}.{name}": text for name, text in parts.items()}
    for place, citation in enumerate(rule.citations):
        said = {"document": citation.document, "article": citation.article, "stated_in": citation.stated_in}
        said |= {"place.vi": citation.place.vi, "place.en": citation.place.en}
        fields |= {f"{CITATIONS}.{place}.{name}": text for name, text in said.items()}
    return fields


def blank(choosing: Choosing) -> dict[str, str]:
    """The fields of a rule that is not there yet."""
    fields = {"outcome": choosing.table.outcome_codes[-1], f"{CITATIONS}.0.document": ""}
    return fitted(more(fields, CONDITIONS, choosing), choosing)


def more(fields: Fields, of: str, choosing: Choosing) -> dict[str, str]:
    """*fields* with one line more."""
    place = Lines(fields).count(of)
    if place >= _MOST_LINES:
        return dict(fields)
    if of == CITATIONS:
        return {**fields, f"{of}.{place}.document": ""}
    return {**fields, f"{of}.{place}.measure": next(iter(choosing.measures))}


def fitted(fields: Fields, choosing: Choosing) -> dict[str, str]:
    """*fields* with a comparison that goes with what is looked at, where something else was chosen there."""
    fitting = dict(fields)
    for at in lines_of(fields, CONDITIONS):
        allowed = comparisons_of(measure_at(fields, at, choosing))
        if fields.get(f"{at}.comparison") not in allowed:
            fitting[f"{at}.comparison"] = allowed[0]
    return fitting


def lines_of(fields: Fields, of: str) -> list[str]:
    """The names with which the fields of each line begin."""
    return [f"{of}.{place}" for place in range(Lines(fields).count(of))]


def measure_at(fields: Fields, at: str, choosing: Choosing) -> Measure:
    """What the condition *at* that place looks at."""
    known = choosing.measures
    return known.get(fields.get(f"{at}.measure", "")) or next(iter(known.values()))


def rule_of(code: str, fields: Fields, choosing: Choosing) -> Rule:
    """The rule that *fields* say.

    Raises: `Refused` with everything that cannot be read, each at its field; `rules.errors.BadValue`.
    """
    wrong: list[Refusal] = []
    conditions: list[Condition] = []
    for at in lines_of(fields, CONDITIONS):
        try:
            conditions += conditions_at(fields, at, choosing)
        except Refusal as refusal:
            wrong.append(refusal)
    if wrong:
        raise Refused(tuple(wrong))
    citations = tuple(_citation(fields, at) for at in lines_of(fields, CITATIONS))
    return Rule(code, tuple(conditions), fields.get("outcome", ""), citations)


def conditions_at(fields: Fields, at: str, choosing: Choosing) -> tuple[Condition, ...]:
    """The condition in the line *at*; two for a range.

    Raises: `NothingLookedAt`, `NotCompared`, `NotAThreshold`, `NothingTicked`, `EmptyRange`, `rules.errors.BadValue`,
    each at its field.
    """
    require(fields.get(f"{at}.measure", "") in choosing.measures, NothingLookedAt(at=(at, "measure")))
    measure = measure_at(fields, at, choosing)
    chosen = fields.get(f"{at}.comparison", "")
    if chosen not in comparisons_of(measure):
        raise NotCompared(at=(at, "comparison"))
    if isinstance(measure, CountBelow):
        measure = with_percent(measure, _number(fields, f"{at}.percent"))
    return tuple(_conditions(measure, Comparison(chosen), fields, at, choosing))


def free_code(wanted: str, taken: Collection[str]) -> str:
    """A code that is not *taken*: the *wanted* one, with a number behind it where that is."""
    numbered = (f"{wanted}-{number}" for number in range(2, len(taken) + 3))
    return next(each for each in (wanted, *numbered) if each not in taken)


# ---- fields ----------------------------------------------------------------------------------------------------------


def _ranged(conditions: tuple[Condition, ...]) -> Iterator[tuple[Condition, Condition | None]]:
    """Each condition, with the one behind it where the two are a range."""
    taken: Condition | None = None
    for condition, following in pairwise((*conditions, None)):
        if condition is None or condition is taken:
            continue
        taken = following if following is not None and _is_range(condition, following) else None
        yield condition, taken


def _is_range(lower: Condition, upper: Condition) -> bool:
    bounds = lower.operator is Operator.AT_LEAST and upper.operator in RANGES.values()
    return bounds and lower.measure == upper.measure


def _condition_fields(condition: Condition, upper: Condition | None, into: Language) -> dict[str, str]:
    measure, threshold = condition.measure, condition.threshold
    said = {"measure": key_of(measure), "comparison": str(comparison_of(condition.operator, threshold))}
    if isinstance(measure, CountBelow):
        said["percent"] = typed_number(measure.percent, into)
    if isinstance(threshold, Fraction):
        said["value"] = typed_number(threshold, into)
    said |= {f"code.{code}": "1" for code in codes_of(condition)}
    if upper is not None and isinstance(upper.threshold, Fraction):
        said["comparison"] = next(name for name, operator in RANGES.items() if operator is upper.operator)
        said["upper"] = typed_number(upper.threshold, into)
    return said


# ---- reading ---------------------------------------------------------------------------------------------------------


def _conditions(
    measure: Measure, comparison: Comparison, fields: Fields, at: str, choosing: Choosing
) -> Iterator[Condition]:
    if comparison in RANGES:
        low, high = _number(fields, f"{at}.value"), _number(fields, f"{at}.upper")
        if high <= low:
            raise EmptyRange(low, high, at=(at, "upper"))
        yield _made(measure, Operator.AT_LEAST, low, f"{at}.value")
        yield _made(measure, RANGES[comparison], high, f"{at}.upper")
    elif asks_for_a_number(comparison):
        yield _made(measure, Operator[comparison.name], _number(fields, f"{at}.value"), f"{at}.value")
    elif comparison is Comparison.AMONG:
        codes = tuple(code for code in choosing.codes(measure) if fields.get(f"{at}.code.{code}"))
        if not codes:
            raise NothingTicked(at=(at, "code"))
        yield Condition(measure, Operator.IN, codes) if codes[1:] else Condition(measure, Operator.EQUALS, codes[0])
    else:
        yield Condition(measure, *_OPERATORS[comparison])


def _made(measure: Measure, operator: Operator, threshold: Fraction, field: str) -> Condition:
    try:
        return Condition(measure, operator, threshold)
    except Refusal as refusal:
        refusal.at = (field,)
        raise


def _number(fields: Fields, name: str) -> Fraction:
    text = fields.get(name, "")
    require(text.strip() != "", NotEmpty(said(_NUMBER), at=(name,)))
    try:
        return read_threshold(text)
    except Refusal as refusal:
        refusal.at = (name,)
        raise


def _citation(fields: Fields, at: str) -> Citation:
    typed = {name: fields.get(f"{at}.{name}", "").strip() for name in ("document", "article", "stated_in")}
    require(typed["document"] != "", NotEmpty(said(_DOCUMENT), at=(f"{at}.document",)))
    return Citation(**typed, place=Text(fields.get(f"{at}.place.vi", "").strip(), fields.get(f"{at}.place.en", "")))
