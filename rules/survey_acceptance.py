"""Accepting what is reported of a survey: everything that is wrong with the counts at once."""

from collections.abc import Iterable, Iterator

from rules.ballots import MOST_BALLOTS, GroupBallots, Marks, Surveyed, SurveyPercent
from rules.errors import N_, Path
from rules.methods.survey import Group, Question, Survey, Then
from rules.methods.survey_scale import is_percent
from rules.number import PLACES, rounded_up
from rules.said import said
from rules.survey_errors import (
    AnswersDiffer,
    BallotRefusal,
    BallotsOutOfRange,
    CountedTwice,
    MissingFromSurvey,
    NobodyAnswered,
    NotAsked,
    PercentOutOfRange,
    SampleTooSmall,
    SurveyDocumentMissing,
    UnknownToSurvey,
)
from rules.survey_scoring import worked_out
from rules.survey_working import Least, Shortage

_GROUPS = N_("respondent groups")
_AVERAGE = N_("average of the block")


def survey_refusals(survey: Survey, answer: Surveyed, component: object, at: Path = ()) -> Iterator[BallotRefusal]:
    """Everything that is wrong with *answer*, which is about *component*; *at* is where it stands."""
    return _about(component, _refusals(survey, answer, at))


def percent_refusals(answer: SurveyPercent, component: object, at: Path = ()) -> Iterator[BallotRefusal]:
    """Everything that is wrong with a percentage that is taken over for *component*."""
    return _about(component, _of_percent(answer, at))


def _about(component: object, found: Iterable[BallotRefusal]) -> Iterator[BallotRefusal]:
    for refusal in found:
        refusal.component = component
        yield refusal


def _refusals(survey: Survey, answer: Surveyed, at: Path) -> Iterator[BallotRefusal]:
    found = [*_about_groups(survey, answer, at), *_about_average(survey, answer, at)]
    yield from found
    if not found and survey.minimum.then is Then.REFUSE:
        yield from _about_sample(survey, answer, (*at, "groups"))


def _of_percent(answer: SurveyPercent, at: Path) -> Iterator[BallotRefusal]:
    if not is_percent(answer.percent):
        what = said(N_("percentage of the survey"))
        yield PercentOutOfRange(what, answer.percent, PLACES, at=(*at, "percent"))
    if not answer.document.strip():
        yield SurveyDocumentMissing(at=(*at, "document"))


def _about_average(survey: Survey, answer: Surveyed, at: Path) -> Iterator[BallotRefusal]:
    average = answer.block_average
    if average is None:
        return
    if survey.minimum.then is not Then.BLOCK_AVERAGE:
        yield NotAsked(said(_AVERAGE), at=(*at, "block_average"))
    elif not is_percent(average):
        yield PercentOutOfRange(said(_AVERAGE), average, PLACES, at=(*at, "block_average"))


def _about_groups(survey: Survey, answer: Surveyed, at: Path) -> Iterator[BallotRefusal]:
    known = {group.code: group for group in survey.groups}
    seen = set[str]()
    for place, ballots in enumerate(answer.groups):
        here: Path = (*at, "groups", place)
        if ballots.group in seen:
            yield CountedTwice(ballots.group, at=(*here, "group"))
        elif ballots.group not in known:
            yield UnknownToSurvey(said(_GROUPS), ballots.group, tuple(known), at=(*here, "group"))
        else:
            yield from _about_group(survey, known[ballots.group], ballots, here)
        seen.add(ballots.group)
    missing = tuple(code for code in known if code not in seen)
    if missing:
        yield MissingFromSurvey(said(_GROUPS), missing, at=(*at, "groups"))


def _about_group(survey: Survey, group: Group, ballots: GroupBallots, at: Path) -> Iterator[BallotRefusal]:
    numbers = (
        (N_("{group}: ballots issued"), "issued", MOST_BALLOTS),
        (N_("{group}: ballots returned"), "returned", ballots.issued),
        (N_("{group}: invalid ballots"), "invalid", ballots.returned),
    )
    for words, name, high in numbers:
        given = getattr(ballots, name)
        if not 0 <= given <= high:
            yield BallotsOutOfRange(said(words, group=group.name), given, 0, high, at=(*at, name))
            return  # the others would be measured against it
    known = tuple([question.code for question in survey.questions])
    found = [*_about_questions(group, known, ballots, (*at, "questions"))]
    for question in survey.questions:
        marks = ballots.questions.get(question.code)
        if marks is not None and not _adds_up(survey, marks, ballots.valid):
            found += _about_marks(survey, (group, question), ballots, (*at, "questions", question.code))
    yield from found or _about_all_positive(survey, group, ballots, (*at, "all_positive"))


def _about_questions(group: Group, known: tuple[str, ...], ballots: GroupBallots, at: Path) -> Iterator[BallotRefusal]:
    if ballots.questions.keys() == set(known):
        return
    what = said(N_("{group}: questions"), group=group.name)
    for code in ballots.questions:
        if code not in known:
            yield UnknownToSurvey(what, code, known, at=(*at, code))
    missing = tuple(code for code in known if code not in ballots.questions)
    if missing:
        yield MissingFromSurvey(what, missing, at=at)


def _about_marks(
    survey: Survey, of: tuple[Group, Question], ballots: GroupBallots, at: Path
) -> Iterator[BallotRefusal]:
    group, question = of
    marks = ballots.questions[question.code]
    what = said(N_("{group}, {question}"), group=group.name, question=question.name)
    levels = tuple(level.code for level in survey.levels)
    found: list[BallotRefusal] = [
        UnknownToSurvey(what, code, levels, at=(*at, "levels", code)) for code in marks.levels if code not in levels
    ]
    numbers = tuple(_numbers(marks))
    found += [
        BallotsOutOfRange(what, given, 0, ballots.valid, at=(*at, *name))
        for name, given in numbers
        if not 0 <= given <= ballots.valid
    ]
    yield from found
    total = sum(given for _, given in numbers)
    if not found and total != ballots.valid:
        yield AnswersDiffer(group.name, question.name, total, ballots.valid, at=at)


def _adds_up(survey: Survey, marks: Marks, valid: int) -> bool:
    """Whether nothing is wrong with *marks*: asked of every question, of which few have anything to be told."""
    given = (*marks.levels.values(), marks.blank, marks.no_opinion)
    return sum(given) == valid and min(given) >= 0 and marks.levels.keys() <= {level.code for level in survey.levels}


def _numbers(marks: Marks) -> Iterable[tuple[Path, int]]:
    yield from ((("levels", code), given) for code, given in marks.levels.items())
    yield from ((("blank",), marks.blank), (("no_opinion",), marks.no_opinion))


def _about_all_positive(survey: Survey, group: Group, ballots: GroupBallots, at: Path) -> Iterator[BallotRefusal]:
    """No more ballots can be all positive than any question has positive answers, nor fewer than these force."""
    given = ballots.all_positive
    if given is None and not survey.all_positive:
        return
    what = said(N_("{group}: ballots with every answer positive"), group=group.name)
    if not survey.all_positive:
        yield NotAsked(what, at=at)
        return
    if given is None:
        yield MissingFromSurvey(what, ("all_positive",), at=at)
        return
    positive = [_positive(survey, marks) for marks in ballots.questions.values()]
    passed = [_passed_over(survey, marks) for marks in ballots.questions.values()]
    high = min((sure + possible for sure, possible in zip(positive, passed, strict=True)), default=0)
    low = max(0, sum(positive) - (len(positive) - 1) * ballots.valid)
    if not low <= given <= high:
        yield BallotsOutOfRange(what, given, low, high, at=at)


def _positive(survey: Survey, marks: Marks) -> int:
    return sum(marks.levels.get(level.code, 0) for level in survey.positive)


def _passed_over(survey: Survey, marks: Marks) -> int:
    """Ballots without an answer to a question that may be positive all the same: what is not counted does no harm."""
    blank = 0 if survey.denominator.blanks else marks.blank
    return blank + (0 if survey.denominator.no_opinion else marks.no_opinion)


_SHORT = {
    Least.BALLOTS: N_("valid ballots"),
    Least.OF_GROUP: N_("{group}: valid ballots"),
    Least.RETURNED: N_("ballots returned, in per cent of those issued"),
}


def _about_sample(survey: Survey, answer: Surveyed, at: Path) -> Iterator[BallotRefusal]:
    worked = worked_out(survey, answer)
    for shortage in worked.shortages:
        given = -rounded_up(-shortage.given, 2)  # down, so that what is told is below the least as well
        yield SampleTooSmall(_short(survey, shortage), given, shortage.least, at=at)
    if not worked.shortages and worked.overall is None:
        yield NobodyAnswered(at=at)


def _short(survey: Survey, shortage: Shortage) -> object:
    names = {group.code: group.name for group in survey.groups}
    return said(_SHORT[shortage.of], group=names.get(shortage.group, ""))
