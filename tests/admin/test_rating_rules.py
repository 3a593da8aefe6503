"""The tab of rating rules: thresholds typed in their cells, the picture that follows, and what is kept on refusal."""

import re
from html import unescape
from typing import Any

import pytest
from flask import Flask
from werkzeug.test import TestResponse

from rules.content import part_content
from rules.table import Table
from rulesvc.database import Database
from rulesvc.usecases.editions import EditionRef
from rulesvc.usecases.rubrics import find_edition
from tests.admin.visiting import Visitor, enrol, told
from tests.service.asking import queries
from tests.service.editing import FIRST, changed, drafted
from tests.service.people import person

FLOOR = "hoan-thanh-xuat-sac.1"
TECHNOLOGY = "Sở Khoa học và Công nghệ"


@pytest.fixture
def draft(database: Database, lan: Visitor) -> EditionRef:  # noqa: ARG001 -- it enrols her
    """A draft from the first edition."""
    return drafted(database, origin=FIRST, by=person(database, "lan"))


def address(ref: EditionRef) -> str:
    return f"/editions/{ref.rubric}/{ref.number}/rating-rules/"


def stored(database: Database, ref: EditionRef, table: str = "head_rating") -> Table:
    with database.reading() as session:
        return find_edition(session, ref.rubric, ref.number).edition.rubric.table[table]


def as_shown(page: str, table: str = "head_rating") -> dict[str, str]:
    """The fields of the form of a *table* as they stand on a *page*."""
    form = page.partition(f'<input type="hidden" name="table" value="{table}">')[2].partition("</form>")[0]
    fields = re.findall(r'<input (?:type="hidden" )?name="([^"]+)" value="([^"]*)"', form)
    return {"table": table} | {name: unescape(value) for name, value in fields}


def sent(lan: Visitor, ref: EditionRef, to: str = "change", **fields: str) -> TestResponse:
    of = address(ref)
    return lan.post(f"{of}{to}", of=of, **{**as_shown(lan.get(of).text), "do": "save", **fields})


def rows_of(page: str, name: str) -> list[str]:
    """The rows of tables that name somebody or something, as they are read."""
    rows = re.findall(r"<tr>.*?</tr>", page, re.DOTALL)
    plain = (" ".join(unescape(re.sub(r"<[^>]+>", " ", row)).split()) for row in rows)
    return [row for row in plain if name in row]


def test_tables_are_grids_with_what_each_rule_means(lan: Visitor) -> None:
    page = told(lan.get("/editions/so/1/rating-rules/"))
    assert "xét lần lượt theo thứ tự quy tắc, lấy quy tắc đầu tiên đáp ứng" in page
    assert "Giả định cần xác nhận" in page
    assert "Từ 90% trở lên" in page
    assert ">=" not in page
    assert "thì xếp: Hoàn thành xuất sắc nhiệm vụ." in page


def test_the_same_threshold_elsewhere_is_told_beside_the_cell(lan: Visitor) -> None:
    page = told(lan.get("/editions/so/1/rating-rules/"))
    assert "80% còn ở: Nhóm điểm theo Chỉ số tổng hợp, quy tắc 2; Nhóm điểm theo Chỉ số tổng hợp, quy tắc 3" in page


def test_a_floor_typed_in_its_cell_is_stored_and_the_picture_follows(
    database: Database, lan: Visitor, draft: EditionRef
) -> None:
    before = lan.get(address(draft)).text
    assert rows_of(before, TECHNOLOGY)[0].endswith("83,33% Hoàn thành xuất sắc nhiệm vụ")
    assert "Từ 90% Từ 80%" in rows_of(before, "Hoàn thành xuất sắc nhiệm vụ")[0]
    answer = sent(lan, draft, **{FLOOR: "85"})
    assert answer.status_code == 303, told(answer)
    assert stored(database, draft).rules[0].conditions[1].threshold == 85
    after = lan.get(address(draft)).text
    assert rows_of(after, TECHNOLOGY)[0].endswith("83,33% Hoàn thành tốt nhiệm vụ")
    assert "Từ 90% Từ 85%" in rows_of(after, "Hoàn thành xuất sắc nhiệm vụ")[0]


def test_a_preview_shows_it_and_stores_nothing(database: Database, lan: Visitor, draft: EditionRef) -> None:
    answer = sent(lan, draft, "preview", **{FLOOR: "85"})
    assert answer.status_code == 200
    assert rows_of(answer.text, TECHNOLOGY)[0].endswith("83,33% Hoàn thành tốt nhiệm vụ")
    assert "từ 85% trở lên thì xếp: Hoàn thành xuất sắc nhiệm vụ" in told(answer)
    assert stored(database, draft).rules[0].conditions[1].threshold == 80


def test_a_decimal_comma_is_read(database: Database, lan: Visitor, draft: EditionRef) -> None:
    assert sent(lan, draft, **{FLOOR: "82,5 %"}).status_code == 303
    assert stored(database, draft).rules[0].conditions[1].threshold * 2 == 165  # type: ignore[operator]


@pytest.mark.parametrize(
    ("typed", "said"),
    [("tám mươi", "không phải là số"), ("8,5,5", "không phải là số"), ("", "Chưa nhập")],
)
def test_what_is_no_number_is_refused_beside_its_cell(
    database: Database, lan: Visitor, draft: EditionRef, typed: str, said: str
) -> None:
    answer = sent(lan, draft, **{FLOOR: typed, "hoan-thanh-tot.0": "81"})
    assert answer.status_code == 422
    cell = answer.text.partition(f'name="{FLOOR}"')[2].partition("</td>")[0]
    assert f'value="{typed}"' in cell
    assert said in cell
    assert 'name="hoan-thanh-tot.0" value="81"' in answer.text
    assert stored(database, draft).rules[1].conditions[0].threshold == 80


def test_a_refused_save_is_told_on_top_with_a_link_to_the_cell_which_has_the_focus(
    lan: Visitor, draft: EditionRef
) -> None:
    answer = sent(lan, draft, **{FLOOR: "85", "hoan-thanh-tot.0": "abc"})
    banner = answer.text.partition('id="refused"')[2].partition("</div>")[0]
    assert "Chưa lưu thay đổi." in banner
    assert '<a href="#cell-head_rating.hoan-thanh-tot.0">' in banner
    assert "quy tắc 2" in banner
    assert re.findall(r'id="([^"]+)"[^>]* autofocus', answer.text) == ["cell-head_rating.hoan-thanh-tot.0"]
    assert "Hoàn thành xuất sắc nhiệm vụ" in rows_of(answer.text, TECHNOLOGY)[0]


def test_of_two_editors_neither_loses_anything(database: Database, lan: Visitor, draft: EditionRef) -> None:
    seen = as_shown(lan.get(address(draft)).text)
    enrol(database, "hung", "Phạm Văn Hùng", "editor")
    other = [*find_rules(database, draft)]
    other[0]["conditions"][0]["threshold"] = "92"
    other[0]["conditions"][1]["threshold"] = "82"
    changed(database, draft, "tables", "head_rating", by=person(database, "hung"), rules=other)
    of = address(draft)
    answer = lan.post(f"{of}change", of=of, **{**seen, FLOOR: "85", "do": "save"})
    assert answer.status_code == 422
    page = told(answer)
    assert "hung" in page or "Phạm Văn Hùng" in page
    assert "Hiện đang lưu:" in page
    again = as_shown(answer.text)
    assert (again[FLOOR], again["hoan-thanh-xuat-sac.0"]) == ("85", "92")
    assert lan.post(f"{of}change", of=of, **{**again, "do": "save"}).status_code == 303
    assert [each.threshold for each in stored(database, draft).rules[0].conditions] == [92, 85]


def test_what_was_typed_for_a_rule_that_is_gone_is_shown_still(
    database: Database, lan: Visitor, draft: EditionRef
) -> None:
    seen = as_shown(lan.get(address(draft)).text)
    enrol(database, "hung", "Phạm Văn Hùng", "editor")
    kept = find_rules(database, draft)[1:]
    changed(database, draft, "tables", "head_rating", by=person(database, "hung"), rules=kept)
    of = address(draft)
    answer = lan.post(f"{of}change", of=of, **{**seen, FLOOR: "85", "do": "save"})
    assert answer.status_code == 422
    assert "Nội dung đã nhập cho điều kiện không còn nữa: Quy tắc hoan-thanh-xuat-sac: “85”" in told(answer)


def test_an_issued_edition_is_not_changed(database: Database, lan: Visitor, draft: EditionRef) -> None:
    answer = sent(lan, draft, **{FLOOR: "85"})
    assert answer.status_code == 303
    issued = "/editions/so/1/rating-rules/"
    assert "data-preview" not in lan.get(issued).text
    token = {"csrf_token": lan.token("/account/"), "table": "head_rating", FLOOR: "85"}
    lan.client.post(f"{issued}change", data=token)
    assert stored(database, FIRST).rules[0].conditions[1].threshold == 80


def test_the_page_holds_no_scripts_or_styles_of_its_own(lan: Visitor, draft: EditionRef) -> None:
    text = lan.get(address(draft)).text
    assert " style=" not in text
    assert "<style" not in text


def find_rules(database: Database, ref: EditionRef) -> list[dict[str, Any]]:
    return list(part_content(stored(database, ref))["rules"])


def test_a_button_that_a_table_does_not_have_stores_nothing(
    database: Database, lan: Visitor, draft: EditionRef
) -> None:
    assert sent(lan, draft, do="la-lung", **{FLOOR: "85"}).status_code == 422
    assert stored(database, draft).rules[0].conditions[1].threshold == 80


def test_rules_move_and_go(database: Database, lan: Visitor, draft: EditionRef) -> None:
    assert sent(lan, draft, do="down:hoan-thanh-xuat-sac").status_code == 303
    assert [rule.code for rule in stored(database, draft).rules][:2] == ["hoan-thanh-tot", "hoan-thanh-xuat-sac"]
    assert sent(lan, draft, do="remove:hoan-thanh-tot").status_code == 303
    assert stored(database, draft).rules[0].code == "hoan-thanh-xuat-sac"


def test_who_only_reads_changes_nothing(database: Database, app: Flask, draft: EditionRef) -> None:
    enrol(database, "binh", "Lê Thị Bình", "viewer")
    reader = Visitor(app.test_client()).sign_in("binh")
    token = reader.token("/account/")
    assert "data-preview" not in reader.get(address(draft)).text
    for page in ("change", "preview"):
        answer = reader.client.post(f"{address(draft)}{page}", data={"csrf_token": token, "table": "head_rating"})
        assert answer.status_code == 403


def test_a_table_that_is_not_there_is_told(lan: Visitor, draft: EditionRef) -> None:
    assert sent(lan, draft, table="khong-co").status_code == 404


def test_the_page_takes_a_fixed_number_of_queries(database: Database, lan: Visitor, draft: EditionRef) -> None:
    counts = []
    for path in ("/editions/so/1/rating-rules/", "/editions/huyen/1/rating-rules/", address(draft)):
        with queries(database) as asked:
            assert lan.get(path).status_code == 200
        counts.append(len(asked))
    assert max(counts[:2]) == min(counts[:2])


def test_a_name_that_a_changed_threshold_leaves_behind_is_told_at_its_table(lan: Visitor, draft: EditionRef) -> None:
    assert "không trùng với mức quy định" not in told(lan.get(address(draft)))
    answer = sent(lan, draft, "preview", table="group", **{"90.0": "89"})
    assert "nêu 90%, không trùng với mức quy định" in told(answer)
