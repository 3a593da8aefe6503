"""Documents by which something was issued stay as they are, and a conclusion needs a second person."""

from collections.abc import Iterator
from typing import Final

from rulesvc.models.triggers.append_only import unreplaced
from rulesvc.models.triggers.editions import table_columns
from rulesvc.models.triggers.trigger import Guard, Refusal, Trigger, changed, nobody

_DECIDED: Final = ("status", "decided_by", "decided_at", "comment")
_SAME_OPEN: Final = (
    "other.status = 'proposed' AND other.evaluation_id = NEW.evaluation_id "
    "AND other.decision_table = NEW.decision_table"
)
_NEVER_DELETED: Final = "is never deleted"


def papers(dialect: str) -> Iterator[Trigger]:
    """The triggers on documents and conclusions."""
    yield Guard("document", "UPDATE", _stays()).trigger(dialect)
    yield Guard("document", "DELETE", (Refusal("TRUE", f"a document {_NEVER_DELETED}"),)).trigger(dialect)
    replaces = (unreplaced("conclusion", ("other.id = NEW.id", _SAME_OPEN)),) if dialect == "sqlite" else ()
    yield Guard("conclusion", "INSERT", (*_proposed(), *replaces)).trigger(dialect)
    yield Guard("conclusion", "UPDATE", _decided()).trigger(dialect)
    yield Guard("conclusion", "DELETE", (Refusal("TRUE", f"a conclusion {_NEVER_DELETED}"),)).trigger(dialect)


def _stays() -> tuple[Refusal, ...]:
    issued = "EXISTS (SELECT 1 FROM edition_step WHERE document_id = OLD.id)"
    concluded = "EXISTS (SELECT 1 FROM conclusion WHERE document_id = OLD.id AND status = 'confirmed')"
    fixed = changed(sorted(table_columns("document") - {"status"}))
    return (Refusal(f"{fixed} AND ({issued} OR {concluded})", "a document that something rests on does not change"),)


def _proposed() -> tuple[Refusal, ...]:
    return (
        nobody(),
        Refusal(
            "NOT (NEW.status = 'proposed' AND NEW.proposed_by = {actor} AND NEW.decided_by IS NULL)",
            "a conclusion is proposed by whoever acts",
        ),
    )


def _decided() -> tuple[Refusal, ...]:
    fixed = changed(sorted(table_columns("conclusion") - set(_DECIDED)))
    return (
        nobody(),
        Refusal(f"{fixed} OR OLD.status <> 'proposed'", "a conclusion does not change"),
        Refusal("NEW.decided_by {differs} {actor}", "whoever decides is the actor"),
        Refusal("OLD.proposed_by = {actor}", "nobody confirms their own conclusion"),
    )
