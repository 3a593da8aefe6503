"""A survey among the methods of scoring: its working as a start and steps, and what cannot be scored refused."""

from dataclasses import dataclass
from fractions import Fraction
from typing import assert_never

from rules.answer import Reported
from rules.answer_content import form_sent
from rules.ballots import Surveyed, SurveyPercent
from rules.criterion import Criterion
from rules.errors import N_
from rules.methods.survey import Survey, SurveyTakenOver
from rules.number import HUNDRED, ZERO
from rules.said import said
from rules.scored import OVER_HUNDRED, Act, Arithmetic, Step, begun
from rules.scoring_errors import AnswerRefusal, WrongAnswer, component
from rules.survey_acceptance import percent_refusals, survey_refusals
from rules.survey_scoring import Bounds, score_survey, score_taken_over
from rules.survey_shown import is_shown
from rules.survey_working import Branch, Converted, Standing, SurveyWorking
from rules.together import raise_first


@dataclass(eq=False)
class SampleForCouncil(AnswerRefusal):
    """A sample on which the council concludes."""

    criterion: object
    words = N_(
        "{criterion}: the sample is too small or no answer counts. The Council concludes on the points: give these "
        "(points) and the document in which they stand (document)."
    )


@dataclass(eq=False)
class BlockAverageMissing(AnswerRefusal):
    """A sample that is scored by the average of the block, which has not been supplied."""

    criterion: object
    words = N_("{criterion}: the sample is too small or no answer counts. Supply the average of the block.")


_UNSCORED = {
    Standing.FOR_COUNCIL: SampleForCouncil,
    Standing.AWAITS_BLOCK_AVERAGE: BlockAverageMissing,
}


def survey_steps(
    method: Survey | SurveyTakenOver, answer: Reported, criterion: Criterion
) -> tuple[SurveyWorking, Arithmetic]:
    """The working of *answer*, also as a start and steps, before it is kept within the bounds of *criterion*.

    Where the criterion leaves the maximum, the start stands for no points and there are no steps. Of fewer ballots than
    are shown the start is the points as rounded.

    Raises: `BallotRefusal`, `WrongAnswer`; where the survey is not scored, why.
    """
    worked = _worked(method, answer, criterion)
    if worked.standing is Standing.EXCLUDED:
        return worked, begun(max(ZERO, criterion.min_points))
    if worked.converted is None or worked.percent is None:
        raise _UNSCORED[worked.standing](component(criterion))
    if is_shown(method, worked):
        arithmetic = _arithmetic(worked.percent, worked.converted, criterion.max_points).rounded(method.places.points)
    else:  # the steps would tell the percentage
        arithmetic = begun(worked.converted.rounded)
    if worked.converted.deduction:
        arithmetic = arithmetic.then(Step(Act.MINUS, worked.converted.deduction))
    return worked, arithmetic


def _worked(method: Survey | SurveyTakenOver, answer: Reported, criterion: Criterion) -> SurveyWorking:
    bounds = Bounds(criterion.min_points, criterion.max_points)
    match method, answer:
        case Survey(), Surveyed():
            raise_first(survey_refusals(method, answer, component(criterion)))
            return score_survey(method, answer, bounds)
        case SurveyTakenOver(), SurveyPercent():
            raise_first(percent_refusals(answer, component(criterion)))
            return score_taken_over(method, answer, bounds)
        case Survey(), _:
            concluded = N_("counted ballots, or the points that the Council concluded, with their document")
            allowed = concluded if method.minimum.is_concluded_on else N_("counted ballots")
            raise WrongAnswer(component(criterion), form_sent(answer), said(allowed))
        case _:
            raise WrongAnswer(
                component(criterion), form_sent(answer), said(N_("the percentage of a survey, with its document"))
            )


def _arithmetic(percent: Fraction, converted: Converted, cap: Fraction) -> Arithmetic:
    """What the percentage is begun with and taken through, up to rounding."""
    match converted.branch:
        case Branch.PROPORTION:
            return Arithmetic(percent, (Step(Act.TIMES, cap), OVER_HUNDRED), converted.exact)
        case Branch.SHARE_OF_TARGET:
            steps = (Step(Act.OVER, converted.threshold or HUNDRED), Step(Act.TIMES, cap))
            return Arithmetic(percent, steps, converted.exact)
        case Branch.TARGET_REACHED | Branch.BAND | Branch.BELOW_FLOOR:
            return begun(converted.exact)
        case _:
            assert_never(converted.branch)
