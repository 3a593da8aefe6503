"""`rulesvc person deputy`: who stands in for whom, from which day to which."""

import click

from rules.errors import N_
from rules.language import Language
from rulesvc.cli.acting import acting_as
from rulesvc.cli.clock import now, read_day
from rulesvc.cli.options import as_option, lang_option
from rulesvc.cli.saying import refusing, say
from rulesvc.cli.storage import open_database
from rulesvc.languages import language
from rulesvc.usecases.deputies import DeputyLine, NewDeputy, end_deputy, list_deputies, name_deputy

_EXAMPLES = """\b
Examples:
  rulesvc person deputy list
  rulesvc person deputy add minh --deputy lan --from 2026-07-01 --to 2026-07-14 --as minh
  rulesvc person deputy end 3 --as minh
"""
_ADD_EXAMPLE = """\b
Example:
  rulesvc person deputy add minh --deputy lan --from 2026-07-01 --to 2026-07-14 --as minh
"""


@click.group(epilog=_EXAMPLES)
def deputy() -> None:
    """List, name and end deputies, who have the roles of another person for some days."""


@deputy.command(name="list", epilog="\b\nExample:\n  rulesvc person deputy list --lang en\n")
@lang_option
def list_(lang: str) -> None:
    """List deputies, the latest first: number, person, deputy, days."""
    with refusing(language(lang)), open_database() as database:
        with database.reading() as session:
            lines = list_deputies(session)
        for line in lines:
            say(_line(line, language(lang)))


@deputy.command(epilog=_ADD_EXAMPLE)
@click.argument("person")
@click.option("--deputy", "code", required=True, metavar="PERSON", help="Code of the person who stands in.")
@click.option("--from", "first_day", required=True, metavar="DATE", help="The first day, today or later.")
@click.option("--to", "last_day", required=True, metavar="DATE", help="The last day, a year later at most.")
@as_option
@lang_option
def add(person: str, by: str, lang: str, **named: str) -> None:
    """Name a deputy of PERSON, who has their roles on these days. The person does it, or an administrator."""
    with refusing(language(lang)), open_database() as database:
        new = NewDeputy(person, named["code"], read_day(named["first_day"]), read_day(named["last_day"]))
        with database.writing() as session:
            line = name_deputy(session, new, actor=acting_as(session, by), now=now())
        say(_line(line, language(lang)))


@deputy.command(epilog="\b\nExample:\n  rulesvc person deputy end 3 --as minh\n")
@click.argument("number", type=int)
@as_option
@lang_option
def end(number: int, by: str, lang: str) -> None:
    """End the deputy NUMBER of the list at once."""
    with refusing(language(lang)), open_database() as database:
        with database.writing() as session:
            line = end_deputy(session, number, actor=acting_as(session, by), now=now())
        say(_line(line, language(lang)))


def _line(line: DeputyLine, into: Language) -> str:
    days = into.words(N_("from {since} to {until}"), since=line.first_day, until=line.last_day)
    parts = [str(line.id), into.words(N_("{deputy} for {person}"), deputy=line.deputy, person=line.person), days]
    if line.ended_at:
        parts.append(into.words(N_("ended {when}"), when=line.ended_at))
    return "  ".join(parts)
