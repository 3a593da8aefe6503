"""What a trigger is, and how one is written for either database from the same conditions."""

from collections.abc import Iterable
from dataclasses import dataclass
from typing import Final

ACTOR: Final = {
    "sqlite": "rulesvc_actor()",
    "postgresql": "nullif(current_setting('rulesvc.actor', true), '')::integer",
}
"""How the person who acts is read: see `rulesvc.database`."""

NOBODY: Final = "nobody is named as the actor"


@dataclass(frozen=True, slots=True)
class Trigger:
    """A trigger on a *table*; *function* is what PostgreSQL needs beside the *definition*."""

    name: str
    table: str
    definition: str
    function: str = ""


@dataclass(frozen=True, slots=True)
class Refusal:
    """A condition on OLD and NEW under which a change is refused, with what is said.

    `{actor}` is the person who acts, `{differs}` compares two values that may be null.
    """

    condition: str
    message: str


@dataclass(frozen=True, slots=True)
class Guard:
    """What is refused when an *event* (`INSERT`, `UPDATE`, `DELETE`) comes upon a *table*, and what is done else."""

    table: str
    event: str
    refusals: tuple[Refusal, ...]
    then: tuple[str, ...] = ()

    def trigger(self, dialect: str) -> Trigger:
        """The guard as a trigger of *dialect*."""
        name = f"{self.table}_guard_{self.event.lower()}"
        return self._postgresql(name) if dialect == "postgresql" else self._sqlite(name)

    def _sqlite(self, name: str) -> Trigger:
        lines = [f"SELECT RAISE(ABORT, '{each.message}') WHERE {each.condition}" for each in self.refusals]
        body = _filled([*lines, *self.then], actor=ACTOR["sqlite"], differs="IS NOT")
        return Trigger(name, self.table, f"CREATE TRIGGER {name} BEFORE {self.event} ON {self.table} BEGIN {body} END")

    def _postgresql(self, name: str) -> Trigger:
        lines = [
            f"IF ({each.condition}) THEN RAISE EXCEPTION '{each.message}' USING ERRCODE = 'restrict_violation'; END IF"
            for each in self.refusals
        ]
        row = "OLD" if self.event == "DELETE" else "NEW"
        body = _filled([*lines, *self.then, f"RETURN {row}"], actor=ACTOR["postgresql"], differs="IS DISTINCT FROM")
        return Trigger(
            name,
            self.table,
            f"CREATE TRIGGER {name} BEFORE {self.event} ON {self.table} FOR EACH ROW EXECUTE FUNCTION {name}()",
            f"CREATE OR REPLACE FUNCTION {name}() RETURNS trigger LANGUAGE plpgsql AS $$ BEGIN {body} END $$",
        )


def nobody() -> Refusal:
    """That somebody must be named as the actor."""
    return Refusal("{actor} IS NULL", NOBODY)


def changed(columns: Iterable[str]) -> str:
    """The condition that one of *columns* changes."""
    return "(" + " OR ".join(f"NEW.{column} {{differs}} OLD.{column}" for column in columns) + ")"


def _filled(statements: Iterable[str], **words: str) -> str:
    return " ".join(statement.format(**words) + ";" for statement in statements)
