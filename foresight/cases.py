"""Cases: named result sheets and what the tables of a rubric are expected to say of them."""

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from fractions import Fraction

from rules.acceptance import accept
from rules.errors import Refusal, Refused, RubricRefusal
from rules.evaluation import examine
from rules.rubric import Edition, Rubric
from rules.settlement import Reason, Settled
from rules.sheet import Sheet
from rules.together import all_of
from rules.working import Working


@dataclass(frozen=True, slots=True)
class Decided:
    """One thing that a table says: an *outcome*, the *reason* why it is not certain or there is none, or a *number*.

    *criterion* is blank where it is about the agency.
    """

    criterion: str = ""
    outcome: str = ""
    reason: Reason | None = None
    number: Fraction | None = None


Expected = Mapping[str, tuple[Decided, ...]]
"""What is expected of tables, by code; nothing is of those that are not named."""


@dataclass(frozen=True, slots=True)
class Case:
    """A named *sheet* with what is *expected* of it, and the codes of the tables that it is *about*."""

    name: str
    sheet: Sheet
    expected: Expected
    about: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Difference:
    """A table that says something else than was expected; `None` where there is no such table."""

    table: str
    expected: tuple[Decided, ...]
    found: tuple[Decided, ...] | None


@dataclass(frozen=True, slots=True)
class Run:
    """What became of a case: the tables that differ, or why its sheet was *refused*."""

    differences: tuple[Difference, ...] = ()
    refused: tuple[Refusal, ...] = ()

    @property
    def passed(self) -> bool:
        """Whether everything is as expected."""
        return not self.differences and not self.refused


def run(edition: Edition, case: Case) -> Run:
    """What *edition* says of *case* now, against what is expected."""
    try:
        found = answered(worked(edition.rubric, case.sheet).settled)
    except Refused as together:
        return Run(refused=together.refusals)
    differences = (
        Difference(table, expected, found.get(table))
        for table, expected in case.expected.items()
        if found.get(table) != expected
    )
    return Run(tuple(differences))


def worked(rubric: Rubric, sheet: Sheet) -> Working:
    """How the engine works out *sheet*.

    Raises: `rules.errors.Refused`, also where *rubric* is not complete.
    """
    try:
        return examine(rubric, accept(rubric, sheet))
    except RubricRefusal as refusal:
        raise Refused(all_of(refusal)) from refusal


def answered(settled: Mapping[str, Settled]) -> Expected:
    """What settled tables say."""
    return {table: in_order(_decided(each)) for table, each in settled.items()}


def in_order(decided: Iterable[Decided]) -> tuple[Decided, ...]:
    """What a table says, each once and in an order of its own, so that the same is always equal."""
    return tuple(sorted(set(decided), key=lambda each: (each.criterion, each.outcome, each.reason or "")))


def _decided(settled: Settled) -> Iterator[Decided]:
    if settled.members is not None:
        for member, each in settled.members.items():
            yield Decided(member, each.outcome, each.reason)
    elif settled.outcome or settled.number is not None:
        yield Decided("", settled.outcome, settled.reason, settled.number)
    elif settled.reason is not None and not settled.possible:
        yield Decided(reason=settled.reason)
    else:
        yield from (Decided(found.member, found.outcome) for found in settled.findings)
        yield from (Decided(found.member, found.outcome, Reason.MISSING) for found in settled.possible)
