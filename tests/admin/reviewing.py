"""An edition on its way: persons who draft, approve and issue, a draft for 2023, and its floor raised."""

from dataclasses import dataclass
from datetime import UTC, date, datetime
from io import BytesIO
from typing import Any

from flask import Flask
from werkzeug.test import TestResponse

from rules.content import condition_content
from rulesvc.database import Database
from rulesvc.models import Role
from rulesvc.schemas.rubric_document import read_part
from rulesvc.usecases.drafting import Added, Amendment, Changed, amend
from rulesvc.usecases.editions import EditionRef
from rulesvc.usecases.periods import NewPeriod, add_period
from rulesvc.usecases.persons import PersonChange, acting, change_person, system_actor
from rulesvc.usecases.rubrics import find_edition
from tests.admin.visiting import Visitor, enrol
from tests.service.databases import NOW
from tests.service.people import person

DRAFT = "/editions/so/2"
TABS = ("steps", "check", "impact", "comparison", "cases")
PDF = b"%PDF-1.7 signed %%EOF"
DECISION = {
    "number": "12/QĐ-UBND",
    "dated": "2023-03-01",
    "issuer": "UBND tỉnh Hải Dương",
    "signer": "Nguyễn Văn An",
    "signer_title": "Chủ tịch",
    "subject": "Ban hành Bộ chỉ số cải cách hành chính",
}


@dataclass
class Office:
    """The pages as an editor, an approver, an issuer and a viewer see them."""

    app: Flask
    database: Database
    lan: Visitor
    minh: Visitor
    hoa: Visitor
    xuan: Visitor


def office(app: Flask, database: Database) -> Office:
    """Everybody signed in, with a period 2023 that no edition covers yet."""
    people = {"lan": "Nguyễn Thị Lan", "minh": "Trần Văn Minh", "hoa": "Lê Thị Hoa", "xuan": "Phạm Thị Xuân"}
    for (code, name), role in zip(people.items(), ("editor", "approver", "issuer", "viewer"), strict=True):
        enrol(database, code, name, role)
    add_2023(database)
    visitors = {code: Visitor(app.test_client()).sign_in(code) for code in people}
    return Office(app, database, **visitors)


def add_2023(database: Database) -> None:
    administrator = person(database, "quan-tri", Role.ADMINISTRATOR)
    with database.writing() as session:
        new = NewPeriod("2023", date(2023, 1, 1), date(2023, 12, 31))
        add_period(session, new, actor=administrator, now=NOW)


def let_approve(database: Database, code: str) -> None:
    """Whoever drafts may approve too, and still not what they drafted."""
    with database.writing() as session:
        tester = system_actor(session, "tester", now=NOW)
        change_person(session, code, PersonChange(roles=("editor", "approver")), actor=tester, now=NOW)


def drafted(lan: Visitor, *, period: str = "2023") -> TestResponse:
    """The editor copies the first edition."""
    return lan.post("/editions/so/1/draft", of="/editions/", period=period)


def raise_floor(database: Database) -> None:
    """The floor of the best rating in the draft: 85% instead of 80%, by the use-case that the page calls too."""
    at = ("tables", "head_rating", "rules", "hoan-thanh-xuat-sac")
    with database.writing() as session:
        rubric = find_edition(session, "so", 2).edition.rubric
        total, floor = rubric.table["head_rating"].rule("hoan-thanh-xuat-sac").conditions
        conditions = [condition_content(total), {**condition_content(floor), "threshold": "85"}]
        amendment = Amendment(Changed(at, {"conditions": conditions}), read_part)
        lan = acting(session, "lan", now=NOW)
        amend(session, EditionRef("so", 2), amendment, actor=lan, now=datetime.now(UTC))


def unsum(database: Database) -> None:
    """The draft is no complete rubric: the points of an area do not add up."""
    part = {"code": "moi", "name": {"vi": "Mới"}, "max_points": "1", "parent": "the-che"}
    with database.writing() as session:
        amendment = Amendment(Added(("criteria",), part), read_part)
        lan = acting(session, "lan", now=NOW)
        amend(session, EditionRef("so", 2), amendment, actor=lan, now=datetime.now(UTC))


def sent(visitor: Visitor, tab: str, action: str, **fields: Any) -> TestResponse:
    """A form of a tab of the draft, with the tag that the page shows."""
    page = visitor.get(f"{DRAFT}/{tab}/").text
    tag = page.partition('name="tag" value="')[2].partition('"')[0]
    data = {"csrf_token": visitor.token(f"{DRAFT}/{tab}/"), "tag": tag, **fields}
    return visitor.client.post(f"{DRAFT}/{tab}/{action}", data=data)


def acknowledged(lan: Visitor) -> None:
    """Every warning of the draft is acknowledged."""
    page = lan.get(f"{DRAFT}/check/").text
    for part in page.split('action="/editions/so/2/check/acknowledged"')[1:]:
        name = part.partition('name="problem" value="')[2].partition('"')[0]
        answer = sent(lan, "check", "acknowledged", problem=unescaped(name), reason="Trình Hội đồng xem xét")
        assert answer.status_code == 303, answer.text


def unescaped(text: str) -> str:
    return text.replace("&gt;", ">").replace("&lt;", "<").replace("&#34;", '"').replace("&amp;", "&")


def signed_file() -> tuple[BytesIO, str]:
    """The signed decision as a browser sends it."""
    return BytesIO(PDF), "quyet-dinh.pdf"
