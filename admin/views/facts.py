"""Facts of earlier years: results that were decided outside this service, and a list of them from a spreadsheet."""

from typing import Final

from flask import flash, redirect, request, url_for
from flask.typing import ResponseReturnValue
from werkzeug.datastructures import MultiDict

from admin.access import View, is_open, opened
from admin.accounts import actor, database, now
from admin.bringing_in import brought_in
from admin.known_facts import known_texts
from admin.language import spoken
from admin.mistakes import Mistakes, saying
from admin.pasted import Pasted
from admin.pasted_facts import fact_columns, read_facts
from admin.pasted_rows import Agencies
from admin.typed import page_asked, typed
from rules.errors import N_
from rules.number import Count
from rulesvc.store.agencies import names_of
from rulesvc.store.folding import is_found
from rulesvc.store.leaves import of_rows
from rulesvc.usecases.abilities import Ability
from rulesvc.usecases.agencies import AgencyDetails, list_agencies
from rulesvc.usecases.facts import (
    Fact,
    FactList,
    FactRef,
    Forgotten,
    fact_tag,
    find_fact,
    forget_facts,
    import_facts,
    list_facts,
    periods_with_facts,
    rated_tables,
)
from rulesvc.usecases.periods import list_periods

NAME: Final = N_("Results of earlier years")

_FORGOTTEN: Final = N_("What was chosen is set back to unknown.")
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

    @opened("/forget", Ability.ADMINISTER)
    def forgetting(self) -> ResponseReturnValue:
        """What is known of one agency in one period, of which some may not be known after all."""
        return self._forgetting(request.args, Mistakes())

    @opened("/forget", Ability.ADMINISTER, methods=["POST"])
    def forget(self) -> ResponseReturnValue:
        """Set what is ticked back to unknown."""
        ref = _ref(request.form)
        forgotten = Forgotten(frozenset(request.form.getlist("names")), typed("reason").get("reason", ""))
        with saying() as mistakes, database().writing() as writing:
            forget_facts(writing, ref, forgotten, actor=actor(), now=now())
        if mistakes:
            return self._forgetting(request.form, mistakes), 422
        flash(spoken().words(_FORGOTTEN))
        return redirect(url_for("page-facts.index", period=ref.period), 303)

    def _forgetting(self, sent: MultiDict[str, str], mistakes: Mistakes) -> str:
        ref = _ref(sent)
        with database().reading() as reading:
            fact = find_fact(reading, ref)
            agency = names_of(reading, [ref.agency])[ref.agency]
            shown = known_texts(fact, rated_tables(reading), spoken())
        facts = {"shown": shown, "ticked": sent.getlist("names"), "reason": sent.get("reason", "")}
        return self.page("fact_forget", ref=ref, agency=agency, tag=fact_tag(fact), mistakes=mistakes, **facts)

    def _form(self, pasted: Pasted, mistakes: Mistakes) -> str:
        with database().reading() as reading:
            periods, tables = list_periods(reading), rated_tables(reading)
        columns = fact_columns(tables)
        facts = {"periods": periods, "tables": tables, "columns": columns, "typed": request.form}
        return self.page("facts_paste", pasted=pasted, mistakes=mistakes, **facts)


def _ref(sent: MultiDict[str, str]) -> FactRef:
    return FactRef(*(sent.get(name, "") for name in ("agency", "period", "expected")))


def _called(agency: AgencyDetails, fact: Fact) -> tuple[str, ...]:
    """Words by which a row is found."""
    return agency.name, agency.short_name, agency.name_en, fact.provenance.vi, fact.provenance.en
