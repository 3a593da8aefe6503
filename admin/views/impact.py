"""The tab of the impact: what the edition would change for the results that are stored."""

from flask import request
from flask.typing import ResponseReturnValue

from admin.access import opened
from admin.accounts import database
from admin.tried import tried
from admin.views.edition import Tab, shown
from rulesvc.usecases.abilities import Ability
from rulesvc.usecases.editions import EditionRef


class Impact(Tab):
    """The impact. Nothing of it is stored."""

    @opened("/", Ability.READ)
    def index(self, rubric: str, number: int) -> ResponseReturnValue:
        """For the periods that are chosen, or for all."""
        found = shown(rubric, number)
        chosen = tuple(filter(None, request.args.getlist("period")))
        with database().reading() as reading:
            seen = tried(reading, EditionRef(rubric, number), chosen)
        return self.tab(found, "impact", tried=seen)
