"""Home: what waits for whoever is signed in, and the period at a glance."""

from typing import Any, Final

from flask import request
from flask.typing import ResponseReturnValue

from admin.access import Access, View, opened
from admin.accounts import actor, database, now
from rules.errors import N_
from rulesvc.usecases.glance import glance
from rulesvc.usecases.glance_words import STAGE_WORDS, UNDETERMINED, days_text
from rulesvc.usecases.task_words import told
from rulesvc.usecases.tasks import tasks

NAME: Final = N_("Home")


_WORDS: Final[dict[str, Any]] = {
    "task_told": told,
    "days_text": days_text,
    "stage_words": STAGE_WORDS,
    "undetermined": UNDETERMINED,
}


class Home(View):
    """The page after signing in."""

    @opened("/", Access.SIGNED_IN)
    def index(self) -> ResponseReturnValue:
        """The page; of another period where one is asked for."""
        with database().reading() as reading:
            waiting = tasks(reading, actor=actor(), now=now())
            seen = glance(reading, request.args.get("period"), now=now())
        return self.page("home", tasks=waiting, glance=seen, **_WORDS)
