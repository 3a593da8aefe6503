"""Persons: who there is with which roles; added, changed, let in again and ended by an administrator."""

from typing import Any, Final

from flask import flash, redirect, request, url_for
from flask.typing import ResponseReturnValue

from admin.access import View, opened
from admin.accounts import actor, database, now
from admin.language import spoken
from admin.mistakes import Mistakes, saying
from admin.typed import page_asked
from rules.errors import N_
from rulesvc.models.person import Role
from rulesvc.usecases.abilities import ROLE_WORDS, Ability
from rulesvc.usecases.lockout import unlock_person
from rulesvc.usecases.passwords import require_same, set_password
from rulesvc.usecases.persons import (
    NewPerson,
    PersonChange,
    PersonLine,
    add_person,
    change_person,
    end_person,
    find_person,
    search_persons,
)

NAME: Final = N_("Users")

_ADDED: Final = N_(
    "{name} is added. Set a password, or enter the code of the office account, so that they can sign in."
)
_CHANGED: Final = N_("The changes are saved.")
_PASSWORD_SET: Final = N_("The password of {name} is set. Sessions by the old one have ended.")
_UNLOCKED: Final = N_("{name} may try again to sign in.")
_ENDED: Final = N_("The access of {name} has ended.")


class Persons(View):
    """Everybody who may act here."""

    @opened("/", Ability.ADMINISTER)
    def index(self) -> ResponseReturnValue:
        """Those who are there, or those who have left, as far as they are searched for."""
        asked = {name: request.args.get(name, "").strip() for name in ("words", "left")}
        with database().reading() as reading:
            shown = search_persons(reading, asked["words"], left=bool(asked["left"]), page=page_asked())
        return self.page("persons", shown=shown, asked=asked, role_words=ROLE_WORDS)

    @opened("/new", Ability.ADMINISTER)
    def form(self) -> ResponseReturnValue:
        """The form for a new person."""
        return self._form(NewPerson("", ""), Mistakes())

    @opened("/new", Ability.ADMINISTER, methods=["POST"])
    def add(self) -> ResponseReturnValue:
        """Add a person."""
        new = NewPerson(_sent("code"), _sent("name"), _sent("title"), _roles(), _sent("subject"))
        with saying() as mistakes, database().writing() as writing:
            add_person(writing, new, actor=actor(), now=now())
        if mistakes:
            return self._form(new, mistakes), 422
        return _told(_ADDED, new.code, name=new.name)

    @opened("/<person>/", Ability.ADMINISTER)
    def person(self, person: str) -> ResponseReturnValue:
        """One person, and what can be done about them."""
        return self._person(person, Mistakes())

    @opened("/<person>/", Ability.ADMINISTER, methods=["POST"])
    def change(self, person: str) -> ResponseReturnValue:
        """Another name, position, roles or office account."""
        change = PersonChange(_sent("name"), _sent("title"), _roles(), _sent("subject"))
        with saying() as mistakes, database().writing() as writing:
            change_person(writing, person, change, actor=actor(), now=now())
        if mistakes:
            return self._person(person, mistakes, typed=change), 422
        return _told(_CHANGED, person)

    @opened("/<person>/password", Ability.ADMINISTER, methods=["POST"])
    def password(self, person: str) -> ResponseReturnValue:
        """A password that they can sign in by, and then change."""
        new = request.form.get("password", "")
        with saying() as mistakes, database().writing() as writing:
            require_same(new, request.form.get("again", ""), at=("again",))
            name = set_password(writing, person, new, actor=actor(), now=now()).name
        if mistakes:
            return self._person(person, mistakes), 422
        return _told(_PASSWORD_SET, person, name=name)

    @opened("/<person>/unlock", Ability.ADMINISTER, methods=["POST"])
    def unlock(self, person: str) -> ResponseReturnValue:
        """Let them try again after too many wrong passwords."""
        with saying() as mistakes, database().writing() as writing:
            name = unlock_person(writing, person, actor=actor(), now=now()).name
        if mistakes:
            return self._person(person, mistakes), 422
        return _told(_UNLOCKED, person, name=name)

    @opened("/<person>/end", Ability.ADMINISTER)
    def ending(self, person: str) -> ResponseReturnValue:
        """Ask whether their access is really to end."""
        return self._ending(person, Mistakes())

    @opened("/<person>/end", Ability.ADMINISTER, methods=["POST"])
    def end(self, person: str) -> ResponseReturnValue:
        """End their access for good."""
        with saying() as mistakes, database().writing() as writing:
            name = end_person(writing, person, actor=actor(), now=now()).name
        if mistakes:
            return self._ending(person, mistakes), 422
        return _told(_ENDED, person, name=name)

    def _form(self, typed: NewPerson, mistakes: Mistakes) -> str:
        return self.page("person_new", typed=typed, mistakes=mistakes, role_words=ROLE_WORDS)

    def _person(self, code: str, mistakes: Mistakes, *, typed: PersonChange | None = None) -> str:
        person = _found(code)
        return self.page("person", person=person, typed=typed or person, mistakes=mistakes, role_words=ROLE_WORDS)

    def _ending(self, code: str, mistakes: Mistakes) -> str:
        return self.page("person_end", person=_found(code), mistakes=mistakes)


def _found(code: str) -> PersonLine:
    with database().reading() as reading:
        return find_person(reading, code)


def _sent(name: str) -> str:
    return request.form.get(name, "").strip()


def _roles() -> tuple[str, ...]:
    """The roles that are ticked."""
    ticked = request.form.getlist("roles")
    return (*(role for role in Role if role in ticked), *(each for each in ticked if each not in tuple(Role)))


def _told(words: str, person: str, **facts: Any) -> ResponseReturnValue:
    flash(spoken().words(words, **facts))
    return redirect(url_for("page-persons.person", person=person), 303)
