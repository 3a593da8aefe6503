"""Persons are added, changed and ended by administrators, of whom one is always left; deputies stand in by the day."""

import json
from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor
from datetime import UTC, date, datetime, timedelta
from threading import Barrier
from typing import Any

import pytest
from sqlalchemy import select
from sqlalchemy.orm import Session

from rules.errors import Refusal, Refused
from rulesvc import models
from rulesvc.database import Database
from rulesvc.errors import (
    HadAHand,
    LenderHadAHand,
    NobodyActs,
    PersonEnded,
    RoleMissing,
    SystemAccount,
    UnknownPerson,
)
from rulesvc.languages import language
from rulesvc.models import Role
from rulesvc.store import persons
from rulesvc.store.persons import Actor
from rulesvc.usecases.abilities import ROLES, Ability, abilities, require_ability
from rulesvc.usecases.deputies import (
    LONGEST,
    DayPassed,
    DeputyEnded,
    DeputyOfThemselves,
    NewDeputy,
    StandsInAlready,
    StandsInTooLong,
    UnknownDeputy,
    end_deputy,
    list_deputies,
    name_deputy,
)
from rulesvc.usecases.editions import clear, history, submit
from rulesvc.usecases.new_names import BadCode, BadName
from rulesvc.usecases.periods import DaysReversed
from rulesvc.usecases.persons import (
    EndsThemselves,
    LastAdministrator,
    NewPerson,
    PersonChange,
    PersonExists,
    PersonHasLeft,
    UnknownRole,
    acting,
    add_first_administrator,
    add_person,
    change_person,
    end_person,
    list_persons,
    system_actor,
)
from tests.service.asking import LATER
from tests.service.databases import NOW
from tests.service.editing import acknowledged, changed, drafted, submitted
from tests.service.people import person

TODAY = date(2023, 2, 1)
"""The day of `NOW` in Vietnam."""

MIDNIGHT = datetime(2023, 1, 31, 17, tzinfo=UTC)
"""When it begins."""

DAY = timedelta(days=1)


@pytest.fixture
def admin(hai_duong: Database) -> Actor:
    return person(hai_duong, "quan-tri", Role.ADMINISTRATOR)


def events(database: Database, subject: str) -> list[tuple[str, str, dict[str, Any]]]:
    """What was done to a person, by whom, and what of it is told."""
    event = models.AuditEvent
    wanted = select(event.action, models.Person.code, event.details).join(models.Person)
    with database.reading() as session:
        found = session.execute(wanted.where(event.subject_key == subject).order_by(event.id)).all()
    return [(action, code, json.loads(details)) for action, code, details in found]


def refused(database: Database, refusal: type[Refusal], change: Callable[[Session], object]) -> Refusal:
    with pytest.raises(refusal) as raised, database.writing() as session:
        change(session)
    return raised.value


# ---- added, changed, ended -------------------------------------------------------------------------------------------


def test_a_person_is_added_with_roles_in_one_order(hai_duong: Database, admin: Actor) -> None:
    new = NewPerson("minh", "Trần Văn Minh", "Trưởng phòng", ("viewer", "approver", "viewer"))
    with hai_duong.writing() as session:
        line = add_person(session, new, actor=admin, now=NOW)
        assert line in list_persons(session)
    assert (line.name, line.title, line.roles) == ("Trần Văn Minh", "Trưởng phòng", ("approver", "viewer"))
    told = {"name": "Trần Văn Minh", "title": "Trưởng phòng", "roles": ["approver", "viewer"]}
    assert events(hai_duong, "minh") == [("person-added", "quan-tri", told)]


def test_all_that_is_wrong_with_a_new_person_is_told_at_once(hai_duong: Database, admin: Actor) -> None:
    new = NewPerson("Minh ", "", "a\nb", ("chief",))
    with pytest.raises(Refused) as told, hai_duong.writing() as session:
        add_person(session, new, actor=admin, now=NOW)
    assert [(type(each), each.at) for each in told.value.refusals] == [
        (BadCode, ("code",)),
        (BadName, ("name",)),
        (BadName, ("title",)),
        (UnknownRole, ("roles",)),
    ]


@pytest.mark.parametrize("code", ["quan-tri", "init"])
def test_a_code_is_taken_once_by_persons_and_accounts_of_the_service(
    hai_duong: Database, admin: Actor, code: str
) -> None:
    with pytest.raises(Refused) as told, hai_duong.writing() as session:
        add_person(session, NewPerson(code, "Ai"), actor=admin, now=NOW)
    assert [type(each) for each in told.value.refusals] == [PersonExists]


def test_a_change_is_audited_with_what_was_before(hai_duong: Database, admin: Actor) -> None:
    person(hai_duong, "minh", Role.VIEWER)
    with hai_duong.writing() as session:
        change_person(session, "minh", PersonChange(title="Phó Giám đốc"), actor=admin, now=NOW)
        change_person(session, "minh", PersonChange(roles=("issuer",), name="minh"), actor=admin, now=NOW)
        line = change_person(session, "minh", PersonChange(), actor=admin, now=NOW)
        assert acting(session, "minh", now=NOW).roles == {"issuer"}
    assert (line.title, line.roles) == ("Phó Giám đốc", ("issuer",))
    assert events(hai_duong, "minh")[1:] == [
        ("person-changed", "quan-tri", {"before": {"title": ""}, "after": {"title": "Phó Giám đốc"}}),
        ("person-changed", "quan-tri", {"before": {"roles": ["viewer"]}, "after": {"roles": ["issuer"]}}),
    ]


def test_whoever_has_left_has_no_role_and_acts_no_more(hai_duong: Database, admin: Actor) -> None:
    person(hai_duong, "minh", Role.APPROVER)
    with hai_duong.writing() as session:
        assert end_person(session, "minh", actor=admin, now=LATER).ended_at == LATER
        with pytest.raises(PersonEnded):
            acting(session, "minh", now=LATER)
        with pytest.raises(PersonHasLeft):
            end_person(session, "minh", actor=admin, now=LATER)
        with pytest.raises(PersonHasLeft):
            change_person(session, "minh", PersonChange(name="x"), actor=admin, now=LATER)
    assert [action for action, _, _ in events(hai_duong, "minh")] == ["person-added", "person-ended"]


@pytest.mark.parametrize("role", [role for role in Role if role != Role.ADMINISTRATOR])
def test_nobody_but_administrators_touches_persons(hai_duong: Database, admin: Actor, role: Role) -> None:
    other = person(hai_duong, "minh", role)
    change = PersonChange(name="X")
    refused(hai_duong, RoleMissing, lambda s: add_person(s, NewPerson("x", "X"), actor=other, now=NOW))
    refused(hai_duong, RoleMissing, lambda s: change_person(s, "minh", change, actor=other, now=NOW))
    refused(hai_duong, RoleMissing, lambda s: end_person(s, admin.person, actor=other, now=NOW))


def test_accounts_of_the_service_are_neither_changed_nor_acted_as(hai_duong: Database, admin: Actor) -> None:
    with hai_duong.writing() as session:
        system_actor(session, "operator", now=NOW)
    refused(hai_duong, SystemAccount, lambda s: acting(s, "operator", now=NOW))
    refused(hai_duong, SystemAccount, lambda s: end_person(s, "operator", actor=admin, now=NOW))
    change = PersonChange(roles=("viewer",))
    refused(hai_duong, SystemAccount, lambda s: change_person(s, "operator", change, actor=admin, now=NOW))
    days = NewDeputy("operator", admin.person, TODAY, TODAY)
    refused(hai_duong, SystemAccount, lambda s: name_deputy(s, days, actor=admin, now=NOW))


def test_whoever_is_not_there_is_named_with_those_who_come_closest(hai_duong: Database, admin: Actor) -> None:
    refusal = refused(hai_duong, UnknownPerson, lambda s: end_person(s, "quan-tr", actor=admin, now=NOW))
    assert isinstance(refusal, UnknownPerson)
    assert refusal.closest[0] == "quan-tri"


# ---- administrators --------------------------------------------------------------------------------------------------


def test_the_last_administrator_stays_one(hai_duong: Database, admin: Actor) -> None:
    change = PersonChange(roles=("viewer",))
    refused(hai_duong, LastAdministrator, lambda s: change_person(s, admin.person, change, actor=admin, now=NOW))
    with hai_duong.writing() as session:
        tester = system_actor(session, "tester", now=NOW)
    refused(hai_duong, LastAdministrator, lambda s: end_person(s, admin.person, actor=tester, now=NOW))
    person(hai_duong, "hai", Role.ADMINISTRATOR)
    with hai_duong.writing() as session:
        change_person(session, admin.person, change, actor=admin, now=NOW)
        assert persons.administrators(session) == {"hai"}


def test_nobody_ends_themselves(hai_duong: Database, admin: Actor) -> None:
    person(hai_duong, "hai", Role.ADMINISTRATOR)
    refused(hai_duong, EndsThemselves, lambda s: end_person(s, admin.person, actor=admin, now=NOW))


def test_the_first_administrator_needs_nobody_and_the_second_does(database: Database) -> None:
    with database.writing() as session:
        with pytest.raises(NobodyActs):
            add_first_administrator(session, NewPerson("minh", "Minh", roles=("editor",)), now=NOW)
        add_first_administrator(session, NewPerson("lan", "Lan", roles=("administrator",)), now=NOW)
        with pytest.raises(NobodyActs):
            add_first_administrator(session, NewPerson("hoa", "Hoa", roles=("administrator",)), now=NOW)
    assert [(action, by) for action, by, _ in events(database, "lan")] == [("person-added", "operator")]


def test_two_administrators_who_remove_each_other_at_once_leave_one(committing: Database) -> None:
    pair = [person(committing, code, Role.ADMINISTRATOR) for code in ("mot", "hai")]
    barrier = Barrier(2)

    def remove(actor: Actor, other: Actor) -> bool:
        barrier.wait()
        try:
            with committing.writing() as session:
                end_person(session, other.person, actor=actor, now=LATER)
        except (LastAdministrator, PersonEnded):
            return False
        return True

    with ThreadPoolExecutor(2) as pool:
        done = list(pool.map(remove, pair, reversed(pair)))
    assert sorted(done) == [False, True]
    with committing.reading() as session:
        assert persons.administrators(session) == {pair[done.index(True)].person}


def test_somebody_who_was_removed_meanwhile_administers_no_more(hai_duong: Database, admin: Actor) -> None:
    other = person(hai_duong, "hai", Role.ADMINISTRATOR)
    person(hai_duong, "ba", Role.ADMINISTRATOR)
    with hai_duong.writing() as session:
        end_person(session, admin.person, actor=other, now=NOW)
    refused(hai_duong, PersonEnded, lambda s: end_person(s, "ba", actor=admin, now=NOW))


# ---- deputies --------------------------------------------------------------------------------------------------------


def named(database: Database, actor: Actor, first: date = TODAY, last: date = TODAY + DAY, **others: str) -> int:
    """The number of the deputy hoa of minh."""
    who = {"person": "minh", "deputy": "hoa", **others}
    with database.writing() as session:
        return name_deputy(session, NewDeputy(**who, first_day=first, last_day=last), actor=actor, now=NOW).id


@pytest.fixture
def minh(hai_duong: Database) -> Actor:
    person(hai_duong, "hoa", Role.EDITOR)
    return person(hai_duong, "minh", Role.APPROVER, Role.EDITOR)


def roles_of(database: Database, code: str, now: datetime) -> set[str]:
    with database.reading() as session:
        return set(acting(session, code, now=now).roles)


@pytest.mark.parametrize(
    ("now", "stands_in"),
    [
        (MIDNIGHT - timedelta(microseconds=1), False),
        (MIDNIGHT, True),
        (MIDNIGHT + 2 * DAY - timedelta(microseconds=1), True),
        (MIDNIGHT + 2 * DAY, False),
    ],
)
def test_a_deputy_has_the_roles_of_another_from_day_to_day_as_days_are_in_vietnam(
    hai_duong: Database, minh: Actor, now: datetime, *, stands_in: bool
) -> None:
    named(hai_duong, minh)
    with hai_duong.reading() as session:
        hoa = acting(session, "hoa", now=now)
    assert hoa.roles == ({"editor", "approver"} if stands_in else {"editor"})
    assert hoa.acting_for == (("minh",) if stands_in else ())


def test_deputies_do_not_chain(hai_duong: Database, minh: Actor, admin: Actor) -> None:
    person(hai_duong, "tam", Role.VIEWER)
    named(hai_duong, minh)
    named(hai_duong, admin, person="hoa", deputy="tam")
    assert roles_of(hai_duong, "tam", NOW) == {"viewer", "editor"}


@pytest.mark.parametrize(("first", "last"), [(-1, 0), (0, 1), (1, 1), (2, 3), (-1, 3)])
def test_a_deputy_stands_in_for_somebody_once_at_a_time(
    hai_duong: Database, minh: Actor, first: int, last: int
) -> None:
    start = TODAY + 2 * DAY
    number = named(hai_duong, minh, start, start + 2 * DAY)
    again = NewDeputy("minh", "hoa", start + first * DAY, start + last * DAY)
    refusal = refused(hai_duong, StandsInAlready, lambda s: name_deputy(s, again, actor=minh, now=NOW))
    told = "hoa đã được ủy quyền thay minh từ ngày 03/02/2023 đến ngày 05/02/2023."
    assert language("vi").say(refusal).startswith(told)
    named(hai_duong, minh, TODAY, start - DAY)
    named(hai_duong, minh, start + 3 * DAY, start + 4 * DAY)
    with hai_duong.writing() as session:
        end_deputy(session, number, actor=minh, now=NOW)
    named(hai_duong, minh, start, start + 2 * DAY)


def test_a_deputy_stands_in_for_a_year_at_most(hai_duong: Database, minh: Actor) -> None:
    named(hai_duong, minh, TODAY, TODAY + LONGEST)
    beyond = NewDeputy("minh", "hoa", TODAY, date(9999, 12, 31))
    refusal = refused(hai_duong, StandsInTooLong, lambda s: name_deputy(s, beyond, actor=minh, now=NOW))
    told = "Không ủy quyền đến ngày 31/12/9999 vì dài quá một năm. Được phép: đến hết ngày 01/02/2024."
    assert language("vi").say(refusal) == told


def test_whoever_has_left_lends_no_roles(hai_duong: Database, minh: Actor, admin: Actor) -> None:
    named(hai_duong, minh)
    with hai_duong.writing() as session:
        end_person(session, "minh", actor=admin, now=NOW)
    assert roles_of(hai_duong, "hoa", NOW) == {"editor"}


def test_a_deputy_is_ended_at_once_and_only_once(hai_duong: Database, minh: Actor) -> None:
    number = named(hai_duong, minh)
    with hai_duong.writing() as session:
        assert end_deputy(session, number, actor=minh, now=NOW).ended_at == NOW
        with pytest.raises(DeputyEnded):
            end_deputy(session, number, actor=minh, now=NOW)
        with pytest.raises(UnknownDeputy):
            end_deputy(session, number + 1, actor=minh, now=NOW)
        assert [line.ended_at for line in list_deputies(session)] == [NOW]
    assert roles_of(hai_duong, "hoa", NOW) == {"editor"}


def test_a_deputy_is_named_by_the_person_or_an_administrator_alone(
    hai_duong: Database, minh: Actor, admin: Actor
) -> None:
    hoa = person(hai_duong, "hoa")
    days = NewDeputy("minh", "hoa", TODAY, TODAY)
    refused(hai_duong, RoleMissing, lambda s: name_deputy(s, days, actor=hoa, now=NOW))
    number = named(hai_duong, admin)
    refused(hai_duong, RoleMissing, lambda s: end_deputy(s, number, actor=hoa, now=NOW))
    told = {"deputy": "hoa", "id": number, "first_day": "2023-02-01", "last_day": "2023-02-02"}
    assert events(hai_duong, "minh")[-1] == ("deputy-named", "quan-tri", told)
    assert minh.person == "minh"


@pytest.mark.parametrize(
    ("new", "refusal"),
    [
        (NewDeputy("minh", "minh", TODAY, TODAY), DeputyOfThemselves),
        (NewDeputy("minh", "hoa", TODAY + DAY, TODAY), DaysReversed),
        (NewDeputy("minh", "hoa", TODAY - DAY, TODAY), DayPassed),
        (NewDeputy("minh", "nobody", TODAY, TODAY), UnknownPerson),
        (NewDeputy("minh", "hoa", TODAY, TODAY + 366 * DAY), StandsInTooLong),
        (NewDeputy("minh", "hoa", TODAY, date(9999, 12, 31)), StandsInTooLong),
        (NewDeputy("minh", "hoa", date(9999, 12, 31), date(9999, 12, 30)), DaysReversed),
    ],
)
def test_a_deputy_who_cannot_be_is_refused(
    hai_duong: Database, minh: Actor, new: NewDeputy, refusal: type[Refusal]
) -> None:
    refused(hai_duong, refusal, lambda s: name_deputy(s, new, actor=minh, now=NOW))


def test_the_record_says_for_whom_where_only_their_role_allows_it(hai_duong: Database, minh: Actor) -> None:
    named(hai_duong, minh)
    ref = submitted(hai_duong, drafted(hai_duong))
    with hai_duong.writing() as session:
        hoa = acting(session, "hoa", now=LATER)
        clear(session, ref, actor=hoa, now=LATER)
    drafted(hai_duong, by=hoa)
    told = [(action, by, details.get("acting_for")) for action, by, details in events(hai_duong, "so/2")]
    assert told[-1] == ("edition-cleared", "hoa", ["minh"])
    assert [(action, by, details.get("acting_for")) for action, by, details in events(hai_duong, "so/3")] == [
        ("edition-drafted", "hoa", None)
    ]


def test_a_deputy_cannot_approve_what_they_had_a_hand_in(hai_duong: Database, minh: Actor) -> None:
    named(hai_duong, minh)
    with hai_duong.reading() as session:
        hoa = acting(session, "hoa", now=LATER)
    ref = submitted(hai_duong, drafted(hai_duong, by=hoa))
    refused(hai_duong, HadAHand, lambda s: clear(s, ref, actor=hoa, now=LATER))


def test_nobody_clears_by_a_role_that_an_author_lends(hai_duong: Database, minh: Actor) -> None:
    person(hai_duong, "tam", Role.VIEWER)
    named(hai_duong, minh, deputy="tam")
    ref = submitted(hai_duong, drafted(hai_duong, by=minh))
    with hai_duong.reading() as session:
        viewer = acting(session, "tam", now=LATER)
    told = refused(hai_duong, LenderHadAHand, lambda s: clear(s, ref, actor=viewer, now=LATER))
    assert "minh" in str(told)
    ba = person(hai_duong, "ba", Role.APPROVER)
    named(hai_duong, ba, person="ba", deputy="tam")
    with hai_duong.writing() as session:
        clear(session, ref, actor=acting(session, "tam", now=LATER), now=LATER)
    assert events(hai_duong, "so/2")[-1][2]["acting_for"] == ["ba"]


def test_nor_by_one_that_whoever_changed_or_submitted_lends(hai_duong: Database, minh: Actor) -> None:
    person(hai_duong, "tam", Role.VIEWER)
    named(hai_duong, minh, deputy="tam")
    by_editor, by_submitter = drafted(hai_duong), drafted(hai_duong, periods=("2021",))
    changed(hai_duong, by_editor, "criteria", "sipas", by=minh, step="0.25")
    submitted(hai_duong, by_editor)
    acknowledged(hai_duong, by_submitter)
    with hai_duong.writing() as session:
        submit(session, by_submitter, actor=minh, now=LATER)
        viewer = acting(session, "tam", now=LATER)
    for ref in (by_editor, by_submitter):
        with pytest.raises(LenderHadAHand), hai_duong.writing() as session:
            clear(session, ref, actor=viewer, now=LATER)


def test_the_history_says_for_whom_a_step_was_taken(hai_duong: Database, minh: Actor) -> None:
    named(hai_duong, minh)
    ref = submitted(hai_duong, drafted(hai_duong))
    with hai_duong.writing() as session:
        clear(session, ref, actor=acting(session, "hoa", now=LATER), now=LATER)
    with hai_duong.reading() as session:
        steps = history(session, ref).steps
    assert [(step.status, step.person, step.acting_for) for step in steps] == [
        ("submitted", "lan", ()),
        ("cleared", "hoa", ("minh",)),
    ]


# ---- abilities -------------------------------------------------------------------------------------------------------


def test_every_ability_is_in_a_role_and_every_role_may_read() -> None:
    assert {ability: bool(ROLES[ability]) for ability in Ability} == dict.fromkeys(Ability, True)
    assert all(abilities(frozenset({role}))[0] == Ability.READ for role in Role)
    assert abilities(frozenset()) == ()


def test_acting_for_several_names_those_whose_role_it_takes() -> None:
    borrowed = frozenset({("approver", "minh"), ("approver", "ba"), ("issuer", "tam")})
    actor = Actor(1, "hoa", frozenset({"editor", "approver", "issuer"}), borrowed=borrowed)
    assert require_ability(actor, Ability.CLEAR).acting_for == ("ba", "minh")
    assert require_ability(actor, Ability.ISSUE).acting_for == ("tam",)
    assert require_ability(actor, Ability.REGISTER).acting_for == ()
    with pytest.raises(RoleMissing):
        require_ability(actor, Ability.ADMINISTER)
