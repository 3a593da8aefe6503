"""Abilities: what may be done, and by whom. A person may do what one of their roles may."""

from collections.abc import Collection, Mapping
from dataclasses import replace
from enum import StrEnum
from typing import Final

from rules.errors import N_, Refusal, require
from rules.said import said
from rulesvc.errors import RoleMissing
from rulesvc.models.person import Role
from rulesvc.store.persons import Actor


class Ability(StrEnum):
    """What somebody may do; API keys have these as their scopes."""

    READ = "read"
    EVALUATE = "evaluate"
    DRAFT = "draft"
    CLEAR = "clear"
    ISSUE = "issue"
    REGISTER = "register"
    CONCLUDE = "conclude"
    CONFIRM = "confirm"
    ADMINISTER = "administer"


ROLES: Final[Mapping[Ability, frozenset[Role]]] = {
    Ability.READ: frozenset(Role),
    Ability.EVALUATE: frozenset({Role.EDITOR, Role.APPRAISER, Role.SECRETARY}),
    Ability.DRAFT: frozenset({Role.EDITOR}),
    Ability.CLEAR: frozenset({Role.APPROVER}),
    Ability.ISSUE: frozenset({Role.ISSUER}),
    Ability.REGISTER: frozenset({Role.EDITOR, Role.ISSUER, Role.SECRETARY}),
    Ability.CONCLUDE: frozenset({Role.SECRETARY}),
    Ability.CONFIRM: frozenset({Role.SECRETARY, Role.APPROVER}),
    Ability.ADMINISTER: frozenset({Role.ADMINISTRATOR}),
}
"""The roles that give an ability."""


ROLE_WORDS: Final[Mapping[str, str]] = {
    Role.EDITOR: N_("editor"),
    Role.APPROVER: N_("approver"),
    Role.ISSUER: N_("recorder of what is issued"),
    Role.APPRAISER: N_("appraiser"),
    Role.SECRETARY: N_("secretary of the Council"),
    Role.VIEWER: N_("viewer"),
    Role.ADMINISTRATOR: N_("administrator"),
}
"""What the roles are called."""


def abilities(roles: frozenset[str]) -> tuple[Ability, ...]:
    """What *roles* may do, in the order of the abilities."""
    return tuple(ability for ability in Ability if roles & ROLES[ability])


def require_ability(actor: Actor, ability: Ability) -> Actor:
    """The actor as they act by *ability*: for others only where none of their own roles gives it.

    Raises: `RoleMissing`.
    """
    given = ROLES[ability]
    allowed = tuple(said(ROLE_WORDS[role]) for role in Role if role in given)
    require(bool(actor.roles & given), RoleMissing(actor.person, ability.value, allowed))
    lenders = {name for role, name in actor.borrowed if role in given}
    has_own = bool(given & actor.roles - {role for role, _ in actor.borrowed})
    return replace(actor, acting_for=() if has_own else tuple(sorted(lenders)))


def require_lender(actor: Actor, barred: Collection[str], refusal: Refusal) -> Actor:
    """The actor as they act for nobody who is *barred*: what these may not do, nobody does by a role of theirs.

    Raises: *refusal*, where they act for nobody else.
    """
    allowed = for_nobody_barred(actor, barred)
    if allowed is None:
        raise refusal
    return allowed


def for_nobody_barred(actor: Actor, barred: Collection[str]) -> Actor | None:
    """The actor as they act for nobody who is *barred*, `None` where they act for nobody else."""
    lenders = tuple(person for person in actor.acting_for if person not in barred)
    return replace(actor, acting_for=lenders) if lenders or not actor.acting_for else None


def require_self_or(actor: Actor, person: str, ability: Ability) -> Actor:
    """The actor as they act in what is about *person*: themselves, or else by *ability*.

    Raises: `RoleMissing`.
    """
    return replace(actor, acting_for=()) if actor.person == person else require_ability(actor, ability)
