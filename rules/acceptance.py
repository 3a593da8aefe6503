"""Accepting a result sheet: everything that is wrong with it at once, or the sheet as the engine takes it."""

from collections.abc import Container, Iterator, Mapping
from difflib import get_close_matches
from itertools import chain
from typing import Final

from rules.answer import Answer, NotApplicable
from rules.answer_content import answer_content, normalised
from rules.branching import Fork, left_out, option_name
from rules.criterion import Absence, Criterion, leaves
from rules.errors import (
    BadRank,
    Blank,
    DuplicateAnswer,
    Exempted,
    IndicatorOutOfRange,
    MissingAnswers,
    NotALeaf,
    NothingApplicable,
    Path,
    ReasonMissing,
    Refusal,
    Refusals,
    Refused,
    TooLarge,
    UnknownCriterion,
    UnknownIndicator,
    UnknownOutcome,
    UnknownTable,
)
from rules.number import LARGEST, Count, exact_text, is_exact
from rules.relative import relative_leaves
from rules.reporting import Context, require_possible
from rules.rubric import Rubric
from rules.scored import NothingArose, Scored, Working
from rules.scoring import score
from rules.scoring_errors import AlwaysApplicable, OnAnotherBranch, OnNoBranch, UnknownBest, component, inexact
from rules.sheet import Accepted, Previous, Sheet
from rules.table import SINGLE
from rules.tally import Tally, tally
from rules.text import Coded
from rules.together import all_of, within

LOWEST_RANK: Final = 1_000_000
"""No ranking has more places."""


def accept(rubric: Rubric, sheet: Sheet) -> Accepted:
    """*sheet* with its answers scored and in the order of *rubric*, without those the edition exempts.

    Raises: `Refused` with every refusal; the paths name positions in `sheet.answers`.
    """
    return accept_and_add_up(rubric, sheet)[0]


def accept_and_add_up(rubric: Rubric, sheet: Sheet) -> tuple[Accepted, Tally]:
    """As `accept`, with the tally that tells whether there is anything to assess.

    Raises: as `accept`.
    """
    found = Refusals()
    for field in ("agency", "period"):
        if not getattr(sheet, field).strip():
            found.add(Blank(field, at=(field,)))
    passed = left_out(rubric, sheet.answers, rubric.exempt.get(sheet.agency, frozenset()))
    answers, scored = _accepted(rubric, sheet, passed, found)
    for refusal in chain(
        _missing(rubric, sheet, passed),
        _about_indicators(rubric, sheet),
        _about_bests(rubric, sheet),
        _about_previous(rubric, sheet.previous),
    ):
        found.add(refusal)
    found.raise_if_any()
    taken = tuple(answers[code] for code in rubric.leaf_codes if code in answers)
    accepted = Accepted(sheet.agency, sheet.period, taken, sheet.indicators, sheet.previous, sheet.bests, scored)
    added_up = tally(rubric, accepted)
    if added_up.total.max_points <= 0:
        raise Refused((NothingApplicable(sheet.agency, at=("answers",)),))
    return accepted, added_up


def _accepted(
    rubric: Rubric, sheet: Sheet, passed: Mapping[str, Fork], found: Refusals
) -> tuple[dict[str, Answer], dict[str, Scored]]:
    """The answers that are to be taken, and what they score; what is wrong with them is *found*."""
    answers: dict[str, Answer] = {}
    earning = rubric.earning.get(sheet.agency, frozenset())
    scored = {
        code: _earned(rubric.criterion[code], NotApplicable(code, "")) for code in rubric.leaf_codes if code in earning
    }
    seen, plainly = set[str](), Context(sheet.year)
    exempt = rubric.exempt.get(sheet.agency, frozenset())
    for place, given in enumerate(sheet.answers):
        at: Path = ("answers", place)
        misplaced = _misplaced(rubric, sheet.agency, given, passed, seen)
        seen.add(given.criterion)
        if misplaced is not None:
            found.add(within(at, misplaced))
        if misplaced is not None or given.criterion in exempt:
            continue
        answer = normalised(given)
        answers[answer.criterion] = answer
        try:
            best = sheet.bests.get(answer.criterion)
            context = plainly if best is None else Context(plainly.year, best)
            points = _points(rubric.criterion[answer.criterion], answer, context)
        except Refusal as refusal:
            for each in all_of(refusal):
                found.add(within(at, each))
        else:
            if points is not None:
                scored[answer.criterion] = points
    return answers, scored


def _misplaced(
    rubric: Rubric, agency: str, answer: Answer, passed: Mapping[str, Fork], seen: Container[str]
) -> Refusal | None:
    """What is wrong with there being an *answer* for its criterion, if anything is."""
    code = answer.criterion
    criterion = rubric.criterion.get(code)
    if criterion is None:
        return _unknown(rubric, code)
    if criterion.parts:
        return NotALeaf(code, tuple(leaf.code for leaf in leaves((criterion,))), at=("criterion",))
    if code in seen:
        return DuplicateAnswer(component(criterion), code, at=("criterion",))
    if code in rubric.exempt.get(agency, ()):
        form = next(name for name in answer_content(answer) if name != "criterion")
        return None if isinstance(answer, NotApplicable) else Exempted(component(criterion), agency, at=(form,))
    return _off_branch(rubric, criterion, passed[code]) if code in passed else None


def _off_branch(rubric: Rubric, criterion: Criterion, fork: Fork) -> Refusal | None:
    """That *criterion* is not to be answered, where that was decided; nothing where who decides it has yet to."""
    on = rubric.criterion[fork.on]
    if fork.option:
        option = option_name(on, fork.option)
        return OnAnotherBranch(component(criterion), on.name, option, at=("criterion",))
    return OnNoBranch(component(criterion), on.name, at=("criterion",)) if fork.idle else None


def _unknown(rubric: Rubric, code: str) -> Refusal:
    begun = tuple(leaf for leaf in rubric.leaf_codes if code and leaf.startswith(code))
    alike = begun or tuple(get_close_matches(code, rubric.leaf_codes, n=1))
    return UnknownCriterion(code, rubric.leaf_codes, alike[:1], at=("criterion",))


def _points(criterion: Criterion, answer: Answer, context: Context) -> Scored | None:
    """What *answer* earns; nothing where “not applicable” leaves the maximum.

    Raises: as `score`; `ReasonMissing`, `AlwaysApplicable`.
    """
    if not isinstance(answer, NotApplicable):
        return score(criterion.method, answer, criterion, context)
    if not answer.reason:
        raise ReasonMissing(component(criterion), at=("reason",))
    if criterion.not_applicable is Absence.REFUSED:
        raise AlwaysApplicable(component(criterion), at=("not_applicable",))
    return _earned(criterion, answer) if criterion.not_applicable is Absence.EARNS else None


def _earned(criterion: Criterion, answer: NotApplicable) -> Scored:
    """The maximum, since nothing arose."""
    return Scored(criterion.max_points, Working(answer, NothingArose(answer.reason), criterion.max_points))


def _missing(rubric: Rubric, sheet: Sheet, passed: Mapping[str, Fork]) -> Iterator[Refusal]:
    given = {answer.criterion for answer in sheet.answers}
    needless = rubric.exempt.get(sheet.agency, frozenset()) | passed.keys()
    missing = tuple(code for code in rubric.leaf_codes if code not in given and code not in needless)
    if missing:
        named = tuple(Coded(code, rubric.criterion[code].name) for code in missing)
        yield MissingAnswers(Count(len(missing)), named, at=("answers",))


def _about_bests(rubric: Rubric, sheet: Sheet) -> Iterator[Refusal]:
    relative = relative_leaves(rubric) if sheet.bests else {}
    for code, best in sheet.bests.items():
        at: Path = ("bests", code)
        if code not in relative:
            yield UnknownBest(code, tuple(relative), at=at)
        elif abs(best) >= LARGEST:
            yield TooLarge(exact_text(best), LARGEST, at=at)
        else:
            try:
                require_possible(relative[code], best, rubric.criterion[code], at)
            except Refusal as refusal:
                yield refusal


def _about_indicators(rubric: Rubric, sheet: Sheet) -> Iterator[Refusal]:
    for code, value in sheet.indicators.items():
        at: Path = ("indicators", code)
        indicator = rubric.indicator.get(code)
        if indicator is None:
            yield UnknownIndicator(code, tuple(rubric.indicator), at=at)
            continue
        low, high = indicator.low, indicator.high
        if not is_exact(value):
            yield inexact(value, at=at)
        elif (low is not None and value < low) or (high is not None and value > high):
            yield IndicatorOutOfRange(indicator.name, value, low, high, at=at)


def _about_previous(rubric: Rubric, previous: Previous) -> Iterator[Refusal]:
    if previous.rank is not None and not 1 <= previous.rank <= LOWEST_RANK:
        yield BadRank(previous.rank, LOWEST_RANK, at=("previous", "rank"))
    yield from _about_outcomes(rubric, previous.outcomes)


def _about_outcomes(rubric: Rubric, outcomes: Mapping[str, str]) -> Iterator[Refusal]:
    single = tuple(table.code for table in rubric.tables if table.hit_policy in SINGLE)
    for code, outcome in outcomes.items():
        at: Path = ("previous", "outcomes", code)
        if code not in single:
            yield UnknownTable(code, single, at=at)
        elif outcome not in rubric.table[code].outcome_codes:
            yield UnknownOutcome(rubric.table[code].name, outcome, rubric.table[code].outcome_codes, at=at)
