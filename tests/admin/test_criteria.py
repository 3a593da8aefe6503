"""Criteria on their pages: typed over in the row, moved, added, removed, and tried out; nobody overwrites anybody."""

import re
from collections.abc import Iterator
from contextlib import contextmanager
from fractions import Fraction
from html import unescape
from itertools import pairwise

import pytest
from flask import Flask
from sqlalchemy import event
from werkzeug.test import TestResponse

from rules.combining import Branch
from rules.criterion import Criterion, walk
from rules.methods.survey import Axis, Places, Survey, SurveyTakenOver
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


def shows(page: str, name: str, text: str) -> bool:
    """Whether *text* stands in the field of that *name*."""
    return _sent(page).get(name) == text


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
    assert shows(page.text, CAP, "10,25")
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
    assert shows(answer.text, CAP, value)
    assert f'id="{CAP}-told"' in answer.text
    assert ">Tên mới</textarea>" in answer.text
    assert rubric(desk.database) == before


def test_one_wrong_cell_keeps_all_others_from_being_stored(desk: Office) -> None:
    before = rubric(desk.database)
    other = before.criteria[2].code
    answer = save(desk.lan, {**fields(desk.lan), CAP: "mười", f"max_points:{other}": "12,5"})
    assert answer.status_code == 422
    assert shows(answer.text, f"max_points:{other}", "12,5")
    assert rubric(desk.database) == before


def test_the_second_of_two_editors_sees_both_and_loses_nothing(desk: Office) -> None:
    seen = fields(desk.lan)
    assert save(desk.lan, {**seen, CAP: "11"}).status_code == 303
    answer = save(desk.lan, {**seen, CAP: "12,5"})
    assert answer.status_code == 422
    assert shows(answer.text, CAP, "12,5")
    assert "đang lưu: 11" in told(answer)
    assert "Nguyễn Thị Lan" in told(answer)
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


@pytest.mark.parametrize(
    ("way", "order"), [("before", ["c", "a", "b"]), ("after", ["a", "c", "b"]), ("into", ["a", "b"])]
)
def test_a_criterion_is_dropped_where_another_one_stands(desk: Office, way: str, order: list[str]) -> None:
    a, b, c, *rest = codes(desk.database)
    named = {"a": a, "b": b, "c": c}
    sent = {**fields(desk.lan), f"max_points:{c}": "9,5"}
    answer = save(desk.lan, sent, do=f"{way}:{c}:{a}")
    assert (answer.status_code, answer.location) == (303, f"{AT}/#row-{c}")
    assert codes(desk.database) == [*(named[each] for each in order), *rest]
    assert rubric(desk.database).criterion[c].max_points == Fraction("9.5")


def test_a_drop_on_what_is_gone_or_changed_meanwhile_is_told_and_nothing_typed_is_lost(desk: Office) -> None:
    first, second, *_ = codes(desk.database)
    seen = {**fields(desk.lan), f"max_points:{second}": "9,5"}
    gone = save(desk.lan, seen, do=f"before:{second}:khong-co")
    assert (gone.status_code, shows(gone.text, f"max_points:{second}", "9,5")) == (422, True)
    assert save(desk.lan, {**fields(desk.lan), f"max_points:{second}": "8"}).status_code == 303
    late = save(desk.lan, seen, do=f"before:{second}:{first}")
    assert (late.status_code, shows(late.text, f"max_points:{second}", "9,5")) == (422, True)
    assert codes(desk.database)[:2] == [first, second]


def test_a_criterion_does_not_go_below_itself(desk: Office) -> None:
    first = codes(desk.database)[0]
    assert save(desk.lan, fields(desk.lan), do=f"into:{first}:{first}").status_code == 422


def test_what_can_be_done_with_a_row_is_shown_with_all_that_was_typed(desk: Office) -> None:
    answer = save(desk.lan, {**fields(desk.lan), CAP: "10,25"}, do=f"menu:{AREA}")
    assert (answer.status_code, shows(answer.text, CAP, "10,25")) == (200, True)
    assert f'value="up:{AREA}"' in answer.text
    again = _sent(answer.text.partition('id="criteria"')[2])
    assert save(desk.lan, again, do=f"up:{AREA}").status_code == 303
    assert area(desk.database).max_points == Fraction("10.25")


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


@pytest.mark.parametrize(("typed", "said"), [("", "Chưa nhập tên."), ("x" * 600, "Tên: “xxx")])
def test_a_name_that_is_refused_is_called_a_name(desk: Office, typed: str, said: str) -> None:
    page = told(save(desk.lan, fields(desk.lan), **{f"name:{AREA}": typed}))
    assert f"Tiêu chí Cải cách thể chế: {said}" in page
    assert "ame.vi" not in page


def test_an_area_in_use_is_told_with_what_uses_it(desk: Office) -> None:
    path = f"{AT}/{AREA}/remove"
    page = told(desk.lan.client.post(path, data=_sent(desk.lan.get(path).text)))
    assert "“Cải cách thể chế” đang được sử dụng nên chưa bỏ được: Các lĩnh vực được xét “Bảy lĩnh vực" in page
    assert "Hiện có" not in page


@pytest.mark.parametrize("where", ["after", "below"])
def test_a_criterion_is_not_added_where_there_is_nothing(desk: Office, where: str) -> None:
    answer = desk.lan.post(f"{AT}/new", code="moi", max_points="2", **{"name.vi": "Mới", where: "khong-co"})
    assert answer.status_code == 422
    assert "moi" not in codes(desk.database)


def test_a_button_that_the_table_does_not_have_stores_nothing(desk: Office) -> None:
    before = area(desk.database)
    answer = save(desk.lan, fields(desk.lan), **{CAP: "10,25", "do": "la-lung"})
    assert answer.status_code == 422
    assert area(desk.database) == before


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


def test_guidance_and_source_are_entered_shown_in_the_tree_and_told_in_the_comparison(sample: Office) -> None:
    words = {"guidance.vi": "Chấm theo báo cáo\r\nvà kế hoạch.", "source.vi": "Sở Tư pháp"}
    answer = sent_as(sample.lan, "1.1.3", "save", **words)
    assert answer.status_code == 303, told(answer)
    tree = told(sample.lan.get(f"{MAU}/"))
    assert "Nguồn: Sở Tư pháp" in tree
    assert "Chấm theo báo cáo và kế hoạch." in tree
    assert "nguồn số liệu" in told(sample.lan.get(f"{MAU}/".replace("criteria", "comparison"))).lower()


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


def test_nothing_becomes_a_part_of_what_is_scored_by_bands(sample: Office) -> None:
    found = rubric(sample.database, "mau")
    above, after = next(
        (one, two)
        for parent in walk(found.criteria)
        for one, two in pairwise(parent.parts)
        if one.method.kind not in {"points", "survey"} and not one.parts
    )
    to = "/editions/mau/2/criteria/"
    answer = sample.lan.client.post(to, data={**fields(sample.lan, to), "do": f"in:{after.code}"})
    assert answer.status_code == 422
    assert f"“{above.name.vi}” đã có cách chấm riêng nên không có tiêu chí thành phần" in told(answer)


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


# ---- surveys and branches --------------------------------------------------------------------------------------------

SURVEY = "8.1"
BRANCH = "1.3.2"


def form_of(answer: TestResponse) -> dict[str, str]:
    """The form of a criterion in an answer, as a browser would send it again."""
    return _sent(answer.text.partition('id="criterion"')[2].partition("</form>")[0])


def test_a_survey_is_changed_in_its_form(sample: Office) -> None:
    typed = {
        "method.levels.2.worth": "100",
        "method.levels.2.name.en": "Rather good",
        "method.denominator.blanks": "1",
        "method.first": "groups",
        "method.minimum.ballots": "50",
        "method.places.percent": "1",
    }
    assert sent_as(sample.lan, SURVEY, "save", **typed).status_code == 303
    method = rubric(sample.database, "mau").criterion[SURVEY].method
    assert isinstance(method, Survey)
    assert (method.levels[2].worth, method.levels[2].name.en) == (Fraction(100), "Rather good")
    assert (method.denominator.blanks, method.first, method.minimum.ballots) == (True, Axis.GROUPS, 50)
    assert method.places == Places(percent=1)


def test_what_the_choices_of_a_survey_leave_out_goes(sample: Office) -> None:
    assert sent_as(sample.lan, SURVEY, "save", **{"method.groups_by": "equal"}).status_code == 303
    method = rubric(sample.database, "mau").criterion[SURVEY].method
    assert isinstance(method, Survey)
    assert {group.weight for group in method.groups} == {None}


def test_a_survey_deducts_only_where_that_is_chosen(sample: Office) -> None:
    asked = sent_as(sample.lan, SURVEY, "preview", **{"method.minimum.then": "deduct"})
    typed = {**form_of(asked), "method.minimum.deduction": "0,5"}
    saved = sample.lan.client.post(f"{MAU}/{SURVEY}/", data={**typed, "do": "save"})
    assert saved.status_code == 303, told(saved)
    method = rubric(sample.database, "mau").criterion[SURVEY].method
    assert isinstance(method, Survey)
    assert method.minimum.deduction == Fraction("0.5")


def test_lines_of_a_survey_are_added_and_taken_out_with_all_typed_kept(sample: Office) -> None:
    more = form_of(sent_as(sample.lan, SURVEY, "more:method.questions", max_points="2,75"))
    assert (more["method.questions.1.code"], more["max_points"]) == ("c2", "2,75")
    answer = sample.lan.client.post(f"{MAU}/{SURVEY}/", data={**more, "do": "less:method.levels:0"})
    assert form_of(answer)["method.levels.0.code"] == "trung-binh"


def test_another_method_becomes_the_usual_survey_and_is_stored_as_it_is_shown(sample: Office) -> None:
    chosen = form_of(sent_as(sample.lan, "1.1.3", "kind", **{"method.kind": "survey"}))
    assert chosen["method.levels.4.name.vi"] == "Rất hài lòng"
    answer = sample.lan.client.post(f"{MAU}/1.1.3/", data={**chosen, "do": "save"})
    assert answer.status_code == 303, told(answer)
    method = rubric(sample.database, "mau").criterion["1.1.3"].method
    assert isinstance(method, Survey)
    assert [level.code for level in method.positive] == ["hai-long", "rat-hai-long"]


def test_what_a_survey_begins_with_is_shown_before_it_can_be_saved(sample: Office) -> None:
    unseen = sent_as(sample.lan, "1.1.3", "save", **{"method.kind": "survey"})
    assert unseen.status_code == 200
    assert "Các mức này là đề xuất" in told(unseen)
    assert "Nội dung vừa nhập chưa được lưu" in told(unseen)
    assert "Các mức này là đề xuất" not in told(sample.lan.get(f"{MAU}/1.1.3/"))
    answer = sample.lan.client.post(f"{MAU}/1.1.3/", data={**form_of(unseen), "do": "save"})
    assert answer.status_code == 303, told(answer)
    assert "Các mức này là đề xuất" not in told(sample.lan.get(f"{MAU}/1.1.3/"))


def test_the_percentage_of_a_survey_becomes_points_by_bands(sample: Office) -> None:
    chosen = form_of(sent_as(sample.lan, "1.1.3", "kind", **{"method.kind": "survey_taken_over"}))
    bands = sample.lan.client.post(f"{MAU}/1.1.3/", data={**chosen, "do": "preview", "method.scale.kind": "bands"})
    more = sample.lan.client.post(f"{MAU}/1.1.3/", data={**form_of(bands), "do": "more:method.scale.bands"})
    typed = {"method.scale.bands.0.points": "0", "method.scale.bands.1.at_least": "90"}
    typed |= {"method.scale.bands.1.points": "1,5", "do": "save"}
    answer = sample.lan.client.post(f"{MAU}/1.1.3/", data={**form_of(more), **typed})
    assert answer.status_code == 303, told(answer)
    method = rubric(sample.database, "mau").criterion["1.1.3"].method
    assert isinstance(method, SurveyTakenOver)
    assert [str(band.at_least) for band in method.scale.bands] == ["0", "90"]  # type: ignore[union-attr]


def test_the_cases_of_a_branch_are_chosen_by_option(sample: Office) -> None:
    before = rubric(sample.database, "mau").criterion[BRANCH].combined
    form = one(sample.lan, BRANCH)
    assert form["combined.on"] == "1.3.1"
    name = next(name for name, option in form.items() if name.endswith(".option") and option == "khong")
    answer = sent_as(sample.lan, BRANCH, "save", **{name.replace(".option", ".part"): "1.3.2.1"})
    assert answer.status_code == 303, told(answer)
    after = rubric(sample.database, "mau").criterion[BRANCH].combined
    assert isinstance(before, Branch)
    assert isinstance(after, Branch)
    assert (before.part_of("khong"), after.part_of("khong")) == ("1.3.2.2", "1.3.2.1")
    assert after.part_of("long-ghep") == before.part_of("long-ghep")


def test_parts_that_were_added_up_come_to_hang_on_what_is_chosen_elsewhere(sample: Office) -> None:
    chosen = form_of(sent_as(sample.lan, "1.2", "preview", **{"combined.kind": "branch"}))
    assert chosen["combined.on"]
    again = sample.lan.client.post(f"{MAU}/1.2/", data={**chosen, "combined.on": "1.3.1", "do": "preview"})
    assert form_of(again)["combined.cases.0.option"] == "ke-hoach-rieng"


# ---- exemptions ------------------------------------------------------------------------------------------------------

EXEMPT = f"{AT}/exemptions"


def exempted(database: Database) -> set[tuple[str, str]]:
    return {(each.criterion, each.agency) for each in rubric(database).exemptions}


def ticking(visitor: Visitor, *ticks: str, seen: tuple[str, ...] = ()) -> TestResponse:
    """The matrix of the first area sent with these ticks."""
    token = visitor.token(EXEMPT)
    sent = {"csrf_token": token, "exempt": list(ticks), "seen": list(seen)}
    return visitor.client.post(EXEMPT, data=sent)


def test_a_criterion_is_exempted_for_an_agency_and_assessed_again(desk: Office) -> None:
    tick, before = f"{AREA} so-tai-chinh", exempted(desk.database)
    assert f'value="{tick}"' in desk.lan.get(f"{EXEMPT}?area={AREA}").text
    assert ticking(desk.lan, tick).status_code == 303
    assert exempted(desk.database) - before == {(AREA, "so-tai-chinh")}
    assert f'value="{tick}" aria-labelledby="for-so-tai-chinh of-{AREA}" checked' in (
        desk.lan.get(f"{EXEMPT}?area={AREA}").text
    )
    assert ticking(desk.lan, seen=(tick,)).status_code == 303
    assert exempted(desk.database) == before


def test_what_two_editors_tick_at_once_both_stays(desk: Office) -> None:
    first, second = f"{AREA} so-tai-chinh", f"{AREA} so-tu-phap"
    assert ticking(desk.lan, first).status_code == 303
    assert ticking(desk.lan, second).status_code == 303
    assert ticking(desk.lan, second).status_code == 303
    assert {(AREA, "so-tai-chinh"), (AREA, "so-tu-phap")} <= exempted(desk.database)


def test_a_tick_for_what_is_not_there_is_refused_and_the_others_stay_ticked(desk: Office) -> None:
    tick, before = f"{AREA} so-tai-chinh", exempted(desk.database)
    token = desk.lan.token(EXEMPT)
    sent = {"csrf_token": token, "exempt": [tick, "khong-co so-tai-chinh"], "area": AREA}
    answer = desk.lan.client.post(EXEMPT, data=sent)
    assert answer.status_code == 422
    assert f'value="{tick}" aria-labelledby="for-so-tai-chinh of-{AREA}" checked' in answer.text
    assert exempted(desk.database) == before


def test_a_viewer_sees_the_exemptions_and_ticks_none(desk: Office) -> None:
    assert 'type="checkbox"' not in desk.xuan.get(EXEMPT).text
    assert desk.xuan.client.post(EXEMPT, data={"csrf_token": desk.xuan.token(EXEMPT)}).status_code == 403


TRIES = {
    "1.1.3": {"a.1.1.3.value": "80,5"},
    "1.1.2": {"a.1.1.2.option": "chua-day-du"},
    "1.2.3": {"a.1.2.3.points": "0,25"},
    "1.2.1": {"a.1.2.1.items.quy": "2"},
    "1.2.2": {"a.1.2.2.count": "2"},
    "8.1": {
        **dict.fromkeys(("a.8.1.groups.hdnd.danh-gia.levels.tot", "a.8.1.groups.mttq.danh-gia.levels.kha"), "20"),
        "a.8.1.groups.lanh-dao.danh-gia.levels.kem": "10",
    },
}
EARNED = {"1.1.3": "1,21 điểm", "1.1.2": "0,25 điểm", "1.2.3": "0,25 điểm", "1.2.1": "0,50 điểm", "1.2.2": "0,30 điểm"}
EARNED["8.1"] = "1,35 điểm"  # 100% x 30 + 75% x 20 + 0% x 50 of 3 points


@pytest.mark.parametrize("code", TRIES)
def test_a_component_is_tried_out_beside_its_form(sample: Office, code: str) -> None:
    before = rubric(sample.database, "mau")
    tried = told(sent_as(sample.lan, code, "try", **TRIES[code]))
    assert EARNED[code] in tried.partition("(không lưu)")[2] or EARNED[code] in tried
    assert rubric(sample.database, "mau") == before


def test_a_branch_is_tried_out_with_what_it_hangs_on(sample: Office) -> None:
    chosen = {"a.1.3.1.option": "khong-co-don-vi"}
    assert "không đánh giá nội dung nào" in told(sent_as(sample.lan, BRANCH, "try", **chosen)).lower()
    form = one(sample.lan, BRANCH)
    points = {name: "1" for name in form if name.startswith("a.1.3.2.2.")}
    assert points
    tried = told(sent_as(sample.lan, BRANCH, "try", **{**points, "a.1.3.1.option": "long-ghep"}))
    assert "1.3.2.2" in tried.partition("(không lưu)")[2]


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
