"""The command line `rulesvc`: one module for each command, over the same use-cases as the HTTP interface."""

import click

from rulesvc.cli.advice import advice
from rulesvc.cli.agency import agency
from rulesvc.cli.api_key import api_key
from rulesvc.cli.block import block
from rulesvc.cli.conclusion import conclusion
from rulesvc.cli.document import document
from rulesvc.cli.draft import draft
from rulesvc.cli.edition import edition
from rulesvc.cli.evaluate import evaluate
from rulesvc.cli.glance import glance
from rulesvc.cli.impact import impact
from rulesvc.cli.init import init
from rulesvc.cli.period import period
from rulesvc.cli.person import person
from rulesvc.cli.replay import replay
from rulesvc.cli.rubric import rubric
from rulesvc.cli.serve import serve
from rulesvc.cli.submission import submission
from rulesvc.cli.tasks import tasks
from rulesvc.cli.usage import Commands

__all__ = ["main"]

_EXAMPLES = """\b
Examples:
  rulesvc init
  rulesvc evaluate scores.csv --rubric so --period 2022
  rulesvc rubric show so
  rulesvc serve --port 8080

\b
What changes something is done by a person: --as CODE, or RULESVC_AS=CODE. The first one:
  rulesvc person add lan --name "Nguyen Thi Lan" --role administrator

\b
DATABASE_URL chooses the database; without it, rulesvc.db in this folder:
  DATABASE_URL=postgresql://user@host/name rulesvc init
"""


@click.group(cls=Commands, epilog=_EXAMPLES, context_settings={"help_option_names": ["-h", "--help"]})
@click.version_option(package_name="rulesvc")
def main() -> None:
    """Rules of appraisal kept as data: evaluate agencies, keep rubrics, serve the HTTP interface."""


_LISTS = (period, block, agency, document, person, api_key)
_RULES = (rubric, edition, draft, conclusion)

for command in (init, serve, tasks, evaluate, advice, replay, *_LISTS, *_RULES):
    main.add_command(command)
rubric.add_command(impact)
rubric.add_command(submission)
period.add_command(glance)
