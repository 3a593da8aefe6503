"""The whole way of an edition in a real browser: copied, changed, looked at, approved, issued, and what it decides."""

from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import pytest
from playwright.sync_api import APIResponse, Browser, Page, expect

from tests.admin.browsing import Site
from tests.admin.reviewing import DRAFT, add_2023
from tests.admin.test_in_a_browser import AXE, FOUND, LOOKS, has_no_overflow, in_each_look
from tests.admin.test_review_in_a_browser import issue
from tests.admin.visiting import enrol
from tests.service.calling import bearer, body_for, new_key
from tests.service.databases import HAI_DUONG, SqliteTemplates
from tests.service.serving import HOST, Served, serving

KHCN = "so-khoa-hoc-cong-nghe"
KHCN_NAME = "Sở Khoa học và Công nghệ"
RULES = f"{DRAFT}/rating-rules/"
CELL = 'input[name="hoan-thanh-xuat-sac.1"]'


@dataclass
class Office:
    """The pages at a *site*, and the service behind them, asked with a *key*."""

    site: Site
    served: Served
    key: dict[str, str]


@pytest.fixture
def office(sqlite: SqliteTemplates, tmp_path: Path) -> Iterator[Office]:
    """The reference case with two editors, an approver and an issuer, and a period 2023 that no edition is for."""
    people = {"lan": ("Nguyễn Thị Lan", "editor"), "tu": ("Vũ Văn Tú", "editor"), "minh": ("Trần Văn Minh", "approver")}
    with sqlite.committing(HAI_DUONG) as database:
        for code, (name, role) in (people | {"hoa": ("Lê Thị Hoa", "issuer")}).items():
            enrol(database, code, name, role)
        add_2023(database)
        key = bearer(new_key(database).secret)
        with serving(database, {}, tmp_path / "log", workers=1) as served:
            yield Office(Site(f"http://{HOST}:{served.port}"), served, key)


def test_from_a_copy_to_what_it_decides(browser: Browser, office: Office) -> None:
    assert rating(office, "2022") == "hoan-thanh-xuat-sac"
    with office.site.opened(browser, code="lan") as page:
        copy_for_2023(page)
        raise_the_floor(page)
        look_at_the_impact(page)
        cannot_submit_yet(page)
        acknowledge_and_submit(page)
        cannot_clear(page)
    with office.site.opened(browser, code="minh") as page:
        clear(page)
    with office.site.opened(browser, code="hoa") as page:
        page.goto(f"{DRAFT}/steps/")
        issue(page, Path(office.served.log).parent)
        expect(page.get_by_role("cell", name="Quyết định 12/QĐ-UBND")).to_be_visible()
    assert rating(office, "2023") == "hoan-thanh-tot"
    assert rating(office, "2022") == "hoan-thanh-xuat-sac"


def test_the_second_of_two_editors_is_told_and_loses_nothing_typed(browser: Browser, office: Office) -> None:
    with office.site.opened(browser, code="lan") as first:
        copy_for_2023(first)
        with office.site.opened(browser, code="tu", refuses=True) as second:
            for page in (first, second):
                page.goto(RULES)
            first.locator(CELL).fill("85")
            first.locator(CELL).press("Enter")
            expect(first.get_by_text("Đã lưu.")).to_be_visible()
            second.locator(CELL).fill("82,5")
            second.locator(CELL).press("Enter")
            expect(second.get_by_role("alert").first).to_contain_text("Nguyễn Thị Lan")
            expect(second.locator(CELL)).to_have_value("82,5")
            expect(second.get_by_text("từ 85% trở lên").first).to_be_visible()
            second.locator(CELL).press("Enter")
            expect(second.get_by_text("Đã lưu.")).to_be_visible()
            expect(second.locator(CELL)).to_have_value("82,5")


@in_each_look
def test_what_stands_around_a_draft_is_whole(browser: Browser, office: Office, pictures: Path, look: str) -> None:
    with office.site.opened(browser, code="lan", bypass_csp=True, **LOOKS[look]) as page:
        copy_for_2023(page)
        remark(page)
        tabs = {"general": "general/", "origin": "comparison/origins/the-che", "remarks": "comparison/"}
        tabs["case-new"] = f"cases/new?period=2022&agency={KHCN}"
        tabs |= {"scope": "general/scopes/seven-areas", "discard": "steps/discard"}
        for name, tab in tabs.items():
            page.goto(f"{DRAFT}/{tab}")
            for summary in page.locator("main summary:visible").all()[:3]:
                summary.click()
            page.screenshot(path=pictures / f"draft-{name}-{look}.png", full_page=True)
            assert has_no_overflow(page), name
            page.evaluate(AXE.read_text(encoding="utf-8"))
            assert [(each["id"], each["nodes"][0]["html"]) for each in page.evaluate(FOUND)] == [], name


# ---- the steps of the walk -------------------------------------------------------------------------------------------


def copy_for_2023(page: Page) -> None:
    """The editor copies the edition of 2022."""
    page.goto("/editions/")
    form = page.locator('form[action="/editions/so/1/draft"]')
    page.locator("details", has=form).locator("summary").click()
    form.get_by_role("combobox").select_option("2023")
    form.get_by_role("button").click()
    page.wait_for_url(f"**{DRAFT}/criteria/")
    page.goto(f"{DRAFT}/general/")
    expect(page.get_by_role("checkbox", name="2023")).to_be_checked()


def raise_the_floor(page: Page) -> None:
    """85 is typed over 80 in the cell, and the picture changes at once."""
    page.goto(RULES)
    picture = page.locator("svg.plane.at-a-desk")
    before, dot = picture.inner_html(), page.get_by_role("row").filter(has_text=KHCN_NAME)
    expect(page.locator(CELL)).to_have_value("80")
    page.locator(CELL).fill("85")
    expect(dot).to_contain_text("Hoàn thành tốt nhiệm vụ")
    assert picture.inner_html() != before
    page.locator(CELL).press("Enter")
    expect(page.get_by_text("Đã lưu.")).to_be_visible()


def look_at_the_impact(page: Page) -> None:
    page.goto(f"{DRAFT}/impact/")
    moved = page.get_by_role("row").filter(has_text=KHCN_NAME)
    expect(moved.first).to_contain_text("83,33%")


def cannot_submit_yet(page: Page) -> None:
    """A hole that nobody acknowledged is told; there is no button, and a form made by hand is refused in words."""
    page.goto(f"{DRAFT}/steps/")
    expect(page.get_by_text("quy định chưa điều chỉnh trường hợp").first).to_be_visible()
    expect(page.get_by_role("button", name="Trình duyệt")).to_have_count(0)
    answer = by_hand(page, "submit")
    assert answer.status == 422
    assert "ghi nhận là vấn đề xin ý kiến" in answer.text()


def acknowledge_and_submit(page: Page) -> None:
    page.goto(f"{DRAFT}/check/")
    open_ones = page.get_by_role("button", name="Ghi nhận là vấn đề xin ý kiến")
    while count := open_ones.count():
        page.get_by_label("Lý do giữ nguyên").first.fill("Trình Hội đồng xem xét")
        open_ones.first.click()
        expect(open_ones).to_have_count(count - 1)
    page.goto(f"{DRAFT}/steps/")
    page.get_by_role("button", name="Trình duyệt").click()
    expect(page.get_by_role("status")).to_contain_text("đang trình duyệt")


def cannot_clear(page: Page) -> None:
    """Who drafted it has no button to approve it, and is refused without one."""
    expect(page.get_by_role("button", name="Phê duyệt")).to_have_count(0)
    assert by_hand(page, "clear").status == 403


def clear(page: Page) -> None:
    """The approver sees comparison, check and impact on one page, and approves."""
    page.goto(f"{DRAFT}/steps/")
    for name in ("So sánh", "Kiểm tra quy định", "Tác động khi thay đổi"):
        expect(page.get_by_role("heading", name=name, exact=True)).to_be_visible()
    expect(page.get_by_text("83,33%").first).to_be_visible()
    page.get_by_role("button", name="Phê duyệt").click()
    expect(page.get_by_role("heading", name="Đã duyệt, chờ ban hành")).to_be_visible()


def by_hand(page: Page, step: str) -> APIResponse:
    """A step that the page has no button for, with the token of whoever is signed in."""
    token = page.locator('input[name="csrf_token"]').first.get_attribute("value") or ""
    return page.request.post(f"{DRAFT}/steps/{step}", form={"csrf_token": token})


def remark(page: Page) -> None:
    page.goto(f"{DRAFT}/comparison/")
    page.get_by_label("Nội dung góp ý").fill("Đề nghị làm rõ căn cứ nâng yêu cầu của mức hoàn thành xuất sắc")
    page.get_by_role("button", name="Gửi ý kiến").click()
    expect(page.get_by_role("status")).to_be_visible()


def rating(office: Office, period: str) -> Any:
    """The rating of the head whose lowest area is 83.33%, by the edition that applies."""
    answer = office.served.ask("POST", "/api/v1/evaluations", body_for(KHCN, period=period), **office.key)
    assert answer.status == 201, answer.body
    return answer.json["result"]["outcomes"]["head_rating"]["code"]
