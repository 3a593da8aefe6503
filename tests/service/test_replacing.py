"""No row of a guarded table takes the place of another, whatever a connection to SQLite asks for."""

# ruff: noqa: S608 -- the names of our own tables

import pytest
from sqlalchemy import Connection, text

from rulesvc import models
from rulesvc.database import Database
from rulesvc.models.triggers import triggers
from rulesvc.models.triggers.editions import CONTENT
from rulesvc.store.persons import Actor
from rulesvc.usecases.editions import EditionRef
from tests.service.databases import NOW
from tests.service.editing import DAY, decision, drafted, lan
from tests.service.guarding import TABLES, connection_to, filled, key_of, reasoned, refused
from tests.service.people import person

GUARDED = sorted({each.table for each in triggers("sqlite").values()})
ISSUED = EditionRef("everything", 2)
REPLACED = "never takes the place of another"


@pytest.fixture
def full(hai_duong: Database, actor: Actor, dialect: str) -> Database:
    """The reference case with a row in every table that is guarded."""
    if dialect == "postgresql":
        pytest.skip("it has neither REPLACE nor row ids")
    return filled(hai_duong, actor)


def asking_for_nothing(connection: Connection) -> Connection:
    """*connection* as another program opens it: rows that are replaced go without their triggers."""
    connection.exec_driver_sql("PRAGMA recursive_triggers = OFF")
    return connection


def test_every_guarded_table_is_guarded_against_all_that_may_happen() -> None:
    events = {(each.table, each.name.rpartition("_")[2]) for each in triggers("sqlite").values()}
    assert events == {(table, event) for table in GUARDED for event in ("insert", "update", "delete")}


@pytest.mark.parametrize("table", GUARDED)
def test_no_row_is_replaced_by_a_new_one_with_its_row_id(full: Database, actor: Actor, table: str) -> None:
    edition, draft = (
        key_of(full, ISSUED),
        key_of(full, reasoned(full, drafted(full, origin=EditionRef("everything", 1)))),
    )
    to_draft = {"edition_id": draft.id} if table in CONTENT else {}
    as_new: dict[str, dict[str, object]] = {
        "edition": {"number": 99, "status": "draft", "sha256": None, "created_by": actor.person_id, "bootstrap": False},
        "applicability": {"since": NOW + 9 * DAY, "until": None},
        "conclusion": {"proposed_by": actor.person_id, "evaluation_id": 2},
        "edition_text": {"sha256": "00"},
        "evaluation": {"stage": "another"},
        "document": {"code": "another"},
        "rubric": {"code": "another"},
        "block": {"code": "another"},
        "document_relation": {"kind": "amends"},
        "document_file": {"sha256": "00"},
        "edition_editor": {"person_id": lan(full).person_id, "edition_id": 1},
    }
    unset = ("submitted_by", "cleared_by", "issued_at", "issued_by", "document_id") if table == "edition" else ()
    values = {**as_new.get(table, {}), **to_draft, **dict.fromkeys(unset)}
    columns = [each.name for each in TABLES[table].columns if each.name != "id"]
    chosen = f"edition_id = {edition.id}" if table in CONTENT else f"id = {edition.id}" if table == "edition" else "1"
    copied = ", ".join(f":{column}" if column in values else column for column in columns)
    replace = text(
        f"INSERT OR REPLACE INTO {table} (rowid, {', '.join(columns)})"
        f" SELECT rowid, {copied} FROM {table} WHERE {chosen} ORDER BY rowid DESC LIMIT 1"
    )
    with refused(REPLACED), connection_to(full, actor) as connection:
        asking_for_nothing(connection).execute(replace, values)


@pytest.mark.parametrize("table", GUARDED)
def test_no_row_is_replaced_by_one_that_takes_its_row_id(full: Database, actor: Actor, table: str) -> None:
    edition, draft = (
        key_of(full, ISSUED),
        key_of(full, reasoned(full, drafted(full, origin=EditionRef("everything", 1)))),
    )
    free, kept = "1", "1"
    if table in CONTENT:
        free, kept = f"edition_id = {draft.id}", f"edition_id = {edition.id}"
    elif table == "edition":
        free, kept = f"id = {draft.id}", f"id = {edition.id}"
    replace = text(
        f"UPDATE OR REPLACE {table} SET rowid = (SELECT min(rowid) FROM {table} WHERE {kept})"
        f" WHERE rowid = (SELECT max(rowid) FROM {table} WHERE {free})"
    )
    other = text(f"UPDATE {table} SET rowid = 99999 WHERE rowid = (SELECT max(rowid) FROM {table} WHERE {free})")
    message = "never changes|append-only|not change|only ends|whoever decides"
    for statement in (replace, other):
        with refused(message), connection_to(full, actor) as connection:
            asking_for_nothing(connection).execute(statement)


@pytest.mark.parametrize("table", ["document", "rubric", "block"])
def test_no_row_is_replaced_by_one_that_takes_its_code(full: Database, actor: Actor, table: str) -> None:
    decision(full, "qd-2")
    taken = {"document": "qd-1", "rubric": "so", "block": "so"}[table]
    columns = [each.name for each in TABLES[table].columns if each.name != "id"]
    kept = ", ".join(columns)
    with connection_to(full, actor) as connection:
        copied = ", ".join(":free" if column == "code" else column for column in columns)
        free = text(f"INSERT INTO {table} ({kept}) SELECT {copied} FROM {table} WHERE code = :taken")
        connection.execute(free, {"free": "free", "taken": taken})
    for statement in (
        f"INSERT OR REPLACE INTO {table} ({kept}) SELECT {kept} FROM {table} WHERE code = :taken",
        f"UPDATE OR REPLACE {table} SET code = :taken WHERE code = 'free'",
    ):
        with refused(REPLACED), connection_to(full, actor) as connection:
            asking_for_nothing(connection).execute(text(statement), {"taken": taken})


def test_an_editor_is_not_swapped_for_another_under_the_same_row(full: Database) -> None:
    nam = person(full, "nam", models.Role.EDITOR)
    swap = text(
        "INSERT OR REPLACE INTO edition_editor (rowid, edition_id, person_id)"
        " SELECT rowid, 1, :other FROM edition_editor WHERE edition_id = :edition"
    )
    editors = {"other": nam.person_id, "edition": key_of(full, ISSUED).id}
    with refused(REPLACED), connection_to(full, nam) as connection:
        asking_for_nothing(connection).execute(swap, editors)
