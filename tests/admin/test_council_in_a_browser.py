"""The form of the Council in a real browser: the facts to decide by, whole in light, dark and on a phone."""

from collections.abc import Iterator
from pathlib import Path

import pytest
from playwright.sync_api import Browser, expect

from rules.text import Text
from rulesvc.database import Database
from rulesvc.usecases.conclusions import Votes
from tests.admin.browsing import Site
from tests.admin.test_in_a_browser import AXE, FOUND, LOOKS, has_no_overflow
from tests.admin.visiting import enrol
from tests.service.concluding import council_on
from tests.service.databases import HAI_DUONG, SqliteTemplates
from tests.service.registering import registered
from tests.service.serving import HOST, serving


def considered(database: Database) -> int:
    """A case that waits, beside one that was concluded on, and a document that is no minutes."""
    council = council_on(database)
    council.propose(council.evaluate("so-tu-phap"), votes=Votes(11, 1, 0))
    council.confirm(1)
    registered(database, council.actors["secretary"], "qd-12", kind=Text("Quyết định"), number="12/QĐ-UBND")
    return council.evaluate()


@pytest.fixture
def case(sqlite: SqliteTemplates, tmp_path: Path) -> Iterator[tuple[Site, str]]:
    """The pages as they are served to a secretary `thao`, and the address of the form for a case."""
    with sqlite.committing(HAI_DUONG) as database:
        enrol(database, "thao", "Phạm Thị Thảo", "secretary")
        evaluation = considered(database)
        with serving(database, {}, tmp_path / "log") as served:
            yield Site(f"http://{HOST}:{served.port}"), f"/council/{evaluation}/?table=head_rating"


def test_the_form_of_the_council_is_whole(browser: Browser, case: tuple[Site, str], pictures: Path) -> None:
    site, address = case
    for look, options in LOOKS.items():
        with site.opened(browser, code="thao", bypass_csp=True, **options) as page:
            page.goto(address)
            page.screenshot(path=pictures / f"council-form-{look}.png", full_page=True)
            assert has_no_overflow(page), look
            page.evaluate(AXE.read_text(encoding="utf-8"))
            assert page.evaluate(FOUND) == [], look


def test_a_conclusion_is_entered_with_the_facts_beside_it(browser: Browser, case: tuple[Site, str]) -> None:
    site, address = case
    with site.opened(browser, code="thao") as page:
        page.goto(address)
        expect(page.get_by_role("heading", name="Thông tin để Hội đồng xem xét")).to_be_visible()
        expect(page.get_by_role("row", name="Sở Tư pháp")).to_contain_text("Hoàn thành nhiệm vụ")
        page.get_by_label("Kết quả được kết luận").select_option(label="Hoàn thành nhiệm vụ")
        page.get_by_label("Lý do").fill("Thiếu 0,60 điểm ở một lĩnh vực")
        expect(page.get_by_label("Biên bản họp").locator("option")).to_have_count(2)
        page.get_by_label("Biên bản họp").select_option("bien-ban-01")
        page.get_by_role("button", name="Ghi nhận").click()
        expect(page.get_by_text("Chờ người thứ hai xác nhận")).to_be_visible()
