"""What a check finds in an edition is told with an example, acknowledged with a reason, or closed by a rule."""

import json
from datetime import timedelta
from fractions import Fraction
from typing import Any
from urllib.parse import urlencode

import pytest
from flask import Flask
from sqlalchemy import delete, insert, select, update
from werkzeug.test import TestResponse

from rules.errors import Refused
from rulesvc import models
from rulesvc.cli.formats.problems import problem_lines
from rulesvc.database import Database
from rulesvc.errors import (
    AcknowledgedAlready,
    DocumentToBeChosen,
    NotAcknowledged,
    NotAWarning,
    NothingProposed,
    NotOpen,
    OutcomeToBeChosen,
    ReasonNotInWords,
    RoleMissing,
    StandsInTheWay,
    ToBeAcknowledged,
    UnknownProblem,
)
from rulesvc.languages import language
from rulesvc.models import Role
from rulesvc.models.base import table
from rulesvc.schemas.rubric_document import read_part
from rulesvc.store.acknowledgements import NewAcknowledgement
from rulesvc.store.evaluations import EvaluationRecord
from rulesvc.store.persons import Actor
from rulesvc.usecases.check import Checked, Decision, acknowledge, add_proposed, check, take_back
from rulesvc.usecases.drafting import Added, Amendment, amend, problems
from rulesvc.usecases.editions import EditionRef, history, submit
from rulesvc.usecases.evaluations import Filters, list_evaluations
from rulesvc.usecases.rubrics import find_edition
from rulesvc.usecases.untried import NO_CASES
from tests.command_line import Run, run_on
from tests.hai_duong import BLOCKS
from tests.service.asking import evaluated, request_for, with_points
from tests.service.calling import RUBRICS, Caller, bearer, new_key
from tests.service.databases import NOW
from tests.service.editing import acknowledged, changed, drafted, issued, lan, tried
from tests.service.guarding import connection_to, refused
from tests.service.people import person

LATER = NOW + timedelta(days=1)
GAP = "gap:head_rating:total_percent >= 65 and lowest_percent(seven-areas) < 50"
LOW = "gap:group:total_percent < 70"
REPORT = "27-bc-ubnd"
REASON = "Trình Hội đồng xem xét từng trường hợp"
TOLD = (
    "“Mức độ hoàn thành nhiệm vụ CCHC của người đứng đầu”: quy định chưa điều chỉnh trường hợp Chỉ số tổng hợp từ 65% "
    "trở lên; ít nhất một lĩnh vực trong bảy lĩnh vực chấm theo tài liệu kiểm chứng dưới 50%."
)
EXAMPLE = (
    "Ví dụ minh họa: Chỉ số tổng hợp đạt 80,00% so với điểm tối đa; lĩnh vực Công tác chỉ đạo, điều hành cải cách hành "
    "chính đạt 7,00/14,5 điểm, bằng 48,28% (thấp nhất trong bảy lĩnh vực chấm theo tài liệu kiểm chứng)."
)


def checked(database: Database, ref: EditionRef) -> Checked:
    with database.reading() as session:
        return check(session, ref)


def names(database: Database, ref: EditionRef) -> list[str]:
    return [each.found.name for each in checked(database, ref).problems]


def known(
    database: Database, ref: EditionRef, name: str = GAP, *, reason: str = REASON, by: Actor | None = None
) -> None:
    actor = by or lan(database)
    with database.writing() as session:
        acknowledge(session, ref, NewAcknowledgement(name, reason), actor=actor, now=LATER)


def handed_in(database: Database, ref: EditionRef) -> str:
    actor = lan(database)
    with database.writing() as session:
        return submit(session, ref, actor=actor, now=LATER).status


def withdrawn(database: Database, ref: EditionRef, name: str = GAP) -> None:
    actor = lan(database)
    with database.writing() as session:
        take_back(session, ref, name, actor=actor, now=LATER)


def closed(
    database: Database, ref: EditionRef, name: str = GAP, *, document: str = REPORT, outcome: str = ""
) -> dict[str, Any]:
    actor = lan(database)
    with database.writing() as session:
        return add_proposed(session, ref, Decision(name, document, outcome), actor=actor, now=LATER).content


def contradicting(database: Database, ref: EditionRef) -> str:
    """The name of an error: of the groups only one may match, and now two do."""
    changed(database, ref, "tables", "group", hit_policy="UNIQUE")
    (error,) = (each for each in names(database, ref) if each.startswith("overlap:group"))
    return error


@pytest.fixture
def ref(hai_duong: Database) -> EditionRef:
    """A draft with a case, so that nothing is open but what its rules leave open."""
    return tried(hai_duong, drafted(hai_duong))


# ---- what is found ---------------------------------------------------------------------------------------------------


def test_the_reference_case_leaves_open_what_the_council_would_have_to_decide(hai_duong: Database) -> None:
    assert names(hai_duong, EditionRef("so", 1)) == [GAP, NO_CASES]
    assert names(hai_duong, EditionRef("huyen", 1)) == [LOW, GAP, NO_CASES]
    gap, _ = checked(hai_duong, EditionRef("so", 1)).problems
    assert (gap.found.severity, gap.touches) == ("warning", 0)
    assert gap.found.at == ("tables", 1)
    assert (gap.found.told.vi, gap.found.example.vi) == (TOLD, EXAMPLE)
    assert gap.found.proposal.vi.startswith("Đề xuất bổ sung, để cấp có thẩm quyền quyết định: “Không hoàn thành")
    assert "no rule says anything of" in gap.found.told.en


def touching(database: Database, ref: EditionRef, name: str) -> int | None:
    return next(each.touches for each in checked(database, ref).problems if each.found.name == name)


def test_it_counts_the_agencies_whose_last_result_lies_in_a_gap(hai_duong: Database, actor: Actor) -> None:
    """And of these only what stands: a later evaluation takes the place of an earlier one."""
    first = EditionRef("so", 1)
    for agency in ("so-noi-vu", "so-y-te"):
        evaluated(hai_duong, with_points(request_for(agency), "tai-chinh-cong", "2.75"), actor)
    assert touching(hai_duong, first, GAP) == 2
    evaluated(hai_duong, request_for("so-noi-vu"), actor)
    assert touching(hai_duong, first, GAP) == 1


def test_it_counts_the_agencies_on_which_two_rules_contradict_each_other(hai_duong: Database, ref: EditionRef) -> None:
    error = contradicting(hai_duong, ref)
    above = sum(Fraction(each.total["percent_exact"]) >= 90 for each in stored(hai_duong))
    assert above > 0
    assert touching(hai_duong, ref, error) == above


def stored(database: Database) -> tuple[EvaluationRecord, ...]:
    with database.reading() as session:
        return list_evaluations(session, Filters(rubric="so", current=True), limit=200).records


def test_sheets_that_an_edition_does_not_accept_any_more_are_not_counted(
    hai_duong: Database, actor: Actor, ref: EditionRef
) -> None:
    evaluated(hai_duong, with_points(request_for("so-y-te"), "tai-chinh-cong", "2.75"), actor)
    assert touching(hai_duong, ref, GAP) == 1
    changed(hai_duong, ref, "criteria", "sipas", code="hai-long")
    assert touching(hai_duong, ref, GAP) == 0


def test_what_stands_in_the_way_of_scoring_is_told_alone(hai_duong: Database, ref: EditionRef) -> None:
    option = {"code": "du", "name": {"vi": "Đầy đủ"}, "worth": {"kind": "points", "points": "9"}}
    changed(hai_duong, ref, "criteria", "sipas", method={"kind": "choice", "options": [option]})
    (doubt, gap) = names(hai_duong, ref)
    assert doubt == "doubt:sipas:method-options"
    assert gap == GAP
    part = {"code": "moi", "name": {"vi": "Mới"}, "max_points": "1", "parent": "the-che"}
    actor = lan(hai_duong)
    with hai_duong.writing() as session:
        amend(session, ref, Amendment(Added(("criteria",), part), read_part), actor=actor, now=LATER)
    unsummed, same = checked(hai_duong, ref).problems
    assert unsummed.found.name.startswith("unsummed:the-che:")
    assert (unsummed.found.severity, same.found.name) == ("error", doubt)


def test_what_the_reference_case_leaves_open_was_acknowledged_when_it_was_loaded(hai_duong: Database) -> None:
    for code in BLOCKS:
        found = checked(hai_duong, EditionRef(code, 1))
        said = {each.acknowledged.reason for each in found.problems if each.acknowledged}
        assert (found.is_settled, len(said)) == (True, 1)
        assert said.pop().startswith("Giữ nguyên theo số liệu tham chiếu")
    assert all(each.acknowledged is None for each in checked(hai_duong, drafted(hai_duong)).problems)


def test_that_nobody_tried_the_rules_is_acknowledged_or_a_case_is_confirmed(hai_duong: Database) -> None:
    ref = drafted(hai_duong)
    known(hai_duong, ref)
    with pytest.raises(Refused) as refused_:
        handed_in(hai_duong, ref)
    (refusal,) = refused_.value.refusals
    assert isinstance(refusal, ToBeAcknowledged)
    assert refusal.problem.vi == NO_CASES
    assert names(hai_duong, tried(hai_duong, ref)) == [GAP]
    untried = drafted(hai_duong, periods=("2021",))
    known(hai_duong, untried)
    known(hai_duong, untried, NO_CASES)
    assert handed_in(hai_duong, untried) == "submitted"


# ---- submission ------------------------------------------------------------------------------------------------------


def test_a_draft_with_a_gap_is_submitted_once_somebody_says_why_it_stays(hai_duong: Database, ref: EditionRef) -> None:
    with pytest.raises(Refused) as refused_:
        handed_in(hai_duong, ref)
    (refusal,) = refused_.value.refusals
    assert isinstance(refusal, ToBeAcknowledged)
    assert (refusal.problem.vi, refusal.told.vi) == (GAP, TOLD)
    known(hai_duong, ref)
    assert handed_in(hai_duong, ref) == "submitted"


def test_an_error_is_put_right_and_cannot_be_acknowledged(hai_duong: Database, ref: EditionRef) -> None:
    error = contradicting(hai_duong, ref)
    with pytest.raises(NotAWarning):
        known(hai_duong, ref, error)
    with pytest.raises(Refused) as refused_:
        handed_in(hai_duong, acknowledged(hai_duong, ref))
    assert [type(each) for each in refused_.value.refusals] == [StandsInTheWay]
    assert error in str(refused_.value)
    changed(hai_duong, ref, "tables", "group", hit_policy="FIRST")
    assert handed_in(hai_duong, ref) == "submitted"


def test_what_stands_between_a_draft_and_its_submission_holds_its_problems(
    hai_duong: Database, ref: EditionRef
) -> None:
    with hai_duong.reading() as session:
        assert [type(each) for each in problems(session, ref)] == [ToBeAcknowledged]
    known(hai_duong, ref)
    with hai_duong.reading() as session:
        assert problems(session, ref) == ()


# ---- acknowledging ---------------------------------------------------------------------------------------------------


def test_the_reason_that_somebody_gave_stays_until_it_is_taken_back(hai_duong: Database, ref: EditionRef) -> None:
    nam = person(hai_duong, "nam", Role.EDITOR)
    known(hai_duong, ref, by=nam)
    with pytest.raises(AcknowledgedAlready) as told:
        known(hai_duong, ref, reason="Một lý do khác")
    assert (told.value.person, told.value.when) == ("nam", LATER)
    (gap,) = checked(hai_duong, ref).problems
    assert gap.acknowledged is not None
    assert (gap.acknowledged.reason, gap.acknowledged.person, gap.acknowledged.at) == (REASON, "nam", LATER)
    withdrawn(hai_duong, ref)
    known(hai_duong, ref, reason="Một lý do khác")
    (gap,) = checked(hai_duong, ref).problems
    assert gap.acknowledged is not None
    assert (gap.acknowledged.reason, gap.acknowledged.person) == ("Một lý do khác", "lan")


def test_the_audit_keeps_who_said_what(hai_duong: Database, ref: EditionRef) -> None:
    known(hai_duong, ref)
    withdrawn(hai_duong, ref)
    event = models.AuditEvent
    with hai_duong.reading() as session:
        found = session.scalars(select(event).where(event.subject_key == "so/2").order_by(event.id)).all()
    assert [each.action for each in found[-2:]] == ["problem-acknowledged", "problem-acknowledgement-taken-back"]
    made, gone = (json.loads(each.details) for each in found[-2:])
    assert (made["problem"], made["reason"]) == (GAP, REASON)
    assert "quy định chưa điều chỉnh trường hợp" in made["told"]["vi"]
    assert (gone["problem"], gone["reason"], gone["person"]) == (GAP, REASON, "lan")


@pytest.mark.parametrize("reason", ["", "-", "n/a", "không"])
def test_a_reason_is_in_words(hai_duong: Database, ref: EditionRef, reason: str) -> None:
    with pytest.raises(ReasonNotInWords):
        known(hai_duong, ref, reason=reason)


def test_a_problem_is_called_by_its_name(hai_duong: Database, ref: EditionRef) -> None:
    with pytest.raises(UnknownProblem) as told:
        known(hai_duong, ref, "gap:head_rating")
    assert told.value.allowed == (GAP,)
    with pytest.raises(NotAcknowledged) as nobody:
        withdrawn(hai_duong, ref)
    assert nobody.value.allowed == ()


def without_one_area(database: Database, ref: EditionRef) -> None:
    """The floors of a draft cover six areas instead of seven, in a list of the same name."""
    with database.reading() as session:
        areas = find_edition(session, ref.rubric, ref.number).edition.rubric.scope["seven-areas"].criteria
    changed(database, ref, "scopes", "seven-areas", criteria=list(areas[:-1]))


def test_an_acknowledgement_does_not_survive_what_it_rests_on(hai_duong: Database, ref: EditionRef) -> None:
    known(hai_duong, ref)
    without_one_area(hai_duong, ref)
    (gap,) = checked(hai_duong, ref).problems
    assert (gap.found.name, gap.acknowledged, gap.is_settled) == (GAP, None, False)
    assert gap.acknowledged_before is not None
    assert (gap.acknowledged_before.person, gap.acknowledged_before.reason) == ("lan", REASON)
    with pytest.raises(Refused):
        handed_in(hai_duong, ref)
    known(hai_duong, ref, reason="Vẫn trình Hội đồng xem xét")
    (gap,) = checked(hai_duong, ref).problems
    assert (gap.is_settled, gap.acknowledged_before) == (True, None)
    assert handed_in(hai_duong, ref) == "submitted"


def test_an_acknowledgement_stays_while_other_things_change(hai_duong: Database, ref: EditionRef) -> None:
    known(hai_duong, ref)
    changed(hai_duong, ref, "scopes", "seven-areas", name={"vi": "Bảy lĩnh vực"})
    changed(hai_duong, ref, "tables", "group", "rules", "90", "conditions", "0", threshold="89")
    gap, *of_the_change = checked(hai_duong, ref).problems
    assert (gap.found.name, gap.is_settled) == (GAP, True)
    assert not any(each.is_settled for each in of_the_change)


def test_what_somebody_said_before_a_change_is_told_over_http_and_on_the_command_line(
    editor: Caller, hai_duong: Database
) -> None:
    known(hai_duong, EditionRef("so", 2))
    without_one_area(hai_duong, EditionRef("so", 2))
    (gap,) = editor.get(f"{ONE}/check").get_json()["problems"]
    assert (gap["acknowledged"], gap["acknowledged_before"]["reason"]) == (None, REASON)
    (line,) = checked(hai_duong, EditionRef("so", 2)).problems
    assert any("cần ghi nhận lại" in each for each in problem_lines([line], language("vi")))


def test_only_who_drafts_acknowledges(hai_duong: Database, ref: EditionRef) -> None:
    for role in set(Role) - {Role.EDITOR}:
        with pytest.raises(RoleMissing):
            known(hai_duong, ref, by=person(hai_duong, f"only-{role}", role))


def test_whoever_acknowledges_has_a_hand_in_the_draft(hai_duong: Database, ref: EditionRef) -> None:
    nam = person(hai_duong, "nam", Role.EDITOR)
    known(hai_duong, ref, by=nam)
    with hai_duong.reading() as session:
        assert "nam" in history(session, ref).editors


def test_an_edition_that_is_handed_in_keeps_what_was_acknowledged(hai_duong: Database, ref: EditionRef) -> None:
    line, actor, row = issued(hai_duong, ref), lan(hai_duong), table(models.Acknowledgement)
    for refused_ in (lambda: known(hai_duong, ref), lambda: withdrawn(hai_duong, ref), lambda: closed(hai_duong, ref)):
        with pytest.raises(NotOpen):
            refused_()
    new = {"edition_id": line.id, "problem": "x", "reason": "y", "person_id": actor.person_id, "at": NOW}
    of_edition = row.c.edition_id == line.id
    for statement in (
        insert(row).values(**new),
        update(row).where(of_edition).values(reason="y"),
        delete(row).where(of_edition),
    ):
        with refused("not open"), connection_to(hai_duong, actor) as connection:
            connection.execute(statement)
    assert checked(hai_duong, ref).is_settled


def test_acknowledgements_are_no_part_of_the_content(hai_duong: Database, ref: EditionRef) -> None:
    known(hai_duong, ref)
    with hai_duong.reading() as session:
        draft, origin = find_edition(session, "so", 2), find_edition(session, "so", 1)
    assert draft.edition.sha256 == origin.edition.sha256
    assert names(hai_duong, acknowledged(hai_duong, drafted(hai_duong, origin=ref))) == [GAP]


# ---- what is proposed ------------------------------------------------------------------------------------------------


def test_the_rule_that_is_proposed_closes_the_gap(hai_duong: Database, ref: EditionRef) -> None:
    rule = closed(hai_duong, ref)
    assert (rule["outcome"], len(rule["conditions"])) == ("khong-hoan-thanh", 2)
    assert names(hai_duong, ref) == []
    with hai_duong.reading() as session:
        head = find_edition(session, "so", 2).edition.rubric.table["head_rating"]
    assert head.rules[-1].code == rule["code"] == "khong-hoan-thanh-2"
    assert rule["citations"] == [{"document": REPORT}]
    assert handed_in(hai_duong, ref) == "submitted"


def test_who_takes_a_proposal_up_names_the_document_and_the_result_that_does_not_follow(hai_duong: Database) -> None:
    ref = drafted(hai_duong, origin=EditionRef("huyen", 1))
    with pytest.raises(DocumentToBeChosen) as unknown:
        closed(hai_duong, ref, document="qd-12")
    assert REPORT in unknown.value.allowed
    with pytest.raises(OutcomeToBeChosen) as open_:
        closed(hai_duong, ref, LOW)
    assert open_.value.allowed == ("90", "80-90", "70-80")
    assert closed(hai_duong, ref, LOW, outcome="70-80")["outcome"] == "70-80"
    assert names(hai_duong, ref) == [GAP, NO_CASES]


def test_where_nothing_is_proposed_that_is_said(hai_duong: Database, ref: EditionRef) -> None:
    error = contradicting(hai_duong, ref)
    with pytest.raises(NothingProposed) as told:
        closed(hai_duong, ref, error)
    assert told.value.allowed == (GAP,)


# ---- over HTTP -------------------------------------------------------------------------------------------------------

ONE = f"{RUBRICS}/so/editions/2"


@pytest.fixture
def editor(app: Flask, hai_duong: Database, ref: EditionRef) -> Caller:
    assert ref.number == 2
    return Caller(app, hai_duong, bearer(new_key(hai_duong, ("read", "draft")).secret))


def message(refused_: TestResponse) -> str:
    told: str = refused_.get_json()["detail"]
    return told


def test_problems_are_told_over_http_and_acknowledged(editor: Caller) -> None:
    told = editor.get(f"{ONE}/check").get_json()
    (gap,) = told["problems"]
    assert (told["settled"], told["edition"]["number"]) == (False, 2)
    assert (gap["name"], gap["severity"], gap["told"], gap["example"]) == (GAP, "warning", TOLD, EXAMPLE)
    assert (gap["pointer"], gap["agencies"], gap["acknowledged"]) == ("/tables/1", 0, None)
    assert (gap["proposed"]["table"], gap["proposed"]["outcome"]) == ("head_rating", "khong-hoan-thanh")
    assert [each["operator"] for each in gap["proposed"]["conditions"]] == [">=", "<"]
    assert "no rule says anything" in editor.get(f"{ONE}/check?lang=en").get_json()["problems"][0]["told"]
    refused_ = editor.post(f"{ONE}/submit", {})
    assert (refused_.status_code, TOLD in message(refused_), GAP in message(refused_)) == (422, True, True)
    made = editor.post(f"{ONE}/acknowledgements", {"problem": GAP, "reason": REASON})
    assert (made.status_code, made.get_json()["person"], made.get_json()["reason"]) == (201, "dashboard", REASON)
    told = editor.get(f"{ONE}/check").get_json()
    assert (told["settled"], told["problems"][0]["acknowledged"]) == (True, made.get_json())
    assert editor.post(f"{ONE}/submit", {}).get_json()["status"] == "submitted"


def test_an_acknowledgement_is_taken_back_over_http(editor: Caller) -> None:
    address = f"{ONE}/acknowledgements?{urlencode({'problem': GAP})}"
    assert editor.send("DELETE", address).status_code == 422
    body = {"problem": GAP, "reason": REASON}
    assert editor.post(f"{ONE}/acknowledgements", body).status_code == 201
    assert editor.post(f"{ONE}/acknowledgements", body).status_code == 409
    assert editor.send("DELETE", address).get_json()["number"] == 2
    assert editor.post(f"{ONE}/acknowledgements", body).status_code == 201


def test_what_cannot_be_acknowledged_is_said_over_http(editor: Caller) -> None:
    unknown = editor.post(f"{ONE}/acknowledgements", {"problem": "x", "reason": REASON})
    assert (unknown.status_code, GAP in message(unknown)) == (422, True)
    blank = editor.post(f"{ONE}/acknowledgements", {"problem": GAP, "reason": "n/a"})
    assert (blank.status_code, blank.get_json()["errors"][0]["pointer"]) == (422, "/reason")
    error = contradicting(editor.database, EditionRef("so", 2))
    refused_ = editor.post(f"{ONE}/acknowledgements", {"problem": error, "reason": REASON})
    assert (refused_.status_code, "Đây là lỗi, phải khắc phục" in message(refused_)) == (409, True)


def test_the_proposed_rule_is_added_over_http_with_its_etag(editor: Caller) -> None:
    made = editor.post(f"{ONE}/check/proposals", {"problem": GAP, "document": REPORT})
    assert made.status_code == 201
    code = made.get_json()["element"]["code"]
    there = editor.get(f"{ONE}/content/tables/head_rating/rules/{code}")
    assert (there.get_json(), there.headers["ETag"]) == (made.get_json(), made.headers["ETag"])
    assert editor.get(f"{ONE}/check").get_json() | {"edition": None} == {
        "edition": None,
        "problems": [],
        "settled": True,
    }
    assert editor.post(f"{ONE}/check/proposals", {"problem": GAP, "document": REPORT}).status_code == 422


# ---- on the command line ---------------------------------------------------------------------------------------------


@pytest.fixture
def cli(committing: Database) -> Run:
    person(committing, "lan", Role.EDITOR)
    run = run_on(committing, by="lan")
    assert run("edition", "draft", "so", "1", "--period", "2022").code == 0
    tried(committing, EditionRef("so", 2))
    return run


def test_problems_are_told_on_the_command_line_until_they_are_acknowledged(cli: Run) -> None:
    found = cli("rubric", "check", "so", "--edition", "2")
    assert found.code == 1
    line, told, example, touched, proposal, state, name = found.lines
    assert touched.strip() == "Không có cơ quan, đơn vị nào đang lưu thuộc trường hợp này."
    assert line.startswith("so, lần ban hành 2")
    assert (told, example.strip(), name.strip()) == (f"Cảnh báo: {TOLD}", EXAMPLE, f"Tên vấn đề: {GAP}")
    assert proposal.strip().startswith("Đề xuất bổ sung")
    assert state.strip() == "Chưa được ghi nhận là vấn đề xin ý kiến."
    refused_ = cli("edition", "submit", "so", "2")
    assert (refused_.code, TOLD in refused_.err, GAP in refused_.err) == (1, True, True)
    made = cli("edition", "acknowledge", "so", "2", GAP, "--reason", REASON)
    assert made.text.startswith("lan ghi nhận lúc ")
    again = cli("rubric", "check", "so")
    assert (again.code, again.lines[1]) == (0, f"Vấn đề xin ý kiến: {TOLD}")
    assert again.lines[5].strip().endswith(REASON)
    assert cli("edition", "submit", "so", "2").code == 0


def test_what_cannot_be_acknowledged_is_said_on_the_command_line(cli: Run) -> None:
    unknown = cli("edition", "acknowledge", "so", "2", "gap", "--reason", REASON)
    assert (unknown.code, unknown.complaints[0].startswith("Lần ban hành này"), GAP in unknown.err) == (1, True, True)
    assert cli("edition", "acknowledge", "so", "2", GAP, "--reason", "-").code == 1


def test_that_nothing_was_found_is_said(cli: Run, committing: Database) -> None:
    closed(committing, EditionRef("so", 2))
    found = cli("rubric", "check", "so", "--lang", "en")
    assert (found.code, found.lines[1].startswith("The check found nothing")) == (0, True)


def test_an_error_and_the_agencies_it_touches_are_told(cli: Run, committing: Database) -> None:
    contradicting(committing, EditionRef("so", 2))
    found = cli("rubric", "check", "so")
    assert found.code == 1
    assert any(line.startswith("Lỗi: “Nhóm điểm theo Chỉ số tổng hợp”: các quy định") for line in found.lines)
    assert "Số cơ quan, đơn vị đang lưu thuộc trường hợp này: " in found.text
