"""Rubric documents in files: JSON read strictly, and all that is wrong with the document told with JSON pointers."""

from dataclasses import dataclass
from pathlib import Path as FilePath

from rules.errors import N_, InputRefusal, Path, require
from rules.rubric import Rubric
from rules.said import said
from rulesvc.cli.files.whole import read_whole
from rulesvc.schemas.json_text import read_json
from rulesvc.schemas.mistakes import load, pointer
from rulesvc.schemas.rubric_document import RubricDocument

LARGEST_FILE = 10_000_000
"""Bytes; no rubric document comes near."""


@dataclass(eq=False)
class FileTooLarge(InputRefusal):
    """More than any rubric document needs."""

    limit: int
    words = N_("The file is too large. Allowed: at most {limit} bytes.")


def read_rubric_file(path: FilePath) -> Rubric:
    """The rubric in the document at *path*.

    Raises: `Refused` with everything that is wrong, `Refusal` where it is no JSON document at all.
    """
    rubric: Rubric = load(RubricDocument(), read_json(_body(path)), naming=_named)
    return rubric


def _named(path: Path) -> object:
    return pointer(path) or said(N_("the document"))


def _body(path: FilePath) -> bytes:
    body = read_whole(path, LARGEST_FILE)
    require(len(body) <= LARGEST_FILE, FileTooLarge(LARGEST_FILE))
    return body
