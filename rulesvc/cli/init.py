"""`rulesvc init`: set up the database and load the reference case. A second run changes nothing."""

from collections.abc import Mapping

import click

from rules.errors import N_
from rules.language import Language
from rules.number import Count
from rulesvc.cli.clock import now
from rulesvc.cli.options import lang_option
from rulesvc.cli.saying import refusing, say
from rulesvc.cli.storage import connected, shown_url
from rulesvc.languages import language
from rulesvc.migration import is_current, upgrade
from rulesvc.settings import REFERENCE_CASE, SAMPLE
from rulesvc.usecases.persons import system_actor
from rulesvc.usecases.reference_case import load_reference_case, load_sample

_EXAMPLES = """\b
Examples:
  rulesvc init
  rulesvc init --sample
  DATABASE_URL=sqlite:////var/lib/rulesvc.db rulesvc init
  DATABASE_URL=postgresql://rulesvc@db.example/rulesvc rulesvc init
"""

_SET_UP = N_("Database {url}: set up.")
_WAS_SET_UP = N_("Database {url}: was set up already.")
_LOADED = N_("Reference case Hai Duong 2022: {count} new ({parts}). Its points are reconstructed.")
_WAS_LOADED = N_("Reference case Hai Duong 2022: nothing new.")
_SAMPLE_LOADED = N_("Sample rubric, not the text of any decision: {count} new ({parts}). Its figures are made up.")
_SAMPLE_WAS_LOADED = N_("Sample rubric, not the text of any decision: nothing new.")

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
@click.option("--sample", is_flag=True, help="Load the sample too: a detailed rubric made by the project, no decision.")
@lang_option
def init(lang: str, sample: bool) -> None:  # noqa: FBT001 -- click passes options so
    """Set up the database and load the reference case. Running it again changes nothing.

    The reference case is the 30 agencies of one province in 2022 with two rubrics; its points are reconstructed. The
    sample is a rubric with a hundred components and what 18 agencies report of it; rubric and figures are made up.
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
            of_sample = load_sample(session, SAMPLE, actor=actor, now=moment) if sample else {}
        _say_new(into, new, _LOADED, _WAS_LOADED)
        if sample:
            _say_new(into, of_sample, _SAMPLE_LOADED, _SAMPLE_WAS_LOADED)


def _say_new(into: Language, new: Mapping[str, int], loaded: str, was_loaded: str) -> None:
    """How many of each kind were new, in the words for something and those for nothing."""
    parts = ", ".join(f"{into.words(_KINDS[kind])} {into.count(count)}" for kind, count in new.items() if count)
    say(into.words(loaded, count=Count(sum(new.values())), parts=parts) if parts else into.words(was_loaded))
