"""Settings: what is decided where the service runs, from the environment."""

import os
from collections.abc import Mapping
from dataclasses import dataclass, field
from pathlib import Path
from typing import Final
from urllib.parse import SplitResult, urlsplit

from rules.errors import N_, require
from rules.said import said
from rulesvc.errors import BadSetting

_CASES: Final = Path(__file__).parents[1] / "cases"

REFERENCE_CASE: Final = _CASES / "hai-duong-2022"
"""The folder of the reference case in the project."""

SAMPLE: Final = _CASES / "sample"
"""The folder of the sample: a rubric and a period made by the project."""

DEFAULT_DATABASE_URL: Final = "sqlite:///rulesvc.db"
"""One file in the folder the service is started in."""

SHORTEST_SECRET_KEY: Final = 32
"""Characters."""

_DATABASES: Final = ("sqlite:", "postgresql:", "postgresql+psycopg:")
_OIDC: Final = ("OIDC_ISSUER", "OIDC_CLIENT_ID", "OIDC_CLIENT_SECRET")
_LOOPBACK: Final = ("localhost", "127.0.0.1", "::1")


@dataclass(frozen=True, slots=True)
class Oidc:
    """The identity provider by which persons may sign in (OpenID Connect), and as whom the service asks it."""

    issuer: str
    client_id: str
    client_secret: str = field(repr=False)


@dataclass(frozen=True, slots=True)
class Settings:
    """*database_url*: SQLite or PostgreSQL, as SQLAlchemy writes it. *secret_key* signs the sessions on the pages.

    Without a *secret_key* there are no such sessions. Cookies are only insecure for a closed network without TLS.
    """

    database_url: str = field(default=DEFAULT_DATABASE_URL, repr=False)
    secret_key: str = field(default="", repr=False)
    cookies_are_secure: bool = True
    oidc: Oidc | None = None


def read_settings(environ: Mapping[str, str] = os.environ) -> Settings:
    """The settings in *environ*; what is absent or blank has its default.

    Raises: `BadSetting`.
    """
    return Settings(
        database_url=_database_url(environ.get("DATABASE_URL") or DEFAULT_DATABASE_URL),
        secret_key=_secret_key(environ.get("SECRET_KEY", "")),
        cookies_are_secure=not _is_yes("INSECURE_COOKIES", environ.get("INSECURE_COOKIES") or "no"),
        oidc=_oidc({name: environ.get(name, "") for name in _OIDC}),
    )


def _database_url(given: str) -> str:
    scheme = given.partition(":")[0]  # the rest may hold a password
    require(given.startswith(_DATABASES), BadSetting("DATABASE_URL", scheme, "sqlite:///… , postgresql://…"))
    return given


def _secret_key(given: str) -> str:
    """*given*, of which only the length is ever told."""
    length = said(N_("{length} characters"), length=len(given))
    allowed = said(N_("at least {least} characters, or nothing"), least=SHORTEST_SECRET_KEY)
    require(given == "" or len(given) >= SHORTEST_SECRET_KEY, BadSetting("SECRET_KEY", length, allowed))
    return given


def _is_yes(name: str, given: str) -> bool:
    require(given in ("yes", "no"), BadSetting(name, given, "yes, no"))
    return given == "yes"


def _oidc(given: Mapping[str, str]) -> Oidc | None:
    if not any(given.values()):
        return None
    for name, value in given.items():
        require(value != "", BadSetting(name, "", said(N_("all of {names}, or none of them"), names=_OIDC)))
    issuer, client_id, client_secret = given.values()
    shown = issuer.rpartition("@")[2]  # a password may stand before it
    allowed = said(N_("the address of the identity provider: https://…, or http://… on this machine"))
    require(_is_issuer(issuer), BadSetting("OIDC_ISSUER", shown, allowed))
    return Oidc(issuer, client_id, client_secret)


def _is_issuer(text: str) -> bool:
    try:
        parts = urlsplit(text)
        has_host = bool(parts.hostname) and parts.port != 0
    except ValueError:
        return False
    return has_host and "@" not in parts.netloc and not parts.query and not parts.fragment and _is_private(parts)


def _is_private(parts: SplitResult) -> bool:
    """Whether nobody on the way reads along."""
    return parts.scheme == "https" or (parts.scheme == "http" and parts.hostname in _LOOPBACK)
