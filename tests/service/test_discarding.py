"""A draft that was never submitted is discarded: it stays as it was, and nothing follows."""

import json

import pytest
from sqlalchemy import select, update

from rulesvc import models
from rulesvc.database import Database, act_as
from rulesvc.errors import ContentChanged, CopiesAtWork, DiscardedForNothing, NotOpen, RoleMissing, StepNotPossible
from rulesvc.models import Role
from rulesvc.store.editions import EditionLine
from rulesvc.store.persons import Actor
from rulesvc.usecases.editions import EditionRef, discard, history, submit
from rulesvc.usecases.rubrics import export_rubric, find_edition, list_rubrics
from tests.service.databases import NOW
from tests.service.editing import FIRST, changed, cleared, drafted, issued, lan, minh, submitted
from tests.service.guarding import TABLES, refused
from tests.service.people import person

WHY = "Lập lại từ đầu theo ý kiến của Hội đồng"


def discarded(database: Database, ref: EditionRef, why: str = WHY, *, by: Actor | None = None) -> EditionLine:
    actor = by or lan(database)
    asked = EditionRef(ref.rubric, ref.number, ref.expected, why)
    with database.writing() as session:
        return discard(session, asked, actor=actor, now=NOW)


def test_a_discarded_draft_keeps_its_content_its_number_and_the_reason(hai_duong: Database) -> None:
    ref = drafted(hai_duong)
    changed(hai_duong, ref, "criteria", "the-che", name={"vi": "Thể chế"})
    with hai_duong.reading() as session:
        before = find_edition(session, "so", 2).edition.rubric
    assert discarded(hai_duong, ref).status == "discarded"
    assert drafted(hai_duong).number == 3
    with hai_duong.reading() as session:
        assert find_edition(session, "so", 2).edition.rubric == before
        (step,) = history(session, ref).steps
        event = session.scalars(select(models.AuditEvent).where(models.AuditEvent.action == "edition-discarded")).one()
    assert (step.status, step.person, step.comment) == ("discarded", "lan", WHY)
    assert (event.subject_key, json.loads(event.details)["comment"]) == ("so/2", WHY)


def test_nothing_follows_on_a_discarded_draft(hai_duong: Database) -> None:
    ref = drafted(hai_duong)
    discarded(hai_duong, ref)
    with pytest.raises(NotOpen):
        changed(hai_duong, ref, "criteria", "the-che", name={"vi": "Thể chế"})
    with pytest.raises(StepNotPossible):
        discarded(hai_duong, ref)
    actor = lan(hai_duong)
    with pytest.raises(StepNotPossible), hai_duong.writing() as session:
        submit(session, ref, actor=actor, now=NOW)


def test_what_was_submitted_once_is_not_discarded(hai_duong: Database) -> None:
    ref = submitted(hai_duong, drafted(hai_duong))
    for each in (FIRST, ref, cleared(hai_duong, drafted(hai_duong))):
        with pytest.raises(StepNotPossible):
            discarded(hai_duong, each)


def test_only_whoever_may_draft_discards_for_a_reason_and_what_they_have_seen(hai_duong: Database) -> None:
    ref = drafted(hai_duong)
    with pytest.raises(RoleMissing):
        discarded(hai_duong, ref, by=person(hai_duong, "xuan", Role.VIEWER))
    with pytest.raises(DiscardedForNothing):
        discarded(hai_duong, ref, "---")
    with pytest.raises(ContentChanged):
        discarded(hai_duong, EditionRef("so", 2, "0" * 64))


def test_a_draft_from_which_others_that_are_under_way_were_copied_stays(hai_duong: Database) -> None:
    ref = drafted(hai_duong)
    copy = drafted(hai_duong, origin=ref)
    with pytest.raises(CopiesAtWork) as found:
        discarded(hai_duong, ref)
    assert found.value.copies == (copy.number,)
    discarded(hai_duong, copy)
    assert discarded(hai_duong, ref).status == "discarded"


def test_once_its_copy_is_issued_a_draft_may_be_discarded(hai_duong: Database) -> None:
    ref = drafted(hai_duong)
    assert issued(hai_duong, drafted(hai_duong, origin=ref)).based_on == ref.number
    assert discarded(hai_duong, ref).status == "discarded"


def test_a_rubric_is_called_and_given_out_as_its_newest_edition_that_was_not_discarded(hai_duong: Database) -> None:
    ref = drafted(hai_duong)
    changed(hai_duong, ref, name={"vi": "Tên bỏ"})
    discarded(hai_duong, ref)
    with hai_duong.reading() as session:
        line = next(each for each in list_rubrics(session) if each.code == "so")
        assert line.name.vi != "Tên bỏ"
        assert [each.status for each in line.editions] == ["issued", "discarded"]
        assert export_rubric(session, "so") == export_rubric(session, "so", number=1)


@pytest.mark.parametrize("before", ["submitted", "cleared"])
def test_the_database_itself_discards_drafts_alone(hai_duong: Database, before: str) -> None:
    ref = (submitted if before == "submitted" else cleared)(hai_duong, drafted(hai_duong))
    edition, actor = TABLES["edition"], minh(hai_duong)
    with refused("does not take this step"), hai_duong.writing() as session:
        act_as(session, actor.person_id)
        of_number = (edition.c.rubric_id == 1) & (edition.c.number == ref.number)
        session.execute(update(edition).where(of_number).values(status="discarded"))
