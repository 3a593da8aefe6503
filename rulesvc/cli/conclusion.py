"""`rulesvc conclusion`: what the council concluded, entered by one person and confirmed or rejected by another."""

from collections.abc import Iterator
from dataclasses import asdict
from typing import Any

import click
from sqlalchemy.orm import Session

from rules.errors import N_
from rules.language import Language
from rules.number import Count
from rules.phrases import document_name
from rulesvc.cli.acting import acting_as
from rulesvc.cli.clock import now
from rulesvc.cli.options import as_option, lang_option
from rulesvc.cli.saying import refusing, say
from rulesvc.cli.storage import open_database
from rulesvc.languages import language
from rulesvc.usecases import conclusions as usecases
from rulesvc.usecases.conclusions import ConclusionFilters, ConclusionRecord, ConclusionStatus, Proposal, Votes

_EXAMPLES = """\b
Examples:
  rulesvc conclusion list --to-confirm
  rulesvc conclusion propose 31 --table head_rating --outcome hoan-thanh \\
      --reason "0.06 points short in one area" --minutes bien-ban-01 --votes 11 1 0 --as thao
  rulesvc conclusion confirm 7 --as minh
"""

_STATUSES = {
    ConclusionStatus.PROPOSED: N_("waits for a second person"),
    ConclusionStatus.CONFIRMED: N_("confirmed by {person}"),
    ConclusionStatus.REJECTED: N_("rejected by {person}"),
}
"""How far a conclusion has come."""

_VOTES = N_("Votes: {in_favour} in favour, {against} against, {abstaining} other.")
_RESERVED = N_("Reserved opinions: {opinions}")


@click.group(epilog=_EXAMPLES)
def conclusion() -> None:
    """Enter what the council concluded beside the engine's answer, and confirm or reject it as a second person."""


@conclusion.command(name="list", epilog="\b\nExample:\n  rulesvc conclusion list --period 2022 --status proposed\n")
@click.option("--rubric", default="", metavar="CODE", help="Those under this rubric only.")
@click.option("--period", default="", metavar="CODE", help="Those of this period only.")
@click.option("--status", type=click.Choice([*ConclusionStatus]), default=None, help="Those that came so far only.")
@click.option("--to-confirm", is_flag=True, help="Those to be confirmed for an evaluation that superseded theirs only.")
@lang_option
def list_(lang: str, **filters: Any) -> None:
    """List conclusions, newest first: number, evaluation, agency, period, table and outcome, minutes, reason."""
    wanted = ConclusionFilters(**{name: value for name, value in filters.items() if value})
    with refusing(language(lang)), open_database() as database, database.reading() as session:
        for record in _every(session, wanted):
            _show(record, language(lang))


@conclusion.command(epilog=_EXAMPLES)
@click.argument("evaluation", metavar="EVALUATION", type=int)
@click.option("--table", required=True, metavar="CODE", help="The table that the Council concluded on.")
@click.option("--outcome", required=True, metavar="CODE", help="One of its outcomes.")
@click.option("--reason", required=True, metavar="TEXT", help="Why; told wherever the conclusion is.")
@click.option("--minutes", required=True, metavar="CODE", help="The minutes, a document of the register.")
@click.option(
    "--votes",
    nargs=3,
    type=click.IntRange(0, 999_999_999),
    metavar="FOR AGAINST OTHER",
    help="The votes that the minutes count: in favour, against, and all the others.",
)
@click.option("--reserved", "reserved_opinions", default="", metavar="TEXT", help="The opinions that were reserved.")
@as_option
@lang_option
def propose(*, votes: tuple[int, int, int] | None, by: str, lang: str, **said: Any) -> None:
    """Propose what the council concluded about EVALUATION; it holds when a second person has confirmed it."""
    proposal = Proposal(votes=None if votes is None else Votes(*votes), **said)
    with refusing(language(lang)), open_database() as database:
        with database.writing() as session:
            proposed = usecases.propose(session, proposal, actor=acting_as(session, by), now=now())
        _show(proposed, language(lang))


@conclusion.command(epilog="\b\nExample:\n  rulesvc conclusion confirm 7 --as minh\n")
@click.argument("number", metavar="CONCLUSION", type=int)
@click.option("--comment", default="", metavar="TEXT", help="What you say about it.")
@as_option
@lang_option
def confirm(number: int, comment: str, by: str, lang: str) -> None:
    """Confirm a CONCLUSION that somebody else proposed: from now on it holds."""
    with refusing(language(lang)), open_database() as database:
        with database.writing() as session:
            confirmed = usecases.confirm(session, number, comment, actor=acting_as(session, by), now=now())
        _show(confirmed, language(lang))


@conclusion.command(epilog='\b\nExample:\n  rulesvc conclusion reject 7 --comment "another outcome" --as minh\n')
@click.argument("number", metavar="CONCLUSION", type=int)
@click.option("--comment", required=True, metavar="TEXT", help="Why it is rejected.")
@as_option
@lang_option
def reject(number: int, comment: str, by: str, lang: str) -> None:
    """Reject a CONCLUSION that somebody else proposed."""
    with refusing(language(lang)), open_database() as database:
        with database.writing() as session:
            rejected = usecases.reject(session, number, comment, actor=acting_as(session, by), now=now())
        _show(rejected, language(lang))


def _every(session: Session, wanted: ConclusionFilters) -> Iterator[ConclusionRecord]:
    """All that pass, page by page."""
    page = usecases.list_conclusions(session, wanted, limit=usecases.MOST_LISTED)
    yield from page.records
    while page.next is not None:
        page = usecases.list_conclusions(session, wanted, before=page.next, limit=usecases.MOST_LISTED)
        yield from page.records


def _show(record: ConclusionRecord, into: Language) -> None:
    parts = [
        str(record.id),
        into.words(N_("evaluation {id}"), id=str(record.evaluation)),
        record.agency,
        record.period,
        f"{record.table}: {record.outcome}",
        into.words(N_("proposed by {person}"), person=record.proposed_by),
        into.words(_STATUSES[ConclusionStatus(record.status)], person=record.decided_by),
    ]
    if record.to_confirm:
        parts.append(into.words(N_("to be confirmed for evaluation {id}"), id=str(record.current)))
    say("  ".join(parts))
    say(f"    {document_name(into, record.minutes)}: {record.reason}")
    if record.votes is not None:
        say("    " + into.words(_VOTES, **{name: Count(votes) for name, votes in asdict(record.votes).items()}))
    if record.reserved_opinions:
        say("    " + into.words(_RESERVED, opinions=record.reserved_opinions))
    if record.comment:
        say(f"    {record.comment}")
