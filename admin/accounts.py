"""Accounts: who is signed in, known again on each request, and no more once they left or changed their password."""

from datetime import UTC, datetime, timedelta
from typing import Final

from flask import g, session
from flask_login import LoginManager, UserMixin, current_user, login_user, logout_user

from rulesvc.api.access import database
from rulesvc.store.persons import Actor
from rulesvc.usecases.persons import find_person
from rulesvc.usecases.signed_in import session_stamp, signed_in

__all__ = ["LONGEST", "Account", "actor", "begin", "database", "end", "now", "register_accounts"]

LONGEST: Final = timedelta(hours=12)
"""How long a session lasts at most, however busy it is."""

_SINCE: Final = "since"
_KEPT: Final = ("lang", "theme")
_MARK: Final = ":"


class Account(UserMixin):
    """Whoever is signed in, as the *actor* they are at present. Sessions know them by their code and a *stamp*."""

    def __init__(self, actor: Actor, name: str, stamp: str) -> None:
        self.actor = actor
        self.name = name
        self.stamp = stamp

    def get_id(self) -> str:
        """What the session keeps."""
        return f"{self.actor.person}{_MARK}{self.stamp}"


def now() -> datetime:
    """The present instant, read once a request and handed on."""
    if "now" not in g:
        g.now = datetime.now(UTC)
    read: datetime = g.now
    return read


def actor() -> Actor:
    """Who is signed in; only where somebody is."""
    found: Actor = current_user.actor
    return found


def begin(who: Actor) -> None:
    """A new session for *who*; of the one before, only what they chose to see is kept."""
    kept = {name: session[name] for name in _KEPT if name in session}
    session.clear()
    session.update(kept)
    session.permanent = True
    session[_SINCE] = now().isoformat()
    with database().reading() as reading:
        name, stamp = find_person(reading, who.person).name, session_stamp(reading, who.person_id)
    login_user(Account(who, name, stamp))


def end() -> None:
    """Sign out."""
    logout_user()
    session.clear()


def register_accounts(manager: LoginManager) -> None:
    """Let *manager* find out who it is that a session knows."""
    manager.user_loader(_account)


def _account(known: str) -> Account | None:
    code, _, stamp = known.partition(_MARK)
    if not _lasts():
        return None
    with database().reading() as reading:
        found = signed_in(reading, code, stamp, now=now())
        return None if found is None else Account(found, find_person(reading, code).name, stamp)


def _lasts() -> bool:
    """Whether the session began not too long ago."""
    try:
        return now() - datetime.fromisoformat(str(session.get(_SINCE))) < LONGEST
    except ValueError:
        return False
