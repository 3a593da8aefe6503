"""What stands on each printed sheet of results: that they are provisional, of whom they are; given as a style sheet."""

import re

from flask import Response, request

from admin.access import View, opened
from admin.accounts import database
from admin.language import spoken
from rules.comparison_phrases import capital
from rules.errors import N_
from rulesvc.usecases.abilities import Ability
from rulesvc.usecases.evaluations import find_evaluation

_TRIAL = N_("Trial, nothing is stored.")
_PROVISIONAL = N_("Provisional result, not published.")
_MADE_UP = N_("Figures made for illustration.")


class Printed(View):
    """Style sheets with the words for the top of each sheet: no other words can stand in the margins of a page."""

    def is_visible(self) -> bool:
        """No page, and so in no menu."""
        return False

    @opened("/trial.css", Ability.READ)
    def trial(self) -> Response:
        """Of a trial."""
        return _sheet(spoken().words(_TRIAL))

    @opened("/", Ability.READ)
    def index(self) -> Response:
        """Of the ranking, and that its figures are not official ones where that is so."""
        said = (_PROVISIONAL, *((_MADE_UP,) if request.args.get("made_up") else ()))
        return _sheet(" ".join(map(spoken().words, said)))

    @opened("/results/<int:evaluation>.css", Ability.READ)
    def agency(self, evaluation: int) -> Response:
        """Of the result of an agency."""
        with database().reading() as reading:
            found = find_evaluation(reading, evaluation)
        into = spoken()
        label = into.text(found.provenance)
        whose = f"{into.text(found.agency_name)}, {found.period}"
        return _sheet(" ".join(filter(None, (into.words(_PROVISIONAL), f"{capital(label)}." if label else "", whose))))


def _sheet(words: str) -> Response:
    """The style sheet that puts *words* there; what is not a letter or a digit is escaped."""
    said = re.sub(r"[^\w .,]", lambda sign: f"\\{ord(sign[0]):x} ", words)
    return Response(
        f'@page {{ @top-center {{ content: "{said}"; font-weight: 600; font-size: 9pt; }} }}', mimetype="text/css"
    )
