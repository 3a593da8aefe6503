"""`rulesvc agency`: the agencies that are evaluated, listed and brought in from a file."""

from itertools import chain
from pathlib import Path

import click

from rules.errors import N_, Refused
from rules.language import Language
from rules.number import Count
from rulesvc.cli.acting import acting_as
from rulesvc.cli.clock import now
from rulesvc.cli.files.agencies import AgencyFile, read_agencies
from rulesvc.cli.files.complaints import Complaints
from rulesvc.cli.files.spool import Spool
from rulesvc.cli.options import as_option, lang_option
from rulesvc.cli.saying import fail, refusing, say
from rulesvc.cli.storage import open_database
from rulesvc.database import Database
from rulesvc.languages import language
from rulesvc.usecases.agencies import AgencyDetails, Imported, import_agencies, list_agencies

_EXAMPLES = """\b
Examples:
  rulesvc agency list --block so
  rulesvc agency import agencies.csv --as lan
  rulesvc agency import agencies.csv --update --as lan
"""

_HELP = """Bring in the agencies in FILE, all or none. No agency is ever removed.

Where anything in the file is wrong, all of it is said on stderr with line and column, nothing is changed, and the
exit code is 1.

\b
FILE is CSV, UTF-8, cells separated by commas or semicolons, with the columns
  code          lower-case letters and digits with single hyphens between; may be called agency
  name          the official name
  block         code of a block that exists
  short_name    optional; without it, the name
  head_title    optional: what the head is called
  kind          optional: a code such as so, phuong, xa; without it, the block
  name_en, short_name_en, head_title_en   optional: in English
  valid_from, valid_until   optional: first and last day, 2025-07-01 or 01/07/2025
                            (day/month/year); a blank is not known, or no end
  predecessors  optional: codes of agencies whose work this one carries on,
                separated by spaces; stored, or in the same file

An agency that is stored already stays as it is; where its row says something else, that is an error, unless --update
allows the change. One that has evaluations stays in its block. A column that is not there, and a blank other than of
days and predecessors, leaves what is stored.
"""

_ERRORS = N_("Errors: {count}. Nothing was imported.")
_DONE = N_("Agencies added: {added}, changed: {changed}, already so: {same}.")


@click.group(epilog=_EXAMPLES)
def agency() -> None:
    """List agencies, and bring them in from a file."""


@agency.command(
    name="list", epilog="\b\nExamples:\n  rulesvc agency list\n  rulesvc agency list --block so --lang en\n"
)
@click.option("--block", default="", metavar="CODE", help="Those of this block only.")
@lang_option
def list_(block: str, lang: str) -> None:
    """List agencies: code, block, official name, from when until when, predecessors."""
    with refusing(language(lang)), open_database() as database:
        with database.reading() as session:
            found = list_agencies(session, block=block)
        for each in found:
            say(_line(each, language(lang)))


@agency.command(
    name="import", help=_HELP, epilog="\b\nExample:\n  rulesvc agency import agencies.csv --update --as lan\n"
)
@click.argument("file", type=click.Path(path_type=Path))
@click.option("--update", is_flag=True, help="Change stored agencies of which the file says something else.")
@as_option
@lang_option
def import_(file: Path, *, update: bool, by: str, lang: str) -> None:
    """Bring in the agencies in a file."""
    into = language(lang)
    with refusing(into), open_database() as database, Spool() as spool:
        complaints = Complaints(spool, into, (file,))
        read = read_agencies(file, complaints)
        done = _imported(database, read, complaints, update=update, by=by) if not complaints.count else None
        if done is None:
            fail(chain(complaints.told(), [into.words(_ERRORS, count=Count(complaints.count))]))
        added, changed, same = Count(len(done.added)), Count(len(done.changed)), Count(done.same)
        say(into.words(_DONE, added=added, changed=changed, same=same))


def _imported(
    database: Database, read: AgencyFile, complaints: Complaints, *, update: bool, by: str
) -> Imported | None:
    """What was done; `None` where something is wrong, which is complained of."""
    try:
        with database.writing() as session:
            actor = acting_as(session, by)
            return import_agencies(session, read.stated, update=update, actor=actor, now=now())
    except Refused as refused:
        for refusal in refused.refusals:
            read.complain(refusal, complaints)
        return None


def _line(each: AgencyDetails, into: Language) -> str:
    name = each.name_en if into.code == "en" and each.name_en else each.name
    parts = [each.code, each.block, name]
    if each.valid_from or each.valid_until:
        days = {"since": str(each.valid_from or "…"), "until": str(each.valid_until or "…")}
        parts.append(into.words(N_("from {since} to {until}"), **days))
    if each.predecessors:
        parts.append(into.words(N_("carries on {agencies}"), agencies=each.predecessors))
    return "  ".join(parts)
