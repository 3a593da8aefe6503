"""The criteria that tables look at together: their form as it is typed and stored, and which tables look at them."""

from collections.abc import Collection, Iterable, Mapping
from dataclasses import dataclass
from itertools import count
from typing import Any, Final

from admin.new_codes import code_from
from rules.condition import Condition
from rules.errors import N_, InputRefusal
from rules.rubric import Rubric
from rules.scope import Scope

NAMES: Final = ("name.vi", "name.en")
"""The fields besides the criteria that are ticked."""

_UNNAMED: Final = "scope"


@dataclass(eq=False)
class ScopeNamedAlready(InputRefusal):
    """A name by which others are chosen already."""

    name: str
    words = N_("There are areas considered called “{name}” already. Allowed: a name of its own.")


def fields_of(scope: Scope) -> dict[str, str]:
    """The fields as *scope* fills them."""
    return {"name.vi": scope.name.vi, "name.en": scope.name.en}


def patch(fields: Mapping[str, str], ticked: Collection[str], *, before: Iterable[str] = ()) -> dict[str, Any]:
    """What a scope says whose *fields* are typed and whose criteria are *ticked*, in the order they had *before*."""
    stayed = [code for code in before if code in ticked]
    name = {language: fields.get(f"name.{language}") for language in ("vi", "en")}
    return {"name": name, "criteria": stayed + [code for code in ticked if code not in stayed]}


def entered(fields: Mapping[str, str], ticked: Collection[str], *, taken: Collection[str]) -> dict[str, Any]:
    """A new scope, under a code of its name that is not *taken*."""
    said = patch(fields, ticked)
    name = {language: text for language, text in said["name"].items() if text}
    return {"code": _free(code_from(fields.get("name.vi", "")) or _UNNAMED, taken), **said, "name": name}


def require_own_name(rubric: Rubric, named: Mapping[str, str | None], code: str = "") -> None:
    """Raise `ScopeNamedAlready` where the scope with that *code*, or a new one, would be called as another one."""
    for language, name in named.items():
        others = (getattr(each.name, language) for each in rubric.scopes if each.code != code)
        if name and name.casefold() in {other.casefold() for other in others}:
            raise ScopeNamedAlready(name, at=(f"name.{language}",))


def looking_at(rubric: Rubric, code: str) -> tuple[str, ...]:
    """The codes of the tables that look at the scope with that *code*."""
    return tuple(
        table.code
        for table in rubric.tables
        if table.scope == code or any(_asks(each, code) for rule in table.rules for each in rule.conditions)
    )


def _asks(condition: Condition, code: str) -> bool:
    return getattr(condition.measure, "scope", "") == code


def _free(code: str, taken: Collection[str]) -> str:
    """*code*, with a number where it is taken."""
    if code not in taken:
        return code
    return next(each for number in count(2) if (each := f"{code}-{number}") not in taken)
