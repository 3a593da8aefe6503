"""What the database itself refuses, whoever writes to it: every trigger is fired."""

from collections.abc import Mapping

import pytest
from sqlalchemy import (
    ColumnElement,
    Connection,
    Insert,
    Update,
    create_engine,
    delete,
    insert,
    inspect,
    literal,
    select,
    text,
    true,
    update,
)
from sqlalchemy.exc import OperationalError

from rulesvc import models
from rulesvc.database import Database
from rulesvc.migration import downgrade, upgrade
from rulesvc.models.triggers import install_triggers, triggers
from rulesvc.models.triggers.append_only import APPEND_ONLY
from rulesvc.models.triggers.editions import CONTENT
from rulesvc.models.triggers.trigger import NOBODY
from rulesvc.store.editions import EditionKey
from rulesvc.store.persons import Actor
from rulesvc.usecases.editions import EditionRef
from tests.service.asking import evaluated, request_for
from tests.service.databases import NOW
from tests.service.editing import (
    changed,
    cleared,
    decision,
    drafted,
    lan,
    minh,
    submitted,
)
from tests.service.guarding import TABLES, connection_to, filled, key_of, reasoned, refused
from tests.service.people import person

pytestmark = pytest.mark.on_both

EDITION = TABLES["edition"]
NOT_OPEN = "the edition is not open"
NEVER = "append-only|never|does not change"
REPLACED = "never takes the place of another"


def installed(connection: Connection) -> set[str]:
    names = {
        "sqlite": "SELECT name FROM sqlite_master WHERE type = 'trigger'",
        "postgresql": "SELECT tgname FROM pg_trigger WHERE NOT tgisinternal",
    }
    return set(connection.scalars(text(names[connection.dialect.name])))


@pytest.fixture
def full(hai_duong: Database, actor: Actor) -> Database:
    """The reference case with a row in every table that is guarded."""
    return filled(hai_duong, actor)


# ---- all of them -----------------------------------------------------------------------------------------------------


def test_every_trigger_is_there_and_no_other(hai_duong: Database, dialect: str) -> None:
    with connection_to(hai_duong) as connection:
        assert installed(connection) == set(triggers(dialect))


def test_installing_again_brings_back_what_is_missing(hai_duong: Database, dialect: str) -> None:
    missing = triggers(dialect)["audit_event_guard_update"]
    with connection_to(hai_duong) as connection:
        on_table = f" ON {missing.table}" if dialect == "postgresql" else ""
        connection.execute(text(f"DROP TRIGGER {missing.name}{on_table}"))
        install_triggers(connection)
        assert installed(connection) == set(triggers(dialect))


@pytest.mark.parametrize(
    "older", ["0003_persons_have_roles_and_documents_are_signed", "0004_editions_go_through_steps"]
)
def test_triggers_survive_migrations_down_and_up(committing: Database, dialect: str, older: str) -> None:
    downgrade(committing.engine, older)
    with connection_to(committing) as connection:
        assert installed(connection) == set()
    upgrade(committing.engine)
    with connection_to(committing) as connection:
        assert installed(connection) == set(triggers(dialect))


def test_triggers_hold_where_criteria_do_not_say_how_they_are_scored(committing: Database, dialect: str) -> None:
    downgrade(committing.engine, "0005_conclusions_say_how_the_council_voted")
    with connection_to(committing) as connection:
        there = set(inspect(connection).get_table_names())
        assert installed(connection) == {each.name for each in triggers(dialect).values() if each.table in there}
    with refused("append-only"), connection_to(committing) as connection:
        connection.execute(text("UPDATE edition_text SET format_version = '2'"))
    upgrade(committing.engine)


def test_tables_cannot_be_emptied(full: Database, dialect: str) -> None:
    actor = person(full, "sua-doi", models.Role.EDITOR)
    for name in sorted({each.table for each in triggers(dialect).values()}):
        statement = text(f"TRUNCATE {name} CASCADE") if dialect == "postgresql" else delete(TABLES[name])
        with refused(f"{NEVER}|{NOT_OPEN}"), connection_to(full, actor) as connection:
            connection.execute(statement)


# ---- append-only -----------------------------------------------------------------------------------------------------


def test_rows_cannot_be_updated(full: Database) -> None:
    for name in APPEND_ONLY:
        last = list(TABLES[name].columns)[-1]
        with refused("append-only"), connection_to(full) as connection:
            connection.execute(update(TABLES[name]).values({last: last}))


def test_rows_cannot_be_deleted(full: Database) -> None:
    for name in APPEND_ONLY:
        with refused("append-only"), connection_to(full) as connection:
            connection.execute(delete(TABLES[name]))


def replacing(name: str, changes: Mapping[str, int], chosen: ColumnElement[bool]) -> Insert:
    """A statement that copies the *chosen* rows over whatever stands in their way."""
    columns = TABLES[name].columns
    copied = [literal(changes[each.name]).label(each.name) if each.name in changes else each for each in columns]
    return insert(TABLES[name]).prefix_with("OR REPLACE").from_select(list(columns), select(*copied).where(chosen))


def test_a_row_cannot_be_replaced(full: Database, dialect: str) -> None:
    if dialect == "postgresql":
        return  # it has no REPLACE
    for name in APPEND_ONLY:
        with refused(REPLACED), connection_to(full) as connection:
            connection.execute(replacing(name, {}, true()))


@pytest.mark.parametrize("first", [True, False])
def test_nor_can_a_place_in_a_chain_by_a_connection_that_asks_for_nothing(
    committing: Database, dialect: str, *, first: bool
) -> None:
    if dialect == "postgresql":
        return  # it has no REPLACE
    evaluated(committing, request_for("so-y-te"), person(committing, "lan", models.Role.EDITOR))
    superseding = models.Evaluation.supersedes
    chosen = superseding.is_(None) if first else superseding.is_not(None)
    plain = create_engine(committing.engine.url)
    with plain.connect() as connection, refused(REPLACED):
        connection.execute(replacing("evaluation", {"id": 99_999}, chosen))
    plain.dispose()


def test_rows_can_still_be_added(hai_duong: Database, actor: Actor) -> None:
    assert evaluated(hai_duong, request_for("so-y-te"), actor).id is not None


# ---- content of editions ---------------------------------------------------------------------------------------------


@pytest.mark.parametrize("status", ["issued", "superseded", "submitted", "cleared"])
def test_content_that_is_not_open_cannot_be_updated_deleted_or_added_to(full: Database, status: str) -> None:
    actor, ref = lan(full), {"issued": EditionRef("everything", 2)}.get(status, EditionRef("everything", 1))
    if status in ("submitted", "cleared"):
        ref = {"submitted": submitted, "cleared": cleared}[status](full, reasoned(full, drafted(full, origin=ref)))
    key = key_of(full, ref)
    for table in map(TABLES.__getitem__, CONTENT):
        of_edition, last = table.c.edition_id == key.id, list(table.columns)[-1]
        with connection_to(full, actor) as connection:
            row = connection.execute(select(table).where(of_edition)).mappings().first()
        if row is None:
            assert status == "superseded"  # it was brought in whole
            assert table.name in {"acknowledgement", "change_reason", "criterion_origin", "stored_case"}
            continue
        new = {column: value for column, value in row.items() if column != "id"}
        for statement in (
            update(table).where(of_edition).values({last: last}),
            delete(table).where(of_edition),
            insert(table).values(**new),
        ):
            with refused(NOT_OPEN), connection_to(full, actor) as connection:
                connection.execute(statement)


def test_content_does_not_move_from_a_draft_into_an_issued_edition(full: Database) -> None:
    draft = key_of(full, drafted(full, origin=EditionRef("everything", 1)))
    indicator = TABLES["indicator"]
    with refused("does not move"), connection_to(full, lan(full)) as connection:
        moved = update(indicator).where(indicator.c.edition_id == draft.id, indicator.c.code == "other")
        connection.execute(moved.values(edition_id=1))


def test_content_of_a_draft_is_changed_by_somebody_who_is_named(full: Database) -> None:
    editors, nam = TABLES["edition_editor"].c, person(full, "nam", models.Role.EDITOR)
    for table in map(TABLES.__getitem__, CONTENT):
        draft = reasoned(full, drafted(full, origin=EditionRef("everything", 1)))
        key, last = key_of(full, draft), list(table.columns)[-1]
        statement = update(table).where(table.c.edition_id == key.id).values({last: last})
        with refused(NOBODY), connection_to(full) as connection:
            connection.execute(statement)
        with connection_to(full, nam) as connection:
            connection.execute(statement)
            found = connection.scalars(select(editors.person_id).where(editors.edition_id == key.id))
            assert nam.person_id in set(found)


def test_a_program_that_names_nobody_cannot_write_at_all(committing: Database, dialect: str) -> None:
    if dialect == "postgresql":
        return  # the actor is a setting there: see the test before
    plain = create_engine(committing.engine.url)
    with plain.connect() as connection, pytest.raises(OperationalError, match="no such function"):
        connection.execute(text("UPDATE criterion SET max_points = '1'"))
    plain.dispose()


def test_the_row_of_a_draft_is_content_too(full: Database) -> None:
    key = key_of(full, drafted(full))
    nam = person(full, "nam", models.Role.EDITOR)
    renamed, author = update(EDITION).where(EDITION.c.id == key.id).values(name_vi="Tên khác"), lan(full)
    with connection_to(full, nam) as connection:
        connection.execute(renamed)
        editors = select(TABLES["edition_editor"].c.person_id).where(TABLES["edition_editor"].c.edition_id == key.id)
        assert set(connection.scalars(editors)) == {nam.person_id, author.person_id}


# ---- steps and four eyes ---------------------------------------------------------------------------------------------


def stepping(key: EditionKey, status: str, **values: object) -> Update:
    return update(EDITION).where(EDITION.c.id == key.id).values(status=status, **values)


STEPS = {
    "cleared by its author": ("lan", "cleared", {"cleared_by": "lan"}, "had a hand"),
    "cleared by an editor": ("nam", "cleared", {"cleared_by": "nam"}, "had a hand"),
    "cleared in the name of another": ("nam", "cleared", {"cleared_by": "minh"}, "whoever clears"),
    "cleared by nobody": ("minh", "cleared", {}, "whoever clears"),
    "its author swapped at once": ("lan", "cleared", {"cleared_by": "lan", "created_by": "minh"}, "do not change"),
    "its submitter swapped at once": ("lan", "cleared", {"cleared_by": "lan", "submitted_by": "minh"}, "submits"),
    "issued without being cleared": ("minh", "issued", {"issued_by": "minh"}, "step"),
    "back to a draft": ("minh", "draft", {}, "step"),
    "renamed on the way": ("minh", "cleared", {"cleared_by": "minh", "name_vi": "Khác"}, NOT_OPEN),
    "hashed on the way": ("minh", "cleared", {"cleared_by": "minh", "issued_by": "minh"}, "only issuing"),
    "another number": ("minh", "submitted", {"number": 77}, "do not change"),
}


@pytest.mark.parametrize(("by", "status", "values", "message"), STEPS.values(), ids=STEPS)
def test_a_submitted_edition_cannot_be(
    hai_duong: Database, by: str, status: str, values: dict[str, object], message: str
) -> None:
    ref = drafted(hai_duong)
    nam = person(hai_duong, "nam", models.Role.EDITOR, models.Role.APPROVER)
    changed(hai_duong, ref, "criteria", "sipas", by=nam, step="0.25")
    key = key_of(hai_duong, submitted(hai_duong, ref))
    persons = {"lan": lan(hai_duong), "minh": minh(hai_duong), "nam": nam}
    ids = {column: persons[str(value)].person_id if value in persons else value for column, value in values.items()}
    with refused(message), connection_to(hai_duong, persons[by]) as connection:
        connection.execute(stepping(key, status, **ids))


def test_a_step_needs_somebody_who_takes_it(hai_duong: Database) -> None:
    key = key_of(hai_duong, submitted(hai_duong, drafted(hai_duong)))
    with refused(NOBODY), connection_to(hai_duong) as connection:
        connection.execute(stepping(key, "returned"))


def test_an_issued_edition_stays(full: Database) -> None:
    key, approver = key_of(full, EditionRef("everything", 2)), minh(full)
    for column in ("name_vi", "review_table", "sha256", "issued_by", "document_id", "issued_at"):
        value = NOW if column == "issued_at" else 1 if column.endswith(("_by", "_id")) else "x"
        with refused(f"{NOT_OPEN}|only issuing"), connection_to(full, approver) as connection:
            connection.execute(update(EDITION).where(EDITION.c.id == key.id).values({column: value}))
    with refused("never deleted"), connection_to(full, minh(full)) as connection:
        connection.execute(delete(EDITION).where(EDITION.c.id == key.id))


NEW = {"number": 9, "status": "draft", "bootstrap": False, "name_vi": "N", "name_en": "", "review_table": ""}


@pytest.mark.parametrize(
    ("values", "message"),
    [
        ({"status": "cleared"}, "begins as a draft"),
        ({"created_by": 1}, "begins as a draft"),
        ({"cleared_by": 1}, "begins as a draft"),
        ({"bootstrap": True}, "only the first"),
    ],
)
def test_an_edition_begins_as_a_draft(hai_duong: Database, values: dict[str, object], message: str) -> None:
    nam = person(hai_duong, "nam", models.Role.EDITOR)
    made = {**NEW, "rubric_id": 1, "created_by": nam.person_id, "created_at": NOW, **values}
    with refused(message), connection_to(hai_duong, nam) as connection:
        connection.execute(insert(EDITION), made)


def test_an_edition_cannot_be_replaced_by_another_row(hai_duong: Database, dialect: str) -> None:
    if dialect == "postgresql":
        return  # it has no REPLACE
    key = key_of(hai_duong, EditionRef("so", 1))
    nam = person(hai_duong, "nam", models.Role.EDITOR)
    made = {**NEW, "number": 1, "rubric_id": key.rubric_id, "created_by": nam.person_id, "created_at": NOW}
    with refused(REPLACED), connection_to(hai_duong, nam) as connection:
        connection.execute(insert(EDITION).prefix_with("OR REPLACE"), made)


# ---- which edition applies -------------------------------------------------------------------------------------------


def test_what_applied_only_ends_and_only_once(full: Database) -> None:
    row = TABLES["applicability"]
    for values in ({"since": NOW}, {"edition_id": 2}, {"until": None}):
        with refused("only ends"), connection_to(full) as connection:
            connection.execute(update(row).values(values))
    with refused("never deleted"), connection_to(full) as connection:
        connection.execute(delete(row))


@pytest.mark.parametrize(
    ("number", "values", "message"),
    [
        (2, {"since": NOW.replace(year=2020)}, "does not change"),
        (1, {}, "only an issued"),
        (2, {"until": NOW}, "no end yet"),
    ],
)
def test_nothing_begins_to_apply_behind_what_is_known(
    full: Database, number: int, values: dict[str, object], message: str
) -> None:
    key = key_of(full, EditionRef("everything", number))
    new = {"rubric_id": key.rubric_id, "period_id": 2, "edition_id": key.id, "since": NOW, **values}
    with refused(message), connection_to(full, minh(full)) as connection:
        connection.execute(insert(TABLES["applicability"]), new)


# ---- documents and conclusions ---------------------------------------------------------------------------------------


def test_a_document_by_which_something_was_issued_stays(full: Database) -> None:
    row = TABLES["document"]
    used = update(row).where(row.c.code == "qd-1")
    with refused("does not change"), connection_to(full) as connection:
        connection.execute(used.values(number="99/QĐ-UBND"))
    with connection_to(full) as connection:
        connection.execute(used.values(status="expired"))
    unused = decision(full, "qd-2")
    with connection_to(full) as connection:
        connection.execute(update(row).where(row.c.code == unused).values(number="99/QĐ-UBND"))
    with refused("never deleted"), connection_to(full) as connection:
        connection.execute(delete(row).where(row.c.code == unused))


def test_the_relations_of_a_document_by_which_something_was_issued_stay(full: Database) -> None:
    row, document = TABLES["document_relation"], TABLES["document"]
    decision(full, "qd-2")
    with connection_to(full) as connection:
        unused = connection.scalar(select(document.c.id).where(document.c.code == "qd-2"))
        connection.execute(insert(row), {"document_id": unused, "kind": "based-on", "other_id": 1})
        connection.execute(delete(row).where(row.c.document_id == unused))
    with refused("does not change"), connection_to(full) as connection:
        connection.execute(delete(row))
    with refused("never changes"), connection_to(full) as connection:
        connection.execute(update(row).values(kind="amends"))


@pytest.mark.parametrize(("name", "code"), [("rubric", "everything"), ("block", "so")])
def test_what_an_issued_edition_is_under_keeps_its_code(full: Database, name: str, code: str) -> None:
    row = TABLES[name]
    with refused("never changes its name"), connection_to(full) as connection:
        connection.execute(update(row).where(row.c.code == code).values(code="zz"))
    with refused("never deleted"), connection_to(full) as connection:
        connection.execute(delete(row).where(row.c.code == code))


def test_a_rubric_with_issued_editions_does_not_move_to_another_block(full: Database) -> None:
    row, block = TABLES["rubric"], TABLES["block"]
    other = select(block.c.id).where(block.c.code != "so").limit(1).scalar_subquery()
    with refused("never changes its name"), connection_to(full) as connection:
        connection.execute(update(row).where(row.c.code == "everything").values(block_id=other))


def test_a_rubric_and_a_block_without_editions_may_be_called_otherwise(full: Database) -> None:
    for name, values in (("block", {"name_vi": "Mới"}), ("rubric", {"block_id": 1})):
        row = TABLES[name]
        with connection_to(full) as connection:
            connection.execute(insert(row), {"code": "moi", **values})
            connection.execute(update(row).where(row.c.code == "moi").values(code="khac"))
            assert connection.scalar(select(row.c.id).where(row.c.code == "khac")) is not None


def test_a_conclusion_needs_a_second_person_and_stays(full: Database, actor: Actor) -> None:
    row, other = TABLES["conclusion"], minh(full)
    confirmed = {"status": "confirmed", "decided_at": NOW}
    with refused("their own"), connection_to(full, actor) as connection:
        connection.execute(update(row).values(**confirmed, decided_by=actor.person_id))
    with refused("whoever decides"), connection_to(full, actor) as connection:
        connection.execute(update(row).values(**confirmed, decided_by=other.person_id))
    with refused("does not change"), connection_to(full, other) as connection:
        connection.execute(update(row).values(outcome="khong-hoan-thanh"))
    counted = {"votes_in_favour": 12, "votes_against": 0, "votes_abstaining": 0}
    for changes in (counted, {"reserved_opinions": "Không có"}):
        with refused("does not change"), connection_to(full, other) as connection:
            connection.execute(update(row).values(**changes))
    with connection_to(full, other) as connection:
        connection.execute(update(row).values(**confirmed, decided_by=other.person_id))
    with refused("does not change"), connection_to(full, other) as connection:
        connection.execute(update(row).values(status="rejected", decided_by=other.person_id))
    with refused("never deleted"), connection_to(full, other) as connection:
        connection.execute(delete(row))
