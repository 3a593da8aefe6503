"""Rows pasted from a spreadsheet: what stands in each column of each line, and what is wrong with it, line by line."""

import csv
from collections.abc import Callable, Collection, Iterable, Iterator, Mapping
from dataclasses import dataclass, field
from typing import Final, TypeVar
from unicodedata import normalize

from rules.errors import N_, InputRefusal, Refusal
from rulesvc.store.folding import folded

T = TypeVar("T")

_END: Final = "\N{END OF TRANSMISSION}"
"""What nobody types, behind the last line."""


@dataclass(frozen=True, slots=True)
class Columns:
    """The columns there can be, as they are *shown* on a page, with those that are *required*.

    *others* are further ways to write them, without accents, by what is meant.
    """

    shown: Mapping[str, str]
    required: Collection[str]
    others: Mapping[str, str] = field(default_factory=dict)

    def meant(self, given: str) -> str | None:
        """The column that is written so."""
        name = folded(given)
        if name in self.shown:
            return name
        by_words = {folded(said): column for column, said in self.shown.items()}
        return by_words.get(name) or self.others.get(name)


@dataclass(eq=False)
class NothingPasted(InputRefusal):
    """No header with a row below it."""

    words = N_("At least two lines are needed: the names of the columns, and a row below them.")


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

    name: str
    words = N_("The column “{name}” is missing.")


@dataclass(eq=False)
class NothingInCell(InputRefusal):
    """A blank where something must stand."""

    words = N_("The cell is empty. It needs a value.")


@dataclass(eq=False)
class CellsTooMany(InputRefusal):
    """Something written where no column is."""

    cells: tuple[str, ...]
    words = N_("No column above says what this is: {cells}. Name its column on the first line, or empty the cell.")


@dataclass(eq=False)
class QuotationLeftOpen(InputRefusal):
    """A quotation mark at the beginning of a cell, behind which everything would be one cell."""

    words = N_("A cell on this line begins with a quotation mark that nothing closes. Take it out, or close it.")


@dataclass(eq=False)
class CodeTwice(InputRefusal):
    """Something that two lines are about."""

    given: str
    before: str
    words = N_("“{given}” stands in line {before} already.")


@dataclass
class Pasted:
    """What was pasted: all *cells* by line, *rows* by the names of columns, and the *refusals*, by line.

    *lines* are those that are about something, by its code.
    """

    cells: dict[int, tuple[str, ...]] = field(default_factory=dict)
    rows: dict[int, dict[str, str]] = field(default_factory=dict)
    refusals: dict[int, list[Refusal]] = field(default_factory=dict)
    lines: dict[str, int] = field(default_factory=dict)

    def refuse(self, line: int, refusal: Refusal) -> None:
        """Keep that *line* is wrong."""
        self.refusals.setdefault(line, []).append(refusal)

    def claim(self, line: int, code: str) -> bool:
        """Whether *line* is the first one about *code*; it is refused where it is not."""
        first = self.lines.setdefault(code, line)
        if first != line:
            self.refuse(line, CodeTwice(code, str(first)))
        return first == line

    def take(self, refusals: Iterable[Refusal]) -> list[Refusal]:
        """Keep *refusals*, each at the line that is about the code at which it is; those that are at no line.

        What could not be read is not told a second time.
        """
        others = []
        unread = {(line, each.at) for line, told in self.refusals.items() for each in told}
        for refusal in refusals:
            code, *rest = (*map(str, refusal.at), "")
            if code in self.lines:
                refusal.at = tuple(rest[:1])
                if (self.lines[code], refusal.at) not in unread:
                    self.refuse(self.lines[code], refusal)
            else:
                others.append(refusal)
        return others

    def attempt(self, line: int, read: Callable[[], T]) -> T | None:
        """What *read* makes of a cell of *line*; `None` where it refuses, which is kept."""
        try:
            return read()
        except Refusal as refusal:
            self.refuse(line, refusal)
            return None

    @property
    def wrong(self) -> list[tuple[int, tuple[str, ...], list[Refusal]]]:
        """The lines that are wrong, each with its cells and what is wrong with it."""
        return [(line, self.cells.get(line, ()), self.refusals[line]) for line in sorted(self.refusals)]


def read_pasted(text: str, columns: Columns) -> Pasted:
    """What stands in *text*: cells between tabs, the names of the columns on its first line."""
    rows = [(line, cells) for line, cells in _records(text) if any(cells)]
    pasted = Pasted(dict(rows))
    if rows and rows[-1][1][-1].endswith(_END):
        pasted.refuse(rows[-1][0], QuotationLeftOpen())
        pasted.cells.clear()
        return pasted
    if len(rows) <= 1:
        pasted.refuse(1, NothingPasted())
        return pasted
    (first, header), *below = rows
    places = _places(pasted, columns, first, header)
    if not pasted.refusals:
        for line, cells in below:
            pasted.rows[line] = {name: cells[place] for name, place in places.items() if place < len(cells)}
            for name in columns.required:
                if not pasted.rows[line].get(name):
                    pasted.refuse(line, NothingInCell(at=(name,)))
            beyond = tuple(f"“{cell}”" for place, cell in enumerate(cells) if cell and place not in places.values())
            if beyond:
                pasted.refuse(line, CellsTooMany(beyond))
    return pasted


def _records(text: str) -> Iterator[tuple[int, tuple[str, ...]]]:
    """Each line by its number; a cell with several lines in quotation marks is one cell, with blanks between them.

    Where one is left open, the last line has `_END` in it.
    """
    reader = csv.reader((*text.splitlines(keepends=True), _END), delimiter="\t")
    begins = 1
    for cells in _as_far_as_readable(reader):
        if cells != [_END]:
            yield begins, tuple(normalize("NFC", " ".join(cell.split())) for cell in cells)
        begins = reader.line_num + 1


def _as_far_as_readable(records: Iterator[list[str]]) -> Iterator[list[str]]:
    """The *records*; a cell that is too long to be one has no end."""
    try:
        yield from records
    except csv.Error:
        yield [_END * 2]


def _places(pasted: Pasted, columns: Columns, line: int, header: tuple[str, ...]) -> dict[str, int]:
    places: dict[str, int] = {}
    for place, given in enumerate(header):
        meant = columns.meant(given)
        if meant is None and given:
            pasted.refuse(line, StrangeColumn(given))
        elif meant in places:
            pasted.refuse(line, ColumnTwice(given))
        elif meant is not None:
            places[meant] = place
    for name in columns.required:
        if name not in places:
            pasted.refuse(line, NoSuchColumn(columns.shown[name], at=(name,)))
    return places
