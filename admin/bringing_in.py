"""Bringing in what was pasted: all of it, or nothing, with what is wrong beside its line or field."""

from collections.abc import Callable
from typing import TypeVar

from sqlalchemy.orm import Session

from admin.accounts import database
from admin.mistakes import Mistakes
from admin.pasted import Pasted
from rules.errors import Refused
from rulesvc.errors import UnknownPeriod

T = TypeVar("T")


def brought_in(pasted: Pasted, mistakes: Mistakes, bring: Callable[[Session], T]) -> T | None:
    """What *bring* has done; `None` where something is wrong, or was so with what was *pasted*.

    All that could be read is tried in either case, so that everything that is wrong is told at once.
    """
    has_failed = bool(pasted.refusals)
    try:
        with database().writing() as writing:
            done = bring(writing)
            if has_failed:
                writing.rollback()
    except UnknownPeriod as refusal:
        mistakes.add(refusal)
    except Refused as refused:
        mistakes.add(*pasted.take(refused.refusals))
    else:
        return None if has_failed else done
    return None
