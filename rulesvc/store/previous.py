"""What is stored about an agency's previous period: its effective result, and facts that were imported."""

import json
from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

from sqlalchemy.orm import Session

from rules.rubric import Rubric
from rules.sheet import Previous
from rulesvc.models.stage import Stage
from rulesvc.store import evaluations, facts
from rulesvc.store.chain import Key
from rulesvc.store.conclusions import Held
from rulesvc.store.effective import effective, held
from rulesvc.store.periods import PeriodLine
from rulesvc.store.snapshots import issued


@dataclass(frozen=True, slots=True)
class StoredPrevious:
    """What is known, and of which *period*; blank where no period came before.

    *in_detail*: the areas under review are stored as well, by a final result.
    """

    period: str
    known: Previous
    in_detail: bool = False


def of_agency(session: Session, agency_id: int, rubric_id: int, period: PeriodLine) -> StoredPrevious:
    """What the period before *period* says about an agency: its final result first, imported facts for the rest."""
    earlier = facts.before(session, agency_id, period)
    if earlier is None:
        return StoredPrevious("", Previous())
    imported = earlier.known
    decided = _decided(session, Key(agency_id, rubric_id, earlier.period_id, Stage.FINAL))
    return StoredPrevious(
        earlier.period,
        Previous(
            reviewed=imported.reviewed if decided.reviewed is None else decided.reviewed,
            rank=imported.rank,
            outcomes={**imported.outcomes, **decided.outcomes},
        ),
        in_detail=decided.reviewed is not None,
    )


def _decided(session: Session, key: Key) -> Previous:
    found = evaluations.current(session, key)
    if found is None:
        return Previous()
    rubric = issued(session, found.edition_sha256)
    return _said(rubric, json.loads(found.result), held(session, key))


def _said(rubric: Rubric, result: Mapping[str, Any], held: Held) -> Previous:
    """What *result* under *rubric*, with the conclusions *held*, says to the period after it."""
    outcomes = {table: line["code"] for table, line in effective(rubric, result, held).items()}
    return Previous(
        reviewed=_reviewed(rubric, result),
        outcomes={table: code for table, code in outcomes.items() if code is not None},
    )


def _reviewed(rubric: Rubric, result: Mapping[str, Any]) -> bool | None:
    """Whether the agency came under review: one certain finding suffices, none must be certain too."""
    if not rubric.review_table:
        return None
    if result["findings"][rubric.review_table]:
        return True
    return False if result["outcomes"][rubric.review_table]["determined"] else None
