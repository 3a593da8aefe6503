"""Visiting the pages with a real browser over real HTTP. Where there is no Chromium, these tests are left out."""

import os
import shutil
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from typing import Any

import pytest
from playwright.sync_api import Browser, Page, sync_playwright

from tests.admin.visiting import PASSWORD

DESK = {"width": 1366, "height": 768}
PHONE = {"width": 390, "height": 844}

DEMANDED = "BROWSER_DEMANDED"
"""Set where a missing browser is a failure."""

_REFUSED = "the server responded with a status of 422"


@dataclass
class Site:
    """The pages at an *address*."""

    address: str

    @contextmanager
    def opened(
        self, browser: Browser, *, code: str | None = None, refuses: bool = False, **options: Any
    ) -> Iterator[Page]:
        """A page in a new profile of the browser, signed in where there is a *code*.

        In the end nothing was asked of another host, and the browser had nothing to complain about, but that a form was
        refused where one *refuses*.
        """
        context = browser.new_context(**{"base_url": self.address, "locale": "vi-VN", "viewport": DESK, **options})
        asked: list[str] = []
        complaints: list[str] = []
        page = context.new_page()
        page.on("request", lambda request: asked.append(request.url))
        page.on("console", lambda message: complaints.append(message.text) if message.type == "error" else None)
        page.on("pageerror", lambda error: complaints.append(str(error)))
        if code:
            _sign_in(page, code)
        yield page
        context.close()
        assert [url for url in asked if not url.startswith((self.address, "data:"))] == []
        assert [each for each in complaints if not (refuses and _REFUSED in each)] == []


def _sign_in(page: Page, code: str) -> None:
    page.goto("/sign-in/")
    page.get_by_label("Mã người dùng").fill(code)
    page.get_by_label("Mật khẩu").fill(PASSWORD)
    page.get_by_role("button", name="Đăng nhập", exact=True).click()
    page.wait_for_url("**/")


@pytest.fixture(scope="session")
def browser() -> Iterator[Browser]:
    """Debian's Chromium, or the program that CHROMIUM names."""
    program = os.environ.get("CHROMIUM") or shutil.which("chromium")
    if program is None:
        assert DEMANDED not in os.environ, "Chromium is not there"
        pytest.skip("No Chromium: tests with a browser are left out. On Debian: apt-get install chromium")
    with sync_playwright() as playwright:
        browser = playwright.chromium.launch(executable_path=program, args=["--no-sandbox"])
        yield browser
        browser.close()
