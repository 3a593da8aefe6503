"""Losses: the components that lost points, each with what was reported and what the scoring guide made of it."""

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from fractions import Fraction
from typing import Final

from rules.criterion import Criterion
from rules.errors import N_
from rules.method_phrases import points_text
from rules.number import ZERO, Count
from rules.phrases import area_name
from rules.scored import Scored
from rules.telling import Telling
from rules.working_phrases import working_sentence

_MOST: Final = 5
"""Components of one area that are told one by one, those that lost most; more would not be read."""


@dataclass(frozen=True, slots=True)
class Loss:
    """A *leaf* that has fewer points than its maximum."""

    leaf: Criterion
    points: Fraction

    @property
    def lost(self) -> Fraction:
        """Points that are not had."""
        return self.leaf.max_points - self.points


def losses(telling: Telling, criteria: Iterable[str]) -> list[str]:
    """What lost points in each of *criteria* (blank: in all), a sentence each; none where points came ready-made."""
    return [sentence for code in dict.fromkeys(criteria) if (sentence := _of(telling, code))]


def _of(telling: Telling, code: str) -> str:
    rubric = telling.rubric
    within = (rubric.criterion[code],) if code else tuple(area for area in rubric.criteria if not area.extra)
    found = sorted(_lost(telling, within), key=lambda loss: loss.lost, reverse=True)
    if not found or not any(loss.leaf not in within or has_working(telling, loss.leaf) for loss in found):
        return ""
    told = "; ".join(loss_text(telling, loss) for loss in found[:_MOST])
    others = found[_MOST:]
    if others:
        lost = points_text(sum((loss.lost for loss in others), ZERO), telling.language)
        told += telling.language.words(N_("; and {count} others: {lost} deducted"), count=Count(len(others)), lost=lost)
    if not code:
        return telling.language.words(N_("Components that lost most points: {told}"), told=told)
    words = N_("Components of {name} that lost points: {told}")
    return telling.language.words(words, name=area_name(telling, rubric.criterion[code]), told=told)


def _lost(telling: Telling, criteria: Iterable[Criterion]) -> Iterator[Loss]:
    """The leaves below *criteria* that lost points; of parts that exclude each other those of the one that counts."""
    for criterion in criteria:
        line = telling.lines[criterion.code]
        if not line["applicable"]:
            continue
        part = line.get("combined", {}).get("part")
        yield from _lost(telling, (each for each in criterion.parts if part in {None, each.code}))
        points = Fraction(line["points"] or 0)
        if not criterion.parts and points < criterion.max_points:
            yield Loss(criterion, points)


def has_working(telling: Telling, leaf: Criterion) -> bool:
    """Whether the points of *leaf* were worked out."""
    return "working" in telling.lines[leaf.code]


def loss_text(telling: Telling, loss: Loss) -> str:
    """A *loss* with its reason: “3.2.1 Dossiers in time (dossiers in time 91.2%, ...: 0.50 points deducted)”."""
    leaf, language = loss.leaf, telling.language
    words = N_("{code} {name} ({why})")
    return language.words(words, code=leaf.code, name=leaf.name, why=working_text(telling, leaf))


def working_text(telling: Telling, leaf: Criterion) -> str:
    """How *leaf*, which is assessed, came to its points."""
    language, points = telling.language, Fraction(telling.lines[leaf.code]["points"] or 0)
    if has_working(telling, leaf):
        scored = Scored(points, telling.workings[leaf.code])
        return working_sentence(leaf.method, scored, leaf, language)
    if points == leaf.max_points:
        return language.words(N_("the maximum"))
    return language.words(N_("{lost} deducted"), lost=points_text(leaf.max_points - points, language))
