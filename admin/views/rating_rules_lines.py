"""The conditions of a rule as lines of its form, each with what it asks in words."""

from collections.abc import Mapping
from dataclasses import dataclass
from fractions import Fraction
from typing import Final

from admin.language import spoken
from admin.mistakes import saying
from admin.rule_choices import RANGES, WORDS, Choosing, Comparison, asks_for_a_number, comparisons_of, key_of
from admin.rule_form import Fields, conditions_at, measure_at
from admin.views.rating_rules_grid import ANY_NUMBER, measure_name, same_threshold, untold
from rules.comparison_phrases import asked, capital
from rules.condition import Condition
from rules.errors import N_
from rules.language import Language
from rules.measure import CountBelow, CriterionMeasure, Measure
from rules.phrases import code_name, coded_name, quantity, topic
from rules.rubric import Rubric

_OF_A_CRITERION: Final = {
    "criterion_percent": N_("percentage of {about}"),
    "criterion_points": N_("points of {about}"),
    "step_remainder": N_("points of {about} above the step"),
}


@dataclass(frozen=True, slots=True)
class Line:
    """A condition as fields called after *at*: what it may be compared with, what it *asks*, or what is *wrong*.

    *codes* come with their names and whether they are ticked; *unit* stands behind a number; *elsewhere* says where
    else the same threshold stands.
    """

    at: str
    measure: str
    comparison: str
    comparisons: Mapping[Comparison, str]
    codes: tuple[tuple[str, str, bool], ...]
    unit: str
    counts_below: bool
    asks: str
    wrong: tuple[str, ...]
    elsewhere: tuple[str, ...]

    @property
    def is_number(self) -> bool:
        """Whether a number is typed."""
        return asks_for_a_number(Comparison(self.comparison))

    @property
    def is_range(self) -> bool:
        """Whether two are."""
        return self.comparison in RANGES

    @property
    def is_ticked(self) -> bool:
        """Whether codes are ticked."""
        return self.comparison == Comparison.AMONG


def line_of(fields: Fields, at: str, choosing: Choosing, but: str) -> Line:
    """The condition *at* that place of *fields*, which are of the rule *but* for which thresholds are looked for."""
    into, measure = spoken(), measure_at(fields, at, choosing)
    telling = untold(choosing.rubric, into)
    allowed = comparisons_of(measure)
    chosen = fields.get(f"{at}.comparison", "")
    found: tuple[Condition, ...] = ()
    with saying() as mistakes:
        found = conditions_at(fields, at, choosing)
    return Line(
        at,
        key_of(measure),
        chosen if chosen in allowed else allowed[0],
        {each: WORDS[each] for each in allowed},
        tuple(
            (code, code_name(telling, measure, code), bool(fields.get(f"{at}.code.{code}")))
            for code in choosing.codes(measure)
        ),
        quantity(telling, measure, Fraction(ANY_NUMBER)).replace(str(ANY_NUMBER), "").strip()
        if not choosing.codes(measure)
        else "",
        isinstance(measure, CountBelow),
        "; ".join(asked(each, choosing.rubric, into) for each in found),
        tuple(mistakes.beside()),
        tuple(text for each in found if (text := same_threshold(choosing.rubric, choosing.table, each, into, but=but))),
    )


def listed(choosing: Choosing, into: Language) -> dict[str, dict[str, str]]:
    """What a condition may be about, in groups: what stands for it in a form, and its name."""
    return {
        into.words(group): {key: _name(choosing.rubric, each, into) for key, each in measures.items()}
        for group, measures in choosing.grouped().items()
    }


def _name(rubric: Rubric, measure: Measure, into: Language) -> str:
    telling = untold(rubric, into)
    if isinstance(measure, CriterionMeasure) and measure.criterion:
        about = coded_name(telling, rubric.criterion[measure.criterion])
        return capital(into.words(_OF_A_CRITERION[measure.kind], about=about))
    if isinstance(measure, CountBelow):
        words = N_("the number of areas below {percent} among {about}")
        return capital(into.words(words, percent="…%", about=topic(telling, measure)))
    return measure_name(rubric, measure, into)
