"""From files to result sheets, and from what the engine refuses back to the lines and columns it stands in."""

from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

from rules.errors import MissingAnswers, NothingApplicable, Refusal, Refused
from rules.rubric import Rubric
from rules.sheet import Sheet
from rulesvc.cli.files.columns import Columns
from rulesvc.cli.files.complaints import Complaints
from rulesvc.cli.files.indicators import read_indicators
from rulesvc.cli.files.previous import read_previous
from rulesvc.cli.files.scores import read_scores
from rulesvc.cli.files.spool import Agency, Row, Spool

_NO_COLUMNS = Columns({}, {})


@dataclass(frozen=True, slots=True)
class Files:
    """The files of one evaluation: points, and where given, indicators and facts of the previous period."""

    scores: Path
    indicators: Path | None = None
    previous: Path | None = None

    @property
    def paths(self) -> tuple[Path, ...]:
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
        self._columns: dict[Path | None, Columns] = {}
        scores, self.passed = read_scores(files.scores, rubric.block, spool, complaints)
        self._columns[files.scores] = scores
        if files.indicators:
            self._columns[files.indicators] = read_indicators(files.indicators, rubric, spool, complaints)
        if files.previous:
            self._columns[files.previous] = read_previous(files.previous, rubric, period, spool, complaints)

    def __len__(self) -> int:
        return self._spool.count()

    def __iter__(self) -> Iterator[tuple[Agency, Sheet]]:
        """Each agency with its sheet, in order of first appearance; wrong rows are not in it.

        None where the file could not be read to its end: who lacks what cannot be told then.
        """
        if not self._columns[self._files.scores].places:
            return
        for agency in self._spool.agencies():
            answers = tuple(row.answer for row in self._spool.rows(agency) if row.answer is not None)
            indicators = {code: value for code, (_, value) in self._spool.indicators(agency).items()}
            _, previous = self._spool.previous(agency)
            yield agency, Sheet(agency.code, self._period, answers, indicators, previous)

    def complain(self, agency: Agency, refused: Refused) -> None:
        """Say where in the files the things stand that the engine refuses of the sheet of *agency*."""
        rows = self._spool.rows(agency)
        for refusal in refused.refusals:
            match refusal.at:
                case ("answers", int(place), str(field)):
                    self._about_row([row for row in rows if row.answer][place], field, refusal)
                case ("indicators", str(code)):
                    line, _ = self._spool.indicators(agency)[code]
                    self._about_fact(self._files.indicators, line, (code, "value"), refusal)
                case ("previous", *fields):
                    line, _ = self._spool.previous(agency)
                    meaning = ":".join(map(str, fields)).replace("outcomes:", "outcome:")
                    self._about_fact(self._files.previous, line, (meaning,), refusal)
                case _:
                    self._about_agency(agency, rows, refusal)

    def _about_row(self, row: Row, field: str, refusal: Refusal) -> None:
        columns = self._columns[self._files.scores]
        column = field if field in columns.places else "not_applicable" if field == "reason" else field
        refusal.at = (row.line, columns.name(column))
        self._complaints.add(self._files.scores, refusal)

    def _about_fact(self, path: Path | None, line: int, meanings: tuple[str, ...], refusal: Refusal) -> None:
        columns = self._columns.get(path, _NO_COLUMNS)
        column = next((columns.name(meaning) for meaning in meanings if meaning in columns.places), "")
        refusal.at = (line, column) if column else (line,)
        self._complaints.add(path or self._files.scores, refusal)

    def _about_agency(self, agency: Agency, rows: tuple[Row, ...], refusal: Refusal) -> None:
        """Complain of the whole sheet, unless that only follows from wrong rows, which are complained of already."""
        wrong = {row.criterion for row in rows if row.answer is None}
        if isinstance(refusal, MissingAnswers):
            missing = tuple(code for code in refusal.criteria if code not in wrong)
            refusal = MissingAnswers(len(missing), missing, at=(agency.line,))
            if not missing:
                return
        elif isinstance(refusal, NothingApplicable) and wrong:
            return
        refusal.at = (agency.line,)
        self._complaints.add(self._files.scores, refusal, agency.code)
