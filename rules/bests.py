"""The best of the period: what figures are scored relative to, once everybody has answered.

It is found in a pass of its own, before anybody is evaluated. Only sheets that will be accepted count: a mistyped
figure on a sheet that is refused would spoil the points of everybody else.
"""

from collections.abc import Iterable, Mapping
from dataclasses import replace
from fractions import Fraction
from itertools import chain

from rules.acceptance import accept
from rules.answer import NotApplicable
from rules.errors import Refusal, Refused
from rules.relative import relative_leaves
from rules.reporting import Context, reading
from rules.rubric import Rubric
from rules.sheet import Sheet

Bests = Mapping[str, Fraction]
"""Figures by the leaves that are scored relative to the best one."""


def bests_of(rubric: Rubric, sheets: Iterable[Sheet]) -> Bests:
    """The best figure among those of *sheets* that are accepted, each of another agency.

    Only of a sheet with a better figure than those before it is it asked whether it is accepted, which costs most.
    """
    found: Bests = {}
    if not relative_leaves(rubric):
        return found
    for sheet in sheets:
        better = best_among(found, figures_of(rubric, sheet))
        if better != found and counts(rubric, sheet):
            found = better
    return found


def best_among(*figures: Bests) -> Bests:
    """The larger of the *figures* of each leaf."""
    found: dict[str, Fraction] = {}
    for code, value in chain.from_iterable(each.items() for each in figures):
        found[code] = max(value, found.get(code, value))
    return found


def counts(rubric: Rubric, sheet: Sheet) -> bool:
    """Whether *sheet* will be accepted; where it does not say the best of the period, its own figures stand for it."""
    try:
        accept(rubric, completed(rubric, sheet, {}))
    except Refused:
        return False
    return True


def figures_of(rubric: Rubric, sheet: Sheet) -> Bests:
    """The figures on *sheet* that are scored relative to the best of the period, those apart that cannot be read."""
    relative, context = relative_leaves(rubric), Context(sheet.year)
    exempt = rubric.exempt.get(sheet.agency, frozenset())
    found: dict[str, Fraction] = {}
    for answer in sheet.answers:
        code = answer.criterion
        if code not in relative or code in exempt or code in found or isinstance(answer, NotApplicable):
            continue
        try:
            found[code] = reading(relative[code], answer, rubric.criterion[code], context).number
        except Refusal:  # it is refused where the sheet is
            continue
    return found


def completed(rubric: Rubric, sheet: Sheet, bests: Bests) -> Sheet:
    """*sheet* with the best of the period among the others and itself; what it says of it itself holds.

    A sheet that counts has no figure above *bests*. One that is refused, or superseded by a later one, may have: it is
    told its own mistakes, and not that the best must be found anew.
    """
    return replace(sheet, bests={**best_among(bests, figures_of(rubric, sheet)), **sheet.bests})
