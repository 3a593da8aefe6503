"""What holds for every page: closed until opened, no change without a token, nothing from elsewhere, nothing kept."""

import re
from collections.abc import Iterator

import pytest
from flask import Flask
from werkzeug.routing import Rule

from tests.admin.visiting import Visitor, told

OPEN_TO_ALL = {f"page-sign-in.{name}" for name in ("form", "enter", "leave", "away", "returned")}


def rules(app: Flask, method: str) -> Iterator[Rule]:
    """The addresses of pages that take *method*."""
    for rule in app.url_map.iter_rules():
        if rule.endpoint.startswith("page-") and method in (rule.methods or ()):
            yield rule


def address(rule: Rule) -> str:
    """An address of that kind; whether there is anything at it does not matter."""
    return re.sub("<(int:)?[a-z0-9]+>", lambda found: "1" if found[1] else "so", rule.rule)


def test_strangers_see_the_sign_in_page_and_nothing_else(app: Flask, visitor: Visitor) -> None:
    for rule in rules(app, "GET"):
        if rule.endpoint not in OPEN_TO_ALL:
            answer = visitor.get(address(rule))
            assert answer.status_code == 303, rule
            assert str(answer.location).startswith("/sign-in/"), rule


def test_nothing_is_changed_without_the_token_of_the_session(app: Flask, lan: Visitor) -> None:
    for rule in rules(app, "POST"):
        answer = lan.client.post(address(rule), data={})
        assert answer.status_code == 400, rule
        assert "Biểu mẫu không còn hiệu lực" in told(answer)


@pytest.mark.parametrize("path", ["/", "/account/", "/sign-in/", "/khong-co"])
def test_every_page_has_its_headers(lan: Visitor, path: str) -> None:
    answer = lan.get(path)
    policy = answer.headers["Content-Security-Policy"]
    assert "default-src 'none'" in policy
    assert "unsafe" not in policy
    assert f'nonce="{policy.partition(chr(39) + "nonce-")[2].partition(chr(39))[0]}"' in answer.text
    assert answer.headers["Cache-Control"] == "no-store"
    assert answer.headers["X-Frame-Options"] == "DENY"


@pytest.mark.parametrize(
    ("path", "status"),
    [
        ("/sign-in", 308),
        ("/account", 308),
        ("/editions/so/1/general", 308),
        ("/council/", 303),
        ("/sign-in/out", 405),
        ("/x", 404),
    ],
)
def test_every_answer_has_the_headers_once(visitor: Visitor, path: str, status: int) -> None:
    answer = visitor.get(path)
    assert answer.status_code == status
    assert "frame-ancestors 'none'" in answer.headers["Content-Security-Policy"]
    for name in ("Content-Security-Policy", "Cache-Control", "X-Content-Type-Options", "X-Frame-Options"):
        assert len(answer.headers.getlist(name)) == 1, name


@pytest.mark.parametrize("path", ["/", "/account/", "/sign-in/"])
def test_no_page_holds_scripts_or_styles_of_its_own(lan: Visitor, path: str) -> None:
    text = lan.get(path).text
    assert " style=" not in text
    assert "<style" not in text
    assert " onclick=" not in text
    assert "javascript:" not in text


def test_an_address_that_is_not_there_is_a_page_for_persons_and_a_problem_for_systems(lan: Visitor) -> None:
    page = lan.get("/khong-co")
    assert (page.status_code, page.mimetype) == (404, "text/html")
    assert "Không có trang này" in told(page)
    assert lan.get("/khong-co", Accept="application/json").mimetype == "application/problem+json"
    assert lan.get("/api/v1/khong-co").mimetype == "application/problem+json"


def test_the_language_is_chosen_and_kept(lan: Visitor) -> None:
    assert '<html lang="vi"' in lan.get("/account/").text
    assert "Change the password" in told(lan.get("/account/?lang=en"))
    assert '<html lang="en"' in lan.get("/account/").text
    assert '<html lang="vi"' in lan.get("/account/?lang=vi").text


def test_light_or_dark_is_chosen_and_kept(lan: Visitor) -> None:
    assert 'data-theme="auto"' in lan.get("/account/").text
    lan.get("/account/?theme=dark")
    assert 'data-theme="dark"' in lan.get("/account/").text
    assert 'data-theme="dark"' in lan.get("/account/?theme=nothing").text


def test_files_of_the_frame_are_kept_by_browsers_until_they_say_something_else(lan: Visitor) -> None:
    with lan.get("/frame/frame.css") as answer:
        assert answer.status_code == 200
        assert "max-age=86400" in answer.headers["Cache-Control"]
    assert "/frame/frame.css?v=" in lan.get("/account/").text
