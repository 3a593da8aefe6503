"""The tab of rating rules in a real browser: what is typed is followed by the sentence and the picture."""

from collections.abc import Iterator
from pathlib import Path

import pytest
from playwright.sync_api import Browser, expect

from rulesvc.database import Database
from tests.admin.browsing import Site
from tests.admin.test_in_a_browser import LOOKS, has_no_overflow, in_each_look
from tests.admin.visiting import enrol
from tests.service.databases import HAI_DUONG, SqliteTemplates
from tests.service.editing import drafted
from tests.service.people import person
from tests.service.serving import HOST, serving

DRAFTING = {
    "rules-draft": "",
    "rule": "tables/head_rating/rules/hoan-thanh-tot/",
    "rule-of-codes": "tables/review_repeat/rules/lap-lai/",
    "rule-new": "tables/head_rating/new",
    "table": "tables/head_rating/",
}
"""The pages of a draft."""

CELL = 'input[name="hoan-thanh-xuat-sac.1"]'


@pytest.fixture(scope="module")
def drafting(sqlite: SqliteTemplates, tmp_path_factory: pytest.TempPathFactory) -> Iterator[tuple[Site, str]]:
    """The pages with a draft, in which tests store nothing, and the address of its rating rules."""
    log = tmp_path_factory.mktemp("rules") / "log"
    with sqlite.committing(HAI_DUONG) as database, serving(database, {}, log, workers=1) as served:
        yield Site(f"http://{HOST}:{served.port}"), _drafted(database)


def _drafted(database: Database) -> str:
    enrol(database, "lan", "Nguyễn Thị Lan", "editor")
    ref = drafted(database, by=person(database, "lan"))
    return f"/editions/{ref.rubric}/{ref.number}/rating-rules/"


@in_each_look
def test_a_draft_is_whole(browser: Browser, drafting: tuple[Site, str], pictures: Path, look: str) -> None:
    site, address = drafting
    with site.opened(browser, code="lan", **LOOKS[look]) as page:
        for name, path in DRAFTING.items():
            page.goto(f"{address}{path}")
            page.screenshot(path=pictures / f"rating-{name}-{look}.png", full_page=True)
            assert has_no_overflow(page)


def test_sentence_and_picture_follow_what_is_typed(browser: Browser, drafting: tuple[Site, str]) -> None:
    site, address = drafting
    with site.opened(browser, code="lan") as page:
        page.goto(address)
        dot = page.get_by_role("row").filter(has_text="Sở Khoa học và Công nghệ")
        expect(dot).to_contain_text("Hoàn thành xuất sắc nhiệm vụ")
        page.locator(CELL).fill("85")
        expect(dot).to_contain_text("Hoàn thành tốt nhiệm vụ")
        expect(page.locator("#means-head_rating-hoan-thanh-xuat-sac")).to_contain_text("từ 85% trở lên")
        page.locator(CELL).press("Enter")
        expect(page.get_by_text("Đã lưu.")).to_be_visible()
        expect(page.locator(CELL)).to_have_value("85")


def test_the_picture_is_in_sight_beside_the_cell_that_is_typed_in(
    browser: Browser, drafting: tuple[Site, str], pictures: Path
) -> None:
    site, address = drafting
    with site.opened(browser, code="lan", viewport={"width": 1366, "height": 768}) as page:
        page.goto(address)
        for rule in ("hoan-thanh-xuat-sac.1", "hoan-thanh-tot.1"):
            cell = page.locator(f'#table-head_rating input[name="{rule}"]')
            cell.focus()
            page.screenshot(path=pictures / f"rating-cell-{rule}.png")
            expect(cell).to_be_in_viewport(ratio=1)
            expect(page.locator("svg.plane.at-a-desk")).to_be_in_viewport(ratio=1)
            picture, typed = page.locator("#picture").bounding_box(), cell.bounding_box()
            assert picture is not None
            assert typed is not None
            assert picture["y"] + picture["height"] <= typed["y"]


def test_without_scripts_the_preview_shows_it(browser: Browser, drafting: tuple[Site, str]) -> None:
    site, address = drafting
    with site.opened(browser, code="lan", java_script_enabled=False) as page:
        page.goto(address)
        page.locator(CELL).fill("85")
        page.locator("#table-head_rating").get_by_role("button", name="Xem trước").click()
        expect(page.get_by_role("row").filter(has_text="Sở Khoa học và Công nghệ")).to_contain_text("Hoàn thành tốt")
        expect(page.locator(CELL)).to_have_value("85")


def test_whoever_stays_for_another_table_that_is_typed_in_can_still_send_both(
    browser: Browser, drafting: tuple[Site, str]
) -> None:
    site, address = drafting
    with site.opened(browser, code="lan") as page:
        page.on("dialog", lambda dialog: dialog.dismiss())
        page.goto(address)
        page.locator(CELL).fill("85")
        other = page.locator("#table-group")
        other.locator("input[type=text], input:not([type])").first.fill("91")
        save = other.get_by_role("button", name="Lưu", exact=True)
        with page.expect_event("dialog"):
            save.click(no_wait_after=True)
        expect(save).to_be_enabled()
        expect(page.locator(CELL)).to_have_value("85")
        with page.expect_event("dialog"):
            page.evaluate("location.reload()")
