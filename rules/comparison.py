"""What a draft changes against the edition in force, by meaning: what an approver has to see, exactly.

Parts are matched before they are compared: criteria by where the draft says that they come from, all others by their
codes, entries of a list by what they are about. A criterion that is only called otherwise is the same wherever it is
named; a condition whose threshold differs has changed, and was not replaced.
"""

from collections import defaultdict
from collections.abc import Hashable, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from functools import cached_property
from itertools import chain

from rules.comparison_elements import View, elements, view_of
from rules.comparison_values import Change, Element, Entry, Fact, Heading, Kind, Listed, Part, Position
from rules.errors import N_, Refusal
from rules.rubric import Rubric
from rules.said import said
from rules.table import unknown
from rules.together import raise_first

Pair = tuple[int, int]
"""Places of the same thing, in the edition in force and in the draft."""


def compare(
    old: Rubric,
    new: Rubric,
    *,
    old_periods: Iterable[str] = (),
    new_periods: Iterable[str] = (),
    origins: Mapping[str, tuple[str, ...]] | None = None,
) -> tuple[Change, ...]:
    """What *new* changes against *old*, in the order of the draft; what is gone stands behind what it stood behind.

    *origins*: for criteria of *new*, those of *old* that they come from; one that is not named comes from the criterion
    of its code. Raises: `UnknownReference` where they name a criterion that is not there.
    """
    lineage = _lineage(old, new, origins or {})
    before = tuple(elements(View(old, tuple(old_periods), lineage.successors, lineage.references)))
    after = tuple(elements(view_of(new, tuple(new_periods))))
    pairs = _paired(dict(enumerate(each.key for each in before)), dict(enumerate(each.key for each in after)))
    changes = chain(
        _gone(before, after, pairs, lineage),
        _new(before, after, pairs, lineage),
        *(_differing(before[i], after[j]) for i, j in pairs),
        _moved(before, after, pairs),
    )
    order = _order(before, after, pairs)
    ordered = sorted(changes, key=lambda change: order[change.before if change.after is None else None, change.after])
    return tuple(replace(change, place=place) for place, change in enumerate(ordered))


def _paired(old: Mapping[int, Hashable], new: Mapping[int, Hashable]) -> list[Pair]:
    """The places of equal keys; where a key stands several times, the first with the first."""
    waiting: dict[Hashable, list[int]] = defaultdict(list)
    for j, key in new.items():
        waiting[key].append(j)
    return [(i, waiting[key].pop(0)) for i, key in old.items() if waiting[key]]


def _order(
    before: Sequence[Element], after: Sequence[Element], pairs: Sequence[Pair]
) -> Mapping[tuple[Heading | None, Heading | None], tuple[int, int]]:
    """Where changes stand, by the part of the edition in force that is gone, or the part of the draft."""
    order: dict[tuple[Heading | None, Heading | None], tuple[int, int]] = {
        (None, each.heading): (j, 0) for j, each in enumerate(after)
    }
    known, last = dict(pairs), -1
    for i, each in enumerate(before):
        last = known.get(i, last)
        order[each.heading, None] = (last, i + 1)
    return order


# ---- where criteria come from ----------------------------------------------------------------------------------------


@dataclass(frozen=True)
class _Lineage:
    """For every criterion of the draft those it comes from."""

    origins: Mapping[str, tuple[str, ...]]

    @cached_property
    def heirs(self) -> Mapping[str, tuple[str, ...]]:
        """For every criterion of the edition in force that is not gone, those that come from it."""
        found: dict[str, tuple[str, ...]] = {}
        for code, sources in self.origins.items():
            for source in sources:
                found[source] = (*found.get(source, ()), code)
        return found

    @property
    def successors(self) -> Mapping[str, str]:
        """Criteria with one heir, which comes from nothing else."""
        return {source: heirs[0] for source, heirs in self.heirs.items() if _alone(heirs, self.origins)}

    @property
    def references(self) -> Mapping[str, str]:
        """As `successors`; a criterion that keeps its code is also meant where it was split or merged."""
        kept = {code: code for code, sources in self.origins.items() if code in sources}
        return {**kept, **self.successors}


def _alone(heirs: tuple[str, ...], origins: Mapping[str, tuple[str, ...]]) -> bool:
    return len(heirs) == 1 and len(origins[heirs[0]]) == 1


def _lineage(old: Rubric, new: Rubric, origins: Mapping[str, tuple[str, ...]]) -> _Lineage:
    raise_first(_wrong(old, new, origins))
    by_code = {code: (code,) if code in old.criterion else () for code in new.criterion}
    return _Lineage({code: tuple(dict.fromkeys(origins.get(code, own))) for code, own in by_code.items()})


def _wrong(old: Rubric, new: Rubric, origins: Mapping[str, tuple[str, ...]]) -> Iterator[Refusal]:
    for code, sources in origins.items():
        yield from unknown(said(N_("origins")), code, new.criterion, at=("origins", code))
        what = said(N_("origins of criterion {code}"), code=code)
        for place, source in enumerate(sources):
            yield from unknown(what, source, old.criterion, at=("origins", code, place))


# ---- parts that came or went -----------------------------------------------------------------------------------------


def _gone(
    before: Sequence[Element], after: Sequence[Element], pairs: Sequence[Pair], lineage: _Lineage
) -> Iterator[Change]:
    kept, criteria = {i for i, _ in pairs}, _criteria(after)
    for element in (each for i, each in enumerate(before) if i not in kept):
        heirs = lineage.heirs.get(_criterion(element), ())
        if len(heirs) > 1:
            parts = tuple(criteria[code] for code in heirs)
            yield Change(Kind.SPLIT, element.heading, None, old=(element,), new=parts)
        elif not heirs:
            yield Change(Kind.REMOVED, element.heading, None, old=element)


def _new(
    before: Sequence[Element], after: Sequence[Element], pairs: Sequence[Pair], lineage: _Lineage
) -> Iterator[Change]:
    kept, criteria = {j for _, j in pairs}, _criteria(before)
    for element in (each for j, each in enumerate(after) if j not in kept):
        sources = lineage.origins.get(_criterion(element), ())
        if len(sources) > 1:
            parts = tuple(criteria[code] for code in sources)
            yield Change(Kind.MERGED, None, element.heading, old=parts, new=(element,))
        elif not sources:
            yield Change(Kind.ADDED, None, element.heading, new=element)


def _criterion(element: Element) -> str:
    """The code of a criterion; nothing for any other part."""
    return element.heading.codes[0] if element.heading.part is Part.CRITERION else ""


def _criteria(found: Sequence[Element]) -> Mapping[str, Element]:
    return {_criterion(each): each for each in found}


# ---- fields that differ ----------------------------------------------------------------------------------------------


def _differing(old: Element, new: Element) -> Iterator[Change]:
    before, after = old.heading, new.heading
    if _criterion(old) != _criterion(new):
        yield Change(Kind.RENAMED, before, after, "code", _criterion(old), _criterion(new))
    for was, now in zip(old.said, new.said, strict=True):
        match was, now:
            case Fact(), Fact() if was.key != now.key:
                yield Change(Kind.CHANGED, before, after, was.name, was.value, now.value)
            case Listed(), Listed():
                yield from _listed(was, now, before, after)


def _listed(was: Listed, now: Listed, before: Heading, after: Heading) -> Iterator[Change]:
    """Entries that changed, went, came or moved."""
    old, new, field = was.entries, now.entries, was.name
    pairs = _entry_pairs(old, new)
    for i, j in pairs:
        if old[i].keys[0] != new[j].keys[0]:
            yield Change(Kind.CHANGED, before, after, field, old[i].value, new[j].value)
    for i in sorted({*range(len(old))} - {i for i, _ in pairs}):
        yield Change(Kind.REMOVED, before, after, field, old=old[i].value)
    for j in sorted({*range(len(new))} - {j for _, j in pairs}):
        yield Change(Kind.ADDED, before, after, field, new=new[j].value)
    names = [_names(repr(old[i].value), repr(new[j].value)) for i, j in pairs]
    staying = _staying(pairs, names)
    behind = _leaders([0] * len(old), {i for i, _ in staying}), _leaders([0] * len(new), {j for _, j in staying})
    for i, j in pairs:
        if (i, j) not in staying:
            positions = _stands(old, i, behind[0][i]), _stands(new, j, behind[1][j])
            yield Change(Kind.MOVED, before, after, field, *positions)


def _entry_pairs(old: Sequence[Entry], new: Sequence[Entry]) -> list[Pair]:
    """Which entries are the same: those most alike first."""
    pairs: list[Pair] = []
    for level in range(max((len(each.keys) for each in old), default=0)):
        taken = {i for i, _ in pairs}, {j for _, j in pairs}
        left = {i: each.keys[level] for i, each in enumerate(old) if i not in taken[0]}
        pairs += _paired(left, {j: each.keys[level] for j, each in enumerate(new) if j not in taken[1]})
    return sorted(pairs)


def _stands(entries: Sequence[Entry], place: int, leader: int | None) -> Position:
    return Position(None if leader is None else entries[leader].value, entries[place].value)


# ---- parts that moved ------------------------------------------------------------------------------------------------


def _moved(before: Sequence[Element], after: Sequence[Element], pairs: Sequence[Pair]) -> Iterator[Change]:
    siblings: dict[Hashable, list[Pair]] = defaultdict(list)
    for i, j in pairs:
        if before[i].group == after[j].group:
            siblings[after[j].group].append((i, j))
    staying: set[Pair] = set()
    for group in siblings.values():
        staying |= _staying(group, [_names(before[i].heading.key, after[j].heading.key) for i, j in group])
    old = _leaders([each.group for each in before], {i for i, _ in staying})
    new = _leaders([each.group for each in after], {j for _, j in staying})
    for i, j in pairs:
        if (i, j) not in staying:
            elsewhere = before[i].group != after[j].group
            positions = _place(before, i, old[i], elsewhere), _place(after, j, new[j], elsewhere)
            yield Change(Kind.MOVED, before[i].heading, after[j].heading, "", *positions)


def _place(found: Sequence[Element], place: int, leader: int | None, elsewhere: bool) -> Position:  # noqa: FBT001
    under = elsewhere and (found[place].parent or True)
    return Position(None if leader is None else found[leader].heading, moved_under=under)


def _names(old: str, new: str) -> tuple[str, ...]:
    """By what two things that are the same are told from others, whichever edition is the draft."""
    return tuple(sorted((old, new)))


def _staying(pairs: Sequence[Pair], names: Sequence[tuple[str, ...]]) -> set[Pair]:
    """The most of *pairs*, sorted by their old places, that keep their order; of several such choices always the same.

    The best chain up to each pair is one number: how many there are above, a bit for each of them below.
    """
    count = len(pairs)
    rank = {k: rank for rank, k in enumerate(sorted(range(count), key=names.__getitem__))}
    best: list[int] = []
    for k, (_, j) in enumerate(pairs):
        below = max((best[other] for other in range(k) if pairs[other][1] < j), default=0)
        best.append(below + (1 << count) + (1 << rank[k]))
    chosen = max(best, default=0)
    return {pair for k, pair in enumerate(pairs) if chosen >> rank[k] & 1}


def _leaders(groups: Sequence[Hashable], staying: set[int]) -> list[int | None]:
    """For each place the closest one before it, in its group, that stays."""
    last: dict[Hashable, int] = {}
    found: list[int | None] = []
    for place, group in enumerate(groups):
        found.append(last.get(group))
        if place in staying:
            last[group] = place
    return found
