"""What waits for a person: by their roles, by those they borrow, and never what they may not do."""

from datetime import datetime, timedelta
from typing import Any

import pytest

from rules.language import day_of
from rulesvc.cli.clock import now
from rulesvc.database import Database
from rulesvc.models import Role
from rulesvc.store import frozen
from rulesvc.store.persons import Actor
from rulesvc.usecases.deputies import NewDeputy, name_deputy
from rulesvc.usecases.editions import EditionRef, give_back
from rulesvc.usecases.tasks import DecisionMatter, EditionMatter, Task, TaskKind, tasks
from tests.command_line import run_on
from tests.service.asking import LATER, queries
from tests.service.concluding import REASON, Council, council_on
from tests.service.databases import NOW
from tests.service.editing import DAY, changed, cleared, drafted, hoa, issued, lan, minh, submitted
from tests.service.people import everybody, person

AFTER = NOW + 5 * DAY
HEAD_RATING = "Mức độ hoàn thành nhiệm vụ CCHC của người đứng đầu"


@pytest.fixture
def council(hai_duong: Database) -> Council:
    return council_on(hai_duong)


def waiting(database: Database, actor: Actor) -> tuple[Task, ...]:
    with database.reading() as session:
        return tasks(session, actor=actor, now=AFTER)


def brief(database: Database, actor: Actor) -> list[tuple[Any, ...]]:
    """Kind and number of the edition, or table, agency and conclusion."""
    return [
        (task.kind, task.about.number)
        if isinstance(task.about, EditionMatter)
        else (task.kind, task.about.agency, task.about.table, task.about.conclusion)
        for task in waiting(database, actor)
    ]


def returned(database: Database, ref: EditionRef, comment: str) -> None:
    actor = minh(database)
    with database.writing() as session:
        give_back(session, EditionRef(ref.rubric, ref.number, comment=comment), actor=actor, now=NOW + 2 * DAY)


def deputy_of(database: Database, lender: Actor, code: str, *, now: datetime = LATER) -> Actor:
    """Somebody without roles of their own who stands in for *lender*."""
    person(database, code)
    days = day_of(now), day_of(now) + timedelta(days=30)
    with database.writing() as session:
        name_deputy(session, NewDeputy(lender.person, code, *days), actor=lender, now=now)
    return person(database, code, now=now)


# ---- editions --------------------------------------------------------------------------------------------------------


def test_nothing_waits_where_nothing_is_to_be_done(hai_duong: Database) -> None:
    assert waiting(hai_duong, everybody(hai_duong)) == ()


def test_a_draft_waits_for_whoever_made_it(hai_duong: Database) -> None:
    ref = drafted(hai_duong)
    (task,) = waiting(hai_duong, lan(hai_duong))
    assert (task.kind, task.since, task.days, task.person) == (TaskKind.FINISH, NOW + DAY, 4, "lan")
    assert task.about == EditionMatter(
        rubric="so", rubric_name=task.about.rubric_name, number=ref.number, periods=("2022",)
    )
    assert task.about.rubric_name.vi == "Bộ chỉ số CCHC của các sở, ban, ngành tỉnh"


def test_a_draft_waits_for_whoever_changed_it_and_for_no_other_editor(hai_duong: Database) -> None:
    ref = drafted(hai_duong)
    thu, other = (person(hai_duong, code, Role.EDITOR) for code in ("thu", "other"))
    changed(hai_duong, ref, "tables", "review", name={"vi": "Diện kiểm điểm"}, by=thu)
    assert brief(hai_duong, thu) == [(TaskKind.FINISH, ref.number)]
    assert brief(hai_duong, other) == []


def test_what_was_given_back_waits_with_the_comment(hai_duong: Database) -> None:
    returned(hai_duong, submitted(hai_duong, drafted(hai_duong)), "Đề nghị rà lại ngưỡng 65%")
    (task,) = waiting(hai_duong, lan(hai_duong))
    assert (task.kind, task.since, task.person) == (TaskKind.COMPLETE, NOW + 2 * DAY, "minh")
    assert task.comment == "Đề nghị rà lại ngưỡng 65%"


def test_what_was_submitted_waits_for_an_approver_and_no_longer_for_its_editor(hai_duong: Database) -> None:
    ref = submitted(hai_duong, drafted(hai_duong))
    (task,) = waiting(hai_duong, minh(hai_duong))
    assert (task.kind, task.person, task.about.rubric) == (TaskKind.CLEAR, "lan", "so")
    assert brief(hai_duong, lan(hai_duong)) == brief(hai_duong, hoa(hai_duong)) == []
    assert brief(hai_duong, person(hai_duong, "viewer", Role.VIEWER)) == []
    assert brief(hai_duong, person(hai_duong, "third", Role.APPROVER)) == [(TaskKind.CLEAR, ref.number)]


def test_clearing_does_not_wait_for_whoever_had_a_hand_in_it(hai_duong: Database) -> None:
    both = person(hai_duong, "both", Role.EDITOR, Role.APPROVER)
    ref = drafted(hai_duong)
    changed(hai_duong, ref, "tables", "review", name={"vi": "Diện kiểm điểm"}, by=both)
    submitted(hai_duong, ref)
    assert brief(hai_duong, both) == []
    author = person(hai_duong, "author", Role.EDITOR, Role.APPROVER)
    own = drafted(hai_duong, by=author)
    submitted(hai_duong, own)
    assert brief(hai_duong, author) == [(TaskKind.CLEAR, ref.number)]


def test_what_is_cleared_waits_for_whoever_records_the_decision(hai_duong: Database) -> None:
    ref = cleared(hai_duong, drafted(hai_duong))
    (task,) = waiting(hai_duong, hoa(hai_duong))
    assert (task.kind, task.person, task.about) == (
        TaskKind.ISSUE,
        "minh",
        EditionMatter(rubric="so", rubric_name=task.about.rubric_name, number=ref.number, periods=("2022",)),
    )
    assert brief(hai_duong, minh(hai_duong)) == []


def test_the_oldest_stands_first(hai_duong: Database) -> None:
    late = submitted(hai_duong, drafted(hai_duong))
    returned(hai_duong, late, "")
    early = drafted(hai_duong)
    assert brief(hai_duong, lan(hai_duong)) == [(TaskKind.FINISH, early.number), (TaskKind.COMPLETE, late.number)]


# ---- deputies --------------------------------------------------------------------------------------------------------


def test_what_waits_for_somebody_waits_for_their_deputy(hai_duong: Database) -> None:
    submitted(hai_duong, drafted(hai_duong))
    (task,) = waiting(hai_duong, deputy_of(hai_duong, minh(hai_duong), "thay"))
    assert (task.kind, task.acting_for) == (TaskKind.CLEAR, ("minh",))


def test_a_deputy_is_told_of_the_drafts_of_whom_they_stand_in_for(hai_duong: Database) -> None:
    drafted(hai_duong)
    drafted(hai_duong, by=person(hai_duong, "other", Role.EDITOR))
    (task,) = waiting(hai_duong, deputy_of(hai_duong, lan(hai_duong), "thay"))
    assert (task.kind, task.acting_for, task.person) == (TaskKind.FINISH, ("lan",), "lan")


def test_a_deputy_clears_for_nobody_who_had_a_hand_in_it(hai_duong: Database) -> None:
    both = person(hai_duong, "both", Role.EDITOR, Role.APPROVER)
    submitted(hai_duong, drafted(hai_duong, by=both))
    assert brief(hai_duong, deputy_of(hai_duong, both, "thay")) == []


# ---- the council -----------------------------------------------------------------------------------------------------


def test_what_no_rule_covers_waits_for_a_secretary(council: Council) -> None:
    evaluation = council.evaluate()
    (task,) = waiting(council.database, council.actors["secretary"])
    assert (task.kind, task.since, task.person) == (TaskKind.CONCLUDE, LATER, "")
    assert isinstance(task.about, DecisionMatter)
    assert (task.about.evaluation, task.about.agency, task.about.period) == (evaluation, "so-noi-vu", "2022")
    assert (task.about.agency_name.vi, task.about.table_name.vi) == ("Sở Nội vụ", HEAD_RATING)
    assert brief(council.database, council.actors["approver"]) == []


def test_evaluated_anew_it_waits_once(council: Council) -> None:
    council.evaluate()
    council.evaluate()
    assert brief(council.database, council.actors["second"]) == [(TaskKind.CONCLUDE, "so-noi-vu", "head_rating", None)]


def test_only_what_the_council_stands_behind_waits(council: Council) -> None:
    council.evaluate(stage="appraised")
    assert brief(council.database, council.actors["secretary"]) == []


def test_what_is_of_reference_only_waits_for_nobody(council: Council) -> None:
    council.evaluate()
    issued(council.database, drafted(council.database))
    assert brief(council.database, council.actors["secretary"]) == []


def test_a_proposal_waits_for_a_second_person_alone(council: Council) -> None:
    proposed = council.propose(council.evaluate())
    waits = [(TaskKind.CONFIRM, "so-noi-vu", "head_rating", proposed.id)]
    assert brief(council.database, council.actors["secretary"]) == []
    assert brief(council.database, council.actors["second"]) == waits
    assert brief(council.database, council.actors["viewer"]) == []
    (task,) = waiting(council.database, council.actors["approver"])
    assert isinstance(task.about, DecisionMatter)
    assert (task.person, task.comment, task.about.outcome.vi) == ("secretary", REASON, "Hoàn thành nhiệm vụ")


def test_a_deputy_confirms_for_nobody_who_proposed(council: Council) -> None:
    council.propose(council.evaluate())
    deputy = deputy_of(council.database, council.actors["secretary"], "thay")
    assert brief(council.database, deputy) == []
    deputy = deputy_of(council.database, council.actors["second"], "thay")
    (task,) = waiting(council.database, deputy)
    assert (task.kind, task.acting_for) == (TaskKind.CONFIRM, ("second",))


def test_once_concluded_nothing_waits_and_once_rejected_it_waits_again(council: Council) -> None:
    council.conclude(council.evaluate())
    assert brief(council.database, council.actors["secretary"]) == []
    council.reject(council.propose(council.evaluate("so-y-te")).id)
    assert brief(council.database, council.actors["secretary"]) == [(TaskKind.CONCLUDE, "so-y-te", "head_rating", None)]


def test_evaluated_after_the_conclusion_it_waits_to_be_concluded_anew(council: Council) -> None:
    concluded = council.conclude(council.evaluate())
    newer = council.evaluate()
    (task,) = waiting(council.database, council.actors["secretary"])
    assert isinstance(task.about, DecisionMatter)
    assert (task.kind, task.about.evaluation, task.about.conclusion) == (TaskKind.RECONFIRM, newer, concluded.id)
    council.propose(newer)
    assert brief(council.database, council.actors["secretary"]) == []


def test_a_proposal_about_what_was_superseded_can_only_be_rejected(council: Council) -> None:
    proposed = council.propose(council.evaluate())
    council.evaluate()
    first, second = (task.about for task in waiting(council.database, council.actors["second"]))
    assert isinstance(first, DecisionMatter)
    assert isinstance(second, DecisionMatter)
    assert {first.superseded: first.conclusion, second.superseded: second.conclusion} == {
        True: proposed.id,
        False: None,
    }


# ---- queries and words -----------------------------------------------------------------------------------------------


def counted(database: Database, actor: Actor) -> int:
    frozen.forget()
    with queries(database) as sent:
        waiting(database, actor)
    return len(sent)


def test_queries_do_not_grow_with_editions_and_agencies(council: Council) -> None:
    database, actor = council.database, everybody(council.database)
    drafted(database, by=actor)
    submitted(database, drafted(database))
    council.evaluate()
    council.propose(council.evaluate("so-y-te"))
    few = counted(database, actor)
    more = {"so-tai-chinh": ("2021",), "so-xay-dung": ("2021", "2022"), "so-tu-phap": ()}
    for agency, covered in more.items():
        drafted(database, by=actor, periods=covered)
        submitted(database, drafted(database))
        council.evaluate(agency)
    council.propose(council.evaluate("thanh-tra-tinh"))
    assert len(waiting(database, actor)) == 14
    assert counted(database, actor) == few


def test_nothing_is_written(council: Council) -> None:
    drafted(council.database)
    council.evaluate()
    actor = everybody(council.database)
    with queries(council.database) as sent:
        waiting(council.database, actor)
    assert [statement for statement in sent if not statement.startswith("SELECT")] == []


def test_the_command_line_tells_what_waits(committing: Database) -> None:
    council = council_on(committing)
    returned(committing, submitted(committing, drafted(committing)), "Rà lại ngưỡng")
    cli = run_on(committing, by="lan")
    assert cli("tasks").lines == [
        "03/02/2023  Hoàn thiện dự thảo do minh trả lại: Bộ chỉ số CCHC của các sở, ban, ngành tỉnh, lần ban hành 2.",
        "    Rà lại ngưỡng",
    ]
    evaluation = council.evaluate()
    (said,) = cli("tasks", "--as", "secretary", "--lang", "en").lines
    assert said == (
        "2023-02-02  Not covered by the rules, for the Council to consider: Department of Home Affairs, period 2022; "
        "Rating of the head for administrative reform."
    )
    council.propose(evaluation)
    said = cli("tasks", "--as", "approver").lines[0]
    assert said == (
        "02/02/2023  Xác nhận hoặc trả lại kết luận 1 do secretary đề xuất: Sở Nội vụ, kỳ đánh giá 2022; "
        f"{HEAD_RATING}: Hoàn thành nhiệm vụ."
    )
    council.evaluate()
    assert cli("tasks", "--as", "approver").lines[0].startswith("02/02/2023  Trả lại kết luận 1 do secretary đề xuất")
    assert cli("tasks", "--as", "viewer").lines == ["Không có việc cần xử lý."]
    assert cli("tasks", env={"RULESVC_AS": ""}).code == 1


def test_the_command_line_names_for_whom_a_deputy_acts(committing: Database) -> None:
    submitted(committing, drafted(committing))
    deputy_of(committing, minh(committing), "thay", now=now())
    assert run_on(committing)("tasks", "--as", "thay").lines[-1] == "    thay minh"
