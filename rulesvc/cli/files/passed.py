"""What of a file is passed over: rows of other blocks, and agencies that have no points."""

from dataclasses import dataclass

from rulesvc.cli.files.columns import Columns
from rulesvc.cli.files.csv_file import Complain
from rulesvc.cli.files.refusals import BlockDiffers
from rulesvc.cli.files.spool import Spool, Stray

_MOST_SHOWN = 20


@dataclass
class Passed:
    """How much was passed over, and the first of it by name: rows of other blocks with so many agencies *elsewhere*."""

    rows: int = 0
    blocks: tuple[str, ...] = ()
    elsewhere: int = 0
    agencies: int = 0
    codes: tuple[str, ...] = ()

    def add_row(self, block: str) -> None:
        """Count a row of *block*."""
        self.rows += 1
        self.blocks = _with(self.blocks, block)

    def add_agency(self, code: str) -> None:
        """Count an agency without points."""
        self.agencies += 1
        self.codes = _with(self.codes, code)


def is_passed_over(columns: Columns, cells: tuple[str, ...], block: str) -> bool:
    """Whether the row is of another block. A row that names none is not: its empty cell is complained of."""
    return columns.cell(cells, "block") not in ("", block)


@dataclass(frozen=True, slots=True)
class OtherBlocks:
    """Passes over the rows of a file of facts that are of other blocks than *block*."""

    block: str
    file: int
    spool: Spool
    passed: Passed
    complain: Complain

    def take(self, columns: Columns, line: int, cells: tuple[str, ...]) -> bool:
        """Whether the row is of another block. An agency with points has none: its block is mistyped."""
        if not is_passed_over(columns, cells, self.block):
            return False
        agency, given = columns.cell(cells, "agency"), columns.cell(cells, "block")
        if self.spool.has(agency):
            self.complain(BlockDiffers(agency, given, self.block, at=(line, columns.name("block"))))
        else:
            self.passed.add_row(given)
            self.spool.add_elsewhere(self.file, Stray(agency, given, line))
        return True


def _with(shown: tuple[str, ...], one: str) -> tuple[str, ...]:
    if one in shown or len(shown) > _MOST_SHOWN:
        return shown
    return (*shown, one if len(shown) < _MOST_SHOWN else "\N{HORIZONTAL ELLIPSIS}")
