"""Rows of evidence can be added and never changed.

A table is listed with its keys: see `rulesvc.models.triggers.replacing`.
"""

from collections.abc import Iterator
from typing import Final

from rulesvc.models.triggers.replacing import unreplaced
from rulesvc.models.triggers.trigger import Guard, Refusal, Trigger

_SAME_FIRST: Final = " AND ".join(
    (
        "NEW.supersedes IS NULL AND other.supersedes IS NULL",
        *(f"other.{column} = NEW.{column}" for column in ("agency_id", "rubric_id", "period_id", "stage")),
    )
)

APPEND_ONLY: Final = {
    "audit_event": (),
    "document_file": ("other.document_id = NEW.document_id AND other.sha256 = NEW.sha256",),
    "edition_editor": ("other.edition_id = NEW.edition_id AND other.person_id = NEW.person_id",),
    "edition_step": (),
    "edition_text": ("other.sha256 = NEW.sha256",),
    "evaluation": ("other.supersedes = NEW.supersedes", _SAME_FIRST),
    "remark": (),
}
"""Tables whose rows are never changed, each with the conditions besides its row id under which one replaces another."""


def append_only(dialect: str) -> Iterator[Trigger]:
    """The triggers of all these tables."""
    for table, keys in APPEND_ONLY.items():
        refusal = Refusal("TRUE", f"{table} is append-only")
        for event in ("UPDATE", "DELETE"):
            yield Guard(table, event, (refusal,)).trigger(dialect)
        if dialect == "sqlite":
            yield Guard(table, "INSERT", unreplaced(dialect, table, keys)).trigger(dialect)
