"""`rulesvc evaluate`: agencies from a file, evaluated and printed, all or none. Nothing is stored."""

import os
import sys
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from itertools import chain, islice
from pathlib import Path
from shutil import copyfileobj, get_terminal_size
from tempfile import TemporaryFile
from typing import Any, BinaryIO, Protocol

import click
from sqlalchemy.orm import Session

from rules.acceptance import accept
from rules.errors import N_, Refused, require
from rules.evaluation import evaluate as evaluate_sheet
from rules.language import Language
from rules.number import Count
from rules.result import Result
from rules.rubric import Edition
from rules.sheet import Sheet
from rules.text import Text
from rulesvc.cli.clock import now, read_instant
from rulesvc.cli.files.complaints import Complaints
from rulesvc.cli.files.passed import Passed
from rulesvc.cli.files.sheets import Files, Known, Sheets
from rulesvc.cli.files.spool import Agency, Spool
from rulesvc.cli.formats.as_csv import CsvLines
from rulesvc.cli.formats.as_json import JsonArray
from rulesvc.cli.formats.as_table import Style, TextTable
from rulesvc.cli.options import lang_option
from rulesvc.cli.progress import progress
from rulesvc.cli.saying import fail, refusing, warn
from rulesvc.cli.storage import open_database
from rulesvc.database import Database
from rulesvc.errors import EditionAndInstant, EditionNotOfPeriod
from rulesvc.languages import language
from rulesvc.store import agencies, applicability, blocks
from rulesvc.usecases.bests import Partial, partial_bests
from rulesvc.usecases.edition_words import caution
from rulesvc.usecases.rubrics import StoredEdition, find_edition, resolve

_HELP = """Evaluate the agencies in FILE under a rubric and print the results. Nothing is stored.

The edition is the one that applies to the period, read from the database; everything else comes from the files,
and the agencies need not be stored. Where anything in a file is wrong, all of it is said on stderr with line and
column, nothing is printed, and the exit code is 1.

\b
FILE is CSV, UTF-8, cells separated by commas or semicolons, with the columns
  agency          code of the agency; its rows need not stand together
  criterion       code of a scored criterion; the column may be called area
  points          with decimal point or decimal comma, no signs between thousands;
                  1.200 can be read in two ways and is refused: 1200, or 1,200 (1.2)
  block           optional: rows of other blocks than the rubric's are passed over;
                  a block that is not known, or in which the agency is not stored,
                  is an error
  not_applicable  optional: the reason why nothing is assessed, the answer left
                  empty; or yes (x, 1), with the reason in the column reason; a
                  reason has at least two words and eight letters
  reason          optional, see above; or why something is waived
  provenance, provenance_en   optional: where the figures come from, shown with them

\b
What the rubric does not score by given points stands in other columns; an empty
cell is not given, and a component on a branch that is not taken is left empty
  option          code of the option
  value           a percentage (91.2) or another figure
  numerator, denominator   a percentage from what it is of
  count           how many, or how many violations or days late
  date            the day on which it was done: 2022-12-20 or 20/12/2022
  waived          yes where lateness or violations are excused, with a reason
  document        where stands what another body supplied: with points, value,
                  count, date, numerator and denominator, percent
  percent         percentage of a survey that others made
  item            one row for each item, with its count; or for each figure of a
                  formula by its name, with its value
  group, question one row for each group of respondents and question of a survey:
                  issued, returned, invalid, all_positive (once for each group),
                  level:CODE (how many gave that answer), blank, no_opinion;
                  block_average once
  name, guide     not read: `rulesvc rubric template` writes them, with just the
                  columns that an edition needs

\b
  agency,criterion,option,value,item,count
  so-y-te,1.1,on-time,,,
  so-y-te,1.2,,91.2,,
  so-y-te,1.3,,,province,2
  so-y-te,1.3,,,ministry,1

\b
  agency;criterion;group;question;issued;returned;invalid;level:1;level:2;blank
  so-y-te;7.1;people;q1;120;110;2;30;75;3
  so-y-te;7.1;people;q2;;;;20;88;0

Where points follow from the best of the period, it is found among all agencies in FILE; where the block has others,
that is said on stderr.

\b
--previous is CSV with one row an agency; an agency not listed is not known
  agency, block   as above
  reviewed        yes or no (x, 1, 0); a blank means no
  rank            a whole number; a blank is not known
  outcome:TABLE   outcome code of that table; a blank is not known
The names may carry the year before the period: rank_2021.

\b
An agency of --previous or --indicators that has no points in FILE
  and is stored, or has points in another block: passed over and named on stderr
  and is known nowhere: an error with the closest codes, since it may be mistyped
  and a row of another block for an agency with points: an error

\b
--indicators is CSV in one of two forms; a blank value is not known
  agency, indicator, value   one row for each value
  agency, CODE, CODE, ...    one row an agency, one column for each indicator

\b
--format
  table  for reading, as wide as the terminal
  json   an array in the order of the file: each canonical result, and beside it the
         status of the edition and where the figures come from
  csv    one line an agency: figures, outcome codes, findings separated by
         spaces (criterion, or criterion:outcome), tables that are not
         determined (table:reason), the reason in words, where the figures come
         from; UTF-8 with byte order mark, commas, decimal points

An edition that is not issued may be tried by --edition; that it is a draft is said above the table, and on stderr with
json and csv.
"""

_EXAMPLES = """\b
Examples:
  rulesvc evaluate scores.csv --rubric so --period 2022
  rulesvc evaluate scores.csv --rubric so --period 2022 --previous previous-year.csv
  rulesvc evaluate scores.csv --rubric huyen --period 2022 --format csv > huyen.csv
  rulesvc evaluate scores.csv --rubric so --period 2022 --edition 2 --lang en
  rulesvc rubric template so > answers.csv    (fill in, save as CSV UTF-8)
  rulesvc evaluate answers.csv --rubric so --period 2022
  rulesvc evaluate scores.csv --rubric so --period 2022 --as-of 2023-03-01T00:00:00+07:00
"""

_OTHER_BLOCKS = N_("{file}: rows of other blocks passed over: {count}, of agencies: {agencies} ({blocks}).")
_NO_POINTS = N_("{file}: agencies without points passed over: {count} ({agencies}).")

_CHUNK = 500


class Writer(Protocol):
    """Writes results one after the other."""

    def add(self, result: Result, name: str, provenance: Text) -> None:
        """Write the next result, of the agency with that *name*, blank where it is not stored."""

    def finish(self) -> None:
        """Write what stands at the end."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Asked:
    """What was asked for on the command line."""

    file: Path
    rubric: str
    period: str
    edition: int | None
    as_of: str | None
    previous: Path | None
    indicators: Path | None
    form: str
    lang: str
    note: str

    @property
    def files(self) -> Files:
        """The files to read."""
        return Files(self.file, self.indicators, self.previous)


_path = click.Path(path_type=Path)


@click.command(help=_HELP, epilog=_EXAMPLES)
@click.argument("file", type=_path)
@click.option("--rubric", required=True, metavar="CODE", help="Code of the rubric.")
@click.option("--period", required=True, metavar="CODE", help="Period that is assessed, such as 2022.")
@click.option("--edition", type=int, metavar="N", help="This edition; it must cover the period.")
@click.option("--as-of", metavar="INSTANT", help="The edition as known at that instant; not together with --edition.")
@click.option("--previous", type=_path, metavar="FILE", help="Facts of the previous period.")
@click.option("--indicators", type=_path, metavar="FILE", help="Values of indicators.")
@click.option("--format", "form", type=click.Choice(["table", "json", "csv"]), default="table", show_default=True)
@click.option("--note", default="", metavar="TEXT", help="A caption; a column in csv, on stderr with json.")
@lang_option
def evaluate(**given: Any) -> None:
    """Evaluate the agencies in a file."""
    asked = Asked(**given)
    into = language(asked.lang)
    with refusing(into), open_database() as database:
        with database.reading() as session:
            chosen = chosen_edition(session, asked)
        with TemporaryFile() as out:
            read = evaluate_file(asked, chosen, database, out)
            out.seek(0)
            copyfileobj(out, sys.stdout.buffer)
            sys.stdout.flush()
        partial = (into.written(each.told) + "." for each in read.partial)
        for note in (*_beside(asked, chosen), *_notes(read.passed, into), *partial):
            warn(note)


@dataclass(frozen=True, slots=True)
class Chosen:
    """An edition with its *status*, and what must be said of results under it."""

    edition: Edition
    status: str
    caution: Text


def chosen_edition(session: Session, asked: Asked) -> Chosen:
    """The edition that was asked for, else the one that applies.

    Raises: `EditionAndInstant`, `EditionNotOfPeriod`, and whatever `resolve` and `find_edition` raise.
    """
    require(asked.edition is None or asked.as_of is None, EditionAndInstant())
    if asked.edition is not None:
        found = find_edition(session, asked.rubric, asked.edition)
        if asked.period not in found.line.periods:
            raise EditionNotOfPeriod(asked.rubric, asked.edition, asked.period, found.line.periods)
        applying = applicability.applying(session, found.line.rubric_id, (asked.period,))
        return _chosen(found, applies=found.line in applying)
    as_of = read_instant(asked.as_of) if asked.as_of else None
    resolved = resolve(session, asked.rubric, period=asked.period, as_of=as_of, now=now())
    return _chosen(find_edition(session, asked.rubric, resolved.line.number), applies=resolved.until is None)


def _chosen(found: StoredEdition, *, applies: bool) -> Chosen:
    return Chosen(found.edition, found.line.status, caution(found.line.status, replaced=not applies))


def _beside(asked: Asked, chosen: Chosen) -> Iterator[str]:
    """What has no place in the output itself."""
    if chosen.caution != Text("") and asked.form != "table":
        yield chosen.caution.in_language(asked.lang)
    if asked.note and asked.form == "json":
        yield asked.note


def _notes(passed: Mapping[Path, Passed], into: Language) -> Iterator[str]:
    """What was passed over in each file, so that nothing is by mistake."""
    for path, of_file in passed.items():
        if of_file.rows:
            counts = {"count": Count(of_file.rows), "agencies": Count(of_file.elsewhere)}
            yield into.words(_OTHER_BLOCKS, file=path.name, blocks=of_file.blocks, **counts)
        if of_file.agencies:
            yield into.words(_NO_POINTS, file=path.name, count=Count(of_file.agencies), agencies=of_file.codes)


@dataclass(frozen=True, slots=True)
class Read:
    """What must be said of the files: what was *passed* over in each, and which best of the period is *partial*."""

    passed: Mapping[Path, Passed]
    partial: tuple[Partial, ...]


def evaluate_file(asked: Asked, chosen: Chosen, database: Database, out: BinaryIO) -> Read:
    """Write the results of all agencies to *out*, or fail with everything that is wrong in the files."""
    into, edition = language(asked.lang), chosen.edition
    with Spool() as spool:
        complaints = Complaints(spool, into, asked.files.paths)
        sheets = Sheets(asked.files, edition.rubric, asked.period, spool, complaints)
        sheets.check_agencies(_known(database))
        found = sheets.find_bests()
        writer = _writer(asked, chosen, spool, out)
        with progress(len(sheets), into) as advance:
            for agency, sheet, name in _with_names(sheets, database, asked.lang):
                try:
                    if complaints.count:
                        accept(edition.rubric, sheet)
                    else:
                        writer.add(evaluate_sheet(edition, sheet), name, sheets.label(agency))
                except Refused as refused:
                    sheets.complain(agency, refused)
                advance()
        if complaints.count:
            summary = into.words(N_("Errors: {count}. Nothing was evaluated."), count=Count(complaints.count))
            fail(chain(complaints.told(), [summary]))
        writer.finish()
        return Read(sheets.passed, _partial(asked, edition, sheets, found, database))


def _partial(
    asked: Asked, edition: Edition, sheets: Sheets, found: frozenset[str], database: Database
) -> tuple[Partial, ...]:
    """The criteria of which the best was *found* among some agencies of the block; none where no agency is stored."""
    with database.reading() as session:
        partial = partial_bests(session, edition.rubric, asked.period, sheets.agencies())
    return tuple(each for each in partial if each.code in found)


def _with_names(sheets: Sheets, database: Database, lang: str) -> Iterator[tuple[Agency, Sheet, str]]:
    """Each agency with its sheet and its name, which is blank where the agency is not stored."""
    remaining = iter(sheets)
    while chunk := list(islice(remaining, _CHUNK)):
        names = _names(database, [agency.code for agency, _ in chunk])
        for agency, sheet in chunk:
            name = names.get(agency.code)
            yield agency, sheet, name.in_language(lang) if name else ""


def _known(database: Database) -> Known:
    """What is stored of blocks and agencies."""

    def blocks_of(codes: list[str]) -> Mapping[str, str]:
        with database.reading() as session:
            return agencies.blocks_of(session, codes)

    with database.reading() as session:
        return Known(blocks.codes(session), blocks_of)


def _names(database: Database, codes: list[str]) -> Mapping[str, Text]:
    """The names of those agencies that are stored."""
    with database.reading() as session:
        return agencies.names_of(session, codes)


def _writer(asked: Asked, chosen: Chosen, spool: Spool, out: BinaryIO) -> Writer:
    into = language(asked.lang)
    match asked.form:
        case "json":
            return JsonArray(out, chosen.status, chosen.caution)
        case "csv":
            return CsvLines(out, chosen.edition.rubric, into, note=asked.note, labelled=spool.has_labels())
        case _:
            common = spool.common_label()
            table = TextTable(out, chosen.edition, into, _style(), common)
            table.begin(asked.period, (into.text(chosen.caution), into.text(common), asked.note))
            return table


def _style() -> Style:
    """As wide as the terminal within reason; colours only on a terminal, unless the environment says no."""
    is_terminal = sys.stdout.isatty()
    columns = get_terminal_size((_WIDE, 0)).columns if is_terminal or "COLUMNS" in os.environ else _WIDE
    return Style(max(_NARROW, min(columns, _WIDE)), colours=is_terminal and "NO_COLOR" not in os.environ)


_NARROW, _WIDE = 60, 100
