"""Home: what waits for whoever is signed in, and the period at a glance."""

from typing import Any, Final

from flask import request
from flask.typing import ResponseReturnValue

from admin.access import Access, View, opened
from admin.accounts import actor, database, now
from admin.language import spoken
from admin.task_rows import rows
from rules.errors import N_
from rulesvc.models.person import Role
from rulesvc.usecases.abilities import ROLE_WORDS, ROLES, Ability
from rulesvc.usecases.glance import Glance, glance
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
            waiting = rows(reading, tasks(reading, actor=actor(), now=now()))
            seen = glance(reading, request.args.get("period"), now=now())
        return self.page("home", tasks=waiting, glance=seen, has_results=_has_results(seen), **_WORDS, **_roles())


def _has_results(seen: Glance | None) -> bool:
    """Whether anything was determined for the period."""
    return seen is not None and any(each.agencies > len(each.not_sent) for each in seen.rubrics)


def _roles() -> dict[str, str]:
    """Who may have results determined."""
    into = spoken()
    return {"evaluating": ", ".join(into.words(ROLE_WORDS[each]) for each in Role if each in ROLES[Ability.EVALUATE])}
