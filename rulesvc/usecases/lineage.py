"""Lineage: what editions go back to, and where their criteria come from."""

from dataclasses import dataclass

from sqlalchemy.orm import Session

from rules.rubric import Rubric
from rulesvc.models.edition import FINAL
from rulesvc.store import edition_changes, editions
from rulesvc.store.editions import EditionLine


@dataclass(frozen=True, slots=True)
class Side:
    """One of the two editions."""

    line: EditionLine
    rubric: Rubric


def origins(session: Session, before: Side, after: Side) -> dict[str, tuple[str, ...]] | None:
    """What the criteria of *after* come from in *before*, through all editions between, if it goes back there.

    Where one of them does not say, every criterion comes from its namesake.
    """
    lines = {line.number: line for line in editions.of_rubric(session, after.line.rubric_id)}
    found: dict[str, tuple[str, ...]] = {code: (code,) for code in after.rubric.criterion}
    line = after.line
    while line.number != before.line.number:
        if line.based_on is None:
            return None
        step = edition_changes.origins(session, line.id)
        if step:
            found = {code: tuple(o for each in codes for o in step.get(each, ())) for code, codes in found.items()}
        line = lines[line.based_on]
    known = before.rubric.criterion
    return {code: tuple(dict.fromkeys(each for each in codes if each in known)) for code, codes in found.items()}


def issued_before(session: Session, line: EditionLine) -> EditionLine | None:
    """The last issued edition that an edition goes back to, be it through drafts that never were; `None` where none."""
    lines = {each.number: each for each in editions.of_rubric(session, line.rubric_id)} if line.based_on else {}
    while line.based_on is not None:
        line = lines[line.based_on]
        if line.status in FINAL:
            return line
    return None
