"""Periods: what is assessed, with first and last day."""

from typing import Final

from flask import flash, redirect, request, url_for
from flask.typing import ResponseReturnValue

from admin.access import View, is_open, opened
from admin.accounts import actor, database, now
from admin.days import typed_day
from admin.language import spoken
from admin.mistakes import Mistakes, saying
from rules.errors import N_
from rulesvc.usecases.abilities import Ability
from rulesvc.usecases.periods import NewPeriod, add_period, list_periods

NAME: Final = N_("Assessment periods")

_ADDED: Final = N_("Period {period} is added.")


class Periods(View):
    """All periods. None is ever changed or removed, since results are of them."""

    @opened("/", Ability.READ)
    def index(self) -> ResponseReturnValue:
        """The list, the latest first."""
        return self._list(Mistakes())

    @opened("/", Ability.ADMINISTER, methods=["POST"])
    def add(self) -> ResponseReturnValue:
        """Add a period."""
        sent = request.form
        code, may_overlap = sent.get("code", "").strip(), "overlapping" in sent
        with saying() as mistakes, database().writing() as writing:
            days = (typed_day(sent.get(name, ""), at=(name,)) for name in ("first_day", "last_day"))
            add_period(writing, NewPeriod(code, *days), overlapping=may_overlap, actor=actor(), now=now())
        if mistakes:
            return self._list(mistakes), 422
        flash(spoken().words(_ADDED, period=code))
        return redirect(url_for("page-periods.index"), 303)

    def _list(self, mistakes: Mistakes) -> str:
        with database().reading() as reading:
            periods = list_periods(reading)
        return self.page(
            "periods", periods=periods, mistakes=mistakes, typed=request.form, may_add=is_open(Ability.ADMINISTER)
        )
