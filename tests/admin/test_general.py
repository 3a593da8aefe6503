"""What a draft says of itself: the periods it is for, its name, the documents it cites."""

from html import unescape
from typing import Any

import pytest
from flask import Flask
from werkzeug.test import TestResponse

from rules.text import Text
from rulesvc.database import Database
from rulesvc.usecases.documents import Entry, add_document
from rulesvc.usecases.rubrics import find_edition
from tests.admin.reviewing import DRAFT, Office, drafted, office
from tests.admin.visiting import Visitor, told
from tests.service.databases import NOW
from tests.service.people import everybody

GENERAL = f"{DRAFT}/general/"
DECISION = "3396-qd-ubnd"


@pytest.fixture
def desk(app: Flask, database: Database) -> Office:
    """An editor has drafted an edition for 2023."""
    found = office(app, database)
    drafted(found.lan)
    return found


def test_the_periods_of_a_draft_are_ticked(desk: Office) -> None:
    assert sent(desk.lan, "periods", period=["2022", "2023"]).location == GENERAL
    assert periods(desk) == ("2022", "2023")
    assert "Đang áp dụng lần ban hành 1" in told(desk.lan.get(GENERAL))
    assert sent(desk.lan, "periods").status_code == 303
    assert periods(desk) == ()


def test_a_period_that_is_not_there_is_refused_in_words(desk: Office) -> None:
    answer = sent(desk.lan, "periods", period=["1999"])
    assert answer.status_code == 422
    assert "1999" in told(answer)
    assert periods(desk) == ("2023",)


def test_periods_that_cross_are_shown_beside_those_that_were_ticked(desk: Office) -> None:
    old = tag(desk.lan, "periods")
    sent(desk.lan, "periods", period=["2022"])
    answer = sent(desk.lan, "periods", period=["2022", "2023"], tag=old)
    assert answer.status_code == 422
    assert answer.text.count('name="period" value="2022" checked') == 1
    assert answer.text.count('name="period" value="2023" checked') == 1
    said = told(answer)
    assert "Nội dung đang lưu: 2022" in said
    assert "lan" in said
    assert sent(desk.lan, "periods", period=["2023"], tag=tag_in(answer.text, "periods")).status_code == 303


def test_the_name_is_changed_in_both_languages(desk: Office) -> None:
    fields = {"name.vi": "Bộ chỉ số năm 2023", "name.en": "Index of 2023", "review_table": "review"}
    assert sent(desk.lan, "own", **fields).status_code == 303
    assert "Bộ chỉ số năm 2023" in told(desk.xuan.get(GENERAL))
    assert "Index of 2023" in told(desk.xuan.get(f"{GENERAL}?lang=en"))
    assert sent(desk.lan, "own", **{**fields, "name.en": ""}).status_code == 303
    assert "Index of 2023" not in desk.xuan.get(GENERAL).text


def test_a_rubric_without_a_name_is_refused_and_what_else_was_typed_stays(desk: Office) -> None:
    answer = sent(desk.lan, "own", **{"name.vi": " ", "name.en": "Index of 2023"})
    assert answer.status_code == 422
    assert 'value="Index of 2023"' in answer.text


def test_names_that_cross_are_shown_beside_each_other(desk: Office) -> None:
    old = tag(desk.lan, "own")
    sent(desk.lan, "own", **{"name.vi": "Của người trước", "review_table": "review"})
    answer = sent(desk.lan, "own", tag=old, **{"name.vi": "Của người sau", "review_table": "review"})
    assert answer.status_code == 422
    assert 'value="Của người sau"' in answer.text
    assert "Nội dung đang lưu: Của người trước" in told(answer)


def test_a_document_that_is_cited_is_changed(desk: Office) -> None:
    fields = {"kind.vi": "Quyết định", "number": "3396/QĐ-UBND", "dated": "16/12/2022", "issuer.vi": "UBND tỉnh"}
    assert sent(desk.lan, f"documents/{DECISION}", **fields).status_code == 303
    assert "ngày 16/12/2022" in told(desk.lan.get(GENERAL))
    answer = sent(desk.lan, f"documents/{DECISION}", **{**fields, "dated": "31/02/2022"})
    assert answer.status_code == 422
    assert "31/02/2022" in told(answer)


def test_a_document_is_typed_or_taken_from_the_register_and_removed(desk: Office) -> None:
    fields = {"kind.vi": "Kế hoạch", "number": "15/KH-UBND", "dated": "2023"}
    assert sent(desk.lan, "documents", **fields).status_code == 303
    assert "15-kh-ubnd-2023" in documents(desk)
    answer = sent(desk.lan, "documents/15-kh-ubnd-2023/remove")
    assert answer.status_code == 303, told(answer)
    assert "15-kh-ubnd-2023" not in documents(desk)
    assert sent(desk.lan, "documents", do="register", document="khong-co").status_code == 422


def test_a_document_of_the_register_is_cited_as_it_stands_there(desk: Office) -> None:
    entry = Entry(code="15-kh-ubnd-2023", kind=Text("Kế hoạch"), number="15/KH-UBND", dated="2023-01-05")
    actor = everybody(desk.database, "dashboard")
    with desk.database.writing() as session:
        add_document(session, entry, actor=actor, now=NOW)
    assert 'value="15-kh-ubnd-2023"' in desk.lan.get(GENERAL).text
    assert sent(desk.lan, "documents", do="register", document="15-kh-ubnd-2023").status_code == 303
    assert "Kế hoạch số 15/KH-UBND" in told(desk.xuan.get(GENERAL))


def test_a_document_that_rules_cite_stays(desk: Office) -> None:
    cited = next(c.document for t in rubric(desk).tables for r in t.rules for c in r.citations)
    answer = sent(desk.lan, f"documents/{cited}/remove")
    assert answer.status_code == 422
    assert cited in documents(desk)


def test_an_issued_edition_is_read_only(desk: Office) -> None:
    page = desk.lan.get("/editions/so/1/general/").text
    assert 'name="name.vi"' not in page
    assert "2022" in page


# ---- what the tests ask ----------------------------------------------------------------------------------------------


def sent(visitor: Visitor, action: str, **fields: Any) -> TestResponse:
    """A form of the tab, with the tag that stands in it."""
    page = visitor.get(GENERAL).text
    data = {"csrf_token": visitor.token(GENERAL), "tag": tag_in(page, action), **fields}
    return visitor.client.post(f"{GENERAL}{action}", data=data)


def tag(visitor: Visitor, action: str) -> str:
    return tag_in(visitor.get(GENERAL).text, action)


def tag_in(page: str, action: str) -> str:
    form = page.partition(f'action="{GENERAL}{action}"')[2].partition("</form>")[0]
    return unescape(form.partition('name="tag" value="')[2].partition('"')[0])


def rubric(desk: Office) -> Any:
    with desk.database.reading() as session:
        return find_edition(session, "so", 2).edition.rubric


def periods(desk: Office) -> tuple[str, ...]:
    with desk.database.reading() as session:
        return find_edition(session, "so", 2).line.periods


def documents(desk: Office) -> tuple[str, ...]:
    return tuple(rubric(desk).document)
