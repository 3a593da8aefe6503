"""What the council concludes stands beside the engine's answer, and holds until the council concludes otherwise."""

import json
from contextlib import suppress
from dataclasses import replace
from datetime import date

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as some
from sqlalchemy import Executable, delete, insert, select, update
from sqlalchemy.exc import DBAPIError, IntegrityError

from rules.errors import Refusal, Refused
from rules.rubric import Rubric
from rules.sentences import TableExplanation, explain
from rules.table import Table
from rules.text import Text
from rulesvc import models
from rulesvc.database import Database, act_as
from rulesvc.errors import (
    CommentMissing,
    ConclusionDecided,
    EvaluationSuperseded,
    LenderProposed,
    MinutesNotComplete,
    MinutesTooEarly,
    NotConcludedOn,
    NotMinutes,
    OutcomeNotOfTable,
    OwnProposal,
    ProposalOpen,
    ReasonMissing,
    RoleMissing,
    TableNotConcluded,
    UnknownConclusion,
    UnknownDocument,
    UnknownEvaluation,
    VotedDown,
)
from rulesvc.languages import language
from rulesvc.models.base import table
from rulesvc.models.document import DocumentStatus
from rulesvc.store import documents, periods
from rulesvc.store.conclusions import ConclusionRecord
from rulesvc.store.evaluations import EvaluationRecord
from rulesvc.store.periods import NewPeriod
from rulesvc.usecases.conclusions import ConclusionFilters, Votes, list_conclusions, list_of_evaluation, offered_minutes
from rulesvc.usecases.deputies import NewDeputy, name_deputy
from rulesvc.usecases.editions import EditionRef
from rulesvc.usecases.evaluate import dry_run
from rulesvc.usecases.evaluations import Filters, find_evaluation, list_evaluations
from rulesvc.usecases.explain import explainable
from rulesvc.usecases.persons import acting
from rulesvc.usecases.replay import replay
from tests.hai_duong import rubric_of
from tests.service.asking import LATER, imported, queries, request_for
from tests.service.concluding import MINUTES, REASON, SILENT, Council, council_on
from tests.service.databases import HAI_DUONG, Templates
from tests.service.editing import issued, lan
from tests.service.registering import attached, registered

BY_ENGINE = {"code": None, "by": "engine", "conclusion": None}


@pytest.fixture
def council(hai_duong: Database) -> Council:
    return council_on(hai_duong)


def found(council: Council, evaluation: int) -> EvaluationRecord:
    with council.database.reading() as session:
        return find_evaluation(session, evaluation)


def listed(council: Council, **filters: object) -> tuple[ConclusionRecord, ...]:
    with council.database.reading() as session:
        return list_conclusions(session, ConclusionFilters(**filters)).records  # type: ignore[arg-type]


# ---- one conclusion --------------------------------------------------------------------------------------------------


def test_a_proposal_holds_when_a_second_person_has_confirmed_it(council: Council) -> None:
    evaluation = council.evaluate()
    before = found(council, evaluation)
    assert json.loads(before.result)["outcomes"]["head_rating"]["reason"] == "no_rule"
    proposed = council.propose(evaluation)
    assert found(council, evaluation).effective == before.effective
    assert before.effective["head_rating"] == BY_ENGINE
    confirmed = council.confirm(proposed.id, comment="Đúng biên bản")
    assert found(council, evaluation).effective == {
        **before.effective,
        "head_rating": {"code": "hoan-thanh", "by": "council", "conclusion": confirmed},
    }
    assert (confirmed.proposed_by, confirmed.decided_by, confirmed.comment) == ("secretary", "second", "Đúng biên bản")
    assert (confirmed.minutes, confirmed.reason, confirmed.to_confirm) == (MINUTES, REASON, False)


def test_what_the_engine_answered_stays_byte_for_byte(council: Council) -> None:
    evaluation = council.evaluate()
    before = found(council, evaluation)
    council.conclude(evaluation)
    after = found(council, evaluation)
    assert (after.result, after.input) == (before.result, before.input)
    with council.database.reading() as session:
        assert replay(session, evaluation).identical


def test_the_council_may_conclude_against_the_engine(council: Council) -> None:
    evaluation = council.evaluate("so-y-te", answers=request_for("so-y-te").answers)
    council.conclude(evaluation, outcome="khong-hoan-thanh")
    record = found(council, evaluation)
    assert record.effective["head_rating"]["code"] == "khong-hoan-thanh"
    assert json.loads(record.result)["outcomes"]["head_rating"]["code"] == "hoan-thanh"


def test_a_rejected_proposal_never_holds_and_another_can_be_made(council: Council) -> None:
    evaluation = council.evaluate()
    rejected = council.reject(council.propose(evaluation).id)
    assert (rejected.status, rejected.comment) == ("rejected", "Sai số liệu")
    assert found(council, evaluation).effective["head_rating"] == BY_ENGINE
    council.conclude(evaluation, outcome="khong-hoan-thanh")
    assert found(council, evaluation).effective["head_rating"]["code"] == "khong-hoan-thanh"


def test_the_newest_confirmed_one_holds(council: Council) -> None:
    evaluation = council.evaluate()
    council.conclude(evaluation)
    newer = council.conclude(evaluation, outcome="hoan-thanh-tot")
    council.propose(evaluation, outcome="khong-hoan-thanh")
    assert found(council, evaluation).effective["head_rating"]["conclusion"] == newer


def test_every_step_is_audited(council: Council) -> None:
    proposed = council.propose(council.evaluate())
    council.reject(proposed.id)
    council.conclude(proposed.evaluation)
    event = models.AuditEvent
    with council.database.reading() as session:
        events = session.scalars(select(event).where(event.subject == "conclusion").order_by(event.id)).all()
    assert [each.action for each in events] == [
        "conclusion-proposed",
        "conclusion-rejected",
        "conclusion-proposed",
        "conclusion-confirmed",
    ]
    told = json.loads(events[1].details)
    assert (told["evaluation"], told["table"], told["outcome"], told["minutes"], told["comment"]) == (
        proposed.evaluation,
        "head_rating",
        "hoan-thanh",
        MINUTES.code,
        "Sai số liệu",
    )


def test_votes_and_reserved_opinions_are_kept_and_audited(council: Council) -> None:
    reserved = "Đồng chí Trần Văn B đề nghị không xếp loại."
    proposed = council.propose(council.evaluate(), votes=Votes(7, 5, 1), reserved_opinions=f" {reserved}\n")
    assert (proposed.votes, proposed.reserved_opinions) == (Votes(7, 5, 1), reserved)
    confirmed = council.confirm(proposed.id)
    assert (confirmed.votes, confirmed.reserved_opinions) == (Votes(7, 5, 1), reserved)
    event = models.AuditEvent
    with council.database.reading() as session:
        events = session.scalars(select(event).where(event.subject == "conclusion")).all()
    for each in map(json.loads, (event.details for event in events)):
        assert each["votes"] == {"in_favour": 7, "against": 5, "abstaining": 1}
        assert each["reserved_opinions"] == reserved


@pytest.mark.parametrize("votes", [Votes(1, 11, 0), Votes(6, 6, 1), Votes(0, 0, 12)])
def test_nothing_is_concluded_by_votes_that_are_not_for_it(council: Council, votes: Votes) -> None:
    with pytest.raises(VotedDown) as refused:
        council.propose(council.evaluate(), votes=votes)
    assert (refused.value.in_favour, refused.value.against) == (votes.in_favour, votes.against)


def test_minutes_from_before_the_period_conclude_nothing(council: Council) -> None:
    with council.database.writing() as session:
        documents.register(session, (replace(MINUTES, code="bien-ban-cu", number="", dated="2021-12-31"),))
    with pytest.raises(MinutesTooEarly):
        council.propose(council.evaluate(), minutes="bien-ban-cu")


def test_minutes_that_turn_out_to_be_from_before_the_period_confirm_nothing(council: Council) -> None:
    proposed = council.propose(council.evaluate())
    with council.database.writing() as session:
        session.execute(update(table(models.Document)).values(dated="2021-12-31"))
    with pytest.raises(MinutesTooEarly):
        council.confirm(proposed.id)


def test_minutes_may_tell_of_no_votes(council: Council) -> None:
    proposed = council.propose(council.evaluate())
    assert (proposed.votes, proposed.reserved_opinions) == (None, "")


@pytest.mark.parametrize(
    ("changes", "constraint"),
    [
        ({"votes_in_favour": 12}, "votes_all_or_none"),
        ({"votes_in_favour": 12, "votes_against": 0}, "votes_all_or_none"),
        ({"votes_against": 0, "votes_abstaining": 0}, "votes_all_or_none"),
        ({"votes_in_favour": 12, "votes_against": -1, "votes_abstaining": 0}, "votes_counted"),
    ],
)
def test_the_database_refuses_votes_that_nobody_could_count(
    council: Council, changes: dict[str, int], constraint: str
) -> None:
    by, evaluation = council.actors["secretary"].person_id, council.evaluate()
    row = {"evaluation_id": evaluation, "decision_table": "head_rating", "outcome": "hoan-thanh", "reason": "x"}
    row |= {"document_id": 1, "status": "proposed", "proposed_by": by, "proposed_at": LATER}
    with council.database.writing() as session:
        act_as(session, by)
        with pytest.raises(IntegrityError, match=constraint), session.begin_nested():
            session.execute(insert(table(models.Conclusion)), {**row, **changes})


# ---- refused ---------------------------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("changes", "refusal", "at"),
    [
        ({"table": "review"}, TableNotConcluded, ("table",)),
        ({"table": "elsewhere"}, TableNotConcluded, ("table",)),
        ({"outcome": "90"}, OutcomeNotOfTable, ("outcome",)),
        ({"reason": " \n"}, ReasonMissing, ("reason",)),
        ({"minutes": "bien-ban-02"}, UnknownDocument, ("minutes",)),
    ],
)
def test_a_proposal_that_does_not_fit_is_refused(
    council: Council, changes: dict[str, str], refusal: type[Refusal], at: tuple[str, ...]
) -> None:
    evaluation = council.evaluate()
    with pytest.raises(refusal) as refused:
        council.propose(evaluation, **changes)
    assert refused.value.at == at
    assert listed(council) == ()


def test_only_the_final_stage_is_concluded_on(council: Council) -> None:
    with pytest.raises(NotConcludedOn):
        council.propose(council.evaluate(stage="appraised"))


def test_only_the_current_evaluation_is_concluded_on(council: Council) -> None:
    older, middle, newest = (council.evaluate() for _ in range(3))
    for evaluation in (older, middle):
        with pytest.raises(EvaluationSuperseded) as refused:
            council.propose(evaluation)
        assert refused.value.current == str(newest)


def test_an_open_proposal_blocks_another_one_on_its_table_alone(council: Council) -> None:
    evaluation = council.evaluate()
    council.propose(evaluation)
    with pytest.raises(ProposalOpen) as refused:
        council.propose(evaluation, "second", outcome="khong-hoan-thanh")
    assert language("vi").say(refused.value).startswith("Đã có kết luận về “head_rating” của Sở Nội vụ, kỳ 2022")
    council.propose(evaluation, table="group", outcome="80-90")


def test_what_is_decided_stays_decided(council: Council) -> None:
    confirmed = council.conclude(council.evaluate())
    for decide in (council.confirm, council.reject):
        with pytest.raises(ConclusionDecided):
            decide(confirmed.id)


def test_nobody_decides_about_their_own_proposal(council: Council) -> None:
    proposed = council.propose(council.evaluate())
    for decide in (council.confirm, council.reject):
        with pytest.raises(OwnProposal):
            decide(proposed.id, "secretary")
    assert council.confirm(proposed.id, "approver").decided_by == "approver"


def test_nobody_decides_by_a_role_that_whoever_proposed_lends(council: Council) -> None:
    proposed = council.propose(council.evaluate())
    for lender, is_enough in (("secretary", False), ("approver", True)):
        days = NewDeputy(lender, "viewer", date(2023, 2, 2), date(2023, 2, 2))
        with council.database.writing() as session:
            name_deputy(session, days, actor=council.actors[lender], now=LATER)
            council.actors["viewer"] = acting(session, "viewer", now=LATER)
        if not is_enough:
            for decide in (council.confirm, council.reject):
                with pytest.raises(LenderProposed, match="who proposed it"):
                    decide(proposed.id, "viewer")
    assert council.confirm(proposed.id, "viewer").status == "confirmed"
    with council.database.reading() as session:
        last = session.scalars(select(models.AuditEvent.details).order_by(models.AuditEvent.id.desc()).limit(1)).one()
    assert json.loads(last)["acting_for"] == ["approver"]


@pytest.mark.parametrize(
    ("changes", "missing"),
    [
        ({"status": "draft"}, "trạng thái “đã ban hành”"),
        ({"status": "expired"}, "trạng thái “đã ban hành”"),
        ({"dated": ""}, "ngày ban hành"),
        ({"dated": "2023"}, "ngày ban hành"),
        ({"dated": "2023-02-03"}, "ngày ban hành đã đến"),
    ],
)
def test_a_conclusion_is_confirmed_by_minutes_that_are_issued_only(
    council: Council, changes: dict[str, str], missing: str
) -> None:
    minutes = update(models.Document).where(models.Document.code == MINUTES.code)
    with council.database.writing() as session:
        session.execute(minutes.values(**changes))
    proposed = council.propose(council.evaluate())
    with pytest.raises(MinutesNotComplete) as refused:
        council.confirm(proposed.id)
    name, _, lacking = language("vi").say(refused.value).partition("” còn thiếu: ")
    assert name.startswith("Biên bản “Biên bản họp số 01/BB-HĐ ")
    assert lacking.startswith(f"{missing}. ")
    with council.database.writing() as session:
        session.execute(minutes.values(status="issued", dated="2023-02-02"))
    assert council.confirm(proposed.id).status == "confirmed"


def test_a_conclusion_is_confirmed_by_signed_minutes_only(council: Council) -> None:
    secretary = council.actors["secretary"]
    registered(council.database, secretary, "bb-02", kind=Text("Biên bản"), dated="2023-01-20")
    proposed = council.propose(council.evaluate(), minutes="bb-02")
    with pytest.raises(MinutesNotComplete) as refused:
        council.confirm(proposed.id)
    assert "” còn thiếu: tệp đã ký. " in language("vi").say(refused.value)
    attached(council.database, secretary, "bb-02")
    assert council.confirm(proposed.id).status == "confirmed"


def offered(council: Council) -> list[str]:
    with council.database.reading() as session:
        return [each.code for each in offered_minutes(session)]


@pytest.mark.parametrize(
    "kind",
    [
        Text("Biên bản"),
        Text("Minutes"),
        Text("BIÊN BẢN  cuộc họp"),
        Text("bien ban hop"),
        Text("Sổ họp", "Minutes of the meeting"),
    ],
)
def test_a_conclusion_is_entered_from_minutes_of_whatever(council: Council, kind: Text) -> None:
    registered(council.database, council.actors["secretary"], "bb-02", kind=kind)
    assert offered(council) == ["bb-02", MINUTES.code]
    assert council.propose(council.evaluate(), minutes="bb-02").minutes.code == "bb-02"


@pytest.mark.parametrize("kind", [Text("Quyết định"), Text("Báo cáo về biên bản"), Text("Biên bảng")])
def test_a_conclusion_is_entered_from_no_other_document(council: Council, kind: Text) -> None:
    registered(council.database, council.actors["secretary"], "vb-12", kind=kind)
    assert offered(council) == [MINUTES.code]
    with pytest.raises(NotMinutes) as refused:
        council.propose(council.evaluate(), minutes="vb-12")
    assert refused.value.at == ("minutes",)


def test_what_was_entered_from_another_document_is_not_confirmed(council: Council) -> None:
    proposed = council.propose(council.evaluate())
    with council.database.writing() as session:
        kind = {"kind_vi": "Quyết định", "kind_en": "Decision"}
        session.execute(update(models.Document).where(models.Document.code == MINUTES.code).values(**kind))
    with pytest.raises(NotMinutes) as refused:
        council.confirm(proposed.id)
    told = language("vi").say(refused.value)
    assert told.startswith("Văn bản “Quyết định số 01/BB-HĐ ")
    assert "” không phải biên bản mà là: Quyết định." in told


def test_minutes_that_have_run_out_are_not_offered_and_drafts_are(council: Council) -> None:
    for status in DocumentStatus:
        kind, code = Text("Biên bản"), f"bb-{status.value}"
        registered(council.database, council.actors["secretary"], code, kind=kind, status=status)
    assert offered(council) == ["bb-issued", "bb-draft", MINUTES.code]


def test_who_rejects_says_why(council: Council) -> None:
    proposed = council.propose(council.evaluate())
    with pytest.raises(CommentMissing):
        council.reject(proposed.id, comment="  ")


def test_the_roles_are_kept_to(council: Council) -> None:
    evaluation = council.evaluate()
    for who in ("approver", "viewer"):
        with pytest.raises(RoleMissing):
            council.propose(evaluation, who)
    proposed = council.propose(evaluation)
    for decide in (council.confirm, council.reject):
        with pytest.raises(RoleMissing):
            decide(proposed.id, "viewer")


def test_what_is_not_there_is_refused(council: Council) -> None:
    for unknown in (0, 99_999, 10**30):
        with pytest.raises(UnknownEvaluation):
            council.propose(unknown)
        with pytest.raises(UnknownConclusion):
            council.confirm(unknown)
    with council.database.reading() as session:
        with pytest.raises(UnknownEvaluation):
            list_of_evaluation(session, 99_999)
        with pytest.raises(Refused, match="xa"):
            list_conclusions(session, ConclusionFilters(rubric="xa"))


def test_the_database_refuses_what_the_service_would_not_do(council: Council) -> None:
    confirmed = council.conclude(council.evaluate())
    proposed = council.propose(confirmed.evaluation)
    row = table(models.Conclusion)
    copied = select(row).where(row.c.id == proposed.id)
    by_proposer = {"status": "confirmed", "decided_by": council.actors["secretary"].person_id, "decided_at": LATER}
    with council.database.reading() as session:
        second = {**session.execute(copied).mappings().one(), "id": 99_999}
    for statement in (
        update(row).where(row.c.id == proposed.id).values(**by_proposer),
        update(row).where(row.c.id == confirmed.id).values(comment="khác"),
        update(row).where(row.c.id == proposed.id).values(outcome="khong-hoan-thanh"),
        delete(row).where(row.c.id == proposed.id),
        insert(row).values(**second),
        insert(row).values(**second).prefix_with("OR REPLACE", dialect="sqlite"),
    ):
        with pytest.raises(DBAPIError):
            written(council, statement)
    assert found(council, confirmed.evaluation).effective["head_rating"]["conclusion"] == confirmed


def written(council: Council, statement: Executable) -> None:
    """*statement*, executed as the secretary."""
    with council.database.writing() as session:
        act_as(session, council.actors["secretary"].person_id)
        session.execute(statement)


# ---- the chain -------------------------------------------------------------------------------------------------------


def test_a_superseding_evaluation_voids_nothing_and_lists_what_is_to_be_confirmed(council: Council) -> None:
    older = council.evaluate()
    concluded = council.conclude(older)
    assert listed(council, to_confirm=True) == ()
    newer = council.evaluate()
    line = found(council, newer).effective["head_rating"]
    assert line["conclusion"] is not None
    assert (line["code"], line["by"], line["conclusion"].id) == ("hoan-thanh", "council", concluded.id)
    assert (line["conclusion"].evaluation, line["conclusion"].current) == (older, newer)
    assert line["conclusion"].to_confirm
    assert [each.id for each in listed(council, to_confirm=True)] == [concluded.id]

    again = council.conclude(newer)
    assert found(council, newer).effective["head_rating"]["conclusion"] == again
    assert listed(council, to_confirm=True) == ()
    kept = found(council, older).effective["head_rating"]["conclusion"]
    assert kept is not None
    assert (kept.id, kept.to_confirm) == (concluded.id, False)


def test_a_proposal_for_a_superseded_evaluation_is_only_rejected_and_blocks_nothing(council: Council) -> None:
    proposed = council.propose(council.evaluate())
    newer = council.evaluate()
    with pytest.raises(EvaluationSuperseded):
        council.confirm(proposed.id)
    council.conclude(newer)
    assert council.reject(proposed.id).status == "rejected"


def test_a_new_evaluation_is_answered_with_what_holds_and_so_is_a_dry_run(council: Council) -> None:
    concluded = council.conclude(council.evaluate())
    with council.database.reading() as session:
        tried = dry_run(session, request_for("so-noi-vu", answers=SILENT), now=LATER).effective["head_rating"]
        other_stage = dry_run(session, request_for("so-noi-vu", answers=SILENT, stage="self"), now=LATER)
    assert (tried["code"], tried["conclusion"]) == ("hoan-thanh", concluded)
    assert other_stage.effective["head_rating"] == BY_ENGINE


def without(rubric: Rubric, code: str) -> Rubric:
    """*rubric* in which the ratings of heads have no outcome of that *code*."""

    def of_table(each: Table) -> Table:
        if each.code != "head_rating":
            return each
        outcomes = tuple(outcome for outcome in each.outcomes if outcome.code != code)
        return replace(each, outcomes=outcomes, rules=tuple(rule for rule in each.rules if rule.outcome != code))

    return replace(rubric, tables=tuple(map(of_table, rubric.tables)))


def under(council: Council, rubric: Rubric) -> int:
    """A new evaluation under *rubric*, which was issued in place of the first edition."""
    line = imported(council.database, rubric, lan(council.database))
    issued(council.database, EditionRef("so", line.number))
    return council.evaluate()


def test_an_outcome_that_the_new_edition_does_not_have_holds_no_more_and_stays_listed(council: Council) -> None:
    older = council.evaluate()
    concluded = council.conclude(older, outcome="hoan-thanh-tot")
    newer = under(council, without(rubric_of("so"), "hoan-thanh-tot"))
    line = found(council, newer).effective["head_rating"]
    assert line["conclusion"] is not None
    assert (line["code"], line["by"], line["conclusion"].id) == (None, "council", concluded.id)
    assert line["conclusion"].outcome == "hoan-thanh-tot"
    assert [each.id for each in listed(council, to_confirm=True)] == [concluded.id]
    assert found(council, older).effective["head_rating"]["code"] == "hoan-thanh-tot"
    council.conclude(newer)
    assert found(council, newer).effective["head_rating"]["code"] == "hoan-thanh"


def test_a_table_that_the_new_edition_does_not_have_is_not_to_be_confirmed(council: Council) -> None:
    concluded = council.conclude(council.evaluate(), table="group", outcome="80-90")
    tables = tuple(each for each in rubric_of("so").tables if each.code != "group")
    newer = under(council, replace(rubric_of("so"), tables=tables))
    assert "group" not in found(council, newer).effective
    assert listed(council, to_confirm=True) == ()
    assert [each.id for each in listed(council)] == [concluded.id]


def test_conclusions_are_found_by_filters_and_page_by_page(council: Council) -> None:
    first = council.conclude(council.evaluate())
    second = council.propose(council.evaluate("so-y-te", answers=request_for("so-y-te").answers))
    assert [each.id for each in listed(council)] == [second.id, first.id]
    assert [each.id for each in listed(council, status="confirmed")] == [first.id]
    assert len(listed(council, rubric="so", period="2022")) == 2
    assert listed(council, rubric="huyen") == listed(council, period="2021") == ()
    with council.database.reading() as session:
        page = list_conclusions(session, ConclusionFilters(), limit=1)
        assert (page.records, page.next) == ((second,), second.id)
        last = list_conclusions(session, ConclusionFilters(), before=page.next, limit=1)
        assert (last.records, last.next) == ((first,), None)
        assert list_of_evaluation(session, first.evaluation) == (first,)


# ---- who reads what holds --------------------------------------------------------------------------------------------


@pytest.fixture
def next_year(council: Council) -> Council:
    """The council, with a period 2023 that a draft of another year covers."""
    with council.database.writing() as session:
        periods.add(session, NewPeriod("2023", date(2023, 1, 1), date(2023, 12, 31)))
    imported(council.database, rubric_of("so"), lan(council.database), periods=("2023",))
    return council


def looked_back(council: Council) -> object:
    with council.database.reading() as session:
        tried = dry_run(session, request_for("so-noi-vu", period="2023", edition=2), now=LATER)
    return json.loads(tried.input)["previous"]["outcomes"]


def test_the_next_period_looks_back_at_what_the_council_concluded(next_year: Council) -> None:
    evaluation = next_year.evaluate()
    assert looked_back(next_year) == {"group": "90"}
    next_year.conclude(evaluation)
    assert looked_back(next_year) == {"group": "90", "head_rating": "hoan-thanh"}
    next_year.evaluate()
    assert looked_back(next_year) == {"group": "90", "head_rating": "hoan-thanh"}


def test_a_page_of_evaluations_fetches_its_conclusions_in_one_query(council: Council) -> None:
    for agency in ("so-noi-vu", "so-y-te", "so-tai-chinh"):
        council.conclude(council.evaluate(agency))
    with council.database.reading() as session, queries(council.database) as sent:
        records = list_evaluations(session, Filters(), limit=33).records
    assert len(sent) == 2
    assert sum(record.effective["head_rating"]["by"] == "council" for record in records) == 3


STEPS = some.lists(
    some.tuples(
        some.sampled_from(["evaluate", "confirm", "reject", "leave open"]),
        some.sampled_from(["group", "head_rating"]),
        some.integers(0, 3),
    ),
    max_size=6,
)


@settings(max_examples=15, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(STEPS)
def test_whatever_is_concluded_results_and_receipts_stay_as_they_are(
    templates: Templates, steps: list[tuple[str, str, int]]
) -> None:
    with templates.undone(HAI_DUONG) as database:
        council = council_on(database)
        evaluations = [council.evaluate()]
        result = found(council, evaluations[0]).result
        for what, code, place in steps:
            if what == "evaluate":
                evaluations.append(council.evaluate())
            else:
                take(council, evaluations[-1], what, (code, place))
        for evaluation in evaluations:
            assert found(council, evaluation).result == result
            with database.reading() as session:
                assert replay(session, evaluation).identical


def take(council: Council, evaluation: int, what: str, concluded: tuple[str, int]) -> None:
    """Propose an outcome unless a proposal is open, and decide it if that is *what* is done."""
    code, place = concluded
    codes = rubric_of("so").table[code].outcome_codes
    with suppress(ProposalOpen):
        proposed = council.propose(evaluation, table=code, outcome=codes[place % len(codes)])
        if what != "leave open":
            {"confirm": council.confirm, "reject": council.reject}[what](proposed.id)


# ---- told ------------------------------------------------------------------------------------------------------------


def told(council: Council, evaluation: int, code: str = "vi") -> TableExplanation:
    """What is told about the rating of the head."""
    with council.database.reading() as session:
        case = explainable(session, evaluation)
    explanation = explain(case.edition.rubric, case.result, language(code), beside=case.beside)
    return next(each for each in explanation["tables"] if each["table"] == "head_rating")


def test_a_conclusion_is_told_beside_the_answer_of_the_engine(council: Council) -> None:
    evaluation = council.evaluate()
    before = told(council, evaluation)
    assert before["council"] == []
    council.conclude(evaluation)
    after = told(council, evaluation)
    assert {**after, "council": []} == before
    assert after["council"] == [
        "Kết luận của Hội đồng (theo Biên bản họp số 01/BB-HĐ ngày 20/01/2023 của Hội đồng đánh giá, xác định Chỉ số "
        "CCHC tỉnh) đối với người đứng đầu so-noi-vu năm 2022: mức “Hoàn thành nhiệm vụ”. Lý do: " + REASON
    ]


def test_what_is_to_be_confirmed_is_told_so_and_only_for_the_current_evaluation(council: Council) -> None:
    older = council.evaluate()
    council.conclude(older)
    newer = council.evaluate()
    assert [len(told(council, each)["council"]) for each in (older, newer)] == [1, 2]
    assert told(council, newer, "en")["council"][1] == (
        "This was concluded about an earlier evaluation; it holds on and is submitted to the Council for confirmation."
    )


def test_an_outcome_that_is_gone_is_told_in_the_words_it_had(council: Council) -> None:
    council.conclude(council.evaluate(), outcome="hoan-thanh-tot")
    newer = under(council, without(rubric_of("so"), "hoan-thanh-tot"))
    concluded, gone = told(council, newer, "en")["council"]
    assert "the rating “Good completion of duties”" in concluded
    assert gone == "The rules in force no longer have this outcome; nothing holds until the Council concludes anew."


def test_where_the_rules_are_silent_earlier_conclusions_are_told(next_year: Council) -> None:
    next_year.conclude(next_year.evaluate())
    next_year.conclude(next_year.evaluate("so-y-te", answers=request_for("so-y-te").answers))
    issued(next_year.database, EditionRef("so", 2), replaces=())
    (again,) = told(next_year, next_year.evaluate(period="2023"), "en")["council"]
    assert again == (
        "In earlier periods, where the rules did not cover a case, the Council concluded: 2022: the rating “Completion "
        "of duties” (Minutes No. 01/BB-HĐ of 2023-01-20 by the Appraisal Council)."
    )
    assert told(next_year, next_year.evaluate(answers=request_for("so-noi-vu").answers, period="2023"))["council"] == []
