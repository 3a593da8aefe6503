"""How parts are combined, and what follows where nothing arises, as a scoring guide says it."""

from typing import Final, assert_never

from rules.branching import option_name
from rules.combining import Best, Branch, CappedSum, Case, Combining, Rescaled, Sum
from rules.criterion import Absence, Criterion
from rules.errors import N_
from rules.language import Language
from rules.rubric import Rubric

ABSENCES: Final = {
    Absence.LEAVES: N_("it leaves the maximum"),
    Absence.EARNS: N_("the maximum is earned"),
    Absence.REFUSED: N_("always assessed"),
}
"""What follows where nothing arises."""


def combining_sentence(combined: Combining, criterion: Criterion, rubric: Rubric, language: Language) -> str:
    """How the points of the parts of *criterion* are *combined*, without a full stop; the *rubric* has the names."""
    match combined:
        case Sum():
            return language.words(N_("the points of its parts are added up"))
        case Rescaled(places):
            words = N_("the points of the parts that are assessed, in proportion to the maximum, to {places} decimals")
            return language.words(words, places=places)
        case CappedSum():
            words = N_("the points of its parts are added up, kept within {low} and {cap} points")
            return language.words(words, low=criterion.min_points, cap=criterion.max_points)
        case Best():
            return language.words(N_("the part with the most points counts"))
        case Branch():
            cases = "; ".join(_case(combined, case, rubric, language) for case in combined.cases)
            on = rubric.criterion[combined.on].name
            return language.words(N_("one part counts, by what is chosen for {on}: {cases}"), on=on, cases=cases)
        case _:
            assert_never(combined)


def _case(branch: Branch, case: Case, rubric: Rubric, language: Language) -> str:
    option = option_name(rubric.criterion[branch.on], case.option)
    if not case.part:
        return language.words(N_("{option}: not assessed"), option=option)
    return language.words(N_("{option}: {part}"), option=option, part=rubric.criterion[case.part].name)
