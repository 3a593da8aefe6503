"""Workings: how an answer came about, from either evaluator."""

from collections.abc import Mapping
from dataclasses import dataclass

from rules.examination import Examined
from rules.settlement import Case, Settled
from rules.tally import Tally
from rules.value import Verdict


@dataclass(frozen=True, slots=True)
class Working:
    """How an answer came about: the tally, every rule of every table as examined, and the settled tables."""

    tally: Tally
    examined: Mapping[str, tuple[Examined, ...]]
    settled: Mapping[str, Settled]


@dataclass(frozen=True, slots=True)
class Decided:
    """What durable-rules says: the verdict of every rule, and the tables settled from them."""

    verdicts: Mapping[Case, Verdict]
    settled: Mapping[str, Settled]
