"""The rating as a picture, with the agencies of the last period that has results."""

from dataclasses import dataclass
from fractions import Fraction
from typing import Final

from admin.accounts import database
from admin.language import spoken
from admin.pictures.canvas import NARROW, WIDE
from admin.pictures.drawing import Picture, draw
from admin.pictures.rating import Holding, Region, Stretch, plane_of, stretches
from admin.pictures.standings import last_period, standing
from admin.views.edition import Shown
from rules.errors import N_
from rules.rubric import Rubric
from rules.text import Text
from rulesvc.store.judged import judged
from rulesvc.usecases.glance_words import UNDETERMINED

_LAST_RANK: Final = 3


@dataclass(frozen=True, slots=True)
class Rating:
    """The *picture* of the rating with the agencies of a *period*, and a *narrow* one for phones.

    Those *unplaced* have no place in it.
    """

    picture: Picture
    narrow: Picture
    period: str
    unplaced: tuple[Text, ...]

    def told(self, holding: Holding) -> tuple[str, str]:
        """What holds in words, and the rank of its colour."""
        table = self.picture.plane.table
        if holding.reason is not None:
            return spoken().words(UNDETERMINED[holding.reason]), "none"
        place = table.outcome_codes.index(holding.outcome)
        return spoken().text(table.outcome(holding.outcome).name), str(min(place, _LAST_RANK))

    def ranges(self, region: Region) -> tuple[str, str]:
        """Where a *region* of the picture lies, across and up, in words."""
        across, up = stretches(self.picture.plane, (each.region for each in self.picture.drawn), region)
        return _told(across), _told(up)


def _told(stretch: Stretch) -> str:
    into = spoken()

    def bound(words: str, number: Fraction) -> str:
        return into.words(words, number=f"{into.number(number)}%")

    ends = []
    if stretch.low is not None:
        ends.append(bound(N_("from {number}") if stretch.with_low else N_("above {number}"), stretch.low))
    if stretch.high is not None and stretch.low is None:
        ends.append(bound(N_("not above {number}") if stretch.with_high else N_("below {number}"), stretch.high))
    elif stretch.high is not None:
        ends.append(bound(N_("to {number}") if stretch.with_high else N_("to below {number}"), stretch.high))
    return " ".join(ends) or into.words(N_("any percentage"))


def rating(found: Shown, rubric: Rubric) -> Rating | None:
    """The picture of the rating by *rubric*, an edition with what was typed; none without a table that has a plane."""
    plane = plane_of(rubric)
    if plane is None:
        return None
    with database().reading() as reading:
        period, results = last_period(judged(reading, found.line.rubric_id, ()))
    scope = rubric.scope[plane.scope]
    placed = [(sheet.agency, standing(sheet, result, scope)) for sheet, result in results]
    standings = [each for _, each in placed if each is not None]
    unplaced = tuple(agency for agency, each in placed if each is None)
    return Rating(draw(plane, standings, WIDE), draw(plane, standings, NARROW), period, unplaced)
