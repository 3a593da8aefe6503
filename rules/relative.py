"""Relative leaves: those that are scored in proportion to the best figure of the period."""

from collections.abc import Mapping

from rules.methods.figure import Figure
from rules.methods.relative import RelativeToBest
from rules.rubric import Rubric


def relative_leaves(rubric: Rubric) -> Mapping[str, Figure]:
    """The leaves that are scored relative to the best of the period, with what is reported of them."""
    methods = ((code, rubric.criterion[code].method) for code in rubric.leaf_codes)
    return {code: method.figure for code, method in methods if isinstance(method, RelativeToBest)}
