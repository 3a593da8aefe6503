"""What it takes for a better outcome: of a stored evaluation, of a sheet that is sent, on the command line."""

from dataclasses import replace
from typing import Any

import pytest

from rules.errors import Refused
from rulesvc.database import Database
from rulesvc.errors import NothingStored, SeveralRubrics
from rulesvc.store.persons import Actor
from rulesvc.usecases.advice import advise_agency
from rulesvc.usecases.evaluations import Filters, list_evaluations
from tests.command_line import Run, run_on
from tests.hai_duong import rubric_of
from tests.service.asking import evaluated, imported, request_for
from tests.service.calling import EVALUATIONS, Caller, answering, body_for, rows

ADVICE = "/api/v1/advice"
BETTER = "hoan-thanh-tot"
ALONE = "Chỉ riêng Cải cách thủ tục hành chính có thể đủ: cần tăng"


def id_of(database: Database, agency: str) -> int:
    with database.reading() as session:
        (record,) = list_evaluations(session, Filters(agency=agency, current=True)).records
    assert record.id is not None
    return record.id


def of_head(told: dict[str, Any], outcome: str = BETTER) -> dict[str, Any]:
    """What is told of the way to *outcome* of the head."""
    table = next(each for each in told["tables"] if each["table"] == "head_rating")
    found: dict[str, Any] = next(each for each in table["better"] if each["outcome"] == outcome)
    return found


def able(better: dict[str, Any]) -> dict[str, str]:
    """The areas that would do alone, with what they lack."""
    return {each["criterion"]: each["lacking"] for each in better["alone"] if each["lacking"] is not None}


def told_of(api: Caller, agency: str, query: str = "") -> dict[str, Any]:
    told: dict[str, Any] = api.get(f"{EVALUATIONS}/{id_of(api.database, agency)}/advice{query}").get_json()
    return told


# ---- over HTTP -------------------------------------------------------------------------------------------------------


@pytest.mark.parametrize(("agency", "lacking"), [("bql-khu-cong-nghiep", "1.45"), ("tu-ky", "1.35")])
def test_what_lacks_in_one_area_alone_is_told(api: Caller, agency: str, lacking: str) -> None:
    better = of_head(told_of(api, agency))
    assert able(better) == {"thu-tuc-hanh-chinh": lacking}
    assert (better["lacking"], better["gain"]) == (lacking, "1.5")
    (rise,) = better["rises"]
    assert rise["criterion"] == "thu-tuc-hanh-chinh"
    comma = lacking.replace(".", ",")
    assert f"tổng điểm cần tăng ít nhất {comma} điểm (theo bước chấm: 1,50 điểm)" in better["told"]
    alone = next(each["told"] for each in better["alone"] if each["criterion"] == "thu-tuc-hanh-chinh")
    assert alone.startswith(f"{ALONE} {comma} điểm")


def test_where_no_area_is_enough_alone_it_is_said_why(api: Caller) -> None:
    better = of_head(told_of(api, "so-y-te"))
    assert able(better) == {}
    alone = next(each["told"] for each in better["alone"] if each["criterion"] == "thu-tuc-hanh-chinh")
    assert alone.startswith("Chỉ riêng Cải cách thủ tục hành chính chưa đủ, do ")
    assert "66,67%" in alone


def test_advice_says_whose_it_is_and_where_the_figures_come_from(api: Caller) -> None:
    told = told_of(api, "so-y-te")
    assert (told["agency"], told["subject"], told["period"], told["language"]) == ("so-y-te", "Sở Y tế", "2022", "vi")
    assert "dựng lại" in told["provenance"]
    assert told["edition_caution"] == ""
    assert [each["table"] for each in told["tables"]] == ["group", "head_rating"]
    assert "takes at least" in of_head(told_of(api, "so-y-te", "?lang=en"))["told"]


def test_whoever_has_the_best_outcome_is_told_so(api: Caller) -> None:
    group = next(each for each in told_of(api, "so-noi-vu")["tables"] if each["table"] == "group")
    assert (group["outcome"], group["better"]) == ("90", [])
    assert group["note"].startswith("Không có mức nào cao hơn “Nhóm đạt Chỉ số tổng hợp từ 90% trở lên”")


def test_a_sheet_that_is_sent_is_advised_on_and_nothing_is_stored(api: Caller) -> None:
    before = rows(api.database)
    sent = api.post(ADVICE, body_for("tu-ky"))
    assert sent.status_code == 200
    assert able(of_head(sent.get_json())) == {"thu-tuc-hanh-chinh": "1.35"}
    assert rows(api.database) == before
    assert api.post(ADVICE, body_for("tu-ky", edition=7)).status_code == 422
    assert api.get(f"{EVALUATIONS}/999999/advice").status_code == 404


def test_a_draft_may_be_named_and_that_it_is_one_is_said(api: Caller, actor: Actor) -> None:
    line = imported(api.database, rubric_of("huyen"), actor)
    told = api.post(ADVICE, body_for("tu-ky", edition=line.number)).get_json()
    assert told["edition"] == line.number
    assert told["edition_caution"].startswith("Dự thảo")


def test_whoever_has_no_outcome_is_not_advised_towards_the_worst(api: Caller) -> None:
    """Enough in all, but less than half in one area: of that the regulation says nothing."""
    told = api.post(ADVICE, answering("tu-ky", "the-che", points="2")).get_json()
    table = next(each for each in told["tables"] if each["table"] == "head_rating")
    assert table["outcome"] is None
    assert [each["outcome"] for each in table["better"]] == ["hoan-thanh", BETTER, "hoan-thanh-xuat-sac"]


def test_whoever_rises_to_no_outcome_is_told_so(api: Caller, actor: Actor) -> None:
    whole = rubric_of("huyen")
    rating = whole.table["head_rating"]
    worst = tuple(rule for rule in rating.rules if rule.outcome == rating.outcome_codes[-1])
    tables = tuple(replace(each, rules=worst) if each == rating else each for each in whole.tables)
    line = imported(api.database, replace(whole, tables=tables), actor)
    told = api.post(ADVICE, body_for("tu-ky", edition=line.number)).get_json()
    table = next(each for each in told["tables"] if each["table"] == "head_rating")
    assert (table["outcome"], table["better"]) == (None, [])
    assert table["note"] == "Chỉ tăng điểm thì chưa đủ để có kết quả xếp loại."


def test_where_the_ways_are_too_many_that_is_said(api: Caller) -> None:
    """As with points that lie so far beside the steps."""
    told = api.post(ADVICE, answering("tu-ky", "the-che", points="3.000001")).get_json()
    assert [each["better"] for each in told["tables"]] == [[], []]
    assert {each["note"] for each in told["tables"]} == {
        "Không nêu gợi ý ở nội dung này: có quá nhiều phương án để so sánh đầy đủ."
    }


# ---- of an agency ----------------------------------------------------------------------------------------------------


def test_of_an_agency_it_is_what_stands_that_counts(hai_duong: Database, actor: Actor) -> None:
    later = evaluated(hai_duong, request_for("tu-ky"), actor)
    with hai_duong.reading() as session:
        assert advise_agency(session, "tu-ky", "2022").record.id == later.id


def test_an_agency_without_results_and_one_with_several_are_told_apart(hai_duong: Database, actor: Actor) -> None:
    imported(hai_duong, replace(rubric_of("so"), code="khac"), actor, issue=True)
    evaluated(hai_duong, replace(request_for("so-y-te"), rubric="khac"), actor)
    with hai_duong.reading() as session:
        with pytest.raises(NothingStored):
            advise_agency(session, "so-y-te", "2021")
        with pytest.raises(SeveralRubrics) as several:
            advise_agency(session, "so-y-te", "2022")
        assert set(several.value.allowed) == {"khac", "so"}
        assert advise_agency(session, "so-y-te", "2022", "khac").record.rubric == "khac"
        with pytest.raises(Refused):
            advise_agency(session, "so-y-tee", "2022")


# ---- on the command line ---------------------------------------------------------------------------------------------


@pytest.fixture
def cli(committing: Database) -> Run:
    return run_on(committing)


def test_advice_is_told_on_the_command_line(cli: Run) -> None:
    told = cli("advice", "bql-khu-cong-nghiep", "2022")
    assert told.code == 0
    assert told.lines[0].endswith(", kỳ đánh giá 2022")
    assert told.lines[1].startswith("(")
    alone = [
        line for line in told.lines if "Chỉ riêng Cải cách thủ tục hành chính có thể đủ: cần tăng 1,45 điểm" in line
    ]
    assert alone
    assert all(line.startswith("        ") for line in alone)
    assert "takes at least" in cli("advice", "tu-ky", "2022", "--rubric", "huyen", "--lang", "en").text
    assert "    Không có mức nào cao hơn “Nhóm đạt" in cli("advice", "so-noi-vu", "2022").text


def test_an_agency_that_is_not_known_is_said_on_the_command_line(cli: Run) -> None:
    ran = cli("advice", "tu-kyy", "2022")
    assert (ran.code, "tu-ky" in ran.err) == (1, True)
    assert cli("advice", "tu-ky", "2021").code == 1
