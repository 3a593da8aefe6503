"""Complaints: refusals in the language asked for, each with file, line and column, told in the order of the files."""

from collections.abc import Iterator
from pathlib import Path

from rules.errors import N_, Refusal, Refused
from rules.language import Language
from rules.text import Text
from rulesvc.cli.files.csv_file import Complain
from rulesvc.cli.files.spool import Spool

_IN_CELL = N_("{file}, line {line}, column {column}: {what}")
_IN_LINE = N_("{file}, line {line}: {what}")
_OF_AGENCY = N_("{file}, line {line}, agency {agency}: {what}")
_IN_FILE = N_("{file}: {what}")


class Complaints:
    """All that is wrong with the files of one command, kept in the spool however much it is."""

    def __init__(self, spool: Spool, language: Language, paths: tuple[Path, ...]) -> None:
        self.count = 0
        self._language = language
        self._spool = spool
        self._paths = paths

    def add(self, path: Path, refusal: Refusal, agency: str = "") -> None:
        """Keep *refusal* of the file at *path*, about a whole *agency* where one is named."""
        line, column = (*refusal.at, "", "")[:2]
        words = _IN_CELL if column else (_OF_AGENCY if agency else _IN_LINE) if line else _IN_FILE
        # As a Text: a long message is said whole; as text: no sign between the thousands of a line number.
        what = Text(self._language.say(refusal))
        facts = {"file": path.name, "line": str(line), "column": str(column), "agency": agency}
        text = self._language.words(words, what=what, **facts)
        self._spool.complain(self.number(path), int(line or 0), text)
        self.count += 1

    def about(self, path: Path) -> Complain:
        """A place to complain about rows of the file at *path*."""
        return lambda refusal: self.add(path, refusal)

    def number(self, path: Path) -> int:
        """The number of the file at *path* in the spool."""
        return self._paths.index(path)

    def add_all(self, path: Path, refused: Refused) -> None:
        """Keep every refusal of the file at *path*."""
        for refusal in refused.refusals:
            self.add(path, refusal)

    def told(self) -> Iterator[str]:
        """What is wrong, file by file and line by line."""
        return self._spool.complaints()
