"""Sessions that read see one state; sessions that write commit all or nothing."""

import pytest
from sqlalchemy import text
from sqlalchemy.exc import DBAPIError

from rules.text import Text
from rulesvc import models
from rulesvc.database import Database
from rulesvc.errors import BadSetting
from rulesvc.settings import DEFAULT_DATABASE_URL, read_settings
from rulesvc.store import blocks

pytestmark = pytest.mark.on_both


def add(database: Database, *, then: Exception | None = None) -> None:
    with database.writing() as session:
        blocks.add(session, "xa", Text("Khối xã"))
        if then is not None:
            raise then


def codes(database: Database) -> tuple[str, ...]:
    with database.reading() as session:
        return blocks.codes(session)


def test_writing_commits_at_the_end(committing: Database) -> None:
    add(committing)
    assert codes(committing) == ("huyen", "so", "xa")


def test_an_error_undoes_all_of_a_writing_session(committing: Database) -> None:
    with pytest.raises(ZeroDivisionError):
        add(committing, then=ZeroDivisionError())
    assert codes(committing) == ("huyen", "so")


def test_a_reading_session_keeps_nothing(committing: Database, dialect: str) -> None:
    if dialect == "postgresql":
        with pytest.raises(DBAPIError, match="read-only"), committing.reading() as session:
            blocks.add(session, "xa", Text("Khối xã"))
    else:
        with committing.reading() as session:
            blocks.add(session, "xa", Text("Khối xã"))
    assert codes(committing) == ("huyen", "so")


def test_a_reading_session_sees_one_state(committing: Database) -> None:
    with committing.reading() as session:
        assert blocks.codes(session) == ("huyen", "so")
        add(committing)
        assert blocks.codes(session) == ("huyen", "so")


@pytest.mark.parametrize("dialect", ["postgresql"], indirect=True)
def test_statements_stay_prepared_when_a_reading_session_ends(committing: Database) -> None:
    for _ in range(8):
        assert codes(committing) == ("huyen", "so")
    with committing.reading() as session:
        prepared = session.scalars(text("SELECT statement FROM pg_prepared_statements")).all()
    assert any("block" in statement for statement in prepared)


def test_references_are_checked(committing: Database) -> None:
    with pytest.raises(DBAPIError, match=r"(?i)foreign key"), committing.writing() as session:
        session.add(models.Rubric(code="xa", block_id=99))


def test_the_database_is_named_by_the_environment() -> None:
    assert read_settings({}).database_url == DEFAULT_DATABASE_URL
    assert read_settings({"DATABASE_URL": ""}).database_url == DEFAULT_DATABASE_URL
    assert read_settings({"DATABASE_URL": "postgresql://db/x"}).database_url == "postgresql://db/x"


def test_another_database_is_refused_without_its_password() -> None:
    with pytest.raises(BadSetting, match="“mysql”") as refused:
        read_settings({"DATABASE_URL": "mysql://root:secret@db/x"})
    assert "secret" not in str(refused.value)
