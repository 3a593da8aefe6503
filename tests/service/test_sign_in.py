"""Guessing is stopped, people change their own passwords, sessions end, and identity providers vouch for people."""

from collections.abc import Iterator
from contextlib import contextmanager
from datetime import datetime, timedelta

import pytest
from sqlalchemy import event, func, select

from rules.errors import Refusal, Refused
from rulesvc import models
from rulesvc.database import Database
from rulesvc.errors import (
    PersonEnded,
    RoleMissing,
    SignInFailed,
    SignInLocked,
    SubjectUnknown,
    SystemAccount,
    UnknownPerson,
)
from rulesvc.languages import language
from rulesvc.models import Role
from rulesvc.store.persons import Actor
from rulesvc.usecases import passwords
from rulesvc.usecases.lockout import unlock_person
from rulesvc.usecases.passwords import (
    BadPassword,
    NoPassword,
    OldPasswordWrong,
    PasswordTheSame,
    change_own_password,
    set_password,
)
from rulesvc.usecases.persons import (
    BadSubject,
    NewPerson,
    PersonChange,
    PersonHasLeft,
    SubjectTaken,
    add_person,
    change_person,
    end_person,
    find_person,
)
from rulesvc.usecases.signed_in import session_stamp, sign_in_by_subject, signed_in
from tests.service.databases import NOW
from tests.service.people import person
from tests.service.racing import at_once
from tests.service.signing import PASSWORD, WRONG, tried, with_password

pytestmark = pytest.mark.usefixtures("quick_hashes")

MINUTE = timedelta(minutes=1)
ANOTHER = "một mật khẩu khác hẳn"


@pytest.fixture
def admin(hai_duong: Database) -> Actor:
    return person(hai_duong, "quan-tri", Role.ADMINISTRATOR)


@pytest.fixture
def minh(hai_duong: Database) -> Actor:
    return with_password(hai_duong, "minh", Role.APPROVER)


def failed(database: Database, code: str, times: int, now: datetime = NOW) -> None:
    for _ in range(times):
        assert isinstance(tried(database, code, WRONG, now), SignInFailed)


def locked(database: Database, code: str, now: datetime = NOW) -> bool:
    return isinstance(tried(database, code, PASSWORD, now), SignInLocked)


def failures(database: Database) -> list[str]:
    with database.reading() as session:
        return list(session.scalars(select(models.SignInFailure.code).order_by(models.SignInFailure.id)))


def actions(database: Database, code: str = "minh") -> list[tuple[str, str]]:
    """What happened to a person, and who did it."""
    found = models.AuditEvent
    wanted = select(found.action, models.Person.code).join(models.Person, models.Person.id == found.person_id)
    with database.reading() as session:
        return [
            (action, by) for action, by in session.execute(wanted.where(found.subject_key == code).order_by(found.id))
        ]


# ---- lock-out --------------------------------------------------------------------------------------------------------


@pytest.mark.parametrize("code", ["minh", "quan-tri", "nobody", "init", "", "không phải mã", "x" * 500])
def test_after_five_failures_nobody_tries_under_that_code(hai_duong: Database, minh: Actor, code: str) -> None:
    failed(hai_duong, code, 5)
    refusal = tried(hai_duong, code, PASSWORD)
    assert isinstance(refusal, SignInLocked)
    assert language("vi").say(refusal) == (
        "Đã nhập sai nhiều lần. Đề nghị thử lại sau 15 giờ 46 phút ngày 01/02/2023, hoặc liên hệ quản trị hệ thống."
    )
    assert minh.person == code or not locked(hai_duong, minh.person)


def test_what_is_locked_is_not_compared(hai_duong: Database, minh: Actor, monkeypatch: pytest.MonkeyPatch) -> None:
    failed(hai_duong, minh.person, 5)
    monkeypatch.setattr(passwords, "HASHER", None)
    assert locked(hai_duong, minh.person)


def test_the_lock_ends_a_quarter_of_an_hour_after_the_last_failure(hai_duong: Database, minh: Actor) -> None:
    failed(hai_duong, minh.person, 4)
    failed(hai_duong, minh.person, 1, NOW + 14 * MINUTE)
    end = NOW + 29 * MINUTE
    assert locked(hai_duong, minh.person, end - timedelta(microseconds=1))
    failed(hai_duong, minh.person, 1, end)
    assert not locked(hai_duong, minh.person, end)


def test_failures_further_apart_lock_nobody(hai_duong: Database, minh: Actor) -> None:
    for place in range(9):
        failed(hai_duong, minh.person, 1, NOW + place * 4 * MINUTE)
    assert not locked(hai_duong, minh.person, NOW + 33 * MINUTE)


def test_whoever_signs_in_starts_anew(hai_duong: Database, minh: Actor) -> None:
    failed(hai_duong, "nobody", 1)
    for _ in range(3):
        failed(hai_duong, minh.person, 4)
        assert tried(hai_duong, minh.person, PASSWORD) == minh
    assert failures(hai_duong) == ["nobody"]


def test_a_code_is_one_however_it_is_written(hai_duong: Database, minh: Actor) -> None:
    for code in ("minh", "MINH", "mi\0nh", "\uff4dinh", "minh\ud800"):
        failed(hai_duong, code, 1)
    assert locked(hai_duong, minh.person)


def test_failures_of_more_than_a_day_ago_are_removed(hai_duong: Database, minh: Actor) -> None:
    failed(hai_duong, "nobody", 2)
    failed(hai_duong, minh.person, 1, NOW + timedelta(days=1))
    assert len(failures(hai_duong)) == 3
    failed(hai_duong, minh.person, 1, NOW + timedelta(days=1, seconds=1))
    assert failures(hai_duong) == ["minh", "minh"]


def test_a_lock_is_audited_once_and_what_nobody_has_is_not_kept_for_good(hai_duong: Database, minh: Actor) -> None:
    for code in (minh.person, "nobody"):
        failed(hai_duong, code, 5)
        assert locked(hai_duong, code)
    assert actions(hai_duong)[-1] == ("sign-in-locked", "service:sign-in")
    assert [action for action, _ in actions(hai_duong)].count("sign-in-locked") == 1
    assert actions(hai_duong, "nobody") == []


def test_of_guesses_at_once_no_more_than_five_are_compared(committing: Database) -> None:
    minh = with_password(committing, "minh")
    found = [type(each) for each in at_once(lambda _: tried(committing, minh.person, WRONG))]
    assert sorted(map(str, found)) == sorted(map(str, [SignInFailed] * 5 + [SignInLocked] * 3))
    assert [action for action, _ in actions(committing)].count("sign-in-locked") == 1


def test_guesses_at_several_codes_and_administrators_do_not_wait_for_each_other_for_ever(committing: Database) -> None:
    admin = person(committing, "quan-tri", Role.ADMINISTRATOR)
    codes = [with_password(committing, f"minh-{place}").person for place in range(4)]

    def work(place: int) -> None:
        code = codes[place % 4]
        for step in range(6):
            tried(committing, code, WRONG, NOW + timedelta(days=2 * step))
            if place >= 4:
                with committing.writing() as session:
                    unlock_person(session, code, actor=admin, now=NOW)

    assert at_once(work) == [None] * 8


def test_an_administrator_lifts_a_lock(hai_duong: Database, minh: Actor, admin: Actor) -> None:
    failed(hai_duong, minh.person, 5)
    with hai_duong.writing() as session:
        assert unlock_person(session, minh.person, actor=admin, now=NOW).code == minh.person
        unlock_person(session, minh.person, actor=admin, now=NOW)
    assert tried(hai_duong, minh.person, PASSWORD) == minh
    assert actions(hai_duong)[-2:] == [("sign-in-unlocked", "quan-tri"), ("signed-in", "minh")]


def test_nobody_else_lifts_a_lock(hai_duong: Database, minh: Actor, admin: Actor) -> None:
    failed(hai_duong, minh.person, 5)
    for code, actor, refusal in (
        (minh.person, minh, RoleMissing),
        ("nobody", admin, UnknownPerson),
        ("init", admin, SystemAccount),
    ):
        with pytest.raises(refusal), hai_duong.writing() as session:
            unlock_person(session, code, actor=actor, now=NOW)
    assert locked(hai_duong, minh.person)
    with hai_duong.writing() as session:
        end_person(session, minh.person, actor=admin, now=NOW)
    with pytest.raises(PersonHasLeft), hai_duong.writing() as session:
        unlock_person(session, minh.person, actor=admin, now=NOW)


def test_a_password_that_is_set_lifts_a_lock(hai_duong: Database, minh: Actor, admin: Actor) -> None:
    failed(hai_duong, minh.person, 5)
    with hai_duong.writing() as session:
        set_password(session, minh.person, PASSWORD, actor=admin, now=NOW)
    assert tried(hai_duong, minh.person, PASSWORD) == minh


# ---- one's own password ----------------------------------------------------------------------------------------------


def changed(database: Database, actor: Actor, old: str, new: str) -> Refusal | None:
    with database.writing() as session:
        return change_own_password(session, old, new, actor=actor, now=NOW)


def test_a_person_without_a_role_changes_their_own_password(hai_duong: Database) -> None:
    khach = with_password(hai_duong, "khach")
    failed(hai_duong, khach.person, 4)
    assert changed(hai_duong, khach, PASSWORD, ANOTHER) is None
    failed(hai_duong, khach.person, 4)
    assert isinstance(tried(hai_duong, khach.person, PASSWORD, NOW + 16 * MINUTE), SignInFailed)
    assert tried(hai_duong, khach.person, ANOTHER, NOW + 16 * MINUTE) == khach
    assert [action for action, _ in actions(hai_duong, "khach")][-2:] == ["password-changed", "signed-in"]


def test_a_wrong_old_password_counts_as_a_failure_to_sign_in(hai_duong: Database, minh: Actor) -> None:
    for _ in range(5):
        refusal = changed(hai_duong, minh, WRONG, ANOTHER)
        assert isinstance(refusal, OldPasswordWrong)
        assert refusal.at == ("old",)
    assert isinstance(changed(hai_duong, minh, PASSWORD, ANOTHER), SignInLocked)
    assert locked(hai_duong, minh.person)
    assert tried(hai_duong, minh.person, PASSWORD, NOW + 15 * MINUTE) == minh


@pytest.mark.parametrize(
    ("new", "refusal"), [("short", BadPassword), ("x" * 201, BadPassword), (PASSWORD, PasswordTheSame)]
)
def test_a_new_password_keeps_the_rules_and_is_another(
    hai_duong: Database, minh: Actor, new: str, refusal: type[Refusal]
) -> None:
    with pytest.raises(refusal) as told:
        changed(hai_duong, minh, PASSWORD, new)
    assert getattr(told.value, "at", None) == ("new",)
    assert tried(hai_duong, minh.person, PASSWORD) == minh


def test_whoever_has_no_password_is_given_the_first_one(hai_duong: Database, admin: Actor) -> None:
    with pytest.raises(NoPassword):
        changed(hai_duong, admin, PASSWORD, ANOTHER)


def test_whoever_has_left_changes_no_password(hai_duong: Database, minh: Actor, admin: Actor) -> None:
    with hai_duong.writing() as session:
        end_person(session, minh.person, actor=admin, now=NOW)
    with pytest.raises(PersonEnded):
        changed(hai_duong, minh, PASSWORD, ANOTHER)


# ---- sessions --------------------------------------------------------------------------------------------------------


@contextmanager
def counting(database: Database) -> Iterator[list[str]]:
    """The statements that are sent meanwhile."""
    sent: list[str] = []

    def see(*passed: object) -> None:
        sent.append(str(passed[2]))

    event.listen(database.engine, "before_cursor_execute", see)
    yield sent
    event.remove(database.engine, "before_cursor_execute", see)


def stamp_of(database: Database, actor: Actor) -> str:
    with database.reading() as session:
        return session_stamp(session, actor.person_id)


def still(database: Database, code: str, stamp: str) -> Actor | None:
    with database.reading() as session:
        return signed_in(session, code, stamp, now=NOW)


def test_whoever_signed_in_is_known_again_in_two_queries(committing: Database) -> None:
    minh = with_password(committing, "minh", Role.APPROVER)
    stamp = stamp_of(committing, minh)
    assert len(stamp) == 16
    with counting(committing) as sent:
        assert still(committing, minh.person, stamp) == minh
    assert len([statement for statement in sent if statement.startswith("SELECT")]) == 2


def test_a_session_ends_once_the_password_is_changed_or_set(hai_duong: Database, minh: Actor, admin: Actor) -> None:
    first = stamp_of(hai_duong, minh)
    changed(hai_duong, minh, PASSWORD, ANOTHER)
    second = stamp_of(hai_duong, minh)
    assert (still(hai_duong, "minh", first), still(hai_duong, "minh", second)) == (None, minh)
    with hai_duong.writing() as session:
        set_password(session, "minh", ANOTHER, actor=admin, now=NOW)
    assert still(hai_duong, "minh", second) is None


def test_a_session_ends_once_the_subject_is_another(hai_duong: Database, minh: Actor, admin: Actor) -> None:
    stamps = []
    for subject in ("a", "b", ""):
        with hai_duong.writing() as session:
            change_person(session, "minh", PersonChange(subject=subject), actor=admin, now=NOW)
        stamps.append(stamp_of(hai_duong, minh))
    assert [still(hai_duong, "minh", stamp) for stamp in stamps] == [None, None, minh]


def test_the_session_of_one_person_is_no_others_and_ends_when_they_leave(
    hai_duong: Database, minh: Actor, admin: Actor
) -> None:
    stamp = stamp_of(hai_duong, minh)
    for code, sent in (("quan-tri", stamp), ("nobody", stamp), ("init", stamp), ("minh", ""), ("minh", "đ")):
        assert still(hai_duong, code, sent) is None
    with hai_duong.writing() as session:
        end_person(session, "minh", actor=admin, now=NOW)
    assert still(hai_duong, "minh", stamp) is None


# ---- identity providers ----------------------------------------------------------------------------------------------


def by_subject(database: Database, subject: str) -> Actor:
    with database.writing() as session:
        return sign_in_by_subject(session, subject, now=NOW)


@pytest.fixture
def hoa(hai_duong: Database, admin: Actor) -> Actor:
    """A person without a password, whom the identity provider knows."""
    with hai_duong.writing() as session:
        new = NewPerson("hoa", "Hoa", roles=(Role.ISSUER,), subject="AItOawmwtWwcT0k51BayewNvutrJUqsvl6qs7A4")
        assert add_person(session, new, actor=admin, now=NOW).subject == new.subject
    return person(hai_duong, "hoa")


def test_whom_the_identity_provider_knows_signs_in_without_a_password(hai_duong: Database, hoa: Actor) -> None:
    assert by_subject(hai_duong, "AItOawmwtWwcT0k51BayewNvutrJUqsvl6qs7A4") == hoa
    assert isinstance(tried(hai_duong, hoa.person, ""), SignInFailed)
    with hai_duong.reading() as session:
        details = select(models.AuditEvent.details).where(models.AuditEvent.action == "signed-in")
        assert session.scalars(details).all() == ['{"by":"oidc"}']


@pytest.mark.parametrize("subject", ["nobody", "", "hoa", "aitoawmwtwwct0k51bayewnvutrjuqsvl6qs7a4", "\0", "x" * 300])
def test_whom_nobody_entered_is_told_what_to_ask_for(hai_duong: Database, hoa: Actor, subject: str) -> None:
    with pytest.raises(SubjectUnknown) as refusal:
        by_subject(hai_duong, subject)
    assert f"“{subject}" in str(refusal.value)
    assert "quản trị hệ thống" in language("vi").say(refusal.value)
    assert hoa.person == "hoa"


def test_whoever_has_left_is_not_let_in_by_an_identity_provider(hai_duong: Database, hoa: Actor, admin: Actor) -> None:
    with hai_duong.writing() as session:
        subject = find_person(session, hoa.person).subject or ""
        end_person(session, hoa.person, actor=admin, now=NOW)
    with pytest.raises(PersonEnded):
        by_subject(hai_duong, subject)


def test_a_subject_is_changed_taken_away_and_audited(hai_duong: Database, minh: Actor, admin: Actor) -> None:
    with hai_duong.writing() as session:
        for subject, kept in (("248289761001", "248289761001"), (None, "248289761001"), ("", None), ("", None)):
            change = PersonChange(name="minh", subject=subject)
            assert change_person(session, minh.person, change, actor=admin, now=NOW).subject == kept
            assert find_person(session, minh.person).subject == kept
        told = select(models.AuditEvent.details).where(models.AuditEvent.action == "person-changed")
        assert session.scalars(told).all() == [
            '{"after":{"subject":"248289761001"},"before":{"subject":null}}',
            '{"after":{"subject":null},"before":{"subject":"248289761001"}}',
        ]


@pytest.mark.parametrize("subject", [" ", "x" * 256, "Hòa", "a\nb", "a ", "\0"])
def test_a_subject_that_cannot_be_is_refused(hai_duong: Database, minh: Actor, admin: Actor, subject: str) -> None:
    with pytest.raises(Refused) as told, hai_duong.writing() as session:
        change_person(session, minh.person, PersonChange(subject=subject), actor=admin, now=NOW)
    assert [(type(each), each.at) for each in told.value.refusals] == [(BadSubject, ("subject",))]


def test_a_subject_is_one_persons_alone(hai_duong: Database, hoa: Actor, minh: Actor, admin: Actor) -> None:
    with hai_duong.writing() as session:
        subject = find_person(session, hoa.person).subject
        with pytest.raises(Refused) as told:
            change_person(session, minh.person, PersonChange(subject=subject), actor=admin, now=NOW)
        assert [type(each) for each in told.value.refusals] == [SubjectTaken]
        change_person(session, hoa.person, PersonChange(name="Lê Hoa", subject=subject), actor=admin, now=NOW)
        count = select(func.count()).where(models.Person.subject.is_not(None))
        assert session.scalar(count) == 1
