"""`rulesvc rubric`: the rubrics in the database, shown, written to files and read from them; templates of answers."""

from collections.abc import Mapping
from dataclasses import replace
from pathlib import Path as FilePath
from typing import Any, Final

import click
from sqlalchemy.orm import Session

from rules.canonical import readable
from rules.errors import N_, Path, Refusal
from rules.language import Language
from rules.rubric_checks import doubts
from rulesvc.cli.acting import acting_as
from rulesvc.cli.clock import now
from rulesvc.cli.files.rubric_file import read_rubric_file
from rulesvc.cli.formats.cases import case_lines
from rulesvc.cli.formats.outline import outline
from rulesvc.cli.formats.problems import problem_lines
from rulesvc.cli.options import as_option, lang_option
from rulesvc.cli.saying import refusing, say, warn, write
from rulesvc.cli.storage import open_database
from rulesvc.languages import language
from rulesvc.models.edition import Status
from rulesvc.schemas.document_schema import document_schema
from rulesvc.schemas.mistakes import pointer
from rulesvc.store.editions import EditionLine
from rulesvc.usecases.cases import Cases, Searched, confirm, generate, list_cases, remove, wanted_of
from rulesvc.usecases.check import check as check_edition
from rulesvc.usecases.edition_words import STATUS_WORDS
from rulesvc.usecases.editions import EditionRef
from rulesvc.usecases.problems import problems_of
from rulesvc.usecases.rubrics import (
    RubricImport,
    exempted_strangers,
    export_rubric,
    find_edition,
    import_rubric,
    list_editions,
    list_rubrics,
)
from rulesvc.usecases.template import edition_in_force, make_template

_EXAMPLES = """\b
Examples:
  rulesvc rubric list
  rulesvc rubric show so --lang en
  rulesvc rubric check so
  rulesvc rubric cases so
  rulesvc rubric impact so --edition 2
  rulesvc rubric submission so --edition 2 --out submission.docx
  rulesvc rubric export so > so.json
  rulesvc rubric import so.json --as lan
  rulesvc rubric template so > answers.csv
"""
_CASES_EXAMPLES = """\b
Examples:
  rulesvc rubric cases so
  rulesvc rubric cases so --edition 2 --generate --as lan
  rulesvc rubric cases so --edition 2 --confirm group:90:total_percent:at --as lan
"""
_TEMPLATE_EXAMPLES = """\b
Examples:
  rulesvc rubric template so > answers.csv
  rulesvc rubric template so --edition 2 --agency so-noi-vu --agency so-y-te > answers.csv
"""
_IMPORT_EXAMPLES = """\b
Examples:
  rulesvc rubric import so.json --as lan
  rulesvc rubric import new.json --issue --period 2026 --period 2027 --as ha
  rulesvc rubric import new.json --issue --period 2026 --acknowledge-all "As Decision 12 has it" --as ha

--issue takes the roles editor and issuer, which one person must have.
"""


_OPTIONS: Final[Mapping[Path, str]] = {("periods",): "--period", ("reason",): "--acknowledge-all"}
_STRANGERS: Final = N_("Exemptions name agencies that are not stored: {agencies}. Check that they are not mistyped.")


@click.group(epilog=_EXAMPLES)
def rubric() -> None:
    """List, show, export and import rubrics, and make files to be filled in."""


@rubric.command(name="list", epilog="\b\nExample:\n  rulesvc rubric list\n")
@lang_option
def list_(lang: str) -> None:
    """List rubrics and their editions: number, status, periods covered, when issued, hash."""
    with refusing(language(lang)), open_database() as database:
        with database.reading() as session:
            lines = list_rubrics(session)
        for line in lines:
            block = language(lang).words(N_("block {block}"), block=line.block)
            say(f"{line.code}  {language(lang).text(line.name)} ({block})")
            for edition in line.editions:
                say("    " + edition_line(edition, language(lang)))


@rubric.command(epilog="\b\nExamples:\n  rulesvc rubric show so\n  rulesvc rubric show so --edition 1 --lang en\n")
@click.argument("code")
@click.option("--edition", type=int, help="Number of the edition; without it, the newest.")
@lang_option
def show(code: str, edition: int | None, lang: str) -> None:
    """Show an edition: criteria with their maximum points, decision tables with their rules."""
    with refusing(language(lang)), open_database() as database, database.reading() as session:
        found = find_edition(session, code, chosen(session, code, edition))
        say(edition_line(found.line, language(lang)))
        for line in outline(found.edition.rubric, language(lang)):
            say(line)


@rubric.command(epilog="\b\nExamples:\n  rulesvc rubric check so\n  rulesvc rubric check so --edition 2 --lang en\n")
@click.argument("code")
@click.option("--edition", type=int, help="Number of the edition; without it, the newest.")
@lang_option
def check(code: str, edition: int | None, lang: str) -> None:
    """Look for what an edition leaves open, decides twice, or can never come to, each with an example.

    The exit code is 1 where there is an error, or a problem that is not acknowledged: the edition could not be
    submitted so.
    """
    with refusing(language(lang)), open_database() as database:
        with database.reading() as session:
            found = check_edition(session, EditionRef(code, chosen(session, code, edition)))
        say(edition_line(found.line, language(lang)))
        for line in problem_lines(found.problems, language(lang)):
            say(line)
    if not found.is_settled:
        raise click.exceptions.Exit(1)


@rubric.command(epilog=_CASES_EXAMPLES)
@click.argument("code")
@click.option("--edition", type=int, help="Number of the edition; without it, the newest.")
@click.option("--generate", is_flag=True, help="Store cases that show what no case of the draft shows yet.")
@click.option("--confirm", "confirmed", multiple=True, metavar="NAME", help="A case to stand behind. Repeatable.")
@click.option("--remove", "removed", multiple=True, metavar="NAME", help="A case to take out. Repeatable.")
@click.option("--reason", default="", help="Why those are confirmed, or taken out.")
@as_option
@lang_option
def cases(code: str, *, edition: int | None, lang: str, **asked: Any) -> None:
    """List the stored cases of an edition, whether they come out as expected, and what they do not show of its rules.

    A case is a sheet with what the tables are expected to say of it. A draft is submitted once every case comes out so
    and a person stands behind it, as its table is now; a draft without any is submitted where `no_cases` is
    acknowledged. What somebody wrote or confirmed is taken out for a --reason, which the papers of the submission tell;
    --generate takes out what somebody confirmed and is not as expected any more only with one.
    """
    with refusing(language(lang)), open_database() as database:
        with database.reading() as session:
            ref = EditionRef(code, chosen(session, code, edition), comment=asked["reason"])
            wanted = wanted_of(session, ref, without=asked["removed"]) if asked["generate"] else None
            found = list_cases(session, ref)
        if asked["generate"] or asked["confirmed"] or asked["removed"]:
            searched = wanted.searched() if wanted else None
            with database.writing() as session:
                found = _changed_cases(session, ref, searched, **asked)
        say(edition_line(found.line, language(lang)))
        for line in case_lines(found, language(lang)):
            say(line)


def _changed_cases(session: Session, ref: EditionRef, searched: Searched | None, *, by: str, **asked: Any) -> Cases:
    """The cases of a draft after some were taken out, others that were *searched* stored, and others confirmed."""
    actor, at = acting_as(session, by), now()
    for name in asked["removed"]:
        remove(session, ref, name, actor=actor, now=at)
    made = generate(session, ref, searched, actor=actor, now=at) if searched else None
    for name in asked["confirmed"]:
        confirm(session, ref, name, actor=actor, now=at)
    found = list_cases(session, ref)
    return replace(found, impossible=made.impossible, unproven=made.unproven) if made else found


def chosen(session: Session, code: str, edition: int | None) -> int:
    """The number of the *edition* that was asked for, or of the newest one."""
    newest = max((line.number for line in list_editions(session, code)), default=0)
    return newest if edition is None else edition


@rubric.command(epilog="\b\nExamples:\n  rulesvc rubric export so > so.json\n  rulesvc rubric export so --edition 1\n")
@click.argument("code")
@click.option("--edition", type=int, help="Number of the edition; without it, the newest.")
@lang_option
def export(code: str, edition: int | None, lang: str) -> None:
    """Write an edition to stdout as a rubric document (JSON), which `rubric import` reads."""
    with refusing(language(lang)), open_database() as database, database.reading() as session:
        write(readable(export_rubric(session, code, number=edition)))


@rubric.command(epilog=_TEMPLATE_EXAMPLES)
@click.argument("code")
@click.option("--edition", type=int, help="Number of the edition; without it, the one in force for the last period.")
@click.option("--agency", multiple=True, metavar="CODE", help="An agency to be filled in. Repeatable; else all.")
@lang_option
def template(code: str, edition: int | None, agency: tuple[str, ...], lang: str) -> None:
    """Write a file of answers to be filled in (CSV) to stdout, which `rulesvc evaluate` reads.

    It has a row for each component and agency, what is to be reported in the column guide, and only the columns that
    the edition needs. The agencies are those of the rubric's block that are stored; components from which the edition
    exempts one are left out. Which edition was taken is said on stderr; one that is not issued is only taken by number.
    """
    with refusing(language(lang)), open_database() as database, database.reading() as session:
        number = edition_in_force(session, code).number if edition is None else edition
        made = make_template(session, code, number, agency, language(lang))
        warn(edition_line(find_edition(session, code, number).line, language(lang)))
        write(made)


@rubric.command(epilog="\b\nExample:\n  rulesvc rubric schema > rubric-document.schema.json\n")
def schema() -> None:
    """Write the JSON Schema of rubric documents to stdout, by which editors check while one writes."""
    write(readable(document_schema()))


@rubric.command(name="import", epilog=_IMPORT_EXAMPLES)
@click.argument("file", type=click.Path(path_type=FilePath))
@click.option(
    "--issue",
    is_flag=True,
    help="Issue it at once, by an editor who is issuer too: only the first edition of a rubric; needs --period.",
)
@click.option("--period", "periods", multiple=True, help="A period the edition covers. Repeatable.")
@click.option("--acknowledge-all", "reason", default="", metavar="REASON", help="With --issue: why its warnings stay.")
@as_option
@lang_option
def import_(file: FilePath, *, by: str, lang: str, **asked: Any) -> None:
    """Read a rubric document (JSON) into the database, as a draft unless --issue is given.

    One with errors is not issued, and one with warnings only where they are acknowledged, all for one reason: the
    rubric is in force already. Warnings about a draft are acknowledged one by one before it is submitted.
    """
    with refusing(language(lang), _place), open_database() as database:
        wanted = RubricImport(read_rubric_file(file), **asked)
        if wanted.issue:
            problems_of(wanted.rubric)  # found before anybody waits for whoever writes
        with database.writing() as session:
            line = import_rubric(session, wanted, actor=acting_as(session, by), now=now())
            strangers = exempted_strangers(session, wanted.rubric)
        say(edition_line(line, language(lang)))
        for doubt in doubts(wanted.rubric.criteria):
            warn(looked_at(doubt, language(lang)))
        if strangers:
            warn(language(lang).words(_STRANGERS, agencies=strangers))


def _place(at: Path) -> str:
    """Where *at* leads: a place in the document, but periods and the reason are named on the command line."""
    return _OPTIONS.get(at) or pointer(at)


def looked_at(doubt: Refusal, into: Language) -> str:
    """What somebody should look at and may leave as it is, on one line."""
    return into.words(N_("To be looked at: {doubt}"), doubt=into.say(doubt))


def edition_line(line: EditionLine, into: Language) -> str:
    """An edition on one line."""
    parts = [
        into.words(N_("{rubric}, edition {number}"), rubric=line.rubric, number=str(line.number)),
        into.words(STATUS_WORDS[Status(line.status)]),
    ]
    if line.periods:
        parts.append(into.words(N_("periods {periods}"), periods=line.periods))
    if line.issued_at:
        parts.append(into.words(N_("recorded {when}"), when=line.issued_at))
    if line.sha256:
        parts.append(f"sha256 {line.sha256}")
    return "  ".join(parts)
