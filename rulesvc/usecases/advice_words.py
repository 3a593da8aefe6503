"""Advice as it is told: as data and in sentences, in one language."""

from typing import TypedDict

from foresight.advice import Advice, Alone, Way
from foresight.advice_phrases import advice_text, alone_text
from foresight.rising import Rise
from rules.errors import N_
from rules.language import Language
from rules.number import exact_text
from rules.table import Table
from rules.telling import Names, Telling
from rulesvc.usecases.advice import Advised, TableAdvice
from rulesvc.usecases.edition_words import caution

_BEST = N_("No outcome is better than {outcome}.")
_NOWHERE = N_("More points alone do not lead to any outcome.")
_NOT_TOLD = N_("No advice is given here: there are too many ways to compare all of them.")


class RiseLine(TypedDict):
    """A component, or an area without any, that rises."""

    criterion: str
    before: str
    after: str


class WayLine(TypedDict):
    """What it takes: *lacking* is the least whatever the steps, *gain* that on the steps of the scoring guide.

    All are `None`, and nothing rises, where points do not lead there.
    """

    lacking: str | None
    gain: str | None
    rises: list[RiseLine]
    told: str


class AloneLine(WayLine):
    """What one area alone can do; where it cannot, *told* says why."""

    criterion: str


class OutcomeAdvice(WayLine):
    """The least way to an outcome that is better, and what each area alone can do."""

    outcome: str
    label: str
    alone: list[AloneLine]


class TableLine(TypedDict):
    """The better outcomes of a table, the nearest first; *note* says why there are none."""

    table: str
    title: str
    outcome: str | None
    label: str | None
    note: str
    better: list[OutcomeAdvice]


class AdviceTold(TypedDict):
    """Advice on an evaluation, table by table."""

    agency: str
    subject: str
    head: str
    rubric: str
    edition: int
    period: str
    language: str
    provenance: str
    edition_caution: str
    tables: list[TableLine]


def told(advised: Advised, into: Language) -> AdviceTold:
    """The advice in a language."""
    record = advised.record
    names = Names(into.text(record.agency_name), into.text(advised.head))
    telling = Telling(advised.edition.rubric, advised.result, into, names)
    return {
        "agency": record.agency,
        "subject": telling.agency,
        "head": telling.head,
        "rubric": record.rubric,
        "edition": record.edition,
        "period": record.period,
        "language": into.code,
        "provenance": into.text(record.provenance),
        "edition_caution": into.text(caution(record.edition_status, replaced=record.edition_replaced)),
        "tables": [_table(each, telling) for each in advised.tables],
    }


def _table(advice: TableAdvice, telling: Telling) -> TableLine:
    table, into = advice.table, telling.language
    outcome = telling.result["outcomes"][table.code]["code"]
    return {
        "table": table.code,
        "title": into.text(table.name),
        "outcome": outcome,
        "label": None if outcome is None else into.text(table.outcome(outcome).name),
        "note": _note(advice, outcome, telling),
        "better": [_outcome(each, table, telling) for each in advice.ways or ()],
    }


def _note(advice: TableAdvice, outcome: str | None, telling: Telling) -> str:
    if advice.ways is None:
        return telling.language.words(_NOT_TOLD)
    if advice.ways:
        return ""
    if outcome is None:
        return telling.language.words(_NOWHERE)
    return telling.language.words(_BEST, outcome=telling.outcome(advice.table, outcome))


def _outcome(advice: Advice, table: Table, telling: Telling) -> OutcomeAdvice:
    return {
        "outcome": advice.outcome,
        "label": telling.language.text(table.outcome(advice.outcome).name),
        **_way(advice.way, advice_text(advice, table, telling)),
        "alone": [_alone(each, telling) for each in advice.alone],
    }


def _alone(alone: Alone, telling: Telling) -> AloneLine:
    return {"criterion": alone.criterion, **_way(alone.way, alone_text(alone, telling))}


def _way(way: Way | None, sentence: str) -> WayLine:
    if way is None:
        return {"lacking": None, "gain": None, "rises": [], "told": sentence}
    rises = [_rise(rise) for rise in way.rises]
    return {"lacking": exact_text(way.lacking), "gain": exact_text(way.gain), "rises": rises, "told": sentence}


def _rise(rise: Rise) -> RiseLine:
    return {"criterion": rise.criterion, "before": exact_text(rise.before), "after": exact_text(rise.after)}
