"""On SQLite no row takes the place of another.

`INSERT OR REPLACE` and `UPDATE OR REPLACE` remove whatever row stands in the way, past the trigger on deletion unless
the connection asked for it. So a row that would stand in the way is refused first: one with the same row id, which
tables have under keys of their own too, or with the same key.
"""

from rulesvc.models.triggers.trigger import Refusal


def unreplaced(dialect: str, table: str, keys: tuple[str, ...] = ()) -> tuple[Refusal, ...]:
    """That no row of *table* stands in the way of a new one by its row id or under one of *keys*."""
    return _free(dialect, table, ("other.rowid = NEW.rowid", *keys))


def unmoved(dialect: str, table: str, keys: tuple[str, ...] = ()) -> tuple[Refusal, ...]:
    """That a row of *table* keeps its id when it changes, and comes under none of the *keys* of another."""
    others = tuple(f"other.rowid <> OLD.rowid AND {key}" for key in keys)
    moved = Refusal("NEW.rowid {differs} OLD.rowid", f"a row of {table} never changes its id")
    return (moved, *_free(dialect, table, others)) if dialect == "sqlite" else ()


def _free(dialect: str, table: str, conditions: tuple[str, ...]) -> tuple[Refusal, ...]:
    if dialect != "sqlite" or not conditions:
        return ()
    replaced = " OR ".join(f"({condition})" for condition in conditions)
    in_the_way = f"EXISTS (SELECT 1 FROM {table} AS other WHERE {replaced})"  # noqa: S608 -- ours
    return (Refusal(in_the_way, f"a row of {table} never takes the place of another"),)
