"""What the command line says: output on stdout, refusals on stderr with exit code 1, in the language asked for."""

import re
from collections.abc import Callable, Iterable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from typing import NoReturn

import click
from sqlalchemy.exc import OperationalError

from rules.errors import N_, Path, Refusal, Refused
from rules.language import Language

_CONTROL = re.compile("[\x00-\x08\x0b-\x1f\x7f-\x9f\u202a-\u202e\u2066-\u2069]")


@dataclass(eq=False)
class DatabaseUnreachable(Refusal):
    """The database does not answer, or cannot be opened."""

    reason: str
    words = N_("The database cannot be reached ({reason}). DATABASE_URL says where it is.")


Where = Callable[[Path], str]
"""How a path is told."""


def dotted(path: Path) -> str:
    """The names along *path*, or the option of the command at hand where one goes by the first of them."""
    context = click.get_current_context(silent=True)
    parameters = context.command.params if context else []
    options = {each.name: each.opts[0] for each in parameters if isinstance(each, click.Option)}
    return options[str(path[0])] if path and path[0] in options else ".".join(map(str, path))


@contextmanager
def refusing(language: Language, where: Where = dotted) -> Iterator[None]:
    """Run a command; what is refused inside is said on stderr, and the program ends with exit code 1."""
    try:
        yield
    except Refused as refused:
        fail(_line(refusal, language, where) for refusal in refused.refusals)
    except Refusal as refusal:
        fail([_line(refusal, language, where)])
    except OperationalError as problem:
        reason = str(problem.orig).strip().partition("\n")[0]
        fail([language.say(DatabaseUnreachable(reason))])


def _line(refusal: Refusal, language: Language, where: Where) -> str:
    """What *refusal* says, behind the path of the field it is about, unless it names the field itself."""
    said, path = language.say(refusal), where(refusal.at)
    return f"{path}: {said}" if path and path not in said else said


def fail(lines: Iterable[str]) -> NoReturn:
    """Say *lines* on stderr and end the program with exit code 1."""
    for line in lines:
        warn(line)
    raise click.exceptions.Exit(1)


def say(text: str) -> None:
    """Print *text*."""
    click.echo(printable(text))


def write(content: bytes) -> None:
    """Write *content* as it is, whatever encoding the terminal has."""
    click.echo(content, nl=False)


def warn(text: str) -> None:
    """Print *text* on stderr."""
    click.echo(printable(text), err=True)


def printable(text: str) -> str:
    """*text* without the control characters by which a file could steer a terminal."""
    return _CONTROL.sub("\N{REPLACEMENT CHARACTER}", text)
