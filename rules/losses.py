"""Losses: the components that lost points, each with what was reported and what the scoring guide made of it."""

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from fractions import Fraction
from functools import lru_cache
from typing import Final

from rules.criterion import Criterion, leaves
from rules.errors import N_
from rules.method_phrases import points_text
from rules.number import ZERO, Count
from rules.phrases import area_name
from rules.rubric import Rubric
from rules.scored import Scored
from rules.telling import Telling
from rules.working_phrases import Setting, is_own_report, points_sentence, working_sentence

_MOST: Final = 5
"""Components of one area that are told one by one, those that lost most; more would not be read."""


@dataclass(frozen=True, slots=True)
class Loss:
    """A *leaf* with fewer points than it may have; of *extra* points, one that took points off."""

    leaf: Criterion
    points: Fraction
    extra: bool = False

    @property
    def lost(self) -> Fraction:
        """Points that are not had, or that were taken off; a bonus that was not earned is no loss."""
        return -self.points if self.extra else self.leaf.max_points - self.points


def losses(telling: Telling, criteria: Iterable[str]) -> list[str]:
    """What lost points in each of *criteria* (blank: in all), a sentence each; none where points came ready-made."""
    return [sentence for code in dict.fromkeys(criteria) for sentence in _of(telling, code)]


def _of(telling: Telling, code: str) -> Iterator[str]:
    rubric, language = telling.rubric, telling.language
    within = (rubric.criterion[code],) if code else rubric.criteria
    beside = tuple(_lost(telling, (area for area in within if area.extra), extra=True))
    found = tuple(_lost(telling, (area for area in within if not area.extra)))
    if any(loss.leaf not in within or has_working(telling, loss.leaf) for loss in found):
        words, facts = _heading(telling, code)
        yield language.words(words, told=_told(telling, found), **facts)
    if beside:
        yield language.words(N_("Points taken off: {told}"), told=_told(telling, beside))


def _heading(telling: Telling, code: str) -> tuple[str, dict[str, str]]:
    if not code:
        return N_("Components that lost most points: {told}"), {}
    name = area_name(telling, telling.rubric.criterion[code])
    return N_("Components of {name} that lost points: {told}"), {"name": name}


def _told(telling: Telling, found: Iterable[Loss]) -> str:
    """Those that lost most one by one, the others by their number."""
    ordered = sorted(found, key=lambda loss: loss.lost, reverse=True)
    language, shown, others = telling.language, ordered[:_MOST], ordered[_MOST:]
    told = "; ".join(loss_text(telling, loss) for loss in shown)
    if others:
        lost = points_text(sum((loss.lost for loss in others), ZERO), language)
        told += language.words(N_("; and {count} others: {lost} deducted"), count=Count(len(others)), lost=lost)
    if any(has_working(telling, each.leaf) and is_own_report(telling.workings[each.leaf.code]) for each in shown):
        return language.words(N_("{told}. Figures without a source are the agency's own report"), told=told)
    return told


def _lost(telling: Telling, criteria: Iterable[Criterion], *, extra: bool = False) -> Iterator[Loss]:
    """The leaves below *criteria* that lost points; of parts that exclude each other those of the one that counts."""
    for criterion in criteria:
        line = telling.lines[criterion.code]
        if not line["applicable"]:
            continue
        part = line.get("combined", {}).get("part")
        yield from _lost(telling, (each for each in criterion.parts if part in {None, each.code}), extra=extra)
        loss = Loss(criterion, Fraction(line["points"] or 0), extra)
        if not criterion.parts and loss.lost > 0:
            yield loss


def has_working(telling: Telling, leaf: Criterion) -> bool:
    """Whether the points of *leaf* were worked out."""
    return "working" in telling.lines[leaf.code]


def loss_text(telling: Telling, loss: Loss) -> str:
    """A *loss* with its reason: “3.2.1 Dossiers in time (0.50 points deducted: dossiers in time 91.2%, ...)”."""
    leaf, language = loss.leaf, telling.language
    words = N_("{code} {name} ({why})")
    return language.words(words, code=leaf.code, name=leaf.name, why=working_text(telling, leaf, alone=False))


def working_text(telling: Telling, leaf: Criterion, *, alone: bool = True) -> str:
    """How *leaf*, which is assessed, came to its points; *alone* or among others."""
    language, points = telling.language, Fraction(telling.lines[leaf.code]["points"] or 0)
    extra = leaf.code in extra_codes(telling.rubric)
    if has_working(telling, leaf):
        scored = Scored(points, telling.workings[leaf.code])
        return working_sentence(leaf.method, scored, leaf, language, Setting(extra, alone))
    if points == leaf.max_points and not extra:
        return language.words(N_("the maximum"))
    return points_sentence(points, leaf, language, extra=extra)


@lru_cache(maxsize=64)
def extra_codes(rubric: Rubric) -> frozenset[str]:
    """Codes of the leaves whose points are beside the maximum."""
    return frozenset(leaf.code for leaf in leaves(tuple(area for area in rubric.criteria if area.extra)))
