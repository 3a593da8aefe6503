"""Mistakes in a form: what was refused, told beside the field that it is about."""

from collections.abc import Iterator
from contextlib import contextmanager

from admin.language import spoken
from rules.errors import Refusal, Refused
from rulesvc.errors import RoleMissing


class Mistakes:
    """What was refused of one form; empty where nothing was."""

    def __init__(self) -> None:
        self._refusals: list[Refusal] = []

    def __bool__(self) -> bool:
        return bool(self._refusals)

    def add(self, *refusals: Refusal) -> None:
        """Keep *refusals*."""
        self._refusals.extend(refusals)

    @property
    def all(self) -> tuple[Refusal, ...]:
        """Everything that was refused."""
        return tuple(self._refusals)

    def of(self, field: str) -> list[str]:
        """What is wrong with *field*."""
        return [spoken().say(each) for each in self._refusals if _field(each) == field]

    def beside(self, *fields: str) -> list[str]:
        """What is wrong with anything else than *fields*, which tell it themselves."""
        return [spoken().say(each) for each in self._refusals if _field(each) not in fields]


@contextmanager
def saying() -> Iterator[Mistakes]:
    """The mistakes by which what is done inside is refused: it stops there, and the page goes on.

    Raises: `RoleMissing`: nothing in the form is to be mended then.
    """
    mistakes = Mistakes()
    try:
        yield mistakes
    except RoleMissing:
        raise
    except Refusal as refusal:
        mistakes.add(refusal)
    except Refused as together:
        mistakes.add(*together.refusals)


def _field(refusal: Refusal) -> str:
    return ".".join(map(str, refusal.at))
