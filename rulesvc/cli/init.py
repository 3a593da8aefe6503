"""`rulesvc init`: set up the database and load the reference case. A second run changes nothing."""

import click

from rules.errors import N_
from rules.number import Count
from rulesvc.cli.clock import now
from rulesvc.cli.options import lang_option
from rulesvc.cli.saying import refusing, say
from rulesvc.cli.storage import connected, shown_url
from rulesvc.languages import language
from rulesvc.migration import is_current, upgrade
from rulesvc.settings import REFERENCE_CASE
from rulesvc.usecases.persons import system_actor
from rulesvc.usecases.reference_case import load_reference_case

_EXAMPLES = """\b
Examples:
  rulesvc init
  DATABASE_URL=sqlite:////var/lib/rulesvc.db rulesvc init
  DATABASE_URL=postgresql://rulesvc@db.example/rulesvc rulesvc init
"""

_SET_UP = N_("Database {url}: set up.")
_WAS_SET_UP = N_("Database {url}: was set up already.")
_LOADED = N_("Reference case Hai Duong 2022: {count} new ({parts}). Its points are reconstructed.")
_WAS_LOADED = N_("Reference case Hai Duong 2022: nothing new.")

_KINDS = {
    "blocks": N_("blocks"),
    "periods": N_("periods"),
    "agencies": N_("agencies"),
    "facts": N_("facts of the previous period"),
    "rubrics": N_("rubrics"),
    "sheets": N_("result sheets"),
    "evaluations": N_("evaluations"),
}


@click.command(epilog=_EXAMPLES)
@lang_option
def init(lang: str) -> None:
    """Set up the database and load the reference case. Running it again changes nothing.

    The reference case is the 30 agencies of one province in 2022 with two rubrics; its points are reconstructed.
    """
    into = language(lang)
    words = into.words
    with refusing(into), connected() as database:
        was_current = is_current(database.engine)
        upgrade(database.engine)
        say(words(_WAS_SET_UP if was_current else _SET_UP, url=shown_url()))
        moment = now()
        with database.writing() as session:
            actor = system_actor(session, "init", now=moment)
            new = load_reference_case(session, REFERENCE_CASE, actor=actor, now=moment)
        parts = ", ".join(f"{words(_KINDS[kind])} {into.count(count)}" for kind, count in new.items() if count)
        say(words(_LOADED, count=Count(sum(new.values())), parts=parts) if parts else words(_WAS_LOADED))
