"""Facts of earlier years: results that were decided outside this service, and a list of them from a spreadsheet."""

from typing import Final

from flask import flash, redirect, request, url_for
from flask.typing import ResponseReturnValue

from admin.access import View, is_open, opened
from admin.accounts import actor, database, now
from admin.bringing_in import brought_in
from admin.language import spoken
from admin.mistakes import Mistakes
from admin.pasted import Pasted
from admin.pasted_facts import fact_columns, read_facts
from admin.pasted_rows import Agencies
from admin.typed import page_asked, typed
from rules.errors import N_
from rules.number import Count
from rulesvc.store.folding import is_found
from rulesvc.store.leaves import of_rows
from rulesvc.usecases.abilities import Ability
from rulesvc.usecases.agencies import AgencyDetails, list_agencies
from rulesvc.usecases.facts import (
    Fact,
    FactList,
    import_facts,
    list_facts,
    periods_with_facts,
    rated_tables,
)
from rulesvc.usecases.periods import list_periods

NAME: Final = N_("Results of earlier years")

_DONE: Final = N_("Results of earlier years added: {added}, changed: {changed}, already so: {same}.")


class Facts(View):
    """What is known of periods that this service did not judge."""

    @opened("/", Ability.READ)
    def index(self) -> ResponseReturnValue:
        """What is known of one period, agency by agency."""
        words, wanted = (request.args.get(name, "").strip() for name in ("words", "period"))
        with database().reading() as reading:
            periods, having = [each.code for each in list_periods(reading)], periods_with_facts(reading)
            usual = next((code for code in reversed(periods) if code in having), periods[-1] if periods else "")
            period = wanted or usual
            facts = list_facts(reading, period) if period else {}
            names = {each.code: each for each in list_agencies(reading)}
            tables = rated_tables(reading)
        found = [
            (names[code], fact) for code, fact in facts.items() if is_found(words, code, *_called(names[code], fact))
        ]
        return self.page(
            "facts",
            periods=periods,
            having=having,
            period=period,
            shown=of_rows(found, page_asked()),
            tables=[table for code, table in tables.items() if any(code in each.known.outcomes for _, each in found)],
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
            known, tables = Agencies(list_agencies(reading)), rated_tables(reading)
        pasted, stated = read_facts(
            request.form.get("rows", ""), known, tables, typed("provenance").get("provenance", "")
        )
        wanted = FactList(period, stated, "update" in request.form)
        done = brought_in(pasted, mistakes, lambda each: import_facts(each, wanted, actor=actor(), now=now()))
        if done is None:
            return self._form(pasted, mistakes), 422
        counts = {"added": len(done.added), "changed": len(done.changed), "same": done.same}
        flash(spoken().words(_DONE, **{name: Count(count) for name, count in counts.items()}))
        return redirect(url_for("page-facts.index", period=period), 303)

    def _form(self, pasted: Pasted, mistakes: Mistakes) -> str:
        with database().reading() as reading:
            periods, tables = list_periods(reading), rated_tables(reading)
        columns = fact_columns(tables)
        facts = {"periods": periods, "tables": tables, "columns": columns, "typed": request.form}
        return self.page("facts_paste", pasted=pasted, mistakes=mistakes, **facts)


def _called(agency: AgencyDetails, fact: Fact) -> tuple[str, ...]:
    """Words by which a row is found."""
    return agency.name, agency.short_name, agency.name_en, fact.provenance.vi, fact.provenance.en
