"""Cells of pasted rows that many lists have: an agency by code or name, a whole number, a day, yes or no."""

from collections.abc import Collection, Iterable, Mapping
from dataclasses import dataclass
from fractions import Fraction
from typing import Final

from rules.errors import N_, InputRefusal, Path, require
from rules.number import Count
from rulesvc.errors import UnknownAgency
from rulesvc.store.alike import closest
from rulesvc.store.folding import folded
from rulesvc.usecases.agencies import AgencyDetails
from rulesvc.usecases.written_numbers import read_number

AGENCY: Final[Mapping[str, str]] = {
    "ma": "agency",
    "ma co quan": "agency",
    "code": "agency",
    "co quan": "agency",
    "co quan, don vi": "agency",
    "don vi": "agency",
    "ten": "agency",
    "ten co quan": "agency",
    "ten co quan, don vi": "agency",
}
"""What the column of agencies may be called as well."""

_YES: Final = frozenset({"co", "x", "yes", "1"})
_NO: Final = frozenset({"khong", "no", "0"})
_LONGEST: Final = 10
"""So many digits are more than any rank has, and few enough to be read."""


@dataclass(eq=False)
class NeitherYesNorNo(InputRefusal):
    """Something that is neither yes nor no."""

    given: str
    words = N_("“{given}” is neither yes nor no. Write yes or no; blank where it is not known.")


@dataclass(eq=False)
class NoWholeNumber(InputRefusal):
    """Something that is no whole number."""

    given: str
    words = N_("“{given}” is not a whole number.")


@dataclass(eq=False)
class AgenciesAlike(InputRefusal):
    """A name that several agencies have."""

    count: int
    given: str
    codes: tuple[str, ...]
    words = N_("{count} agencies are called “{given}”: {codes}. Write the code of the one that is meant.")


class Agencies:
    """Agencies by their codes and by their names: as they are written, else whatever their accents and case."""

    def __init__(self, known: Iterable[AgencyDetails]) -> None:
        every = tuple(known)
        self._names: dict[str, set[str]] = {}
        for each in every:
            for name in (each.name, each.short_name, each.name_en, each.short_name_en):
                for form in {name, folded(name)} - {""}:
                    self._names.setdefault(form, set()).add(each.code)
        self._known: Collection[str] = {each.code for each in every}

    def code_of(self, given: str) -> str:
        """The code of the agency that is *given* by code or name.

        Raises: `UnknownAgency`, `AgenciesAlike`.
        """
        if given in self._known:
            return given
        codes = sorted(self._names.get(given) or self._names.get(folded(given)) or ())
        if not codes:
            raise UnknownAgency(given, closest(given, self._known), at=("agency",))
        require(len(codes) == 1, AgenciesAlike(Count(len(codes)), given, tuple(codes), at=("agency",)))
        return codes[0]


def yes_or_no(given: str, *, at: Path) -> bool | None:
    """What is said; `None` where nothing is.

    Raises: `NeitherYesNorNo`.
    """
    word = folded(given)
    if word and word not in _YES | _NO:
        raise NeitherYesNorNo(given, at=at)
    return word in _YES if word else None


def whole(given: str, *, at: Path) -> int | None:
    """The whole number; `None` where nothing stands.

    Raises: `NoWholeNumber`.
    """
    if given and not (given.isascii() and given.isdigit()):
        raise NoWholeNumber(given, at=at)
    return int(given[:_LONGEST]) if given else None


def number(given: str, *, at: Path) -> Fraction | None:
    """The number, be there a sign of percent behind it; `None` where nothing stands.

    Raises: refusals of `read_number`.
    """
    bare = given.removesuffix("%").rstrip()
    if not bare:
        return None
    try:
        return read_number(bare)
    except InputRefusal as refusal:
        refusal.at = at
        raise
