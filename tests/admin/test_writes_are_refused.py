"""Every write of every page, tried by a viewer with a token of their own, and by everybody without one."""

from typing import Any

import pytest
from flask import Flask
from sqlalchemy import select
from werkzeug.routing import Rule

from rulesvc.database import Database
from rulesvc.models.base import Base
from tests.admin.reviewing import drafted, office
from tests.admin.test_safety import address, rules
from tests.admin.visiting import Visitor, enrol

OPEN_TO_SIGNED_IN = {
    "page-account.change": "their own",
    "page-comparison.remark": "whoever reads a draft may say something about it",
    "page-deputies.end": "that of a deputy whom they named",
    "page-deputies.add": "who stands in for them",
    "page-keys.create": "their own",
    "page-keys.revoke": "their own",
    "page-sign-in.enter": "signing in",
    "page-sign-in.leave": "signing out",
    "page-trial.try_out": "it stores nothing",
}
"""What a viewer may send, and why that is no harm."""

ROLES = ("viewer", "editor", "approver", "issuer", "administrator")


@pytest.fixture
def viewer(app: Flask, database: Database) -> Visitor:
    """Somebody who may look, where there is a draft that could be changed."""
    people = office(app, database)
    drafted(people.lan)
    return people.xuan


def test_each_write_by_a_viewer_is_refused_and_changes_nothing(app: Flask, database: Database, viewer: Visitor) -> None:
    token, before = viewer.token("/account/"), everything(database)
    refused = [rule for rule in rules(app, "POST") if rule.endpoint not in OPEN_TO_SIGNED_IN]
    assert len(refused) > len(OPEN_TO_SIGNED_IN)
    for rule in refused:
        answer = viewer.client.post(of_draft(rule), data={"csrf_token": token})
        assert answer.status_code == 403, (rule, answer.status_code)
    assert everything(database) == before


def test_what_is_open_to_whoever_is_signed_in_is_there_and_stores_nothing_of_an_empty_form(
    app: Flask, database: Database, viewer: Visitor
) -> None:
    found = {rule.endpoint: rule for rule in rules(app, "POST")}
    assert set(OPEN_TO_SIGNED_IN) <= set(found)
    token, before = viewer.token("/account/"), everything(database)
    for endpoint in sorted(set(OPEN_TO_SIGNED_IN) - {"page-sign-in.enter", "page-sign-in.leave"}):
        answer = viewer.client.post(of_draft(found[endpoint]), data={"csrf_token": token})
        assert answer.status_code < 500, (endpoint, answer.status_code)
    assert everything(database) == before


def test_without_a_token_nobody_changes_anything(app: Flask, database: Database, viewer: Visitor) -> None:
    enrol(database, "moi-viec", "Vũ Thị Mai", *ROLES)
    everybody = Visitor(app.test_client()).sign_in("moi-viec")
    before = everything(database)
    for visitor in (viewer, everybody, Visitor(app.test_client())):
        for rule in rules(app, "POST"):
            answer = visitor.client.post(of_draft(rule), data={})
            assert answer.status_code in (303, 400, 403), (rule, answer.status_code)
            assert answer.status_code != 303 or str(answer.location).startswith("/sign-in/")
    assert everything(database) == before


# ---- what the tests ask ----------------------------------------------------------------------------------------------


def of_draft(rule: Rule) -> str:
    """An address of that kind; of an edition, the draft."""
    return address(rule).replace("/so/1/", "/so/2/")


def everything(database: Database) -> dict[str, list[Any]]:
    """All rows of all tables."""
    with database.reading() as session:
        return {
            name: sorted(map(repr, session.execute(select(table)).all()))
            for name, table in Base.metadata.tables.items()
        }
