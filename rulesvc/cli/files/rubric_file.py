"""Rubric documents in files: JSON read strictly, and all that is wrong with the document told with JSON pointers."""

from dataclasses import dataclass
from pathlib import Path as FilePath
from typing import Any

from rules.errors import N_, InputRefusal, Path, require
from rules.rubric import Rubric
from rules.said import Said, said
from rulesvc.cli.files.whole import read_whole
from rulesvc.schemas.json_text import MOST_LEVELS_OF_RUBRICS, Unreadable, read_json
from rulesvc.schemas.mistakes import load, pointer
from rulesvc.schemas.rubric_document import RubricDocument

LARGEST_FILE = 10_000_000
"""Bytes; no rubric document comes near."""


@dataclass(eq=False)
class FileTooLarge(InputRefusal):
    """More than any rubric document needs."""

    limit: int
    words = N_("The file is too large. Allowed: at most {limit} bytes.")


@dataclass(eq=False)
class NotADocument(InputRefusal):
    """A file that is no JSON document at all, and why."""

    file: str
    reason: Said
    words = N_("{file}: {reason}")


def read_rubric_file(path: FilePath) -> Rubric:
    """The rubric in the document at *path*.

    Raises: `Refused` with everything that is wrong, `Refusal` where it is no JSON document at all.
    """
    rubric: Rubric = load(RubricDocument(), _content(path), naming=_named)
    return rubric


def _content(path: FilePath) -> Any:
    try:
        return read_json(_body(path), most_levels=MOST_LEVELS_OF_RUBRICS)
    except Unreadable as refusal:
        if refusal.at:
            raise
        raise NotADocument(path.name, said(refusal.words, **refusal.facts())) from refusal


def _named(path: Path) -> object:
    return pointer(path) or said(N_("the document"))


def _body(path: FilePath) -> bytes:
    body = read_whole(path, LARGEST_FILE)
    require(len(body) <= LARGEST_FILE, FileTooLarge(LARGEST_FILE))
    return body
