"""Keys are shown once, kept as a hash, and end."""

from datetime import date, datetime, timedelta

import pytest
from sqlalchemy import select

from rules.errors import Refusal
from rulesvc import models
from rulesvc.database import Database
from rulesvc.errors import (
    ExpiryPassed,
    KeyAlreadyRevoked,
    KeyExpired,
    KeyMissing,
    KeyRevoked,
    KeyWrong,
    PersonEnded,
    RoleMissing,
    ScopeBeyondRoles,
    ScopeMissing,
    SystemAccount,
    UnknownKey,
    UnknownPerson,
    UnknownScope,
)
from rulesvc.store.persons import Actor
from rulesvc.usecases.deputies import NewDeputy, name_deputy
from rulesvc.usecases.keys import (
    IssuedKey,
    NewKey,
    ScopeNotGiven,
    ScopeOfAnother,
    create_key,
    list_keys,
    require_scope,
    revoke_key,
    verify_key,
)
from rulesvc.usecases.persons import PersonChange, change_person, end_person
from tests.service.asking import LATER, queries
from tests.service.databases import NOW
from tests.service.people import everybody, person


@pytest.fixture
def issued(hai_duong: Database, actor: Actor) -> IssuedKey:
    everybody(hai_duong, "dashboard")
    with hai_duong.writing() as session:
        return create_key(session, NewKey("dashboard", ("evaluate", "read"), LATER), actor=actor, now=NOW)


def refused(database: Database, secret: str, refusal: type[Refusal], *, days: int = 0) -> None:
    with database.reading() as session, pytest.raises(refusal):
        verify_key(session, secret, now=NOW + timedelta(days=days))


def test_a_key_acts_for_its_person_within_its_scopes(hai_duong: Database, issued: IssuedKey) -> None:
    with hai_duong.reading() as session:
        verified = verify_key(session, issued.secret, now=NOW)
    assert verified.actor.person == "dashboard"
    assert verified.actor.api_key_id is not None
    assert verified.scopes == ("read", "evaluate")
    require_scope(verified, "read")


def test_only_a_hash_of_the_secret_is_kept(hai_duong: Database, issued: IssuedKey) -> None:
    with hai_duong.reading() as session:
        row = session.scalars(select(models.ApiKey)).one()
    assert issued.secret.startswith(row.prefix + ".")
    assert len(issued.secret.partition(".")[2]) == 43  # 256 bits
    assert issued.secret not in repr(vars(row))


def test_two_keys_of_one_name_are_of_one_person(hai_duong: Database, actor: Actor, issued: IssuedKey) -> None:
    with hai_duong.writing() as session:
        other = create_key(session, NewKey("dashboard", ("read",)), actor=actor, now=NOW)
        persons = {verify_key(session, each.secret, now=NOW).actor.person_id for each in (issued, other)}
        assert [line.person for line in list_keys(session)] == ["dashboard", "dashboard"]
    assert len(persons) == 1


@pytest.mark.parametrize(("secret", "refusal"), [("", KeyMissing), ("x", KeyWrong), ("deadbeef.x", KeyWrong)])
def test_a_secret_that_was_never_issued_is_refused(hai_duong: Database, secret: str, refusal: type[Refusal]) -> None:
    refused(hai_duong, secret, refusal)


def test_a_secret_that_was_mistyped_is_refused(hai_duong: Database, issued: IssuedKey) -> None:
    refused(hai_duong, issued.secret[:-1], KeyWrong)


def test_a_key_expires_at_its_time(hai_duong: Database, issued: IssuedKey) -> None:
    refused(hai_duong, issued.secret, KeyExpired, days=1)


def test_a_revoked_key_is_refused_for_good(hai_duong: Database, actor: Actor, issued: IssuedKey) -> None:
    with hai_duong.writing() as session:
        assert revoke_key(session, issued.key.prefix, actor=actor, now=NOW).revoked_at == NOW
    refused(hai_duong, issued.secret, KeyRevoked)
    with hai_duong.writing() as session:
        assert [line.revoked_at for line in list_keys(session)] == [NOW]
        with pytest.raises(KeyAlreadyRevoked):
            revoke_key(session, issued.key.prefix, actor=actor, now=LATER)


def test_a_person_who_is_not_known_is_refused_with_those_who_come_closest(
    hai_duong: Database, actor: Actor, issued: IssuedKey
) -> None:
    with hai_duong.writing() as session:
        with pytest.raises(UnknownPerson) as refusal:
            create_key(session, NewKey("dashbord", ("read",)), actor=actor, now=NOW)
        assert list_keys(session) == (issued.key,)
        assert session.scalar(select(models.Person).where(models.Person.code == "dashbord")) is None
    assert refusal.value.closest[0] == "dashboard"


@pytest.mark.parametrize("expires_at", [NOW, NOW - timedelta(days=1)])
def test_a_key_does_not_end_before_it_begins(hai_duong: Database, actor: Actor, expires_at: datetime) -> None:
    with hai_duong.writing() as session:
        with pytest.raises(ExpiryPassed):
            create_key(session, NewKey("dashboard", ("read",), expires_at), actor=actor, now=NOW)
        assert list_keys(session) == ()


def test_what_is_not_there_is_refused(hai_duong: Database, actor: Actor) -> None:
    with hai_duong.writing() as session:
        with pytest.raises(UnknownKey):
            revoke_key(session, "deadbeef", actor=actor, now=NOW)
        for scopes in ((), ("read", "write")):
            with pytest.raises(UnknownScope, match="Allowed"):
                create_key(session, NewKey("dashboard", scopes), actor=actor, now=NOW)


def test_a_scope_that_is_missing_is_named_with_those_that_are_held(hai_duong: Database, actor: Actor) -> None:
    everybody(hai_duong, "dashboard")
    with hai_duong.writing() as session:
        reading = create_key(session, NewKey("dashboard", ("read",)), actor=actor, now=NOW)
        verified = verify_key(session, reading.secret, now=NOW)
    with pytest.raises(ScopeMissing) as refusal:
        require_scope(verified, "evaluate")
    assert (refusal.value.needed, refusal.value.held) == ("evaluate", ("read",))


def test_making_and_revoking_is_audited_without_the_secret(
    hai_duong: Database, actor: Actor, issued: IssuedKey
) -> None:
    with hai_duong.writing() as session:
        revoke_key(session, issued.key.prefix, actor=actor, now=LATER)
        event = models.AuditEvent
        events = session.scalars(select(event).where(event.subject == "api_key").order_by(event.id)).all()
    assert [(event.action, event.subject_key, event.at) for event in events] == [
        ("api-key-created", issued.key.prefix, NOW),
        ("api-key-revoked", issued.key.prefix, LATER),
    ]
    assert issued.secret.partition(".")[2] not in "".join(event.details for event in events)


# ---- persons and roles -----------------------------------------------------------------------------------------------


def changed(database: Database, actor: Actor, *roles: str) -> None:
    with database.writing() as session:
        change_person(session, "minh", PersonChange(roles=roles), actor=actor, now=NOW)


def key_of(database: Database, code: str, *scopes: str, by: Actor) -> str:
    with database.writing() as session:
        return create_key(session, NewKey(code, scopes), actor=by, now=NOW).secret


def test_one_makes_and_revokes_keys_for_oneself_and_an_administrator_for_anybody(
    hai_duong: Database, actor: Actor
) -> None:
    minh, hoa = person(hai_duong, "minh", "editor"), person(hai_duong, "hoa", "approver")
    with hai_duong.writing() as session:
        own = create_key(session, NewKey("minh", ("draft",)), actor=minh, now=NOW).key
        for_others = create_key(session, NewKey("minh", ("read",)), actor=actor, now=NOW).key
        with pytest.raises(RoleMissing):
            create_key(session, NewKey("minh", ("read",)), actor=hoa, now=NOW)
        with pytest.raises(RoleMissing):
            revoke_key(session, own.prefix, actor=hoa, now=NOW)
        assert revoke_key(session, own.prefix, actor=minh, now=NOW).revoked_at == NOW
        assert revoke_key(session, for_others.prefix, actor=actor, now=NOW).revoked_at == NOW


@pytest.mark.parametrize("scope", ["clear", "confirm", "issue"])
def test_a_key_to_be_the_second_person_is_made_by_its_person_alone(
    hai_duong: Database, actor: Actor, scope: str
) -> None:
    minh = person(hai_duong, "minh", "approver", "issuer", "secretary")
    with hai_duong.writing() as session:
        with pytest.raises(ScopeOfAnother, match="by minh alone") as refusal:
            create_key(session, NewKey("minh", ("read", scope)), actor=actor, now=NOW)
        assert scope not in refusal.value.allowed
        assert create_key(session, NewKey("minh", ("read", scope)), actor=minh, now=NOW).key.scopes == ("read", scope)


def test_a_key_reaches_no_further_than_the_roles_of_its_person(hai_duong: Database, actor: Actor) -> None:
    person(hai_duong, "minh", "editor")
    with hai_duong.writing() as session, pytest.raises(ScopeNotGiven) as refusal:
        create_key(session, NewKey("minh", ("draft", "clear")), actor=actor, now=NOW)
    assert (refusal.value.given, refusal.value.allowed) == ("clear", ("read", "evaluate", "draft", "register"))


def test_what_the_roles_no_longer_allow_is_cut_from_the_key_and_given_back_with_the_role(
    hai_duong: Database, actor: Actor
) -> None:
    person(hai_duong, "minh", "editor")
    secret = key_of(hai_duong, "minh", "read", "draft", by=actor)
    changed(hai_duong, actor, "approver")
    with hai_duong.reading() as session:
        verified = verify_key(session, secret, now=NOW)
    assert (verified.scopes, verified.given) == (("read",), ("read", "draft"))
    with pytest.raises(ScopeBeyondRoles, match="which the roles of minh do not allow now"):
        require_scope(verified, "draft")
    with pytest.raises(ScopeMissing, match="lacks the scope “clear”"):
        require_scope(verified, "clear")
    changed(hai_duong, actor, "editor")
    with hai_duong.reading() as session:
        require_scope(verify_key(session, secret, now=NOW), "draft")


def test_a_key_carries_the_roles_of_those_its_person_stands_in_for_and_says_so(
    hai_duong: Database, actor: Actor
) -> None:
    person(hai_duong, "minh", "approver")
    hoa = person(hai_duong, "hoa", "viewer")
    with hai_duong.writing() as session:
        days = NewDeputy("minh", "hoa", date(2023, 2, 1), date(2023, 2, 1))
        name_deputy(session, days, actor=actor, now=NOW)
    secret = key_of(hai_duong, "hoa", "clear", by=hoa)
    with hai_duong.reading() as session:
        today, tomorrow = (verify_key(session, secret, now=at) for at in (NOW, LATER))
    assert (today.scopes, today.actor.acting_for) == (("clear",), ("minh",))
    assert (tomorrow.scopes, tomorrow.actor.acting_for) == ((), ())


def test_the_keys_of_whoever_has_left_stop_working(hai_duong: Database, actor: Actor, issued: IssuedKey) -> None:
    person(hai_duong, "quan-tri", "administrator")
    with hai_duong.writing() as session:
        end_person(session, "dashboard", actor=actor, now=NOW)
        with pytest.raises(PersonEnded):
            create_key(session, NewKey("dashboard", ("read",)), actor=actor, now=NOW)
    refused(hai_duong, issued.secret, PersonEnded)


def test_accounts_of_the_service_have_no_keys(hai_duong: Database, actor: Actor) -> None:
    with hai_duong.writing() as session, pytest.raises(SystemAccount):
        create_key(session, NewKey(actor.person, ("read",)), actor=actor, now=NOW)


def test_verifying_takes_two_queries(hai_duong: Database, issued: IssuedKey) -> None:
    with hai_duong.reading() as session, queries(hai_duong) as sent:
        verify_key(session, issued.secret, now=NOW)
    assert len(sent) == 2
