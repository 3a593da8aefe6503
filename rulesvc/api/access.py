"""Access: every route says who may call it, and a test fails for one that forgets."""

from collections.abc import Callable
from datetime import UTC, datetime
from functools import wraps
from typing import Any, Final

from flask import current_app, g, request

from rules.errors import require
from rulesvc.database import Database
from rulesvc.errors import KeyWrong
from rulesvc.usecases.keys import VerifiedKey, require_scope, verify_key

PUBLIC: Final = "public"

View = Callable[..., Any]


def public(view: View) -> View:
    """Mark *view* as open to everybody: it shows nothing of any agency."""
    view.access = PUBLIC  # type: ignore[attr-defined]
    return view


def requires(scope: str) -> Callable[[View], View]:
    """Let only holders of an API key with *scope* call the view."""

    def decorate(view: View) -> View:
        @wraps(view)
        def checked(*args: Any, **kwargs: Any) -> Any:
            g.caller = _caller(scope)
            return view(*args, **kwargs)

        checked.access = scope  # type: ignore[attr-defined]
        return checked

    return decorate


def caller() -> VerifiedKey:
    """Whose key the request came with; only inside a view that requires a scope."""
    verified: VerifiedKey = g.caller
    return verified


def database() -> Database:
    """The database of this application."""
    kept: Database = current_app.extensions["database"]
    return kept


def now() -> datetime:
    """The present instant, read once a request and handed on."""
    return datetime.now(UTC)


def _caller(scope: str) -> VerifiedKey:
    kind, _, sent = request.headers.get("Authorization", "").partition(" ")
    secret = sent.strip() if kind.lower() == "bearer" else ""
    require(secret.isascii() and secret.isprintable(), KeyWrong())
    with database().reading() as session:
        verified = verify_key(session, secret, now=now())
    require_scope(verified, scope)
    return verified
