"""Saving the table of criteria: whatever was changed in its rows, all of it or nothing."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime
from typing import Any, Final

from sqlalchemy.orm import Session

from admin.criteria_tree import Move, Way, moved
from rules.canonical import canonical, digest
from rules.errors import N_, InputRefusal, Refusal, Refused, RubricRefusal, require
from rules.number import exact_text
from rulesvc.errors import ContentChanged
from rulesvc.schemas.rubric_document import read_part
from rulesvc.store.persons import Actor
from rulesvc.usecases.drafting import Amendment, Changed, amend, open_draft
from rulesvc.usecases.editions import EditionRef
from rulesvc.usecases.rubrics import find_edition
from rulesvc.usecases.written_numbers import read_number

Sent = Mapping[str, str]

CELLS: Final = ("name", "max_points", "step")
"""What is typed in a row."""

SEEN: Final = "seen"
"""Before the code of a criterion: its tag and the marks of its cells, as the page showed them."""

ROW: Final = "row"
SAVE: Final = "save"
_MARK: Final = 8
_OF_A_ROW: Final = (InputRefusal, RubricRefusal, ContentChanged)
"""What can be wrong with one row and leaves the others as they are."""


@dataclass(eq=False)
class NothingToDo(InputRefusal):
    """What was asked for is none of what the page offers."""

    given: str
    words = N_("The page has no button “{given}”. It is to be opened anew.")


@dataclass(frozen=True, slots=True)
class TypedTable:
    """What was *sent*, typed in the language with that *code*."""

    sent: Sent
    code: str

    @property
    def changed(self) -> dict[str, dict[str, str]]:
        """The cells that were typed over, by criterion."""
        found: dict[str, dict[str, str]] = {}
        for name, text in self.sent.items():
            cell, _, criterion = name.partition(":")
            if cell in CELLS and mark_of(text) not in self._seen(criterion)[1 + CELLS.index(cell) :][:1]:
                found.setdefault(criterion, {})[cell] = text
        return found

    def changes(self, cells: Mapping[str, str]) -> dict[str, Any]:
        """The change of a criterion by which it says what its *cells* say.

        Raises: as `read_number`, with the cell.
        """
        said: dict[str, Any] = {}
        for cell, text in cells.items():
            if cell == "name":
                said[cell] = {self.code: " ".join(text.split()) or (None if self.code != "vi" else "")}
            else:
                said[cell] = _number(cell, text)
        return said

    def tag(self, criterion: str) -> str | None:
        """The tag of a criterion as it was seen."""
        return next(iter(self._seen(criterion)), None)

    @property
    def move(self) -> Move | None:
        """Which criterion is to be moved, and where to."""
        way, _, where = self.sent.get("do", "").partition(":")
        criterion, _, other = where.partition(":")
        return Move(criterion, Way(way), other) if way in tuple(Way) else None

    @property
    def opened(self) -> str:
        """Of which criterion it is asked what can be done with it."""
        asked, _, criterion = self.sent.get("do", "").partition(":")
        return criterion if asked == "menu" else ""

    @property
    def asks_for_nothing(self) -> bool:
        """Whether it is to be neither kept nor moved."""
        return self.sent.get("do", SAVE) not in {SAVE, ""} and self.move is None

    def _seen(self, criterion: str) -> list[str]:
        return self.sent.get(f"{SEEN}:{criterion}", "").split()


def seen_row(tag: str, cells: Mapping[str, str]) -> str:
    """What a row sends back of itself: its *tag*, and a mark of each of its *cells* as it was shown."""
    return " ".join((tag, *(mark_of(cells[cell]) for cell in CELLS)))


def mark_of(text: str) -> str:
    """A mark by which a *text* that was typed over is told from what was shown, and which is shorter than a name."""
    return digest(canonical(text.split()))[:_MARK]


def save(session: Session, ref: EditionRef, typed: TypedTable, *, actor: Actor, now: datetime) -> None:
    """Keep what was typed into the table, and make the move that is asked for.

    Raises: `NothingToDo`; `Refused` with all that is wrong, each at its cell; as `rulesvc.usecases.drafting.amend`.
    """
    open_draft(session, ref)
    require(not typed.asks_for_nothing, NothingToDo(typed.sent.get("do", "")))
    kept: dict[str, str] = {}
    wrong: list[Refusal] = []
    for criterion, cells in typed.changed.items():
        try:
            change = Changed(("criteria", criterion), typed.changes(cells))
            seen = EditionRef(ref.rubric, ref.number, typed.tag(criterion))
            kept[criterion] = amend(session, seen, Amendment(change, read_part), actor=actor, now=now).tag
        except _OF_A_ROW as refusal:
            wrong.append(_at_cell(refusal, criterion))
        except Refused as together:
            wrong.extend(_at_cell(refusal, criterion) for refusal in together.refusals)
    if wrong:
        raise Refused(tuple(wrong))
    if typed.move is not None:
        code = typed.move.code
        changes = moved(find_edition(session, ref.rubric, ref.number).edition.rubric, typed.move)
        seen = EditionRef(ref.rubric, ref.number, kept.get(code, typed.tag(code)))
        amend(session, seen, Amendment(Changed(("criteria", code), changes), read_part), actor=actor, now=now)


def _number(cell: str, text: str) -> str | None:
    """The number that was typed, in plain notation; a step that is left empty is none."""
    if not text.strip() and cell == "step":
        return None
    try:
        return exact_text(read_number(text.strip()))
    except Refusal as refusal:
        refusal.at = (cell,)
        raise


def _at_cell(refusal: Refusal, criterion: str) -> Refusal:
    """*refusal* at the cell that it is about, else at the row."""
    cell = refusal.at[0] if refusal.at and refusal.at[0] in CELLS else ROW
    refusal.at = (f"{cell}:{criterion}",)
    return refusal
