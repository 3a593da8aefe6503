"""`rulesvc advice`: what it takes for an agency to come to a better outcome. Nothing is stored."""

from collections.abc import Iterator

import click

from rules.errors import N_
from rulesvc.cli.options import lang_option
from rulesvc.cli.saying import refusing, say
from rulesvc.cli.storage import open_database
from rulesvc.languages import language
from rulesvc.usecases.advice import advise_agency
from rulesvc.usecases.advice_words import AdviceTold, told

_EXAMPLES = """\b
Examples:
  rulesvc advice so-y-te 2022
  rulesvc advice tu-ky 2022 --rubric huyen --lang en
"""
_INDENT = "    "


@click.command(epilog=_EXAMPLES)
@click.argument("agency")
@click.argument("period")
@click.option("--rubric", default="", metavar="CODE", help="Under this rubric; needed where there are several.")
@lang_option
def advice(agency: str, period: str, *, rubric: str, lang: str) -> None:
    """Tell what AGENCY lacked in PERIOD for a better outcome, at least and in one area alone.

    It looks at the final evaluation that stands; more points are all that it counts with, everything else stays.
    """
    into = language(lang)
    with refusing(into), open_database() as database:
        with database.reading() as session:
            found = told(advise_agency(session, agency, period, rubric), into)
        head = into.words(N_("{agency}, period {period}"), agency=found["subject"], period=found["period"])
        for line in (head, *_labels(found), *_lines(found)):
            say(line)


def _labels(found: AdviceTold) -> Iterator[str]:
    """What must be said of figures that are not official, or of an edition that does not apply."""
    return (f"({label})" for label in (found["provenance"], found["edition_caution"]) if label)


def _lines(found: AdviceTold) -> Iterator[str]:
    for table in found["tables"]:
        yield f"{table['title']}: {table['label']}" if table["label"] else table["title"]
        if table["note"]:
            yield _INDENT + table["note"]
        for better in table["better"]:
            yield _INDENT + better["told"]
            yield from (2 * _INDENT + alone["told"] for alone in better["alone"])
