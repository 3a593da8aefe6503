"""Heads of agencies pasted from a spreadsheet: whose term each line states."""

from collections.abc import Mapping
from functools import partial
from typing import Final

from admin.days import typed_day
from admin.language import spoken
from admin.pasted import Columns, Pasted, read_pasted
from admin.pasted_rows import AGENCY, Agencies
from rules.errors import N_
from rulesvc.usecases.heads import Head

_COLUMNS: Final[Mapping[str, str]] = {
    "agency": N_("agency"),
    "name": N_("full name"),
    "title": N_("title of the head"),
    "first_day": N_("in office from"),
    "last_day": N_("in office to"),
}
_OTHER_NAMES: Final = {
    **AGENCY,
    "ho ten": "name",
    "ho va ten": "name",
    "nguoi dung dau": "name",
    "chuc danh": "title",
    "chuc vu": "title",
    "tu ngay": "first_day",
    "ngay bo nhiem": "first_day",
    "den ngay": "last_day",
}


def head_columns() -> Columns:
    """The columns of a list of heads."""
    shown = {name: spoken().words(said) for name, said in _COLUMNS.items()}
    return Columns(shown, ("agency", "name", "first_day"), _OTHER_NAMES)


def read_heads(text: str, agencies: Agencies, titles: Mapping[str, str]) -> tuple[Pasted, list[Head]]:
    """What was pasted, its lines by the place of the term, and the terms.

    Where none is written, the title is that of the agency's head.
    """
    pasted, stated = read_pasted(text, head_columns()), list[Head]()
    for line, cells in pasted.rows.items():
        code = pasted.attempt(line, partial(agencies.code_of, cells["agency"])) if cells.get("agency") else None
        first, last = (
            pasted.attempt(line, partial(typed_day, cells[name], at=(name,))) if cells.get(name) else None
            for name in ("first_day", "last_day")
        )
        if code is not None and first is not None:
            title = cells.get("title") or titles.get(code, "")
            pasted.lines[str(len(stated))] = line
            stated.append(Head(code, cells.get("name", ""), title, first, last))
    return pasted, stated
