"""The start page: that the service runs, and where to go from here. It shows nothing of any agency."""

from pathlib import Path
from typing import Final

from flask import Blueprint, render_template, request

from rules import language as of_rules
from rules.errors import N_
from rulesvc.api.access import public

LOCALE: Final = Path(__file__).parent / "locale"

pages: Final = Blueprint("pages", __name__, template_folder="templates")

_LANGUAGES: Final = {code: of_rules.Language(code, (LOCALE,)) for code in of_rules.CODES}

_TITLE: Final = N_("Determining the administrative reform index")
_RUNS: Final = N_("The service is running.")
_NO_DATA: Final = N_("Results of agencies are shown only to those who sign in or hold an API key.")
_LINKS: Final = (
    ("/docs", N_("Guide to requesting an evaluation (for other systems)")),
    ("/openapi.json", N_("Description of the interface (OpenAPI)")),
    ("/readyz", N_("State of the service")),
)
_OTHER: Final = {"vi": ("en", "English"), "en": ("vi", "Ti\u1ebfng Vi\u1ec7t")}


@pages.route("/", methods=["GET"])
@public
def start() -> str:
    """The start page, in Vietnamese unless English is asked for."""
    code = request.args.get("lang", "vi")
    language = _LANGUAGES.get(code, _LANGUAGES["vi"])
    return render_template(
        "start.html",
        language=language.code,
        title=language.words(_TITLE),
        sentences=[language.words(_RUNS), language.words(_NO_DATA)],
        links=[(address, language.words(words)) for address, words in _LINKS],
        other=_OTHER[language.code],
    )
