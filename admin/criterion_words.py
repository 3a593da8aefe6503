"""What the form of a criterion calls things, in plain words."""

from collections.abc import Mapping
from typing import Final

from rules.errors import N_

KINDS: Final[Mapping[str, str]] = {
    "points": N_("The appraiser gives points"),
    "choice": N_("One of several options, each with its points"),
    "bands": N_("By a figure: so many points from here to there"),
    "ratio": N_("In proportion to a target"),
    "items": N_("Points for each item"),
    "deduction": N_("Points taken off for each violation or each day late"),
    "supplied": N_("Supplied by another body"),
    "relative": N_("In proportion to the best agency of the period"),
    "formula": N_("By a formula"),
    "survey": N_("By a survey: ballots are counted here"),
    "survey_taken_over": N_("By the percentage of another survey"),
}
"""Kinds of methods."""

SUPPLIED_KINDS: Final = ("points", "choice", "bands", "ratio", "items", "deduction")
"""By which of them what another body supplies is scored."""

QUANTITIES: Final[Mapping[str, str]] = {
    "percent": N_("a percentage"),
    "count": N_("a count"),
    "days": N_("days late"),
    "value": N_("another figure"),
}
WHOLE_QUANTITIES: Final = ("count", "days")

WORTHS: Final[Mapping[str, str]] = {
    "points": N_("so many points"),
    "share": N_("so many per cent of the maximum"),
    "proportional": N_("in proportion to a target"),
    "formula": N_("by a formula"),
}
"""What an option or a band is worth; the first two are for options too."""

BOUNDS: Final[Mapping[str, str]] = {
    "lower": N_("the lower bound: from 60 to below 85"),
    "upper": N_("the upper bound: above 60 to 85"),
}
COMBININGS: Final[Mapping[str, str]] = {
    "sum": N_("they are added up"),
    "rescaled": N_("they are added up, and what is not assessed is made up for in proportion"),
    "capped_sum": N_("they are added up, kept within the lowest and the maximum points"),
    "best": N_("the part with the most points counts"),
    "branch": N_("one part counts, by what is chosen elsewhere"),
}
YEARS: Final[Mapping[str, str]] = {
    "0": N_("of the year that is assessed"),
    "1": N_("of the year after it"),
}
