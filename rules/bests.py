"""The best of the period: what figures are scored relative to, once everybody has answered."""

from collections.abc import Iterable, Mapping
from fractions import Fraction

from rules.answer import Answer, NotApplicable
from rules.criterion import Criterion
from rules.errors import Refusal
from rules.methods.figure import Figure
from rules.methods.relative import RelativeToBest
from rules.reporting import Context, reading
from rules.rubric import Rubric
from rules.sheet import Sheet


def relative_leaves(rubric: Rubric) -> Mapping[str, Figure]:
    """The leaves that are scored relative to the best of the period, with what is reported of them."""
    methods = ((code, rubric.criterion[code].method) for code in rubric.leaf_codes)
    return {code: method.figure for code, method in methods if isinstance(method, RelativeToBest)}


def bests_of(rubric: Rubric, sheets: Iterable[Sheet]) -> Mapping[str, Fraction]:
    """The best figure among *sheets* for each leaf that is scored relative to it.

    What cannot be accepted is passed over: it is refused where its own sheet is evaluated.
    """
    relative = relative_leaves(rubric)
    found: dict[str, Fraction] = {}
    if not relative:
        return found
    for sheet in sheets:
        exempt = rubric.exempt.get(sheet.agency, frozenset())
        for answer in sheet.answers:
            code = answer.criterion
            if code not in relative or code in exempt:
                continue
            value = _figure(relative[code], answer, rubric.criterion[code], sheet)
            if value is not None:
                found[code] = max(value, found.get(code, value))
    return found


def _figure(figure: Figure, answer: Answer, criterion: Criterion, sheet: Sheet) -> Fraction | None:
    if isinstance(answer, NotApplicable):
        return None
    try:
        return reading(figure, answer, criterion, Context(sheet.year)).number
    except Refusal:
        return None
