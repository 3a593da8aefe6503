"""Files that are written whole."""

from dataclasses import dataclass
from pathlib import Path
from typing import Final

from rules.errors import N_, require
from rules.said import Said
from rulesvc.cli.files.refusals import FileRefusal, NotAFile
from rulesvc.cli.files.system import reason_of

_WORD: Final = ".docx"


@dataclass(eq=False)
class FileThere(FileRefusal):
    """A file where a new one is to be written."""

    given: str
    words = N_("There is a file “{given}” already. Give another name, or write over it with --force.")


@dataclass(eq=False)
class Unwritable(FileRefusal):
    """The operating system does not let the file be written."""

    given: str
    reason: Said | str
    words = N_("“{given}” cannot be written: {reason}.")


@dataclass(eq=False)
class NotAWordName(FileRefusal):
    """A name that says the file is of another kind than the Word file that is written."""

    given: str
    ending: str
    words = N_("“{given}” would not be known as the Word file that it is. Give a name that ends in {ending}.")


def require_word_name(path: Path) -> None:
    """Refuse a *path* that does not end as those of Word files do.

    Raises: `NotAWordName`.
    """
    require(path.suffix.lower() == _WORD, NotAWordName(str(path), _WORD))


def write_whole(path: Path, content: bytes, *, over: bool) -> None:
    """Write *content* to *path*; *over* what is there, where that is wanted.

    Raises: `FileThere`, `NotAFile`, `Unwritable`.
    """
    try:
        with path.open("wb" if over else "xb") as file:
            file.write(content)
    except IsADirectoryError as problem:
        raise NotAFile(str(path)) from problem
    except FileExistsError as problem:
        raise (NotAFile if path.is_dir() else FileThere)(str(path)) from problem
    except (OSError, ValueError) as problem:
        raise Unwritable(str(path), reason_of(problem)) from problem
