"""Tasks in words."""

from collections.abc import Mapping
from typing import Final

from rules.errors import N_
from rules.language import Language
from rulesvc.usecases.tasks import DecisionMatter, EditionMatter, Task, TaskKind

_WORDS: Final[Mapping[TaskKind, str]] = {
    TaskKind.FINISH: N_("Finish the draft and submit it: {rubric}, edition {number}."),
    TaskKind.COMPLETE: N_("Complete the draft that {person} returned: {rubric}, edition {number}."),
    TaskKind.CLEAR: N_("Clear or return the draft that {person} submitted: {rubric}, edition {number}."),
    TaskKind.ISSUE: N_("Record the decision that issues the draft cleared by {person}: {rubric}, edition {number}."),
    TaskKind.CONCLUDE: N_("Not covered by the rules, for the Council to consider: {agency}, period {period}; {table}."),
    TaskKind.CONFIRM: N_(
        "Confirm or reject conclusion {conclusion}, proposed by {person}: {agency}, period {period}; "
        "{table}: {outcome}."
    ),
    TaskKind.RECONFIRM: N_(
        "For the Council to consider anew, evaluated again after conclusion {conclusion}: {agency}, period {period}; "
        "{table}: {outcome}."
    ),
}
_SUPERSEDED: Final = N_(
    "Reject conclusion {conclusion}, proposed by {person}, because its evaluation was superseded: {agency}, "
    "period {period}; {table}: {outcome}."
)


def told(task: Task, into: Language) -> str:
    """What is to be done, in one sentence."""
    match task.about:
        case EditionMatter() as about:
            facts = {"rubric": into.text(about.rubric_name), "number": str(about.number)}
            return into.words(_WORDS[task.kind], person=task.person, **facts)
        case DecisionMatter() as about:
            is_void = task.kind is TaskKind.CONFIRM and about.superseded
            return into.words(
                _SUPERSEDED if is_void else _WORDS[task.kind],
                person=task.person,
                agency=about.agency_name,
                period=about.period,
                table=about.table_name,
                conclusion=str(about.conclusion),
                outcome=about.outcome,
            )
