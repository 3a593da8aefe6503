"""What the environment may say, and that secrets are told nowhere."""

import pytest

from rulesvc.errors import BadSetting
from rulesvc.languages import language
from rulesvc.settings import Oidc, Settings, read_settings

OIDC = {"OIDC_ISSUER": "https://id.example.vn/realm", "OIDC_CLIENT_ID": "rules", "OIDC_CLIENT_SECRET": "hush-hush"}


def refused(environ: dict[str, str]) -> str:
    with pytest.raises(BadSetting) as refusal:
        read_settings(environ)
    return language("en").say(refusal.value)


@pytest.mark.parametrize("environ", [{}, dict.fromkeys(("SECRET_KEY", "INSECURE_COOKIES", *OIDC), "")])
def test_what_is_absent_or_blank_has_its_default(environ: dict[str, str]) -> None:
    assert read_settings(environ) == Settings(secret_key="", cookies_are_secure=True, oidc=None)


def test_a_secret_key_has_32_characters() -> None:
    assert read_settings({"SECRET_KEY": "x" * 32}).secret_key == "x" * 32
    told = refused({"SECRET_KEY": "y" * 31})
    assert told == "SECRET_KEY: “31 characters” is not allowed. Allowed: at least 32 characters, or nothing."


@pytest.mark.parametrize(("given", "is_secure"), [("yes", False), ("no", True)])
def test_cookies_are_insecure_only_where_it_is_said(given: str, *, is_secure: bool) -> None:
    assert read_settings({"INSECURE_COOKIES": given}).cookies_are_secure is is_secure


@pytest.mark.parametrize("given", ["true", "1", "Yes", "có"])
def test_nothing_but_yes_or_no_is_taken(given: str) -> None:
    told = refused({"INSECURE_COOKIES": given})
    assert told == f"INSECURE_COOKIES: “{given}” is not allowed. Allowed: yes, no."


def test_an_identity_provider_is_named_whole() -> None:
    assert read_settings(OIDC).oidc == Oidc("https://id.example.vn/realm", "rules", "hush-hush")


@pytest.mark.parametrize("missing", OIDC)
def test_nor_is_an_identity_provider_named_in_part(missing: str) -> None:
    told = refused(OIDC | {missing: ""})
    assert told.startswith(f"{missing}: “” is not allowed. Allowed: all of OIDC_ISSUER, OIDC_CLIENT_ID")
    assert "hush" not in told


@pytest.mark.parametrize("issuer", ["http://localhost:8080/realm", "http://127.0.0.1:1", "http://[::1]", "https://id"])
def test_an_issuer_is_asked_so_that_nobody_reads_along(issuer: str) -> None:
    found = read_settings(OIDC | {"OIDC_ISSUER": issuer}).oidc
    assert found is not None
    assert found.issuer == issuer


@pytest.mark.parametrize(
    "issuer",
    [
        "http://id.example.vn",
        "http://localhost.example.vn",
        "https://",
        "https://[::1",
        "https://id:99999",
        "https://user:word@id.example.vn",
        "https://id.example.vn?realm=1",
        "id.example.vn",
        "ftp://id.example.vn",
    ],
)
def test_another_issuer_is_refused(issuer: str) -> None:
    told = refused(OIDC | {"OIDC_ISSUER": issuer})
    assert told.startswith("OIDC_ISSUER: ")
    assert "word" not in told


def test_settings_are_shown_without_their_secrets() -> None:
    shown = repr(read_settings(OIDC | {"SECRET_KEY": "k" * 32, "DATABASE_URL": "postgresql://lan:hush@db/x"}))
    assert "id.example.vn" in shown
    assert "hush" not in shown
    assert "kkk" not in shown
