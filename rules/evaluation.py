"""Evaluating: two evaluators, agreement rule by rule, then the answer of each table, then the result.

`decide` asks durable-rules, `examine` reasons over exact values; they share nothing but the frozen values. A
difference raises, is logged with both workings, and nothing is answered.
"""

import logging
from collections.abc import Iterable, Mapping
from dataclasses import dataclass

from rules.acceptance import accept_and_add_up
from rules.canonical import canonical, digest
from rules.compilation import Decision
from rules.decision import compiled, decide_stage
from rules.errors import Disagreement
from rules.examination import Examined, examine_table
from rules.facts import gather
from rules.reading import Reading
from rules.result import Result, describe, input_content
from rules.rubric import Edition, Rubric
from rules.settlement import Case, Judged, Settled, settle
from rules.sheet import Accepted, Sheet
from rules.tally import Tally, tally
from rules.value import Verdict
from rules.version import ENGINE_VERSION, FORMAT_VERSION
from rules.working import Decided, Working

_log = logging.getLogger(__name__)


@dataclass(frozen=True, slots=True)
class Evaluated:
    """A result, and the canonical bytes of the accepted input, whose hash the receipt holds."""

    result: Result
    given: bytes


def evaluate(edition: Edition, sheet: Sheet) -> Result:
    """The canonical result of *sheet* under *edition*.

    Raises: `Refused` for a sheet that cannot be accepted; `Disagreement`, `EngineFailure` if the engine is not to be
    trusted; `BeyondTheEngine` for an edition that exceeds its limits.
    """
    return evaluate_with_input(edition, sheet).result


def evaluate_with_input(edition: Edition, sheet: Sheet) -> Evaluated:
    """The canonical result of *sheet* under *edition*, with the input it was made from.

    Raises: as `evaluate`.
    """
    accepted, added_up = accept_and_add_up(edition.rubric, sheet)
    working = _agreed(edition.rubric, accepted, added_up)
    content = input_content(edition.rubric, accepted)
    given = canonical(content)
    receipt = {
        "edition_sha256": edition.sha256,
        "input_sha256": digest(given),
        "engine_version": ENGINE_VERSION,
        "format_version": FORMAT_VERSION,
    }
    return Evaluated(describe(edition, accepted, working, content, receipt), given)


def examine(rubric: Rubric, sheet: Accepted) -> Working:
    """The exact evaluator alone, on an accepted *sheet*."""
    settled: dict[str, Settled] = {}
    examined: dict[str, tuple[Examined, ...]] = {}
    reading = Reading(rubric, sheet, tally(rubric, sheet), settled)
    for table in rubric.tables:
        examined[table.code] = examine_table(reading, table)
        settled[table.code] = settle(table, _judged(examined[table.code]))
    return Working(reading.tally, examined, settled)


def decide(rubric: Rubric, sheet: Accepted) -> Decided:
    """The rules engine alone, on an accepted *sheet*."""
    settled: dict[str, Settled] = {}
    verdicts: dict[Case, Verdict] = {}
    facts = gather(rubric, sheet, settled)
    for stage in compiled(rubric):
        for table, decision in decide_stage(stage, facts).items():
            settled[table] = decision.settled
            verdicts |= _by_case([(table, decision.judged)])
    return Decided(verdicts, settled)


def _agreed(rubric: Rubric, sheet: Accepted, added_up: Tally) -> Working:
    settled: dict[str, Settled] = {}
    examined: dict[str, tuple[Examined, ...]] = {}
    reading, facts = Reading(rubric, sheet, added_up, settled), gather(rubric, sheet, settled)
    for stage in compiled(rubric):
        of_stage = {table.code: examine_table(reading, table) for table, _ in stage.tables}
        decisions = decide_stage(stage, facts)
        require_agreement(of_stage, decisions)
        settled |= {table: decision.settled for table, decision in decisions.items()}
        examined |= of_stage
    return Working(reading.tally, examined, settled)


def require_agreement(examined: Mapping[str, tuple[Examined, ...]], decided: Mapping[str, Decision]) -> None:
    """Refuse to answer where the two evaluators differ in any rule, or have not judged the same rules.

    Raises: `Disagreement` with the first difference, once both workings are logged.
    """
    seen = _by_case((table, _judged(rules)) for table, rules in examined.items())
    fired = _by_case((table, decision.judged) for table, decision in decided.items())
    if seen == fired:
        return
    _log.error("the evaluators disagree; examined: %s; decided: %s", examined, decided)
    differing = (case for case in {**seen, **fired} if seen.get(case) is not fired.get(case))
    table, rule, member = case = next(differing)
    raise Disagreement(table, rule, member, str(seen.get(case)), str(fired.get(case)))


def _judged(examined: tuple[Examined, ...]) -> tuple[Judged, ...]:
    return tuple((each.rule, each.member, each.verdict) for each in examined)


def _by_case(judged: Iterable[tuple[str, tuple[Judged, ...]]]) -> dict[Case, Verdict]:
    return {(table, rule.code, member): verdict for table, rules in judged for rule, member, verdict in rules}
