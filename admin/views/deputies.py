"""Deputies: who stands in for whom, named for oneself by anybody, and for others by an administrator."""

from typing import Final

from flask import flash, redirect, request, url_for
from flask.typing import ResponseReturnValue

from admin.access import Access, View, is_open, opened
from admin.accounts import actor, database, now
from admin.days import typed_day
from admin.language import spoken
from admin.mistakes import Mistakes, saying
from admin.named import names
from admin.typed import page_asked
from rules.errors import N_
from rules.language import day_of
from rulesvc.usecases.abilities import Ability
from rulesvc.usecases.choosing import meant, suggested
from rulesvc.usecases.deputies import NewDeputy, deputies_of, end_deputy, name_deputy

NAME: Final = N_("Deputies")

_NAMED: Final = N_("The deputy is named.")
_ENDED: Final = N_("The deputy stands in no longer.")


class Deputies(View):
    """Who stands in for whom, and when."""

    @opened("/", Access.SIGNED_IN)
    def index(self) -> ResponseReturnValue:
        """One's own; all of them for an administrator."""
        return self._list(Mistakes())

    @opened("/", Access.SIGNED_IN, methods=["POST"])
    def add(self) -> ResponseReturnValue:
        """Name a deputy for some days."""
        sent = request.form
        with saying() as mistakes, database().writing() as writing:
            person, deputy = (meant(writing, sent.get(name, ""), at=(name,)) for name in ("person", "deputy"))
            days = (typed_day(sent.get(name, ""), at=(name,)) for name in ("first_day", "last_day"))
            new = NewDeputy(person, deputy, *days)
            name_deputy(writing, new, actor=actor(), now=now())
        if mistakes:
            return self._list(mistakes), 422
        flash(spoken().words(_NAMED))
        return redirect(url_for("page-deputies.index"), 303)

    @opened("/<int:deputy>/end", Access.SIGNED_IN, methods=["POST"])
    def end(self, deputy: int) -> ResponseReturnValue:
        """Let a deputy stand in no longer."""
        with saying() as mistakes, database().writing() as writing:
            end_deputy(writing, deputy, actor=actor(), now=now())
        if mistakes:
            return self._list(mistakes), 422
        flash(spoken().words(_ENDED))
        return redirect(url_for("page-deputies.index"), 303)

    def _list(self, mistakes: Mistakes) -> str:
        sees_all, me = is_open(Ability.ADMINISTER), actor().person
        with database().reading() as reading:
            shown = deputies_of(reading, None if sees_all else me, page=page_asked())
            persons = suggested(reading)
            called = names(reading, (me, *(code for each in shown.rows for code in (each.person, each.deputy))))
        return self.page(
            "deputies",
            shown=shown,
            persons=persons,
            names=called,
            typed=request.form,
            mistakes=mistakes,
            sees_all=sees_all,
            me=me,
            today=day_of(now()),
        )
