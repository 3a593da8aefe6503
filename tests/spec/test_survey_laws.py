"""Chapter 20, laws: what holds for every survey, against single ballots counted by plain Python."""

from collections import Counter
from collections.abc import Mapping
from dataclasses import dataclass, replace
from fractions import Fraction
from typing import assert_never

from hypothesis import assume, given
from hypothesis import strategies as st
from hypothesis.strategies import DrawFn

from rules.ballots import GroupBallots, Marks, Surveyed
from rules.methods.survey import Axis, Denominator, Minimum, Places, Survey, Then, Weighing
from rules.methods.survey_scale import Band, Banded, Proportional, Scale, Target
from rules.number import rounded
from rules.survey_acceptance import survey_refusals
from rules.survey_checks import check_survey
from rules.survey_scoring import Bounds, score_survey
from rules.survey_working import Basis, SurveyWorking
from tests.surveys import survey

BLANK, NO_OPINION = "blank", "no opinion"
LEVELS = ("1", "2", "3", "4")
QUESTIONS, GROUPS = ("a", "b", "c"), ("x", "y", "z")
PERCENTS = st.integers(0, 100).map(Fraction)
PLACES = st.sampled_from((None, None, 0, 1, 2))
WEIGHTS = st.integers(0, 3)
BOUNDS = st.sampled_from((Bounds(Fraction(0), Fraction(10)), Bounds(Fraction(-2), Fraction("0.25"))))


@dataclass(frozen=True)
class Ballot:
    """One ballot: the answer to each question, nothing on an invalid one."""

    group: str
    answers: Mapping[str, str] | None


@st.composite
def scales(draw: DrawFn) -> Scale:
    """Any scale that does not fall."""
    match draw(st.integers(0, 2)):
        case 0:
            return Proportional()
        case 1:
            floor, target = sorted((draw(PERCENTS), draw(PERCENTS)))
            return Target(max(target, Fraction(1)), floor)
        case _:
            above = sorted(draw(st.sets(st.integers(1, 100), max_size=3)))
            points = sorted(draw(st.lists(st.integers(-2, 12), min_size=len(above) + 1, max_size=len(above) + 1)))
            bounds = [0, *above]
            return Banded(tuple(Band(Fraction(low), Fraction(each)) for low, each in zip(bounds, points, strict=True)))


def _parts(draw: DrawFn, codes: tuple[str, ...], by: Weighing) -> tuple[str, ...] | dict[str, int]:
    chosen = codes[: draw(st.integers(1, len(codes)))]
    if by is not Weighing.FIXED:
        return chosen
    weights = {code: draw(WEIGHTS) for code in chosen}
    return weights if any(weights.values()) else dict.fromkeys(chosen, 1)


@st.composite
def surveys(draw: DrawFn) -> Survey:
    """Any survey without a least sample, better levels worth no less."""
    worth = sorted(draw(st.lists(PERCENTS, min_size=len(LEVELS), max_size=len(LEVELS))))
    worth = draw(st.sampled_from((worth, [Fraction(0), Fraction(0), Fraction(100), Fraction(100)])))
    questions_by = draw(st.sampled_from((Weighing.EQUAL, Weighing.ANSWERS, Weighing.FIXED)))
    groups_by = draw(st.sampled_from(Weighing))
    return survey(
        dict(zip(LEVELS, worth, strict=True)),
        _parts(draw, QUESTIONS, questions_by),
        _parts(draw, GROUPS, groups_by),
        questions_by=questions_by,
        groups_by=groups_by,
        first=draw(st.sampled_from(Axis)),
        all_positive=worth[-1] == 100 and draw(st.booleans()),
        denominator=Denominator(draw(st.booleans()), draw(st.booleans()), draw(st.booleans())),
        places=Places(draw(PLACES), draw(PLACES), draw(PLACES), draw(st.integers(0, 3))),
        scale=draw(scales()),
    )


@st.composite
def cases(draw: DrawFn) -> tuple[Survey, list[Ballot]]:
    """A survey and its ballots, a few or none from each group."""
    asked = draw(surveys())
    answer = st.sampled_from((*LEVELS, *LEVELS, BLANK, NO_OPINION))
    filled = st.fixed_dictionaries({question.code: answer for question in asked.questions})
    found = [
        Ballot(group.code, answers)
        for group in asked.groups
        for answers in draw(st.lists(st.one_of(filled, filled, st.none()), max_size=6))
    ]
    return asked, found


def is_all_positive(asked: Survey, answers: Mapping[str, str]) -> bool:
    """Every answer positive; a blank spoils the ballot where blanks count, and something must have been answered."""
    positive = {level.code for level in asked.positive}
    spoils = asked.denominator
    harmless = {mark for mark, does in ((BLANK, spoils.blanks), (NO_OPINION, spoils.no_opinion)) if not does}
    return bool(positive & set(answers.values())) and positive | harmless >= set(answers.values())


def aggregated(asked: Survey, found: list[Ballot]) -> Surveyed:
    """The counts of *found*, as they would be reported."""
    return Surveyed("c", tuple(_of_group(asked, group.code, found) for group in asked.groups))


def _of_group(asked: Survey, group: str, found: list[Ballot]) -> GroupBallots:
    mine = [ballot.answers for ballot in found if ballot.group == group]
    valid = [answers for answers in mine if answers is not None]
    marks = {}
    for question in asked.questions:
        tally = Counter(answers[question.code] for answers in valid)
        marks[question.code] = Marks({level: tally[level] for level in LEVELS}, tally[BLANK], tally[NO_OPINION])
    whole = sum(is_all_positive(asked, answers) for answers in valid) if asked.all_positive else None
    return GroupBallots(group, len(mine), len(mine), len(mine) - len(valid), marks, whole)


def worked(asked: Survey, found: list[Ballot], bounds: Bounds) -> SurveyWorking:
    return score_survey(asked, aggregated(asked, found), bounds)


# ---- the oracle: ballot by ballot ------------------------------------------------------------------------------------


def near(number: Fraction, places: int | None) -> Fraction:
    """Half-up, for numbers that are not negative."""
    return number if places is None else Fraction(int(number * 10**places + Fraction(1, 2)), 10**places)


def entries(asked: Survey, found: list[Ballot]) -> dict[tuple[str, str], list[Fraction]]:
    """What each ballot puts under each question of its group."""
    worth = {level.code: level.worth for level in asked.levels}
    put: dict[tuple[str, str], list[Fraction]] = {}
    for ballot in found:
        for question in [""] if asked.all_positive else [each.code for each in asked.questions]:
            under = put.setdefault((ballot.group, question), [])
            if ballot.answers is None:
                under += [Fraction(0)] * asked.denominator.invalid
            elif asked.all_positive:
                under.append(Fraction(100) if is_all_positive(asked, ballot.answers) else Fraction(0))
            elif ballot.answers[question] == BLANK:
                under += [Fraction(0)] * asked.denominator.blanks
            elif ballot.answers[question] == NO_OPINION:
                under += [Fraction(0)] * asked.denominator.no_opinion
            else:
                under.append(worth[ballot.answers[question]])
    return {cell: under for cell, under in put.items() if under}


def weight(asked: Survey, found: list[Ballot], part: str, answers: int, *, of_group: bool) -> Fraction:
    by = asked.groups_by if of_group else asked.questions_by
    if by is Weighing.FIXED:
        fixed = {each.code: each.weight for each in (asked.groups if of_group else asked.questions)}
        return fixed.get(part, Fraction(1)) or Fraction(0)
    if by is Weighing.BALLOTS:
        counts = [each for each in found if each.group == part and (each.answers or asked.denominator.invalid)]
        return Fraction(len(counts))
    return Fraction(answers if by is Weighing.ANSWERS else 1)


def index_of(asked: Survey, found: list[Ballot]) -> Fraction | None:
    """The percentage, ballot by ballot; `None` where no answer counts."""
    cells = entries(asked, found)
    by_group = asked.first is Axis.QUESTIONS
    top, below, answers = Fraction(0), Fraction(0), {cell: len(under) for cell, under in cells.items()}
    for outer in dict.fromkeys(cell[0] if by_group else cell[1] for cell in cells):
        mine = {cell: under for cell, under in cells.items() if outer == (cell[0] if by_group else cell[1])}
        inner = [
            (
                near(sum(under, Fraction(0)) / len(under), asked.places.share),
                weight(asked, found, cell[1] if by_group else cell[0], len(under), of_group=not by_group),
            )
            for cell, under in mine.items()
        ]
        total = sum(each for _, each in inner)
        if total:
            mean = near(sum(share * each for share, each in inner) / total, asked.places.mean)
            own = weight(asked, found, outer, sum(answers[cell] for cell in mine), of_group=by_group)
            top, below = top + mean * own, below + own
    return near(top / below, asked.places.percent) if below else None


def points_of(asked: Survey, percent: Fraction, bounds: Bounds) -> Fraction:
    match asked.scale:
        case Proportional():
            earned = bounds.cap * percent / 100
        case Target(target, floor):
            earned = bounds.cap * min(percent / target, Fraction(1)) if percent >= floor else Fraction(0)
        case Banded(bands):
            earned = [band.points for band in bands if band.at_least <= percent][-1]
        case _:
            assert_never(asked.scale)
    return sorted((bounds.low, rounded(earned, asked.places.points), bounds.cap))[1]


# ---- the laws --------------------------------------------------------------------------------------------------------


@given(cases(), BOUNDS)
def test_counts_come_to_the_same_percentage_and_points_as_single_ballots(
    case: tuple[Survey, list[Ballot]], bounds: Bounds
) -> None:
    asked, found = case
    working, percent = worked(asked, found, bounds), index_of(asked, found)
    assert working.percent == percent
    assert working.points == (None if percent is None else points_of(asked, percent, bounds))


@given(cases())
def test_counts_of_real_ballots_are_always_accepted(case: tuple[Survey, list[Ballot]]) -> None:
    asked, found = case
    assert tuple(survey_refusals(asked, aggregated(asked, found), "c")) == ()


@given(cases(), BOUNDS)
def test_points_lie_within_the_bounds_of_the_criterion(case: tuple[Survey, list[Ballot]], bounds: Bounds) -> None:
    working = worked(*case, bounds)
    assert working.points is None or bounds.low <= working.points <= bounds.cap


@given(cases(), BOUNDS)
def test_the_order_of_groups_and_questions_is_irrelevant(case: tuple[Survey, list[Ballot]], bounds: Bounds) -> None:
    asked, found = case
    turned = replace(asked, questions=asked.questions[::-1], groups=asked.groups[::-1])
    answer = aggregated(asked, found)
    again = score_survey(turned, replace(answer, groups=answer.groups[::-1]), bounds)
    working = score_survey(asked, answer, bounds)
    assert (working.percent, working.points) == (again.percent, again.points)


@given(cases(), BOUNDS, st.integers(2, 1000))
def test_every_ballot_many_times_over_changes_nothing(
    case: tuple[Survey, list[Ballot]], bounds: Bounds, times: int
) -> None:
    asked, found = case
    answer = aggregated(asked, found)
    many = replace(answer, groups=tuple(_times(group, times) for group in answer.groups))
    working, again = score_survey(asked, answer, bounds), score_survey(asked, many, bounds)
    assert (working.percent, working.converted) == (again.percent, again.converted)


def _times(group: GroupBallots, times: int) -> GroupBallots:
    questions = {
        code: Marks(
            {level: times * each for level, each in marks.levels.items()}, times * marks.blank, times * marks.no_opinion
        )
        for code, marks in group.questions.items()
    }
    whole = None if group.all_positive is None else times * group.all_positive
    return GroupBallots(
        group.group, times * group.issued, times * group.returned, times * group.invalid, questions, whole
    )


def warns_of_falling(asked: Survey, bounds: Bounds) -> bool:
    """Whether the static checks say that more satisfied ballots may lower the points."""
    return any("further satisfied" in finding.words.words for finding in check_survey(asked, bounds))


@given(cases(), BOUNDS, st.data())
def test_one_more_satisfied_ballot_never_lowers_the_points_unless_the_checks_warn(
    case: tuple[Survey, list[Ballot]], bounds: Bounds, data: st.DataObject
) -> None:
    asked, found = case
    assume(not warns_of_falling(asked, bounds))
    group = data.draw(st.sampled_from([each.code for each in asked.groups]))
    best = Ballot(group, {question.code: LEVELS[-1] for question in asked.questions})
    before, after = worked(asked, found, bounds), worked(asked, [*found, best], bounds)
    assert before.points is None or (after.points is not None and after.points >= before.points)


@given(cases(), BOUNDS, st.data())
def test_a_better_answer_on_a_ballot_never_lowers_the_points(
    case: tuple[Survey, list[Ballot]], bounds: Bounds, data: st.DataObject
) -> None:
    """Weights stay as they are, so that it holds for every survey."""
    asked, found = case
    answered = [
        (place, code)
        for place, ballot in enumerate(found)
        for code, mark in (ballot.answers or {}).items()
        if mark in LEVELS[:-1]
    ]
    assume(answered)
    place, code = data.draw(st.sampled_from(answered))
    answers = found[place].answers or {}
    better = LEVELS[LEVELS.index(answers[code]) + 1]
    changed = [*found]
    changed[place] = Ballot(found[place].group, {**answers, code: better})
    before, after = worked(asked, found, bounds).points, worked(asked, changed, bounds).points
    assert before is None or (after is not None and after >= before)


@given(cases(), BOUNDS)
def test_the_working_recomputes_to_the_points(case: tuple[Survey, list[Ballot]], bounds: Bounds) -> None:
    """Each line follows from the lines above it."""
    asked, found = case
    working = worked(asked, found, bounds)
    for share in working.shares:
        assert share.percent == near(share.worth / share.counted, asked.places.share)
    parts = {(share.group, share.question): share.percent for share in working.shares}
    for mean in working.means:
        for part in mean.parts:
            cell = (mean.code, part.code) if asked.first is Axis.QUESTIONS else (part.code, mean.code)
            assert part.percent == parts[cell]
        total = sum(part.weight for part in mean.parts)
        assert mean.percent == near(
            sum((part.percent * part.weight for part in mean.parts), Fraction(0)) / total, asked.places.mean
        )
    assume(working.overall is not None and working.converted is not None)
    assert working.overall is not None
    assert working.converted is not None
    means = {mean.code: mean.percent for mean in working.means}
    assert {part.code: part.percent for part in working.overall.parts} == means
    converted = working.converted
    assert converted.rounded == rounded(converted.exact, asked.places.points)
    assert converted.points == sorted((bounds.low, converted.rounded - converted.deduction, bounds.cap))[1]


@given(cases(), BOUNDS, st.integers(0, 12), st.sampled_from(Then), PERCENTS)
def test_a_survey_is_scored_by_its_ballots_exactly_where_the_sample_suffices_or_points_are_deducted(
    case: tuple[Survey, list[Ballot]], bounds: Bounds, least: int, then: Then, average: Fraction
) -> None:
    asked, found = case
    deduction = Fraction(1) if then is Then.DEDUCT else Fraction(0)
    minimum = Minimum(ballots=least + 1, then=then, deduction=deduction)
    answer = replace(aggregated(asked, found), block_average=average)
    working = score_survey(replace(asked, minimum=minimum), answer, bounds)
    suffices = sum(ballot.answers is not None for ballot in found) > least and index_of(asked, found) is not None
    if suffices:
        assert working.points == worked(asked, found, bounds).points
    elif then is Then.BLOCK_AVERAGE:
        assert working.basis is Basis.BLOCK_AVERAGE
        assert working.points == points_of(asked, near(average, asked.places.percent), bounds)
    else:
        assert (working.points is not None) is (then is Then.DEDUCT and index_of(asked, found) is not None)
