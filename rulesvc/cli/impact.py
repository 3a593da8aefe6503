"""`rulesvc rubric impact`: what an edition, most often a draft, would change for the result sheets that are stored."""

import click

from rulesvc.cli.options import lang_option
from rulesvc.cli.progress import progress
from rulesvc.cli.rubric import chosen, edition_line
from rulesvc.cli.saying import refusing, say
from rulesvc.cli.storage import open_database
from rulesvc.languages import language
from rulesvc.usecases.impact import open_trial
from rulesvc.usecases.impact_words import impact_text, scene_of

_EXAMPLES = """\b
Examples:
  rulesvc rubric impact so
  rulesvc rubric impact so --edition 2 --period 2022 --lang en
"""


@click.command(epilog=_EXAMPLES)
@click.argument("code")
@click.option("--edition", type=int, help="Number of the edition; without it, the newest.")
@click.option("--period", multiple=True, help="A period whose sheets it is tried on. Repeatable; else all.")
@lang_option
def impact(code: str, edition: int | None, period: tuple[str, ...], lang: str) -> None:
    """Try an edition on stored result sheets: who would change and why, who is close to it, who cannot be computed.

    Stores nothing. Answers that mean something else in the edition, or nothing, are listed and not guessed.
    """
    words = language(lang)
    with refusing(words), open_database() as database:
        with database.reading() as session:
            trial = open_trial(session, code, chosen(session, code, edition), period)
        with progress(len(trial.sheets), words) as step:
            found = trial.impact(step)
        say(edition_line(trial.line, words))
        for line in impact_text(found, scene_of(trial, words)):
            say(line)
