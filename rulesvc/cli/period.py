"""`rulesvc period`: what is assessed, a year as a rule."""

import click

from rulesvc.cli.acting import acting_as
from rulesvc.cli.clock import now, read_day
from rulesvc.cli.options import as_option, lang_option
from rulesvc.cli.saying import refusing, say
from rulesvc.cli.storage import open_database
from rulesvc.languages import language
from rulesvc.usecases.periods import NewPeriod, add_period, list_periods

_EXAMPLES = """\b
Examples:
  rulesvc period list
  rulesvc period glance 2022
  rulesvc period add 2026 --from 2026-01-01 --to 2026-12-31 --as lan
"""


@click.group(epilog=_EXAMPLES)
def period() -> None:
    """List and add periods. A rubric is issued for periods, and an agency is evaluated for one."""


@period.command(name="list", epilog="\b\nExample:\n  rulesvc period list\n")
@lang_option
def list_(lang: str) -> None:
    """List periods in time: code, first and last day."""
    with refusing(language(lang)), open_database() as database:
        with database.reading() as session:
            lines = list_periods(session)
        for line in lines:
            say(f"{line.code}  {line.first_day}  {line.last_day}")


@period.command(epilog="\b\nExample:\n  rulesvc period add 2026 --from 2026-01-01 --to 2026-12-31 --as lan\n")
@click.argument("code")
@click.option("--from", "first_day", required=True, metavar="DATE", help="The first day: 2026-01-01 or 01/01/2026.")
@click.option("--to", "last_day", required=True, metavar="DATE", help="The last day: 2026-12-31 or 31/12/2026.")
@click.option("--overlapping", is_flag=True, help="Allow that it lies within another period, or another one in it.")
@as_option
@lang_option
def add(code: str, *, overlapping: bool, by: str, lang: str, **days: str) -> None:
    """Add the period CODE.

    No day is in two periods, unless --overlapping is given for one that lies wholly within another: a half-year within
    a year. The period before another one is the one that ended last before it began; of two that ended together, the
    longer one.
    """
    with refusing(language(lang)), open_database() as database:
        new = NewPeriod(code, read_day(days["first_day"]), read_day(days["last_day"]))
        with database.writing() as session:
            actor = acting_as(session, by)
            line = add_period(session, new, overlapping=overlapping, actor=actor, now=now())
        say(f"{line.code}  {line.first_day}  {line.last_day}")
