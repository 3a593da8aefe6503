"""Options and arguments that several commands take."""

from collections.abc import Callable
from typing import Any

import click

from rules.language import CODES

_Option = Callable[[Callable[..., Any]], Callable[..., Any]]

lang_option: _Option = click.option(
    "--lang", type=click.Choice(CODES), default=CODES[0], show_default=True, help="Language of output and errors."
)

as_option: _Option = click.option(
    "--as",
    "by",
    envvar="RULESVC_AS",
    default="",
    metavar="PERSON",
    help="Code of the person who does this; without it, what RULESVC_AS says.",
)


expected_option: _Option = click.option(
    "--expected", metavar="SHA256", help="Refuse if this is no longer the hash that `draft show --hash` prints."
)


def edition_arguments(command: Callable[..., Any]) -> Callable[..., Any]:
    """The arguments CODE and NUMBER of an edition, the first of a command."""
    return click.argument("code")(click.argument("number", type=int)(command))
