"""Access: pages are closed until opened, each to everybody, to whoever is signed in, or to those with an ability."""

from collections.abc import Callable, Iterable
from enum import StrEnum
from typing import Any, Final
from urllib.parse import urlsplit

from flask import redirect, request, url_for
from flask.typing import ResponseReturnValue
from flask_admin import BaseView, expose
from flask_login import current_user
from flask_wtf.csrf import CSRFProtect

from admin.accounts import actor
from admin.failures import answer_failures
from admin.headers import close_down
from admin.language import choose_language
from admin.theme import choose_theme
from rulesvc.usecases.abilities import Ability, abilities, require_ability

Shown = Callable[..., Any]


class Access(StrEnum):
    """Whom a page is open to where it takes no ability."""

    PUBLIC = "public"
    SIGNED_IN = "signed-in"


TOKENS: Final = CSRFProtect()
"""Every form carries a token of the session; without it nothing is changed."""


def opened(url: str, to: Access | Ability, *, methods: Iterable[str] = ("GET",)) -> Callable[[Shown], Shown]:
    """Open a page at *url*, below that of its view, to whoever is meant by *to*."""

    def decorate(shown: Shown) -> Shown:
        shown.access = to  # type: ignore[attr-defined]
        exposed: Shown = expose(url, tuple(methods))(shown)
        return exposed

    return decorate


class View(BaseView):
    """Pages that belong together. What is not opened answers nobody; its first page is the one at `/`."""

    def create_blueprint(self, admin: Any) -> Any:
        """The pages with their language, their headers, and failures told in words."""
        blueprint = super().create_blueprint(admin)
        blueprint.before_request(choose_language)
        blueprint.before_request(choose_theme)
        blueprint.after_request(close_down)
        answer_failures(blueprint)
        return blueprint

    def page(self, name: str, **facts: Any) -> str:
        """The page of that *name*, which shows *facts*."""
        return str(self.render(f"pages/{name}.html", **facts))

    def is_accessible(self) -> bool:
        """Whether the first page is open to whoever asks; the menu shows no other."""
        return is_open(getattr(self, self._default_view).access)

    def _handle_view(self, name: str, **kwargs: Any) -> ResponseReturnValue | None:  # noqa: ARG002 -- Flask-Admin's
        """Let in whoever the page is opened to. Strangers are asked to sign in, and come back.

        Raises: `RoleMissing`; `CSRFError` for a form without its token.
        """
        to = getattr(self, name).access
        if to != Access.PUBLIC and not current_user.is_authenticated:
            return redirect(url_for("page-sign-in.form", **_on_return()), 303)
        if request.method not in ("GET", "HEAD", "OPTIONS"):
            TOKENS.protect()
        if isinstance(to, Ability):
            require_ability(actor(), to)
        return None

    def _run_view(self, fn: Shown, *args: Any, **kwargs: Any) -> Any:
        """The page. Flask-Admin would call it a second time after a `TypeError`, and so hide where that was."""
        return fn(self, *args, **kwargs)


def _on_return() -> dict[str, Any]:
    """Where to go once one has signed in: from what was sent back to the page of its form, and that it is not kept."""
    if request.method == "GET":
        return {"back": request.full_path.rstrip("?")}
    form = urlsplit(request.referrer or "")
    return {"unsent": "yes", **({"back": form.path} if form.netloc == request.host else {})}


def is_open(to: Access | Ability) -> bool:
    """Whether whoever asks may see what is opened *to* those."""
    if to == Access.PUBLIC:
        return True
    if not current_user.is_authenticated:
        return False
    return not isinstance(to, Ability) or to in abilities(actor().roles)
