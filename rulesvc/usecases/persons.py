"""Persons: added, changed and ended by an administrator, of whom there is always one; and who acts.

None is ever removed, since what they did is kept. The accounts of the service itself are not changed by anybody.
"""

import re
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, replace
from datetime import datetime
from typing import Final

from sqlalchemy.orm import Session

from rules.errors import N_, InputRefusal, Path, Refusal, Refusals, require
from rulesvc import models
from rulesvc.errors import Conflict, Forbidden, NobodyActs, SystemAccount
from rulesvc.models.person import LONGEST_SUBJECT, Role
from rulesvc.store import audit, persons
from rulesvc.store.leaves import Leaf
from rulesvc.store.persons import Actor, PersonLine, acting
from rulesvc.usecases.abilities import Ability, require_ability
from rulesvc.usecases.new_names import check_code, check_name

__all__ = [
    "OPERATOR",
    "NewPerson",
    "PersonChange",
    "PersonLine",
    "acting",
    "add_first_administrator",
    "add_person",
    "administering",
    "change_person",
    "changeable",
    "end_person",
    "find_person",
    "has_accounts",
    "is_subject",
    "list_persons",
    "persons_called",
    "search_persons",
    "system_actor",
]

OPERATOR: Final = "operator"
"""The account that stands for whoever has the command line, as long as there is no administrator."""

_CHANGEABLE: Final = ("name", "title", "roles", "subject")

_SUBJECT: Final = re.compile("[!-~]([ -~]*[!-~])?")


@dataclass(eq=False)
class PersonExists(Conflict):
    """A person under a code that is taken."""

    given: str
    name: str
    words = N_("Person “{given}” exists already: {name}.")


@dataclass(eq=False)
class UnknownRole(InputRefusal):
    """A role that persons do not have."""

    given: str
    allowed: tuple[str, ...]
    words = N_("Role “{given}” is not known. Allowed: {allowed}.")


@dataclass(eq=False)
class BadSubject(InputRefusal):
    """What no identity provider calls anybody."""

    given: str
    limit: int = LONGEST_SUBJECT
    words = N_("“{given}” cannot be a subject of an identity provider. Allowed: 1 to {limit} printed ASCII characters.")


@dataclass(eq=False)
class SubjectTaken(Conflict):
    """A subject of the identity provider that another person has."""

    given: str
    person: str
    words = N_("The subject “{given}” belongs to “{person}”.")


@dataclass(eq=False)
class PersonHasLeft(Conflict):
    """A change to somebody who has left."""

    person: str
    ended: datetime
    words = N_("“{person}” left at {ended} and is not changed any more.")


@dataclass(eq=False)
class LastAdministrator(Conflict):
    """A change after which nobody could administer."""

    person: str
    words = N_("“{person}” is the last administrator. Make somebody else administrator first.")


@dataclass(eq=False)
class EndsThemselves(Forbidden):
    """Somebody who would end themselves."""

    person: str
    words = N_("“{person}” cannot end their own access. Another administrator does it.")


@dataclass(frozen=True, slots=True)
class NewPerson:
    """A person who is wanted. *title* is the position as it is printed, and may be blank.

    *subject* is what the identity provider calls them (the claim `sub`), blank where they sign in by password.
    """

    code: str
    name: str
    title: str = ""
    roles: tuple[str, ...] = ()
    subject: str = ""


@dataclass(frozen=True, slots=True)
class PersonChange:
    """What is to be different about a person; `None` leaves what is stored, a blank *subject* takes theirs away."""

    name: str | None = None
    title: str | None = None
    roles: tuple[str, ...] | None = None
    subject: str | None = None


def system_actor(session: Session, code: str, *, now: datetime) -> Actor:
    """The account of the service under that *code*, made by itself where there is none."""
    persons.lock(session)
    found = persons.system(session, code)
    if found is not None:
        return found
    made = persons.add_system(session, code, now=now)
    audit.write(session, "person-added", ("person", code), actor=made, now=now)
    return made


def list_persons(session: Session) -> tuple[PersonLine, ...]:
    """All persons, those who have left and the accounts of the service too, by code."""
    return persons.every(session)


def search_persons(session: Session, words: str = "", *, left: bool = False, page: int = 1) -> Leaf[PersonLine]:
    """A page of those who are there, or who have *left*, with all of the *words* in name, title and code."""
    return persons.page(session, words, left=left, number=page)


def persons_called(session: Session, codes: Iterable[str]) -> Mapping[str, PersonLine]:
    """The persons with these *codes*, by code, the accounts of the service too."""
    return persons.called(session, codes)


def has_accounts(session: Session) -> bool:
    """Whether there is anybody who can sign in."""
    return any(each.has_password or each.subject for each in persons.every(session) if each.ended_at is None)


def find_person(session: Session, code: str) -> PersonLine:
    """The person with that *code*.

    Raises: `UnknownPerson`.
    """
    return persons.by_code(session, code)


def add_person(session: Session, new: NewPerson, *, actor: Actor, now: datetime) -> PersonLine:
    """Add a person.

    Raises: `RoleMissing`; `rules.errors.Refused` with all that is wrong.
    """
    return _add(session, new, actor=administering(session, actor, now=now), now=now)


def add_first_administrator(session: Session, new: NewPerson, *, now: datetime) -> PersonLine:
    """Add the first administrator, which is done by whoever has the command line.

    Raises: `NobodyActs` where there is one already, or *new* would be none; as `add_person`.
    """
    persons.lock(session)
    require(Role.ADMINISTRATOR in new.roles and not persons.administrators(session), NobodyActs())
    return _add(session, new, actor=system_actor(session, OPERATOR, now=now), now=now)


def change_person(session: Session, code: str, change: PersonChange, *, actor: Actor, now: datetime) -> PersonLine:
    """Change the name, the title, the roles or the subject of a person.

    Raises: `RoleMissing`, `UnknownPerson`, `SystemAccount`, `PersonHasLeft`, `LastAdministrator`;
    `rules.errors.Refused` with all that is wrong.
    """
    actor = administering(session, actor, now=now)
    stored = changeable(session, code)
    wanted = replace(
        stored,
        name=stored.name if change.name is None else change.name,
        title=stored.title if change.title is None else change.title,
        roles=stored.roles if change.roles is None else change.roles,
        subject=stored.subject if change.subject is None else change.subject or None,
    )
    about_subject = _about_subject(session, wanted.subject, of=code)
    _check((*_about(wanted.name, wanted.title), *_about_roles(wanted.roles), *about_subject))
    wanted = replace(wanted, roles=_in_order(wanted.roles))
    if Role.ADMINISTRATOR not in wanted.roles:
        _require_another(session, code)
    differing = tuple(name for name in _CHANGEABLE if getattr(stored, name) != getattr(wanted, name))
    if differing:
        before, after = ({name: getattr(each, name) for name in differing} for each in (stored, wanted))
        persons.change(session, stored.id, **after)
        audit.write(session, "person-changed", ("person", code), actor=actor, now=now, before=before, after=after)
    return wanted


def end_person(session: Session, code: str, *, actor: Actor, now: datetime) -> PersonLine:
    """Let a person leave: they have no role any more, their keys stop working, and they stand in for nobody.

    Raises: `RoleMissing`, `UnknownPerson`, `SystemAccount`, `PersonHasLeft`, `EndsThemselves`, `LastAdministrator`.
    """
    actor = administering(session, actor, now=now)
    stored = changeable(session, code)
    require(code != actor.person, EndsThemselves(code))
    _require_another(session, code)
    persons.change(session, stored.id, ended_at=now)
    audit.write(session, "person-ended", ("person", code), actor=actor, now=now)
    return replace(stored, ended_at=now)


def administering(session: Session, actor: Actor, *, now: datetime) -> Actor:
    """The actor, who still administers once nobody else can change persons any more.

    Raises: `RoleMissing`, `PersonEnded`.
    """
    persons.lock(session)
    if persons.system(session, actor.person) is None:
        actor = replace(acting(session, actor.person, now=now), api_key_id=actor.api_key_id)
    return require_ability(actor, Ability.ADMINISTER)


def changeable(session: Session, code: str, *, at: Path = ()) -> PersonLine:
    """The person with that *code*, who is a person and has not left.

    Raises: `UnknownPerson`, `SystemAccount`, `PersonHasLeft`.
    """
    found = persons.by_code(session, code, at=at)
    require(not found.is_system, SystemAccount(code, at=at))
    if found.ended_at is not None:
        raise PersonHasLeft(code, found.ended_at, at=at)
    return found


def is_subject(text: str) -> bool:
    """Whether an identity provider may call somebody *text*."""
    return len(text) <= LONGEST_SUBJECT and _SUBJECT.fullmatch(text) is not None


def _add(session: Session, new: NewPerson, *, actor: Actor, now: datetime) -> PersonLine:
    taken = persons.find(session, new.code)
    exists = () if taken is None else (PersonExists(new.code, taken.name, at=("code",)),)
    details = (*_about(new.name, new.title), *_about_roles(new.roles), *_about_subject(session, new.subject))
    _check((*check_code(new.code, at=("code",)), *exists, *details))
    subject = {"subject": new.subject} if new.subject else {}
    told = {"name": new.name, "title": new.title, "roles": _in_order(new.roles), **subject}
    line = persons.add(session, models.Person(code=new.code, created_at=now, **told))
    audit.write(session, "person-added", ("person", new.code), actor=actor, now=now, **told)
    return line


def _check(refusals: tuple[Refusal, ...]) -> None:
    found = Refusals()
    for refusal in refusals:
        found.add(refusal)
    found.raise_if_any()


def _about(name: str, title: str) -> Iterator[Refusal]:
    yield from check_name(name, at=("name",))
    if title:
        yield from check_name(title, at=("title",))


def _about_roles(roles: tuple[str, ...]) -> Iterator[Refusal]:
    for role in roles:
        if role not in tuple(Role):
            yield UnknownRole(role, tuple(each.value for each in Role), at=("roles",))


def _about_subject(session: Session, subject: str | None, *, of: str = "") -> Iterator[Refusal]:
    if not subject:
        return
    if not is_subject(subject):
        yield BadSubject(subject, at=("subject",))
        return
    holder = persons.by_subject(session, subject)
    if holder is not None and holder.code != of:
        yield SubjectTaken(subject, holder.code, at=("subject",))


def _in_order(roles: tuple[str, ...]) -> tuple[str, ...]:
    return tuple(role.value for role in Role if role in roles)


def _require_another(session: Session, code: str) -> None:
    """Return if somebody administers without the person with that *code*."""
    require(persons.administrators(session) != {code}, LastAdministrator(code))
