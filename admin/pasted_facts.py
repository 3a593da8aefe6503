"""Results of earlier years pasted from a spreadsheet: what each line says of an agency."""

from collections.abc import Mapping
from fractions import Fraction
from typing import Final

from admin.language import spoken
from admin.pasted import Columns, Pasted, read_pasted
from admin.pasted_rows import AGENCY, Agencies, number, whole, yes_or_no
from rules.errors import N_, Refusal, UnknownOutcome
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
        if not cells.get("agency"):
            continue
        try:
            code = agencies.code_of(cells["agency"])
            if pasted.claim(line, code):
                stated[code] = Fact(_known(cells, tables), Text(provenance), _percent(cells))
        except Refusal as refusal:
            pasted.refuse(line, refusal)
    return pasted, stated


def _known(cells: Mapping[str, str], tables: Mapping[str, RatedTable]) -> Previous:
    given = {code: cells[code] for code in tables if cells.get(code)}
    return Previous(
        reviewed=yes_or_no(cells.get("reviewed", ""), at=("reviewed",)),
        rank=whole(cells.get("rank", ""), at=("rank",)),
        outcomes={code: _outcome(tables[code], text) for code, text in given.items()},
    )


def _percent(cells: Mapping[str, str]) -> Fraction | None:
    return number(cells.get("percent", ""), at=("percent",))


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
