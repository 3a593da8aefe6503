"""Rows of evidence can be added and never changed.

A table is listed with its keys: on SQLite `INSERT OR REPLACE` removes the row that stands in the way, past the trigger
on deletion unless the connection asked for it, so a row that would stand in the way is refused first.
"""

from collections.abc import Iterator
from typing import Final

from rulesvc.models.triggers.trigger import Guard, Refusal, Trigger

_SAME_FIRST: Final = " AND ".join(
    (
        "NEW.supersedes IS NULL AND other.supersedes IS NULL",
        *(f"other.{column} = NEW.{column}" for column in ("agency_id", "rubric_id", "period_id", "stage")),
    )
)
_SAME_ID: Final = "other.id = NEW.id"

APPEND_ONLY: Final = {
    "audit_event": (_SAME_ID,),
    "document_file": (_SAME_ID, "other.document_id = NEW.document_id AND other.sha256 = NEW.sha256"),
    "edition_editor": ("other.edition_id = NEW.edition_id AND other.person_id = NEW.person_id",),
    "edition_step": (_SAME_ID,),
    "edition_text": ("other.sha256 = NEW.sha256",),
    "evaluation": (_SAME_ID, "other.supersedes = NEW.supersedes", _SAME_FIRST),
    "remark": (_SAME_ID,),
}
"""Tables whose rows are never changed, each with the conditions under which a new row would replace an old one."""


def append_only(dialect: str) -> Iterator[Trigger]:
    """The triggers of all these tables."""
    for table, conditions in APPEND_ONLY.items():
        refusal = Refusal("TRUE", f"{table} is append-only")
        for event in ("UPDATE", "DELETE"):
            yield Guard(table, event, (refusal,)).trigger(dialect)
        if dialect == "sqlite":
            yield Guard(table, "INSERT", (unreplaced(table, conditions),)).trigger(dialect)


def unreplaced(table: str, conditions: tuple[str, ...]) -> Refusal:
    """That no row of *table* stands in the way of a new one under one of *conditions*."""
    replaced = " OR ".join(f"({condition})" for condition in conditions)
    return Refusal(f"EXISTS (SELECT 1 FROM {table} AS other WHERE {replaced})", f"{table} is append-only")  # noqa: S608 -- ours
