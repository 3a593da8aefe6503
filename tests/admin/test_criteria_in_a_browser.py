"""Criteria in a real browser: whole in every look, with sums and sentences that follow while something is typed."""

from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

import pytest
from playwright.sync_api import Browser, Page, expect

from rulesvc.database import Database
from rulesvc.settings import SAMPLE
from rulesvc.usecases.editions import EditionRef, draft
from rulesvc.usecases.persons import acting, system_actor
from rulesvc.usecases.reference_case import load_sample
from tests.admin.browsing import Site
from tests.admin.test_in_a_browser import AXE, FOUND, LOOKS, has_no_overflow, in_each_look
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
    "survey": "/8.1/",
    "branch": "/1.3.2/",
    "exempt": "/exemptions?area=1",
}


@pytest.fixture
def desk(sqlite: SqliteTemplates, tmp_path: Path) -> Iterator[Site]:
    """A site of its own, with a draft of the sample."""
    with served(sqlite, tmp_path) as site:
        yield site


@pytest.fixture(scope="module")
def shown(sqlite: SqliteTemplates, tmp_path_factory: pytest.TempPathFactory) -> Iterator[Site]:
    """The same for all tests that store nothing."""
    with served(sqlite, tmp_path_factory.mktemp("criteria")) as site:
        yield site


@contextmanager
def served(sqlite: SqliteTemplates, folder: Path) -> Iterator[Site]:
    with sqlite.committing(HAI_DUONG) as database:
        drafted_sample(database)
        with serving(database, {}, folder / "log", workers=1) as running:
            yield Site(f"http://{HOST}:{running.port}")


def drafted_sample(database: Database) -> None:
    enrol(database, "lan", "Nguyễn Thị Lan", "editor")
    with database.writing() as session:
        load_sample(session, SAMPLE, actor=system_actor(session, "tester", now=NOW), now=NOW)
        draft(session, EditionRef("mau", 1), (), actor=acting(session, "lan", now=NOW), now=NOW)


@in_each_look
def test_every_page_of_criteria_is_whole(browser: Browser, shown: Site, pictures: Path, look: str) -> None:
    with shown.opened(browser, code="lan", **LOOKS[look]) as page:
        for name, path in PAGES.items():
            page.goto(AT + path)
            page.screenshot(path=pictures / f"criteria-{name}-{look}.png", full_page=name != "tree")
            assert has_no_overflow(page), name
        page.goto(f"{AT}/")
        page.locator('[id="row-1.1.2"]').scroll_into_view_if_needed()
        page.locator('[id="row-1.1.2"] .more button').click()
        page.screenshot(path=pictures / f"criteria-row-{look}.png")
        assert has_no_overflow(page)


def test_heads_of_columns_stay_and_codes_stand_on_one_line(browser: Browser, shown: Site, pictures: Path) -> None:
    with shown.opened(browser, code="lan", viewport={"width": 1366, "height": 768}) as page:
        page.goto(f"{AT}/")
        code, last = page.locator('[id="row-1.1.1"] .code'), page.locator("tr[data-code]").last
        lines = "cell => { const range = document.createRange(); range.selectNodeContents(cell.firstChild);"
        height = code.evaluate(f"{lines} return range.getBoundingClientRect().height; }}")
        assert height < 2 * code.evaluate("cell => parseFloat(getComputedStyle(cell).fontSize)")
        last.scroll_into_view_if_needed()
        page.screenshot(path=pictures / "criteria-heads.png")
        head = page.get_by_role("columnheader", name="Nguồn, hướng dẫn, không đánh giá")
        expect(head).to_be_in_viewport(ratio=1)
        bar, cell = page.locator(".acts").first.bounding_box(), head.bounding_box()
        assert bar is not None
        assert cell is not None
        assert bar["y"] + bar["height"] <= cell["y"] + 2


@pytest.mark.parametrize("scheme", ["light", "dark"])
def test_nobody_is_shut_out_of_the_forms(browser: Browser, shown: Site, scheme: str) -> None:
    with shown.opened(browser, code="lan", color_scheme=scheme, bypass_csp=True) as page:
        for name, path in PAGES.items():
            page.goto(AT + path)
            page.evaluate(AXE.read_text(encoding="utf-8"))
            assert [(each["id"], each["nodes"][0]["html"]) for each in page.evaluate(FOUND)] == [], name


def test_sums_follow_while_a_cap_is_typed(browser: Browser, shown: Site) -> None:
    with shown.opened(browser, code="lan") as page:
        page.goto(f"{AT}/")
        row = page.locator('[id="row-1.1"] [data-sum]')
        expect(row).to_have_text("Cộng các thành phần: 3")
        page.locator('[name="max_points:1.1.1"]').fill("1,25")
        expect(row).to_have_text("Cộng các thành phần: 3,25, cao hơn điểm tối đa 0,25")
        page.get_by_role("button", name="Lưu").first.click()
        expect(row).to_have_text("Cộng các thành phần: 3,25, cao hơn điểm tối đa 0,25")


@in_each_look
def test_a_sum_that_differs_is_told_in_its_row(browser: Browser, desk: Site, pictures: Path, look: str) -> None:
    with desk.opened(browser, code="lan", **LOOKS[look]) as page:
        page.goto(f"{AT}/")
        page.locator('[name="max_points:1.1"]').fill("1,25")
        page.get_by_role("button", name="Lưu").first.click()
        page.goto(f"{AT}/")
        page.locator('[id="row-1.1.1"]').scroll_into_view_if_needed()
        expect(page.locator('[id="row-1.1"] [data-sum]')).to_contain_text("cao hơn điểm tối đa 1,75")
        page.screenshot(path=pictures / f"criteria-sum-{look}.png")
        assert has_no_overflow(page)


def test_sentence_and_points_follow_while_a_band_is_typed(browser: Browser, shown: Site) -> None:
    with shown.opened(browser, code="lan") as page:
        page.goto(f"{AT}/1.1.3/")
        page.locator('[id="a.1.1.3.value"]').fill("80,5")
        expect(page.locator("#tried")).to_contain_text("1,21 điểm")
        page.locator('[id="method.bands.1.worth.target"]').fill("200")
        expect(page.locator("#meaning")).to_contain_text("200%")
        expect(page.locator("#tried")).to_contain_text("0,60 điểm")


def test_another_kind_of_method_shows_its_fields_at_once(browser: Browser, shown: Site) -> None:
    with shown.opened(browser, code="lan") as page:
        page.goto(f"{AT}/1.1.3/")
        page.locator('[id="method.kind"]').select_option("choice")
        expect(page.locator('[id="method.options.0.name.vi"]')).to_be_visible()


def order(page: Page) -> list[str]:
    """The codes of the rows, from above."""
    found: list[str] = page.locator("tr[data-code]").evaluate_all("rows => rows.map(row => row.dataset.code)")
    return found


def drag(page: Page, code: str, onto: str, *, at: float) -> None:
    """Drag a row onto another one, *at* that part of its height, as a hand does."""
    page.locator(f'[id="row-{code}"] .grip').hover()
    page.mouse.down()
    box = page.locator(f'[id="row-{onto}"]').bounding_box()
    assert box
    page.mouse.move(box["x"] + 30, box["y"] + box["height"] / 2, steps=3)
    page.mouse.move(box["x"] + 30, box["y"] + box["height"] * at, steps=3)
    with page.expect_navigation():
        page.mouse.up()


def test_a_row_is_dragged_with_all_below_it_and_what_was_typed_is_kept(browser: Browser, desk: Site) -> None:
    with desk.opened(browser, code="lan", viewport={"width": 1366, "height": 4000}) as page:
        page.goto(f"{AT}/")
        page.locator('[name="max_points:1.1.1"]').fill("1,25")
        drag(page, "1.2", "1.1", at=0.1)
        codes = order(page)
        assert codes.index("1.2") < codes.index("1.2.1") < codes.index("1.1") < codes.index("1.1.1")
        expect(page.locator('[name="max_points:1.1.1"]')).to_have_value("1,25")
        drag(page, "1.2", "1.1", at=0.95)
        codes = order(page)
        assert codes.index("1.1.1") < codes.index("1.2")
        drag(page, "1.1.1", "1.2", at=0.5)
        expect(page.locator('[id="row-1.1.1"]')).to_have_attribute("data-parent", "1.2")


def test_what_can_be_done_with_a_row_is_reached_by_keys(browser: Browser, desk: Site) -> None:
    with desk.opened(browser, code="lan") as page:
        page.goto(f"{AT}/")
        page.locator('[id="row-1.1.2"] .more > button').press("Enter")
        expect(page.get_by_role("button", name="Chuyển lên")).to_be_focused()
        page.keyboard.press("Escape")
        expect(page.locator('[id="row-1.1.2"] .more > button')).to_be_focused()
        page.keyboard.press("Enter")
        page.get_by_role("button", name="Chuyển lên").press("Enter")
        page.wait_for_url("**/criteria/#row-1.1.2")
        assert order(page).index("1.1.2") < order(page).index("1.1.1")


def test_the_tree_is_typed_over_and_moved_without_scripts(browser: Browser, desk: Site) -> None:
    with desk.opened(browser, code="lan", java_script_enabled=False) as page:
        page.goto(f"{AT}/")
        page.locator('[name="max_points:1.1.1"]').fill("1,25")
        page.locator('[id="row-1.1.2"] .more button').click()
        page.locator('[id="row-1.1.2"]').get_by_role("button", name="Chuyển lên").click()
        expect(page.locator('[name="max_points:1.1.1"]')).to_have_value("1,25")
        codes = order(page)
        assert codes.index("1.1.2") < codes.index("1.1.1")
