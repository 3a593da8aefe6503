"""The frame of the pages in a real browser: its rows of links, on a phone and at a desk, and what is printed."""

import pytest
from playwright.sync_api import Browser, Page, expect

from tests.admin.browsing import PHONE, Site

EDITION = "/editions/so/1"
LAST_TAB = f"{EDITION}/steps/"
ROWS = {".menu": "/", ".tabs": f"{EDITION}/general/"}


def drawn(page: Page, row: str, at: int) -> bytes:
    """The end of a *row* without its links, scrolled to *at*."""
    page.locator(row).evaluate("(row, at) => { row.scrollLeft = at; }", at)
    box = page.locator(row).bounding_box()
    assert box
    end = min(box["x"] + box["width"], PHONE["width"])
    return page.screenshot(clip={"x": end - 16, "y": box["y"], "width": 16, "height": box["height"] - 2})


@pytest.mark.parametrize("row", ROWS)
def test_a_row_fades_only_where_there_is_more(browser: Browser, site: Site, row: str) -> None:
    with site.opened(browser, code="lan", viewport=PHONE, bypass_csp=True) as page:
        page.goto(ROWS[row])
        page.add_style_tag(content=".menu ul, .tabs ul { visibility: hidden; }")
        start, end = drawn(page, row, 0), drawn(page, row, 9999)
        page.add_style_tag(content=f"{row} {{ background: none; }}")
        assert drawn(page, row, 9999) == end
        assert drawn(page, row, 0) != start


@pytest.mark.parametrize(("row", "path"), [(".menu", "/keys/"), (".tabs", LAST_TAB)])
def test_what_is_open_is_in_view_on_a_phone(browser: Browser, site: Site, row: str, path: str) -> None:
    with site.opened(browser, code="lan", viewport=PHONE) as page:
        page.goto(path)
        expect(page.locator(f"{row} [aria-current]")).to_be_in_viewport(ratio=0.98)


def test_all_tabs_of_an_edition_stand_on_one_line_at_a_desk(browser: Browser, site: Site) -> None:
    with site.opened(browser, code="lan") as page:
        page.goto(LAST_TAB)
        tops = page.locator(".tabs li").evaluate_all("all => all.map(each => each.getBoundingClientRect().top)")
        assert len(tops) >= 8
        assert len(set(tops)) == 1
        assert page.locator(".tabs").evaluate("row => row.scrollWidth <= row.clientWidth")


def test_what_a_page_holds_is_printed_and_what_one_does_there_is_not(browser: Browser, site: Site) -> None:
    with site.opened(browser, code="lan") as page:
        page.goto("/trial/?rubric=so&period=2022&agency=bql-khu-cong-nghiep")
        page.emulate_media(media="print")
        box = page.get_by_label("không phát sinh").first
        assert box.evaluate("each => getComputedStyle(each).appearance") != "none"
        form, outcome = page.locator(".trying > form").bounding_box(), page.locator(".trying .outcome").bounding_box()
        assert form
        assert outcome
        assert outcome["y"] >= form["y"] + form["height"] - 1
        page.goto("/account/")
        expect(page.get_by_label("Mật khẩu hiện tại")).to_be_hidden()


def test_a_criterion_is_printed_in_one_column(browser: Browser, site: Site) -> None:
    with site.opened(browser, code="lan") as page:
        page.goto(f"{EDITION}/criteria/the-che/")
        page.emulate_media(media="print")
        assert page.locator(".beside-each-other").first.evaluate("each => getComputedStyle(each).display") == "block"
        assert page.locator(".aside").evaluate("each => getComputedStyle(each).position") == "static"
