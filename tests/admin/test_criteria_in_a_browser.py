"""Criteria in a real browser: whole in every look, with sums and sentences that follow while something is typed."""

from collections.abc import Iterator
from pathlib import Path

import pytest
from playwright.sync_api import Browser, expect

from rulesvc.database import Database
from rulesvc.settings import SAMPLE
from rulesvc.usecases.editions import EditionRef, draft
from rulesvc.usecases.persons import acting, system_actor
from rulesvc.usecases.reference_case import load_sample
from tests.admin.browsing import Site
from tests.admin.test_in_a_browser import AXE, FOUND, LOOKS, has_no_overflow
from tests.admin.visiting import enrol
from tests.service.databases import HAI_DUONG, NOW, SqliteTemplates
from tests.service.serving import HOST, serving

AT = "/editions/mau/2/criteria"
PAGES = {
    "tree": "/",
    "new": "/new?after=1.1",
    "remove": "/1.1/remove",
    "parent": "/1.1/",
    "bands": "/1.1.3/",
    "choice": "/1.1.2/",
    "ratio": "/1.3.3/",
    "items": "/1.2.1/",
    "deduction": "/1.2.2/",
    "supplied": "/1.6.1/",
}


@pytest.fixture
def desk(sqlite: SqliteTemplates, tmp_path: Path) -> Iterator[Site]:
    """A site of its own, with a draft of the sample."""
    with sqlite.committing(HAI_DUONG) as database:
        drafted_sample(database)
        with serving(database, {}, tmp_path / "log", workers=1) as served:
            yield Site(f"http://{HOST}:{served.port}")


def drafted_sample(database: Database) -> None:
    enrol(database, "lan", "Nguyễn Thị Lan", "editor")
    with database.writing() as session:
        load_sample(session, SAMPLE, actor=system_actor(session, "tester", now=NOW), now=NOW)
        draft(session, EditionRef("mau", 1), (), actor=acting(session, "lan", now=NOW), now=NOW)


@pytest.mark.parametrize("look", LOOKS)
def test_every_page_of_criteria_is_whole(browser: Browser, desk: Site, pictures: Path, look: str) -> None:
    with desk.opened(browser, code="lan", **LOOKS[look]) as page:
        for name, path in PAGES.items():
            page.goto(AT + path)
            page.screenshot(path=pictures / f"criteria-{name}-{look}.png", full_page=name != "tree")
            assert has_no_overflow(page), name
        page.goto(f"{AT}/")
        page.locator('[id="row-1.1.2"]').scroll_into_view_if_needed()
        page.locator('[id="row-1.1.2"] summary').click()
        page.screenshot(path=pictures / f"criteria-row-{look}.png")
        assert has_no_overflow(page)


@pytest.mark.parametrize("scheme", ["light", "dark"])
def test_nobody_is_shut_out_of_the_forms(browser: Browser, desk: Site, scheme: str) -> None:
    with desk.opened(browser, code="lan", color_scheme=scheme, bypass_csp=True) as page:
        for name, path in PAGES.items():
            page.goto(AT + path)
            page.evaluate(AXE.read_text(encoding="utf-8"))
            assert [(each["id"], each["nodes"][0]["html"]) for each in page.evaluate(FOUND)] == [], name


def test_sums_follow_while_a_cap_is_typed(browser: Browser, desk: Site) -> None:
    with desk.opened(browser, code="lan") as page:
        page.goto(f"{AT}/")
        row = page.locator('[id="row-1.1"] [data-sum]')
        expect(row).to_have_text("Cộng các thành phần: 3")
        page.locator('[id="max_points:1.1.1"]').fill("1,25")
        expect(row).to_have_text("Cộng các thành phần: 3,25, cao hơn điểm tối đa 0,25")
        page.get_by_role("button", name="Lưu").first.click()
        expect(row).to_have_text("Cộng các thành phần: 3,25, cao hơn điểm tối đa 0,25")


@pytest.mark.parametrize("look", LOOKS)
def test_a_sum_that_differs_is_told_in_its_row(browser: Browser, desk: Site, pictures: Path, look: str) -> None:
    with desk.opened(browser, code="lan", **LOOKS[look]) as page:
        page.goto(f"{AT}/")
        page.locator('[id="max_points:1.1"]').fill("1,25")
        page.get_by_role("button", name="Lưu").first.click()
        page.goto(f"{AT}/")
        page.locator('[id="row-1.1.1"]').scroll_into_view_if_needed()
        expect(page.locator('[id="row-1.1"] [data-sum]')).to_contain_text("cao hơn điểm tối đa 1,75")
        page.screenshot(path=pictures / f"criteria-sum-{look}.png")
        assert has_no_overflow(page)


def test_sentence_and_points_follow_while_a_band_is_typed(browser: Browser, desk: Site) -> None:
    with desk.opened(browser, code="lan") as page:
        page.goto(f"{AT}/1.1.3/")
        page.locator('[id="a.1.1.3.value"]').fill("80,5")
        expect(page.locator("#tried")).to_contain_text("1,21 điểm")
        page.locator('[id="method.bands.1.worth.target"]').fill("200")
        expect(page.locator("#meaning")).to_contain_text("200%")
        expect(page.locator("#tried")).to_contain_text("0,60 điểm")


def test_another_kind_of_method_shows_its_fields_at_once(browser: Browser, desk: Site) -> None:
    with desk.opened(browser, code="lan") as page:
        page.goto(f"{AT}/1.1.3/")
        page.locator('[id="method.kind"]').select_option("choice")
        expect(page.locator('[id="method.options.0.name.vi"]')).to_be_visible()


def test_the_tree_is_typed_over_and_moved_without_scripts(browser: Browser, desk: Site) -> None:
    with desk.opened(browser, code="lan", java_script_enabled=False) as page:
        page.goto(f"{AT}/")
        page.locator('[id="max_points:1.1.1"]').fill("1,25")
        page.locator('[id="row-1.1.2"] summary').click()
        page.locator('[id="row-1.1.2"]').get_by_role("button", name="Chuyển lên").click()
        expect(page.locator('[id="max_points:1.1.1"]')).to_have_value("1,25")
        codes = page.locator("tr[data-code]").evaluate_all("rows => rows.map(row => row.dataset.code)")
        assert codes.index("1.1.2") < codes.index("1.1.1")
