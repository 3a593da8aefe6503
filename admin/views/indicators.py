"""Indicators: figures that another office supplies of all agencies, beside those that results were determined with."""

from typing import Final

from flask import flash, redirect, request, url_for
from flask.typing import ResponseReturnValue

from admin.access import View, is_open, opened
from admin.accounts import actor, database, now
from admin.bringing_in import brought_in
from admin.indicator_rows import indicator_rows
from admin.language import spoken
from admin.mistakes import Mistakes
from admin.pasted import Pasted
from admin.pasted_rows import Agencies
from admin.pasted_values import read_values, value_columns
from admin.typed import page_asked, typed
from rules.errors import N_
from rules.number import Count
from rulesvc.store.folding import is_found
from rulesvc.store.leaves import of_rows
from rulesvc.usecases.abilities import Ability
from rulesvc.usecases.agencies import list_agencies
from rulesvc.usecases.periods import list_periods
from rulesvc.usecases.rubrics import list_rubrics
from rulesvc.usecases.supplied import (
    SuppliedList,
    list_supplied,
    supply,
    used_in,
    used_indicators,
)

NAME: Final = N_("Indicators")

_DONE: Final = N_("Figures added: {added}, changed: {changed}, already so: {same}.")


class Indicators(View):
    """The indicators that rubrics use, and their values in a period."""

    @opened("/", Ability.READ)
    def index(self) -> ResponseReturnValue:
        """What is supplied for a period, agency by agency, and what results were determined with."""
        words, wanted = (request.args.get(name, "").strip() for name in ("words", "period"))
        with database().reading() as reading:
            periods, indicators = [each.code for each in list_periods(reading)], used_indicators(reading)
            period = wanted or (periods[-1] if periods else "")
            supplied = list_supplied(reading, period) if period else {}
            used = used_in(reading, period) if period else {}
            agencies, rubrics = list_agencies(reading), list_rubrics(reading)
        rows = indicator_rows(agencies, indicators, supplied, used)
        found = [row for row in rows if is_found(words, row.agency.code, row.agency.name, row.agency.short_name)]
        return self.page(
            "indicators",
            periods=periods,
            period=period,
            indicators=indicators,
            rubrics={each.code: each.name for each in rubrics},
            shown=of_rows(found, page_asked()),
            differing=sum(row.differs for row in rows),
            asked={"words": words, "period": wanted},
            may_add=is_open(Ability.ADMINISTER),
        )

    @opened("/paste", Ability.ADMINISTER)
    def form(self) -> ResponseReturnValue:
        """The form for a list."""
        return self._form(Pasted(), Mistakes())

    @opened("/paste", Ability.ADMINISTER, methods=["POST"])
    def paste(self) -> ResponseReturnValue:
        """Bring in all that was pasted, or nothing."""
        period, mistakes = request.form.get("period", ""), Mistakes()
        with database().reading() as reading:
            known, indicators = Agencies(list_agencies(reading)), used_indicators(reading)
        source = typed("provenance").get("provenance", "")
        pasted, values = read_values(request.form.get("rows", ""), known, indicators, source)
        wanted = SuppliedList(period, values, "update" in request.form)
        done = brought_in(pasted, mistakes, lambda each: supply(each, wanted, actor=actor(), now=now()))
        if done is None:
            return self._form(pasted, mistakes), 422
        counts = {"added": done.added, "changed": done.changed, "same": done.same}
        flash(spoken().words(_DONE, **{name: Count(count) for name, count in counts.items()}))
        return redirect(url_for("page-indicators.index", period=period), 303)

    def _form(self, pasted: Pasted, mistakes: Mistakes) -> str:
        with database().reading() as reading:
            periods, indicators = list_periods(reading), used_indicators(reading)
        facts = {"periods": periods, "columns": value_columns(indicators), "typed": request.form}
        return self.page("indicators_paste", pasted=pasted, mistakes=mistakes, indicators=indicators, **facts)
