"""Choosing a person by what was typed: a code, or a part of the name, so that no page has to hold all of them."""

import re
from dataclasses import dataclass
from typing import Final

from sqlalchemy.orm import Session

from rules.errors import N_, InputRefusal, Path, require
from rulesvc.store import persons
from rulesvc.store.persons import PersonLine

MOST_SUGGESTED: Final = 100
"""Persons that a page suggests; where there are more, they are searched for."""

_MOST_TOLD: Final = 10
_CALLED: Final = re.compile(r".*\((?P<code>[^()]+)\)\s*")


@dataclass(eq=False)
class SeveralPersons(InputRefusal):
    """Words that more than one person has in their name."""

    given: str
    found: tuple[str, ...]
    words = N_("Several persons are found by “{given}”. Write one of them: {found}.")


def called(person: PersonLine) -> str:
    """How a person is told from others with the same name."""
    return f"{person.name or person.code} ({person.code})"


def suggested(session: Session) -> tuple[str, ...]:
    """Everybody who is there, as they are told apart; nobody where they are too many to be looked through."""
    found = persons.found_by(session, "", most=MOST_SUGGESTED + 1)
    return tuple(map(called, found)) if len(found) <= MOST_SUGGESTED else ()


def meant(session: Session, text: str, *, at: Path) -> str:
    """The code of the person who is meant by *text*; the text as it is where nobody is.

    Raises: `SeveralPersons`.
    """
    text = text.strip()
    told = _CALLED.fullmatch(text)
    code = told["code"].strip() if told else text
    if not text or persons.find(session, code) is not None:
        return code
    found = persons.found_by(session, text, most=_MOST_TOLD)
    require(len(found) <= 1, SeveralPersons(text, tuple(map(called, found)), at=at))
    return found[0].code if found else text
