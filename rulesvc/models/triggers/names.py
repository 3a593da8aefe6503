"""What the content of an edition is under stays as it is called: its rubric with its block.

Both are part of the content, and so of its hash, but stand in tables of their own.
"""

from collections.abc import Iterator
from typing import Final

from rulesvc.models.edition import OPEN, among
from rulesvc.models.triggers.replacing import unmoved, unreplaced
from rulesvc.models.triggers.trigger import Guard, Refusal, Trigger, changed

_SAME_CODE: Final = "other.code = NEW.code"
_HANDED_IN: Final = (
    "EXISTS (SELECT 1 FROM edition JOIN rubric ON rubric.id = edition.rubric_id"  # noqa: S608 -- ours
    f" WHERE rubric.{{key}} = OLD.id AND edition.status NOT IN {among(OPEN)})"
)

NAMES: Final = {"block": (("id", "code"), "block_id"), "rubric": (("id", "code", "block_id"), "id")}
"""Tables with the columns that stay, and the column by which rubrics belong to a row of theirs."""


def names(dialect: str) -> Iterator[Trigger]:
    """The triggers of these tables."""
    for table, (columns, key) in NAMES.items():
        message = f"a {table} under which an edition was handed in never changes its name for machines"
        renamed = Refusal(f"{changed(columns)} AND {_HANDED_IN.format(key=key)}", message)
        yield Guard(table, "UPDATE", (renamed, *unmoved(dialect, table, (_SAME_CODE,)))).trigger(dialect)
        yield Guard(table, "DELETE", (Refusal("TRUE", f"a {table} is never deleted"),)).trigger(dialect)
        if dialect == "sqlite":
            yield Guard(table, "INSERT", unreplaced(dialect, table, (_SAME_CODE,))).trigger(dialect)
