"""Signing in and out: by a password of this service, or at the provider of identities where one is configured."""

from typing import Final

from flask import current_app, flash, redirect, request, session, url_for
from flask.typing import ResponseReturnValue

from admin import sso
from admin.access import Access, View, opened
from admin.accounts import begin, database, end, now
from admin.language import spoken
from rules.errors import N_, Refusal
from rulesvc.store.persons import Actor
from rulesvc.usecases.passwords import sign_in
from rulesvc.usecases.persons import has_accounts
from rulesvc.usecases.signed_in import sign_in_by_subject

_SIGNED_OUT: Final = N_("Signed out.")
_BACK: Final = "back"


class SignIn(View):
    """The only pages besides the files of the frame that are open to everybody."""

    def is_visible(self) -> bool:
        """The menu is for those who are signed in."""
        return False

    @opened("/", Access.PUBLIC)
    def form(self) -> ResponseReturnValue:
        """The form."""
        return self._form()

    @opened("/", Access.PUBLIC, methods=["POST"])
    def enter(self) -> ResponseReturnValue:
        """Sign in by code and password, and go where one wanted to go."""
        code, password = request.form.get("code", "").strip(), request.form.get("password", "")
        with database().writing() as writing:
            found = sign_in(writing, code, password, now=now())
        if isinstance(found, Refusal):
            return self._form(code=code, refusal=found), 422
        return _entered(found, request.form.get(_BACK))

    @opened("/out", Access.PUBLIC, methods=["POST"])
    def leave(self) -> ResponseReturnValue:
        """Sign out."""
        end()
        flash(spoken().words(_SIGNED_OUT))
        return redirect(url_for("page-sign-in.form"), 303)

    @opened("/sso", Access.PUBLIC)
    def away(self) -> ResponseReturnValue:
        """Go to the provider of identities."""
        session[_BACK] = request.args.get(_BACK, "")
        answer: ResponseReturnValue = sso.away(url_for("page-sign-in.returned", _external=True))
        return answer

    @opened("/sso/back", Access.PUBLIC)
    def returned(self) -> ResponseReturnValue:
        """Come back from the provider, which says who it is."""
        subject = sso.subject()
        with database().writing() as writing:
            found = sign_in_by_subject(writing, subject, now=now())
        return _entered(found, session.get(_BACK))

    def _form(self, *, code: str = "", refusal: Refusal | None = None) -> str:
        with database().reading() as reading:
            is_new = not has_accounts(reading)
        back = request.values.get(_BACK, "")
        has_sso = current_app.extensions[sso.NAME] is not None
        return self.page("sign_in", code=code, refusal=refusal, back=back, is_new=is_new, has_sso=has_sso)


def _entered(who: Actor, back: str | None) -> ResponseReturnValue:
    begin(who)
    return redirect(_here(back) or url_for("page-home.index"), 303)


def _here(back: str | None) -> str | None:
    """*back*, if it is a page of this site: others would come after one slash, or a backslash that browsers turn."""
    if back and back.startswith("/") and not back.startswith(("//", "/\\")) and back.isprintable():
        return back
    return None
