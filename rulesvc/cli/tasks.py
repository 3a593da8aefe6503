"""`rulesvc tasks`: what waits for a person."""

import click

from rules.errors import N_
from rules.language import Language, day_of
from rulesvc.cli.acting import acting_as
from rulesvc.cli.clock import now
from rulesvc.cli.options import as_option, lang_option
from rulesvc.cli.saying import refusing, say
from rulesvc.cli.storage import open_database
from rulesvc.languages import language
from rulesvc.usecases import tasks as usecases
from rulesvc.usecases.task_words import told
from rulesvc.usecases.tasks import Task


@click.command(epilog="\b\nExample:\n  rulesvc tasks --as lan\n")
@as_option
@lang_option
def tasks(by: str, lang: str) -> None:
    """List what waits for a person by their roles, and by those of whom they stand in for; oldest first."""
    into = language(lang)
    with refusing(into), open_database() as database:
        with database.reading() as session:
            found = usecases.tasks(session, actor=acting_as(session, by), now=now())
        for task in found:
            _show(task, into)
        if not found:
            say(into.words(N_("Nothing is to be done.")))


def _show(task: Task, into: Language) -> None:
    say(f"{into.day(day_of(task.since))}  {told(task, into)}")
    if task.comment:
        say(f"    {task.comment}")
    if task.acting_for:
        say("    " + into.words(N_("for {persons}"), persons=task.acting_for))
