"""`rulesvc draft`: the content of a draft, changed element by element."""

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from typing import Any, Final

import click
from sqlalchemy.orm import Session

from rules.addresses import Address
from rules.canonical import readable
from rules.errors import N_, InputRefusal, require
from rulesvc.cli.acting import acting_as
from rulesvc.cli.clock import now
from rulesvc.cli.options import as_option, edition_arguments, expected_option, lang_option
from rulesvc.cli.rubric import edition_line, looked_at
from rulesvc.cli.saying import refusing, say, write
from rulesvc.cli.storage import open_database
from rulesvc.languages import language
from rulesvc.models.remark import Settlement
from rulesvc.schemas.json_text import MOST_LEVELS_OF_RUBRICS, read_json
from rulesvc.schemas.rubric_document import read_part
from rulesvc.store.remarks import NewRemark
from rulesvc.usecases import drafting
from rulesvc.usecases.compare import find_reasons, give_reasons
from rulesvc.usecases.drafting import Added, Amendment, Changed, Removed
from rulesvc.usecases.editions import EditionRef
from rulesvc.usecases.remarks import SETTLEMENT_WORDS, NewSettlement, list_remarks, remark, settle

_EXAMPLES = """\b
An element is known by its address:
  criteria/1.2   scopes/seven-areas   indicators/...   documents/...
  exemptions/AGENCY/CRITERION   tables/group   tables/group/rules/90
  tables/group/rules/90/conditions/0   tables/group/outcomes/90   own
`draft show` also shows periods, origins and reasons.

\b
Examples:
  rulesvc draft show so 2 criteria/sipas
  rulesvc draft change so 2 criteria/sipas max_points=9.5 step=null --as lan
  rulesvc draft change so 2 criteria/sipas position=0 --expected SHA256 --as lan
  rulesvc draft add so 2 exemptions criterion=tai-chinh-cong agency=so-y-te --as lan
  rulesvc draft remove so 2 scopes/review-areas --as lan
  rulesvc draft reason so 2 criterion/sipas "Theo ket luan" --as lan
  rulesvc draft obstacles so 2
"""
_BESIDE: Final[Mapping[str, Callable[[Session, EditionRef], object]]] = {
    "periods": drafting.find_periods,
    "origins": drafting.find_origins,
    "reasons": find_reasons,
}
"""What is changed beside the elements."""

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


@draft.command(
    epilog="\b\nExamples:\n  rulesvc draft show so 2 tables/group/rules/90\n  rulesvc draft show so 2 periods --hash\n"
)
@edition_arguments
@click.argument("address")
@click.option("--hash", "only_hash", is_flag=True, help="The hash of it alone, to be named with --expected.")
@lang_option
def show(code: str, number: int, address: str, *, only_hash: bool, lang: str) -> None:
    """Show the element at ADDRESS, as JSON."""
    with refusing(language(lang)), open_database() as database, database.reading() as session:
        found = _found(session, EditionRef(code, number), address)
        if only_hash:
            say(drafting.tag_of(found))
        else:
            write(readable(found))


@draft.command(epilog="\b\nExample:\n  rulesvc draft change so 2 criteria/sipas max_points=9.5 --as lan\n")
@edition_arguments
@click.argument("address")
@click.argument("fields", nargs=-1, required=True, metavar="FIELD=VALUE...")
@expected_option
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
@expected_option
@as_option
@lang_option
def remove(*, address: str, **options: Any) -> None:
    """Take the element at ADDRESS out."""
    _amend(lambda: Removed(_address(address)), **options)


@draft.command(epilog="\b\nExample:\n  rulesvc draft periods so 2 2023 2024 --as lan\n")
@edition_arguments
@click.argument("periods", nargs=-1)
@expected_option
@as_option
@lang_option
def periods(*, periods: tuple[str, ...], by: str, lang: str, **draft: Any) -> None:
    """Let a draft cover PERIODS and no others."""
    with refusing(language(lang)), open_database() as database:
        with database.writing() as session:
            line = drafting.set_periods(session, _seen(**draft), periods, actor=acting_as(session, by), now=now())
        say(edition_line(line, language(lang)))


@draft.command(epilog="\b\nExample:\n  rulesvc draft origins so 2 sipas=sipas,dieu-tra-co-quan --as lan\n")
@edition_arguments
@click.argument("pairs", nargs=-1, metavar="CRITERION=ORIGIN,ORIGIN...")
@expected_option
@as_option
@lang_option
def origins(*, pairs: tuple[str, ...], by: str, lang: str, **draft: Any) -> None:
    """Show what criteria come from, or say it: several are merged, none makes a criterion new."""
    ref = _seen(**draft)
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
            say(looked_at(doubt, language(lang)))


@draft.command(epilog='\b\nExample:\n  rulesvc draft reason so 2 criterion/sipas "Theo ket luan" --as lan\n')
@edition_arguments
@click.argument("part")
@click.argument("wording")
@expected_option
@as_option
@lang_option
def reason(part: str, wording: str, *, by: str, lang: str, **draft: Any) -> None:
    """Say why PART was changed (its key in `edition compare`); a blank WORDING takes away what was said."""
    with refusing(language(lang)), open_database() as database, database.writing() as session:
        give_reasons(session, _seen(**draft), {part: wording}, actor=acting_as(session, by), now=now())


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


@draft.command(name="settle", epilog='\b\nExample:\n  rulesvc draft settle so 2 1 accepted "Da sua" --as lan\n')
@edition_arguments
@click.argument("remark_id", metavar="REMARK", type=int)
@click.argument("settles", metavar="HOW", type=click.Choice([each.value for each in Settlement]))
@click.argument("wording")
@as_option
@lang_option
def settle_(*, code: str, number: int, by: str, lang: str, **said: Any) -> None:
    """Reply to a REMARK and say HOW it was dealt with: accepted, or explained why not."""
    new = NewSettlement(said["remark_id"], Settlement(said["settles"]), said["wording"])
    with refusing(language(lang)), open_database() as database:
        with database.writing() as session:
            made = settle(session, EditionRef(code, number), new, actor=acting_as(session, by), now=now())
        say(str(made.id))


@draft.command(epilog="\b\nExample:\n  rulesvc draft remarks so 2\n")
@edition_arguments
@lang_option
def remarks(code: str, number: int, lang: str) -> None:
    """List what was said about an edition."""
    with refusing(language(lang)), open_database() as database:
        with database.reading() as session:
            found = list_remarks(session, EditionRef(code, number))
        words = language(lang)
        for each in found:
            about = each.criterion or ""
            reply = "" if each.replies_to is None else f"-> {each.replies_to}"
            how = words.words(SETTLEMENT_WORDS[each.settles]) if each.settles else ""
            parts = (str(each.id), reply, words.written(each.at), each.person, about, how, each.wording)
            say("  ".join(filter(None, parts)))


def _amend(change: Any, *, by: str, lang: str, **draft: Any) -> None:
    with refusing(language(lang)), open_database() as database:
        amendment = Amendment(change(), read_part)
        with database.writing() as session:
            found = drafting.amend(session, _seen(**draft), amendment, actor=acting_as(session, by), now=now())
        if found.content:
            write(readable(found.content))


def _seen(*, code: str, number: int, expected: str | None = None) -> EditionRef:
    return EditionRef(code, number, expected)


def _found(session: Session, ref: EditionRef, address: str) -> object:
    beside = _BESIDE.get(address)
    if beside is None:
        return drafting.find_element(session, ref, _address(address)).content
    return beside(session, ref)


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
