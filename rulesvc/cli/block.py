"""`rulesvc block`: kinds of agencies that a rubric is for."""

import click

from rules.text import Text, composed
from rulesvc.cli.acting import acting_as
from rulesvc.cli.clock import now
from rulesvc.cli.options import as_option, lang_option
from rulesvc.cli.saying import refusing, say
from rulesvc.cli.storage import open_database
from rulesvc.languages import language
from rulesvc.usecases.blocks import BlockLine, add_block, list_blocks

_EXAMPLES = """\b
Examples:
  rulesvc block list
  rulesvc block add xa --name "Khoi UBND cac xa, phuong" --name-en "Communes" --as lan
"""


@click.group(epilog=_EXAMPLES)
def block() -> None:
    """List and add blocks: kinds of agencies that a rubric is for."""


@block.command(name="list", epilog="\b\nExample:\n  rulesvc block list --lang en\n")
@lang_option
def list_(lang: str) -> None:
    """List blocks: code and name."""
    with refusing(language(lang)), open_database() as database:
        with database.reading() as session:
            lines = list_blocks(session)
        for line in lines:
            say(f"{line.code}  {language(lang).text(line.name)}")


@block.command(epilog='\b\nExample:\n  rulesvc block add xa --name "Khoi UBND cac xa, phuong" --as lan\n')
@click.argument("code")
@click.option("--name", required=True, metavar="TEXT", help="The name in Vietnamese.")
@click.option("--name-en", default="", metavar="TEXT", help="The name in English.")
@as_option
@lang_option
def add(code: str, name: str, name_en: str, by: str, lang: str) -> None:
    """Add the block CODE."""
    with refusing(language(lang)), open_database() as database:
        new = BlockLine(code, Text(composed(name), composed(name_en)))
        with database.writing() as session:
            add_block(session, new, actor=acting_as(session, by), now=now())
        say(f"{new.code}  {language(lang).text(new.name)}")
