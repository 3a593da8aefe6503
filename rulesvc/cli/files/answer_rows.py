"""Rows of answers: what each cell says, and what of it can stand in one row."""

import re
from collections.abc import Iterator, Mapping
from typing import Any, Final

from rules.answer_content import BESIDE, FORMS
from rules.errors import Refusal
from rules.number import exact_text
from rules.text import is_in_words
from rulesvc.cli.clock import read_day
from rulesvc.cli.files.columns import Columns
from rulesvc.cli.files.refusals import (
    AnswerWithoutUse,
    EmptyCell,
    NeitherYesNorReason,
    NotACount,
    NotAReason,
    NotYesOrNo,
    PointsWithoutUse,
    ReasonWithoutUse,
    TwoColumns,
    WithoutUse,
)
from rulesvc.cli.wording import yes_and_no_words, yes_or_no
from rulesvc.usecases.answer_columns import ANSWERS, COUNTS, LEVEL, NUMBERS, OF_GROUP, OF_QUESTION, PARTS
from rulesvc.usecases.written_numbers import read_number

Cells = Mapping[str, Any]
"""What the cells of a row say, by the meaning of their columns; what is empty is left out."""

_WHOLE: Final = re.compile(r"[0-9]{1,9}", re.ASCII)
_OF_ITEMS: Final = ("count", "value")
_WAIVABLE: Final = tuple(form for form, beside in BESIDE.items() if "waived" in beside)
_SOURCED: Final = tuple(name for form, beside in BESIDE.items() if "document" in beside for name in FORMS[form])
_OF_BALLOTS: Final = ("group", "question")
_OF_SURVEY: Final = frozenset({*_OF_BALLOTS, "block_average", *OF_GROUP, *OF_QUESTION})


def read_cells(columns: Columns, cells: tuple[str, ...]) -> tuple[dict[str, Any], list[Refusal]]:
    """What the cells of a row say, and all that is wrong with them, each `at` the meaning of a column."""
    written = {name: text for name in columns.places if (text := columns.cell(cells, name))}
    refusals = list(_about_absence(written))
    said: dict[str, Any] = {}
    absent = bool(refusals) or _claims_absence(written)
    for name, text in written.items():
        try:
            if is_reported(name) or name in PARTS or (name in ("document", "waived", "reason") and not absent):
                said[name] = _value(name, text)
        except Refusal as refusal:
            refusal.at = (name,)
            refusals.append(refusal)
    if refusals:
        return {}, refusals
    if absent:
        claim = written["not_applicable"]
        reason = claim if yes_or_no(claim) is None else written.get("reason", "")
        parts: dict[str, Any] = {name: said[name] for name in PARTS if name in said}
        return {**parts, "not_applicable": True, "reason": reason}, []
    if said.get("waived") is False:
        del said["waived"]
    if {"points", "document", *_OF_BALLOTS} <= said.keys() and not any(map(_counts_ballots, said)):
        for name in _OF_BALLOTS:  # the points of a survey are of all its groups, whichever of its rows they stand in
            del said[name]
    return said, list(_about_form(said, written))


def is_reported(name: str) -> bool:
    """Whether a column holds what is reported, rather than what it is about or what is said beside it."""
    return name in ANSWERS or name.startswith(LEVEL)


def reports(cells: Cells) -> bool:
    """Whether a row answers anything: one that is left empty only says what it would be about."""
    return "not_applicable" in cells or any(map(is_reported, cells))


def is_of_survey(cells: Cells) -> bool:
    """Whether a row has counted ballots."""
    return any(map(_is_of_survey, cells))


def _is_of_survey(name: str) -> bool:
    return name in _OF_SURVEY or name.startswith(LEVEL)


def _counts_ballots(name: str) -> bool:
    return _is_of_survey(name) and name not in _OF_BALLOTS


def form_of(cells: Cells) -> tuple[str, ...]:
    """The columns of a row that hold what is reported, of those that belong together one."""
    forms = [name for name in cells if name in ANSWERS and not _is_of_survey(name)]
    if "numerator" in forms and "denominator" in forms:
        forms.remove("denominator")
    return (*forms, "group") if is_of_survey(cells) else tuple(forms)


def _value(name: str, text: str) -> Any:
    if name in NUMBERS:
        return exact_text(read_number(text))
    if name in COUNTS or name.startswith(LEVEL):
        if not _WHOLE.fullmatch(text):
            raise NotACount(text)
        return int(text)
    if name == "date":
        return read_day(text).isoformat()
    if name == "waived":
        waived = yes_or_no(text)
        if waived is None:
            raise NotYesOrNo(text, yes_and_no_words())
        return waived
    return text


def _claims_absence(written: Mapping[str, str]) -> bool:
    claim = written.get("not_applicable", "")
    return claim != "" and yes_or_no(claim) is not False


def _about_absence(written: Mapping[str, str]) -> Iterator[Refusal]:
    """What is wrong with saying that a component is not applicable."""
    claim, reason = written.get("not_applicable", ""), written.get("reason", "")
    if not _claims_absence(written):
        return
    claimed = yes_or_no(claim)
    if claimed is None and not is_in_words(claim):
        yield NeitherYesNorReason(claim, yes_and_no_words(), at=("not_applicable",))
        return
    for name, text in written.items():
        if name == "points":
            yield PointsWithoutUse(text, at=(name,))
        elif is_reported(name) or name in ("document", "waived"):
            yield AnswerWithoutUse(text, at=(name,))
    if claimed is None and reason:  # any other text is the reason itself
        yield ReasonWithoutUse(reason, at=("reason",))
    elif reason and not is_in_words(reason):
        yield NotAReason(reason, at=("reason",))


def _about_form(said: Cells, written: Mapping[str, str]) -> Iterator[Refusal]:
    """What cannot stand in one row, and what belongs to nothing in it."""
    forms = form_of(said)
    if len(forms) > 1:
        yield TwoColumns(forms, at=(forms[1],))
        return
    form = forms[0] if forms else ""
    if is_of_survey(said):
        yield from (EmptyCell(at=(name,)) for name in ("group", "question") if name not in said)
    elif form in ("numerator", "denominator"):
        yield from (EmptyCell(at=(name,)) for name in ("numerator", "denominator") if name not in said)
    if "item" in said and form not in ("", *_OF_ITEMS):
        yield WithoutUse(said["item"], _OF_ITEMS, at=("item",))
    for name, allowed in (("document", _SOURCED), ("waived", _WAIVABLE)):
        of_item = "item" in said and (name, form) != ("document", "count")
        if name in said and (form not in allowed or of_item):
            yield WithoutUse(written[name], allowed, at=(name,))
    if "reason" in said and not said.get("waived"):
        yield ReasonWithoutUse(said["reason"], at=("reason",))
    elif "reason" in said and not is_in_words(said["reason"]):
        yield NotAReason(said["reason"], at=("reason",))
