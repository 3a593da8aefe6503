"""Files of the previous period: one row an agency with rank, accountability review and outcomes."""

import re
from collections.abc import Iterator
from pathlib import Path

from rules.errors import Refusal, Refused
from rules.rubric import Rubric
from rules.sheet import Previous
from rules.table import SINGLE
from rulesvc.cli.files.columns import Columns, Meaning, find_columns, named
from rulesvc.cli.files.complaints import Complaints
from rulesvc.cli.files.csv_file import CsvFile, opened
from rulesvc.cli.files.passed import OtherBlocks, Passed
from rulesvc.cli.files.refusals import AgencyTwice, EmptyCell, NotARank, NotYesOrNo, WrongYear
from rulesvc.cli.files.spool import Spool
from rulesvc.cli.wording import yes_and_no_words, yes_or_no

_FIXED = ("agency", "block", "rank", "reviewed")
_OUTCOME = "outcome:"
_YEAR = re.compile(r"_([0-9]{4})$")
_RANK = re.compile(r"[1-9][0-9]{0,8}")


def read_previous(
    path: Path, rubric: Rubric, period: str, spool: Spool, complaints: Complaints
) -> tuple[Columns, Passed]:
    """Put the facts of the rubric's block into the *spool*; the columns, and what was passed over.

    A blank `reviewed` means not reviewed, since the file says who was. A blank rank or outcome is not known.
    """
    complain, passed = complaints.about(path), Passed()
    others = OtherBlocks(rubric.block, complaints.number(path), spool, passed, complain)
    try:
        with opened(path, complain) as file:
            columns = _columns(file, rubric, period)
            for line, cells in file.rows:
                if not others.take(columns, line, cells):
                    for refusal in _keep(columns, line, cells, spool):
                        complain(refusal)
    except Refused as refused:
        complaints.add_all(path, refused)
        return Columns({}, {}), passed
    return columns, passed


def _columns(file: CsvFile, rubric: Rubric, period: str) -> Columns:
    outcomes = tuple(_OUTCOME + table.code for table in rubric.tables if table.hit_policy in SINGLE)
    known = (*_FIXED, *outcomes)
    columns = find_columns(file, _meaning(known), allowed=known, required=("agency",))
    wrong = [name for name in file.header if _is_of_another_year(name, known, period)]
    if wrong:
        allowed = str(int(period) - 1)
        raise Refused(tuple(WrongYear(name, allowed, at=(file.header_line,)) for name in wrong))
    return columns


def _meaning(known: tuple[str, ...]) -> Meaning:
    """A name means what it says, or what it says before its year: `rank_2021` is the rank."""
    plain = named(*known)
    return lambda name: plain(name) or plain(_YEAR.sub("", name))


def _is_of_another_year(name: str, known: tuple[str, ...], period: str) -> bool:
    """Whether *name* carries a year that is not the one before *period*, where the period is a year."""
    year = _YEAR.search(name)
    if name in known or year is None or not re.fullmatch(r"[0-9]{4}", period):
        return False
    return int(year[1]) != int(period) - 1


def _keep(columns: Columns, line: int, cells: tuple[str, ...], spool: Spool) -> Iterator[Refusal]:
    """Put one row into the spool, and say all that is wrong with it."""
    for meaning in ("agency", "block"):
        if meaning in columns.places and not columns.cell(cells, meaning):
            yield EmptyCell(at=(line, columns.name(meaning)))
    agency = columns.cell(cells, "agency")
    reviewed, rank = _reviewed(columns, cells), columns.cell(cells, "rank")
    if reviewed is None and "reviewed" in columns.places:
        given = columns.cell(cells, "reviewed")
        yield NotYesOrNo(given, yes_and_no_words(), at=(line, columns.name("reviewed")))
    if rank and not _RANK.fullmatch(rank):
        yield NotARank(rank, at=(line, columns.name("rank")))
        rank = ""
    previous = Previous(reviewed, int(rank) if rank else None, _outcomes(columns, cells))
    first = spool.add_previous(agency, line, previous) if agency else None
    if first is not None:
        yield AgencyTwice(agency, str(first), at=(line, columns.name("agency")))


def _reviewed(columns: Columns, cells: tuple[str, ...]) -> bool | None:
    """Yes or no; `None` where the file does not say, or says neither."""
    if "reviewed" not in columns.places:
        return None
    text = columns.cell(cells, "reviewed")
    return yes_or_no(text) if text else False


def _outcomes(columns: Columns, cells: tuple[str, ...]) -> dict[str, str]:
    return {
        meaning.removeprefix(_OUTCOME): cells[place]
        for meaning, place in columns.places.items()
        if meaning.startswith(_OUTCOME) and cells[place]
    }
