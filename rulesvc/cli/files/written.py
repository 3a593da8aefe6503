"""Files that are written whole."""

from dataclasses import dataclass
from pathlib import Path

from rules.errors import N_
from rulesvc.cli.files.refusals import FileRefusal, NotAFile


@dataclass(eq=False)
class FileThere(FileRefusal):
    """A file where a new one is to be written."""

    given: str
    words = N_("There is a file “{given}” already. Give another name, or write over it with --force.")


@dataclass(eq=False)
class Unwritable(FileRefusal):
    """The operating system does not let the file be written."""

    given: str
    reason: str
    words = N_("“{given}” cannot be written: {reason}.")


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
        raise Unwritable(str(path), getattr(problem, "strerror", "") or str(problem)) from problem
