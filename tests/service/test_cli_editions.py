"""`rulesvc edition | draft`: from a copy of the edition in force to the edition that replaces it."""

import json
from datetime import datetime
from pathlib import Path

import pytest

from rules.language import VIETNAM
from rulesvc.database import Database
from rulesvc.models import Role
from rulesvc.usecases.editions import EditionRef
from tests.command_line import Run, run_on
from tests.service.editing import acknowledged, decision, nested
from tests.service.people import person

TOP = "tables/group/rules/90/conditions/0"


@pytest.fixture
def cli(committing: Database) -> Run:
    for code, role in (("lan", Role.EDITOR), ("minh", Role.APPROVER), ("hoa", Role.ISSUER)):
        person(committing, code, role)
    return run_on(committing, by="lan")


@pytest.fixture
def draft(cli: Run) -> Run:
    assert cli("edition", "draft", "so", "1", "--period", "2022").lines == [
        "so, lần ban hành 2  dự thảo  kỳ áp dụng 2022"
    ]
    return cli


def test_from_a_draft_to_what_applies(draft: Run, committing: Database) -> None:
    changed = draft("draft", "change", "so", "2", TOP, "threshold=89")
    assert json.loads(changed.out)["threshold"] == "89"
    acknowledged(committing, EditionRef("so", 2))
    assert draft("draft", "obstacles", "so", "2").lines == ["Không có vướng mắc: có thể trình duyệt dự thảo."]
    assert draft("edition", "submit", "so", "2").code == 0
    assert draft("edition", "clear", "so", "2").code == 1
    assert draft("edition", "return", "so", "2", "--comment", "Xem lại", "--as", "minh").code == 0
    assert draft("edition", "submit", "so", "2", "--comment", "Đã sửa").code == 0
    assert draft("edition", "clear", "so", "2", "--as", "minh").code == 0
    issued = draft("edition", "issue", "so", "2", "--document", decision(committing), "--replaces", "1", "--as", "hoa")
    assert "đã ban hành" in issued.text
    first, editors, *steps = draft("edition", "history", "so", "2").lines
    assert first == issued.lines[0]
    assert editors == "  người sửa: lan"
    assert [line.split("  ")[2] for line in steps] == ["lan", "minh", "lan", "minh", "hoa"]
    assert "được thay thế" in draft("rubric", "list").text
    repealing = decision(committing, "qd-2")
    assert draft("edition", "repeal", "so", "2", "--document", repealing, "--as", "hoa").code == 0


def test_the_history_says_for_whom_a_deputy_cleared(draft: Run, committing: Database) -> None:
    person(committing, "tam", Role.VIEWER)
    today = datetime.now(VIETNAM).date().isoformat()
    days = ("--from", today, "--to", today)
    assert draft("person", "deputy", "add", "minh", "--deputy", "tam", *days, "--as", "minh").code == 0
    acknowledged(committing, EditionRef("so", 2))
    assert draft("edition", "submit", "so", "2").code == 0
    assert draft("edition", "clear", "so", "2", "--as", "tam").code == 0
    last = draft("edition", "history", "so", "2").lines[-1]
    assert last.split("  ")[2:4] == ["tam", "thay minh"]


def test_elements_are_shown_added_changed_and_removed(draft: Run) -> None:
    new = ("code=moi", 'name={"vi": "Nhóm mới"}', 'criteria=["sipas"]')
    assert json.loads(draft("draft", "add", "so", "2", "scopes", *new).out)["criteria"] == ["sipas"]
    assert json.loads(draft("draft", "show", "so", "2", "scopes/moi").out)["name"] == {"vi": "Nhóm mới"}
    assert draft("draft", "remove", "so", "2", "scopes/moi").code == 0
    assert "scopes/moi" in draft("draft", "show", "so", "2", "scopes/moi").err
    assert "step" not in json.loads(draft("draft", "change", "so", "2", "criteria/the-che", "step=null").out)
    assert json.loads(draft("draft", "show", "so", "2", "own").out)["review_table"] == "review"


def test_how_a_component_is_scored_is_changed_in_json(draft: Run) -> None:
    method = '{"kind": "ratio", "figure": {"quantity": "percent"}, "target": 85, "floor": 60.5}'
    fields = (f"method={method}", "not_applicable=earns_maximum", "extra=true")
    changed = json.loads(draft("draft", "change", "so", "2", "criteria/the-che", *fields).out)
    assert changed["method"] == {**json.loads(method), "target": "85", "floor": "60.5"}
    assert (changed["not_applicable"], changed["extra"]) == ("earns_maximum", True)
    shown = draft("rubric", "show", "so").lines
    start = next(place for place, line in enumerate(shown) if "(the-che)" in line)
    assert [line.strip().partition(":")[0] for line in shown[start + 1 : start + 4]] == [
        "Điểm thưởng ngoài điểm tối đa",
        "Cách chấm",
        "Khi không phát sinh",
    ]
    refused = draft("draft", "change", "so", "2", "criteria/the-che", 'method={"target": "x"}')
    assert refused.complaints[0].startswith("method.target: Tiêu chí the-che: “x” không phải là số.")
    same = draft("draft", "change", "so", "2", "criteria/the-che", "method=null", "extra=null", "not_applicable=null")
    assert not {"method", "not_applicable", "extra"} & json.loads(same.out).keys()


def test_what_should_be_looked_at_is_told_and_once_acknowledged_stands_in_nobodys_way(
    draft: Run, committing: Database
) -> None:
    method = '{"kind": "ratio", "figure": {"quantity": "percent", "most": 80}, "target": 85}'
    assert draft("draft", "change", "so", "2", "criteria/the-che", f"method={method}").code == 0
    assert "ghi nhận là vấn đề xin ý kiến" in draft("draft", "obstacles", "so", "2").lines[0]
    acknowledged(committing, EditionRef("so", 2))
    can, doubt = draft("draft", "obstacles", "so", "2").lines
    assert can == "Không có vướng mắc: có thể trình duyệt dự thảo."
    assert doubt.startswith("Đề nghị xem lại: Tiêu chí the-che: Không có kết quả nào được điểm tối đa 10")
    submitted = draft("edition", "submit", "so", "2")
    assert (submitted.code, submitted.complaints) == (0, [])


@pytest.mark.parametrize(
    ("fields", "said"),
    [
        (("threshold=chín mươi",), "threshold: “chín mươi” không phải là số"),
        (("nguong=89",), "nguong"),
        (("threshold",), "threshold"),
        (("threshold=89", "threshold=88"), "“threshold” được nhập hai lần: “89” và “88”"),
        (("threshold=89", "operator=>", "threshold=89"), "“threshold” được nhập hai lần: “89” và “89”"),
        (('threshold={"',), ""),
    ],
)
def test_what_is_wrong_is_told_and_changes_nothing(draft: Run, fields: tuple[str, ...], said: str) -> None:
    ran = draft("draft", "change", "so", "2", TOP, *fields)
    assert ran.code != 0
    assert said in ran.err
    assert json.loads(draft("draft", "show", "so", "2", TOP).out)["threshold"] == "90"


def test_a_tree_of_many_levels_is_added_as_one_element(draft: Run) -> None:
    deep = nested(40)
    fields = (f"parts={json.dumps(deep['parts'])}", f"name={json.dumps(deep['name'])}", "code=c40", "max_points=100")
    assert draft("draft", "add", "so", "2", "criteria", *fields).code == 0
    assert json.loads(draft("draft", "show", "so", "2", "criteria/c0").out)["parent"] == "c1"


def test_two_editions_are_compared(draft: Run) -> None:
    assert draft("edition", "compare", "so", "1", "2").lines == ["Hai lần ban hành có nội dung như nhau."]
    draft("draft", "change", "so", "2", TOP, "threshold=89")
    assert draft("draft", "reason", "so", "2", "rule/group/90", "Theo kết luận").code == 0
    (told,) = draft("edition", "compare", "so", "1", "2").lines
    assert "từ 90% trở lên" in told
    assert "từ 89% trở lên" in told
    table = draft("edition", "compare", "so", "1", "2", "--table").text
    assert "Lý do: Theo kết luận" in table


def test_elements_are_put_where_their_position_says(draft: Run) -> None:
    assert json.loads(draft("draft", "change", "so", "2", "criteria/the-che", "position=5").out)["position"] == 5
    for position in ("x", "-1", "9", "true", "{}"):
        refused = draft("draft", "change", "so", "2", "criteria/the-che", f"position={position}")
        assert (refused.code, "từ 0 đến 8" in refused.err) == (1, True)
    assert "code: “null”" in draft("draft", "change", "so", "2", "criteria/the-che", "code=null").err


@pytest.mark.parametrize(
    ("address", "command"),
    [
        ("criteria/sipas", ("change", "so", "2", "criteria/sipas", "max_points=11")),
        ("scopes/review-areas", ("remove", "so", "2", "scopes/review-areas")),
        ("periods", ("periods", "so", "2", "2021")),
        ("origins", ("origins", "so", "2", "sipas=the-che")),
        ("reasons", ("reason", "so", "2", "criterion/the-che", "Theo kết luận")),
    ],
)
def test_a_change_says_what_it_has_seen(draft: Run, address: str, command: tuple[str, ...]) -> None:
    draft("draft", "change", "so", "2", "criteria/the-che", "step=null")
    before = draft("draft", "show", "so", "2", address).text
    stale = draft("draft", *command, "--expected", "0" * 64)
    assert (stale.code, "lan" in stale.err) == (1, True)
    assert draft("draft", "show", "so", "2", address).text == before
    (seen,) = draft("draft", "show", "so", "2", address, "--hash").lines
    taken = draft("draft", *command, "--expected", seen)
    assert "review-areas" in taken.err if address.startswith("scopes") else taken.code == 0, taken.err


def test_a_period_is_named_once(draft: Run, tmp_path: Path) -> None:
    file = tmp_path / "so.json"
    file.write_bytes(draft("rubric", "export", "so").out)
    twice = ("--period", "2022", "--period", "2022")
    for ran in (draft("edition", "draft", "so", "1", *twice), draft("rubric", "import", str(file), *twice)):
        assert (ran.code, "mỗi kỳ một lần" in ran.err) == (1, True)


def test_periods_origins_and_remarks(draft: Run) -> None:
    assert "kỳ áp dụng 2021, 2022" in draft("draft", "periods", "so", "2", "2022", "2021").text
    assert "sipas=sipas,the-che" in draft("draft", "origins", "so", "2", "sipas=the-che,sipas").lines
    assert "sipas=" not in draft("draft", "origins", "so", "2", "sipas=").text
    twice = draft("draft", "origins", "so", "2", "sipas=the-che", "sipas=sipas")
    assert (twice.code, "“the-che” và “sipas”" in twice.err) == (1, True)
    assert draft("draft", "origins", "so", "2", "sipas").code == 1
    assert "sipas=" not in draft("draft", "origins", "so", "2").text
    first = draft("draft", "remark", "so", "2", "Nên giữ", "--criterion", "sipas", "--as", "minh").lines[0]
    draft("draft", "remark", "so", "2", "Đã tiếp thu", "--reply-to", first)
    draft("draft", "settle", "so", "2", first, "explained", "Giữ mức cũ")
    about, reply, settled = draft("draft", "remarks", "so", "2").lines
    assert about.endswith("minh  sipas  Nên giữ")
    assert f"-> {first}" in reply
    assert settled.endswith("sipas  đã giải trình  Giữ mức cũ")


def test_a_draft_is_discarded_and_keeps_its_number(draft: Run) -> None:
    assert "đã bỏ" in draft("edition", "discard", "so", "2", "--comment", "Lập lại từ đầu").text
    assert draft("edition", "history", "so", "2").lines[-1].endswith("đã bỏ  Lập lại từ đầu")
    assert draft("edition", "discard", "so", "2", "--comment", "Lập lại từ đầu").code == 1
    assert "lần ban hành 3" in draft("edition", "draft", "so", "1", "--period", "2022").text
