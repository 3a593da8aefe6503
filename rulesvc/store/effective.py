"""What holds for an agency: the engine's answer to each decision, unless the council concluded otherwise.

All that reads what holds reads it here: evaluations as they are shown, the period after, ranking and reports. What the
engine answered is not touched by it.
"""

from collections.abc import Mapping
from typing import Any, Final, TypedDict

from sqlalchemy import bindparam, select
from sqlalchemy.orm import Session

from rules.rubric import Rubric
from rules.settlement import Reason
from rules.table import SINGLE, Grain, Table
from rulesvc import models
from rulesvc.models.base import table
from rulesvc.models.conclusion import ConclusionStatus
from rulesvc.store import conclusions
from rulesvc.store.chain import Key
from rulesvc.store.conclusions import ConclusionRecord, Held

ENGINE: Final = "engine"
COUNCIL: Final = "council"


class EffectiveLine(TypedDict):
    """The outcome that holds, *by* whom, and the conclusion where it is the council's.

    *code* is `None` where none holds: the engine could not determine any, or the council concluded on an outcome that
    the table no longer has. That one is not made up then, nor does the engine decide what the council has taken up.
    """

    code: str | None
    by: str
    conclusion: ConclusionRecord | None


Effective = dict[str, EffectiveLine]
"""What holds, by table."""


_evaluation, _conclusion = table(models.Evaluation), table(models.Conclusion)

_ANY: Final = (
    select(_conclusion.c.id)
    .join(_evaluation, _evaluation.c.id == _conclusion.c.evaluation_id)
    .where(
        *(_evaluation.c[name] == bindparam(name) for name in Key._fields),
        _conclusion.c.status == ConclusionStatus.CONFIRMED,
    )
    .limit(1)
)


def held(session: Session, key: Key) -> Held:
    """The conclusions that hold for *key*. Few have any, so that is asked before what they say, which is much more."""
    return {} if session.scalar(_ANY, key._asdict()) is None else conclusions.along(session, key)


def effective(rubric: Rubric, result: Mapping[str, Any], held: Held) -> Effective:
    """What holds by *result*, and by the conclusions *held*, for each table of *rubric* that decides about the agency.

    A table that the edition no longer has decides nothing, whatever was concluded on it.
    """
    return {
        table.code: _concluded(table, held[table.code])
        if table.code in held
        else {"code": result["outcomes"][table.code]["code"], "by": ENGINE, "conclusion": None}
        for table in deciding(rubric)
    }


def deciding(rubric: Rubric) -> tuple[Table, ...]:
    """The tables of *rubric* that decide one outcome for the agency: those that the council may conclude on."""
    return tuple(table for table in rubric.tables if table.grain is Grain.AGENCY and table.hit_policy in SINGLE)


def silent(result: Mapping[str, Any]) -> frozenset[str]:
    """The tables that *result* leaves to the council because no rule covers the case."""
    return frozenset(code for code, line in result["outcomes"].items() if line.get("reason") == Reason.NO_RULE)


def _concluded(table: Table, conclusion: ConclusionRecord) -> EffectiveLine:
    code = conclusion.outcome if conclusion.outcome in table.outcome_codes else None
    return {"code": code, "by": COUNCIL, "conclusion": conclusion}
