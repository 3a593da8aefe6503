"""Languages: words from catalogues, and numbers as each language writes them.

Message ids are English; a catalogue (`locale/vi/LC_MESSAGES/*.po`) holds the Vietnamese. It is read as it stands,
so there is no compiled copy that could be stale.
"""

from collections.abc import Iterable
from datetime import date, datetime, timedelta, timezone
from fractions import Fraction
from pathlib import Path
from typing import Any

from babel.messages.pofile import read_po

from rules.errors import N_, Refusal
from rules.number import Comparison, Count, decimal_text, exact_text, printed, rounded_up
from rules.said import Said, said
from rules.text import Text

LOCALE = Path(__file__).parent / "locale"
"""The catalogues of the engine."""

CODES = ("vi", "en")
"""Languages of the pages, first choice first."""

VIETNAM = timezone(timedelta(hours=7))
"""The time of Vietnam, by which days begin."""

_LONGEST_SHOWN = 120
_PARTS = 10**4
"""Of one, of which whole ones are written where a number is broken off."""

_NO_LIMIT = N_("no limit")
_OF_CRITERION = N_("Criterion {criterion}: {told}")
"""How a refusal is told whose own words do not name the criterion it is about."""
_MOMENT = N_("{hour}:{minute} on {day} (UTC+7)")
_FEBRUARY = 2


def day_of(moment: datetime) -> date:
    """The day that it is in Vietnam at that *moment*."""
    return moment.astimezone(VIETNAM).date()


class Language:
    """A language: its *code*, and the catalogues under *directories*, later ones first."""

    def __init__(self, code: str, directories: Iterable[Path] = (LOCALE,)) -> None:
        self.code = code
        self._decimal, self._thousand = (",", ".") if code == "vi" else (".", ",")
        self._catalogue: dict[str, str] = {}
        for directory in directories:
            for path in sorted((directory / code / "LC_MESSAGES").glob("*.po")):
                self._catalogue |= read_catalogue(path)

    def words(self, message: str, **facts: Any) -> str:
        """*message* in this language, filled with *facts*, each written as this language writes it."""
        written = {name: fact if isinstance(fact, str) else self.written(fact) for name, fact in facts.items()}
        return self._catalogue.get(message, message).format(**written)

    def say(self, refusal: Refusal) -> str:
        """What *refusal* says in this language; what was sent is shown, but not at any length."""
        facts = {
            name: said(refusal.nothing) if fact == () else _clipped(fact) if isinstance(fact, str) else fact
            for name, fact in refusal.facts().items()
        }
        told = self.words(refusal.words, **facts)
        return self.words(_OF_CRITERION, criterion=_clipped(refusal.of), told=told) if refusal.of else told

    def text(self, text: Text) -> str:
        """*text* in this language."""
        return text.in_language(self.code)

    def written(self, fact: Any) -> str:
        """*fact* as this language writes it."""
        match fact:
            case None:
                return self._catalogue.get(_NO_LIMIT, _NO_LIMIT)
            case bool():
                return str(fact).lower()
            case Count():
                return self.count(fact)
            case Fraction() | int():
                return self.decimals(Fraction(fact))
            case Text():
                return self.text(fact)
            case Said():
                return self.words(fact.words, **fact.facts)
            case datetime():
                return self.moment(fact)
            case date():
                return self.day(fact)
            case tuple():
                return ", ".join(self.written(each) for each in fact)
            case _:
                return str(fact)

    def number(self, number: Fraction) -> str:
        """*number* exactly: a plain decimal, or a fraction where it is no finite one."""
        return self.digits(exact_text(number))

    def decimals(self, number: Fraction) -> str:
        """*number* as a decimal, broken off where it would not end: few read 22945/249 as 92.1485…."""
        whole = self.number(number)
        return f"{self.number(Fraction(int(number * _PARTS), _PARTS))}…" if "/" in whole else whole

    def count(self, count: int) -> str:
        """*count* as reports write it: from one to nine with a zero in Vietnamese."""
        return f"{count:02}" if self.code == "vi" and 0 < count < 10 else self.digits(str(count))  # noqa: PLR2004

    def day(self, day: date) -> str:
        """*day* as official papers write it, where only days below ten and the first two months carry a zero."""
        if self.code != "vi":
            return day.isoformat()
        return f"{day.day:02}/{self.month(day.month)}/{day.year}"

    def month(self, month: int) -> str:
        """*month* by its number, in Vietnamese with a zero as in a day."""
        return f"{month:02}" if self.code == "vi" and month <= _FEBRUARY else str(month)

    def moment(self, moment: datetime) -> str:
        """*moment* in the time of Vietnam, to the minute."""
        local = moment.astimezone(VIETNAM)
        return self.words(_MOMENT, hour=f"{local:%H}", minute=f"{local:%M}", day=local.date())

    def points(self, points: Fraction) -> str:
        """*points* with two decimals, more where they have more: `9,75`."""
        try:
            return self.digits(decimal_text(points, 2))
        except ValueError:
            return self.digits(printed(points))

    def percent(self, percent: Fraction, comparisons: Iterable[Comparison] = ()) -> str:
        """*percent* with two decimals and on the right side of every threshold: `80,97%`."""
        return self.digits(printed(percent, comparisons)) + "%"

    def shortfall(self, points: Fraction) -> str:
        """*points* rounded up to two decimals, so that reaching them suffices: 0.175 is `0,18`."""
        return self.points(rounded_up(points, 2))

    def digits(self, text: str) -> str:
        """A plain number's *text* with this language's signs for decimals and thousands."""
        whole, point, decimals = text.partition(".")
        if whole.lstrip("-").isdigit():
            whole = f"{int(whole):,}".replace(",", self._thousand) if whole != "-0" else whole
        return whole + (self._decimal if point else "") + decimals


def _clipped(given: str) -> str:
    return given if len(given) <= _LONGEST_SHOWN else given[:_LONGEST_SHOWN] + "…"


def read_catalogue(path: Path) -> dict[str, str]:
    """What the `.po` file at *path* says for each message that it translates."""
    with path.open("rb") as file:
        return {str(each.id): str(each.string) for each in read_po(file) if each.id and each.string and not each.fuzzy}
