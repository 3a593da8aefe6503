"""Abilities: what may be done, and by whom. A person may do what one of their roles may."""

from collections.abc import Mapping
from enum import StrEnum
from typing import Final

from rules.errors import require
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


def abilities(roles: frozenset[str]) -> tuple[Ability, ...]:
    """What *roles* may do, in the order of the abilities."""
    return tuple(ability for ability in Ability if roles & ROLES[ability])


def require_ability(actor: Actor, ability: Ability) -> None:
    """Return if one of the actor's roles gives *ability*.

    Raises: `RoleMissing`.
    """
    given = ROLES[ability]
    allowed = tuple(role.value for role in Role if role in given)
    require(bool(actor.roles & given), RoleMissing(actor.person, ability.value, allowed))
