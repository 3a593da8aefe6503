"""Columns of files of answers: their names, and which of them a component is answered in."""

from typing import Final, assert_never

from rules.criterion import leaves
from rules.methods import Method, whoever_supplies
from rules.methods.bands import Bands
from rules.methods.choice import Choice
from rules.methods.deduction import Deduction
from rules.methods.figure import Figure, Quantity
from rules.methods.formula import Formula
from rules.methods.items import PerItem
from rules.methods.points import GivenPoints
from rules.methods.ratio import RatioToTarget
from rules.methods.relative import RelativeToBest
from rules.methods.supplied import Supplied
from rules.methods.survey import Survey, SurveyTakenOver, Then
from rules.rubric import Rubric

LEVEL: Final = "level:"
"""Before the code of a level of a survey: how many gave that answer."""

PARTS: Final = ("item", "group", "question")
"""What a row is about where a component has several."""

OF_GROUP: Final = ("issued", "returned", "invalid", "all_positive")
"""What is said of a group of respondents, once or the same on each of its rows."""

OF_QUESTION: Final = ("blank", "no_opinion")
"""What is said of a question in a group, beside its levels."""

NUMBERS: Final = frozenset({"points", "value", "numerator", "denominator", "percent", "block_average"})
COUNTS: Final = frozenset({"count", *OF_GROUP, *OF_QUESTION})

ANSWERS: Final = (
    *("points", "option", "value", "count", "numerator", "denominator", "date"),
    *("issued", "returned", "invalid", *OF_QUESTION, "all_positive", "block_average", "percent"),
)
"""The columns that hold what is reported, the levels of surveys apart."""

BESIDE: Final = ("document", "waived", "not_applicable", "reason")
"""The columns that say something about it."""

Alternative = tuple[str, ...]
"""Columns that are filled in together."""


def alternatives(method: Method) -> tuple[Alternative, ...]:
    """The columns in which a component that is scored by *method* can be answered."""
    match method:
        case GivenPoints():
            return (("points",),)
        case Choice():
            return (("option",),)
        case Bands() | RatioToTarget() | RelativeToBest() | Deduction():
            return _of_figure(method.figure)
        case PerItem():
            return (("item", "count"),)
        case Formula():
            return (("item", "value"),)
        case Supplied():
            return tuple((*each, "document") for each in alternatives(method.scored))
        case Survey():
            counted = ("group", "question", "issued", "returned", *_levels(method))
            return (counted, ("points", "document")) if method.minimum.is_concluded_on else (counted,)
        case SurveyTakenOver():
            return (("percent", "document"),)
        case _:
            assert_never(method)


def columns_of(method: Method) -> frozenset[str]:
    """All columns that an answer of a component scored by *method* may have something in."""
    columns = {column for alternative in alternatives(method) for column in alternative}
    scored = whoever_supplies(method)
    if isinstance(scored, Deduction) and scored.may_be_waived:
        columns |= {"waived", "reason"}
    if isinstance(method, Survey):
        columns |= {"invalid", *OF_QUESTION}
        columns |= {"all_positive"} if method.all_positive else set()
        columns |= {"block_average"} if method.minimum.then is Then.BLOCK_AVERAGE else set()
    return frozenset(columns)


def level_columns(rubric: Rubric) -> tuple[str, ...]:
    """The columns of the levels of all surveys of *rubric*."""
    methods = (leaf.method for leaf in leaves(rubric.criteria))
    return tuple(dict.fromkeys(name for each in methods if isinstance(each, Survey) for name in _levels(each)))


def _levels(survey: Survey) -> tuple[str, ...]:
    return tuple(LEVEL + level.code for level in survey.levels)


def _of_figure(figure: Figure) -> tuple[Alternative, ...]:
    match figure.quantity:
        case Quantity.PERCENT:
            return (("value",), ("numerator", "denominator"))
        case Quantity.VALUE:
            return (("value",),)
        case Quantity.COUNT:
            return (("count",),)
        case Quantity.DAYS:
            return (("count",),) if figure.deadline is None else (("count",), ("date",))
        case _:
            assert_never(figure.quantity)
