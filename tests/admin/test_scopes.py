"""What tables look at together: seen by name, changed by ticking, added, and removed where no table looks at it."""

import re

import pytest
from flask import Flask
from werkzeug.test import TestResponse

from rules.scope import Scope
from rulesvc.database import Database
from rulesvc.usecases.rubrics import find_edition
from tests.admin.reviewing import DRAFT, Office, drafted, office
from tests.admin.visiting import told

GENERAL = f"{DRAFT}/general/"
NEW = f"{GENERAL}new-scope"
SEVEN = f"{GENERAL}scopes/seven-areas"


@pytest.fixture
def desk(app: Flask, database: Database) -> Office:
    """An editor has drafted an edition for 2023."""
    found = office(app, database)
    drafted(found.lan)
    return found


def scopes(desk: Office) -> dict[str, Scope]:
    with desk.database.reading() as session:
        return dict(find_edition(session, "so", 2).edition.rubric.scope)


def ticked(desk: Office, path: str = SEVEN) -> list[str]:
    return re.findall(r'value="([^"]+)" checked', desk.lan.get(path).text)


def tag(text: str) -> str:
    return text.partition('name="tag" value="')[2].partition('"')[0]


def sent(desk: Office, path: str, *codes: str, **fields: str) -> TestResponse:
    """The form at *path* with these criteria ticked."""
    page = path.removesuffix("/remove")
    said = {"name.vi": "Bảy lĩnh vực", "name.en": "Seven areas"} | {
        name.replace("name_", "name."): text for name, text in fields.items()
    }
    data = {"csrf_token": desk.lan.token(page), "tag": tag(desk.lan.get(page).text), "criterion": list(codes)}
    return desk.lan.client.post(path, data=data | said)


def test_everybody_sees_what_tables_look_at_by_name(desk: Office) -> None:
    page = told(desk.xuan.get(GENERAL))
    assert "Bảy lĩnh vực chấm theo tài liệu kiểm chứng" in page
    assert "Cải cách thể chế; Cải cách thủ tục hành chính" in page
    assert "seven-areas" not in page
    assert SEVEN not in desk.xuan.get(GENERAL).text
    assert desk.xuan.get(SEVEN).status_code == 403


def test_members_are_ticked_and_keep_their_order(desk: Office) -> None:
    before = ticked(desk)
    assert len(before) == 7
    assert sent(desk, SEVEN, *reversed(before), "sipas").location == f"{GENERAL}#scopes"
    assert scopes(desk)["seven-areas"].criteria == (*before, "sipas")
    assert scopes(desk)["seven-areas"].name.vi == "Bảy lĩnh vực"


def test_without_a_member_or_a_name_nothing_is_kept(desk: Office) -> None:
    before = scopes(desk)
    nobody = sent(desk, SEVEN)
    assert nobody.status_code == 422
    assert 'class="mistake"' in nobody.text.partition("<fieldset")[2]
    assert sent(desk, SEVEN, "the-che", name_vi=" ").status_code == 422
    assert sent(desk, SEVEN, "khong-co").status_code == 422
    assert scopes(desk) == before


def test_what_somebody_changed_meanwhile_stands_beside_what_was_ticked(desk: Office) -> None:
    old = tag(desk.lan.get(SEVEN).text)
    sent(desk, SEVEN, "the-che", name_vi="Của người trước")
    answer = sent(desk, SEVEN, "sipas", name_vi="Của người sau", tag=old)
    assert answer.status_code == 422
    said = told(answer)
    assert "Nội dung đang lưu: Của người trước" in said
    assert "Cải cách thể chế (đang lưu)" in said
    assert re.findall(r'value="([^"]+)" checked', answer.text) == ["sipas"]
    assert sent(desk, SEVEN, "sipas", name_vi="Của người sau", tag=tag(answer.text)).status_code == 303


def test_a_new_one_has_a_code_of_its_own_and_is_removed_again(desk: Office) -> None:
    for name in ("Lĩnh vực trọng tâm", "Lĩnh vực (trọng tâm)"):
        assert sent(desk, NEW, "the-che", name_vi=name, name_en=name).status_code == 303
    assert list(scopes(desk))[-2:] == ["linh-vuc-trong-tam", "linh-vuc-trong-tam-2"]
    path = f"{GENERAL}scopes/linh-vuc-trong-tam"
    assert "Xóa các lĩnh vực được xét này" in told(desk.lan.get(path))
    assert sent(desk, f"{path}/remove").status_code == 303
    assert list(scopes(desk))[-1] == "linh-vuc-trong-tam-2"


def test_a_new_one_that_is_refused_stays_typed(desk: Office) -> None:
    answer = sent(desk, NEW, name_vi="Lĩnh vực trọng tâm")
    assert answer.status_code == 422
    assert 'value="Lĩnh vực trọng tâm"' in answer.text


def test_one_is_not_called_as_another_is(desk: Office) -> None:
    sent(desk, NEW, "the-che", name_vi="Tạm", name_en="Meanwhile")
    answer = sent(desk, NEW, "sipas", name_vi="tạm")
    assert answer.status_code == 422
    assert "Đã có các lĩnh vực được xét tên là “tạm”" in told(answer)
    assert sent(desk, SEVEN, "the-che", name_vi="Tạm").status_code == 422
    assert sent(desk, f"{GENERAL}scopes/tam", "sipas", name_vi="Tạm").status_code == 303


def test_one_that_a_table_looks_at_is_not_removed(desk: Office) -> None:
    assert "Xóa các lĩnh vực được xét này" not in told(desk.lan.get(SEVEN))
    answer = sent(desk, f"{SEVEN}/remove")
    assert answer.status_code == 422
    assert "“Bảy lĩnh vực chấm theo tài liệu kiểm chứng” đang được sử dụng nên chưa bỏ được" in told(answer)
    assert "“Mức độ hoàn thành nhiệm vụ CCHC của người đứng đầu”, quy tắc 1" in told(answer)
    assert "seven-areas" not in told(answer)
    assert "seven-areas" in scopes(desk)


def test_what_was_typed_for_one_that_is_gone_can_be_added_anew(desk: Office) -> None:
    sent(desk, NEW, "the-che", name_vi="Tạm")
    path = f"{GENERAL}scopes/tam"
    data = {"csrf_token": desk.lan.token(path), "tag": tag(desk.lan.get(path).text), "name.vi": "Tạm 2"}
    sent(desk, f"{path}/remove")
    answer = desk.lan.client.post(path, data={**data, "criterion": ["sipas"]})
    assert answer.status_code == 422
    assert 'value="Tạm 2"' in answer.text
    assert f'action="{NEW}"' in answer.text
    assert desk.lan.get(path).status_code == 404


def test_those_of_an_issued_edition_are_not_changed(desk: Office) -> None:
    assert "không ở bước được sửa đổi" in told(desk.lan.get("/editions/so/1/general/scopes/seven-areas"))
