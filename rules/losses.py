"""Losses: the components that lost points, each with what was reported and what the scoring guide made of it."""

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from fractions import Fraction
from functools import lru_cache
from typing import Final

from rules.combining import Rescaled
from rules.criterion import Criterion, leaves
from rules.errors import N_
from rules.method_phrases import points_text
from rules.number import ZERO, Count
from rules.phrases import area_name
from rules.rubric import Rubric
from rules.scored import Scored
from rules.telling import Telling
from rules.working_phrases import Setting, is_own_report, points_sentence, working_sentence

_ALL: Final = 20
"""Components that are all told one by one; of more those that lost most."""
_MOST: Final = 10
"""How many of more are told one by one."""


@dataclass(frozen=True, slots=True)
class Loss:
    """The points that a leaf has not, or takes off; of a *criterion* with parts, what their combining cost besides.

    Combining may also spare points: what is kept within a minimum, or counts for more than it has, *lost* less than 0.
    """

    criterion: Criterion
    lost: Fraction


def losses(telling: Telling, criteria: Iterable[str]) -> list[str]:
    """What lost points in each of *criteria* (blank: in all), a sentence each; none where points came ready-made."""
    return [sentence for code in dict.fromkeys(criteria) for sentence in _of(telling, code)]


def _of(telling: Telling, code: str) -> Iterator[str]:
    rubric, language = telling.rubric, telling.language
    within = (rubric.criterion[code],) if code else rubric.criteria
    beside = tuple(lost_within(telling, (area for area in within if area.extra), extra=True))
    found = tuple(lost_within(telling, (area for area in within if not area.extra)))
    if any(_was_worked_out(telling, loss.criterion, within) for loss in found):
        words, facts = _heading(telling, code)
        yield language.words(words, told=_told(telling, found), **facts)
    if beside:
        yield language.words(N_("Points taken off: {told}"), told=_told(telling, beside))
    bonus = tuple(_added_within(telling, (area for area in within if area.extra)))
    if bonus:
        yield language.words(N_("Bonus points: {told}"), told=_told_one_by_one(telling, bonus))


def _was_worked_out(telling: Telling, criterion: Criterion, within: tuple[Criterion, ...]) -> bool:
    """Whether the points of *criterion* were worked out or added up, and not given for all that is told."""
    return criterion not in within or bool(criterion.parts) or has_working(telling, criterion)


def _heading(telling: Telling, code: str) -> tuple[str, dict[str, str]]:
    if not code:
        return N_("Components that lost most points: {told}"), {}
    name = area_name(telling, telling.rubric.criterion[code])
    return N_("Components of {name} that lost points: {told}"), {"name": name}


def _told(telling: Telling, found: Iterable[Loss]) -> str:
    """Those that lost most one by one, the others by their number, and what was spared of them."""
    ordered = sorted(found, key=lambda loss: loss.lost, reverse=True)
    language, costs = telling.language, [loss for loss in ordered if loss.lost > 0]
    most = _MOST if len(costs) > _ALL else _ALL
    shown, others, spared = costs[:most], costs[most:], ordered[len(costs) :]
    told = "; ".join(loss_text(telling, loss) for loss in shown)
    if others:
        lost = points_text(sum((loss.lost for loss in others), ZERO), language)
        told += language.words(N_("; and {count} others: {lost} deducted"), count=Count(len(others)), lost=lost)
    told = "; ".join((told, *(loss_text(telling, loss) for loss in spared)))
    return _with_source(telling, told, shown)


def _told_one_by_one(telling: Telling, found: Iterable[Loss]) -> str:
    """Bonus points: each with where it comes from, the largest first."""
    ordered = sorted(found, key=lambda bonus: bonus.lost)
    return _with_source(telling, "; ".join(loss_text(telling, bonus) for bonus in ordered), ordered)


def _with_source(telling: Telling, told: str, shown: Iterable[Loss]) -> str:
    """What is *told* of those that are *shown*, with whose report it is where no other source is named."""
    codes = [loss.criterion.code for loss in shown if has_working(telling, loss.criterion)]
    if any(is_own_report(telling.workings[code]) for code in codes):
        words = N_("{told}. Figures without a source are the agency's own report")
        return telling.language.words(words, told=told)
    return told


def lost_within(telling: Telling, criteria: Iterable[Criterion], *, extra: bool = False) -> Iterator[Loss]:
    """What lost points in *criteria*, which adds up to their maximum less their points; of parts those that count.

    Of *extra* points, to what was taken off: a bonus that was not earned is no loss.
    """
    for criterion in criteria:
        lost = _less(telling, criterion, extra=extra)
        if lost == 0 and not extra:  # what its parts lost was spared
            continue
        parts = _counting(telling, criterion)
        yield from lost_within(telling, parts, extra=extra)
        own = lost - sum((_less(telling, part, extra=extra) for part in parts), ZERO)
        if lost > 0 and own != 0:
            yield Loss(criterion, own)


def _added_within(telling: Telling, criteria: Iterable[Criterion]) -> Iterator[Loss]:
    """What added points in *criteria* of extra points, as losses below 0; what combining took away is above."""
    for criterion in criteria:
        lost = _less(telling, criterion, extra=True)
        parts = _counting(telling, criterion)
        yield from _added_within(telling, parts)
        own = lost - sum((_less(telling, part, extra=True) for part in parts), ZERO)
        if lost <= 0 and own != 0:
            yield Loss(criterion, own)


def _less(telling: Telling, criterion: Criterion, *, extra: bool) -> Fraction:
    """By how much *criterion* is below its maximum, with *extra* points below nothing; 0 where it is not assessed."""
    line = telling.lines[criterion.code]
    full = ZERO if extra else Fraction(line["max_points"])
    return full - Fraction(line["points"] or 0) if line["applicable"] else ZERO


def _counting(telling: Telling, criterion: Criterion) -> tuple[Criterion, ...]:
    """The parts of *criterion*; of those that exclude each other the one that counts."""
    part = telling.lines[criterion.code].get("combined", {}).get("part")
    return tuple(each for each in criterion.parts if part in {None, each.code})


def has_working(telling: Telling, leaf: Criterion) -> bool:
    """Whether the points of *leaf* were worked out."""
    return "working" in telling.lines[leaf.code]


def loss_text(telling: Telling, loss: Loss) -> str:
    """A *loss* with its reason: “3.2.1 Dossiers in time (0.50 points deducted: dossiers in time 91.2%, ...)”."""
    criterion, language = loss.criterion, telling.language
    why = _cost(telling, loss) if criterion.parts else working_text(telling, criterion, alone=False)
    return language.words(N_("{code} {name} ({why})"), code=criterion.code, name=criterion.name, why=why)


def _cost(telling: Telling, loss: Loss) -> str:
    """What combining the parts of a criterion cost beside what they lost, or spared of it."""
    lost, words = points_text(abs(loss.lost), telling.language), N_("{lost} deducted: {why}")
    if loss.lost < 0:
        words = N_("{lost} not deducted: {why}")
    elif is_extra(telling.rubric, loss.criterion):
        words = N_("{lost} not added: {why}")
    elif isinstance(loss.criterion.combined, Rescaled):
        words = N_("{lost} deducted by rescaling, beside what its components lost: {why}")
    return telling.language.words(words, lost=lost, why=_of_combining(telling, loss))


def _of_combining(telling: Telling, loss: Loss) -> str:
    criterion, language = loss.criterion, telling.language
    line = telling.lines[criterion.code]
    if "part" in (combined := line.get("combined", {})):
        if not telling.lines[combined["part"]]["applicable"]:
            return language.words(N_("{part} counts, of which nothing is assessed"), part=combined["part"])
        facts = {"part": combined["part"], "most": Fraction(telling.lines[combined["part"]]["max_points"])}
        words = N_("{part} counts, which has at most {most} of {cap} points")
        return language.words(words, cap=Fraction(line["max_points"]), **facts)
    if isinstance(criterion.combined, Rescaled):
        return rescaled_text(telling, criterion)
    if criterion.max_points == 0:
        most = points_text(-criterion.min_points, language)
        return language.words(N_("in all at most {most} are taken off"), most=most)
    words = N_("the components together count for {low} to {cap} points")
    return language.words(words, low=criterion.min_points, cap=criterion.max_points)


def rescaled_text(telling: Telling, criterion: Criterion) -> str:
    """What the points of a *criterion* were rescaled from."""
    combined = telling.lines[criterion.code].get("combined", {})
    points, maximum = Fraction(combined["points"]), Fraction(combined["max_points"])
    words = N_("{points}/{maximum} points of what is assessed, in proportion to {cap} points")
    return telling.language.words(words, points=points, maximum=maximum, cap=criterion.max_points)


def working_text(telling: Telling, leaf: Criterion, *, alone: bool = True) -> str:
    """How *leaf*, which is assessed, came to its points; *alone* or among others."""
    language, points = telling.language, Fraction(telling.lines[leaf.code]["points"] or 0)
    extra = is_extra(telling.rubric, leaf)
    if has_working(telling, leaf):
        scored = Scored(points, telling.workings[leaf.code])
        return working_sentence(leaf.method, scored, leaf, language, Setting(extra, alone))
    if points == leaf.max_points and not extra:
        return language.words(N_("the maximum"))
    return points_sentence(points, leaf, language, extra=extra)


def is_extra(rubric: Rubric, criterion: Criterion) -> bool:
    """Whether the points of *criterion* are beside the maximum."""
    return all(leaf.code in extra_codes(rubric) for leaf in leaves((criterion,)))


@lru_cache(maxsize=64)
def extra_codes(rubric: Rubric) -> frozenset[str]:
    """Codes of the leaves whose points are beside the maximum."""
    return frozenset(leaf.code for leaf in leaves(tuple(area for area in rubric.criteria if area.extra)))
