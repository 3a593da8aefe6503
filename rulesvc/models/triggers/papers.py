"""Documents by which something was issued stay as they are, and a conclusion needs a second person."""

from collections.abc import Iterator
from typing import Final

from rulesvc.models.triggers.editions import table_columns
from rulesvc.models.triggers.replacing import unmoved, unreplaced
from rulesvc.models.triggers.trigger import Guard, Refusal, Trigger, changed, nobody

_DECIDED: Final = ("status", "decided_by", "decided_at", "comment")
_SAME_OPEN: Final = (
    "other.status = 'proposed' AND other.evaluation_id = NEW.evaluation_id "
    "AND other.decision_table = NEW.decision_table"
)
_SAME_CODE: Final = "other.code = NEW.code"
_SAME_RELATION: Final = (
    "other.document_id = NEW.document_id AND other.kind = NEW.kind AND other.other_id = NEW.other_id"
)
_RESTS: Final = (
    "(EXISTS (SELECT 1 FROM edition_step WHERE document_id = {document})"
    " OR EXISTS (SELECT 1 FROM conclusion WHERE document_id = {document} AND status = 'confirmed'))"
)
_STAYS: Final = "a document that something rests on does not change"
_NEVER_DELETED: Final = "is never deleted"


def papers(dialect: str) -> Iterator[Trigger]:
    """The triggers on documents, their relations, and conclusions."""
    if dialect == "sqlite":
        yield Guard("document", "INSERT", unreplaced(dialect, "document", (_SAME_CODE,))).trigger(dialect)
        related = unreplaced(dialect, "document_relation", (_SAME_RELATION,))
        yield Guard("document_relation", "INSERT", related).trigger(dialect)
    stays = (_stays(), *unmoved(dialect, "document", (_SAME_CODE,)))
    yield Guard("document", "UPDATE", stays).trigger(dialect)
    yield Guard("document", "DELETE", (Refusal("TRUE", f"a document {_NEVER_DELETED}"),)).trigger(dialect)
    yield Guard("document_relation", "UPDATE", (Refusal("TRUE", "a relation never changes"),)).trigger(dialect)
    kept = Refusal(_RESTS.format(document="OLD.document_id"), _STAYS)
    yield Guard("document_relation", "DELETE", (kept,)).trigger(dialect)
    proposed = (*_proposed(), *unreplaced(dialect, "conclusion", (_SAME_OPEN,)))
    yield Guard("conclusion", "INSERT", proposed).trigger(dialect)
    yield Guard("conclusion", "UPDATE", _decided()).trigger(dialect)
    yield Guard("conclusion", "DELETE", (Refusal("TRUE", f"a conclusion {_NEVER_DELETED}"),)).trigger(dialect)


def _stays() -> Refusal:
    fixed = changed(sorted(table_columns("document") - {"status"}))
    return Refusal(f"{fixed} AND {_RESTS.format(document='OLD.id')}", _STAYS)


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
