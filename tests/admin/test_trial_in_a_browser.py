"""Trying in a real browser: the outcome follows what is typed; without scripts the button does it."""

from pathlib import Path

import pytest
from playwright.sync_api import Browser, Page, expect

from tests.admin.browsing import PHONE, Site

AT = "/trial/?rubric=so&period=2022&agency=bql-khu-cong-nghiep"
LAN = "lan"


def type_points(page: Page, points: str) -> None:
    page.locator('[name="a.thu-tuc-hanh-chinh.points"]').fill(points)


def test_the_outcome_follows_what_is_typed(browser: Browser, site: Site) -> None:
    with site.opened(browser, code=LAN) as page:
        page.goto(AT)
        type_points(page, "12")
        outcome = page.locator("#outcome")
        expect(outcome).to_contain_text("Hoàn thành tốt nhiệm vụ")
        expect(outcome).to_contain_text("83,22%")
        expect(page.locator('[name="a.thu-tuc-hanh-chinh.points"]')).to_be_focused()


def test_without_scripts_the_button_does_it(browser: Browser, site: Site) -> None:
    with site.opened(browser, code=LAN, java_script_enabled=False) as page:
        page.goto(AT)
        type_points(page, "12")
        page.get_by_role("button", name="Chấm thử (không lưu)").click()
        expect(page.locator("#outcome")).to_contain_text("83,22%")


def test_agencies_follow_the_rubric_that_is_chosen(browser: Browser, site: Site) -> None:
    with site.opened(browser, code=LAN) as page:
        page.goto("/trial/?rubric=huyen&period=2022&agency=nam-sach")
        page.get_by_label("Bộ chỉ số", exact=True).select_option("so")
        page.wait_for_url("**rubric=so**")
        page.get_by_label("Cơ quan, đơn vị").select_option("so-y-te")
        page.get_by_role("button", name="Mở bảng điểm").click()
        expect(page.locator('[name="a.thu-tuc-hanh-chinh.points"]')).to_have_value("10,25")


@pytest.mark.parametrize("look", ["desk", "phone"])
def test_an_outcome_is_whole(browser: Browser, site: Site, pictures: Path, look: str) -> None:
    options = {"viewport": PHONE, "is_mobile": True} if look == "phone" else {"color_scheme": "dark"}
    with site.opened(browser, code=LAN, **options) as page:
        page.goto(AT)
        type_points(page, "12,25")
        expect(page.locator("#outcome")).to_contain_text("83,47%")
        page.screenshot(path=pictures / f"trial-outcome-{look}.png", full_page=True)


def test_the_page_of_an_agency_prints_on_a4(browser: Browser, site: Site, pictures: Path) -> None:
    with site.opened(browser, code=LAN) as page:
        page.goto("/results/16/?advice=1")
        page.pdf(path=pictures / "agency.pdf", prefer_css_page_size=True)
        page.goto("/results/?period=2022&rubric=so")
        page.pdf(path=pictures / "results.pdf", prefer_css_page_size=True)
