"""Judged: what counts in a period, rubric by rubric, with the edition each was judged under and what holds by it.

Whatever counts agencies, ranks or lists them starts here, so that all count the same: what stands at the final stage,
and of that the council's conclusion before the engine's answer.
"""

import json
from collections.abc import Collection, Iterable, Iterator, Mapping
from dataclasses import dataclass
from datetime import datetime
from enum import StrEnum
from typing import cast

from sqlalchemy.orm import Session

from rules.language import day_of
from rules.result import FindingLine, Result
from rules.rubric import Rubric
from rules.settlement import Reason
from rules.sheet import Previous
from rules.table import Outcome, Table
from rules.text import Text
from rulesvc.store import agencies, applicability, blocks, conclusions, periods, results, snapshots
from rulesvc.store.agencies import AgencyLine, exists_in
from rulesvc.store.editions import EditionLine
from rulesvc.store.effective import COUNCIL, Effective, EffectiveLine, deciding, effective
from rulesvc.store.inputs import read_input
from rulesvc.store.periods import PeriodLine
from rulesvc.store.results import StoredResult
from rulesvc.store.rubrics import RubricKey


class Open(StrEnum):
    """Why no outcome holds for an agency."""

    NO_RULE = Reason.NO_RULE.value
    CONFLICT = Reason.CONFLICT.value
    MISSING = Reason.MISSING.value
    OUTCOME_GONE = "outcome_gone"
    """The council concluded on an outcome that the table no longer has, and is to conclude anew."""


@dataclass(frozen=True, slots=True)
class Named:
    """An agency or a criterion, by its code, and what it is called."""

    code: str
    name: Text


@dataclass(frozen=True, slots=True)
class Held:
    """What holds by a table: an *outcome*, or the *reason* why there is none; *by_council* rather than the engine."""

    outcome: Named | None
    reason: Open | None
    by_council: bool


@dataclass(frozen=True, slots=True)
class Judged:
    """A result as it counts: the *rubric* it was made under, and what holds."""

    stored: StoredResult
    rubric: Rubric
    result: Result
    effective: Effective

    @property
    def agency(self) -> Named:
        """Who was judged."""
        return Named(self.stored.agency, self.stored.agency_name)

    @property
    def previous(self) -> Previous:
        """What it was given to look back at, so that what came before is told as it was judged."""
        return read_input(self.stored.input, self.stored.format_version).previous

    @property
    def held(self) -> Mapping[str, Held]:
        """What holds, by table."""
        return held_by(self.rubric, self.result, self.effective)

    @property
    def is_under_review(self) -> bool:
        """Whether anything was found by the table of accountability reviews."""
        return bool(self._reviewed)

    @property
    def areas_under_review(self) -> tuple[Named, ...]:
        """The criteria that the agency is under review for, if for any."""
        codes = [each["criterion"] for each in self._reviewed if each["criterion"] is not None]
        return tuple(Named(code, self.rubric.criterion[code].name) for code in dict.fromkeys(codes))

    @property
    def _reviewed(self) -> list[FindingLine]:
        return self.result["findings"][self.rubric.review_table] if self.rubric.review_table else []


@dataclass(frozen=True, slots=True)
class PeriodResults:
    """All that is known of a period: what applies by rubric, what was judged, who there is and who has begun."""

    applying: Mapping[str, EditionLine]
    rubrics: Mapping[str, Rubric]
    judged: tuple[Judged, ...]
    agencies: tuple[AgencyLine, ...]
    begun: Mapping[tuple[str, str], tuple[str, ...]]
    blocks: Mapping[str, Text]

    @property
    def used(self) -> frozenset[str]:
        """The codes of the rubrics that apply, or by which somebody was judged."""
        return frozenset({*self.applying, *(each.stored.rubric for each in self.judged)})


@dataclass(frozen=True, slots=True)
class RubricResults:
    """What counts under a rubric: *line* is the edition that applies, `None` where none does any more.

    *said* is what the rubric says: in the edition that applies, then in those that judged and do no longer, newest
    first. *agencies* are those of the block that are there in the period, *begun* the stages before the final one that
    they have evaluations at.
    """

    key: RubricKey
    block: Named
    line: EditionLine | None
    judged: tuple[Judged, ...]
    said: tuple[Rubric, ...]
    agencies: tuple[AgencyLine, ...]
    begun: Mapping[str, tuple[str, ...]]

    @property
    def not_sent(self) -> tuple[AgencyLine, ...]:
        """The agencies without a result."""
        sent = {each.stored.agency for each in self.judged}
        return tuple(each for each in self.agencies if each.code not in sent)

    @property
    def tables(self) -> tuple[Table, ...]:
        """The deciding tables of all editions, each as the first of them has it."""
        found: dict[str, Table] = {}
        for table in (table for rubric in self.said for table in deciding(rubric)):
            found.setdefault(table.code, table)
        return tuple(found.values())

    @property
    def review(self) -> Named | None:
        """The table that tells who is under review."""
        rubric = self.said[0]
        table = rubric.table[rubric.review_table] if rubric.review_table else None
        return None if table is None else Named(table.code, table.name)

    @property
    def provenance(self) -> tuple[Text, ...]:
        """Where figures are from that no agency sent."""
        return tuple(dict.fromkeys(each.stored.provenance for each in self.judged if each.stored.provenance.vi))

    def outcomes(self, table: Table, held: Collection[str]) -> tuple[Named, ...]:
        """The outcomes of *table* in its order, then those that are *held* and that only earlier editions have."""
        known = {each.code: each.name for each in table.outcomes}
        for outcome in _earlier_outcomes(table, self.said):
            if outcome.code in held:
                known.setdefault(outcome.code, outcome.name)
        return tuple(Named(code, name) for code, name in known.items())


def period_shown(
    session: Session, every: Iterable[PeriodLine], period: str | None, *, now: datetime
) -> PeriodLine | None:
    """The *period*, or the last one begun that has an edition or evaluations; `None` where none has.

    Raises: `UnknownPeriod`.
    """
    if period is not None:
        return periods.by_code(session, period)
    in_use = periods.in_use(session)
    used = [each for each in every if each.id in in_use]
    begun = [each for each in used if each.first_day <= day_of(now)]
    return next(iter([*reversed(begun), *used]), None)


def results_of(session: Session, shown: PeriodLine) -> PeriodResults:
    """What is known of the period *shown*, in a fixed number of queries."""
    applying = applicability.of_period(session, shown.id)
    standing = results.of_period(session, shown.id)
    hashes = {each.edition_sha256 for each in standing} | {each.sha256 for each in applying if each.sha256}
    read = snapshots.all_issued(session, hashes)
    held = conclusions.holding(session, [each.id for each in standing])
    judged = []
    for stored in standing:
        rubric, result = read[stored.edition_sha256], cast("Result", json.loads(stored.result))
        judged.append(Judged(stored, rubric, result, effective(rubric, result, held[stored.id])))
    return PeriodResults(
        applying={each.rubric: each for each in applying},
        rubrics=read,
        judged=tuple(judged),
        agencies=tuple(each for each in agencies.every(session) if exists_in(each, shown)),
        begun=results.stages_before(session, shown.id),
        blocks={each.code: each.name for each in blocks.every(session)},
    )


def of_rubric(key: RubricKey, known: PeriodResults) -> RubricResults:
    """What counts under one rubric of those that are used."""
    line = known.applying.get(key.code)
    judged = tuple(each for each in known.judged if each.stored.rubric == key.code)
    return RubricResults(
        key=key,
        block=Named(key.block, known.blocks[key.block]),
        line=line,
        judged=judged,
        said=_said(line, judged, known),
        agencies=tuple(each for each in known.agencies if each.block_id == key.block_id),
        begun={agency: stages for (rubric, agency), stages in known.begun.items() if rubric == key.code},
    )


def held_by(rubric: Rubric, result: Result, effective: Effective) -> Mapping[str, Held]:
    """What holds, by table, in the words of the *rubric* that the *result* was made under."""
    return {code: _held(rubric.table[code], result, line) for code, line in effective.items()}


def _held(table: Table, result: Result, line: EffectiveLine) -> Held:
    by_council = line["by"] == COUNCIL
    if line["code"] is not None:
        return Held(Named(line["code"], table.outcome(line["code"]).name), None, by_council)
    if by_council:
        return Held(None, Open.OUTCOME_GONE, by_council)
    return Held(None, Open(result["outcomes"][table.code]["reason"]), by_council)


def _said(line: EditionLine | None, judged: tuple[Judged, ...], known: PeriodResults) -> tuple[Rubric, ...]:
    newest = sorted(judged, key=lambda each: each.stored.edition, reverse=True)
    hashes = [each.stored.edition_sha256 for each in newest]
    if line is not None and line.sha256 is not None:
        hashes = [line.sha256, *hashes]
    return tuple(known.rubrics[each] for each in dict.fromkeys(hashes))


def _earlier_outcomes(table: Table, said: tuple[Rubric, ...]) -> Iterator[Outcome]:
    for rubric in said:
        if table.code in rubric.table:
            yield from rubric.table[table.code].outcomes
