"""Impact over HTTP and on the command line: a draft is tried on the result sheets that are stored."""

from dataclasses import replace
from typing import Any

import pytest

from foresight.carrying import renamed
from foresight.impact_phrases import effect_texts
from rules.text import Text
from rulesvc.database import Database
from rulesvc.languages import language
from rulesvc.store.persons import Actor
from rulesvc.usecases.drafting import set_origins
from rulesvc.usecases.editions import EditionRef
from rulesvc.usecases.evaluate import evaluate
from rulesvc.usecases.impact import open_trial
from rulesvc.usecases.impact_words import scene_of
from tests.command_line import run_on
from tests.service.asking import evaluated, queries, request_for, with_points
from tests.service.calling import RUBRICS, Caller, rows
from tests.service.databases import NOW
from tests.service.editing import DAY, changed, drafted, issued, lan

BEST = ("tables", "head_rating", "rules", "hoan-thanh-xuat-sac", "conditions", "1")
NOTE = "Kết quả tính thử trên số liệu đã lưu; không làm thay đổi kết quả các kỳ đã công bố."
LABELLED = "Số liệu dùng để tính thử có phần hoặc toàn bộ không phải số liệu chính thức: số liệu dựng lại để minh họa."
LABEL = "Nguồn số liệu của 18/18 cơ quan, đơn vị: số liệu dựng lại để minh họa."
SCIENCE = (
    "Khối các sở, ban, ngành tỉnh, năm 2022: 17/18 cơ quan, đơn vị không thay đổi; 01 cơ quan, đơn vị thay đổi: Giám "
    "đốc Sở Khoa học và Công nghệ từ Hoàn thành xuất sắc nhiệm vụ xuống Hoàn thành tốt nhiệm vụ, do lĩnh vực Cải cách "
    "tài chính công đạt 5,00/6 điểm (83,33%), thiếu 0,10 điểm so với mức 85%."
)
KIM_THANH = (
    "Khối UBND các huyện, thị xã, thành phố, năm 2022: 11/12 cơ quan, đơn vị không thay đổi; 01 cơ quan, đơn vị thay "
    "đổi: Chủ tịch UBND huyện Kim Thành từ Hoàn thành xuất sắc nhiệm vụ xuống Hoàn thành tốt nhiệm vụ, do 02 lĩnh vực "
    "dưới 85%: Cải cách thể chế 4,50/5,5 điểm (81,82%, thiếu 0,18 điểm), Cải cách tài chính công 5,75/7 điểm (82,14%, "
    "thiếu 0,20 điểm)."
)


def stricter(database: Database, rubric: str = "so") -> EditionRef:
    """A draft that raises the floor of the best rating from 80 to 85."""
    ref = drafted(database, origin=EditionRef(rubric, 1))
    changed(database, ref, *BEST, threshold="85")
    return ref


def asked(api: Caller, rubric: str = "so", query: str = "", **headers: str) -> Any:
    return api.get(f"{RUBRICS}/{rubric}/editions/2/impact{query}", **headers)


@pytest.mark.parametrize(
    ("rubric", "agency", "told"), [("so", "so-khoa-hoc-cong-nghe", SCIENCE), ("huyen", "kim-thanh", KIM_THANH)]
)
def test_a_draft_with_a_higher_floor_names_who_changes_and_why(
    api: Caller, hai_duong: Database, rubric: str, agency: str, told: str
) -> None:
    stricter(hai_duong, rubric)
    found = asked(api, rubric).get_json()
    (period,) = found["periods"]
    assert (found["edition"]["number"], period["period"], period["summary"]) == (2, "2022", told)
    assert (period["changed"], period["not_computed"]) == (1, 0)
    assert period["unchanged"] == period["sheets"] - 1
    (changing,) = (each for each in period["agencies"] if each["changed"])
    assert (changing["agency"], changing["edition"], changing["computed"]) == (agency, 1, True)
    turn = changing["tables"]["head_rating"]
    assert (turn["before"]["code"], turn["after"]["code"]) == ("hoan-thanh-xuat-sac", "hoan-thanh-tot")
    assert changing["before"] == changing["after"]
    assert found["told"][:2] == [LABELLED, told]
    assert found["told"][-1] == NOTE


def test_the_distributions_and_who_is_near_are_data_too(api: Caller, hai_duong: Database) -> None:
    stricter(hai_duong)
    (period,) = asked(api, query="?lang=en").get_json()["periods"]
    best = period["distributions"]["head_rating"][0]
    assert best == {
        "code": "hoan-thanh-xuat-sac",
        "reason": None,
        "label": "Excellent completion of duties",
        "before": 3,
        "after": 2,
    }
    near = {each["agency"]: each["near"] for each in period["agencies"] if each["near"]}
    (line,) = near["so-lao-dong-tbxh"]
    assert (line["table"], line["value"], line["threshold"], line["upwards"]) == ("group", "89.5", "90", True)
    assert line["then"]["code"] == "90"


def test_the_impact_is_told_in_plain_text_where_that_is_asked_for(api: Caller, hai_duong: Database) -> None:
    stricter(hai_duong)
    lines = asked(api, Accept="text/plain").text.splitlines()
    assert (*lines[:3], lines[-1]) == (LABELLED, SCIENCE, LABEL, NOTE)


def test_where_figures_come_from_that_are_no_official_ones_is_said_of_each_of_them(
    api: Caller, hai_duong: Database, actor: Actor
) -> None:
    label = "số liệu dựng lại để minh họa"
    stricter(hai_duong)
    reported = replace(with_points(request_for("so-noi-vu"), "tai-chinh-cong", "6"), provenance=Text(""))
    evaluated(hai_duong, reported, actor)
    found = asked(api).get_json()
    (period,) = found["periods"]
    assert (found["provenance"], period["provenance"]) == (label, label)
    said = {each["agency"]: each["provenance"] for each in period["agencies"]}
    assert (said.pop("so-noi-vu"), set(said.values())) == ("", {label})
    assert LABEL.replace("18/18", "17/18") in found["told"]


def test_it_stores_nothing_and_asks_no_query_for_each_sheet(api: Caller, hai_duong: Database) -> None:
    stricter(hai_duong)
    before = rows(hai_duong)
    with queries(hai_duong) as many, hai_duong.reading() as session:
        trial = open_trial(session, "so", 2)
    with queries(hai_duong) as few, hai_duong.reading() as session:
        none = open_trial(session, "so", 2, ("2021",))
    assert (len(trial.sheets), none.sheets) == (18, ())
    assert len(many) <= len(few) + 8  # those that follow the criteria to the edition that judged, once
    assert rows(hai_duong) == before
    assert asked(api, query="?period=2021").get_json()["told"] == [
        "Chưa có kết quả nào được lưu để tính thử.",
        NOTE,
    ]


def test_only_what_stands_at_the_final_stage_is_tried(hai_duong: Database, actor: Actor) -> None:
    stricter(hai_duong)
    request = request_for("so-khoa-hoc-cong-nghe")
    evaluated(hai_duong, with_points(request, "tai-chinh-cong", "6"), actor)
    evaluated(hai_duong, with_points(request_for("so-noi-vu", stage="self"), "tai-chinh-cong", "0"), actor)
    with hai_duong.reading() as session:
        (found,) = open_trial(session, "so", 2, ("2022",)).impact()
    assert (len(found.effects), found.changed) == (18, ())


def test_a_renamed_criterion_is_followed_and_a_new_one_is_listed(api: Caller, hai_duong: Database) -> None:
    ref = drafted(hai_duong)
    changed(hai_duong, ref, "criteria", "sipas", code="hai-long")
    (period,) = asked(api).get_json()["periods"]
    assert (period["changed"], period["not_computed"]) == (0, 0)
    with hai_duong.writing() as session:
        set_origins(session, ref, {"hai-long": ()}, actor=lan(hai_duong), now=NOW)
    (period,) = asked(api).get_json()["periods"]
    assert (period["changed"], period["not_computed"], period["sheets"]) == (0, 18, 18)
    lacking = [(each["criterion"], each["why"]) for each in period["agencies"][0]["lacking"]]
    assert lacking == [("hai-long", "new")]
    assert period["agencies"][0]["after"] is None


def test_the_edition_before_is_tried_on_sheets_that_a_later_one_judged(hai_duong: Database, actor: Actor) -> None:
    ref = stricter(hai_duong)
    changed(hai_duong, ref, "criteria", "sipas", code="hai-long")
    issued(hai_duong, ref)
    request = request_for("so-khoa-hoc-cong-nghe")
    answers = (renamed(each, each.criterion.replace("sipas", "hai-long")) for each in request.answers)
    with hai_duong.writing() as session:
        record = evaluate(session, replace(request, answers=tuple(answers)), actor=actor, now=NOW + 3 * DAY)
    assert (record.edition, record.effective["head_rating"]["code"]) == (2, "hoan-thanh-tot")
    with hai_duong.reading() as session:
        trial = open_trial(session, "so", 1)
    (found,) = trial.impact()
    (effect,) = found.changed
    assert (effect.agency, effect.judged.edition.number, found.uncomputed) == ("so-khoa-hoc-cong-nghe", 2, ())
    (told,) = effect_texts(effect, scene_of(trial, language("vi")))
    assert told.startswith(
        "Giám đốc Sở Khoa học và Công nghệ từ Hoàn thành tốt nhiệm vụ lên Hoàn thành xuất sắc nhiệm vụ, do lĩnh vực "
        "Cải cách tài chính công đạt 5,00/6 điểm, bằng 83,33%"
    )


@pytest.mark.parametrize(
    ("path", "status", "words"),
    [
        ("so/editions/9/impact", 404, "9"),
        ("x/editions/1/impact", 404, "x"),
        ("so/editions/1/impact?period=1999", 422, "1999"),
        ("so/editions/1/impact?year=2022", 422, "year"),
    ],
)
def test_what_is_not_known_is_refused(api: Caller, path: str, status: int, words: str) -> None:
    answer = api.get(f"{RUBRICS}/{path}")
    assert (answer.status_code, words in answer.text) == (status, True)


def test_the_command_says_the_same(committing: Database) -> None:
    stricter(committing)
    cli = run_on(committing)
    ran = cli("rubric", "impact", "so")
    first, labelled, summary, *lines = ran.lines
    assert (labelled, lines[0]) == (LABELLED, LABEL)
    assert (ran.code, first.startswith("so, lần ban hành 2  dự thảo"), summary, lines[-1]) == (0, True, SCIENCE, NOTE)
    assert any(line.startswith("Sát mức 90%: Sở Lao động - Thương binh và Xã hội từ") for line in lines)
    english = cli("rubric", "impact", "so", "--edition", "1", "--period", "2022", "--lang", "en")
    assert english.lines[2] == "Provincial departments, in 2022: 18/18 agencies unchanged."
    unknown = cli("rubric", "impact", "so", "--period", "1999")
    assert (unknown.code, unknown.err.startswith("--period: ")) == (1, True)
