"""Results of earlier years pasted from a spreadsheet: what each line says of an agency."""

from collections.abc import Mapping
from functools import partial
from typing import Final

from admin.language import spoken
from admin.pasted import Columns, Pasted, read_pasted
from admin.pasted_rows import AGENCY, Agencies, number, whole, yes_or_no
from rules.errors import N_, UnknownOutcome
from rules.sheet import Previous
from rules.text import Text
from rulesvc.store.folding import folded
from rulesvc.usecases.facts import Fact, RatedTable

_COLUMNS: Final[Mapping[str, str]] = {
    "agency": N_("agency"),
    "rank": N_("rank"),
    "reviewed": N_("under accountability review"),
    "percent": N_("composite index (%)"),
}
_OTHER_NAMES: Final = {
    **AGENCY,
    "hang": "rank",
    "thu hang": "rank",
    "xep hang": "rank",
    "xep thu": "rank",
    "kiem diem": "reviewed",
    "thuoc dien phai kiem diem": "reviewed",
    "diem": "percent",
    "chi so": "percent",
    "chi so tong hop": "percent",
    "chi so cchc": "percent",
}


def fact_columns(tables: Mapping[str, RatedTable]) -> Columns:
    """The columns there can be: one for each of the *tables* as well."""
    into = spoken()
    shown = {name: into.words(said) for name, said in _COLUMNS.items()}
    named = {code: into.text(table.name) for code, table in tables.items() if code not in shown}
    return Columns({**shown, **named}, ("agency",), _OTHER_NAMES)


def read_facts(
    text: str, agencies: Agencies, tables: Mapping[str, RatedTable], provenance: str
) -> tuple[Pasted, Mapping[str, Fact]]:
    """What was pasted, and what it says of agencies by code, all of it from the same *provenance*."""
    pasted, stated = read_pasted(text, fact_columns(tables)), dict[str, Fact]()
    for line, cells in pasted.rows.items():
        fact = _fact(pasted, line, tables, provenance)
        code = pasted.attempt(line, partial(agencies.code_of, cells["agency"])) if cells.get("agency") else None
        is_blank = line in pasted.refusals and fact == Fact(Previous(), fact.provenance)
        if code is not None and pasted.claim(line, code) and not is_blank:
            stated[code] = fact
    return pasted, stated


def _fact(pasted: Pasted, line: int, tables: Mapping[str, RatedTable], provenance: str) -> Fact:
    """What one line says; what cannot be read of it is kept."""
    cells = pasted.rows[line]
    given = {code: cells[code] for code in tables if cells.get(code)}
    outcomes = {code: pasted.attempt(line, partial(_outcome, tables[code], text)) for code, text in given.items()}
    known = Previous(
        reviewed=pasted.attempt(line, partial(yes_or_no, cells.get("reviewed", ""), at=("reviewed",))),
        rank=pasted.attempt(line, partial(whole, cells.get("rank", ""), at=("rank",))),
        outcomes={code: outcome for code, outcome in outcomes.items() if outcome is not None},
    )
    return Fact(
        known, Text(provenance), pasted.attempt(line, partial(number, cells.get("percent", ""), at=("percent",)))
    )


def _outcome(table: RatedTable, given: str) -> str:
    """The code of the outcome that is *given* by code or name.

    Raises: `UnknownOutcome`.
    """
    if given in table.outcomes:
        return given
    wanted = folded(given)
    for code, name in table.outcomes.items():
        if wanted in {folded(name.vi), folded(name.en)}:
            return code
    names = tuple(spoken().text(name) for name in table.outcomes.values())
    raise UnknownOutcome(table.name, given, names, at=(table.code,))
