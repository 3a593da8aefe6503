"""Supplied figures pasted from a spreadsheet: a line for each agency, a column for each indicator."""

from collections.abc import Mapping
from functools import partial

from admin.language import spoken
from admin.pasted import Columns, Pasted, read_pasted
from admin.pasted_rows import AGENCY, Agencies, number
from rules.errors import N_
from rulesvc.usecases.supplied import Supplied, UsedIndicator


def value_columns(indicators: Mapping[str, UsedIndicator]) -> Columns:
    """The columns there can be: the agency, and one for each of the *indicators*."""
    into = spoken()
    named = {code: into.text(each.indicator.name) for code, each in indicators.items()}
    return Columns({"agency": into.words(N_("agency")), **named}, ("agency",), AGENCY)


def read_values(
    text: str, agencies: Agencies, indicators: Mapping[str, UsedIndicator], provenance: str
) -> tuple[Pasted, dict[tuple[str, str], Supplied]]:
    """What was pasted, and the figures by agency and indicator, all of them from the same *provenance*."""
    pasted, stated = read_pasted(text, value_columns(indicators)), dict[tuple[str, str], Supplied]()
    for line, cells in pasted.rows.items():
        values = {code: pasted.attempt(line, partial(number, cells.get(code, ""), at=(code,))) for code in indicators}
        agency = pasted.attempt(line, partial(agencies.code_of, cells["agency"])) if cells.get("agency") else None
        if agency is not None and pasted.claim(line, agency):
            for code, value in values.items():
                if value is not None:
                    stated[agency, code] = Supplied(value, provenance)
    return pasted, stated
