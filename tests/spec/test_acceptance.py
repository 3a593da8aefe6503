"""Chapter 9: accepting a sheet. Everything that is wrong is said at once: where, what was given, what is allowed."""

from dataclasses import replace
from fractions import Fraction

import pytest

from rules import errors
from rules.acceptance import accept
from rules.answer import NotApplicable, Points
from rules.errors import Path, Refusal, Refused
from rules.language import Language
from rules.measure import CriterionPercent, TotalPercent
from rules.scope import Indicator
from rules.sheet import Previous, Sheet
from tests.builders import NA, area, leaf, rubric, rule, sheet, table, text, when

GROUP = table("group", rule("good", when(TotalPercent(), ">=", 90)), rule("poor", when(TotalPercent(), "<", 90)))
LISTED = table("listed", rule("low", when(CriterionPercent(), "<", 50)), policy="COLLECT", scope="all")
WORLD = replace(
    rubric(
        GROUP,
        LISTED,
        criteria=(leaf("law"), area("staff", leaf("training", 5), leaf("discipline", 5)), leaf("penalty", 0, low=-5)),
        scopes={"all": ("law",)},
        exemptions=[("staff", "no-staff")],
    ),
    indicators=(
        Indicator("online", text("online"), low=Fraction(0), high=Fraction(100)),
        Indicator("delay", text("delay"), low=Fraction(0)),
        Indicator("budget", text("budget"), high=Fraction(9)),
    ),
)
GOOD = sheet({"law": 9, "training": 4, "discipline": 4, "penalty": -1})


def refusals(sheet: Sheet) -> tuple[Refusal, ...]:
    with pytest.raises(Refused) as refused:
        accept(WORLD, sheet)
    return refused.value.refusals


def only(sheet: Sheet) -> tuple[type[Refusal], Path, str]:
    """The kind, the path and the English words of the only refusal of *sheet*."""
    (refusal,) = refusals(sheet)
    return type(refusal), refusal.at, Language("en").say(refusal)


def with_answer(criterion: str, points: int | str | Fraction | None) -> Sheet:
    """The good sheet with another answer for *criterion*, in its place or at the end."""
    given = {answer.criterion: answer.points for answer in GOOD.answers if isinstance(answer, Points)}
    return sheet({**given, criterion: points})


# ---- what is accepted ------------------------------------------------------------------------------------------------


def test_answers_are_put_in_the_order_of_the_rubric() -> None:
    shuffled = replace(GOOD, answers=tuple(reversed(GOOD.answers)))
    assert accept(WORLD, shuffled) == accept(WORLD, GOOD)
    assert accept(WORLD, shuffled).answers == GOOD.answers


@pytest.mark.parametrize(("criterion", "points"), [("law", 0), ("law", 10), ("law", "9.999999"), ("penalty", -5)])
def test_points_may_be_anything_from_the_minimum_to_the_maximum(criterion: str, points: int | str) -> None:
    answers = with_answer(criterion, points)
    assert accept(WORLD, answers).answers == answers.answers


def test_reasons_are_stripped_and_composed_so_that_one_text_has_one_hash() -> None:
    decomposed = NotApplicable("law", "  kho\u0302ng pha\u0301t sinh\n")
    accepted = accept(WORLD, replace(GOOD, answers=(decomposed, *GOOD.answers[1:])))
    assert accepted.answers[0] == NotApplicable("law", "không phát sinh")


@pytest.mark.parametrize("indicators", [{"online": 0}, {"online": 100}, {"delay": 10**6}, {"budget": -5}, {}])
def test_indicators_may_be_anything_in_their_range_or_left_out(indicators: dict[str, int]) -> None:
    answers = replace(GOOD, indicators={code: Fraction(value) for code, value in indicators.items()})
    assert accept(WORLD, answers).indicators == answers.indicators


@pytest.mark.parametrize("rank", [1, 1_000_000])
def test_facts_of_the_previous_period_are_taken_as_sent(rank: int) -> None:
    previous = Previous(reviewed=False, rank=rank, outcomes={"group": "poor"})
    assert accept(WORLD, replace(GOOD, previous=previous)).previous == previous


# ---- answers that are refused ----------------------------------------------------------------------------------------


def test_an_unknown_criterion_is_refused_with_the_closest_one() -> None:
    assert only(with_answer("trainning", 4)) == (
        errors.UnknownCriterion,
        ("answers", 4, "criterion"),
        "Criterion “trainning” is not in this rubric. Closest: training. Allowed: law, training, discipline, penalty.",
    )


def test_a_code_like_no_other_has_no_closest_one() -> None:
    (refusal,) = refusals(with_answer("zz", 4))
    assert isinstance(refusal, errors.UnknownCriterion)
    assert refusal.closest == ()


def test_points_for_a_parent_are_refused() -> None:
    kind, at, words = only(with_answer("staff", 4))
    assert (kind, at) == (errors.NotALeaf, ("answers", 4, "criterion"))
    assert words.endswith("its points follow from its parts. Allowed: training, discipline.")


def test_a_second_answer_for_one_criterion_is_refused() -> None:
    kind, at, words = only(replace(GOOD, answers=(*GOOD.answers, Points("law", Fraction(1)))))
    assert (kind, at) == (errors.DuplicateAnswer, ("answers", 4, "criterion"))
    assert "(law): answered twice" in words


def test_leaves_without_an_answer_are_named_together() -> None:
    kind, at, words = only(sheet({"law": 9, "penalty": 0}))
    assert (kind, at) == (errors.MissingAnswers, ("answers",))
    assert words.startswith("Criteria without an answer (2): training, discipline.")


def test_points_above_the_maximum_are_refused() -> None:
    kind, at, words = only(with_answer("law", "10.000001"))
    assert (kind, at) == (errors.OverCap, ("answers", 0, "points"))
    assert words == "law (en) (law): 10.000001 points exceed the maximum of 10 points. Allowed: from 0 to 10."


@pytest.mark.parametrize(("criterion", "points"), [("law", "-0.000001"), ("penalty", "-5.000001")])
def test_points_below_the_minimum_are_refused(criterion: str, points: str) -> None:
    kind, at, words = only(with_answer(criterion, points))
    assert (kind, at[2]) == (errors.UnderMinimum, "points")
    assert "below the minimum" in words


def test_points_with_seven_decimals_are_refused() -> None:
    kind, at, words = only(with_answer("law", Fraction(1, 10**7)))
    assert (kind, at) == (errors.TooManyDecimals, ("answers", 0, "points"))
    assert words == "“0.0000001” has too many decimals. Allowed: at most 6 decimals."


@pytest.mark.parametrize("reason", ["", " \n\t"])
def test_not_applicable_without_a_reason_is_refused(reason: str) -> None:
    answers = replace(GOOD, answers=(NotApplicable("law", reason), *GOOD.answers[1:]))
    assert only(answers)[:2] == (errors.ReasonMissing, ("answers", 0, "reason"))


def test_a_sheet_on_which_nothing_with_points_is_left_is_refused() -> None:
    nothing = sheet({"law": NA, "training": NA, "discipline": NA, "penalty": -1})
    assert only(nothing)[:2] == (errors.NothingApplicable, ("answers",))
    assert only(sheet({"law": NA, "penalty": -1}, agency="no-staff"))[0] is errors.NothingApplicable


# ---- indicators and the previous period ------------------------------------------------------------------------------


def with_indicator(code: str, value: Fraction | int) -> Sheet:
    return replace(GOOD, indicators={code: Fraction(value)})


def test_an_unknown_indicator_is_refused() -> None:
    assert only(with_indicator("onlin", 5)) == (
        errors.UnknownIndicator,
        ("indicators", "onlin"),
        "Indicator “onlin” is not in this rubric. Allowed: online, delay, budget.",
    )


@pytest.mark.parametrize(("code", "value"), [("online", -1), ("online", 101), ("delay", -1), ("budget", 10)])
def test_an_indicator_outside_its_range_is_refused(code: str, value: int) -> None:
    assert only(with_indicator(code, value))[:2] == (errors.IndicatorOutOfRange, ("indicators", code))


@pytest.mark.parametrize(
    ("value", "kind"), [(Fraction(1, 10**7), errors.TooManyDecimals), (Fraction(10**11), errors.TooLarge)]
)
def test_an_indicator_that_cannot_be_kept_exactly_is_refused(value: Fraction, kind: type[Refusal]) -> None:
    assert only(with_indicator("delay", value))[:2] == (kind, ("indicators", "delay"))


@pytest.mark.parametrize("rank", [0, -1, 1_000_001, 10**12])
def test_a_rank_that_is_no_place_in_a_ranking_is_refused(rank: int) -> None:
    assert only(replace(GOOD, previous=Previous(rank=rank)))[:2] == (errors.BadRank, ("previous", "rank"))


@pytest.mark.parametrize("code", ["grup", "listed"])
def test_a_previous_outcome_of_a_table_without_outcomes_is_refused(code: str) -> None:
    kind, at, words = only(replace(GOOD, previous=Previous(outcomes={code: "good"})))
    assert (kind, at) == (errors.UnknownTable, ("previous", "outcomes", code))
    assert words == f"Table “{code}” is not in this rubric. Allowed: group."


def test_a_previous_outcome_that_the_table_does_not_have_is_refused() -> None:
    kind, at, words = only(replace(GOOD, previous=Previous(outcomes={"group": "best"})))
    assert (kind, at) == (errors.UnknownOutcome, ("previous", "outcomes", "group"))
    assert words.endswith("outcome “best” is not known. Allowed: good, poor.")


def test_a_sheet_without_a_period_is_refused() -> None:
    assert only(replace(GOOD, period=""))[1] == ("period",)


def test_all_that_is_wrong_is_said_at_once_in_the_order_of_the_input() -> None:
    wrong = sheet(
        {"law": 11, "staf": 1, "training": "5.5", "penalty": -6},
        indicators={"online": 101},
        previous=Previous(rank=0, outcomes={"x": "y"}),
    )
    assert [type(refusal) for refusal in refusals(wrong)] == [
        errors.OverCap,
        errors.UnknownCriterion,
        errors.OverCap,
        errors.UnderMinimum,
        errors.MissingAnswers,
        errors.IndicatorOutOfRange,
        errors.BadRank,
        errors.UnknownTable,
    ]
