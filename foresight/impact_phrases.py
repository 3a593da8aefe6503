"""Impact in sentences: who changes and why, who is within reach, and what could not be computed."""

from collections.abc import Mapping
from dataclasses import dataclass
from functools import cached_property
from typing import Final

from foresight.carrying import Uncarried, Why
from foresight.impact import Effect, Impact
from foresight.impact_reasons import points_text, why_text
from foresight.near_phrases import crossed_text, near_seen, near_threshold
from foresight.nearness import Near
from foresight.standing import Found, Share, Turn, members_of
from foresight.turning_phrases import none_text, turned_text
from rules.answer import NotApplicable
from rules.comparison_phrases import capital
from rules.criterion import Criterion
from rules.errors import N_
from rules.language import Language
from rules.number import Count
from rules.rubric import Rubric
from rules.telling import NAMELESS, Given, Names, Telling

_MOST_TOLD: Final = 5
"""Sentences, or agencies, that one line tells; more would not be read on one."""

_LACKING: Final = {
    Why.NEW: N_("{what} is new, so that nothing was reported of it"),
    Why.SPLIT: N_("{what} was split off, so that what was reported cannot be shared out"),
    Why.MERGED: N_("{what} was merged from several, so that what was reported cannot be put together"),
    Why.NO_LEAF: N_("{what} had parts, of which alone something was reported"),
    Why.NOT_ANSWERED: N_("nothing was reported of {what}"),
    Why.REFUSED: N_("what was reported of {what} is not accepted: {refusal}"),
}


@dataclass(frozen=True)
class Scene:
    """What the sentences look at: the *rubric* tried out, the *language*, the name of the *block*, and all *names*."""

    rubric: Rubric
    language: Language
    block: str = ""
    names: Mapping[str, Names] | None = None

    @cached_property
    def members(self) -> Mapping[str, Found]:
        """What findings call the criteria."""
        return members_of(self.rubric)

    def after(self, effect: Effect) -> Telling:
        """The result under the rubric tried out."""
        answers = effect.judged.sheet.answers
        reasons = {answer.criterion: answer.reason for answer in answers if isinstance(answer, NotApplicable)}
        result = effect.result or effect.judged.result
        return Telling(self.rubric, result, self.language, self._names(effect), Given(reasons))

    def before(self, effect: Effect) -> Telling:
        """The result that was answered."""
        return Telling(effect.judged.edition.rubric, effect.judged.result, self.language, self._names(effect))

    def _names(self, effect: Effect) -> Names:
        return (self.names or {}).get(effect.agency, NAMELESS)


# ---- a period --------------------------------------------------------------------------------------------------------


def impact_lines(impact: Impact, scene: Scene) -> list[str]:
    """What changes in a period, line by line; those that change are told one by one where one line cannot hold them."""
    told = [sentence for effect in impact.changed for sentence in effect_texts(effect, scene)]
    lines = [summary_text(impact, scene), *labels_texts(impact, scene)]
    lines += [f"- {capital(sentence)}." for sentence in told] if len(told) > _MOST_TOLD else []
    lines += shares_texts(impact, scene) + tables_texts(impact, scene)
    lines += lacking_texts(impact, scene)
    lines += [f"{near_text(each, effect, scene)}." for effect in impact.effects for each in effect.near]
    return lines


def labels_texts(impact: Impact, scene: Scene) -> list[str]:
    """Where the figures of the period come from, where they are not simply reported."""
    language, every = scene.language, Count(len(impact.effects))
    words = N_("Figures of {count}/{all} agencies: {label}.")
    labels = impact.labels.items()
    return [language.words(words, count=Count(count), all=every, label=label) for label, count in labels]


def summary_text(impact: Impact, scene: Scene) -> str:
    """How many stay as they are, how many change, and who, where these are few; how many could not be tried."""
    language, changed, lacking = scene.language, impact.changed, impact.uncomputed
    every = len(impact.effects)
    when = scene.after(impact.effects[0]).when
    where = f"{scene.block}, {when}" if scene.block else capital(when)
    if len(lacking) == every:
        words = N_("{where}: could be computed for none of {all} agencies.")
        return language.words(words, where=where, all=Count(every))
    facts = {"same": Count(every - len(changed) - len(lacking)), "all": Count(every)}
    parts = [language.words(N_("{same}/{all} agencies unchanged"), **facts)]
    parts += [_changed_text(impact, scene)] if changed else []
    if lacking:
        parts.insert(1, language.words(N_("{count} could not be computed"), count=Count(len(lacking))))
    return f"{where}: {'; '.join(parts)}."


def _changed_text(impact: Impact, scene: Scene) -> str:
    """How many change, and who, where these are few."""
    count = Count(len(impact.changed))
    told = [sentence for effect in impact.changed for sentence in effect_texts(effect, scene)]
    if len(told) > _MOST_TOLD:
        return scene.language.words(N_("{count} changed"), count=count)
    return scene.language.words(N_("{count} changed: {told}"), count=count, told="; ".join(told))


def shares_texts(impact: Impact, scene: Scene) -> list[str]:
    """How many stand where before and after, by each table that changes, and who is left out of it after."""
    language, lacking = scene.language, impact.uncomputed
    left_out = language.words(
        N_("not computed: {count} ({agencies})"), count=Count(len(lacking)), agencies=_agencies([*lacking], scene)
    )
    changed = {turn.table for effect in impact.changed for turn in effect.turns if turn.changes}
    words = N_("{label}: {before} before, {after} after")
    lines = []
    for table in scene.rubric.tables:
        if table.code in changed:
            told = [
                language.words(
                    words,
                    label=share_label(share, table.code, impact, scene),
                    before=Count(share.before),
                    after=Count(share.after),
                )
                for share in impact.shares[table.code]
                if share.before or share.after
            ]
            told += [left_out] if lacking else []
            lines.append(f"{language.text(table.name)}: {'; '.join(told)}.")
    return lines


def share_label(share: Share, table: str, impact: Impact, scene: Scene) -> str:
    """What the agencies of a *share* have in common: the outcome, by its name now or then, a number, or why none."""
    language = scene.language
    if share.number is not None:
        return language.number(share.number)
    rubrics = (scene.rubric, *(effect.judged.edition.rubric for effect in impact.effects))
    outcomes = (each for rubric in rubrics if table in rubric.table for each in rubric.table[table].outcomes)
    names = (language.text(each.name) for each in outcomes if each.code == share.outcome)
    return next(names, "") or none_text(share.reason, language)


def tables_texts(impact: Impact, scene: Scene) -> list[str]:
    """The tables that answer as before, and those that only one edition has."""
    language = scene.language
    computed = [effect for effect in impact.effects if effect.result is not None]
    if not computed:
        return []
    turns = [turn for effect in computed for turn in effect.turns]
    moving = {turn.table for turn in turns if turn.changes or turn.before is None or turn.after is None}
    same = [language.text(table.name) for table in scene.rubric.tables if table.code not in moving]
    new = dict.fromkeys(scene.rubric.table[turn.table].name for turn in turns if turn.before is None)
    old = {table.code: table.name for effect in computed for table in effect.judged.edition.rubric.tables}
    gone = dict.fromkeys(old[turn.table] for turn in turns if turn.after is None)
    lines = [language.words(N_("{tables}: no change."), tables="; ".join(same))] if same else []
    lines += [language.words(N_("“{table}” is new."), table=name) for name in new]
    return lines + [language.words(N_("“{table}” is no longer there."), table=name) for name in gone]


def lacking_texts(impact: Impact, scene: Scene) -> list[str]:
    """Who cannot be computed, and what of their answers cannot be carried over: those alike in one line."""
    alike: dict[tuple[str, ...], list[Effect]] = {}
    for effect in impact.uncomputed:
        alike.setdefault(tuple(lacking_text(each, scene) for each in effect.lacking), []).append(effect)
    words = N_("Not computed for {count}/{all} agencies ({agencies}): {lacking}.")
    every = Count(len(impact.effects))
    lines = [
        scene.language.words(
            words, count=Count(len(of)), all=every, agencies=_agencies(of, scene), lacking="; ".join(lacking)
        )
        for lacking, of in alike.items()
    ]
    if lines and len(impact.uncomputed) < len(impact.effects):
        lines.append(scene.language.words(N_("Ranks are not compared, since not all agencies could be computed.")))
    return lines


def _agencies(effects: list[Effect], scene: Scene) -> str:
    names = [scene.before(effect).agency for effect in effects[:_MOST_TOLD]]
    others = len(effects) - len(names)
    shown = "; ".join(names)
    words = N_("{shown}; and {count} others")
    return scene.language.words(words, shown=shown, count=Count(others)) if others else shown


def lacking_text(lacking: Uncarried, scene: Scene) -> str:
    """Why a criterion has no answer that could be carried over."""
    language, refusal = scene.language, lacking.refusal
    said = language.say(refusal).rstrip(".") if refusal is not None else ""
    if not lacking.criterion:
        return said
    what = _named(scene.rubric.criterion[lacking.criterion], scene)
    return language.words(_LACKING[lacking.why], what=what, refusal=said)


def _named(criterion: Criterion, scene: Scene) -> str:
    """The name of an area; that of a component with its code."""
    name = scene.language.text(criterion.name)
    return f"“{name}”" if criterion in scene.rubric.criteria else f"“{criterion.code} {name}”"


# ---- an agency -------------------------------------------------------------------------------------------------------


def effect_texts(effect: Effect, scene: Scene) -> list[str]:
    """What changes for an agency and why, a sentence each: outcomes and findings, points, rank."""
    found = [turn_text(turn, effect, scene) for turn in effect.turns if turn.changes]
    if effect.total_changes:
        found.append(points_text(effect, scene.before(effect), scene.after(effect)))
    if effect.rank_changes and effect.after is not None:
        words = N_("{agency} from rank {before} to rank {after}")
        ranks = {"before": str(effect.before.rank), "after": str(effect.after.rank)}
        found.append(scene.language.words(words, agency=scene.after(effect).agency, **ranks))
    return found


def turn_text(turn: Turn, effect: Effect, scene: Scene) -> str:
    """What a table answered and answers, and why; blank where only one edition has it."""
    if turn.before is None or turn.after is None:
        return ""
    before, after = scene.before(effect), scene.after(effect)
    old, new = before.rubric.table[turn.table], scene.rubric.table[turn.table]
    sides = (before.rubric, old, turn.before), (scene.rubric, new, turn.after)
    turned = turned_text(after.subject(new), *sides, scene.language)
    why = why_text(turn, before, after)
    return scene.language.words(N_("{turned}, because {why}"), turned=turned, why=why) if why else turned


def near_text(near: Near, effect: Effect, scene: Scene) -> str:
    """Which figure is close to a threshold, and what would follow beyond it."""
    telling = scene.after(effect)
    return scene.language.words(
        N_("Close to {threshold}: {turned} if it is crossed; at present {seen}"),
        seen=near_seen(near, telling),
        threshold=near_threshold(near, telling),
        turned=crossed_text(near, telling),
    )
