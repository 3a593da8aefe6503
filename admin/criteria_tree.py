"""The tree of criteria as rows of a table: what stands in each, what its parts come to, and where it can be moved."""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from enum import StrEnum
from fractions import Fraction
from typing import Any, assert_never

from rules.addresses import UnknownElement, element
from rules.combining import Best, Branch, CappedSum, Rescaled, Sum
from rules.combining_phrases import combining_sentence
from rules.content import rubric_content
from rules.criterion import Criterion
from rules.errors import N_, require
from rules.language import Language
from rules.method_phrases import method_sentence
from rules.number import ZERO, exact_text
from rules.rubric import Rubric
from rules.text import Text
from rulesvc.usecases.drafting import tag_of


class Sums(StrEnum):
    """What the maximum of a parent is held against."""

    SUM = "sum"
    LARGEST = "largest"
    NONE = "none"


class Way(StrEnum):
    """Where a criterion is moved to: by one step, or to where another one stands, as when it is dragged."""

    UP = "up"
    DOWN = "down"
    IN = "in"
    OUT = "out"
    BEFORE = "before"
    AFTER = "after"
    INTO = "into"


SUM_WORDS: Mapping[str, str] = {
    "fits": N_("the components add up to {points}"),
    "less": N_("the components add up to {points}: {difference} less than the maximum"),
    "more": N_("the components add up to {points}: {difference} more than the maximum"),
}
LARGEST_WORDS: Mapping[str, str] = {
    "fits": N_("the largest component: {points}"),
    "less": N_("the largest component: {points}, {difference} less than the maximum"),
    "more": N_("the largest component: {points}, {difference} more than the maximum"),
}
NO_SUM = N_("the components need not add up to the maximum")


@dataclass(frozen=True, slots=True, kw_only=True)
class Row:
    """A criterion at its *level* in the tree, 0 for an area.

    *how* it is scored, or its parts are combined; *sums*, what its maximum is held against, and what was *added_up*, in
    words, which *differs* from the maximum or not. *exempt* are the names of agencies for which it is not assessed. It
    can be moved the *ways* given, and *tag* is that of what was read.
    """

    criterion: Criterion
    parent: str
    level: int
    how: str
    sums: Sums
    added_up: str
    differs: bool
    exempt: tuple[str, ...]
    ways: frozenset[Way]
    tag: str


def rows(rubric: Rubric, names: Mapping[str, Text], into: Language) -> tuple[Row, ...]:
    """All criteria of *rubric* in order; *names* are those of agencies, by code."""
    content = rubric_content(rubric)
    exempt: dict[str, list[str]] = {}
    for each in rubric.exemptions:
        exempt.setdefault(each.criterion, []).append(into.text(names.get(each.agency, Text(each.agency))))
    return tuple(
        Row(
            criterion=criterion,
            parent=spot.parent,
            level=spot.level,
            how=_how(criterion, rubric, into),
            sums=_sums(criterion),
            added_up=_added_up(criterion, into),
            differs=_difference(criterion) != 0,
            exempt=tuple(exempt.get(criterion.code, ())),
            ways=spot.ways,
            tag=tag_of(element(content, ("criteria", criterion.code))),
        )
        for criterion, spot in _spots(rubric.criteria)
    )


@dataclass(frozen=True, slots=True)
class Move:
    """That the criterion with that *code* is moved, by a step or to where *other* stands."""

    code: str
    way: Way
    other: str = ""


def moved(rubric: Rubric, move: Move) -> dict[str, Any]:
    """The change by which a criterion is moved; none where it cannot be moved so.

    Raises: `rules.addresses.UnknownElement` where there is none any more at which it was dropped.
    """
    spots = {criterion.code: spot for criterion, spot in _spots(rubric.criteria)}
    spot = spots.get(move.code)
    if move.way in (Way.BEFORE, Way.AFTER, Way.INTO):
        require(spot is not None, UnknownElement(f"criteria/{move.code}"))
        require(move.other in spots, UnknownElement(f"criteria/{move.other}"))
        return _dropped(spots, move)
    if spot is None or move.way not in spot.ways:
        return {}
    return _stepped(spots, spot, move.way)


def _dropped(spots: Mapping[str, "_Spot"], move: Move) -> dict[str, Any]:
    """The change by which it stands beside the other one, or is the last of its parts."""
    if move.way is Way.INTO:
        return {"parent": move.other}
    spot, other = spots[move.code], spots[move.other]
    place = other.place + (move.way is Way.AFTER)
    if spot.parent == other.parent and spot.place < place:
        place -= 1  # it leaves its own place first
    return {"parent": other.parent or None, "position": place}


def _stepped(spots: Mapping[str, "_Spot"], spot: "_Spot", way: Way) -> dict[str, Any]:
    match way:
        case Way.UP:
            return {"position": spot.place - 1}
        case Way.DOWN:
            return {"position": spot.place + 1}
        case Way.IN:
            return {"parent": spot.before}
        case Way.OUT:
            above = spots[spot.parent]
            return {"parent": above.parent or None, "position": above.place + 1}
        case _:
            return {}


def typed_number(number: Fraction | None, into: Language) -> str:
    """A *number* as it is typed: with no signs between thousands, which would be read as decimal signs."""
    text = "" if number is None else exact_text(number)
    return text.replace(".", ",") if into.code == "vi" else text


# ---- places ----------------------------------------------------------------------------------------------------------


@dataclass(frozen=True, slots=True)
class _Spot:
    """Where a criterion stands: its *place* among the parts of its *parent*, and the criterion *before* it."""

    parent: str
    level: int
    place: int
    before: str
    ways: frozenset[Way]


def _spots(criteria: tuple[Criterion, ...], parent: str = "", level: int = 0) -> Iterator[tuple[Criterion, _Spot]]:
    for place, each in enumerate(criteria):
        before = criteria[place - 1].code if place else ""
        ways = {
            Way.UP: place > 0,
            Way.DOWN: place + 1 < len(criteria),
            Way.IN: place > 0,
            Way.OUT: bool(parent),
        }
        yield each, _Spot(parent, level, place, before, frozenset(way for way, is_open in ways.items() if is_open))
        yield from _spots(each.parts, each.code, level + 1)


# ---- sums ------------------------------------------------------------------------------------------------------------


def _sums(criterion: Criterion) -> Sums:
    match criterion.combined:
        case Sum() | Rescaled():
            return Sums.SUM if criterion.parts else Sums.NONE
        case Best() | Branch():
            return Sums.LARGEST
        case CappedSum():
            return Sums.NONE
        case _:
            assert_never(criterion.combined)


def _come_to(criterion: Criterion) -> Fraction:
    """What the maxima of the parts come to, where that of *criterion* is held against them."""
    caps = [part.max_points for part in criterion.parts]
    match _sums(criterion):
        case Sums.SUM:
            return sum(caps, ZERO)
        case Sums.LARGEST:
            return max(caps)
        case Sums.NONE:
            return criterion.max_points
        case never:
            assert_never(never)


def _difference(criterion: Criterion) -> Fraction:
    return _come_to(criterion) - criterion.max_points


def _added_up(criterion: Criterion, into: Language) -> str:
    if not criterion.parts:
        return ""
    sums, difference = _sums(criterion), _difference(criterion)
    if sums is Sums.NONE:
        return into.words(NO_SUM)
    sign = "fits" if difference == 0 else "more" if difference > 0 else "less"
    words = SUM_WORDS if sums is Sums.SUM else LARGEST_WORDS
    return into.words(words[sign], points=_come_to(criterion), difference=abs(difference))


def _how(criterion: Criterion, rubric: Rubric, into: Language) -> str:
    if criterion.parts:
        return combining_sentence(criterion.combined, criterion, rubric, into)
    return method_sentence(criterion.method, criterion, into)
