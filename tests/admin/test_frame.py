"""The frame of the pages: where one is, and names where a civil servant looks for names."""

import re

import pytest

from rulesvc.database import Database
from tests.admin.reviewing import DRAFT, add_2023, drafted
from tests.admin.visiting import Visitor, told

MADE_FOR_THE_SERVICE = "chi-dao-dieu-hanh"
EDITION = "/editions/so/1"


@pytest.mark.parametrize(
    ("path", "item"),
    [("/", "/"), ("/results/3/", "/results/"), (f"{EDITION}/criteria/", "/editions/"), ("/account/", "")],
)
def test_the_menu_says_where_one_is(lan: Visitor, path: str, item: str) -> None:
    menu = lan.get(path).text.partition('<nav class="menu"')[2].partition("</nav>")[0]
    assert re.findall(r'href="([^"]+)" aria-current', menu) == ([item] if item else [])


@pytest.mark.parametrize(
    "path",
    [
        "/results/?period=2022&rubric=so",
        "/results/16/?advice=1",
        "/trial/?rubric=so&period=2022&agency=so-y-te",
        f"{EDITION}/general/",
        f"{EDITION}/rating-rules/",
        f"{EDITION}/comparison/",
        f"{EDITION}/criteria/exemptions?area={MADE_FOR_THE_SERVICE}",
    ],
)
def test_an_area_is_called_by_its_name(lan: Visitor, path: str) -> None:
    assert MADE_FOR_THE_SERVICE not in told(lan.get(path))


def test_a_remark_is_on_an_area_by_its_name(lan: Visitor, database: Database) -> None:
    add_2023(database)
    assert drafted(lan).status_code == 303
    assert "Toàn bộ dự thảo Công tác chỉ đạo" in told(lan.get(f"{DRAFT}/comparison/"))
    assert "Tiêu chí › Cải cách thể chế" in told(lan.get(f"{DRAFT}/criteria/the-che/"))
