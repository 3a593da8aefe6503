"""Passwords are kept as a hash, asked for in constant effort, and hashed anew when the parameters change."""

from typing import Literal
from unicodedata import normalize

import pytest
from argon2 import PasswordHasher
from sqlalchemy import select

from rules.errors import Refusal
from rulesvc import models
from rulesvc.database import Database
from rulesvc.errors import RoleMissing, SignInFailed, SystemAccount
from rulesvc.languages import language
from rulesvc.models import Role
from rulesvc.store import persons
from rulesvc.store.persons import Actor
from rulesvc.usecases import passwords
from rulesvc.usecases.passwords import OF_NOBODY, BadPassword, EasyPassword, NamedPassword, set_password
from rulesvc.usecases.persons import PersonChange, change_person, end_person, system_actor
from tests.service.databases import NOW
from tests.service.people import person
from tests.service.signing import PASSWORD, accepted, tried, with_password

pytestmark = pytest.mark.usefixtures("quick_hashes")


@pytest.fixture
def admin(hai_duong: Database) -> Actor:
    return person(hai_duong, "quan-tri", Role.ADMINISTRATOR)


@pytest.fixture
def minh(hai_duong: Database) -> Actor:
    return with_password(hai_duong, "minh", Role.APPROVER)


def signed_in(database: Database, code: str, password: str) -> Actor:
    return accepted(tried(database, code, password))


def kept(database: Database, code: str = "minh") -> str:
    with database.reading() as session:
        found = session.scalar(select(models.Person.password_hash).where(models.Person.code == code))
    assert found is not None
    return found


@pytest.mark.parametrize("form", ["NFC", "NFD"])
def test_whoever_knows_the_password_signs_in_on_any_keyboard(hai_duong: Database, minh: Actor, form: str) -> None:
    assert signed_in(hai_duong, "minh", normalize(form, PASSWORD)) == minh  # type: ignore[arg-type]


@pytest.mark.parametrize("wrong", ["", PASSWORD[:-1], PASSWORD.lower(), PASSWORD + " ", "x" * 10_000, "\ud800" * 12])
def test_a_wrong_password_is_refused(hai_duong: Database, minh: Actor, wrong: str) -> None:
    with pytest.raises(SignInFailed):
        signed_in(hai_duong, minh.person, wrong)


@pytest.mark.parametrize("code", ["nobody", "init", "quan-tri", "", "\0", "minh\0"])
def test_whoever_has_no_password_is_refused_in_the_same_words(hai_duong: Database, minh: Actor, code: str) -> None:
    with pytest.raises(SignInFailed) as unknown:
        signed_in(hai_duong, code, PASSWORD)
    with pytest.raises(SignInFailed) as wrong:
        signed_in(hai_duong, minh.person, "x" * 12)
    assert str(unknown.value) == str(wrong.value)


@pytest.mark.parametrize("code", ["minh", "nobody", "quan-tri"])
def test_every_attempt_costs_one_comparison(
    hai_duong: Database, minh: Actor, code: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    seen: list[str] = []
    right = passwords.HASHER.verify

    class Counting(PasswordHasher):
        def verify(self, hash: str | bytes, password: str | bytes) -> Literal[True]:  # noqa: A002 -- as argon2 calls it
            seen.append(str(hash))
            return right(hash, password)

    monkeypatch.setattr(passwords, "HASHER", Counting())
    with pytest.raises(SignInFailed):
        signed_in(hai_duong, code, "x" * 12)
    assert seen == [kept(hai_duong) if code == minh.person else OF_NOBODY]


def test_what_nobody_has_costs_as_much_as_what_somebody_has() -> None:
    assert not PasswordHasher().check_needs_rehash(OF_NOBODY)


def test_whoever_has_left_does_not_sign_in(hai_duong: Database, minh: Actor, admin: Actor) -> None:
    with hai_duong.writing() as session:
        end_person(session, minh.person, actor=admin, now=NOW)
    with pytest.raises(SignInFailed):
        signed_in(hai_duong, minh.person, PASSWORD)


def test_the_hash_is_renewed_when_the_parameters_change(
    hai_duong: Database, minh: Actor, monkeypatch: pytest.MonkeyPatch
) -> None:
    before = kept(hai_duong)
    signed_in(hai_duong, minh.person, PASSWORD)
    assert kept(hai_duong) == before
    dearer = PasswordHasher(time_cost=2, memory_cost=8, parallelism=1)
    monkeypatch.setattr(passwords, "HASHER", dearer)
    signed_in(hai_duong, minh.person, PASSWORD)
    assert "t=2" in kept(hai_duong)
    assert signed_in(hai_duong, minh.person, PASSWORD) == minh


@pytest.mark.parametrize("bad", ["x" * 11, "x" * 201, "e\u0301" * 11, "secret\nsecret", "\ud800" * 12, ""])
def test_a_password_that_is_too_short_too_long_or_cannot_be_typed_is_refused(
    hai_duong: Database, minh: Actor, admin: Actor, bad: str
) -> None:
    before = kept(hai_duong)
    with pytest.raises(BadPassword) as refusal, hai_duong.writing() as session:
        set_password(session, minh.person, bad, actor=admin, now=NOW)
    assert bad not in str(refusal.value) or bad == ""
    assert kept(hai_duong) == before


@pytest.mark.parametrize("good", ["xyzđu" * 2 + "xy", "xyzđu" * 40, "một hai ba bốn"])
def test_passwords_from_12_to_200_characters_are_taken(hai_duong: Database, admin: Actor, good: str) -> None:
    with hai_duong.writing() as session:
        set_password(session, admin.person, good, actor=admin, now=NOW)
        assert persons.by_code(session, admin.person).has_password
    assert signed_in(hai_duong, admin.person, good) == admin


@pytest.mark.parametrize(
    ("easy", "kind"),
    [
        ("a" * 16, EasyPassword),
        ("abababababab", EasyPassword),
        ("1234123412341", EasyPassword),
        ("chào QUAN TRỊ nhé", NamedPassword),
        ("quan.tri@2026", NamedPassword),
        ("nguyen van dung 1", NamedPassword),
        ("VănDũng20261231", NamedPassword),
    ],
)
def test_a_password_that_is_guessed_first_is_refused_in_words(
    hai_duong: Database, admin: Actor, easy: str, kind: type[Refusal]
) -> None:
    with hai_duong.writing() as session:
        change_person(session, admin.person, PersonChange("Nguyễn Văn Dũng", "", None), actor=admin, now=NOW)
        with pytest.raises(kind) as refusal:
            set_password(session, admin.person, easy, actor=admin, now=NOW)
    assert refusal.value.at == ("password",)
    assert "dễ đoán" in language("vi").say(refusal.value)


def test_only_administrators_set_passwords_and_never_of_the_service(
    hai_duong: Database, minh: Actor, admin: Actor
) -> None:
    with hai_duong.writing() as session:
        system_actor(session, "operator", now=NOW)
        with pytest.raises(RoleMissing):
            set_password(session, minh.person, "x" * 12, actor=minh, now=NOW)
        with pytest.raises(SystemAccount):
            set_password(session, "operator", "x" * 12, actor=admin, now=NOW)


def test_the_password_stands_nowhere_but_in_its_hash(hai_duong: Database, minh: Actor) -> None:
    signed_in(hai_duong, minh.person, PASSWORD)
    with hai_duong.reading() as session:
        events = session.scalars(select(models.AuditEvent).where(models.AuditEvent.subject_key == minh.person)).all()
    assert [event.action for event in events] == ["person-added", "password-set", "signed-in"]
    assert all(PASSWORD not in event.details for event in events)
    assert kept(hai_duong).startswith("$argon2id$")
