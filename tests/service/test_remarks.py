"""Remarks are dealt with by a reply of whoever drafts, as long as the draft is consulted on."""

import json

import pytest
from sqlalchemy import insert, select

from rulesvc import models
from rulesvc.database import Database
from rulesvc.errors import NotConsulted, RoleMissing, UnknownRemark
from rulesvc.models import Role, Settlement
from rulesvc.store.persons import Actor
from rulesvc.store.remarks import NewRemark, RemarkLine
from rulesvc.usecases.editions import EditionRef
from rulesvc.usecases.remarks import NewSettlement, list_remarks, remark, settle, settled
from tests.service.databases import NOW
from tests.service.editing import FIRST, cleared, drafted, lan, minh, submitted
from tests.service.guarding import TABLES, refused
from tests.service.people import person


def said(database: Database, ref: EditionRef, wording: str = "Nên giữ 10 điểm", **more: object) -> RemarkLine:
    """What an approver says about the draft."""
    actor = minh(database)
    with database.writing() as session:
        return remark(session, ref, NewRemark(wording, **more), actor=actor, now=NOW)  # type: ignore[arg-type]


def dealt_with(
    database: Database, ref: EditionRef, number: int, how: Settlement = Settlement.ACCEPTED, *, by: Actor | None = None
) -> RemarkLine:
    actor = by or lan(database)
    with database.writing() as session:
        return settle(session, ref, NewSettlement(number, how, "Đã sửa điểm b"), actor=actor, now=NOW)


def standing(database: Database, ref: EditionRef) -> dict[int, str | None]:
    """How each remark was dealt with."""
    with database.reading() as session:
        return {number: reply.settles for number, reply in settled(list_remarks(session, ref)).items()}


def test_the_last_reply_that_settles_a_remark_holds(hai_duong: Database) -> None:
    ref = drafted(hai_duong)
    first, second = said(hai_duong, ref, criterion="sipas"), said(hai_duong, ref, "Thêm mức")
    reply = dealt_with(hai_duong, ref, first.id)
    assert (reply.replies_to, reply.criterion, reply.person) == (first.id, "sipas", "lan")
    assert standing(hai_duong, ref) == {first.id: "accepted"}
    dealt_with(hai_duong, ref, first.id, Settlement.EXPLAINED)
    assert standing(hai_duong, ref) == {first.id: "explained"}
    assert second.id not in standing(hai_duong, ref)


def test_what_settles_a_reply_settles_what_was_replied_to(hai_duong: Database) -> None:
    ref = drafted(hai_duong)
    first = said(hai_duong, ref)
    reply = said(hai_duong, ref, "Đồng ý với ý kiến trên", replies_to=first.id)
    assert dealt_with(hai_duong, ref, reply.id).replies_to == first.id
    assert standing(hai_duong, ref) == {first.id: "accepted"}


def test_only_whoever_may_draft_settles(hai_duong: Database) -> None:
    ref = drafted(hai_duong)
    first = said(hai_duong, ref)
    with pytest.raises(RoleMissing):
        dealt_with(hai_duong, ref, first.id, by=person(hai_duong, "xuan", Role.VIEWER))
    assert standing(hai_duong, ref) == {}


def test_remarks_are_settled_until_the_draft_is_cleared(hai_duong: Database) -> None:
    ref = drafted(hai_duong)
    first = said(hai_duong, ref)
    submitted(hai_duong, ref)
    dealt_with(hai_duong, ref, first.id)
    cleared_ref = cleared(hai_duong, drafted(hai_duong))
    for each in (cleared_ref, FIRST):
        with pytest.raises(NotConsulted):
            dealt_with(hai_duong, each, first.id)


def test_a_remark_on_another_edition_is_not_known(hai_duong: Database) -> None:
    ref, other = drafted(hai_duong), drafted(hai_duong, periods=())
    first = said(hai_duong, ref)
    with pytest.raises(UnknownRemark):
        dealt_with(hai_duong, other, first.id)


def test_settling_is_in_the_audit(hai_duong: Database) -> None:
    ref = drafted(hai_duong)
    first = said(hai_duong, ref)
    reply = dealt_with(hai_duong, ref, first.id, Settlement.EXPLAINED)
    with hai_duong.reading() as session:
        event = session.scalars(select(models.AuditEvent).order_by(models.AuditEvent.id.desc())).first()
        assert event is not None
        said_of_it = {"remark": first.id, "criterion": None, "settles": "explained", "reply": reply.id}
        assert event.action == "draft-remark-settled"
        assert said_of_it.items() <= json.loads(event.details).items()


@pytest.mark.parametrize(
    "values", [{"settles": "accepted"}, {"settles": "otherwise", "replies_to": 1}], ids=["no reply", "no such way"]
)
def test_the_database_keeps_nothing_else_as_a_settlement(hai_duong: Database, values: dict[str, object]) -> None:
    first = said(hai_duong, drafted(hai_duong))
    values = {**values, **({"replies_to": first.id} if "replies_to" in values else {})}
    about = {"edition_id": 1, "at": NOW, "person_id": 1, "wording": "x", **values}
    with refused("settle"), hai_duong.writing() as session:
        session.execute(insert(TABLES["remark"]), about)
