"""The audit page: who did what, in words, page by page; and that everything that can be done has words."""

import ast
import re
from collections.abc import Iterator
from pathlib import Path
from typing import Any

from admin.audit_words import ACTIONS, SUBJECTS
from admin.field_words import FIELDS
from rules.content import rubric_content
from rulesvc.database import Database
from rulesvc.models.edition import STEPS
from rulesvc.store import audit
from rulesvc.usecases.persons import system_actor
from tests.admin.visiting import Visitor, enrol, told
from tests.service.asking import queries
from tests.service.databases import NOW
from tests.service.everything import everything

MOMENT = "[0-9]{2}[^ ]* [^A-Z]*[0-9]{4}[^A-Z]*"
SERVICE = Path(__file__).parents[2] / "rulesvc"


def writers() -> Iterator[ast.Module]:
    """The modules that write events."""
    for file in sorted(SERVICE.rglob("*.py")):
        text = file.read_text(encoding="utf-8")
        if "audit.write(" in text:
            yield ast.parse(text)


def literals(module: ast.Module, pattern: str) -> set[str]:
    """The strings in *module* that look so."""
    every = (node.value for node in ast.walk(module) if isinstance(node, ast.Constant))
    return {value for value in every if isinstance(value, str) and re.fullmatch(pattern, value)}


def written(database: Database, count: int, details: str = "x") -> None:
    with database.writing() as session:
        tester = system_actor(session, "tester", now=NOW)
        for _ in range(count):
            audit.write(session, "block-added", ("block", "so"), actor=tester, now=NOW, name={"vi": details})


def test_every_action_that_is_written_has_words() -> None:
    actions = {each for module in writers() for each in literals(module, "[a-z]+(-[a-z]+)+|evaluated")}
    actions |= {f"edition-{after}" for _, after in STEPS}
    assert actions == set(ACTIONS)


def test_every_kind_of_subject_has_words() -> None:
    pairs = (node for module in writers() for node in ast.walk(module) if isinstance(node, ast.Tuple))
    firsts = (pair.elts[0] for pair in pairs if len(pair.elts) == 2)
    kinds = {first.value for first in firsts if isinstance(first, ast.Constant) and isinstance(first.value, str)}
    assert set(SUBJECTS) <= kinds


def names(content: Any) -> Iterator[str]:
    """The names of all fields in *content*."""
    if isinstance(content, dict):
        for name, value in content.items():
            yield name
            yield from names(value)
    elif isinstance(content, list):
        for each in content:
            yield from names(each)


def test_every_field_of_a_rubric_has_words() -> None:
    assert set(names(rubric_content(everything()))) - set(FIELDS) == set()


def test_an_event_says_who_did_what_and_when(an: Visitor) -> None:
    page = told(an.get("/audit/?person=an&action=signed-in"))
    assert re.search(MOMENT + r" Đỗ Văn An Đăng nhập Người dùng Đỗ Văn An \(an\)", page)


def test_texts_and_words_are_told_as_people_read_them(lan: Visitor, an: Visitor) -> None:
    lan.post("/documents/new", kind="Kế hoạch", number="15/KH-UBND", dated="10/01/2023", status="draft")
    page = told(an.get("/audit/?action=document-added&person=lan"))
    assert "Ngày ban hành: 10/01/2023" in page
    assert "Loại: Kế hoạch" in page
    assert "Trạng thái: dự thảo" in page


def test_the_loading_of_the_reference_case_is_told_without_json(an: Visitor) -> None:
    text = an.get("/audit/").text
    assert "{&#34;" not in text
    assert '{"' not in text
    assert "Nạp số liệu tham chiếu" in told(an.get("/audit/?action=reference-case-loaded"))


def test_filters_narrow_and_nothing_found_is_said(an: Visitor) -> None:
    assert "Không tìm thấy mục nào" in told(an.get("/audit/?subject=agency&key=khong-co"))
    page = told(an.get("/audit/?subject=person&key=an"))
    assert "Thêm người dùng" in page
    assert "Xác định kết quả" not in page.partition("Nội dung")[2]


def test_pages_of_fifty_follow_each_other(an: Visitor, database: Database) -> None:
    written(database, 120)
    address, counts = "/audit/?action=block-added&subject=block&key=so", []
    while address:
        text = an.get(address).text
        counts.append(text.count('scope="row"'))
        found = re.search(r'class="button" href="([^"]+)"', text)
        address = found[1].replace("&amp;", "&") if found else ""
    assert counts[:2] == [50, 50]
    assert sum(counts) >= 120


def test_it_takes_the_same_number_of_queries_however_much_there_is(an: Visitor, database: Database) -> None:
    with queries(database) as few:
        an.get("/audit/")
    written(database, 60)
    enrol(database, "p1", "Người 1", "viewer")
    with queries(database) as many:
        an.get("/audit/")
    assert len(few) == len(many) <= 11


def test_places_persons_remarks_and_measures_are_told_as_people_say_them(an: Visitor, database: Database) -> None:
    with database.writing() as session:
        tester = system_actor(session, "tester", now=NOW)
        moved = {"before": {"position": 2}, "after": {"position": 0}, "acting_for": ["an"]}
        audit.write(session, "draft-changed", ("edition", "so/2"), actor=tester, now=NOW, **moved)
        looked = {"before": {"measure": {"kind": "lowest_percent"}}, "after": {"measure": {"kind": "total_percent"}}}
        audit.write(session, "draft-changed", ("edition", "so/2"), actor=tester, now=NOW, agency="so-noi-vu", **looked)
        said = {"remark": 5, "wording": "Cần nêu căn cứ"}
        audit.write(session, "draft-remarked", ("edition", "so/2"), actor=tester, now=NOW, **said)
    page = told(an.get("/audit/"))
    assert "Vị trí trong danh sách: trước đó 3 → hiện nay 1" in page
    assert "Sở Nội vụ" in page
    assert "so-noi-vu" not in page
    assert "lowest_percent" not in page
    assert "Chỉ số tổng hợp" in page
    assert "Cần nêu căn cứ" in page
    assert "Ý kiến góp ý: 5" not in page


def test_what_was_written_is_not_taken_for_markup(an: Visitor, database: Database) -> None:
    written(database, 1, "<b>x</b>")
    assert "<b>x</b>" not in an.get("/audit/").text


def test_only_administrators_read_it(hoa: Visitor, lan: Visitor) -> None:
    assert [each.get("/audit/").status_code for each in (hoa, lan)] == [403, 403]
