"""Home: what waits, with the way to where it is done, since which day in Vietnam, and what is provisional."""

from datetime import UTC, datetime
from html import unescape

import pytest
from flask import Flask

from admin.task_rows import rows
from rules.text import Text
from rulesvc.database import Database
from rulesvc.usecases.tasks import EditionMatter, Task, TaskKind
from tests.admin.reviewing import DRAFT, Office, acknowledged, drafted, office, sent, signed_file
from tests.admin.visiting import Visitor, enrol, told
from tests.service.concluding import council_on


@pytest.fixture
def people(app: Flask, database: Database) -> Office:
    return office(app, database)


def test_a_draft_leads_to_the_page_of_its_steps(people: Office) -> None:
    drafted(people.lan)
    assert f'<a href="{DRAFT}/steps/">' in people.lan.get("/").text


def test_whoever_left_it_is_called_by_name(people: Office) -> None:
    drafted(people.lan)
    acknowledged(people.lan)
    sent(people.lan, "steps", "submit")
    page = told(people.minh.get("/"))
    assert "do Nguyễn Thị Lan" in page
    assert "do lan" not in page


def test_a_case_leads_to_the_form_of_the_council(app: Flask, database: Database) -> None:
    case = council_on(database).evaluate()
    enrol(database, "thao", "Vũ Thị Thảo", "secretary")
    page = Visitor(app.test_client()).sign_in("thao").get("/").text
    assert f'<a href="/council/{case}/">' in page


def test_a_day_begins_at_midnight_in_vietnam(app: Flask, database: Database) -> None:
    about = EditionMatter(rubric="so", rubric_name=Text("Bộ chỉ số"), number=2, periods=())
    late = Task(kind=TaskKind.FINISH, about=about, since=datetime(2023, 1, 1, 18, tzinfo=UTC), days=0)
    with app.test_request_context(), database.reading() as reading:
        (row,) = rows(reading, [late])
    assert row.day.isoformat() == "2023-01-02"


def test_a_period_without_results_is_not_called_provisional(people: Office) -> None:
    assert "Kết quả dự kiến" in told(people.lan.get("/?period=2022"))
    assert "Kết quả dự kiến" not in told(people.lan.get("/?period=2023"))


def test_once_an_edition_is_replaced_home_says_who_evaluates_again(people: Office) -> None:
    drafted(people.lan, period="2022")
    acknowledged(people.lan)
    sent(people.lan, "steps", "submit")
    sent(people.minh, "steps", "clear")
    decision = {"decision": "new", "number": "12/QĐ-UBND", "dated": "2023-03-01", "issuer": "UBND tỉnh"}
    decision |= {"signer": "Nguyễn Văn An", "signer_title": "Chủ tịch", "subject": "Ban hành Bộ chỉ số"}
    fields = {**decision, "replaces": "1", "file": signed_file()}
    assert sent(people.hoa, "steps", "issue", **fields).status_code == 303
    page = told(people.lan.get("/?period=2022"))
    assert "Cần xác định lại kết quả" in page
    assert "thư ký Hội đồng" in page.casefold() or "Hội đồng" in page
    ranking = people.lan.get("/results/?period=2022&rubric=so").text
    assert "18/18 kết quả theo bộ chỉ số đã được thay thế" in unescape(ranking)
    assert 'class="badge">theo' not in ranking
