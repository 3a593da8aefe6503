"""The impact of an edition as its tab and the page of the approver show it: who changes, and who nearly does."""

from collections.abc import Iterator
from dataclasses import dataclass
from typing import Final

from sqlalchemy.orm import Session

from admin.accounts import now
from admin.language import spoken
from admin.mistakes import saying
from foresight.impact import Effect, Impact, Place
from foresight.impact_phrases import (
    Scene,
    lacking_texts,
    near_text,
    share_label,
    summary_text,
    tables_texts,
)
from foresight.impact_reasons import points_text, why_text
from foresight.standing import Found, Share, Standing, Turn
from rules.errors import N_
from rules.result import percent_comparisons
from rules.settlement import Reason
from rules.table import SINGLE, Table
from rules.text import Text
from rulesvc.usecases.alone import Long, alone
from rulesvc.usecases.editions import EditionRef
from rulesvc.usecases.glance import glance
from rulesvc.usecases.impact import open_trial
from rulesvc.usecases.impact_words import scene_of
from rulesvc.usecases.periods import list_periods

_TOTAL: Final = N_("Composite index")
_RANK: Final = N_("Rank")
_RANKED: Final = N_("rank {rank}")
_NO_RANK: Final = N_("not ranked")
_LOWEST: Final = 3
_FOUND: Final = "2"
_SILENT: Final = "none"
_LACKING: Final = "missing"


@dataclass(frozen=True, slots=True)
class Moved:
    """That something of an *agency* changes: *what*, from which answer to which, and *why* where it can be told."""

    agency: str
    what: str
    before: str
    after: str
    why: str


@dataclass(frozen=True, slots=True)
class Pair:
    """How many agencies stand so *before* and *after*; *rank* is the colour of the bars."""

    label: str
    rank: str
    before: int
    after: int


@dataclass(frozen=True, slots=True)
class Bars:
    """How many agencies stand where by one table."""

    name: str
    shares: tuple[Pair, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class PeriodShown:
    """What changes in a *period*. *provenance* tells where figures are from that no agency sent."""

    period: str
    agencies: int
    summary: str
    moved: tuple[Moved, ...]
    unchanged: tuple[str, ...]
    bars: tuple[Bars, ...]
    near: tuple[str, ...]
    lacking: tuple[str, ...]
    provenance: tuple[Text, ...]


@dataclass(frozen=True, slots=True)
class ImpactShown:
    """The *choices* of periods, those *chosen*, what changes in them, and why nothing could be tried if so."""

    choices: tuple[str, ...]
    chosen: tuple[str, ...]
    periods: tuple[PeriodShown, ...]
    refused: tuple[str, ...]


def tried(session: Session, ref: EditionRef, chosen: tuple[str, ...] = ()) -> ImpactShown:
    """The edition tried out on what is stored for the periods *chosen*, or for all."""
    choices = tuple(each.code for each in list_periods(session))
    periods: list[PeriodShown] = []
    with saying() as mistakes, alone(session, Long.IMPACT):
        trial = open_trial(session, ref.rubric, ref.number, chosen)
        scene = scene_of(trial, spoken())
        periods += (_period(each, scene, _provenance(session, ref, each.period)) for each in trial.impact())
    return ImpactShown(choices, chosen, tuple(periods), tuple(mistakes.beside()))


def _provenance(session: Session, ref: EditionRef, period: str) -> tuple[Text, ...]:
    seen = glance(session, period, now=now())
    return next((each.provenance for each in seen.rubrics if each.rubric.code == ref.rubric), ()) if seen else ()


def _period(impact: Impact, scene: Scene, provenance: tuple[Text, ...]) -> PeriodShown:
    return PeriodShown(
        period=impact.period,
        agencies=len(impact.effects),
        summary=summary_text(impact, scene),
        moved=tuple(each for effect in impact.changed for each in _moved(effect, impact, scene)),
        unchanged=tuple(tables_texts(impact, scene)),
        bars=tuple(_bars(impact, scene)),
        near=tuple(near_text(each, effect, scene) for effect in impact.effects for each in effect.near),
        lacking=tuple(lacking_texts(impact, scene)),
        provenance=provenance,
    )


def _bars(impact: Impact, scene: Scene) -> Iterator[Bars]:
    """A pair of distributions for each table, without what nobody stands at in either."""
    for table in scene.rubric.tables:
        pairs = tuple(
            Pair(share_label(each, table.code, impact, scene), _colour(each, table), each.before, each.after)
            for each in impact.shares.get(table.code, ())
            if each.before or each.after
        )
        if len(pairs) > 1:
            yield Bars(scene.language.text(table.name), pairs)


def _colour(share: Share, table: Table) -> str:
    """By its place where the outcomes of *table* are ranks; one for what is found, and for what is not determined."""
    if share.reason is not None or not share.outcome:
        return _LACKING if share.reason is Reason.MISSING or share.reason is None else _SILENT
    if table.hit_policy not in SINGLE or share.outcome not in table.outcome_codes:
        return _FOUND
    return str(min(table.outcome_codes.index(share.outcome), _LOWEST))


# ---- an agency -------------------------------------------------------------------------------------------------------


def _moved(effect: Effect, impact: Impact, scene: Scene) -> Iterator[Moved]:
    before, after, words = scene.before(effect), scene.after(effect), scene.language.words
    for turn in effect.turns:
        if turn.changes and turn.before is not None and turn.after is not None:
            had, has = (_stood(each, turn, impact, scene) for each in (turn.before, turn.after))
            what = scene.language.text(scene.rubric.table[turn.table].name)
            yield Moved(after.agency, what, had, has, why_text(turn, before, after))
    if effect.after is None:
        return
    if effect.total_changes:
        had, has = (_total(each, scene) for each in (effect.before, effect.after))
        yield Moved(after.agency, words(_TOTAL), had, has, points_text(effect, before, after))
    if effect.rank_changes:
        had, has = (_rank(each, scene) for each in (effect.before, effect.after))
        yield Moved(after.agency, words(_RANK), had, has, "")


def _stood(standing: Standing, turn: Turn, impact: Impact, scene: Scene) -> str:
    """What a table answers: outcomes found, each with its criterion, or the one outcome, or why there is none."""
    if not standing.findings:
        share = Share(0, 0, standing.outcome, standing.reason, standing.number)
        return share_label(share, turn.table, impact, scene)
    return "; ".join(_found(each, turn, impact, scene) for each in standing.findings)


def _found(found: Found, turn: Turn, impact: Impact, scene: Scene) -> str:
    label = share_label(Share(0, 0, found.outcome), turn.table, impact, scene)
    rubrics = (scene.rubric, *(effect.judged.edition.rubric for effect in impact.effects))
    names = (rubric.criterion[found.member].name for rubric in rubrics if found.member in rubric.criterion)
    name = next(names, None)
    return label if name is None else f"{label}: {scene.language.text(name)}"


def _total(place: Place, scene: Scene) -> str:
    into = scene.language
    return into.percent(place.percent, percent_comparisons(scene.rubric))


def _rank(place: Place, scene: Scene) -> str:
    into = scene.language
    return into.words(_NO_RANK) if place.rank is None else into.words(_RANKED, rank=str(place.rank))
