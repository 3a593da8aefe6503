"""The page of a table: its results, what holds where no rule does, and its assumptions."""

from werkzeug.test import TestResponse

from rulesvc.database import Database
from rulesvc.usecases.editions import EditionRef
from tests.admin.test_rating_rules import address, draft, stored
from tests.admin.visiting import Visitor, enrol, fields_on, told
from tests.service.editing import changed
from tests.service.people import person

__all__ = ["draft"]


def page_of(ref: EditionRef, table: str = "head_rating") -> str:
    return f"{address(ref)}tables/{table}/"


def sent(lan: Visitor, of: str, **fields: str) -> TestResponse:
    return lan.post(of, of=of, **{**fields_on(lan.get(of).text), "do": "save", **fields})


def again(lan: Visitor, of: str, answer: TestResponse, **fields: str) -> TestResponse:
    """What a page that was answered shows, sent once more."""
    return lan.post(of, of=of, **{**fields_on(answer.text), "do": "save", **fields})


def test_names_default_and_assumptions_are_changed(database: Database, lan: Visitor, draft: EditionRef) -> None:
    texts = {"outcomes.1.name.vi": "Hoàn thành tốt", "outcomes.1.name.en": "Good", "assumptions.0.vi": "Đã đối chiếu."}
    answer = sent(lan, page_of(draft), default="khong-hoan-thanh", places="2", **texts)
    assert answer.status_code == 303, told(answer)
    table = stored(database, draft)
    assert (table.outcomes[1].name.vi, table.outcomes[1].name.en) == ("Hoàn thành tốt", "Good")
    assert (table.default, table.places, table.assumptions[0].vi) == ("khong-hoan-thanh", 2, "Đã đối chiếu.")
    assert len(table.rules) == 4


def test_a_result_is_added_with_a_code_from_its_name(database: Database, lan: Visitor, draft: EditionRef) -> None:
    of = page_of(draft)
    answer = sent(lan, of, do="more:outcomes")
    assert answer.status_code == 200
    assert again(lan, of, answer, **{"outcomes.4.name.vi": "Chưa đạt yêu cầu"}).status_code == 303
    assert stored(database, draft).outcome_codes[-1] == "chua-dat-yeu-cau"


def test_results_move_and_one_that_no_rule_uses_goes(database: Database, lan: Visitor, draft: EditionRef) -> None:
    of = page_of(draft)
    more = again(lan, of, sent(lan, of, do="more:outcomes"), do="look", **{"outcomes.4.name.vi": "Khác"})
    assert again(lan, of, again(lan, of, more, do="up:outcomes:4")).status_code == 303
    assert stored(database, draft).outcome_codes[3:] == ("khac", "khong-hoan-thanh")
    assert again(lan, of, sent(lan, of, do="less:outcomes:3")).status_code == 303
    assert stored(database, draft).outcome_codes[3:] == ("khong-hoan-thanh",)


def test_a_result_that_rules_use_stays(database: Database, lan: Visitor, draft: EditionRef) -> None:
    answer = sent(lan, page_of(draft, "group"), do="less:outcomes:0")
    assert answer.status_code == 422
    assert "đang được sử dụng nên chưa bỏ được: Nhóm điểm theo Chỉ số tổng hợp, quy tắc 1" in told(answer)
    assert "outcomes.0.name.vi" in fields_on(answer.text)
    assert len(stored(database, draft, "group").outcomes) == 3


def test_a_result_without_a_name_is_refused_beside_it(lan: Visitor, draft: EditionRef) -> None:
    answer = sent(lan, page_of(draft), **{"outcomes.2.name.vi": " ", "outcomes.0.name.vi": "Xuất sắc"})
    assert answer.status_code == 422
    assert "Cần ghi tên." in answer.text.partition('name="outcomes.2.name.vi"')[2].partition("</fieldset>")[0]
    assert fields_on(answer.text)["outcomes.0.name.vi"] == "Xuất sắc"


def test_of_two_editors_neither_loses_anything(database: Database, lan: Visitor, draft: EditionRef) -> None:
    of = page_of(draft)
    seen = fields_on(lan.get(of).text)
    enrol(database, "hung", "Phạm Văn Hùng", "editor")
    name = {"vi": "Mức độ hoàn thành nhiệm vụ"}
    changed(database, draft, "tables", "head_rating", by=person(database, "hung"), name=name)
    answer = lan.post(of, of=of, **{**seen, "outcomes.0.name.vi": "Xuất sắc", "do": "save"})
    assert answer.status_code == 422
    assert "vừa được Phạm Văn Hùng cập nhật" in told(answer)
    assert "đang lưu: Mức độ hoàn thành nhiệm vụ" in told(answer)
    assert again(lan, of, answer).status_code == 303
    assert stored(database, draft).outcomes[0].name.vi == "Xuất sắc"


def test_a_table_of_findings_has_no_default(lan: Visitor, draft: EditionRef) -> None:
    assert 'name="default"' not in lan.get(page_of(draft, "review")).text
