"""A draft on its way to being issued, in a real browser: each tab is whole, and one walk from check to decision."""

from collections.abc import Iterator
from pathlib import Path

import pytest
from playwright.sync_api import Browser, Page, expect

from rulesvc.database import Database
from rulesvc.usecases.editions import EditionRef, draft
from rulesvc.usecases.persons import acting
from tests.admin.browsing import Site
from tests.admin.reviewing import DECISION, DRAFT, PDF, TABS, add_2023, raise_floor
from tests.admin.test_in_a_browser import LOOKS, has_no_overflow, in_each_look
from tests.admin.visiting import enrol
from tests.service.databases import HAI_DUONG, NOW, SqliteTemplates
from tests.service.serving import HOST, serving


@pytest.fixture
def desk(sqlite: SqliteTemplates, tmp_path: Path) -> Iterator[Site]:
    """A site of its own, with a draft for 2023 in which the floor of the best rating is higher."""
    with sqlite.committing(HAI_DUONG) as database:
        drafted_for_2023(database)
        with serving(database, {}, tmp_path / "log", workers=1) as served:
            yield Site(f"http://{HOST}:{served.port}")


def drafted_for_2023(database: Database) -> None:
    enrol(database, "lan", "Nguyễn Thị Lan", "editor")
    enrol(database, "minh", "Trần Văn Minh", "approver")
    enrol(database, "hoa", "Lê Thị Hoa", "issuer")
    add_2023(database)
    with database.writing() as session:
        draft(session, EditionRef("so", 1), ("2023",), actor=acting(session, "lan", now=NOW), now=NOW)
    raise_floor(database)


@in_each_look
def test_every_tab_of_a_draft_is_whole(browser: Browser, desk: Site, pictures: Path, look: str) -> None:
    with desk.opened(browser, code="lan", **LOOKS[look]) as page:
        page.goto(f"{DRAFT}/cases/")
        page.get_by_role("button", name="Tạo tự động các trường hợp kiểm tra mẫu").click()
        for tab in TABS:
            page.goto(f"{DRAFT}/{tab}/")
            page.screenshot(path=pictures / f"draft-{tab}-{look}.png", full_page=True)
            assert has_no_overflow(page), tab


def test_all_cases_are_chosen_by_one_box(browser: Browser, desk: Site, pictures: Path) -> None:
    with desk.opened(browser, code="lan") as page:
        page.goto(f"{DRAFT}/cases/")
        page.get_by_role("button", name="Tạo tự động các trường hợp kiểm tra mẫu").click()
        every = page.get_by_label("Chọn tất cả")
        every.check()
        page.screenshot(path=pictures / "draft-cases-all.png")
        boxes = page.locator('input[name="case"][form="several"]')
        assert all(boxes.nth(place).is_checked() for place in range(boxes.count()))
        boxes.first.uncheck()
        expect(every).not_to_be_checked()


def test_a_draft_goes_from_check_to_decision(browser: Browser, desk: Site, pictures: Path) -> None:
    with desk.opened(browser, code="lan") as page:
        submit(page)
    with desk.opened(browser, code="minh") as page:
        page.goto(f"{DRAFT}/steps/")
        page.screenshot(path=pictures / "approver-light.png", full_page=True)
        expect(page.get_by_text("83,33%").first).to_be_visible()
        page.get_by_role("button", name="Phê duyệt").click()
        expect(page.get_by_role("heading", name="Đã duyệt, chờ ban hành")).to_be_visible()
    with desk.opened(browser, code="hoa") as page:
        page.goto(f"{DRAFT}/steps/")
        issue(page, pictures)
        expect(page.get_by_role("cell", name="Quyết định 12/QĐ-UBND")).to_be_visible()


def submit(page: Page) -> None:
    page.goto(f"{DRAFT}/steps/")
    page.get_by_role("link", name="Đến nội dung liên quan").first.click()
    for settled in (1, 2, 3):
        page.get_by_label("Lý do giữ nguyên").first.fill("Trình Hội đồng xem xét")
        page.get_by_role("button", name="Ghi nhận là vấn đề xin ý kiến").first.click()
        expect(page.get_by_text("Nguyễn Thị Lan ghi nhận lúc")).to_have_count(settled)
    page.goto(f"{DRAFT}/steps/")
    page.get_by_label("Ý kiến").fill("Kính trình")
    page.get_by_role("button", name="Trình duyệt").click()
    expect(page.get_by_role("status")).to_contain_text("đang trình duyệt")


def issue(page: Page, pictures: Path) -> None:
    page.get_by_label("Nhập văn bản chưa có trong sổ văn bản").check()
    labels = ("Số, ký hiệu", "Ngày ban hành", "Cơ quan ban hành", "Người ký", "Chức vụ người ký", "Trích yếu")
    for label, typed in zip(labels, DECISION.values(), strict=True):
        page.get_by_label(label, exact=True).fill(typed)
    page.get_by_label("Tệp PDF đã ký").set_input_files(
        {"name": "quyet-dinh.pdf", "mimeType": "application/pdf", "buffer": PDF}
    )
    page.screenshot(path=pictures / "issuer-light.png", full_page=True)
    page.get_by_role("button", name="Ghi nhận văn bản đã ban hành").click()
