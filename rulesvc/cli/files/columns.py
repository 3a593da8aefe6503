"""Columns: what the names in a header mean, and where each stands."""

from collections.abc import Callable, Mapping
from dataclasses import dataclass

from rules.errors import N_, Refusal, Refusals, Refused
from rulesvc.cli.files.csv_file import CsvFile
from rulesvc.cli.files.refusals import DuplicateColumn, FileRefusal, MissingColumn, UnknownColumn

Meaning = Callable[[str], str | None]
"""What a name in a header means; `None` where nothing."""


@dataclass(eq=False)
class NoHeader(FileRefusal):
    """A first line in which no column is known: figures, or what a program put there for itself."""

    given: str
    allowed: tuple[str, ...]
    words = N_("The first line names no column (“{given}”). It must be the header line, with columns among: {allowed}.")


@dataclass(frozen=True, slots=True)
class Columns:
    """The columns of one file: for each meaning its place and the name as it is written in the file."""

    places: Mapping[str, int]
    names: Mapping[str, str]

    def cell(self, cells: tuple[str, ...], meaning: str) -> str:
        """The cell of that *meaning*, blank where the file has no such column."""
        place = self.places.get(meaning)
        return "" if place is None else cells[place]

    def name(self, meaning: str) -> str:
        """The name of the column as it is written in the file."""
        return self.names.get(meaning, meaning)


def named(*names: str, **aliases: str) -> Meaning:
    """The meaning of columns with fixed *names*, large or small letters alike; an alias has the meaning it is given."""
    meanings = {name: name for name in names} | aliases
    folded = {name.casefold(): meaning for name, meaning in meanings.items()}
    return lambda name: meanings.get(name) or folded.get(name.casefold())


def find_columns(file: CsvFile, meaning: Meaning, *, allowed: tuple[str, ...], required: tuple[str, ...]) -> Columns:
    """The columns of *file*. *allowed* is what is said where a name means nothing.

    Raises: `Refused` for unknown, missing and duplicate columns, all of them; one refusal where no column is known.
    """
    if not any(map(meaning, file.header)):
        raise Refused((NoHeader(", ".join(filter(None, file.header)), allowed, at=(file.header_line,)),))
    refusals = Refusals()
    places: dict[str, int] = {}
    for place, name in enumerate(file.header):
        meant = meaning(name)
        if meant is None:
            refusals.add(UnknownColumn(name, allowed, at=(file.header_line,)))
        elif meant in places:
            refusals.add(DuplicateColumn(file.header[places[meant]], name, at=(file.header_line,)))
        else:
            places[meant] = place
    for each in required:
        if each not in places:
            refusals.add(_missing(file, each))
    refusals.raise_if_any()
    return Columns(places, {meant: file.header[place] for meant, place in places.items()})


def _missing(file: CsvFile, name: str) -> Refusal:
    return MissingColumn(name, file.header, at=(file.header_line,))
