"""`rulesvc edition`: editions from draft to issued, their history, and what one changes against another."""

from collections.abc import Callable
from typing import Any

import click

from rules.comparison_columns import three_columns
from rules.comparison_phrases import told
from rules.errors import N_, Path
from rulesvc.cli.acting import acting_as
from rulesvc.cli.clock import now
from rulesvc.cli.options import as_option, edition_arguments, lang_option
from rulesvc.cli.rubric import edition_line
from rulesvc.cli.saying import refusing, say
from rulesvc.cli.storage import open_database
from rulesvc.languages import language
from rulesvc.models.edition import Status
from rulesvc.store.acknowledgements import NewAcknowledgement
from rulesvc.store.editions import EditionLine
from rulesvc.usecases import editions as usecases
from rulesvc.usecases.check import acknowledge as acknowledge_problem
from rulesvc.usecases.check import look_ahead
from rulesvc.usecases.compare import compare_editions
from rulesvc.usecases.edition_words import STATUS_WORDS
from rulesvc.usecases.editions import EditionRef, Issuing

_EXAMPLES = """\b
Examples:
  rulesvc edition draft so 1 --period 2023 --as lan
  rulesvc draft change so 2 tables/group/rules/90/conditions/0 threshold=89 --as lan
  rulesvc edition compare so 1 2
  rulesvc edition acknowledge so 2 NAME --reason "The Council decides such cases" --as lan
  rulesvc edition submit so 2 --as lan
  rulesvc edition clear so 2 --as minh
  rulesvc edition issue so 2 --document qd-12-2023 --replaces 1 --as hoa
"""

_ACKNOWLEDGE_EXAMPLES = """\b
Example:
  rulesvc edition acknowledge so 2 "gap:group:total_percent < 70" --reason "The Council decides such cases" --as lan
"""

_comment = click.option("--comment", default="", help="What is said about the step.")


@click.group(epilog=_EXAMPLES)
def edition() -> None:
    """Draft, submit, discard, return, clear, issue, repeal and compare editions of a rubric."""


@edition.command(epilog="\b\nExample:\n  rulesvc edition draft so 1 --period 2023 --as lan\n")
@click.argument("code")
@click.argument("based_on", type=int)
@click.option("--period", "periods", multiple=True, help="A period the edition is to cover. Repeatable.")
@as_option
@lang_option
def draft(code: str, based_on: int, *, periods: tuple[str, ...], by: str, lang: str) -> None:
    """Make a draft: a copy of edition BASED_ON of rubric CODE."""
    with refusing(language(lang)), open_database() as database:
        with database.writing() as session:
            origin = EditionRef(code, based_on)
            line = usecases.draft(session, origin, periods, actor=acting_as(session, by), now=now())
        say(edition_line(line, language(lang)))


@edition.command(epilog="\b\nExample:\n  rulesvc edition submit so 2 --as lan\n")
@edition_arguments
@_comment
@as_option
@lang_option
def submit(**options: Any) -> None:
    """Submit a draft for approval: from then on nobody changes it."""
    with refusing(language(options["lang"])), open_database() as database, database.reading() as session:
        look_ahead(session, EditionRef(options["code"], options["number"]))
    _step(usecases.submit, **options)


@edition.command(epilog=_ACKNOWLEDGE_EXAMPLES)
@edition_arguments
@click.argument("name")
@click.option("--reason", required=True, metavar="TEXT", help="Why the problem stays as it is.")
@as_option
@lang_option
def acknowledge(name: str, *, reason: str, by: str, lang: str, **edition: Any) -> None:
    """Acknowledge a problem of a draft by its NAME in `rubric check`: it is submitted with it, for a reason."""
    ref, new = EditionRef(edition["code"], edition["number"]), NewAcknowledgement(name, reason)
    with refusing(language(lang), _unplaced), open_database() as database:
        with database.reading() as session:
            look_ahead(session, ref)
        with database.writing() as session:
            made = acknowledge_problem(session, ref, new, actor=acting_as(session, by), now=now())
        words = N_("Acknowledged by {person} at {when}: {reason}")
        say(language(lang).words(words, person=made.person, when=made.at, reason=made.reason))


@edition.command(epilog='\b\nExample:\n  rulesvc edition discard so 2 --comment "Lap lai tu dau" --as lan\n')
@edition_arguments
@click.option("--comment", required=True, help="Why it is discarded.")
@as_option
@lang_option
def discard(**options: Any) -> None:
    """Discard a draft that was never submitted: it keeps its number and can be read; nothing follows."""
    _step(usecases.discard, **options)


@edition.command(name="return", epilog='\b\nExample:\n  rulesvc edition return so 2 --comment "Xem lai" --as minh\n')
@edition_arguments
@click.option("--comment", required=True, help="Why it is returned.")
@as_option
@lang_option
def return_(**options: Any) -> None:
    """Return a draft to be completed."""
    _step(usecases.give_back, **options)


@edition.command(epilog="\b\nExample:\n  rulesvc edition clear so 2 --as minh\n")
@edition_arguments
@_comment
@as_option
@lang_option
def clear(**options: Any) -> None:
    """Approve a submitted draft inside the department: by somebody who had no hand in it."""
    _step(usecases.clear, **options)


@edition.command(epilog="\b\nExample:\n  rulesvc edition issue so 2 --document qd-12-2023 --replaces 1 --as hoa\n")
@edition_arguments
@click.option("--document", required=True, help="Code of the signed decision in the register.")
@click.option("--replaces", type=int, multiple=True, help="Number of an edition that it replaces. Repeatable.")
@_comment
@as_option
@lang_option
def issue(*, document: str, replaces: tuple[int, ...], **options: Any) -> None:
    """Record that a cleared edition was issued: it applies to its periods from now on."""
    _step(usecases.issue, Issuing(document, replaces), **options)


@edition.command(epilog="\b\nExample:\n  rulesvc edition repeal so 2 --document qd-99-2024 --as hoa\n")
@edition_arguments
@click.option("--document", required=True, help="Code of the signed document in the register.")
@_comment
@as_option
@lang_option
def repeal(*, document: str, **options: Any) -> None:
    """Record that an issued edition was repealed: it applies to no period from now on."""
    _step(usecases.repeal, document, **options)


@edition.command(epilog="\b\nExample:\n  rulesvc edition history so 2\n")
@edition_arguments
@lang_option
def history(code: str, number: int, lang: str) -> None:
    """Show the steps of an edition, and who changed its content."""
    with refusing(language(lang)), open_database() as database:
        with database.reading() as session:
            found = usecases.history(session, EditionRef(code, number))
        words = language(lang)
        say(edition_line(found.line, words))
        if found.editors:
            say("  " + words.words(N_("changed by {editors}"), editors=found.editors))
        for step in found.steps:
            status = words.words(STATUS_WORDS[Status(step.status)])
            acting_for = words.words(N_("for {persons}"), persons=step.acting_for) if step.acting_for else ""
            parts = ("  " + words.written(step.at), step.person, acting_for, status, step.document, step.comment)
            say("  ".join(filter(None, parts)))


@edition.command(epilog="\b\nExamples:\n  rulesvc edition compare so 1 2\n  rulesvc edition compare so 1 2 --table\n")
@click.argument("code")
@click.argument("old", type=int)
@click.argument("new", type=int)
@click.option("--table", is_flag=True, help="As the table of three columns: current, draft, reason.")
@lang_option
def compare(code: str, old: int, new: int, *, table: bool, lang: str) -> None:
    """Tell what edition NEW changes against edition OLD, by meaning."""
    words = language(lang)
    with refusing(words), open_database() as database:
        with database.reading() as session:
            found = compare_editions(session, code, old=old, new=new)
        if not found.changes:
            say(words.words(N_("The two editions say the same.")))
        if not table:
            for change in found.changes:
                say(told(change, words))
            return
        for row in three_columns(found.changes, found.old.rubric, found.new.rubric, found.reasons, words):
            say(words.words(N_("Current: {text}"), text=row.current))
            say(words.words(N_("Draft: {text}"), text=row.draft))
            say(words.words(N_("Reason: {text}"), text=row.reason or "—") + "\n")


def _unplaced(_at: Path) -> str:
    """Nothing: the name of a problem stands in the sentence."""
    return ""


def _step(step: Callable[..., EditionLine], *document: Issuing | str, by: str, lang: str, **options: Any) -> None:
    """Take a step, by the *document* that it needs."""
    with refusing(language(lang)), open_database() as database:
        with database.writing() as session:
            ref = EditionRef(options["code"], options["number"], comment=options["comment"])
            line = step(session, ref, *document, actor=acting_as(session, by), now=now())
        say(edition_line(line, language(lang)))
