"""The sample rubric uses everything a rubric can say, and its period meets everything that can become of it."""

import json
import re
from collections.abc import Iterator, Mapping
from fractions import Fraction
from typing import Any, get_args

import pytest

from rules.combining import Combining
from rules.content import rubric_content
from rules.criterion import Absence, leaves, unsummed, walk
from rules.method_checks import check
from rules.method_finding import Severity
from rules.methods import Method
from rules.methods.bands import Bands
from rules.methods.choice import Choice
from rules.methods.figure import Quantity
from rules.methods.supplied import Supplied
from rules.methods.survey import Survey, Then
from rules.methods.worth import BandWorth
from rules.number import rounded
from rules.scored import Applied, BandComputed, BandTaken, Concluded, NothingDone, OptionTaken, recomputed
from rules.survey_working import SurveyWorking
from rules.working_content import working_content, working_of
from rulesvc.settings import SAMPLE
from scripts.sample_answers import written
from tests.hai_duong import document
from tests.sample import accepted_samples, sample, sample_results, sample_rubric

AGENCIES = [agency.code for agency in sample().agencies]


def content() -> dict[str, Any]:
    loaded: dict[str, Any] = json.loads((SAMPLE / "mau.json").read_text(encoding="utf-8"))
    return loaded


def kinds(union: object) -> set[str]:
    return {each.kind for each in get_args(union)}


def applied() -> Iterator[tuple[str, Applied]]:
    """What applied to each component of each agency, by component."""
    for sheet in accepted_samples().values():
        yield from ((code, scored.working.applied) for code, scored in sheet.scored.items())


# ---- the rubric ------------------------------------------------------------------------------------------------------


def test_the_document_is_written_as_editions_are_given_out() -> None:
    assert rubric_content(sample_rubric()) == content()


def test_its_nine_areas_are_those_of_the_departments_with_their_caps() -> None:
    departments = [(area["code"], area["name"], area["max_points"]) for area in of_departments()]
    areas = [(area["code"], area["name"], area["max_points"]) for area in content()["criteria"]]
    assert areas[: len(departments)] == departments
    assert sample_rubric().max_points == 100


def of_departments() -> list[dict[str, Any]]:
    areas = document("so")["criteria"]
    assert isinstance(areas, list)
    return areas


def test_it_has_about_forty_criteria_and_a_hundred_components() -> None:
    assessed = [area for area in sample_rubric().criteria if not area.extra]
    assert sum(len(area.parts) for area in assessed) == 40
    assert len(sample_rubric().leaf_codes) == 100


def test_its_caps_add_up_and_its_methods_have_no_hole_overlap_or_point_out_of_reach() -> None:
    assert list(unsummed(sample_rubric().criteria)) == []
    findings = [found for leaf in leaves(sample_rubric().criteria) for found in check(leaf.method, leaf)]
    assert [(found.severity, found.at) for found in findings] == [(Severity.WARNING, ("minimum", "of_group"))]


def test_it_uses_every_method_every_way_to_combine_and_every_policy_for_what_does_not_arise() -> None:
    methods = [leaf.method for leaf in leaves(sample_rubric().criteria)]
    assert {method.kind for method in methods} == kinds(Method)
    assert {criterion.combined.kind for criterion in walk(sample_rubric().criteria) if criterion.parts} == kinds(
        Combining
    )
    assert {leaf.not_applicable for leaf in leaves(sample_rubric().criteria)} == set(Absence)
    assert {method.scored.kind for method in methods if isinstance(method, Supplied)} == {"points", "bands", "ratio"}


def test_its_bands_are_of_percentages_counts_and_days_and_worth_all_that_bands_can_be_worth() -> None:
    banded = [leaf.method for leaf in leaves(sample_rubric().criteria) if isinstance(leaf.method, Bands)]
    assert {method.figure.quantity for method in banded} >= {Quantity.PERCENT, Quantity.COUNT, Quantity.DAYS}
    assert {band.worth.kind for method in banded for band in method.bands} == kinds(BandWorth)


def test_it_has_a_block_of_bonus_and_one_of_penalty_points_beyond_the_hundred() -> None:
    blocks = [area for area in sample_rubric().criteria if area.extra]
    assert [(area.code, str(area.min_points), str(area.max_points)) for area in blocks] == [
        ("diem-thuong", "0", "2"),
        ("diem-tru", "-3", "0"),
    ]


# ---- that it is a sample ---------------------------------------------------------------------------------------------


def test_rubric_agencies_and_figures_say_that_they_are_a_sample() -> None:
    agencies = sample().agencies
    said = [sample_rubric().name, *(document.subject for document in sample_rubric().documents)]
    said += [name for agency in agencies for name in (agency.name, agency.short_name, agency.head_title)]
    said += [text for agency in agencies for text in (agency.sheet.provenance, agency.fact.provenance)]
    assert [text for text in said if "mẫu" not in text.vi or "ample" not in text.en] == []
    assert {agency.block for agency in agencies} == {sample_rubric().block} == {"mau"}
    assert all(agency.code.startswith("mau-") for agency in agencies)


def test_it_cites_nothing_but_itself() -> None:
    cited = {
        citation.document for table in sample_rubric().tables for rule in table.rules for citation in rule.citations
    }
    assert cited == {document.code for document in sample_rubric().documents} == {"tai-lieu-mau"}
    assert not re.search(r"\d/(QĐ|BC|NQ|NĐ)|Hải Dương", (SAMPLE / "mau.json").read_text(encoding="utf-8"))


# ---- the period ------------------------------------------------------------------------------------------------------


def test_the_script_makes_the_same_answers_to_the_byte() -> None:
    assert written().encode() == (SAMPLE / "answers.json").read_bytes()


def test_eighteen_agencies_meet_every_rating_and_a_case_for_the_council() -> None:
    ratings = [result["outcomes"]["head_rating"] for result in sample_results().values()]
    assert len(ratings) == 18
    assert {rating["code"] for rating in ratings} == {
        "hoan-thanh-xuat-sac",
        "hoan-thanh-tot",
        "hoan-thanh",
        "khong-hoan-thanh",
        None,
    }
    assert {rating.get("reason") for rating in ratings} == {None, "no_rule"}


def test_everything_that_a_method_tells_apart_happens_to_somebody() -> None:
    left_to_the_council = {Concluded.kind}
    assert {each.kind for _, each in applied()} == kinds(Applied) - left_to_the_council


def test_every_band_and_every_option_is_taken_by_somebody() -> None:
    seen: dict[str, set[int | str | None]] = {}
    for code, each in applied():
        match each:
            case BandTaken(place) | BandComputed(place):
                seen.setdefault(code, set()).add(place)
            case NothingDone():
                seen.setdefault(code, set()).add(None)
            case OptionTaken(option):
                seen.setdefault(code, set()).add(option)
    for leaf in leaves(sample_rubric().criteria):
        method = leaf.method.scored if isinstance(leaf.method, Supplied) else leaf.method
        match method:
            case Bands(_, bands):
                nothing = set() if method.nothing is None else {None}
                assert seen[leaf.code] == {*range(len(bands)), *nothing}, leaf.code
            case Choice(options):
                assert seen[leaf.code] == {option.code for option in options}, leaf.code


def test_a_sample_that_is_too_small_is_scored_by_what_its_survey_says() -> None:
    surveys = {leaf.code: leaf.method for leaf in leaves(sample_rubric().criteria) if isinstance(leaf.method, Survey)}
    small = {code for code, each in applied() if isinstance(each, SurveyWorking) and each.shortages}
    assert {surveys[code].minimum.then for code in small} == {Then.DEDUCT, Then.BLOCK_AVERAGE}


def test_somebody_reaches_the_cap_of_the_bonus_and_somebody_has_a_penalty() -> None:
    blocks = {(line["code"], line["points"]) for result in sample_results().values() for line in result["criteria"]}
    assert ("diem-thuong", "2") in blocks
    capped = [
        line for result in sample_results().values() for line in result["criteria"] if line["code"] == "diem-thuong"
    ]
    assert any("combined" in line for line in capped)
    assert any(code == "diem-tru" and (points or "").startswith("-") for code, points in blocks)


def test_an_area_of_which_an_agency_is_exempt_leaves_its_maximum_and_is_under_no_review() -> None:
    result = sample_results()["mau-thanh-tra-tinh"]
    area = next(line for line in result["criteria"] if line["code"] == "thu-tuc-hanh-chinh")
    assert (area["applicable"], area["points"], area["max_points"]) == (False, None, "0")
    assert {finding["criterion"] for finding in result["findings"]["review"]} <= {"chinh-quyen-so"}


# ---- by hand ---------------------------------------------------------------------------------------------------------


@pytest.mark.parametrize("agency", AGENCIES)
def test_each_working_comes_to_its_points(agency: str) -> None:
    scored = accepted_samples()[agency].scored
    assert {code: recomputed(each.working) for code, each in scored.items()} == {
        code: each.points for code, each in scored.items()
    }


@pytest.mark.parametrize("agency", AGENCIES)
def test_each_working_is_read_back_from_its_content(agency: str) -> None:
    criterion = sample_rubric().criterion
    for code, scored in accepted_samples()[agency].scored.items():
        assert working_of(criterion[code], working_content(scored.working)) == scored.working


ZERO = Fraction(0)

Sum = tuple[Fraction, Fraction] | None
"""Points out of a maximum, or nothing where nothing is assessed."""


def by_hand(node: Mapping[str, Any], points: Mapping[str, Fraction], options: Mapping[str, str]) -> Sum:
    """What a criterion of the document comes to, added up once more without the engine."""
    cap = Fraction(node["max_points"])
    if "parts" not in node:
        return (points[node["code"]], cap) if node["code"] in points else None
    parts = {part["code"]: by_hand(part, points, options) for part in node["parts"]}
    assessed = {code: each for code, each in parts.items() if each is not None}
    if not assessed:
        return None
    total = sum((earned for earned, _ in assessed.values()), ZERO)
    most = sum((each for _, each in assessed.values()), ZERO)
    combined = node.get("combined", {"kind": "sum"})
    match combined["kind"]:
        case "sum":
            return total, most
        case "rescaled":
            return (total if most == cap else rounded(total * cap / most, 2)), cap
        case "capped_sum":
            return max(min(total, cap), Fraction(node.get("min_points", "0"))), cap
        case "best":
            return max(earned for earned, _ in assessed.values()), cap
        case "branch":
            chosen = {case["option"]: case.get("part") for case in combined["cases"]}[options[combined["on"]]]
            taken = parts.get(chosen)
            return None if taken is None else (taken[0], cap)
        case kind:
            raise AssertionError(kind)


@pytest.mark.parametrize("agency", AGENCIES)
def test_each_total_is_what_adding_up_by_hand_comes_to(agency: str) -> None:
    scored = accepted_samples()[agency].scored
    points = {code: each.points for code, each in scored.items()}
    options = {
        code: each.working.applied.option
        for code, each in scored.items()
        if isinstance(each.working.applied, OptionTaken)
    }
    result = sample_results()[agency]
    lines = {line["code"]: line for line in result["criteria"]}
    total, most = ZERO, ZERO
    for area in content()["criteria"]:
        sums = by_hand(area, points, options)
        line = lines[area["code"]]
        assert (line["points"] and Fraction(line["points"])) == (sums and sums[0]), area["code"]
        if sums is not None:
            assert Fraction(line["max_points"]) == sums[1]
            total, most = total + sums[0], most + (0 if area.get("extra") else sums[1])
    kept = min(max(total, ZERO), most)
    assert (Fraction(result["total"]["points"]), Fraction(result["total"]["max_points"])) == (kept, most)
    assert Fraction(result["total"]["percent_exact"]) == kept * 100 / most
