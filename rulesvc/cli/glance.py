"""`rulesvc period glance`: how a period stands."""

import click

from rules.errors import N_
from rulesvc.cli.clock import now
from rulesvc.cli.options import lang_option
from rulesvc.cli.saying import refusing, say
from rulesvc.cli.storage import open_database
from rulesvc.languages import language
from rulesvc.usecases import glance as usecases
from rulesvc.usecases.glance_words import glance_lines


@click.command(epilog="\b\nExamples:\n  rulesvc period glance\n  rulesvc period glance 2022 --lang en\n")
@click.argument("code", required=False)
@lang_option
def glance(code: str | None, lang: str) -> None:
    """Show the period CODE at a glance: days left, who has not sent, groups and ratings, who is under review.

    Without CODE, the last period that has begun and has an edition or evaluations.
    """
    into = language(lang)
    with refusing(into), open_database() as database:
        with database.reading() as session:
            found = usecases.glance(session, code, now=now())
        if found is None:
            say(into.words(N_("No period has an edition or evaluations.")))
            return
        for line in glance_lines(found, into):
            say(line)
