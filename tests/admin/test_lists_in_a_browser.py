"""The lists in a real browser: whole in light, dark and on a phone, with something in each."""

from collections.abc import Iterator
from datetime import UTC, date, datetime
from fractions import Fraction
from pathlib import Path
from typing import Any

import pytest
from playwright.sync_api import Browser, expect

from rules.language import day_of
from rules.sheet import Previous
from rules.text import Text
from rulesvc.database import Database
from rulesvc.usecases.deputies import LONGEST, NewDeputy, name_deputy
from rulesvc.usecases.facts import Fact, FactList, import_facts
from rulesvc.usecases.heads import Head, add_heads
from rulesvc.usecases.keys import NewKey, create_key
from rulesvc.usecases.persons import PersonChange, change_person, system_actor
from rulesvc.usecases.supplied import Supplied, SuppliedList, supply
from tests.admin.browsing import Site
from tests.admin.test_in_a_browser import LOOKS, has_no_overflow, in_each_look
from tests.admin.visiting import enrol
from tests.service.databases import HAI_DUONG, SqliteTemplates
from tests.service.registering import attached, registered, related
from tests.service.serving import HOST, serving

PAGES = {
    "persons": "/persons/",
    "person": "/persons/lan/",
    "person-new": "/persons/new",
    "person-end": "/persons/lan/end",
    "deputies": "/deputies/",
    "keys": "/keys/",
    "audit": "/audit/?action=person-changed",
    "audit-acknowledged": "/audit/?action=problem-acknowledged",
    "agencies": "/agencies/",
    "agencies-paste": "/agencies/paste",
    "heads": "/heads/?earlier=1",
    "head": "/heads/1/",
    "head-new": "/heads/new",
    "heads-paste": "/heads/paste",
    "facts": "/facts/?period=2021",
    "facts-paste": "/facts/paste",
    "fact-forget": "/facts/forget?period=2021&agency=so-noi-vu",
    "indicators": "/indicators/?period=2022",
    "indicators-paste": "/indicators/paste",
    "result-of-two-heads": "/results/2/",
    "periods": "/periods/",
    "documents": "/documents/",
    "document": "/documents/kh-9/",
    "document-change": "/documents/kh-9/change",
}


HEADS = (
    Head("so-y-te", "Phạm Thị Hạnh", "Giám đốc Sở Y tế", date(2021, 5, 1)),
    Head("so-noi-vu", "Nguyễn Văn Bình", "Giám đốc Sở Nội vụ", date(2019, 3, 1)),
    Head("so-noi-vu", "Trần Thị Cúc", "Giám đốc Sở Nội vụ", date(2022, 7, 1)),
)
RATED = Fact(Previous(outcomes={"head_rating": "hoan-thanh-tot"}), Text("Quyết định số 15/QĐ-UBND"), Fraction(82))
LETTER = "Công văn số 12/VP-KSTTHC ngày 10/01/2023"
SUPPLIED = {
    ("so-noi-vu", "ho-so-truc-tuyen"): Supplied(Fraction("82.5"), LETTER),
    ("so-y-te", "ho-so-truc-tuyen"): Supplied(Fraction(70), LETTER),
}


def fill(database: Database) -> None:
    """Let there be something on each page."""
    now = datetime.now(UTC)
    enrol(database, "an", "Đỗ Văn An", "administrator", "editor")
    enrol(database, "lan", "Nguyễn Thị Lan", "editor")
    with database.writing() as session:
        tester = system_actor(session, "tester", now=now)
        titled = PersonChange(title="Trưởng phòng Cải cách hành chính", roles=("editor", "secretary"))
        change_person(session, "lan", titled, actor=tester, now=now)
        name_deputy(session, NewDeputy("an", "lan", day_of(now), day_of(now) + LONGEST), actor=tester, now=now)
        for head in HEADS:
            add_heads(session, [head], follows=True, actor=tester, now=now)
        supply(session, SuppliedList("2022", SUPPLIED), actor=tester, now=now)
        rated = Fact(
            Previous(outcomes={"head_rating": "hoan-thanh-tot"}), Text("Quyết định số 15/QĐ-UBND"), Fraction(82)
        )
        import_facts(session, FactList("2021", {"so-noi-vu": rated}), actor=tester, now=now)
        create_key(session, NewKey("lan", ("read", "evaluate")), actor=tester, now=now)
    registered(database, tester)
    registered(database, tester, "kh-9", number="9/KH-UBND")
    related(database, tester, "kh-9", "replaces", "kh-12")
    attached(database, tester, "kh-9")


@pytest.fixture(scope="module")
def filled(sqlite: SqliteTemplates, tmp_path_factory: pytest.TempPathFactory) -> Iterator[Site]:
    """The pages as they are served to an administrator `an`."""
    with sqlite.committing(HAI_DUONG) as database:
        fill(database)
        with serving(database, {}, tmp_path_factory.mktemp("lists") / "log", workers=1) as served:
            yield Site(f"http://{HOST}:{served.port}")


@in_each_look
def test_every_list_is_whole(browser: Browser, filled: Site, pictures: Path, look: str) -> None:
    options: dict[str, Any] = LOOKS[look]
    with filled.opened(browser, code="an", **options) as page:
        for name, path in PAGES.items():
            page.goto(path)
            page.screenshot(path=pictures / f"{name}-{look}.png", full_page=True)
            assert has_no_overflow(page), name


def test_a_key_is_made_and_gone_once_the_page_is_left(browser: Browser, filled: Site) -> None:
    with filled.opened(browser, code="an") as page:
        page.goto("/keys/")
        page.get_by_label("Có giá trị đến hết ngày").fill("31/12/2090")
        page.get_by_role("button", name="Tạo khóa").click()
        expect(page.locator(".secret code")).to_be_visible()
        secret = page.locator(".secret code").inner_text()
        page.get_by_role("link", name="Đã chép khóa").click()
        expect(page.locator(".secret")).to_have_count(0)
        assert secret not in page.content()
