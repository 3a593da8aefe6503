"""What the database itself guards: a database with a row in every table that is guarded, and connections to it."""

from collections.abc import Iterator
from contextlib import contextmanager

import pytest
from sqlalchemy import Connection, insert, select, text
from sqlalchemy.exc import DBAPIError

from foresight.cases import Case, answered, worked
from foresight.solving import Solver
from foresight.space import space_of
from foresight.witness import sheet_of
from rulesvc import models
from rulesvc.database import Database, act_as
from rulesvc.store.editions import EditionKey
from rulesvc.store.persons import Actor
from rulesvc.usecases.cases import write
from rulesvc.usecases.compare import give_reasons
from rulesvc.usecases.editions import EditionRef
from rulesvc.usecases.rubrics import find_edition
from tests.service.asking import imported
from tests.service.databases import NOW
from tests.service.editing import acknowledged, changed, drafted, issued, lan
from tests.service.everything import everything

TABLES = models.Base.metadata.tables
DOCUMENT = TABLES["document"]


def refused(message: str) -> "pytest.RaisesExc[DBAPIError]":
    return pytest.raises(DBAPIError, match=message)


@contextmanager
def connection_to(database: Database, actor: Actor | None = None) -> Iterator[Connection]:
    """A connection that may write, for *actor* or for nobody."""
    with database.writing() as session:
        if session.connection().dialect.name == "postgresql":
            session.execute(text("SELECT set_config('rulesvc.actor', '', true)"))
        if actor is not None:
            act_as(session, actor.person_id)
        yield session.connection()


def key_of(database: Database, ref: EditionRef) -> EditionKey:
    with database.reading() as session:
        return find_edition(session, ref.rubric, ref.number).line


def reasoned(database: Database, ref: EditionRef) -> EditionRef:
    """*ref* with a change, the reason for it, what is acknowledged and a case, so that all content has rows."""
    changed(database, ref, "criteria", "a", step="0.5")
    actor = lan(database)
    with database.writing() as session:
        give_reasons(session, ref, {"criterion/a": "Theo kết luận"}, actor=actor, now=NOW)
    return shown(database, acknowledged(database, ref))


def shown(database: Database, ref: EditionRef) -> EditionRef:
    """*ref* with a case: some result that there can be, and what its tables say of it."""
    actor = lan(database)
    with database.writing() as session:
        rubric = find_edition(session, ref.rubric, ref.number).edition.rubric
        space = space_of(rubric)
        model = Solver(space.constraints, space.plain, 30).model()
        sheet = sheet_of(space, model) if model else None
        assert sheet is not None
        settled = worked(rubric, sheet).settled
        write(session, ref, Case("example", sheet, answered(settled), tuple(settled)), actor=actor, now=NOW)
    return ref


def filled(hai_duong: Database, actor: Actor) -> Database:
    """The reference case with a row in every table that is guarded."""
    imported(hai_duong, everything(), actor, issue=True)
    ref = drafted(hai_duong, origin=EditionRef("everything", 1))
    reasoned(hai_duong, ref)
    issued(hai_duong, ref)
    with hai_duong.writing() as session:
        about = {"edition_id": 1, "at": NOW, "person_id": actor.person_id, "wording": "Đồng ý"}
        session.execute(insert(TABLES["remark"]), about)
        act_as(session, actor.person_id)
        concluded = {
            "decision_table": "head_rating",
            "outcome": "hoan-thanh",
            "reason": "Biên bản",
            "status": "proposed",
        }
        by = {"evaluation_id": 1, "document_id": 1, "proposed_by": actor.person_id, "proposed_at": NOW}
        session.execute(insert(TABLES["conclusion"]), {**concluded, **by})
        issuing = session.scalar(select(DOCUMENT.c.id).where(DOCUMENT.c.code == "qd-1"))
        related = {"document_id": issuing, "kind": "based-on", "other_id": 1}
        session.execute(insert(TABLES["document_relation"]), related)
    return hai_duong
