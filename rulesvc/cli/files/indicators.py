"""Indicator files: one row for each value, or one row an agency with a column for each indicator."""

from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

from rules.errors import InputRefusal, Refusal, Refused, UnknownIndicator
from rules.rubric import Rubric
from rulesvc.cli.files.columns import Columns, find_columns, named
from rulesvc.cli.files.complaints import Complaints
from rulesvc.cli.files.csv_file import Complain, CsvFile, opened
from rulesvc.cli.files.passed import OtherBlocks, Passed
from rulesvc.cli.files.refusals import EmptyCell, IndicatorTwice
from rulesvc.cli.files.spool import Spool
from rulesvc.usecases.written_numbers import read_number

_LONG = ("agency", "indicator", "value", "block")


@dataclass(frozen=True, slots=True)
class Value:
    """A value as it is written, and the line and column in which it stands."""

    agency: str
    indicator: str
    text: str
    at: tuple[int, str]


def read_indicators(path: Path, rubric: Rubric, spool: Spool, complaints: Complaints) -> tuple[Columns, Passed]:
    """Put the values of the rubric's block into the *spool*; the columns, and what was passed over.

    An empty cell is a value not given.
    """
    complain, passed = complaints.about(path), Passed()
    others = OtherBlocks(rubric.block, complaints.number(path), spool, passed, complain)
    try:
        with opened(path, complain) as file:
            columns = _columns(file, rubric)
            for line, cells in file.rows:
                if others.take(columns, line, cells):
                    continue
                try:
                    for value in _values(columns, line, cells, rubric):
                        _keep(value, spool, complain)
                except Refusal as refusal:
                    complain(refusal)
    except Refused as refused:
        complaints.add_all(path, refused)
        return Columns({}, {}), passed
    return columns, passed


def _columns(file: CsvFile, rubric: Rubric) -> Columns:
    long = named(*_LONG)
    if any(long(name) in ("indicator", "value") for name in file.header):
        return find_columns(file, long, allowed=_LONG, required=_LONG[:3])
    allowed = ("agency", "block", *rubric.indicator)
    return find_columns(file, named(*allowed), allowed=(*allowed, *_LONG[1:3]), required=("agency",))


def _keep(value: Value, spool: Spool, complain: Complain) -> None:
    """Put one value into the spool, or complain."""
    try:
        number = read_number(value.text)
    except InputRefusal as refusal:
        refusal.at = value.at
        complain(refusal)
        return
    first = spool.add_indicator(value.agency, value.indicator, value.at[0], number)
    if first is not None:
        complain(IndicatorTwice(value.agency, value.indicator, str(first), at=value.at))


def _values(columns: Columns, line: int, cells: tuple[str, ...], rubric: Rubric) -> Iterator[Value]:
    """The values in one row.

    Raises: `EmptyCell`, `UnknownIndicator`.
    """
    is_long = "value" in columns.places
    for meaning in ("agency", "indicator", "block"):
        if meaning in columns.places and not columns.cell(cells, meaning):
            raise EmptyCell(at=(line, columns.name(meaning)))
    agency, named_one = columns.cell(cells, "agency"), columns.cell(cells, "indicator")
    if is_long and named_one not in rubric.indicator:
        raise UnknownIndicator(named_one, tuple(rubric.indicator), at=(line, columns.name("indicator")))
    for code in (named_one,) if is_long else rubric.indicator:
        column = "value" if is_long else code
        if text := columns.cell(cells, column):
            yield Value(agency, code, text, (line, columns.name(column)))
