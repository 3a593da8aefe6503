"""Carrying over: a result sheet of one edition as a sheet of another, and what of it cannot be taken along.

Nothing is guessed. An answer goes along where a component comes from one component and from nothing else; where parts
were split or merged, or a component is new, somebody has to report.
"""

from collections import Counter
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, replace
from enum import StrEnum
from fractions import Fraction
from typing import Final

from rules.acceptance import accept
from rules.answer import Answer, Sourced
from rules.branching import left_out
from rules.errors import MissingAnswers, Refusal, Refused
from rules.relative import relative_leaves
from rules.result import Result
from rules.rubric import Edition, Rubric
from rules.sheet import Previous, Sheet
from rules.table import SINGLE
from rules.text import Text

NO_LABEL: Final = Text("")
"""Of figures that are what they seem to be."""

Origins = Mapping[str, tuple[str, ...]]
"""For each criterion of an edition, those of the earlier edition that it comes from."""


@dataclass(frozen=True, slots=True)
class Judged:
    """A *sheet* with its *result* under the *edition* that judged it; *origins* lead from the other edition to this.

    *provenance* says where its figures come from, blank for those that an agency reported.
    """

    edition: Edition
    sheet: Sheet
    result: Result
    origins: Origins
    provenance: Text = NO_LABEL


class Why(StrEnum):
    """Why a component has no answer that could be carried over."""

    NEW = "new"
    SPLIT = "split"
    MERGED = "merged"
    NO_LEAF = "no_leaf"
    NOT_ANSWERED = "not_answered"
    REFUSED = "refused"


@dataclass(frozen=True, slots=True)
class Uncarried:
    """A *criterion* without an answer (blank: what stands beside the answers), and the *refusal* where it has one."""

    criterion: str
    why: Why
    refusal: Refusal | None = None


@dataclass(frozen=True, slots=True)
class Carried:
    """A sheet as the other edition takes it, but for what is *lacking*."""

    sheet: Sheet
    lacking: tuple[Uncarried, ...] = ()


def namesakes(old: Rubric, new: Rubric) -> Origins:
    """Each criterion of *new* from the one of *old* that has its code and its name."""
    return {
        code: (code,) if code in old.criterion and old.criterion[code].name == criterion.name else ()
        for code, criterion in new.criterion.items()
    }


def inverted(origins: Origins, known: Rubric) -> Origins:
    """Where the criteria of *known* come from, by what comes from them."""
    found: dict[str, tuple[str, ...]] = dict.fromkeys(known.criterion, ())
    for code, codes in origins.items():
        for each in codes:
            found[each] = (*found[each], code)
    return found


def carried(rubric: Rubric, judged: Judged) -> Carried:
    """The sheet of *judged* for *rubric*, with the answers, facts and figures that mean the same there."""
    old, sheet = judged.edition.rubric, judged.sheet
    given = {answer.criterion: answer for answer in sheet.answers}
    whys = _whys(old, rubric, judged.origins)
    sources = {code: judged.origins[code][0] for code, why in whys.items() if why is Why.NOT_ANSWERED}
    found = {code: renamed(given[source], code) for code, source in sources.items() if source in given}
    exempt = rubric.exempt.get(sheet.agency, frozenset())
    passed = left_out(rubric, found.values(), exempt)
    needed = [code for code in rubric.leaf_codes if code not in exempt and code not in passed]
    relative = relative_leaves(rubric)
    taken = replace(
        sheet,
        answers=tuple(found[code] for code in needed if code in found),
        indicators={code: value for code, value in sheet.indicators.items() if code in rubric.indicator},
        previous=_previous(rubric, sheet.previous),
        bests=_bests(sheet.bests, {code: source for code, source in sources.items() if code in relative}),
    )
    lacking = tuple(Uncarried(code, whys[code]) for code in needed if code not in found)
    return Carried(taken, (*lacking, *_refused(rubric, taken))) if lacking else Carried(taken)


def refusals_of(sheet: Sheet, refused: Refused) -> Iterator[Uncarried]:
    """What was refused of *sheet*, by criterion."""
    for refusal in refused.refusals:
        match refusal.at:
            case ("answers", int(place), *_):
                yield Uncarried(sheet.answers[place].criterion, Why.REFUSED, refusal)
            case _:
                yield Uncarried("", Why.REFUSED, refusal)


def renamed(answer: Answer, criterion: str) -> Answer:
    """*answer* as one for *criterion*."""
    if isinstance(answer, Sourced):
        return replace(answer, answer=replace(answer.answer, criterion=criterion))
    return replace(answer, criterion=criterion)


def _refused(rubric: Rubric, sheet: Sheet) -> tuple[Uncarried, ...]:
    """What is refused of an incomplete *sheet*, beside its being incomplete."""
    try:
        accept(rubric, sheet)
    except Refused as refused:
        others = tuple(each for each in refused.refusals if not isinstance(each, MissingAnswers))
        return tuple(refusals_of(sheet, Refused(others)))
    return ()


def _whys(old: Rubric, new: Rubric, origins: Origins) -> dict[str, Why]:
    """Why each leaf of *new* has no answer; of one that can have one, that none was given."""
    times = Counter(code for codes in origins.values() for code in codes)
    return {code: _why(old, origins.get(code, ()), times) for code in new.leaf_codes}


def _why(old: Rubric, sources: tuple[str, ...], times: Mapping[str, int]) -> Why:
    match sources:
        case ():
            return Why.NEW
        case (source,) if times[source] > 1:
            return Why.SPLIT
        case (source,):
            return Why.NO_LEAF if old.criterion[source].parts else Why.NOT_ANSWERED
        case _:
            return Why.MERGED


def _previous(rubric: Rubric, previous: Previous) -> Previous:
    """What is known of the period before, of the outcomes those that *rubric* knows."""
    known = {table.code: table.outcome_codes for table in rubric.tables if table.hit_policy in SINGLE}
    outcomes = {code: outcome for code, outcome in previous.outcomes.items() if outcome in known.get(code, ())}
    return replace(previous, outcomes=outcomes)


def _bests(bests: Mapping[str, Fraction], sources: Mapping[str, str]) -> dict[str, Fraction]:
    return {code: bests[source] for code, source in sources.items() if source in bests}
