"""Heads of agencies have terms that do not overlap, and every change of one is audited."""

import json
from dataclasses import replace
from datetime import date
from typing import Any

import pytest
from sqlalchemy import select

from rules.errors import Refused
from rulesvc import models
from rulesvc.database import Database
from rulesvc.errors import RoleMissing, UnknownAgency
from rulesvc.store.persons import Actor
from rulesvc.usecases.heads import (
    Correction,
    Head,
    HeadChanged,
    HeadOfResults,
    HeadRef,
    HeadsAdded,
    HeadsOverlap,
    NoReasonForCorrection,
    NoReasonForRemoval,
    StillInOffice,
    UnknownHead,
    add_head,
    add_heads,
    correct_head,
    end_head,
    find_head,
    heads_in,
    remove_head,
    search_heads,
    seen_of,
)
from rulesvc.usecases.new_names import BadName
from rulesvc.usecases.periods import DaysReversed
from tests.service.databases import NOW
from tests.service.people import person

FIRST = Head("so-y-te", "Nguyễn Văn Bình", "Giám đốc Sở Y tế", date(2020, 3, 1))
SECOND = Head("so-y-te", "Trần Thị Cúc", "Giám đốc Sở Y tế", date(2022, 7, 1))
ELSEWHERE = Head("so-noi-vu", "Lê Văn Dũng", "Giám đốc Sở Nội vụ", date(2020, 3, 1), date(2021, 12, 31))


@pytest.fixture
def an(hai_duong: Database) -> Actor:
    return person(hai_duong, "an", models.Role.ADMINISTRATOR)


def entered(database: Database, actor: Actor, *heads: Head, follows: bool = False) -> HeadsAdded:
    with database.writing() as session:
        return add_heads(session, heads, follows=follows, actor=actor, now=NOW)


def terms(database: Database) -> list[Head]:
    with database.reading() as session:
        return [line.head for line in search_heads(session, "").rows]


def ref_to(database: Database, head: Head) -> HeadRef:
    with database.reading() as session:
        return next(
            HeadRef(line.id, seen_of(line.head)) for line in search_heads(session, "").rows if line.head == head
        )


def details(database: Database, action: str) -> list[Any]:
    with database.reading() as session:
        found = session.scalars(select(models.AuditEvent.details).where(models.AuditEvent.action == action))
        return [json.loads(each) for each in found]


def test_terms_are_entered_once_and_audited(hai_duong: Database, an: Actor) -> None:
    assert entered(hai_duong, an, FIRST, ELSEWHERE) == HeadsAdded(2, 0)
    assert entered(hai_duong, an, FIRST) == HeadsAdded(0, 1)
    assert set(terms(hai_duong)) == {FIRST, ELSEWHERE}
    told = {"name": FIRST.name, "title": FIRST.title, "first_day": "2020-03-01"}
    assert details(hai_duong, "head-added")[0] == {"after": told}


def test_whoever_follows_ends_the_term_before(hai_duong: Database, an: Actor) -> None:
    entered(hai_duong, an, FIRST)
    with pytest.raises(Refused) as refused:
        entered(hai_duong, an, SECOND)
    assert [(type(each), each.at) for each in refused.value.refusals] == [(StillInOffice, (0, "first_day"))]
    entered(hai_duong, an, SECOND, follows=True)
    assert [(each.name, each.last_day) for each in terms(hai_duong)] == [
        (SECOND.name, None),
        (FIRST.name, date(2022, 6, 30)),
    ]
    (changed,) = details(hai_duong, "head-changed")
    assert (changed["before"], changed["after"]) == ({"last_day": None}, {"last_day": "2022-06-30"})


def test_of_two_heads_in_a_year_both_are_told_in_time(hai_duong: Database, an: Actor) -> None:
    entered(hai_duong, an, FIRST, ELSEWHERE)
    entered(hai_duong, an, SECOND, follows=True)
    with hai_duong.reading() as session:
        assert [each.name for each in heads_in(session, "so-y-te", "2022")] == [FIRST.name, SECOND.name]
        assert [each.name for each in heads_in(session, "so-y-te", "2021")] == [FIRST.name]
        assert heads_in(session, "so-noi-vu", "2022") == ()


def test_all_that_is_wrong_is_told_and_nothing_is_stored(hai_duong: Database, an: Actor) -> None:
    wrong = (
        Head("so-yte", "A", "Giám đốc", date(2020, 1, 1)),
        Head("so-noi-vu", "", "", date(2020, 1, 1), date(2019, 1, 1)),
        ELSEWHERE,
        Head("so-noi-vu", "B", "Giám đốc", date(2021, 12, 31), date(2022, 12, 31)),
    )
    with pytest.raises(Refused) as refused:
        entered(hai_duong, an, *wrong)
    assert [(type(each), each.at) for each in refused.value.refusals] == [
        (UnknownAgency, (0, "agency")),
        (BadName, (1, "name")),
        (BadName, (1, "title")),
        (DaysReversed, (1, "last_day")),
        (HeadsOverlap, (3, "first_day")),
    ]
    assert terms(hai_duong) == []


def test_what_is_wrong_with_one_is_at_its_field(hai_duong: Database, an: Actor) -> None:
    with hai_duong.writing() as session, pytest.raises(Refused) as refused:
        add_head(session, Head("so-y-te", "", "Giám đốc", date(2020, 1, 1)), actor=an, now=NOW)
    assert [each.at for each in refused.value.refusals] == [("name",)]


def test_a_term_is_ended_if_nobody_changed_it(hai_duong: Database, an: Actor) -> None:
    entered(hai_duong, an, FIRST)
    ref = ref_to(hai_duong, FIRST)
    with hai_duong.writing() as session:
        assert end_head(session, ref, date(2022, 6, 30), actor=an, now=NOW).head.last_day == date(2022, 6, 30)
    with hai_duong.writing() as session, pytest.raises(HeadChanged):
        end_head(session, ref, date(2022, 5, 31), actor=an, now=NOW)
    with hai_duong.reading() as session, pytest.raises(UnknownHead):
        find_head(session, 99_999)


def test_a_correction_says_why_and_stays_with_its_agency(hai_duong: Database, an: Actor) -> None:
    entered(hai_duong, an, FIRST)
    ref, right = ref_to(hai_duong, FIRST), Head("so-noi-vu", "Nguyễn Văn Bính", FIRST.title, FIRST.first_day)
    with hai_duong.writing() as session, pytest.raises(NoReasonForCorrection):
        correct_head(session, ref, Correction(right, " "), actor=an, now=NOW)
    with hai_duong.writing() as session:
        head = correct_head(session, ref, Correction(right, "Nhập sai tên"), actor=an, now=NOW).head
    assert (head.agency, head.name) == ("so-y-te", "Nguyễn Văn Bính")
    assert details(hai_duong, "head-changed") == [
        {
            "head": FIRST.name,
            "before": {"name": FIRST.name},
            "after": {"name": "Nguyễn Văn Bính"},
            "reason": "Nhập sai tên",
        }
    ]


def test_a_correction_overlaps_nobody_and_one_that_changes_nothing_leaves_no_trace(
    hai_duong: Database, an: Actor
) -> None:
    entered(hai_duong, an, FIRST)
    entered(hai_duong, an, SECOND, follows=True)
    longer = Head(SECOND.agency, SECOND.name, SECOND.title, date(2022, 6, 1))
    with hai_duong.writing() as session, pytest.raises(Refused) as refused:
        correct_head(session, ref_to(hai_duong, SECOND), Correction(longer, "Nhập sai ngày"), actor=an, now=NOW)
    assert [(type(each), each.at) for each in refused.value.refusals] == [(HeadsOverlap, ("first_day",))]
    with hai_duong.writing() as session:
        correct_head(session, ref_to(hai_duong, SECOND), Correction(SECOND, "Không đổi"), actor=an, now=NOW)
    assert len(details(hai_duong, "head-changed")) == 1


def test_only_an_administrator_enters_heads(hai_duong: Database) -> None:
    with pytest.raises(RoleMissing):
        entered(hai_duong, person(hai_duong, "lan", models.Role.EDITOR), FIRST)


def remove(database: Database, actor: Actor, head: Head, reason: str = "Nhập nhầm người") -> None:
    ref = ref_to(database, head)
    with database.writing() as session:
        remove_head(session, ref, reason, actor=actor, now=NOW)


def test_a_head_entered_by_mistake_is_taken_out_and_audited(hai_duong: Database, an: Actor) -> None:
    entered(hai_duong, an, FIRST, ELSEWHERE)
    remove(hai_duong, an, ELSEWHERE)
    assert terms(hai_duong) == [FIRST]
    (told,) = details(hai_duong, "head-removed")
    assert (told["before"]["name"], told["before"]["last_day"]) == (ELSEWHERE.name, "2021-12-31")
    assert told["reason"] == "Nhập nhầm người"


def test_a_head_whom_results_name_stays_and_the_term_can_be_ended(hai_duong: Database, an: Actor) -> None:
    entered(hai_duong, an, FIRST)
    with pytest.raises(HeadOfResults) as refused:
        remove(hai_duong, an, FIRST)
    assert refused.value.periods == ("2022",)
    with hai_duong.writing() as session:
        end_head(session, ref_to(hai_duong, FIRST), date(2021, 12, 31), actor=an, now=NOW)
    remove(hai_duong, an, replace(FIRST, last_day=date(2021, 12, 31)))
    assert terms(hai_duong) == []


def test_nobody_is_taken_out_without_a_reason_by_a_stranger_or_unseen(hai_duong: Database, an: Actor) -> None:
    entered(hai_duong, an, ELSEWHERE)
    with pytest.raises(NoReasonForRemoval):
        remove(hai_duong, an, ELSEWHERE, " ")
    with pytest.raises(RoleMissing):
        remove(hai_duong, person(hai_duong, "lan", models.Role.EDITOR), ELSEWHERE)
    with hai_duong.writing() as session, pytest.raises(HeadChanged):
        remove_head(session, replace(ref_to(hai_duong, ELSEWHERE), expected="cũ"), "Nhầm", actor=an, now=NOW)
