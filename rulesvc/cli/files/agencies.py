"""Files of agencies: one row for each, with what is said of it."""

from collections.abc import Iterator
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

from rules.errors import Refusal, Refused
from rulesvc.cli.clock import NotADay, read_day
from rulesvc.cli.files.columns import Columns, find_columns, named
from rulesvc.cli.files.complaints import Complaints
from rulesvc.cli.files.csv_file import opened
from rulesvc.cli.files.refusals import AgencyTwice, EmptyCell, HeaderOnly

_REQUIRED = ("code", "name", "block")
_TEXTS = ("name_en", "short_name", "short_name_en", "head_title", "head_title_en", "kind")
_DAYS = ("valid_from", "valid_until")
_ALLOWED = (*_REQUIRED, *_TEXTS, *_DAYS, "predecessors")
_MEANING = named(*_ALLOWED, agency="code", predecessor="predecessors", valid_to="valid_until")


@dataclass
class AgencyFile:
    """What the file at *path* states of each agency, by code, and where."""

    path: Path
    columns: Columns = field(default_factory=lambda: Columns({}, {}))
    stated: dict[str, dict[str, Any]] = field(default_factory=dict)
    lines: dict[str, int] = field(default_factory=dict)

    def complain(self, refusal: Refusal, complaints: Complaints) -> None:
        """Say where in the file that stands which was refused `at` a code and a field."""
        code, name = (*map(str, refusal.at), "", "")[:2]
        refusal.at = (self.lines[code], self.columns.name(name))
        complaints.add(self.path, refusal)


def read_agencies(path: Path, complaints: Complaints) -> AgencyFile:
    """The agencies in the file at *path*; what is wrong with the file itself is complained of."""
    read, complain = AgencyFile(path), complaints.about(path)
    try:
        with opened(path, complain) as file:
            read.columns = find_columns(file, _MEANING, allowed=_ALLOWED, required=_REQUIRED)
            for line, cells in file.rows:
                for refusal in _keep(read, line, cells):
                    complain(refusal)
            if not read.stated and not complaints.count:
                complain(HeaderOnly())
    except Refused as refused:
        complaints.add_all(path, refused)
    return read


def _keep(read: AgencyFile, line: int, cells: tuple[str, ...]) -> Iterator[Refusal]:
    """Keep one row, and say all that is wrong with it."""
    columns = read.columns
    for meaning in _REQUIRED:
        if not columns.cell(cells, meaning):
            yield EmptyCell(at=(line, columns.name(meaning)))
    code = columns.cell(cells, "code")
    if code in read.lines:
        yield AgencyTwice(code, str(read.lines[code]), at=(line, columns.name("code")))
        return
    stated: dict[str, Any] = {name: cell for name in (*_REQUIRED[1:], *_TEXTS) if (cell := columns.cell(cells, name))}
    for name in _DAYS:
        if name in columns.places:
            try:
                stated[name] = read_day(cell) if (cell := columns.cell(cells, name)) else None
            except NotADay as refusal:
                refusal.at = (line, columns.name(name))
                yield refusal
    if "predecessors" in columns.places:
        stated["predecessors"] = tuple(columns.cell(cells, "predecessors").split())
    if code:
        read.lines[code], read.stated[code] = line, stated
