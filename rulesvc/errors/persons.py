"""Who acts: persons, their roles, and the keys by which they do."""

from dataclasses import dataclass
from datetime import datetime

from rules.errors import N_, InputRefusal
from rules.said import Said
from rulesvc.errors.families import Conflict, Forbidden, NotFound, Unauthorised


@dataclass(eq=False)
class UnknownPerson(NotFound):
    """A person who is not stored."""

    given: str
    closest: tuple[str, ...]
    nothing = N_("no code like it")
    words = N_("Person “{given}” is not known. Closest: {closest}.")


@dataclass(eq=False)
class SystemAccount(Forbidden):
    """An account of the service itself in place of a person."""

    person: str
    words = N_("“{person}” is an account of the service itself: nobody acts as it, and it is not changed.")


@dataclass(eq=False)
class PersonEnded(Unauthorised):
    """Somebody who has left and would act."""

    person: str
    ended: datetime
    words = N_("“{person}” left at {ended} and cannot act any more.")


@dataclass(eq=False)
class NobodyActs(Unauthorised):
    """A change on the command line by nobody."""

    words = N_(
        "Name who does this: --as PERSON, or RULESVC_AS. Where there is no administrator yet, the first is added by: "
        "rulesvc person add CODE --name NAME --role administrator."
    )


@dataclass(eq=False)
class SignInFailed(Unauthorised):
    """A name and a password that do not belong together, or to nobody who may sign in."""

    words = N_("Name or password is wrong.")


@dataclass(eq=False)
class SignInLocked(Unauthorised):
    """A name under which there were too many failures; *until* is in full minutes."""

    until: datetime
    words = N_("There were too many wrong attempts. Try again after {until}, or ask an administrator.")


@dataclass(eq=False)
class SubjectUnknown(Unauthorised):
    """Somebody whom the identity provider knows, and the service does not."""

    given: str
    words = N_("The identity provider calls you “{given}”, which no person has. Ask an administrator to enter it.")


@dataclass(eq=False)
class RoleMissing(Forbidden):
    """Somebody without a role that may do this."""

    person: str
    needed: str
    allowed: tuple[Said, ...]
    words = N_("{person} may not do this ({needed}). Roles that may: {allowed}.")


@dataclass(eq=False)
class UnknownKey(NotFound):
    """An API key that is not stored."""

    given: str
    words = N_("There is no API key that begins with “{given}”.")


@dataclass(eq=False)
class KeyMissing(Unauthorised):
    """No API key was sent."""

    words = N_("An API key is needed: send the header “Authorization: Bearer …”.")


@dataclass(eq=False)
class KeyWrong(Unauthorised):
    """An API key that was never issued."""

    words = N_("This API key is not known. Check that it was copied whole.")


@dataclass(eq=False)
class KeyRevoked(Unauthorised):
    """An API key that was revoked."""

    prefix: str
    words = N_("API key {prefix} was revoked. Ask for a new one.")


@dataclass(eq=False)
class KeyExpired(Unauthorised):
    """An API key whose time is over."""

    prefix: str
    words = N_("API key {prefix} has expired. Ask for a new one.")


@dataclass(eq=False)
class KeyAlreadyRevoked(Conflict):
    """An API key that cannot be revoked twice."""

    prefix: str
    words = N_("API key {prefix} is revoked already.")


@dataclass(eq=False)
class ScopeMissing(Forbidden):
    """An API key that does not reach as far as the request."""

    needed: str
    held: tuple[str, ...]
    words = N_("This API key lacks the scope “{needed}”. It has: {held}.")


@dataclass(eq=False)
class ScopeBeyondRoles(ScopeMissing):
    """A scope that an API key was given and that the roles of its person no longer allow."""

    person: str
    words = N_(
        "This API key was given the scope “{needed}”, which the roles of {person} do not allow now. They allow: {held}."
    )


@dataclass(eq=False)
class UnknownScope(InputRefusal):
    """A scope that API keys do not have."""

    given: str
    allowed: tuple[str, ...]
    words = N_("Scope “{given}” is not known. Allowed: {allowed}.")


@dataclass(eq=False)
class ExpiryPassed(InputRefusal):
    """A key that would have ended before it begins."""

    given: datetime
    words = N_("A key cannot end at {given}, which has passed. Allowed: an instant to come.")
