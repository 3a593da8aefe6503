"""Visiting the pages without a browser: requests with cookies, and forms with their token."""

import re
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from html import unescape

import pytest
from argon2 import PasswordHasher
from flask.testing import FlaskClient
from werkzeug.test import TestResponse

from rulesvc.database import Database
from rulesvc.usecases import passwords
from rulesvc.usecases.passwords import set_password
from rulesvc.usecases.persons import NewPerson, add_person, system_actor
from tests.service.databases import NOW

PASSWORD = "Cải cách hành chính 2026"


@dataclass
class Visitor:
    """Somebody with a browser that knows no scripts."""

    client: FlaskClient

    def get(self, path: str, **headers: str) -> TestResponse:
        named = {"Accept": "text/html", **{name.replace("_", "-"): value for name, value in headers.items()}}
        return self.client.get(path, headers=named)

    def post(self, path: str, *, of: str | None = None, **fields: str) -> TestResponse:
        """Send a form as it stands on the page *of*; of the address itself by default."""
        return self.client.post(path, data={"csrf_token": self.token(of or path), **fields})

    def token(self, path: str) -> str:
        found = re.search(r'name="csrf_token" value="([^"]+)"', self.get(path).text)
        assert found, f"no form at {path}"
        return found[1]

    def sign_in(self, code: str, password: str = PASSWORD) -> "Visitor":
        answer = self.post("/sign-in/", code=code, password=password)
        assert answer.status_code == 303, told(answer)
        return self


def told(answer: TestResponse) -> str:
    """The text of a page, as it is read."""
    bare = re.sub(r"<(style|script)\b.*?</\1>", " ", answer.text, flags=re.DOTALL)
    return " ".join(unescape(re.sub(r"<[^>]+>", " ", bare)).split())


def fields_on(page: str) -> dict[str, str]:
    """The fields of the only form of a *page* that is sent back, as a browser would send them, without its button."""
    form = page.partition('class="beside-each-other')[2].partition("</form>")[0]
    found: dict[str, str] = {}
    for tag, name in re.findall(r'(<input [^>]*?name="([^"]+)"[^>]*>)', form):
        if 'type="checkbox"' not in tag or " checked" in tag:
            found[name] = unescape((re.findall(r' value="([^"]*)"', tag) or [""])[0])
    for name, options in re.findall(r'<select [^>]*?name="([^"]+)"[^>]*>(.*?)</select>', form, re.DOTALL):
        chosen = re.findall(r'<option value="([^"]*)" selected', options) or re.findall(
            r'<option value="([^"]*)"', options
        )
        found[name] = unescape(chosen[0]) if chosen else ""
    areas = re.findall(r'<textarea [^>]*?name="([^"]+)"[^>]*>(.*?)</textarea>', form, re.DOTALL)
    return found | {name: unescape(text) for name, text in areas}


def enrol(database: Database, code: str, name: str, *roles: str) -> None:
    """Let a person be there, who can sign in."""
    with database.writing() as session:
        tester = system_actor(session, "tester", now=NOW)
        add_person(session, NewPerson(code, name, roles=tuple(roles)), actor=tester, now=NOW)
        set_password(session, code, PASSWORD, actor=tester, now=NOW)


@contextmanager
def quick_passwords() -> Iterator[None]:
    """The same algorithm with less work; the parameters themselves are tested elsewhere."""
    with pytest.MonkeyPatch.context() as patched:
        patched.setattr(passwords, "HASHER", PasswordHasher(time_cost=1, memory_cost=8, parallelism=1))
        yield
