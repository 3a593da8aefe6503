"""The exact tally: points and applicable maximum of every criterion, leaves first, parents by sum."""

from collections.abc import Mapping
from dataclasses import dataclass
from fractions import Fraction

from rules.answer import Points
from rules.criterion import ZERO, Criterion
from rules.number import percentage
from rules.rubric import Rubric
from rules.sheet import Sheet


@dataclass(frozen=True, slots=True)
class Score:
    """Points of a criterion out of its applicable maximum, and in per cent of it.

    Not *applicable* where nothing of it is assessed; *percent* is `None` where there is no maximum.
    """

    points: Fraction
    max_points: Fraction
    applicable: bool
    percent: Fraction | None


NOT_ASSESSED = Score(ZERO, ZERO, applicable=False, percent=None)


@dataclass(frozen=True, slots=True)
class Tally:
    """Scores by criterion, in the order of the rubric, and the total."""

    scores: Mapping[str, Score]
    total: Score


def tally(rubric: Rubric, sheet: Sheet) -> Tally:
    """Add up an accepted *sheet*."""
    points = {answer.criterion: answer.points for answer in sheet.answers if isinstance(answer, Points)}
    scores: dict[str, Score] = dict.fromkeys(rubric.criterion, NOT_ASSESSED)
    areas = tuple(_score(criterion, points, scores) for criterion in rubric.criteria)
    return Tally(scores, _sum(areas))


def _score(criterion: Criterion, points: Mapping[str, Fraction], scores: dict[str, Score]) -> Score:
    if criterion.parts:
        score = _sum(tuple(_score(part, points, scores) for part in criterion.parts))
    elif criterion.code in points:
        score = _assessed(points[criterion.code], criterion.max_points)
    else:
        score = NOT_ASSESSED
    scores[criterion.code] = score
    return score


def _sum(scores: tuple[Score, ...]) -> Score:
    assessed = [score for score in scores if score.applicable]
    if not assessed:
        return NOT_ASSESSED
    points = sum((score.points for score in assessed), ZERO)
    return _assessed(points, sum((score.max_points for score in assessed), ZERO))


def _assessed(points: Fraction, max_points: Fraction) -> Score:
    percent = percentage(points, max_points) if max_points > 0 else None
    return Score(points, max_points, applicable=True, percent=percent)
