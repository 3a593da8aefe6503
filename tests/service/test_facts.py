"""Results of earlier years are brought in from a list, and only later evaluations read what is changed of them."""

import json
from fractions import Fraction
from typing import Any

import pytest
from sqlalchemy import select

from rules.errors import BadRank, Refused, UnknownOutcome
from rules.sheet import Previous
from rules.text import Text
from rulesvc import models
from rulesvc.database import Database
from rulesvc.errors import RoleMissing, UnknownAgency, UnknownPeriod
from rulesvc.store.persons import Actor
from rulesvc.usecases.evaluations import find_evaluation
from rulesvc.usecases.facts import (
    Fact,
    FactChanged,
    FactDiffers,
    FactList,
    FactRef,
    FactsImported,
    Forgotten,
    NoReasonForForgetting,
    NothingForgotten,
    NothingKnown,
    NothingStated,
    PercentOutOfRange,
    UnknownRating,
    fact_tag,
    find_fact,
    forget_facts,
    import_facts,
    known_names,
    list_facts,
    periods_with_facts,
    rated_tables,
)
from rulesvc.usecases.new_names import BadName
from tests.service.asking import evaluated, queries, request_for
from tests.service.databases import NOW
from tests.service.people import person

SOURCE = Text("Quyết định số 15/QĐ-UBND ngày 05/01/2022")
AGENCY = "so-y-te"


def fact(*, percent: str | None = None, **known: Any) -> Fact:
    return Fact(Previous(**known), SOURCE, None if percent is None else Fraction(percent))


def brought_in(
    database: Database, actor: Actor, facts: dict[str, Fact], *, period: str = "2021", update: bool = False
) -> FactsImported:
    with database.writing() as session:
        return import_facts(session, FactList(period, facts, update), actor=actor, now=NOW)


def kept(database: Database, agency: str = AGENCY) -> Fact:
    with database.reading() as session:
        return list_facts(session, "2021")[agency]


@pytest.fixture
def an(hai_duong: Database) -> Actor:
    return person(hai_duong, "an", models.Role.ADMINISTRATOR)


def test_what_a_list_leaves_blank_is_left_as_it_is(hai_duong: Database, an: Actor) -> None:
    before = kept(hai_duong)
    done = brought_in(
        hai_duong, an, {AGENCY: fact(percent="82.5", outcomes={"head_rating": "hoan-thanh"})}, update=True
    )
    assert done == FactsImported((), (AGENCY,), 0)
    after = kept(hai_duong)
    assert (after.known.rank, after.known.reviewed) == (before.known.rank, before.known.reviewed)
    assert (after.percent, after.known.outcomes) == (Fraction("82.5"), {"head_rating": "hoan-thanh"})
    assert after.provenance == SOURCE


def test_facts_of_a_year_without_any_are_added(hai_duong: Database, an: Actor) -> None:
    done = brought_in(hai_duong, an, {AGENCY: fact(rank=3), "so-noi-vu": fact(reviewed=False)}, period="2022")
    assert done.added == (AGENCY, "so-noi-vu")
    with hai_duong.reading() as session:
        assert periods_with_facts(session) == {"2021", "2022"}
        assert {code: each.known.rank for code, each in list_facts(session, "2022").items()} == {
            AGENCY: 3,
            "so-noi-vu": None,
        }


def test_a_change_is_refused_unless_it_is_asked_for_and_is_audited_with_what_was(
    hai_duong: Database, an: Actor
) -> None:
    rank = kept(hai_duong).known.rank
    assert rank is not None
    with pytest.raises(Refused) as refused:
        brought_in(hai_duong, an, {AGENCY: fact(rank=rank + 1)})
    assert [(type(each), each.at) for each in refused.value.refusals] == [(FactDiffers, (AGENCY, "rank"))]
    brought_in(hai_duong, an, {AGENCY: fact(rank=rank + 1)}, update=True)
    with hai_duong.reading() as session:
        event = session.scalars(select(models.AuditEvent).where(models.AuditEvent.action == "fact-changed")).one()
    details = json.loads(event.details)
    assert (event.subject, event.subject_key, details["period"]) == ("agency", AGENCY, "2021")
    assert (details["before"]["rank"], details["after"]["rank"]) == (rank, rank + 1)
    assert details["after"]["provenance"] == SOURCE.vi


def test_what_is_stored_just_so_leaves_no_trace(hai_duong: Database, an: Actor) -> None:
    rank = kept(hai_duong).known.rank
    assert brought_in(hai_duong, an, {AGENCY: fact(rank=rank)}) == FactsImported((), (), 1)
    assert kept(hai_duong).provenance != SOURCE


def test_all_that_is_wrong_is_told_and_nothing_is_stored(hai_duong: Database, an: Actor) -> None:
    facts = {
        "so-yte": fact(rank=1),
        AGENCY: fact(rank=0, percent="-1", outcomes={"xep-loai": "tot", "head_rating": "tuyet-voi"}),
        "so-noi-vu": fact(),
    }
    with pytest.raises(Refused) as refused:
        brought_in(hai_duong, an, facts, period="2022")
    assert [(type(each), each.at) for each in refused.value.refusals] == [
        (UnknownAgency, ("so-yte", "agency")),
        (BadRank, (AGENCY, "rank")),
        (PercentOutOfRange, (AGENCY, "percent")),
        (UnknownRating, (AGENCY, "xep-loai")),
        (UnknownOutcome, (AGENCY, "head_rating")),
        (NothingStated, ("so-noi-vu", "agency")),
    ]
    with hai_duong.reading() as session:
        assert list_facts(session, "2022") == {}


def test_a_list_says_where_it_is_from(hai_duong: Database, an: Actor) -> None:
    with pytest.raises(Refused) as refused:
        brought_in(hai_duong, an, {AGENCY: Fact(Previous(rank=1), Text(""))}, period="2022")
    assert [(type(each), each.at) for each in refused.value.refusals] == [(BadName, ("provenance",))]


def test_only_an_administrator_brings_in_facts_and_only_of_a_period_that_is_there(
    hai_duong: Database, an: Actor
) -> None:
    with pytest.raises(RoleMissing):
        brought_in(hai_duong, person(hai_duong, "lan", models.Role.EDITOR), {AGENCY: fact(rank=1)})
    with pytest.raises(UnknownPeriod):
        brought_in(hai_duong, an, {AGENCY: fact(rank=1)}, period="1999")


def test_a_stored_evaluation_keeps_the_facts_it_used(hai_duong: Database, actor: Actor, an: Actor) -> None:
    first = evaluated(hai_duong, request_for(AGENCY), actor)
    rank = kept(hai_duong).known.rank or 0
    brought_in(hai_duong, an, {AGENCY: fact(rank=rank + 1)}, update=True)
    second = evaluated(hai_duong, request_for(AGENCY), actor)
    with hai_duong.reading() as session:
        assert find_evaluation(session, first.id or 0).input == first.input
    ranks = [json.loads(each.input)["previous"]["rank"] for each in (first, second)]
    assert ranks == [rank, rank + 1]


def test_tables_with_one_outcome_are_known_with_the_names_of_their_outcomes(hai_duong: Database) -> None:
    with hai_duong.reading() as session, queries(hai_duong) as sent:
        tables = rated_tables(session)
    assert len(sent) == 1
    assert set(tables) == {"group", "head_rating"}
    assert next(iter(tables["head_rating"].outcomes)) == "hoan-thanh-xuat-sac"
    assert {"70-80", "duoi-80"} <= set(tables["group"].outcomes)


# ---- set back to unknown ---------------------------------------------------------------------------------------------


def forget(database: Database, actor: Actor, *names: str, reason: str = "Nhập nhầm cơ quan") -> None:
    with database.writing() as session:
        tag = fact_tag(find_fact(session, FactRef(AGENCY, "2021")))
        ref = FactRef(AGENCY, "2021", tag)
        forget_facts(session, ref, Forgotten(frozenset(names), reason), actor=actor, now=NOW)


def test_one_value_is_set_back_to_unknown_and_the_audit_tells_what_stood_there(hai_duong: Database, an: Actor) -> None:
    before = kept(hai_duong)
    forget(hai_duong, an, "rank")
    after = kept(hai_duong)
    assert after.known.rank is None
    assert (after.known.reviewed, after.known.outcomes) == (before.known.reviewed, before.known.outcomes)
    with hai_duong.reading() as session:
        event = session.scalars(select(models.AuditEvent).where(models.AuditEvent.action == "fact-forgotten")).one()
    told = json.loads(event.details)
    assert (told["before"]["rank"], "rank" in told["after"]) == (before.known.rank, False)
    assert told["reason"] == "Nhập nhầm cơ quan"


def test_once_nothing_is_known_of_an_agency_it_is_not_listed(hai_duong: Database, an: Actor) -> None:
    brought_in(hai_duong, an, {AGENCY: fact(outcomes={"head_rating": "hoan-thanh"})}, update=True)
    forget(hai_duong, an, *known_names(kept(hai_duong)))
    with hai_duong.reading() as session:
        assert AGENCY not in list_facts(session, "2021")
        with pytest.raises(NothingKnown):
            find_fact(session, FactRef(AGENCY, "2021"))


def test_nothing_is_forgotten_without_a_choice_a_reason_or_having_been_seen(hai_duong: Database, an: Actor) -> None:
    with pytest.raises(NothingForgotten):
        forget(hai_duong, an, "head_rating")
    with pytest.raises(NoReasonForForgetting):
        forget(hai_duong, an, "rank", reason=" ")
    forgotten = Forgotten(frozenset({"rank"}), "Nhập nhầm")
    with hai_duong.writing() as session, pytest.raises(FactChanged):
        forget_facts(session, FactRef(AGENCY, "2021", "cũ"), forgotten, actor=an, now=NOW)


def test_only_an_administrator_sets_a_value_back(hai_duong: Database) -> None:
    with pytest.raises(RoleMissing):
        forget(hai_duong, person(hai_duong, "lan", models.Role.EDITOR), "rank")
