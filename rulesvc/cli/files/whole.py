"""Files that are read whole."""

from pathlib import Path

from rulesvc.cli.files.refusals import FileMissing, NotAFile, Unreadable
from rulesvc.cli.files.system import reason_of


def read_whole(path: Path, most: int) -> bytes:
    """The bytes of the file at *path*; of one with more than *most*, one more than these.

    Raises: `FileMissing`, `NotAFile`, `Unreadable`.
    """
    try:
        with path.open("rb") as file:
            return file.read(most + 1)
    except IsADirectoryError as problem:
        raise NotAFile(str(path)) from problem
    except FileNotFoundError as problem:
        raise FileMissing(str(path)) from problem
    except (OSError, ValueError) as problem:
        raise Unreadable(str(path), reason_of(problem)) from problem
