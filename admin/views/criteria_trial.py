"""Trying out one criterion beside its form: the points of what is answered and how they come about; nothing is stored.

That is a component, or a criterion of which one part counts by what is chosen elsewhere.
"""

from collections.abc import Mapping
from dataclasses import dataclass
from fractions import Fraction
from typing import Final

from admin.views.trial_field import Field
from admin.views.trial_fields import Read, Row, others, read, rows
from rules.acceptance import accept_and_add_up
from rules.answer import NotApplicable, Points
from rules.combining import Branch
from rules.combining_phrases import ABSENCES
from rules.criterion import Absence, Criterion, walk
from rules.errors import N_, Refused
from rules.language import Language
from rules.reporting import Context
from rules.rubric import Rubric
from rules.scored import Scored
from rules.scoring import score
from rules.sheet import Sheet
from rules.tally import Counting
from rules.working_phrases import arithmetic, working_sentence

_COUNTS: Final = N_("{code} {name} counts")
_NOTHING_COUNTS: Final = N_("nothing of it is assessed")
_NONE: Final = "-"


@dataclass(frozen=True, slots=True)
class Tried:
    """The *points* that were earned, in words *why*, and the *arithmetic*, which may be blank."""

    points: str
    why: str
    arithmetic: str


@dataclass(frozen=True, slots=True)
class Bench:
    """A *criterion* that is tried out, alone in a rubric; in what *year*, where deadlines matter."""

    criterion: Criterion
    rubric: Rubric
    year: int | None

    @property
    def alone(self) -> Rubric:
        """A rubric that has nothing else than it and what it hangs on.

        There is a point beside it: a rubric of deductions only is none.
        """
        below = [each.combined for each in walk((self.criterion,))]
        on = dict.fromkeys(each.on for each in below if isinstance(each, Branch) and each.on in self.rubric.criterion)
        above = (self.rubric.criterion[code] for code in on)
        beside = Criterion(self._beside, self.criterion.name, Fraction(1))
        return Rubric(self.rubric.code, self.rubric.name, self.rubric.block, (*above, self.criterion, beside))

    def require_sound(self) -> None:
        """Refuse what cannot be tried out, such as cases that lead to no part.

        Raises: `rules.errors.RubricRefusal`.
        """
        _ = self.alone

    @property
    def _beside(self) -> str:
        return f"{self.criterion.code}*"

    def rows(self, into: Language) -> tuple[Row, ...]:
        """The fields of an answer, or of several."""
        return tuple(
            row for row in rows(self.alone, "", None, into) if row.fields and row.criterion.code != self._beside
        )

    def beside(self, into: Language) -> tuple[Field, ...]:
        """The fields beside it: the best of the period, where it is held against that."""
        return others(self.alone, into)

    def tried(self, sent: Mapping[str, str], into: Language) -> Tried | None:
        """What the answer that was *sent* earns; `None` where there is none.

        Raises: `Refused`; as `rules.scoring.score`.
        """
        found = read(self.alone, self.rows(into), sent, None, into)
        if found.refusals:
            raise Refused(found.refusals)
        if not found.answers:
            return None
        if self.criterion.parts:
            return self._together(found, into)
        (answer,) = found.answers
        if isinstance(answer, NotApplicable):
            earns = self.criterion.not_applicable is Absence.EARNS
            points = into.points(self.criterion.max_points) if earns else ""
            return Tried(points, into.words(ABSENCES[self.criterion.not_applicable]), "")
        context = Context(self.year, found.bests.get(self.criterion.code))
        return _told(score(self.criterion.method, answer, self.criterion, context), self.criterion, into)

    def _together(self, found: Read, into: Language) -> Tried:
        """What several answers earn together.

        Raises: as `rules.acceptance.accept_and_add_up`.
        """
        period = _NONE if self.year is None else str(self.year)
        answers = (*found.answers, Points(self._beside, Fraction(1)))
        _, tally = accept_and_add_up(self.alone, Sheet(_NONE, period, answers, bests=found.bests))
        came_to, combined = tally.scores[self.criterion.code], tally.combined.get(self.criterion.code)
        if not came_to.applicable or not isinstance(combined, Counting):
            return Tried("", into.words(_NOTHING_COUNTS), "")
        part = self.rubric.criterion[combined.part]
        return Tried(into.points(came_to.points), into.words(_COUNTS, code=part.code, name=part.name), "")


def _told(scored: Scored, leaf: Criterion, into: Language) -> Tried:
    return Tried(
        into.points(scored.points),
        working_sentence(leaf.method, scored, leaf, into),
        arithmetic(scored.working, into) if scored.working.steps else "",
    )
