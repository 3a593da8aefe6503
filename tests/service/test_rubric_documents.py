"""Rubric documents as files: written the same to the byte, and refused whole with everything that is wrong."""

import json
from copy import deepcopy
from pathlib import Path
from typing import Any
from unicodedata import normalize

import pytest
from sqlalchemy import func, select

from rulesvc import models
from rulesvc.database import Database
from tests.command_line import Run, run, run_on
from tests.hai_duong import BLOCKS, CASE, document
from tests.service.editing import nested
from tests.service.people import everybody

SCHEMA = Path(__file__).parents[2] / "docs" / "rubric-document.schema.json"


@pytest.fixture
def cli(committing: Database) -> Run:
    return run_on(committing, by=everybody(committing).person)


@pytest.fixture
def draft() -> dict[str, Any]:
    """A document in somebody's editor."""
    return deepcopy(document("so"))


def saved(folder: Path, content: Any) -> str:
    path = folder / "rubric.json"
    path.write_text(content if isinstance(content, str) else json.dumps(content, ensure_ascii=False), encoding="utf-8")
    return str(path)


def editions(database: Database) -> int:
    with database.reading() as session:
        return session.scalar(select(func.count()).select_from(models.Edition)) or 0


@pytest.mark.parametrize("block", BLOCKS)
def test_what_is_exported_imported_and_exported_again_is_the_same_to_the_byte(
    cli: Run, tmp_path: Path, block: str
) -> None:
    first = cli("rubric", "export", block).out
    assert cli("rubric", "import", saved(tmp_path, first.decode())).code == 0
    assert cli("rubric", "export", block, "--edition", "2").out == first


def test_numbers_may_stand_without_quotes_and_are_exported_with_them(
    cli: Run, tmp_path: Path, draft: dict[str, Any]
) -> None:
    """No digit is lost on the way: as binary numbers 0.1 and 0.2 would not add up to 0.3."""
    area = {"code": "them", "name": {"vi": "Thêm"}}
    leaves = [{**area, "code": "them.1", "max_points": 0.1}, {**area, "code": "them.2", "max_points": 0.2}]
    draft["criteria"].append({**area, "max_points": 0.3, "parts": leaves})
    draft["tables"][0]["rules"][0]["conditions"][0]["threshold"] = 90.50
    assert cli("rubric", "import", saved(tmp_path, draft)).code == 0
    exported = json.loads(cli("rubric", "export", "so").out)
    assert [part["max_points"] for part in exported["criteria"][-1]["parts"]] == ["0.1", "0.2"]
    assert exported["tables"][0]["rules"][0]["conditions"][0]["threshold"] == "90.5"


def test_letters_are_composed_on_the_way_in(cli: Run, tmp_path: Path) -> None:
    apart = normalize("NFD", (CASE / "so.json").read_text(encoding="utf-8"))
    assert apart != normalize("NFC", apart)
    assert cli("rubric", "import", saved(tmp_path, apart)).code == 0
    assert cli("rubric", "export", "so", "--edition", "2").out == cli("rubric", "export", "so", "--edition", "1").out


def test_everything_that_is_wrong_is_told_at_once_with_pointers(
    cli: Run, committing: Database, tmp_path: Path, draft: dict[str, Any]
) -> None:
    before = editions(committing)
    draft["name"]["vi"] = " "
    draft["documents"][0]["dated"] = "2022-02-30"
    draft["criteria"][3]["max_points"] = "sáu rưỡi"
    draft["criteria"][4]["step"] = 0
    draft["scopes"][0]["criteria"][1] = "Thể chế"
    draft["tables"][0]["hit_policy"] = "LAST"
    del draft["tables"][1]["rules"][0]["outcome"]
    draft["tables"][1]["rules"][1]["colour"] = "red"
    ran = cli("rubric", "import", saved(tmp_path, draft))
    assert (ran.code, ran.out) == (1, b"")
    assert [line.split(": ")[0] for line in ran.complaints] == [
        "/name/vi",
        "/documents/0/dated",
        "/criteria/3/max_points",
        "/criteria/4/step",
        "/scopes/0/criteria/1",
        "/tables/0/hit_policy",
        "/tables/1/rules/0/outcome",
        "/tables/1/rules/1/colour",
    ]
    assert ran.complaints[2].startswith("/criteria/3/max_points: Tiêu chí to-chuc-bo-may: “sáu rưỡi” không phải là số.")
    assert ran.complaints[3].endswith("Tiêu chí che-do-cong-vu, bước chấm: “0” không hợp lệ. Được phép: lớn hơn 0.")
    assert editions(committing) == before


def test_every_reference_to_nothing_is_told_at_once(
    cli: Run, committing: Database, tmp_path: Path, draft: dict[str, Any]
) -> None:
    before = editions(committing)
    draft["criteria"][0]["code"] = "the-che"
    draft["scopes"][1]["criteria"].append("nowhere")
    draft["tables"][1]["rules"][0]["conditions"][1]["measure"]["scope"] = "nowhere"
    draft["tables"][1]["rules"][0]["citations"][0]["document"] = "nowhere"
    draft["tables"][2]["scope"] = "nowhere"
    ran = cli("rubric", "import", saved(tmp_path, draft), "--lang", "en")
    assert ran.code == 1
    assert [line.split(": ")[0] for line in ran.complaints] == [
        "/criteria/1/code",
        "/scopes/0/criteria/0",
        "/scopes/1/criteria/2",
        "/tables/1/rules/0/conditions/1/measure/scope",
        "/tables/1/rules/0/citations/0/document",
        "/tables/2/scope",
    ]
    assert editions(committing) == before


@pytest.mark.parametrize(
    ("change", "said"),
    [
        ({"code": "moi", "block": "xa"}, "/block: Không có khối “xa”. Được phép: huyen, so."),
        ({"block": "huyen"}, "/block: Bộ chỉ số so áp dụng cho khối so, không phải khối “huyen”."),
        ({"format": "2"}, "/format: “2” không hợp lệ. Được phép: 1."),
        ({"name": {"vi": "a\0"}}, "/name/vi: “a\\u0000” có ký tự không được phép (NUL, hoặc nửa cặp surrogate)."),
    ],
)
def test_what_does_not_fit_is_told_with_its_pointer(
    cli: Run, tmp_path: Path, draft: dict[str, Any], change: dict[str, Any], said: str
) -> None:
    ran = cli("rubric", "import", saved(tmp_path, {**draft, **change}))
    assert (ran.code, ran.complaints) == (1, [said])


def test_what_is_no_document_at_all_is_called_so(cli: Run, tmp_path: Path) -> None:
    ran = cli("rubric", "import", saved(tmp_path, []))
    assert ran.complaints == ["tài liệu: “[…]” không phải đối tượng. Được phép: đối tượng trong dấu ngoặc nhọn."]


def test_what_is_no_json_is_called_by_the_name_of_its_file(cli: Run, tmp_path: Path) -> None:
    path = tmp_path / "rubric.json"
    path.write_text("{", encoding="utf-8")
    said = "rubric.json: Nội dung không phải JSON: dòng 1, cột 2. Được phép: một đối tượng JSON, mã UTF-8."
    assert cli("rubric", "import", str(path)).complaints == [said]


@pytest.mark.parametrize("levels", [16, 40])
def test_a_tree_of_many_levels_is_read(cli: Run, tmp_path: Path, draft: dict[str, Any], levels: int) -> None:
    del draft["review_table"]
    deep = {**draft, "criteria": [nested(levels)], "scopes": [], "tables": draft["tables"][:1]}
    ran = cli("rubric", "import", saved(tmp_path, deep))
    assert (ran.code, ran.complaints) == (0, [])
    assert cli("rubric", "export", "so", "--edition", "2").text.count('"parts"') == levels


def test_a_tree_beyond_any_reason_is_refused(cli: Run, tmp_path: Path) -> None:
    path = tmp_path / "rubric.json"
    for levels in (60, 500, 10_000, 100_000):
        path.write_text('{"criteria":' + '[{"parts":' * levels + "[]" + "}]" * levels + "}", encoding="utf-8")
        ran = cli("rubric", "import", str(path))
        assert ran.complaints == ["rubric.json: Nội dung lồng quá nhiều cấp. Được phép: tối đa 100 cấp."]


def test_an_empty_list_is_called_empty(cli: Run, tmp_path: Path, draft: dict[str, Any]) -> None:
    draft["tables"][0]["rules"] = []
    draft["scopes"][0]["criteria"] = []
    said = "danh sách trống. Được phép: ít nhất một mục."
    ran = cli("rubric", "import", saved(tmp_path, draft))
    assert ran.complaints == [f"/scopes/0/criteria: {said}", f"/tables/0/rules: {said}"]


def test_an_exemption_of_an_agency_that_is_not_stored_is_noted(cli: Run, tmp_path: Path, draft: dict[str, Any]) -> None:
    draft["exemptions"] = [{"criterion": "the-che", "agency": agency} for agency in ("so-y-te", "so-y-tee", "moi")]
    ran = cli("rubric", "import", saved(tmp_path, draft), "--lang", "en")
    assert ran.code == 0
    assert ran.complaints == [
        "Exemptions name agencies that are not stored: so-y-tee, moi. Check that they are not mistyped."
    ]
    draft["exemptions"] = draft["exemptions"][:1]
    assert cli("rubric", "import", saved(tmp_path, draft)).complaints == []


def test_an_unknown_period_is_named_as_on_the_command_line(cli: Run) -> None:
    ran = cli("rubric", "import", str(CASE / "so.json"), "--period", "1999")
    assert ran.complaints == ["--period: Không có kỳ đánh giá “1999”. Được phép: 2021, 2022."]


def test_the_published_schema_is_the_one_that_documents_are_read_by() -> None:
    assert run("rubric", "schema").out == SCHEMA.read_bytes()
