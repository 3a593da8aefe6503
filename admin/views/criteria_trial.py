"""Trying out one component beside its form: the points of an answer and how they come about; nothing is stored."""

from collections.abc import Mapping
from dataclasses import dataclass
from fractions import Fraction

from admin.views.trial_fields import Field, Row, others, read, rows
from rules.answer import NotApplicable
from rules.combining_phrases import ABSENCES
from rules.criterion import Absence, Criterion
from rules.errors import Refused
from rules.language import Language
from rules.methods import OfBallots
from rules.reporting import Context
from rules.rubric import Rubric
from rules.scored import Scored
from rules.scoring import score
from rules.working_phrases import arithmetic, working_sentence


@dataclass(frozen=True, slots=True)
class Tried:
    """The *points* that were earned, in words *why*, and the *arithmetic*, which may be blank."""

    points: str
    why: str
    arithmetic: str


@dataclass(frozen=True, slots=True)
class Bench:
    """A component that is tried out, *leaf*, alone in a rubric; in what *year*, where deadlines matter."""

    leaf: Criterion
    rubric: Rubric
    year: int | None

    @property
    def alone(self) -> Rubric:
        """A rubric that has nothing else than it, and a point beside it: a rubric of deductions only is none."""
        beside = Criterion(f"{self.leaf.code}*", self.leaf.name, Fraction(1))
        return Rubric(self.rubric.code, self.rubric.name, self.rubric.block, (self.leaf, beside))

    def row(self, into: Language) -> Row:
        """The fields of an answer."""
        return rows(self.alone, "", None, into)[0]

    def beside(self, into: Language) -> tuple[Field, ...]:
        """The fields beside it: the best of the period, where it is held against that."""
        return others(self.alone, into)

    def tried(self, sent: Mapping[str, str], into: Language) -> Tried | None:
        """What the answer that was *sent* earns; `None` where there is none.

        Raises: `Refused`; as `rules.scoring.score`.
        """
        found = read(self.alone, (self.row(into),), sent, None, into)
        if found.refusals:
            raise Refused(found.refusals)
        if not found.answers:
            return None
        (answer,) = found.answers
        if isinstance(answer, NotApplicable):
            earns = self.leaf.not_applicable is Absence.EARNS
            points = into.points(self.leaf.max_points) if earns else ""
            return Tried(points, into.words(ABSENCES[self.leaf.not_applicable]), "")
        context = Context(self.year, found.bests.get(self.leaf.code))
        return _told(score(self.leaf.method, answer, self.leaf, context), self.leaf, into)

    @property
    def is_of_ballots(self) -> bool:
        """Whether ballots are needed, which are not typed here."""
        return isinstance(self.leaf.method, OfBallots)


def _told(scored: Scored, leaf: Criterion, into: Language) -> Tried:
    return Tried(
        into.points(scored.points),
        working_sentence(leaf.method, scored, leaf, into),
        arithmetic(scored.working, into) if scored.working.steps else "",
    )
