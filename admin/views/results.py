"""Results: the ranking of a period by block, to be searched, narrowed, sorted and printed."""

from typing import Any, Final

from flask import request
from flask.typing import ResponseReturnValue

from admin.access import View, opened
from admin.accounts import database, now
from admin.language import spoken
from admin.views.results_rows import OPEN, asked, field_of, moved, reasons_open, rows, sorted_by
from rules.errors import N_
from rules.language import Language
from rules.number import Count
from rulesvc.usecases.abilities import Ability
from rulesvc.usecases.glance_words import UNDETERMINED
from rulesvc.usecases.ranking import Line, ranking

NAME: Final = N_("Results")


class Results(View):
    """The ranking; each agency has a page of its own."""

    @opened("/", Ability.READ)
    def index(self) -> ResponseReturnValue:
        """The ranking by the rubric and of the period asked for."""
        sent = request.args.to_dict()
        with database().reading() as reading:
            found = ranking(reading, sent.get("period") or None, sent.get("rubric") or None, now=now())
        wanted = asked(sent)
        lines = rows(found.shown, wanted, spoken()) if found and found.shown else []
        return self.page("results", found=found, wanted=wanted, lines=lines, sent=sent, **_WORDS)


def move_text(line: Line, into: Language) -> str:
    """How the rank moved since the period before."""
    ranks = moved(line)
    if ranks is None:
        return into.words(N_("not comparable"))
    if ranks == 0:
        return into.words(N_("unchanged"))
    return into.words(N_("up {ranks}") if ranks > 0 else N_("down {ranks}"), ranks=Count(abs(ranks)))


_WORDS: Final[dict[str, Any]] = {
    "undetermined": UNDETERMINED,
    "field_of": field_of,
    "sorted_by": sorted_by,
    "move_text": move_text,
    "is_open": OPEN,
    "reasons_open": reasons_open,
}
