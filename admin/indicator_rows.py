"""Rows of indicators: of each agency what is supplied, and what its result was determined with."""

from collections.abc import Collection, Iterable, Mapping
from dataclasses import dataclass
from fractions import Fraction

from rulesvc.usecases.agencies import AgencyDetails
from rulesvc.usecases.supplied import Supplied


@dataclass(frozen=True, slots=True)
class Cell:
    """What is *supplied*, and what was *used*; `None` where nothing is or was."""

    supplied: Supplied | None
    used: Fraction | None

    @property
    def differs(self) -> bool:
        """Whether a result was determined with something else than what is supplied."""
        return self.supplied is not None and self.used is not None and self.supplied.value != self.used


@dataclass(frozen=True, slots=True)
class IndicatorRow:
    """An agency with the *cells* of its indicators, by code."""

    agency: AgencyDetails
    cells: Mapping[str, Cell]

    @property
    def differs(self) -> bool:
        """Whether one of the cells does."""
        return any(cell.differs for cell in self.cells.values())


def indicator_rows(
    agencies: Iterable[AgencyDetails],
    codes: Collection[str],
    supplied: Mapping[tuple[str, str], Supplied],
    used: Mapping[tuple[str, str], Fraction],
) -> list[IndicatorRow]:
    """The rows of those of the *agencies* of which anything is known."""
    rows = []
    for agency in agencies:
        cells = {code: Cell(supplied.get((agency.code, code)), used.get((agency.code, code))) for code in codes}
        if any(cell.supplied or cell.used is not None for cell in cells.values()):
            rows.append(IndicatorRow(agency, cells))
    return rows
