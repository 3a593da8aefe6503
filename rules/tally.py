"""The exact tally: points and applicable maximum of every criterion, leaves first, then parents as they combine."""

from collections.abc import Collection, Mapping
from collections.abc import Set as AbstractSet
from dataclasses import dataclass
from fractions import Fraction
from typing import assert_never

from rules.branching import parts_taken
from rules.combining import Best, Branch, CappedSum, Combining, Rescaled, Sum
from rules.criterion import Criterion, leaves
from rules.number import ZERO, added, percentage, rounded
from rules.rubric import Rubric
from rules.sheet import Accepted


@dataclass(frozen=True, slots=True)
class Score:
    """Points of a criterion out of its applicable maximum; not *applicable* where nothing of it is assessed."""

    points: Fraction
    max_points: Fraction
    applicable: bool = True

    @property
    def percent(self) -> Fraction | None:
        """The points in per cent of the maximum; `None` where there is no maximum."""
        return percentage(self.points, self.max_points) if self.max_points.numerator > 0 else None


NOT_ASSESSED = Score(ZERO, ZERO, applicable=False)


@dataclass(frozen=True, slots=True)
class Summed:
    """What the parts of a criterion came to together, before that was rescaled or kept within its bounds."""

    points: Fraction
    max_points: Fraction


@dataclass(frozen=True, slots=True)
class Counting:
    """The part that counts for all."""

    part: str


Combined = Summed | Counting
"""How the score of a criterion came about, where it is not the sum of those of its parts."""


@dataclass(frozen=True, slots=True)
class Tally:
    """Scores by criterion, in the order of the rubric, and the total.

    *combined* tells of the criteria that are no plain sum, under the blank code of a total that was kept within bounds.
    """

    scores: Mapping[str, Score]
    total: Score
    combined: Mapping[str, Combined]


def tally(rubric: Rubric, sheet: Accepted) -> Tally:
    """Add up an accepted *sheet*."""
    exempt = rubric.exempt.get(sheet.agency, frozenset())
    taken = parts_taken(rubric, sheet.answers)
    adding = _Adding(sheet, exempt, taken, dict.fromkeys(rubric.criterion, NOT_ASSESSED), {})
    areas = [(_score(area, adding), area.extra) for area in rubric.criteria]
    return Tally(adding.scores, _total(areas, adding), adding.combined)


@dataclass(frozen=True, slots=True)
class _Adding:
    """A tally in the making."""

    sheet: Accepted
    exempt: AbstractSet[str]
    taken: Mapping[str, str]
    scores: dict[str, Score]
    combined: dict[str, Combined]


def _score(criterion: Criterion, adding: _Adding) -> Score:
    if criterion.parts:
        parts = {part.code: _score(part, adding) for part in criterion.parts}
        score = _together(criterion, criterion.combined, parts, adding)
    else:
        scored = adding.sheet.scored.get(criterion.code)
        counts = scored is not None and scored.applicable
        score = Score(scored.points, criterion.max_points) if scored and counts else NOT_ASSESSED
    adding.scores[criterion.code] = score
    return score


def _together(criterion: Criterion, combined: Combining, parts: Mapping[str, Score], adding: _Adding) -> Score:
    """The score that those of the *parts* come to; what is not assessed has no say in it."""
    if isinstance(combined, Branch):
        return _of_branch(criterion, parts, adding)
    assessed = {code: score for code, score in parts.items() if score.applicable}
    if not assessed:
        return NOT_ASSESSED
    cap, summed = criterion.max_points, _sum(assessed.values())
    match combined:
        case Sum():
            return summed
        case Rescaled(places):
            if summed.max_points == cap or summed.max_points <= 0:
                return summed
            points = min(rounded(summed.points * cap / summed.max_points, places), cap)
        case CappedSum():
            points = min(max(summed.points, criterion.min_points), cap)
            if points == summed.points:
                return Score(points, cap)
        case Best():
            best = max(assessed, key=lambda code: assessed[code].points)
            adding.combined[criterion.code] = Counting(best)
            return Score(assessed[best].points, max(score.max_points for score in assessed.values()))
        case _:
            assert_never(combined)
    adding.combined[criterion.code] = Summed(summed.points, summed.max_points)
    return Score(points, cap)


def _of_branch(criterion: Criterion, parts: Mapping[str, Score], adding: _Adding) -> Score:
    """The score of the part that counts, out of the maximum of *criterion* less what is left out of that part.

    What that part is worth less than others stays in the maximum, even where nothing of it is assessed.
    """
    part = adding.taken[criterion.code]
    if not part:
        return NOT_ASSESSED
    score = parts[part]
    most = criterion.max_points - _cap(criterion, part) + score.max_points
    if not score.applicable and (most <= 0 or all(leaf.code in adding.exempt for leaf in leaves(criterion.parts))):
        return NOT_ASSESSED
    adding.combined[criterion.code] = Counting(part)
    return Score(score.points, most)


def _cap(criterion: Criterion, part: str) -> Fraction:
    return next(each.max_points for each in criterion.parts if each.code == part)


def _total(areas: list[tuple[Score, bool]], adding: _Adding) -> Score:
    """The areas together; with extra points, which are no part of the maximum, from nothing to the maximum."""
    assessed = [(score, extra) for score, extra in areas if score.applicable]
    if not assessed:
        return NOT_ASSESSED
    points = added(score.points for score, _ in assessed)
    most = added(score.max_points for score, extra in assessed if not extra)
    kept = min(max(points, ZERO), most) if any(extra for _, extra in areas) else points
    if kept != points:
        adding.combined[""] = Summed(points, most)
    return Score(kept, most)


def _sum(assessed: Collection[Score]) -> Score:
    points = added([score.points for score in assessed])
    return Score(points, added([score.max_points for score in assessed]))
