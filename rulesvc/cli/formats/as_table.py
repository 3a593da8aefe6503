"""Results for the eye: a table as wide as the terminal, what was found under each agency, and counts at the end."""

from collections.abc import Iterable
from dataclasses import dataclass
from itertools import zip_longest
from textwrap import wrap
from typing import BinaryIO

import click

from rules.errors import N_
from rules.language import Language
from rules.number import Count
from rules.result import OutcomeLine, Result
from rules.rubric import Edition, has_findings
from rules.sentences import one_line
from rules.table import Table
from rules.text import Text
from rulesvc.cli.formats.counts import Counts
from rulesvc.usecases.glance_words import UNDETERMINED

_COLOURS = {"no_rule": "magenta", "conflict": "magenta", "missing": "cyan"}
_GAP = "  "
_INDENT = "    "
_TOTAL_WIDTH = 7
_MOST_COLUMNS = 2


@dataclass(frozen=True, slots=True)
class Style:
    """How wide a line may be, and whether colours reach a terminal that shows them."""

    width: int = 100
    colours: bool = False

    def painted(self, text: str, colour: str | None = None, *, bold: bool = False) -> str:
        """*text* in *colour*, where there are colours."""
        plain = not self.colours or not text.strip() or not (colour or bold)
        return text if plain else click.style(text, fg=colour, bold=bold or None)


class TextTable:
    """Writes each agency with total and outcomes in columns, findings and the reason under them.

    Where figures come from is written under an agency, unless it is *common* to all and stands in the caption.
    """

    def __init__(self, out: BinaryIO, edition: Edition, language: Language, style: Style, common: Text) -> None:
        self._out = out
        self._edition = edition
        self._rubric = edition.rubric
        self._language = language
        self._style = style
        self._common = common
        single = [table for table in self._rubric.tables if not has_findings(table)]
        self._columns = tuple(single[:_MOST_COLUMNS])
        self._counts = Counts(edition.rubric)

    def begin(self, period: str, notes: Iterable[str]) -> None:
        """Write the caption, *notes* under it, and the heads of the columns."""
        words = self._language.words
        title = words(
            N_("{rubric}, period {period}, edition {edition}"),
            rubric=self._rubric.name,
            period=period,
            edition=str(self._edition.number),
        )
        for line in wrap(title, self._style.width):
            self._line(self._style.painted(line, bold=True))
        for note in notes:
            for line in wrap(note, self._style.width):
                self._line(line)
        self._line("")
        heads = [words(N_("Agency")), words(N_("Total")), *(self._language.text(table.name) for table in self._columns)]
        self._row(heads, [None] * len(heads), bold=True)
        self._line("─" * self._style.width)

    def add(self, result: Result, name: str, provenance: Text) -> None:
        """Write the next agency."""
        self._counts.add(result)
        outcomes = [result["outcomes"][table.code] for table in self._columns]
        labels = [self._label(table, outcome) for table, outcome in zip(self._columns, outcomes, strict=True)]
        colours = [_COLOURS.get(outcome.get("reason", "")) for outcome in outcomes]
        total = self._language.digits(result["total"]["percent"]) + "%"
        self._row([name or result["agency"], total, *labels], [None, None, *colours])
        if provenance != self._common:
            self._paragraph(self._language.text(provenance))
        for table in self._rubric.tables:
            if table not in self._columns:
                self._below(table, result)
        # As a Text, since `words` cuts long strings.
        reason = Text(one_line(self._rubric, result, self._language))
        self._paragraph(self._language.words(N_("Reason: {reason}"), reason=reason))
        self._line("")

    def finish(self) -> None:
        """Write the counts, and the assumptions on which the answers rest."""
        language = self._language
        self._line("─" * self._style.width)
        count = Count(self._counts.agencies)
        self._paragraph(language.words(N_("Agencies: {count}."), count=count), indent="")
        for table in self._rubric.tables:
            self._paragraph(f"{language.text(table.name)}: {self._counts.told(table, language)}.", indent="")
        for assumption in dict.fromkeys(each for table in self._rubric.tables for each in table.assumptions):
            self._paragraph(language.words(N_("Assumption: {text}"), text=assumption), indent="")
        self._line("")

    def _label(self, table: Table, outcome: OutcomeLine) -> str:
        if not outcome["determined"]:
            return self._language.words(UNDETERMINED[outcome.get("reason", "no_rule")])
        if outcome["code"] is None:
            return self._language.digits(outcome.get("number", ""))
        return self._language.text(table.outcome(outcome["code"]).name)

    def _below(self, table: Table, result: Result) -> None:
        """What *table* says of the agency, where it says more than "none"."""
        outcome, name = result["outcomes"][table.code], self._language.text(table.name)
        said = self._found(table, result) if has_findings(table) else [self._label(table, outcome)]
        for each in said:
            self._paragraph(f"{name}: {each}")
        if has_findings(table) and not outcome["determined"]:
            self._paragraph(f"{name}: {self._label(table, outcome)}", _COLOURS.get(outcome.get("reason", "")))

    def _found(self, table: Table, result: Result) -> list[str]:
        """One line for each outcome that was found, with the criteria and their percentages."""
        findings = result["findings"][table.code]
        percents = {line["code"]: line["percent"] for line in result["criteria"]}
        lines = []
        for code in dict.fromkeys(finding["code"] for finding in findings):
            members = [each["criterion"] for each in findings if each["code"] == code and each["criterion"]]
            about = "; ".join(self._standing(member, percents[member]) for member in members)
            label = self._language.text(table.outcome(code).name)
            lines.append(about if about and len(table.outcomes) == 1 else f"{label}: {about}" if about else label)
        return lines

    def _standing(self, criterion: str, percent: str | None) -> str:
        name = self._language.text(self._rubric.criterion[criterion].name)
        return f"{name} {self._language.digits(percent)}%" if percent else name

    # ---- lines -------------------------------------------------------------------------------------------------------

    def _row(self, texts: list[str], colours: list[str | None], *, bold: bool = False) -> None:
        """One row of cells, as many lines as its longest cell needs."""
        widths = self._widths()
        cells = [wrap(text, width) for text, width in zip(texts, widths, strict=True)]
        for line in zip_longest(*cells, fillvalue=""):
            parts = [self._padded(text, place, widths[place]) for place, text in enumerate(line)]
            painted = [
                self._style.painted(part, colour, bold=bold or place == 0)
                for place, (part, colour) in enumerate(zip(parts, colours, strict=True))
            ]
            self._line(_GAP.join(painted).rstrip())

    def _widths(self) -> list[int]:
        """The widths of the columns: the total takes what it needs, the others share what is left."""
        others = 1 + len(self._columns)
        left = self._style.width - _TOTAL_WIDTH - len(_GAP) * others
        return [left - left // others * (others - 1), _TOTAL_WIDTH, *[left // others] * (others - 1)]

    @staticmethod
    def _padded(text: str, place: int, width: int) -> str:
        return text.rjust(width) if place == 1 else text.ljust(width)

    def _paragraph(self, text: str, colour: str | None = None, *, indent: str = _INDENT) -> None:
        for line in wrap(text, self._style.width, initial_indent=indent, subsequent_indent=indent or _INDENT):
            self._line(self._style.painted(line, colour))

    def _line(self, text: str) -> None:
        self._out.write(text.encode() + b"\n")
