"""What may be asked, what is refused, and what is taken from the period before."""

import json
from dataclasses import replace
from datetime import date, timedelta

import pytest
from sqlalchemy import func, select

from rules.errors import OverCap, Refusal, Refused
from rules.sheet import Previous
from rules.text import Text
from rulesvc import models
from rulesvc.database import Database
from rulesvc.errors import (
    AgencyNotInPeriod,
    AgencyOfAnotherBlock,
    ContradictsStored,
    EditionAndInstant,
    EditionNotOfPeriod,
    NoEditionForPeriod,
    NothingKnownAsOf,
    OnlyForDryRuns,
    UnknownAgency,
    UnknownEdition,
    UnknownPeriod,
    UnknownRubric,
    UnknownStage,
)
from rulesvc.store import blocks, facts, periods
from rulesvc.store.agencies import NewAgency, add, by_code
from rulesvc.store.facts import Fact
from rulesvc.store.periods import NewPeriod
from rulesvc.store.persons import Actor
from rulesvc.usecases.evaluate import dry_run
from rulesvc.usecases.example import example
from rulesvc.usecases.request import EvaluationRequest
from tests.hai_duong import edited, moved, rubric_of
from tests.service.asking import LATER, evaluated, imported, queries, request_for, with_points
from tests.service.databases import NOW


def count(database: Database, model: type[models.Base]) -> int:
    with database.reading() as session:
        return session.scalar(select(func.count()).select_from(model)) or 0


def previous_in(record_input: bytes) -> object:
    return json.loads(record_input)["previous"]


def test_trying_takes_six_queries_where_the_council_concluded_nothing(hai_duong: Database) -> None:
    with hai_duong.reading() as session:
        dry_run(session, request_for("so-y-te"), now=NOW)  # the edition is read and kept
        with queries(hai_duong) as sent:
            dry_run(session, request_for("so-y-te"), now=NOW)
    assert len([statement for statement in sent if "conclusion" in statement]) == 1
    assert len(sent) == 6


# ---- stored or not ---------------------------------------------------------------------------------------------------


def test_a_stored_evaluation_says_who_and_when_and_what_it_supersedes(hai_duong: Database, actor: Actor) -> None:
    first = evaluated(hai_duong, request_for("so-y-te"), actor)
    second = evaluated(hai_duong, request_for("so-y-te", provenance=Text("thử")), actor)
    assert (second.supersedes, second.created_at, second.person) == (first.id, LATER, "tester")
    assert second.provenance == Text("thử")


def test_a_dry_run_answers_the_same_and_stores_nothing(hai_duong: Database, actor: Actor) -> None:
    evaluations, events = count(hai_duong, models.Evaluation), count(hai_duong, models.AuditEvent)
    with hai_duong.reading() as session:
        tried = dry_run(session, request_for("so-y-te"), now=NOW)
    assert (tried.id, tried.created_at, tried.supersedes, tried.person) == (None, None, None, None)
    assert (count(hai_duong, models.Evaluation), count(hai_duong, models.AuditEvent)) == (evaluations, events)
    assert evaluated(hai_duong, request_for("so-y-te"), actor).result == tried.result


@pytest.mark.parametrize("changes", [{"edition": 1}, {"as_of": LATER}])
def test_an_edition_or_an_instant_is_for_dry_runs(
    hai_duong: Database, actor: Actor, changes: dict[str, object]
) -> None:
    with pytest.raises(OnlyForDryRuns) as refused:
        evaluated(hai_duong, request_for("so-y-te", **changes), actor)
    assert refused.value.at == tuple(changes)


# ---- refused ---------------------------------------------------------------------------------------------------------


def refused(database: Database, request: EvaluationRequest) -> list[Refusal]:
    with database.reading() as session:
        try:
            dry_run(session, request, now=LATER)
        except Refused as found:
            return list(found.refusals)
        except Refusal as found:
            return [found]
    pytest.fail("it was not refused")


def test_all_names_that_are_not_known_are_said_at_once(hai_duong: Database) -> None:
    found = refused(hai_duong, request_for("so-y-te", agency="so-y-t", rubric="xa", period="2050", stage="draft"))
    assert [(type(each), each.at) for each in found] == [
        (UnknownStage, ("stage",)),
        (UnknownAgency, ("agency",)),
        (UnknownRubric, ("rubric",)),
        (UnknownPeriod, ("period",)),
    ]
    assert isinstance(found[1], UnknownAgency)
    assert found[1].closest[0] == "so-y-te"


@pytest.mark.parametrize(
    ("changes", "refusal", "at"),
    [
        ({"agency": "tu-ky"}, AgencyOfAnotherBlock, ("agency",)),
        ({"period": "2021"}, NoEditionForPeriod, ("period",)),
        ({"edition": 9}, UnknownEdition, ("edition",)),
        ({"edition": 1, "period": "2021"}, EditionNotOfPeriod, ("edition",)),
        ({"edition": 1, "as_of": LATER}, EditionAndInstant, ("as_of",)),
        ({"as_of": NOW - timedelta(days=1)}, NothingKnownAsOf, ("period",)),
    ],
)
def test_what_does_not_fit_together_is_refused(
    hai_duong: Database, changes: dict[str, object], refusal: type[Refusal], at: tuple[str, ...]
) -> None:
    (found,) = refused(hai_duong, request_for("so-y-te", **changes))
    assert (type(found), found.at) == (refusal, at)


def test_no_edition_names_the_nearest_period_that_has_one(hai_duong: Database) -> None:
    (found,) = refused(hai_duong, request_for("so-y-te", period="2021"))
    assert isinstance(found, NoEditionForPeriod)
    assert found.nearest == "2022"


def test_a_sheet_that_is_not_accepted_leaves_nothing(hai_duong: Database, actor: Actor) -> None:
    evaluations, events = count(hai_duong, models.Evaluation), count(hai_duong, models.AuditEvent)
    with pytest.raises(Refused) as found:
        evaluated(hai_duong, with_points(request_for("so-y-te"), "the-che", "10.25"), actor)
    assert [type(each) for each in found.value.refusals] == [OverCap]
    assert (count(hai_duong, models.Evaluation), count(hai_duong, models.AuditEvent)) == (evaluations, events)


@pytest.mark.parametrize(
    ("since", "until"), [(date(2023, 1, 1), None), (None, date(2021, 12, 31)), (date(2023, 3, 1), date(2024, 1, 1))]
)
def test_an_agency_that_did_not_exist_in_the_period_is_refused(
    hai_duong: Database, since: date | None, until: date | None
) -> None:
    with hai_duong.writing() as session:
        block = blocks.id_of(session, "so")
        name = Text("Sở mới")
        new = NewAgency(code="so-moi", name=name, short_name=name, head_title=name, kind="so", block_id=block)
        add(session, replace(new, valid_from=since, valid_until=until))
    (found,) = refused(hai_duong, request_for("so-y-te", agency="so-moi"))
    assert isinstance(found, AgencyNotInPeriod)


# ---- the period before -----------------------------------------------------------------------------------------------


def test_what_is_stored_of_the_period_before_is_used_and_recorded(hai_duong: Database, actor: Actor) -> None:
    record = evaluated(hai_duong, request_for("so-y-te"), actor)
    assert previous_in(record.input) == {"reviewed": True, "rank": 18}


def test_what_is_sent_as_it_is_stored_changes_nothing(hai_duong: Database, actor: Actor) -> None:
    sent = request_for("so-y-te", previous=Previous(reviewed=True, rank=18))
    assert evaluated(hai_duong, sent, actor).input == evaluated(hai_duong, request_for("so-y-te"), actor).input


def test_what_is_sent_and_not_stored_is_used(hai_duong: Database, actor: Actor) -> None:
    sent = request_for("so-y-te", previous=Previous(outcomes={"group": "duoi-80"}))
    used = {"reviewed": True, "rank": 18, "outcomes": {"group": "duoi-80"}}
    assert previous_in(evaluated(hai_duong, sent, actor).input) == used


def test_what_contradicts_the_store_is_refused_whole(hai_duong: Database) -> None:
    found = refused(hai_duong, request_for("so-y-te", previous=Previous(reviewed=False, rank=17)))
    assert [(type(each), each.at) for each in found] == [
        (ContradictsStored, ("previous", "reviewed")),
        (ContradictsStored, ("previous", "rank")),
    ]
    assert "“17” was sent, “18” is stored for period 2021" in str(found[1])


@pytest.fixture
def next_year(hai_duong: Database, actor: Actor) -> Database:
    """The reference case with a period 2023, which a draft covers."""
    with hai_duong.writing() as session:
        periods.add(session, NewPeriod("2023", date(2023, 1, 1), date(2023, 12, 31)))
    imported(hai_duong, rubric_of("so"), actor, periods=("2023",))
    return hai_duong


def tried(database: Database, agency: str, **changes: object) -> object:
    with database.reading() as session:
        return previous_in(dry_run(session, request_for(agency, period="2023", edition=2, **changes), now=NOW).input)


def test_the_next_period_reads_the_effective_result_of_this_one(next_year: Database) -> None:
    assert tried(next_year, "so-y-te") == {
        "reviewed": True,
        "outcomes": {"group": "duoi-80", "head_rating": "hoan-thanh"},
    }
    assert tried(next_year, "so-noi-vu") == {
        "reviewed": False,
        "outcomes": {"group": "90", "head_rating": "hoan-thanh-xuat-sac"},
    }


def test_the_result_goes_before_imported_facts_which_fill_what_it_does_not_say(next_year: Database) -> None:
    with next_year.writing() as session:
        known = Previous(reviewed=False, rank=3, outcomes={"group": "90", "elsewhere": "x"})
        fact = Fact(known, Text("nhập tay"))
        facts.add(session, by_code(session, "so-y-te").id, periods.by_code(session, "2022").id, fact)
    assert tried(next_year, "so-y-te") == {
        "reviewed": True,
        "rank": 3,
        "outcomes": {"group": "duoi-80", "head_rating": "hoan-thanh"},
    }


def test_an_outcome_that_the_present_edition_does_not_have_is_left_out(next_year: Database, actor: Actor) -> None:
    rating = rubric_of("so").table["head_rating"]
    fewer = replace(rubric_of("so"), tables=(rating,), review_table="")
    imported(next_year, fewer, actor, periods=("2023",))
    with next_year.reading() as session:
        record = dry_run(session, request_for("so-y-te", period="2023", edition=3), now=NOW)
    assert previous_in(record.input) == {"reviewed": True, "outcomes": {"head_rating": "hoan-thanh"}}


def test_only_the_final_stage_is_looked_back_at(next_year: Database, actor: Actor) -> None:
    better = with_points(request_for("so-y-te", stage="self"), "thu-tuc-hanh-chinh", "16")
    evaluated(next_year, better, actor)
    assert tried(next_year, "so-y-te", stage="self") == tried(next_year, "so-y-te")


def test_a_first_period_has_nothing_before_it(hai_duong: Database, actor: Actor) -> None:
    imported(hai_duong, rubric_of("so"), actor, periods=("2021",))
    with hai_duong.reading() as session:
        record = dry_run(session, request_for("so-y-te", period="2021", edition=2), now=NOW)
    assert previous_in(record.input) == {}
    assert json.loads(record.result)["outcomes"]["review_repeat"]["reason"] == "missing"


# ---- where the answers come from -------------------------------------------------------------------------------------


RECONSTRUCTED = Text("số liệu dựng lại để minh họa", "figures reconstructed for illustration")


@pytest.mark.parametrize("stage", ["self", "final"])
def test_answers_of_a_labelled_sheet_keep_its_label_at_every_stage(
    hai_duong: Database, actor: Actor, stage: str
) -> None:
    for agency in ("so-y-te", "tu-ky"):
        asked = request_for(agency, stage=stage)
        asked = replace(asked, answers=asked.answers[::-1])
        assert evaluated(hai_duong, asked, actor).provenance == RECONSTRUCTED
        with hai_duong.reading() as session:
            assert dry_run(session, asked, now=NOW).provenance == RECONSTRUCTED


def test_other_answers_are_not_labelled(hai_duong: Database) -> None:
    changed = with_points(request_for("so-y-te"), "the-che", "9")
    with hai_duong.reading() as session:
        assert dry_run(session, changed, now=NOW).provenance == Text("")


def test_the_example_is_the_sheet_of_the_first_agency_at_a_stage_of_its_own(hai_duong: Database) -> None:
    with hai_duong.reading() as session:
        body = example(session, "so")
    assert body["agency"] == "so-giao-thong-van-tai"
    assert body["answers"][0] == {"criterion": "chi-dao-dieu-hanh", "points": "13.75"}
    assert (body["period"], body["stage"]) == ("2022", "self")


def test_an_instant_shows_what_applied_as_known_then(hai_duong: Database, actor: Actor) -> None:
    change = moved("total_percent", 90, 89)
    imported(hai_duong, edited(rubric_of("so"), "group", change), actor)
    with hai_duong.reading() as session:
        assert dry_run(session, request_for("so-y-te", as_of=NOW), now=NOW).edition == 1
