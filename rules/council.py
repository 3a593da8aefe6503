"""What the council concluded, told beside the engine's answer and never in its place."""

from rules.conclusion import Conclusion, Precedent
from rules.errors import N_
from rules.phrases import document_name
from rules.table import Table
from rules.telling import Telling

_CONCLUDED = N_("Conclusion of the Council ({minutes}) for {subject} {when}: {outcome}. Reason: {reason}")
_TO_CONFIRM = N_(
    "This was concluded about an earlier evaluation; it holds on and is submitted to the Council for confirmation"
)
_GONE = N_("The rules in force no longer have this outcome; nothing holds until the Council concludes anew")
_PRECEDENTS = N_("In earlier periods, where the rules did not cover a case, the Council concluded: {cases}")
_CASE = N_("{period}: {outcome} ({minutes})")


def concluded(telling: Telling, table: Table, conclusion: Conclusion) -> list[str]:
    """What the council concluded on *table*, by which minutes and why, and whether that is to be confirmed."""
    words = telling.language.words
    sentence = words(
        _CONCLUDED,
        minutes=document_name(telling.language, conclusion.minutes),
        subject=telling.subject(table),
        when=telling.when,
        outcome=telling.labelled(table, conclusion.outcome),
        reason=conclusion.reason,
    )
    if conclusion.code not in table.outcome_codes:
        return [sentence, words(_GONE)]
    return [sentence, words(_TO_CONFIRM)] if conclusion.to_confirm else [sentence]


def precedents(telling: Telling, table: Table, earlier: tuple[Precedent, ...]) -> list[str]:
    """How the council concluded on *table* in *earlier* periods, where there were such cases."""
    cases = "; ".join(_case(telling, table, precedent) for precedent in earlier)
    return [telling.language.words(_PRECEDENTS, cases=cases)] if earlier else []


def _case(telling: Telling, table: Table, precedent: Precedent) -> str:
    minutes = document_name(telling.language, precedent.minutes)
    outcome = telling.labelled(table, precedent.outcome)
    return telling.language.words(_CASE, period=precedent.period, outcome=outcome, minutes=minutes)
