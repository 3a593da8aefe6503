"""Agencies pasted from a spreadsheet: which agency each line states, and what is wrong with it, line by line."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Any, Final

from admin.days import NoSuchDay, typed_day
from admin.language import spoken
from admin.pasted import Columns, Pasted, read_pasted
from rules.errors import N_
from rulesvc.usecases.agencies import FIELDS

REQUIRED: Final = ("code", "name", "block")
"""The columns without which nothing is brought in."""

_DAYS: Final = ("valid_from", "valid_until")
_TEXTS: Final = ("name_en", "short_name", "short_name_en", "head_title", "head_title_en", "kind")

_COLUMNS: Final[Mapping[str, str]] = {
    "code": N_("code"),
    **FIELDS,
}
"""The columns there can be, with what each is called on a page."""

_OTHER_NAMES: Final = {
    "agency": "code",
    "ma": "code",
    "ten": "name",
    "ten co quan, don vi": "name",
    "ten co quan": "name",
    "ten chinh thuc": "name",
    "khoi": "block",
    "ten viet tat": "short_name",
    "ten goi tat": "short_name",
    "chuc danh nguoi dung dau": "head_title",
    "tu ngay": "valid_from",
    "den ngay": "valid_until",
    "co quan tien than": "predecessors",
    "loai": "kind",
    "ten tieng anh": "name_en",
}


@dataclass
class PastedAgencies:
    """What was pasted, and what is *stated* by it of agencies by code."""

    pasted: Pasted
    stated: dict[str, dict[str, Any]] = field(default_factory=dict)


def agency_columns() -> Columns:
    """The columns of a list of agencies."""
    shown = {name: spoken().words(said) for name, said in _COLUMNS.items()}
    return Columns(shown, REQUIRED, _OTHER_NAMES)


def read_agencies(text: str) -> PastedAgencies:
    """What *text* states."""
    found = PastedAgencies(read_pasted(text, agency_columns()))
    for line, cells in found.pasted.rows.items():
        code = cells.get("code", "")
        stated = _stated(found.pasted, line, cells)
        if code and found.pasted.claim(line, code):
            found.stated[code] = stated
    return found


def _stated(pasted: Pasted, line: int, cells: Mapping[str, str]) -> dict[str, Any]:
    """What one line states; what is wrong with it is kept."""
    stated: dict[str, Any] = {name: cells[name] for name in (*REQUIRED[1:], *_TEXTS) if cells.get(name)}
    for name in _DAYS:
        if name in cells:
            try:
                stated[name] = typed_day(cells[name], at=(name,)) if cells[name] else None
            except NoSuchDay as refusal:
                pasted.refuse(line, refusal)
    if "predecessors" in cells:
        stated["predecessors"] = tuple(cells["predecessors"].replace(",", " ").replace(";", " ").split())
    return stated
