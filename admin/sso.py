"""The provider of identities of the office (OpenID Connect), where one is configured: it says who somebody is."""

from typing import Any, Final

from authlib.integrations.base_client import OAuthError
from authlib.integrations.flask_client import OAuth
from flask import Flask, current_app
from joserfc.errors import JoseError
from requests import RequestException

from rules.errors import N_, require
from rulesvc.errors.families import NotFound, Unauthorised
from rulesvc.settings import Oidc

NAME: Final = "sso"
_FAILURES: Final = (OAuthError, JoseError, RequestException, ValueError)
"""What becomes of a provider that is away, or says what it should not."""

_DISCOVERY: Final = "/.well-known/openid-configuration"


class NotConfigured(NotFound):
    """A sign-in at a provider where there is none."""

    words = N_("Signing in with the account of the office is not set up here.")


class NotVouchedFor(Unauthorised):
    """A provider that cannot be reached, or that says something else than who it is."""

    words = N_("The sign-in service of the office did not say who this is. Try again, or sign in with a password.")


def register_sso(app: Flask, oidc: Oidc | None) -> None:
    """Let people sign in at *oidc*. Nothing is asked of it before somebody does."""
    if oidc is None:
        app.extensions[NAME] = None
        return
    oauth = OAuth(app)
    app.extensions[NAME] = oauth.register(
        NAME,
        client_id=oidc.client_id,
        client_secret=oidc.client_secret,
        server_metadata_url=oidc.issuer.rstrip("/") + _DISCOVERY,
        client_kwargs={"scope": "openid", "code_challenge_method": "S256"},
    )


def away(to: str) -> Any:
    """The answer that leads to the provider, who leads back *to* us.

    Raises: `NotConfigured`, `NotVouchedFor`.
    """
    try:
        return _provider().authorize_redirect(to)
    except _FAILURES as failure:
        raise NotVouchedFor from failure


def subject() -> str:
    """Whom the provider names, in the request that comes back from it: state, nonce and signature are checked.

    Raises: `NotConfigured`, `NotVouchedFor`.
    """
    try:
        told = _provider().authorize_access_token()
    except _FAILURES as failure:
        raise NotVouchedFor from failure
    named = str((told.get("userinfo") or {}).get("sub") or "")
    require(named != "", NotVouchedFor())
    return named


def _provider() -> Any:
    provider = current_app.extensions[NAME]
    require(provider is not None, NotConfigured())
    return provider
