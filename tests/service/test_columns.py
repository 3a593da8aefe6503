"""Values come back from both databases as they were stored."""

from datetime import UTC, datetime, timedelta, timezone
from fractions import Fraction

import pytest
from sqlalchemy import insert, select, text
from sqlalchemy.exc import StatementError

from rules.answer import NotApplicable, Points
from rules.sheet import Previous
from rules.text import Text
from rulesvc import models
from rulesvc.database import Database
from rulesvc.store import facts, sheets
from rulesvc.store.agencies import by_code
from rulesvc.store.chain import Key
from rulesvc.store.facts import Fact
from rulesvc.store.persons import Actor, add_system
from rulesvc.store.sheets import StoredSheet
from tests.service.databases import NOW

pytestmark = pytest.mark.on_both


@pytest.mark.parametrize("number", ["0", "-5", "9.75", "0.000001", "99999999999.999999", "250/3", "-1/7"])
def test_numbers_are_exact(hai_duong: Database, number: str) -> None:
    outcome = models.SheetIndicator.__table__
    with hai_duong.writing() as session:
        session.execute(insert(models.SheetIndicator).values(sheet_id=1, indicator="x", value=Fraction(number)))
        assert session.scalar(select(outcome.c.value).where(outcome.c.indicator == "x")) == Fraction(number)
        kept = session.scalar(text("SELECT value FROM sheet_indicator WHERE indicator = 'x'"))
    assert kept == number


def test_instants_come_back_in_utc_to_the_microsecond(hai_duong: Database) -> None:
    hanoi = timezone(timedelta(hours=7))
    at = datetime(2023, 1, 11, 0, 30, 0, 1, tzinfo=hanoi)
    with hai_duong.writing() as session:
        add_system(session, "somebody", now=at)
    with hai_duong.reading() as session:
        kept = session.scalar(select(models.Person.created_at).where(models.Person.code == "somebody"))
    assert kept == at
    assert str(kept) == "2023-01-10 17:30:00.000001+00:00"


def test_an_instant_without_a_time_zone_is_refused(hai_duong: Database) -> None:
    naive = datetime(2023, 1, 1, tzinfo=UTC).replace(tzinfo=None)
    with pytest.raises(StatementError, match="no time zone"), hai_duong.writing() as session:
        add_system(session, "somebody", now=naive)


def test_long_contents_are_kept_compressed(hai_duong: Database) -> None:
    with hai_duong.reading() as session:
        result = session.scalars(select(models.Evaluation.result).limit(1)).one()
        kept = session.scalar(text("SELECT result FROM evaluation LIMIT 1"))
    assert result.startswith(b'{"agency":')
    assert len(kept) < len(result) / 3


def test_a_sheet_comes_back_in_its_order(hai_duong: Database, actor: Actor) -> None:
    sheet = StoredSheet(
        (NotApplicable("sipas", "không phát sinh"), Points("the-che", Fraction("9.5"))),
        {"ho-so-truc-tuyen": Fraction("81.25")},
        Text("tự chấm", "self-scored"),
    )
    key = Key(1, 1, 2, "self")
    with hai_duong.writing() as session:
        assert not sheets.exists(session, key)
        sheets.add(session, key, sheet, actor=actor, now=NOW)
    with hai_duong.reading() as session:
        assert sheets.find(session, key) == sheet


def test_facts_come_back_with_what_is_not_known(hai_duong: Database) -> None:
    fact = Fact(Previous(None, None, {"group": "90", "head_rating": "hoan-thanh-tot"}), Text("báo cáo"))
    with hai_duong.writing() as session:
        agency = by_code(session, "so-y-te").id
        assert facts.find(session, agency, 2) is None
        facts.add(session, agency, 2, fact)
    with hai_duong.reading() as session:
        assert facts.find(session, agency, 2) == fact
