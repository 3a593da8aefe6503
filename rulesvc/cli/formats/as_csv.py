"""Results for a spreadsheet: one line an agency, with codes for machines and the reason for people.

The byte order mark tells Excel that it is UTF-8. Comma and decimal point in every language: other programs read it too.
"""

import csv
from io import TextIOWrapper
from typing import BinaryIO

from rules.language import Language
from rules.result import FindingLine, Result
from rules.rubric import Rubric, has_findings
from rules.sentences import one_line
from rules.table import Table
from rules.text import Text
from rulesvc.usecases.spreadsheet import guarded

_FIRST = ("agency", "name", "total_points", "max_points", "percent")


class CsvLines:
    """Writes one line an agency: figures, one column for each table, what is not determined, and the reason.

    *labelled*: a column says where the figures come from.
    """

    def __init__(
        self, out: BinaryIO, rubric: Rubric, language: Language, *, note: str = "", labelled: bool = False
    ) -> None:
        self._rubric = rubric
        self._language = language
        self._note = note
        self._labelled = labelled
        self._text = TextIOWrapper(out, encoding="utf-8-sig", newline="", write_through=True)
        self._csv = csv.writer(self._text)
        last = ["undetermined", "reason"] + ["provenance"] * labelled + ["note"] * bool(note)
        self._csv.writerow([*_FIRST, *(table.code for table in rubric.tables), *last])

    def add(self, result: Result, name: str, provenance: Text) -> None:
        """Write the line of the next agency."""
        total = result["total"]
        texts = [cell_of(table, result) for table in self._rubric.tables]
        texts += [_undetermined(result), one_line(self._rubric, result, self._language)]
        texts += [self._language.text(provenance)] if self._labelled else []
        texts += [self._note] if self._note else []
        figures = [total["points"], total["max_points"], total["percent"]]
        self._csv.writerow([guarded(result["agency"]), guarded(name), *figures, *map(guarded, texts)])

    def finish(self) -> None:
        """Leave the file to whoever opened it."""
        self._text.detach()


def cell_of(table: Table, result: Result) -> str:
    """The answer of *table* in codes: its outcome, its number, or its findings with spaces between."""
    outcome = result["outcomes"][table.code]
    if has_findings(table):
        return " ".join(_code(table, finding) for finding in result["findings"][table.code])
    return outcome["code"] or outcome.get("number", "")


def _code(table: Table, finding: FindingLine) -> str:
    """The criterion, with the outcome behind it where the table has several; for the agency the outcome alone."""
    if finding["criterion"] is None:
        return finding["code"]
    return finding["criterion"] if len(table.outcomes) == 1 else f"{finding['criterion']}:{finding['code']}"


def _undetermined(result: Result) -> str:
    """Tables that are not determined, each with its reason: `head_rating:no_rule`."""
    lines = result["outcomes"].items()
    return " ".join(f"{code}:{line.get('reason', '')}" for code, line in lines if not line["determined"])
