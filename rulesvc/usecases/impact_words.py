"""Impact in words: as data and in sentences, for the language that is asked for."""

from collections.abc import Iterable
from typing import Any, Final

from foresight.carrying import Uncarried
from foresight.impact import Effect, Impact, Place
from foresight.impact_phrases import (
    Scene,
    effect_texts,
    impact_lines,
    lacking_text,
    near_text,
    share_label,
    summary_text,
)
from foresight.nearness import Near
from foresight.standing import Found, Share, Standing, Turn, standing
from rules.content import measure_content, threshold_content
from rules.errors import N_
from rules.language import Language
from rules.number import exact_text, printed
from rules.result import percent_comparisons
from rules.rubric import Rubric
from rules.telling import Names
from rulesvc.usecases.impact import Trial

_NOTE: Final = N_(
    "Tried out on the figures that are stored; it changes nothing of the results of periods that were published."
)
_LABELLED: Final = N_("Some or all of the figures on which it is tried out are no official ones: {labels}.")
_NO_SHEETS: Final = N_("No result sheet is stored on which it could be tried out.")


def scene_of(trial: Trial, language: Language) -> Scene:
    """What the sentences about a *trial* look at."""
    names = {
        agency: Names(language.text(called.agency), language.text(called.head))
        for agency, called in trial.names.items()
    }
    return Scene(trial.edition.rubric, language, language.text(trial.block), names)


def impact_text(impacts: tuple[Impact, ...], scene: Scene) -> list[str]:
    """The impact line by line, period by period, with what it does not do."""
    words = scene.language.words
    labels = provenance_text(impacts, scene)
    head = [words(_LABELLED, labels=labels)] if labels else []
    lines = [line for each in impacts for line in impact_lines(each, scene)]
    return [*head, *(lines or [words(_NO_SHEETS)]), words(_NOTE)]


def provenance_text(impacts: Iterable[Impact], scene: Scene) -> str:
    """Where the figures come from that are not simply reported, each label once; blank where there are none."""
    labels = dict.fromkeys(label for each in impacts for label in each.labels)
    return "; ".join(map(scene.language.text, labels))


def impact_content(impacts: tuple[Impact, ...], scene: Scene) -> dict[str, Any]:
    """The impact as data, each change with its sentence."""
    return {
        "provenance": provenance_text(impacts, scene),
        "periods": [_period(each, scene) for each in impacts],
        "told": impact_text(impacts, scene),
    }


def _period(impact: Impact, scene: Scene) -> dict[str, Any]:
    every, changed, not_computed = (len(each) for each in (impact.effects, impact.changed, impact.uncomputed))
    return {
        "period": impact.period,
        "provenance": provenance_text([impact], scene),
        "sheets": every,
        "changed": changed,
        "unchanged": every - changed - not_computed,
        "not_computed": not_computed,
        "summary": summary_text(impact, scene),
        "agencies": [_agency(effect, scene) for effect in impact.effects],
        "distributions": {
            table: [_share(each, table, impact, scene) for each in of] for table, of in impact.shares.items()
        },
    }


def _share(share: Share, table: str, impact: Impact, scene: Scene) -> dict[str, Any]:
    label = share_label(share, table, impact, scene)
    code = share.outcome or None
    return {"code": code, "reason": share.reason, "label": label, "before": share.before, "after": share.after}


def _agency(effect: Effect, scene: Scene) -> dict[str, Any]:
    telling = scene.before(effect)
    return {
        "agency": effect.agency,
        "name": telling.agency,
        "head": telling.head,
        "edition": effect.judged.edition.number,
        "provenance": scene.language.text(effect.judged.provenance),
        "computed": effect.result is not None,
        "changed": effect.changes,
        "before": _place(effect.before, telling.rubric),
        "after": None if effect.after is None else _place(effect.after, scene.rubric),
        "tables": {turn.table: _turn(turn) for turn in effect.turns},
        "told": effect_texts(effect, scene),
        "near": [_near(each, effect, scene) for each in effect.near],
        "lacking": [_lacking(each, scene) for each in effect.lacking],
    }


def _place(place: Place, rubric: Rubric) -> dict[str, Any]:
    return {
        "points": exact_text(place.points),
        "max_points": exact_text(place.max_points),
        "percent": printed(place.percent, percent_comparisons(rubric)),
        "rank": place.rank,
    }


def _turn(turn: Turn) -> dict[str, Any]:
    before, after = (None if each is None else standing_content(each) for each in (turn.before, turn.after))
    return {"changed": turn.changes, "before": before, "after": after}


def standing_content(standing: Standing) -> dict[str, Any]:
    """What a table answers, as it is sent over HTTP."""
    return {
        "code": standing.outcome or None,
        "reason": standing.reason,
        "number": None if standing.number is None else exact_text(standing.number),
        "findings": [_found(each) for each in standing.findings],
        "possible": [_found(each) for each in standing.possible],
    }


def _found(found: Found) -> dict[str, Any]:
    return {"criterion": found.member or None, "code": found.outcome}


def _near(near: Near, effect: Effect, scene: Scene) -> dict[str, Any]:
    condition = near.condition
    return {
        "table": near.table,
        "criterion": near.member or None,
        "measure": measure_content(condition.measure),
        "threshold": threshold_content(condition),
        "value": exact_text(near.value),
        "upwards": near.upwards,
        "then": standing_content(standing(near.settled, scene.members)),
        "told": near_text(near, effect, scene),
    }


def _lacking(lacking: Uncarried, scene: Scene) -> dict[str, Any]:
    return {"criterion": lacking.criterion or None, "why": lacking.why, "told": lacking_text(lacking, scene)}
