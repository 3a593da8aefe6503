"""Registering the pages with the application."""

from functools import cache
from hashlib import sha256
from pathlib import Path
from secrets import token_hex
from typing import Any, Final

from flask import Blueprint, Flask, url_for
from flask_admin import Admin
from flask_admin.menu import BaseMenu
from flask_admin.theme import Theme
from flask_login import LoginManager

from admin.access import TOKENS, View
from admin.accounts import register_accounts
from admin.failures import answer_strays
from admin.headers import nonce
from admin.language import spoken
from admin.sso import register_sso
from admin.theme import theme
from admin.views.account import Account
from admin.views.agencies import NAME as AGENCIES
from admin.views.agencies import Agencies
from admin.views.agency import Agency
from admin.views.audit import NAME as AUDIT
from admin.views.audit import Audit
from admin.views.cases import Cases
from admin.views.check import Check
from admin.views.comparison import Comparison
from admin.views.council import NAME as COUNCIL
from admin.views.council import Council
from admin.views.criteria import Criteria
from admin.views.deputies import NAME as DEPUTIES
from admin.views.deputies import Deputies
from admin.views.documents import NAME as DOCUMENTS
from admin.views.documents import Documents
from admin.views.editions import NAME as EDITIONS
from admin.views.editions import Editions
from admin.views.facts import NAME as FACTS
from admin.views.facts import Facts
from admin.views.general import General
from admin.views.heads import NAME as HEADS
from admin.views.heads import Heads
from admin.views.home import NAME as HOME
from admin.views.home import Home
from admin.views.impact import Impact
from admin.views.indicators import NAME as INDICATORS
from admin.views.indicators import Indicators
from admin.views.keys import NAME as KEYS
from admin.views.keys import Keys
from admin.views.periods import NAME as PERIODS
from admin.views.periods import Periods
from admin.views.persons import NAME as PERSONS
from admin.views.persons import Persons
from admin.views.printed import Printed
from admin.views.rating_rules import RatingRules
from admin.views.results import NAME as RESULTS
from admin.views.results import Results
from admin.views.sign_in import SignIn
from admin.views.steps import Steps
from admin.views.trial import NAME as TRIAL
from admin.views.trial import Trial
from rules.comparison_phrases import capital
from rules.language import Language
from rulesvc.settings import Settings

IDLE: Final = 4 * 60 * 60
"""Seconds without a request after which one signs in again."""

_KEEP_FILES: Final = 24 * 60 * 60
_FOLDER: Final = Path(__file__).parent
_DIGITS: Final = 8


def register_admin(app: Flask, settings: Settings) -> None:
    """Add the pages to *app*."""
    app.config.update(_config(settings))
    manager = LoginManager(app)
    register_accounts(manager)
    TOKENS.init_app(app)
    register_sso(app, settings.oidc)
    answer_strays(app)
    frame = Blueprint("frame", __name__, template_folder="templates", static_folder="static", static_url_path="/frame")
    app.register_blueprint(frame)
    pages = Admin(app, index_view=Home(HOME, endpoint="page-home", url="/"), static_url_path="/frame", theme=_THEME)
    pages.add_views(*_views())
    app.add_template_filter(capital)
    app.context_processor(lambda: {**_words(), "menu": lambda: _menu(pages)})


_THEME: Final = Theme(folder="pages", base_template="pages/frame.html")


def _views() -> list[View]:
    """The pages, in the order of the menu."""
    return [
        Results(RESULTS, endpoint="page-results", url="/results"),
        Agency(endpoint="page-agency", url="/results/<int:evaluation>"),
        Printed(endpoint="page-printed", url="/printed"),
        Trial(TRIAL, endpoint="page-trial", url="/trial"),
        Council(COUNCIL, endpoint="page-council", url="/council"),
        Editions(EDITIONS, endpoint="page-editions", url="/editions"),
        General("general"),
        Criteria("criteria"),
        RatingRules("rating-rules"),
        Steps("steps"),
        Check("check"),
        Impact("impact"),
        Comparison("comparison"),
        Cases("cases"),
        Documents(DOCUMENTS, endpoint="page-documents", url="/documents"),
        Agencies(AGENCIES, endpoint="page-agencies", url="/agencies"),
        Heads(HEADS, endpoint="page-heads", url="/heads"),
        Periods(PERIODS, endpoint="page-periods", url="/periods"),
        Facts(FACTS, endpoint="page-facts", url="/facts"),
        Indicators(INDICATORS, endpoint="page-indicators", url="/indicators"),
        Deputies(DEPUTIES, endpoint="page-deputies", url="/deputies"),
        Keys(KEYS, endpoint="page-keys", url="/keys"),
        Persons(PERSONS, endpoint="page-persons", url="/persons"),
        Audit(AUDIT, endpoint="page-audit", url="/audit"),
        SignIn(endpoint="page-sign-in", url="/sign-in"),
        Account(endpoint="page-account", url="/account"),
    ]


def _config(settings: Settings) -> dict[str, Any]:
    return {
        "SECRET_KEY": settings.secret_key or token_hex(),
        "SESSION_COOKIE_NAME": "rulesvc",
        "SESSION_COOKIE_SECURE": settings.cookies_are_secure,
        "SESSION_COOKIE_HTTPONLY": True,
        "SESSION_COOKIE_SAMESITE": "Lax",  # the provider of identities leads back from another site
        "PERMANENT_SESSION_LIFETIME": IDLE,
        "SEND_FILE_MAX_AGE_DEFAULT": _KEEP_FILES,
        "WTF_CSRF_CHECK_DEFAULT": False,  # pages ask for the token themselves: other systems send keys
        "WTF_CSRF_TIME_LIMIT": None,  # a token lasts as long as its session
    }


def _words() -> dict[str, Any]:
    """What every template knows: words, numbers and days in the language of the request."""
    into: Language = spoken()
    return {"into": into, "words": into.words, "background": theme(), "nonce": nonce, "frame_file": _frame_file}


def _menu(pages: Admin) -> list[BaseMenu]:
    """What whoever is signed in may open."""
    return [item for item in pages.menu() if item.is_visible() and item.is_accessible()]


def _frame_file(name: str) -> str:
    """The address of a file of the frame, another one once it says something else: browsers keep it for a day."""
    return url_for("frame.static", filename=name, v=_sum(name))


@cache
def _sum(name: str) -> str:
    return sha256((_FOLDER / "static" / name).read_bytes()).hexdigest()[:_DIGITS]
