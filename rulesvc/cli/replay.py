"""`rulesvc replay`: evaluate a stored evaluation again, and compare byte by byte."""

import click

from rules.errors import N_
from rulesvc.cli.options import lang_option
from rulesvc.cli.saying import fail, refusing, say
from rulesvc.cli.storage import open_database
from rulesvc.languages import language
from rulesvc.usecases.replay import replay as replay_evaluation

_IDENTICAL = N_("Evaluation {id}: identical.")
_DIFFERENT = N_("Evaluation {id}: differs at {path}: stored {stored}, now {now}.")


@click.command(epilog="\b\nExample:\n  rulesvc replay 17\n")
@click.argument("evaluation", metavar="ID", type=int)
@lang_option
def replay(evaluation: int, lang: str) -> None:
    """Evaluate the stored evaluation ID again. Exit code 1 where the answer is not the same.

    The engine's version is not compared: a newer engine must give the same answer.
    """
    words = language(lang).words
    with refusing(language(lang)), open_database() as database, database.reading() as session:
        replayed = replay_evaluation(session, evaluation)
        if replayed.identical or replayed.difference is None:
            say(words(_IDENTICAL, id=str(evaluation)))
            return
        found = replayed.difference
        facts = {"path": ".".join(map(str, found.path)), "stored": str(found.stored), "now": str(found.now)}
        fail([words(_DIFFERENT, id=str(evaluation), **facts)])
