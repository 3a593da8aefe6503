"""Persons, and who acts: in their own roles, and in those of whom they stand in for on the day."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Any, Final

from sqlalchemy import Date, Row, Select, and_, bindparam, select
from sqlalchemy.orm import Session, aliased

from rules.errors import Path, require
from rules.language import day_of
from rulesvc import models
from rulesvc.errors import PersonEnded, SystemAccount, UnknownPerson
from rulesvc.store.alike import closest
from rulesvc.store.folding import folded, holds
from rulesvc.store.leaves import Leaf, leaf
from rulesvc.store.rivals import lock_list


@dataclass(frozen=True, slots=True)
class Actor:
    """Who acts, in which roles, and by which API key where it is by one.

    *borrowed* pairs each role that is not their own with the person it is from, *acting_for* names those by whose
    roles alone they do what they do.
    """

    person_id: int
    person: str
    roles: frozenset[str] = frozenset()
    api_key_id: int | None = None
    borrowed: frozenset[tuple[str, str]] = frozenset()
    acting_for: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class PersonLine:
    """A person as they may be shown."""

    id: int
    code: str
    name: str
    title: str
    roles: tuple[str, ...]
    is_system: bool
    has_password: bool
    subject: str | None
    ended_at: datetime | None


_Found = tuple[int, tuple[str, ...], bool, datetime | None, str, tuple[str, ...]]


def _with_lenders() -> Select[*_Found]:
    """A person by `code`, with the roles of each whose deputy they are `today`."""
    person, deputy, lender = models.Person, models.Deputy, aliased(models.Person)
    today = bindparam("today", type_=Date)
    is_on = and_(deputy.first_day <= today, deputy.last_day >= today, deputy.ended_at.is_(None))
    return (
        select(
            person.id,
            person.roles,
            person.is_system,
            person.ended_at,
            lender.code.label("lender"),
            lender.roles.label("lent"),
        )
        .outerjoin(deputy, and_(deputy.deputy_id == person.id, is_on))
        .outerjoin(lender, and_(lender.id == deputy.person_id, lender.ended_at.is_(None)))
        .where(person.code == bindparam("code"))
    )


_WITH_LENDERS: Final = _with_lenders()
"""Asked on each request, and so written once."""


def acting(session: Session, code: str, *, now: datetime, at: Path = ()) -> Actor:
    """The person with that *code* as they may act *now*, in one query. Whoever stands in does not pass roles on.

    Raises: `UnknownPerson` with those that are written alike, `SystemAccount`, `PersonEnded`.
    """
    today = day_of(now)
    found = session.execute(_WITH_LENDERS, {"code": code, "today": today}).all()
    if not found:
        raise UnknownPerson(code, closest(code, codes(session)), at=at)
    person = found[0]
    require(not person.is_system, SystemAccount(code, at=at))
    require(person.ended_at is None, PersonEnded(code, person.ended_at or now, at=at))
    own = frozenset(person.roles)
    borrowed = _borrowed(found, own)
    names = tuple(sorted({name for _, name in borrowed}))
    return Actor(person.id, code, own | {role for role, _ in borrowed}, borrowed=borrowed, acting_for=names)


def _borrowed(found: Sequence[Row[*_Found]], own: frozenset[str]) -> frozenset[tuple[str, str]]:
    return frozenset((role, row.lender) for row in found if row.lender for role in row.lent if role not in own)


def find(session: Session, code: str) -> PersonLine | None:
    """The person with that *code*, if there is one."""
    row = session.scalar(select(models.Person).where(models.Person.code == code))
    return None if row is None else _line(row)


def by_subject(session: Session, subject: str) -> PersonLine | None:
    """The person whom an identity provider calls *subject*, if there is one."""
    row = session.scalar(select(models.Person).where(models.Person.subject == subject))
    return None if row is None else _line(row)


def by_code(session: Session, code: str, *, at: Path = ()) -> PersonLine:
    """The person with that *code*.

    Raises: `UnknownPerson` with those that are written alike.
    """
    found = find(session, code)
    if found is None:
        raise UnknownPerson(code, closest(code, codes(session)), at=at)
    return found


def every(session: Session) -> tuple[PersonLine, ...]:
    """All persons, those who have left and the accounts of the service too, by code."""
    return tuple(map(_line, session.scalars(select(models.Person).order_by(models.Person.code))))


def found_by(session: Session, words: str, *, most: int) -> tuple[PersonLine, ...]:
    """Who is there and has all *words* in name, title or code, by name: the first of them, *most* of them."""
    person = models.Person
    is_meant = (person.ended_at.is_(None), ~person.is_system, *holds(person.searched, words))
    return tuple(map(_line, session.scalars(select(person).where(*is_meant).order_by(person.searched).limit(most))))


def page(session: Session, words: str, *, left: bool, number: int) -> Leaf[PersonLine]:
    """That page of the persons with these *words*, by name: those who are there, or those who have *left*."""
    person = models.Person
    is_meant = (person.ended_at.is_not(None) if left else person.ended_at.is_(None), ~person.is_system)
    wanted = select(person).where(*is_meant, *holds(person.searched, words)).order_by(person.searched, person.id)
    return leaf(session, wanted, number, lambda row: _line(row[0]))


def called(session: Session, wanted: Iterable[str]) -> dict[str, PersonLine]:
    """Those of the *wanted* codes that somebody has, with whom."""
    found = session.scalars(select(models.Person).where(models.Person.code.in_(frozenset(wanted))))
    return {row.code: _line(row) for row in found}


def codes(session: Session) -> tuple[str, ...]:
    """The codes of all persons."""
    return tuple(session.scalars(select(models.Person.code).order_by(models.Person.id)))


def lock(session: Session) -> None:
    """Let nobody else change persons until the transaction ends. Others may go on recording what they do."""
    lock_list(session, models.Person)


def administrators(session: Session) -> frozenset[str]:
    """The codes of those who administer in their own right."""
    person = models.Person
    found = session.execute(select(person.code, person.roles).where(person.ended_at.is_(None), ~person.is_system))
    return frozenset(code for code, roles in found if models.Role.ADMINISTRATOR in roles)


def add(session: Session, person: models.Person) -> PersonLine:
    """Keep a new *person*."""
    person.searched = _searched(person.name, person.title or "", person.code)
    session.add(person)
    session.flush()
    return _line(person)


def change(session: Session, person_id: int, **values: Any) -> None:
    """Give columns of a person other *values*."""
    row = session.get_one(models.Person, person_id)
    for name, value in values.items():
        setattr(row, name, value)
    row.searched = _searched(row.name, row.title, row.code)
    session.flush()


@dataclass(frozen=True, slots=True)
class Credentials:
    """What a person signs in by: the hash of a password, the subject of an identity provider."""

    password_hash: str | None
    subject: str | None


def credentials(session: Session, person_id: int) -> Credentials:
    """What a stored person signs in by."""
    person = models.Person
    found = session.execute(select(person.password_hash, person.subject).where(person.id == person_id)).one()
    return Credentials(*found)


def credentials_of(session: Session, code: str) -> Credentials | None:
    """What the person with that *code* signs in by, unless there is none, or they have left."""
    person = models.Person
    is_there = (person.code == code, person.ended_at.is_(None), ~person.is_system)
    found = session.execute(select(person.password_hash, person.subject).where(*is_there)).one_or_none()
    return None if found is None else Credentials(*found)


def system(session: Session, code: str) -> Actor | None:
    """The account of the service itself under that *code*, if there is one: it has every role."""
    person = models.Person
    found = session.scalar(select(person.id).where(person.code == code, person.is_system))
    return None if found is None else Actor(found, code, frozenset(models.Role))


def add_system(session: Session, code: str, *, now: datetime) -> Actor:
    """A new account of the service itself under that *code*, which also serves as the name."""
    made = add(session, models.Person(code=code, name=code, is_system=True, created_at=now))
    return Actor(made.id, made.code, frozenset(models.Role))


def _searched(name: str, title: str, code: str) -> str:
    return folded(" ".join(filter(None, (name, title, code))))


def _line(row: models.Person) -> PersonLine:
    has_password = row.password_hash is not None
    return PersonLine(
        id=row.id,
        code=row.code,
        name=row.name,
        title=row.title,
        roles=row.roles,
        is_system=row.is_system,
        has_password=has_password,
        subject=row.subject,
        ended_at=row.ended_at,
    )
