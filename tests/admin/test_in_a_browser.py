"""The pages in a real browser: each in light, dark and on a phone, by keyboard, and with nothing from elsewhere."""

from pathlib import Path
from typing import Any

import pytest
from playwright.sync_api import Browser, Dialog, Page, expect

from tests.admin.browsing import PHONE, Site
from tests.admin.visiting import PASSWORD

LAN = "lan"
PAGES = {
    "home": "/",
    "account": "/account/",
    "editions": "/editions/",
    "results": "/results/?period=2022&rubric=so",
    "agency": "/results/16/?advice=1&replay=1",
    "trial-chosen": "/trial/?rubric=so&period=2022&agency=bql-khu-cong-nghiep",
    "trial": "/trial/",
    "criterion": "/editions/so/1/criteria/the-che/?a.the-che.points=9,5",
}
PAGES |= {
    name: f"/editions/so/1/{name}/"
    for name in ("general", "criteria", "rating-rules", "steps", "check", "impact", "comparison", "cases")
}
LOOKS: dict[str, dict[str, Any]] = {
    "light": {},
    "dark": {"color_scheme": "dark"},
    "phone": {"viewport": PHONE, "is_mobile": True},
}
in_each_look = pytest.mark.parametrize(
    "look", ["light", *(pytest.param(look, marks=pytest.mark.thorough) for look in ("dark", "phone"))]
)


def has_no_overflow(page: Page) -> bool:
    """Whether nothing is cut off at the side."""
    return bool(page.evaluate("document.documentElement.scrollWidth <= document.documentElement.clientWidth"))


@in_each_look
@pytest.mark.parametrize("name", PAGES)
def test_every_page_is_whole(browser: Browser, site: Site, pictures: Path, name: str, look: str) -> None:
    with site.opened(browser, code=LAN, **LOOKS[look]) as page:
        page.goto(PAGES[name])
        page.screenshot(path=pictures / f"{name}-{look}.png", full_page=True)
        assert has_no_overflow(page)


@in_each_look
def test_the_page_of_the_council_is_whole(browser: Browser, site: Site, pictures: Path, look: str) -> None:
    with site.opened(browser, code="minh", **LOOKS[look]) as page:
        page.goto("/council/")
        page.screenshot(path=pictures / f"council-{look}.png", full_page=True)
        assert has_no_overflow(page)


@in_each_look
def test_the_list_of_those_near_a_threshold_is_whole(browser: Browser, site: Site, pictures: Path, look: str) -> None:
    with site.opened(browser, code="minh", bypass_csp=True, **LOOKS[look]) as page:
        page.goto("/council/near/")
        page.get_by_role("button", name="Xem danh sách").click()
        expect(page.get_by_text("đã được ghi vào Nhật ký hệ thống")).to_be_visible()
        page.screenshot(path=pictures / f"near-{look}.png", full_page=True)
        assert has_no_overflow(page)
        page.evaluate(AXE.read_text(encoding="utf-8"))
        assert page.evaluate(FOUND) == []


@in_each_look
def test_the_sign_in_page_is_whole(browser: Browser, site: Site, pictures: Path, look: str) -> None:
    with site.opened(browser, **LOOKS[look]) as page:
        page.goto("/sign-in/")
        page.screenshot(path=pictures / f"sign-in-{look}.png", full_page=True)
        assert has_no_overflow(page)


def test_one_signs_in_and_out_by_the_keyboard_alone(browser: Browser, site: Site) -> None:
    with site.opened(browser) as page:
        page.goto("/account/")
        page.get_by_label("Mã người dùng").focus()
        page.keyboard.type(LAN)
        page.keyboard.press("Tab")
        page.keyboard.type(PASSWORD)
        page.keyboard.press("Enter")
        expect(page.get_by_role("heading", level=1)).to_have_text("Tài khoản và mật khẩu")
        page.get_by_text("Nguyễn Thị Lan").first.focus()
        page.keyboard.press("Enter")
        page.get_by_role("button", name="Đăng xuất").press("Enter")
        expect(page.get_by_text("Đã đăng xuất")).to_be_visible()


def test_leaving_a_form_with_something_typed_asks_first(browser: Browser, site: Site) -> None:
    with site.opened(browser, code=LAN) as page:
        asked: list[str] = []

        def answer(dialog: Dialog) -> None:
            asked.append(dialog.type)
            dialog.accept()

        page.on("dialog", answer)
        page.goto("/account/")
        page.get_by_label("Mật khẩu hiện tại").fill("x")
        page.get_by_role("link", name="Tổng quan").click()
        page.wait_for_url("**/")
        assert asked == ["beforeunload"]


def test_everything_works_without_scripts(browser: Browser, site: Site) -> None:
    with site.opened(browser, code=LAN, java_script_enabled=False) as page:
        expect(page.get_by_role("heading", level=1)).to_have_text("Tổng quan")


# ---- for everybody, and over slow lines ------------------------------------------------------------------------------

AXE = Path(__file__).parent / "vendor" / "axe-4.14.1.min.js"
FOUND = "axe.run().then(found => found.violations.filter(each => ['serious', 'critical'].includes(each.impact)))"
FETCHED = "performance.getEntries().reduce((sum, each) => sum + (each.transferSize || 0), 0)"
HEAVIEST = 300_000
"""Bytes that a page may weigh with all that it fetches, as they come over the line."""


@pytest.mark.parametrize("scheme", ["light", "dark"])
def test_nobody_is_shut_out(browser: Browser, site: Site, scheme: str) -> None:
    """The rules of axe-core that weigh most: names, contrast, roles, order."""
    with site.opened(browser, code=LAN, color_scheme=scheme, bypass_csp=True) as page:
        for path in ("/sign-in/", *PAGES.values()):
            page.goto(path)
            page.evaluate(AXE.read_text(encoding="utf-8"))
            assert [(each["id"], each["nodes"][0]["html"]) for each in page.evaluate(FOUND)] == [], path


def test_no_page_is_heavy(browser: Browser, site: Site) -> None:
    with site.opened(browser, code=LAN) as page:
        signed_in = page.context.storage_state()
    for path in PAGES.values():
        with site.opened(browser, storage_state=signed_in) as page:
            page.goto(path)
            assert page.evaluate(FETCHED) < HEAVIEST, path
