"""The page of an agency: what holds for it in a period, why, what it lacks, and whether it comes out the same again."""

from fractions import Fraction
from typing import Any, Final

from flask import request
from flask.typing import ResponseReturnValue

from admin.access import View, is_open, opened
from admin.accounts import database
from admin.language import spoken
from admin.named import names
from admin.views.agency_bars import at, bars, level_words, levels
from admin.views.agency_rows import Total, loss_rows, rule_rows
from rules.errors import N_
from rules.sentences import explain
from rules.telling import Names, Telling
from rules.value import Verdict
from rulesvc.store.effective import deciding
from rulesvc.usecases.abilities import Ability
from rulesvc.usecases.advice import advise
from rulesvc.usecases.advice_words import told
from rulesvc.usecases.edition_words import caution
from rulesvc.usecases.explain import Explainable, explainable
from rulesvc.usecases.glance_words import STAGE_WORDS, UNDETERMINED
from rulesvc.usecases.heads import heads_in
from rulesvc.usecases.judged import held_by
from rulesvc.usecases.replay import replay
from rulesvc.usecases.years import years

VERDICTS: Final = {Verdict.YES: N_("met"), Verdict.NO: N_("not met"), Verdict.CANNOT_TELL: N_("cannot be told")}
"""What the verdicts on conditions are called that agencies strive to meet."""

CASES: Final = {**VERDICTS, Verdict.YES: N_("this is the case"), Verdict.NO: N_("this is not the case")}
"""What they are called of the others."""


class Agency(View):
    """An evaluation. It stands in no menu: the ranking leads to it."""

    def is_visible(self) -> bool:
        """The ranking leads here."""
        return False

    @opened("/", Ability.READ)
    def index(self, evaluation: int) -> ResponseReturnValue:
        """All of it; advice and a replay where they are asked for, since they take a moment."""
        with database().reading() as reading:
            found = explainable(reading, evaluation)
            beside = years(reading, found.record)
            heads = heads_in(reading, found.record.agency, found.record.period)
            advised = told(advise(reading, evaluation), spoken()) if "advice" in request.args else None
            by = names(reading, filter(None, (found.record.person,)))
            replayed = replay(reading, evaluation) if "replay" in request.args else None
        return self.page(
            "agency",
            found=found,
            record=found.record,
            years=beside,
            heads=heads,
            advised=advised,
            replayed=replayed,
            determined_by=by.get(found.record.person or "", found.record.person),
            may_try=is_open(Ability.EVALUATE),
            caution=caution(found.record.edition_status, replaced=found.record.edition_replaced),
            verdicts=VERDICTS,
            cases=CASES,
            undetermined=UNDETERMINED,
            stage_words=STAGE_WORDS,
            **shown_of(found),
        )


def shown_of(found: Explainable) -> dict[str, Any]:
    """What the templates show of a result: sentences, bars, conditions and losses."""
    into, rubric = spoken(), found.edition.rubric
    named = Names(into.text(found.record.agency_name), into.text(found.head))
    telling = Telling(rubric, found.result, into, named, found.beside.given)
    drawn = levels(telling)
    return {
        "told": explain(rubric, found.result, into, named, found.beside),
        "rubric": rubric,
        "result": found.result,
        "deciding": deciding(rubric),
        "held": held_by(rubric, found.result, found.record.effective),
        "bars": bars(telling, drawn),
        "legend": [(level, level_words(level, telling)) for level in drawn],
        "at": at,
        "rules": [(table, rule_rows(telling, table)) for table in rubric.tables],
        "total": Total(Fraction(found.result["total"]["points"]), Fraction(found.result["total"]["max_points"])),
        "losses": loss_rows(telling),
    }
