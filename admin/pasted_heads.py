"""Heads of agencies pasted from a spreadsheet: whose term each line states."""

from collections.abc import Mapping
from typing import Final

from admin.days import typed_day
from admin.language import spoken
from admin.pasted import Columns, Pasted, read_pasted
from admin.pasted_rows import AGENCY, Agencies
from rules.errors import N_, Refusal
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


def read_heads(text: str, agencies: Agencies, titles: Mapping[str, str]) -> tuple[Pasted, dict[int, Head]]:
    """What was pasted, and the terms by line; where none is written, the title is that of the agency's head."""
    pasted, stated = read_pasted(text, head_columns()), dict[int, Head]()
    for line, cells in pasted.rows.items():
        if line in pasted.refusals:
            continue
        try:
            code = agencies.code_of(cells["agency"])
            first, last = (
                typed_day(cells[name], at=(name,)) if cells.get(name) else None for name in ("first_day", "last_day")
            )
            if first is not None:
                stated[line] = Head(code, cells["name"], cells.get("title") or titles.get(code, ""), first, last)
        except Refusal as refusal:
            pasted.refuse(line, refusal)
    return pasted, stated
