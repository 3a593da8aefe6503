"""Criteria on their pages: typed over in the row, moved, added, removed, and tried out; nobody overwrites anybody."""

import re
from collections.abc import Iterator
from contextlib import contextmanager
from fractions import Fraction
from html import unescape

import pytest
from flask import Flask
from sqlalchemy import event
from werkzeug.test import TestResponse

from rules.criterion import Criterion
from rules.rubric import Rubric
from rulesvc.database import Database
from rulesvc.settings import SAMPLE
from rulesvc.usecases.editions import EditionRef, draft
from rulesvc.usecases.persons import acting, system_actor
from rulesvc.usecases.reference_case import load_sample
from rulesvc.usecases.rubrics import find_edition
from tests.admin.reviewing import Office, drafted, office
from tests.admin.visiting import Visitor, told
from tests.service.databases import NOW

AT = "/editions/so/2/criteria"
ISSUED = "/editions/so/1/criteria"
AREA = "the-che"
CAP = f"max_points:{AREA}"


@pytest.fixture
def desk(app: Flask, database: Database) -> Office:
    """A draft of the departments' rubric."""
    found = office(app, database)
    assert drafted(found.lan).status_code == 303
    return found


def fields(visitor: Visitor, path: str = f"{AT}/", form: str = "criteria") -> dict[str, str]:
    """The fields of a form as a browser would send them."""
    page = visitor.get(path).text.partition(f'id="{form}"')[2].partition("</form>")[0]
    return _sent(page)


def _sent(page: str) -> dict[str, str]:
    found: dict[str, str] = {}
    for tag in re.findall(r"<input[^>]*>", page):
        name, value = re.search(r' name="([^"]*)"', tag), re.search(r' value="([^"]*)"', tag)
        if name and ('type="checkbox"' not in tag or " checked" in tag):
            found[name[1]] = unescape(value[1]) if value else ""
    for name, options in re.findall(r'<select[^>]* name="([^"]*)"[^>]*>(.*?)</select>', page, re.DOTALL):
        chosen = re.search(r'value="([^"]*)" selected', options) or re.search(r'value="([^"]*)"', options)
        found[name] = chosen[1] if chosen else ""
    for name, text in re.findall(r'<textarea[^>]* name="([^"]*)"[^>]*>(.*?)</textarea>', page, re.DOTALL):
        found[name] = unescape(text)
    return found


def save(visitor: Visitor, sent: dict[str, str], **typed: str) -> TestResponse:
    """The table sent, with cells typed over."""
    return visitor.client.post(f"{AT}/", data={**sent, "do": "save", **typed})


def rubric(database: Database, code: str = "so", number: int = 2) -> Rubric:
    with database.reading() as session:
        return find_edition(session, code, number).edition.rubric


def area(database: Database) -> Criterion:
    return rubric(database).criterion[AREA]


# ---- the table -------------------------------------------------------------------------------------------------------


def test_a_cap_is_typed_over_in_its_row_with_a_decimal_comma(desk: Office) -> None:
    sent = fields(desk.lan)
    assert save(desk.lan, {**sent, CAP: "10,25"}).status_code == 303
    assert area(desk.database).max_points == Fraction("10.25")
    page = desk.lan.get(f"{AT}/")
    assert f'name="{CAP}" value="10,25"' in page.text
    assert "Đã lưu tiêu chí" in told(page)


def test_name_and_step_are_typed_over_and_a_step_is_taken_away(desk: Office) -> None:
    sent = fields(desk.lan)
    typed = {f"name:{AREA}": "Thể chế", f"step:{AREA}": "0,25"}
    assert save(desk.lan, {**sent, **typed}).status_code == 303
    assert (area(desk.database).name.vi, area(desk.database).step) == ("Thể chế", Fraction("0.25"))
    assert save(desk.lan, {**fields(desk.lan), f"step:{AREA}": ""}).status_code == 303
    assert area(desk.database).step is None


@pytest.mark.parametrize("value", ["mười", "", "1.200", "10,1234567", "-3"])
def test_a_wrong_number_is_refused_beside_its_field_and_nothing_is_lost(desk: Office, value: str) -> None:
    before = rubric(desk.database)
    sent = fields(desk.lan)
    answer = save(desk.lan, {**sent, CAP: value, f"name:{AREA}": "Tên mới"})
    assert answer.status_code == 422
    assert f'name="{CAP}" value="{value}"' in answer.text
    assert f'id="{CAP}-told"' in answer.text
    assert ">Tên mới</textarea>" in answer.text
    assert rubric(desk.database) == before


def test_one_wrong_cell_keeps_all_others_from_being_stored(desk: Office) -> None:
    before = rubric(desk.database)
    other = before.criteria[2].code
    answer = save(desk.lan, {**fields(desk.lan), CAP: "mười", f"max_points:{other}": "12,5"})
    assert answer.status_code == 422
    assert f'name="max_points:{other}" value="12,5"' in answer.text
    assert rubric(desk.database) == before


def test_the_second_of_two_editors_sees_both_and_loses_nothing(desk: Office) -> None:
    seen = fields(desk.lan)
    assert save(desk.lan, {**seen, CAP: "11"}).status_code == 303
    answer = save(desk.lan, {**seen, CAP: "12,5"})
    assert answer.status_code == 422
    assert f'name="{CAP}" value="12,5"' in answer.text
    assert "đang lưu: 11" in told(answer)
    assert "lan" in told(answer)
    assert area(desk.database).max_points == 11
    again = _sent(answer.text.partition('id="criteria"')[2])
    assert save(desk.lan, again).status_code == 303
    assert area(desk.database).max_points == Fraction("12.5")


def test_what_somebody_else_changed_in_another_row_stays(desk: Office) -> None:
    seen, other = fields(desk.lan), rubric(desk.database).criteria[2].code
    assert save(desk.lan, {**seen, CAP: "11"}).status_code == 303
    assert save(desk.lan, {**seen, f"max_points:{other}": "12"}).status_code == 303
    assert area(desk.database).max_points == 11
    assert rubric(desk.database).criterion[other].max_points == 12


def test_what_was_typed_for_a_criterion_that_is_gone_is_shown(desk: Office) -> None:
    seen = fields(desk.lan)
    new = desk.lan.post(f"{AT}/new", code="moi", max_points="1", **{"name.vi": "Mới", "after": AREA})
    assert new.status_code == 303
    seen = fields(desk.lan)
    assert desk.lan.post(f"{AT}/moi/remove").status_code == 303
    answer = save(desk.lan, {**seen, "max_points:moi": "7,5"})
    assert answer.status_code == 422
    assert "moi: 7,5" in told(answer)


def test_a_viewer_has_no_fields_and_a_form_made_by_hand_is_refused(desk: Office) -> None:
    assert CAP not in desk.xuan.get(f"{AT}/").text
    token = desk.xuan.token(f"{AT}/")
    for path in (f"{AT}/", f"{AT}/{AREA}/", f"{AT}/{AREA}/remove", f"{AT}/new"):
        assert desk.xuan.client.post(path, data={"csrf_token": token, CAP: "5"}).status_code == 403, path


def test_an_issued_edition_is_refused_in_words(desk: Office) -> None:
    token = desk.lan.token(f"{AT}/")
    assert CAP not in desk.lan.get(f"{ISSUED}/").text
    for path in (f"{ISSUED}/", f"{ISSUED}/{AREA}/", f"{ISSUED}/{AREA}/remove", f"{ISSUED}/new"):
        typed = {CAP: "5", "code": "moi", "name.vi": "Mới", "max_points": "1", "do": "save"}
        answer = desk.lan.client.post(path, data={"csrf_token": token, **typed})
        assert answer.status_code == 422, path
        assert "dự thảo" in told(answer), path


# ---- the tree --------------------------------------------------------------------------------------------------------


def codes(database: Database) -> list[str]:
    return [each.code for each in rubric(database).criteria]


def test_a_criterion_is_moved_and_what_was_typed_is_kept_with_it(desk: Office) -> None:
    first, second, *rest = codes(desk.database)
    sent = {**fields(desk.lan), f"max_points:{second}": "9,5"}
    assert save(desk.lan, sent, do=f"up:{second}").status_code == 303
    assert codes(desk.database) == [second, first, *rest]
    assert rubric(desk.database).criterion[second].max_points == Fraction("9.5")
    assert save(desk.lan, fields(desk.lan), do=f"down:{second}").status_code == 303
    assert codes(desk.database) == [first, second, *rest]


def test_a_criterion_goes_into_the_one_above_and_out_again(desk: Office) -> None:
    first, second, *rest = codes(desk.database)
    assert save(desk.lan, fields(desk.lan), do=f"in:{second}").status_code == 303
    assert [each.code for each in rubric(desk.database).criterion[first].parts] == [second]
    assert "cộng các thành phần" in told(desk.lan.get(f"{AT}/")).lower()
    assert save(desk.lan, fields(desk.lan), do=f"out:{second}").status_code == 303
    assert codes(desk.database) == [first, second, *rest]


def test_a_criterion_is_added_after_another_and_removed_once_that_is_confirmed(desk: Office) -> None:
    place = codes(desk.database).index(AREA)
    made = desk.lan.post(f"{AT}/new", code="moi", max_points="2,5", **{"name.vi": "Mới", "after": AREA})
    assert (made.status_code, made.location) == (303, f"{AT}/moi/")
    assert codes(desk.database)[place + 1] == "moi"
    asked = desk.lan.get(f"{AT}/moi/remove")
    assert "Xóa “Mới”?" in told(asked)
    sent = {**_sent(asked.text)}
    assert desk.lan.client.post(f"{AT}/moi/remove", data=sent).status_code == 303
    assert "moi" not in codes(desk.database)


def test_a_criterion_that_is_not_right_is_not_added_and_stays_typed(desk: Office) -> None:
    answer = desk.lan.post(f"{AT}/new", code=AREA, max_points="2,5x", **{"name.vi": "Mới", "after": AREA})
    assert answer.status_code == 422
    assert 'value="2,5x"' in answer.text
    assert 'id="max_points-told"' in answer.text


# ---- one criterion ---------------------------------------------------------------------------------------------------


@pytest.fixture
def sample(desk: Office) -> Office:
    """A draft of the sample rubric, number 2 of `mau`."""
    with desk.database.writing() as session:
        tester = system_actor(session, "tester", now=NOW)
        load_sample(session, SAMPLE, actor=tester, now=NOW)
        draft(session, EditionRef("mau", 1), (), actor=acting(session, "lan", now=NOW), now=NOW)
    return desk


MAU = "/editions/mau/2/criteria"


def sent_as(visitor: Visitor, code: str, do: str, **typed: str) -> TestResponse:
    """The form of a criterion of the sample, with fields typed over."""
    return visitor.client.post(f"{MAU}/{code}/", data={**one(visitor, code), "do": do, **typed})


def one(visitor: Visitor, code: str) -> dict[str, str]:
    return fields(visitor, f"{MAU}/{code}/", "criterion")


def test_every_criterion_of_the_sample_is_the_same_after_it_is_saved_as_shown(sample: Office) -> None:
    before = rubric(sample.database, "mau")
    for code in before.criterion:
        answer = sent_as(sample.lan, code, "save")
        assert answer.status_code == 303, (code, told(answer))
    assert rubric(sample.database, "mau") == before


def test_a_band_is_changed_in_its_form(sample: Office) -> None:
    answer = sent_as(sample.lan, "1.1.3", "save", **{"method.bands.1.low": "72,5", "method.bands.2.high": "72,5"})
    assert answer.status_code == 303
    method = rubric(sample.database, "mau").criterion["1.1.3"].method
    assert [str(band.low) for band in method.bands[:2]] == ["100", "145/2"]  # type: ignore[union-attr]


def test_a_look_first_says_it_in_words_and_stores_nothing(sample: Office) -> None:
    before = rubric(sample.database, "mau")
    answer = sent_as(sample.lan, "1.1.3", "preview", **{"method.bands.1.low": "72,5", "method.bands.2.high": "72,5"})
    assert answer.status_code == 200
    assert "từ 72,5% đến dưới 100%" in told(answer).lower()
    assert rubric(sample.database, "mau") == before


def test_a_name_typed_over_two_lines_stands_on_one(desk: Office) -> None:
    assert save(desk.lan, {**fields(desk.lan), f"name:{AREA}": "Thể chế\r\n  và pháp luật"}).status_code == 303
    assert area(desk.database).name.vi == "Thể chế và pháp luật"


def test_another_method_is_chosen_filled_in_and_stored(sample: Office) -> None:
    chosen = sent_as(sample.lan, "1.1.3", "kind", **{"method.kind": "choice"})
    assert 'name="method.options.0.name.vi"' in chosen.text
    assert 'name="method.bands.0.low"' not in chosen.text
    form = _sent(chosen.text.partition('id="criterion"')[2].partition("</form>")[0])
    form |= {"method.options.0.name.vi": "Hoàn thành đầy đủ", "method.options.0.worth.points": "1,5"}
    more = sample.lan.client.post(f"{MAU}/1.1.3/", data={**form, "do": "more:method.options"})
    form = _sent(more.text.partition('id="criterion"')[2].partition("</form>")[0])
    form |= {"method.options.1.name.vi": "Không hoàn thành", "method.options.1.worth.points": "0"}
    saved = sample.lan.client.post(f"{MAU}/1.1.3/", data={**form, "do": "save"})
    assert saved.status_code == 303, told(saved)
    method = rubric(sample.database, "mau").criterion["1.1.3"].method
    assert [each.name.vi for each in method.options] == ["Hoàn thành đầy đủ", "Không hoàn thành"]  # type: ignore[union-attr]


def test_a_line_is_taken_out_of_the_form(sample: Office) -> None:
    answer = sent_as(sample.lan, "1.1.2", "less:method.options:1")
    form = _sent(answer.text.partition('id="criterion"')[2].partition("</form>")[0])
    assert (form["method.options.1.code"], "method.options.2.code" in form) == ("khong", False)


def test_what_is_wrong_in_a_method_is_told_beside_its_field(sample: Office) -> None:
    answer = sent_as(sample.lan, "1.1.3", "save", **{"method.bands.1.low": "bảy mươi"})
    assert answer.status_code == 422
    assert 'id="method.bands.1.low-told"' in answer.text
    assert 'value="bảy mươi"' in answer.text


def test_the_second_editor_of_one_criterion_sees_what_is_stored_beside_what_was_typed(sample: Office) -> None:
    seen = one(sample.lan, "1.1.3")
    assert sent_as(sample.lan, "1.1.3", "save", max_points="2").status_code == 303
    answer = sample.lan.client.post(f"{MAU}/1.1.3/", data={**seen, "do": "save", "max_points": "3,5"})
    assert answer.status_code == 422
    assert 'name="max_points" autocomplete="off" value="3,5"' in answer.text
    assert "đang lưu: 2" in told(answer)
    again = _sent(answer.text.partition('id="criterion"')[2].partition("</form>")[0])
    assert sample.lan.client.post(f"{MAU}/1.1.3/", data={**again, "do": "save"}).status_code == 303


def test_a_survey_is_stored_from_its_json_and_refused_where_that_is_none(sample: Office) -> None:
    code = next(c.code for c in rubric(sample.database, "mau").criterion.values() if c.method.kind == "survey")
    refused = sent_as(sample.lan, code, "save", **{"method.json": '{"kind": '})
    assert refused.status_code == 422
    assert 'id="method.json-told"' in refused.text


TRIES = {
    "1.1.3": {"a.1.1.3.value": "80,5"},
    "1.1.2": {"a.1.1.2.option": "chua-day-du"},
    "1.2.3": {"a.1.2.3.points": "0,25"},
    "1.2.1": {"a.1.2.1.items.quy": "2"},
    "1.2.2": {"a.1.2.2.count": "2"},
}
EARNED = {"1.1.3": "1,21 điểm", "1.1.2": "0,25 điểm", "1.2.3": "0,25 điểm", "1.2.1": "0,50 điểm", "1.2.2": "0,30 điểm"}


@pytest.mark.parametrize("code", TRIES)
def test_a_component_is_tried_out_beside_its_form(sample: Office, code: str) -> None:
    before = rubric(sample.database, "mau")
    tried = told(sent_as(sample.lan, code, "try", **TRIES[code]))
    assert EARNED[code] in tried.partition("(không lưu)")[2] or EARNED[code] in tried
    assert rubric(sample.database, "mau") == before


def test_a_viewer_tries_out_too(sample: Office) -> None:
    answer = sample.xuan.get(f"{MAU}/1.1.2/?a.1.1.2.option=chua-day-du")
    assert "0,25 điểm" in told(answer)


# ---- many ------------------------------------------------------------------------------------------------------------


@contextmanager
def counting(database: Database) -> Iterator[list[str]]:
    """The statements that are sent meanwhile."""
    sent: list[str] = []

    def see(*passed: object) -> None:
        sent.append(str(passed[2]))

    event.listen(database.engine, "before_cursor_execute", see)
    yield sent
    event.remove(database.engine, "before_cursor_execute", see)


def test_a_tree_of_many_takes_as_many_queries_as_one_of_few(sample: Office) -> None:
    asked = []
    for path in (f"{AT}/", f"{MAU}/"):
        with counting(sample.database) as sent:
            assert sample.lan.get(path).status_code == 200
        asked.append(len(sent))
    assert asked[0] == asked[1]
