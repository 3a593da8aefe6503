"""Rows pasted from a spreadsheet: which agency each line states, and what is wrong with it, line by line."""

import csv
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, field
from typing import Any, Final
from unicodedata import normalize

from admin.days import NoSuchDay, typed_day
from rules.errors import N_, InputRefusal, Refusal
from rules.said import Said, said
from rulesvc.store.folding import folded

REQUIRED: Final = ("code", "name", "block")
"""The columns without which nothing is brought in."""

_DAYS: Final = ("valid_from", "valid_until")
_TEXTS: Final = ("name_en", "short_name", "short_name_en", "head_title", "head_title_en", "kind")

COLUMNS: Final[Mapping[str, str]] = {
    "code": N_("code"),
    "name": N_("official name"),
    "block": N_("block"),
    "short_name": N_("short name"),
    "head_title": N_("title of the head"),
    "valid_from": N_("valid from"),
    "valid_until": N_("valid until"),
    "predecessors": N_("predecessors"),
    "kind": N_("kind"),
    "name_en": N_("name in English"),
    "short_name_en": N_("short name in English"),
    "head_title_en": N_("title of the head, in English"),
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


@dataclass(eq=False)
class NothingPasted(InputRefusal):
    """No header with a row below it."""

    words = N_("At least two lines are needed: the names of the columns, and an agency below them.")


@dataclass(eq=False)
class StrangeColumn(InputRefusal):
    """A column of which nobody knows what it says."""

    given: str
    words = N_("The column “{given}” is not known. See the names of columns above.")


@dataclass(eq=False)
class ColumnTwice(InputRefusal):
    """Two columns that say the same."""

    given: str
    words = N_("The column “{given}” stands there twice.")


@dataclass(eq=False)
class NoSuchColumn(InputRefusal):
    """A column that must be there."""

    name: Said
    words = N_("The column “{name}” is missing.")


@dataclass(eq=False)
class NothingInCell(InputRefusal):
    """A blank where something must stand."""

    words = N_("The cell is empty. It needs a value.")


@dataclass(eq=False)
class CodeTwice(InputRefusal):
    """An agency that two lines state."""

    given: str
    before: str
    words = N_("“{given}” stands in line {before} already.")


@dataclass
class Pasted:
    """What was pasted: what is *stated* of agencies by code, on which *lines*, and the *refusals*, by line."""

    cells: dict[int, tuple[str, ...]] = field(default_factory=dict)
    stated: dict[str, dict[str, Any]] = field(default_factory=dict)
    lines: dict[str, int] = field(default_factory=dict)
    refusals: dict[int, list[Refusal]] = field(default_factory=dict)

    def refuse(self, line: int, refusal: Refusal) -> None:
        """Keep that *line* is wrong."""
        self.refusals.setdefault(line, []).append(refusal)

    def take(self, refusals: Iterable[Refusal]) -> None:
        """Keep *refusals* of agencies, each at the line that states its agency."""
        for refusal in refusals:
            code, *rest = (*map(str, refusal.at), "")
            refusal.at = tuple(rest[:1])
            self.refuse(self.lines.get(code, 1), refusal)


def read_pasted(text: str) -> Pasted:
    """What *text* states: cells between tabs, the names of the columns on its first line."""
    rows = [(line, cells) for line, cells in _records(text) if any(cells)]
    pasted = Pasted(dict(rows))
    if len(rows) <= 1:
        pasted.refuse(1, NothingPasted())
        return pasted
    (first, header), *below = rows
    places = _places(pasted, first, header)
    if not pasted.refusals:
        for line, cells in below:
            _keep(pasted, line, {name: cells[place] for name, place in places.items() if place < len(cells)})
    return pasted


def _records(text: str) -> Iterator[tuple[int, tuple[str, ...]]]:
    """Each line by its number; a cell with several lines in quotation marks is one cell."""
    reader = csv.reader(text.splitlines(), delimiter="\t")
    begins = 1
    for cells in reader:
        yield begins, tuple(normalize("NFC", " ".join(cell.split())) for cell in cells)
        begins = reader.line_num + 1


def _places(pasted: Pasted, line: int, header: tuple[str, ...]) -> dict[str, int]:
    places: dict[str, int] = {}
    for place, given in enumerate(header):
        name = folded(given)
        meant = name if name in COLUMNS else _OTHER_NAMES.get(name)
        if meant is None and given:
            pasted.refuse(line, StrangeColumn(given))
        elif meant in places:
            pasted.refuse(line, ColumnTwice(given))
        elif meant is not None:
            places[meant] = place
    for name in REQUIRED:
        if name not in places:
            pasted.refuse(line, NoSuchColumn(said(COLUMNS[name]), at=(name,)))
    return places


def _keep(pasted: Pasted, line: int, cells: Mapping[str, str]) -> None:
    """Keep what one line states, and all that is wrong with it."""
    for name in REQUIRED:
        if not cells.get(name):
            pasted.refuse(line, NothingInCell(at=(name,)))
    code = cells.get("code", "")
    if code in pasted.lines:
        pasted.refuse(line, CodeTwice(code, str(pasted.lines[code])))
        return
    stated: dict[str, Any] = {name: cells[name] for name in (*REQUIRED[1:], *_TEXTS) if cells.get(name)}
    for name in _DAYS:
        if name in cells:
            try:
                stated[name] = typed_day(cells[name], at=(name,)) if cells[name] else None
            except NoSuchDay as refusal:
                pasted.refuse(line, refusal)
    if "predecessors" in cells:
        stated["predecessors"] = tuple(cells["predecessors"].replace(",", " ").replace(";", " ").split())
    if code:
        pasted.lines[code], pasted.stated[code] = line, stated
