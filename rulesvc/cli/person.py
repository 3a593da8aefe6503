"""`rulesvc person`: who may do what, in which roles, and who stands in for whom."""

import sys
from typing import Any

import click

from rules.errors import N_
from rules.language import Language
from rules.text import composed
from rulesvc.cli.acting import acting_as
from rulesvc.cli.clock import now
from rulesvc.cli.deputy import deputy
from rulesvc.cli.options import as_option, lang_option
from rulesvc.cli.saying import refusing, say
from rulesvc.cli.storage import open_database
from rulesvc.languages import language
from rulesvc.models.person import Role
from rulesvc.usecases.abilities import ROLE_WORDS
from rulesvc.usecases.lockout import unlock_person
from rulesvc.usecases.passwords import LONGEST, require_same, set_password
from rulesvc.usecases.persons import (
    NewPerson,
    PersonChange,
    PersonLine,
    add_first_administrator,
    add_person,
    change_person,
    end_person,
    list_persons,
)

_EXAMPLES = """\b
Examples:
  rulesvc person list
  rulesvc person add lan --name "Nguyen Thi Lan" --role administrator
  rulesvc person add minh --name "Tran Van Minh" --role approver --as lan
  rulesvc person deputy add minh --deputy lan --from 2026-07-01 --to 2026-07-14 --as minh
"""
_ADD_EXAMPLES = """\b
Examples:
  rulesvc person add lan --name "Nguyen Thi Lan" --role administrator --role editor
  rulesvc person add minh --name "Tran Van Minh" --title "Truong phong" --role approver --as lan
"""
_ROLES = ", ".join(Role)


@click.group(epilog=_EXAMPLES)
def person() -> None:
    """List, add, change and end persons, set passwords, unlock, name deputies."""


person.add_command(deputy)


@person.command(name="list", epilog="\b\nExample:\n  rulesvc person list --lang en\n")
@lang_option
def list_(lang: str) -> None:
    """List persons: code, name, title, roles."""
    with refusing(language(lang)), open_database() as database:
        with database.reading() as session:
            lines = list_persons(session)
        for line in lines:
            say(_line(line, language(lang)))


@person.command(epilog=_ADD_EXAMPLES)
@click.argument("code")
@click.option("--name", required=True, metavar="TEXT", help="The name.")
@click.option("--title", default="", metavar="TEXT", help="The position, as it is printed.")
@click.option("--role", "roles", multiple=True, metavar="ROLE", help=f"One of {_ROLES}. Repeatable.")
@click.option("--subject", default="", metavar="SUB", help="What the identity provider calls them (the claim sub).")
@as_option
@lang_option
def add(code: str, by: str, lang: str, **details: Any) -> None:
    """Add the person CODE. Nobody needs to be named by --as for the first administrator, and only for that one."""
    with refusing(language(lang)), open_database() as database:
        new = NewPerson(code, **{name: _composed(value) for name, value in details.items()})
        with database.writing() as session:
            if by:
                line = add_person(session, new, actor=acting_as(session, by), now=now())
            else:
                line = add_first_administrator(session, new, now=now())
        say(_line(line, language(lang)))


@person.command(epilog='\b\nExample:\n  rulesvc person change minh --title "Pho Giam doc" --role approver --as lan\n')
@click.argument("code")
@click.option("--name", metavar="TEXT", help="Another name.")
@click.option("--title", metavar="TEXT", help="Another position.")
@click.option(
    "--role", "roles", multiple=True, metavar="ROLE", help=f"In place of the present ones: {_ROLES}. Repeatable."
)
@click.option("--subject", metavar="SUB", help='Another subject of the identity provider; "" takes it away.')
@as_option
@lang_option
def change(code: str, by: str, lang: str, *, subject: str | None, **details: Any) -> None:
    """Change the name, title, roles or subject of the person CODE; what is not named stays."""
    with refusing(language(lang)), open_database() as database:
        named = {name: _composed(value) or None for name, value in details.items()}
        wanted = PersonChange(**named, subject=_composed(subject))
        with database.writing() as session:
            line = change_person(session, code, wanted, actor=acting_as(session, by), now=now())
        say(_line(line, language(lang)))


@person.command(epilog="\b\nExample:\n  rulesvc person end minh --as lan\n")
@click.argument("code")
@as_option
@lang_option
def end(code: str, by: str, lang: str) -> None:
    """Let the person CODE leave: no role any more, and their API keys stop working. What they did is kept."""
    with refusing(language(lang)), open_database() as database:
        with database.writing() as session:
            line = end_person(session, code, actor=acting_as(session, by), now=now())
        say(_line(line, language(lang)))


@person.command(
    epilog="\b\nExamples:\n  rulesvc person password minh --as lan\n  rulesvc person password minh --stdin < f\n"
)
@click.argument("code")
@click.option("--stdin", "piped", is_flag=True, help="Read it from stdin, one line, in place of asking for it.")
@as_option
@lang_option
def password(code: str, *, piped: bool, by: str, lang: str) -> None:
    """Set the password of the person CODE, from 12 to 200 characters. It is asked for and not shown."""
    into = language(lang)
    with refusing(into), open_database() as database:
        chosen = _piped() if piped else _asked_for(into)
        with database.writing() as session:
            line = set_password(session, code, chosen, actor=acting_as(session, by), now=now())
        say(into.words(N_("Password of {person} is set."), person=line.code))


@person.command(epilog="\b\nExample:\n  rulesvc person unlock minh --as lan\n")
@click.argument("code")
@as_option
@lang_option
def unlock(code: str, by: str, lang: str) -> None:
    """Let the person CODE, who was locked out after wrong passwords, try again to sign in."""
    into = language(lang)
    with refusing(into), open_database() as database:
        with database.writing() as session:
            line = unlock_person(session, code, actor=acting_as(session, by), now=now())
        say(into.words(N_("{person} may try again to sign in."), person=line.code))


def _piped() -> str:
    """The line on stdin; what is not UTF-8 stays recognisable as such, and is refused."""
    sent = sys.stdin.buffer.read(8 * LONGEST)
    return sent.decode("utf-8", "surrogateescape").removesuffix("\n").removesuffix("\r")


def _asked_for(into: Language) -> str:
    first: str = click.prompt(into.words(N_("New password")), hide_input=True, err=True)
    second: str = click.prompt(into.words(N_("The same password again")), hide_input=True, err=True)
    require_same(first, second)
    return first


def _composed(value: Any) -> Any:
    return composed(value) if isinstance(value, str) else value


def _line(line: PersonLine, into: Language) -> str:
    roles = ", ".join(into.words(ROLE_WORDS[role]) for role in line.roles)
    parts = [line.code, line.name, line.title, roles]
    if line.subject:
        parts.append(into.words(N_("subject {subject}"), subject=line.subject))
    if line.is_system:
        parts.append(into.words(N_("account of the service")))
    if line.ended_at:
        parts.append(into.words(N_("left {when}"), when=line.ended_at))
    return "  ".join(part for part in parts if part)
