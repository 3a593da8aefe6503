"""Migrations lead exactly to the models, and back to nothing."""

import os
import subprocess
import sys
from collections.abc import Iterator
from concurrent.futures import ThreadPoolExecutor
from contextlib import closing
from dataclasses import replace
from pathlib import Path
from typing import Any

import pytest
from alembic import command
from alembic.script import ScriptDirectory
from sqlalchemy import inspect, select, text
from sqlalchemy.exc import IntegrityError

import migrations
from rules.canonical import canonical
from rules.content import rubric_content
from rules.text import Text
from rulesvc import models
from rulesvc.database import Database, connect
from rulesvc.migration import configuration, downgrade, is_current, migrating, upgrade
from rulesvc.store.remarks import NewRemark
from rulesvc.usecases.editions import discard
from rulesvc.usecases.remarks import NewSettlement, remark, settle
from rulesvc.usecases.rubrics import find_edition
from tests.hai_duong import rubric_of
from tests.service.asking import imported
from tests.service.databases import NOW
from tests.service.editing import drafted, lan
from tests.service.everything import everything
from tests.service.people import person
from tests.service.postgres import Postgres

pytestmark = pytest.mark.on_both

ROOT = Path(__file__).parents[2]


@pytest.fixture
def blank(dialect: str, request: pytest.FixtureRequest, tmp_path: Path) -> Iterator[Database]:
    """A database without a single table."""
    if dialect == "sqlite":
        with closing(connect(f"sqlite:///{tmp_path}/blank.db")) as database:
            yield database
        return
    server: Postgres = request.getfixturevalue("postgres")
    with closing(connect(server.create("blank"))) as database:
        yield database
    server.drop("blank")


def tables(database: Database) -> set[str]:
    return set(inspect(database.engine).get_table_names())


def test_up_and_down_and_up_again(blank: Database) -> None:
    assert not is_current(blank.engine)
    upgrade(blank.engine)
    assert is_current(blank.engine)
    assert "evaluation" in tables(blank)
    downgrade(blank.engine, "base")
    assert not is_current(blank.engine)
    assert tables(blank) == {"alembic_version"}
    upgrade(blank.engine)
    assert is_current(blank.engine)


def test_the_models_have_nothing_that_the_migrations_lack(blank: Database) -> None:
    upgrade(blank.engine)
    with migrating(blank.engine) as connection:
        command.check(configuration(connection))


def test_upgrading_twice_changes_nothing(committing: Database) -> None:
    upgrade(committing.engine)
    with committing.reading() as session:
        assert session.scalar(text("SELECT count(*) FROM evaluation")) == 30


def searched(database: Database) -> dict[str, set[str]]:
    """The words by which each document is found."""
    with database.reading() as session:
        found = session.execute(text("SELECT code, searched FROM document"))
        return {code: set(words.split()) for code, words in found}


def test_documents_that_were_there_before_are_found_by_the_same_words_as_new_ones(committing: Database) -> None:
    before = searched(committing)
    downgrade(committing.engine, "0002_tables_say_whom_they_are_about")
    upgrade(committing.engine)
    assert searched(committing) == before
    assert {"quyet", "dinh", "29/2018/qd-ubnd"} < before["29-2018-qd-ubnd"]


BEFORE_METHODS = "0005_conclusions_say_how_the_council_voted"


def kept(database: Database) -> tuple[list[Any], list[Any]]:
    """What is said of criteria, and what agencies answered."""
    with database.reading() as session:
        criteria, answers = (
            [tuple(row) for row in session.execute(select(table).order_by(table.c.id))]
            for table in (models.Base.metadata.tables[name] for name in ("criterion", "answer"))
        )
    return criteria, answers


def test_criteria_and_answers_go_down_and_come_up_as_they_were(committing: Database) -> None:
    """Answers of points, and one that nothing arose; criteria that say nothing of their scoring."""
    absent = {"criterion": "the-che", "not_applicable": True, "reason": "Không phát sinh"}
    with committing.writing() as session:
        answer = session.scalars(select(models.Answer).where(models.Answer.criterion == "the-che")).first()
        assert answer is not None
        answer.content = canonical(absent).decode()
    before = kept(committing)
    downgrade(committing.engine, BEFORE_METHODS)
    with committing.reading() as session:
        nothing = "SELECT reason FROM answer WHERE points IS NULL AND not_applicable"
        assert session.scalars(text(nothing)).all() == ["Không phát sinh"]
    upgrade(committing.engine)
    assert kept(committing) == before
    assert [len(each) for each in before] == [19, 282]
    with committing.reading() as session:
        assert rubric_content(find_edition(session, "so", 1).edition.rubric) == rubric_content(rubric_of("so"))


@pytest.mark.parametrize(
    ("guidance", "why"), [("Chấm theo báo cáo", "criteria have guidance"), ("", "criteria say how they are scored")]
)
def test_criteria_that_say_more_than_they_could_do_not_go_down(committing: Database, guidance: str, why: str) -> None:
    every = everything()
    criteria = tuple(replace(each, guidance=Text(guidance), source=Text("")) for each in every.criteria)
    imported(committing, replace(every, criteria=criteria), person(committing, "lan", models.Role.EDITOR))
    before = kept(committing)
    with pytest.raises(ValueError, match=why):
        downgrade(committing.engine, BEFORE_METHODS)
    assert kept(committing) == before
    assert is_current(committing.engine)


def test_processes_that_start_together_wait_for_each_other(blank: Database) -> None:
    url = blank.engine.url.render_as_string(hide_password=False)

    def start(_: int) -> None:
        with closing(connect(url)) as own:
            upgrade(own.engine)

    with ThreadPoolExecutor(4) as pool:
        list(pool.map(start, range(4)))
    assert is_current(blank.engine)


def test_a_migration_that_breaks_a_reference_changes_nothing(committing: Database, dialect: str) -> None:
    if dialect == "postgresql":
        return  # it checks by itself
    with pytest.raises(IntegrityError, match="point at nothing"), migrating(committing.engine) as connection:
        connection.execute(text("DELETE FROM agency"))
    with committing.reading() as session:
        assert session.scalar(text("SELECT count(*) FROM agency")) == 30
        assert session.scalar(text("PRAGMA foreign_keys")) == 1


def test_the_name_of_a_migration_is_that_of_its_file() -> None:
    scripts = list(ScriptDirectory.from_config(configuration()).walk_revisions())
    assert {script.revision for script in scripts} == {
        file.stem for file in Path(str(migrations.__file__)).parent.glob("versions/[0-9]*.py")
    }


def test_alembic_itself_finds_the_migrations_and_the_database(tmp_path: Path) -> None:
    environment = {**os.environ, "DATABASE_URL": f"sqlite:///{tmp_path}/own.db"}
    alembic = [str(Path(sys.executable).with_name("alembic"))]
    for arguments in (["upgrade", "head"], ["check"]):
        run = subprocess.run(
            [*alembic, *arguments], cwd=ROOT, env=environment, capture_output=True, text=True, check=False
        )
        assert run.returncode == 0, run.stdout + run.stderr


BEFORE_DISCARDING = "0013_criteria_have_guidance_and_a_source"


@pytest.mark.parametrize("what", ["discarded", "settled"])
def test_drafts_that_are_discarded_and_remarks_that_are_settled_do_not_go_down(committing: Database, what: str) -> None:
    ref, actor = drafted(committing), lan(committing)
    downgrade(committing.engine, BEFORE_DISCARDING)
    upgrade(committing.engine)
    with committing.writing() as session:
        if what == "discarded":
            discard(session, replace(ref, comment="Lập lại từ đầu"), actor=actor, now=NOW)
        else:
            said = remark(session, ref, NewRemark("Nên giữ 10 điểm"), actor=actor, now=NOW)
            settle(session, ref, NewSettlement(said.id, models.Settlement.ACCEPTED, "Đã sửa"), actor=actor, now=NOW)
    with pytest.raises(ValueError, match="drafts are discarded or remarks settled"):
        downgrade(committing.engine, BEFORE_DISCARDING)
    assert is_current(committing.engine)
