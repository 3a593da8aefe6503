"""What is expected of a case as it is chosen in a form, table by table, and read back."""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from typing import Final

from foresight.cases import Decided, Expected, in_order
from rules.errors import Refusal
from rules.language import Language
from rules.number import exact_text
from rules.rubric import Rubric
from rules.settlement import Reason
from rules.table import AGGREGATING, LISTING, Grain, Table
from rulesvc.usecases.glance_words import UNDETERMINED
from rulesvc.usecases.written_numbers import read_number

Chosen = Mapping[str, tuple[str, ...]]
"""What is chosen or typed, by the name of the field."""

EXACTLY: Final = "exactly"
"""Chosen where a table is to find what is ticked and nothing else."""

_FIELD: Final = "e."
_REASON: Final = "?"
_BETWEEN: Final = "|"


@dataclass(frozen=True, slots=True)
class Pick:
    """A field by its *name*, told by a *label*, with the *options* it has; none where something is typed."""

    name: str
    label: str
    options: tuple[tuple[str, str], ...] = ()


@dataclass(frozen=True, slots=True)
class Asked:
    """What can be expected of a *table*: an outcome, one for each criterion, a number, or what it *may_find*."""

    code: str
    label: str
    picks: tuple[Pick, ...]
    may_find: Pick | None = None


def asked(rubric: Rubric, into: Language) -> tuple[Asked, ...]:
    """The fields for each table of *rubric*, in order."""
    return tuple(_asked(rubric, table, into) for table in rubric.tables)


def expected_of(rubric: Rubric, chosen: Chosen) -> dict[str, tuple[Decided, ...]]:
    """What is *chosen*, by table; of a table for which nothing is chosen nothing is expected.

    Raises: as `read_number`, at the table.
    """
    about = (table for table in rubric.tables if _is_asked(rubric, table, chosen))
    said = ((table.code, tuple(_said(rubric, table, chosen))) for table in about)
    return {code: in_order(decided) for code, decided in said}


def chosen_of(rubric: Rubric, expected: Expected) -> dict[str, tuple[str, ...]]:
    """The fields as they say what is *expected*; what they have no words for is left out."""
    found: dict[str, tuple[str, ...]] = {}
    for code, decided in expected.items():
        if code in rubric.table and not any(each.outcome and each.reason for each in decided):
            found |= _chosen(rubric.table[code], decided)
    return found


# ---- the fields ------------------------------------------------------------------------------------------------------


def _asked(rubric: Rubric, table: Table, into: Language) -> Asked:
    label, name = into.text(table.name), _name(table)
    outcomes = tuple((each.code, into.text(each.name)) for each in table.outcomes)
    if table.hit_policy in AGGREGATING:
        return Asked(table.code, label, (Pick(name, label),))
    if table.hit_policy in LISTING:
        options = tuple(
            (f"{member}{_BETWEEN}{code}", f"{_criterion(rubric, member, into)}: {said}" if member else said)
            for member in rubric.members(table)
            for code, said in outcomes
        )
        return Asked(table.code, label, (), Pick(f"{name}.found", label, options))
    answers = (*outcomes, *((f"{_REASON}{reason}", into.words(UNDETERMINED[reason])) for reason in Reason))
    if table.grain is Grain.AGENCY:
        return Asked(table.code, label, (Pick(name, label, answers),))
    picks = (Pick(f"{name}.{member}", _criterion(rubric, member, into), answers) for member in rubric.members(table))
    return Asked(table.code, label, tuple(picks))


def _criterion(rubric: Rubric, member: str, into: Language) -> str:
    return into.text(rubric.criterion[member].name)


def _name(table: Table) -> str:
    return f"{_FIELD}{table.code}"


# ---- read and written ------------------------------------------------------------------------------------------------


def _first(chosen: Chosen, name: str) -> str:
    return next((text for each in chosen.get(name, ()) if (text := each.strip())), "")


def _is_asked(rubric: Rubric, table: Table, chosen: Chosen) -> bool:
    """Whether anything is said about *table*; what is ticked counts where it is to be exactly that."""
    name = _name(table)
    if table.hit_policy in LISTING:
        return _first(chosen, name) == EXACTLY
    if table.hit_policy in AGGREGATING or table.grain is Grain.AGENCY:
        return bool(_first(chosen, name))
    return any(_first(chosen, f"{name}.{member}") for member in rubric.members(table))


def _said(rubric: Rubric, table: Table, chosen: Chosen) -> Iterator[Decided]:
    name = _name(table)
    if table.hit_policy in AGGREGATING:
        yield _number(table, _first(chosen, name))
    elif table.hit_policy in LISTING:
        for each in chosen.get(f"{name}.found", ()):
            member, _, outcome = each.partition(_BETWEEN)
            yield Decided(member, outcome)
    elif table.grain is Grain.AGENCY:
        yield _answer("", _first(chosen, name))
    else:
        yield from (_answer(member, _first(chosen, f"{name}.{member}")) for member in rubric.members(table))


def _number(table: Table, text: str) -> Decided:
    try:
        return Decided(number=read_number(text))
    except Refusal as refusal:
        refusal.at = ("expected", table.code)
        raise


def _answer(member: str, value: str) -> Decided:
    reason = value.removeprefix(_REASON)
    if value.startswith(_REASON) and reason in tuple(Reason):
        return Decided(member, reason=Reason(reason))
    return Decided(member, value)


def _chosen(table: Table, decided: tuple[Decided, ...]) -> dict[str, tuple[str, ...]]:
    name = _name(table)
    if table.hit_policy in LISTING:
        found = tuple(f"{each.criterion}{_BETWEEN}{each.outcome}" for each in decided)
        return {name: (EXACTLY,), f"{name}.found": found}
    return {f"{name}.{each.criterion}" if each.criterion else name: (_value(each),) for each in decided}


def _value(decided: Decided) -> str:
    if decided.number is not None:
        return exact_text(decided.number).replace(".", ",")
    return decided.outcome or f"{_REASON}{decided.reason}"
