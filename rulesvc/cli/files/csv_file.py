"""CSV files as people save them: UTF-8 with or without byte order mark, comma or semicolon, checked cell by cell.

Nothing is held but the row at hand, and no line or cell may be larger than is reasonable, whatever the file holds.
"""

import csv
import re
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from itertools import chain
from pathlib import Path
from typing import TextIO
from unicodedata import normalize

from rules.errors import Refusal, Refused
from rules.number import Count
from rulesvc.cli.files.refusals import (
    BadQuotes,
    CellTooLong,
    EmptyFile,
    FieldCount,
    FileMissing,
    LineTooLong,
    LooksLikeUtf16,
    NotAFile,
    NotUtf8,
    Unprintable,
    Unreadable,
)
from rulesvc.cli.files.system import reason_of

LONGEST_LINE = 100_000
LONGEST_CELL = 2_000

Complain = Callable[[Refusal], None]
"""Takes a refusal that concerns one row; reading goes on."""

Lose = Callable[[int, tuple[str, ...]], None]
"""Takes line and cells of a row that was complained of and is left out."""

_CONTROL = re.compile("[\x00-\x08\x0b\x0c\x0e-\x1f\x7f-\x9f\u2028\u2029\u202a-\u202e\u2066-\u2069]")
_UNDECODED = re.compile("[\udc80-\udcff]")
_SEPARATOR = re.compile("sep=([,;\t])")
"""A first line by which Excel is told what separates cells."""
_UTF16_MARKS = ("\udcff\udcfe", "\udcfe\udcff")


@dataclass(frozen=True, slots=True)
class CsvFile:
    """A file being read: its header, and the rows below with the line on which each begins."""

    header: tuple[str, ...]
    header_line: int
    rows: Iterator[tuple[int, tuple[str, ...]]]


@contextmanager
def opened(path: Path, complain: Complain, lose: Lose = lambda _line, _cells: None) -> Iterator[CsvFile]:
    """The CSV file at *path*. Rows with a wrong cell are complained of and left out; then *lose* has them.

    Cells are stripped and composed (NFC). Rows without any content are passed over.
    Raises: `Refused` where the file cannot be read on at all.
    """
    with _readable(path) as file:
        yield _start(_lines(file), complain, lose)


@contextmanager
def _readable(path: Path) -> Iterator[TextIO]:
    try:
        # What is no UTF-8 is kept as it is, so that the line it stands on can be told.
        file = path.open(encoding="utf-8-sig", errors="surrogateescape", newline="")
    except IsADirectoryError as problem:
        raise Refused((NotAFile(str(path)),)) from problem
    except FileNotFoundError as problem:
        raise Refused((FileMissing(str(path)),)) from problem
    except (OSError, ValueError) as problem:
        raise Refused((Unreadable(str(path), reason_of(problem)),)) from problem
    with file:
        yield file


def _lines(file: TextIO) -> Iterator[str]:
    number = 0
    while line := file.readline(LONGEST_LINE + 1):
        number += 1
        if line.startswith(_UTF16_MARKS):
            raise Refused((LooksLikeUtf16(),))
        if _UNDECODED.search(line):
            raise Refused((NotUtf8(at=(number,)),))
        if len(line) > LONGEST_LINE:
            raise Refused((LineTooLong(LONGEST_LINE, at=(number,)),))
        yield line


def _start(lines: Iterator[str], complain: Complain, lose: Lose) -> CsvFile:
    number, first = _next_line(lines, 0)
    told = _SEPARATOR.fullmatch(first.rstrip("\r\n"))
    if told:
        number, first = _next_line(lines, number)
    delimiter = told[1] if told else ";" if ";" in first else ","
    records = _records(chain([first], lines), delimiter, number - 1)
    line, cells = next(records)
    header = _header(line, cells)
    return CsvFile(header, line, _rows(records, header, complain, lose))


def _next_line(lines: Iterator[str], number: int) -> tuple[int, str]:
    """The next line that is not blank, with its number; *number* lines came before."""
    for line in lines:
        number += 1
        if line.strip():
            return number, line
    raise Refused((EmptyFile(),))


def _records(lines: Iterator[str], delimiter: str, skipped: int) -> Iterator[tuple[int, list[str]]]:
    """Each record with the line on which it begins, of which *skipped* ones came before."""
    # The reader's own limit on a field also ends a quotation that runs on through the file.
    reader = csv.reader(lines, delimiter=delimiter, strict=True)
    while True:
        begins = skipped + reader.line_num + 1
        try:
            cells = next(reader, None)
        except csv.Error as problem:
            raise Refused((BadQuotes(at=(begins,)),)) from problem
        if cells is None:
            return
        yield begins, [normalize("NFC", cell.strip()) for cell in cells]


def _header(line: int, cells: list[str]) -> tuple[str, ...]:
    """The names of the columns; a spreadsheet may leave nameless ones behind at the end."""
    while cells and cells[-1] == "":
        cells.pop()
    refusals = [refusal for cell in cells for refusal in _about_cell(cell, line)]
    if refusals:
        raise Refused(tuple(refusals))
    return tuple(cells)


def _rows(
    records: Iterator[tuple[int, list[str]]], header: tuple[str, ...], complain: Complain, lose: Lose
) -> Iterator[tuple[int, tuple[str, ...]]]:
    width = len(header)
    for line, cells in records:
        if not any(cells):
            continue
        while len(cells) > width and cells[-1] == "":
            cells.pop()
        if len(cells) != width:
            refusals: list[Refusal] = [FieldCount(Count(len(cells)), Count(width), at=(line,))]
        else:
            named = zip(header, cells, strict=True)
            refusals = [refusal for name, cell in named for refusal in _about_cell(cell, line, name)]
        for refusal in refusals:
            complain(refusal)
        if refusals:
            lose(line, tuple(cells))
        else:
            yield line, tuple(cells)


def _about_cell(cell: str, line: int, column: str = "") -> Iterator[Refusal]:
    at = (line, column) if column else (line,)
    control = _CONTROL.search(cell)
    if control:
        yield Unprintable(f"U+{ord(control[0]):04X}", at=at)
    elif len(cell) > LONGEST_CELL:
        yield CellTooLong(len(cell), LONGEST_CELL, at=at)
