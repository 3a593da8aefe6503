"""From files to result sheets, and from what the engine refuses back to the lines and columns it stands in."""

from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass
from fractions import Fraction
from functools import cached_property
from itertools import islice
from pathlib import Path as FilePath

from rules.bests import bests_of, completed
from rules.errors import MissingAnswers, NotALeaf, NothingApplicable, Path, Refusal, Refused, UnknownCriterion
from rules.number import Count
from rules.rubric import Rubric
from rules.sheet import Sheet
from rules.text import Text
from rulesvc.cli.files.answers import Assembled, assembled, missing, place_of
from rulesvc.cli.files.columns import Columns
from rulesvc.cli.files.complaints import Complaints
from rulesvc.cli.files.indicators import read_indicators
from rulesvc.cli.files.passed import Passed
from rulesvc.cli.files.previous import read_previous
from rulesvc.cli.files.refusals import MoreStoredElsewhere, MoreWithoutPoints, StoredElsewhere, WithoutPoints
from rulesvc.cli.files.scores import read_scores
from rulesvc.cli.files.spool import Agency, Spool, Stranger, Stray
from rulesvc.errors import UnknownBlock
from rulesvc.store.alike import closest

_NO_COLUMNS = Columns({}, {})
_CHUNK = 500
_MOST_UNKNOWN = 100


@dataclass(frozen=True, slots=True)
class Known:
    """What is known otherwise: the codes of *blocks*, and of some agencies the block of each that is stored."""

    blocks: tuple[str, ...]
    blocks_of: Callable[[list[str]], Mapping[str, str]]


@dataclass(frozen=True, slots=True)
class Files:
    """The files of one evaluation: points, and where given, indicators and facts of the previous period."""

    scores: FilePath
    indicators: FilePath | None = None
    previous: FilePath | None = None

    @property
    def paths(self) -> tuple[FilePath, ...]:
        """The files there are, in the order in which they are complained of."""
        return tuple(path for path in (self.scores, self.indicators, self.previous) if path is not None)


class Sheets:
    """The result sheets in *files* for one rubric and period, read when made; complaints are collected meanwhile."""

    def __init__(self, files: Files, rubric: Rubric, period: str, spool: Spool, complaints: Complaints) -> None:
        self._files = files
        self._rubric = rubric
        self._period = period
        self._spool = spool
        self._complaints = complaints
        self._columns: dict[FilePath | None, Columns] = {}
        self._bests: Mapping[str, Fraction] = {}
        self.passed: dict[FilePath, Passed] = {}
        scores, indicators, previous = files.scores, files.indicators, files.previous
        self._take(scores, read_scores(scores, rubric, spool, complaints))
        if indicators:
            self._take(indicators, read_indicators(indicators, rubric, spool, complaints))
        if previous:
            self._take(previous, read_previous(previous, rubric, period, spool, complaints))
        if self._columns[scores].places:
            self._check_rows()

    def _take(self, path: FilePath, read: tuple[Columns, Passed]) -> None:
        self._columns[path], self.passed[path] = read
        self.passed[path].elsewhere = self._spool.count_elsewhere(self._complaints.number(path))

    def __len__(self) -> int:
        return self._spool.count()

    def __iter__(self) -> Iterator[tuple[Agency, Sheet]]:
        """Each agency with its sheet, in order of first appearance; wrong rows are not in it.

        None where the file could not be read to its end: who lacks what cannot be told then.
        """
        return ((agency, completed(self._rubric, sheet, self._bests)) for agency, sheet in self._read())

    def _read(self) -> Iterator[tuple[Agency, Sheet]]:
        """Each agency with its sheet, before the best of the period is known."""
        if not self._columns[self._files.scores].places:
            return
        for agency in self._spool.agencies():
            answers = tuple(assembled(agency.code, self._spool.rows(agency)).answers)
            indicators = {code: value for code, (_, value) in self._spool.indicators(agency).items()}
            _, previous = self._spool.previous(agency)
            yield agency, Sheet(agency.code, self._period, answers, indicators, previous)

    def find_bests(self) -> frozenset[str]:
        """Take the best of the period from the sheets that are accepted: those given out from now on have it.

        The criteria of which there is a best.
        """
        self._bests = bests_of(self._rubric, (sheet for _, sheet in self._read()))
        return frozenset(self._bests)

    def agencies(self) -> frozenset[str]:
        """The codes of the agencies with sheets."""
        return frozenset(agency.code for agency in self._spool.agencies())

    def _check_rows(self) -> None:
        """Complain of rows that do not go together, and of what is left empty though it must be answered."""
        for agency in self._spool.in_parts():
            found = assembled(agency.code, self._spool.rows(agency))
            for refusal in (*found.refusals, *(refusal for _, refusal in missing(self._rubric, agency.code, found))):
                self._about_row(refusal.at, refusal)

    def check_agencies(self, known: Known) -> None:
        """Complain of what would be lost by mistyping.

        That is rows of blocks that are not *known*, agencies that are stored in another block than the one they stand
        in, and agencies of which facts are told and that neither have points nor are stored. Agencies that are stored
        and have no points are passed over. Nothing is told where the file of points could not be read to its end.
        """
        if not self._columns[self._files.scores].places:
            return
        for each in self._files.paths:
            self._check_blocks(each, known)
        for path, kind in ((self._files.indicators, "indicator"), (self._files.previous, "previous")):
            if path is not None:
                self._check_strangers(path, self._spool.strangers(kind), known)

    def _check_strangers(self, path: FilePath, strangers: Iterator[Stranger], known: Known) -> None:
        unknown = 0
        while chunk := list(islice(strangers, _CHUNK)):
            stored = known.blocks_of([stranger.code for stranger in chunk])
            for stranger in chunk:
                if stranger.elsewhere or stranger.code in stored:
                    self._pass_over(path, stranger, stored.get(stranger.code, self._rubric.block))
                    continue
                unknown += 1
                if unknown <= _MOST_UNKNOWN:
                    near = closest(stranger.code, self._spool.alike(stranger.code))
                    at = (stranger.line, self._columns[path].name("agency"))
                    self._complaints.add(path, WithoutPoints(stranger.code, near, at=at))
        if unknown > _MOST_UNKNOWN:
            self._complaints.add(path, MoreWithoutPoints(Count(unknown - _MOST_UNKNOWN)))

    def _pass_over(self, path: FilePath, stranger: Stranger, block: str) -> None:
        """Pass over an agency that is stored in that *block*, unless the file says that it is of the rubric's."""
        if "block" in self._columns[path].places and block != self._rubric.block:
            at = (stranger.line, self._columns[path].name("block"))
            self._complaints.add(path, StoredElsewhere(stranger.code, self._rubric.block, block, at=at))
        else:
            self.passed[path].add_agency(stranger.code)

    def _check_blocks(self, path: FilePath, known: Known) -> None:
        """Complain of unknown blocks, each once, and of agencies that are stored in another one."""
        strays = list(self._spool.elsewhere(self._complaints.number(path)))
        unknown: dict[str, int] = {}
        for stray in strays:
            if stray.block not in known.blocks:
                unknown.setdefault(stray.block, stray.line)
        for block, line in unknown.items():
            self._complaints.add(path, UnknownBlock(block, known.blocks, at=(line, self._columns[path].name("block"))))
        if path == self._files.scores and "block" in self._columns[path].places:
            strays += [Stray(agency.code, self._rubric.block, agency.line) for agency in self._spool.agencies()]
        self._check_stored(path, (stray for stray in strays if stray.block not in unknown), known)

    def _check_stored(self, path: FilePath, standing: Iterator[Stray], known: Known) -> None:
        differing = 0
        while chunk := list(islice(standing, _CHUNK)):
            stored = known.blocks_of([stray.code for stray in chunk])
            for stray in chunk:
                block = stored.get(stray.code, stray.block)
                differing += block != stray.block
                if block != stray.block and differing <= _MOST_UNKNOWN:
                    at = (stray.line, self._columns[path].name("block"))
                    self._complaints.add(path, StoredElsewhere(stray.code, stray.block, block, at=at))
        if differing > _MOST_UNKNOWN:
            self._complaints.add(path, MoreStoredElsewhere(Count(differing - _MOST_UNKNOWN)))

    def label(self, agency: Agency) -> Text:
        """All that the file says of where figures of *agency* come from."""
        return self._spool.label(agency)

    def complain(self, agency: Agency, refused: Refused) -> None:
        """Say where in the files the things stand that the engine refuses of the sheet of *agency*."""
        found = assembled(agency.code, self._spool.rows(agency))
        for refusal in self._told(agency, found, refused):
            match refusal.at:
                case ("answers", int(place), *within):
                    rows = found.rows[found.answers[place].criterion]
                    self._about_row(place_of(rows, tuple(within)), refusal)
                case ("indicators", str(code)):
                    line, _ = self._spool.indicators(agency)[code]
                    self._about_fact(self._files.indicators, line, (code, "value"), refusal)
                case ("previous", *fields):
                    line, _ = self._spool.previous(agency)
                    meaning = ":".join(map(str, fields)).replace("outcomes:", "outcome:")
                    self._about_fact(self._files.previous, line, (meaning,), refusal)
                case _:
                    refusal.at = (agency.line,)
                    self._complaints.add(self._files.scores, refusal, agency.code)

    def _told(self, agency: Agency, found: Assembled, refused: Refused) -> Iterator[Refusal]:
        """Those of the refusals that do not only follow from wrong rows, which are complained of already."""
        wrong = found.wrong | {criterion for criterion, _ in missing(self._rubric, agency.code, found)}
        for refusal in refused.refusals:
            if isinstance(refusal, MissingAnswers):
                misnamed = sum(isinstance(other, UnknownCriterion | NotALeaf) for other in refused.refusals)
                yield from self._missing(agency, [code for code in refusal.criteria if code not in wrong], misnamed)
            elif not (isinstance(refusal, NothingApplicable) and wrong):
                yield refusal

    @cached_property
    def _lost_anywhere(self) -> int:
        return self._spool.lost_anywhere()

    def _missing(self, agency: Agency, missing: list[str], misnamed: int) -> Iterator[Refusal]:
        """What is *missing*, unless rows that cannot be used or are *misnamed* may be all of it."""
        unplaced = misnamed + self._lost_anywhere
        for cells in self._spool.lost(agency):
            named = [code for code in missing if code in cells]
            unplaced += not named
            missing = [code for code in missing if code not in named]
        if len(missing) > unplaced:
            yield MissingAnswers(Count(len(missing)), tuple(missing))

    def _about_row(self, at: Path, refusal: Refusal) -> None:
        """Complain of what stands in a line, in the column of that meaning or in one that can hold it too."""
        columns, (line, meaning) = self._columns[self._files.scores], at
        if meaning == "reason" and meaning not in columns.places:
            meaning = "not_applicable"
        refusal.at = (line, columns.name(str(meaning)))
        self._complaints.add(self._files.scores, refusal)

    def _about_fact(self, path: FilePath | None, line: int, meanings: tuple[str, ...], refusal: Refusal) -> None:
        columns = self._columns.get(path, _NO_COLUMNS)
        column = next((columns.name(meaning) for meaning in meanings if meaning in columns.places), "")
        refusal.at = (line, column) if column else (line,)
        self._complaints.add(path or self._files.scores, refusal)
