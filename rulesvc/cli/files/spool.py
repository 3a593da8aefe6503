"""The spool: rows of a file gathered by agency in a temporary database on disk, so that memory stays flat.

Agencies keep the order in which they first appear; their rows need not stand together. SQLite deletes the file
itself: it has no name.
"""

import json
import sqlite3
from collections.abc import Iterator, Mapping
from contextlib import AbstractContextManager
from dataclasses import dataclass
from fractions import Fraction
from types import TracebackType
from typing import Any

from rules.number import exact_text
from rules.sheet import Previous
from rules.text import Text

_TABLES = """
CREATE TABLE agency (id INTEGER PRIMARY KEY, code TEXT NOT NULL UNIQUE, line INTEGER NOT NULL);
CREATE TABLE answer (agency INTEGER, criterion TEXT, part TEXT, line INTEGER, cells TEXT,
                     PRIMARY KEY (agency, criterion, part)) WITHOUT ROWID;
CREATE TABLE indicator (agency TEXT, code TEXT, line INTEGER, value TEXT, PRIMARY KEY (agency, code)) WITHOUT ROWID;
CREATE TABLE previous (agency TEXT PRIMARY KEY, line INTEGER, reviewed INTEGER, rank INTEGER, outcomes TEXT)
                     WITHOUT ROWID;
CREATE TABLE elsewhere (file INTEGER, code TEXT, block TEXT, line INTEGER, PRIMARY KEY (file, code, block))
                     WITHOUT ROWID;
CREATE TABLE label (agency INTEGER, vi TEXT, en TEXT, PRIMARY KEY (agency, vi, en));
CREATE TABLE lost (line INTEGER, cell TEXT);
CREATE INDEX lost_cell ON lost (cell);
CREATE INDEX lost_line ON lost (line);
CREATE TABLE complaint (file INTEGER, line INTEGER, text TEXT);
"""


_STRANGERS = {
    "indicator": """
        SELECT agency, min(line) AS line, agency IN (SELECT code FROM elsewhere WHERE file = 0) FROM indicator
        WHERE agency NOT IN (SELECT code FROM agency) AND agency NOT IN (SELECT cell FROM lost)
        GROUP BY agency ORDER BY line""",
    "previous": """
        SELECT agency, line, agency IN (SELECT code FROM elsewhere WHERE file = 0) FROM previous
        WHERE agency NOT IN (SELECT code FROM agency) AND agency NOT IN (SELECT cell FROM lost) ORDER BY line""",
}
_LOST_ANYWHERE = """
SELECT count(DISTINCT line) FROM lost
WHERE line NOT IN (SELECT line FROM lost WHERE cell IN (SELECT code FROM agency))"""
_MOST_CELLS = 20
_MOST_ALIKE = 500


@dataclass(frozen=True, slots=True)
class Agency:
    """An agency of the file: its number in order of appearance, its code, and the line on which it first appears."""

    number: int
    code: str
    line: int


@dataclass(frozen=True, slots=True)
class Stranger:
    """An agency of which facts are told and that has no points; *elsewhere*: it has some in another block."""

    code: str
    line: int
    elsewhere: bool


@dataclass(frozen=True, slots=True)
class Stray:
    """An agency in another *block* than the rubric's, and the line on which it first stands there."""

    code: str
    block: str
    line: int


@dataclass(frozen=True, slots=True)
class Row:
    """A row for one criterion, or for a *part* of what is reported of it.

    *cells* is what the row says; `None` where it is wrong and was complained of.
    """

    line: int
    criterion: str
    part: str
    cells: Mapping[str, Any] | None


class Spool(AbstractContextManager["Spool"]):
    """Rows by agency, facts by agency, and complaints by line."""

    def __init__(self) -> None:
        self._database = sqlite3.connect("", isolation_level=None)
        self._database.executescript("PRAGMA journal_mode = OFF; PRAGMA cache_size = -16384;" + _TABLES)
        self._database.execute("BEGIN")
        self._last: Agency | None = None

    def __exit__(
        self, kind: type[BaseException] | None, problem: BaseException | None, trace: TracebackType | None
    ) -> None:
        self._database.close()

    # ---- rows of agencies --------------------------------------------------------------------------------------------

    def add(self, agency: str, row: Row) -> int | None:
        """Keep *row*; where the agency has one for that part of the criterion, keep that and return its line."""
        number = self._agency(agency, row.line).number
        cells = None if row.cells is None else json.dumps(row.cells, ensure_ascii=False)
        kept = self._database.execute(
            "INSERT OR IGNORE INTO answer VALUES (?, ?, ?, ?, ?)", (number, row.criterion, row.part, row.line, cells)
        )
        if kept.rowcount:
            return None
        query = "SELECT line FROM answer WHERE agency = ? AND criterion = ? AND part = ?"
        return self._line(query, number, row.criterion, row.part)

    def _agency(self, code: str, line: int) -> Agency:
        if self._last is None or self._last.code != code:
            self._database.execute("INSERT OR IGNORE INTO agency (code, line) VALUES (?, ?)", (code, line))
            found = self._database.execute("SELECT id, code, line FROM agency WHERE code = ?", (code,)).fetchone()
            self._last = Agency(*found)
        return self._last

    def count(self) -> int:
        """How many agencies there are."""
        return self._line("SELECT count(*) FROM agency")

    def agencies(self) -> Iterator[Agency]:
        """The agencies in the order in which they first appear."""
        found = self._database.execute("SELECT id, code, line FROM agency ORDER BY id")
        return (Agency(*each) for each in found)

    def in_parts(self) -> Iterator[Agency]:
        """The agencies with rows for parts of criteria, or with rows in which nothing is reported."""
        query = """SELECT DISTINCT id, code, agency.line FROM agency JOIN answer ON answer.agency = id
                   WHERE part <> '' OR cells = '{}' ORDER BY id"""
        return (Agency(*each) for each in self._database.execute(query).fetchall())

    def rows(self, agency: Agency) -> tuple[Row, ...]:
        """The rows of *agency* in the order of the file."""
        query = "SELECT line, criterion, part, cells FROM answer WHERE agency = ? ORDER BY line"
        found = self._database.execute(query, (agency.number,))
        return tuple(
            Row(line, criterion, part, None if cells is None else json.loads(cells))
            for line, criterion, part, cells in found
        )

    def has(self, code: str) -> bool:
        """Whether there is an agency with that code."""
        return bool(self._line("SELECT count(*) FROM agency WHERE code = ?", code))

    def add_label(self, agency: str, label: Text) -> None:
        """Keep what is said of where figures of *agency* come from."""
        query = "INSERT OR IGNORE INTO label SELECT id, ?, ? FROM agency WHERE code = ?"
        self._database.execute(query, (label.vi, label.en, agency))

    def label(self, agency: Agency) -> Text:
        """All that is said of where figures of *agency* come from."""
        found = self._database.execute("SELECT vi, en FROM label WHERE agency = ? ORDER BY rowid", (agency.number,))
        return _together(found.fetchall())

    def has_labels(self) -> bool:
        """Whether anything is said of any agency's figures."""
        return bool(self._line("SELECT count(*) FROM label"))

    def common_label(self) -> Text:
        """What is said of the figures of all agencies alike; blank where they differ."""
        found = self._database.execute("SELECT vi, en, count(*) FROM label GROUP BY vi, en LIMIT 2").fetchall()
        is_common = len(found) == 1 and found[0][2] == self.count()
        return _together([found[0][:2]]) if is_common else Text("")

    # ---- rows of other blocks ----------------------------------------------------------------------------------------

    def add_elsewhere(self, file: int, stray: Stray) -> None:
        """Keep that the agency stands in another block in the file with that number; the first line is kept."""
        values = (file, stray.code, stray.block, stray.line)
        self._database.execute("INSERT OR IGNORE INTO elsewhere VALUES (?, ?, ?, ?)", values)

    def elsewhere(self, file: int) -> Iterator[Stray]:
        """The agencies that stand in other blocks in a file, by line."""
        query = "SELECT code, block, line FROM elsewhere WHERE file = ? ORDER BY line"
        return (Stray(*each) for each in self._database.execute(query, (file,)).fetchall())

    def count_elsewhere(self, file: int) -> int:
        """How many agencies stand in other blocks in a file."""
        return self._line("SELECT count(DISTINCT code) FROM elsewhere WHERE file = ?", file)

    # ---- rows that cannot be used ------------------------------------------------------------------------------------

    def lose(self, line: int, cells: tuple[str, ...]) -> None:
        """Keep the cells of a row that cannot be used, so that what is missing for its sake is not called missing."""
        self._database.executemany("INSERT INTO lost VALUES (?, ?)", [(line, cell) for cell in cells[:_MOST_CELLS]])

    def lost(self, agency: Agency) -> list[set[str]]:
        """The cells of each lost row that names *agency*."""
        query = "SELECT line, cell FROM lost WHERE line IN (SELECT line FROM lost WHERE cell = ?)"
        found: dict[int, set[str]] = {}
        for line, cell in self._database.execute(query, (agency.code,)):
            found.setdefault(line, set()).add(cell)
        return list(found.values())

    def lost_anywhere(self) -> int:
        """How many lost rows name no agency that there is."""
        return self._line(_LOST_ANYWHERE)

    # ---- facts of agencies -------------------------------------------------------------------------------------------

    def add_indicator(self, agency: str, code: str, line: int, value: Fraction) -> int | None:
        """Keep the *value* of an indicator; where there is one already, keep that and return its line."""
        kept = self._database.execute(
            "INSERT OR IGNORE INTO indicator VALUES (?, ?, ?, ?)", (agency, code, line, exact_text(value))
        )
        if kept.rowcount:
            return None
        return self._line("SELECT line FROM indicator WHERE agency = ? AND code = ?", agency, code)

    def indicators(self, agency: Agency) -> dict[str, tuple[int, Fraction]]:
        """The values of *agency* by indicator, each with its line."""
        query = "SELECT code, line, value FROM indicator WHERE agency = ? ORDER BY line, code"
        return {code: (line, Fraction(value)) for code, line, value in self._database.execute(query, (agency.code,))}

    def add_previous(self, agency: str, line: int, previous: Previous) -> int | None:
        """Keep facts of the previous period; where there are some already, keep those and return their line."""
        facts = (agency, line, previous.reviewed, previous.rank, json.dumps(dict(previous.outcomes)))
        kept = self._database.execute("INSERT OR IGNORE INTO previous VALUES (?, ?, ?, ?, ?)", facts)
        return None if kept.rowcount else self._line("SELECT line FROM previous WHERE agency = ?", agency)

    def previous(self, agency: Agency) -> tuple[int, Previous]:
        """What is known of the previous period of *agency*, with its line; 0 and nothing where it is not listed."""
        query = "SELECT line, reviewed, rank, outcomes FROM previous WHERE agency = ?"
        found = self._database.execute(query, (agency.code,)).fetchone()
        if found is None:
            return 0, Previous()
        line, reviewed, rank, outcomes = found
        return line, Previous(None if reviewed is None else bool(reviewed), rank, json.loads(outcomes))

    def strangers(self, kind: str) -> Iterator[Stranger]:
        """The agencies with an "indicator", or with facts of the "previous" period, that have no points."""
        found = self._database.execute(_STRANGERS[kind]).fetchall()
        return (Stranger(code, line, bool(elsewhere)) for code, line, elsewhere in found)

    def alike(self, code: str) -> tuple[str, ...]:
        """Codes of agencies, those that are about as long as *code* first: a mistyped one is among them."""
        query = "SELECT code FROM agency ORDER BY abs(length(code) - ?), id LIMIT ?"
        return tuple(each for (each,) in self._database.execute(query, (len(code), _MOST_ALIKE)))

    # ---- complaints --------------------------------------------------------------------------------------------------

    def complain(self, file: int, line: int, text: str) -> None:
        """Keep the *text* of what is wrong in a *line* (0: in the whole file) of the file with that number."""
        self._database.execute("INSERT INTO complaint VALUES (?, ?, ?)", (file, line, text))

    def complaints(self) -> Iterator[str]:
        """What is wrong, by file and line."""
        found = self._database.execute("SELECT text FROM complaint ORDER BY file, line, rowid")
        return (text for (text,) in found)

    def _line(self, query: str, *values: str | int) -> int:
        line: int = self._database.execute(query, values).fetchone()[0]
        return line


def _together(labels: list[tuple[str, str]]) -> Text:
    vi, en = ("; ".join(filter(None, texts)) for texts in zip(*labels, strict=True)) if labels else ("", "")
    return Text(vi, en)
