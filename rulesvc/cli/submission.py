"""`rulesvc rubric submission`: the papers that go with an edition when it is submitted, as one Word file."""

from pathlib import Path as FilePath

import click

from rulesvc.cli.clock import now
from rulesvc.cli.files.written import require_word_name, write_whole
from rulesvc.cli.options import lang_option
from rulesvc.cli.progress import progress
from rulesvc.cli.rubric import chosen, edition_line
from rulesvc.cli.saying import refusing, say
from rulesvc.cli.storage import open_database
from rulesvc.languages import language
from rulesvc.papers.submission import submission_paper
from rulesvc.usecases.editions import EditionRef
from rulesvc.usecases.submission import open_submission

_EXAMPLES = """\b
Examples:
  rulesvc rubric submission so --out submission.docx
  rulesvc rubric submission so --edition 2 --out submission.docx --force --lang en
"""


@click.command(epilog=_EXAMPLES)
@click.argument("code")
@click.option("--edition", type=int, help="Number of the edition; without it, the newest.")
@click.option("--out", required=True, type=click.Path(path_type=FilePath), help="The file to be written (.docx).")
@click.option("--force", is_flag=True, help="Write over a file that is there.")
@lang_option
def submission(code: str, *, edition: int | None, out: FilePath, force: bool, lang: str) -> None:
    """Write the papers of a submission: annex, comparison, impact, open issues and figures, in one Word file.

    Stores nothing. Made for a draft that is not complete too: it then says what stands in the way.
    """
    words = language(lang)
    with refusing(words), open_database() as database:
        require_word_name(out)
        with database.reading() as session:
            found = open_submission(session, EditionRef(code, chosen(session, code, edition)))
        with progress(len(found.trial.sheets) if found.trial else 0, words) as step:
            paper = submission_paper(found, words, at=now(), done=step)
        write_whole(out, paper, over=force)
        say(edition_line(found.line, words))
