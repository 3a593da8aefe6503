"""Score files: one row for each criterion of each agency."""

from pathlib import Path

from rules.answer import Answer, NotApplicable, Points
from rules.errors import Refusal, Refused
from rules.text import Text
from rulesvc.cli.files.columns import Columns, find_columns, named
from rulesvc.cli.files.complaints import Complaints
from rulesvc.cli.files.csv_file import Complain, opened
from rulesvc.cli.files.passed import Passed, is_passed_over
from rulesvc.cli.files.refusals import (
    CriterionTwice,
    EmptyCell,
    HeaderOnly,
    NeitherYesNorReason,
    NotAReason,
    NothingForBlock,
    PointsMissing,
    PointsWithoutUse,
    ReasonWithoutUse,
)
from rulesvc.cli.files.spool import Row, Spool, Stray
from rulesvc.cli.wording import read_number, yes_and_no_words, yes_or_no

_OPTIONAL = ("block", "not_applicable", "reason", "provenance", "provenance_en")
_MEANING = named("agency", "criterion", "points", *_OPTIONAL, area="criterion")
_ALLOWED = ("agency", "criterion", "area", "points", *_OPTIONAL)
_REQUIRED = ("agency", "criterion", "points")

_FEWEST_WORDS, _FEWEST_LETTERS = 2, 8


def read_scores(path: Path, block: str, spool: Spool, complaints: Complaints) -> tuple[Columns, Passed]:
    """Put the rows of *block* into the *spool*; the columns, and what was passed over.

    Where a file has no column `block`, all its rows count.
    """
    passed = Passed()
    try:
        with opened(path, complaints.about(path), spool.lose) as file:
            columns = find_columns(file, _MEANING, allowed=_ALLOWED, required=_REQUIRED)
            for line, cells in file.rows:
                if is_passed_over(columns, cells, block):
                    stray = Stray(columns.cell(cells, "agency"), columns.cell(cells, "block"), line)
                    passed.add_row(stray.block)
                    spool.add_elsewhere(complaints.number(path), stray)
                else:
                    _keep(columns, line, cells, spool, complaints.about(path))
            _require_rows(block, spool, passed, complaints)
    except Refused as refused:
        complaints.add_all(path, refused)
        return Columns({}, {}), passed
    return columns, passed


def _require_rows(block: str, spool: Spool, passed: Passed, complaints: Complaints) -> None:
    if spool.count() == 0 and complaints.count == 0:
        raise Refused((NothingForBlock(block, passed.blocks) if passed.rows else HeaderOnly(),))


def _keep(columns: Columns, line: int, cells: tuple[str, ...], spool: Spool, complain: Complain) -> None:
    """Put one row into the spool, or complain."""
    if "block" in columns.places and not columns.cell(cells, "block"):
        complain(EmptyCell(at=(line, columns.name("block"))))
    agency, criterion = columns.cell(cells, "agency"), columns.cell(cells, "criterion")
    answer: Answer | None = None
    try:
        answer = _answer(columns, cells, criterion)
    except Refusal as refusal:
        refusal.at = (line, *(columns.name(str(meaning)) for meaning in refusal.at or ("points",)))
        complain(refusal)
    for meaning in ("agency", "criterion"):
        if not columns.cell(cells, meaning):
            complain(EmptyCell(at=(line, columns.name(meaning))))
    if not (agency and criterion):
        spool.lose(line, cells)
    else:
        first = spool.add(agency, Row(line, criterion, answer))
        if first is not None:
            complain(CriterionTwice(agency, criterion, str(first), at=(line, columns.name("criterion"))))
        vi, en = columns.cell(cells, "provenance"), columns.cell(cells, "provenance_en")
        if vi or en:
            spool.add_label(agency, Text(vi or en, en))


def _answer(columns: Columns, cells: tuple[str, ...], criterion: str) -> Answer:
    """The answer in a row; refusals are `at` the meaning of the column to blame."""
    points, reason = columns.cell(cells, "points"), columns.cell(cells, "reason")
    claim = columns.cell(cells, "not_applicable")
    claimed = yes_or_no(claim) if claim else False
    if claimed is False:
        return _points(criterion, points, reason)
    if claimed is None and not _is_in_words(claim):
        raise NeitherYesNorReason(claim, yes_and_no_words(), at=("not_applicable",))
    if points:
        raise PointsWithoutUse(points, at=("points",))
    if claimed is None and reason:  # any other text is the reason itself
        raise ReasonWithoutUse(reason, at=("reason",))
    if reason and not _is_in_words(reason):
        raise NotAReason(reason, at=("reason",))
    return NotApplicable(criterion, claim if claimed is None else reason)


def _is_in_words(text: str) -> bool:
    """Whether *text* can be a reason: what stands in for nothing, such as "-", "N/A" or "none", is shorter."""
    words = [word for word in text.split() if any(map(str.isalpha, word))]
    return len(words) >= _FEWEST_WORDS and sum(map(str.isalpha, text)) >= _FEWEST_LETTERS


def _points(criterion: str, points: str, reason: str) -> Points:
    if reason:
        raise ReasonWithoutUse(reason, at=("reason",))
    if not points:
        raise PointsMissing(at=("points",))
    return Points(criterion, read_number(points))
