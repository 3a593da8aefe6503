"""Options and arguments that several commands take."""

from collections.abc import Callable
from typing import Any

import click

from rules.language import CODES

lang_option: Callable[[Callable[..., Any]], Callable[..., Any]] = click.option(
    "--lang", type=click.Choice(CODES), default=CODES[0], show_default=True, help="Language of output and errors."
)
