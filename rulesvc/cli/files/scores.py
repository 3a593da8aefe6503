"""Score files: one row for each criterion of each agency, or for each part of what is reported of one."""

from pathlib import Path
from typing import Final

from rules.errors import Refused
from rules.rubric import Rubric
from rules.text import Text
from rulesvc.cli.files.answer_rows import is_reported, read_cells
from rulesvc.cli.files.columns import Columns, find_columns, named
from rulesvc.cli.files.complaints import Complaints
from rulesvc.cli.files.csv_file import Complain, CsvFile, opened
from rulesvc.cli.files.passed import Passed, is_passed_over
from rulesvc.cli.files.refusals import CriterionTwice, EmptyCell, HeaderOnly, NothingForBlock, PartTwice
from rulesvc.cli.files.spool import Row, Spool, Stray
from rulesvc.usecases.answer_columns import ANSWERS, BESIDE, PARTS, level_columns

_REQUIRED: Final = ("agency", "criterion")
_FIXED: Final = (
    *(*_REQUIRED, "area", "points", "block", "not_applicable", "reason", "provenance", "provenance_en"),
    *(*PARTS, *ANSWERS, *BESIDE, "name", "guide"),
)
"""The names of columns there may be. A template has names and a guide for those who fill it in; nobody reads them."""


def read_scores(path: Path, rubric: Rubric, spool: Spool, complaints: Complaints) -> tuple[Columns, Passed]:
    """Put the rows of the rubric's block into the *spool*; the columns, and what was passed over.

    Where a file has no column `block`, all its rows count.
    """
    passed = Passed()
    try:
        with opened(path, complaints.about(path), spool.lose) as file:
            columns = _columns(file, rubric)
            for line, cells in file.rows:
                if is_passed_over(columns, cells, rubric.block):
                    stray = Stray(columns.cell(cells, "agency"), columns.cell(cells, "block"), line)
                    passed.add_row(stray.block)
                    spool.add_elsewhere(complaints.number(path), stray)
                else:
                    _keep(columns, line, cells, spool, complaints.about(path))
            _require_rows(rubric.block, spool, passed, complaints)
    except Refused as refused:
        complaints.add_all(path, refused)
        return Columns({}, {}), passed
    return columns, passed


def _columns(file: CsvFile, rubric: Rubric) -> Columns:
    """The columns of the file; of those that hold what is reported there is at least one, points where no other is."""
    known = tuple(dict.fromkeys((*_FIXED, *level_columns(rubric))))
    meaning = named(*known, area="criterion")
    answered = any(is_reported(meaning(name) or "") for name in file.header)
    return find_columns(file, meaning, allowed=known, required=_REQUIRED if answered else (*_REQUIRED, "points"))


def _require_rows(block: str, spool: Spool, passed: Passed, complaints: Complaints) -> None:
    if spool.count() == 0 and complaints.count == 0:
        raise Refused((NothingForBlock(block, passed.blocks) if passed.rows else HeaderOnly(),))


def _keep(columns: Columns, line: int, cells: tuple[str, ...], spool: Spool, complain: Complain) -> None:
    """Put one row into the spool, or complain."""
    if "block" in columns.places and not columns.cell(cells, "block"):
        complain(EmptyCell(at=(line, columns.name("block"))))
    agency, criterion = columns.cell(cells, "agency"), columns.cell(cells, "criterion")
    said, refusals = read_cells(columns, cells)
    for refusal in refusals:
        refusal.at = (line, *(columns.name(str(meaning)) for meaning in refusal.at))
        complain(refusal)
    for meaning in _REQUIRED:
        if not columns.cell(cells, meaning):
            complain(EmptyCell(at=(line, columns.name(meaning))))
    if not (agency and criterion):
        spool.lose(line, cells)
        return
    part = ", ".join(filter(None, (columns.cell(cells, name) for name in PARTS)))
    first = spool.add(agency, Row(line, criterion, part, None if refusals else said))
    if first is not None:
        at = (line, columns.name("criterion"))
        twice = CriterionTwice(agency, criterion, str(first), at=at)
        complain(PartTwice(part, criterion, agency, str(first), at=at) if part else twice)
    vi, en = columns.cell(cells, "provenance"), columns.cell(cells, "provenance_en")
    if vi or en:
        spool.add_label(agency, Text(vi or en, en))
