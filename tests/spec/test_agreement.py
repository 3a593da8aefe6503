"""Chapter 13: agreement. For every rubric and sheet both evaluators and a second opinion say the same."""

import operator
from collections import Counter
from fractions import Fraction
from functools import partial
from math import floor

from hypothesis import assume, given, settings
from hypothesis import strategies as st

from rules import decision
from rules.acceptance import accept
from rules.canonical import canonical
from rules.condition import Operator
from rules.content import edition_of, rubric_content
from rules.encoding import UNKNOWN, encoded_ratio, encoded_rounded
from rules.evaluation import decide, evaluate, examine
from rules.measure import CountBelow, CriterionPercent, LowestPercent, TotalPercent
from rules.number import LARGEST, SCALE, printed, rounded
from rules.rubric import Rubric, conditions
from rules.sheet import Sheet
from rules.value import Verdict
from rulesvc.schemas.rubric_document import read_rubric
from tests.builders import result_of
from tests.evaluators import Answered, by_deciding, by_examining
from tests.spec.hit_policies import MOST_UNKNOWN, Answer
from tests.spec.second_opinion import Opinion, opinion_on
from tests.spec.strategies import MILLIONTHS, mixed_trees, mixed_worlds, rubrics, shuffled, worlds

stable = settings(max_examples=100, deadline=None, derandomize=True, database=None)
few = settings(stable, max_examples=40)
many = settings(stable, max_examples=300)

ANY = worlds() | mixed_worlds()

COMPARE = {
    Operator.AT_LEAST: operator.ge,
    Operator.ABOVE: operator.gt,
    Operator.AT_MOST: operator.le,
    Operator.BELOW: operator.lt,
    Operator.EQUALS: operator.eq,
}


# ---- agreement -------------------------------------------------------------------------------------------------------


@stable
@given(ANY)
def test_both_evaluators_and_a_second_opinion_agree(world: tuple[Rubric, Sheet]) -> None:
    rubric, sheet = world
    told = opinion_on(rubric, sheet)
    assume(can_be_completed(told))
    for answered in (by_examining(rubric, sheet), by_deciding(rubric, sheet)):
        assert answered.verdicts == told.verdicts
        for table in rubric.tables:
            assert_settled(answered, told, table.code)


def can_be_completed(told: Opinion) -> bool:
    """Whether few enough rules of every table are unknown to try every completion."""
    unknown = Counter(table for (table, _, _), each in told.verdicts.items() if each is Verdict.CANNOT_TELL)
    return max(unknown.values(), default=0) <= MOST_UNKNOWN


def assert_settled(answered: Answered, told: Opinion, table: str) -> None:
    settled = answered.settled[table]
    if table in told.findings:
        assert answered.findings(table) == told.findings[table]
        assert answered.possible(table) == told.possible[table]
        assert settled.determined is (told.possible[table] == [])
        return
    mine = {member: each for (of, member), each in told.answers.items() if of == table}
    for member, expected in mine.items():
        got = settled.of(member)
        assert Answer(got.outcome, got.number, got.reason or "") == expected
    assert settled.determined is not any(each.reason for each in mine.values())


@few
@given(ANY)
def test_the_evaluation_has_the_verdicts_of_both_in_the_order_of_the_rubric(world: tuple[Rubric, Sheet]) -> None:
    rubric, sheet = world
    result = result_of(rubric, sheet)
    shown = [
        (code, line["rule"], line["criterion"] or "", line["verdict"])
        for code, lines in result["verdicts"].items()
        for line in lines
    ]
    examined = examine(rubric, accept(rubric, sheet)).examined
    assert shown == [
        (code, each.rule.code, each.member, each.verdict) for code, rules in examined.items() for each in rules
    ]
    assert list(result["outcomes"]) == [table.code for table in rubric.tables]


# ---- the same again --------------------------------------------------------------------------------------------------


@few
@given(ANY)
def test_the_order_of_answers_changes_nothing(world: tuple[Rubric, Sheet]) -> None:
    rubric, sheet = world
    assert canonical(result_of(rubric, sheet)) == canonical(result_of(rubric, shuffled(sheet)))


@few
@given(ANY)
def test_a_result_is_given_again_byte_for_byte_by_an_edition_read_from_its_document(
    world: tuple[Rubric, Sheet],
) -> None:
    rubric, sheet = world
    again = read_rubric(rubric_content(rubric))
    assert again == rubric
    assert canonical(evaluate(edition_of(again, 1), sheet)) == canonical(result_of(rubric, sheet))


@few
@given(ANY)
def test_what_the_engine_has_seen_before_changes_nothing(world: tuple[Rubric, Sheet]) -> None:
    rubric, sheet = world
    accepted = accept(rubric, sheet)
    before = decide(rubric, accepted)
    decision._compiled.clear()
    assert decide(rubric, accepted) == before == decide(rubric, accepted)


@few
@given(rubrics() | rubrics(mixed_trees()))
def test_one_rubric_has_one_hash(rubric: Rubric) -> None:
    assert edition_of(rubric, 1).sha256 == edition_of(read_rubric(rubric_content(rubric)), 2).sha256


# ---- what is shown ---------------------------------------------------------------------------------------------------


@stable
@given(ANY)
def test_a_printed_percentage_is_never_on_the_wrong_side_of_any_threshold(world: tuple[Rubric, Sheet]) -> None:
    rubric, sheet = world
    result = result_of(rubric, sheet)
    for line in (result["total"], *result["criteria"]):
        shown, exact = line["percent"], line["percent_exact"]
        if shown and exact:
            assert sides(rubric, Fraction(shown)) == sides(rubric, Fraction(exact)), (shown, exact)


def sides(rubric: Rubric, percent: Fraction) -> list[bool]:
    """What every condition on a percentage says of *percent*."""
    answers = []
    for condition in (each for table in rubric.tables for each in conditions(table)):
        measure, threshold = condition.measure, condition.threshold
        if isinstance(measure, CountBelow):
            answers.append(percent < measure.percent)
        elif isinstance(measure, TotalPercent | CriterionPercent | LowestPercent) and isinstance(threshold, Fraction):
            answers.append(COMPARE[condition.operator](percent, threshold))
    return answers


NEAR = st.tuples(st.sampled_from(sorted(COMPARE)), st.integers(0, 4), st.sampled_from((0, 0, 0, -1, 1)))


@many
@given(st.fractions(max_denominator=10**5).map(lambda each: each % 2 - 1), st.lists(NEAR, max_size=3))
def test_a_number_is_printed_on_the_right_side_of_all_thresholds_together(
    number: Fraction, near: list[tuple[Operator, int, int]]
) -> None:
    """Thresholds where the number is rounded to, or next to that: there rounding is most likely to cross them."""
    thresholds = [(sign, rounded(number, places) + Fraction(step, 10 ** (places + 1))) for sign, places, step in near]
    asked = [partial(stands, sign, threshold) for sign, threshold in thresholds]
    shown = Fraction(printed(number, asked))
    assert [each(shown) for each in asked] == [each(number) for each in asked]


def stands(sign: Operator, threshold: Fraction, number: Fraction) -> bool:
    truth: bool = COMPARE[sign](number, threshold)
    return truth


@few
@given(ANY)
def test_the_sign_of_the_margin_matches_the_verdict(world: tuple[Rubric, Sheet]) -> None:
    for lines in result_of(*world)["verdicts"].values():
        for shown in (each for line in lines for each in line["conditions"] if each["margin"] is not None):
            margin = Fraction(shown["margin"] or "")
            strict, equal = shown["operator"] in {"<", ">"}, shown["operator"] == "="
            expected = margin == 0 if equal else margin > 0 if strict else margin >= 0
            assert (shown["verdict"] == "yes") is expected


# ---- encoding --------------------------------------------------------------------------------------------------------

NUMERATORS = st.integers(-(10**12), 10**12)
DENOMINATORS = st.integers(1, 10**9)


@many
@given(NUMERATORS, DENOMINATORS, MILLIONTHS, st.sampled_from((-1, 0, 1)))
def test_encoding_preserves_every_comparison(numerator: int, denominator: int, anywhere: Fraction, step: int) -> None:
    value = Fraction(numerator, denominator)
    near = Fraction(floor(value * SCALE) + step, SCALE)
    for threshold in (anywhere, near):
        image, limit = encoded_ratio(numerator, denominator), int(2 * threshold * SCALE)
        assert {sign: holds(image, limit) for sign, holds in COMPARE.items()} == {
            sign: holds(value, threshold) for sign, holds in COMPARE.items()
        }


@many
@given(NUMERATORS, DENOMINATORS, st.integers(0, 6))
def test_encoding_rounds_as_the_exact_side_does(numerator: int, denominator: int, places: int) -> None:
    expected = 2 * SCALE * rounded(Fraction(numerator, denominator), places)
    assert encoded_rounded(numerator, denominator, places) == expected


@many
@given(st.integers(1 - LARGEST * SCALE, LARGEST * SCALE - 1))
def test_every_input_is_encoded_strictly_between_the_ends_of_the_unknown(millionths: int) -> None:
    assert -UNKNOWN < encoded_ratio(millionths, SCALE) < UNKNOWN
