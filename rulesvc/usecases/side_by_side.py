"""The two sides of a comparison, with what only one of them says told from what both do."""

import re
from difflib import SequenceMatcher
from typing import Final

from rules.comparison_columns import ThreeColumns
from rules.comparison_phrases import field_name
from rules.comparison_values import Part
from rules.errors import N_
from rules.language import Language

Side = tuple[tuple[str, bool], ...]
"""A text in parts, each with whether it differs from the other side."""

_SAME_BASIS: Final = N_("{basis} as in the current provisions")
_WORDS: Final = re.compile(r"(\s+)")


def side_by_side(row: ThreeColumns, language: Language) -> tuple[Side, Side]:
    """What is in force and the draft; where both cite the same, the draft does not cite it again."""
    basis = field_name(Part.RULE, "citations", language)
    (old, _, had), (new, _, has) = (each.partition(f"; {basis} ") for each in (row.current, row.draft))
    if not had or had != has:
        return _told_apart(row.current, row.draft)
    current, draft = _told_apart(old, new)
    same = f"; {language.words(_SAME_BASIS, basis=basis)}"
    return (*current, (f"; {basis} {had}", False)), (*draft, (same, False))


def _told_apart(one: str, other: str) -> tuple[Side, Side]:
    """Two texts by their words."""
    left, right = _WORDS.split(one), _WORDS.split(other)
    matched = SequenceMatcher(None, left, right, autojunk=False).get_opcodes()
    return (
        tuple(("".join(left[first:last]), kind != "equal") for kind, first, last, _, _ in matched),
        tuple(("".join(right[first:last]), kind != "equal") for kind, _, _, first, last in matched),
    )
