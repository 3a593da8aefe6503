"""Chapter 11: Hải Dương 2022. The published round, and what its rules say at their edges."""

from collections import Counter
from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor
from dataclasses import replace
from fractions import Fraction

import pytest

from rules.canonical import canonical
from rules.condition import Condition
from rules.content import edition_of, rubric_content
from rules.document import Document
from rules.number import SCALE
from rules.result import Result
from rules.rubric import Rubric
from rules.settlement import Reason
from rules.sheet import Previous, Sheet
from tests.builders import result_of
from tests.evaluators import Answered, Evaluator
from tests.hai_duong import (
    BLOCKS,
    at_percent,
    block_of,
    document,
    edited,
    moved,
    published,
    rescored,
    rubric_of,
    sheet_of,
    sheets,
    total,
)

SO = rubric_of("so")
EVIDENCE = ("chi-dao-dieu-hanh", "the-che", "thu-tuc-hanh-chinh", "to-chuc-bo-may", "che-do-cong-vu", "tai-chinh-cong")
SURVEYS = ("dieu-tra-co-quan", "sipas")


def outcome(answered: Answered, table: str) -> str:
    return answered.settled[table].outcome


def outcomes(
    evaluator: Evaluator, table: str, change: Callable[[Rubric], Rubric] = lambda rubric: rubric
) -> dict[str, str]:
    """The outcomes of *table* for all agencies, under both rubrics as changed."""
    rubrics = {block: change(rubric_of(block)) for block in BLOCKS}
    return {agency: outcome(evaluator(rubrics[block_of(agency)], sheet), table) for agency, sheet in sheets().items()}


def differing(before: dict[str, str], after: dict[str, str]) -> dict[str, str]:
    return {agency: after[agency] for agency in before if after[agency] != before[agency]}


# ---- as published ----------------------------------------------------------------------------------------------------


@pytest.mark.parametrize("agency", sheets())
def test_every_published_cell_is_given_back(evaluator: Evaluator, agency: str) -> None:
    cells = published()[agency]
    answered = evaluator(rubric_of(cells["block"]), sheets()[agency])
    assert outcome(answered, "group") == cells["group"]
    assert outcome(answered, "head_rating") == cells["head_rating"]
    assert answered.findings("review") == [(area, "kiem-diem") for area in cells["review_areas"].split()]


def test_there_are_as_many_agencies_in_each_group_and_rating_as_published(evaluator: Evaluator) -> None:
    groups, ratings = outcomes(evaluator, "group"), outcomes(evaluator, "head_rating")
    assert Counter((block_of(agency), group) for agency, group in groups.items()) == {
        ("so", "90"): 3,
        ("so", "80-90"): 14,
        ("so", "duoi-80"): 1,
        ("huyen", "90"): 2,
        ("huyen", "80-90"): 9,
        ("huyen", "70-80"): 1,
    }
    assert Counter((block_of(agency), rating) for agency, rating in ratings.items()) == {
        ("so", "hoan-thanh-xuat-sac"): 3,
        ("so", "hoan-thanh-tot"): 13,
        ("so", "hoan-thanh"): 2,
        ("huyen", "hoan-thanh-xuat-sac"): 2,
        ("huyen", "hoan-thanh-tot"): 8,
        ("huyen", "hoan-thanh"): 2,
    }


def test_two_agencies_are_under_review_for_the_second_year(evaluator: Evaluator) -> None:
    answers = {agency: evaluator(rubric_of(block_of(agency)), sheet) for agency, sheet in sheets().items()}
    repeated = [agency for agency, answered in answers.items() if answered.findings("review_repeat")]
    assert sorted(repeated) == ["bql-khu-cong-nghiep", "so-y-te"]


def test_rank_changes_follow_from_the_exact_totals() -> None:
    for block in BLOCKS:
        mine = [agency for agency in sheets() if block_of(agency) == block]
        totals = {agency: Fraction(result(agency)["total"]["percent_exact"]) for agency in mine}
        ranks = {agency: 1 + sum(other > totals[agency] for other in totals.values()) for agency in mine}
        changes = {agency: (sheets()[agency].previous.rank or 0) - rank for agency, rank in ranks.items()}
        told = {agency: published()[agency]["rank_change"] for agency in mine}
        assert {agency: changes[agency] for agency in mine if told[agency]} == {
            agency: int(change) for agency, change in told.items() if change
        }


def result(agency: str) -> Result:
    return result_of(rubric_of(block_of(agency)), sheets()[agency])


def test_the_reconstructed_points_are_on_their_steps(evaluator: Evaluator) -> None:
    noted = [evaluator(rubric_of(block_of(agency)), sheet).findings("data_notes") for agency, sheet in sheets().items()]
    assert noted == [[]] * 30


def test_eight_threads_give_the_same_bytes_for_all_thirty_agencies() -> None:
    expected = {agency: canonical(result(agency)) for agency in sheets()}

    def again(thread: int) -> bool:
        order = list(sheets())[thread:] + list(sheets())[:thread]
        return all(canonical(result(agency)) == expected[agency] for agency in order)

    with ThreadPoolExecutor(8) as threads:
        assert all(threads.map(again, range(8)))


@pytest.mark.parametrize("block", BLOCKS)
def test_a_rubric_document_is_read_and_written_without_loss(block: str) -> None:
    assert rubric_content(rubric_of(block)) == document(block)


# ---- thresholds are data ---------------------------------------------------------------------------------------------


def test_eighty_nine_instead_of_ninety_moves_two_agencies_to_the_best_group(evaluator: Evaluator) -> None:
    def lowered(rubric: Rubric) -> Rubric:
        return edited(rubric, "group", moved("total_percent", 90, 89))

    before, after = outcomes(evaluator, "group"), outcomes(evaluator, "group", lowered)
    assert differing(before, after) == {"so-lao-dong-tbxh": "90", "gia-loc": "90"}
    assert outcomes(evaluator, "head_rating", lowered) == outcomes(evaluator, "head_rating")


def test_a_floor_of_sixty_instead_of_seventy_lifts_two_agencies_to_the_next_rating(evaluator: Evaluator) -> None:
    def lowered(rubric: Rubric) -> Rubric:
        return edited(rubric, "head_rating", moved("lowest_percent", 70, 60))

    before, after = outcomes(evaluator, "head_rating"), outcomes(evaluator, "head_rating", lowered)
    assert differing(before, after) == {"bql-khu-cong-nghiep": "hoan-thanh-tot", "tu-ky": "hoan-thanh-tot"}


def test_a_floor_of_eighty_five_instead_of_eighty_lowers_two_agencies(evaluator: Evaluator) -> None:
    def raised(rubric: Rubric) -> Rubric:
        return edited(rubric, "head_rating", moved("lowest_percent", 80, 85))

    before, after = outcomes(evaluator, "head_rating"), outcomes(evaluator, "head_rating", raised)
    assert differing(before, after) == {"so-khoa-hoc-cong-nghe": "hoan-thanh-tot", "kim-thanh": "hoan-thanh-tot"}


def test_a_copied_edition_differs_in_its_hash_and_an_equal_copy_does_not() -> None:
    lowered = edited(SO, "group", moved("total_percent", 90, 89))
    same = edited(SO, "group", replace)
    assert edition_of(lowered, 2).sha256 != edition_of(SO, 1).sha256
    assert edition_of(same, 2).sha256 == edition_of(SO, 1).sha256


# ---- at the edges ----------------------------------------------------------------------------------------------------


def test_two_thirds_with_an_area_at_forty_nine_per_cent_is_for_the_council(evaluator: Evaluator) -> None:
    settled = evaluator(SO, sheet_with_a_hole()).settled["head_rating"]
    assert (settled.outcome, settled.reason) == ("", Reason.NO_RULE)
    line = result_of(SO, sheet_with_a_hole())["outcomes"]["head_rating"]
    assert [each["rule"] for each in line["closest"]] == ["hoan-thanh", "khong-hoan-thanh"]
    assert [each["unmet"][0]["measure"]["kind"] for each in line["closest"]] == ["lowest_percent", "total_percent"]
    assert line["closest"][0]["unmet"][0]["where"] == ["tai-chinh-cong"]


def sheet_with_a_hole() -> Sheet:
    """66% in all, `tai-chinh-cong` at 49%."""
    answers = at_percent({"tai-chinh-cong": 49, "thu-tuc-hanh-chinh": 60, "the-che": 66}, 67)
    lacking = 66 - total(answers)
    return rescored(answers, lambda area, points: points + lacking if area == "sipas" else points)


@pytest.mark.parametrize("survey", SURVEYS)
def test_a_survey_part_at_forty_nine_per_cent_has_no_effect_on_the_floors(evaluator: Evaluator, survey: str) -> None:
    answered = evaluator(SO, at_percent({survey: 49}, 100))
    assert outcome(answered, "head_rating") == "hoan-thanh-xuat-sac"


@pytest.mark.parametrize("area", [*EVIDENCE, "chinh-quyen-so"])
def test_each_of_the_seven_areas_has_a_floor(evaluator: Evaluator, area: str) -> None:
    ratings = [
        outcome(evaluator(SO, at_percent({area: percent}, 100)), "head_rating") for percent in (80, 79, 70, 69, 50, 49)
    ]
    best, good, fair = "hoan-thanh-xuat-sac", "hoan-thanh-tot", "hoan-thanh"
    assert ratings == [best, good, good, fair, fair, ""]


def test_tu_ky_at_exactly_seventy_five_per_cent_is_not_under_review_there(evaluator: Evaluator) -> None:
    huyen = rubric_of("huyen")
    assert evaluator(huyen, sheets()["tu-ky"]).findings("review") == [("thu-tuc-hanh-chinh", "kiem-diem")]
    below = evaluator(huyen, sheet_of("tu-ky", chinh_quyen_so="6.749999"))
    assert below.findings("review") == [("thu-tuc-hanh-chinh", "kiem-diem"), ("chinh-quyen-so", "kiem-diem")]


def test_without_the_previous_year_only_the_repeat_is_missing(evaluator: Evaluator) -> None:
    answered = evaluator(SO, replace(sheets()["so-y-te"], previous=Previous()))
    assert [code for code, settled in answered.settled.items() if not settled.determined] == ["review_repeat"]
    assert answered.settled["review_repeat"].reason is Reason.MISSING
    assert (answered.findings("review_repeat"), answered.possible("review_repeat")) == ([], [("", "lap-lai")])


@pytest.mark.parametrize(("step", "group"), [(0, "90"), (Fraction(-1, SCALE), "80-90"), (Fraction(1, SCALE), "90")])
def test_ninety_per_cent_is_the_best_group_and_a_millionth_less_is_not(
    evaluator: Evaluator, step: Fraction, group: str
) -> None:
    moved_by = rescored(at_percent({}, 90), lambda area, points: points + step if area == "sipas" else points)
    assert outcome(evaluator(SO, moved_by), "group") == group


def test_districts_below_seventy_per_cent_have_no_group(evaluator: Evaluator) -> None:
    huyen = rubric_of("huyen")
    settled = evaluator(huyen, rescored(sheets()["thanh-ha"], lambda _, points: points * 3 / 4)).settled["group"]
    assert settled.reason is Reason.NO_RULE


def test_a_score_off_its_step_is_noted_and_accepted(evaluator: Evaluator) -> None:
    answered = evaluator(SO, sheet_of("so-noi-vu", the_che="9.30", sipas="9.07"))
    assert answered.findings("data_notes") == [("the-che", "lech-buoc-cham")]


@pytest.mark.parametrize(
    ("agency", "area", "lacks"),
    [("bql-khu-cong-nghiep", "thu-tuc-hanh-chinh", "1.45"), ("tu-ky", "thu-tuc-hanh-chinh", "1.35")],
)
def test_the_points_lacking_for_the_next_rating_are_exactly_enough(
    evaluator: Evaluator, agency: str, area: str, lacks: str
) -> None:
    def rating(more: Fraction) -> str:
        raised = rescored(sheets()[agency], lambda code, points: points + more if code == area else points)
        return outcome(evaluator(rubric_of(block_of(agency)), raised), "head_rating")

    assert rating(Fraction(lacks)) == "hoan-thanh-tot"
    assert rating(Fraction(lacks) - Fraction(1, SCALE)) == "hoan-thanh"


def test_every_citation_names_a_document_of_the_rubric() -> None:
    for block in BLOCKS:
        documents: dict[str, Document] = dict(rubric_of(block).document)
        cited = [citation for table in rubric_of(block).tables for rule in table.rules for citation in rule.citations]
        assert all(citation.document in documents for citation in cited)


def test_moving_a_threshold_leaves_other_conditions_alone() -> None:
    change = moved("total_percent", 90, 89)
    conditions: list[Condition] = [each for rule in SO.table["review"].rules for each in rule.conditions]
    assert list(map(change, conditions)) == conditions
