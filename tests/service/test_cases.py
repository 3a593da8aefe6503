"""Stored cases: generated into a draft, written by hand, confirmed by a person, all green before it is submitted."""

import json
from dataclasses import replace
from datetime import timedelta
from typing import Any

import pytest
from flask import Flask
from sqlalchemy import delete, func, insert, select, update

from foresight.cases import Case, Decided
from foresight.generating import Generated
from rules.answer_content import answer_content
from rules.errors import Refused, UnknownReference
from rulesvc import models
from rulesvc.database import Database
from rulesvc.errors import (
    CaseDiffers,
    CaseNameTaken,
    CaseNotConfirmed,
    CaseRemovedWithoutReason,
    NothingExpected,
    NotOpen,
    RoleMissing,
    UnknownCase,
)
from rulesvc.models import Role
from rulesvc.models.base import table
from rulesvc.store.persons import Actor
from rulesvc.usecases.cases import (
    Cases,
    Removed,
    Searched,
    confirm,
    generate,
    list_cases,
    remove,
    removed_cases,
    wanted_of,
    write,
)
from rulesvc.usecases.drafting import problems
from rulesvc.usecases.editions import EditionRef, submit
from rulesvc.usecases.keys import NewKey, create_key
from rulesvc.usecases.rubrics import find_edition
from rulesvc.usecases.stored_cases import Standing
from tests.command_line import Run, run_on
from tests.hai_duong import sheets
from tests.service.calling import RUBRICS, Caller, bearer
from tests.service.databases import NOW
from tests.service.editing import acknowledged, changed, drafted, issued, lan, minh, submitted
from tests.service.guarding import connection_to, key_of, refused
from tests.service.people import person

LATER = NOW + timedelta(days=1)
TOP = ("tables", "group", "rules", "90", "conditions", "0")
AT_90 = "group:90:total_percent:at"
ZONES = sheets()["bql-khu-cong-nghiep"]
OF_ZONES = Case("khu-cong-nghiep", ZONES, {"head_rating": (Decided(outcome="hoan-thanh"),)}, ("head_rating",))


def stored(database: Database, ref: EditionRef) -> Cases:
    with database.reading() as session:
        return list_cases(session, ref)


def written(database: Database, ref: EditionRef, case: Case = OF_ZONES, *, by: Actor | None = None) -> Standing:
    actor = by or lan(database)
    with database.writing() as session:
        return write(session, replace(ref, comment="Theo báo cáo"), case, actor=actor, now=LATER)


def confirmed(database: Database, ref: EditionRef, name: str, *, by: Actor | None = None) -> Standing:
    actor = by or lan(database)
    with database.writing() as session:
        return confirm(session, ref, name, actor=actor, now=LATER)


def handed_in(database: Database, ref: EditionRef) -> None:
    actor = lan(database)
    with database.writing() as session:
        submit(session, ref, actor=actor, now=LATER)


def taken_out(database: Database, ref: EditionRef) -> tuple[Removed, ...]:
    with database.reading() as session:
        return removed_cases(session, list_cases(session, ref).line)


def standing(database: Database, ref: EditionRef, name: str = "khu-cong-nghiep") -> Standing:
    return next(each for each in stored(database, ref).standings if each.line.case.name == name)


def in_the_way(database: Database, ref: EditionRef) -> list[type[Exception]]:
    with database.reading() as session:
        return [type(each) for each in problems(session, ref) if isinstance(each, CaseDiffers | CaseNotConfirmed)]


@pytest.fixture
def ref(hai_duong: Database) -> EditionRef:
    """A draft whose problems are acknowledged."""
    return acknowledged(hai_duong, drafted(hai_duong))


# ---- generated -------------------------------------------------------------------------------------------------------


def test_generated_cases_are_confirmed_one_by_one_and_then_the_draft_is_submitted(
    hai_duong: Database, ref: EditionRef
) -> None:
    actor = lan(hai_duong)
    with hai_duong.writing() as session:
        made = generate(session, ref, actor=actor, now=LATER)
    assert AT_90 in {each.line.case.name for each in made.standings}
    assert all(each.run.passed and not each.is_confirmed for each in made.standings)
    assert made.impossible == ("data_notes:lech-buoc-cham:step_remainder:below",)
    assert not any(each.met for each in made.coverage)
    assert set(in_the_way(hai_duong, ref)) == {CaseNotConfirmed}
    with pytest.raises(Refused) as refusal:
        handed_in(hai_duong, ref)
    assert {type(each) for each in refusal.value.refusals} == {CaseNotConfirmed}
    with hai_duong.writing() as session:
        for each in made.standings:
            confirm(session, ref, each.line.case.name, actor=actor, now=LATER)
    assert all(each.is_green for each in stored(hai_duong, ref).standings)
    assert all(each.is_complete for each in stored(hai_duong, ref).coverage)
    handed_in(hai_duong, ref)


def test_generating_again_replaces_what_is_not_green_and_keeps_the_rest(hai_duong: Database, ref: EditionRef) -> None:
    actor = lan(hai_duong)
    with hai_duong.writing() as session:
        generate(session, ref, actor=actor, now=LATER)
        confirm(session, ref, AT_90, actor=actor, now=LATER)
        again = generate(session, ref, actor=actor, now=LATER)
    assert again.standings[0].line.case.name == AT_90
    assert again.standings[0].is_green
    names = [each.line.case.name for each in again.standings]
    assert len(names) == len(set(names))
    with hai_duong.reading() as session:
        events = select(func.count()).where(models.AuditEvent.action == "cases-generated")
        assert session.scalar(events) == 2


def test_what_somebody_confirmed_makes_place_for_a_reason_only(hai_duong: Database, ref: EditionRef) -> None:
    actor = lan(hai_duong)
    with hai_duong.writing() as session:
        generate(session, ref, actor=actor, now=LATER)
        confirm(session, ref, AT_90, actor=actor, now=LATER)
    changed(hai_duong, ref, *TOP, threshold="91")
    with hai_duong.writing() as session:
        silent = generate(session, ref, actor=actor, now=LATER)
        assert AT_90 in {each.line.case.name for each in silent.standings if not each.is_green}
        reasoned = replace(ref, comment="Ngưỡng mới là 91%")
        generate(session, reasoned, actor=actor, now=LATER)
    assert [(each.case, each.reason) for each in taken_out(hai_duong, ref)] == [(AT_90, "Ngưỡng mới là 91%")]
    assert not any(each.line.confirmed for each in stored(hai_duong, ref).standings)


def test_what_was_searched_before_is_taken_while_the_draft_is_as_it_was(hai_duong: Database, ref: EditionRef) -> None:
    actor = lan(hai_duong)
    with hai_duong.reading() as session:
        nothing = Searched(wanted_of(session, ref), Generated(()))
    with hai_duong.writing() as session:
        assert generate(session, ref, nothing, actor=actor, now=LATER).standings == ()
    changed(hai_duong, ref, *TOP, threshold="91")
    with hai_duong.writing() as session:
        made = generate(session, ref, nothing, actor=actor, now=LATER)
    assert AT_90 in {each.line.case.name for each in made.standings}


def test_nothing_is_searched_for_what_is_no_draft(hai_duong: Database, ref: EditionRef) -> None:
    submitted(hai_duong, ref)
    with hai_duong.reading() as session, pytest.raises(NotOpen):
        wanted_of(session, ref)


# ---- written and confirmed -------------------------------------------------------------------------------------------


def test_whoever_writes_a_case_stands_behind_it(hai_duong: Database, ref: EditionRef) -> None:
    made = written(hai_duong, ref)
    assert made.is_green
    assert made.line.confirmed is not None
    assert (made.line.confirmed.person, made.line.confirmed.reason) == ("lan", "Theo báo cáo")
    assert standing(hai_duong, ref).line.case == replace(OF_ZONES, sheet=made.line.case.sheet)
    assert made.line.case.sheet.previous == ZONES.previous
    handed_in(hai_duong, ref)


def test_a_case_that_differs_stands_in_the_way_until_the_rules_do_as_expected(
    hai_duong: Database, ref: EditionRef
) -> None:
    expected = {"head_rating": (Decided(outcome="hoan-thanh-tot"),)}
    made = written(hai_duong, ref, replace(OF_ZONES, expected=expected))
    assert (made.run.passed, made.is_confirmed) == (False, True)
    assert "dự kiến “Hoàn thành tốt nhiệm vụ”; hiện là “Hoàn thành nhiệm vụ”" in made.told.vi
    assert in_the_way(hai_duong, ref) == [CaseDiffers]
    with pytest.raises(Refused) as refusal:
        handed_in(hai_duong, ref)
    assert [type(each) for each in refusal.value.refusals] == [CaseDiffers]
    with pytest.raises(Refused):
        confirmed(hai_duong, ref, "khu-cong-nghiep")
    changed(hai_duong, ref, "tables", "head_rating", "rules", "hoan-thanh-tot", "conditions", "1", threshold="60")
    assert in_the_way(hai_duong, ref) == [CaseNotConfirmed]
    assert confirmed(hai_duong, ref, "khu-cong-nghiep").is_green


def test_once_its_table_changed_a_case_is_confirmed_anew_though_it_comes_out_the_same(
    hai_duong: Database, ref: EditionRef
) -> None:
    written(hai_duong, ref)
    changed(hai_duong, ref, *TOP, threshold="91")
    assert standing(hai_duong, ref).is_green
    changed(hai_duong, ref, "tables", "head_rating", "rules", "hoan-thanh", "conditions", "0", threshold="64")
    assert (standing(hai_duong, ref).run.passed, standing(hai_duong, ref).is_confirmed) == (True, False)
    nam = person(hai_duong, "nam", Role.EDITOR)
    again = confirmed(hai_duong, ref, "khu-cong-nghiep", by=nam)
    assert again.line.confirmed is not None
    assert (again.is_green, again.line.confirmed.person) == (True, "nam")


def test_once_a_list_that_its_table_reads_changed_a_case_is_confirmed_anew(
    hai_duong: Database, ref: EditionRef
) -> None:
    written(hai_duong, ref)
    with hai_duong.reading() as session:
        areas = find_edition(session, "so", ref.number).edition.rubric.scope["seven-areas"].criteria
    changed(hai_duong, ref, "scopes", "seven-areas", name={"vi": "Bảy lĩnh vực"})
    assert standing(hai_duong, ref).is_confirmed
    changed(hai_duong, ref, "scopes", "seven-areas", criteria=list(areas[:-1]))
    assert not standing(hai_duong, ref).is_confirmed


def test_without_any_case_a_draft_is_submitted_where_that_is_acknowledged(hai_duong: Database, ref: EditionRef) -> None:
    assert stored(hai_duong, ref).standings == ()
    handed_in(hai_duong, ref)


def test_a_new_draft_has_the_cases_of_the_edition_it_is_a_copy_of(hai_duong: Database, ref: EditionRef) -> None:
    written(hai_duong, ref)
    issued(hai_duong, ref)
    copy = drafted(hai_duong, origin=ref)
    assert standing(hai_duong, copy).is_green
    assert standing(hai_duong, copy).line.confirmed == standing(hai_duong, ref).line.confirmed
    changed(hai_duong, copy, "tables", "head_rating", "rules", "hoan-thanh", "conditions", "0", threshold="66")
    assert not standing(hai_duong, copy).is_confirmed
    assert standing(hai_duong, ref).is_green


def test_a_case_can_be_taken_out_of_a_draft_and_the_reason_is_kept(hai_duong: Database, ref: EditionRef) -> None:
    written(hai_duong, ref)
    actor, reason = lan(hai_duong), "Quy định đã thay đổi"
    for silent in ("", "-"):
        with hai_duong.writing() as session, pytest.raises(CaseRemovedWithoutReason):
            remove(session, replace(ref, comment=silent), "khu-cong-nghiep", actor=actor, now=LATER)
    ref = replace(ref, comment=reason)
    with hai_duong.writing() as session:
        assert remove(session, ref, "khu-cong-nghiep", actor=actor, now=LATER).line.case.name == "khu-cong-nghiep"
        with pytest.raises(UnknownCase):
            remove(session, ref, "khu-cong-nghiep", actor=actor, now=LATER)
    assert stored(hai_duong, ref).standings == ()
    (removed,) = taken_out(hai_duong, ref)
    assert (removed.case, removed.reason, removed.person, removed.at) == ("khu-cong-nghiep", reason, "lan", LATER)


def test_what_was_generated_and_nobody_confirmed_is_taken_out_for_no_reason(
    hai_duong: Database, ref: EditionRef
) -> None:
    actor = lan(hai_duong)
    with hai_duong.writing() as session:
        generate(session, ref, actor=actor, now=LATER)
        remove(session, ref, AT_90, actor=actor, now=LATER)
        confirm(session, ref, "group:90:total_percent:below", actor=actor, now=LATER)
        with pytest.raises(CaseRemovedWithoutReason):
            remove(session, ref, "group:90:total_percent:below", actor=actor, now=LATER)
    assert taken_out(hai_duong, ref) == ()


# ---- refused ---------------------------------------------------------------------------------------------------------

WRONG: dict[str, tuple[Any, list[tuple[Any, ...]]]] = {
    "table": ({"rating": (Decided(outcome="hoan-thanh"),)}, [("expected", "rating")]),
    "outcome": ({"group": (Decided(outcome="hoan-thanh"),)}, [("expected", "group", 0, "outcome")]),
    "criterion": ({"review": (Decided("sipas", "kiem-diem"),)}, [("expected", "review", 0, "criterion")]),
}


@pytest.mark.parametrize(("expected", "at"), WRONG.values(), ids=WRONG)
def test_what_is_expected_must_be_something_that_the_rubric_has(
    hai_duong: Database, ref: EditionRef, expected: Any, at: list[tuple[Any, ...]]
) -> None:
    with pytest.raises(Refused) as refusal:
        written(hai_duong, ref, replace(OF_ZONES, expected=expected))
    assert [each.at for each in refusal.value.refusals] == at
    assert all(isinstance(each, UnknownReference) for each in refusal.value.refusals)


def test_a_case_has_a_name_of_its_own_and_expects_something(hai_duong: Database, ref: EditionRef) -> None:
    written(hai_duong, ref)
    with pytest.raises(CaseNameTaken):
        written(hai_duong, ref)
    for nothing in ({}, {"group": (Decided(),)}):
        with pytest.raises(NothingExpected):
            written(hai_duong, ref, Case("other", ZONES, nothing, ("group",)))


def test_cases_of_what_is_not_a_draft_stay_and_only_editors_change_any(hai_duong: Database, ref: EditionRef) -> None:
    written(hai_duong, ref)
    with pytest.raises(RoleMissing):
        confirmed(hai_duong, ref, "khu-cong-nghiep", by=minh(hai_duong))
    submitted(hai_duong, ref)
    with pytest.raises(NotOpen):
        written(hai_duong, ref, replace(OF_ZONES, name="other"))
    with pytest.raises(NotOpen):
        confirmed(hai_duong, ref, "khu-cong-nghiep")


def test_the_database_itself_keeps_the_cases_of_what_is_not_a_draft(hai_duong: Database, ref: EditionRef) -> None:
    written(hai_duong, ref)
    submitted(hai_duong, ref)
    row, key = table(models.Case), key_of(hai_duong, ref)
    new = {"edition_id": key.id, "name": "x", "origin": "written", "about": (), "format_version": "1"}
    texts = {"sheet": "{}", "expected": "{}", "tables_sha256": "", "reason": ""}
    for statement in (update(row).values(reason="x"), delete(row), insert(row).values(**new, **texts)):
        with refused("the edition is not open"), connection_to(hai_duong, lan(hai_duong)) as connection:
            connection.execute(statement)


# ---- over HTTP and on the command line -------------------------------------------------------------------------------


def body(**more: Any) -> dict[str, Any]:
    answers = [answer_content(each) for each in ZONES.answers]
    expected = {"head_rating": [{"outcome": "hoan-thanh"}]}
    return {"name": "khu-cong-nghiep", "period": "2022", "answers": answers, "expected": expected, **more}


def test_cases_over_http(app: Flask, hai_duong: Database, ref: EditionRef) -> None:
    actor = lan(hai_duong)
    with hai_duong.writing() as session:
        secret = create_key(session, NewKey(actor.person, ("read", "draft")), actor=actor, now=NOW).secret
    caller, cases = Caller(app, hai_duong, bearer(secret)), f"{RUBRICS}/{ref.rubric}/editions/{ref.number}/cases"
    made = caller.post(cases, body(reason="Theo báo cáo"))
    assert (made.status_code, made.get_json()["name"], made.get_json()["origin"]) == (201, "khu-cong-nghiep", "written")
    assert (made.get_json()["passed"], made.get_json()["confirmed"], made.get_json()["confirmed_by"]) == (
        True,
        True,
        "lan",
    )
    assert made.get_json()["sheet"]["agency"] == "vi-du"
    assert made.get_json()["told"] == {"vi": "đúng như dự kiến", "en": "as expected"}
    assert caller.post(cases, body()).status_code == 409
    mistaken = caller.post(cases, body(expected={"group": [{"reason": "why"}]}))
    assert (mistaken.status_code, len(mistaken.get_json()["errors"])) == (422, 1)
    generated = caller.post(f"{cases.removesuffix('cases')}generated-cases").get_json()
    assert generated["impossible"] == ["data_notes:lech-buoc-cham:step_remainder:below"]
    assert (generated["unproven"], generated["green"]) == ([], False)
    assert "90,00%" in next(each for each in generated["cases"] if each["name"] == AT_90)["figures"]["vi"]
    stands = caller.post(f"{cases}/{AT_90}/confirm", {})
    assert (stands.status_code, stands.get_json()["confirmed"], stands.get_json()["reason"]) == (200, True, "")
    assert caller.post(f"{cases}/x/confirm", {}).status_code == 404
    silent = caller.send("DELETE", f"{cases}/khu-cong-nghiep")
    assert (silent.status_code, silent.get_json()["errors"][0]["pointer"]) == (422, "/reason")
    left = caller.send("DELETE", f"{cases}/khu-cong-nghiep?reason=No+longer+so").get_json()
    listed = caller.get(cases).get_json()
    assert left == listed
    assert {each["confirmed_by"] for each in listed["cases"]} == {"lan", None}
    assert {each["rule"] for each in listed["coverage"] if each["met"]} >= {"90"}


def test_cases_on_the_command_line(committing: Database) -> None:
    cli: Run = run_on(committing, by="lan")
    ref = acknowledged(committing, drafted(committing))
    nothing = "Chưa lưu trường hợp kiểm tra mẫu nào. Vẫn có thể trình duyệt sau khi ghi nhận vấn đề “no_cases”."
    assert cli("rubric", "cases", "so", "--edition", "2").lines[1:] == [nothing]
    made = cli("rubric", "cases", "so", "--edition", "2", "--generate")
    assert f"{AT_90}  đúng như dự kiến; chờ xác nhận" in made.lines
    assert made.lines[-1].startswith("Đã chứng minh không thể xảy ra: data_notes:")
    assert any(line.startswith("Chưa được kiểm tra: ") for line in made.lines)
    assert cli("edition", "submit", "so", "2").code == 1
    names = [each.line.case.name for each in stored(committing, ref).standings]
    confirming = [word for name in names[1:] for word in ("--confirm", name)]
    done = cli("rubric", "cases", "so", "--remove", names[0], *confirming, "--reason", "Đã đối chiếu")
    assert "lan xác nhận lúc" in done.text
    assert "    Đã đối chiếu" in done.lines
    assert names[0] not in done.text
    assert cli("edition", "submit", "so", "2").code == 0
    unknown = cli("rubric", "cases", "so", "--confirm", "x")
    assert (unknown.code, json.dumps(unknown.complaints[0]).count("x")) != (0, 0)
