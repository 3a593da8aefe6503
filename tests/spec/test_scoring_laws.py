"""Laws of scoring: for every method and answer points are within range, exact, recomputed and monotone."""

from fractions import Fraction
from typing import cast

from hypothesis import assume, given, reject, settings
from hypothesis import strategies as st

from rules.answer import Counted, Measured, Reported
from rules.band_checks import holes, overlaps, pieces
from rules.canonical import canonical
from rules.criterion import Criterion
from rules.errors import Refusal
from rules.language import Language
from rules.method_checks import check
from rules.method_content import method_content, method_of
from rules.method_phrases import method_sentence
from rules.methods import Method
from rules.methods.bands import Bands
from rules.methods.deduction import Deduction
from rules.methods.figure import Figure, Quantity
from rules.methods.items import Item, PerItem
from rules.methods.ratio import RatioToTarget
from rules.methods.relative import RelativeToBest
from rules.number import is_exact
from rules.reporting import Context
from rules.scored import Scored, recomputed
from rules.scoring import score
from rules.scoring_errors import NoBand
from rules.working_phrases import arithmetic, working_sentence
from tests.scoring import CODE, counted, faults, items, measured
from tests.spec.scored_strategies import bands, cases, criteria, deductions, item_lists, ratios

BEST = Context(best=Fraction(100), year=2022)
VIETNAMESE, ENGLISH = Language("vi"), Language("en")
TENTHS = st.integers(-4, 84).map(lambda halves: 5 * halves) | st.integers(-20, 850)
"""Figures, often those at which bands begin and end."""

NOT_MONOTONE = "A larger figure earns more in one place and less in another"


def scored(method: Method, answer: Reported, criterion: Criterion) -> Scored:
    """What *answer* earns, where it is not refused."""
    try:
        return score(method, answer, criterion, BEST)
    except Refusal:
        reject()


@given(cases(), criteria())
def test_points_are_within_the_range_and_exact(case: tuple[Method, Reported], criterion: Criterion) -> None:
    points = scored(*case, criterion).points
    assert criterion.min_points <= points <= criterion.max_points
    assert is_exact(points)


@given(cases(), criteria())
def test_the_working_comes_to_the_points_again(case: tuple[Method, Reported], criterion: Criterion) -> None:
    found = scored(*case, criterion)
    assert recomputed(found.working) == found.points
    assert found.working.answer == case[1]


@given(cases(), criteria())
def test_every_method_and_working_can_be_told_in_both_languages(
    case: tuple[Method, Reported], criterion: Criterion
) -> None:
    found = scored(*case, criterion)
    for language in (VIETNAMESE, ENGLISH):
        assert method_sentence(case[0], criterion, language)
        assert working_sentence(case[0], found, criterion, language)
        assert arithmetic(found.working, language)
        for finding in check(case[0], criterion):
            assert language.written(finding.words)


@given(cases())
def test_a_method_is_its_content(case: tuple[Method, Reported]) -> None:
    content = method_content(case[0])
    assert method_of(content) == case[0]
    assert canonical(method_content(method_of(content))) == canonical(content)


# ---- more of a good thing --------------------------------------------------------------------------------------------


def answer_of(figure: Figure, tenths: int) -> Counted | Measured:
    return counted(tenths // 10) if figure.is_whole else measured(Fraction(tenths, 10))


@given(ratios(), criteria(), st.integers(0, 1000), st.integers(0, 1000))
def test_a_better_ratio_never_scores_less(method: RatioToTarget, criterion: Criterion, one: int, other: int) -> None:
    low, high = (scored(method, answer_of(method.figure, each), criterion).points for each in sorted((one, other)))
    assert low <= high


@given(st.sampled_from(Quantity), criteria(), st.integers(0, 100), st.integers(0, 100))
def test_more_against_the_best_never_scores_less(
    quantity: Quantity, criterion: Criterion, one: int, other: int
) -> None:
    method = RelativeToBest(Figure(quantity))
    low, high = (scored(method, answer_of(method.figure, each), criterion).points for each in sorted((one, other)))
    assert low <= high


@given(item_lists(), criteria(), st.data())
def test_more_items_that_earn_points_never_score_less(
    method: PerItem, criterion: Criterion, data: st.DataObject
) -> None:
    earning = tuple(Item(each.code, each.name, abs(each.points), each.most) for each in method.items)
    method = PerItem(earning, method.cap)
    few = {each.code: data.draw(st.integers(0, 9)) for each in earning}
    more = {code: count + data.draw(st.integers(0, 9)) for code, count in few.items()}
    assert scored(method, items(few), criterion).points <= scored(method, items(more), criterion).points


@given(deductions(), criteria(), st.integers(0, 40), st.integers(0, 40))
def test_more_violations_never_score_more(method: Deduction, criterion: Criterion, one: int, other: int) -> None:
    few, many = (scored(method, faults(each), criterion).points for each in sorted((one, other)))
    assert few >= many


@given(bands(), criteria(), st.lists(TENTHS, min_size=3, max_size=12))
@settings(max_examples=300)
def test_bands_rise_or_fall_throughout_unless_the_checks_say_otherwise(
    method: Bands, criterion: Criterion, tenths: list[int]
) -> None:
    assume(all(str(found.words) != NOT_MONOTONE for found in check(method, criterion)))
    earned = [
        points for points in (earned_by(method, criterion, each) for each in sorted(tenths)) if points is not None
    ]
    assert earned in (sorted(earned), sorted(earned, reverse=True))


def earned_by(method: Bands, criterion: Criterion, tenths: int) -> Fraction | None:
    """What a figure earns, if anything."""
    try:
        return score(method, answer_of(method.figure, tenths), criterion).points
    except Refusal:
        return None


# ---- bands against their checks --------------------------------------------------------------------------------------


@given(bands(), TENTHS)
@settings(max_examples=300)
def test_a_figure_in_no_band_lies_in_a_hole_that_the_checks_find(method: Bands, tenths: int) -> None:
    answer = answer_of(method.figure, tenths)
    number = Fraction(answer.count if isinstance(answer, Counted) else answer.value)
    in_a_hole = any(
        (hole.low is None or hole.low < number or (hole.with_low and hole.low == number))
        and (hole.high is None or number < hole.high or (hole.with_high and hole.high == number))
        for hole in holes(method)
    )
    try:
        score(method, answer, Criterion(CODE, method.figure.name, Fraction(10)))
    except NoBand:
        assert in_a_hole
    except Refusal:
        reject()
    else:
        assert not in_a_hole


@given(bands(), TENTHS)
@settings(max_examples=300)
def test_bands_that_share_a_figure_are_found_to_overlap(method: Bands, tenths: int) -> None:
    answer = answer_of(method.figure, tenths)
    number = Fraction(answer.count if isinstance(answer, Counted) else answer.value)
    low, high = method.figure.low, method.figure.high
    assume((low is None or low <= number) and (high is None or number <= high))
    holding = [
        place
        for place, band in enumerate(method.bands)
        if Bands(method.figure, (band,), method.includes).band_of(number) == 0
    ]
    found = set(overlaps(method))
    assert {(one, other) for one in holding for other in holding if one < other} <= found
    held = method.band_of(number)
    if held is not None and not (method.nothing is not None and number == 0):
        assert held in {piece.place for piece in pieces(method)}


def test_the_same_method_has_the_same_content_whatever_is_said_of_usual_values() -> None:
    usual = {
        "kind": "bands",
        "figure": {"quantity": "percent"},
        "bands": [{"worth": {"kind": "points", "points": "1"}}],
    }
    said = {**usual, "includes": "lower", "places": 2}
    assert method_content(method_of(said)) == usual
    assert cast(Bands, method_of(said)).nothing is None
