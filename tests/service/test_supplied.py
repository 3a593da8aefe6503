"""Figures supplied for all agencies are taken where none is sent, and whoever sends another one is refused."""

import json
from fractions import Fraction

import pytest
from sqlalchemy import select

from rules.errors import IndicatorOutOfRange, Refused, UnknownIndicator
from rulesvc import models
from rulesvc.database import Database
from rulesvc.errors import ContradictsSupplied, RoleMissing, UnknownAgency
from rulesvc.store.evaluations import EvaluationRecord
from rulesvc.store.persons import Actor
from rulesvc.usecases.evaluations import find_evaluation
from rulesvc.usecases.new_names import BadName
from rulesvc.usecases.supplied import (
    Supplied,
    SuppliedDiffers,
    SuppliedList,
    ValuesSupplied,
    list_supplied,
    supply,
    used_in,
    used_indicators,
)
from tests.service.asking import evaluated, queries, request_for
from tests.service.databases import NOW
from tests.service.people import person

ONLINE = "ho-so-truc-tuyen"
AGENCY = "so-y-te"
KEY = (AGENCY, ONLINE)
SOURCE = "Công văn số 12/VP-KSTTHC"


@pytest.fixture
def an(hai_duong: Database) -> Actor:
    return person(hai_duong, "an", models.Role.ADMINISTRATOR)


def supplying(
    database: Database, actor: Actor, values: dict[tuple[str, str], str], *, update: bool = False, source: str = SOURCE
) -> ValuesSupplied:
    given = {key: Supplied(Fraction(value), source) for key, value in values.items()}
    with database.writing() as session:
        return supply(session, SuppliedList("2022", given, update), actor=actor, now=NOW)


def indicators_of(record: EvaluationRecord) -> object:
    return json.loads(record.input)["indicators"]


def test_what_is_supplied_is_taken_where_nothing_is_sent(hai_duong: Database, actor: Actor, an: Actor) -> None:
    assert supplying(hai_duong, an, {KEY: "82.5", ("so-noi-vu", ONLINE): "70"}) == ValuesSupplied(2, 0, 0)
    assert indicators_of(evaluated(hai_duong, request_for(AGENCY), actor)) == {ONLINE: "82.5"}
    same = request_for(AGENCY, indicators={ONLINE: Fraction("82.5")})
    assert indicators_of(evaluated(hai_duong, same, actor)) == {ONLINE: "82.5"}


def test_whoever_sends_something_else_is_refused(hai_duong: Database, actor: Actor, an: Actor) -> None:
    supplying(hai_duong, an, {KEY: "82.5"})
    with pytest.raises(Refused) as refused:
        evaluated(hai_duong, request_for(AGENCY, indicators={ONLINE: Fraction(90)}), actor)
    assert [(type(each), each.at) for each in refused.value.refusals] == [(ContradictsSupplied, ("indicators", ONLINE))]


def test_a_stored_evaluation_keeps_the_figure_it_used(hai_duong: Database, actor: Actor, an: Actor) -> None:
    supplying(hai_duong, an, {KEY: "82.5"})
    first = evaluated(hai_duong, request_for(AGENCY), actor)
    assert supplying(hai_duong, an, {KEY: "83"}, update=True) == ValuesSupplied(0, 1, 0)
    with hai_duong.reading() as session:
        assert find_evaluation(session, first.id or 0).input == first.input
        assert used_in(session, "2022")[KEY] == Fraction("82.5")
    assert indicators_of(evaluated(hai_duong, request_for(AGENCY), actor)) == {ONLINE: "83"}


def test_a_change_is_refused_unless_it_is_asked_for_and_is_audited_with_what_was(
    hai_duong: Database, an: Actor
) -> None:
    supplying(hai_duong, an, {KEY: "82.5"})
    assert supplying(hai_duong, an, {KEY: "82.50"}) == ValuesSupplied(0, 0, 1)
    with pytest.raises(Refused) as refused:
        supplying(hai_duong, an, {KEY: "83"})
    assert [(type(each), each.at) for each in refused.value.refusals] == [(SuppliedDiffers, KEY)]
    supplying(hai_duong, an, {KEY: "83"}, update=True)
    with hai_duong.reading() as session:
        details = session.scalars(
            select(models.AuditEvent.details).where(models.AuditEvent.action == "value-changed")
        ).one()
        assert list_supplied(session, "2022") == {KEY: Supplied(Fraction(83), SOURCE)}
    assert (json.loads(details)["before"]["value"], json.loads(details)["after"]["value"]) == ("82.5", "83")


def test_all_that_is_wrong_is_told_and_nothing_is_stored(hai_duong: Database, an: Actor) -> None:
    values = {("so-yte", ONLINE): "1", (AGENCY, "toc-do"): "1", KEY: "101"}
    with pytest.raises(Refused) as refused:
        supplying(hai_duong, an, values, source="")
    assert [(type(each), each.at) for each in refused.value.refusals] == [
        (BadName, ("provenance",)),
        (UnknownAgency, ("so-yte", "agency")),
        (UnknownIndicator, (AGENCY, "toc-do")),
        (IndicatorOutOfRange, KEY),
    ]
    with hai_duong.reading() as session:
        assert list_supplied(session, "2022") == {}


def test_indicators_are_told_with_the_rubrics_that_use_them_in_one_query(hai_duong: Database) -> None:
    with hai_duong.reading() as session, queries(hai_duong) as sent:
        known = used_indicators(session)
    assert len(sent) == 1
    assert set(known[ONLINE].rubrics) == {"so", "huyen"}
    assert (known[ONLINE].indicator.low, known[ONLINE].indicator.high) == (Fraction(0), Fraction(100))


def test_only_an_administrator_supplies_figures(hai_duong: Database) -> None:
    with pytest.raises(RoleMissing):
        supplying(hai_duong, person(hai_duong, "lan", models.Role.EDITOR), {KEY: "1"})
