"""`rulesvc draft`: the content of a draft, changed element by element."""

from dataclasses import dataclass
from typing import Any, Final

import click

from rules.amendment import Address
from rules.canonical import readable
from rules.errors import N_, InputRefusal, require
from rulesvc.cli.acting import acting_as
from rulesvc.cli.clock import now
from rulesvc.cli.options import as_option, edition_arguments, lang_option
from rulesvc.cli.rubric import edition_line
from rulesvc.cli.saying import refusing, say, write
from rulesvc.cli.storage import open_database
from rulesvc.languages import language
from rulesvc.schemas.json_text import MOST_LEVELS_OF_RUBRICS, read_json
from rulesvc.schemas.rubric_document import read_part
from rulesvc.store.remarks import NewRemark
from rulesvc.usecases import drafting
from rulesvc.usecases.compare import give_reasons
from rulesvc.usecases.drafting import Added, Amendment, Changed, Removed
from rulesvc.usecases.editions import EditionRef
from rulesvc.usecases.remarks import list_remarks, remark

_EXAMPLES = """\b
An element is known by its address:
  criteria/1.2   scopes/seven-areas   indicators/...   documents/...
  exemptions/AGENCY/CRITERION   tables/group   tables/group/rules/90
  tables/group/rules/90/conditions/0   tables/group/outcomes/90   own

\b
Examples:
  rulesvc draft show so 2 criteria/sipas
  rulesvc draft change so 2 criteria/sipas max_points=9.5 step=null --as lan
  rulesvc draft add so 2 exemptions criterion=tai-chinh-cong agency=so-y-te --as lan
  rulesvc draft remove so 2 scopes/review-areas --as lan
  rulesvc draft reason so 2 criterion/sipas "Theo ket luan" --as lan
  rulesvc draft obstacles so 2
"""
_JSON: Final = ("{", "[", '"')
_WORDS: Final = ("true", "false", "null")


@dataclass(eq=False)
class ValueMissing(InputRefusal):
    """A field on the command line without what it is to be."""

    given: str
    words = N_("“{given}” says no value. Write FIELD=VALUE.")


@dataclass(eq=False)
class FieldTwice(InputRefusal):
    """A field on the command line that is to be two things."""

    name: str
    first: str
    second: str
    words = N_("“{name}” is given twice: “{first}” and “{second}”. Write one of them.")


@click.group(epilog=_EXAMPLES)
def draft() -> None:
    """Show and change the content of a draft."""


@draft.command(epilog="\b\nExample:\n  rulesvc draft show so 2 tables/group/rules/90\n")
@edition_arguments
@click.argument("address")
@lang_option
def show(code: str, number: int, address: str, lang: str) -> None:
    """Show the element at ADDRESS, as JSON."""
    with refusing(language(lang)), open_database() as database, database.reading() as session:
        write(readable(drafting.find_element(session, EditionRef(code, number), _address(address)).content))


@draft.command(epilog="\b\nExample:\n  rulesvc draft change so 2 criteria/sipas max_points=9.5 --as lan\n")
@edition_arguments
@click.argument("address")
@click.argument("fields", nargs=-1, required=True, metavar="FIELD=VALUE...")
@as_option
@lang_option
def change(*, address: str, fields: tuple[str, ...], **options: Any) -> None:
    """Set fields of the element at ADDRESS. VALUE is text, JSON in brackets, true, false, or null to take it away."""
    _amend(lambda: Changed(_address(address), _fields(fields)), **options)


@draft.command(epilog="\b\nExample:\n  rulesvc draft add so 2 exemptions criterion=sipas agency=so-y-te --as lan\n")
@edition_arguments
@click.argument("address")
@click.argument("fields", nargs=-1, required=True, metavar="FIELD=VALUE...")
@as_option
@lang_option
def add(*, address: str, fields: tuple[str, ...], **options: Any) -> None:
    """Add an element to the collection at ADDRESS: at its position, else last."""
    _amend(lambda: Added(_address(address), _fields(fields)), **options)


@draft.command(epilog="\b\nExample:\n  rulesvc draft remove so 2 exemptions/so-y-te/sipas --as lan\n")
@edition_arguments
@click.argument("address")
@as_option
@lang_option
def remove(*, address: str, **options: Any) -> None:
    """Take the element at ADDRESS out."""
    _amend(lambda: Removed(_address(address)), **options)


@draft.command(epilog="\b\nExample:\n  rulesvc draft periods so 2 2023 2024 --as lan\n")
@edition_arguments
@click.argument("periods", nargs=-1)
@as_option
@lang_option
def periods(code: str, number: int, periods: tuple[str, ...], *, by: str, lang: str) -> None:
    """Let a draft cover PERIODS and no others."""
    with refusing(language(lang)), open_database() as database:
        with database.writing() as session:
            actor = acting_as(session, by)
            line = drafting.set_periods(session, EditionRef(code, number), periods, actor=actor, now=now())
        say(edition_line(line, language(lang)))


@draft.command(epilog="\b\nExample:\n  rulesvc draft origins so 2 sipas=sipas,dieu-tra-co-quan --as lan\n")
@edition_arguments
@click.argument("pairs", nargs=-1, metavar="CRITERION=ORIGIN,ORIGIN...")
@as_option
@lang_option
def origins(code: str, number: int, pairs: tuple[str, ...], *, by: str, lang: str) -> None:
    """Show what criteria come from, or say it: several are merged, none makes a criterion new."""
    ref = EditionRef(code, number)
    with refusing(language(lang)), open_database() as database:
        wanted = {name: tuple(filter(None, codes.split(","))) for name, codes in _values(pairs).items()}
        with database.writing() as session:
            if wanted:
                drafting.set_origins(session, ref, wanted, actor=acting_as(session, by), now=now())
            found = drafting.find_origins(session, ref)
        for criterion, codes in found.items():
            say(f"{criterion}={','.join(codes)}")


@draft.command(epilog="\b\nExample:\n  rulesvc draft obstacles so 2\n")
@edition_arguments
@lang_option
def obstacles(code: str, number: int, lang: str) -> None:
    """Tell what stands between a draft and its submission, and what should be looked at before."""
    with refusing(language(lang)), open_database() as database:
        with database.reading() as session:
            found = drafting.problems(session, EditionRef(code, number))
            doubts = drafting.warnings(session, EditionRef(code, number))
        for refusal in found:
            say(language(lang).say(refusal))
        if not found:
            say(language(lang).words(N_("Nothing: the draft can be submitted.")))
        for doubt in doubts:
            say(language(lang).words(N_("To be looked at: {doubt}"), doubt=language(lang).say(doubt)))


@draft.command(epilog='\b\nExample:\n  rulesvc draft reason so 2 criterion/sipas "Theo ket luan" --as lan\n')
@edition_arguments
@click.argument("part")
@click.argument("wording")
@as_option
@lang_option
def reason(part: str, wording: str, *, by: str, lang: str, **options: Any) -> None:
    """Say why PART was changed (its key in `edition compare`); a blank WORDING takes away what was said."""
    with refusing(language(lang)), open_database() as database, database.writing() as session:
        ref = EditionRef(options["code"], options["number"])
        give_reasons(session, ref, {part: wording}, actor=acting_as(session, by), now=now())


@draft.command(
    name="remark", epilog='\b\nExample:\n  rulesvc draft remark so 2 "Nen giu" --criterion sipas --as minh\n'
)
@edition_arguments
@click.argument("wording")
@click.option("--criterion", help="Code of the criterion it is about.")
@click.option("--reply-to", type=int, help="Number of the remark that it answers.")
@as_option
@lang_option
def remark_(*, code: str, number: int, by: str, lang: str, **said: Any) -> None:
    """Say something about a draft, or reply to what was said."""
    new = NewRemark(said["wording"], said["criterion"], said["reply_to"])
    with refusing(language(lang)), open_database() as database:
        with database.writing() as session:
            made = remark(session, EditionRef(code, number), new, actor=acting_as(session, by), now=now())
        say(str(made.id))


@draft.command(epilog="\b\nExample:\n  rulesvc draft remarks so 2\n")
@edition_arguments
@lang_option
def remarks(code: str, number: int, lang: str) -> None:
    """List what was said about an edition."""
    with refusing(language(lang)), open_database() as database:
        with database.reading() as session:
            found = list_remarks(session, EditionRef(code, number))
        for each in found:
            about = each.criterion or ""
            reply = "" if each.replies_to is None else f"-> {each.replies_to}"
            parts = (str(each.id), reply, language(lang).written(each.at), each.person, about, each.wording)
            say("  ".join(filter(None, parts)))


def _amend(change: Any, *, code: str, number: int, by: str, lang: str) -> None:
    with refusing(language(lang)), open_database() as database:
        amendment = Amendment(change(), read_part)
        with database.writing() as session:
            ref = EditionRef(code, number)
            found = drafting.amend(session, ref, amendment, actor=acting_as(session, by), now=now())
        if found.content:
            write(readable(found.content))


def _address(written: str) -> Address:
    return () if written == "own" else tuple(written.split("/"))


def _fields(pairs: tuple[str, ...]) -> dict[str, Any]:
    return {name: _read(value) for name, value in _values(pairs).items()}


def _values(pairs: tuple[str, ...]) -> dict[str, str]:
    found: dict[str, str] = {}
    for pair in pairs:
        name, equals, value = pair.partition("=")
        require(equals != "", ValueMissing(pair))
        require(name not in found, FieldTwice(name, found.get(name, ""), value))
        found[name] = value
    return found


def _read(value: str) -> Any:
    is_json = value.startswith(_JSON) or value in _WORDS
    return read_json(value.encode(), most_levels=MOST_LEVELS_OF_RUBRICS) if is_json else value
