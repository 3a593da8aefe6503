"""From the rows of an agency to its answers, and from what is refused of an answer back to line and column."""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from typing import Any, Final

from rules.answer import Answer
from rules.answer_content import answer_of
from rules.branching import left_out
from rules.criterion import Absence, Criterion
from rules.errors import Path, Refusal
from rules.rubric import Rubric
from rules.scoring_errors import component
from rulesvc.cli.files.answer_rows import Cells, form_of, is_of_survey, is_reported, reports
from rulesvc.cli.files.refusals import (
    AbsentInPart,
    AnswerMissing,
    AnswerNeeded,
    CriterionTwice,
    EmptyCell,
    GroupDiffers,
    PointsMissing,
    PointsNeeded,
    TwoColumns,
)
from rulesvc.cli.files.spool import Row
from rulesvc.usecases.answer_columns import LEVEL, OF_GROUP, OF_QUESTION, alternatives

_GIVEN_POINTS: Final = (("points",),)


@dataclass
class Assembled:
    """The answers that *rows* come to, those that are *empty* by their first line, and what is wrong with the others.

    Refusals are `at` a line and the meaning of a column.
    """

    rows: Mapping[str, tuple[Row, ...]]
    answers: list[Answer] = field(default_factory=list)
    empty: dict[str, int] = field(default_factory=dict)
    wrong: set[str] = field(default_factory=set)
    refusals: list[Refusal] = field(default_factory=list)


def assembled(agency: str, rows: tuple[Row, ...]) -> Assembled:
    """What *rows*, all those of *agency*, come to together."""
    together: dict[str, list[Row]] = {}
    for row in rows:
        together.setdefault(row.criterion, []).append(row)
    found = Assembled({criterion: tuple(of_one) for criterion, of_one in together.items()})
    for criterion, of_one in found.rows.items():
        if any(row.cells is None for row in of_one):
            found.wrong.add(criterion)
            continue
        filled = [row for row in of_one if reports(_cells(row))]
        if not filled:
            found.empty[criterion] = of_one[0].line
            continue
        refusals = list(_about_rows(agency, criterion, filled))
        if refusals:
            found.wrong.add(criterion)
            found.refusals += refusals
        else:
            found.answers.append(answer_of({"criterion": criterion, **_content(filled)}))
    return found


def missing(rubric: Rubric, agency: str, found: Assembled) -> Iterator[tuple[str, Refusal]]:
    """A refusal for each criterion that is left empty in the file, but for those that *rubric* does not ask of it.

    These are those the agency is exempt from, and those on a branch that is not taken.
    """
    needless = rubric.exempt.get(agency, frozenset()) | left_out(rubric, found.answers).keys()
    for code, line in found.empty.items():
        if code in needless:
            continue
        yield code, _about_empty(code, rubric.criterion.get(code), line)


def _about_empty(code: str, criterion: Criterion | None, line: int) -> Refusal:
    """That nothing stands where a criterion is answered; “not applicable” is named only where it is possible."""
    ways = alternatives(criterion.method) if criterion and not criterion.parts else _GIVEN_POINTS
    always = criterion is not None and criterion.not_applicable is Absence.REFUSED
    if criterion is None or ways == _GIVEN_POINTS:
        named = code if criterion is None else component(criterion)
        return (PointsNeeded if always else PointsMissing)(named, at=(line, "points"))
    needed, at = tuple(" + ".join(way) for way in ways), (line, next(filter(is_reported, ways[0])))
    return (AnswerNeeded if always else AnswerMissing)(component(criterion), needed, at=at)


def place_of(rows: tuple[Row, ...], at: Path) -> tuple[int, str]:
    """Line and meaning of the column where that stands in the *rows* of one criterion to which the path *at* leads."""
    filled = [row for row in rows if reports(_cells(row))]
    first = filled[0]
    match at:
        case ("items" | "values" as name, str(item)):
            column = "count" if name == "items" else "value"
            return next((row.line for row in filled if _cells(row).get("item") == item), first.line), column
        case ("groups", int(place), *inner):
            group = list(dict.fromkeys(_cells(row)["group"] for row in filled))[place]
            return _place_in_group([row for row in filled if _cells(row)["group"] == group], inner)
        case ("groups",):
            return first.line, "group"
        case ("values",):
            return first.line, "item"
        case (str(name),):
            return first.line, name
        case _:
            return first.line, (*form_of(_cells(first)), "not_applicable")[0]


def _place_in_group(rows: list[Row], inner: list[str | int]) -> tuple[int, str]:
    first = rows[0].line
    match inner:
        case ("questions", str(question), *deeper):
            line = next((row.line for row in rows if _cells(row)["question"] == question), first)
            match deeper:
                case ("levels", str(level)):
                    return line, LEVEL + level
                case (str(name),):
                    return line, name
                case _:
                    return line, "question"
        case ("questions",):
            return first, "question"
        case (str(name),):
            return next((row.line for row in rows if name in _cells(row)), first), name
        case _:
            return first, "group"


def _cells(row: Row) -> Cells:
    return row.cells or {}


# ---- rows of one criterion -------------------------------------------------------------------------------------------


def _about_rows(agency: str, criterion: str, filled: list[Row]) -> Iterator[Refusal]:
    """What is wrong with *filled* rows standing together."""
    absent = [row for row in filled if "not_applicable" in _cells(row)]
    if absent:
        other = next((row for row in filled if row not in absent), None)
        if other is not None:
            yield AbsentInPart(criterion, str(other.line), at=(absent[0].line, "not_applicable"))
        return
    first = filled[0]
    for row in filled[1:]:
        if not (row.part and first.part):
            yield CriterionTwice(agency, criterion, str(first.line), at=(row.line, "criterion"))
        elif form_of(_cells(row)) != form_of(_cells(first)):
            forms = (*form_of(_cells(first)), *form_of(_cells(row)))
            yield TwoColumns(forms, at=(row.line, forms[-1]))
            return
    yield from _said_otherwise(filled, "document")
    if is_of_survey(_cells(first)):
        yield from _about_survey(filled)


def _about_survey(filled: list[Row]) -> Iterator[Refusal]:
    """What is said of a group must be said once, or the same each time."""
    groups: dict[str, list[Row]] = {}
    for row in filled:
        groups.setdefault(_cells(row)["group"], []).append(row)
    for rows in groups.values():
        for name in OF_GROUP:
            yield from _said_otherwise(rows, name)
        for name in ("issued", "returned"):
            if not any(name in _cells(row) for row in rows):
                yield EmptyCell(at=(rows[0].line, name))
    yield from _said_otherwise(filled, "block_average")


def _said_otherwise(rows: list[Row], name: str) -> Iterator[Refusal]:
    saying = [row for row in rows if name in _cells(row)]
    for row in saying[1:]:
        given, other = _cells(row)[name], _cells(saying[0])[name]
        if given != other:
            yield GroupDiffers(str(given), str(other), str(saying[0].line), at=(row.line, name))


def _content(filled: list[Row]) -> dict[str, Any]:
    """What the rows of one criterion report, as an answer has it."""
    first = _cells(filled[0])
    if "not_applicable" in first:
        return {name: first[name] for name in ("not_applicable", "reason")}
    if is_of_survey(first):
        return _survey([_cells(row) for row in filled])
    if "item" in first:
        form, name = ("items", "count") if "count" in first else ("values", "value")
        supplied = next((row.cells for row in filled if row.cells and "document" in row.cells), {})
        beside = {"document": supplied["document"]} if supplied else {}
        return {form: {_cells(row)["item"]: _cells(row)[name] for row in filled}, **beside}
    return {"document": "", **first} if "percent" in first else dict(first)


def _survey(rows: list[Cells]) -> dict[str, Any]:
    groups: dict[str, dict[str, Any]] = {}
    for cells in rows:
        group = groups.setdefault(cells["group"], {"group": cells["group"], "invalid": 0, "questions": {}})
        group |= {name: cells[name] for name in OF_GROUP if name in cells}
        levels = {name.removeprefix(LEVEL): count for name, count in cells.items() if name.startswith(LEVEL)}
        marks = {"levels": levels, **{name: cells.get(name, 0) for name in OF_QUESTION}}
        group["questions"][cells["question"]] = marks
    average = next(({"block_average": cells["block_average"]} for cells in rows if "block_average" in cells), {})
    return {"groups": list(groups.values()), **average}
