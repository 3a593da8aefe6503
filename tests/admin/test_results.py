"""The ranking, as it is read, searched, narrowed and sorted."""

import re
from collections.abc import Iterator
from html import unescape

import pytest
from flask import Flask

from rulesvc.database import Database
from tests.admin.visiting import Visitor, enrol, told
from tests.hai_duong import published, rubric_of
from tests.service.concluding import council_on

SO = {code: row for code, row in published().items() if row["block"] == "so"}
FIELDS = ("group", "head_rating")


def table_rows(text: str) -> Iterator[list[str]]:
    """The cells of the rows of a page."""
    for row in re.findall(r"<tr.*?</tr>", text, re.DOTALL):
        yield [
            " ".join(unescape(re.sub(r"<[^>]+>", " ", cell)).split())
            for cell in re.findall(r"<t[dh].*?</t[dh]>", row, re.DOTALL)
        ]


def listed(visitor: Visitor, query: str = "") -> dict[str, list[str]]:
    """The rows of the ranking by the name of the agency."""
    text = visitor.get(f"/results/?period=2022&rubric=so{query}").text
    return {row[1]: row for row in table_rows(text) if row[0][:1].isdigit()}


def name_in(table: str, code: str) -> str:
    return rubric_of("so").table[table].outcome(code).name.vi


def test_the_ranking_of_2022_reads_as_published(lan: Visitor) -> None:
    rows = listed(lan)
    assert set(rows) == {row["name"] for row in SO.values()}
    for row in SO.values():
        cells = rows[row["name"]]
        assert cells[4:6] == [name_in(field, row[field]) for field in FIELDS]
        areas = [rubric_of("so").criterion[code].name.vi for code in row["review_areas"].split()]
        assert cells[6].removesuffix(" Năm thứ hai liên tiếp") == (" ".join(areas) or "Không có")


def test_what_is_provisional_or_reconstructed_says_so(lan: Visitor) -> None:
    page = told(lan.get("/results/"))
    assert "Kết quả dự kiến, chưa công bố" in page
    assert "dựng lại để minh họa" in page


@pytest.mark.parametrize("words", ["y te", "Y TẾ", "so-y-te"])
def test_agencies_are_found_with_or_without_accents(lan: Visitor, words: str) -> None:
    assert list(listed(lan, f"&q={words}")) == ["Sở Y tế"]


def test_one_narrows_to_a_group_a_rating_and_a_review(lan: Visitor) -> None:
    assert list(listed(lan, "&in-group=duoi-80")) == ["Sở Y tế"]
    rated = [row["name"] for row in SO.values() if row["head_rating"] == "hoan-thanh"]
    assert set(listed(lan, "&in-head_rating=hoan-thanh")) == set(rated)
    reviewed = [row["name"] for row in SO.values() if row["review_areas"]]
    assert set(listed(lan, "&review=yes")) == set(reviewed)
    assert listed(lan, "&in-head_rating=-") == {}


def test_columns_sort_both_ways(lan: Visitor) -> None:
    upwards = list(listed(lan, "&sort=percent"))
    assert upwards[0] == "Sở Y tế"
    assert list(listed(lan, "&sort=percent&down=1")) == upwards[::-1]


def test_what_makes_no_sense_shows_the_whole_ranking(lan: Visitor) -> None:
    assert len(listed(lan, "&sort=khong-co&review=khong-co")) == len(SO)


def test_a_period_that_is_not_known_is_refused_in_words(lan: Visitor) -> None:
    answer = lan.get("/results/?period=1899")
    assert answer.status_code == 404
    assert "1899" in told(answer)


def test_a_viewer_reads_the_results(app: Flask, database: Database) -> None:
    enrol(database, "hoa", "Lê Thị Hoa", "viewer")
    viewer = Visitor(app.test_client()).sign_in("hoa")
    assert viewer.get("/results/").status_code == 200


def test_what_no_rule_covers_and_what_lacks_figures_are_asked_for_apart(lan: Visitor, database: Database) -> None:
    council_on(database).evaluate()
    page = lan.get("/results/?period=2022&rubric=so").text
    assert '<option value="-no_rule">Quy định chưa điều chỉnh' in page
    assert '<option value="-missing">Chưa xác định được do thiếu số liệu' in page
    assert list(listed(lan, "&in-head_rating=-no_rule")) == ["Sở Nội vụ"]
    assert listed(lan, "&in-head_rating=-missing") == {}
    assert list(listed(lan, "&in-head_rating=-")) == ["Sở Nội vụ"]


def test_each_printed_sheet_says_that_results_are_provisional_and_whose_they_are(hoa: Visitor) -> None:
    assert 'media="print" href="/printed/?made_up=1"' in hoa.get("/results/?period=2022&rubric=so").text
    style = hoa.get("/printed/")
    assert style.mimetype == "text/css"
    assert 'content: "Kết quả dự kiến, chưa công bố."' in style.text
    assert "để minh họa" in hoa.get("/printed/?made_up=1").text
    assert "chưa công bố. Số liệu dựng lại để minh họa. Sở" in hoa.get("/printed/results/3.css").text
    assert "Chấm thử" in hoa.get("/printed/trial.css").text
