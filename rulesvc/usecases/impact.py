"""Impact: what an edition, most often a draft, would change for the result sheets that are stored. Nothing is stored.

Conclusions of the council are about what was; they are not tried out.
"""

import json
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from typing import cast

from sqlalchemy.orm import Session

from foresight.carrying import Judged, Origins, inverted, namesakes
from foresight.impact import Impact, impact
from rules.result import Result
from rules.rubric import Edition
from rules.text import Text
from rulesvc.store import blocks, editions, judged, periods
from rulesvc.store.editions import EditionLine
from rulesvc.store.inputs import read_input
from rulesvc.store.judged import JudgedSheet
from rulesvc.store.snapshots import issued
from rulesvc.usecases.lineage import Side, origins
from rulesvc.usecases.problems import require_evaluable


@dataclass(frozen=True, slots=True)
class Called:
    """What an *agency* and its *head* are called."""

    agency: Text
    head: Text


@dataclass(frozen=True, slots=True)
class Trial:
    """An *edition* and the stored *sheets* on which it is to be tried; *names* are those of their agencies, by code."""

    line: EditionLine
    edition: Edition
    block: Text
    sheets: tuple[Judged, ...]
    names: Mapping[str, Called]

    def impact(self, done: Callable[[], None] | None = None) -> tuple[Impact, ...]:
        """What the edition changes, period by period; *done* is called after each sheet.

        Raises: `Disagreement`, `EngineFailure` where the engine is not to be trusted.
        """
        return impact(self.edition, self.sheets, done)


def open_trial(session: Session, rubric: str, number: int, covered: tuple[str, ...] = ()) -> Trial:
    """Edition *number* of a rubric with what stands under that rubric for the periods *covered*, or for all.

    Raises: `UnknownRubric`, `UnknownEdition`, `UnknownPeriod`, `PeriodTwice`, `UnreadableFormat`;
    `rules.errors.RubricRefusal` for a draft that is no complete rubric.
    """
    line = editions.by_number(session, rubric, number)
    edition = editions.read(session, line)
    require_evaluable(edition.rubric)
    stored = judged.judged(session, line.rubric_id, periods.by_codes(session, covered, at=("period",)))
    mapped = _mapped(session, Side(line, edition.rubric), stored)
    sheets = tuple(_judged(session, each, mapped) for each in stored)
    called = {each.sheet.agency: Called(of.agency, of.head) for each, of in zip(sheets, stored, strict=True)}
    return Trial(line, edition, blocks.name_of(session, line.block), sheets, called)


def _judged(session: Session, stored: JudgedSheet, mapped: Mapping[int, Origins]) -> Judged:
    edition = Edition(issued(session, stored.sha256), stored.edition, stored.sha256)
    sheet = read_input(stored.input, stored.format_version)
    return Judged(edition, sheet, cast("Result", json.loads(stored.result)), mapped[stored.edition], stored.provenance)


def _mapped(session: Session, side: Side, stored: tuple[JudgedSheet, ...]) -> dict[int, Origins]:
    """Where the criteria of an edition come from, in each of the editions by which sheets were judged."""
    judging = {each.edition: each.sha256 for each in stored}
    lines = {each.number: each for each in editions.of_rubric(session, side.line.rubric_id)}
    return {
        number: _origins(session, side, Side(lines[number], issued(session, sha256)))
        for number, sha256 in judging.items()
    }


def _origins(session: Session, new: Side, old: Side) -> Origins:
    """Through all editions between, whichever goes back to the other; else from those of the same code and name."""
    found = origins(session, old, new)
    if found is not None:
        return found
    back = origins(session, new, old)
    return namesakes(old.rubric, new.rubric) if back is None else inverted(back, new.rubric)
