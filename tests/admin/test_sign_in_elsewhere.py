"""Signing in with the account of the office, at a provider of identities that answers over real HTTP."""

from collections.abc import Iterator
from urllib.parse import urlsplit

import pytest
import requests
from joserfc.jwk import RSAKey
from werkzeug.test import TestResponse

from admin.registration import register_admin
from rulesvc.application import create_app
from rulesvc.database import Database
from rulesvc.settings import Oidc, Settings
from rulesvc.usecases.persons import NewPerson, add_person, system_actor
from tests.admin.identities import CLIENT_ID, CLIENT_SECRET, Provider, providing
from tests.admin.visiting import Visitor, told
from tests.service.databases import NOW


@pytest.fixture
def provider() -> Iterator[Provider]:
    with providing() as provider:
        yield provider


@pytest.fixture
def visitor(provider: Provider, database: Database) -> Visitor:
    """Somebody who is not signed in, where Lan is known by her subject."""
    settings = Settings("sqlite://", secret_key="s" * 32, oidc=Oidc(provider.issuer, CLIENT_ID, CLIENT_SECRET))
    app = create_app(settings)
    register_admin(app, settings)
    app.extensions["database"] = database
    app.testing = True
    with database.writing() as session:
        lan = NewPerson("lan", "Nguyễn Thị Lan", roles=("editor",), subject="subject-of-lan")
        add_person(session, lan, actor=system_actor(session, "tester", now=NOW), now=NOW)
    return Visitor(app.test_client())


def came_back(visitor: Visitor, **changes: str) -> TestResponse:
    """What becomes of it: to the provider, and back with what it says."""
    away = visitor.get("/sign-in/sso?back=/account/")
    assert away.status_code == 302
    answer = requests.get(str(away.location), allow_redirects=False, timeout=10)
    back = urlsplit(answer.headers["Location"])
    query = dict(pair.split("=", 1) for pair in back.query.split("&")) | changes
    return visitor.get(f"{back.path}?" + "&".join(f"{name}={value}" for name, value in query.items()))


def test_the_page_offers_it(visitor: Visitor) -> None:
    assert "Đăng nhập bằng tài khoản của cơ quan" in told(visitor.get("/sign-in/"))


def test_whoever_the_provider_names_is_signed_in_and_comes_back(visitor: Visitor) -> None:
    answer = came_back(visitor)
    assert (answer.status_code, answer.location) == (303, "/account/")
    page = told(visitor.get("/account/"))
    assert "Nguyễn Thị Lan" in page
    assert "không có mật khẩu" in page


def test_a_subject_that_nobody_has_is_shown_so_that_it_can_be_entered(visitor: Visitor, provider: Provider) -> None:
    provider.subject = "somebody-else"
    answer = came_back(visitor)
    assert answer.status_code == 401
    assert "somebody-else" in told(answer)


def test_an_answer_to_a_question_that_nobody_asked_is_refused(visitor: Visitor) -> None:
    answer = came_back(visitor, state="forged")
    assert answer.status_code == 401
    assert visitor.get("/account/").status_code == 303


@pytest.mark.parametrize(
    "claims", [{"nonce": "another"}, {"aud": "another"}, {"iss": "https://another.example"}, {"exp": 1}, {"sub": ""}]
)
def test_a_token_for_another_question_client_or_time_is_refused(
    visitor: Visitor, provider: Provider, claims: dict[str, object]
) -> None:
    provider.claims = claims
    answer = came_back(visitor)
    assert answer.status_code == 401
    assert "chưa xác nhận được người dùng" in told(answer)
    assert visitor.get("/account/").status_code == 303


def test_a_token_by_another_key_is_refused(visitor: Visitor, provider: Provider) -> None:
    provider.signing = RSAKey.generate_key(2048)
    assert came_back(visitor).status_code == 401


def test_a_provider_that_is_away_is_told_in_words(visitor: Visitor, provider: Provider) -> None:
    provider.stop()
    answer = visitor.get("/sign-in/sso")
    assert answer.status_code == 401
    assert "chưa xác nhận được người dùng" in told(answer)
